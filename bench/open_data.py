"""The open export out and back: ten times the content, against ten times the time."""

import shutil
import time
from contextlib import closing
from pathlib import Path

from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.profile import open_export
from ctpat_desktop.services.registers import records
from ctpat_desktop.support.progress import Silent
from ctpat_desktop.workspace import door
from ctpat_desktop.workspace.keys import Key

FEW, MANY = 5_000, 50_000
GOAL = 1.3
"""How much more a record may cost in the large file."""


def measured(folder: Path, key: Key) -> dict[str, tuple[float, float]]:
    """Return milliseconds per 1,000 partners, out and back, of the large file and the small."""
    folder.mkdir()
    small, large = (_out_and_back(folder, key, count) for count in (FEW, MANY))
    return {what: (large[what], small[what]) for what in small}


def _out_and_back(folder: Path, key: Key, count: int) -> dict[str, float]:
    path, out, new = (folder / f"{count}{end}" for end in (".ctpat", "-out", "-new.ctpat"))
    with closing(door.create_workspace(path, key)) as workspace:
        companies.start(workspace, "Big", "importer", 2026)
        company = companies.overview(workspace)[0].company_id
        rows = [{"company_id": company, "name": f"Partner {number}"} for number in range(count)]
        records.add_many(workspace, "partner", rows)
        began = time.perf_counter()
        open_export.write(workspace, out, Silent())
        written = time.perf_counter() - began
    began = time.perf_counter()
    made = open_export.bring_back(out, new, "tin lantern forty", Silent())
    brought = time.perf_counter() - began
    if made.damages:
        raise SystemExit(f"the new file is not in order: {made.damages[0]}")
    shutil.rmtree(out)
    return {"out": written * 1e6 / count, "back": brought * 1e6 / count}
