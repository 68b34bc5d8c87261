"""Why somebody cannot do something in a team now, or "" where it can be done."""

from dataclasses import dataclass

from ctpat_desktop.services.team.standing import OpenInvite, Person, Standing
from ctpat_desktop.support.language import tr

Entry = Person | OpenInvite | None


@dataclass(frozen=True, slots=True)
class Rights:
    """How this computer stands to its team; `busy` says what is being done just now."""

    standing: Standing | None
    reading_only: str
    busy: str

    def start(self, *, is_encrypted: bool) -> str:
        """To start a team with the open file."""
        if self.reading_only or self.busy:
            return self.reading_only or self.busy
        words = tr("A file in a team needs a passphrase. Give it one under Safety first.")
        return "" if is_encrypted else words

    def exchange(self) -> str:
        """To exchange changes."""
        return self.reading_only or self.busy

    def invite(self) -> str:
        """To invite."""
        return self._owning(tr("Only an owner of the team can invite."))

    def role(self, entry: Entry) -> str:
        """To change somebody's role."""
        if isinstance(entry, OpenInvite):
            return tr("Remove the invite and write another one.")
        return self._of_member(entry) or self._owning(
            tr("Only an owner of the team can change a role.")
        )

    def name(self, entry: Entry) -> str:
        """To rename somebody."""
        if isinstance(entry, OpenInvite):
            return tr("An invite has no name; who joins with it chooses one.")
        if isinstance(entry, Person) and entry.is_me and not entry.is_removed:
            return self.reading_only or self.busy
        return self._of_member(entry) or self._owning(
            tr("Only an owner of the team can rename others.")
        )

    def remove(self, entry: Entry) -> str:
        """To take somebody out."""
        if isinstance(entry, Person) and entry.is_me:
            return tr("This is you: leave the team instead.")
        mine = "" if isinstance(entry, OpenInvite) else self._of_member(entry)
        return mine or self._owning(tr("Only an owner of the team can remove."))

    def leave(self) -> str:
        """To leave."""
        return self.reading_only or self.busy

    def _of_member(self, entry: Entry) -> str:
        if not isinstance(entry, Person):
            return tr("Choose somebody in the list first.")
        return tr("{name} was removed already.").format(name=entry.name) if entry.is_removed else ""

    def _owning(self, why: str) -> str:
        me = self.standing.me if self.standing is not None else None
        if me is None or me.roles.get("*") != "owner":
            return why
        return self.reading_only or self.busy
