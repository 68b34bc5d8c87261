"""Proves that nothing points to a record that is gone, once for all records of a large step.

SQLite asks for each deleted record every table that may point to it: a quarter of the time an
import takes to be taken back. A step may go `unlinked` instead and be proved before it is kept.
"""

import json
from collections.abc import Collection

from sqlalchemy.orm import Session

POINTING = """
SELECT DISTINCT child.name FROM sqlite_master AS child
JOIN pragma_foreign_key_list(child.name) AS link
WHERE child.type = 'table' AND link."table" IN (SELECT value FROM json_each(?))
"""


class Dangling(Exception):
    """Something would point to a record that is gone."""


def check(session: Session, tables: Collection[str]) -> None:
    """Raise Dangling unless all is whole in tables that were changed, and in what points there."""
    session.flush()
    connection = session.connection()
    listed = json.dumps([*tables])
    pointing = connection.exec_driver_sql(POINTING, (listed,)).scalars()
    for table in {*tables, *pointing}:
        if connection.exec_driver_sql(f'PRAGMA foreign_key_check("{table}")').first():
            raise Dangling(table)
