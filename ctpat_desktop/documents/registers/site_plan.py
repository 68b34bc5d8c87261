"""A floor plan on paper: the picture with its marks, lines and their names, and a legend below."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import NamedTuple

from PIL import Image, ImageDraw, ImageFont

from ctpat_desktop.catalogue.values import choice_text
from ctpat_desktop.documents.core import directions
from ctpat_desktop.documents.core.blocks import (
    Block,
    Heading,
    Note,
    Paragraph,
    Picture,
    Table,
    Tone,
    Tree,
)
from ctpat_desktop.documents.core.fonts import BOLD, covered
from ctpat_desktop.documents.core.pictures import opened
from ctpat_desktop.documents.pages.preview import page_image
from ctpat_desktop.documents.registers.plan_marks import (
    COLORS,
    OTHER,
    Rectangle,
    Spot,
    is_crowded,
    laid,
    signs,
)
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import N_, tr
from ctpat_desktop.support.shipped import shipped


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark at thousandths of width and height; None where it is not placed yet.

    `line` has the points of a line, as thousandths from the place of the mark.
    """

    kind: str
    label: str
    note: str = ""
    x: int | None = None
    y: int | None = None
    line: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class PlanSheet:
    """One plan; `picture` is a PNG, JPEG or PDF, b"" where none is chosen."""

    company: str
    site: str
    storey: str
    drawn: str
    picture: bytes
    marks: tuple[Mark, ...]


def site_plan_tree(sheet: PlanSheet) -> Tree:
    """Return the plan as pages."""
    words = " · ".join(filter(None, (sheet.company, sheet.storey, sheet.drawn)))
    blocks: list[Block] = [Heading(1, f"{tr('Floor plan')}: {sheet.site}"), Paragraph(words)]
    drawn = marked(sheet.picture, sheet.marks) if sheet.picture else None
    if drawn is None:
        blocks.append(Note(tr("There is no picture of this plan that can be shown."), Tone.WARN))
    else:
        blocks.append(Picture(drawn, f"{sheet.site}, {sheet.storey}".strip(", ")))
    if sheet.marks:
        blocks += [Heading(2, tr("Marks")), Paragraph(_counts(sheet.marks)), _legend(sheet.marks)]
    return tuple(blocks)


LONGEST_NAME = 28
"""Letters of a name beside its mark; the legend has all of it."""


def marked(picture: bytes, marks: Sequence[Mark]) -> bytes | None:
    """Return the picture as PNG with its marks and their names; None where it cannot be shown.

    Where the names have no room beside each other the signs stand there alone.
    """
    plan = _picture(picture)
    if plan is None:
        return None
    radius = max(12, min(plan.size) // 45)
    pen = _Pen(ImageDraw.Draw(plan), radius, plan.size)
    placed = [
        _Placed(sign, mark, mark.x * plan.width / 1000, mark.y * plan.height / 1000)
        for sign, mark in zip(signs(mark.kind for mark in marks), marks, strict=True)
        if mark.x is not None and mark.y is not None
    ]
    for row in placed:
        pen.line(row)
    words, boxes = pen.laid(placed)
    for row, box in zip(placed, boxes, strict=True):
        pen.leader(row, box)
    for row in placed:
        pen.disc(row)
    for row, text, box in zip(placed, words, boxes, strict=True):
        pen.name(row, text, box)
    target = BytesIO()
    plan.save(target, "PNG")
    return target.getvalue()


class _Placed(NamedTuple):
    """A mark at a dot of the picture, with its sign."""

    sign: str
    mark: Mark
    x: float
    y: float

    @property
    def color(self) -> str:
        return COLORS.get(self.mark.kind, OTHER)

    @property
    def name(self) -> str:
        """The sign and, where the font of the picture has its letters, the name."""
        name = self.mark.label
        if directions.is_complex(name) or not covered(BOLD).issuperset(map(ord, name)):
            return self.sign
        short = name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1]}…"
        return f"{self.sign} {short}".strip()


class _Pen:
    """Draws marks on a picture."""

    def __init__(self, draw: ImageDraw.ImageDraw, radius: int, size: tuple[int, int]) -> None:
        self._draw, self._radius, self._size = draw, radius, size
        file = str(shipped("resources", "fonts", f"{BOLD}.ttf"))
        self._font = ImageFont.truetype(file, radius * 10 // 11)
        self._pad = max(2, radius // 5)

    def laid(self, placed: Sequence[_Placed]) -> tuple[list[str], list[Rectangle]]:
        """Return the words beside the marks and where they stand."""
        names, signs_alone = [row.name for row in placed], [row.sign for row in placed]
        boxes = self._boxes(placed, names)
        if is_crowded(boxes):
            return signs_alone, self._boxes(placed, signs_alone)
        return names, boxes

    def line(self, row: _Placed) -> None:
        """Draw the line of a fence, with an edge that shows on dark pictures."""
        wide, high = self._size
        points = [(row.x + x * wide / 1000, row.y + y * high / 1000) for x, y in row.mark.line]
        if len(points) > 1:
            thick = max(4, self._radius // 3)
            self._draw.line(points, fill="#ffffff", width=thick + 4, joint="curve")
            self._draw.line(points, fill=row.color, width=thick, joint="curve")

    def leader(self, row: _Placed, box: Rectangle) -> None:
        """Draw what leads from a mark to a name that had to step aside."""
        end = (
            min(max(row.x, box.left), box.right),
            min(max(row.y, box.top), box.bottom),
        )
        self._draw.line([(row.x, row.y), end], fill=row.color, width=max(2, self._radius // 8))

    def disc(self, row: _Placed) -> None:
        """Draw the disc with the letter of its kind."""
        x, y, radius = round(row.x), round(row.y), self._radius
        box = (x - radius, y - radius, x + radius, y + radius)
        edge = max(2, radius // 8)
        self._draw.ellipse(box, fill=row.color, outline="#ffffff", width=edge)
        self._draw.text((x, y), row.sign[:1], fill="#ffffff", font=self._font, anchor="mm")

    def name(self, row: _Placed, text: str, box: Rectangle) -> None:
        """Draw a name on paper of its own."""
        self._draw.rounded_rectangle(
            (box.left, box.top, box.right, box.bottom), self._pad, "#ffffff", row.color, 2
        )
        at = (box.left + self._pad * 2, box.top + box.height / 2)
        self._draw.text(at, text, fill="#111820", font=self._font, anchor="lm")

    def _boxes(self, placed: Sequence[_Placed], words: Sequence[str]) -> list[Rectangle]:
        high = self._radius * 10 / 11 * 1.2 + 2 * self._pad
        spots = [
            Spot(row.x, row.y, self._radius, self._font.getlength(text) + 4 * self._pad, high)
            for row, text in zip(placed, words, strict=True)
        ]
        return laid(spots, Rectangle(0, 0, *self._size), self._radius / 4)


def _picture(data: bytes) -> Image.Image | None:
    if not data.startswith(b"%PDF"):
        return opened(data)
    try:
        width, height, rows = page_image(data, 0, 2.0)
    except Problem:
        return None
    return Image.frombytes("RGB", (width, height), rows)


def _counts(marks: Sequence[Mark]) -> str:
    """Return how many marks of each kind there are, with the letter of the kind."""
    counted = Counter(mark.kind for mark in marks)
    named = (
        (kind[:1].upper(), choice_text("site_mark", "kind", kind), n) for kind, n in counted.items()
    )
    return " · ".join(f"{letter} = {name} ({n})" for letter, name, n in named)


def _legend(marks: Sequence[Mark]) -> Table:
    rows = tuple(
        (
            sign,
            choice_text("site_mark", "kind", mark.kind),
            mark.label,
            mark.note if mark.x is not None else f"{mark.note} ({tr('not placed')})".strip(),
        )
        for sign, mark in zip(signs(mark.kind for mark in marks), marks, strict=True)
    )
    heads = ("", N_("Kind"), N_("Name"), N_("Note"))
    return Table(tuple(map(tr, heads)), rows, (0.8, 1.6, 3.4, 4.2))
