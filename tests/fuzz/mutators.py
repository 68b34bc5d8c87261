"""Changes files at random, from one seed: bytes of any file, and the parts of the kinds we read."""

import re
import warnings
import zipfile
import zlib
from collections.abc import Callable
from io import BytesIO
from random import Random

NUMBERS = (
    b"0",
    b"-1",
    b"1",
    b"255",
    b"65536",
    b"2147483647",
    b"4294967295",
    b"1e308",
    b"99999999999",
)
WORDS = (
    b"",
    b" ",
    b"=1+1",
    b'"',
    b"'",
    b"\x00",
    b"\xff\xfe",
    b"\xed\xa0\x80",
    "\u202e\u0000".encode(),
    "パパ".encode(),
    b"31/31/2026",
    b"2026-02-30",
    b"1e999",
    b"nan",
    b"-" * 40,
    b"A" * 5000,
    b"%PDF-1.7",
    b"&#0;",
    b"&a;",
    b"<![CDATA[",
    *NUMBERS,
)
MOST = 4_000_000
"""Bytes a changed file has at most."""

Mutator = Callable[[Random, bytes], bytes]


def mutated(random: Random, data: bytes, others: list[bytes]) -> bytes:
    """Return the bytes of a file changed once to four times."""
    for _ in range(random.choice((1, 1, 1, 2, 2, 4))):
        data = _changed(random, data, others)[:MOST]
    return data


def _changed(random: Random, data: bytes, others: list[bytes]) -> bytes:
    if random.random() < 0.02 and others:
        return _spliced(random, data, random.choice(others))
    own = _own(data)
    if own is not None and random.random() < 0.75:
        return own(random, data)
    return random.choice(PLAIN)(random, data)


def _own(data: bytes) -> Mutator | None:
    """Return what changes the parts of this kind of file; None where only bytes are known."""
    if data.startswith(b"PK\x03\x04"):
        return zip_member
    if b"%PDF-" in data[:1024]:
        return pdf_part
    if data.startswith(
        (b"\x89PNG", b"\xff\xd8\xff", b"SQLite format 3", b"\xd0\xcf\x11\xe0", b"0\x82")
    ):
        return None
    return text_part


def flip(random: Random, data: bytes) -> bytes:
    """Turn over some bits."""
    changed = bytearray(data)
    for _ in range(random.choice((1, 1, 3, 10, 50))):
        if changed:
            changed[random.randrange(len(changed))] ^= 1 << random.randrange(8)
    return bytes(changed)


def truncate(random: Random, data: bytes) -> bytes:
    """Keep the beginning, or lose it."""
    at = random.randrange(len(data) + 1)
    return data[:at] if random.random() < 0.8 else data[at:]


def drop(random: Random, data: bytes) -> bytes:
    """Take a piece out."""
    start, end = _span(random, data)
    return data[:start] + data[end:]


def copy(random: Random, data: bytes) -> bytes:
    """Say a piece again in another place."""
    start, end = _span(random, data)
    at = random.randrange(len(data) + 1)
    return data[:at] + data[start:end] * random.choice((1, 1, 2, 20)) + data[at:]


def insert(random: Random, data: bytes) -> bytes:
    """Put something strange in, or in place of what stood there."""
    at = random.randrange(len(data) + 1)
    what = random.choice((random.choice(WORDS), random.randbytes(random.randrange(1, 64))))
    return data[:at] + what + data[at + random.choice((0, len(what))) :]


def size(random: Random, data: bytes) -> bytes:
    """Write a strange number of two or four bytes, as lengths and counts are stored."""
    wide = random.choice((2, 4))
    value = random.choice((0, 1, 0x7FFF, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFFF)) % (1 << (8 * wide))
    at = random.randrange(len(data) + 1)
    return data[:at] + value.to_bytes(wide, random.choice(("big", "little"))) + data[at + wide :]


PLAIN: tuple[Mutator, ...] = (flip, flip, truncate, drop, copy, insert, size)


def zip_member(random: Random, data: bytes) -> bytes:
    """Change one part of a package and pack it again; a damaged package is changed as bytes."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            parts = [(row.filename, package.read(row)) for row in package.infolist()]
    except (
        zipfile.BadZipFile,
        OSError,
        ValueError,
        zlib.error,
        RuntimeError,
        NotImplementedError,
        EOFError,
    ):
        return random.choice(PLAIN)(random, data)
    if not parts:
        return random.choice(PLAIN)(random, data)
    at = random.randrange(len(parts))
    name, body = parts[at]
    how = random.random()
    if how < 0.06:
        del parts[at]
    elif how < 0.12:
        parts.append((name, parts[random.randrange(len(parts))][1]))
    elif how < 0.16:
        parts[at] = (random.choice(parts)[0], body)
    else:
        change = random.choice((xml_part, xml_part, xml_part, *PLAIN))
        parts[at] = (name, change(random, body))
    out = BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        warnings.simplefilter("ignore")  # a name may stand there twice: that is what is tried
        for row, body in parts:
            package.writestr(row, body[:MOST])
    return out.getvalue()


_ATTRIBUTE = re.compile(rb'="([^"]*)"')
_ELEMENT = re.compile(rb"<[^<>]+>")
_INNER = re.compile(rb">([^<>]+)<")


def xml_part(random: Random, data: bytes) -> bytes:
    """Change a value, a text or an element of XML."""
    pattern = random.choice((_ATTRIBUTE, _INNER, _ELEMENT))
    found = list(pattern.finditer(data[:400_000]))
    if not found:
        return random.choice(PLAIN)(random, data)
    one = random.choice(found)
    start, end = one.span(1 if pattern.groups else 0)
    other = random.choice(found)
    instead = random.choice(
        (random.choice(WORDS), random.choice(NUMBERS), other.group(pattern.groups and 1), b"")
    )
    return data[:start] + instead + data[end:]


_OBJECT = re.compile(rb"\d+ \d+ obj\b.*?endobj", re.DOTALL)
_NUMBER = re.compile(rb"(?<=[\s\[(<])-?\d+(?:\.\d+)?(?=[\s\])>/])")
_NAME = re.compile(rb"/[A-Za-z][A-Za-z0-9]*")
_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)


def pdf_part(random: Random, data: bytes) -> bytes:
    """Change one object of a PDF: a number, a name, its stream, or the object as a whole."""
    found = list(_OBJECT.finditer(data))
    if not found:
        return random.choice(PLAIN)(random, data)
    one = random.choice(found)
    body = random.choice((_number, _number, _name, _stream, _whole))(random, one.group(), found)
    return data[: one.start()] + body + data[one.end() :]


def _number(random: Random, body: bytes, _matches: list[re.Match[bytes]]) -> bytes:
    head = body.partition(b"stream")[0]
    return _instead(random, body, list(_NUMBER.finditer(head)), random.choice(NUMBERS))


def _name(random: Random, body: bytes, _matches: list[re.Match[bytes]]) -> bytes:
    names = list(_NAME.finditer(body.partition(b"stream")[0]))
    other = random.choice(names).group() if names else b"/X"
    return _instead(random, body, names, random.choice((other, b"/Kids", b"null", b"[]", b"<<>>")))


def _whole(random: Random, body: bytes, matches: list[re.Match[bytes]]) -> bytes:
    return random.choice((b"", body * 2, random.choice(matches).group(), insert(random, body)))


def _stream(random: Random, body: bytes, _matches: list[re.Match[bytes]]) -> bytes:
    inner = _STREAM.search(body)
    if inner is None:
        return random.choice(PLAIN)(random, body)
    try:
        content = zlib.decompress(inner.group(1))
    except zlib.error:
        return (
            body[: inner.start(1)]
            + random.choice(PLAIN)(random, inner.group(1))
            + body[inner.end(1) :]
        )
    packed = zlib.compress(random.choice((text_part, *PLAIN))(random, content), 1)
    return body[: inner.start(1)] + packed + body[inner.end(1) :]


def _instead(random: Random, body: bytes, places: list[re.Match[bytes]], words: bytes) -> bytes:
    if not places:
        return random.choice(PLAIN)(random, body)
    one = random.choice(places)
    return body[: one.start()] + words + body[one.end() :]


_CELL = re.compile(rb"[^,;\t\r\n]+")


def text_part(random: Random, data: bytes) -> bytes:
    """Change a cell or a line of a list."""
    how = random.random()
    if how < 0.6:
        return _instead(random, data, list(_CELL.finditer(data[:200_000])), random.choice(WORDS))
    lines = data.splitlines(keepends=True)
    if not lines:
        return insert(random, data)
    at = random.randrange(len(lines))
    changed = (
        lines[at] * random.choice((2, 50)),
        b"",
        random.choice(lines),
        lines[at].replace(b",", random.choice((b";", b",,", b"\t", b""))),
        b'"' + lines[at],
        lines[at].rstrip() + b"," * random.choice((1, 30, 3000)) + b"\n",
    )
    lines[at] = random.choice(changed)
    return b"".join(lines)


def _spliced(random: Random, data: bytes, other: bytes) -> bytes:
    return data[: random.randrange(len(data) + 1)] + other[random.randrange(len(other) + 1) :]


def _span(random: Random, data: bytes) -> tuple[int, int]:
    start = random.randrange(len(data) + 1)
    return start, min(len(data), start + random.choice((1, 4, 16, 100, 1000)))
