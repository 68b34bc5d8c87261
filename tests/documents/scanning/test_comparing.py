"""A page code proves nothing about the words beside it: the picture of the page has to fit."""

import random

import pytest
from PIL import Image, ImageDraw

from ctpat_desktop.documents.core import blocks
from ctpat_desktop.documents.core.pdf import render_with_places
from ctpat_desktop.documents.packets.page_codes import mark
from ctpat_desktop.documents.scanning import comparing, reading
from ctpat_desktop.documents.scanning.comparing import Look
from ctpat_desktop.support.progress import Silent
from tests.documents.building import STAMP
from tests.documents.scanning import paper
from tests.documents.scanning.test_matrix import KINDS

DOTS = 150
CORNER = 62 / 72
SAYINGS = [
    f"Part {part}. The importer keeps internal controls in writing and tests them every year. "
    "Each plant names who answers for seals, keys and visitors, and how often that is looked at. "
    for part in range(9)
]


def page_of(sayings):
    """Return a marked page with a paragraph of four lines for each saying."""
    tree = (blocks.Heading(1, "MOU"), *(blocks.Paragraph(words * 3) for words in sayings))
    return mark(render_with_places(tree, STAMP, "MOU").pdf)


def shuffled(words):
    parts = words.split()
    random.Random(3).shuffle(parts)
    return " ".join(parts) + " "


@pytest.fixture(scope="module")
def issued():
    return page_of(SAYINGS)


@pytest.fixture(scope="module")
def forged(issued):
    """Other pages that bear the codes cut from the issued one."""
    one = [*SAYINGS[:1], shuffled(SAYINGS[1]), *SAYINGS[2:]]
    real = paper.page(issued.pdf, 1, DOTS)
    other = {
        "one paragraph other words": page_of(one).pdf,
        "other words everywhere": page_of([shuffled(words) for words in SAYINGS]).pdf,
        "one paragraph missing": page_of([SAYINGS[0], *SAYINGS[3:], "Short. ", "Short. "]).pdf,
    }
    made = {name: coded(paper.page(pdf, 1, DOTS), real) for name, pdf in other.items()}
    made["only the codes"] = coded(Image.new("RGB", real.size, "#ffffff"), real)
    erased = real.copy()
    ImageDraw.Draw(erased).rectangle((0, 300, real.width, 420), fill="#ffffff")
    made["a paragraph covered with white"] = erased
    return made


def coded(picture, real):
    """Paste the codes of a page on another picture."""
    side = round(CORNER * DOTS)
    high, wide = real.height, real.width
    for box in ((wide - side, 0, wide, side), (0, high - side, wide // 2, high)):
        picture.paste(real.crop(box), box)
    return picture


def looked(picture, issued, quality=75):
    (row,) = reading.read_scans([("s.jpg", paper.jpeg(picture, quality))], Silent()).pages
    return comparing.look(row, issued.pdf, 0)


NAMES = (
    *("one paragraph other words", "other words everywhere", "one paragraph missing"),
    *("only the codes", "a paragraph covered with white"),
)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("way", ["as it is", "skewed 3 left", "uneven light", "fax"])
def test_codes_on_other_words_do_not_look_like_the_issued_page(issued, forged, name, way):
    assert looked(KINDS[way][0](forged[name]), issued) is Look.UNLIKE


@pytest.mark.parametrize("way", KINDS)
@pytest.mark.parametrize("dots", [150, pytest.param(300, marks=pytest.mark.full)])
def test_the_true_page_looks_like_it_however_it_was_scanned(issued, way, dots):
    kind, quality = KINDS[way]
    assert looked(kind(paper.page(issued.pdf, 1, dots)), issued, quality) is Look.LIKE


def written_on(picture):
    """Write by hand between and over the lines, and sign."""
    draw, r = ImageDraw.Draw(picture), random.Random(4)
    for left, top in ((150, 260), (700, 700), (320, 1180)):
        points = [(left + 9 * n, top + r.randrange(-22, 22)) for n in range(28)]
        draw.line(points, fill="#1d2f6f", width=4)
    return picture


def stained(picture):
    """Leave the ring of a cup."""
    ring = Image.new("L", picture.size, 0)
    ImageDraw.Draw(ring).ellipse((300, 500, 760, 960), outline=110, width=34)
    return Image.composite(Image.new("RGB", picture.size, "#8a6a48"), picture, ring)


def stapled_copy(picture):
    """Put a round company stamp over words."""
    draw = ImageDraw.Draw(picture)
    for step in range(0, 60, 12):
        draw.ellipse((540 + step, 420 + step, 740 - step, 620 - step), outline="#22408c", width=5)
    return picture


@pytest.mark.parametrize("kind", [written_on, stained, stapled_copy])
def test_pens_stains_and_stamps_do_no_harm(issued, kind):
    assert looked(kind(paper.page(issued.pdf, 1, DOTS)), issued) is Look.LIKE


def test_a_page_without_a_code_cannot_be_compared(issued):
    cover = paper.stamped("top right", "bottom left")
    assert looked(cover(paper.page(issued.pdf, 1, DOTS)), issued) is Look.UNKNOWN


def test_half_a_page_cannot_be_compared(issued):
    whole = paper.page(issued.pdf, 1, DOTS)
    upper = whole.crop((0, 0, whole.width, whole.height * 6 // 10))
    assert looked(upper, issued) is Look.UNKNOWN
