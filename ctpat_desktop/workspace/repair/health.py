"""The health check: pages, tables, links, history and evidence of one file, each in plain words."""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from ctpat_desktop.records import RECORDS
from ctpat_desktop.support.language import N_, tr
from ctpat_desktop.support.progress import Progress, Silent
from ctpat_desktop.workspace import chain, schema
from ctpat_desktop.workspace import engine as files
from ctpat_desktop.workspace.failures import BACKUP_OR_REPAIR, reason
from ctpat_desktop.workspace.keys import Key
from ctpat_desktop.workspace.repair import replay

RESTORE = BACKUP_OR_REPAIR
KNOWN_BY = (
    *("last_name", "title", "name", "criterion", "line1", "value", "label", "legal_name"),
    *("what", "entry_number", "number", "unit_number", "first_number", "reference", "subject"),
    *("firm", "question", "head", "area", "kind"),
)
"""Columns a person may know a record by, best first."""

ADD_AGAIN = N_("Add the file again, or restore a backup.")
FROM_BACKUP = N_("Restore a backup.")
ISSUED_REMEDIES = {
    "issued": N_("Restore a backup, or withdraw the packet and issue it again."),
    "void": N_("It was withdrawn and nothing waits for it; a backup brings it back."),
}
"""What to do about the file of a packet by its state."""

RECORD_AGAIN = N_("Record the signed file again, or restore a backup.")
NONSENSE = (ValueError, TypeError, OverflowError, RecursionError)
"""What values of a wrong kind raise; only damage or another program puts them there."""

MOST = 50
"""Problems told per check; a ruined file would have thousands."""


@dataclass(frozen=True, slots=True)
class Damage:
    """One thing that is wrong, where, and what to do."""

    what: str
    where: str
    remedy: str


def verify(path: Path, key: Key | None, progress: Progress | None = None) -> tuple[Damage, ...]:
    """Check a file through and through; nothing is written. () means it is in order.

    The file may be open in this program; each check uses a connection of its own, because after
    the first damaged page a connection refuses everything.
    """
    found: list[Damage] = []
    told = progress or Silent()
    checks = CHECKS if _is_current(path, key) else dict(list(CHECKS.items())[:OF_ANY_VERSION])
    for at, (name, check) in enumerate(checks.items()):
        told.step(at, len(checks), tr(name))
        try:
            with closing(files.bare(path, key)) as connection:
                connection.execute("PRAGMA query_only = ON")
                found += islice(check(connection), MOST)
        except (files.DriverError, *NONSENSE) as error:
            found.append(
                Damage(
                    tr("The check stopped: {reason}.").format(reason=reason(error)),
                    tr(name),
                    tr(RESTORE),
                )
            )
    return tuple(dict.fromkeys(found))


def _pages(connection: Any) -> Iterator[Damage]:
    for (line,) in connection.execute("PRAGMA cipher_integrity_check"):
        page = line.rsplit(" ", 1)[-1]  # "HMAC verification failed for page 31"
        yield Damage(
            tr("Page {page} of the file is damaged or was changed.").format(page=page),
            tr("encryption"),
            tr(RESTORE),
        )


def _database(connection: Any) -> Iterator[Damage]:
    for (line,) in connection.execute(f"PRAGMA integrity_check({MOST})"):
        if line != "ok":
            yield Damage(f"{line.splitlines()[-1]}.", tr("database"), tr(RESTORE))


def _links(connection: Any) -> Iterator[Damage]:
    for table, rowid, parent, _ in connection.execute("PRAGMA foreign_key_check").fetchall():
        record = record_at(connection, table, rowid)
        words = tr("It belongs to a {table} that is gone.").format(table=parent.replace("_", " "))
        yield Damage(words, record, tr(RESTORE))


def _tables(connection: Any) -> Iterator[Damage]:
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if version != schema.VERSION:
        yield Damage(
            tr("The tables are of version {version}, this program's are of {ours}.").format(
                version=version, ours=schema.VERSION
            ),
            tr("tables"),
            tr("Open the file once in the window; it is upgraded then."),
        )
        return
    wanted, there = schema.declared(), schema.shape(connection)
    for name in sorted(wanted.keys() | there.keys()):
        if wanted.get(name) != there.get(name):
            yield Damage(
                tr("It is not as this version makes it."),
                tr("table {name}").format(name=name),
                tr(RESTORE),
            )


def _chain(connection: Any) -> Iterator[Damage]:
    before, expected = chain.START, 1
    for row in replay.revisions(connection):
        if row["number"] != expected:
            where = tr("revision {expected} to {last}").format(
                expected=expected, last=row["number"] - 1
            )
            yield Damage(tr("Changes are missing from the history."), where, tr(RESTORE))
        if chain.link(before, row) != row["chain"]:
            words = tr("The history was changed, or this entry is damaged.")
            yield Damage(words, tr("revision {number}").format(number=row["number"]), tr(RESTORE))
        before, expected = row["chain"], row["number"] + 1


def _records(connection: Any) -> Iterator[Damage]:
    told = replay.last_state(connection)
    for table in RECORDS:
        there = replay.stored(connection, table)
        for record_id in told[table].keys() - there.keys():
            words = tr("The history has it, but it is not in its table.")
            yield Damage(words, named(table, record_id, told[table][record_id]), tr(RESTORE))
        for record_id, values in there.items():
            wrong = replay.differing(told[table].get(record_id), values)
            if wrong:
                words = tr("It was changed behind the history's back: {names}.").format(
                    names=", ".join(wrong)
                )
                where = named(table, record_id, told[table].get(record_id, values))
                yield Damage(words, where, tr("Compare it with a backup."))


def evidence(connection: Any) -> Iterator[Damage]:
    """Yield the documents and packets whose bytes are missing or damaged."""
    holders = _holders(connection)
    kept = {row[0] for row in connection.execute("SELECT DISTINCT sha256 FROM evidence_chunk")}
    for sha256 in holders.keys() - kept:
        yield from (holder.damage("missing") for holder in holders[sha256])
    for sha256 in kept:
        if hash_of(connection, sha256) != sha256:
            nobody = [
                _Holder(
                    tr("document “{sha256}”").format(sha256=sha256[:12]), tr("Its file"), ADD_AGAIN
                )
            ]
            yield from (holder.damage("damaged") for holder in holders.get(sha256, nobody))


STATES = {"missing": N_("{file} is missing."), "damaged": N_("{file} is damaged.")}


@dataclass(frozen=True, slots=True)
class _Holder:
    """What needs the bytes of one hash, what they are to it, and what to do without them."""

    where: str
    file: str
    remedy: str

    def damage(self, state: str) -> Damage:
        return Damage(tr(STATES[state]).format(file=self.file), self.where, tr(self.remedy))


def _holders(connection: Any) -> dict[str, list[_Holder]]:
    """Return by hash the documents and the packets that need its bytes."""
    holders: dict[str, list[_Holder]] = {}
    for title, sha256 in connection.execute("SELECT title, sha256 FROM evidence"):
        holders.setdefault(
            sha256,
            [_Holder(tr("document “{title}”").format(title=title), tr("Its file"), ADD_AGAIN)],
        )
    for holder, sha256 in _versions(connection):
        holders.setdefault(sha256, []).append(holder)
    if not connection.execute("PRAGMA table_info(packet)").fetchall():  # of an older version
        return holders
    query = "SELECT title, code, state, sha256, signed_sha256 FROM packet"
    for title, code, state, sha256, signed in connection.execute(query):
        where = tr("packet “{title}” ({code})").format(title=title, code=code)
        if sha256:
            remedy = ISSUED_REMEDIES.get(state, FROM_BACKUP) if not signed else FROM_BACKUP
            holders.setdefault(sha256, []).append(_Holder(where, tr("Its issued PDF"), remedy))
        if signed:
            holder = _Holder(where, tr("Its signed PDF"), RECORD_AGAIN)
            holders.setdefault(signed, []).append(holder)
    if connection.execute("PRAGMA table_info(submission)").fetchall():
        query = "SELECT year, submitted_on, sha256 FROM submission"
        for year, day, sha256 in connection.execute(query):
            where = tr("submission {year} of {day}").format(year=year, day=day)
            holders.setdefault(sha256, []).append(_Holder(where, tr("Its content"), FROM_BACKUP))
    return holders


def _versions(connection: Any) -> Iterator[tuple[_Holder, str]]:
    """Yield the earlier versions of documents, where the file is new enough to have any."""
    if connection.execute("PRAGMA table_info(evidence_version)").fetchall():
        query = (
            "SELECT evidence.title, evidence_version.filename, evidence_version.sha256 "
            "FROM evidence_version JOIN evidence ON evidence.id = evidence_version.evidence_id"
        )
        for title, filename, sha256 in connection.execute(query):
            where = tr("document “{title}”, earlier version {filename}").format(
                title=title, filename=filename
            )
            yield _Holder(where, tr("Its file"), FROM_BACKUP), sha256


def _settings(connection: Any) -> Iterator[Damage]:
    for name, value in connection.execute("SELECT id, value FROM setting"):
        try:
            json.loads(value)
        except ValueError:
            yield Damage(
                tr("It cannot be read."),
                tr("setting {name}").format(name=name),
                tr("Choose it again."),
            )


CHECKS: dict[str, Callable[[Any], Iterator[Damage]]] = {
    N_("pages"): _pages,
    N_("database"): _database,
    N_("links between records"): _links,
    N_("tables"): _tables,
    N_("history"): _chain,
    N_("records against the history"): _records,
    N_("evidence"): evidence,
    N_("settings"): _settings,
}
"""What is checked, in this order; the names are for progress and messages."""

OF_ANY_VERSION = 4
"""How many of the checks, from the first, also fit a file of an older version."""


def _is_current(path: Path, key: Key | None) -> bool:
    try:
        with closing(files.bare(path, key)) as connection:
            version = connection.execute("PRAGMA user_version").fetchone()[0]
    except files.DriverError:  # the first check says what is wrong
        return True
    return bool(version == schema.VERSION)


def hash_of(connection: Any, sha256: str) -> str:
    """Return the SHA-256 of the bytes stored under a hash; equal when they are whole."""
    digest = hashlib.sha256()
    query = "SELECT content FROM evidence_chunk WHERE sha256 = ? ORDER BY number"
    for (piece,) in connection.execute(query, (sha256,)):
        digest.update(piece)
    return digest.hexdigest()


def named(table: str, record_id: str, values: Mapping[str, Any]) -> str:
    """Return how a damaged record is named: table, id and what a person knows it by."""
    known = next((str(values[name]) for name in KNOWN_BY if values.get(name)), "")
    return f"{table} {record_id}" + (f" (“{known}”)" if known else "")


def record_at(connection: Any, table: str, rowid: int) -> str:
    """Return how the record in one row is named."""
    cursor = connection.execute(f'SELECT * FROM "{table}" WHERE rowid = ?', (rowid,))
    found = cursor.fetchone()
    if found is None:
        return f"{table} row {rowid}"
    values = dict(zip((column[0] for column in cursor.description), found, strict=True))
    return named(table, str(values.get("id", f"row {rowid}")), values)
