"""The fields of one answer, the company's or a site's: status, words, reason, date, evidence."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from ctpat_desktop.checklist import Finding
from ctpat_desktop.documents.core import labels
from ctpat_desktop.reading.dossier import OwnAnswer
from ctpat_desktop.reading.statements import TABLE
from ctpat_desktop.services.accounts.companies import has_several
from ctpat_desktop.support.language import tr
from ctpat_desktop.support.later import later
from ctpat_desktop.ui.evidence.answer_row import AnswerEvidence
from ctpat_desktop.ui.history.opening import open_history
from ctpat_desktop.ui.profile.remarks import remarks_on
from ctpat_desktop.ui.profile.statements import Statements
from ctpat_desktop.ui.session.autosave import Autosave
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.session.spelled_box import SpelledBox
from ctpat_desktop.ui.widgets import clipboard
from ctpat_desktop.ui.widgets.date_field import DateField
from ctpat_desktop.ui.widgets.due_chip import late_beside
from ctpat_desktop.ui.widgets.parts import FlowLayout, button, chip, flow, label, row
from ctpat_desktop.ui.widgets.tab_order import after_the_field
from ctpat_desktop.ui.widgets.text_length import length_words
from ctpat_desktop.ui.widgets.theme import lines

ASK_OTHERS = later("ctpat_desktop.ui.profile.take_over_dialog:ask_others")
NOT_STARTED = "not_started"
NOT_APPLICABLE = "not_applicable"


def said_statuses() -> dict[str, str]:
    """Return the words of the statuses a person can choose, in their order."""
    return {key: words for key, words in labels.statuses().items() if key != NOT_STARTED}


class ResponseForm(QWidget):
    """The fields of one response: the company's or one site's."""

    def __init__(self, desk: Desk, answer: OwnAnswer, limit: int) -> None:
        """Show what is stored."""
        super().__init__()
        self.desk, self.criterion, self.site_id = desk, answer.criterion, answer.site_id
        self.limit = limit
        self.stored = answer.response
        self.saves: list[Autosave] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(self._status_row())
        self.standing = chip("", "warn")
        column.addWidget(self.standing)
        self._narrative_box(column)
        self._reason_box(column)
        self._target_row(column)
        self.statements = Statements(desk, answer, limit)
        self.statements.typed.connect(self._say_standing)
        column.addWidget(self.statements)
        column.addWidget(label(tr("Evidence"), h2=True))
        self.evidence = AnswerEvidence(desk, answer)
        column.addWidget(self.evidence)
        self._show_fitting(self.stored.status if self.stored else "not_started")
        self._show_words(answer)
        self._say_standing()

    def refresh(self, answer: OwnAnswer) -> None:
        """Show what changed beside the fields the person types in."""
        self.stored = answer.response
        self._show_words(answer)
        self.evidence.show_links(answer.evidence)

    def flush(self) -> bool:
        """Save everything typed; False when something could not be saved."""
        saved = [save.flush() for save in self.saves]
        return all([*saved, self.statements.flush()]) and not self.target.unread

    def _show_words(self, answer: OwnAnswer) -> None:
        """Show the statements, and underline what is weak; judged with each save, not each key."""
        found: dict[str, list[Finding]] = {}
        for one in self.desk.beside(answer):
            key = one.place.record_id if one.place.table == TABLE else ""
            found.setdefault(key, []).append(one)
        stored = self.stored.narrative if self.stored else ""
        own = remarks_on(self, self.desk, found.get("", ()), self.flush)
        self.narrative.spelled.underlines.show_remarks(stored, own)
        self.statements.show_all(answer.statements, found)

    def copy(self) -> None:
        """Copy the words for pasting into the portal; they do not stay on the clipboard."""
        clipboard.copy_text(self.narrative.toPlainText())

    def give(self) -> None:
        """Take the words over to other companies of the file, once they are saved."""
        if self.flush():
            ASK_OTHERS(self.window(), self.desk, self.criterion, self.narrative.toPlainText())

    def show_versions(self) -> None:
        """Open what was said here before, once typing is saved."""
        if self.flush() and self.stored is not None:
            title = tr("answer {n}").format(n=self.criterion)
            where = (self.window(), self.desk, "response", self.stored.id)
            open_history(*where, title)

    def focus(self, field: str, statement: str = "") -> None:
        """Put the cursor into a field by its stored name, of a statement where one is named."""
        if statement:
            self.statements.focus(statement, field)
            return
        places: dict[str, QWidget] = {
            "narrative": self.narrative,
            "reason": self.reason,
            "target_on": self.target,
            "evidence": self.evidence.add_button,
        }
        checked = self.group.checkedButton() or self.group.buttons()[0]
        places.get(field, checked).setFocus(Qt.FocusReason.OtherFocusReason)

    def focused(self) -> str:
        """Return the stored name of the field that has the keyboard, or ""."""
        focus = self.window().focusWidget()
        fields = {"narrative": self.narrative, "reason": self.reason, "target_on": self.target}
        held = (key for key, w in fields.items() if focus and (w is focus or w.isAncestorOf(focus)))
        return next(held, "")

    def _status_row(self) -> FlowLayout:
        self.group = QButtonGroup(self)
        line = flow(spacing=0)
        for key, words in said_statuses().items():
            choice = button(words, lambda: None, "segment", f"{tr('Status')}: {words}")
            choice.setCheckable(True)
            choice.setProperty("status", key)
            choice.setChecked(bool(self.stored and self.stored.status == key))
            self.group.addButton(choice)
            line.addWidget(choice)
        self.group.buttonClicked.connect(self._chosen)
        return line

    def _narrative_box(self, column: QVBoxLayout) -> None:
        self.counter = label("", muted=True)
        self.counter.setAlignment(Qt.AlignmentFlag.AlignRight)
        head = label(tr("What you do"), h2=True)
        copy = button(tr("Copy"), self.copy, "link", tr("Copy what you do"))
        copy.setToolTip(tr("For pasting into the portal; taken off the clipboard after 30 seconds"))
        versions = button(
            tr("Versions…"), self.show_versions, "link", tr("Versions of this answer")
        )
        others = button(tr("To other companies…"), self.give, "link")
        if self.site_id is not None or not has_several(self.desk.workspace):
            others.hide()
        if self.site_id is None:  # the guide has those of the company's answer
            versions.hide()
        after_the_field(copy, others, versions)
        self.narrative = self._bound_box(tr("What you do"), "narrative", 5)
        line = flow(head, copy, others, versions, None, self.narrative.spelled.note, self.counter)
        column.addLayout(line)
        self.narrative.textChanged.connect(self._count)
        column.addWidget(self.narrative, 1)
        self._count()

    def _reason_box(self, column: QVBoxLayout) -> None:
        self.reason_label = label(tr("Why it does not apply"), h2=True)
        self.reason = self._bound_box(tr("Why it does not apply"), "reason", 3)
        self.reason.setMaximumHeight(lines(5))
        column.addWidget(self.reason_label)
        column.addWidget(self.reason)
        column.addWidget(self.reason.spelled.note)

    def _target_row(self, column: QVBoxLayout) -> None:
        self.target_box = QWidget()
        stored = self.stored.target_on if self.stored else None
        self.target = DateField(tr("Target date"), stored)
        self.saves.append(bound_day(self, self.target, lambda day: self._save(target_on=day)))
        late = late_beside(self.target, lambda: self.desk.today)
        line = row(label(tr("In place by"), h2=True), self.target, late, None)
        line.setContentsMargins(0, 0, 0, 0)
        self.target_box.setLayout(line)
        column.addWidget(self.target_box)

    def _bound_box(self, name: str, field: str, high: float) -> SpelledBox:
        text = getattr(self.stored, field) if self.stored else ""
        box = SpelledBox(name, text)
        box.setMinimumHeight(lines(high))
        save = Autosave(self, lambda words: self._save_words(field, words))
        box.textChanged.connect(lambda: save.typed(box.toPlainText()))
        box.textChanged.connect(lambda: self._say_standing())
        box.left.connect(save.flush)
        self.saves.append(save)
        return box

    def _chosen(self, choice: QWidget) -> None:
        status = str(choice.property("status"))
        self._show_fitting(status)
        if status == NOT_APPLICABLE:
            if not self.reason.toPlainText().strip():
                self._say_standing()
                self.reason.setFocus(Qt.FocusReason.OtherFocusReason)
                return
            self._save(status=status, reason=self.reason.toPlainText())
        else:
            self._save(status=status)
        self._say_standing()

    def _save_words(self, field: str, words: str) -> bool:
        """Save typed words; the reason brings "not applicable" along, which waited for it."""
        values: dict[str, object] = {field: words}
        if field == "reason" and words.strip() and self._chosen_status() == NOT_APPLICABLE:
            values["status"] = NOT_APPLICABLE
        return self._save(**values)

    def _chosen_status(self) -> str:
        checked = self.group.checkedButton()
        return str(checked.property("status")) if checked is not None else ""

    def _say_standing(self) -> None:
        """Say what is missing for the answer to count."""
        waits = not self.reason.toPlainText().strip()
        has_words = bool(self.narrative.toPlainText().strip()) or self.statements.has_text
        words = ""
        if self._chosen_status() == NOT_APPLICABLE and waits:
            words = self._waiting_words()
        elif not self._chosen_status() and has_words:
            words = tr("Status missing: choose one above. Until then it is unanswered.")
        self.standing.setText(words)
        self.standing.setVisible(bool(words))

    def _waiting_words(self) -> str:
        stored = self.stored.standing if self.stored else ""
        if stored in said_statuses():
            words = tr("Not saved yet: say why it does not apply. Until then “{status}” stays.")
            return words.format(status=labels.status(stored))
        return tr("Not saved yet: say why it does not apply. Until then this is unanswered.")

    def _show_fitting(self, status: str) -> None:
        self.reason.setVisible(status == "not_applicable")
        self.reason_label.setVisible(status == "not_applicable")
        self.target_box.setVisible(status in ("partly", "planned"))

    def _count(self) -> None:
        self.counter.setText(length_words(self.narrative.toPlainText(), self.limit))

    def _save(self, **values: object) -> bool:
        return self.desk.answer(self.criterion, self.site_id, **values)


def bound_day(parent: QWidget, field: DateField, save: Callable[[date | None], bool]) -> Autosave:
    """Save a day shortly after it is typed, and at once when it is picked."""
    saving = Autosave(parent, lambda _: save(field.day()))

    def picked(_day: object) -> None:
        saving.typed("")
        saving.flush()

    field.typed.connect(lambda: saving.typed(""))
    field.picked.connect(picked)
    return saving
