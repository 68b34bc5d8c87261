"""Takes author, program and the metadata of its photos out of a PDF; a signed one is left alone."""

import zlib
from base64 import a85decode
from collections.abc import Callable
from io import BytesIO

from pypdf import PdfReader, PdfWriter
from pypdf.errors import PyPdfError
from pypdf.generic import DictionaryObject, NameObject, StreamObject

from ctpat_desktop.documents.packets.merge import pdf_pages
from ctpat_desktop.exchange.metadata.pictures import NotCleanable
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr

_TROUBLE = (
    PyPdfError,
    ValueError,
    KeyError,
    TypeError,
    AttributeError,
    IndexError,
    RecursionError,
    zlib.error,
)


def pdf(data: bytes, clean_picture: Callable[[bytes, str], bytes]) -> bytes:
    """Return a PDF without information about who made it; its pages are counted again."""
    if b"/ByteRange" in data:
        raise NotCleanable(tr("it is signed"))
    try:
        reader = PdfReader(BytesIO(data))
        if reader.is_encrypted:
            raise NotCleanable(tr("it is protected"))
        pages = len(reader.pages)
        writer = PdfWriter(clone_from=reader)
        if writer._info is not None:
            writer._info.clear()  # the library would keep the old one, out of use
        writer.metadata = None
        for thing in writer._objects:
            if isinstance(thing, DictionaryObject):
                _clean_object(thing, clean_picture)
        out = BytesIO()
        writer.write(out)
        made = out.getvalue()
        if pdf_pages(made) != pages:
            raise NotCleanable(tr("its pages differ"))
    except NotCleanable:
        raise
    except (*_TROUBLE, Problem) as error:
        raise NotCleanable(tr("it is not built as others are")) from error
    return made


def _clean_object(thing: DictionaryObject, clean_picture: Callable[[bytes, str], bytes]) -> None:
    """Empty metadata and clean a photo; a page or picture may have metadata of its own."""
    told = _at(thing, "/Metadata")
    if isinstance(told, StreamObject):
        told.pop(NameObject("/Filter"), None)
        told._data = b""  # the library keeps what is out of use
    thing.pop(NameObject("/Metadata"), None)
    if not isinstance(thing, StreamObject):
        return
    filters = _at(thing, "/Filter")
    names = [str(name) for name in filters] if isinstance(filters, list) else [str(filters)]
    if names[-1] == "/DCTDecode" and set(names[:-1]) <= set(OUTER):
        data = thing._data
        for name in names[:-1]:
            data = OUTER[name](data)
        thing._data = clean_picture(data, "photo.jpg")
        thing[NameObject("/Filter")] = NameObject("/DCTDecode")
        thing.pop(NameObject("/DecodeParms"), None)


def _at(thing: DictionaryObject, key: str) -> object:
    """Return the thing under a key itself, not a reference to it."""
    found = thing.get(key)
    return found.get_object() if found is not None else None


def _ascii85(data: bytes) -> bytes:
    return a85decode(data.strip().removesuffix(b"~>"))


OUTER: dict[str, Callable[[bytes], bytes]] = {
    "/ASCII85Decode": _ascii85,
    "/FlateDecode": zlib.decompress,
}
"""What a photo may be packed in once more."""
