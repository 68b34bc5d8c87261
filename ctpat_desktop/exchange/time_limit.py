"""Does work that may never end in a thread of its own, and gives it up when the time is over."""

import ctypes
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from threading import get_ident
from typing import TypeVar

Result = TypeVar("Result")

AGAIN = 0.2
"""Seconds until the thread is told again to end, should something have swallowed the first call."""

TIMES = 25
"""How often it is told; a single long call into a library is left to end by itself."""


class TookTooLong(BaseException):
    """The time was up; not an Exception, so that no library in between takes it for its own."""


def within(seconds: float, work: Callable[[], Result]) -> Result:
    """Return what the work returns; raise what it raises, or TookTooLong once the time is up.

    The call to end goes to the thread of the work alone and takes effect between two steps of
    the interpreter.
    """
    thread: list[int] = []

    def run() -> Result:
        thread.append(get_ident())
        return work()

    pool = ThreadPoolExecutor(max_workers=1)
    try:
        future = pool.submit(run)
        if not wait([future], timeout=seconds).done:
            _end(future, thread)
            raise TookTooLong
        return future.result()
    finally:
        pool.shutdown(wait=False)


def _end(future: "Future[Result]", thread: list[int]) -> None:
    """Tell the thread to end until it does."""
    for _ in range(TIMES):
        if thread:
            kind = ctypes.py_object(TookTooLong)
            ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread[0]), kind)
        if wait([future], timeout=AGAIN).done:
            return
