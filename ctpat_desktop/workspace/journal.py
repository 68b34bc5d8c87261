"""The revisions written since a file was opened, for saving them elsewhere when it is lost."""

import json
import zlib
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

Row = tuple[Any, ...]
"""One revision as it is stored; its hash comes last."""

MANY = 1_000
"""Revisions of one step from which on they can be packed."""
AT_ONCE = 2_000
"""Revisions packed in one piece: nobody waits long for it."""


class Run(NamedTuple):
    """Revisions of one step: what is the same in all of them, and the rows without that."""

    same: Row
    rows: Sequence[Row]

    def whole(self) -> Iterator[Row]:
        """Yield each revision as it is stored; what is the same stands after its number."""
        return ((row[0], *self.same, *row[1:]) for row in self.rows)


class Journal:
    """Revisions in their order; those of an import can be packed into a tenth of their room."""

    def __init__(self) -> None:
        """Start without a revision."""
        self._runs: list[Run | bytes] = []
        self.tip = ""
        """The hash of the newest revision, "" where there is none."""

    def __bool__(self) -> bool:
        """Return whether anything was written."""
        return bool(self.tip)

    def add(self, run: Run) -> None:
        """Add the revisions of one step."""
        same, rows = run
        if not rows:
            return
        parts = (rows[at : at + AT_ONCE] for at in range(0, len(rows), AT_ONCE))
        self._runs += (Run(same, part) for part in parts)
        self.tip = str(rows[-1][-1])

    def rows(self) -> list[Row]:
        """Return every revision."""
        return [row for run in self._runs for row in _unpacked(run).whole()]

    def pack(self) -> None:
        """Pack what is long, a piece at a time."""
        for at, run in enumerate(self._runs):
            if isinstance(run, Run) and len(run.rows) >= MANY:
                self._runs[at] = zlib.compress(json.dumps(run).encode(), 1)


def _unpacked(run: Run | bytes) -> Run:
    return run if isinstance(run, Run) else Run(*json.loads(zlib.decompress(run)))
