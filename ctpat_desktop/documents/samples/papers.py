"""Draws the sample companies' invented documents: one-page PDFs and simple pictures."""

from collections.abc import Callable, Sequence
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.pagesizes import LETTER

from ctpat_desktop.documents.core import fonts
from ctpat_desktop.documents.core.canvas import Canvas
from ctpat_desktop.documents.core.legible import legible
from ctpat_desktop.support.shipped import shipped

PHOTO = (960, 640)
"""Width and height of a drawn picture, in pixels."""


@legible
def paper(company: str, title: str, lines: Sequence[str]) -> bytes:
    """Return a one-page PDF with a letterhead, a title and lines of text."""
    target = BytesIO()
    page = Canvas(target, pagesize=LETTER, invariant=1)
    page.setTitle(title)
    _line(page, 56, 738, company, 9)
    page.line(56, 730, 556, 730)
    _line(page, 56, 700, title, 16)
    for number, line in enumerate(_wrapped(lines)):
        _line(page, 56, 668 - 17 * number, line, 10)
    _line(page, 56, 40, "Invented document of a sample company.", 8)
    page.showPage()
    page.save()
    return target.getvalue()


def photo(scene: str, lines: Sequence[str]) -> bytes:
    """Return a JPEG with a simple drawn scene and a caption."""
    picture = Image.new("RGB", PHOTO, "#c9d6df")
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 430, 960, 640), fill="#8d8f8a")
    SCENES.get(scene, _dock)(draw)
    draw.rectangle((0, 560, 960, 640), fill="#1c2430")
    font = ImageFont.truetype(str(shipped("resources", "fonts", "NotoSans-Regular.ttf")), 22)
    for number, line in enumerate(lines[:2]):
        draw.text((20, 568 + 32 * number), line, fill="white", font=font)
    target = BytesIO()
    picture.save(target, "JPEG", quality=82)
    return target.getvalue()


def plan(scene: str, title: str) -> bytes:
    """Return a PNG with a simple floor plan: fence, building, docks and rooms."""
    picture = Image.new("RGB", PHOTO, "#ffffff")
    draw = ImageDraw.Draw(picture)
    walls, docks = PLANS[scene]
    draw.rectangle((30, 60, 930, 610), outline="#5d6878", width=3)
    draw.rectangle(walls, fill="#f1ede4", outline="#1c2430", width=5)
    left, top, right, bottom = walls
    step = (right - left) / (docks + 2)
    for number in range(docks):
        x = left + (number + 1) * step
        draw.rectangle((x + 4, bottom - 8, x + step - 4, bottom + 26), outline="#1c2430", width=2)
    draw.line((right - 150, top, right - 150, bottom), fill="#1c2430", width=3)
    draw.line((right - 150, (top + bottom) / 2, right, (top + bottom) / 2), fill="#1c2430", width=3)
    font = ImageFont.truetype(str(shipped("resources", "fonts", "NotoSans-Regular.ttf")), 20)
    draw.text((40, 20), title, fill="#1c2430", font=font)
    draw.text((left + 20, top + 14), "Warehouse", fill="#5d6878", font=font)
    draw.text((right - 135, top + 14), "Office", fill="#5d6878", font=font)
    draw.text((60, 570), "Yard", fill="#5d6878", font=font)
    target = BytesIO()
    picture.save(target, "PNG", optimize=True)
    return target.getvalue()


def _line(page: Canvas, x: float, y: float, text: str, size: float) -> None:
    for run in fonts.split_runs(text):
        page.setFont(run.font, size)
        page.drawString(x, y, run.text)
        x += run.width(size)


def _wrapped(lines: Sequence[str], width: int = 92) -> list[str]:
    out: list[str] = []
    for line in lines:
        row = ""
        for word in line.split(" "):
            if row and len(row) + len(word) >= width:
                out.append(row)
                row = word
            else:
                row = f"{row} {word}".strip()
        out.append(row)
    return out


def _fence(draw: ImageDraw.ImageDraw) -> None:
    for x in range(0, 960, 40):
        draw.line((x, 200, x + 240, 470), fill="#5d6878", width=2)
        draw.line((x + 240, 200, x, 470), fill="#5d6878", width=2)
    for x in range(0, 960, 160):
        draw.rectangle((x, 170, x + 12, 480), fill="#3d4652")


def _dock(draw: ImageDraw.ImageDraw) -> None:
    draw.rectangle((0, 120, 960, 430), fill="#b5a999")
    for x in (60, 290, 520, 750):
        draw.rectangle((x, 200, x + 150, 430), fill="#e6eaf0", outline="#3d4652", width=4)
        draw.line((x, 315, x + 150, 315), fill="#3d4652", width=3)


def _camera(draw: ImageDraw.ImageDraw) -> None:
    draw.rectangle((0, 60, 960, 430), fill="#d8d2c4")
    draw.rectangle((420, 120, 440, 220), fill="#3d4652")
    draw.rounded_rectangle((340, 210, 600, 300), 24, fill="#eef0f4", outline="#3d4652", width=4)
    draw.ellipse((560, 220, 630, 290), fill="#1c2430")


def _seal(draw: ImageDraw.ImageDraw) -> None:
    draw.rectangle((100, 60, 860, 500), fill="#7a3b2e")
    draw.rectangle((470, 60, 490, 500), fill="#51261d")
    draw.rounded_rectangle((440, 250, 520, 290), 12, fill="#f2c14e", outline="#1c2430", width=3)
    draw.rectangle((474, 290, 486, 380), fill="#c9d6df", outline="#1c2430")


def _gate(draw: ImageDraw.ImageDraw) -> None:
    draw.rectangle((60, 200, 240, 460), fill="#e6eaf0", outline="#3d4652", width=4)
    draw.rectangle((240, 330, 900, 352), fill="#b3261e")
    for x in range(280, 900, 120):
        draw.rectangle((x, 330, x + 60, 352), fill="#ffffff")


def _poster(draw: ImageDraw.ImageDraw) -> None:
    draw.rectangle((0, 0, 960, 560), fill="#eae6dc")
    draw.rectangle((320, 60, 640, 500), fill="#ffffff", outline="#3d4652", width=5)
    for y in range(130, 420, 36):
        draw.line((360, y, 600, y), fill="#5d6878", width=6)
    draw.line((360, 460, 480, 450), fill="#1f6f8b", width=5)


PLANS: dict[str, tuple[tuple[int, int, int, int], int]] = {
    "hall": ((200, 110, 890, 400), 12),
    "yard": ((320, 100, 860, 280), 6),
    "docks": ((80, 110, 800, 400), 8),
}
"""Walls (left, top, right, bottom, in pixels) and the number of docks of each drawn plan."""

SCENES: dict[str, Callable[[ImageDraw.ImageDraw], None]] = {
    "fence": _fence,
    "dock": _dock,
    "camera": _camera,
    "seal": _seal,
    "gate": _gate,
    "poster": _poster,
}
