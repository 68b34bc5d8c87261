"""Prepares a drawn signature, a PNG or a photo of one, for being printed on a signature field."""

from io import BytesIO

from PIL import Image, ImageOps

from ctpat_desktop.documents.core.pictures import MALFORMED, upright_of
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr

LARGEST = 20_000_000
"""Bytes of a picture."""

MOST_PIXELS = 60_000_000
"""What a camera takes; more is not unpacked."""

KEPT = (1200, 500)
"""Pixels that are kept; enough for a line of ink at any size of paper."""


def prepared(drawing: bytes) -> Image.Image:
    """Return the ink alone on a transparent ground, cut to what is drawn; Problem if unusable."""
    if len(drawing) > LARGEST:
        raise _unusable(tr("it is too large"))
    try:
        with Image.open(BytesIO(drawing), formats=("PNG", "JPEG")) as found:
            if found.width * found.height > MOST_PIXELS:
                raise _unusable(tr("it is too large"))
            picture = upright_of(found).convert("RGBA")
    except MALFORMED as error:
        raise _unusable(tr("it is damaged or not a PNG or JPEG")) from error
    picture.thumbnail((2 * KEPT[0], 2 * KEPT[1]))
    if picture.getchannel("A").getextrema()[0] == 255:
        picture.putalpha(_darkness(picture))
    shape = picture.getchannel("A").point(lambda value: 255 if value > 16 else 0).getbbox()
    if shape is None:
        raise _unusable(tr("there is nothing drawn on it"))
    ink = picture.crop(shape)
    ink.thumbnail(KEPT)
    return ink


def _darkness(picture: Image.Image) -> Image.Image:
    """Return how much ink there is where: paper becomes transparent."""
    gray = ImageOps.autocontrast(picture.convert("L"), cutoff=1)
    return gray.point(lambda value: max(0, min(255, (170 - value) * 3)))


def _unusable(reason: str) -> Problem:
    return Problem(
        tr("The drawn signature cannot be used: {reason}.").format(reason=reason),
        tr("Draw it again, or sign without it."),
    )
