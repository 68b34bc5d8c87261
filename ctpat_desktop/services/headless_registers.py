"""Registers and search without a window: open, do one thing, close."""

from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ctpat_desktop.catalogue.forms import Form, load_form
from ctpat_desktop.exchange.tables.sheets import Sheet
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.headless import Target, opened
from ctpat_desktop.services.importing import apply
from ctpat_desktop.services.registers import register_names
from ctpat_desktop.services.search.search import Search, kind_of
from ctpat_desktop.support.errors import Problem

if TYPE_CHECKING:
    from ctpat_desktop.exchange.results import ExportResult

NOT_IMPORTED = frozenset({"account", "evidence"})
"""Tables with rules of their own; they are made in the window."""


@dataclass(frozen=True, slots=True)
class FoundRows:
    """Hits as plain values, and the words looked for in place of others."""

    rows: list[dict[str, Any]]
    instead: tuple[tuple[str, str], ...]


def register_named(name: str) -> str:
    """Return the table of a register a list can be taken into; Problem where there is none."""
    table = register_names.called(name)
    if table in NOT_IMPORTED:
        raise Problem(f"“{name}” cannot be imported.", "Add it in the window.")
    return table


@dataclass(frozen=True, slots=True)
class Wish:
    """What the command line says about a list: `maps` are pairs such as "name=Vendor Name".

    `conflicts` is what is done with all rows that contradict a record.
    """

    dates: str = ""
    maps: tuple[str, ...] = ()
    choice: apply.Choice = field(default_factory=apply.Choice)
    conflicts: str = "keep"
    today: date | None = None


def import_sheet(
    target: Target, register: str, sheet: Path, wish: Wish | None = None, *, dry_run: bool = False
) -> apply.Report:
    """Take a list into a register, or only say what would happen."""
    table, said = register_named(register), wish or Wish()
    read = apply.load(table, sheet, choice=said.choice)
    with opened(target, writes=not dry_run) as (workspace, account_id):
        company_id = companies.dossier(workspace, account_id).company.id
        columns = apply.proposed(workspace, table, read)
        columns = decided(load_form(table), read, columns, said)
        where = (workspace, company_id, table, read, columns)
        shown = apply.preview(*where, today=said.today)
        settled = apply.Decided(apply.Decision(said.conflicts))
        shown = replace(shown, decided=settled)
        return apply.dry(shown) if dry_run else apply.apply(workspace, shown)


def decided(form: Form, sheet: Sheet, columns: apply.Columns, wish: Wish) -> apply.Columns:
    """Return the columns as the command line says; Problem where something is left to ask."""
    columns = apply.mapped(form, sheet.headers, columns, wish.maps)
    if columns.asked:
        row = columns.asked[0]
        words = " ".join(apply.undecided(form, sheet.headers, columns))
        raise Problem(
            f"Two columns of {sheet.name} fit one field. {words}",
            f'Say which with --map "{row.key}={sheet.headers[row.columns[0]]}".',
        )
    return replace(columns, order=apply.Order(wish.dates))


def export_sheet(target: Target, register: str, path: Path) -> "ExportResult":
    """Write a whole register as .xlsx or .csv."""
    from ctpat_desktop.services.registers import list_export  # brings the printers along

    table = register_names.called(register)
    with opened(target) as (workspace, account_id):
        company_id = companies.dossier(workspace, account_id).company.id
        return list_export.export(workspace, company_id, table, None, None, path)


def search(target: Target, words: str) -> FoundRows:
    """Find words in everything one account and its company say; nothing is written."""
    with opened(target) as (workspace, account_id):
        made = Search(workspace, account_id)
        made.build()
        found = made.find(words)
        made.close()
    rows = [
        {
            "register": hit.register,
            "id": hit.record_id,
            "title": hit.title,
            "kind": kind_of(hit.register),
            "snippet": hit.snippet,
        }
        for hit in found.hits
    ]
    return FoundRows(rows, found.instead)
