"""Lists and forms of registers: order, copies, columns, and days that cannot be."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from ctpat_desktop.catalogue.forms import load_form
from ctpat_desktop.checklist import Place
from ctpat_desktop.services.registers import listing, records
from ctpat_desktop.support import home
from ctpat_desktop.support.progress import Silent
from ctpat_desktop.ui.registers.list import RegisterList


@pytest.fixture
def desk(window):
    return window.shell.desk


@pytest.fixture
def add(desk):
    def made(table, **values):
        company = desk.dossier.company.id
        return records.add(desk.workspace, table, company_id=company, **values)

    return made


@pytest.fixture
def visits(window, desk, add):
    """The visitor log with three visits of ours alone; returns its tab and their ids."""
    view = listing.View()
    old = listing.lines(desk.scope, "visitor", view).ids
    records.remove_many(desk.workspace, "visitor", old, Silent())
    ids = [
        add("visitor", name=name, visited_on=date(2026, 5, day), employer="Gate 10")
        for name, day in (("Noor 10", 1), ("Bo 2", 3), ("Ana 3", 2))
    ]
    window.shell.go(Place("visitor", table="visitor", record_id=ids[0]))
    return window.shell.pages["logs"].tab("visitor"), ids


def column(register, key):
    model = register.list.model
    return [model.cell(place, key) for place in range(model.rowCount())]


def test_a_log_begins_with_the_newest_day(visits):
    assert column(visits[0], "visited_on") == ["05/03/2026", "05/02/2026", "05/01/2026"]


def test_numbers_count_as_numbers_when_a_list_is_sorted(desk, visits):
    log, ids = visits
    for key, place in zip(ids, ("Gate 10", "Gate 2", "gate 1"), strict=True):
        records.change(desk.workspace, "visitor", key, employer=place)
    at = [field.key for field in log.list.model.columns].index("employer")
    log.list.table.horizontalHeader().sectionClicked.emit(at)
    assert column(log, "employer") == ["gate 1", "Gate 2", "Gate 10"]


def test_a_filtered_list_says_how_many_of_all_it_shows(visits):
    log = visits[0].list
    assert log.count.text() == "3"
    log.look_for("ana")
    assert log.count.text() == "1 of 3"
    day = listing.Condition("visited_on", "after", "2026-05-01")
    log.filter_by(listing.View((day,)), "")
    assert log.count.text() == "2 of 3"
    log.filter_by(listing.View((listing.Condition("visited_on", "empty"),)), "")
    assert log.count.text() == "0 of 3"


def test_ctrl_c_copies_the_selected_rows_as_they_stand(qtbot, visits):
    table = visits[0].list.table
    table.selectRow(0)
    head = table.horizontalHeader()
    keys = [field.key for field in visits[0].list.model.columns]
    head.moveSection(head.visualIndex(keys.index("name")), 0)
    qtbot.keyClick(table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QGuiApplication.clipboard().text().split("\n")
    assert [line.split("\t")[:2] for line in lines] == [
        ["Visitor", "Date"],
        ["Bo 2", "05/03/2026"],
        ["Ana 3", "05/02/2026"],
        ["Noor 10", "05/01/2026"],
    ]


def test_the_menu_copies_a_cell_and_selects_all(visits):
    table = visits[0].list.table
    keys = [field.key for field in visits[0].list.model.columns]
    table.clearSelection()
    table.setCurrentIndex(table.model().index(1, keys.index("name")))
    actions = {action.text(): action for action in table.menu().actions()}
    assert list(actions) == [
        *("Change selected…", "Remove", "", "Copy cell", "Copy row", "Select all"),
        *("Wider column", "Narrower column"),
    ]
    actions["Copy cell"].trigger()
    assert QGuiApplication.clipboard().text() == "Ana 3"
    actions["Select all"].trigger()
    assert len(table.selectionModel().selectedRows()) == 3
    assert "Copy 3 rows" in [action.text() for action in table.menu().actions()]


def test_columns_stand_as_they_were_left(qtbot, desk, visits):
    table = visits[0].list.table
    keys = [field.key for field in visits[0].list.model.columns]
    head = table.horizontalHeader()
    table.setColumnWidth(keys.index("name"), 233)
    head.moveSection(head.visualIndex(keys.index("employer")), 0)
    qtbot.waitUntil(lambda: "visitor" in (home.preferences().get("lists") or {}), timeout=5000)
    again = RegisterList(desk, load_form("visitor")).table
    assert again.shown_keys()[0] == "employer"
    assert again.columnWidth(keys.index("name")) == 233


def test_a_time_is_shown_as_it_is_stored_and_one_that_is_none_is_said(qtbot, visits, desk):
    log, ids = visits
    log.list.select(ids[0])
    arrived, left = (log.editor.fields.inputs[key] for key in ("arrived_at", "left_at"))
    for widget, text in ((arrived, "7:30 pm"), (left, "25:99")):
        widget.edit.setFocus()
        widget.edit.selectAll()
        qtbot.keyClicks(widget.edit, text)
        widget.edit.clearFocus()
    stored = records.stored(desk.workspace, "visitor", ids[0])
    assert (stored.arrived_at, arrived.edit.text()) == ("19:30", "19:30")
    warning = log.editor.fields.warnings["left_at"]
    assert warning.text() == "“25:99” is not a time of day; write it like 14:30."
    assert warning.isVisible()


def test_a_time_typed_into_the_list_is_read_too(visits, desk):
    model, ids = visits[0].list.model, visits[1]
    at = [field.key for field in model.columns].index("arrived_at")
    index = model.index(model.ids.index(ids[0]), at)
    assert model.setData(index, "7:30 pm", Qt.ItemDataRole.EditRole)
    assert records.stored(desk.workspace, "visitor", ids[0]).arrived_at == "19:30"


def test_a_day_that_cannot_be_is_said_at_its_field_and_goes_with_the_other(visits, desk):
    log, ids = visits
    log.list.select(ids[0])
    records.change(desk.workspace, "visitor", ids[0], arrived_at="14:00", left_at="9:00")
    warning = log.editor.fields.warnings["left_at"]
    assert warning.text() == "09:00 is before “Arrived at”, 14:00."
    records.change(desk.workspace, "visitor", ids[0], arrived_at="8:00")
    assert not warning.isVisible()
    records.change(desk.workspace, "visitor", ids[0], visited_on=desk.today + timedelta(1))
    assert log.editor.fields.warnings["visited_on"].text().endswith(" is in the future.")


def test_a_day_is_looked_at_with_the_record_it_points_to(window, add, desk):
    person = add("person", last_name="Aas", left_on=date(2026, 3, 1))
    device = add("device", person_id=person, number="1", issued_on=date(2026, 4, 1))
    window.shell.go(Place("device", table="device", record_id=device))
    editor = window.shell.pages["people"].tab("device").editor
    assert editor.fields.warnings["issued_on"].text() == (
        "04/01/2026 is after “Person › Left on”, 03/01/2026."
    )


@pytest.fixture
def grid(window, add):
    """The matrix with one position of three people of whom one has the topic, by position."""
    guard = add("position", title="AAA guard", position=-1)
    people = [add("person", last_name=name, position_id=guard) for name in ("Aas", "Bey", "Cid")]
    topic = add("topic", title="AAA seals", audience="position", position=-2)
    add("training_need", position_id=guard, topic_id=topic)
    session = add("training_session", title="May", held_on=date(2026, 5, 1))
    add("session_topic", training_session_id=session, topic_id=topic)
    add("attendance", training_session_id=session, person_id=people[1])
    window.shell.open("training")
    page = window.shell.pages["training"]
    shown = page.tab("training_matrix")
    page.tabs.setCurrentWidget(shown)
    row = [key for key, _ in shown.matrix.positions].index(guard)
    return shown, row, [key for key, _ in shown.matrix.topics].index(topic)


def test_two_of_three_names_who_lacks_it(grid):
    shown, row, across = grid
    shown.table.setCurrentCell(row, across)
    assert shown.table.item(row, across).text() == "1 of 3"
    assert shown.table.item(row, across).toolTip() == "Lacking: Aas, Cid"
    assert shown.lacking.text() == "AAA guard, AAA seals. Lacking: Aas, Cid"


def test_the_cursor_stays_where_a_box_is_clicked(qtbot, grid):
    shown, row, across = grid
    table = shown.table
    table.setCurrentCell(row, across)
    other = next(
        at
        for at in range(table.columnCount())
        if at != across and table.item(row, at).flags() & Qt.ItemFlag.ItemIsUserCheckable
    )
    table.scrollToItem(table.item(row, other))
    option = QStyleOptionViewItem()
    option.rect = table.visualItemRect(table.item(row, other))
    option.features |= QStyleOptionViewItem.ViewItemFeature.HasCheckIndicator
    part = QStyle.SubElement.SE_ItemViewItemCheckIndicator
    box = table.style().subElementRect(part, option, table).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(box))
    assert table.item(row, other).checkState() == Qt.CheckState.Checked
    assert (table.currentRow(), table.currentColumn()) == (row, other)


def test_a_list_is_sorted_as_it_was_left(desk, visits):
    log = visits[0]
    at = [field.key for field in log.list.model.columns].index("employer")
    for _ in range(2):
        log.list.table.horizontalHeader().sectionClicked.emit(at)
    again = RegisterList(desk, load_form("visitor"))
    again.show_all()
    head = again.table.horizontalHeader()
    order = (head.sortIndicatorSection(), head.sortIndicatorOrder())
    assert order == (at, Qt.SortOrder.DescendingOrder)
    assert again.model.ids == log.list.model.ids
