"""The box that says which review year is shown: the newest, or an earlier one to read."""

from collections.abc import Sequence

from ctpat_desktop.support.language import tr
from ctpat_desktop.ui.widgets.boxes import ChoiceBox
from ctpat_desktop.ui.widgets.parts import looks


class YearChoice(ChoiceBox):
    """The years that were begun; it is hidden while there is only one."""

    def __init__(self) -> None:
        """Start empty."""
        super().__init__()
        looks(self)
        self.setAccessibleName(tr("Review year"))

    @property
    def year(self) -> int:
        """The earlier year that is shown; 0 for the newest."""
        return int(self.currentData() or 0)

    def offer(self, begun: Sequence[int]) -> None:
        """Offer these years, the newest first, and stay on the one shown while it is there."""
        here, keys = self.year, [0, *begun[1:]]
        self.blockSignals(True)
        self.clear()
        for key, year in zip(keys, begun, strict=True):
            words = tr("{year}, to read") if key else "{year}"
            self.addItem(words.format(year=year), key)
        self.setCurrentIndex(keys.index(here) if here in keys else 0)
        self.blockSignals(False)
        self.setVisible(len(keys) > 1)
