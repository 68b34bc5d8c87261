"""Another company, by some letters of its name: for files with more of them than a list shows."""

from PySide6.QtWidgets import QWidget

from ctpat_desktop.services.search.ranking import ranked
from ctpat_desktop.support.language import tr
from ctpat_desktop.ui.frame.goto_box import GotoBox
from ctpat_desktop.ui.frame.goto_rows import COMPANIES, GotoRow, Reach, companies_of


class CompanyBox(GotoBox):
    """The box that goes anywhere, with the accounts of the file alone, all of them at first."""

    finds_records = False

    def __init__(self, over: QWidget, reach: Reach) -> None:
        """Lie hidden over a widget."""
        super().__init__(over, reach)
        self.words.setAccessibleName(tr("Another company"))
        self.words.setPlaceholderText(tr("Company or kind of account"))

    def ask_company(self) -> None:
        """Come up with every account, and a row that adds one."""
        if self.isVisible():
            self.words.selectAll()
            return
        rows = list(companies_of(self.reach))
        if not self.reach.desk.reading_only:
            words, add = tr("Add company or account…"), lambda: self.reach.choose("")
            rows.append(GotoRow(COMPANIES, words, "", add))
        self.come(rows)

    def fit(self, words: str) -> list[GotoRow]:
        """Return the accounts that fit, however many; all of them before anything is typed."""
        if not words:
            return self.rows
        found = ranked(words, [row.words for row in self.rows])
        return [self.rows[at] for at, _fit in found]
