"""The questions of one walk, one at a time: result, words, photos, and the action of a finding."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from ctpat_desktop.catalogue.values import choices_of
from ctpat_desktop.catalogue.walks import Step
from ctpat_desktop.documents.core import labels
from ctpat_desktop.records import WalkAnswer
from ctpat_desktop.services.profile import walk_pdf
from ctpat_desktop.services.registers import walks
from ctpat_desktop.support.language import ntr, tr
from ctpat_desktop.ui.profile.response_form import NOT_APPLICABLE
from ctpat_desktop.ui.registers.action_line import ActionLine
from ctpat_desktop.ui.registers.attachments import AttachmentRow
from ctpat_desktop.ui.session.autosave import Autosave
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.session.spelled_box import SpelledBox
from ctpat_desktop.ui.widgets.list_menu import offer
from ctpat_desktop.ui.widgets.parts import FlowLayout, button, card, chip, label, row, scrolled
from ctpat_desktop.ui.widgets.reasons import Reason, allow
from ctpat_desktop.ui.widgets.split import Split
from ctpat_desktop.ui.widgets.theme import letters, lines

LARGE = 44
"""Pixels of a control's height: it is pressed standing, with a glove or a finger."""
MARKS = {"": "○", "in_place": "●", "not_applicable": "–", "partly": "▲", "planned": "▲"}
"""What stands before a question in the list; the tooltip says it in words."""


class WalkQuestions(QWidget):
    """Answers the questions of one walk; keys 1 to 4 give the result, Ctrl+Enter goes on."""

    wanted = Signal()
    """Something is to be saved and no walk is open: one must be started first."""

    def __init__(self, desk: Desk) -> None:
        """Start without a walk."""
        super().__init__()
        self.desk = desk
        self.steps: list[Step] = []
        self.answers: walks.Answers = {}
        self.walk_id, self.place, self.is_open = "", 0, True
        self._is_starting = False
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Questions of the walk"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.currentRowChanged.connect(self.go_to)
        self.question = label("", h1=True)
        self.criterion, self.stand, self.photo = (label("", muted=True) for _ in range(3))
        self.choices = {
            status: button(f"{words}  {key}", partial(self.answer, status), "segment")
            for key, (status, words) in enumerate(_results().items(), 1)
        }
        self.words = SpelledBox(tr("What you see"))
        self.words.setPlaceholderText(tr("What you see here, in your own words"))
        self.save = Autosave(self, self._save_words)
        self.words.textChanged.connect(lambda: self.save.typed(self.words.toPlainText()))
        self.words.left.connect(self.save.flush)
        self.lacks = chip("", "warn")
        self.photos = AttachmentRow(desk, "walk_answer")
        self.photos.prepare = self._photo_place
        self.action = ActionLine(desk, self.make_action)
        self.action.make.setMinimumHeight(LARGE)
        self.back = button(tr("< Back"), lambda: self._step(-1))
        self.forward = button(tr("Next >"), lambda: self._step(1), "primary")
        self.why = Reason()
        self._lay()
        self._listen()
        offer(self.list, *self.choices.values())

    def show_walk(self, walk_id: str, steps: list[Step], *, is_open: bool) -> None:
        """Show a walk; another one from its first question without a result."""
        is_new = walk_id != self.walk_id or steps != self.steps
        self.walk_id, self.steps, self.is_open = walk_id, steps, is_open
        self.read()
        if self._is_starting:
            return
        if is_new:
            undone = [n for n, step in enumerate(steps) if not self._result(step)]
            self.place = undone[0] if undone else 0
        self._show_list()
        self._show_step()

    def read(self) -> None:
        """Read what the walk has found."""
        self.answers = walks.answers_of(self.desk.workspace, self.walk_id) if self.walk_id else {}

    def count(self) -> int:
        """Return how many questions have a result."""
        return sum(bool(self._result(step)) for step in self.steps)

    def flush(self) -> bool:
        """Save what is typed."""
        return self.save.flush()

    def go_to(self, place: int) -> None:
        """Show another question; what is typed is saved first."""
        if not 0 <= place < len(self.steps) or place == self.place:
            return
        if not self.flush():
            self.desk.say_held()
            self._point()
            return
        self.place = place
        self._show_step()
        self.sheet.verticalScrollBar().setValue(0)

    def begin(self) -> None:
        """Give the list the keyboard: the keys of the results work at once."""
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _step(self, by: int) -> None:
        """Go on by key or button; the keys of the results then work at once."""
        self.go_to(self.place + by)
        self.begin()

    def answer(self, status: str) -> None:
        """Save a result; while nothing was said the cursor goes there, so that no word is lost."""
        self.flush()
        self._say(result=status)
        self._show_list()
        self._show_step()
        if not self.words.toPlainText().strip():
            self.words.setFocus(Qt.FocusReason.OtherFocusReason)

    def make_action(self) -> None:
        """Make the finding a corrective action."""
        desk, step = self.desk, self.steps[self.place]
        if self.flush() and desk.attempt(
            lambda: walks.make_action(desk.workspace, self.walk_id, step, desk.today)
        ):
            self.read()
            self._show_step()

    def _has_walk(self) -> bool:
        """Return whether there is a walk to save into; one is started where there is none.

        What stands on the screen stays as it is meanwhile.
        """
        if not self.walk_id:
            self._is_starting = True
            try:
                self.wanted.emit()
            finally:
                self._is_starting = False
        return bool(self.walk_id)

    def _say(self, **values: str) -> bool:
        """Save something on the question shown; the first save starts the walk."""
        desk, step = self.desk, self.steps[self.place]
        if not self._has_walk():
            return False
        saved = desk.attempt(lambda: walks.say(desk.workspace, self.walk_id, step, **values))
        self.read()
        return saved

    def _save_words(self, text: str) -> bool:
        row = self.answers.get(self.steps[self.place].key)
        if text == (row.words if row else ""):
            return True
        saved = self._say(words=text)
        self._show_lacks()
        return saved

    def _photo_place(self) -> str:
        """Return the id of the answer a photo belongs to, made where there is none yet."""
        if not self._has_walk():
            return ""
        found = walks.answer_id(self.desk.workspace, self.walk_id, self.steps[self.place])
        self.read()
        return found

    def _result(self, step: Step) -> str:
        row = self.answers.get(step.key)
        return row.result if row else ""

    def _name(self, step: Step) -> str:
        is_own = step.criterion in {
            row.id for row in self.desk.dossier.edition.unasked[self.desk.dossier.account.entity]
        }
        return step.question if is_own else f"{step.criterion}  {step.question}"

    def _show_list(self) -> None:
        self.list.blockSignals(True)
        self.list.clear()
        for step in self.steps:
            result = self._result(step)
            item = QListWidgetItem(f"{MARKS.get(result, '●')} {self._name(step)}")
            words = walk_pdf.result_words(result) or tr("Not answered yet")
            item.setToolTip(f"{step.question}\n{words}")
            item.setData(Qt.ItemDataRole.AccessibleDescriptionRole, words)
            self.list.addItem(item)
        self.list.blockSignals(False)
        self._point()

    def _point(self) -> None:
        self.list.blockSignals(True)
        self.list.setCurrentRow(self.place)
        self.list.blockSignals(False)

    def _show_step(self) -> None:
        self._point()
        if not self.steps:
            return
        step = self.steps[self.place]
        row = self.answers.get(step.key)
        self.question.setText(step.question)
        self.criterion.setText(self._about(step))
        self.stand.setText(tr("Stand: {where}").format(where=step.stand))
        self.photo.setText(tr("Photo: {what}").format(what=step.photo))
        closed = "" if self.is_open else tr("This walk is finished. Reopen it to change it.")
        for status, choice in self.choices.items():
            choice.setChecked(bool(row and row.result == status))
            allow(choice, closed)
        self.why.setText(closed)
        self.why.setVisible(bool(closed))
        self.words.setReadOnly(bool(closed))
        self.photos.setEnabled(not closed)
        if not self.save.is_pending:
            self.words.show_text(row.words if row else "")
        self.photos.show_record(row.id if row else "")
        self._show_lacks()
        self._show_action(row)
        allow(self.back, "" if self.place else tr("This is the first question."))
        is_last = self.place == len(self.steps) - 1
        allow(self.forward, tr("This is the last question.") if is_last else "")

    def _about(self, step: Step) -> str:
        read = self.desk.dossier
        own = {row.id: row for row in read.edition.unasked[read.account.entity]}
        if step.criterion in own:
            return f"{own[step.criterion].title} · {tr('your own row')}"
        found = read.answer(step.criterion).criterion
        others = sum(other.criterion == step.criterion for other in self.steps) - 1
        shared = ntr("one more question answers it", "{n} more questions answer it", others)
        shared = shared if others else ""
        named = f"{found.id}  {found.title}"
        return labels.joined(named, labels.level(found.level), shared, by=" · ")

    def _show_lacks(self) -> None:
        """Say softly what a result still wants."""
        row = self.answers.get(self.steps[self.place].key) if self.steps else None
        result, words = (row.result, row.words) if row else ("", "")
        lacks = ""
        if words.strip():
            lacks = "" if result else tr("Result missing: press 1 to 4.")
        elif result == NOT_APPLICABLE:
            lacks = tr("Say why it does not apply here.")
        elif result in walks.FINDINGS:
            lacks = tr("Say what you found.")
        self.lacks.setText(lacks)
        self.lacks.setVisible(bool(lacks))

    def _show_action(self, row: WalkAnswer | None) -> None:
        is_finding = bool(row and row.result in walks.FINDINGS)
        closed = "" if self.is_open else tr("This walk is finished. Reopen it to change it.")
        action_id = row.action_id if row else None
        self.action.show_action(action_id, is_finding=is_finding, closed=closed)

    def _listen(self) -> None:
        keys = {
            **{str(n): partial(self.answer, status) for n, status in enumerate(_results(), 1)},
            "Ctrl+Return": lambda: self._step(1),
            "Ctrl+Shift+Return": lambda: self._step(-1),
        }
        for key, do in keys.items():
            made = QShortcut(QKeySequence(key), self)
            made.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            made.activated.connect(partial(self._keyed, do))

    def _keyed(self, do: object) -> None:
        """Do what a key says, while there is a question to answer."""
        if self.steps and callable(do) and (self.is_open or not isinstance(do, partial)):
            do()

    def _lay(self) -> None:
        frame, inner = card()
        for widget in (self.criterion, self.question, self.stand):
            inner.addWidget(widget)
        results = QWidget()
        flow = FlowLayout(results, spacing=0)
        inner.addWidget(results)
        for choice in self.choices.values():
            flow.addWidget(choice)
            choice.setCheckable(True)
            choice.setMinimumHeight(LARGE)
        inner.addWidget(self.why)
        inner.addWidget(self.lacks)
        self.words.setMinimumHeight(lines(4))
        self.words.setMaximumHeight(130)
        inner.addLayout(self.words.with_note())
        inner.addWidget(self.action)
        inner.addWidget(self.photo)
        inner.addWidget(self.photos)
        inner.addStretch(1)
        for step in (self.back, self.forward):
            step.setMinimumHeight(LARGE)
            step.setMinimumWidth(letters(15))
        keys = label(tr("Keys: 1 to 4 the result, Ctrl+Enter the next question"), muted=True)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        self.sheet = scrolled(frame)
        column.addWidget(self.sheet, 1)
        line = row(self.back, keys, self.forward)
        line.setStretch(1, 1)
        column.addLayout(line)
        split = Split("walk")
        split.addWidget(self.list)
        split.addWidget(right)
        split.setSizes([300, 700])
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 8, 0, 0)
        outer.addWidget(split)


def _results() -> dict[str, str]:
    return choices_of("walk_answer", "result")
