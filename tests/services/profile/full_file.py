"""A file with rows in every table, of values that are hard to write down: for the open export."""

import hashlib
import json
import random
from contextlib import closing

from ctpat_desktop.workspace import engine, open_rows, schema
from ctpat_desktop.workspace.blobs import SLICE

HARD = (
    *("", " ", "Seals are kept.", "naïve Ñandú", "深圳 港口", "שלום עולם", "مرحبا", "👩‍✈️ 🇺🇸"),
    *('"quoted" \\ back', "two\nlines\r\nand\ttab", "\u2028 and \u2029", "],\n[{", "\x01\x1f\x7f"),
    *("=1+1", "null", "true", "2026-02-30", "2026-02-30T10:00:00.000000Z", "x" * 70_000, "\ufeff"),
)
CHANGES = ({}, {"a": [None, "x"]}, {"half": ["\ud800", 1.5]}, {"deep": [[{"b": []}], 10**15]})
SIZES = (0, 1, 5000, SLICE, SLICE + 1, 2 * SLICE + 7)


def fill(path, key, seed, each=3):
    """Put rows into every table and return how many; links lead to rows that are there."""
    chance = random.Random(seed)
    with closing(engine.bare(path, key)) as connection:
        shape = schema.shape(connection)
        tables = open_rows.tables_of(shape)
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("BEGIN")
        count = sum(
            put(connection, name, row_of(chance, name, columns, shape[name][1], number))
            for name, columns in tables.items()
            for number in range(1, each + 1)
        )
        for size in SIZES:
            store(connection, chance.randbytes(size))
        connection.execute("COMMIT")
        assert connection.execute("PRAGMA foreign_key_check").fetchone() is None
        counts = [connection.execute(f'SELECT count(*) FROM "{t}"').fetchone()[0] for t in tables]
    assert min(counts) >= each
    return count


def row_of(chance, table, columns, links, number):
    parents = {link[1]: link[0] for link in links}
    return {one.name: value_of(chance, table, one, parents, number) for one in columns}


def value_of(chance, table, column, parents, number):
    if column.name in parents:
        return f"{parents[column.name]}-{number}" if column.required else None
    if column.in_key and column.type != "INTEGER":
        return f"{table}-{number}"
    if column.in_key or column.name in ("number", "position", "year"):
        return number + (10_000 if table == "revision" else 0)
    if not column.required and chance.random() < 0.3:
        return None
    return VALUES.get(column.type, text)(chance)


def text(chance):
    return chance.choice(HARD)


VALUES = {
    "INTEGER": lambda chance: chance.choice((0, 1, -7, 2**31, 2**62)),
    "BIGINT": lambda chance: chance.choice((0, -(2**62), 2**62)),
    "BOOLEAN": lambda chance: chance.choice((0, 1)),
    "DATE": lambda chance: f"{chance.randint(1990, 2040)}-0{chance.randint(1, 9)}-15",
    "DATETIME": lambda chance: (
        f"2026-11-21 10:00:{chance.randint(10, 59)}.{chance.randint(0, 9)}00007"
    ),
    "JSON": lambda chance: json.dumps(chance.choice(CHANGES)),
}


def put(connection, table, row):
    names = ", ".join(f'"{name}"' for name in row)
    marks = ", ".join("?" * len(row))
    connection.execute(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', list(row.values()))
    return 1


def store(connection, data):
    pieces = [data[at : at + SLICE] for at in range(0, len(data), SLICE)] or [b""]
    rows = [(hashlib.sha256(data).hexdigest(), at, piece) for at, piece in enumerate(pieces)]
    connection.executemany("INSERT INTO evidence_chunk VALUES (?, ?, ?)", rows)
