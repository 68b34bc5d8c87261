"""Starting a team, inviting to it, joining and leaving it, and who may do what."""

import time
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from pathlib import Path

from ctpat_desktop.exchange.files import whole_file
from ctpat_desktop.exchange.team import deeds, invites, members, roster_log
from ctpat_desktop.exchange.team import membership as keys
from ctpat_desktop.exchange.team.deeds import Change
from ctpat_desktop.exchange.team.invites import InviteFile
from ctpat_desktop.exchange.team.membership import START
from ctpat_desktop.exchange.team.places import Place, PlaceProblem
from ctpat_desktop.exchange.team.roster import EVERYWHERE, Roster
from ctpat_desktop.exchange.team.roster_log import Log
from ctpat_desktop.services.files import workspaces
from ctpat_desktop.services.team import ledger
from ctpat_desktop.services.team.ledger import Ledger
from ctpat_desktop.support import foreign
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr
from ctpat_desktop.workspace import door
from ctpat_desktop.workspace.failures import reason
from ctpat_desktop.workspace.unit import Workspace

DAY = 86_400
"""Seconds."""
LARGEST = 1_000_000
"""Bytes of the largest invite; more is another file."""
Reach = Callable[[str], AbstractContextManager[Place]]
"""Reaches the place of a team, by the team's id."""


@dataclass(frozen=True, slots=True)
class Invitation:
    """An invite as it goes out: the bytes of its file, and the code that is spoken."""

    data: bytes
    code: str


def refuse_unfit(workspace: Workspace) -> None:
    """Raise Problem where a file cannot be in a team: it has no passphrase, or is in one."""
    if not workspace.is_encrypted:
        raise _needs_passphrase()
    if ledger.of(workspace) is not None:
        raise Problem(
            tr("{name} is in a team already.").format(name=workspace.path.name),
            tr("Leave it first."),
        )


def start(workspace: Workspace, place: str, reach: Reach, name: str) -> None:
    """Let a file start a team of its own in a place; the next round brings all of it there."""
    refuse_unfit(workspace)
    entry, mine = deeds.establish(keys.fresh(), _name(name), _now())
    with reach(mine.team) as reached:
        members.append(reached, entry)
        log = members.read(reached, mine)
    _keep(workspace, Ledger(log.membership, place, tuple(log.entries)))


def invite(
    workspace: Workspace, place: Place, roles: Mapping[str, str], days: int = 14
) -> Invitation:
    """Return an invite for one more computer; Problem where only an owner may ask that."""
    mine, now = ledger.needed(workspace), _now()
    secret = b""

    def deed(log: Log) -> bytes:
        nonlocal secret
        entry, secret = deeds.invite(log, roles, now, now + days * DAY)
        return entry

    log = _changed(workspace, place, mine, deed)
    code = invites.new_code()
    data = invites.sealed(invites.to_file(log.membership, secret, mine.place), code)
    return Invitation(data, code)


def write_invite(invitation: Invitation, path: Path) -> None:
    """Write the file of an invite; Problem where one of that name is there already."""
    door.refuse_taken(path)
    with whole_file(path, tr("The invite")) as part:
        part.write_bytes(invitation.data)


def opened_invite(path: Path, code: str) -> InviteFile:
    """Return what an invite holds; Problem where it is none, or the code does not fit."""
    try:
        data = foreign.beginning(path, LARGEST)
    except OSError as error:
        raise Problem(
            tr("{name} cannot be read: {reason}.").format(name=path.name, reason=reason(error)),
            tr("Check the file."),
        ) from error
    return invites.opened(data, code)


def new_file(path: Path, passphrase: str) -> None:
    """Make the empty file somebody joins with; it needs a passphrase."""
    if not passphrase:
        raise _needs_passphrase()
    workspaces.create(path, passphrase).close()


def join(workspace: Workspace, invited: InviteFile, place: str, reached: Place, name: str) -> None:
    """Let a file join the team of an invite; the next round brings what the team has.

    The file is a new one, or a copy of one that is in the team.
    """
    refuse_unfit(workspace)
    mine = invited.membership()
    log = members.read(reached, mine)
    try:
        log = members.change(reached, log, lambda log: deeds.join(log, _name(name), _now()))
    except PlaceProblem:  # the invite may be used up though no answer came
        log = members.read(reached, mine)
        if not deeds.is_in(log):
            raise
    _keep(workspace, Ledger(log.membership, place, tuple(log.entries)))


def change_roles(
    workspace: Workspace, place: Place, device: str, roles: Mapping[str, str]
) -> Roster:
    """Change what a member may; it holds for what it writes from now on."""
    mine = ledger.needed(workspace)
    change = Change(device, _newest(mine, device))
    return _changed(
        workspace, place, mine, lambda log: deeds.change_role(log, change, roles, _now())
    ).roster


def remove(workspace: Workspace, place: Place, device: str) -> Roster:
    """Take a member, or an open invite, out; the team gets a new key.

    What it handed out and was not fetched here before does not count.
    """
    mine = ledger.needed(workspace)
    change = Change(device, _newest(mine, device))
    return _changed(workspace, place, mine, lambda log: deeds.remove(log, change, _now())).roster


def rename(workspace: Workspace, place: Place, device: str, name: str) -> Roster:
    """Give a member another name."""
    mine = ledger.needed(workspace)
    return _changed(
        workspace, place, mine, lambda log: deeds.rename(log, device, _name(name), _now())
    ).roster


def leave(workspace: Workspace) -> None:
    """Let a file be in no team any more; what it says stays, and nothing goes out of it."""
    ledger.needed(workspace)
    with workspace.work(tr("Leave the team")) as unit:
        ledger.forget(unit.session)


def settle_here(workspace: Workspace) -> None:
    """Say that this computer is where the file is used now, and the other one is not any more."""
    mine = ledger.needed(workspace)
    _keep(workspace, mine)


def move_place(workspace: Workspace, place: str) -> None:
    """Say where the team meets, where its folder has another path on this computer."""
    mine = ledger.needed(workspace)
    _keep(workspace, replace(mine, place=place, brought=0))


def member_named(roster: Roster, name: str) -> str:
    """Return the device of a member by its name or id; Problem where there is none, or several."""
    found = [
        member.device
        for member in roster.members.values()
        if name in (member.name, member.device) and member.last is None
    ]
    if len(found) != 1:
        raise Problem(
            tr("No member is called “{name}”.").format(name=name)
            if not found
            else tr("Several members are called “{name}”.").format(name=name),
            tr("The list of members shows names and ids."),
        )
    return found[0]


def roster(workspace: Workspace) -> Roster:
    """Return who is in the team, as this file remembers it."""
    mine = ledger.needed(workspace)
    return roster_log.read(mine.entries, mine.membership).roster


def everywhere(role: str) -> dict[str, str]:
    """Return a role for all companies."""
    return {EVERYWHERE: role}


def _changed(workspace: Workspace, place: Place, mine: Ledger, deed: Callable[[Log], bytes]) -> Log:
    log = members.read(place, mine.membership, mine.entries)
    log = members.change(place, log, deed)
    _keep(workspace, replace(mine, membership=log.membership, entries=tuple(log.entries)))
    return log


def _newest(mine: Ledger, device: str) -> int:
    tip = mine.newest if device == mine.device else mine.seen.get(device, START)
    return tip.number


def _keep(workspace: Workspace, mine: Ledger) -> None:
    with workspace.work(tr("Team")) as unit:
        ledger.store(unit.session, replace(mine, computer=ledger.this_computer()))


def _needs_passphrase() -> Problem:
    return Problem(
        tr("A file in a team holds the team's keys, so it needs a passphrase."),
        tr("Give the file a passphrase first."),
    )


def _name(name: str) -> str:
    if not name.strip():
        raise Problem(
            tr("This computer needs a name in the team."), tr("Type one, such as “Ann's laptop”.")
        )
    return name.strip()


def _now() -> int:
    return int(time.time())
