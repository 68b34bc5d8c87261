"""The validation day: one company on the screen, criteria by number, a log, a lock at its end."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from ctpat_desktop.checklist import Place
from ctpat_desktop.services.profile import answers
from ctpat_desktop.services.validation import day
from ctpat_desktop.ui.validation import outputs
from ctpat_desktop.ui.validation.day_window import DayWindow


@pytest.fixture
def visit(window):
    return day.visits(window.shell.desk.scope)[0].id


@pytest.fixture
def shown(window, visit, qtbot):
    window.shell.desk.validation_day_wanted.emit(visit)
    (found,) = [w for w in QApplication.topLevelWidgets() if isinstance(w, DayWindow)]
    qtbot.waitUntil(found.isVisible)
    yield found
    if window.isVisible():
        found.end()


def press(screen, text):
    (found,) = [b for b in screen.findChildren(QPushButton) if b.text() == text]
    QTest.mouseClick(found, Qt.MouseButton.LeftButton)


def test_nothing_behind_it_can_be_reached(shown):
    assert shown.isFullScreen()
    assert shown.windowModality() == Qt.WindowModality.ApplicationModal
    assert not shown.findChildren(QPushButton, "company")


@pytest.mark.parametrize(
    ("typed", "expected"), [("9.7", "9.7"), ("9,7", "9.7"), ("fencing", "9.2"), ("7.1", "7.1")]
)
def test_a_criterion_is_found_by_number_or_words(shown, typed, expected):
    QTest.keyClicks(shown.number, typed)
    QTest.keyClick(shown.number, Qt.Key.Key_Return)
    assert shown.current().criterion.id == expected
    assert shown.title.text().startswith(f"{expected} ")
    assert not shown.banner.isVisible()


def test_a_number_that_is_not_there_is_said_and_nothing_changes(shown):
    before = shown.current().criterion.id
    QTest.keyClicks(shown.number, "4.99")
    QTest.keyClick(shown.number, Qt.Key.Key_Return)
    assert shown.banner.words == "No criterion here is “4.99”."
    assert shown.current().criterion.id == before


def test_pages_up_and_down_turn_criteria(shown):
    QTest.keyClick(shown, Qt.Key.Key_PageDown)
    assert shown.current().criterion.id == "1.2"
    QTest.keyClick(shown, Qt.Key.Key_PageUp)
    QTest.keyClick(shown, Qt.Key.Key_PageUp)
    assert shown.current().criterion.id == "1.1"


def test_the_answer_and_its_evidence_are_shown(shown):
    desk = shown.desk
    for at in range(shown.criteria.count()):
        shown.criteria.setCurrentRow(at)
        answer = shown.current()
        assert shown.text.toPlainText().startswith(answer.whole.narrative[:200])
        links = [shown.proofs.itemAt(n).widget().text() for n in range(shown.proofs.count())]
        names = [desk.document_names[document.id] for document in answer.evidence]
        assert links == (names or ["No evidence is linked."])
        assert shown.preview.isVisibleTo(shown) == bool(names)


def test_a_click_on_a_document_shows_it(shown):
    shown.criteria.setCurrentRow(0)
    documents = shown.current().evidence
    assert len(documents) > 1
    press(shown, shown.desk.document_names[documents[1].id])
    assert shown.preview._document.id == documents[1].id
    assert shown.shown_name.text() == shown.desk.document_names[documents[1].id]


def test_what_sites_say_is_shown_below(shown, window):
    desk = window.shell.desk
    site = desk.dossier.sites[0]
    answers.save(desk.workspace, desk.account_id, "9.7", per_site=True)
    said = {"status": "in_place", "narrative": "Two cameras here."}
    answers.save(desk.workspace, desk.account_id, "9.7", site.id, **said)
    shown.criteria.setCurrentRow(shown._match("9.7"))
    assert f"{site.name}: Two cameras here." in shown.sites.text()
    shown.criteria.setCurrentRow(0)
    assert not shown.sites.isVisibleTo(shown)


def test_answers_cannot_be_changed_here(shown):
    assert shown.text.isReadOnly()


def test_a_question_is_noted_at_the_criterion_looked_at(shown, visit):
    shown.criteria.setCurrentRow(shown._match("9.7"))
    QTest.keyClicks(shown.question, "How long is footage kept?")
    QTest.keyClicks(shown.answer, "Sixty days")
    QTest.keyClicks(shown.follow_up, "Send the log")
    press(shown, "Note the question")
    (row,) = day.questions(shown.desk.scope, visit)
    assert (row.criterion, row.question) == ("9.7", "How long is footage kept?")
    assert (row.answer, row.follow_up) == ("Sixty days", "Send the log")
    assert [shown.table.item(0, n).text() for n in range(1, 5)] == [
        *("9.7", "How long is footage kept?", "Sixty days", "Send the log"),
    ]
    assert (shown.question.text(), shown.answer.toPlainText()) == ("", "")


def test_without_a_question_nothing_is_noted(shown, visit):
    press(shown, "Note the question")
    assert "There is no question to note." in shown.banner.words
    assert day.questions(shown.desk.scope, visit) == []


def test_it_stays_open_while_something_typed_is_not_noted(shown):
    QTest.keyClicks(shown.answer, "Sixty days")
    QTest.keyClick(shown, Qt.Key.Key_Escape)
    assert shown.isVisible()
    assert "not noted yet" in shown.banner.words


def test_once_noted_nothing_says_that_it_is_not(shown):
    QTest.keyClicks(shown.question, "How long?")
    QTest.keyClick(shown, Qt.Key.Key_Escape)
    press(shown, "Note the question")
    assert shown.banner.words == ""


def test_the_criteria_stand_below_each_other(shown):
    boxes = [shown.criteria.visualItemRect(shown.criteria.item(at)) for at in range(2)]
    assert boxes[0].height() >= shown.criteria.sizeHintForRow(0)
    assert boxes[0].bottom() < boxes[1].top()


def test_its_end_locks_an_encrypted_file(shown, window, qtbot):
    press(shown, "End the day")
    qtbot.waitUntil(lambda: window.locker.is_locked)
    assert not shown.isVisible()


def test_the_lock_hides_it_and_brings_it_back(shown, window, key):
    QTest.keyClicks(shown.question, "Half typed")
    window.locker.lock()
    assert not shown.isVisible()
    window.locker.unlock(key)
    assert shown.isVisible()
    assert shown.question.text() == "Half typed"


def test_the_binder_and_a_reply_are_written(window, visit, tmp_path):
    desk = window.shell.desk
    outputs.save_binder(window, desk, visit, tmp_path / "binder.pdf")
    assert (tmp_path / "binder.pdf").read_bytes().startswith(b"%PDF")
    assert "The binder is in" in window.shell.notices.words
    answered = next(row.id for row in day.visits(desk.scope) if row.is_answered)
    outputs.save_reply(desk, ("validation", answered), tmp_path / "reply.docx")
    assert "2 places are to be written." in window.shell.notices.words


def test_a_reply_without_points_says_why(window, visit, tmp_path):
    outputs.save_reply(window.shell.desk, ("validation", visit), tmp_path / "reply.docx")
    assert "no points to answer yet" in window.shell.banner.words
    assert not (tmp_path / "reply.docx").exists()


@pytest.mark.parametrize("pressed", ["Validation day", "Reply in Word…"])
def test_nothing_begins_over_something_typed_that_cannot_be_saved(
    window, qtbot, monkeypatch, pressed
):
    begun = []
    monkeypatch.setattr(outputs, "ask_reply", lambda *args: begun.append(args))
    window.shell.go(Place("cbp", table="validation"))
    tab = window.shell.current().built["validation"]
    qtbot.waitUntil(lambda: bool(tab.list.current()))
    line = tab.editor.fields.inputs["starts_on"].day.edit
    line.clear()
    QTest.keyClicks(line, "soon")
    press(tab, pressed)
    assert begun == []
    assert not [w for w in QApplication.topLevelWidgets() if isinstance(w, DayWindow)]
    assert "not saved yet" in window.shell.banner.words
