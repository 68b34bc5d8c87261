"""The numbered statements under one answer; while there are none, one quiet button."""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import QSizeF, Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ctpat_desktop.catalogue.portal_text import fold
from ctpat_desktop.checklist import Finding
from ctpat_desktop.documents.core import labels
from ctpat_desktop.reading.dossier import OwnAnswer
from ctpat_desktop.reading.statements import TABLE, Stated
from ctpat_desktop.services.profile import statements
from ctpat_desktop.support.language import tr
from ctpat_desktop.ui.evidence.statement_row import StatementEvidence
from ctpat_desktop.ui.history.opening import open_history
from ctpat_desktop.ui.profile.remarks import remarks_on
from ctpat_desktop.ui.session.autosave import Autosave
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.session.spelled_box import SpelledBox
from ctpat_desktop.ui.widgets import clipboard
from ctpat_desktop.ui.widgets.lines import Line
from ctpat_desktop.ui.widgets.parts import button, changer, flow, label, row
from ctpat_desktop.ui.widgets.reasons import allow
from ctpat_desktop.ui.widgets.tab_order import reach, rest
from ctpat_desktop.ui.widgets.text_length import length_words
from ctpat_desktop.ui.widgets.theme import lines
from ctpat_desktop.workspace.changes import Saved

Findings = Mapping[str, Sequence[Finding]]
"""What is said beside the text of a statement, by its id."""


LEAST, MOST = 2, 8
"""Lines of a statement that are shown at once."""


class StatementBox(QFrame):
    """One statement: its name as the portal shows it, its text and its documents."""

    def __init__(self, desk: Desk, stated: Stated, limit: int) -> None:
        """Show what is stored; the number comes with the first `show_stated`."""
        super().__init__()
        self.desk, self.stated, self.limit, self.called = desk, stated, limit, ""
        self.setProperty("statement", True)
        self.number = label("", h2=True)
        self.number.setWordWrap(False)
        self.name = Line(stated.name)
        self.name.setCursorPosition(0)
        self.name.setPlaceholderText(tr("Its name, as the portal shows it"))
        self.name_save = Autosave(self, lambda words: self._save(name=words))
        self.name.textChanged.connect(self.name_save.typed)
        self.name.editingFinished.connect(self.name_save.flush)
        self.text = SpelledBox("", stated.text)
        self.text.document().documentLayout().documentSizeChanged.connect(self._fit)
        self.text_save = Autosave(self, lambda words: self._save(text=words))
        self.text.textChanged.connect(lambda: self.text_save.typed(self.text.toPlainText()))
        self.text.textChanged.connect(self._count)
        self.text.left.connect(self.text_save.flush)
        self.counter = label("", muted=True)
        self.counter.setWordWrap(False)
        self.evidence = StatementEvidence(desk, stated.id)
        self._make_buttons()
        self._lay()
        self._fit(self.text.document().size())
        self._count()

    def show_stated(
        self, number: int, of: int, stated: Stated, findings: Sequence[Finding]
    ) -> None:
        """Show what is stored now; what is typed and not saved yet stays."""
        self.stated = stated
        called = self.called = labels.statement(number)
        self.number.setText(str(number))
        self.name.setAccessibleName(f"{called}: {tr('name as the portal shows it')}")
        self.text.setAccessibleName(f"{called}: {tr('text')}")
        for part, words in self.buttons.items():
            part.setAccessibleName(f"{called}: {words}")
        allow(self.up, tr("This is the first statement.") if number == 1 else "")
        allow(self.down, tr("This is the last statement.") if number == of else "")
        if not self.name_save.is_pending and self.name.text() != stated.name:
            self.name.blockSignals(True)
            self.name.setText(stated.name)
            self.name.setCursorPosition(0)
            self.name.blockSignals(False)
        self.name.setToolTip(stated.name)
        if not self.text_save.is_pending:
            self.text.show_text(stated.text)
        self._count()
        remarks = remarks_on(self, self.desk, findings, self.flush)
        self.text.spelled.underlines.show_remarks(stated.text, remarks)
        documents = {one.id: one for one in self.desk.dossier.evidence}
        self.evidence.show_links([documents[key] for key in stated.documents if key in documents])

    def flush(self) -> bool:
        """Save what is typed; False when something could not be saved."""
        return all([self.name_save.flush(), self.text_save.flush()])

    def forget(self) -> None:
        """Let go of what is typed: the statement is gone."""
        self.name_save.forget()
        self.text_save.forget()

    def copy(self) -> None:
        """Copy the text as the portal package has it; it does not stay on the clipboard."""
        clipboard.copy_text(fold(self.text.toPlainText()))

    def show_versions(self) -> None:
        """Open what was said here before, once typing is saved."""
        if self.flush():
            open_history(self.window(), self.desk, TABLE, self.stated.id, self.called)

    def remove(self) -> None:
        """Remove the statement; one undo brings it back with what was typed."""
        if self.flush():
            self.desk.attempt(partial(statements.remove, self.desk.workspace, self.stated.id))

    def shift(self, by: int) -> None:
        """Move the statement up (-1) or down (+1); at an end the keyboard goes to the way back."""
        key = self.stated.id
        if self.flush() and self.desk.attempt(
            lambda: statements.move(self.desk.workspace, key, by)
        ):
            pressed, back = (self.up, self.down) if by < 0 else (self.down, self.up)
            reach(pressed if pressed.isEnabled() else back, Qt.FocusReason.OtherFocusReason)

    def _make_buttons(self) -> None:
        self.copy_button = button(tr("Copy"), self.copy, "link")
        self.copy_button.setToolTip(
            tr("For pasting into the portal; taken off the clipboard after 30 seconds")
        )
        self.versions_button = button(tr("Versions…"), self.show_versions, "link")
        self.up = changer("▲", lambda: self.shift(-1), "link")
        self.up.setToolTip(tr("Move up"))
        self.down = changer("▼", lambda: self.shift(1), "link")
        self.down.setToolTip(tr("Move down"))
        self.remove_button = changer(tr("Remove"), self.remove, "link")
        self.remove_button.setToolTip(tr("Its documents stay linked to the answer"))
        self.buttons = {
            self.copy_button: tr("copy"),
            self.versions_button: tr("versions"),
            self.up: tr("move up"),
            self.down: tr("move down"),
            self.remove_button: tr("remove"),
        }

    def _lay(self) -> None:
        head = row(self.number, self.name)
        head.setStretch(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 5, 8, 5)
        column.setSpacing(3)
        column.addLayout(head)
        column.addWidget(self.text)
        offers = (self.copy_button, self.versions_button, self.up, self.down, self.remove_button)
        column.addLayout(flow(*offers, None, self.text.spelled.note, self.counter))
        column.addWidget(self.evidence)

    def _fit(self, size: QSizeF) -> None:
        """Be as high as the text is, from two lines to eight."""
        self.text.setFixedHeight(lines(min(max(size.height(), LEAST), MOST) + 0.4))

    def _count(self) -> None:
        self.counter.setText(length_words(self.text.toPlainText(), self.limit))

    def _save(self, **values: object) -> bool:
        return self.desk.change(TABLE, self.stated.id, **values)


class Statements(QWidget):
    """All statements of one answer, and the button that adds one."""

    typed = Signal()
    """Words were typed or shown, so that the answer may have some or none now."""

    def __init__(self, desk: Desk, answer: OwnAnswer, limit: int) -> None:
        """Start empty; `show_all` shows those of the answer."""
        super().__init__()
        self.desk, self.criterion, self.site_id = desk, answer.criterion, answer.site_id
        self.limit = limit
        self.boxes: list[StatementBox] = []
        self.setAccessibleName(tr("Statements"))
        self.head = label(tr("Statements"), h2=True)
        self.about = label(
            tr("One for each prompt the portal shows under this criterion"), muted=True
        )
        self.add_button = changer(tr("Add statement"), self.add, "link")
        self.add_button.setToolTip(
            tr("Where the portal shows several prompts under this criterion")
        )
        self.places = QVBoxLayout()
        self.places.setSpacing(8)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.head)
        column.addWidget(self.about)
        column.addLayout(self.places)
        column.addLayout(row(self.add_button, None))

    @property
    def has_text(self) -> bool:
        """True where a statement says anything, typed or stored."""
        return any(box.text.toPlainText().strip() for box in self.boxes)

    def show_all(self, stated: Sequence[Stated], findings: Findings) -> None:
        """Show the statements in their order; what is typed and not saved yet stays."""
        known = {box.stated.id: box for box in self.boxes}
        fresh = [known.get(one.id) or self._box(one) for one in stated]
        if fresh != self.boxes:
            self._place(fresh)
        for number, (box, one) in enumerate(zip(self.boxes, stated, strict=True), 1):
            box.show_stated(number, len(stated), one, findings.get(one.id, ()))
        self.head.setVisible(bool(stated))
        self.about.setVisible(bool(stated))
        self.typed.emit()

    def add(self) -> None:
        """Add a statement and put the cursor into its name."""
        where = (self.desk.workspace, self.desk.account_id, self.criterion, self.site_id)
        made: list[Saved] = []

        def save() -> Saved:
            made.append(statements.add(*where))
            return made[0]

        if self.desk.keep(save):
            self.focus(made[0].record_id, "name")

    def focus(self, statement_id: str, field: str) -> None:
        """Put the cursor into a field of one statement, and scroll to it."""
        box = next((box for box in self.boxes if box.stated.id == statement_id), None)
        if box is not None:
            place = box.name if field == "name" else box.text
            reach(place, Qt.FocusReason.OtherFocusReason)

    def focused(self) -> tuple[str, str]:
        """Return the statement and the field of it that has the keyboard, or ""."""
        focus = self.window().focusWidget()
        for box in self.boxes:
            if focus is not None and box.isAncestorOf(focus):
                return box.stated.id, "name" if focus is box.name else "text"
        return "", ""

    def flush(self) -> bool:
        """Save everything typed; False when something could not be saved."""
        return all([box.flush() for box in self.boxes])

    def _box(self, stated: Stated) -> StatementBox:
        box = StatementBox(self.desk, stated, self.limit)
        box.text.textChanged.connect(self.typed)
        return box

    def _place(self, boxes: list[StatementBox]) -> None:
        """Show these boxes in their order; one that has the keyboard keeps it."""
        focus, is_lost = self.window().focusWidget(), False
        for box in self.boxes:
            self.places.removeWidget(box)
            if box not in boxes:
                is_lost = is_lost or (focus is not None and box.isAncestorOf(focus))
                box.forget()
                box.hide()
                box.deleteLater()
        for box in boxes:
            self.places.addWidget(box)
            box.show()
        self.boxes = boxes
        if is_lost:  # Qt would go on to any field, and what is typed on would change that
            rest(self)
        elif focus is not None and any(box.isAncestorOf(focus) for box in boxes):
            reach(focus, Qt.FocusReason.OtherFocusReason)
