"""One backup in the list of them: when it was made, what is in it, and the button that restores."""

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout

from ctpat_desktop.checklist.findings import named
from ctpat_desktop.services.files.upkeep import Backup, Contents
from ctpat_desktop.support.dates import clock_text, day_text
from ctpat_desktop.support.language import decimal_text, ntr, tr
from ctpat_desktop.ui.widgets.parts import button, label, row
from ctpat_desktop.ui.widgets.reasons import allow

MOST_NAMED = 3
"""Companies that are named; a file of a consultant has more than anybody reads."""


def backup_row(
    backup: Backup, inside: Contents | None, restore: Callable[[], object]
) -> QHBoxLayout:
    """Return the line of a backup; `inside` is None where it opens no more."""
    local = backup.at.astimezone()
    when = f"{day_text(local)} {clock_text(local)}"
    words = tr("opens with an earlier passphrase") if inside is None else _contents(inside)
    text = label(f"{when}  ·  {words}  ·  {decimal_text(backup.size / 2**20)} MB")
    text.setToolTip("" if inside is None else ", ".join(inside.companies))
    name = f"{tr('Restore')} {day_text(local)} {clock_text(local, seconds=True)}"
    made = button(tr("Restore…"), restore, "link", name)
    allow(made, "" if inside is not None else tr("This backup cannot be read."))
    line = row(text, made)
    line.setStretch(0, 1)
    return line


def _contents(inside: Contents) -> str:
    companies = named(", ", inside.companies, MOST_NAMED) or tr("no company")
    if len(inside.companies) > MOST_NAMED:
        count = ntr("{n} company", "{n} companies", len(inside.companies))
        companies = f"{count} ({companies})"
    answers = ntr("{n} answer", "{n} answers", inside.answers)
    documents = ntr("{n} document", "{n} documents", inside.documents)
    return f"{companies} · {answers} · {documents}"
