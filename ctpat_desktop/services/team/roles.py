"""What a role allows: which role, for which company, each change of a set needs."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from ctpat_desktop.exchange.team.roster import EVERYWHERE, ROLES, Roster, Writing
from ctpat_desktop.support.language import tr
from ctpat_desktop.workspace.bulk import REMOVED
from ctpat_desktop.workspace.merge.change_set import ChangeSet
from ctpat_desktop.workspace.merge.links import Key
from ctpat_desktop.workspace.merge.ops import Copy
from ctpat_desktop.workspace.subset.links import links

REVIEWING = frozenset({"comment", "answer_review"})
"""The tables a reviewer writes; all others are for editors."""

Row = Mapping[str, Any]


def words(role: str) -> str:
    """Return a role as people read it."""
    return {
        "reader": tr("Reader: sees everything, changes nothing"),
        "reviewer": tr("Reviewer: comments and approves"),
        "editor": tr("Editor: changes everything"),
        "owner": tr("Owner: changes everything, and who is in the team"),
    }[role]


def short(roles: Mapping[str, str]) -> str:
    """Return the greatest of a member's roles in one word."""
    names = {
        "reader": tr("Reader"),
        "reviewer": tr("Reviewer"),
        "editor": tr("Editor"),
        "owner": tr("Owner"),
    }
    return names[max(roles.values(), key=ROLES.index)] if roles else tr("Removed")


def allows(roster: Roster, writing: Writing, content: ChangeSet, copy: Copy) -> bool:
    """Return whether whoever wrote a set of changes had the roles for all of it.

    `copy` is this file before the changes: a record belongs to its company there as well.
    """
    return all(roster.may(writing, role, company) for role, company in needed(content, copy))


def needed(content: ChangeSet, copy: Copy) -> set[tuple[str, str]]:
    """Return the roles a set of changes needs, each with its company or `EVERYWHERE`."""
    gone: dict[Key, Row] = {}
    for op in content.ops:
        if op.action == REMOVED:
            gone[op.key] = {name: pair[0] for name, pair in op.changes.items()}
    keys = {op.key for op in content.ops}
    here: dict[Key, Row | None] = dict.fromkeys(keys)
    for table in {table for table, _ in keys}:
        ids = [record_id for name, record_id in keys if name == table]
        here |= {(table, record_id): row for record_id, row in copy.stored(table, ids)}

    def stored(key: Key) -> Row | None:
        if key not in here:
            here[key] = dict(copy.stored(key[0], [key[1]])).get(key[1])
        return here[key]

    def carried(key: Key) -> Row | None:
        return content.rows.get(key) or gone.get(key) or stored(key)

    return {
        ("reviewer" if key[0] in REVIEWING else "editor", company)
        for key in keys
        for look in (carried, stored)
        for company in _owners(key, look)
    }


def _owners(key: Key, look: Callable[[Key], Row | None]) -> Iterator[str]:
    """Yield the company a record belongs to; nothing where there is no such record."""
    row = look(key)
    if row is None:
        return
    table, record_id = key
    if table == "company":
        yield record_id
    elif row.get("company_id"):
        yield row["company_id"]
    elif table == "setting":
        yield from _of_setting(record_id, look)
    else:
        yield from _above(key, row, look)


def _above(key: Key, row: Row, look: Callable[[Key], Row | None]) -> Iterator[str]:
    for link in links(key[0]):
        if link.owns and row.get(link.column):
            owners = list(_owners((link.parent, row[link.column]), look))
            if owners:
                yield from owners
                return
    yield EVERYWHERE


def _of_setting(name: str, look: Callable[[Key], Row | None]) -> Iterator[str]:
    """Yield the company of the company, account or profile that the name of a setting names."""
    for part in re.split(r"[./]", name)[1:]:
        for table in ("profile", "account", "company"):
            if look((table, part)) is not None:
                yield from _owners((table, part), look)
                return
    yield EVERYWHERE
