"""The import data of the sample importer, taken in the way a person would."""

from datetime import date
from pathlib import Path

from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.services.trade.import_data import intake
from ctpat_desktop.workspace.unit import Workspace

TAKEN_ON = date(2026, 11, 20)


def fill(workspace: Workspace, company_id: str, folder: Path) -> None:
    """Take in every ITRAC file of a sample."""
    scope = Scope.of_company(workspace, company_id, TAKEN_ON)
    for path in sorted(folder.glob("itrac-*.csv")):
        loaded = intake.load(workspace, path)
        shown = intake.preview(scope, loaded, loaded.columns)
        intake.take(scope, shown)
