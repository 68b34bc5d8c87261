"""The places a person was at, one after the other, for going back and forward. No Qt, no file."""

from collections.abc import Callable
from dataclasses import replace

from ctpat_desktop.checklist import Place
from ctpat_desktop.ui.frame.places import page_of

MOST = 100
"""Places that are remembered."""


class Trail:
    """The places in the order they were come to; one of them is where the person is."""

    def __init__(self) -> None:
        """Start nowhere."""
        self.places: list[Place] = []
        self.at = -1

    def arrive(self, place: Place) -> None:
        """Come to a place; what was ahead is forgotten."""
        if self.places and _bare(self.places[self.at]) == _bare(place):
            self.places[self.at] = place
            return
        self.places = [*self.places[: self.at + 1], place][-MOST:]
        self.at = len(self.places) - 1

    def settle(self, place: Place) -> None:
        """Move about on the page: another tab is a place of its own, another row is not."""
        if not self.places:
            return
        if _room(self.places[self.at]) == _room(place):
            self.places[self.at] = place
        else:
            self.arrive(place)

    def can(self, by: int) -> bool:
        """Return whether there is a place behind (-1) or ahead (1)."""
        return 0 <= self.at + by < len(self.places)

    def step(self, by: int, is_there: Callable[[Place], bool]) -> Place | None:
        """Go to the next place behind or ahead that is still there; the others are forgotten."""
        while self.can(by):
            place = self.places[self.at + by]
            if is_there(place):
                self.at += by
                return place
            del self.places[self.at + by]
            self.at -= by < 0
        return None

    def forget(self) -> None:
        """Start anew, such as in another account."""
        self.places, self.at = [], -1


def _bare(place: Place) -> Place:
    """Return a place without the field the cursor was in; where that is a tab, with it."""
    own = place.section in ("questionnaires", "review", "reports")
    return replace(place, label="", field=place.field if own else "")


def _room(place: Place) -> object:
    """Return what of a place is the page, the tab or the criterion."""
    bare = _bare(place)
    tab = "" if place.section.isdigit() else place.table
    return page_of(place), place.criterion, place.site_id, tab, bare.field
