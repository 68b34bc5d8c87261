"""Laptops of a team, each with a real encrypted file, that meet in a real folder."""

from contextlib import nullcontext

from ctpat_desktop.exchange.team.folder import Folder
from ctpat_desktop.services.team import joining, ledger, places, rounds
from ctpat_desktop.workspace import door, keys


class Laptop:
    """One member: an open file, and the folder it meets the others in."""

    def __init__(self, workspace, folder, name, place_of=None):
        self.workspace, self.folder, self.name = workspace, folder, name
        self.place_of = place_of or (lambda team: Folder(folder, team))

    @property
    def place(self):
        return self.place_of(self.team)

    @property
    def team(self):
        return ledger.needed(self.workspace).membership.team

    def start(self):
        """Start a team."""
        where = places.of_folder(self.folder)
        joining.start(
            self.workspace, where, lambda team: nullcontext(self.place_of(team)), self.name
        )
        self.sync()
        return self

    def invite(self, name, path, roles=None, key=None):
        """Return another laptop that joined with an invite, with a file of its own."""
        invitation = joining.invite(self.workspace, self.place, roles or {"*": "editor"})
        other = Laptop(new_file(path, key), self.folder, name, self.place_of)
        file = path.with_suffix(".invite")
        joining.write_invite(invitation, file)
        invited = joining.opened_invite(file, invitation.code)
        place = self.place_of(invited.team)
        joining.join(other.workspace, invited, places.of_folder(self.folder), place, name)
        other.sync()
        return other

    def sync(self, *, thorough=False):
        """Make a round."""
        return rounds.run(self.workspace, self.place, thorough=thorough)


def new_file(path, key=None):
    """An empty encrypted file, open."""
    return door.create_workspace(path, key or keys.fresh(path.name))


def settle_down(laptops, chance=None, *, thorough=False):
    """Let all make rounds until nobody learns or tells anything."""
    for _ in range(8):
        order = list(laptops)
        if chance:
            chance.shuffle(order)
        reports = [laptop.sync(thorough=thorough) for laptop in order]
        if not any(report.taken or report.brought for report in reports):
            return
    raise AssertionError("the laptops never stop telling each other news")
