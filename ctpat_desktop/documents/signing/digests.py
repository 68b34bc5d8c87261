"""Digests of objects of a PDF with all they refer to, to tell whether something was changed."""

import hashlib
from typing import Any

from pyhanko.pdf_utils.generic import (
    ArrayObject,
    DictionaryObject,
    IndirectObject,
    StreamObject,
)

DEEPEST = 64
"""Levels of a drawing that are followed."""


def digest_of(value: Any) -> bytes:
    """Return a digest of an object of a PDF and of all it refers to."""
    digest = hashlib.sha256()
    take(digest, value, set(), 0)
    return digest.digest()


def take(digest: Any, value: Any, seen: set[int], depth: int) -> None:
    """Take an object and all it refers to into a digest."""
    if isinstance(value, IndirectObject):
        number = value.reference.idnum
        if number in seen or depth > DEEPEST:
            digest.update(b"again")
            return
        seen.add(number)
        take(digest, value.get_object(), seen, depth + 1)
    elif isinstance(value, DictionaryObject):
        for key in sorted(value):
            if key == "/Parent":
                continue
            digest.update(str(key).encode())
            take(digest, value.raw_get(key), seen, depth + 1)
        if isinstance(value, StreamObject):
            digest.update(value.encoded_data or b"")
    elif isinstance(value, ArrayObject):
        for at in range(len(value)):
            take(digest, value.raw_get(at), seen, depth + 1)
        digest.update(b"]")
    else:
        digest.update(repr(value).encode())
