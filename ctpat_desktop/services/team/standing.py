"""How a team stands, from what this file remembers of it; no place is asked."""

from dataclasses import dataclass
from datetime import UTC, datetime

from ctpat_desktop.exchange.team import roster_log
from ctpat_desktop.exchange.team.roster import Roster, Writing
from ctpat_desktop.services.team import ledger, places, roles
from ctpat_desktop.services.team.ledger import Ledger
from ctpat_desktop.workspace.merge import change_set
from ctpat_desktop.workspace.merge.ops import Copy
from ctpat_desktop.workspace.unit import Workspace


@dataclass(frozen=True, slots=True)
class Person:
    """One member; `files` counts the change files of it that are here."""

    device: str
    name: str
    roles: dict[str, str]
    is_me: bool
    files: int

    @property
    def role(self) -> str:
        """The greatest role, in words."""
        return roles.short(self.roles)

    @property
    def is_removed(self) -> bool:
        """Whether it was taken out of the team."""
        return not self.roles


@dataclass(frozen=True, slots=True)
class OpenInvite:
    """An invite that nobody used yet, until a moment."""

    id: str
    role: str
    until: datetime


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the team meets, who is in it, and how many changes wait to go out."""

    place: str
    is_server: bool
    people: tuple[Person, ...]
    invites: tuple[OpenInvite, ...]
    waiting: int
    is_elsewhere: bool
    """Whether the file was used on another computer before."""

    @property
    def me(self) -> Person | None:
        """Return this laptop, None where the list of members does not have it."""
        return next((one for one in self.people if one.is_me), None)


def standing(workspace: Workspace) -> Standing | None:
    """Return how a file's team stands, None where it is in none."""
    mine = ledger.of(workspace)
    if mine is None:
        return None
    roster = roster_log.read(mine.entries, mine.membership).roster
    now = datetime.now(UTC).timestamp()
    open_invites = (
        OpenInvite(one.id, roles.short(one.roles), datetime.fromtimestamp(one.until, UTC))
        for one in roster.invites.values()
        if one.is_open and one.until >= now
    )
    return Standing(
        places.words(mine.place),
        places.is_server(mine.place),
        tuple(_people(roster, mine)),
        tuple(open_invites),
        _waiting(workspace, mine, roster),
        mine.is_elsewhere,
    )


def _people(roster: Roster, mine: Ledger) -> list[Person]:
    tips = {**mine.seen, mine.device: mine.newest}
    return [
        Person(
            one.device,
            one.name,
            dict(one.newest_roles),
            one.device == mine.device,
            tips[one.device].number if one.device in tips else 0,
        )
        for one in roster.members.values()
    ]


def _waiting(workspace: Workspace, mine: Ledger, roster: Roster) -> int:
    """Return how many actions were not brought to the place yet."""
    writer = Writing(mine.device, mine.newest.number + 1)
    with workspace.read() as session:
        here = Copy(session, "")
        news = ledger.news(here, mine)
        content = change_set.written(here, news) if news else None
        content, _ = roles.left(roster, writer, content, here) if content else (None, 0)
    fresh = len({op.batch for op in content.ops}) if content else 0
    return fresh + max(0, mine.newest.number - mine.brought)
