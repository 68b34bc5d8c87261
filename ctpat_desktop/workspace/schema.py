"""Brings a file's tables to this version through the Alembic migrations, step by step."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Engine, StaticPool, create_engine

VERSION = 9
"""SQLite's `user_version` of the newest schema; one more with every migration."""

_ALEMBIC = Lock()
"""Alembic keeps the running migration in module globals; a check may run beside a backup."""


def lay(engine: Engine) -> None:
    """Make this version's tables in an empty file, all of them or none."""
    with engine.begin() as connection:
        for statement in statements().values():
            connection.exec_driver_sql(statement)
        connection.exec_driver_sql("INSERT INTO alembic_version VALUES (?)", (_made().revision,))
        connection.exec_driver_sql(f"PRAGMA user_version = {VERSION}")


def lay_version(engine: Engine, version: int) -> None:
    """Make the tables of this or an earlier version in an empty file."""
    if version == VERSION:
        lay(engine)
        return
    _migrate(engine, version)


def upgrade(engine: Engine) -> None:
    """Run the migrations a file still lacks; nothing is imported when there are none."""
    with engine.connect() as connection:
        if connection.exec_driver_sql("PRAGMA user_version").scalar_one() == VERSION:
            return
    _migrate(engine)


def declared() -> dict[str, Any]:
    """Return the shape that this version's migrations give an empty file."""
    return _made().shape


def statements() -> dict[str, str]:
    """Return the statements that make this version's tables and indexes, by name."""
    return _made().statements


@dataclass(frozen=True)
class _Made:
    """What the migrations make of an empty file."""

    shape: dict[str, Any]
    statements: dict[str, str]
    revision: str


@cache
def _made() -> _Made:
    """Run every migration once, in memory; laying the result in a file takes a tenth of it."""
    engine = create_engine("sqlite://", module=sqlcipher, poolclass=StaticPool)
    try:
        _migrate(engine)
        connection: Any = engine.raw_connection().driver_connection
        query = "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY rowid"
        made = dict(connection.execute(query).fetchall())
        (revision,) = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        return _Made(shape(connection), made, revision)
    finally:
        engine.dispose()


def shape(connection: Any) -> dict[str, Any]:
    """Return columns, links and indexes of every table; equal shapes hold the same data."""
    query = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    names = [row[0] for row in connection.execute(query)]
    return {name: _table(connection, name) for name in names}


def _table(connection: Any, name: str) -> tuple[Any, ...]:
    columns = connection.execute(f'PRAGMA table_info("{name}")').fetchall()
    links = connection.execute(f'PRAGMA foreign_key_list("{name}")').fetchall()
    indexes = connection.execute(f'PRAGMA index_list("{name}")').fetchall()
    return (
        tuple(tuple(column[1:4]) + tuple(column[5:]) for column in columns),
        tuple(sorted(tuple(link[2:7]) for link in links)),
        tuple(sorted((index[1] if index[3] == "c" else index[3], index[2]) for index in indexes)),
    )


def _migrate(engine: Engine, version: int = VERSION) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).with_name("migrations")))
    with _ALEMBIC, engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, f"{version:04}")
        connection.exec_driver_sql(f"PRAGMA user_version = {version}")
