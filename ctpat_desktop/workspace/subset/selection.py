"""Works out which records of each table go into a part of a workspace, by following links.

A chosen record brings what belongs to it, unless its table is left out; what any of them points to
comes along too, on its own, without what belongs to that. A pointer to what does not go is emptied.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from ctpat_desktop.records import RECORDS
from ctpat_desktop.records.index import MERGES
from ctpat_desktop.workspace.subset import removed
from ctpat_desktop.workspace.subset.links import (
    CONTAINERS,
    IN,
    NAMED,
    Link,
    asked,
    columns,
    is_attached,
    is_part,
    links,
)

Ids = frozenset[str]
Row = tuple[Any, ...]
"""The values of a row's links, in their order."""


@dataclass(frozen=True, slots=True)
class Roots:
    """What was chosen; None is all of them.

    A site or an account that is not chosen takes with it all that is there or is its own; what is
    of no site in particular stays in. `registers` are tables, besides those that are always there:
    companies, accounts and profiles; sections bring the answers, chosen sites the sites.
    """

    companies: Ids | None = None
    accounts: Ids | None = None
    sites: Ids | None = None
    sections: Ids | None = None
    """Numbers of categories of the criteria, such as "9"."""
    registers: Ids | None = None
    without: Ids = frozenset()
    """Tables nothing of which goes, whatever points to them."""
    refused: Mapping[str, Ids] = field(default_factory=dict)
    """Single records that do not go, whatever points to them, by table."""
    with_removed: bool = False
    """Whether the history of records goes too that are no longer there."""

    def wants(self, table: str) -> bool:
        """Return whether all of a table goes that is in what was chosen."""
        implied = {*CONTAINERS, *self._implied()}
        return self.registers is None or table in self.registers or table in implied

    def _implied(self) -> Iterator[str]:
        if self.sections is not None:
            yield from ("response", "criterion_overlay")
        if self.sites is not None:
            yield "site"

    def limits(self) -> dict[str, Ids]:
        """Return the ids of tables that were chosen one by one."""
        each = {"company": self.companies, "account": self.accounts, "site": self.sites}
        return {table: ids for table, ids in each.items() if ids is not None}


@dataclass(frozen=True, slots=True)
class Selection:
    """Which records go, by table; a table that is not named has none."""

    rows: Mapping[str, Ids]
    emptied: Mapping[str, Mapping[str, Ids]] = field(default_factory=dict)
    """By table and column the ids that are taken out, because their records do not go."""
    removed: Mapping[str, Ids] = field(default_factory=dict)
    """Records that are no longer there, and whose history goes."""

    def count(self) -> int:
        """Return how many records go."""
        return sum(map(len, self.rows.values()))


def closure(source: Any, roots: Roots) -> Selection:
    """Return what goes for what was chosen; `source` is a connection to the whole file."""
    choosing = _Choosing(source, roots)
    for table in RECORDS:
        choosing.choose(table)
    choosing.attach()
    choosing.need()
    choosing.complete()
    choosing.name_settings()
    emptied = choosing.settle()
    rows = {table: frozenset(there) for table, there in choosing.rows.items() if there}
    went = removed.of(source, rows) if roots.with_removed else {}
    return Selection(rows, emptied, went)


class _Choosing:
    """The rows chosen until now, with the values of their links."""

    def __init__(self, source: Any, roots: Roots) -> None:
        self._source, self._roots = source, roots
        self._limits = roots.limits()
        if roots.accounts is not None and roots.companies is None:
            query = f"SELECT company_id FROM account WHERE id {IN}"
            owners = frozenset(row[0] for row in asked(source, query, roots.accounts))
            self._limits["company"] = owners
        query = "SELECT criterion, CAST(category AS TEXT) FROM criterion_overlay WHERE is_own"
        self._own = dict(source.execute(query).fetchall())
        """Categories of criteria of an account's own."""
        self.rows: dict[str, dict[str, Row]] = {table: {} for table in RECORDS}
        self._same: dict[str, str] = {}
        """Each id once: a large file names its company very often."""

    def choose(self, table: str) -> None:
        """Choose the rows of one table; those it belongs to were chosen before."""
        is_apart = table in (*self._roots.without, *MERGES, "setting")
        if is_apart or is_attached(table):
            return
        owners = [link for link in links(table) if link.owns]
        inner = [link for link in owners if link.parent not in CONTAINERS]
        if not self._roots.wants(table):
            self._choose_by(table, inner)
        elif not owners:
            self._add(table, self._read(table, "TRUE"))
        else:
            outer = [link for link in owners if link.parent in CONTAINERS]
            self._choose_by(table, outer[:1] or inner)

    def attach(self) -> None:
        """Choose what names its record by table and id."""
        for table in RECORDS:
            if not is_attached(table) or table in self._roots.without:
                continue
            where = f"table_name = ? AND record_id {IN}"
            for parent, there in [*self.rows.items()]:
                self._add(table, self._read(table, where, there, parent))

    def need(self) -> None:
        """Choose what the chosen rows point to, and what that points to."""
        for table in reversed(RECORDS):
            for at, link in enumerate(links(table)):
                there = self.rows[link.parent]
                wanted = {row[at] for row in self.rows[table].values()} - there.keys() - {None}
                if wanted and link.parent not in self._roots.without:
                    self._add(link.parent, self._read(link.parent, f"id {IN}", wanted))

    def complete(self) -> None:
        """Choose the parts without which a record is not whole, such as a document's versions."""
        for table in RECORDS:
            if is_part(table) and table not in self._roots.without:
                self._choose_by(table, links(table))

    def name_settings(self) -> None:
        """Choose the settings that name nothing but what goes, or nothing at all."""
        if "setting" in self._roots.without:
            return
        there = set[str]().union(*self.rows.values())
        refused = self._roots.refused.get("setting", frozenset())
        for (name,) in self._source.execute("SELECT id FROM setting"):
            if name not in refused and there.issuperset(NAMED.findall(name)):
                self.rows["setting"][name] = ()

    def settle(self) -> dict[str, dict[str, Ids]]:
        """Leave out what belongs to nothing that goes; return the pointers that are emptied."""
        emptied: dict[str, dict[str, Ids]] = {}
        for table in RECORDS:
            for at, link in enumerate(links(table)):
                there = self.rows[link.parent]
                loose = {row[at] for row in self.rows[table].values()} - there.keys() - {None}
                if loose and link.owns:
                    mine = self.rows[table]
                    self.rows[table] = {
                        key: row for key, row in mine.items() if row[at] not in loose
                    }
                elif loose:
                    emptied.setdefault(table, {})[link.column] = frozenset(loose)
        return emptied

    def _choose_by(self, table: str, owners: Iterable[Link]) -> None:
        for link in owners:
            there = self.rows[link.parent]
            self._add(table, self._read(table, f'"{link.column}" {IN}', there))

    def _read(self, table: str, where: str, *wanted: Any) -> Iterator[tuple[Any, ...]]:
        """Yield id, criterion and links of rows."""
        criterion = "criterion" if "criterion" in columns(table) else "''"
        named = "".join(f', "{link.column}"' for link in links(table))
        query = f'SELECT id, {criterion}{named} FROM "{table}" WHERE {where}'
        return asked(self._source, query, *wanted) if wanted else self._source.execute(query)

    def _add(self, table: str, rows: Iterable[tuple[Any, ...]]) -> None:
        limits, sections = self._limits, self._roots.sections
        refused = self._roots.refused.get(table, frozenset())
        near = [(at, link) for at, link in enumerate(links(table)) if self._is_limited(link)]
        for key, criterion, *values in rows:
            if key in refused or key not in limits.get(table, (key,)):
                continue
            if sections is not None and criterion and self._section(criterion) not in sections:
                continue
            if any(values[at] and values[at] not in self.rows[link.parent] for at, link in near):
                continue
            once = self._same.setdefault
            self.rows[table][once(key, key)] = tuple(
                once(one, one) if one else None for one in values
            )

    def _section(self, criterion: str) -> str:
        """Return the category of a criterion: an own one says it, any other begins with it."""
        return self._own.get(criterion) or criterion.split(".")[0]

    def _is_limited(self, link: Link) -> bool:
        return link.parent in CONTAINERS or link.parent in self._limits
