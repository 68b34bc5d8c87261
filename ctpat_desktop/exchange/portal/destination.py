"""Where a portal package may go: over a package of the same account, never over anything else.

A package proves whose it is by its own manifest. What is beside its files was put there by a
person, and so was what differs from the manifest: both are taken over into the new package.
"""

import json
import os
import shutil
import zipfile
from collections.abc import Iterator
from hashlib import file_digest
from itertools import count
from pathlib import Path
from typing import Any

from ctpat_desktop.exchange.zip_guard import BROKEN
from ctpat_desktop.support.names import LONGEST, cut
from ctpat_desktop.workspace.engine import left_aside

MANIFEST = "manifest.json"
KIND = "ctpat-desktop portal package"
LARGEST_MANIFEST = 64 * 2**20
"""Bytes of a manifest that is read; one of 100,000 files has a quarter of it."""
CHANGED = " (changed)"


def with_room(folder: Path) -> Path:
    """Return the folder under a name that leaves room for the zip's ending."""
    return folder.with_name(cut(folder.name, LONGEST - len(".zip"))) if folder.name else folder


def place_for(folder: Path, account: str) -> tuple[Path, Path]:
    """Return folder and zip for a package of an account: those named, or the next free names."""
    for number in count(1):
        name = folder.name if number == 1 else cut(f"{folder.name} {number}", LONGEST - 4)
        at, archive = folder.with_name(name), folder.with_name(f"{name}.zip")
        _bring_back(at)
        if _may_take(at, account) and _may_take_zip(archive, account):
            return at, archive
    raise AssertionError


def manifest_of(folder: Path) -> dict[str, Any]:
    """Return the manifest of a package of ours, {} where there is none."""
    path = folder / MANIFEST
    try:
        if path.is_symlink() or path.stat().st_size > LARGEST_MANIFEST:
            return {}
        return _checked(json.loads(path.read_bytes()))
    except (OSError, ValueError):
        return {}


def keep_others(folder: Path, new: Path) -> list[str]:
    """Copy what a person put into an old package or changed there into the new one; name it."""
    known = manifest_of(folder).get("files", {})
    kept = []
    for path in _files(folder):
        name = path.relative_to(folder).as_posix()
        if name == MANIFEST or _is_ours(path, known.get(name)):
            continue
        target = _free(new / name)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(path, target, follow_symlinks=False)
        kept.append(target.relative_to(new).as_posix())
    return sorted(kept)


def _bring_back(folder: Path) -> None:
    """Give a package its name again that was moved aside by an export that was killed."""
    left = left_aside(folder, "old")
    if left is not None and not os.path.lexists(folder):
        left.rename(folder)


def _may_take(folder: Path, account: str) -> bool:
    if not os.path.lexists(folder):
        return True
    if folder.is_symlink() or not folder.is_dir():
        return False
    return not any(folder.iterdir()) or manifest_of(folder).get("account") == account


def _may_take_zip(archive: Path, account: str) -> bool:
    """Tell whether a zip holds a package of the account and nothing else."""
    if not os.path.lexists(archive):
        return True
    if archive.is_symlink() or not archive.is_file():
        return False
    try:
        with zipfile.ZipFile(archive) as packed:
            inside = {info.filename.partition("/")[2]: info for info in packed.infolist()}
            if MANIFEST not in inside or inside[MANIFEST].file_size > LARGEST_MANIFEST:
                return False
            found = _checked(json.loads(packed.read(inside[MANIFEST])))
    except BROKEN:
        return False
    return found.get("account") == account and set(inside) == {MANIFEST, *found["files"]}


def _checked(manifest: Any) -> dict[str, Any]:
    is_ours = isinstance(manifest, dict) and manifest.get("kind") == KIND
    return manifest if is_ours and isinstance(manifest.get("files"), dict) else {}


def _files(folder: Path) -> Iterator[Path]:
    for place, folders, names in os.walk(folder):
        links = [name for name in folders if Path(place, name).is_symlink()]
        for name in [*names, *links]:
            yield Path(place, name)


def _is_ours(path: Path, entry: Any) -> bool:
    if not isinstance(entry, dict) or path.is_symlink():
        return False
    with path.open("rb") as file:
        return bool(file_digest(file, "sha256").hexdigest() == entry.get("sha256"))


def _free(path: Path) -> Path:
    """Return a name nothing in the new package has."""
    for number in count(1):
        if not os.path.lexists(path):
            return path
        mark = CHANGED if number == 1 else f"{CHANGED} {number}"
        stem = path.stem.partition(CHANGED)[0]
        path = path.with_name(cut(f"{stem}{mark}{path.suffix}"))
    raise AssertionError
