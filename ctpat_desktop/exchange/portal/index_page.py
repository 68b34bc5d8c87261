"""The index of the portal package as a page to look at."""

import html
from collections.abc import Iterable

from ctpat_desktop.documents.core.stamp import Stamp
from ctpat_desktop.exchange.tables.xlsx_book import Cell, as_read
from ctpat_desktop.reading.dossier import Dossier
from ctpat_desktop.support.language import N_, tr

HEADERS = (
    N_("Criterion"),
    N_("Level"),
    N_("Title"),
    N_("Status"),
    N_("Characters"),
    N_("Text file"),
    N_("Evidence files"),
)


def page(dossier: Dossier, stamp: Stamp, rows: list[list[Cell]]) -> str:
    """Return the index as a page that links every file."""
    heads = "".join(f"<th>{html.escape(tr(head))}</th>" for head in HEADERS)
    body = "\n".join(f"<tr>{''.join(_cells(row))}</tr>" for row in rows)
    name = html.escape(dossier.company.name)
    return (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{name}</title>'
        "<style>body{font:14px sans-serif;margin:2em}table{border-collapse:collapse}"
        "td,th{border:1px solid #ccc;padding:4px 8px;text-align:left;vertical-align:top}</style>"
        f"</head><body><h1>{name}</h1><p>{html.escape(stamp.line())}</p>"
        f'<p><a href="company.txt">{html.escape(tr("The data of the company"))}</a></p>'
        f"<table><thead><tr>{heads}</tr></thead><tbody>\n{body}\n</tbody></table></body></html>\n"
    )


def _cells(row: list[Cell]) -> Iterable[str]:
    for at, cell in enumerate(row):
        words = html.escape(as_read(cell))
        if at == HEADERS.index("Text file") and words:
            yield f'<td><a href="{words}">{words}</a></td>'
        elif at == HEADERS.index("Evidence files"):
            links = (f'<a href="{_place(name)}">{name}</a>' for name in words.split("\n") if name)
            yield f"<td>{'<br>'.join(links)}</td>"
        else:
            yield f"<td>{words}</td>"


def _place(name: str) -> str:
    """Return where a file is: papers say their folder, documents are among the evidence."""
    return name if "/" in name else f"evidence/{name}"
