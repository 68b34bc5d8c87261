"""Makes pictures from outside fit for paper: upright, not too large, nothing but pixels."""

import struct
from io import BytesIO

from PIL import Image

LONGEST = 1_600
"""Pixels of the longer side on paper; enough for a width of a page."""

LARGEST = 120_000_000
"""Pixels from which on a picture is not drawn; its size is known before."""

Image.MAX_IMAGE_PIXELS = None  # our own limit stands; the library's only speaks on the terminal


MALFORMED = (
    *(OSError, EOFError, ValueError, SyntaxError, TypeError, LookupError, ArithmeticError),
    AttributeError,
    *(struct.error, Image.DecompressionBombError),
)
"""What the library raises at pictures, and at notes in them, that are not as they should be."""


ORIENTATION = 0x0112
"""The note that says how the camera was held."""
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def opened(data: bytes) -> Image.Image | None:
    """Return an upright RGB picture of at most LONGEST pixels a side; None where it is none."""
    try:
        picture = Image.open(BytesIO(data))
        if picture.width * picture.height > LARGEST:
            return None
        picture.draft("RGB", (LONGEST, LONGEST))
        upright = on_white(upright_of(picture))
    except MALFORMED:
        return None
    upright.thumbnail((LONGEST, LONGEST))
    return upright


def upright_of(picture: Image.Image) -> Image.Image:
    """Return a picture turned as its camera was held.

    The library's own way writes all notes of the picture again, and stumbles over damaged ones.
    It turns a TIFF by itself while reading the dots; the note is gone then.
    """
    picture.load()
    turn = TURNS.get(picture.getexif().get(ORIENTATION, 1))
    return picture if turn is None else picture.transpose(turn)


def on_white(picture: Image.Image) -> Image.Image:
    """Return the picture without transparency, as on paper."""
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    seen = picture.convert("RGBA")
    paper = Image.new("RGB", seen.size, "#ffffff")
    paper.paste(seen, mask=seen.getchannel("A"))
    return paper


def fitted(data: bytes) -> tuple[bytes, int, int] | None:
    """Return a picture as JPEG bytes with its width and height in pixels; None where it is none.

    Where the camera was, and when, stays out of the copy.
    """
    picture = opened(data)
    if picture is None:
        return None
    picture.info = {}  # the library would write a comment of the photo again
    target = BytesIO()
    picture.save(target, "JPEG", quality=85)
    return target.getvalue(), picture.width, picture.height
