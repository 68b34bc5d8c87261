"""The training matrix in the window."""

from datetime import date

import pytest
from PySide6.QtCore import Qt

from ctpat_desktop.services.registers import records


@pytest.fixture
def desk(window):
    return window.shell.desk


@pytest.fixture
def made(desk):
    """One position with two people, one topic by position and one for everyone."""
    company, workspace = desk.dossier.company.id, desk.workspace

    def add(table, **values):
        return records.add(workspace, table, company_id=company, **values)

    guard = add("position", title="AAA guard", position=-1)
    people = [add("person", last_name=name, position_id=guard) for name in ("Aas", "Bey")]
    seals = add("topic", title="AAA seals", audience="position", position=-2)
    threat = add("topic", title="AAA threat", audience="everyone", position=-1)
    session = add("training_session", title="May", held_on=date(2026, 5, 1))
    add("session_topic", training_session_id=session, topic_id=threat)
    add("attendance", training_session_id=session, person_id=people[0])
    return guard, seals, threat


@pytest.fixture
def grid(window, made):
    window.shell.open("training")
    return window.shell.pages["training"].tab("training_matrix")


def cell(grid, position, topic):
    row = [key for key, _ in grid.matrix.positions].index(position)
    column = [key for key, _ in grid.matrix.topics].index(topic)
    return grid.table.item(row, column)


def test_what_everyone_needs_is_ticked_for_good_and_counted(grid, made):
    guard, _, threat = made
    item = cell(grid, guard, threat)
    assert item.checkState() == Qt.CheckState.Checked
    assert not item.flags() & Qt.ItemFlag.ItemIsUserCheckable
    assert item.text() == "1 of 2"


def test_a_tick_makes_a_need_and_takes_it_back(window, grid, made, desk):
    guard, seals, _ = made
    cell(grid, guard, seals).setCheckState(Qt.CheckState.Checked)
    assert cell(grid, guard, seals).text() == "0 of 2"
    window.menus.undo.trigger()
    assert cell(grid, guard, seals).checkState() == Qt.CheckState.Unchecked
    assert cell(grid, guard, seals).text() == ""
