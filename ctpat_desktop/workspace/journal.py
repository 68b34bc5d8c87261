"""The revisions written since a file was opened, for saving them elsewhere when it is lost."""

import json
import zlib
from collections.abc import Sequence
from typing import Any

Row = tuple[Any, ...]
"""One revision as it is stored; its hash comes last."""

MANY = 1_000
"""Revisions of one step from which on they can be packed."""
AT_ONCE = 2_000
"""Revisions packed in one piece: nobody waits long for it."""


class Journal:
    """Revisions in their order; those of an import can be packed into a tenth of their room."""

    def __init__(self) -> None:
        """Start without a revision."""
        self._runs: list[list[Row] | bytes] = []
        self.tip = ""
        """The hash of the newest revision, "" where there is none."""

    def __bool__(self) -> bool:
        """Return whether anything was written."""
        return bool(self.tip)

    def add(self, rows: Sequence[Row]) -> None:
        """Add the revisions of one step."""
        if not rows:
            return
        if len(rows) > MANY:
            self._runs += [[*rows[at : at + AT_ONCE]] for at in range(0, len(rows), AT_ONCE)]
        elif self._runs and isinstance(self._runs[-1], list) and len(self._runs[-1]) < MANY:
            self._runs[-1] += rows
        else:
            self._runs.append([*rows])
        self.tip = str(rows[-1][-1])

    def rows(self) -> list[Row]:
        """Return every revision."""
        return [row for run in self._runs for row in _unpacked(run)]

    def pack(self) -> None:
        """Pack what is long, a piece at a time."""
        for at, run in enumerate(self._runs):
            if isinstance(run, list) and len(run) >= MANY:
                self._runs[at] = zlib.compress(json.dumps(run).encode(), 1)


def _unpacked(run: list[Row] | bytes) -> list[Row]:
    return run if isinstance(run, list) else [*map(tuple, json.loads(zlib.decompress(run)))]
