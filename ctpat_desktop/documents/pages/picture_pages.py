"""Counts and draws the pages of a picture: photos upright, every page of a TIFF, HEIC as well."""

from io import BytesIO

import pi_heif
from PIL import Image, UnidentifiedImageError

from ctpat_desktop.documents.core.pictures import LARGEST, MALFORMED, on_white, upright_of
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr

PAGED = frozenset({"TIFF", "HEIF"})
"""Kinds whose further pictures are pages; those of a GIF or a camera's MPO are not."""
DEEP = ("I", "F")
"""How modes with more than 256 shades begin."""


def picture_page_count(data: bytes) -> int:
    """Return how many pages a picture has; 0 where it is none that is known."""
    try:
        picture = _opened(data)
        return int(getattr(picture, "n_frames", 1)) if picture.format in PAGED else 1
    except UnidentifiedImageError:
        return 0
    except MALFORMED as error:
        raise _damaged() from error


def picture_page(data: bytes, page: int, longest: int) -> tuple[int, int, bytes]:
    """Draw one page (from 0): width, height and rows of RGB bytes without padding."""
    try:
        picture = _opened(data)
        if picture.format in PAGED:
            picture.seek(page)
        if picture.width * picture.height > LARGEST:
            raise Problem(
                tr("This picture is too large for a preview: {wide} x {high} dots.").format(
                    wide=picture.width, high=picture.height
                ),
                tr("“Open” shows it in the program it belongs to."),
            )
        picture.draft("RGB", (longest, longest))
        shown = on_white(_in_256_shades(upright_of(picture)))
    except MALFORMED as error:
        raise _damaged() from error
    shown.thumbnail((longest, longest))
    return shown.width, shown.height, shown.tobytes()


def _opened(data: bytes) -> Image.Image:
    """Open a picture; HEIC by its own reader, which the rest of the program does not use."""
    if data[4:8] == b"ftyp" and pi_heif.is_supported(data):
        return pi_heif.HeifImageFile(BytesIO(data))  # type: ignore[no-any-return]
    return Image.open(BytesIO(data))


def _in_256_shades(picture: Image.Image) -> Image.Image:
    """Return a picture of a scanner that counts finer, from its darkest dot to its brightest."""
    if not picture.mode.startswith(DEEP):
        return picture
    fine = picture.convert("F")
    low, high = (float(end) for end in fine.getextrema())  # type: ignore[arg-type]  # one band
    scale = 255 / (high - low) if high > low else 0.0
    return fine.point(lambda dot: dot * scale - low * scale).convert("L")


def _damaged() -> Problem:
    return Problem(tr("This picture cannot be shown: it is damaged."))
