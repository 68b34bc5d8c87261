"""The import of answers: a document or a text, criterion by criterion, ticked, and back again."""

from pathlib import Path

import pytest
from openpyxl import Workbook
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction, QTextCursor
from PySide6.QtWidgets import QPushButton

from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.files import workspaces as files
from ctpat_desktop.services.profile import answers as profile
from ctpat_desktop.services.profile import statements
from ctpat_desktop.ui.importing.answers import CHOOSE, COLUMNS, LOOK, AnswersDialog
from ctpat_desktop.ui.importing.dialog import ImportDialog
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.window import MainWindow
from tests.exchange.profile.word_files import document, p
from tests.ui import pages
from tests.ui.driving import drain, dropped


@pytest.fixture
def desk(qapp, sample):
    workspace = files.open_file(sample)
    made = Desk(workspace, companies.choose(workspace))
    profile.save(workspace, made.account_id, "4.1", narrative="We lock every door.")
    for number in ("4.2", "4.3"):
        profile.save(workspace, made.account_id, number, narrative="", status="not_started")
    made.read()
    yield made
    workspace.close()


@pytest.fixture
def window(qtbot, sample):
    shown = MainWindow()
    qtbot.addWidget(shown)
    shown.show()
    assert shown.open_path(Path(sample))
    yield shown
    shown.close_workspace()


@pytest.fixture
def dialog(qtbot, desk):
    shown = AnswersDialog(None, desk)
    qtbot.addWidget(shown)
    shown.show()
    yield shown
    drain(qtbot)


@pytest.fixture
def source(tmp_path):
    path = tmp_path / "profile.docx"
    path.write_bytes(
        document(
            p("Acme", "Titre1"),
            p("4.1 Doors", "Titre2"),
            p("We lock each door."),
            p("4.2", "Titre2"),
            p("New words."),
            p("Status: In place"),
            p("4.3", "Titre2"),
            p("More new words."),
            p("13.9", "Titre2"),
            p("Nothing."),
        )
    )
    return path


def words(desk, number):
    whole = companies.dossier(desk.workspace, desk.account_id).answer(number).whole
    return whole.narrative if whole else ""


def at(qtbot, dialog, step):
    qtbot.waitUntil(lambda: dialog.steps.currentIndex() == step, timeout=20_000)
    drain(qtbot)


def read(qtbot, dialog, source):
    dialog.read_file(source)
    at(qtbot, dialog, LOOK)


def test_every_criterion_is_shown_with_what_happens(qtbot, dialog, source):
    read(qtbot, dialog, source)
    assert [(row[0], row[2]) for row in pages.import_rows(dialog)] == [
        ("4.1", "Differs: What you do"),
        ("4.2", "New: Status, What you do"),
        ("4.3", "New: What you do"),
        ("13.9", "Refused: There is no criterion 13.9."),
    ]
    assert "Not imported: Acme." in dialog.look.notes.text()
    assert not dialog.import_button.isEnabled()
    assert "Tick the answers" in dialog.import_button.toolTip()


def test_what_differs_is_struck_and_underlined(qtbot, dialog, source):
    read(qtbot, dialog, source)
    text = pages.show_row(dialog, "4.1")
    assert "We lock every\u2009each door." in text

    def look(word):
        cursor = dialog.look.text.document().find(word)
        assert not cursor.isNull(), word
        return cursor.charFormat()

    assert look("every").fontStrikeOut()
    assert look("each").fontUnderline()
    assert not look("We lock").fontStrikeOut()
    heard = dialog.look.text.accessibleDescription()
    assert heard == "Removed: every. Added: each"
    dialog.look.text.moveCursor(QTextCursor.MoveOperation.End)
    assert dialog.look.text.isReadOnly()


def test_all_new_are_taken_with_one_button_and_nothing_else(qtbot, dialog, desk, source):
    told = []
    desk.step_done.connect(lambda text, _: told.append(text))
    read(qtbot, dialog, source)
    dialog.look.take_button.click()
    assert dialog.import_button.text() == "Import 2 answers"
    dialog.import_button.click()
    qtbot.waitUntil(lambda: bool(told), timeout=20_000)
    assert told == ["2 answers imported from profile.docx. Edit > Undo takes the import back."]
    assert not dialog.isVisible()
    assert [words(desk, n) for n in ("4.1", "4.2", "4.3")] == [
        "We lock every door.",
        "New words.",
        "More new words.",
    ]
    desk.undo()
    assert [words(desk, n) for n in ("4.2", "4.3")] == ["", ""]


def test_one_that_differs_is_taken_where_it_is_ticked(qtbot, dialog, desk, source):
    read(qtbot, dialog, source)
    pages.tick_row(dialog, "4.1")
    assert dialog.import_button.text() == "Import 1 answer"
    dialog.import_button.click()
    qtbot.waitUntil(lambda: not dialog.isVisible(), timeout=20_000)
    assert [words(desk, n) for n in ("4.1", "4.2")] == ["We lock each door.", ""]


def test_what_is_ticked_stays_ticked_behind_a_filter(qtbot, dialog, source):
    read(qtbot, dialog, source)
    dialog.look.take_button.click()
    dialog.look.filters.button(2).click()
    assert [row[0] for row in pages.import_rows(dialog)] == ["4.1"]
    assert dialog.import_button.text() == "Import 2 answers"
    dialog.look.none_button.click()
    assert not dialog.import_button.isEnabled()


def test_what_cannot_be_taken_has_no_box(qtbot, dialog, source):
    read(qtbot, dialog, source)
    rows = dialog.look.table.rows
    boxes = [
        rows.data(rows.index(row, 0), Qt.ItemDataRole.CheckStateRole)
        for row in range(rows.rowCount())
    ]
    assert boxes == [*[Qt.CheckState.Unchecked] * 3, None]


def test_a_box_is_ticked_by_key(qtbot, dialog, source):
    read(qtbot, dialog, source)
    table = dialog.look.table
    table.setFocus()
    table.setCurrentIndex(table.rows.index(1, 0))
    qtbot.keyClick(table, Qt.Key.Key_Space)
    assert dialog.import_button.text() == "Import 1 answer"


def test_a_pasted_text_is_read(qtbot, dialog, desk):
    assert not dialog.choose.read_button.isEnabled()
    dialog.choose.text.setPlainText("MSC 4.2: Pasted words.\nTwo lines.")
    dialog.choose.read_button.click()
    at(qtbot, dialog, LOOK)
    assert dialog.look.keeps.isHidden()
    dialog.look.take_button.click()
    dialog.import_button.click()
    qtbot.waitUntil(lambda: not dialog.isVisible(), timeout=20_000)
    assert words(desk, "4.2") == "Pasted words.\nTwo lines."


def test_the_document_is_kept_where_that_is_wanted(qtbot, dialog, desk, source):
    read(qtbot, dialog, source)
    dialog.look.take_button.click()
    dialog.look.keeps.setChecked(True)
    dialog.import_button.click()
    qtbot.waitUntil(lambda: not dialog.isVisible(), timeout=20_000)
    titles = [row.title for row in companies.dossier(desk.workspace, desk.account_id).evidence]
    assert "profile" in titles


def test_a_bad_document_is_said_and_another_one_can_be_chosen(qtbot, dialog, source, tmp_path):
    bad = tmp_path / "bad.docx"
    bad.write_bytes(b"PK\x03\x04nothing")
    dialog.read_file(bad)
    qtbot.waitUntil(lambda: "damaged" in dialog.banner.words, timeout=20_000)
    assert dialog.steps.currentIndex() == CHOOSE
    read(qtbot, dialog, source)
    assert dialog.banner.words == ""
    dialog.back_button.click()
    assert dialog.steps.currentIndex() == CHOOSE


def test_a_document_can_be_dropped(qtbot, dialog, source):
    assert dropped(dialog.choose, source)
    at(qtbot, dialog, LOOK)


def test_remarks_stand_beside_their_answer(qtbot, dialog):
    dialog.read_text("4.2 Words.\n4.3 More.\nOwner: Jane\nReviewed: 03/04/2025\n")
    at(qtbot, dialog, LOOK)
    rows = pages.import_rows(dialog)
    assert rows[1][2] == "New: What you do, Owner · remark"
    assert "may be March 4, 2025 or April 3, 2025" in pages.show_row(dialog, "4.3")


def test_work_in_it_is_not_closed_unasked(qtbot, dialog, source):
    assert not dialog.has_work()
    dialog.choose.text.setPlainText("4.2 x")
    assert dialog.has_work()
    dialog.choose.text.clear()
    read(qtbot, dialog, source)
    assert dialog.has_work()


WAYS = {
    "menu": lambda window: (
        next(one for one in window.findChildren(QAction) if one.text() == "Import answers…").trigger
    ),
    "sheet of all answers": lambda window: (
        next(
            one
            for one in window.shell.pages["grid"].findChildren(QPushButton)
            if one.text() == "Import answers…"
        ).click
    ),
}


@pytest.mark.parametrize("way", WAYS)
def test_it_is_opened_from_the_menu_and_from_the_sheet_of_all_answers(qtbot, window, way):
    seen = []

    def close():
        for one in window.findChildren(AnswersDialog):
            seen.append(one.isVisible())
            one.close()

    window.shell.open("grid")
    QTimer.singleShot(0, close)
    WAYS[way](window)()
    assert seen == [True]


def test_each_statement_is_shown_with_what_happens(qtbot, dialog, desk, tmp_path):
    where = (desk.workspace, desk.account_id, "4.2")
    for name, text in (("Fences", "We walk."), ("Gates", "We lock.")):
        statements.add(*where, name=name, text=text)
    source = tmp_path / "answers.csv"
    rows = ("4.2;Gates;We bolt.", "4.2;Fences;We walk.", "4.2;Doors;Shut.")
    source.write_text("\n".join(("No.;Prompt;Answer", *rows)))
    read(qtbot, dialog, source)
    text = pages.show_row(dialog, "4.2")
    assert "Statement 2: Gates · Differs" in text
    assert "Statement 3: Doors · New" in text
    assert "Statements that are the same\nStatement 1: Fences" in text.replace("\u2029", "\n")
    answer = companies.dossier(desk.workspace, desk.account_id).answer("4.2")
    assert [row.text for row in answer.stated(answer.whole)] == ["We walk.", "We lock."]
    pages.tick_row(dialog, "4.2")
    dialog.import_button.click()
    qtbot.waitUntil(lambda: not dialog.isVisible(), timeout=20_000)
    answer = companies.dossier(desk.workspace, desk.account_id).answer("4.2")
    texts = [row.text for row in answer.stated(answer.whole)]
    assert texts == ["We walk.", "We bolt.", "Shut."]


@pytest.fixture
def odd_sheet(tmp_path):
    """A sheet whose headings say nothing to the program, below a title."""
    path = tmp_path / "client.xlsx"
    book = Workbook()
    for line in (["Client sheet"], [], ["No", "Our practice", "Done?"], ["4.2", "We do.", "Yes"]):
        book.active.append(line)
    book.save(path)
    return path


def test_the_columns_of_a_sheet_nobody_understands_are_chosen(qtbot, dialog, desk, odd_sheet):
    dialog.read_file(odd_sheet)
    at(qtbot, dialog, COLUMNS)
    boxes, button = dialog.columns.boxes, dialog.columns.read_button
    assert boxes["number"].currentText() == "No"
    assert boxes["answer"].currentText() == "(leave out)"
    assert not button.isEnabled()
    boxes["answer"].setCurrentText("No")
    assert button.toolTip() == "One column is chosen twice."
    boxes["answer"].setCurrentText("Our practice")
    boxes["status"].setCurrentText("Done?")
    button.click()
    at(qtbot, dialog, LOOK)
    dialog.look.take_button.click()
    dialog.write()
    qtbot.waitUntil(lambda: not dialog.isVisible(), timeout=20_000)
    whole = companies.dossier(desk.workspace, desk.account_id).answer("4.2").whole
    assert (whole.narrative, whole.status) == ("We do.", "in_place")


def test_columns_without_answers_are_said_and_another_choice_is_open(qtbot, dialog, odd_sheet):
    dialog.read_file(odd_sheet)
    at(qtbot, dialog, COLUMNS)
    dialog.columns.boxes["number"].setCurrentText("Done?")
    dialog.columns.boxes["answer"].setCurrentText("Our practice")
    dialog.columns.read_button.click()
    qtbot.waitUntil(lambda: bool(dialog.banner.words), timeout=20_000)
    assert "--map" not in dialog.banner.words
    assert dialog.steps.currentIndex() == COLUMNS
    assert dialog.columns.read_button.isEnabled()
    dialog.back_button.click()
    assert dialog.steps.currentIndex() == CHOOSE


def test_whose_answers_they_become_stands_in_the_title(qtbot, desk):
    companies.start(desk.workspace, "Birch", "importer", 2026)
    shown = AnswersDialog(None, desk)
    qtbot.addWidget(shown)
    assert shown.windowTitle() == f"Import answers – {desk.dossier.company.name}"
    sheet = ImportDialog(None, desk, "partner")
    qtbot.addWidget(sheet)
    assert sheet.windowTitle() == f"Import partners – {desk.dossier.company.name}"
