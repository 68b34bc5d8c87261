"""Everything that can be wrong with what came from a place, each under a name of its own."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from ctpat_desktop.support.language import N_, tr

STRANGE = (
    ArithmeticError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
)
"""What comes of opened words that no version of this program writes, such as a number 1e999."""


class Kind(StrEnum):
    """What is wrong; the value is what programs read."""

    FOREIGN = "foreign"
    UNFINISHED = "unfinished"
    CONFLICT_COPY = "conflict_copy"
    CUT = "cut"
    FLIPPED = "flipped"
    NEWER = "newer"
    OTHER_TEAM = "other_team"
    UNKNOWN_DEVICE = "unknown_device"
    LEFT = "left"
    WRONG_SIGNATURE = "wrong_signature"
    UNKNOWN_EPOCH = "unknown_epoch"
    UNREADABLE = "unreadable"
    WRONG_PLACE = "wrong_place"
    GAP = "gap"
    FORK = "fork"
    OWN_FORK = "own_fork"
    OWN_AHEAD = "own_ahead"
    LOST = "lost"
    WAITING = "waiting"
    NOT_ALLOWED = "not_allowed"
    ROSTER_OLDER = "roster_older"
    ROSTER_FORK = "roster_fork"
    ROSTER_GAP = "roster_gap"
    OUT = "out"


WORDS: Mapping[Kind, str] = {
    Kind.FOREIGN: N_("{what} is not a file of this team. It is left alone."),
    Kind.UNFINISHED: N_(
        "{what} is not complete yet; the program that copies it may still be at work."
    ),
    Kind.CONFLICT_COPY: N_(
        "{what} is a copy made by a sync program. It is read like the original."
    ),
    Kind.CUT: N_("{what} is cut short, or still being copied."),
    Kind.FLIPPED: N_("{what} is damaged."),
    Kind.NEWER: N_("{what} was written by a newer version of this program. Update this computer."),
    Kind.OTHER_TEAM: N_("{what} belongs to another team."),
    Kind.UNKNOWN_DEVICE: N_("{what} comes from a computer that is not in the team."),
    Kind.LEFT: N_("{what} was written by a computer after it was removed from the team."),
    Kind.WRONG_SIGNATURE: N_("{what} was not signed by the computer it names."),
    Kind.UNKNOWN_EPOCH: N_("{what} is sealed with a team key this computer does not have."),
    Kind.UNREADABLE: N_("{what} cannot be opened with the team key it names."),
    Kind.WRONG_PLACE: N_("{what} has the name of another one: the two were swapped."),
    Kind.GAP: N_("{what} is missing."),
    Kind.FORK: N_(
        "{what} exists twice, and the two differ: a workspace was copied and both are used."
    ),
    Kind.OWN_FORK: N_("{what} was also written by a copy of this workspace on another computer."),
    Kind.OWN_AHEAD: N_(
        "{what} was written here before the workspace was restored, or by its copy."
    ),
    Kind.LOST: N_(
        "{what} was there before and is gone: the place was restored from an older copy."
    ),
    Kind.WAITING: N_("{what} waits for {awaited}."),
    Kind.NOT_ALLOWED: N_("{what} was written by somebody who may not do that."),
    Kind.ROSTER_OLDER: N_("The list of members is older than the one seen here before."),
    Kind.ROSTER_FORK: N_("{what} was written at the same time as another one, which counts."),
    Kind.ROSTER_GAP: N_("The list of members has a gap before {what}."),
    Kind.OUT: N_("This computer was removed from the team."),
}
"""What a person reads; "{what}" is a file in words."""

HARMLESS = frozenset({Kind.FOREIGN, Kind.UNFINISHED, Kind.CONFLICT_COPY, Kind.WAITING})
"""What needs nobody: it is named, and the next look may find it gone."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """One thing wrong: its name, whose file, which number, and more in words where that helps."""

    kind: Kind
    device: str = ""
    number: int = 0
    detail: str = ""
    awaited: str = ""

    @property
    def is_harmless(self) -> bool:
        """Whether nobody has to do anything."""
        return self.kind in HARMLESS

    def line(self, names: Mapping[str, str]) -> str:
        """Return it as one sentence; `names` has what each device is called."""
        what = self.detail or file_words(self.device, self.number, names)
        return tr(WORDS[self.kind]).format(what=what, awaited=self.awaited)


class Unreadable(Exception):
    """What came from a place cannot be used; it carries the name of the reason."""

    def __init__(self, kind: Kind) -> None:
        super().__init__(kind.value)
        self.kind = kind


def file_words(device: str, number: int, names: Mapping[str, str]) -> str:
    """Return what a person calls one change file."""
    name = names.get(device) or device[:8]
    return tr("Change file {number} of {name}").format(number=number, name=name)
