"""Go to anything: what it offers, where it leads, and how it leaves."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ctpat_desktop.checklist import Place
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.ui.frame import goto_box
from ctpat_desktop.ui.frame.goto_box import ROW
from ctpat_desktop.ui.frame.place_names import tabs_of
from ctpat_desktop.ui.manual.window import ManualWindow
from ctpat_desktop.ui.widgets import tab_order
from tests.ui import pages
from tests.ui.driving import drain, locked


@pytest.fixture
def box(window, qtbot):
    window.activateWindow()
    window.menus.go_anywhere.trigger()
    yield window.shell.boxes.anywhere
    drain(qtbot)


def words(box):
    """Return what the box shows, headings too."""
    return [box.list.item(at).text() for at in range(box.list.count())]


def rows(box):
    """Return the rows that can be taken."""
    every = [box.list.item(at).data(ROW) for at in range(box.list.count())]
    return [row for row in every if row is not None]


def typed(qtbot, box, text):
    """Type into the box and wait for the records."""
    box.words.setText(text)
    done = lambda: not box.pause.isActive() and box.reach.search().is_ready  # noqa: E731
    qtbot.waitUntil(done, timeout=20_000)
    drain(qtbot)
    return rows(box)


def take(box):
    """Press Enter and let the place come."""
    QTest.keyClick(box.words, Qt.Key.Key_Return)
    QApplication.processEvents()


def test_a_page_a_tab_and_a_criterion_are_gone_to(window, box, qtbot):
    shell = window.shell
    for asked, place in (
        ("door l", Place("logs")),
        ("training mat", Place("training", table="training_matrix")),
        ("9.10", Place("9", "9.10")),
        ("returned", Place("questionnaires", field="returned")),
    ):
        window.menus.go_anywhere.trigger()
        box.words.setText(asked)
        take(box)
        here = shell.where()
        assert (here.section, here.criterion) == (place.section, place.criterion)
        assert not place.field or here.field == place.field
        assert not place.table or here.table == place.table
        assert box.isHidden()


def test_words_of_a_title_find_a_criterion(box):
    box.words.setText("barriers and det")
    assert words(box)[:2] == ["Criteria", "9.1  Barriers and deterrents"]


def test_a_record_is_found_with_a_slip_and_gone_to(window, box, qtbot):
    found = typed(qtbot, box, "redblff")
    assert words(box)[:2] == ["Records and answers", "Redbluff Drayage LLC"]
    assert found[0].beside == "Partners"
    take(box)
    here = window.shell.where()
    assert (here.section, here.table) == ("partners", "partner")
    assert here.record_id


def test_records_wait_for_two_letters_and_a_pause(box, qtbot):
    box.words.setText("r")
    assert not box.pause.isActive()
    box.words.setText("re")
    assert box.pause.isActive()
    assert not box.records


def test_records_come_below_and_the_row_one_is_at_stays(box, qtbot):
    box.words.setText("seal")
    for _ in range(3):
        QTest.keyClick(box.words, Qt.Key.Key_Down)
    before = box.list.currentItem().text()
    qtbot.waitUntil(lambda: bool(box.records), timeout=20_000)
    assert box.list.currentItem().text() == before
    assert rows(box)[-1].kind == "records"
    titles = [(row.words, row.beside) for row in box.records]
    assert len(titles) == len(set(titles))


def test_a_late_answer_to_other_words_is_not_shown(box, qtbot):
    typed(qtbot, box, "redbluff")
    late, number = box.records, box._asked
    box.words.setText("zz")
    box._take_records(number, goto_box.SearchResult(()))
    assert late
    assert box.state.text() == "Looking through the records…"


def test_commands_that_can_be_chosen_are_offered_with_their_keys(window, box):
    box.words.setText("lock")
    row = rows(box)[0]
    assert (row.words, row.beside) == ("Lock", "File · Ctrl+L")
    box.words.setText("undo")
    offered = [row.words for row in rows(box) if row.kind == "commands"]
    assert any(text.startswith("Undo") for text in offered) == window.menus.undo.isEnabled()
    box.words.setText("redo")
    assert [row.words for row in rows(box) if row.kind == "commands"] == []


def test_a_command_is_done(window, box, qtbot):
    box.words.setText("next pane")
    take(box)
    QApplication.processEvents()
    assert box.isHidden()
    box.words.setText("")
    window.menus.go_anywhere.trigger()
    box.words.setText("team")
    assert rows(box)[0].words == "Team…"


def test_arrows_pass_headings_and_stop_at_the_ends(box):
    box.words.setText("seal")
    for _ in range(40):
        QTest.keyClick(box.words, Qt.Key.Key_Down)
    assert box.list.currentRow() == box.list.count() - 1
    for _ in range(40):
        QTest.keyClick(box.words, Qt.Key.Key_Up)
    assert box.list.currentRow() == 1


def test_escape_gives_the_keyboard_back(window, box):
    box.leave()
    window.shell.go(Place("9", "9.10", field="narrative"))
    QApplication.processEvents()
    field = pages.words(window)
    field.setFocus()
    window.menus.go_anywhere.trigger()
    assert box.words.hasFocus()
    QTest.keyClick(box.words, Qt.Key.Key_Escape)
    assert box.isHidden()
    assert field.hasFocus()


def test_no_match_is_said(box, qtbot):
    assert typed(qtbot, box, "qqqqqq") == []
    assert box.state.text() == "No match for “qqqqqq”."
    assert box.state.isVisible()


def test_a_click_elsewhere_and_a_lock_make_it_go(window, box, qtbot):
    window.shell.sidebar.tree.setFocus()
    assert box.isHidden()
    window.menus.go_anywhere.trigger()
    typed(qtbot, box, "redbluff")
    locked(qtbot, window)
    assert (box.rows, box.records, box.list.count()) == ([], [], 0)


def test_only_what_the_account_has_is_offered(window, box):
    box.words.setText("trade compliance")
    assert "Trade Compliance" in words(box)
    box.leave()
    window.choose_account(companies.start(window.workspace, "Second", "highway_carrier", 2026))
    window.menus.go_anywhere.trigger()
    box.words.setText("trade compliance")
    assert "Trade Compliance" not in words(box)
    box.leave()


def test_tabs_are_called_and_reached_as_they_stand_on_their_page(window):
    shell = window.shell
    for page in ("company", "questionnaires", "review", "reports", "sites"):
        for tab in tabs_of(page):
            shell.go(tab.place)
            here = shell.current()
            bar = getattr(here, "tabs", None)
            if bar is None:  # the reports stand in a list
                assert here.choice.currentItem().text() == tab.title
            else:
                assert bar.tabText(bar.currentIndex()) == tab.title
            assert shell.where().section in (page, tab.place.section)


def test_tasks_of_the_manual_are_offered_and_open_there(window, box):
    box.words.setText("walk a site")
    row = next(row for row in rows(box) if row.kind == "manual")
    assert (row.words, row.beside) == ("Walk a site", "Sites and procedures")
    row.go()
    assert window.findChild(ManualWindow).shown == "site-walk"


def test_the_keyboard_goes_along_to_what_was_gone_to(window, box, qtbot):
    box.words.setText("9.10")
    take(box)
    status = window.shell.wizard.editor.forms[0].group
    assert QApplication.focusWidget() in status.buttons()
    window.shell.open("home")
    window.menus.go_anywhere.trigger()
    box.words.setText("door l")
    take(box)
    assert window.shell.current().isAncestorOf(QApplication.focusWidget())


def test_the_keyboard_comes_along_from_a_page_to_the_next(window):
    shell = window.shell
    shell.open("findings")
    tab_order.reach(tab_order.stops(shell.current())[0])
    shell.go(Place("9", "9.10"))
    assert QApplication.focusWidget() in shell.wizard.editor.forms[0].group.buttons()
    shell.sidebar.tree.setFocus()
    with shell.sidebar.going():
        shell.open("findings")
    assert shell.sidebar.tree.hasFocus()  # a person in the list of pages stays there
