"""Puts rows of a list on the clipboard: as text for anything, as a table for Word and Excel."""

from collections.abc import Sequence

from ctpat_desktop.support.later import later
from ctpat_desktop.ui.widgets import clipboard

ESCAPE = later("html:escape")
DISARMED = later("ctpat_desktop.exchange.tables.formulas:disarmed")
"""Nothing that is copied is calculated by the sheet it is pasted into, as in the lists written."""
AS_TEXT = "mso-number-format:'\\@'"
"""Has Excel leave zeros in front and long numbers as they are."""


def put(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Put rows on the clipboard for a while; several ones with their headings."""
    flat = [[_flat(words) for words in row] for row in rows]
    heads = [_flat(words) for words in headings]
    with_heads = len(flat) > 1 and any(heads)
    lines = [heads, *flat] if with_heads else flat
    text = "\n".join("\t".join(line) for line in lines)
    clipboard.copy_text(text, _table(lines, with_heads=with_heads))


def _table(lines: Sequence[Sequence[str]], *, with_heads: bool) -> str:
    whole = []
    for at, line in enumerate(lines):
        kind = "th" if with_heads and at == 0 else "td"
        cells = (f'<{kind} style="{AS_TEXT}">{ESCAPE(words)}</{kind}>' for words in line)
        whole.append(f"<tr>{''.join(cells)}</tr>")
    return f'<meta charset="utf-8"><table>{"".join(whole)}</table>'


def _flat(words: str) -> str:
    return str(DISARMED(" ".join(words.split())))
