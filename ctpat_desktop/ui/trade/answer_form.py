"""The editor of one answer: a choice in big buttons, words, owner, day, and its documents."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ctpat_desktop.catalogue.forms import load_form
from ctpat_desktop.documents.core import labels
from ctpat_desktop.records import TradeAnswer
from ctpat_desktop.services.registers import records
from ctpat_desktop.services.trade import trade_answers
from ctpat_desktop.services.trade.trade_answers import StoredAnswer
from ctpat_desktop.ui.fields.record_form import RecordForm
from ctpat_desktop.ui.registers.attachments import AttachmentRow
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.widgets.parts import button, flow

SETTLED = ("list", "question", "year", "answer", "answered_on")
"""Fields the screen fills in by itself."""
YES_NO = ("yes", "no", "")
ALL = ("yes", "partly", "no", "not_applicable", "")
"""The answers that are offered."""


class AnswerForm(QWidget):
    """Edits what a person says to one question of one year; saves as the person types."""

    def __init__(self, desk: Desk, kind: str, choices: Sequence[str]) -> None:
        """Start without a question; no choices leaves the answer out."""
        super().__init__()
        self.desk, self.kind = desk, kind
        self.question, self.year = "", desk.today.year
        self.stored = trade_answers.NOTHING
        self.choices = {
            value: button(labels.trade_answer(value), partial(self.choose, value), "segment")
            for value in choices
        }
        self.fields = RecordForm(load_form(trade_answers.TABLE), self._save, desk, SETTLED)
        self.documents = AnswerDocuments(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        if self.choices:
            for choice in self.choices.values():
                choice.setCheckable(True)
            column.addLayout(flow(*self.choices.values(), spacing=0))
        column.addWidget(self.documents)
        column.addWidget(self.fields)
        self.documents.setVisible(kind != trade_answers.ELIGIBILITY)

    def show_answer(self, question: str, stored: StoredAnswer) -> None:
        """Show what is stored for a question; what was typed for another one is saved first."""
        if question != self.question and self.question and self.fields.is_holding():
            self.desk.say_held()
            return
        if question != self.question:
            self.fields.forget()
        self.question, self.stored = question, stored
        for value, choice in self.choices.items():
            choice.setChecked(value == stored.answer)
        self.fields.show_record(self._record())
        self.fields.history_button.setVisible(bool(stored.record_id))
        self.documents.show_record(stored.record_id)

    def choose(self, value: str) -> None:
        """Save an answer."""
        self.flush()
        self._save("answer", value)
        self.choices[value].setChecked(True)

    def flush(self) -> bool:
        """Save everything typed."""
        return self.fields.flush()

    def record_id(self) -> str:
        """Return the id of the answer's record, made where there is none; "" when refused."""
        made: list[str] = []
        desk = self.desk
        desk.attempt(
            lambda: made.append(
                trade_answers.record_of(desk.scope, self.kind, self.question, self.year)
            )
        )
        return made[0] if made else ""

    def _save(self, key: str, value: Any) -> bool:
        if not self.question:
            return True
        desk, question = self.desk, self.question
        return desk.attempt(
            lambda: trade_answers.give(desk.scope, self.kind, question, self.year, **{key: value})
        )

    def _record(self) -> Any:
        if self.stored.record_id:
            return records.stored(self.desk.workspace, trade_answers.TABLE, self.stored.record_id)
        return TradeAnswer(text="", improve="", owner="", due_on=None)


class AnswerDocuments(AttachmentRow):
    """The documents of an answer; the answer's record is made with its first document."""

    def __init__(self, form: AnswerForm) -> None:
        """Belong to the answer the form shows."""
        super().__init__(form.desk, trade_answers.TABLE)
        self.form = form

    def take_files(self, paths: list[Path]) -> None:
        """Take files into the library and attach them; each refusal is told."""
        if paths and self._begun():
            super().take_files(paths)

    def _choose(self) -> None:
        if self._begun():
            super()._choose()

    def _begun(self) -> bool:
        self.record_id = self.record_id or self.form.record_id()
        return bool(self.record_id)
