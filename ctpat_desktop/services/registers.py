"""The registers as lists: which tables they are, and their rows in a stated order."""

from collections.abc import Sequence

from sqlalchemy import inspect, select

from ctpat_desktop.records import RECORDS, Record
from ctpat_desktop.records.companies import CompanyPart
from ctpat_desktop.workspace.unit import Workspace

TABLES = tuple(name for name, kind in RECORDS.items() if issubclass(kind, CompanyPart))
"""Every table whose rows belong to one company, parents first."""

IN_DOSSIER = frozenset({"address", "contact", "identifier", "site", "account", "evidence"})
"""Tables whose rows a dossier holds already."""


def every(workspace: Workspace, company_id: str) -> dict[str, Sequence[Record]]:
    """Return all rows of the registers the dossier does not hold, by table."""
    with workspace.read() as session:
        return {
            table: session.scalars(
                select(RECORDS[table])
                .where(inspect(RECORDS[table]).columns["company_id"] == company_id)
                .order_by(RECORDS[table].position, RECORDS[table].id)
            ).all()
            for table in TABLES
            if table not in IN_DOSSIER
        }
