"""Says after a year was begun which documents did not come over and have to be renewed."""

from PySide6.QtWidgets import QDialog, QListWidget, QVBoxLayout, QWidget

from ctpat_desktop.services.profile.years import Rolled
from ctpat_desktop.support.language import ntr, tr
from ctpat_desktop.ui.widgets.parts import button, label, row
from ctpat_desktop.ui.widgets.theme import fit


class RenewalsDialog(QDialog):
    """The documents to renew, by criterion."""

    def __init__(self, parent: QWidget, rolled: Rolled) -> None:
        """Show what was left out and why."""
        super().__init__(parent)
        self.setWindowTitle(tr("Review year {year}").format(year=rolled.year))
        words = ntr(
            "{n} link to a document was not taken over. Add a newer document where one is asked:",
            "{n} links to documents were not taken over. Add newer documents where they are asked:",
            len(rolled.renew),
        )
        about = label(words)
        about.setWordWrap(True)
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Documents to renew"))
        for item in rolled.renew:
            where = f"{item.criterion} {item.site}".strip()
            self.list.addItem(f"{where}  {item.title}: {item.reason}")
        column = QVBoxLayout(self)
        column.addWidget(about)
        column.addWidget(self.list, 1)
        column.addLayout(row(None, button(tr("Close"), self.accept, "primary")))
        fit(self, 70, 24)
