"""The statements under an answer in the editor: typed, moved, removed, proven and copied."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from sqlalchemy import select

from ctpat_desktop.checklist import Place
from ctpat_desktop.records import Statement
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.profile import statements
from ctpat_desktop.services.registers import records
from ctpat_desktop.ui.profile import leave_dialog
from ctpat_desktop.workspace import door
from tests.ui.driving import drain

NUMBER = "9.10"


@pytest.fixture
def form(window):
    """The form of one criterion in the window; `shown` finds the one that is there now."""
    window.shell.go(Place("9", NUMBER, field="narrative"))
    return lambda: window.shell.wizard.editor.whole_form


@pytest.fixture
def desk(qtbot, window):
    """The desk once everything is judged."""
    qtbot.waitUntil(lambda: window.shell.desk.registers is not None, timeout=20_000)
    return window.shell.desk


def boxes(form):
    return form().statements.boxes


def stored(desk, number=NUMBER):
    answer = desk.dossier.answer(number)
    return [(row.name, row.text) for row in answer.stated(answer.whole)]


def add(form, name="", text=""):
    """Add a statement with the button, and type."""
    form().statements.add()
    box = boxes(form)[-1]
    box.name.setText(name)
    box.text.setPlainText(text)
    assert form().flush()
    return box


def test_without_any_there_is_one_button_and_nothing_else(form):
    part = form().statements
    shown = [part.head, part.about, part.add_button]
    assert [one.isVisible() for one in shown] == [False, False, True]
    assert boxes(form) == []


def test_a_new_one_has_the_cursor_in_its_name_and_is_in_the_file(window, form, desk):
    form().statements.add_button.click()
    (box,) = boxes(form)
    assert window.focusWidget() is box.name
    assert stored(desk) == [("", "")]
    box.name.setText("Gates")
    box.text.setPlainText("We lock them.")
    assert stored(desk) == [("", "")]
    assert form().flush()
    assert stored(desk) == [("Gates", "We lock them.")]
    assert box.counter.text() == "13 / 4,000 (our default)"


def test_the_first_statement_of_an_untouched_criterion_keeps_the_cursor(window, desk):
    records.remove(desk.workspace, "response", desk.dossier.answer("3.1").whole.id)
    answer = desk.dossier.answer("3.1")
    window.shell.go(Place(str(answer.criterion.category), answer.criterion.id))
    part = window.shell.wizard.editor.whole_form.statements
    part.add()
    assert window.shell.wizard.editor.whole_form.statements is part
    assert window.focusWidget() is part.boxes[0].name
    assert stored(desk, answer.criterion.id) == [("", "")]


def test_typing_in_one_field_leaves_another_that_is_not_saved_yet(form, desk):
    first, second = add(form, "Gates", "One."), add(form, "Doors", "Two.")
    first.text.setPlainText("One more.")
    second.name.setText("Doors and gates")
    assert second.name_save.flush()
    assert first.text.toPlainText() == "One more."
    statements.save(desk.workspace, first.stated.id, text="From elsewhere.")
    assert first.text.toPlainText() == "One more."
    assert form().flush()
    assert stored(desk) == [("Gates", "One more."), ("Doors and gates", "Two.")]


def test_a_change_from_elsewhere_is_shown(form, desk):
    box = add(form, "Gates", "One.")
    statements.save(desk.workspace, box.stated.id, name="Doors", text="Two.")
    assert (box.name.text(), box.text.toPlainText()) == ("Doors", "Two.")
    assert box.counter.text().startswith("4 / ")


def test_one_that_is_removed_comes_back_with_one_undo(form, desk):
    add(form, "Gates", "One.")
    box = add(form, "Doors", "Two.")
    box.text.setPlainText("Two, typed and not saved.")
    box.remove_button.click()
    assert [one.name.text() for one in boxes(form)] == ["Gates"]
    desk.undo()
    assert stored(desk) == [("Gates", "One."), ("Doors", "Two, typed and not saved.")]
    assert [one.text.toPlainText() for one in boxes(form)][1] == "Two, typed and not saved."


def test_moving_keeps_what_is_typed_and_the_keyboard(window, form, desk):
    first, second = add(form, "Gates", "One."), add(form, "Doors", "Two.")
    assert (first.up.isEnabled(), first.down.isEnabled()) == (False, True)
    second.text.setPlainText("Two more.")
    second.up.setFocus()
    second.up.click()
    assert boxes(form) == [second, first]
    assert stored(desk) == [("Doors", "Two more."), ("Gates", "One.")]
    assert [one.number.text() for one in boxes(form)] == ["1", "2"]
    assert window.focusWidget() is second.down
    assert second.up.toolTip() == "This is the first statement."


def test_a_copy_is_the_text_of_the_package(form):
    box = add(form, "Gates", "We “lock” – daily.")
    box.copy_button.click()
    assert QApplication.clipboard().text() == 'We "lock" - daily.'


def test_its_words_are_underlined_and_can_be_left_as_they_are(form, desk, monkeypatch):
    asked = []
    monkeypatch.setattr(leave_dialog, "ask", asked.append)
    box = add(form, "Gates", "The clerk locks them. TBD")
    assert [mark.cursor.selectedText() for mark in box.text.extraSelections()] == ["TBD"]
    assert form().narrative.extraSelections() == []
    box.text.spelled.underlines.menu(len("The clerk locks them. T")).actions()[0].trigger()
    (dialog,) = asked
    dialog.why.setText("TBD is our site code")
    dialog.leave()
    assert box.text.extraSelections() == []
    dialog.close()


def test_a_finding_leads_into_the_statement(window, form, desk):
    add(form, "Gates", "One.")
    box = add(form, "Doors", "")
    (found,) = [row for row in desk.review.findings if row.rule == "answer.statement_no_text"]
    desk.go_to(Place("1", "1.1"))
    desk.go(found)
    box = boxes(form)[1]
    assert window.focusWidget() is box.text


def test_its_documents_are_linked_and_taken_away(form, desk):
    box = add(form, "Gates", "One.")
    document = next(
        row for row in desk.dossier.evidence if row not in desk.dossier.answer(NUMBER).evidence
    )
    desk.attempt(lambda: box.evidence._link(document.id))
    assert [row.id for row in box.evidence.linked] == [document.id]
    assert document.id in [row.id for row in form().evidence.linked]
    box.evidence._unlink(document)
    assert box.evidence.linked == []
    assert document.id in [row.id for row in form().evidence.linked]
    desk.undo()
    form().evidence._unlink(next(row for row in form().evidence.linked if row.id == document.id))
    assert box.evidence.linked == []


def test_words_in_statements_wait_for_a_status(window, desk):
    records.remove(desk.workspace, "response", desk.dossier.answer("3.1").whole.id)
    answer = desk.dossier.answer("3.1")
    window.shell.go(Place(str(answer.criterion.category), answer.criterion.id))
    shown = window.shell.wizard.editor.whole_form
    shown.statements.add()
    assert shown.standing.text() == ""
    shown.statements.boxes[0].text.setPlainText("We lock.")
    assert shown.flush()
    assert shown.standing.text().startswith("Status missing")


def test_a_site_has_statements_of_its_own(window, form, desk):
    desk.answer(NUMBER, None, per_site=True)
    window.shell.go(Place("9", NUMBER))
    window.shell.wizard._build(desk.dossier.answer(NUMBER))
    site = desk.dossier.sites[0].id
    shown = window.shell.wizard.editor.sites.choose(site)
    shown.statements.add()
    box = shown.statements.boxes[0]
    box.text.setPlainText("At this gate.")
    assert shown.flush()
    assert [row.text for row in desk.at_site(NUMBER, site).statements] == ["At this gate."]
    assert stored(desk) == []


def test_closing_the_window_saves_what_is_typed(window, form, sealed, key, qtbot):
    box = add(form, "Gates", "One.")
    box.text.setPlainText("The last word.")
    window.close_workspace()
    drain(qtbot)
    workspace = door.open_workspace(sealed, key, reading_only=True)
    with workspace.read() as session:
        assert session.scalars(select(Statement.text)).all() == ["The last word."]
    workspace.close()


def test_a_file_open_to_read_only_lets_nothing_be_typed(qtbot, empty, sealed, key):
    workspace = door.open_workspace(sealed, key)
    account = companies.choose(workspace)
    statements.add(workspace, account, NUMBER, name="Gates", text="One.")
    workspace.close()
    opened = door.open_workspace(sealed, key, reading_only=True)
    empty.show_workspace(opened, account)
    empty.shell.go(Place("9", NUMBER))
    part = empty.shell.wizard.editor.whole_form.statements
    (box,) = part.boxes
    qtbot.waitUntil(box.name.isReadOnly)
    assert box.text.isReadOnly()
    waits = (part.add_button, box.remove_button, box.up, box.down, box.evidence.add_button)
    assert [one.isEnabled() for one in waits] == [False] * 5
    assert box.copy_button.isEnabled()


def test_the_place_in_a_statement_is_come_back_to(window, form, desk):
    add(form, "Gates", "One.")
    box = add(form, "Doors", "Two.")
    box.text.setFocus()
    place = window.shell.wizard.where()
    assert (place.criterion, place.record_id, place.field) == (NUMBER, box.stated.id, "text")
    desk.go_to(Place("1", "1.1"))
    desk.go_to(place)
    assert window.focusWidget() is boxes(form)[1].text


def test_typing_on_after_a_removal_changes_nothing(window, form, desk, qtbot):
    add(form, "Gates", "One.")
    box = add(form, "Walls", "Two.")
    before = stored(desk)
    box.remove_button.setFocus()
    qtbot.keyClick(box.remove_button, Qt.Key.Key_Space)
    assert window.focusWidget() is form().statements
    qtbot.keyClicks(window.focusWidget(), "and on")
    assert form().flush()
    assert stored(desk) == before[:1]
    desk.undo()
    assert stored(desk) == before


def test_tab_goes_from_the_name_into_the_text(window, form, qtbot):
    box = add(form, "Gates", "One.")
    box.name.setFocus()
    qtbot.keyClick(box.name, Qt.Key.Key_Tab)
    assert window.focusWidget() is box.text


def test_a_statement_is_as_high_as_its_text(form):
    box = add(form)
    short = box.text.height()
    box.text.setPlainText("\n".join("A line." for _ in range(6)))
    assert box.text.height() > 2 * short
    box.text.setPlainText("\n".join("A line." for _ in range(60)))
    assert box.text.height() < 6 * short
