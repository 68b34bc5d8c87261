"""Calls by name what is slow to import, so that the import waits until the call."""

from collections.abc import Callable
from pkgutil import resolve_name
from typing import Any


def later(name: str) -> Callable[..., Any]:
    """Return a function that imports "package.module:object" when it is called, and calls that.

    For tables of pages and prints, of which a person opens one or two.
    """

    def call(*args: object, **kwargs: object) -> Any:
        return resolve_name(name)(*args, **kwargs)

    return call
