"""Draws what a scanner would give of a packet signed by hand, for the sample company."""

from collections.abc import Sequence
from io import BytesIO

from PIL import Image, ImageDraw
from reportlab.lib.pagesizes import LETTER
from reportlab.lib.utils import ImageReader

from ctpat_desktop.documents.core.canvas import Canvas
from ctpat_desktop.documents.core.signature_place import SignaturePlace
from ctpat_desktop.documents.pages.preview import page_count, page_image

DOTS = 120
"""Dots per inch of the invented scanner."""
INK = "#1d2f6f"
STROKE = (
    *((0, 12), (6, 2), (10, 20), (16, 6), (22, 16), (30, 4), (34, 18), (44, 10), (52, 14)),
    *((60, 3), (66, 19), (74, 9), (84, 13), (98, 5), (128, 11)),
)
"""A flourish in points, from the left end of the line."""


def hand_signed(pdf: bytes, places: Sequence[SignaturePlace]) -> bytes:
    """Return a PDF of page pictures with ink on each of these signature lines."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=LETTER, invariant=1)
    for number in range(page_count(pdf)):
        width, height, data = page_image(pdf, number, DOTS / 72)
        page = Image.frombytes("RGB", (width, height), data)
        for place in places:
            if place.page == number:
                _sign(page, place)
        packed = BytesIO()
        page.save(packed, "JPEG", quality=60)
        canvas.drawImage(ImageReader(packed), 0, 0, *LETTER)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _sign(page: Image.Image, place: SignaturePlace) -> None:
    scale = DOTS / 72
    left, bottom = place.box[0] + 14, place.box[1] + 6
    points = [((left + x) * scale, page.height - (bottom + y) * scale) for x, y in STROKE]
    ImageDraw.Draw(page).line(points, fill=INK, width=3, joint="curve")
