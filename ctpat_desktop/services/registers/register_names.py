"""The registers as lists: which tables they are, what they are called, and their rows."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import inspect, select

from ctpat_desktop.catalogue.forms import load_form
from ctpat_desktop.reading.naming import UNASKED, names_for_records, record_name
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.records import RECORDS, Record
from ctpat_desktop.records.companies import CompanyPart
from ctpat_desktop.services.registers import listing
from ctpat_desktop.support.choosing import find_one
from ctpat_desktop.support.language import tr

TABLES = tuple(name for name, kind in RECORDS.items() if issubclass(kind, CompanyPart))
"""Every table whose rows belong to one company, parents first."""

IN_DOSSIER = frozenset({"address", "contact", "identifier", "site", "account", "evidence"})
"""Tables whose rows a dossier holds already."""


def every(scope: Scope) -> dict[str, Sequence[Record]]:
    """Return all rows of the registers the dossier does not hold, by table."""
    with scope.workspace.read() as session:
        return {
            table: session.scalars(
                select(RECORDS[table])
                .where(inspect(RECORDS[table]).columns["company_id"] == scope.company_id)
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
            found[_spelled(table)] = table
    asked = [table for table in TABLES if table not in UNASKED]
    short = {f"{table}s".replace("_", "-"): table for table in asked}
    return {**short, **found, **{table: table for table in asked}}


def _spelled(table: str) -> str:
    """Return the plural of a register as the command line spells it, such as "seal-ledger"."""
    return load_form(table).plural.lower().replace(" ", "-")


def called(name: str) -> str:
    """Return the table of a register by one of its names; Problem lists them."""
    spoken: dict[str, list[str]] = {}
    for said, table in names().items():
        spoken.setdefault(table, []).append(said)
    choices = [((_spelled(table), *said), table) for table, said in spoken.items()]
    return find_one(name, sorted(choices), tr("register"), is_whole=True)


def rows(scope: Scope, table: str) -> list[tuple[Record, str]]:
    """Return the records of one register in the order of its list, each with its name."""
    view = listing.View()
    ids = listing.lines(
        Scope.of_company(scope.workspace, scope.company_id, date.min), table, view
    ).ids
    form, kind = load_form(table), RECORDS[table]
    with scope.workspace.read() as session:
        query = select(kind).where(inspect(kind).columns["company_id"] == scope.company_id)
        found = {record.id: record for record in session.scalars(query)}
        known = names_for_records(session, form, found.values())
    return [(found[key], record_name(form, found[key], known) or tr("(no name)")) for key in ids]
