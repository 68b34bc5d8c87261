"""Takes the words of one answer over to other accounts of the file, each as a step of its own.

Nothing in the history of a company names the one its words came from.
"""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from ctpat_desktop.records import Company, Contact, Partner, Person, Site
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.accounts.companies import AccountLine
from ctpat_desktop.services.profile import answers
from ctpat_desktop.support.language import tr
from ctpat_desktop.workspace.unit import Workspace

SHORTEST_NAME = 3
"""Letters from which on a name is looked for in the words."""


@dataclass(frozen=True, slots=True)
class Taker:
    """An account that is asked the same criterion, and what it says now."""

    account: AccountLine
    says: str


@dataclass(frozen=True, slots=True)
class Words:
    """What is taken over: a criterion's words, and the name in them that becomes each one's own."""

    criterion: str
    text: str
    own_name: str = ""

    def of(self, company: str) -> str:
        """Return the words as another company says them."""
        if not self.own_name:
            return self.text
        return _whole(self.own_name).sub(lambda _: company, self.text)


def takers(workspace: Workspace, account_id: str, criterion: str) -> tuple[Taker, ...]:
    """Return every other account that is asked a criterion, by company."""
    lines = [row for row in companies.overview(workspace) if row.account_id != account_id]
    found = []
    with workspace.read() as session:
        for line in lines:
            if criterion in answers.asked_rows(session, line.account_id):
                said = answers.existing(session, line.account_id, criterion)
                found.append(Taker(line, said.narrative if said else ""))
    return tuple(found)


def names_of(workspace: Workspace, company_id: str) -> tuple[str, ...]:
    """Return the other name of a company, and its sites, their cities, partners and people."""
    kinds = (
        (Site, (Site.name,)),
        (Site, (Site.city,)),
        (Partner, (Partner.name,)),
        (Person, (Person.first_name, Person.last_name)),
        (Contact, (Contact.first_name, Contact.last_name)),
    )
    names: set[str] = set()
    with workspace.read() as session:
        for table, columns in kinds:
            rows = session.execute(select(*columns).where(table.company_id == company_id))
            names.update(" ".join(filter(None, row)).strip() for row in rows)
        names.add(session.get_one(Company, company_id).doing_business_as.strip())
    return tuple(sorted(name for name in names if len(name) >= SHORTEST_NAME))


def names_in(text: str, names: Iterable[str]) -> tuple[str, ...]:
    """Return those of some names that stand in a text as whole words; cheap at every key."""
    folded = text.casefold()
    return tuple(name for name in names if name.casefold() in folded and stands_in(text, name))


def stands_in(text: str, name: str) -> bool:
    """Return whether a name stands in a text as whole words, in whatever case."""
    return bool(name) and _whole(name).search(text) is not None


def take_over(workspace: Workspace, words: Words, chosen: Sequence[AccountLine]) -> int:
    """Give the chosen accounts the words; return how many had others. A status is not touched."""
    changed = 0
    for line in chosen:
        text = words.of(line.company)
        with workspace.work(tr("Answer {criterion}").format(criterion=words.criterion)) as unit:
            answers.say(unit.session, line.account_id, words.criterion, None, {"narrative": text})
        changed += bool(unit.changes)
    return changed


def _whole(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", re.IGNORECASE)


def replaced(offered: Collection[Taker], chosen: Collection[str]) -> int:
    """Return how many of the chosen accounts say something already."""
    return sum(bool(one.says.strip()) for one in offered if one.account.account_id in chosen)
