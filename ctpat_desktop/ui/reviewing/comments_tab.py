"""All conversations of an account and its registers, the newest first, each one press away."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from ctpat_desktop.checklist import Place
from ctpat_desktop.reading import naming
from ctpat_desktop.services.reviewing import comments, subject
from ctpat_desktop.services.reviewing.comments import Thread
from ctpat_desktop.support.language import ntr, tr
from ctpat_desktop.ui.reviewing.threads import ThreadsView
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.widgets.empty import EmptyNote
from ctpat_desktop.ui.widgets.parts import button, flow, label, looks, scrolled

STEP = 30
"""Conversations shown at first, and how many more at a time."""


class CommentsTab(QWidget):
    """The conversations, with what each is about as a link."""

    def __init__(self, desk: Desk) -> None:
        """Start empty; the page says when to read."""
        super().__init__()
        self.desk = desk
        self.shown = STEP
        self.every = looks(QCheckBox(tr("Resolved too")))
        self.count = label("", muted=True)
        self.threads = ThreadsView(desk, lambda: True, self._heading)
        self.more = button(tr("Show more"), self.show_more)
        self.empty = EmptyNote("comment")
        inner = QWidget()
        inside = QVBoxLayout(inner)
        inside.setContentsMargins(0, 0, 8, 0)
        inside.addWidget(self.threads)
        inside.addLayout(flow(self.more))
        inside.addStretch(1)
        self.area = scrolled(inner)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 10, 0, 0)
        column.addLayout(flow(self.every, self.count))
        column.addWidget(self.area, 1)
        column.addWidget(self.empty, 1)
        self.every.toggled.connect(lambda _: self.show_all())

    def show_all(self) -> None:
        """Read the conversations anew."""
        scope, only_open = self.desk.scope, not self.every.isChecked()
        found = comments.of_account(scope, only_open=only_open, most=self.shown)
        every = comments.count_of_account(scope, only_open=only_open)
        words = ntr("{n} comment", "{n} comments", every)
        opened = ntr("{n} open comment", "{n} open comments", every)
        self.count.setText(opened if only_open else words)
        self.threads.show_threads(found)
        self.area.setVisible(bool(found))
        self.empty.setVisible(not found)
        self.more.setVisible(every > len(found))

    def show_more(self) -> None:
        """Show some more."""
        self.shown += STEP
        self.show_all()

    def _heading(self, thread: Thread) -> tuple[str, Callable[[], object] | None]:
        """Name what a conversation is about, with the way there."""
        place = self._place(thread)
        if place is None:
            return tr("Not there any more"), None
        return place.label, partial(self.desk.go_to, place)

    def _place(self, thread: Thread) -> Place | None:
        row = thread.first
        if row.table_name == subject.ANSWERS:
            answer = self.desk.dossier.find(row.criterion)
            if answer is None:
                return None
            site = next((s.name for s in self.desk.dossier.sites if s.id == row.site_id), "")
            criterion = answer.criterion
            title = f"{criterion.id} {criterion.title}" + (f", {site}" if site else "")
            number = str(criterion.category)
            return Place(
                number, criterion.id, field="narrative", site_id=row.site_id or "", label=title
            )
        kind = naming.table_name(row.table_name)
        name = naming.stored_name(self.desk.workspace, row.table_name, row.record_id)
        section = "company" if row.table_name in IN_COMPANY else row.table_name
        title = f"{kind[:1].upper()}{kind[1:]} {name}".strip()
        return Place(section, table=row.table_name, record_id=row.record_id, label=title)


IN_COMPANY = frozenset({"company", "address", "contact", "identifier"})
