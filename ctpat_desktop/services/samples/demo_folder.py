"""The folder of the demo: it replaces what an earlier demo made, and nothing else."""

import json
from pathlib import Path

from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr
from ctpat_desktop.workspace.engine import SIDE_FILES
from ctpat_desktop.workspace.failures import reason

MARKER = ".ctpat-desktop-demo.json"
"""Lists the files an earlier demo made in this folder."""
NAMES = (
    "sample-importer.ctpat",
    "sample-encrypted.ctpat",
    "backup.ctpat",
    "profile-report.pdf",
    "profile-report.docx",
    "profile-report.xlsx",
    "mou-packet.pdf",
    "mou-packet-signed-scan.pdf",
    "eligibility.pdf",
    "officer-brief.pdf",
    "import-data.pdf",
    "annual-letter.docx",
    "partners.xlsx",
    "portal",
    "portal.zip",
    "questionnaires",
    "pictures",
)
"""What the demo makes at the top of its folder."""


def clear(folder: Path) -> None:
    """Remove what an earlier demo made; Problem, and nothing removed, where others are in the way.

    The marker is written anew at once: a demo that is stopped can be run again.
    """
    known = _known(folder)
    if known is None:
        foreign = sorted(name for name in NAMES if (folder / name).exists())
        if foreign:
            raise Problem(
                tr("{folder} holds {foreign}, which no demo is known to have made.").format(
                    folder=folder, foreign=foreign[0]
                ),
                tr("Choose an empty folder; nothing was changed."),
            )
    try:
        for name in known or ():
            for end in ("", *SIDE_FILES):
                (folder / f"{name}{end}").unlink(missing_ok=True)
            _drop_empty(folder, (folder / name).parent)
        _write(folder, NAMES)
    except OSError as error:
        raise Problem(
            tr("The earlier demo in {folder} cannot be replaced: {reason}.").format(
                folder=folder, reason=reason(error)
            ),
            tr("Choose another folder."),
        ) from error


def files(folder: Path) -> frozenset[str]:
    """Return the names of all files in the folder, below it too."""
    found = (path for path in folder.rglob("*") if not path.is_dir())
    return frozenset(path.relative_to(folder).as_posix() for path in found)


def mark(folder: Path, before: frozenset[str]) -> None:
    """Note which files the demo made: those that were not there before."""
    _write(folder, sorted(files(folder) - before))


def _drop_empty(folder: Path, inner: Path) -> None:
    """Remove a folder below `folder` and those above it, as far as nothing is in them."""
    while inner != folder and inner.is_dir() and not any(inner.iterdir()):
        inner.rmdir()
        inner = inner.parent


def _write(folder: Path, names: object) -> None:
    words = json.dumps({"kind": "ctpat-desktop demo", "files": names}, indent=1)
    (folder / MARKER).write_text(words + "\n", encoding="utf-8")


def _known(folder: Path) -> list[str] | None:
    """Return the files an earlier demo made here, None where there was none."""
    try:
        found = json.loads((folder / MARKER).read_text(encoding="utf-8"))
        if found["kind"] != "ctpat-desktop demo":
            return None
        names = [str(name) for name in found["files"]]
    except (OSError, ValueError, TypeError, KeyError):
        return None
    inside = [name for name in names if ".." not in Path(name).parts]
    return [name for name in inside if not Path(name).is_absolute() and _is_file(folder / name)]


def _is_file(path: Path) -> bool:
    return path.is_file() and not path.is_symlink()
