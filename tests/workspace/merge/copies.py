"""Copies of a workspace that go their own ways, and what they say in the end."""

from contextlib import contextmanager

from ctpat_desktop.records import RECORDS
from ctpat_desktop.records.index import MERGES
from ctpat_desktop.workspace import door, engine
from ctpat_desktop.workspace.merge import plan, writing
from ctpat_desktop.workspace.merge.ops import Copy
from ctpat_desktop.workspace.merge.sides import Side
from tests.workspace.walking import everything


@contextmanager
def planned(mine, theirs):
    """The plan of taking `theirs` into `mine`."""
    with mine.read() as here, theirs.read() as there:
        yield plan.make(Copy(here, mine.path.name), Copy(there, theirs.path.name)), there


def merge(mine, theirs):
    """Take one copy into another and return the plan."""
    with planned(mine, theirs) as (made, there):
        with mine.work("Merge") as unit:
            writing.write(unit, made, writing.Source("file", theirs.path.name), there)
        return made


def another(workspace, name):
    """A copy of an open file, open as well."""
    path = workspace.path.with_name(name)
    with workspace.bare() as connection:
        engine.copy(connection, path, workspace.key)
    return door.open_workspace(path, workspace.key)


def words(workspace):
    """Every record a person made, without what merges note."""
    return {key: row for key, row in everything(workspace).items() if key[0] not in MERGES}


def open_values(workspace):
    """What a person is asked in a copy, by field: the values that differ."""
    with workspace.read() as session:
        copy = Copy(session, "")
        side = Side(copy, copy)
        return {
            spot: sorted({repr(head.value) for head in side.heads(spot)})
            for spot in side.contested
            if side.row(spot[:2]) is not None
            and len({repr(head.value) for head in side.heads(spot)}) >= (2 if spot[2] else 1)
        }


def lost(workspace, written):
    """Words that are neither in force, nor open, nor in the history of a copy."""
    with workspace.bare() as connection:
        tables = ("response", "contested_value", "revision", "foreign_change")
        said = [
            repr(row)
            for table in tables
            for row in connection.execute(f"SELECT * FROM {table}").fetchall()
        ]
    text = " ".join(said)
    return {word for word in written if f"{word}'" not in text and f'{word}"' not in text}


assert set(MERGES) <= set(RECORDS)
