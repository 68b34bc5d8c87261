"""The drop-down of the accounts at the top of the list of pages."""

from collections.abc import Callable

from ctpat_desktop.ui.widgets.boxes import ChoiceBox

MOST_LISTED = 12
"""Accounts that a plain list offers; of more than these one is typed."""


class AccountsBox(ChoiceBox):
    """Offers the accounts as a list; with many of them it asks for some letters instead."""

    def __init__(self) -> None:
        """Start without accounts."""
        super().__init__()
        self.ask_many: Callable[[], object] = super().showPopup

    def showPopup(self) -> None:
        """Open the list, or ask for the name where the list would be long."""
        if self.count() > MOST_LISTED:
            self.ask_many()
        else:
            super().showPopup()
