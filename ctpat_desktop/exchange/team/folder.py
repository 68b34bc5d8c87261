"""A shared folder as the place of a team: OneDrive, a network share, a stick.

A file is written under a name of its own, kept safe on the disk and then renamed; none is ever
replaced or deleted. So a program that synchronizes the folder can at worst be late, or make copies,
and both are harmless.
"""

import errno
import os
import time
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from ctpat_desktop.exchange.team.folder_names import (
    THOUSAND,
    Reading,
    folders_of,
    holds,
    name_of,
    read_name,
    thousand,
)
from ctpat_desktop.exchange.team.places import CHANGE, Listing, PlaceProblem, Row, Slot
from ctpat_desktop.exchange.team.troubles import Kind, Trouble
from ctpat_desktop.support.language import N_, tr
from ctpat_desktop.workspace.engine import put, sync_content, sync_folder

SAFE = N_("What you typed is safe on this computer and goes out later.")
REASONS: Mapping[int, tuple[str, str]] = {
    errno.ENOSPC: (N_("the disk is full"), N_("Free some space.")),
    errno.EDQUOT: (N_("your share of the disk is used up"), N_("Free some space.")),
    errno.EACCES: (
        N_("access to it is denied"),
        N_("Ask whoever shares the folder for the right to it."),
    ),
    errno.EPERM: (
        N_("access to it is denied"),
        N_("Ask whoever shares the folder for the right to it."),
    ),
    errno.EROFS: (
        N_("it can only be read"),
        N_("Ask whoever shares the folder for the right to write."),
    ),
    errno.ENOENT: (N_("it is not there"), N_("Plug the drive in, or connect to the share.")),
    errno.ENOTDIR: (N_("it is not there"), N_("Plug the drive in, or connect to the share.")),
    errno.ENODEV: (N_("it is not there"), N_("Plug the drive in, or connect to the share.")),
    errno.EIO: (
        N_("the drive does not answer"),
        N_("Plug the drive in again, or connect to the share."),
    ),
    errno.ESTALE: (N_("the share does not answer"), N_("Connect to the share again.")),
    errno.EFBIG: (
        N_("a file would be larger than it allows"),
        N_("Choose a folder on another drive."),
    ),
}
"""What an error of the system means for a shared folder, and what to do."""
LARGEST = 600 * 2**20
"""Bytes of the largest file that is read; a change file is never near it."""
LEFT_AFTER = 3600
"""Seconds after which a half-written file of ours is one that nobody finishes."""
README = """CTPAT Desktop: the changes of a team, encrypted.

The program writes here and reads here. Please do not rename, move or delete anything: a file that
is missing holds up everybody's changes. Without the team's keys nothing in here can be read.
"""


class Folder:
    """The folder of one team below a folder that people share."""

    def __init__(self, shared: Path, team: str) -> None:
        self.shared, self.team = shared, team
        self.root = shared / f"ctpat-team-{team}"
        self._swept: set[Path] = set()

    def put(self, items: Sequence[tuple[Slot, bytes]], *, again: bool = False) -> list[Slot]:
        """Write a file for each slot; a name that is taken stays, and is returned."""
        taken = []
        with self._spoken():
            self._prepare()
            for slot, data in items:
                odd = f".again-{os.urandom(4).hex()}" if again else ""
                if not self._written(self._folder(slot) / name_of(slot, odd), data):
                    taken.append(slot)
        return taken

    def keys(self, kind: int) -> list[str]:
        """Return whose things of a kind have a folder here."""
        if kind != CHANGE:
            return [self.team]
        with self._spoken():
            names = [entry.name.casefold() for entry in self._entries(self.root / "changes")]
        return sorted({name for name in names if len(name) == 32 and _is_hex(name)})

    def listing(self, kind: int, after: Mapping[str, int]) -> Listing:
        """Return the files of each key after a number, by the names of the folders alone."""
        listing = Listing()
        with self._spoken():
            for key, number in after.items():
                for folder in self._thousands(kind, key, number):
                    self._list_folder(listing, folder, Slot(kind, key, number))
        listing.rows.sort()
        return listing

    def read(self, slots: Sequence[Slot]) -> Iterator[tuple[Slot, list[bytes]]]:
        """Yield all files of each slot, the one with the plain name first."""
        with self._spoken():
            paths = self._paths(slots)
        for slot in slots:
            with self._spoken():
                rows = [self._bytes(path) for path in paths.get(slot, ())]
            if any(rows):
                yield slot, [data for data in rows if data]

    @contextmanager
    def _spoken(self) -> Iterator[None]:
        """Say in words what the system says in numbers."""
        try:
            if not self.shared.is_dir():
                raise FileNotFoundError(errno.ENOENT, "gone")
            yield
        except OSError as error:
            other = (error.strerror or str(error), tr("Try again."))
            reason, hint = REASONS.get(error.errno or 0, other)
            words = tr("The shared folder {name} cannot be used: {reason}.")
            words = words.format(name=self.shared.name, reason=tr(reason))
            raise PlaceProblem(words, f"{tr(SAFE)} {tr(hint)}") from error

    def _prepare(self) -> None:
        if self.root.is_dir():
            return
        self.root.mkdir()
        sync_folder(self.shared)
        with suppress(OSError):  # it only explains
            self._written(self.root / "README.txt", README.encode())

    def _written(self, target: Path, data: bytes) -> bool:
        """Give a finished file its name; return False where the name was taken."""
        if target.exists():
            return False
        if not target.parent.is_dir():
            target.parent.mkdir(parents=True, exist_ok=True)
            for folder in (target.parent, *target.parent.parents):
                sync_folder(folder)
                if folder == self.root:
                    break
        self._sweep(target)
        part = target.with_name(f".{target.name}.{os.urandom(4).hex()}.part")
        try:
            part.write_bytes(data)
            sync_content(part)
            put(part, target)
        except FileExistsError:
            return False
        finally:
            with suppress(OSError):
                part.unlink()
        return True

    def _sweep(self, target: Path) -> None:
        """Remove what a process of ours that died left half written beside a file, once."""
        ours = f".{target.name.split('-')[0]}-"
        if target.parent not in self._swept:
            self._swept.add(target.parent)
            for entry in self._entries(target.parent):
                is_left = entry.name.startswith(ours) and entry.name.endswith(".part")
                if is_left and _age(entry) > LEFT_AFTER:
                    with suppress(OSError):
                        Path(entry.path).unlink()

    def _folder(self, slot: Slot) -> Path:
        return self.root.joinpath(*folders_of(slot.kind, slot.key), thousand(slot.number))

    def _thousands(self, kind: int, key: str, after: int) -> Iterator[Path]:
        """Yield the folders that may hold numbers after one; copies of folders are among them."""
        for entry in self._entries(self._above(kind, key)):
            if holds(entry.name, after + 1):
                yield Path(entry.path)

    def _above(self, kind: int, key: str) -> Path:
        folder = self.root
        for name in folders_of(kind, key):
            folder = folder / name if (folder / name).exists() else _alike(folder, name)
        return folder

    def _list_folder(self, listing: Listing, folder: Path, after: Slot) -> None:
        for entry in self._entries(folder):
            reading = read_name(entry.name, after.kind)
            slot = reading.slot
            if slot and (slot.key != after.key or slot.number <= after.number):
                continue
            size = _size(entry) if slot else 0
            if slot and size:
                listing.rows.append(Row(slot, size, entry.name))
            if reading.kind or (slot and not size):
                listing.troubles.append(_trouble(entry.name, reading))

    def _paths(self, slots: Sequence[Slot]) -> dict[Slot, list[Path]]:
        """Return the files of each slot, copies behind the plain one; each folder is read once."""
        paths: dict[Slot, list[Path]] = {}
        for kind, key in dict.fromkeys(slot[:2] for slot in slots):
            wanted = {slot.number for slot in slots if slot[:2] == (kind, key)}
            for slot, path in self._named(kind, key, wanted):
                is_plain = path.name == name_of(slot)
                paths.setdefault(slot, []).insert(0 if is_plain else 9, path)
        return paths

    def _named(self, kind: int, key: str, wanted: Collection[int]) -> Iterator[tuple[Slot, Path]]:
        """Yield the files whose names say one of these numbers."""
        after_all = max(wanted) + THOUSAND
        for folder in self._thousands(kind, key, min(wanted) - 1):
            names = [] if holds(folder.name, after_all) else self._entries(folder)
            for entry in sorted(names, key=lambda one: one.name):
                slot = read_name(entry.name, kind).slot
                if slot and slot.number in wanted:
                    yield slot, Path(entry.path)

    def _bytes(self, path: Path) -> bytes:
        """Return what is in a file; nothing where it went meanwhile or is only a placeholder."""
        try:
            with path.open("rb") as file:
                return file.read(LARGEST)
        except OSError:
            if not self.shared.is_dir():
                raise
            return b""

    @staticmethod
    def _entries(folder: Path) -> list[os.DirEntry[str]]:
        try:
            with os.scandir(folder) as entries:
                return list(entries)
        except (FileNotFoundError, NotADirectoryError):
            return []


def _alike(folder: Path, name: str) -> Path:
    """Return a folder whose name differs in upper and lower case only, if there is one."""
    for entry in Folder._entries(folder):
        if entry.name.casefold() == name:
            return Path(entry.path)
    return folder / name


def _size(entry: os.DirEntry[str]) -> int:
    try:
        return entry.stat().st_size if entry.is_file() else 0
    except OSError:
        return 0


def _age(entry: os.DirEntry[str]) -> float:
    try:
        return time.time() - entry.stat().st_mtime
    except OSError:
        return 0


def _trouble(name: str, reading: Reading) -> Trouble:
    kind = reading.kind or Kind.UNFINISHED
    slot = reading.slot or Slot(0, "", 0)
    return Trouble(kind, slot.key, slot.number, name)


def _is_hex(name: str) -> bool:
    return all(sign in "0123456789abcdef" for sign in name)
