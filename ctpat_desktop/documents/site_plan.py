"""A floor plan on paper: the picture with numbered marks, and a legend below it."""

from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

from ctpat_desktop.documents import labels
from ctpat_desktop.documents.blocks import (
    Block,
    Heading,
    Note,
    Paragraph,
    Picture,
    Table,
    Tone,
    Tree,
)
from ctpat_desktop.documents.pictures import opened
from ctpat_desktop.documents.preview import page_image
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr
from ctpat_desktop.support.shipped import shipped

COLORS = {
    "camera": "#1f6f8b",
    "gate": "#8a5a00",
    "fence": "#4d6b2f",
    "light": "#b07a00",
    "alarm": "#b3261e",
}
"""The fill of each kind of mark; the letter beside the number says the kind too."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark at thousandths of width and height; None where it is not placed yet."""

    kind: str
    label: str
    note: str = ""
    x: int | None = None
    y: int | None = None


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
        blocks += [Heading(2, tr("Marks")), _legend(sheet.marks)]
    return tuple(blocks)


def marked(picture: bytes, marks: tuple[Mark, ...]) -> bytes | None:
    """Return the picture as PNG with a numbered disc per mark; None where it cannot be shown."""
    plan = _picture(picture)
    if plan is None:
        return None
    draw = ImageDraw.Draw(plan)
    radius = max(12, min(plan.size) // 32)
    font = ImageFont.truetype(
        str(shipped("resources", "fonts", "NotoSans-Bold.ttf")), radius * 10 // 11
    )
    for number, mark in enumerate(marks, 1):
        if mark.x is None or mark.y is None:
            continue
        x, y = mark.x * plan.width // 1000, mark.y * plan.height // 1000
        box = (x - radius, y - radius, x + radius, y + radius)
        fill = COLORS.get(mark.kind, "#5d6878")
        draw.ellipse(box, fill=fill, outline="#ffffff", width=max(2, radius // 8))
        draw.text((x, y), _sign(number, mark), fill="#ffffff", font=font, anchor="mm")
    target = BytesIO()
    plan.save(target, "PNG")
    return target.getvalue()


def _sign(number: int, mark: Mark) -> str:
    return f"{mark.kind[:1].upper()}{number}"


def _picture(data: bytes) -> Image.Image | None:
    if not data.startswith(b"%PDF"):
        return opened(data)
    try:
        width, height, rows = page_image(data, 0, 2.0)
    except Problem:
        return None
    return Image.frombytes("RGB", (width, height), rows)


def _legend(marks: tuple[Mark, ...]) -> Table:
    rows = tuple(
        (
            _sign(number, mark),
            labels.choice("site_mark", "kind", mark.kind),
            mark.label,
            mark.note if mark.x is not None else f"{mark.note} ({tr('not placed')})".strip(),
        )
        for number, mark in enumerate(marks, 1)
    )
    heads = ("", "Kind", "Name", "Note")
    return Table(tuple(map(tr, heads)), rows, (0.8, 1.6, 3.4, 4.2))
