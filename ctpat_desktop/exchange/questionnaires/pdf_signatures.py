"""Looks whether the bytes a digital signature covers are still the same.

This tells "changed after signing"; it does not tell whose signature it is, nor whether its
certificate can be trusted.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pypdf import PdfReader

from ctpat_desktop.exchange.questionnaires.pdf_tree import resolved, root_of, walk

_DIGEST = bytes.fromhex("06092a864886f70d010904")
"""The mark of the attribute messageDigest in a signature."""
_HASHES = {20: "sha1", 32: "sha256", 48: "sha384", 64: "sha512"}


@dataclass(frozen=True, slots=True)
class Signed:
    """One digital signature: where the signed bytes end, and whether they are as signed."""

    end: int
    is_unbroken: bool


def signatures(reader: PdfReader, data: bytes) -> Iterator[Signed]:
    """Yield the digital signatures of a file."""
    if b"/ByteRange" not in data:
        return
    form = resolved(root_of(reader).get("/AcroForm"))
    fields = resolved(form.get("/Fields")) if isinstance(form, Mapping) else []
    for field, _, kind in walk(fields, "", "", set(), 0):
        if kind != "/Sig":
            continue
        value = resolved(field.get("/V"))
        found = _signed(value, data) if isinstance(value, Mapping) else None
        if found is not None:
            yield found


def _signed(value: Mapping[str, Any], data: bytes) -> Signed | None:
    places = [int(place) for place in list(value.get("/ByteRange", []))[:4]]
    if len(places) != 4 or min(places) < 0 or places[2] + places[3] > len(data):
        return None
    start, length, second, rest = places
    covered = data[start : start + length] + data[second : second + rest]
    contents = value.get("/Contents", b"")
    raw = getattr(contents, "original_bytes", contents)
    return Signed(second + rest, start == 0 and _is_digest(bytes(raw), covered))


def _is_digest(signature: bytes, covered: bytes) -> bool:
    """Return whether the signature names the hash of the covered bytes."""
    at = signature.find(_DIGEST)
    if at < 0:
        return any(hashlib.new(kind, covered).digest() in signature for kind in _HASHES.values())
    rest = signature[at + len(_DIGEST) :]
    if len(rest) < 4 or rest[0] != 0x31 or rest[2] != 0x04 or rest[3] not in _HASHES:
        return False
    named = rest[4 : 4 + rest[3]]
    return hashlib.new(_HASHES[rest[3]], covered).digest() == named
