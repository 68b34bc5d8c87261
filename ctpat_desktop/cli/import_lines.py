"""Imports entry lines of ITRAC as `import itrac` does, and says what happened as plain values."""

from pathlib import Path
from typing import Any

from ctpat_desktop.cli.import_lists import ListOptions, decided
from ctpat_desktop.cli.open import Target, opened
from ctpat_desktop.services.importing.rows import Remark
from ctpat_desktop.services.trade.import_data import intake
from ctpat_desktop.services.trade.import_data.lines import load_line_form
from ctpat_desktop.services.trade.import_data.meeting import Differing
from ctpat_desktop.support.language import ntr, tr


def import_lines(
    meant: Target, path: Path, options: ListOptions, *, dry_run: bool = False
) -> dict[str, Any]:
    """Import the entry lines of a file, or only say what would happen; each row is in one count.

    Lines of entries that are known already, and further tariff numbers of a line, are unchanged;
    a line of a known entry that says something else is in conflict and what is here stays.
    """
    with opened(meant, writes=not dry_run) as scope:
        loaded = intake.load(scope.workspace, path, choice=options.choice)
        columns = decided(load_line_form(), loaded.sheet, loaded.columns, options)
        shown = intake.preview(scope, loaded, columns)
        if shown.fresh and not dry_run:
            intake.take(scope, shown)
    return as_values(shown)


def as_values(shown: intake.IntakePreview) -> dict[str, Any]:
    """Return what happened with the rows as plain values."""
    lines, sheet = shown.lines, shown.loaded.sheet
    known = len(lines.rows) - len(shown.fresh) - len(shown.differing)
    notes = list(sheet.remarks)
    if lines.joined:
        notes.append(
            ntr(
                "{n} row is a further tariff number of the line above it.",
                "{n} rows are further tariff numbers of the line above them.",
                lines.joined,
            )
        )
    return {
        "rows": len(sheet.rows),
        "new": len(shown.fresh),
        "changed": [],
        "unchanged": known + lines.joined,
        "conflicts": [_conflict(row) for row in shown.differing],
        "refused": [{"row": row.number, "reason": row.reason} for row in lines.refused],
        "ignored": list(shown.columns.ignored(sheet.headers)),
        "remarks": [*(Remark(0, "", text) for text in notes), *lines.remarks],
    }


def _conflict(row: Differing) -> dict[str, Any]:
    reason = tr("The entry is here from an earlier file, without this line.")
    if row.fields:
        reason = tr("The entry is here from an earlier file, with other figures.")
    return {
        "row": row.number,
        "title": row.entry,
        "reason": reason,
        "done": "keep",
        "fields": {label: list(pair) for label, pair in row.fields.items()},
    }
