"""Recognizes the folders of programs that sync files between computers.

The rule about names: a sync program makes its folder directly in a home folder or at the top of a
drive, and under a name of its own. Only there, and only where the whole name fits, does a name
count: `/home/ann/Dropbox` is synced; `/home/ann/Dropbox exports` and `/home/ann/Work/Box` are not.
`Box` alone is a common word, so it counts in a home folder of Windows and macOS only, for which
Box makes its program. A folder moved elsewhere is found through the program's own settings
(OneDrive, Dropbox) or through the files that it leaves there.
"""

import json
import os
import re
from collections.abc import Collection, Iterator, Mapping
from fnmatch import fnmatchcase
from itertools import islice
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath

NAMES: tuple[tuple[str, str], ...] = (
    (r"OneDrive( - .+)?", "OneDrive"),
    (r"Dropbox( \(.+\))?", "Dropbox"),
    (r"Google Drive|GoogleDrive-.+|My Drive( \(.+\))?", "Google Drive"),
    (r"iCloud ?Drive", "iCloud Drive"),
    (r"Box Sync", "Box"),
    (r"Nextcloud\d*", "Nextcloud"),
    (r"ownCloud\d*", "ownCloud"),
    (r"pCloud ?Drive", "pCloud"),
    (r"Proton ?Drive", "Proton Drive"),
    (r"MEGA(sync)?", "MEGA"),
)
"""What the programs call their folder in a home folder or at the top of a drive."""

STORES: dict[str, str] = {
    "OneDrive": "OneDrive",
    "GoogleDrive": "Google Drive",
    "Dropbox": "Dropbox",
    "Box": "Box",
    "ProtonDrive": "Proton Drive",
    "iCloud Drive": "iCloud Drive",
}
"""macOS: `~/Library/CloudStorage/GoogleDrive-ann@example.com` up to the hyphen, and the service."""

SETTINGS = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")
"""Environment variables with the folders of OneDrive."""

MARKERS: tuple[tuple[str, bool, str], ...] = (
    (".dropbox", False, "Dropbox"),
    (".dropbox.cache", True, "Dropbox"),
    (".tmp.drivedownload", True, "Google Drive"),
    (".nextcloudsync.log", False, "Nextcloud"),
    (".owncloudsync.log", False, "ownCloud"),
    ("._sync_*.db", False, "Nextcloud"),
    (".sync_*.db", False, "Nextcloud"),
)
"""What the programs leave at the top of their folder: name, is it a folder, service. `.dropbox` in
a home folder is a folder with settings and marks nothing."""

MOST_NAMES = 20_000
"""Names read of one folder, so that a huge one does not hold up opening."""


def by_name(path: PurePath, home: PurePath, tops: Collection[PurePath]) -> str:
    """Return the service whose kind of folder holds `path`, empty for none."""
    found = _mac_service(path)
    if found:
        return found
    for folder in path.parents:
        if _is_home(folder.parent, home) and _is_box(folder):
            return "Box"
        service = _named(folder)
        if service and (_is_home(folder.parent, home) or folder.parent in tops):
            return service
    return ""


def by_setting(path: PurePath, home: PurePath, environment: Mapping[str, str]) -> str:
    """Return the service whose own settings name a folder that holds `path`."""
    if any(_holds(environment.get(name, ""), path) for name in SETTINGS):
        return "OneDrive"
    named = [environment.get(name, "") for name in ("APPDATA", "LOCALAPPDATA")]
    folders = [Path(home) / ".dropbox", *(Path(name) / "Dropbox" for name in named if name)]
    if any(_holds(text, path) for folder in folders for text in _dropbox_folders(folder)):
        return "Dropbox"
    return ""


def by_marker(path: Path, top: str) -> str:
    """Return the service whose files lie in a folder above `path`, up to the top of its drive."""
    for folder in path.parents:
        for name, is_folder in _names(folder):
            for pattern, wanted, service in MARKERS:
                if is_folder == wanted and fnmatchcase(name, pattern):
                    return service
        if str(folder) == top:
            break
    return ""


def _names(folder: Path) -> Iterator[tuple[str, bool]]:
    """Yield the hidden names of a folder and whether each is a folder; none if unreadable."""
    try:
        with os.scandir(folder) as found:
            for entry in islice(found, MOST_NAMES):
                if entry.name.startswith("."):
                    yield entry.name, entry.is_dir(follow_symlinks=False)
    except (OSError, ValueError):
        return


def _mac_service(path: PurePath) -> str:
    """Recognize the two places of macOS that hold nothing but synced folders."""
    parts = path.parts[:-1]
    for at, name in enumerate(parts):
        below = parts[at + 1 : at + 3]
        if name == "Library" and below[:1] == ("Mobile Documents",):
            return "iCloud Drive"
        if name == "Library" and below[:1] == ("CloudStorage",) and len(below) > 1:
            store = below[1].split("-")[0]
            return STORES.get(store, store)
    return "iCloud Drive" if "com~apple~CloudDocs" in parts else ""


def _is_home(folder: PurePath, home: PurePath) -> bool:
    """Say whether this is the home folder or looks like somebody's."""
    above = folder.parent
    is_first = len(above.parts) == 2 and bool(above.anchor)
    return folder == home or (is_first and above.name.casefold() in ("home", "users"))


def _is_box(folder: PurePath) -> bool:
    """Say whether this is the folder of Box, known that it lies in a home folder."""
    if isinstance(folder, PurePosixPath):
        return folder.name == "Box" and folder.parts[1:2] == ("Users",)
    return folder.name.casefold() == "box"


def _named(folder: PurePath) -> str:
    case = re.IGNORECASE if isinstance(folder, PureWindowsPath) else re.NOFLAG
    fitting = (service for name, service in NAMES if re.fullmatch(name, folder.name, case))
    return next(fitting, "")


def _holds(folder: str, path: PurePath) -> bool:
    """Say whether a folder named in a setting holds `path`; a whole drive is no such folder."""
    named = PureWindowsPath(folder) if isinstance(path, PureWindowsPath) else PurePosixPath(folder)
    return len(named.parts) > 1 and path.is_relative_to(named)


def _dropbox_folders(settings: Path) -> list[str]:
    """Return the folders that Dropbox notes in its settings; none if it has none."""
    try:
        found = json.loads((settings / "info.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return []
    accounts = [*found.values()] if isinstance(found, dict) else []
    return [
        account[name]
        for account in accounts
        if isinstance(account, dict)
        for name in ("path", "root_path")
        if isinstance(account.get(name), str)
    ]
