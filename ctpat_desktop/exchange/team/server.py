"""A PostgreSQL server as the place of a team: the only module that opens a connection.

The driver is an extra of its own and is loaded when a server is first used. Rows are added and
read, never changed; every job can be done twice, so that it is simply done again after a connection
broke or where the server asks for it.
"""

import random
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cache
from typing import Any, TypeVar

from ctpat_desktop.exchange.team import server_sql
from ctpat_desktop.exchange.team.credentials import Credentials
from ctpat_desktop.exchange.team.places import Listing, PlaceProblem, Row, Slot
from ctpat_desktop.exchange.team.server_sql import COLUMNS, PART, TABLES, table
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import N_, tr

SAFE = N_("What you typed is safe on this computer and goes out later.")
WAITS = (0.05, 0.1, 0.2, 0.5, 1.0)
"""Seconds between the tries, each up to twice as long, so that two do not meet again."""
AGAIN = ("40001", "40P01", "23505", "55P03")
"""What a server says when the same job may work a moment later: others were at the same rows."""
ENDED = ("57P01", "57P02", "57P03", "08000", "08003", "08006")
"""The connection is over or not yet possible; one more try with a new one."""
TIMEOUT = 600
"""Seconds for one statement: eight megabytes also on a very slow line."""
PATIENCE = 90
"""Seconds without a byte from the server, which may be frozen, after which it is given up."""
CONNECTING = 10
"""Seconds to connect."""
REASONS: Mapping[str, tuple[str, str]] = {
    "28P01": (N_("it refused the name or the password"), N_("Enter them again.")),
    "28000": (N_("it does not let you in"), N_("Ask whoever runs the server.")),
    "3F000": (N_("it is not prepared for a team"), N_("Ask whoever runs it to prepare it.")),
    "42P01": (N_("it is not prepared for a team"), N_("Ask whoever runs it to prepare it.")),
    "42501": (N_("you may not do this there"), N_("Ask whoever runs it for the right to.")),
    "25006": (N_("it can only be read now"), N_("Ask whoever runs the server.")),
    "53100": (N_("its disk is full"), N_("Ask whoever runs the server to make room.")),
    "53200": (N_("it is out of memory"), N_("Try again later.")),
    "53300": (N_("too many are connected to it"), N_("Try again later.")),
    "57014": (N_("it took too long"), N_("Try again later.")),
}
"""What an error's number means for a person, and what to do."""
NO_ANSWER = (N_("it does not answer"), N_("Check the network; it is tried again by itself."))
NOT_TRUSTED = (
    N_("its certificate is not trusted"),
    N_("Ask whoever runs the server for its certificate."),
)

Made = TypeVar("Made")


def driver() -> Any:
    """Return psycopg; Problem where this installation has no part for servers."""
    try:
        import psycopg
    except ImportError as error:
        raise Problem(
            tr("This installation has no part for team servers."),
            tr("Install the program with its extra “team”, or use a shared folder."),
        ) from error
    return psycopg


class Server:
    """The rows of one team in a database."""

    def __init__(self, credentials: Credentials, team: str) -> None:
        credentials.check()
        self.team = team
        self._credentials = credentials
        self._psycopg = driver()
        self._open: Any = None

    def close(self) -> None:
        """End the connection, if there is one."""
        if self._open is not None:
            with suppress(self._psycopg.Error):
                self._open.close()
        self._open = None

    def put(self, items: Sequence[tuple[Slot, bytes]], *, again: bool = False) -> list[Slot]:
        """Add rows in one transaction; a slot that has some stays, and is returned."""
        if not items:
            return []
        kind = items[0][0].kind

        def job(connection: Any) -> list[Slot]:
            with connection.transaction():  # some distributed servers copy in batches without one
                copies = self._copies(connection, [slot for slot, _ in items])
                new = [row for row in items if again or row[0] not in copies]
                rows = (self._rows(slot, data, copies.get(slot, -1) + 1) for slot, data in new)
                self._copy_in(connection, kind, rows)
            return [] if again else sorted(copies)

        return self._run(job)

    def keys(self, kind: int) -> list[str]:
        """Return whose rows of a kind there are."""
        query = self._of(server_sql.KEYS, kind)
        return [bytes(row[0]).hex() for row in self._asked(query, {"team": self._team})]

    def listing(self, kind: int, after: Mapping[str, int]) -> Listing:
        """Return what there is of each key after a number."""
        keys = [bytes.fromhex(key) for key in after]
        query = self._of(server_sql.LISTING, kind)
        rows = self._asked(query, (keys, list(after.values()), self._team)) if keys else []
        slots = ((Slot(kind, bytes(key).hex(), number), size) for key, number, size in rows)
        return Listing([Row(slot, size) for slot, size in slots])

    def read(self, slots: Sequence[Slot]) -> Iterator[tuple[Slot, list[bytes]]]:
        """Yield what lies in each slot."""
        there: dict[Slot, dict[int, list[bytes]]] = {}
        for (kind, key), numbers in _by_key(slots).items():
            query = self._of(server_sql.READ, kind)
            rows = self._asked(query, (self._team, bytes.fromhex(key), numbers))
            for number, copy, content in rows:
                parts = there.setdefault(Slot(kind, key, number), {}).setdefault(copy, [])
                parts.append(content)
        for slot in slots:
            if slot in there:
                yield slot, [_joined(parts) for parts in there[slot].values()]

    @property
    def _team(self) -> bytes:
        return bytes.fromhex(self.team)

    def _of(self, query: str, kind: int) -> str:
        return query.replace("{table}", table(self._credentials.schema, kind))

    def _copies(self, connection: Any, slots: Sequence[Slot]) -> dict[Slot, int]:
        """Return the number of the newest copy in each slot that is taken."""
        copies = {}
        for (kind, key), numbers in _by_key(slots).items():
            values = (self._team, bytes.fromhex(key), numbers)
            query = self._of(server_sql.TAKEN, kind)
            for _, number, copy in connection.execute(query, values, binary=True):
                copies[Slot(kind, key, number)] = copy
        return copies

    def _rows(self, slot: Slot, data: bytes, copy: int) -> Iterator[tuple[Any, ...]]:
        key, size = bytes.fromhex(slot.key), len(data)
        for part, at in enumerate(range(0, size, PART)):
            yield (self._team, key, slot.number, copy, part, size, data[at : at + PART])

    def _copy_in(
        self, connection: Any, kind: int, items: Iterable[Iterable[tuple[Any, ...]]]
    ) -> None:
        with connection.cursor().copy(self._of(server_sql.COPY, kind)) as copying:
            copying.set_types(COLUMNS)
            for rows in items:
                for row in rows:
                    copying.write_row(row)

    def _asked(self, query: str, values: Any) -> list[Any]:
        return self._run(
            lambda connection: connection.execute(query, values, binary=True).fetchall()
        )

    def _run(self, job: Callable[[Any], Made]) -> Made:
        """Do a job; again where others were at the same rows or the connection broke."""
        for wait in WAITS:
            try:
                return job(self._connected())
            except self._psycopg.Error as error:
                if not self._may_try_again(error):
                    raise self._problem(error) from error
            time.sleep(wait * random.uniform(1, 2))  # noqa: S311 - only so that two do not meet
        try:
            return job(self._connected())
        except self._psycopg.Error as error:
            raise self._problem(error) from error

    def _may_try_again(self, error: Any) -> bool:
        if error.sqlstate in AGAIN:
            return True
        was_open = self._open is not None
        is_over = error.sqlstate in ENDED or (was_open and self._open.closed)
        if is_over:
            self.close()
        return is_over and (was_open or error.sqlstate in ENDED)

    def _connected(self) -> Any:
        if self._open is None:
            connection = _never_waits_for_ever(self._psycopg)
            self._open = connection.connect(**_parameters(self._credentials))
            self._open.execute(f"SET statement_timeout = {TIMEOUT * 1000}")
        return self._open

    def _problem(self, error: Any) -> PlaceProblem:
        self.close()
        return _problem(error, self._credentials)


def prepare(credentials: Credentials, roles: Iterable[str] = ()) -> None:
    """Make the schema and its tables, as their owner, and give roles their rights."""
    credentials.check()
    psycopg = driver()
    statements = server_sql.preparing(credentials.schema)
    for role in roles:
        name = psycopg.sql.Identifier(role).as_string()
        statements += server_sql.granting(credentials.schema, name)
    try:
        with psycopg.connect(**_parameters(credentials)) as connection:
            for statement in statements:
                connection.execute(statement)
            for statement in server_sql.tuning(credentials.schema):
                with suppress(psycopg.Error):
                    connection.execute(statement)
    except psycopg.Error as error:
        raise _problem(error, credentials) from error


@cache
def _never_waits_for_ever(psycopg: Any) -> Any:
    """Return a kind of connection that gives up a server from which nothing comes any more."""

    class Limited(psycopg.Connection):  # type: ignore[misc]
        def wait(self, generator: Any, *arguments: Any, **more: Any) -> Any:
            return super().wait(_limited(generator), *arguments, **more)

    def _limited(generator: Any) -> Any:
        """Pass on what the driver waits for; it looks up every tenth of a second."""
        last = time.monotonic()
        try:
            awaited = next(generator)
            while True:
                ready = yield awaited
                now = time.monotonic()
                last = now if ready else last
                if now - last > PATIENCE:
                    raise psycopg.OperationalError("nothing comes from the server")
                awaited = generator.send(ready)
        except StopIteration as end:
            return end.value

    return Limited


def _parameters(credentials: Credentials) -> dict[str, Any]:
    """Return how to connect; nothing is left to settings of the surroundings."""
    safe = {"sslmode": "verify-full", "sslrootcert": credentials.root_certificate or "system"}
    plain = {"sslmode": "disable"}
    if credentials.host == "localhost" and credentials.is_plain:
        plain["hostaddr"] = "127.0.0.1"
    return {
        "host": credentials.host,
        "port": credentials.port,
        "dbname": credentials.database,
        "user": credentials.user,
        "password": credentials.password,
        "application_name": "ctpat-desktop",
        "connect_timeout": CONNECTING,
        "gssencmode": "disable",
        "keepalives_idle": 10,
        "keepalives_interval": 5,
        "keepalives_count": 3,
        "tcp_user_timeout": 30_000,
        "autocommit": True,
        "prepare_threshold": None,  # a pool of connections in between would not know it
        **(plain if credentials.is_plain else safe),
    }


def _problem(error: Any, credentials: Credentials) -> PlaceProblem:
    reason, hint = _reason(error.sqlstate, str(error))
    text = tr("The team's server {host} cannot be used: {reason}.")
    text = text.format(host=credentials.host, reason=tr(reason))
    return PlaceProblem(text, f"{tr(SAFE)} {tr(hint)}")


def _reason(sqlstate: str | None, words: str) -> tuple[str, str]:
    """Return what happened and what to do; a refusal to connect has words and no number."""
    if sqlstate:
        return REASONS.get(
            sqlstate,
            (tr("error {sqlstate}").format(sqlstate=sqlstate), tr("Ask whoever runs the server.")),
        )
    if "certificate" in words or "SSL" in words:
        return NOT_TRUSTED
    if "password authentication failed" in words:
        return REASONS["28P01"]
    _, _, refusal = words.partition("FATAL:")
    line = refusal.strip().split("\n")[0]
    return (
        (tr("it answers “{line}”").format(line=line), tr("Ask whoever runs the server."))
        if line
        else NO_ANSWER
    )


def _joined(parts: Sequence[bytes]) -> bytes:
    return parts[0] if len(parts) == 1 else b"".join(parts)


def _by_key(slots: Iterable[Slot]) -> dict[tuple[int, str], list[int]]:
    numbers: dict[tuple[int, str], list[int]] = {}
    for kind, key, number in slots:
        numbers.setdefault((kind, key), []).append(number)
    return numbers


__all__ = ["TABLES", "Server", "driver", "prepare"]
