"""Words that are right beside a dictionary: of the trade, of CBP's criteria, and names of a file.

The names are those of companies, sites, partners and people, and the cities they are in.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from ctpat_desktop.catalogue import load_edition
from ctpat_desktop.records import RECORDS
from ctpat_desktop.services.spelling.text_words import key_of
from ctpat_desktop.support.shipped import shipped
from ctpat_desktop.workspace.bulk import parts
from ctpat_desktop.workspace.changes import Change

NAMES = {
    "company": ("name",),
    "site": ("name", "city"),
    "address": ("city",),
    "partner": ("name", "city"),
    "person": ("first_name", "last_name"),
    "contact": ("first_name", "last_name"),
}
"""Where the names stand: columns by table. The tables are mapped when names are first read."""
_WORD = re.compile(r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*")


@cache
def of_trade(language: str) -> frozenset[str]:
    """Return the words of the trade, and every word CBP's criteria use in a language."""
    path = shipped("resources", "dictionaries", "terms.txt")
    lines = path.read_text(encoding="utf-8").splitlines()
    terms = frozenset(key_of(line.strip()) for line in lines if line and line[0] != "#")
    return terms | keys_in(_criteria(language))


def in_file(session: Session) -> frozenset[str]:
    """Return the words of all names in a file."""
    return frozenset().union(*(_names(session, table) for table in NAMES))


def changed(session: Session, items: Iterable[Change]) -> frozenset[str]:
    """Return the words of the names that a step has changed."""
    ids: dict[str, list[str]] = {}
    for item in items:
        if item.table in NAMES:
            ids.setdefault(item.table, []).append(item.record_id)
    words = frozenset[str]()
    for table, those in ids.items():
        for part in parts(those):
            words |= _names(session, table, _column(table, "id").in_(part))
    return words


def keys_in(texts: Iterable[str]) -> frozenset[str]:
    """Return the words of texts as lists compare them, hyphened ones in pieces too."""
    words = frozenset(key_of(word) for text in texts for word in _WORD.findall(text))
    return words.union(*(word.split("-") for word in words if "-" in word))


def _names(session: Session, table: str, *where: ColumnElement[bool]) -> frozenset[str]:
    columns = [_column(table, key) for key in NAMES[table]]
    rows = session.execute(select(*columns).where(*where))
    return keys_in(text for row in rows for text in row if text)


def _column(table: str, key: str) -> InstrumentedAttribute[str]:
    column: InstrumentedAttribute[str] = getattr(RECORDS[table], key)
    return column


def _criteria(language: str) -> Iterator[str]:
    edition = load_edition(language=language)
    for rows in edition.criteria.values():
        for row in rows:
            yield from (row.title, row.summary, row.evidence_hint, row.guidance)
