"""A date as a line of text: typed as the person writes dates, or picked from a calendar."""

import re
from datetime import date

from PySide6.QtCore import QDate, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QIcon, QKeyEvent
from PySide6.QtWidgets import (
    QCalendarWidget,
    QHBoxLayout,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ctpat_desktop.services.importing.dates import Order, Unfit, read_date
from ctpat_desktop.support import dates
from ctpat_desktop.support.language import tr
from ctpat_desktop.ui.widgets.heard import complain
from ctpat_desktop.ui.widgets.lines import Line
from ctpat_desktop.ui.widgets.parts import label
from ctpat_desktop.ui.widgets.theme import letters, lines, tokens

_WHOLE = re.compile(r"(?<!\d)\d{4}(?!\d)")
"""A year of four digits: the date is typed to its end."""
_DOTTED = re.compile(r"\s*(\d{1,2})\.\s?(\d{1,2})\.\s?\d{2,4}\s*")
_WIDTH = 18
"""Letters of the line."""
_CALENDAR = (50, 16)
"""Letters and lines in which whole names of days and six weeks have room."""


class DateField(QWidget):
    """A date that may be empty.

    What cannot be read as a date stays in the line, is marked, and changes nothing.
    """

    picked = Signal(object)
    """A day, or None for no date, when the person has left the field or chosen a day."""
    typed = Signal()
    """A whole date stands in the line, or nothing; the field has not been left yet."""

    def __init__(self, name: str, stored: date | None = None) -> None:
        """Show `stored` or an empty line; `name` is what a screen reader says."""
        super().__init__()
        self.name = name
        self._shown = stored
        self.edit = _DateLine()
        self.edit.setAccessibleName(name)
        self.edit.setPlaceholderText(dates.screen_style().hint)
        self.edit.setFixedWidth(letters(_WIDTH))
        self.edit.textEdited.connect(self._edited)
        self.edit.entered.connect(self.settle)
        self.edit.calendar_wanted.connect(self.open_calendar)
        self.setFocusProxy(self.edit)
        self.button = QToolButton()
        self.button.setText("▾")
        self.button.setProperty("date", True)
        self.button.setToolTip(tr("Calendar (Alt+Down)"))
        self.button.setAccessibleName(f"{name}: {tr('Calendar')}")
        self.button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.button.clicked.connect(self.open_calendar)
        self.warning = label("", trouble=True)
        self.warning.hide()
        self.calendar: QCalendarWidget | None = None
        self._lay()
        self.show_day(stored)

    @property
    def unread(self) -> str:
        """What stands in the line and is no date; "" where all is well."""
        return "" if self._read()[1] is None else self.edit.text().strip()

    def day(self) -> date | None:
        """Return the date in the line; where that is no date, the one shown before."""
        found, problem = self._read()
        return found if problem is None else self._shown

    def show_day(self, stored: date | None) -> None:
        """Show a day without telling anybody; what is typed and cannot be read is left alone."""
        self._shown = stored
        if self.edit.hasFocus() and self._read() == (stored, None):
            return
        self.edit.setText(dates.day_text(stored))
        self._mark(None)

    def show_text(self, text: str) -> None:
        """Show what was typed before and could not be read."""
        self.edit.setText(text)
        self.settle()

    def settle(self) -> None:
        """Take what stands in the line, or mark it where it is no date."""
        found, problem = self._read()
        self._mark(problem)
        if problem is not None:
            return
        self.edit.setText(dates.day_text(found))
        if found != self._shown:
            self._shown = found
            self.picked.emit(found)

    def demanded(self, latest: date | None = None) -> date | None:
        """Return the date where there must be one, no later than `latest`.

        None where it is missing, unreadable or later: the line says so and gets the keyboard.
        """
        self.settle()
        found = self.day()
        if self.unread:
            found = None
        elif found is None:
            self._say(tr("A date is needed here, such as {hint}.").format(hint=_example()))
        elif latest is not None and found > latest:
            self._say(tr("This day is still to come."))
            found = None
        if found is None:
            self.edit.setFocus()
        return found

    def open_calendar(self) -> None:
        """Open the calendar below the line, at the date shown or at today."""
        shown = self.day() or date.today()
        calendar = _calendar(self)
        calendar.setSelectedDate(QDate(shown.year, shown.month, shown.day))
        calendar.clicked.connect(self._chosen)
        calendar.activated.connect(self._chosen)
        calendar.destroyed.connect(self._forget_calendar)
        calendar.move(self._calendar_place(calendar))
        self.calendar = calendar
        calendar.show()
        calendar.setFocus()

    def _calendar_place(self, calendar: QCalendarWidget) -> QPoint:
        """Return where the calendar is wholly on the screen: below the line, else above it."""
        size, room = calendar.size(), self.screen().availableGeometry()
        place = self.mapToGlobal(QPoint(0, self.edit.height() + 2))
        if place.y() + size.height() > room.bottom():
            place.setY(self.mapToGlobal(QPoint(0, 0)).y() - size.height() - 2)
        place.setX(max(room.left(), min(place.x(), room.right() - size.width())))
        return place

    def _forget_calendar(self) -> None:
        self.calendar = None

    def _chosen(self, chosen: QDate) -> None:
        if self.calendar is not None:
            self.calendar.close()
        self.edit.setText(dates.day_text(date(chosen.year(), chosen.month(), chosen.day())))
        self.edit.setFocus()
        self.settle()

    def _edited(self, text: str) -> None:
        found, problem = self._read()
        if problem is None:
            self._mark(None)
            if found is None or _WHOLE.search(text):
                self.typed.emit()

    def _read(self) -> tuple[date | None, str | None]:
        """Return the date in the line (None for an empty line) and why there is none."""
        text = self.edit.text().strip()
        if not text:
            return None, None
        try:
            return typed_date(text), None
        except Unfit as problem:
            return None, str(problem)

    def _mark(self, problem: str | None) -> None:
        words = tr("{why}. Not saved; write it like {hint}.")
        self._say(words.format(why=problem, hint=_example()) if problem else "")

    def _say(self, words: str) -> None:
        """Mark the line and say why below it; "" takes both away."""
        if bool(self.edit.property("unread")) != bool(words):
            self.edit.setProperty("unread", bool(words))
            self.edit.style().unpolish(self.edit)
            self.edit.style().polish(self.edit)
        complain(self.warning, words)
        self.edit.setAccessibleDescription(words)

    def _lay(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(4)
        line.addWidget(self.edit)
        line.addWidget(self.button)
        line.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(line)
        column.addWidget(self.warning)


class _DateLine(Line):
    """The line; tells when it is left or Enter is pressed, and when the calendar is asked for."""

    entered = Signal()
    calendar_wanted = Signal()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take what was typed when the person goes elsewhere."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.entered.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the date on Enter; open the calendar on Alt+Down and F4, as drop-downs do."""
        alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
        if event.key() == Qt.Key.Key_F4 or (event.key() == Qt.Key.Key_Down and alt):
            self.calendar_wanted.emit()
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        super().keyPressEvent(event)


def _calendar(parent: QWidget) -> QCalendarWidget:
    """Return a calendar in a window of its own, in the colors of the program."""
    calendar = QCalendarWidget(parent)
    calendar.setWindowFlag(Qt.WindowType.Popup)
    calendar.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
    if dates.screen_style().order == "mdy":
        calendar.setFirstDayOfWeek(Qt.DayOfWeek.Sunday)
    plain = calendar.weekdayTextFormat(Qt.DayOfWeek.Monday)
    plain.setForeground(QColor(tokens().text))
    for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
        calendar.setWeekdayTextFormat(day, plain)
    for name, sign in (("qt_calendar_prevmonth", "‹"), ("qt_calendar_nextmonth", "›")):
        arrow = calendar.findChild(QToolButton, name)
        if isinstance(arrow, QToolButton):  # Qt's own arrows are black on dark too
            arrow.setIcon(QIcon())
            arrow.setText(sign)
    wide, high = _CALENDAR
    calendar.resize(calendar.sizeHint().expandedTo(QSize(letters(wide), lines(high))))
    return calendar


def _example() -> str:
    return dates.day_text(date(2026, 3, 15))


def typed_date(text: str) -> date:
    """Return the date a person typed in the order of this computer, or as ISO; else Unfit.

    Dots stand in dates that begin with the day. Where this computer writes the month first, a
    dotted date that could mean two days is not guessed.
    """
    style = dates.screen_style()
    order = Order.DAY_FIRST if style.order == "dmy" else Order.MONTH_FIRST
    dotted = _DOTTED.fullmatch(text)
    if dotted and style.order != "dmy":
        order = Order.UNKNOWN
        text = re.sub(r"\.\s?", "/", text.strip().rstrip("."))
    return read_date(text, order)
