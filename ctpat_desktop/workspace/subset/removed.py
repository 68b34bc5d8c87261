"""Which records are no longer there, and were of what goes into a part of a workspace."""

import json
from collections.abc import Mapping
from typing import Any

from ctpat_desktop.records import RECORDS
from ctpat_desktop.workspace.bulk import REMOVED
from ctpat_desktop.workspace.subset.links import IN, NAMED, asked, links

Ids = frozenset[str]


def of(source: Any, rows: Mapping[str, Ids]) -> dict[str, Ids]:
    """Return by table the records that went and that belonged to chosen ones, or to such."""
    gone: dict[str, set[str]] = {}
    query = "SELECT DISTINCT table_name, record_id FROM revision WHERE action = ?"
    for table, record_id in source.execute(query, (REMOVED,)):
        if table in RECORDS and record_id not in rows.get(table, ()):
            gone.setdefault(table, set()).add(record_id)
    went: dict[str, Ids] = {}
    for table in RECORDS:
        still = _there(source, table, gone.get(table, set()))
        last = _last_values(source, table, gone.get(table, set()) - still)
        mine = [key for key, values in last.items() if _belongs(table, key, values, (rows, went))]
        went[table] = frozenset(mine)
    return {table: ids for table, ids in went.items() if ids}


def _there(source: Any, table: str, ids: set[str]) -> set[str]:
    return {row[0] for row in asked(source, f'SELECT id FROM "{table}" WHERE id {IN}', ids)}


def _last_values(source: Any, table: str, ids: set[str]) -> dict[str, dict[str, Any]]:
    """Return the fields of records as they were last; a short removal says none of them."""
    found: dict[str, dict[str, Any]] = {}
    query = (
        "SELECT record_id, action, changes FROM revision "
        f"WHERE table_name = ? AND record_id {IN} ORDER BY number"
    )
    for record_id, action, text in asked(source, query, ids, table):
        side = 0 if action == REMOVED else 1
        values = {key: pair[side] for key, pair in json.loads(text).items()}
        found.setdefault(record_id, {}).update(values)
    return found


def _belongs(
    table: str, key: str, values: Mapping[str, Any], there: tuple[Mapping[str, Ids], ...]
) -> bool:
    """Return whether all that owns a record goes, and there is anything that does."""
    if table == "setting":
        named = NAMED.findall(key)
        return all(any(one in ids for part in there for ids in part.values()) for one in named)
    owners = [(link.parent, values.get(link.column)) for link in links(table) if link.owns]
    owned = [(parent, one) for parent, one in owners if one]
    return bool(owned) and all(
        any(one in part.get(parent, ()) for part in there) for parent, one in owned
    )
