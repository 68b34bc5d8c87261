"""The log of bugs: what kind of failure and where in the program, never what was being worked on.

The words of an exception are left out: they may hold what a person typed.
"""

import logging
import traceback
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType
from typing import cast

from ctpat_desktop.support import private
from ctpat_desktop.support.home import home

Failure = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class Frames(logging.Formatter):
    """Writes a failure as the names of its kinds and the lines of the program it came through."""

    def formatException(self, ei: Failure) -> str:  # noqa: N802 - logging's own name
        """Return kinds and places, from the failure itself back to what caused it."""
        lines: list[str] = []
        error, seen = ei[1], set[int]()
        while error is not None and id(error) not in seen:
            seen.add(id(error))
            lines.append(f"{type(error).__module__}.{type(error).__qualname__}")
            places = traceback.extract_tb(error.__traceback__)
            lines += [f"  {place.filename}:{place.lineno} {place.name}" for place in places]
            error = error.__cause__ or error.__context__
        return "\n".join(lines)


class _PrivateLog(RotatingFileHandler):
    """A log whose file only its owner can read, from its first moment on."""

    def _open(self) -> TextIOWrapper:
        return cast("TextIOWrapper", private.added_to(Path(self.baseFilename)))


def start_log() -> None:
    """Log bugs into a small file of the program's own folder."""
    handler = _PrivateLog(
        home() / "ctpat-desktop.log", maxBytes=200_000, backupCount=1, encoding="utf-8"
    )
    handler.setFormatter(Frames("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.getLogger("ctpat_desktop").addHandler(handler)
