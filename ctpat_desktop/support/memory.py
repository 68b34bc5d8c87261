"""Keeps the memory keeper out of the way while very many small objects are made."""

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress


@contextmanager
def uncollected() -> Iterator[None]:
    """Hold back the search for dead circles of objects; ours die by counting."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def give_back() -> None:
    """Give memory that was freed back to the system; where it cannot be asked, nothing is done.

    The C library of Linux keeps what it was given, also after a long list is forgotten.
    """
    if sys.platform == "linux":
        import ctypes

        with suppress(OSError, AttributeError):  # another C library
            ctypes.CDLL(None).malloc_trim(0)
