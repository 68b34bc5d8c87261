"""Tells rows of a list that are no records: totals, footers, headings once more, shifted cells."""

import re
from collections.abc import Collection, Sequence
from typing import Any

from ctpat_desktop.exchange.tables.heading_rows import heading_text, is_said
from ctpat_desktop.support.language import ntr, tr
from ctpat_desktop.support.words import folded, folded_once

_TOTALS = frozenset(
    ("total", "totals", "grand total", "subtotal", "sub total", "sum", "total general")
) | frozenset(("total generale", "somme", "suma", "summe", "gesamt", "totales", "totaux"))
_TOTAL_OF = re.compile(
    r"(?:grand |sub )?total (?:of|for|number|count|records?|rows|lines|amount|value|shipments|"
    r"suppliers|vendors|partners|employees|people|sites|seals|de|des|du)\b.*"
)
_FOOTER = re.compile(
    r"(?:printed|generated|exported|created|produced|imprime|impreso|generado|genere)\b.*\d.*"
    r"|(?:report|run|print|export) (?:date|run|time|generated|by|id)\b"
    r"|(?:page|pagina|seite|hoja) \d+(?: (?:of|sur|de|von) \d+)?"
    r"|end of (?:report|list|file|data)|fin (?:de|del|du) (?:reporte|informe|rapport|liste|lista)"
    r"|(?:records|rows|lines|entries|number of records|record count|total records)\b.*\d.*"
    r"|\d+ (?:records|rows|lines|entries)(?: (?:found|selected|listed|total))?"
    r"|(?:confidential|for internal use|internal use only|all rights reserved|copyright)\b.*"
)
_NUMBER = re.compile(r"[\s$€£\d.,'’()%-]+")


def why_odd(
    cells: Sequence[Any], headings: Sequence[str], repeated: Collection[tuple[str, ...]]
) -> str:
    """Return why a row of cells is no record, "" where it may be one.

    `repeated` holds the rows of the headings, folded; a copy of one of them is no record.
    """
    if len(cells) > len(headings) and any(map(is_said, cells[len(headings) :])):
        count = max(at for at, cell in enumerate(cells, 1) if is_said(cell))
        return ntr(
            "The row has {cells} cells under {n} heading; a separator in one of its cells "
            "may have shifted the others",
            "The row has {cells} cells under {n} headings; a separator in one of its cells "
            "may have shifted the others",
            len(headings),
            cells=count,
        )
    first = next(filter(is_said, cells), "")
    if not isinstance(first, str):
        return ""
    words = folded_once(first)
    for row in repeated:
        if words == row[0] and _folded(cells) in repeated:
            return tr("The row repeats the headings")
    if len(headings) < 2:
        return ""
    if words in _TOTALS or ("total" in words and _TOTAL_OF.fullmatch(words)):
        rest = [cell for cell in cells if is_said(cell)][1:]
        return tr("The row is a total, not a record") if all(map(_is_number, rest)) else ""
    is_alone = is_said(cells[0]) and not any(map(is_said, cells[1:]))
    if is_alone and _FOOTER.fullmatch(words):
        return tr("The row is a note of the report, not a record")
    return ""


def _folded(cells: Sequence[Any]) -> tuple[str, ...]:
    return tuple(folded(text) for cell in cells if (text := heading_text(cell)))


def folded_headings(cells: Sequence[Any]) -> tuple[str, ...]:
    """Return the filled cells of a row of headings as `why_odd` compares them; empty for few."""
    found = _folded(cells)
    return found if len(found) > 1 else ()


def _is_number(cell: Any) -> bool:
    if isinstance(cell, int | float):
        return True
    return isinstance(cell, str) and _NUMBER.fullmatch(cell) is not None
