"""What the styles and lists of a Word document say of a paragraph: heading level, number, bullet.

Word keeps the numbers of its lists apart from the words; they are counted here as Word counts.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MOST_STEPS = 20
"""Styles that build on one another; a circle ends here."""
_COUNTS = frozenset({"decimal", "decimalZero", ""})
"""Ways of counting whose numbers are known here; letters and Roman numerals name no criterion."""
_TEXT_LEVEL = 9
"""The outline level Word gives to what is no heading."""


@dataclass(frozen=True, slots=True)
class Style:
    """One style: its name in small letters, the one it builds on, and what it says itself."""

    name: str
    based_on: str
    level: int | None
    numbering: tuple[str, int] | None
    is_bold: bool


def value(element: Element | None, tag: str) -> str | None:
    """Return the value of a child such as `w:pStyle`, None where there is no such child."""
    child = element.find(f"{W}{tag}") if element is not None else None
    return None if child is None else child.get(f"{W}val", "")


def is_on(element: Element | None, tag: str) -> bool:
    """Return whether a switch such as `w:b` is there and not off."""
    found = value(element, tag)
    return found is not None and found not in ("0", "false", "off", "none")


def whole(text: str | None) -> int | None:
    """Return a whole number, None where the text is none."""
    try:
        return int(text) if text is not None and len(text) < 10 else None
    except ValueError:
        return None


class Styles:
    """The styles of a document."""

    def __init__(self, root: Element | None) -> None:
        """Read the part of the styles; a document may have none."""
        every = root.findall(f"{W}style") if root is not None else []
        self._styles = {row.get(f"{W}styleId", ""): _style(row) for row in every}

    def chain(self, style_id: str) -> Iterator[Style]:
        """Yield a style and those it builds on."""
        for _ in range(_MOST_STEPS):
            style = self._styles.get(style_id)
            if style is None:
                return
            yield style
            style_id = style.based_on

    def name(self, style_id: str) -> str:
        """Return the name of a style in small letters; its id where it is not described."""
        return next((style.name for style in self.chain(style_id)), style_id.lower())

    def level(self, style_id: str) -> int:
        """Return the level of a heading, from 1; 0 for what is none."""
        for style in self.chain(style_id):
            head, _, tail = style.name.rpartition(" ")
            if head == "heading" and tail.isdigit():
                return min(int(tail), _TEXT_LEVEL)
            if style.level is not None:
                return style.level + 1 if style.level < _TEXT_LEVEL else 0
        return 0

    def numbering(self, style_id: str) -> tuple[str, int] | None:
        """Return the list and level a style puts its paragraphs into."""
        for style in self.chain(style_id):
            if style.numbering is not None:
                return style.numbering
        return None


def _style(row: Element) -> Style:
    properties, letters = row.find(f"{W}pPr"), row.find(f"{W}rPr")
    return Style(
        name=(value(row, "name") or "").lower(),
        based_on=value(row, "basedOn") or "",
        level=whole(value(properties, "outlineLvl")),
        numbering=list_of(properties),
        is_bold=is_on(letters, "b"),
    )


def list_of(properties: Element | None) -> tuple[str, int] | None:
    """Return the list and level, from 0, that a paragraph is in."""
    found = properties.find(f"{W}numPr") if properties is not None else None
    if found is None:
        return None
    return value(found, "numId") or "", whole(value(found, "ilvl")) or 0


@dataclass(slots=True)
class _Level:
    """One level of a list: where it starts, how it counts, and what it shows."""

    start: int
    way: str
    shown: str


@dataclass(slots=True)
class Lists:
    """Counts the numbers of the lists of a document, paragraph by paragraph."""

    root: Element | None
    _abstract: dict[str, dict[int, _Level]] = field(default_factory=dict)
    _of: dict[str, str] = field(default_factory=dict)
    _starts: dict[tuple[str, int], int] = field(default_factory=dict)
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)
    _seen: set[tuple[str, int]] = field(default_factory=set)

    def __post_init__(self) -> None:
        """Read the part of the lists; a document may have none."""
        for row in self.root.findall(f"{W}abstractNum") if self.root is not None else ():
            levels = {
                whole(level.get(f"{W}ilvl")) or 0: _Level(
                    start=_or(whole(value(level, "start")), 1),
                    way=value(level, "numFmt") or "",
                    shown=value(level, "lvlText") or "",
                )
                for level in row.findall(f"{W}lvl")
            }
            self._abstract[row.get(f"{W}abstractNumId", "")] = levels
        for row in self.root.findall(f"{W}num") if self.root is not None else ():
            number = row.get(f"{W}numId", "")
            self._of[number] = value(row, "abstractNumId") or ""
            for change in row.findall(f"{W}lvlOverride"):
                start = whole(value(change, "startOverride"))
                if start is not None:
                    self._starts[number, whole(change.get(f"{W}ilvl")) or 0] = start

    def label(self, number: str, at: int) -> tuple[str, bool]:
        """Return what Word shows before the next paragraph of a list, and whether that is known."""
        key = self._of.get(number, "")
        levels = self._abstract.get(key, {})
        level = levels.get(at)
        if level is None:
            return "", False
        counts = self._counts.setdefault(key, {})
        own = self._starts.get((number, at))
        is_first = (number, at) not in self._seen
        self._seen.add((number, at))
        if own is not None and is_first:
            counts[at] = own
        else:
            counts[at] = counts[at] + 1 if at in counts else level.start
        for deeper in [each for each in counts if each > at]:
            del counts[deeper]
        return self._shown(levels, counts, at)

    def _shown(
        self, levels: dict[int, _Level], counts: dict[int, int], at: int
    ) -> tuple[str, bool]:
        if levels[at].way == "bullet":
            return "•", True
        shown, is_known = levels[at].shown, True
        for each in range(9):
            mark = f"%{each + 1}"
            if mark in shown:
                level = levels.get(each)
                is_known = is_known and level is not None and level.way in _COUNTS
                start = level.start if level is not None else 1
                shown = shown.replace(mark, str(counts.get(each, start)))
        return shown.strip(), is_known


def _or(number: int | None, other: int) -> int:
    return other if number is None else number
