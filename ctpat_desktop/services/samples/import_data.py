"""The import data of the sample importer, taken in the way a person would."""

from datetime import date
from pathlib import Path

from ctpat_desktop.services.trade.import_data import intake
from ctpat_desktop.workspace.unit import Workspace

TAKEN_ON = date(2026, 11, 20)


def fill(workspace: Workspace, company_id: str, folder: Path) -> None:
    """Take in every ITRAC file of a sample."""
    for path in sorted(folder.glob("itrac-*.csv")):
        loaded = intake.load(workspace, path)
        shown = intake.preview(workspace, company_id, loaded, loaded.columns, TAKEN_ON)
        intake.take(workspace, company_id, shown, TAKEN_ON)
