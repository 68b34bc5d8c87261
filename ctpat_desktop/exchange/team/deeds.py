"""What an owner, or an invited person, does to the list of members: a sealed entry for each deed.

The caller appends it to the place; where somebody was quicker, it is done anew on the new list.
"""

import os
from dataclasses import replace
from typing import NamedTuple

from ctpat_desktop.exchange.team.envelope import key_id, look
from ctpat_desktop.exchange.team.membership import (
    Membership,
    invite_keys,
    public_agreement,
    public_signing,
)
from ctpat_desktop.exchange.team.roster import Action, Roles, Roster
from ctpat_desktop.exchange.team.roster_log import Log, public_half, sealed_entry
from ctpat_desktop.exchange.team.troubles import Unreadable
from ctpat_desktop.exchange.team.wrapping import wrapped
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr


class Change(NamedTuple):
    """Which device, or invite, is concerned, and the newest of its change files known here."""

    device: str
    newest: int = 0


def establish(membership: Membership, name: str, at: int) -> tuple[bytes, Membership]:
    """Return the first entry of a new team, and the founder's membership with its anchor."""
    action = {"do": "found", "at": at, "name": name, **public_half(membership)}
    data = sealed_entry(membership, Roster(), action)
    return data, replace(membership, anchor=look(data).hash)


def invite(log: Log, roles: Roles, at: int, until: int) -> tuple[bytes, bytes]:
    """Return the entry of an invite and its secret, which goes into the invite file."""
    seed = os.urandom(32)
    signing, agreement = invite_keys(seed)
    public = {"signing": public_signing(signing), "agreement": public_agreement(agreement)}
    action = {"do": "invite", "at": at, "until": until, "roles": dict(roles), **public}
    return _written(log, action), seed


def join(log: Log, name: str, at: int) -> bytes:
    """Return the entry with which this device signs itself in with its invite."""
    mine = public_half(log.membership)
    return _written(log, {"do": "join", "at": at, "name": name, **mine})


def rename(log: Log, device: str, name: str, at: int) -> bytes:
    """Return the entry that gives a device another name."""
    return _written(log, {"do": "rename", "at": at, "device": device, "name": name})


def change_role(log: Log, change: Change, roles: Roles, at: int) -> bytes:
    """Return the entry that changes what a device may; it holds after its newest known file."""
    who = {"device": change.device, "after": change.newest}
    return _written(log, {"do": "role", "at": at, "roles": dict(roles), **who})


def remove(log: Log, change: Change, at: int) -> bytes:
    """Return the entry that removes a device or an unused invite, with a new team key.

    What it wrote after its newest known file does not count; so pull before.
    """
    key = os.urandom(32)
    wraps = wrapped(log.roster, key, change.device)
    who = {"device": change.device, "last": change.newest}
    new = {"key_id": key_id(key), "wraps": wraps}
    return _written(log, {"do": "remove", "at": at, **who, **new})


def is_in(log: Log) -> bool:
    """Return whether this device stands in the list and was not removed."""
    member = log.roster.members.get(log.membership.device)
    return member is not None and member.last is None


def _written(log: Log, action: Action) -> bytes:
    try:
        return sealed_entry(log.membership, log.roster, action)
    except Unreadable as error:
        joins = action["do"] == "join"
        raise Problem(
            tr("The invite was used before, is over, or was taken back.")
            if joins
            else tr("You may not change the list of members this way."),
            tr("Ask an owner of the team."),
        ) from error
