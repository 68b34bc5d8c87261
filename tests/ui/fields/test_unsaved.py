"""While something typed cannot be saved, nothing happens to the wrong record, and it is said."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from ctpat_desktop.checklist import Place


@pytest.fixture
def partners(window):
    """The page of partners with a record open whose date cannot be read."""
    window.activateWindow()
    window.shell.open("partners")
    part = window.shell.pages["partners"].tab("partner")
    first = part.list.model.ids[0]
    part.list.select(first)
    date = part.editor.fields.inputs["since"].day
    date.edit.setText("soonish")
    date.settle()
    part.date, part.first = date, first
    return part


def partner_names(desk):
    from ctpat_desktop.records import Partner

    with desk.workspace.read() as session:
        return sorted(row.name for row in session.query(Partner))


def test_nothing_is_added_while_the_open_record_cannot_be_left(window, partners):
    before = partner_names(window.shell.desk)
    partners.add()
    assert partner_names(window.shell.desk) == before
    assert "soonish" in window.shell.banner.words
    assert partners.editor.record_id == partners.first
    assert partners.date.edit.hasFocus()


def test_the_mark_goes_back_to_the_open_record(window, qtbot, partners):
    table = partners.list.table
    box = table.visualRect(table.model().index(3, 0))
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=box.center())
    qtbot.waitUntil(lambda: partners.list.selected() == [partners.first])
    assert partners.list.current() == partners.first
    assert partners.editor.record_id == partners.first


def test_nothing_else_is_removed_meanwhile(window, partners):
    before = partner_names(window.shell.desk)
    partners.list.table.selectRow(3)
    partners.list.remove_selected()
    assert partner_names(window.shell.desk) == before


def test_the_open_record_itself_may_be_removed(window, qtbot, partners):
    before = partner_names(window.shell.desk)
    partners.list.remove_selected()
    assert len(partner_names(window.shell.desk)) == len(before) - 1
    assert window.shell.flush()


def test_what_is_said_goes_when_it_is_mended(window, partners):
    partners.add()
    assert "soonish" in window.shell.banner.words
    partners.date.edit.setText("5/2/2015")
    partners.date.settle()
    assert window.shell.banner.words == ""


def test_an_unread_date_of_a_document_keeps_mark_and_form_together(window, qtbot):
    window.shell.open("evidence")
    page = window.shell.pages["evidence"]
    open_one = page.chosen
    day = page.form.inputs["period_from"].day
    day.edit.setText("spring")
    day.settle()
    page.list.view.setCurrentIndex(page.list.model.index(5))
    assert page.chosen == open_one
    qtbot.waitUntil(
        lambda: page.list.view.currentIndex().data(Qt.ItemDataRole.UserRole) == open_one,
        timeout=3000,
    )
    page._remove()
    assert page.chosen != open_one
    assert window.shell.flush()


def test_a_country_in_no_list_is_not_called_saved(window, qtbot):
    window.shell.go(Place("company", table="address"))
    form = window.shell.pages["company"].lists["address"].editor
    told = []
    window.shell.desk.saved.connect(told.append)
    line = form.inputs["country"].box.lineEdit()
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, "Atlantis")
    form.inputs["country"].settle()
    window.shell.flush()
    assert told == []
    assert form.warnings["country"].property("trouble") is True
    assert [words for words, _ in _unread(window)] == ["Country: “Atlantis”"]


def _unread(window):
    from ctpat_desktop.ui.fields.unsaved import unread

    return unread(window.shell)


def test_ctrl_z_in_an_untouched_line_takes_back_the_last_step(window, qtbot):
    window.activateWindow()
    window.shell.go(Place("company", table="company", field="fax"))
    form = window.shell.pages["company"].singles["company"]
    fax, website = form.inputs["fax"].edit, form.inputs["website"].edit
    before = fax.text()
    fax.selectAll()
    QTest.keyClicks(fax, "201-555-0177")
    QTest.keyClick(fax, Qt.Key.Key_Tab)
    assert website.hasFocus()
    QTest.keyClick(website, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: fax.text() == before, timeout=3000)


def test_several_refusals_are_a_line_each(window, tmp_path):
    paths = [tmp_path / name for name in ("a.pdf", "b.pdf", "c.pdf")]
    for path in paths:
        path.write_bytes(b"" if path.stem != "c" else b"%PDF-1.4 c")
    window.shell.open("evidence")
    window.shell.pages["evidence"].take_files(paths)
    lines = window.shell.banner.words.splitlines()
    assert [line[:7] for line in lines] == ["2 of 3 ", "• a.pdf", "• b.pdf"]
