"""Says where a file lives: this computer's own disk, a synced folder, a share or a pulled-out disk.

Only names and the table of mounted drives decide for synced folders and shares, so that a share
that does not answer is never touched; see `synced` for the rule about names.
"""

import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath
from typing import Any, Literal, NamedTuple

from ctpat_desktop.support.language import N_, tr
from ctpat_desktop.workspace import synced

Kind = Literal["local", "synced", "network", "removable"]

# fmt: off
FAR = frozenset({
    "9p", "acfs", "afpfs", "afs", "autofs", "beegfs", "ceph", "cifs", "curlftpfs", "davfs",
    "davfs2", "drvfs", "ftp", "glusterfs", "google-drive-ocamlfuse", "gvfsd-fuse", "lustre",
    "ncpfs", "nfs", "nfs3", "nfs4", "onedriver", "prl_fs", "prl_fsd", "rclone", "s3fs", "smb2",
    "smb3", "smbfs", "sshfs", "v9fs", "vboxsf", "virtiofs", "vmhgfs", "vmhgfs-fuse", "webdav",
    "webdavfs",
})
"""File systems of other machines, also those of virtual machines; `autofs` stands for a share that
is mounted when it is first used. `fuse.` in front of a name is taken off before it is looked up."""
# fmt: on

MAC_FUSE = frozenset({"macfuse", "osxfuse"})
"""What macOS calls every such drive; a device such as `ann@host:/data` tells the far ones."""

REMOVABLE = ("/media", "/run/media", "/Volumes")
"""Where Linux and macOS mount what is plugged in."""

WINDOWS_KINDS = {2: "removable", 3: "fixed", 4: "remote", 5: "cdrom", 6: "ramdisk"}
"""What Windows answers to GetDriveType, in psutil's words."""

LINK_LIMIT = 40
"""Links followed before a path counts as a ring, as Linux does."""

WARNINGS: dict[Kind, str] = {
    "local": "",
    "synced": N_(
        "This file is in a folder that {service} copies to other computers, which can damage "
        "it while it is open; move it to a folder that is not synced and put only copies here."
    ),
    "network": N_(
        "This file is on a shared drive ({service}), where a broken connection can damage "
        "it; move it to this computer's own disk and put only copies on the shared drive."
    ),
    "removable": N_(
        "This file is on a removable drive; close it in this program before you pull out the drive."
    ),
}


class Partition(NamedTuple):
    """One row of the table of mounted drives, with the names psutil gives them."""

    device: str
    mountpoint: str
    fstype: str
    opts: str


@dataclass(frozen=True, slots=True)
class Location:
    """Where a file lives and by which service or file system it is reached."""

    kind: Kind
    service: str = ""

    @property
    def allows_wal(self) -> bool:
        """True where a write-ahead log is safe: one computer, one disk."""
        return self.kind in ("local", "removable")

    def warning(self) -> str:
        """Return one sentence that says what to do, empty for the own disk."""
        return tr(WARNINGS[self.kind]).format(service=self.service)


def look(
    path: PurePath,
    partitions: Iterable[Partition] | None = None,
    environment: Mapping[str, str] | None = None,
    home: PurePath | None = None,
) -> Location:
    """Return where the file `path` lives; never fails and never touches a share.

    A pure path is judged by its name alone, so each system's rules can be tried on any other.
    """
    environment = os.environ if environment is None else environment
    drives = [*(mounted() if partitions is None else partitions)]
    home = _home(path) if home is None else home
    ways = [_pure(path)]
    if isinstance(path, Path):
        ways = [_pure(way) for way in _ways(path, drives)]
    tops = _near_tops(ways[0], drives)
    for way in ways:
        service = synced.by_name(way, home, tops) or synced.by_setting(way, home, environment)
        if service:
            return Location("synced", service)
    return _by_drive(ways[-1], drives, touch=isinstance(path, Path))


def mounted() -> list[Partition]:
    """Return the mounted drives of this computer, empty where the system does not tell."""
    if sys.platform == "win32":
        import ctypes

        return windows_drives(ctypes.windll.kernel32)
    import psutil

    try:
        rows = psutil.disk_partitions(all=True)
    except (OSError, RuntimeError, psutil.Error):
        return []
    return [Partition(row.device, row.mountpoint, row.fstype, row.opts) for row in rows]


def windows_drives(kernel: Any) -> list[Partition]:
    """Return the drive letters and their kinds.

    psutil 7.2 asks each drive for its file system too, and a share that does not answer would hold
    up the whole program.
    """
    letters = (chr(ord("A") + at) for at in range(26) if kernel.GetLogicalDrives() >> at & 1)
    tops = [f"{letter}:\\" for letter in letters]
    return [Partition(t, t, "", WINDOWS_KINDS.get(kernel.GetDriveTypeW(t), "")) for t in tops]


def _by_drive(path: PurePath, drives: list[Partition], *, touch: bool) -> Location:
    """Judge by the drive; look for a sync program's own files only on a drive that is near."""
    drive = _drive(path, drives)
    share = _share(path, drive)
    if share:
        return Location("network", share)
    service = synced.by_marker(Path(path), drive.mountpoint if drive else "") if touch else ""
    if service:
        return Location("synced", service)
    return Location("removable") if drive and _is_removable(path, drive) else Location("local")


def _near_tops(path: PurePath, drives: list[Partition]) -> frozenset[PurePath]:
    """Return where the drives of this computer begin, shares left out."""
    tops = ((_flavor(path)(drive.mountpoint), drive) for drive in drives)
    return frozenset(top for top, drive in tops if not _share(top, drive))


def _share(path: PurePath, drive: Partition | None) -> str:
    """Return the file system of the share that holds `path`, empty on an own disk."""
    if isinstance(path, PureWindowsPath) and path.drive.startswith("\\\\"):
        return path.drive.removeprefix("\\\\")
    if drive is None:
        return ""
    name = drive.fstype.lower()
    is_far = (
        name.removeprefix("fuse.") in FAR
        or "remote" in drive.opts.lower().split(",")
        or (name in MAC_FUSE and ":" in drive.device)
    )
    return drive.fstype or drive.device if is_far else ""


def _is_removable(path: PurePath, drive: Partition) -> bool:
    """Say whether a near drive can be pulled out: Windows tells, elsewhere its place does."""
    if isinstance(path, PureWindowsPath):
        return "removable" in drive.opts.lower().split(",")
    top = PurePosixPath(drive.mountpoint)
    return any(folder in top.parents for folder in map(PurePosixPath, REMOVABLE))


def _drive(path: PurePath, drives: list[Partition]) -> Partition | None:
    """Return the drive with the longest fitting name; of equals the last covers the others."""
    flavor = _flavor(path)
    around = {folder: -depth for depth, folder in enumerate((path, *path.parents))}
    fitting = [drive for drive in drives if _top(flavor, drive.mountpoint) in around]
    return max(
        reversed(fitting),
        key=lambda drive: around[_top(flavor, drive.mountpoint)],
        default=None,
    )


@cache
def _top(flavor: type[PurePath], place: str) -> PurePath:
    """Return where a drive is mounted; a name read once is compared at once."""
    return flavor(place)


def _ways(path: Path, drives: list[Partition]) -> Iterator[Path]:
    """Yield the path as written and as it is after all links, stopping at the first share."""
    try:
        whole = Path(os.path.abspath(path))  # noqa: PTH100 - Path.resolve would touch the disk
    except (OSError, ValueError):
        whole = path
    yield whole
    yield _follow(whole, drives)


def _follow(path: Path, drives: list[Partition]) -> Path:
    """Follow links one by one; `Path.resolve` would wait for a share that does not answer."""
    reached, ahead, hops = Path(path.anchor), [*reversed(path.parts[1:])], 0
    while ahead and hops < LINK_LIMIT:
        name = ahead.pop()
        step = reached.parent if name == ".." else reached / name
        if _share(_pure(step), _drive(_pure(step), drives)):
            return step.joinpath(*reversed(ahead))
        try:
            target = _plain(str(step.readlink()))
        except (OSError, ValueError):
            reached = step
            continue
        hops += 1
        reached = Path(target.anchor) if target.anchor else reached
        ahead.extend(reversed(target.parts[1:] if target.anchor else target.parts))
    return reached.joinpath(*reversed(ahead))


def _plain(text: str) -> PurePath:
    r"""Return a path without the `\\?\` that Windows may put in front."""
    if sys.platform == "win32" or text.startswith("\\\\?\\"):
        text = text.removeprefix("\\\\?\\")
        return PureWindowsPath("\\\\" + text[4:] if text.upper().startswith("UNC\\") else text)
    return PurePosixPath(text)


def _pure(path: PurePath) -> PurePath:
    """Return the path as a name, without a disk behind it."""
    if isinstance(path, PureWindowsPath):
        return _plain(str(path)) if str(path).startswith("\\\\?\\") else PureWindowsPath(path)
    return PurePosixPath(path)


def _flavor(path: PurePath) -> type[PurePath]:
    return PureWindowsPath if isinstance(path, PureWindowsPath) else PurePosixPath


def _home(path: PurePath) -> PurePath:
    """Return the home folder, or a place nothing is in where there is none."""
    try:
        return Path.home()
    except RuntimeError:
        return _flavor(path)("no home")
