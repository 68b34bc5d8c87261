"""The registers as lists: which tables they are, what they are called, and their rows."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import inspect, select

from ctpat_desktop.catalogue.forms import load_form
from ctpat_desktop.records import RECORDS, Record
from ctpat_desktop.records.companies import CompanyPart
from ctpat_desktop.services import wording
from ctpat_desktop.services.registers import listing
from ctpat_desktop.services.registers.records import UNASKED
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr
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


def titles() -> dict[str, str]:
    """Return the plural name of each register by its table."""
    return {table: tr(load_form(table).plural) for table in TABLES if table not in UNASKED}


def names() -> dict[str, str]:
    """Return the names a person may call each register by on the command line, to its table.

    A register answers to its plural, to its table's name and to that with an s: "seal-ledger",
    "seal", "seals".
    """
    found = {"trainings": "training_session"}
    for table in TABLES:
        if table not in UNASKED:
            found[load_form(table).plural.lower().replace(" ", "-")] = table
    asked = [table for table in TABLES if table not in UNASKED]
    short = {f"{table}s".replace("_", "-"): table for table in asked}
    return {**short, **found, **{table: table for table in asked}}


def called(name: str) -> str:
    """Return the table of a register by one of its names; Problem lists them."""
    known = names()
    wanted = name.strip().lower().replace(" ", "-")
    table = known.get(wanted) or known.get(wanted.replace("-", "_"))
    if table is None:
        plurals = [load_form(key).plural.lower().replace(" ", "-") for key in set(known.values())]
        raise Problem(
            f"There is no register “{name}”.", f"Use one of: {', '.join(sorted(plurals))}."
        )
    return table


def rows(workspace: Workspace, company_id: str, table: str) -> list[tuple[Record, str]]:
    """Return the records of one register in the order of its list, each with its name."""
    view = listing.View()
    ids = listing.lines(workspace, table, company_id, view, date.min).ids
    form, kind = load_form(table), RECORDS[table]
    with workspace.read() as session:
        query = select(kind).where(inspect(kind).columns["company_id"] == company_id)
        found = {record.id: record for record in session.scalars(query)}
        known = wording.names_for(session, form, found.values())
    return [(found[key], wording.name_of(form, found[key], known) or "(no name)") for key in ids]
