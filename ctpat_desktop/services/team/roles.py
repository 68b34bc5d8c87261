"""What a role allows: which role, for which company, each change of a set needs."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from ctpat_desktop.exchange.team.roster import EVERYWHERE, ROLES, Roster, Writing
from ctpat_desktop.records import RECORDS
from ctpat_desktop.support.language import tr
from ctpat_desktop.workspace.bulk import ADDED, REMOVED
from ctpat_desktop.workspace.merge.change_set import ChangeSet
from ctpat_desktop.workspace.merge.links import Key
from ctpat_desktop.workspace.merge.ops import AGAIN, Copy, Op
from ctpat_desktop.workspace.subset.links import is_attached, links

REVIEWING = frozenset({"comment", "answer_review"})
"""The tables a reviewer writes; all others are for editors."""

Row = Mapping[str, Any]
Look = Callable[[Key], Row | None]


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
    if roster.may(writing, "editor"):
        return True
    return all(roster.may(writing, role, company) for role, company in needed(content, copy))


def counted(roster: Roster, writing: Writing, content: ChangeSet, copy: Copy) -> ChangeSet:
    """Return a set of changes without what it only says along of records of other companies.

    What stands open of a record nobody touched goes along with it; each copy finds that by itself.
    """
    done = {op.key for op in content.ops}
    along = {*content.rows, *(spot[:2] for spot in content.contested)} - done
    if not along or roster.may(writing, "editor"):
        return content
    owning = _Owning(content, copy)

    def counts(key: Key) -> bool:
        roles = owning.needed(key, alone=True)
        return key in done or all(roster.may(writing, *role) for role in roles)

    rows = {key: row for key, row in content.rows.items() if counts(key)}
    contested = {spot: heads for spot, heads in content.contested.items() if counts(spot[:2])}
    return replace(content, rows=rows, contested=contested)


def left(roster: Roster, writing: Writing, content: ChangeSet, copy: Copy) -> tuple[ChangeSet, int]:
    """Return a set of changes without what stays here for good, and how many actions stay.

    Of what the role does not allow these are slips that were taken back, which do not count, and
    choices for the whole file, such as a saved view. Else each would hold up for ever what its
    writer may change.
    """
    if roster.may(writing, "editor"):
        return content, 0
    owning, ops = _Owning(content, copy), dict[Key, list[Op]]()
    for op in content.ops:
        ops.setdefault(op.key, []).append(op)
    open_keys = {spot[:2] for spot in content.contested}
    slips = {key for key in ops.keys() - open_keys if _is_taken_back(ops[key])}
    choices = {key for key in ops if key[0] == "setting"}
    stay = {
        key
        for key in slips | choices
        if not all(roster.may(writing, *role) for role in owning.needed(key))
    }
    actions = {op.batch for key in stay - slips for op in ops[key]}
    rows = {key: row for key, row in content.rows.items() if key not in stay}
    contested = {spot: heads for spot, heads in content.contested.items() if spot[:2] not in stay}
    going = tuple(op for op in content.ops if op.key not in stay)
    return replace(content, ops=going, rows=rows, contested=contested), len(actions)


def _is_taken_back(ops: Sequence[Op]) -> bool:
    """Return whether a record is as it was before some actions."""
    was_there, is_there = ops[0].action not in (ADDED, AGAIN), ops[-1].action != REMOVED
    before: dict[str, Any] = {}
    after: dict[str, Any] = {}
    for op in ops:
        before = {**{name: pair[0] for name, pair in op.changes.items()}, **before}
        after |= {name: pair[1] for name, pair in op.changes.items()}
    return was_there == is_there and (not is_there or before == after)


def needed(content: ChangeSet, copy: Copy) -> set[tuple[str, str]]:
    """Return the roles a set of changes needs, each with its company or `EVERYWHERE`."""
    owning = _Owning(content, copy)
    return {role for key in owning.done for role in owning.needed(key)}


class _Owning:
    """To which companies the records of a set of changes belong: by what it says, and here."""

    def __init__(self, content: ChangeSet, copy: Copy) -> None:
        self._content, self._copy = content, copy
        self.done = {op.key for op in content.ops}
        self._gone: dict[Key, Row] = {}
        for op in content.ops:
            if op.action == REMOVED:
                self._gone[op.key] = {name: pair[0] for name, pair in op.changes.items()}
        self._here: dict[Key, Row | None] = dict.fromkeys(self.done)
        for table in {table for table, _ in self.done}:
            ids = [record_id for name, record_id in self.done if name == table]
            rows = copy.stored(table, ids)
            self._here |= {(table, record_id): row for record_id, row in rows}

    def needed(self, key: Key, *, alone: bool = False) -> set[tuple[str, str]]:
        """Return the roles for one record; `alone`, what it hangs on is as it is here.

        Else what was done to that in the same set counts, and needs roles of its own. What is said
        along of records that were not touched says nothing: it may be made up.
        """

        def carried(one: Key) -> Row | None:
            if one == key or (one in self.done and not alone):
                row = self._content.rows.get(one) or self._gone.get(one)
                return row or self._stored(one)
            return self._stored(one)

        looks = (carried, self._stored)
        companies = {company for look in looks for company in _owners(key, look)}
        role = "reviewer" if key[0] in REVIEWING else "editor"
        return {(role, company) for company in companies or {EVERYWHERE}}

    def _stored(self, key: Key) -> Row | None:
        """Return a record as it is here, or was when it was removed here."""
        if self._here.get(key) is None:
            row = dict(self._copy.stored(key[0], [key[1]])).get(key[1])
            self._here[key] = row or self._copy.removed(key) or {}
        return self._here[key]


def _owners(key: Key, look: Look) -> Iterator[str]:
    """Yield the companies a record belongs to; nothing where there is no such record."""
    row = look(key)
    if not row:
        return
    table, record_id = key
    if table == "company":
        yield record_id
    elif table == "setting":
        yield from _of_setting(record_id, look)
    else:
        if row.get("company_id"):
            yield row["company_id"]
        for parent in _above(table, row):
            yield from _owners(parent, look)


def _above(table: str, row: Row) -> Iterator[Key]:
    """Yield what a record goes with, or is attached to."""
    for link in links(table):
        if link.owns and link.column != "company_id" and row.get(link.column):
            yield link.parent, row[link.column]
    if is_attached(table) and row.get("table_name") in RECORDS and row.get("record_id"):
        yield row["table_name"], row["record_id"]


def _of_setting(name: str, look: Look) -> Iterator[str]:
    """Yield the company of the company, account or other record that a setting's name names."""
    for part in re.split(r"[./]", name)[1:]:
        for table in ("profile", "account", "company", "site_mark", "course"):
            if look((table, part)):
                yield from _owners((table, part), look)
                return
    yield EVERYWHERE
