"""Walks the criteria of one category, one at a time."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from ctpat_desktop.catalogue.model import EARLIER
from ctpat_desktop.checklist import Place, Severity
from ctpat_desktop.reading.dossier import WholeAnswer
from ctpat_desktop.services.accounts import settings
from ctpat_desktop.support.language import tr
from ctpat_desktop.ui.accounts.overlay_dialog import OverlayDialog
from ctpat_desktop.ui.page import Page
from ctpat_desktop.ui.profile.criterion import CriterionEditor
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.widgets.counts import unanswered
from ctpat_desktop.ui.widgets.dialogs import ask
from ctpat_desktop.ui.widgets.parts import (
    FlowLayout,
    button,
    clear,
    label,
    page_column,
    row,
    said_of,
    scrolled,
)
from ctpat_desktop.ui.widgets.reasons import allow
from ctpat_desktop.workspace.changes import Changes


class WizardPage(Page):
    """One category: its steps and the editor of the chosen criterion."""

    shows_findings = True

    def __init__(self, desk: Desk) -> None:
        """Start with the first category."""
        super().__init__()
        self.desk = desk
        self.category = 1
        self.criterion = ""
        self.editor: CriterionEditor | None = None
        self._shown_steps: object = None
        """What the steps on the screen say; they are made anew only where that changes."""
        self.title = label("", h1=True)
        self.summary = label("", muted=True)
        self.summary.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom)
        self.steps = QWidget()
        self.flow = FlowLayout(self.steps)
        self.place = QVBoxLayout()
        inner = QWidget()
        inner.setLayout(self.place)
        self.place.setContentsMargins(0, 0, 0, 0)
        column = page_column(self)
        head = row(self.title, self.summary)
        head.setStretch(0, 1)
        head.setStretch(1, 1)
        column.addLayout(head)
        column.addWidget(self.steps)
        column.addWidget(scrolled(inner), 1)
        column.addLayout(self._foot())

    def show_criterion(
        self, criterion: str, field: str = "", site_id: str = "", statement: str = ""
    ) -> None:
        """Show one criterion and, if named, put the cursor into a field, or one of a statement."""
        if not self.flush() and criterion != self.criterion:
            self.desk.say_held()
            return
        answer = self.desk.dossier.answer(criterion)
        self.category, self.criterion = answer.criterion.category, criterion
        self._build(answer)
        if field and self.editor is not None:
            self.editor.focus(field, site_id, statement)

    def take_keyboard(self) -> bool:
        """Put the keyboard on the status of the criterion."""
        if self.editor is not None:
            self.editor.focus("status")
        return True

    def show_category(self, number: int) -> None:
        """Show a category at its first gap, or at its first criterion."""
        rows = [row for row in self.desk.dossier.answers if row.criterion.category == number]
        if not rows:
            return
        opened = [row for row in rows if not row.is_answered]
        self.show_criterion((opened or rows)[0].criterion.id)

    def refresh(self, changes: Changes) -> None:
        """Show what changed; fields under the person's hands are left alone."""
        if not self.criterion:
            return
        try:
            answer = self.desk.dossier.answer(self.criterion)
        except KeyError:
            self.show_category(self.category)
            return
        is_other = changes.touches("response", "site", "criterion_overlay")
        if changes.is_own or not is_other or not self.flush():
            self._show_steps()
            if self.editor is not None:
                self.editor.refresh(answer, changes)
        elif self.editor is not None and not self.editor.is_about(answer, changes):
            self._show_steps()
            self.editor.refresh(answer, changes)
        else:
            self._build_anew(answer)

    def where(self) -> Place | None:
        """Return the criterion, site and field on the screen."""
        if not self.criterion or self.editor is None:
            return None
        return self.editor.place()

    def flush(self) -> bool:
        """Save everything typed."""
        return self.editor.flush() if self.editor is not None else True

    def step(self, by: int) -> None:
        """Go to the next (+1) or previous (-1) criterion of the profile."""
        ids = [row.criterion.id for row in self.desk.dossier.answers]
        here = ids.index(self.criterion) if self.criterion in ids else 0
        to = here + by
        if 0 <= to < len(ids):
            self.desk.go_to(self._place_of(ids[to]))

    def next_gap(self) -> None:
        """Go to the next criterion with a finding, around the end if need be."""
        ids = [row.criterion.id for row in self.desk.dossier.answers]
        here = ids.index(self.criterion) if self.criterion in ids else -1
        for criterion in ids[here + 1 :] + ids[: here + 1]:
            found = self.desk.findings_of(criterion)
            if found:
                own = (row.place for row in found if row.place.section.isdigit())
                self.desk.go_to(next(own, self._place_of(criterion)))
                return

    def _place_of(self, criterion: str) -> Place:
        category = self.desk.dossier.answer(criterion).criterion.category
        return Place(str(category), criterion, field="status")

    def _build_anew(self, answer: WholeAnswer) -> None:
        """Build what somebody else changed; the keyboard stays in the field where it is."""
        focus = self.window().focusWidget()
        is_here = self.editor is not None and focus and self.editor.isAncestorOf(focus)
        where = self.editor.place() if self.editor is not None and is_here else None
        caret = focus.textCursor().position() if isinstance(focus, QPlainTextEdit) else 0
        self._build(answer)
        if where is None or self.editor is None:
            return
        statement = where.record_id if where.table == "statement" else ""
        self.editor.focus(where.field, where.site_id, statement)
        box = self.window().focusWidget()
        if isinstance(box, QPlainTextEdit):
            cursor = box.textCursor()
            cursor.setPosition(min(caret, len(box.toPlainText())))
            box.setTextCursor(cursor)

    def _build(self, answer: WholeAnswer) -> None:
        self.miss_nothing()
        self._shown_steps = None
        clear(self.place)
        limit = settings.get(self.desk.workspace, "portal.soft_limit")
        self.editor = CriterionEditor(self.desk, answer, limit, self._edit_overlay)
        self.place.addWidget(self.editor, 1)
        self._show_steps()
        self._show_foot()

    def _show_steps(self) -> None:
        category = self.desk.dossier.edition.category(self.category)
        self.title.setText(category.title)
        rows = [r for r in self.desk.dossier.answers if r.criterion.category == self.category]
        done = sum(found.is_answered for found in rows)
        musts = sum(r.criterion.is_must and not r.is_answered for r in rows)
        words = tr("{done} of {all} answered").format(done=done, all=len(rows))
        if category is EARLIER:
            words = tr("Not asked any more; the answers are kept")
        if musts:
            words += " · " + unanswered(musts)
        self.summary.setText(words)
        told = (self.criterion, [(found.criterion.id, self._sign(found)) for found in rows])
        if told == self._shown_steps:
            return
        self._shown_steps = told
        clear(self.flow)
        for found in rows:
            self.flow.addWidget(self._step(found))
        self.steps.updateGeometry()

    def _step(self, answer: WholeAnswer) -> QPushButton:
        sign, words = self._sign(answer)
        number = answer.criterion.id
        step = button(
            f"{sign} {number}",
            lambda: self.desk.go_to(self._place_of(number)),
            "step",
            f"{number} {answer.criterion.title}: {words}",
        )
        step.setToolTip(f"{answer.criterion.title} ({words})")
        step.setCheckable(True)
        step.setChecked(number == self.criterion)
        return step

    def _sign(self, answer: WholeAnswer) -> tuple[str, str]:
        if self.desk.review.worst_of(answer.criterion.id) in (Severity.BLOCKER, Severity.GAP):
            return "!", tr("needs attention")
        if not answer.is_answered:
            return "○", tr("open")
        return (
            ("–", tr("not applicable")) if answer.status == "not_applicable" else ("✓", tr("done"))
        )

    def _foot(self) -> QHBoxLayout:
        self.back = button(tr("Back"), lambda: self.step(-1))
        self.gap = button(tr("Next gap"), self.next_gap)
        self.forward = button(tr("Next"), lambda: self.step(1), "primary")
        return row(self.back, None, self.gap, self.forward)

    def _show_foot(self) -> None:
        ids = [found.criterion.id for found in self.desk.dossier.answers]
        here = ids.index(self.criterion)
        before, after = ids[here - 1] if here else "", "".join(ids[here + 1 : here + 2])
        self.back.setText(f"‹ {before}" if before else tr("‹ Back"))
        self.back.setAccessibleName(said_of(tr("Back"), before))
        allow(self.back, "" if here else tr("This is the first criterion."))
        self.forward.setText(f"{after} ›" if after else tr("Next ›"))
        self.forward.setAccessibleName(said_of(tr("Next"), after))
        allow(self.forward, "" if after else tr("This is the last criterion."))

    def _edit_overlay(self, answer: WholeAnswer) -> None:
        self.flush()
        ask(OverlayDialog(self, self.desk, answer.criterion))
