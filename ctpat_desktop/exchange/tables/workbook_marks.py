"""Finds in the XML of a workbook what its stored values alone do not tell.

How numbers are shown (zeros in front), cells in error, formulas without a stored result, and from
which day dates are counted. The package was looked through before: no entities, bounded size.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from posixpath import normpath
from xml.etree import ElementTree

from ctpat_desktop.exchange.zip_guard import Package, damaged

Place = tuple[int, int]
"""Row and column of a cell, from 0."""

_FORMULA_FOLLOWS = rb"[^<>]*>\s*<(?:\w+:)?f\b"
_STYLED = rb"[^<>]*\bs\s*=\s*[\"'](?:%b)[\"']"
_WRONG = rb"[^<>]*\bt\s*=\s*[\"']e[\"']"
_ATTRIBUTE = re.compile(rb"\b(r|s|t)\s*=\s*[\"']([^\"']*)[\"']")
_STORED = re.compile(rb"<(?:\w+:)?v\b[^<>/]*>([^<]+)<")
_FORMULA = re.compile(rb"<(?:\w+:)?f\b")
_ERROR = re.compile(rb"\bt\s*=\s*[\"']e[\"']")
_PLACE = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d{1,7})")
_PIECES = re.compile(r"\\(.)|\"([^\"]*)\"|(.)")
"""Of a number format: an escaped letter, quoted words, or a sign with a meaning."""
_DIGIT = "\0"
_MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class Marks:
    """What is known about the cells of one sheet beside their stored values."""

    shown: Mapping[Place, str] = field(default_factory=dict)
    """Texts shown in place of numbers, and the words of cells in error."""
    unstored: tuple[str, ...] = ()
    """Some cells whose formula has no stored result, such as "B7"."""


def counts_from_1904(package: Package) -> bool:
    """Return whether a workbook counts its days from 1904, as old ones from a Mac do."""
    text = package.text("xl/workbook.xml")
    found = re.search(rb"date1904\s*=\s*[\"'](1|true|on)[\"']", text, re.IGNORECASE)
    return found is not None


def sheet_parts(package: Package) -> dict[str, str]:
    """Return the part of each sheet by the name of the sheet."""
    book = _tree(package, "xl/workbook.xml")
    links = _tree(package, "xl/_rels/workbook.xml.rels")
    targets = {
        row.get("Id", ""): normpath(f"xl/{row.get('Target', '')}".replace("\\", "/"))
        if not row.get("Target", "").startswith("/")
        else row.get("Target", "").lstrip("/")
        for row in links
    }
    found = {}
    for row in book.iter():
        if _local(row.tag) == "sheet":
            link = next((text for key, text in row.attrib.items() if _local(key) == "id"), "")
            found[row.get("name", "")] = targets.get(link, "")
    return found


def padded_styles(package: Package) -> dict[int, str]:
    """Return the styles that show a number with zeros in front: style to pattern of digits."""
    if "xl/styles.xml" not in {part.name for part in package.parts}:
        return {}
    formats, styles = dict[str, str](), dict[int, str]()
    root = _tree(package, "xl/styles.xml")
    for row in root.iter():
        if _local(row.tag) == "numFmt":
            formats[row.get("numFmtId", "")] = row.get("formatCode", "")
    for block in root:
        if _local(block.tag) != "cellXfs":
            continue
        for place, row in enumerate(block):
            pattern = _pattern(formats.get(row.get("numFmtId", ""), ""))
            if pattern:
                styles[place] = pattern
    return styles


def marks_of(text: bytes, padded: Mapping[int, str]) -> Marks:
    """Return what the XML of a sheet says about its cells beyond their values."""
    if not (padded or _has_errors(text) or _has_formulas(text)):
        return Marks()
    shown, unstored = dict[Place, str](), list[str]()
    for place, kind, style, inner in _cells(text, padded):
        stored = _STORED.search(inner)
        value = stored[1].decode("utf-8", "replace").strip() if stored else ""
        if kind == "e":
            shown[place] = value or "#N/A"
        elif kind in ("", "n") and style in padded and value:
            words = _padded(value, padded[style])
            if words:
                shown[place] = words
        elif kind != "str" and not value and _FORMULA.search(inner):
            unstored.append(f"{_letters(place[1])}{place[0] + 1}")
    return Marks(shown, tuple(unstored[:_MOST_NAMED]))


def _has_errors(text: bytes) -> bool:
    if not _has_letter(text, b"e"):
        return False
    return (b'"e"' in text or b"'e'" in text) and _ERROR.search(text) is not None


def _has_formulas(text: bytes) -> bool:
    if not _has_letter(text, b"f"):
        return False
    return (b"<f" in text or b":f" in text) and _FORMULA.search(text) is not None


def _has_letter(text: bytes, letter: bytes) -> bool:
    """Return whether a letter stands anywhere in the rows; told twenty times faster than two are.

    Many programs write rows of numbers and marks alone.
    """
    rows = text.find(b"sheetData") + len(b"sheetData")
    return text.find(letter, rows, text.rfind(b"sheetData")) >= 0


def _cells(text: bytes, padded: Mapping[int, str]) -> Iterator[tuple[Place, str, int, bytes]]:
    """Yield the cells that may show more than their value; the others are passed over quickly."""
    kinds = [_WRONG, _FORMULA_FOLLOWS]
    if padded:
        kinds.append(_STYLED % b"|".join(str(style).encode() for style in padded))
    wanted = rb"<(?:\w+:)?c\s(?:(?=%b))([^<>/]*(?:/(?!>)[^<>/]*)*)>(.*?)</(?:\w+:)?c>" % b"|".join(
        kinds
    )
    for attributes, inner in re.findall(wanted, text, re.DOTALL):
        said = {
            key: value.decode("ascii", "replace") for key, value in _ATTRIBUTE.findall(attributes)
        }
        found = _PLACE.fullmatch(said.get(b"r", ""))
        if found is None:
            continue
        place = int(found[2]) - 1, _number(found[1]) - 1
        style = said.get(b"s", "0")
        yield place, said.get(b"t", ""), int(style) if style.isdigit() else 0, inner


def _pattern(code: str) -> str:
    """Return what a format shows, each digit as `_DIGIT`; "" where it pads no number."""
    bare = re.sub(r"\[[^\]]*\]|_.|\*.", "", code.split(";")[0])
    pieces = [literal or escaped or sign for escaped, literal, sign in _PIECES.findall(bare)]
    signs = [sign for _, _, sign in _PIECES.findall(bare) if sign]
    if not set(signs) <= set("0-() +/") or signs.count("0") < 2:
        return ""
    return "".join(_DIGIT if piece == "0" else piece for piece in pieces)


def _padded(value: str, pattern: str) -> str:
    """Return a whole number as a pattern such as 00000-0000 shows it; "" for any other number."""
    try:
        number = float(value)
    except ValueError:
        return ""
    if not number.is_integer() or not 0 <= number < 10**15:
        return ""
    count = pattern.count(_DIGIT)
    digits = str(int(number)).zfill(count)
    extra = len(digits) - count + 1
    each = iter((digits[:extra], *digits[extra:]))
    return "".join(next(each) if sign == _DIGIT else sign for sign in pattern)


def _tree(package: Package, part: str) -> ElementTree.Element:
    try:
        return ElementTree.fromstring(package.text(part))  # noqa: S314 - no entities, see above
    except ElementTree.ParseError as error:
        raise damaged(package.name) from error


def _local(name: str) -> str:
    return name.rpartition("}")[2]


def _number(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def _letters(column: int) -> str:
    """Return the letters of a column from its number from 0."""
    letters, left = "", column + 1
    while left:
        left, digit = divmod(left - 1, 26)
        letters = chr(65 + digit) + letters
    return letters
