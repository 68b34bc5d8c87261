"""How a printed page looks: sizes, colors and paragraph styles. Letter paper."""

from functools import cache

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.pagesizes import LETTER
from reportlab.lib.styles import ParagraphStyle

from ctpat_desktop.documents.core.blocks import Tone
from ctpat_desktop.documents.core.fonts import BOLD, REGULAR, use_fonts

PAGE_WIDTH, PAGE_HEIGHT = LETTER
MARGIN = 61.0
TOP = 68.0
BOTTOM = 64.0
BODY_WIDTH = PAGE_WIDTH - 2 * MARGIN
BODY_HEIGHT = PAGE_HEIGHT - TOP - BOTTOM

INK = HexColor("#1b2733")
NAVY = HexColor("#173a5e")
QUIET = HexColor("#5d6b79")
LINE = HexColor("#c9d2da")
SHADE = HexColor("#f1f4f7")
TONES: dict[Tone, Color] = {
    Tone.PLAIN: INK,
    Tone.GOOD: HexColor("#1f6b3a"),
    Tone.WARN: HexColor("#8a5a00"),
    Tone.BAD: HexColor("#a3231f"),
    Tone.QUIET: QUIET,
}
_SIZES = {
    "title": (27.0, 34.0, BOLD, NAVY),
    "subtitle": (15.0, 21.0, REGULAR, QUIET),
    "line": (11.0, 18.0, REGULAR, INK),
    "h1": (18.0, 23.0, BOLD, NAVY),
    "h2": (12.5, 16.5, BOLD, NAVY),
    "h3": (10.5, 14.0, BOLD, INK),
    "body": (10.0, 14.2, REGULAR, INK),
    "badge": (8.8, 12.5, REGULAR, QUIET),
    "cell": (8.8, 12.0, REGULAR, INK),
    "head": (8.8, 12.0, BOLD, NAVY),
    "label": (8.8, 12.0, REGULAR, QUIET),
    "toc1": (10.5, 17.0, BOLD, INK),
    "toc2": (9.5, 13.5, REGULAR, INK),
}
_SPACE = {
    "title": (0, 8),
    "subtitle": (0, 26),
    "h1": (4, 10),
    "h2": (12, 3),
    "h3": (8, 2),
    "body": (0, 6),
    "badge": (0, 5),
}


@cache
def style(name: str) -> ParagraphStyle:
    """Return one paragraph style; long words break, single lines may stand alone."""
    use_fonts()
    size, leading, font, color = _SIZES[name]
    before, after = _SPACE.get(name, (0, 0))
    indent = 14 if name == "toc2" else 0
    return ParagraphStyle(
        name,
        fontName=font,
        fontSize=size,
        leading=leading,
        textColor=color,
        spaceBefore=before,
        spaceAfter=after,
        leftIndent=indent,
        splitLongWords=1,
        allowWidows=0,
        allowOrphans=0,
    )


def style_font(name: str) -> str:
    """Return the base font of a style."""
    return _SIZES[name][2]
