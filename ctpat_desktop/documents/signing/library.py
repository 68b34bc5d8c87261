"""How the signing library is used here: quietly, without a network, and never trusted to be calm.

Its work is written for an event loop. The usual loops open sockets to wake themselves up; the one
here has nothing to wait for and opens none.
"""

import asyncio
import logging
import struct
import unicodedata
import zlib
from collections.abc import Coroutine
from typing import Any, TypeVar

from asn1crypto.x509 import NameTypeAndValue
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from pyhanko.pdf_utils.misc import PdfError
from pyhanko_certvalidator.errors import (
    CRLValidationError,
    OCSPValidationError,
    PathError,
    ValidationError,
)

for _name in ("pyhanko", "pyhanko_certvalidator"):
    logging.getLogger(_name).addHandler(logging.NullHandler())

HOSTILE = (
    PdfError,
    PathError,
    ValidationError,
    CRLValidationError,
    OCSPValidationError,
    InvalidSignature,
    UnsupportedAlgorithm,
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    ArithmeticError,
    AssertionError,
    RuntimeError,
    MemoryError,
    OSError,
    EOFError,
    StopIteration,
    struct.error,
    zlib.error,
)
"""What the library may throw at a file that is damaged or was made to confuse it."""

Result = TypeVar("Result")

_prepared = NameTypeAndValue._ldap_string_prep


def _prepared_or_plain(of: NameTypeAndValue, name: str) -> str:
    """Return a name ready to be compared; one that mixes directions of writing as it is.

    RFC 4518 forbids such names and the library raises at them, but people have them and their
    certificates are valid.
    """
    try:
        return str(_prepared(of, name))
    except ValueError:
        return f" {unicodedata.normalize('NFKC', name).casefold()} "


NameTypeAndValue._ldap_string_prep = _prepared_or_plain


class _Nothing:
    """Stands where a loop keeps what it waits for; there is never anything."""

    def select(self, _seconds: float | None = None) -> list[Any]:
        """Return at once."""
        return []


class _Loop(asyncio.BaseEventLoop):
    """An event loop without sockets, for work that only computes."""

    _selector = _Nothing()

    def _process_events(self, _events: list[Any]) -> None:
        """There are none."""

    def _write_to_self(self) -> None:
        """Nobody needs to be woken up."""


def entry(of: Any, key: str, default: Any = None) -> Any:
    """Return what a PDF dictionary says under a key, wherever in the file that is kept."""
    try:
        return of[key]
    except KeyError:
        return default


def finish(work: Coroutine[Any, Any, Result]) -> Result:
    """Run a piece of the library's work to its end."""
    loop = _Loop()
    try:
        return loop.run_until_complete(work)
    finally:
        loop.close()
