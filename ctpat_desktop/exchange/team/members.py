"""Reads the list of members from a place, keeps it whole there, and adds entries to it."""

from collections.abc import Callable, Iterable
from contextlib import suppress

from ctpat_desktop.exchange.team import roster_log
from ctpat_desktop.exchange.team.envelope import look
from ctpat_desktop.exchange.team.membership import Membership
from ctpat_desktop.exchange.team.places import ROSTER, Place, PlaceProblem, Slot
from ctpat_desktop.exchange.team.roster_log import Log
from ctpat_desktop.exchange.team.troubles import Kind, Unreadable
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr

TRIES = 5
"""How often an entry is written anew because somebody else was quicker."""


def read(place: Place, membership: Membership, remembered: Iterable[bytes] = ()) -> Log:
    """Return the list from what lies in the place and what this device remembers of it.

    What the place lacks of it, because an older copy was restored, is put there again.
    """
    there, damaged = _entries(place)
    log = roster_log.read([*remembered, *there], membership)
    for number, kind in damaged:
        if number > log.roster.head.number:  # else it is known from elsewhere
            log.trouble(kind, number)
    stored = set(there)
    lacking = [entry for entry in log.entries if entry not in stored]
    if lacking:
        if there or membership.head.number:
            log.trouble(Kind.ROSTER_OLDER, 0)
        _restore(place, lacking)
    return log


def change(place: Place, log: Log, deed: Callable[[Log], bytes]) -> Log:
    """Add the entry that a deed returns; where somebody was quicker, read again and do it anew."""
    for _ in range(TRIES):
        entry = deed(log)
        is_added = append(place, entry)
        after = read(place, log.membership, log.entries)
        if not is_added and after.roster.head == log.roster.head:
            _restore(place, [entry])  # nobody was quicker: what lies in its slot is no entry
            after = read(place, log.membership, log.entries)
        if entry in after.entries:
            return after
        log = after
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


def _entries(place: Place) -> tuple[list[bytes], list[tuple[int, Kind]]]:
    """Return what lies in the place, and the numbers of what is no whole entry, with the reason."""
    rows = place.listing(ROSTER, {place.team: 0}).rows
    whole: list[bytes] = []
    damaged: list[tuple[int, Kind]] = []
    for slot, candidates in place.read(sorted({row.slot for row in rows})):
        for data in candidates:
            try:
                look(data)
            except Unreadable as error:
                damaged.append((slot.number, error.kind))
            else:
                whole.append(data)
    return whole, damaged


def _restore(place: Place, lacking: Iterable[bytes]) -> None:
    """Put entries again; who may only read leaves that to others."""
    with suppress(PlaceProblem):
        for entry in lacking:
            if not append(place, entry):
                number = look(entry).head.number
                place.put([(Slot(ROSTER, place.team, number), entry)], again=True)
