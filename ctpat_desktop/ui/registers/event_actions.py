"""The corrective actions of an incident, an audit or a test, and one click to add another."""

from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ctpat_desktop.checklist import Place
from ctpat_desktop.documents.core import labels
from ctpat_desktop.services.registers import event_actions
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.widgets.parts import button, changer, flow, label
from ctpat_desktop.ui.widgets.reasons import Reason, allow
from ctpat_desktop.workspace.changes import Changes


class EventActions(QWidget):
    """One line for each action of the record, and the button that adds one and goes there."""

    def __init__(self, desk: Desk, table: str) -> None:
        """Start without a record of this table."""
        super().__init__()
        self.desk, self.table, self.record_id = desk, table, ""
        self.add_button = changer(tr("Add corrective action"), self.add)
        self.why = Reason()
        self.lines = QWidget()
        QVBoxLayout(self.lines).setContentsMargins(0, 0, 0, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 4)
        column.addWidget(self.lines)
        column.addLayout(flow(self.add_button))
        column.addWidget(self.why)

    def show_record(self, record_id: str) -> None:
        """Show the actions of a record."""
        self.record_id = record_id
        desk = self.desk
        try:
            closed = event_actions.refusal(desk.workspace, self.source)
        except Problem:  # removed meanwhile
            return
        actions = event_actions.of_event(desk.scope, self.source)
        allow(self.add_button, closed, self.why)
        self._show_lines(actions)

    @property
    def source(self) -> event_actions.Event:
        """The record shown."""
        return event_actions.Event(self.table, self.record_id)

    def refresh(self, changes: Changes) -> None:
        """Show what changed."""
        if self.record_id and changes.touches("action", self.table):
            self.show_record(self.record_id)

    def add(self) -> None:
        """Add an action filled in from the record, and go where it is completed."""
        desk, made = self.desk, [""]

        def make() -> None:
            made[0] = event_actions.make(desk.scope, self.source)

        if desk.attempt(make):
            self._go(made[0])

    def _go(self, action_id: str) -> None:
        place = Place("partners", table="action", record_id=action_id, field="title")
        self.desk.go_to(place)

    def _show_lines(self, actions: list[event_actions.ActionOf]) -> None:
        column = self.lines.layout()
        while column is not None and (item := column.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for action in actions:
            self._line(action)
        self.lines.setVisible(bool(actions))

    def _line(self, action: event_actions.ActionOf) -> None:
        line = QWidget()
        column = QVBoxLayout(line)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        words = label(labels.joined(action.title, action.state, by=" · "))
        words.setWordWrap(True)
        go = button(tr("Go to the action"), partial(self._go, action.id), "link")
        column.addWidget(words)
        column.addLayout(flow(go))
        inside = self.lines.layout()
        if inside is not None:
            inside.addWidget(line)
            line.show()  # a layout shows what comes later only with the next event
