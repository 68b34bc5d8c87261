"""A date is typed as the person writes it; what cannot be read is kept and marked, never stored."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QTableView, QVBoxLayout, QWidget

from ctpat_desktop.support import dates
from ctpat_desktop.ui.widgets.date_field import DateField

IDES = date(2004, 3, 15)


@pytest.fixture
def style():
    """Choose how this computer writes dates, for one test."""
    yield lambda pattern: dates.use(dates.style_of(pattern))
    dates.use(dates.US)


@pytest.fixture
def field(qtbot):
    """A date field with another field behind it; `days` gathers those it reports."""
    window = QWidget()
    column = QVBoxLayout(window)
    shown = DateField("Signed on")
    shown.behind = QLineEdit()
    shown.days = []
    shown.picked.connect(shown.days.append)
    column.addWidget(shown)
    column.addWidget(shown.behind)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    shown.edit.setFocus()
    yield shown
    window.close()


def leave(field, text):
    field.edit.selectAll()
    QTest.keyClicks(field.edit, text)
    QTest.keyClick(field.edit, Qt.Key.Key_Tab)


@pytest.mark.parametrize(
    "text",
    [
        *("3/15/2004", "03/15/2004", "3-15-2004", "2004-03-15", "3/15/04", "15.03.2004"),
        *("mar 15 2004", "Mar 15, 2004", "15 March 2004", "15-Mar-2004"),
    ],
)
def test_a_date_is_read_as_people_write_it(field, text):
    leave(field, text)
    assert field.days == [IDES]
    assert field.edit.text() == "03/15/2004"
    assert field.behind.hasFocus()


@pytest.mark.parametrize(
    ("pattern", "text", "shown"),
    [
        ("dd.MM.yy", "15.03.2004", "15.03.2004"),
        ("dd/MM/yyyy", "15/3/2004", "15/03/2004"),
        ("yyyy-MM-dd", "2004-03-15", "2004-03-15"),
        ("M/d/yy", "3/15/2004", "03/15/2004"),
        ("nonsense", "3/15/2004", "03/15/2004"),
    ],
)
def test_a_date_is_shown_as_this_computer_writes_it(qtbot, style, pattern, text, shown):
    style(pattern)
    field = DateField("Signed on")
    qtbot.addWidget(field)
    field.edit.setText(text)
    field.settle()
    assert (field.day(), field.edit.text()) == (IDES, shown)


@pytest.mark.parametrize(
    ("pattern", "text", "day"),
    [
        ("M/d/yy", "03/04/2026", date(2026, 3, 4)),
        ("dd/MM/yyyy", "03/04/2026", date(2026, 4, 3)),
        ("dd.MM.yyyy", "03.04.2026", date(2026, 4, 3)),
    ],
)
def test_the_order_of_day_and_month_is_that_of_this_computer(qtbot, style, pattern, text, day):
    style(pattern)
    field = DateField("Signed on")
    qtbot.addWidget(field)
    field.edit.setText(text)
    assert field.day() == day


@pytest.mark.parametrize(
    "text", ["soon", "2/30/2026", "13/13/2026", "03.04.2026", "1/1/1066", "3/15", "not set"]
)
def test_what_is_no_date_stays_marked_and_is_not_stored(field, text):
    field.show_day(IDES)
    leave(field, text)
    assert field.edit.text() == text
    assert field.unread == text
    assert field.day() == IDES
    assert field.days == []
    assert "Not saved" in field.warning.text()
    assert field.behind.hasFocus()


def test_typing_over_the_whole_line_stores_what_was_typed(field):
    field.show_day(date(1998, 4, 6))
    leave(field, "03/15/2004")
    assert field.days == [IDES]


def test_deleting_empties_the_date(field):
    field.show_day(IDES)
    field.edit.selectAll()
    QTest.keyClick(field.edit, Qt.Key.Key_Delete)
    QTest.keyClick(field.edit, Qt.Key.Key_Tab)
    assert field.days == [None]
    assert field.edit.text() == ""


def test_a_half_typed_date_is_not_stored_on_the_way(field):
    stored = []
    field.typed.connect(lambda: stored.append(field.day()))
    QTest.keyClicks(field.edit, "3/15/2004")
    assert stored == [IDES]


def test_a_marked_line_is_mended_by_typing_a_date(field):
    leave(field, "soon")
    field.edit.setFocus()
    leave(field, "3/15/2004")
    assert not field.warning.isVisible()
    assert field.days == [IDES]


@pytest.mark.parametrize(("shown", "opens"), [(None, date.today()), (IDES, IDES)])
def test_the_calendar_opens_at_the_date_or_today(field, shown, opens):
    field.show_day(shown)
    QTest.keyClick(field.edit, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    day = field.calendar.selectedDate()
    assert (day.year(), day.month(), day.day()) == (opens.year, opens.month, opens.day)
    assert (field.calendar.yearShown(), field.calendar.monthShown()) == (opens.year, opens.month)
    QTest.keyClick(field.calendar.findChild(QTableView), Qt.Key.Key_Return)
    assert field.days == ([opens] if shown is None else [])
    assert field.edit.text() == f"{opens:%m/%d/%Y}"


def test_a_date_that_is_needed_is_asked_for(field):
    assert field.demanded() is None
    assert field.warning.text() == "A date is needed here, such as 03/15/2026."
    leave(field, "3/15/2004")
    assert field.demanded() == IDES
    assert field.demanded(latest=date(2004, 3, 14)) is None
    assert field.warning.text() == "This day is still to come."
