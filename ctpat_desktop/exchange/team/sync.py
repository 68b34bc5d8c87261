"""One round with a place: read the list of members, bring what is ours, fetch what is new.

Nothing is remembered here: the caller keeps what comes back, in one step with the merge. A round
that was not kept is made again and gives the same.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ctpat_desktop.exchange.team import members
from ctpat_desktop.exchange.team.change_file import ChangeFile
from ctpat_desktop.exchange.team.membership import Membership, Tip
from ctpat_desktop.exchange.team.places import Place, PlaceProblem
from ctpat_desktop.exchange.team.pulling import MOST, pull
from ctpat_desktop.exchange.team.pushing import OwnFiles, Pushed, push
from ctpat_desktop.exchange.team.roster import Roster
from ctpat_desktop.exchange.team.roster_log import Log
from ctpat_desktop.exchange.team.troubles import Kind, Trouble


@dataclass(frozen=True, slots=True)
class Mine:
    """What this device has: its keys, its own files, what it merged of others, the members' list.

    `seen` has the newest merged file of each other device; `entries` is the list of members as it
    came back the last time, `brought` the number up to which all own files were in this place.
    """

    membership: Membership
    own: OwnFiles
    seen: Mapping[str, Tip] = field(default_factory=dict)
    entries: Sequence[bytes] = ()
    brought: int = 0


@dataclass(slots=True)
class Round:
    """What came of it: files to merge in this order, what is to be kept, and what was wrong.

    `own` are lost files of this device to be kept with its others; `problem` says why nothing went
    out although reading worked.
    """

    log: Log
    pushed: int = 0
    ready: list[ChangeFile] = field(default_factory=list)
    own: list[bytes] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)
    is_more: bool = False
    problem: PlaceProblem | None = None

    @property
    def membership(self) -> Membership:
        """The keys and the newest head of the list, to be kept."""
        return self.log.membership

    @property
    def roster(self) -> Roster:
        """Who is in the team."""
        return self.log.roster

    @property
    def entries(self) -> list[bytes]:
        """The list of members, to be kept."""
        return self.log.entries

    def lines(self) -> list[str]:
        """Return what was wrong, a sentence for each."""
        return [trouble.line(self.roster.names) for trouble in self.troubles]


def sync(place: Place, mine: Mine, *, most: int = MOST, thorough: bool = False) -> Round:
    """Make one round; `thorough` also reads all own files there, as is done once a week.

    By a list of members that is older than one seen before nothing goes in or out: it may not
    know yet who was removed.
    """
    log = members.read(place, mine.membership, mine.entries)
    made = Round(log, troubles=list(log.troubles))
    if not log.is_usable:
        return made
    try:
        pushed = push(place, log, mine.own, thorough=thorough)
    except PlaceProblem as problem:
        made.problem = problem
    else:
        made.pushed = len(pushed.numbers)
        made.troubles += [*pushed.troubles, *_lost(mine, pushed)]
    seen = {**mine.seen, log.membership.device: mine.own.newest}
    pulled = pull(place, log, seen, most)
    made.ready, made.own, made.is_more = pulled.ready, pulled.own, pulled.is_more
    made.troubles += pulled.troubles
    return made


def _lost(mine: Mine, pushed: Pushed) -> list[Trouble]:
    """Return the first own file that was in the place before and had to be brought again."""
    device, wrong = mine.membership.device, {one.number for one in pushed.troubles}
    lost = [n for n in pushed.numbers if n <= mine.brought and n not in wrong]
    return [Trouble(Kind.LOST, device, lost[0])] if lost else []
