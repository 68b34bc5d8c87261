"""Comments and states beside an answer and a record, and the page Review."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from ctpat_desktop.checklist import Place
from ctpat_desktop.services.profile import answers
from ctpat_desktop.services.registers import records
from ctpat_desktop.services.reviewing import comments, states, subject
from ctpat_desktop.services.reviewing.subject import Subject
from ctpat_desktop.ui.reviewing import dialogs
from ctpat_desktop.ui.reviewing.dialogs import (
    AssignDialog,
    CommentDialog,
    ReplyDialog,
    SendBackDialog,
)
from ctpat_desktop.ui.reviewing.name_dialog import NameDialog
from tests.ui.driving import answering, drain, press

CRITERION = "9.10"


@pytest.fixture
def asked(monkeypatch):
    """What each dialog is answered with."""
    answers_, _ = answering(monkeypatch, "reviewing.dialogs", "reviewing.answers_tab")
    return answers_


@pytest.fixture
def section(window):
    """The part of the guide about one answer."""
    window.shell.go(Place("9", CRITERION))
    return window.shell.guide.review


def typing(words):
    def answer(dialog):
        assert not dialog.save_button.isEnabled()
        dialog.words.setPlainText(words)
        dialog.save_button.click()

    return answer


def lines(widget):
    return [row.text() for row in widget.findChildren(dialogs.label("").__class__)]


def test_a_conversation_beside_an_answer(window, section, asked):
    desk = window.shell.desk
    asked[CommentDialog] = typing("Which gate?")
    asked[ReplyDialog] = typing("The north one.")
    assert section.heading.text() == "Comments (0)"
    press(section, "Comment…")
    assert section.heading.text() == "Comments (1)"
    press(section.threads, "Reply to tester")
    assert {"Which gate?", "The north one."} <= set(lines(section.threads))
    press(section.threads, "Resolve: tester")
    assert (section.heading.text(), section.threads.isHidden()) == ("Comments (0)", True)
    press(section, "Show resolved (1)")
    assert any(words.startswith("Resolved by tester, ") for words in lines(section.threads))
    press(section.threads, "Open again: tester")
    assert section.heading.text() == "Comments (1)"
    window.shell.go(Place("9", "9.5"))
    assert section.heading.text() == "Comments (0)"
    assert comments.count_of_account(desk.scope) == 1
    window.shell.undo()
    assert comments.count_of_account(desk.scope) == 0


def test_an_answer_goes_its_way_and_says_when_it_is_a_draft_again(window, section, asked):
    desk = window.shell.desk
    asked[SendBackDialog] = typing("Who keeps the keys?")

    def to_bob(dialog):
        dialog.who.setCurrentText("Bob")
        press(dialog, "Save")

    asked[AssignDialog] = to_bob
    press(section, "Assign…")
    assert section.to.text() == "Assigned to Bob"
    press(section, "Send back…")
    assert section.mark.text() == "Sent back"
    assert "Who keeps the keys?" in section.words.text()
    press(section, "Approve")
    assert section.words.text().startswith("Approved by tester, ")
    assert section.acts.buttons["approved"].isHidden()
    box = window.shell.wizard.editor.whole_form.narrative
    box.setPlainText("The IT manager keeps the keys.")
    window.shell.flush()
    assert section.mark.text() == "Draft"
    assert section.words.text().startswith("Draft again: tester approved it ")
    assert states.of_answer(desk.scope, CRITERION).assigned_to == "Bob"


def test_what_is_not_answered_cannot_be_approved(window):
    window.shell.go(Place("4", "4.3"))
    section = window.shell.guide.review
    approve = section.acts.buttons["approved"]
    assert (approve.isEnabled(), approve.toolTip()) == (False, "Answer it first.")
    assert section.acts.buttons["ready"].accessibleDescription() == "Answer it first."


def test_the_keyboard_alone_reaches_and_presses_it(window, section, asked):
    asked[CommentDialog] = typing("By key")
    section.comment_button.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(section.comment_button, Qt.Key.Key_Space)
    assert section.heading.text() == "Comments (1)"
    links = section.threads.findChildren(QPushButton)
    assert all(one.focusPolicy() & Qt.FocusPolicy.TabFocus for one in links)
    assert all(one.accessibleName() for one in links)


def test_a_record_has_its_comments_and_says_how_many_are_open(window, asked):
    desk = window.shell.desk
    company = desk.dossier.company.id
    key = records.add(desk.workspace, "partner", company_id=company, name="Alder & Sons")
    window.shell.go(Place("partner", table="partner", record_id=key))
    editor = window.shell.pages["partners"].built["partner"].editor
    assert editor.talk.isHidden()
    asked[CommentDialog] = typing("Who renews the contract?")
    press(editor.comments, "Comment…")
    assert (editor.talk.text(), editor.comments.count) == ("1 open comment", 1)
    assert not editor.talk.isHidden()
    assert len(comments.threads(desk.scope, Subject("partner", key))) == 1
    press(editor.comments.threads, "Resolve: tester")
    assert editor.talk.isHidden()


@pytest.fixture
def page(window):
    """The page with one answer of each state, and a conversation."""
    desk = window.shell.desk
    desk.workspace.who = "Rita"
    for criterion, state in (("1.1", "approved"), ("2.1", "ready"), ("9.10", "sent_back")):
        about = subject.of_answer(desk.scope, criterion)
        states.put(desk.scope, [about], state, "Why?" if state == "sent_back" else "")
    states.assign(desk.scope, ["2.1"], "tester")
    comments.add(desk.scope, subject.of_answer(desk.scope, "9.10"), "Which room?")
    desk.workspace.who = "tester"
    window.shell.open("review")
    return window.shell.current()


def numbers(page):
    return [row.criterion.id for row in page.answers.model.rows]


def test_the_page_narrows_and_decides_about_several_at_once(window, page, asked):
    tab, desk = page.answers, window.shell.desk
    assert len(numbers(page)) == len(desk.dossier.asked())
    assert tab.state.itemText(3) == "Approved (1)"
    tab.mine.setChecked(True)
    assert numbers(page) == ["2.1"]
    tab.mine.setChecked(False)
    tab.talked.setChecked(True)
    assert numbers(page) == ["9.10"]
    tab.talked.setChecked(False)
    tab.state.setCurrentIndex(tab.state.findData("sent_back"))
    assert numbers(page) == ["9.10"]
    tab.state.setCurrentIndex(0)
    tab.table.selectRow(0)
    tab.table.selectAll()
    assert tab.acts.buttons["approved"].toolTip() == "Not all of the chosen ones are answered."
    tab.table.clearSelection()
    assert tab.assign_button.toolTip() == "Choose the answers this is about."
    tab.table.selectRow(0)
    tab.table.selectionModel().select(
        tab.model.index(4, 0),
        tab.table.selectionModel().SelectionFlag.Select
        | tab.table.selectionModel().SelectionFlag.Rows,
    )
    press(tab, "Ready")
    assert [tab.model.rows[row].review.state for row in (0, 4)] == ["ready", "ready"]
    assert len(tab.chosen_lines()) == 2
    window.shell.undo()
    assert tab.model.rows[0].review.state == "approved"


def test_enter_opens_the_answer_and_a_heading_its_conversation(window, page):
    tab = page.answers
    tab.table.setFocus()
    tab.table.selectRow(1)
    QTest.keyClick(tab.table, Qt.Key.Key_Return)
    assert window.shell.wizard.criterion == tab.model.rows[1].criterion.id
    window.shell.go(Place("review", field="comments"))
    assert page.comments.count.text() == "1 open comment"
    title = window.shell.desk.dossier.answer("9.10").criterion.title
    press(page.comments, f"9.10 {title}")
    assert window.shell.wizard.criterion == "9.10"


def test_what_others_changed_is_gone_once_it_is_marked_as_seen(window, qtbot, page):
    desk = window.shell.desk
    window.shell.go(Place("review", field="changes"))
    tab = page.changes
    qtbot.waitUntil(lambda: tab.tree.topLevelItemCount() > 0)
    press(tab, "Mark all as seen")
    qtbot.waitUntil(lambda: not tab.empty.isHidden())
    assert tab.words.text().startswith("Changed by others since you last looked, ")
    assert tab.seen_button.toolTip() == "There is nothing new."
    desk.workspace.who = "Bob"
    answers.save(desk.workspace, desk.account_id, "9.5", None, narrative="The gate is guarded.")
    desk.workspace.who = "tester"
    page.show_all()  # in life the other one writes elsewhere
    qtbot.waitUntil(lambda: tab.tree.topLevelItemCount() == 1)
    chapter = tab.tree.topLevelItem(0)
    assert chapter.text(0) == f"9  {desk.dossier.edition.category(9).title}"
    assert chapter.child(0).text(1) == "Bob"
    tab.tree.setCurrentItem(chapter.child(0))
    press(tab, "Go there")
    assert window.shell.wizard.criterion == "9.5"
    drain(qtbot)


def test_the_page_of_a_file_without_comments_says_what_they_are_for(window):
    window.shell.go(Place("review", field="comments"))
    page = window.shell.current()
    QApplication.processEvents()
    assert "They are never printed or sent." in page.comments.empty.text()
    assert page.comments.area.isHidden()


def test_a_name_is_chosen_in_the_window_and_counts_at_once(window, monkeypatch):
    monkeypatch.delenv("CTPAT_DESKTOP_USER")
    monkeypatch.setattr("getpass.getuser", lambda: "amf7")
    window.workspace.who = "amf7"
    dialog = NameDialog(window, window.workspace)
    assert dialog.name.text() == "amf7"
    dialog.name.setText("x" * 99)
    dialog.save()
    assert "cannot be kept" in dialog.why_not.text()
    dialog.name.setText("Amina Farouk")
    dialog.save()
    assert window.workspace.who == "Amina Farouk"
    window.shell.go(Place("9", CRITERION))
    assert window.shell.guide.review.name_button.isHidden()
    desk = window.shell.desk
    states.put(desk.scope, [subject.of_answer(desk.scope, CRITERION)], "ready")
    assert states.of_answer(desk.scope, CRITERION).by == "Amina Farouk"


def test_sites_have_states_of_their_own(window, page):
    tab, desk = page.answers, window.shell.desk
    number = len(numbers(page))
    assert tab.table.isColumnHidden(2)
    tab.at_sites.setChecked(True)
    assert len(numbers(page)) > number
    assert not tab.table.isColumnHidden(2)
    at = next(
        n for n, row in enumerate(tab.model.rows) if row.site_id and row.criterion.id == "9.1"
    )
    tab.table.selectRow(at)
    press(tab, "Approve")
    line = tab.model.rows[at]
    assert (line.review.state, line.review.by) == ("approved", "tester")
    assert states.of_answer(desk.scope, "9.1").state == "draft"
    tab.open_current()
    assert window.shell.wizard.where().site_id == line.site_id
