"""Imports a list into a register as `import` does, and says what happened as plain values."""

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from ctpat_desktop.catalogue.forms import Form, load_form
from ctpat_desktop.cli.open import Target, opened
from ctpat_desktop.exchange.tables.sheets import Sheet
from ctpat_desktop.services.importing import apply
from ctpat_desktop.services.importing.report import Report, changed_values, decided_values
from ctpat_desktop.services.registers import register_names
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr

NOT_IMPORTED = frozenset({"account", "evidence"})
"""Tables with rules of their own; they are made in the window."""


def form_named(name: str) -> Form:
    """Return the form of a register a list can be taken into; Problem where there is none."""
    table = register_names.called(name)
    if table in NOT_IMPORTED:
        raise Problem(
            tr("“{name}” cannot be imported.").format(name=name), tr("Add it in the window.")
        )
    return load_form(table)


@dataclass(frozen=True, slots=True)
class ListOptions:
    """What the command line says about a list: `maps` are pairs such as "name=Vendor Name".

    `conflicts` is what is done with all rows that contradict a record.
    """

    dates: str = ""
    maps: tuple[str, ...] = ()
    choice: apply.Choice = field(default_factory=apply.Choice)
    conflicts: str = "keep"


def import_sheet(
    meant: Target,
    form: Form,
    sheet: Path,
    options: ListOptions | None = None,
    *,
    dry_run: bool = False,
) -> Report:
    """Take a list into a register, or only say what would happen."""
    said = options or ListOptions()
    read = apply.load(form.id, sheet, choice=said.choice)
    with opened(meant, writes=not dry_run) as scope:
        workspace = scope.workspace
        columns = decided(form, read, apply.proposed(workspace, form.id, read), said)
        where = (workspace, scope.company_id, form.id, read, columns)
        shown = apply.preview(*where, today=scope.today)
        settled = apply.Decided(apply.Decision(said.conflicts))
        shown = replace(shown, decided=settled)
        return apply.dry(shown) if dry_run else apply.apply(workspace, shown)


def decided(
    form: Form, sheet: Sheet, columns: apply.Columns, options: ListOptions
) -> apply.Columns:
    """Return the columns as the command line says; Problem where something is left to ask."""
    columns = apply.mapped(form, sheet.headers, columns, options.maps)
    if columns.asked:
        row = columns.asked[0]
        words = " ".join(apply.undecided(form, sheet.headers, columns))
        raise Problem(
            tr("Two columns of {sheet} fit one field. {words}").format(
                sheet=sheet.name, words=words
            ),
            tr('Say which with --map "{key}={heading}".').format(
                key=row.key, heading=sheet.headers[row.columns[0]]
            ),
        )
    return replace(columns, order=apply.Order(options.dates))


def as_values(report: Report) -> dict[str, Any]:
    """Return a report as plain values; what concerns the whole file has row 0."""
    notes = [
        *report.notes,
        *(tr("Added along with it: {name}.").format(name=name) for name in report.made),
    ]
    return {
        "rows": report.rows,
        "new": report.new,
        "changed": changed_values(report),
        "unchanged": report.unchanged,
        "conflicts": decided_values(report),
        "refused": [{"row": row.number, "reason": row.reason} for row in report.refused],
        "ignored": list(report.ignored),
        "remarks": [*(apply.Remark(0, "", text) for text in notes), *report.remarks],
    }
