"""What happens to paper on its way through pens, scanners and phones, drawn on page pictures."""

import random
from functools import cache
from io import BytesIO

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from ctpat_desktop.documents.core import blocks
from ctpat_desktop.documents.pages.preview import page_image

WHITE = "#ffffff"


def tree_of(title, pages):
    """Return a packet of so many pages; the last one but one is signed."""
    words = "The importer keeps internal controls in writing and tests them every year. " * 12
    tree = [blocks.Heading(1, title), blocks.Paragraph(words)]
    for number in range(2, pages + 1):
        tree += [blocks.PageBreak(), blocks.Heading(1, f"Part {number}")]
        if number == pages - 1:
            tree += [blocks.SignatureLines((blocks.Signature("Company officer", "José Peña"),))]
        tree += [blocks.Paragraph(words)]
    return tuple(tree)


def page(pdf, number, dots):
    """Rasterize one page (from 1) at so many dots per inch."""
    width, height, data = page_image(pdf, number - 1, dots / 72)
    return Image.frombytes("RGB", (width, height), data)


def jpeg(picture, quality=75):
    out = BytesIO()
    picture.save(out, "JPEG", quality=quality)
    return out.getvalue()


def packed(picture, kind, **options):
    out = BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


def turned(degrees):
    return lambda picture: picture.rotate(
        -degrees, expand=True, fillcolor=WHITE, resample=Image.Resampling.BICUBIC
    )


def salted(picture, share=0.04):
    """Strew black and white dots over a page."""
    r = random.Random(5)
    noisy = picture.copy()
    dots = noisy.load()
    for _ in range(int(picture.width * picture.height * share)):
        shade = r.choice((0, 255))
        dots[r.randrange(picture.width), r.randrange(picture.height)] = (shade,) * 3
    return noisy


@cache
def _noise(count):
    """Gray noise around 128, the same in every run; Pillow's own is another each time."""
    chance = random.Random(7)
    some = bytes(min(255, max(0, round(chance.gauss(128, 60)))) for _ in range(65_521))
    return (some * (count // len(some) + 1))[:count]


def grainy(picture):
    """Lay gray noise over a page."""
    noise = Image.frombytes("L", picture.size, _noise(picture.width * picture.height))
    noise = noise.convert("RGB")
    return ImageChops.add(picture, noise, scale=1, offset=-128)


def photographed(picture):
    """Take a page from the side: a table around it, a shadow, not square."""
    wide, high = picture.size
    corners = (-0.05 * wide, -0.06 * high, -0.07 * wide, 1.05 * high)
    corners += (1.04 * wide, 1.03 * high, 1.07 * wide, -0.03 * high)
    seen = picture.transform(
        picture.size,
        Image.Transform.QUAD,
        corners,
        resample=Image.Resampling.BICUBIC,
        fillcolor="#6b6258",
    )
    return shaded(seen)


def shaded(picture):
    """Let light fall from one side."""
    light = Image.linear_gradient("L").resize(picture.size).point(lambda v: 110 + v * 145 // 255)
    return Image.composite(picture, Image.new("RGB", picture.size, "#1c1a18"), light)


def faxed(picture):
    """Keep black and white only."""
    return picture.convert("L").convert("1").convert("RGB")


def on_a4(picture):
    """Print a Letter page as large as A4 lets it, and scan the A4 sheet."""
    dots = picture.width / 8.5
    sheet = Image.new("RGB", (round(8.27 * dots), round(11.69 * dots)), WHITE)
    scale = min(sheet.width / picture.width, sheet.height / picture.height)
    size = (round(picture.width * scale), round(picture.height * scale))
    small = picture.resize(size, Image.Resampling.LANCZOS)
    sheet.paste(small, ((sheet.width - size[0]) // 2, (sheet.height - size[1]) // 2))
    return sheet


def stamped(*corners):
    """Cover the code in these corners, "top right" or "bottom left", with a stamp."""

    def cover(picture):
        covered, side = picture.copy(), round(picture.width * 0.14)
        draw = ImageDraw.Draw(covered)
        for corner in corners:
            x = picture.width - side if "right" in corner else 0
            y = 0 if "top" in corner else picture.height - side
            draw.rectangle((x, y, x + side, y + side), fill="#22408c")
        return covered

    return cover


def as_it_is(picture):
    return picture


def soft(picture):
    """Scan a little out of focus."""
    return picture.filter(ImageFilter.GaussianBlur(picture.width / 1100))
