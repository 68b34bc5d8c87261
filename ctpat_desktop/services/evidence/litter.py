"""Tells a document from what only lies beside documents, and from what nobody else can open.

`unfit` gives the reason in words; it reads a file only as far as needed and keeps nothing of it.
"""

import zipfile
from collections.abc import Callable
from io import SEEK_END
from pathlib import PurePath
from typing import BinaryIO

from ctpat_desktop.exchange.zip_guard import BROKEN
from ctpat_desktop.support.language import N_, tr

LITTER_NAMES = {
    "thumbs.db": N_("Windows keeps small pictures in it"),
    "ehthumbs.db": N_("Windows keeps small pictures in it"),
    "desktop.ini": N_("Windows keeps a folder's looks in it"),
    ".ds_store": N_("macOS keeps a folder's looks in it"),
    "icon\r": N_("macOS keeps a folder's looks in it"),
}
LITTER_STARTS = {
    "~$": N_("Office keeps in it who has the document open"),
    "._": N_("macOS keeps in it what belongs to another file"),
    ".~lock.": N_("LibreOffice keeps in it who has the document open"),
}
LITTER_ENDS = {
    (".tmp", ".temp", ".~tmp"): N_("it is a working file of a program"),
    (".crdownload", ".part", ".partial", ".download"): N_("it is a download that has not ended"),
    (".lnk", ".url", ".webloc", ".desktop"): N_("it is a shortcut to a file, not the file"),
}
PROGRAMS = frozenset(
    [
        ".exe",
        ".scr",
        ".com",
        ".bat",
        ".cmd",
        ".pif",
        ".msi",
        ".msix",
        ".cpl",
        ".dll",
        ".jar",
        ".vbs",
        ".vbe",
        ".js",
        ".jse",
        ".wsf",
        ".wsh",
        ".hta",
        ".ps1",
        ".psm1",
        ".reg",
        ".sh",
        ".app",
        ".apk",
        ".dmg",
        ".pkg",
        ".deb",
        ".rpm",
        ".appimage",
    ]
)
TURNING = frozenset("\u202a\u202b\u202d\u202e\u2066\u2067\u2068\u2069")
"""Letters nobody sees that turn the end of a name around."""

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SECRET_STREAMS = tuple(
    name.encode("utf-16-le") for name in ("EncryptedPackage", "EncryptedSummary", "EncryptionInfo")
)
OFFICE = frozenset(
    f".{kind}"
    for kind in ("docx", "docm", "xlsx", "xlsm", "xlsb", "pptx", "pptm", "doc", "xls", "ppt")
)
PIECE = 2**20
PDF_OPENS_WITHIN = 1024
"""Bytes in which a PDF must say that it is one."""

Open = Callable[[], BinaryIO]


def unfit(name: str, opened: Open) -> str:
    """Return why a file is no document to keep, as the end of a sentence, or ""."""
    return _by_name(name) or _by_content(opened) or _by_both(name, opened)


def harm(name: str, opened: Open) -> str:
    """Return why a file must not be given to the program the system has for it, or ""."""
    with opened() as file:
        is_program = _is_program(file.read(4096))
    return _by_name(name) or (tr("its content is a program") if is_program else "")


def _by_name(name: str) -> str:
    low = name.lower()
    if TURNING.intersection(name):
        return tr("its name holds letters that hide how it ends")
    if low in LITTER_NAMES:
        return tr(LITTER_NAMES[low])
    for start, why in LITTER_STARTS.items():
        if low.startswith(start) or (start == "~$" and start in low):
            return tr(why)
    for ends, why in LITTER_ENDS.items():
        if low.rstrip(" .").endswith(ends):
            return tr(why)
    suffixes = PurePath(low.rstrip(" .")).suffixes
    if suffixes and suffixes[-1].strip() in PROGRAMS:
        end = suffixes[-1].strip()
        if len(suffixes) == 1:
            return tr("a file that ends in {end} is a program").format(end=end)
        hiding = tr("a file that ends in {end} is a program; the {before} before it hides that")
        return hiding.format(end=end, before=suffixes[-2].strip())
    return ""


def _by_content(opened: Open) -> str:
    with opened() as file:
        head = file.read(4096)
        if _is_program(head):
            return tr("its content is a program, whatever its name says")
        if _is_secret_package(file, head) or _is_secret_ole(file, head):
            return tr("it opens only with a password")
        if b"%PDF-" in head[:PDF_OPENS_WITHIN] and _holds(file, (b"/Encrypt",)):
            from ctpat_desktop.documents.pages.locked import needs_password

            file.seek(0)
            if needs_password(file.read()):
                return tr("it opens only with a password")
    return ""


def _by_both(name: str, opened: Open) -> str:
    """Return why a file is not what its name says: Office's own files are packages or OLE."""
    if PurePath(name.lower()).suffix not in OFFICE:
        return ""
    with opened() as file:
        head = file.read(8)
    if head.startswith((b"PK\x03\x04", OLE)):
        return ""
    return tr("it is no Office document, whatever its name says")


def _is_program(head: bytes) -> bool:
    at = int.from_bytes(head[0x3C:0x40], "little")
    is_windows = head[:2] == b"MZ" and head[at : at + 4] == b"PE\0\0"
    return is_windows or head[:4] == b"\x7fELF"


def _is_secret_package(file: BinaryIO, head: bytes) -> bool:
    if head[:4] != b"PK\x03\x04":
        return False
    try:
        with zipfile.ZipFile(file) as archive:
            return any(part.flag_bits & 0x1 for part in archive.infolist())
    except BROKEN:
        return False


def _is_secret_ole(file: BinaryIO, head: bytes) -> bool:
    if not head.startswith(OLE):
        return False
    text, sheet = head[512:526], head[512:4096]
    is_secret_text = text[:2] == b"\xec\xa5" and bool(text[11] & 0x01)
    return is_secret_text or _sheet_asks(sheet) or _holds(file, SECRET_STREAMS)


def _sheet_asks(records: bytes) -> bool:
    """Tell whether an .xls begins with the record that asks for a password."""
    if records[:4] not in (b"\x09\x08\x10\x00", b"\x09\x08\x08\x00"):
        return False
    at = 4 + int.from_bytes(records[2:4], "little")
    while at + 4 <= len(records):
        kind, size = records[at : at + 2], int.from_bytes(records[at + 2 : at + 4], "little")
        if kind == b"\x2f\x00":
            return True
        at += 4 + size
    return False


def _holds(file: BinaryIO, signs: tuple[bytes, ...]) -> bool:
    """Tell whether one of the signs stands anywhere in a file, read piece by piece."""
    file.seek(0, SEEK_END)
    size, overlap = file.tell(), max(map(len, signs))
    for start in range(0, size, PIECE):
        file.seek(start)
        piece = file.read(PIECE + overlap)
        if any(sign in piece for sign in signs):
            return True
    return False
