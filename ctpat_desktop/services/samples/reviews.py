"""The half-finished yearly review of a sample: the first chapters are affirmed."""

import tomllib
from pathlib import Path

from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.profile import affirming
from ctpat_desktop.workspace.unit import Workspace


def fill(workspace: Workspace, folder: Path) -> None:
    """Affirm what `review.toml` names; a sample without one has no review yet."""
    path = folder / "review.toml"
    if not path.exists():
        return
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    scope = Scope.of(workspace, companies.choose(workspace), data["on"])
    chapters = set(data["chapters"])
    criteria = [key for key in affirming.ready(scope) if int(key.split(".")[0]) in chapters]
    affirming.affirm(scope, criteria, affirming.Look(data["by"]))
