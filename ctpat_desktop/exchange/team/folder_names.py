"""The names of files in a shared folder, and what sync programs make of them.

changes/DEVICE/0012/DEVICE-00012345.ctpc      a change file; one folder for a thousand
roster/0000/TEAM-00000007.ctpm                an entry of the list of members
pieces/ab/KEY/0000/KEY-00000001.ctpp          a piece of a document, stored as KEY
"""

import re
from typing import NamedTuple

from ctpat_desktop.exchange.team.places import CHANGE, PIECE, ROSTER, Slot
from ctpat_desktop.exchange.team.troubles import Kind

ENDINGS = {CHANGE: "ctpc", ROSTER: "ctpm", PIECE: "ctpp"}
THOUSAND = 1000
_NAME = re.compile(
    r"(?P<before>.*?)(?P<key>[0-9a-f]{32})-(?P<number>[0-9]{8,12})(?P<odd>.*)", re.IGNORECASE
)
_THOUSAND = re.compile(r"(?P<number>[0-9]{4,9})(?![0-9]).*")
_UNFINISHED = re.compile(
    r"~\$.*|\..*|~.*\.tmp|.*\.(tmp|temp|part|partial|crdownload|download|icloud|filepart|!sync)",
    re.IGNORECASE,
)
"""What programs call a file that they are still writing, or that is elsewhere only."""
MENDED = re.compile(r"^\.again-[0-9a-f]{8}(?=\.)")
"""What the writer of a file adds to the name of a good one that it lays beside a damaged one."""
SYSTEM = ("desktop.ini", "thumbs.db", ".ds_store", "icon\r", ".dropbox", ".directory")
"""What systems leave in any folder."""


class Reading(NamedTuple):
    """What a name says: the slot, or the trouble with it, or both for a copy."""

    slot: Slot | None
    kind: Kind | None = None


def name_of(slot: Slot, odd: str = "") -> str:
    """Return the name of a slot's file; `odd` makes another one of the same slot."""
    return f"{slot.key}-{slot.number:08}{odd}.{ENDINGS[slot.kind]}"


def folders_of(kind: int, key: str) -> tuple[str, ...]:
    """Return the folders above all files of a key."""
    if kind == CHANGE:
        return ("changes", key)
    return ("roster",) if kind == ROSTER else ("pieces", key[:2], key)


def thousand(number: int) -> str:
    """Return the folder of a number."""
    return f"{number // THOUSAND:04}"


def holds(folder: str, first: int) -> bool:
    """Return whether a folder of this name may hold a number or later ones; copies may, too."""
    match = _THOUSAND.fullmatch(folder)
    return match is not None and int(match["number"]) >= first // THOUSAND


def read_name(name: str, kind: int) -> Reading:
    """Return what the name of a file in the folder of a kind says."""
    if name.casefold() in SYSTEM:
        return Reading(None)
    if _UNFINISHED.fullmatch(name):
        return Reading(None, Kind.UNFINISHED if "-" in name else Kind.FOREIGN)
    match = _NAME.fullmatch(name)
    ending = f".{ENDINGS[kind]}"
    if match is None or ending not in match["odd"].casefold():
        return Reading(None, Kind.FOREIGN)
    slot = Slot(kind, match["key"].casefold(), int(match["number"]))
    odd = MENDED.sub("", match["odd"].casefold())
    is_plain = not match["before"] and odd == ending
    return Reading(slot, None if is_plain else Kind.CONFLICT_COPY)
