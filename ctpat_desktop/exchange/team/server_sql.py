"""The SQL of a team's server: three tables alike, and the few statements that use them.

Plain enough for servers that speak PostgreSQL's protocol and spread their rows over many computers:
no sequence, trigger, notice, advisory lock or large object, rows of at most a mebibyte, and every
statement names the team first, which is how rows are best spread.
"""

from ctpat_desktop.exchange.team.places import CHANGE, PIECE, ROSTER

TABLES = {CHANGE: "change_file", ROSTER: "member_entry", PIECE: "document_piece"}
PART = 2**20
"""Bytes of content in one row; more goes into further rows."""
_TABLE = """CREATE TABLE IF NOT EXISTS {table} (
  team bytea NOT NULL,
  key bytea NOT NULL,
  number bigint NOT NULL,
  copy integer NOT NULL,
  part integer NOT NULL,
  size bigint NOT NULL,
  content bytea NOT NULL,
  PRIMARY KEY (team, key, number, copy, part)
)"""
COPY = """COPY {table} (team, key, number, copy, part, size, content)
FROM STDIN (FORMAT BINARY)"""
COLUMNS = ("bytea", "bytea", "int8", "int4", "int4", "int8", "bytea")
"""The types of what is copied in."""
TAKEN = """SELECT key, number, max(copy) FROM {table}
WHERE team = %s AND key = %s AND number = ANY(%s) AND part = 0 GROUP BY key, number"""
LISTING = """SELECT row.key, row.number, row.size
FROM unnest(%s::bytea[], %s::bigint[]) AS wanted (key, after)
CROSS JOIN LATERAL (
  SELECT key, number, copy, size FROM {table}
  WHERE team = %s AND key = wanted.key AND number > wanted.after AND part = 0
  ORDER BY number, copy
) AS row
ORDER BY row.key, row.number, row.copy"""
READ = """SELECT number, copy, content FROM {table}
WHERE team = %s AND key = %s AND number = ANY(%s) ORDER BY number, copy, part"""
KEYS = """WITH RECURSIVE known AS (
  (SELECT key FROM {table} WHERE team = %(team)s ORDER BY key LIMIT 1)
  UNION ALL
  SELECT (SELECT later.key FROM {table} AS later
          WHERE later.team = %(team)s AND later.key > known.key ORDER BY later.key LIMIT 1)
  FROM known WHERE known.key IS NOT NULL
)
SELECT key FROM known WHERE key IS NOT NULL"""
"""Whose rows there are, by one look into the index for each and not through all rows."""


def table(schema: str, kind: int) -> str:
    """Return the full name of a kind's table; the schema's name was checked."""
    return f'"{schema}".{TABLES[kind]}'


def preparing(schema: str) -> list[str]:
    """Return what an administrator runs once."""
    tables = [_TABLE.replace("{table}", table(schema, kind)) for kind in TABLES]
    return [f'CREATE SCHEMA IF NOT EXISTS "{schema}"', *tables]


def tuning(schema: str) -> list[str]:
    """Return what spares PostgreSQL trying to compress sealed bytes; others may refuse it."""
    change = "ALTER TABLE {table} ALTER COLUMN content SET STORAGE EXTERNAL"
    return [change.replace("{table}", table(schema, kind)) for kind in TABLES]


def granting(schema: str, role: str) -> list[str]:
    """Return the rights a person's role needs: to look and to add, never to change or delete."""
    names = ", ".join(table(schema, kind) for kind in TABLES)
    return [
        f'GRANT USAGE ON SCHEMA "{schema}" TO {role}',
        f"GRANT SELECT, INSERT ON {names} TO {role}",
    ]
