"""Copies of documents lent to other programs: private, read only, and taken back by `take_back`.

They lie in a folder of this run alone, in memory where the system offers that. What a run that was
killed left is removed by the next one.
"""

import logging
import os
import shutil
import stat
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path, PurePath
from threading import Lock

import psutil
from platformdirs import user_runtime_path

from ctpat_desktop.records.base import new_id
from ctpat_desktop.services.evidence import library, litter
from ctpat_desktop.services.evidence.library import Held
from ctpat_desktop.support.errors import Cancelled, Problem
from ctpat_desktop.support.language import tr
from ctpat_desktop.support.names import cut, plain
from ctpat_desktop.support.private import NO_LINK, OWNER_ONLY
from ctpat_desktop.workspace.failures import reason
from ctpat_desktop.workspace.unit import Workspace

LOG = logging.getLogger(__name__)
QUIET_ENDS = frozenset(
    f".{ending}"
    for ending in (
        *("pdf", "txt", "csv", "tsv", "md", "log", "rtf", "eml", "msg", "ics"),
        *("doc", "docx", "odt", "xls", "xlsx", "ods", "ppt", "pptx", "odp", "vsd", "vsdx"),
        *("jpg", "jpeg", "png", "gif", "bmp", "tif", "tiff", "webp", "heic", "heif"),
        *("mp4", "mov", "avi", "mkv", "mp3", "wav", "m4a", "dwg", "dxf", "zip"),
    )
)
"""Kinds that are looked at; others may do something when they are opened."""


def default_place() -> Path:
    """Return where copies are lent: in the program's own home if one is named, else by the run."""
    named = os.environ.get("CTPAT_DESKTOP_HOME")
    base = Path(named) if named else user_runtime_path("ctpat-desktop", appauthor=False)
    return base / "opened"


def may_act(filename: str) -> bool:
    """Return whether opening a file may do more than show it, as far as its name tells."""
    return PurePath(filename.lower()).suffix not in QUIET_ENDS


class OpenedCopies:
    """The copies of one run of the program."""

    def __init__(self, place: Path) -> None:
        """Nothing is made before the first copy."""
        self._place = place
        self._folder = place / _own_name()
        self._one = Lock()
        self._round = 0

    def lend(self, workspace: Workspace, document: Held) -> Path:
        """Write a read-only copy of a document and return its path; Problem if it must not be."""
        content = library.pieces_of(workspace, document)
        return self.lend_content(library.called(document), document.filename, content)

    def lend_content(self, title: str, filename: str, content: Iterable[bytes]) -> Path:
        """Do the same with what was made of the document called `title`."""
        with self._one:
            began = self._round
        try:
            path = self._fresh(filename)
            _write(path, content)
        except OSError as error:
            raise Problem(
                tr("“{title}” was not opened: {reason}.").format(title=title, reason=reason(error)),
                tr("Save a copy in a folder of your choice and open that."),
            ) from error
        why = litter.harm(path.name, lambda: path.open("rb"))
        with self._one:
            if why or began != self._round:
                _remove(path.parent)
        if why:
            raise Problem(tr("“{title}” was not opened: {reason}.").format(title=title, reason=why))
        if not path.exists():  # taken back meanwhile
            raise Cancelled
        return path

    def take_back(self) -> bool:
        """Remove every copy; False where another program still holds one open."""
        with self._one:
            self._round += 1
            return _remove(self._folder)

    def take_back_one(self, path: Path) -> None:
        """Remove one copy that was lent."""
        with self._one:
            if path.is_relative_to(self._folder):
                _remove(path.parent)

    def sweep(self) -> None:
        """Remove what runs left that ended without taking it back."""
        with suppress(OSError):
            for folder in self._place.iterdir():
                if folder.is_dir() and not folder.is_symlink() and not _is_running(folder.name):
                    _remove(folder)

    def _fresh(self, filename: str) -> Path:
        """Return a path in a folder of its own, so that two files of one name do not meet."""
        for folder in (self._place, self._folder):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            _refuse_open(folder)
        inner = self._folder / new_id()
        inner.mkdir(mode=0o700)
        return inner / (cut(plain(filename, room=1_000), 200) or "document")


def _write(path: Path, content: Iterable[bytes]) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | NO_LINK | getattr(os, "O_BINARY", 0)
    try:
        with os.fdopen(os.open(path, flags, OWNER_ONLY), "wb") as file:
            for piece in content:
                file.write(piece)
        path.chmod(stat.S_IRUSR)
    except BaseException:
        _remove(path.parent)
        raise


def _refuse_open(folder: Path) -> None:
    """Refuse a folder that somebody else made, or may look into."""
    if os.name == "nt":  # the folder lies in the person's own profile
        return
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.getuid():
        raise PermissionError(1, tr("its folder belongs to somebody else"))
    if found.st_mode & 0o077:
        folder.chmod(0o700)


def _remove(folder: Path) -> bool:
    """Remove a folder and all in it; True when nothing of it is left."""

    def again(act: Callable[[str], object], path: str, _error: object) -> None:
        try:
            Path(path).chmod(stat.S_IRUSR | stat.S_IWUSR)  # Windows keeps what is read only
            act(path)
        except OSError as error:
            LOG.warning("a copy cannot be removed: %s", type(error).__name__)

    if folder.exists():
        shutil.rmtree(folder, onerror=again)
    return not folder.exists()


def _own_name() -> str:
    """Return a name that tells this run from every other, also after its number is used again."""
    return f"{os.getpid()}-{int(psutil.Process().create_time())}"


def _is_running(name: str) -> bool:
    number, _, began = name.partition("-")
    try:
        return str(int(psutil.Process(int(number)).create_time())) == began
    except (ValueError, psutil.Error):
        return False
