"""The window with a real workspace: saving, undo, refusals, every page."""

import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit

from ctpat_desktop.catalogue.forms import Kind
from ctpat_desktop.checklist import Place
from ctpat_desktop.documents.samples.papers import paper
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.files import workspaces
from ctpat_desktop.services.history import versions
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.ui.app import application
from ctpat_desktop.ui.fields import INPUTS, LINKED
from ctpat_desktop.ui.registers.page import AreaPage
from ctpat_desktop.ui.registers.places import ids_along, way_to
from ctpat_desktop.ui.session import tasks
from ctpat_desktop.ui.window import MainWindow
from ctpat_desktop.workspace import door
from tests.ui import pages


@pytest.fixture(scope="session")
def qapp():
    return application()


@pytest.fixture
def window(qtbot, sample):
    shown = MainWindow()
    qtbot.addWidget(shown)
    shown.show()
    assert shown.open_path(Path(sample))
    shown.shell.desk.today = date(2026, 11, 21)
    shown.shell.desk.read()
    shown.shell.rebuild()
    yield shown
    shown.close_workspace()


def stored(window, criterion):
    account = window.shell.desk.account_id
    return companies.dossier(window.workspace, account).answer(criterion).whole


def test_typed_words_are_in_the_file_within_the_bound(window, qtbot):
    window.shell.go(Place("9", "9.10"))
    box = pages.words(window)
    box.setFocus()
    qtbot.keyClicks(box, "Kept locked. ")
    qtbot.waitUntil(
        lambda: stored(window, "9.10").narrative.startswith("Kept locked."), timeout=4000
    )
    assert window.saved.text().startswith("● Saved")


def test_leaving_the_page_saves_at_once(window, qtbot):
    window.shell.go(Place("9", "9.10"))
    qtbot.keyClicks(pages.words(window), "Abc")
    window.shell.open("home")
    assert stored(window, "9.10").narrative.startswith("Abc")


def test_closing_the_window_saves_at_once_and_leaves_one_file(window, qtbot, sample):
    window.shell.go(Place("9", "9.10"))
    qtbot.keyClicks(pages.words(window), "Xyz")
    window.close()
    assert not list(Path(sample).parent.glob("*-wal"))
    again = workspaces.open_file(Path(sample))
    account = companies.choose(again)
    assert companies.dossier(again, account).answer("9.10").whole.narrative.startswith("Xyz")
    again.close()


def test_undo_shows_the_earlier_words_again(window, qtbot):
    window.shell.go(Place("9", "9.10"))
    before = stored(window, "9.10").narrative
    qtbot.keyClicks(pages.words(window), "Zzz")
    window.menus.edit.aboutToShow.emit()
    window.menus.undo.trigger()
    window.shell.flush()
    assert stored(window, "9.10").narrative == before
    assert pages.words(window).toPlainText() == before
    window.menus.redo.trigger()
    assert stored(window, "9.10").narrative.startswith("Zzz")


def test_a_status_button_saves(window, qtbot):
    window.shell.go(Place("4", "4.3"))
    form = pages.answer(window)
    choice = next(b for b in form.group.buttons() if b.property("status") == "planned")
    qtbot.mouseClick(choice, Qt.MouseButton.LeftButton)
    assert stored(window, "4.3").status == "planned"
    assert form.target_box.isVisible()


def test_every_finding_leads_to_a_place_on_the_screen(window):
    for finding in window.shell.desk.review.findings:
        window.shell.desk.go(finding)
        page = window.shell.current()
        place = finding.place
        if place.section.isdigit():
            assert (page, page.criterion) == (window.shell.wizard, place.criterion)
        elif isinstance(page, AreaPage):
            way = way_to(page.area, place.table, page.views)
            ids = ids_along(window.shell.desk, way, place.record_id) or [""]
            assert ids[0] in ("", page.built[way[0]].editor.record_id)
        else:
            assert page is window.shell.pages[place.section], finding


def test_next_gap_walks_through_all_criteria_with_findings(window):
    seen = []
    window.shell.open("1")
    for _ in range(60):
        window.shell.wizard.next_gap()
        seen.append(window.shell.wizard.criterion)
    wanted = {f.place.criterion for f in window.shell.desk.review.findings if f.place.criterion}
    assert set(seen) == wanted


def test_the_sheet_filters_and_edits_in_place(window):
    grid = window.shell.pages["grid"]
    window.shell.open("grid")
    grid.state.setCurrentIndex(grid.state.findData("not_started"))
    assert [row.criterion.id for row in grid.model.rows] == ["4.3", "7.25"]
    index = grid.model.index(0, 4)
    assert grid.model.setData(index, "IT Manager", Qt.ItemDataRole.EditRole)
    assert stored(window, "4.3").owner == "IT Manager"


def test_a_contact_is_added_typed_and_removed(window, qtbot):
    window.shell.go(Place("company", table="contact"))
    page = window.shell.pages["company"].lists["contact"]
    page.add()
    edit = page.editor.inputs["last_name"].edit
    qtbot.keyClicks(edit, "Okafor")
    page.editor.flush()
    assert "Okafor" in [row.last_name for row in window.shell.desk.dossier.contacts]
    page.remove()
    assert "Okafor" not in [row.last_name for row in window.shell.desk.dossier.contacts]


def test_dropped_files_are_linked_and_a_bad_one_is_told(window, tmp_path):
    good, empty = tmp_path / "log.txt", tmp_path / "empty.pdf"
    good.write_text("a log")
    empty.write_bytes(b"")
    window.shell.go(Place("6", "6.6"))
    row = pages.evidence(window)
    row.take_files([good, empty])
    assert [document.filename for document in row.linked] == ["log.txt"]
    assert "empty (0 bytes)" in window.shell.banner.words


def test_every_control_has_a_name_for_screen_readers(window):
    for name in ("home", "company", "9", "grid", "findings", "evidence", "exports"):
        window.shell.open(name)
        page = window.shell.current()
        for kind in (QAbstractButton, QLineEdit, QPlainTextEdit, QComboBox):
            for widget in page.findChildren(kind):
                inner = widget.parent()
                if widget.isVisible() and not isinstance(inner, QComboBox):
                    text = widget.text() if isinstance(widget, QAbstractButton) else ""
                    said = widget.accessibleName() or text or inner.accessibleName()
                    assert said, (name, type(widget).__name__, widget.objectName())


def test_tab_leaves_a_text_box(window):
    window.shell.go(Place("9", "9.10"))
    assert pages.words(window).tabChangesFocus()


def test_every_kind_of_field_has_an_input():
    assert {*INPUTS, *LINKED} == {*Kind} - {Kind.TABLE}


def test_a_new_workspace_starts_with_its_company(qtbot, tmp_path):
    shown = MainWindow()
    qtbot.addWidget(shown)
    assert shown.opener.start_new(tmp_path / "new.ctpat", "深圳市海运有限公司", "sea_carrier", 2026)
    assert shown.shell.desk.dossier.company.name == "深圳市海运有限公司"
    assert len(shown.shell.desk.dossier.answers) == 69
    shown.close_workspace()


def test_tab_walks_steps_then_editor_then_next(window, qtbot):
    window.shell.go(Place("9", "9.10"))
    wizard = window.shell.wizard
    form = wizard.editor.forms[0]
    window.activateWindow()
    wizard.flow.itemAt(0).widget().setFocus()
    walk = []
    for _ in range(60):
        walk.append(window.focusWidget())
        qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
    stops = [wizard.flow.itemAt(14).widget(), form.group.buttons()[0], form.narrative]
    stops += [form.evidence.add_button, wizard.editor.reference, wizard.back, wizard.forward]
    places = [walk.index(stop) for stop in stops]
    assert places == sorted(places)


def test_what_is_to_be_said_about_a_printed_page_stands_in_the_window(qtbot, window):
    paper("Nile \U00013000", "Paper", ["Line"])
    tasks.start(lambda _: paper("Nile \U00013001", "Paper", ["Line"]), list, list)
    shown = window.shell.banner
    qtbot.waitUntil(lambda: "U+13001" in shown.words, timeout=20_000)
    assert "\U00013000 (U+13000) in “Nile \U00013000”" in shown.words


@pytest.fixture
def strange(empty, tmp_path, monkeypatch):
    """A plain file, and what the window says when it is opened."""
    path, told = tmp_path / "strange.ctpat", []
    workspace = workspaces.create(path)
    companies.start(workspace, "Tidewater", "importer", 2026)
    workspace.close()
    monkeypatch.setattr(MainWindow, "tell", lambda _, problem, way="": told.append(str(problem)))

    def open_it():
        empty.open_path(path)
        assert (empty.workspace, empty.shell) == (None, None)
        door.open_workspace(path, None).close()  # the window lets go of it
        return told

    return path, open_it


def test_a_file_with_an_unknown_entity_type_is_said_and_let_go(strange):
    path, open_it = strange
    with closing(sqlite3.connect(path)) as other, other:
        other.execute("update account set entity = 'impurter'")
    (told,) = open_it()
    assert told.startswith("“impurter” in this file is not an entity type")


def test_a_file_whose_pages_cannot_be_read_is_said_and_let_go(strange, monkeypatch):
    def refuse(*_args):
        raise Problem("A date in it was changed.", "Restore a backup.")

    monkeypatch.setattr(versions, "recent", refuse)
    assert strange[1]() == ["A date in it was changed."]
