"""Takes author, company and thumbnail out of Word, Excel and PowerPoint files, part by part."""

import re
import zipfile
from collections.abc import Callable
from io import BytesIO

from ctpat_desktop.exchange.metadata import office_comments
from ctpat_desktop.exchange.metadata.pictures import NotCleanable
from ctpat_desktop.exchange.zip_guard import BROKEN
from ctpat_desktop.support.language import tr

EMPTIED = {
    "docprops/core.xml": (
        b"creator", b"lastModifiedBy", b"description", b"keywords", b"category", b"contentStatus"
    ),
    "docprops/app.xml": (b"Company", b"Manager", b"HyperlinkBase"),
    "docprops/custom.xml": (
        b"lpwstr", b"lpstr", b"bstr", b"filetime", b"i4", b"r8", b"bool"
    ),
}  # fmt: skip
"""The elements whose text goes, by part."""
MOST_BYTES = 400 * 2**20
AUTHORED = re.compile(
    rb'(<w:(?:ins|del|moveFrom|moveTo|rPrChange|pPrChange)\b[^>]*w:author=")[^"]+'
)


def office(
    data: bytes, clean_picture: Callable[[bytes, str], bytes], *, drops_comments: bool = False
) -> bytes:
    """Return an Office file without names and thumbnail; `clean_picture` cleans what is in it.

    With `drops_comments` people's comments go too. A signed one is never touched: the signature
    would break.
    """
    out = BytesIO()
    try:
        with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
            infos = old.infolist()
            if any(info.filename.lower().startswith("_xmlsignatures/") for info in infos):
                raise NotCleanable(tr("it is signed"))
            if sum(info.file_size for info in infos) > MOST_BYTES:
                raise NotCleanable(tr("it unpacks to too much"))
            gone = {info.filename.lower() for info in infos if _goes(info, drops=drops_comments)}
            for info in infos:
                if info.filename.lower() in gone:
                    continue
                part = _part(info.filename, old.read(info), clean_picture)
                part = office_comments.without_mention(info.filename, part, gone)
                if drops_comments:
                    part = office_comments.without_marks(info.filename, part)
                new.writestr(_plain(info), part, zipfile.ZIP_DEFLATED)
    except NotCleanable:
        raise
    except BROKEN as error:
        raise NotCleanable(tr("it is damaged")) from error
    return out.getvalue()


def has_comments(data: bytes) -> bool:
    """Tell whether people's comments are in an Office file."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as file:
            return any(office_comments.is_comment(name) for name in file.namelist())
    except BROKEN:
        return False


def _goes(info: zipfile.ZipInfo, *, drops: bool) -> bool:
    """Tell whether a part is left out of the copy: thumbnail, authors, comments if they go."""
    low = info.filename.lower()
    if low.startswith("docprops/thumbnail") or low == "word/people.xml":
        return True
    return drops and office_comments.is_comment(low)


def _part(name: str, data: bytes, clean_picture: Callable[[bytes, str], bytes]) -> bytes:
    low = name.lower()
    if low in EMPTIED:
        for element in EMPTIED[low]:
            pattern = rb"(<(?:[\w.-]+:)?" + element + rb"(?:\s[^>]*)?>)[^<]*(?=</)"
            data = re.sub(pattern, rb"\1", data)
        return data
    if "/media/" in low:
        return clean_picture(data, name)
    return AUTHORED.sub(rb"\1", data) if low.startswith("word/") else data


def _plain(info: zipfile.ZipInfo) -> zipfile.ZipInfo:
    """Return a head for a part that says nothing about when and where it was packed."""
    return zipfile.ZipInfo(info.filename, (1980, 1, 1, 0, 0, 0))
