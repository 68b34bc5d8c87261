"""Saves everything that can still be read of a damaged file into a new one."""

import json
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ctpat_desktop.records import RECORDS
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import N_, ntr, tr
from ctpat_desktop.workspace import chain, schema
from ctpat_desktop.workspace import engine as files
from ctpat_desktop.workspace.failures import reason
from ctpat_desktop.workspace.history import ADDED, CHANGED
from ctpat_desktop.workspace.keys import Key
from ctpat_desktop.workspace.repair import damaged_file, health, replay
from ctpat_desktop.workspace.repair.damaged_file import Reader
from ctpat_desktop.workspace.repair.health import Damage
from ctpat_desktop.workspace.repair.raw_pages import LOST

TYPE_AGAIN = N_("Type it again, or restore a backup.")
FROM_BACKUP = N_("A backup from before the damage may still have it.")


@dataclass(frozen=True, slots=True)
class Salvaged:
    """What was saved, rows by table, and what was lost."""

    saved_rows: dict[str, int]
    lost: tuple[Damage, ...]


def salvage(path: Path, key: Key | None, target: Path) -> Salvaged:
    """Write what can be read into `target`, encrypted alike; the damaged file is not touched.

    Records whose own page is lost are rebuilt from the history where that can be read.
    """
    made, source = files.scratch(target, "part"), files.scratch(target, "from")
    try:
        files.make_private(made)
        with (
            damaged_file.copied(path, key, source),
            closing(damaged_file.Reader(source, key)) as reader,
        ):
            saved = _salvaged(reader, path.name, key, made)
        files.put(made, target)
    except (OSError, files.DriverError) as error:
        raise Problem(
            tr("{target} was not written: {reason}.").format(
                target=target.name, reason=reason(error)
            ),
            tr("The damaged file is as it was."),
        ) from error
    finally:
        files.forget(made)
    return saved


def _salvaged(reader: Reader, name: str, key: Key | None, target: Path) -> Salvaged:
    lost: list[Damage] = []
    there = _tables(reader, name)
    with closing(files.bare(target, key)) as made:
        made.execute("PRAGMA foreign_keys = OFF")
        made.execute("BEGIN")
        for sql in _statements(there, reader.number("user_version"), lost):
            made.execute(sql)
        for table in _ordered(there):
            _copy(reader, made, table)
        _tell_history(reader, made, lost)
        _mend(made, reader, lost)
        _mark(made, reader.number("user_version") or schema.VERSION)
        kept = {table: _count(made, table) for table in _ordered(there)}
        made.execute("COMMIT")
    files.sync(target)
    return Salvaged(kept, tuple(dict.fromkeys(lost)))


def _mark(made: Any, version: int) -> None:
    """Write whose file it is and of which version, also for Alembic."""
    made.execute(f"PRAGMA application_id = {files.APPLICATION_ID}")
    made.execute(f"PRAGMA user_version = {version}")
    if not made.execute("SELECT 1 FROM alembic_version").fetchone():
        made.execute("INSERT INTO alembic_version VALUES (?)", (f"{version:04}",))


def _tables(reader: Reader, name: str) -> dict[str, tuple[str, str]]:
    """Return kind and statement of what the readable list of tables names, or raise Problem."""
    rows = [row[1:] for row in reader.numbered("sqlite_master")]
    own = (row for row in rows if row[4] and not row[1].startswith(("sqlite_", LOST)))
    found = {row[1]: (row[0], row[4]) for row in own}
    if not found:
        raise Problem(
            tr("Nothing of {name} can be read: its list of tables is damaged.").format(name=name),
            tr("Restore a backup."),
        )
    return found


def _ordered(there: dict[str, tuple[str, str]]) -> list[str]:
    names = {name for name, (kind, _) in there.items() if kind == "table"}
    first = [name for name in RECORDS if name in names]
    return [*first, *sorted(names - set(first))]


def _statements(
    there: dict[str, tuple[str, str]], version: int, lost: list[Damage]
) -> Iterator[str]:
    """Yield what makes the tables; those of this version's that are missing come from us."""
    missing = schema.statements().keys() - there.keys() if version in (0, schema.VERSION) else set()
    words = tr("Where it stands in the file cannot be read.")
    if "revision" in there:
        words = tr("Where it stands in the file cannot be read; its records come from the history.")
    tables = sorted(missing & schema.declared().keys())
    lost.extend(
        Damage(words, tr("table {name}").format(name=name), tr(FROM_BACKUP)) for name in tables
    )
    every = {name: schema.statements()[name] for name in missing}
    every.update({name: sql for name, (_, sql) in there.items()})
    yield from sorted(every.values(), key=lambda sql: not sql.startswith("CREATE TABLE"))


def _count(made: Any, table: str) -> int:
    """Return the rows of a table, those from the history included."""
    return int(made.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0])


def _copy(reader: Reader, made: Any, table: str) -> None:
    width = len(made.execute(f'PRAGMA table_info("{table}")').fetchall())
    query = f'INSERT OR IGNORE INTO "{table}" VALUES ({", ".join("?" * width)})'
    for row in reader.numbered(table):
        made.execute(query, row[1:])


def _tell_history(reader: Reader, made: Any, lost: list[Damage]) -> None:
    """Leave out revisions that are not whole, and tell how many of the history are lost."""
    while True:
        try:
            found = {row["number"] for row in replay.revisions(made)}
            break
        except replay.Unreadable as error:
            made.execute("DELETE FROM revision WHERE number = ?", (error.number,))
            reader.damaged.add("revision")
    known = found | reader.indexed("revision", "rowid")
    missing = max(known, default=0) - len(found)
    if missing or "revision" in reader.damaged:
        reader.damaged.add("revision")
        words = tr("Some of its entries cannot be read.")
        if missing:
            words = ntr(
                "{n} of its entries cannot be read.", "{n} of its entries cannot be read.", missing
            )
        lost.append(Damage(words, tr("history"), tr(FROM_BACKUP)))


def _mend(made: Any, reader: Reader, lost: list[Damage]) -> None:
    """Rebuild records from the history, take out what hangs on nothing, and chain anew."""
    state = replay.last_state(made)
    is_whole = "revision" not in reader.damaged
    for table in _known(made):
        there = replay.stored(made, table).keys()
        if table in reader.damaged or not there:
            lost.extend(_rebuilt(made, table, state[table], is_whole=is_whole))
        gone = reader.indexed(table, "id") - there - state[table].keys()
        lost.extend(
            Damage(tr("It cannot be read."), f"{table} {name}", tr(TYPE_AGAIN)) for name in gone
        )
    _drop_dangling(made, lost)
    _tell_documents(made, lost)
    _write_repair(made)
    _chain_anew(made)


def _rebuilt(
    made: Any, table: str, state: dict[str, dict[str, Any]], *, is_whole: bool
) -> Iterator[Damage]:
    """Put records back as the history tells them; yield those that may not be as they were."""
    there = replay.stored(made, table)
    for record_id in state.keys() - there.keys():
        where = health.named(table, record_id, state[record_id])
        if not _insert(made, table, state[record_id]):
            yield Damage(tr("It could not be rebuilt."), where, tr(TYPE_AGAIN))
        elif not is_whole:
            words = tr(
                "It was rebuilt from a history with gaps: its newest changes may be missing."
            )
            yield Damage(words, where, tr("Look at it."))


def _insert(made: Any, table: str, values: dict[str, Any]) -> bool:
    names = [row[1] for row in made.execute(f'PRAGMA table_info("{table}")')]
    given = {name: values[name] for name in names if name in values}
    columns = ", ".join(f'"{name}"' for name in given)
    marks = ", ".join("?" * len(given))
    try:
        made.execute(f'INSERT INTO "{table}" ({columns}) VALUES ({marks})', tuple(given.values()))
    except files.DriverError:
        return False
    return True


def _drop_dangling(made: Any, lost: list[Damage]) -> None:
    """Take out what belongs to something lost; what only mentions it stays and forgets it."""
    while found := made.execute("PRAGMA foreign_key_check").fetchall():
        for table, rowid, parent, link in found:
            where, name = health.record_at(made, table, rowid), parent.replace("_", " ")
            column = _forgetful(made, table, link)
            if column:
                made.execute(f'UPDATE "{table}" SET "{column}" = NULL WHERE rowid = ?', (rowid,))
                lost.append(
                    Damage(
                        tr("What it mentions ({name}) is lost.").format(name=name),
                        where,
                        tr("Look at it."),
                    )
                )
                continue
            gone = made.execute(f'DELETE FROM "{table}" WHERE rowid = ?', (rowid,)).rowcount
            if gone and table in RECORDS:  # other rows are derived from the one that is named
                lost.append(
                    Damage(
                        tr("What it belongs to ({name}) is lost.").format(name=name),
                        where,
                        tr(TYPE_AGAIN),
                    )
                )


def _forgetful(made: Any, table: str, link: int) -> str:
    """Return the column of a foreign key that may be empty when its target goes, or ""."""
    keys = made.execute(f'PRAGMA foreign_key_list("{table}")').fetchall()
    return next((row[3] for row in keys if row[0] == link and row[6] == "SET NULL"), "")


def _known(made: Any) -> list[str]:
    """Return the tables of records that a file of its version has."""
    rows = made.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    there = {row[0] for row in rows}
    return [name for name in RECORDS if name in there]


def _tell_documents(made: Any, lost: list[Damage]) -> None:
    """Name the documents whose bytes are incomplete, and keep no half of them."""
    lost.extend(health.evidence(made))
    for (sha256,) in made.execute("SELECT DISTINCT sha256 FROM evidence_chunk").fetchall():
        if health.hash_of(made, sha256) != sha256:
            made.execute("DELETE FROM evidence_chunk WHERE sha256 = ?", (sha256,))


def _write_repair(made: Any) -> None:
    """Add revisions where the records differ from what is left of the history."""
    state = replay.last_state(made)
    at = datetime.now(UTC).replace(tzinfo=None).isoformat(" ")
    for table in _known(made):
        there = replay.stored(made, table)
        for record_id in state[table].keys() - there.keys():
            fields = {key: [value, None] for key, value in state[table][record_id].items()}
            _revision(made, at, (table, record_id, "removed"), fields)
        for record_id, values in there.items():
            told = state[table].get(record_id)
            if fields := _differences(told, values):
                action = ADDED if told is None else CHANGED
                _revision(made, at, (table, record_id, action), fields)


def _differences(expected: dict[str, Any] | None, values: dict[str, Any]) -> dict[str, list[Any]]:
    before = expected or {}
    return {
        key: [before.get(key), value]
        for key, value in values.items()
        if expected is None or (key in expected and expected[key] != value)
    }


def _revision(
    made: Any, at: str, change: tuple[str, str, str], fields: dict[str, list[Any]]
) -> None:
    """Note one `change`: the table, the record and what was done to it."""
    made.execute(
        "INSERT INTO revision (batch, at, who, what, table_name, record_id, action, changes, chain)"
        " VALUES ('repair', ?, 'repair', 'Repair', ?, ?, ?, ?, '')",
        (at, *change, json.dumps(fields)),
    )


def _chain_anew(made: Any) -> None:
    """Give numbers and hashes to the revisions that are left; the report names what is lost."""
    rows = list(replay.revisions(made))
    before = chain.START
    for number, row in enumerate(rows, 1):
        old, row["number"] = row["number"], number
        before = chain.link(before, row)
        made.execute(
            "UPDATE revision SET number = ?, chain = ? WHERE number = ?", (number, before, old)
        )
