"""Ends work on a file from outside when it takes too long, in whichever thread it runs."""

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread, get_ident

AGAIN = 0.2
"""Seconds until the work is told again to end, should something have swallowed the first call."""


class TookTooLong(BaseException):
    """The time was up; not an Exception, so that no library in between takes it for its own."""


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Raise TookTooLong inside the block once the time is up.

    Works between two steps of the interpreter: one single long call into a library ends first.
    """
    thread, is_over = get_ident(), Event()

    def watch() -> None:
        wait = seconds
        while not is_over.wait(wait):
            _raise_in(thread, TookTooLong)
            wait = AGAIN

    watcher = Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield
    finally:
        _close(thread, is_over, watcher)


def _close(thread: int, is_over: Event, watcher: Thread) -> None:
    """Stop the watcher and take back a call that has not arrived yet."""
    try:
        is_over.set()
        watcher.join()
    finally:
        _raise_in(thread, None)


def _raise_in(thread: int, what: type[BaseException] | None) -> None:
    kind = ctypes.py_object(what) if what is not None else None
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), kind)
