"""Names of files that every disk takes: no signs of paths in them, and not too long."""

import re
from pathlib import Path

LONGEST = 255
"""Bytes of a name that common disks take."""
LONGEST_ENDING = 20
_DEVICES = re.compile(r"(?i)(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(?= *(\.|$))")
"""How a name begins that Windows takes for a device, whatever its ending is."""
_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]+')


def cut(name: str, room: int = LONGEST) -> str:
    """Return a name that fits in `room` bytes; a cut one keeps its ending and stays unique."""
    if len(name.encode("utf-8", "surrogateescape")) <= room:
        return name
    stem, dot, ending = name.rpartition(".")
    if not stem or len(ending.encode("utf-8", "surrogateescape")) > LONGEST_ENDING:
        stem, dot, ending = name, "", ""
    from hashlib import sha256  # brings OpenSSL, a tenth of the start page's own time

    mark = sha256(name.encode("utf-8", "surrogateescape")).hexdigest()[:8]
    tail = f"~{mark}{dot}{ending}"
    return _first(stem, room - len(tail.encode("utf-8", "surrogateescape"))).rstrip(" .") + tail


def fitting(path: Path) -> Path:
    """Return the path with a last part that fits."""
    return path.with_name(cut(path.name)) if path.name else path


def plain(words: str, room: int = 60) -> str:
    """Return words as part of a name: letters of every script stay, signs of paths go."""
    kept = " ".join(_FORBIDDEN.sub(" ", words).split()).strip(" .")
    return usable(_first(kept, room).strip(" ."))


def usable(name: str) -> str:
    """Return a name that is no device of Windows: there "con.txt" is the screen, "aux" nothing."""
    return _DEVICES.sub(r"\1_", name, count=1) if _DEVICES.match(name) else name


def _first(words: str, room: int) -> str:
    data = words.encode("utf-8", "surrogateescape")[: max(room, 0)]
    return data.decode("utf-8", "ignore")
