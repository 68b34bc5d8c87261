"""The page "Procedures": begun from an outline, approved, saved; and linked from a criterion."""

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel

from ctpat_desktop.catalogue.outlines import blanks
from ctpat_desktop.checklist import Place
from ctpat_desktop.services.procedures import library
from ctpat_desktop.services.registers import records
from ctpat_desktop.ui.procedures.dialogs import ApproveDialog, OutlineDialog
from ctpat_desktop.ui.widgets.banner import Level
from tests.ui.driving import answering, press


@pytest.fixture
def scope(window):
    return window.shell.desk.scope


@pytest.fixture
def page(window):
    window.shell.open("procedures")
    return window.shell.current().tab("procedure")


@pytest.fixture
def asked(monkeypatch):
    return answering(monkeypatch, "procedures.dialogs")[0]


def begun(scope):
    key = library.begin(scope, "seals", "en")
    return key, library.one(scope, key).draft


def filled(scope, version):
    text = version.text
    for blank in blanks(text):
        text = text.replace(f"[[{blank}]]", "Omar")
    records.change(scope.workspace, "procedure_version", version.id, text=text)


def test_a_procedure_is_begun_from_an_outline_in_a_language(page, scope, asked):
    def choose(dialog):
        titles = [dialog.list.item(at).text().split("\n")[0] for at in range(dialog.list.count())]
        dialog.list.setCurrentRow(titles.index("Guard orders"))
        assert dialog.text.toPlainText().startswith("PURPOSE\n")
        dialog.language.setCurrentIndex(dialog.language.findData("fr"))
        assert dialog.text.toPlainText().startswith("OBJET\n")
        dialog.make_button.click()

    asked[OutlineDialog] = choose
    before = {row.procedure.id for row in library.written(scope)}
    press(page, "New from outline…")
    (written,) = [row for row in library.written(scope) if row.procedure.id not in before]
    assert written.procedure.title == "Consignes de gardiennage"
    assert page.list.current() == written.procedure.id


def test_the_draft_is_approved_once_its_blanks_are_filled(page, scope, asked, window):
    key, version = begun(scope)
    page.list.select(key)
    seen = []

    def approve(dialog):
        assert not dialog.save_button.isEnabled()
        dialog.by.setText("Ana Ruiz")
        dialog.save_button.click()
        seen.append(dialog.result())
        dialog.reject() if not dialog.result() else None

    asked[ApproveDialog] = approve
    heard = []
    window.shell.desk.notified.connect(lambda level, text: heard.append((level, text)))
    press(page, "Approve…")
    left = len(blanks(version.text))
    words = f"{left} blanks are left in the draft. Write over each first, under Versions."
    assert heard == [(Level.WARNING, words)]
    assert seen == []
    assert library.one(scope, key).in_force is None
    filled(scope, version)
    press(page, "Approve…")
    assert seen == [1]
    assert library.one(scope, key).in_force.approved_by == "Ana Ruiz"
    heard.clear()
    press(page, "Approve…")
    words = "No version of this procedure is a draft. Add a version first."
    assert heard == [(Level.WARNING, words)]
    window.shell.desk.workspace.undo()
    assert library.one(scope, key).in_force is None


def test_a_day_that_cannot_be_read_approves_nothing(page, scope, asked):
    key, version = begun(scope)
    filled(scope, version)
    page.list.select(key)
    seen = []

    def approve(dialog):
        assert "replace" not in dialog.findChild(QLabel).text(), "there is none before it"
        dialog.by.setText("Ana Ruiz")
        dialog.day.show_text("13/45/2026")
        dialog.save_button.click()
        seen.append(dialog.result())
        dialog.reject()

    asked[ApproveDialog] = approve
    press(page, "Approve…")
    assert seen == [0]
    assert library.one(scope, key).in_force is None


@pytest.mark.parametrize(("name", "kind"), [("a.docx", "Word"), ("b", "PDF (*.pdf)")])
def test_it_is_saved_as_word_or_pdf(page, scope, monkeypatch, tmp_path, name, kind):
    key, _ = begun(scope)
    page.list.select(key)
    given = str(tmp_path / name)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (given, kind))
    press(page, "Save as Word or PDF…")
    (path,) = tmp_path.glob("[ab].*")
    assert path.name in ("a.docx", "b.pdf")
    assert path.stat().st_size > 1000


def test_the_guide_of_a_criterion_links_to_its_procedures(window, scope):
    key, _ = begun(scope)
    window.shell.go(Place("6", "6.1"))
    QApplication.processEvents()
    press(window.shell.guide, "Seals: stock, fitting, checking and replacing")
    page = window.shell.current().tab("procedure")
    assert page.list.current() == key
