"""Makes files of a chart: SVG and PNG with its title and whose it is in the drawing itself.

The PNG is the drawing as it is printed, turned into dots by the reader of PDF that is there anyway:
so scripts, fonts and patterns are the same everywhere. matplotlib would be tens of megabytes and a
second way to draw.
"""

from io import BytesIO

from PIL import Image, PngImagePlugin

from ctpat_desktop.documents.charts.layout import framed, laid_out
from ctpat_desktop.documents.charts.model import Chart
from ctpat_desktop.documents.charts.pen import Pen
from ctpat_desktop.documents.charts.svg import svg
from ctpat_desktop.documents.core.pdf_sketch import alone, measure
from ctpat_desktop.documents.core.sketch import Sketch
from ctpat_desktop.documents.pages.preview import page_image

WIDE, SIZE = 900.0, 13.0
"""Pixels across the drawing, and of its text."""
DOTS = 2.0
"""Dots of a PNG for each pixel, so that it stays sharp on paper."""


def svg_file(chart: Chart, head: tuple[str, ...]) -> bytes:
    """Return a chart as SVG."""
    return svg(framed(_sketch(chart, head)))


def png_file(chart: Chart, head: tuple[str, ...]) -> bytes:
    """Return a chart as PNG, with its words as its description."""
    sketch = framed(_sketch(chart, head))
    width, height, data = page_image(alone(sketch), 0, DOTS)
    picture = Image.frombytes("RGB", (width, height), data)
    notes = PngImagePlugin.PngInfo()
    notes.add_itxt("Title", chart.title)
    notes.add_itxt("Description", chart.summary)
    out = BytesIO()
    picture.save(out, "PNG", pnginfo=notes, optimize=True, dpi=(72 * DOTS, 72 * DOTS))
    return out.getvalue()


def _sketch(chart: Chart, head: tuple[str, ...]) -> Sketch:
    return laid_out(chart, Pen(WIDE, SIZE, measure), (chart.title, *head))
