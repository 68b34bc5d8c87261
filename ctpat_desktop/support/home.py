"""Where the program keeps its own few files on this computer: recent list and choices."""

import json
import logging
import os
from pathlib import Path

from platformdirs import user_config_path

from ctpat_desktop.support import private
from ctpat_desktop.support.busy import when_free
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr

LOG = logging.getLogger(__name__)
MOST_RECENT = 8
"""Files kept in the recent list."""


def home() -> Path:
    """Return the program's own folder; CTPAT_DESKTOP_HOME overrides it."""
    named = os.environ.get("CTPAT_DESKTOP_HOME")
    folder = Path(named) if named else user_config_path("ctpat-desktop", appauthor=False)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise Problem(
            tr("The program's own folder {folder} cannot be made.").format(folder=folder),
            tr("Check CTPAT_DESKTOP_HOME."),
        ) from error
    return folder


def preferences() -> dict[str, object]:
    """Return the choices of this computer; a damaged file counts as none."""
    try:
        found = json.loads((home() / "preferences.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def prefer(name: str, value: object) -> bool:
    """Keep one choice of this computer; False where that cannot be written (it holds till then)."""
    kept = {**preferences(), name: value}
    try:
        path = home() / "preferences.json"
        scratch = path.with_suffix(".new")
        with private.fresh(scratch) as file:
            file.write(json.dumps(kept, indent=1))
        when_free(lambda: scratch.replace(path))
    except OSError as error:
        LOG.warning("preferences cannot be written: %s", type(error).__name__)
        return False
    return True


def recent() -> tuple[Path, ...]:
    """Return files opened before that still exist, newest first."""
    named = preferences().get("recent", [])
    paths = [Path(str(name)) for name in named] if isinstance(named, list) else []
    return tuple(path for path in paths if path.is_file())


def remember(path: Path) -> None:
    """Put a file at the top of the recent list."""
    others = [str(known) for known in recent() if known != path.resolve()]
    prefer("recent", [str(path.resolve()), *others][:MOST_RECENT])
