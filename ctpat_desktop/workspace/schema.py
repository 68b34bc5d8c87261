"""Brings a file's tables to this version through the Alembic migrations, step by step."""

from pathlib import Path

from sqlalchemy import Engine

VERSION = 1
"""SQLite's `user_version` of the newest schema; one more with every migration."""


def upgrade(engine: Engine) -> None:
    """Run the migrations a file still lacks; nothing is imported when there are none."""
    with engine.connect() as connection:
        if connection.exec_driver_sql("PRAGMA user_version").scalar_one() == VERSION:
            return
    _migrate(engine)


def _migrate(engine: Engine) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).with_name("migrations")))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        connection.exec_driver_sql(f"PRAGMA user_version = {VERSION}")
