"""Reads separated text (CSV and its relatives) in whatever encoding and with whatever separator."""

import codecs
import csv
import re
from collections import Counter
from io import StringIO
from itertools import islice
from typing import Final

from charset_normalizer import from_bytes

from ctpat_desktop.exchange.tables.workbooks import too_many
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import N_, number_text, tr

LONGEST_CELL = 1_000_000
MOST_COLUMNS = 1_000
_SEPARATORS = ",;\t|"
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
"""UTF-32 before UTF-16: the mark of one begins with the mark of the other."""
_ENCODINGS: Final = [
    *("cp1252", "mac_roman", "cp932", "gb18030", "big5", "euc_kr", "euc_jp"),
    *("cp1250", "cp1251", "cp1253", "cp1254", "cp1256", "koi8_r"),
]
_WESTERN: Final = frozenset(
    "àâäáãåæçèéêëìíîïñòóôöõøùúûüÿœßÀÂÄÁÃÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÖÕØÙÚÛÜŒ’‘“”–—…€°ºª«»¿¡\xa0"
)
_LINE = re.compile(rb"[^\n]*\n|[^\n]+")
_GUESSED = N_(
    "The letters of the file were read as {encoding}, which is a guess. Look at the names; if they "
    "are wrong, choose other letters, or save the list as .xlsx."
)
_MIXED = N_(
    "Not every line of the file is UTF-8: line {lines} was read as cp1252 (Windows, Western "
    "Europe), the rest as UTF-8. Look at the names there."
)
_MOST_NAMED = 8
_SEP_LINE = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
_SAMPLE = 100_000
_ODD = re.compile("[\x00-\x08\x0e-\x1f\x7f]")


def decoded(data: bytes, name: str, encoding: str = "") -> tuple[str, str, tuple[str, ...]]:
    """Return the text, its encoding (the given one, or a guess), and remarks; else Problem."""
    if not encoding:
        mended = _mostly_unicode(data)
        if mended is not None:
            return mended[0], "utf-8", (mended[1],)
    for wanted in (encoding,) if encoding else _guesses(data):
        try:
            text = data.decode(wanted)
        except (UnicodeError, LookupError):
            continue
        if len(_ODD.findall(text[:_SAMPLE])) * 100 <= len(text[:_SAMPLE]):
            is_weak = not encoding and not wanted.startswith("utf")
            remarks = (tr(_GUESSED).format(encoding=wanted),) if is_weak else ()
            return text.removeprefix("\ufeff"), wanted, remarks
    raise Problem(
        tr("{name} was not read: it is not text that can be read.").format(name=name),
        tr("Save it as .xlsx or as .csv."),
    )


def _mostly_unicode(data: bytes) -> tuple[str, str] | None:
    """Return a text in UTF-8 with a few lines in another encoding, and a remark that names them."""
    body = data.removeprefix(codecs.BOM_UTF8)
    if b"\0" in body[:_SAMPLE] or body.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return None
    sound, lines, wrong = 0, list[str](), list[int]()
    for number, line in enumerate(_LINE.findall(body), 1):
        try:
            lines.append(line.decode("utf-8"))
            sound += not line.isascii()
        except UnicodeDecodeError:
            lines.append(line.decode("cp1252", "replace"))
            wrong.append(number)
    if not wrong or len(wrong) > sound:
        return None
    named = ", ".join(map(str, wrong[:_MOST_NAMED])) + (", …" if wrong[_MOST_NAMED:] else "")
    return "".join(lines), tr(_MIXED).format(lines=named)


def _guesses(data: bytes) -> list[str]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return [encoding]
    start = data[:_SAMPLE]
    if start.count(0) * 5 > len(start):
        return ["utf-16-le", "utf-16-be"] if start[1::2].count(0) else ["utf-16-be"]
    if b"\0" in start:
        return []
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return [*_told_apart(data), "cp1252", "latin-1"]
    return ["utf-8"]


def _told_apart(data: bytes) -> list[str]:
    """Guess an older encoding from the lines that are not plain ASCII."""
    lines = [line for line in data[: 10 * _SAMPLE].splitlines() if not line.isascii()]
    sample = b"\n".join(lines)[:_SAMPLE]
    best = from_bytes(sample, cp_isolation=_ENCODINGS).best()
    if best is None or "cp1252" in best.could_be_from_charset:
        return []
    if best.encoding in ("cp1250", "cp1254") and _is_western(sample):
        return []
    return [best.encoding]


def _is_western(sample: bytes) -> bool:
    """Return whether a text makes sense in the usual Western encoding."""
    text = sample.decode("cp1252", "replace")
    return all(letter in _WESTERN for letter in text if not letter.isascii())


def read_delimited(text: str, name: str, most_rows: int) -> list[list[str]]:
    """Return the records of a text; the separator is found, quotes may hold line ends."""
    csv.field_size_limit(LONGEST_CELL)
    said = _SEP_LINE.match(text)
    body = text[said.end() :] if said else text
    separator = said[1] if said else _separator(body)
    try:
        rows = _records(body, separator, most_rows, strict=True)
    except csv.Error as error:
        if "unexpected end" in str(error):
            raise Problem(
                tr("{name} was not read: a quotation mark in it is never closed.").format(
                    name=name
                ),
                tr("Mend it, or save the list as .xlsx."),
            ) from error
        rows = _lenient(body, separator, name, most_rows)
    if len(rows) > most_rows:
        raise too_many(name, most_rows)
    too_wide = tr("{name} was not read: it has more than {limit} columns.")
    if any(len(row) > MOST_COLUMNS for row in rows):
        raise Problem(too_wide.format(name=name, limit=number_text(MOST_COLUMNS)))
    return [[], *rows] if said else rows


def _lenient(body: str, separator: str, name: str, most_rows: int) -> list[list[str]]:
    try:
        return _records(body, separator, most_rows, strict=False)
    except csv.Error as error:
        raise Problem(
            tr("{name} was not read: a cell in it is longer than {limit} characters.").format(
                name=name, limit=number_text(LONGEST_CELL)
            ),
            tr("Check that it is a list."),
        ) from error


def _records(body: str, separator: str, most_rows: int, *, strict: bool) -> list[list[str]]:
    reader = csv.reader(StringIO(body, newline=""), delimiter=separator, strict=strict)
    rows = list(islice(reader, most_rows + 1))
    for row in rows:
        for at, cell in enumerate(row):
            if "\r" in cell:
                row[at] = cell.replace("\r\n", "\n").replace("\r", "\n")
    return rows


def _separator(body: str) -> str:
    """Return the separator that parts the first records most evenly into most columns."""
    start = body[:_SAMPLE]
    return max(_SEPARATORS, key=lambda separator: _evenness(start, separator))


def _evenness(start: str, separator: str) -> float:
    if separator not in start:
        return 0.0
    reader = csv.reader(StringIO(start, newline=""), delimiter=separator)
    try:
        widths = [len(row) for row in islice(reader, 60) if any(row)]
    except csv.Error:
        return 0.0
    usual, count = Counter(widths).most_common(1)[0] if widths else (1, 1)
    return (usual - 1) * count / max(1, len(widths))
