"""One day on which something falls due, and whose it is."""

from dataclasses import dataclass
from datetime import date
from functools import cache

from ctpat_desktop.catalogue.areas import load_areas
from ctpat_desktop.catalogue.forms import load_form
from ctpat_desktop.checklist import Place
from ctpat_desktop.support.dates import day_text
from ctpat_desktop.support.due import Due
from ctpat_desktop.support.language import N_, tr

OWN_KINDS = {
    "year": N_("Yearly review"),
    "answers": N_("Planned answers"),
    "evidence": N_("Evidence"),
    "questionnaires": N_("Questionnaires"),
    "packets": N_("MOU packet"),
}
"""What a day can be about besides the registers; those go by the titles of their pages."""


def kinds() -> dict[str, str]:
    """Return what a day can be about, with its title, in the order of the pages."""
    own = {key: tr(words) for key, words in OWN_KINDS.items()}
    return own | {area.id: tr(area.title) for area in load_areas()}


@cache
def _kinds_once() -> dict[str, str]:
    return kinds()


OF_ACCOUNTS = ("year", "answers")
"""Kinds of days that each account of a company has for itself."""


@dataclass(frozen=True, slots=True)
class Owner:
    """One account with its company and its newest review year."""

    account_id: str
    company_id: str
    company: str
    entity: str
    anniversary: date | None
    certified_on: date | None
    profile_id: str
    year: int
    submitted: int
    """The newest year that was recorded as submitted; 0 where none was."""
    kind: str = ""
    """What the account is called where others of its company are read too."""


@dataclass(frozen=True, slots=True)
class DueDay:
    """One day: what is due, of whom, and where it is done.

    `key` stays the same when the day is moved. The day of an event (`is_event`) passes and is
    never late; with `is_end` it is one something ends on.
    """

    on: date
    what: str
    kind: str
    key: str
    owner: Owner
    place: Place
    is_end: bool = False
    is_event: bool = False

    @property
    def company(self) -> str:
        """The name of the company."""
        return self.owner.company

    def due(self, today: date) -> Due:
        """Return how near or late the day is."""
        return Due(self.on, today, self.is_event and self.on < today, self.is_end)

    @property
    def page(self) -> str:
        """Name the page it is about."""
        return _kinds_once()[self.kind]

    @property
    def where(self) -> str:
        """Name the page, and on it the register or the criterion."""
        detail = self.place.criterion or self._register
        return f"{self.page}: {detail}" if detail else self.page

    @property
    def title(self) -> str:
        """Say what is due where no page stands beside it, such as in a calendar."""
        words = f"{self._register} · {self.what}" if self._register else self.what
        kind = self.owner.kind if self.kind in OF_ACCOUNTS else ""
        return f"{words} ({kind})" if kind else words

    @property
    def dated(self) -> str:
        """Say what is due and when in one sentence: "Bond · 98: ends on 12/31/2025"."""
        waiting = tr("on|by|for|until", "words before a day").split("|")
        is_waiting = self.title.endswith(tuple(f" {word}" for word in waiting))
        return f"{self.title}{'' if is_waiting else ','} {day_text(self.on)}"

    @property
    def _register(self) -> str:
        """What a record of the register is called; "" where the day is of none."""
        table = self.place.table
        is_record = self.place.record_id and self.kind != table
        return tr(load_form(table).title) if is_record else ""
