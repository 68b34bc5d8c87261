"""Reads rows and names of documents of a part, as they stand in the file it is taken from."""

from collections.abc import Iterable, Iterator
from typing import Any

from ctpat_desktop.records import RECORDS
from ctpat_desktop.workspace import open_rows
from ctpat_desktop.workspace.subset import history
from ctpat_desktop.workspace.subset.history import Values
from ctpat_desktop.workspace.subset.links import IN, asked, columns, derived, hashes, links
from ctpat_desktop.workspace.subset.selection import Selection


def stored(source: Any, table: str, column: str, wanted: Iterable[str]) -> Iterator[Values]:
    """Yield the rows of a table whose column has one of the values wanted."""
    names = columns(table)
    listed = ", ".join(f'"{name}"' for name in names)
    query = f'SELECT {listed} FROM "{table}" WHERE "{column}" {IN}'
    for row in asked(source, query, wanted):
        yield dict(zip(names, row, strict=True))


def of_selection(source: Any, selection: Selection) -> Iterator[tuple[str, Iterator[Values]]]:
    """Yield every table with the rows that go: those of records, then what is derived from them."""
    for table in RECORDS:
        yield table, stored(source, table, "id", selection.rows.get(table, ()))
    for table in derived():
        link = links(table)[0]
        owners = selection.rows.get(link.parent, ())
        yield table, stored(source, table, link.column, owners)


def named_documents(source: Any, selection: Selection, since: str = "") -> list[str]:
    """Return the hashes of all documents that a part names, now or in its history since a day."""
    named = set[str]()
    for table in RECORDS:
        ids = selection.rows.get(table, frozenset())
        went = selection.removed.get(table, frozenset())
        for column in hashes(table):
            query = f'SELECT "{column}" FROM "{table}" WHERE id {IN}'
            named.update(row[0] for row in asked(source, query, ids))
            query = (
                "SELECT json_extract(changes, ?) FROM revision "
                f"WHERE table_name = ? AND at >= ? AND record_id {IN}"
            )
            for (text,) in asked(source, query, ids | went, f'$."{column}"', table, since):
                named.update(history.values_of(text))
    query = f"SELECT DISTINCT sha256 FROM {open_rows.CHUNKS} WHERE sha256 {IN}"
    return [row[0] for row in asked(source, query, named)]
