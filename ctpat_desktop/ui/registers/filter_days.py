"""The day of a condition: today, some days before or after it, or a date."""

from datetime import date

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from ctpat_desktop.services.registers.listing import day_of
from ctpat_desktop.support.language import N_, tr
from ctpat_desktop.ui.widgets.boxes import ChoiceBox, NumberBox
from ctpat_desktop.ui.widgets.date_field import DateField

TODAY, AFTER, BEFORE, DATE = "today", "+", "-", "date"
WORDS = {
    TODAY: N_("today"),
    AFTER: N_("days from now"),
    BEFORE: N_("days ago"),
    DATE: N_("the date"),
}
MOST_DAYS = 3_650


class DayValue(QWidget):
    """A day as conditions write it: YYYY-MM-DD, "today", "today+30" or "today-30"."""

    def __init__(self) -> None:
        """Mean today."""
        super().__init__()
        self.kind = ChoiceBox()
        self.kind.setAccessibleName(tr("Day"))
        for key, words in WORDS.items():
            self.kind.addItem(tr(words), key)
        self.days = NumberBox()
        self.days.setAccessibleName(tr("Days"))
        self.days.setRange(1, MOST_DAYS)
        self.days.setValue(30)
        self.date = DateField(tr("Date"))
        self._beside = QStackedWidget()
        for widget in (QWidget(), self.days, self.date):
            self._beside.addWidget(widget)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.kind)
        line.addWidget(self._beside, 1)
        self.kind.currentIndexChanged.connect(self._show_kind)

    def value(self) -> str | None:
        """Return the day; None where there is no date, which the field says."""
        kind = self.kind.currentData()
        if kind == TODAY:
            return TODAY
        if kind != DATE:
            return f"{TODAY}{kind}{self.days.value()}"
        day = self.date.demanded()
        return None if day is None else day.isoformat()

    def show_value(self, words: str) -> None:
        """Show a day as a condition writes it; one nobody can read is an empty date."""
        day, kind = _read(words), DATE
        if day is not None and words.startswith(TODAY):
            count = (day - date.today()).days
            kind = TODAY if count == 0 else AFTER if count > 0 else BEFORE
            self.days.setMaximum(max(MOST_DAYS, abs(count)))
            self.days.setValue(abs(count) or self.days.value())
        else:
            self.date.show_day(day)
        self.kind.setCurrentIndex(self.kind.findData(kind))

    def _show_kind(self) -> None:
        kind = self.kind.currentData()
        self._beside.setCurrentIndex({TODAY: 0, DATE: 2}.get(kind, 1))


def _read(words: str) -> date | None:
    try:
        return day_of(words, date.today())
    except (ValueError, OverflowError):
        return None
