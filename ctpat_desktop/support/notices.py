"""What is to be said about work that succeeded, such as letters a printed page lacks.

Whoever starts the work listens; whoever does it, however deep below, tells. Nobody in between
has to hand anything on.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

LOG = logging.getLogger(__name__)

_otherwise: list[Callable[[str], object]] = []
_heard: ContextVar[list[str] | None] = ContextVar("heard", default=None)


@contextmanager
def collected() -> Iterator[list[str]]:
    """Collect what is told meanwhile in this thread, each notice once."""
    heard: list[str] = []
    token = _heard.set(heard)
    try:
        yield heard
    finally:
        _heard.reset(token)


def tell(words: str) -> None:
    """Say something to whoever listens; the log notes that nobody did."""
    heard = _heard.get()
    if heard is not None:
        if words not in heard:
            heard.append(words)
    elif _otherwise:
        _otherwise[-1](words)
    else:
        LOG.warning("nobody listened to a notice")


def listen(hear: Callable[[str], object]) -> None:
    """Let someone hear whatever is told while nobody collects it, such as the window."""
    _otherwise.append(hear)


def heard() -> tuple[str, ...]:
    """Return what was told so far to whoever listens now."""
    return tuple(_heard.get() or ())
