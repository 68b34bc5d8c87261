"""The walk of a site in the window as a form: sent, compared row by row, taken over."""

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel

from ctpat_desktop.services.registers import walks
from ctpat_desktop.services.walk_forms import receiving
from ctpat_desktop.ui.registers.walk_forms import SendWalkDialog, WalkReturnDialog
from tests.services.walk_forms.walking import filled_walk
from tests.ui.driving import answering, press

SAYS = {"gates": ("Partly", "The lock is broken."), "fence_state": ("In place", "Mended.")}


@pytest.fixture
def desk(window):
    return window.shell.desk


@pytest.fixture
def view(window, desk):
    window.shell.open("sites")
    view = window.shell.pages["sites"].tab("site_walk")
    view.choose_site(desk.dossier.sites[1].id)
    return view


@pytest.fixture
def dialogs(monkeypatch):
    return answering(monkeypatch, "registers.walk_forms")


def back(view, folder, **more):
    """Send the walk of the site on the screen, and fill it in elsewhere."""
    view.as_form.send(folder / "out", "xlsx")
    return filled_walk(next((folder / "out").iterdir()), SAYS, **more)


def results(view):
    found = walks.answers_of(view.desk.workspace, view.walk_id)
    return {key: (row.result, row.words) for key, row in found.items()}


def cells(dialog):
    return [line.cells for line in dialog.table.lines.lines]


def test_a_walk_is_sent_from_its_page(view, desk, dialogs, tmp_path):
    answers, _ = dialogs

    def fill(dialog):
        assert not dialog.ok.isEnabled()
        shown = {one.text() for one in dialog.findChildren(QLabel)}
        assert "No walk of this site is on: a new one is begun." in shown
        dialog.folder.setText(str(tmp_path / "out"))
        dialog.format.setCurrentIndex(dialog.format.findData("pdf"))
        dialog.due.show_text("12/15/2026")
        press(dialog, "Write the form")

    answers[SendWalkDialog] = fill
    told = []
    desk.written.connect(lambda words, path: told.append((words, path)))
    view.as_form.menu().actions()[0].trigger()
    (path,) = (tmp_path / "out").iterdir()
    words = f"The walk of {view.sites.currentText()} is in {path.name}. Send the file by e-mail."
    assert told == [(words, path)]
    assert (path.suffix, view.line.is_open) == (".pdf", True)
    view.tabs.setCurrentWidget(view.about)
    assert view.sent.text().endswith("wanted back by 12/15/2026.")


def test_a_form_is_compared_and_its_ticked_rows_taken_over(
    qtbot, view, desk, dialogs, tmp_path, window
):
    answers, _ = dialogs
    path = back(view, tmp_path)
    view.questions.go_to([step.key for step in view.steps].index("gates"))
    qtbot.mouseClick(view.questions.choices["in_place"], Qt.MouseButton.LeftButton)

    def take(dialog):
        assert [(row[0], row[2], row[3], row[4]) for row in cells(dialog)] == [
            ("9.2", "(nothing)", "In place: Mended.", ""),
            ("9.4", "In place", "Partly: The lock is broken.", "Changed here"),
        ]
        assert dialog.take.text() == "Take over (1)"
        dialog.table.select("gates")
        assert "Stands here: In place" in dialog.detail.toPlainText()
        press(dialog, "Take over (1)")

    answers[WalkReturnDialog] = take
    view.as_form.receive(path)
    assert results(view) == {"fence_state": ("in_place", "Mended."), "gates": ("in_place", "")}
    view.tabs.setCurrentWidget(view.about)
    assert list(view.papers.shown.values()) == [f"Site walk {view.sites.currentText()}"]
    window.menus.undo.trigger()
    assert results(view) == {"gates": ("in_place", "")}


def test_cancel_changes_nothing_and_no_row_ticked_cannot_be_taken(view, desk, dialogs, tmp_path):
    answers, shown = dialogs
    path = back(view, tmp_path)

    def leave(dialog):
        press(dialog, "Tick none")
        assert not dialog.take.isEnabled()
        assert dialog.take.toolTip() == "Tick at least one row."
        press(dialog, "Cancel")

    answers[WalkReturnDialog] = leave
    tip = desk.workspace.tip
    view.as_form.receive(path)
    assert (len(shown), results(view), desk.workspace.tip) == (1, {}, tip)


def test_the_form_of_another_site_is_refused_in_one_line(view, desk, dialogs, tmp_path):
    path = back(view, tmp_path)
    told = []
    desk.notified.connect(lambda _level, words: told.append(words))
    of, here = view.sites.currentText(), desk.dossier.sites[0]
    view.choose_site(here.id)
    view.as_form.receive(path)
    assert told == [
        f"{path.name} is the walk of {of}, not of {here.name}. Choose {of} and receive it there."
    ]


def test_a_form_that_was_edited_ticks_nothing_by_itself(qtbot, window, view, desk, tmp_path):
    path = back(view, tmp_path)
    book = openpyxl.load_workbook(path)
    book.worksheets[1].insert_cols(3)
    book.save(path)
    dialog = WalkReturnDialog(window, desk, receiving.look(desk.scope, path))
    qtbot.addWidget(dialog)
    assert (dialog.table.lines.on, len(cells(dialog))) == (set(), 2)
    press(dialog, "Tick all")
    press(dialog, "Take over (2)")
    assert dialog.result() == QDialog.DialogCode.Accepted
    assert results(view) == {
        "gates": ("partly", "The lock is broken."),
        "fence_state": ("in_place", "Mended."),
    }


def test_the_button_waits_where_the_file_is_read_only(view):
    assert view.as_form.property("changes")
