"""What every import says about itself: which files it reads, and whose they become."""

from ctpat_desktop.services.accounts.companies import has_several
from ctpat_desktop.ui.session.desk import Desk

SHEETS = "(*.xlsx *.csv *.tsv *.txt *.xlsm)"
"""The kinds of files that are read as sheets, as a file dialog wants them."""


def titled(desk: Desk, words: str) -> str:
    """Return the title of an import, with the company it writes into where there are several."""
    return f"{words} – {desk.dossier.company.name}" if has_several(desk.workspace) else words
