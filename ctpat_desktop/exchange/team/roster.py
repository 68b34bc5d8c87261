"""Who belongs to a team, as it follows from a chain of signed entries; values only, no place."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from ctpat_desktop.exchange.team.envelope import Sealed
from ctpat_desktop.exchange.team.membership import START, Membership, Tip, id_of
from ctpat_desktop.exchange.team.troubles import STRANGE, Kind, Unreadable
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr

ROLES = ("reader", "reviewer", "editor", "owner")
"""From the least to the most; each may do what those before it may."""
EVERYWHERE = "*"
"""In place of a company's id: every company of the workspace."""
LONGEST_NAME = 80
Roles = Mapping[str, str]
"""Role by company id, or by `EVERYWHERE`."""
Action = Mapping[str, Any]
"""What an entry says: "do" and its fields."""


class Writing(NamedTuple):
    """Who writes: a device, and the number of the change file that is written."""

    device: str
    number: int


@dataclass(frozen=True, slots=True)
class Member:
    """One device: whose, with which public keys, and its roles from which of its files on."""

    device: str
    name: str
    signing: str
    agreement: str
    roles: tuple[tuple[int, Roles], ...]
    last: int | None = None
    """The number of its last file that counts, once it was removed."""

    def roles_at(self, number: int) -> Roles:
        """Return the roles that hold for its change file of this number."""
        return [roles for after, roles in self.roles if after < max(number, 1)][-1]

    @property
    def newest_roles(self) -> Roles:
        """The roles it has now; none once it was removed."""
        return {} if self.last is not None else self.roles[-1][1]


@dataclass(frozen=True, slots=True)
class Invite:
    """A one-time key with which a device signs itself in, once, until a day."""

    id: str
    signing: str
    agreement: str
    roles: Roles
    until: int
    is_open: bool = True


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the list as it was opened."""

    sealed: Sealed
    action: Action

    @property
    def author(self) -> str:
        """The device, or the invite, that signed it."""
        return self.sealed.head.key

    @property
    def at(self) -> int:
        """When it was written, by its writer's clock (seconds since 1970)."""
        return int(self.action["at"])


@dataclass(frozen=True, slots=True)
class Roster:
    """The members and open invites after all entries up to `head`."""

    members: Mapping[str, Member] = field(default_factory=dict)
    invites: Mapping[str, Invite] = field(default_factory=dict)
    key_ids: tuple[str, ...] = ()
    head: Tip = START

    @property
    def key_id(self) -> str:
        """The name of the team key that is used now."""
        return self.key_ids[-1]

    @property
    def names(self) -> dict[str, str]:
        """What each device is called."""
        return {device: member.name for device, member in self.members.items()}

    def key(self, membership: Membership) -> bytes:
        """Return the team key used now; Problem where this device does not have it."""
        key = membership.key(self.key_id) if self.key_ids else None
        if key is None:
            raise Problem(
                tr("This computer does not have the team's newest key."),
                tr("It may have been removed; ask an owner of the team."),
            )
        return key

    def may(self, writing: Writing, needed: str, company: str = EVERYWHERE) -> bool:
        """Return whether a device had a role, or more, when it wrote that change file."""
        member = self.members.get(writing.device)
        if member is None or (member.last is not None and writing.number > member.last):
            return False
        return _has(member.roles_at(writing.number), needed, company)

    def may_now(self, device: str, needed: str, company: str = EVERYWHERE) -> bool:
        """Return whether a device has a role, or more, today."""
        member = self.members.get(device)
        return member is not None and _has(member.newest_roles, needed, company)

    def after(self, entry: Entry) -> "Roster":
        """Return the roster after one more entry; Unreadable where it is not allowed."""
        head = entry.sealed.head
        try:
            self._check_signature(entry)
            changed = ACTIONS[entry.action["do"]](self, entry)
        except STRANGE:
            raise Unreadable(Kind.NOT_ALLOWED) from None
        if changed.may_now(entry.author, "owner"):
            changed = _without_late_invites(changed, entry.at)
        return replace(changed, head=Tip(head.number, entry.sealed.hash))

    def _check_signature(self, entry: Entry) -> None:
        author, action = entry.author, entry.action
        if action["do"] == "found":
            public = str(action["signing"])
        elif action["do"] == "join":
            public = self.invites[author].signing
        else:
            public = self.members[author].signing
        if not entry.sealed.is_signed_by(public):
            raise Unreadable(Kind.WRONG_SIGNATURE)


def checked_roles(roles: Any) -> Roles:
    """Return roles by company; ValueError for a word that is no role."""
    if not roles or not all(role in ROLES for role in roles.values()):
        raise ValueError("no role")
    return {str(company): str(role) for company, role in roles.items()}


def _has(roles: Roles, needed: str, company: str) -> bool:
    found = [roles[name] for name in {company, EVERYWHERE} if name in roles]
    return any(ROLES.index(role) >= ROLES.index(needed) for role in found)


def _member(entry: Entry, roles: Roles) -> Member:
    action = entry.action
    signing, agreement = str(action["signing"]), str(action["agreement"])
    device = id_of(signing, agreement)
    return Member(device, _name(entry), signing, agreement, ((0, roles),))


def _name(entry: Entry) -> str:
    """Return what a device is to be called, as one short line whatever was typed."""
    return " ".join(str(entry.action["name"]).split())[:LONGEST_NAME]


def _founded(roster: Roster, entry: Entry) -> Roster:
    member = _member(entry, {EVERYWHERE: "owner"})
    if roster.head.number or member.device != entry.author:
        raise ValueError("founded twice, or by another")
    return Roster({member.device: member}, key_ids=(entry.sealed.head.key_id,))


def _invited(roster: Roster, entry: Entry) -> Roster:
    action = entry.action
    _check_owner(roster, entry)
    signing, agreement = str(action["signing"]), str(action["agreement"])
    name, roles = id_of(signing, agreement), checked_roles(action["roles"])
    if name in roster.invites or name in roster.members:
        raise ValueError("invited twice")
    invite = Invite(name, signing, agreement, roles, int(action["until"]))
    return replace(roster, invites={**roster.invites, name: invite})


def _joined(roster: Roster, entry: Entry) -> Roster:
    """Let an invite be used once, and not after its end by the clock of who joins."""
    invite = roster.invites[entry.author]
    member = _member(entry, invite.roles)
    if not invite.is_open or entry.at > invite.until or member.device in roster.members:
        raise ValueError("the invite is used, over, or for one who is in")
    return replace(
        roster,
        members={**roster.members, member.device: member},
        invites={**roster.invites, invite.id: replace(invite, is_open=False)},
    )


def _without_late_invites(roster: Roster, at: int) -> Roster:
    """Close for good the invites that were over when an owner wrote an entry."""
    late = {
        one.id: replace(one, is_open=False) for one in roster.invites.values() if one.until < at
    }
    return replace(roster, invites={**roster.invites, **late}) if late else roster


def _renamed(roster: Roster, entry: Entry) -> Roster:
    member = _active(roster, entry.action["device"])
    if entry.author != member.device:
        _check_owner(roster, entry)
    _active(roster, entry.author)
    return _with(roster, replace(member, name=_name(entry)))


def _given_role(roster: Roster, entry: Entry) -> Roster:
    _check_owner(roster, entry)
    member = _active(roster, entry.action["device"])
    roles, after = checked_roles(entry.action["roles"]), int(entry.action["after"])
    if after < member.roles[-1][0]:
        raise ValueError("before the last change of its role")
    changed = _with(roster, replace(member, roles=(*member.roles, (after, roles))))
    return _with_owner(changed)


def _removed(roster: Roster, entry: Entry) -> Roster:
    """Take out a device, or an invite nobody used; from here on the new team key counts."""
    _check_owner(roster, entry)
    name, key_id = str(entry.action["device"]), str(entry.action["key_id"])
    if key_id in roster.key_ids:
        raise ValueError("no new key")
    changed = replace(roster, key_ids=(*roster.key_ids, key_id))
    if name in roster.invites:
        closed = replace(roster.invites[name], is_open=False)
        return replace(changed, invites={**roster.invites, name: closed})
    member = _active(roster, name)
    last = int(entry.action["last"])
    if last < 0:
        raise ValueError("no number")
    return _with_owner(_with(changed, replace(member, last=last)))


def _active(roster: Roster, device: str) -> Member:
    member = roster.members[device]
    if member.last is not None:
        raise ValueError("was removed")
    return member


def _check_owner(roster: Roster, entry: Entry) -> None:
    if not roster.may_now(entry.author, "owner"):
        raise ValueError("is no owner")


def _with(roster: Roster, member: Member) -> Roster:
    return replace(roster, members={**roster.members, member.device: member})


def _with_owner(roster: Roster) -> Roster:
    if not any(roster.may_now(device, "owner") for device in roster.members):
        raise ValueError("nobody would be left to own the team")
    return roster


ACTIONS: Mapping[str, Callable[[Roster, Entry], Roster]] = {
    "found": _founded,
    "invite": _invited,
    "join": _joined,
    "rename": _renamed,
    "role": _given_role,
    "remove": _removed,
}
"""What an entry can do, and how the roster stands after it."""
