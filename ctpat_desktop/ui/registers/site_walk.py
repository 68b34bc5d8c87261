"""The site walk: the physical-security questions of one site in walking order, one at a time."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QProgressBar,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from ctpat_desktop.catalogue import Criterion
from ctpat_desktop.catalogue.walks import Step, load_walk
from ctpat_desktop.documents import labels
from ctpat_desktop.records import Response
from ctpat_desktop.services import answers
from ctpat_desktop.support.language import tr
from ctpat_desktop.ui.criterion import NOT_APPLICABLE, STATUSES
from ctpat_desktop.ui.desk import Autosave, Desk
from ctpat_desktop.ui.evidence_row import EvidenceRow
from ctpat_desktop.ui.parts import button, card, chip, clear, flow, label, looks, row, scrolled
from ctpat_desktop.ui.registers.views import RegisterView
from ctpat_desktop.ui.widgets.boxes import ChoiceBox
from ctpat_desktop.ui.widgets.text_box import TextBox
from ctpat_desktop.workspace.changes import Changes
from ctpat_desktop.workspace.dossier import Answer

LARGE = 44
"""Pixels of a control's height: it is pressed standing, with a glove or a finger."""


class SiteWalk(RegisterView):
    """Answers the physical criteria for one site, from the outside in."""

    def __init__(self, desk: Desk) -> None:
        """Offer the sites; the walk starts at the first question without an answer."""
        super().__init__(desk)
        self.steps: list[Step] = []
        self.unasked: dict[str, Criterion] = {}
        self.place = 0
        self.site_id = ""
        self.sites = looks(ChoiceBox())
        self.sites.setAccessibleName(tr("Site"))
        self.sites.setMinimumHeight(LARGE)
        self.sites.activated.connect(lambda _: self.choose_site(str(self.sites.currentData())))
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(tr("Questions answered on this walk"))
        self.done = label("", muted=True)
        self.done.setWordWrap(False)
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Stops of the walk"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.currentRowChanged.connect(self._listed)
        self.empty = label(tr("No site yet. Add one under Sites."), muted=True)
        self.question = label("", h1=True)
        self.criterion, self.stand, self.photo = (label("", muted=True) for _ in range(3))
        self.choices = {
            status: button(tr(words), partial(self.answer, status), "segment")
            for status, words in STATUSES
        }
        self.words = TextBox(tr("What you see"), "")
        self.words.setPlaceholderText(tr("What you see here, in your own words"))
        self.reason = TextBox(tr("Why it does not apply"), "")
        self.reason.setPlaceholderText(tr("Why it does not apply at this site"))
        self.reason.setMaximumHeight(90)
        self.reason_save = Autosave(self, self._save_reason)
        self.reason.textChanged.connect(lambda: self.reason_save.typed(self.reason.toPlainText()))
        self.reason.left.connect(self.reason_save.flush)
        self.standing = chip(tr("Not saved yet: say why it does not apply here."), "warn")
        self.wished = ""
        """The criterion marked as not applicable while its reason is still to come."""
        self.save = Autosave(self, self._save_words)
        self.words.textChanged.connect(lambda: self.save.typed(self.words.toPlainText()))
        self.words.left.connect(self.save.flush)
        self.photos = QVBoxLayout()
        self._lay()

    def show_all(self) -> None:
        """Offer the sites there are and show the question where the walk stands."""
        read = self.desk.dossier
        self.unasked = {row.id: row for row in read.edition.unasked[read.account.entity]}
        steps = [self._placed(step) for step in load_walk().steps()]
        rows = {row.criterion.id for row in read.answers} | set(self.unasked)
        self.steps = [step for step in steps if step.criterion in rows]
        self.sites.clear()
        for site in read.sites:
            self.sites.addItem(site.name, site.id)
        ids = [site.id for site in read.sites]
        self.empty.setVisible(not ids)
        self.body.setVisible(bool(ids))
        if ids:
            self.choose_site(self.site_id if self.site_id in ids else ids[0])

    def refresh(self, changes: Changes) -> None:
        """Show what changed."""
        if changes.touches("site", "company", "account"):
            self.show_all()
        elif changes.touches("response", "evidence_link", "evidence") and self.site_id:
            self._show_list()
            self._show_step()

    def seal(self) -> bool:
        """Save everything typed."""
        return all([self.save.flush(), self.reason_save.flush()])

    def choose_site(self, site_id: str) -> None:
        """Walk another site, from its first question without an answer."""
        is_new = site_id != self.site_id
        if not self.seal() and is_new:
            self.desk.say_held()
            site_id, is_new = self.site_id, False
        self.site_id, self.wished = site_id, "" if is_new else self.wished
        self.sites.setCurrentIndex(self.sites.findData(site_id))
        if is_new:
            undone = [n for n, step in enumerate(self.steps) if not self._is_answered(step)]
            self.place = undone[0] if undone else 0
        self._show_list()
        self._show_step()

    def go_to(self, place: int) -> None:
        """Show another question."""
        if 0 <= place < len(self.steps):
            if not self.seal():
                self.desk.say_held()
                return
            self.place, self.wished = place, ""
            self._show_step()

    def answer(self, status: str) -> None:
        """Save a status for this site; the criterion is answered site by site from now on."""
        step = self.steps[self.place]
        desk, site = self.desk, self.site_id
        self.seal()
        if status == NOT_APPLICABLE and not self.reason.toPlainText().strip():
            self.wished = step.criterion
            self._show_step()
            self.reason.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.wished = ""
        reason = self.reason.toPlainText() if status == NOT_APPLICABLE else ""
        where = (desk.workspace, desk.account_id, step.criterion, site, status, reason)
        desk.attempt(lambda: answers.walk(*where))
        self._show_step()

    def stored(self, step: Step) -> Response | None:
        """Return what is said on a question at this site."""
        said = self._row(step)
        return next((found for site, found in said.by_site if site.id == self.site_id), None)

    def _placed(self, step: Step) -> Step:
        """Return the question under the number that holds this account's answers on it."""
        is_kept = bool(step.was) and self.desk.dossier.find(step.was) is not None
        return replace(step, criterion=step.was) if is_kept else step

    def _row(self, step: Step) -> Answer:
        """Return what is said on a question; one without a number is no row until then."""
        found = self.desk.dossier.find(step.criterion)
        return found or Answer(self.unasked[step.criterion], None, (), ())

    def _name(self, step: Step) -> str:
        """Return number and title; an own row has no number of CBP's to show."""
        criterion = self._row(step).criterion
        is_own = step.criterion in self.unasked
        return criterion.title if is_own else f"{criterion.id}  {criterion.title}"

    def _is_answered(self, step: Step) -> bool:
        found = self.stored(step)
        return found is not None and found.is_answered

    def _save_words(self, text: str) -> bool:
        step = self.steps[self.place]
        return self.desk.answer(step.criterion, self.site_id, narrative=text)

    def _save_reason(self, text: str) -> bool:
        """Save the reason; the status that waited for it comes along."""
        step, desk = self.steps[self.place], self.desk
        if self.wished != step.criterion or not text.strip():
            return desk.answer(step.criterion, self.site_id, reason=text)
        where = (desk.workspace, desk.account_id, step.criterion, self.site_id)
        if not desk.attempt(lambda: answers.walk(*where, NOT_APPLICABLE, text)):
            return False
        self.wished = ""
        self._show_reason(self.stored(step))
        return True

    def _show_reason(self, said: Response | None) -> None:
        """Show the place for the reason where it does not apply, or is about to."""
        waits = self.wished == self.steps[self.place].criterion
        self.reason.setVisible(waits or bool(said and said.status == NOT_APPLICABLE))
        self.standing.setVisible(waits)
        if not self.reason_save.is_pending:
            self.reason.show_text(said.reason if said else "")

    def _show_list(self) -> None:
        self.list.blockSignals(True)
        self.list.clear()
        for step in self.steps:
            mark = "●" if self._is_answered(step) else "○"
            item = QListWidgetItem(f"{mark} {self._name(step)}")
            item.setToolTip(step.question)
            self.list.addItem(item)
        self.list.setCurrentRow(self.place)
        self.list.blockSignals(False)
        done = sum(self._is_answered(step) for step in self.steps)
        self.bar.setRange(0, max(1, len(self.steps)))
        self.bar.setValue(done)
        self.done.setText(tr("{n} of {all} answered").format(n=done, all=len(self.steps)))

    def _show_step(self) -> None:
        step, said = self.steps[self.place], self.stored(self.steps[self.place])
        self.list.blockSignals(True)
        self.list.setCurrentRow(self.place)
        self.list.blockSignals(False)
        read = self._row(step)
        is_own = step.criterion in self.unasked
        level = tr("your own row") if is_own else labels.level(read.criterion.level)
        self.question.setText(step.question)
        self.criterion.setText(f"{self._name(step)} · {level}")
        self.stand.setText(tr("Stand: {where}").format(where=step.stand))
        self.photo.setText(tr("Photo: {what}").format(what=step.photo))
        for status, choice in self.choices.items():
            chosen = NOT_APPLICABLE if self.wished == step.criterion else said and said.status
            choice.setChecked(chosen == status)
        if not self.save.is_pending:
            self.words.show_text(said.narrative if said else "")
        self._show_reason(said)
        clear(self.photos)
        self.photos.addWidget(EvidenceRow(self.desk, read, said, self.site_id))
        self.back.setEnabled(self.place > 0)
        self.forward.setEnabled(self.place < len(self.steps) - 1)

    def _listed(self, place: int) -> None:
        self.go_to(place)

    def _lay(self) -> None:
        frame, inner = card()
        inner.addWidget(self.criterion)
        inner.addWidget(self.question)
        inner.addWidget(self.stand)
        choices = flow(*self.choices.values(), spacing=0)
        for choice in self.choices.values():
            choice.setCheckable(True)
            choice.setMinimumHeight(LARGE)
        inner.addLayout(choices)
        inner.addWidget(self.standing)
        inner.addWidget(self.reason)
        self.words.setMinimumHeight(90)
        inner.addWidget(self.words)
        inner.addWidget(self.photo)
        inner.addLayout(self.photos)
        self.back = button(tr("< Back"), lambda: self.go_to(self.place - 1))
        self.forward = button(tr("Next >"), lambda: self.go_to(self.place + 1), "primary")
        for step in (self.back, self.forward):
            step.setMinimumHeight(LARGE)
            step.setMinimumWidth(120)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(8, 0, 0, 0)
        column.addWidget(scrolled(frame), 1)
        column.addLayout(row(self.back, None, self.forward))
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(self.list)
        split.addWidget(right)
        split.setSizes([300, 700])
        self.body = QWidget()
        body = QVBoxLayout(self.body)
        body.setContentsMargins(0, 0, 0, 0)
        top = row(self.sites, self.bar, self.done)
        top.setStretch(0, 1)
        top.setStretch(1, 1)
        body.addLayout(top)
        body.addWidget(split, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.empty)
        outer.addWidget(self.body, 1)
