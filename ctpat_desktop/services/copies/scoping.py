"""Which records and documents a copy leaves out whole, and which lose their texts."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ctpat_desktop.records import RECORDS
from ctpat_desktop.services.accounts import settings
from ctpat_desktop.services.copies.choices import (
    LEFT,
    SEALED,
    SYSTEM_KINDS,
    Choice,
    is_secured,
    tables_by_criterion,
)
from ctpat_desktop.services.copies.wordlist import WordList, every_value, read_people, read_reaches
from ctpat_desktop.workspace.subset.links import (
    IN,
    asked,
    columns,
    is_attached,
    is_part,
    links,
)
from ctpat_desktop.workspace.subset.selection import Ids

TITLES = {
    "disclosure": (Choice.DISCLOSURES, ("title", "reference")),
    "site_plan": (Choice.SITE_PLANS, ("title",)),
    "site": (Choice.SECURITY, ("guard_company",)),
}
"""Fields that other texts may name: by table, with which choice, and which."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """For whom a copy is, and what goes out of it."""

    receiver: str
    choices: frozenset[Choice]
    company_id: str = ""
    """The company that stays where other companies go; "" for all of them."""

    @property
    def without(self) -> frozenset[str]:
        """The tables of which the copy has nothing."""
        return SEALED.union(*(LEFT.get(choice, frozenset()) for choice in self.choices))

    @property
    def mark(self) -> str:
        """What stands across every picture and page."""
        return f"Copy for {self.receiver}"


def word_list(source: Any, wanted: Wanted) -> WordList:
    """Collect the words that no text of the copy may have."""
    words = WordList()
    if Choice.NAMES in wanted.choices:
        read_people(source, words)
    if Choice.PHONES in wanted.choices:
        read_reaches(source, words)
    titles = {table: names for table, (choice, names) in TITLES.items() if choice in wanted.choices}
    for _, values in every_value(source, titles):
        for value in values.values():
            words.add_phrase(value)
    if Choice.OTHER_COMPANIES in wanted.choices and wanted.company_id:
        _read_companies(source, words, wanted.company_id)
    return words


def _read_companies(source: Any, words: WordList, stays: str) -> None:
    own = "SELECT name, doing_business_as FROM company WHERE id = ?"
    ours = {name.casefold() for row in source.execute(own, (stays,)) for name in row if name}
    for _, values in every_value(source, {"company": ("name", "doing_business_as")}):
        for value in values.values():
            if value.casefold() not in ours:
                words.add_phrase(value)


def secured(source: Any) -> dict[str, Ids]:
    """Return by table the records that are about cameras, alarms, locks, keys or guards."""
    query = "SELECT criterion FROM criterion_overlay WHERE is_own AND category IN (9)"
    own = {row[0] for row in source.execute(query)}
    known: dict[str, Ids] = {}
    for table in tables_by_criterion():
        rows = source.execute(f"SELECT id, criterion FROM \"{table}\" WHERE criterion != ''")
        known[table] = frozenset(key for key, one in rows if one in own or is_secured(one))
    query = f"SELECT id FROM statement WHERE response_id {IN}"
    known["statement"] = frozenset(row[0] for row in asked(source, query, known["response"]))
    return known


def refused(source: Any, wanted: Wanted, about: Mapping[str, Ids]) -> dict[str, set[str]]:
    """Return by table the records that do not go: documents of what is left out, and choices."""
    whole = [table for table in wanted.without if not is_part(table)]
    evidence = {key for table in whole for key in _documents(source, table, None)}
    if Choice.SECURITY in wanted.choices:
        for table, ids in about.items():
            evidence.update(_documents(source, table, ids))
    return {
        "evidence": evidence,
        "setting": {*_choices(source)},
        "procedure": {*_procedures(source)} if Choice.SECURITY in wanted.choices else set(),
        "it_asset": {*_systems(source)} if Choice.SECURITY in wanted.choices else set(),
    }


def _documents(source: Any, table: str, ids: Ids | None) -> Iterator[str]:
    """Yield the documents that records of a table point to, or that are attached or linked."""
    where = "" if ids is None else f" AND id {IN}"
    for link in links(table):
        if link.parent == "evidence":
            query = f'SELECT "{link.column}" FROM "{table}" WHERE "{link.column}" IS NOT NULL'
            yield from _first(source, query + where, ids)
    for other in RECORDS:
        if is_attached(other) and "evidence_id" in columns(other):
            query = f"SELECT evidence_id FROM \"{other}\" WHERE table_name = '{table}'"
            yield from _first(source, query + where.replace("id IN", "record_id IN"), ids)
    if table == "response":
        query = "SELECT evidence_id FROM evidence_link WHERE TRUE"
        yield from _first(source, query + where.replace("id IN", "response_id IN"), ids)


def _first(source: Any, query: str, ids: Ids | None) -> Iterator[str]:
    rows = source.execute(query) if ids is None else asked(source, query, ids)
    return (row[0] for row in rows)


def _choices(source: Any) -> Iterator[str]:
    """Yield the settings that are habits of persons here: only limits and editions go."""
    for (name,) in source.execute("SELECT id FROM setting"):
        if name not in settings.DEFAULTS and not name.startswith("edition."):
            yield name


def _systems(source: Any) -> Iterator[str]:
    """Yield the IT assets that are camera or access systems."""
    marks = ", ".join("?" * len(SYSTEM_KINDS))
    query = f"SELECT id FROM it_asset WHERE kind IN ({marks})"
    return (row[0] for row in source.execute(query, SYSTEM_KINDS))


def _procedures(source: Any) -> Iterator[str]:
    for key, criteria in source.execute("SELECT id, criteria FROM procedure"):
        if any(is_secured(one.strip()) for one in criteria.replace(";", ",").split(",")):
            yield key
