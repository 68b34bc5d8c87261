"""The documents behind one statement of an answer; each proves the answer too."""

from PySide6.QtWidgets import QPushButton

from ctpat_desktop.records import Evidence
from ctpat_desktop.services.evidence.library import Link
from ctpat_desktop.services.profile import statements
from ctpat_desktop.support.language import tr
from ctpat_desktop.ui.evidence.answer_row import EvidenceRow
from ctpat_desktop.ui.session import lent
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.widgets.parts import FlowLayout, button


class StatementEvidence(EvidenceRow):
    """Shows the documents of one statement and takes new ones; a click opens one."""

    def __init__(self, desk: Desk, statement_id: str) -> None:
        """Start empty; `show_links` shows the documents."""
        self.statement_id = statement_id
        super().__init__(desk, ())
        self.setToolTip(tr("Files can be dropped here"))
        inside = self.layout()
        if inside is not None:
            inside.setContentsMargins(8, 1, 8, 1)

    def _lead(self) -> str:
        return tr("Evidence:")

    def _linking(self) -> Link:
        return statements.linking(self.statement_id)

    def _link(self, document_id: str) -> None:
        statements.link(self.desk.workspace, self.statement_id, document_id)

    def _unlink(self, document: Evidence) -> None:
        desk, key = self.desk, self.statement_id
        desk.attempt(lambda: statements.unlink(desk.workspace, key, document.id))

    def _unlink_words(self) -> str:
        return tr("Take it off this statement; it stays with the answer")

    def _name(self, document: Evidence, title: str) -> QPushButton:
        name = tr("Open {title}").format(title=title)
        return button(
            f"▤ {title}", lambda: lent.open_document(self, self.desk, document), "link", name
        )

    def _offers(self, line: FlowLayout) -> None:
        line.addWidget(self.add_button)
        line.addWidget(self.library_button)
