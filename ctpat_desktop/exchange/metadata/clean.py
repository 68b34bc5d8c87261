"""Takes what a file says beside its content out of a copy that leaves the program.

The original is never touched. What cannot be cleaned is handed back as it is, and said so.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import PurePath

from ctpat_desktop.exchange.metadata import office_files, pictures
from ctpat_desktop.exchange.metadata.pdf import pdf
from ctpat_desktop.exchange.metadata.pictures import NotCleanable
from ctpat_desktop.exchange.metadata.tiff import tiff
from ctpat_desktop.support.language import tr

Cleaner = Callable[[bytes], bytes]

NOTHING_TO_CLEAN = frozenset([".txt", ".csv", ".md", ".log", ".json", ".tsv"])
OFFICE = frozenset(  # those made of parts; older ones are named as not cleaned
    [".docx", ".docm", ".dotx", ".xlsx", ".xlsm", ".xltx", ".pptx", ".pptm", ".ppsx"]
)


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A copy; `left` says what may still be in it, "" where it is clean."""

    data: bytes
    left: str = ""


def cleaned(data: bytes, name: str, *, drops_comments: bool = False) -> Cleaned:
    """Return a copy without place, author, device and thumbnails, as far as it can be.

    With `drops_comments` the comments people left in an Office file go too.
    """
    ending = PurePath(name).suffix.lower()
    if ending in NOTHING_TO_CLEAN:
        return Cleaned(data)
    cleaner = _cleaner(data, ending, drops_comments=drops_comments)
    if cleaner is None:
        return Cleaned(data, tr("this kind of file cannot be cleaned"))
    try:
        made = cleaner(data)
    except NotCleanable as error:
        return Cleaned(data, str(error))
    comments = ending in OFFICE and office_files.has_comments(made)
    return Cleaned(made, tr("people's comments stay in it") if comments else "")


def _cleaner(data: bytes, ending: str, *, drops_comments: bool = False) -> Cleaner | None:
    """Return what cleans a file by what it is; the name alone is not believed."""
    if data[:3] == b"\xff\xd8\xff":
        return pictures.jpeg
    if data[:8] == pictures.PNG:
        return pictures.png
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return pictures.webp
    if data[:4] in (b"II*\x00", b"MM\x00*") and ending in (".tif", ".tiff"):
        return tiff
    if b"%PDF-" in data[:1024]:
        return lambda whole: pdf(whole, _picture)
    if data[:2] == b"PK" and ending in OFFICE:
        return partial(office_files.office, clean_picture=_picture, drops_comments=drops_comments)
    return None


def _picture(data: bytes, name: str) -> bytes:
    """Return a picture inside a file cleaned; NotCleanable where it is a photo that cannot be."""
    cleaner = _cleaner(data, PurePath(name).suffix.lower())
    is_picture = cleaner in (pictures.jpeg, pictures.png, pictures.webp)
    if cleaner is not None and (is_picture or cleaner is tiff):
        return cleaner(data)
    return data
