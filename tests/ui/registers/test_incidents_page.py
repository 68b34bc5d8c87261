"""Incidents in the window: who was told, and the corrective actions made of them."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from ctpat_desktop.services.registers import event_actions, records


@pytest.fixture
def desk(window):
    return window.shell.desk


def opened(window, table, **values):
    """The editor on a new record of a register of this page."""
    desk = window.shell.desk
    record = records.add(desk.workspace, table, company_id=desk.dossier.company.id, **values)
    window.shell.open("incidents")
    tab = window.shell.pages["incidents"].tab(table)
    tab.list.select(record)
    assert tab.editor.record_id == record
    return tab.editor


INCIDENT = {"number": "26-09", "kind": "theft", "found_on": date(2026, 3, 2), "owner": "Ann Lee"}
CHECK = {"kind": "device", "subject": "Camera 4", "done_on": date(2026, 3, 2), "done_by": "Ann Lee"}


def lines(editor):
    return [words.text() for words in editor.extra.lines.findChildren(QLabel) if words.isVisible()]


def test_a_click_adds_an_action_and_goes_to_its_title(window, desk, qtbot):
    editor = opened(window, "incident", **INCIDENT)
    assert lines(editor) == []
    qtbot.mouseClick(editor.extra.add_button, Qt.MouseButton.LeftButton)
    (action,) = event_actions.of_event(desk.scope, editor.extra.source)
    shown = window.shell.pages["partners"].built["action"].editor
    assert shown.record_id == action.id
    assert shown.fields.inputs["title"].shown() == "Incident 26-09: Cargo theft"
    window.shell.open("incidents")
    assert lines(editor) == [f"{action.title} · {action.state}"]


def test_the_line_follows_the_action(window, desk):
    editor = opened(window, "program_audit", scope="Laredo", done_on=date(2026, 3, 2))
    made = event_actions.make(desk.scope, editor.extra.source)
    assert len(lines(editor)) == 1
    desk.change("action", made, status="dropped")
    assert lines(editor)[0].endswith("Dropped")
    records.remove(desk.workspace, "action", made)
    assert lines(editor) == []


def test_a_test_in_order_says_why_it_gives_no_action(window, desk):
    editor = opened(window, "security_check", outcome="good", **CHECK)
    assert not editor.extra.add_button.isEnabled()
    assert editor.extra.why.text() == "Only where something was found."
    desk.change("security_check", editor.record_id, outcome="defect")
    assert editor.extra.add_button.isEnabled()
    assert not editor.extra.why.isVisible()


def test_a_record_without_actions_of_its_own_has_no_such_line(window):
    assert opened(window, "discrepancy", shipment="NK-1").extra is None


def test_a_removed_record_breaks_nothing(window, desk):
    editor = opened(window, "security_check", **CHECK)
    gone = editor.record_id
    records.remove(desk.workspace, "security_check", gone)
    editor.extra.show_record(gone)
    assert lines(editor) == []
