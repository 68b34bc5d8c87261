"""Reads the list of members from a place, keeps it whole there, and adds entries to it."""

from collections.abc import Callable, Iterable
from contextlib import suppress

from ctpat_desktop.exchange.team import roster_log
from ctpat_desktop.exchange.team.envelope import look
from ctpat_desktop.exchange.team.membership import Membership
from ctpat_desktop.exchange.team.places import ROSTER, Place, PlaceProblem, Slot
from ctpat_desktop.exchange.team.roster_log import Log
from ctpat_desktop.exchange.team.troubles import Kind
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr

TRIES = 5
"""How often an entry is written anew because somebody else was quicker."""


def read(place: Place, membership: Membership, remembered: Iterable[bytes] = ()) -> Log:
    """Return the list from what lies in the place and what this device remembers of it.

    What the place lacks of it, because an older copy was restored, is put there again.
    """
    there = list(_entries(place))
    log = roster_log.read([*remembered, *there], membership)
    lacking = [entry for entry in log.entries if entry not in there]
    if lacking:
        if there or membership.head.number:
            log.trouble(Kind.ROSTER_OLDER, 0)
        _restore(place, lacking)
    return log


def change(place: Place, log: Log, deed: Callable[[Log], bytes]) -> Log:
    """Add the entry that a deed returns; where somebody was quicker, read again and do it anew."""
    for _ in range(TRIES):
        if append(place, deed(log)):
            return read(place, log.membership, log.entries)
        log = read(place, log.membership, log.entries)
    raise Problem(
        tr("The list of members could not be changed: others change it at the same time."),
        tr("Try again in a minute."),
    )


def append(place: Place, entry: bytes) -> bool:
    """Add an entry where none has its number yet; return whether that was so.

    The answer to an earlier try may have been lost on the way, so that it is there already.
    """
    slot = Slot(ROSTER, place.team, look(entry).head.number)
    return not place.put([(slot, entry)]) or entry in dict(place.read([slot])).get(slot, ())


def _entries(place: Place) -> Iterable[bytes]:
    rows = place.listing(ROSTER, {place.team: 0}).rows
    for _, candidates in place.read(sorted({row.slot for row in rows})):
        yield from candidates


def _restore(place: Place, lacking: Iterable[bytes]) -> None:
    """Put entries again; who may only read leaves that to others."""
    with suppress(PlaceProblem):
        for entry in lacking:
            if not append(place, entry):
                number = look(entry).head.number
                place.put([(Slot(ROSTER, place.team, number), entry)], again=True)
