"""Comments on one record of a register, below its fields."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ctpat_desktop.services.reviewing import comments
from ctpat_desktop.services.reviewing.subject import Subject
from ctpat_desktop.support.language import tr
from ctpat_desktop.ui.reviewing.dialogs import CommentDialog, ask_words
from ctpat_desktop.ui.reviewing.threads import ThreadsView
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.widgets.parts import button, changer, flow, label
from ctpat_desktop.workspace.changes import Changes


class CommentRow(QWidget):
    """How many conversations there are, and each of them that is open."""

    def __init__(self, desk: Desk, table: str) -> None:
        """Start without a record of a table."""
        super().__init__()
        self.desk, self.table, self.record_id = desk, table, ""
        self.shows_resolved, self.count = False, 0
        self.heading = label("", h2=True)
        self.threads = ThreadsView(desk, lambda: True)
        self.comment_button = changer(tr("Comment…"), self.comment)
        self.resolved_button = button("", self.toggle_resolved, "link")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.addWidget(self.heading)
        column.addWidget(self.threads)
        column.addLayout(flow(self.comment_button, self.resolved_button))

    def show_record(self, record_id: str) -> None:
        """Show what is said about a record."""
        if record_id != self.record_id:
            self.shows_resolved = False
        self.record_id = record_id
        threads = comments.threads(self.desk.scope, self._subject())
        opened = [row for row in threads if row.is_open]
        shown = threads if self.shows_resolved else opened
        self.count = len(opened)
        self.heading.setText(tr("Comments ({n})").format(n=self.count))
        self.threads.show_threads(shown)
        self.threads.setVisible(bool(shown))
        settled = len(threads) - len(opened)
        words = tr("Hide resolved") if self.shows_resolved else tr("Show resolved ({n})")
        self.resolved_button.setText(words.format(n=settled))
        self.resolved_button.setAccessibleName(self.resolved_button.text())
        self.resolved_button.setVisible(settled > 0)

    def refresh(self, changes: Changes) -> None:
        """Show what was written meanwhile."""
        if self.record_id and changes.touches("comment"):
            self.show_record(self.record_id)

    def comment(self) -> None:
        """Ask for a comment."""
        about = [(tr("This record"), self._subject())]
        ask_words(lambda: CommentDialog(self.window(), self.desk, about), lambda: True)

    def toggle_resolved(self) -> None:
        """Show the settled conversations too, or hide them."""
        self.shows_resolved = not self.shows_resolved
        self.show_record(self.record_id)

    def _subject(self) -> Subject:
        return Subject(self.table, self.record_id)
