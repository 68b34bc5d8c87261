"""Registers in the window: list, editor, parts, filters, many at once."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from ctpat_desktop.catalogue.areas import load_areas
from ctpat_desktop.checklist import Place
from ctpat_desktop.services.registers import records, saved_views
from ctpat_desktop.services.registers.listing import Condition, View
from ctpat_desktop.ui.registers import list as register_list
from ctpat_desktop.ui.registers.page import RegisterTab
from ctpat_desktop.workspace import door
from tests.ui.driving import locked


@pytest.fixture
def desk(window):
    return window.shell.desk


@pytest.fixture
def rows(desk):
    """Three visits in the door log; returns their ids."""
    company = desk.dossier.company.id
    for table in ("visitor",):
        for record in list(ids_of(desk, table)):
            records.remove(desk.workspace, table, record)
    names = ("Noor Haddad", "Bo Lund", "Ana Ruiz")
    return [
        records.add(
            desk.workspace,
            "visitor",
            company_id=company,
            name=name,
            visited_on=date(2026, 5, n),
            employer="Brightwatch",
        )
        for n, name in enumerate(names, 1)
    ]


def ids_of(desk, table):
    from ctpat_desktop.services.registers import listing

    return listing.lines(desk.scope, table, View()).ids


@pytest.fixture
def log(window, rows):
    window.shell.go(Place("visitor", table="visitor", record_id=rows[0]))
    return window.shell.pages["logs"].tab("visitor")


def shown(register):
    model = register.list.model
    return [model.cell(place, "name") for place in range(model.rowCount())]


def test_a_place_opens_its_record(log, rows):
    assert log.list.current() == rows[0]
    assert log.editor.title.text() == "Noor Haddad 05/01/2026"


def test_typing_is_saved_and_shown_in_the_list(qtbot, log, desk, rows):
    edit = log.editor.fields.inputs["employer"].edit
    edit.selectAll()
    qtbot.keyClicks(edit, "Cedarline")
    assert log.flush()
    assert records.stored(desk.workspace, "visitor", rows[0]).employer == "Cedarline"
    place = log.list.model.ids.index(rows[0])
    assert log.list.model.cell(place, "employer") == "Cedarline"
    assert log.list.current() == rows[0]


def test_adding_puts_the_cursor_into_the_first_field(qtbot, window, log, desk):
    window.activateWindow()
    qtbot.mouseClick(log.add_button, Qt.MouseButton.LeftButton)
    assert len(ids_of(desk, "visitor")) == 4
    assert log.editor.title.text() == "(no name yet)"
    qtbot.keyClicks(log.editor.fields.inputs["name"].edit, "Ivo Park")
    log.flush()
    assert "Ivo Park" in shown(log)
    assert log.editor.title.text() == "Ivo Park"


def test_words_narrow_the_list(qtbot, log):
    qtbot.keyClicks(log.list.words, "lund")
    assert shown(log) == ["Bo Lund"]
    assert log.editor.title.text() == "Bo Lund 05/02/2026"
    assert log.list.count.text() == "1 of 3"
    log.list.words.clear()
    assert len(shown(log)) == 3


def test_a_heading_sorts_and_sorts_back(log):
    place = [field.key for field in log.list.model.columns].index("visited_on")
    log.list._sort(place)
    assert shown(log) == ["Noor Haddad", "Bo Lund", "Ana Ruiz"]
    log.list._sort(place)
    assert shown(log) == ["Ana Ruiz", "Bo Lund", "Noor Haddad"]


def test_a_filter_is_saved_and_opened_again(log, desk):
    log.list.filter_by(View((Condition("visited_on", "after", "2026-05-01"),)), "bo")
    assert shown(log) == ["Bo Lund"]
    log.list.save_filter("May")
    log.list.filter_by(View(), "")
    assert len(shown(log)) == 3
    menu = log.list.saved_button.saved_menu
    menu.aboutToShow.emit()
    menu.actions()[0].trigger()
    assert shown(log) == ["Bo Lund"]
    assert log.list.filter_button.text() == "Filter (1)…"
    log.list.drop_filter("May")
    assert saved_views.habits(desk.workspace, "visitor").saved == ()


def test_chosen_columns_stay_chosen(window, log, desk):
    log.list.keep_columns(("name", "purpose"))
    assert [field.key for field in log.list.model.columns] == ["name", "purpose"]
    again = RegisterTab(desk, "visitor")
    assert [field.key for field in again.list.model.columns] == ["name", "purpose"]
    again.deleteLater()


def test_many_change_at_once_and_come_back_with_one_undo(window, log, desk, rows):
    log.list.table.selectAll()
    log.list.change_many({"host": "Amina Farouk"})
    hosts = {records.stored(desk.workspace, "visitor", key).host for key in rows}
    assert hosts == {"Amina Farouk"}
    window.menus.undo.trigger()
    assert {records.stored(desk.workspace, "visitor", key).host for key in rows} == {""}


def test_removing_shows_the_next_and_undo_brings_it_back(qtbot, window, log, rows):
    qtbot.mouseClick(log.remove_button, Qt.MouseButton.LeftButton)
    assert rows[0] not in log.list.model.ids
    assert log.editor.record_id in rows[1:]
    window.menus.undo.trigger()
    assert rows[0] in log.list.model.ids


def test_a_record_that_filters_hide_is_shown_when_it_is_asked_for(window, log, rows):
    log.list.filter_by(View((Condition("visited_on", "after", "2026-05-02"),)), "ana")
    window.shell.go(Place("visitor", table="visitor", record_id=rows[0], field="host"))
    assert log.editor.record_id == rows[0]
    assert QApplication.focusWidget() is log.editor.fields.inputs["host"].edit


def test_a_part_of_a_record_is_added_and_found(qtbot, window, desk):
    company = desk.dossier.company.id
    partner = records.add(desk.workspace, "partner", company_id=company, name="Aalto Lines")
    other = records.add(desk.workspace, "partner", company_id=company, name="Zebra Lines")
    window.shell.go(Place("partner", table="partner", record_id=partner))
    tab = window.shell.pages["partners"].tab("partner")
    tab.editor.tabs.setCurrentIndex(1)
    part = tab.editor.parts["partner_contact"]
    qtbot.mouseClick(part.add_button, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(part.editor.fields.inputs["last_name"].edit, "Vega")
    assert tab.flush()
    contact = part.editor.record_id
    stored = records.stored(desk.workspace, "partner_contact", contact)
    assert (stored.partner_id, stored.last_name) == (partner, "Vega")
    window.shell.go(Place("partner", table="partner", record_id=other))
    assert part.list.model.rowCount() == 0
    window.shell.open("home")
    place = Place("x", table="partner_contact", record_id=contact, field="last_name")
    window.shell.go(place)
    assert tab.editor.record_id == partner
    assert part.editor.record_id == contact


def test_a_record_is_chosen_by_typing_its_name(qtbot, window, desk):
    company = desk.dossier.company.id
    partner = records.add(desk.workspace, "partner", company_id=company, name="Aalto Lines")
    action = records.add(desk.workspace, "action", company_id=company, title="Mend the fence")
    window.shell.go(Place("action", table="action", record_id=action))
    tab = window.shell.pages["partners"].tab("action")
    widget = tab.editor.fields.inputs["partner_id"]
    qtbot.keyClicks(widget.edit, "aalto")
    widget.leave()
    assert records.stored(desk.workspace, "action", action).partner_id == partner
    assert widget.edit.text() == "Aalto Lines"
    widget.edit.clear()
    widget.leave()
    assert records.stored(desk.workspace, "action", action).partner_id is None


def test_a_country_is_stored_by_its_code(qtbot, window, desk):
    company = desk.dossier.company.id
    partner = records.add(desk.workspace, "partner", company_id=company, name="Aalto Lines")
    window.shell.go(Place("partner", table="partner", record_id=partner))
    widget = window.shell.pages["partners"].tab("partner").editor.fields.inputs["country"]
    widget.box.lineEdit().setText("mexico")
    widget.leave()
    assert records.stored(desk.workspace, "partner", partner).country == "MX"
    assert widget.box.currentText() == "Mexico"


def test_several_values_are_ticked_and_stored_together(qtbot, window, desk):
    company = desk.dossier.company.id
    partner = records.add(desk.workspace, "partner", company_id=company, name="Aalto Lines")
    window.shell.go(Place("partner", table="partner", record_id=partner))
    widget = window.shell.pages["partners"].tab("partner").editor.fields.inputs["roles"]
    for key in ("drayage", "manufacturer"):
        widget.boxes[key].click()
    stored = records.stored(desk.workspace, "partner", partner).roles
    assert stored == "manufacturer;drayage"
    assert widget.button.text().strip() == "Manufacturer, Drayage"


def test_a_dropped_file_is_attached_and_kept(window, desk, log, tmp_path, rows):
    from ctpat_desktop.services.registers import attachments

    path = tmp_path / "badge.txt"
    path.write_text("Badge 12")
    log.editor.attachments.take_files([path])
    assert [title for _, title in attachments.of_record(desk.workspace, "visitor", rows[0])] == [
        "badge"
    ]
    assert log.editor.attachments.flow.count() == 1


def test_every_area_opens_every_tab(window):
    for key in ("partners", "sites", "people", "training", "systems", "inspections", "seals"):
        window.shell.open(key)
        page = window.shell.pages[key]
        for tab in page.area.tabs:
            assert page.tab(tab).isVisibleTo(window)
    assert window.shell.flush()


def test_several_people_are_added_to_a_training_at_once(window, desk):
    company = desk.dossier.company.id
    session = records.add(desk.workspace, "training_session", company_id=company, title="Seals")
    people = [
        records.add(desk.workspace, "person", company_id=company, last_name=name)
        for name in ("Aas", "Bey", "Cho")
    ]
    window.shell.go(Place("training_session", table="training_session", record_id=session))
    tab = window.shell.pages["training"].tab("training_session")
    tab.editor.tabs.setCurrentIndex(2)
    part = tab.editor.parts["attendance"]
    part.add_several(people[:2])
    assert {part.list.model.cell(n, "person_id") for n in range(2)} == {"Aas", "Bey"}
    window.menus.undo.trigger()
    assert part.list.model.rowCount() == 0


def test_the_registers_menu_leads_to_each_area(window):
    for action in window.menus.registers.actions():
        action.trigger()
        assert window.shell.current() is window.shell.pages[_key(window, action.text())]


def _key(window, title):
    return next(key for key, row in window.shell.sidebar.rows.items() if row.text(0) == title)


def test_a_cell_is_changed_in_the_list(qtbot, log, desk, rows):
    table, model = log.list.table, log.list.model
    columns = [field.key for field in model.columns]
    index = model.index(model.ids.index(rows[1]), columns.index("employer"))
    table.setCurrentIndex(index)
    table.edit(index)
    editor = QApplication.focusWidget()
    editor.selectAll()
    qtbot.keyClicks(editor, "Talbot")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: records.stored(desk.workspace, "visitor", rows[1]).employer == "Talbot")
    assert log.editor.fields.inputs["employer"].edit.text() == "Talbot"


def test_a_yes_is_set_in_the_list(log, desk, rows):
    model = log.list.model
    columns = [field.key for field in model.columns]
    index = model.index(model.ids.index(rows[1]), columns.index("has_shown_id"))
    assert model.setData(index, True, Qt.ItemDataRole.EditRole)
    assert records.stored(desk.workspace, "visitor", rows[1]).has_shown_id is True
    assert model.cell(index.row(), "has_shown_id") == "Yes"


def test_a_cell_being_typed_is_saved_when_the_page_is_left(qtbot, window, log, desk, rows):
    columns = [field.key for field in log.list.model.columns]
    index = log.list.model.index(log.list.model.ids.index(rows[1]), columns.index("employer"))
    log.list.table.edit(index)
    editor = QApplication.focusWidget()
    editor.selectAll()
    qtbot.keyClicks(editor, "Talbot")
    window.shell.open("home")
    qtbot.waitUntil(lambda: records.stored(desk.workspace, "visitor", rows[1]).employer == "Talbot")


def test_a_finding_on_a_child_table_opens_its_tab(window, desk):
    partner = next(iter(ids_of(desk, "partner")))
    window.shell.go(Place("partner", table="partner", record_id=partner, field="contract"))
    editor = window.shell.pages["partners"].tab("partner").editor
    assert editor.tabs.tabText(editor.tabs.currentIndex()) == "Contracts"


def test_typing_is_saved_to_its_own_record_when_another_is_chosen(qtbot, log, desk, rows):
    edit = log.editor.fields.inputs["purpose"].edit
    qtbot.keyClicks(edit, "Alarm check")
    log.list.select(rows[1])
    stored = [records.stored(desk.workspace, "visitor", key).purpose for key in rows[:2]]
    assert stored == ["Alarm check", ""]
    assert edit.text() == ""


def test_a_new_deadline_stands_on_the_home_page(window, desk, qtbot):
    from ctpat_desktop.ui.frame.home import YearStrip

    window.shell.open("home")
    window.shell.pages["home"].fold_button.click()
    company = desk.dossier.company.id
    day = desk.today.replace(year=desk.today.year + 1, month=1, day=15)
    records.add(desk.workspace, "partner", company_id=company, name="Zinc", next_check_on=day)

    def is_there():
        strips = window.findChildren(YearStrip)
        return "Zinc: next check due" in [due.words for strip in strips for due in strip.dues]

    qtbot.waitUntil(is_there)  # the registers are read after the first picture


def test_typing_is_in_the_file_when_the_window_is_locked(qtbot, window, log, key, rows):
    qtbot.keyClicks(log.editor.fields.inputs["purpose"].edit, "Alarm check")
    path = window.workspace.path
    locked(qtbot, window)
    opened = door.open_workspace(path, key, reading_only=True)
    assert records.stored(opened, "visitor", rows[0]).purpose == "Alarm check"
    opened.close()


def test_a_pause_after_a_space_keeps_the_space(qtbot, log, desk, rows):
    edit = log.editor.fields.inputs["employer"].edit
    edit.clear()
    qtbot.keyClicks(edit, "Acme ")
    log.editor.fields.saves["employer"].flush()
    assert records.stored(desk.workspace, "visitor", rows[0]).employer == "Acme"
    qtbot.keyClicks(edit, "Lines")
    log.flush()
    assert records.stored(desk.workspace, "visitor", rows[0]).employer == "Acme Lines"


def test_a_long_list_is_read_beside_the_window_and_follows_changes(
    qtbot, monkeypatch, log, desk, rows
):
    monkeypatch.setattr(register_list, "LONG", 1)
    monkeypatch.setattr(log.list.later, "start", lambda: log.list.show_all())
    desk.change("visitor", rows[0], name="Zoe Zuse")
    assert "Zoe Zuse" in shown(log)
    qtbot.mouseClick(log.add_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not log.list.is_reading and len(log.list.lines.ids) == 4)
    qtbot.waitUntil(lambda: log.editor.title.text() == "(no name yet)")
    log.list.words.setText("zoe")
    assert shown(log) == ["Zoe Zuse"]


def test_a_record_can_be_added_on_every_tab(window, desk):
    said = []
    desk.notified.connect(lambda _, text: said.append(text))
    for area in load_areas():
        window.shell.open(area.id)
        page = window.shell.pages[area.id]
        for key in area.tabs:
            tab = page.tab(key)
            if isinstance(tab, RegisterTab):
                before = tab.list.model.rowCount()
                tab.add()
                assert (tab.list.model.rowCount(), said) == (before + 1, []), key


def test_nothing_is_removed_from_an_empty_list_inside_a_record(window, desk):
    company = desk.dossier.company.id
    session = records.add(desk.workspace, "training_session", company_id=company, title="Seals")
    window.shell.go(Place("training_session", table="training_session", record_id=session))
    tab = window.shell.pages["training"].tab("training_session")
    tab.editor.tabs.setCurrentIndex(2)
    inside = tab.editor.parts["attendance"]
    assert not inside.remove_button.isEnabled()
    inside.add()
    assert inside.remove_button.isEnabled()
    inside.list.remove_selected()
    assert not inside.remove_button.isEnabled()
