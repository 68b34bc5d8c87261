"""An exchange with the team as the window makes it: what stops it is a value, not an error."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from ctpat_desktop.exchange.team.invites import InviteFile
from ctpat_desktop.exchange.team.places import Place, PlaceProblem
from ctpat_desktop.records.team import TeamValue
from ctpat_desktop.services.files import workspaces
from ctpat_desktop.services.team import joining, ledger, places, rounds
from ctpat_desktop.services.team.joining import Invitation
from ctpat_desktop.services.team.ledger import Ledger
from ctpat_desktop.services.team.rounds import Report
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr
from ctpat_desktop.support.progress import Progress
from ctpat_desktop.workspace import door
from ctpat_desktop.workspace.unit import Workspace

THOROUGH = "thorough"
"""The value of a team that says on which day, counted from year 1, all own files were read."""
WEEK = 7


@dataclass(frozen=True, slots=True)
class Exchange:
    """What came of an exchange; one of its fields, or a whole report."""

    report: Report = field(default_factory=Report)
    unreached: str = ""
    """Why the place of the team cannot be used now."""
    wants_password: str = ""
    """Why the password of the server has to be typed."""
    is_elsewhere: bool = False
    """Whether the file was used on another computer before, so that nothing was exchanged."""
    is_server: bool = False
    """Whether the team meets on a server."""

    @property
    def is_done(self) -> bool:
        """Whether the team was asked."""
        return not (self.unreached or self.wants_password or self.is_elsewhere)


@dataclass(frozen=True, slots=True)
class Entrance:
    """How a computer joins: the opened invite, where it meets the team, and what it is called."""

    invited: InviteFile = field(repr=False)
    place: str
    password: str = field(repr=False)
    name: str


def exchange(workspace: Workspace, password: str, progress: Progress) -> Exchange:
    """Bring what was changed here and take in what others changed; for work beside the window."""
    mine = ledger.needed(workspace)
    if mine.is_elsewhere:
        return Exchange(is_elsewhere=True)
    if why := lacks_password(mine, password):
        return Exchange(wants_password=why)
    is_server = places.is_server(mine.place)
    try:
        with reached(workspace, password) as place:
            is_due = _is_thorough_due(workspace)
            report = rounds.run(workspace, place, progress=progress, thorough=is_due)
    except PlaceProblem as problem:
        return Exchange(unreached=problem.line(), is_server=is_server)
    if is_due:
        _note_thorough(workspace)
    return Exchange(report, is_server=is_server)


def _is_thorough_due(workspace: Workspace) -> bool:
    """Return whether all own files in the place are to be read, to mend those damaged there."""
    with workspace.read() as session:
        row = session.get(TeamValue, THOROUGH)
        return row is None or int(row.value) + WEEK <= date.today().toordinal()


def _note_thorough(workspace: Workspace) -> None:
    with workspace.work(tr("Team")) as unit:
        session, today = unit.session, str(date.today().toordinal()).encode()
        row = session.get(TeamValue, THOROUGH)
        if row is None:
            session.add(TeamValue(name=THOROUGH, value=today))
        else:
            row.value = today


def lacks_password(mine: Ledger, password: str) -> str:
    """Return why the server cannot be signed on to before somebody types its password, or ""."""
    if password or not places.is_server(mine.place) or places.server_of(mine.place).is_plain:
        return ""
    try:
        places.remembered(places.server_of(mine.place))
    except Problem as problem:
        return problem.line()
    return ""


def join_anew(path: Path, passphrase: str, entrance: Entrance, progress: Progress) -> Report:
    """Make a new file, join with it and take in what the team has; no file where that fails."""
    joining.new_file(path, passphrase)
    try:
        workspace = workspaces.open_file(path, passphrase)
        try:
            return join(workspace, entrance, progress)
        finally:
            workspace.close()
    except Problem:
        with suppress(OSError):  # it holds nothing yet
            path.unlink()
        raise


def join(workspace: Workspace, entrance: Entrance, progress: Progress) -> Report:
    """Join with a file that is in no team, and take in what the team has.

    An invite joins once: what goes wrong after that is said in the report, and tried again later.
    """
    team = entrance.invited.team
    with places.opened(entrance.place, team, entrance.password) as place:
        joining.join(workspace, entrance.invited, entrance.place, place, entrance.name)
        try:
            return rounds.run(workspace, place, progress=progress)
        except Problem as problem:
            return Report(notes=[problem.line()])


@contextmanager
def reached(workspace: Workspace, password: str) -> Iterator[Place]:
    """Reach the place where a file's team meets."""
    mine = ledger.needed(workspace)
    with places.opened(mine.place, mine.membership.team, password) as place:
        yield place


@dataclass(frozen=True, slots=True)
class Wanted:
    """An invite as it is asked for: the role for all companies, and how many days it is good."""

    role: str
    days: int
    path: Path


def invite(workspace: Workspace, password: str, wanted: Wanted) -> Invitation:
    """Write an invite; where its name is taken, nothing is asked of the team."""
    door.refuse_taken(wanted.path)
    with reached(workspace, password) as place:
        made = joining.invite(workspace, place, joining.everywhere(wanted.role), wanted.days)
    joining.write_invite(made, wanted.path)
    return made


def remove(workspace: Workspace, password: str, device: str, progress: Progress) -> None:
    """Take a member out, once what it handed out so far is here: that counts."""
    with reached(workspace, password) as place:
        rounds.run(workspace, place, progress=progress)
        joining.remove(workspace, place, device)


def change_role(workspace: Workspace, password: str, device: str, role: str) -> None:
    """Give a member another role for all companies."""
    with reached(workspace, password) as place:
        joining.change_roles(workspace, place, device, joining.everywhere(role))


def rename(workspace: Workspace, password: str, device: str, name: str) -> None:
    """Give a member another name."""
    with reached(workspace, password) as place:
        joining.rename(workspace, place, device, name)


def join_again(workspace: Workspace, entrance: Entrance, progress: Progress) -> Report:
    """Join as another computer with a file that was copied from one in the team."""
    if ledger.of(workspace) is not None:
        joining.leave(workspace)
    return join(workspace, entrance, progress)
