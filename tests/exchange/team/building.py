"""A team in a few lines: laptops that remember what a workspace would, and nothing else."""

import shutil
from dataclasses import replace
from datetime import UTC, datetime

from ctpat_desktop.exchange.team import change_file, deeds, invites, members, membership
from ctpat_desktop.exchange.team.change_file import Draft
from ctpat_desktop.exchange.team.folder import Folder
from ctpat_desktop.exchange.team.membership import START, Tip
from ctpat_desktop.exchange.team.places import CHANGE, Slot
from ctpat_desktop.exchange.team.sync import Mine, sync

NOON = int(datetime(2026, 12, 1, 12, tzinfo=UTC).timestamp())
WEEK = 7 * 86400
OWNER, EDITOR, READER = {"*": "owner"}, {"*": "editor"}, {"*": "reader"}


class Own:
    """The sealed files of a laptop, in memory."""

    def __init__(self, files=()):
        self.files = list(files)

    @property
    def newest(self):
        return change_file.tip_of(self.files[-1]) if self.files else START

    def size(self, number):
        return len(self.files[number - 1])

    def sealed(self, number):
        return self.files[number - 1]


class Laptop:
    """One device: its secrets, its own files, what it merged, in which order."""

    def __init__(self, place, mine):
        self.place, self.membership = place, mine
        self.own, self.seen, self.entries, self.brought = Own(), {}, [], 0
        self.merged = []
        """Device, number and body of all it has, its own included."""

    @property
    def device(self):
        return self.membership.device

    @property
    def log(self):
        return members.read(self.place, self.membership, self.entries)

    def write(self, body):
        """Seal a change; it goes out with the next round."""
        log = members.roster_log.read(self.entries, self.membership)
        seen = {device: tip.number for device, tip in self.seen.items()}
        draft = Draft(body, seen, NOON)
        data = change_file.write(self.membership, log.roster, self.own.newest, draft)
        self.own.files.append(data)
        self.merged.append((self.device, len(self.own.files), body))
        return data

    def round(self, **more):
        """Make one round and keep what came of it, as a merge would."""
        mine = Mine(self.membership, self.own, self.seen, self.entries, self.brought)
        made = sync(self.place, mine, **more)
        self.membership, self.entries = made.membership, made.entries
        if made.problem is None and "own_fork" not in kinds(made):
            self.brought = self.own.newest.number
        for file in made.ready:
            if file.device != self.device:
                self.seen[file.device] = file.tip
            self.merged.append((file.device, file.number, file.body))
        self.own.files += made.own
        return made

    def do(self, deed, *more):
        """Change the list of members."""
        log = members.change(self.place, self.log, lambda log: deed(log, *more))
        self.membership, self.entries = log.membership, log.entries
        return log

    def copied(self):
        """Return the same device as a copied workspace makes it."""
        twin = Laptop(self.place, self.membership)
        twin.own, twin.seen = Own(self.own.files), dict(self.seen)
        twin.entries, twin.merged = list(self.entries), list(self.merged)
        twin.brought = self.brought
        return twin


def kinds(made):
    return [trouble.kind for trouble in made.troubles]


def founded(place, name="Ann's laptop"):
    """Return the laptop that founds a team in a place; the place takes the team's id."""
    new = membership.fresh()
    place.team = new.team
    if isinstance(place, Folder):
        place.root = place.shared / f"ctpat-team-{new.team}"
    first, new = deeds.establish(new, name, NOON)
    ann = Laptop(place, new)
    assert members.append(place, first)
    log = ann.log
    ann.membership, ann.entries = log.membership, log.entries
    return ann


def invited(owner, roles=EDITOR, until=NOON + WEEK):
    """Return the membership an invite file gives."""
    seeds = []

    def deed(log):
        entry, seed = deeds.invite(log, roles, NOON, until)
        seeds.append(seed)
        return entry

    owner.do(deed)
    return invites.to_file(owner.membership, seeds[-1], "S:\\shared").membership()


def joined(owner, name, roles=EDITOR, place=None):
    """Return a laptop that joined with an invite of the owner."""
    laptop = Laptop(place or owner.place, invited(owner, roles))
    laptop.do(deeds.join, name, NOON)
    return laptop


def team_of_three(place):
    ann = founded(place)
    bob, cid = joined(ann, "Bob's laptop"), joined(ann, "Cid's laptop")
    for laptop in (ann, bob, cid):
        laptop.round()
    return ann, bob, cid


def path_of(laptop, number):
    """Return where a change file of a laptop lies in its folder."""
    folder = laptop.place
    slot = Slot(CHANGE, laptop.device, number)
    return folder._folder(slot) / f"{laptop.device}-{number:08}.ctpc"


def copy_of(folder, to):
    shutil.rmtree(to, ignore_errors=True)
    shutil.copytree(folder.shared, to)
    return to


__all__ = ["NOON", "START", "Laptop", "Tip", "founded", "joined", "kinds", "replace"]
