"""What the open window works on: the workspace, the chosen account, and saving with read-back."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer, Signal

from ctpat_desktop.checklist import Finding, Place, Review
from ctpat_desktop.reading.dossier import Book, OwnAnswer
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.evidence import document_names
from ctpat_desktop.services.files.workspaces import Workspace
from ctpat_desktop.services.profile import answers, model, site_facts, writing
from ctpat_desktop.services.profile.model import Model
from ctpat_desktop.services.registers import records
from ctpat_desktop.support.dates import clock_text
from ctpat_desktop.support.errors import Problem, Unreachable
from ctpat_desktop.support.language import tr
from ctpat_desktop.ui.session import tasks
from ctpat_desktop.ui.session.pen import Pen, why_shut
from ctpat_desktop.ui.widgets.banner import Level
from ctpat_desktop.workspace.changes import Changes, Saved, together

if TYPE_CHECKING:
    from ctpat_desktop.services.registers.facts import RegisterCache

LOG = logging.getLogger(__name__)

REGISTERS_AFTER_MS = 150
"""Milliseconds after opening until the registers are checked: the first picture comes before."""

YEAR_AFTER_MS = 400
"""Milliseconds without typing after which the yearly review is held against what was typed."""

WIDE = 1_000
"""Changes of one step from which on the registers are looked through beside the window."""

At = Callable[[str, Callable[[], object]], None]
"""Does some long work under words a person reads."""


class Desk(Pen):
    """One open workspace and the account looked at."""

    changed = Signal(object)
    saved = Signal(str)
    notified = Signal(Level, str)
    """Why something was not done, or what was done where the screen does not show it by itself."""
    step_done = Signal(str, str)
    """What one step did, and its id: that is said while undo would take that step back."""
    held = Signal(str)
    """Why a place is not left: something typed there is not in the file."""
    written = Signal(str, object)
    """What was written, and the path of it."""
    file_unreachable = Signal(str)
    account_lost = Signal()
    """The account looked at is gone; another one is looked at."""
    navigated = Signal(object)
    account_wanted = Signal(str, object)
    """Another account is to be looked at, and the place there."""
    portal_wanted = Signal()
    validation_day_wanted = Signal(str)
    closed = Signal()
    """The workspace is closed; what shows it goes."""
    _committed = Signal(object)

    def __init__(self, workspace: Workspace, account_id: str, today: date | None = None) -> None:
        """Read the account and listen to every change of the workspace."""
        super().__init__()
        self.workspace = workspace
        self.account_id = account_id
        self.today = today or date.today()
        self._is_own = False
        """True while a field is saved; what is told meanwhile, in this thread, is that change."""
        self._has_left = self._was_wide = False
        self._is_saying = False
        """True while an action of the window itself is on, which says "Saved" at its end."""
        self.model = model.first(Scope.of(workspace, account_id, self.today))
        self.shut = why_shut(workspace, self.dossier.company.id)
        self._missed: list[Changes] = []
        """What was changed while the registers are read beside the window."""
        self._reads = 0
        """How often the registers were looked through beside the window."""
        self._names: tuple[object, dict[str, str]] = (None, {})
        self._later = QTimer(self, singleShot=True)
        self._later.timeout.connect(self._complete)
        self._later.start(REGISTERS_AFTER_MS)
        self._typed: list[Changes] = []
        """What was typed since the yearly review was last looked at."""
        self._pause = QTimer(self, singleShot=True)
        self._pause.timeout.connect(self._look_at_year)
        self._committed.connect(self._heard)  # in the window's thread, whoever made the change
        workspace.on_change.append(self._committed.emit)

    @property
    def dossier(self) -> Book:
        """The account looked at, without the answers of its sites."""
        return self.model.book

    @property
    def review(self) -> Review:
        """What the checklist says about the account."""
        return self.model.review

    @property
    def registers(self) -> RegisterCache | None:
        """What is known of the registers; None until they and the sites were looked at."""
        return self.model.registers

    @property
    def scope(self) -> Scope:
        """The account looked at, on the day of this window."""
        return Scope(self.workspace, self.account_id, self.dossier.company.id, self.today)

    def read(self) -> None:
        """Read everything anew."""
        self.model = model.read(self.scope)

    def at_site(self, criterion: str, site_id: str) -> OwnAnswer:
        """Read what one site says on a criterion."""
        return companies.at_site(self.workspace, self.dossier, criterion, site_id)

    def answered_sites(self, criterion: str) -> set[str]:
        """Read which sites have answered a criterion."""
        return site_facts.answered_sites(self.workspace, self.dossier, criterion)

    def _complete(self) -> None:
        """Look through the registers and sites beside the window, unless that was done already."""
        if self.registers is not None:
            return
        if not self.workspace.is_open:
            self._later.start(REGISTERS_AFTER_MS)
            return
        scope = self.scope
        self._missed = []
        self._reads += 1
        take = partial(self._take_of, self._reads)
        tasks.start(lambda _: model.read(scope), take, self._failed)

    def _take_of(self, number: int, newest: Model) -> None:
        """Show what the newest look has found; an earlier one may not know the last change."""
        if number == self._reads:
            self._take(newest)

    def _take(self, newest: Model) -> None:
        """Show what was found, with what was changed meanwhile."""
        if self.registers is not None or self._has_left:
            return
        if not self.workspace.is_open:
            self._later.start(REGISTERS_AFTER_MS)
            return
        asked = (newest.book.account.id, newest.today)
        if asked != (self.account_id, self.today):
            self._complete()
            return
        missed, self._missed = together(self._missed), []
        if len(missed.items) > WIDE:
            self._complete()
            return
        self.model = model.after(self.workspace, newest, missed)
        self.changed.emit(Changes())

    def _failed(self, words: str) -> None:
        """Try again after a lock; say anything else."""
        if self._has_left:
            return
        if self.workspace.is_open:
            self.warn(words)
        else:
            self._later.start(REGISTERS_AFTER_MS)

    def choose(self, account_id: str) -> None:
        """Look at another account: what the first picture needs, and the rest beside the window."""
        self.account_id = account_id
        self.model = model.first(Scope.of(self.workspace, account_id, self.today))
        self._missed, self._typed = [], []
        self._later.start(REGISTERS_AFTER_MS)

    @property
    def document_names(self) -> dict[str, str]:
        """What each document of the library is called, by id; no two are called the same."""
        of, names = self._names
        if of is not self.dossier.evidence:
            names = document_names.names(self.dossier.evidence)
            self._names = (self.dossier.evidence, names)
        return names

    def findings_of(self, criterion: str) -> list[Finding]:
        """Return the findings of one criterion."""
        return self.review.of(criterion)

    def beside(self, own: OwnAnswer) -> tuple[Finding, ...]:
        """Return everything there is to say about the words of the company or of one site."""
        return writing.beside(self.model.facts, self.dossier.answer(own.criterion), own)

    def answer(self, criterion: str, site_id: str | None, **values: Any) -> bool:
        """Save fields of a response, read them back, and say so; False when it failed."""

        def save() -> Saved:
            return answers.save(self.workspace, self.account_id, criterion, site_id, **values)

        return self._saved(save, values)

    def change(self, table: str, record_id: str, **values: Any) -> bool:
        """Save fields of any record, read them back, and say so; False when it failed."""

        def save() -> Saved:
            return records.change(self.workspace, table, record_id, **values)

        return self._saved(save, values)

    def keep(self, save: Callable[[], Saved]) -> bool:
        """Save something of a field's own page, which is brought up to date and not built anew."""
        return self._saved(save, {})

    def attempt(self, action: Callable[[], object]) -> bool:
        """Do something that may be refused; the reason is shown, nothing is lost.

        Where it changed the file, the change is read back before "Saved" is said.
        """

        def act() -> bool:
            before = self.workspace.tip
            action()
            changed = self.workspace.tip != before
            if changed and not self.workspace.holds_tip():
                self.warn(tr("What was read back differs from what was to be saved."))
                return False
            if changed:
                self._say_saved()
            return True

        return self._guarded(act)

    def undoable(self) -> str:
        """Return what undo would take back for the company looked at, or ""."""
        return self.workspace.undoable(self.dossier.company.id)

    def redoable(self) -> str:
        """Return what redo would bring back for the company looked at, or ""."""
        return self.workspace.redoable(self.dossier.company.id)

    def undo(self, beside: At | None = None) -> None:
        """Take back the last change of the company looked at; a wide one `beside` the window."""
        self._turn(self.workspace.undo, tr("Taking back"), beside, forward=False)

    def redo(self, beside: At | None = None) -> None:
        """Bring back what was undone; a wide change `beside` the window."""
        self._turn(self.workspace.redo, tr("Bringing back"), beside, forward=True)

    def _turn(
        self, turn: Callable[[str], object], words: str, beside: At | None, *, forward: bool
    ) -> None:
        company = self.dossier.company.id
        job = partial(turn, company)
        is_wide = self.workspace.size_of_step(company, forward=forward) > WIDE
        self.attempt(partial(beside, words, job) if beside is not None and is_wide else job)

    def go(self, finding: Finding) -> None:
        """Go to the place of a finding."""
        self.navigated.emit(finding.place)

    def go_to(self, place: Place) -> None:
        """Go to a place."""
        self.navigated.emit(place)

    def say_held(self) -> None:
        """Say why a record is not left: something typed in it is not in the file yet."""
        words = tr("What you typed here is not saved yet, so it stays open. See what is marked.")
        self.held.emit(words)

    def leave(self) -> None:
        """Stop listening; used when the window is closed."""
        self._has_left = True
        self._later.stop()
        self._pause.stop()
        self.workspace.on_change.remove(self._committed.emit)
        self.closed.emit()

    def _saved(self, save: Callable[[], Saved], values: dict[str, Any]) -> bool:
        def save_and_check() -> bool:
            self._is_own = True
            try:
                saved = save()
            finally:
                self._is_own = False
            if not saved.holds(values):
                words = tr("What was read back differs; your text is still on the screen.")
                self.warn(words)
                return False
            if saved:
                self._say_saved()
            return True

        return self._guarded(save_and_check)

    def _guarded(self, action: Callable[[], bool]) -> bool:
        """Do it; say why where it is refused. A bug is logged and said, and costs no typing."""
        was_saying, self._is_saying = self._is_saying, True
        try:
            return action()
        except Problem as problem:
            self.tell(problem)
        except Exception:  # the window's edge: what is typed must outlive a bug
            LOG.exception("a bug while saving")
            self.warn(
                tr("The program made a mistake and this was not saved; it is still on the screen.")
            )
        finally:
            self._is_saying = was_saying
        return False

    def _say_saved(self) -> None:
        self.saved.emit(clock_text(datetime.now(), seconds=True))

    def notify(self, level: Level, text: str) -> None:
        """Show the person a message of its kind."""
        self.notified.emit(level, text)

    def warn(self, text: str) -> None:
        """Say why something was not done."""
        self.notify(Level.WARNING, text)

    def inform(self, text: str) -> None:
        """Say what was done, where the screen does not show it by itself."""
        self.notify(Level.DONE, text)

    def tell(self, problem: Problem) -> None:
        """Say what went wrong; where the file is out of reach, with the ways on."""
        words = problem.line() if "\n" not in str(problem) else f"{problem}\n{problem.hint}".strip()
        if isinstance(problem, Unreachable):
            self.file_unreachable.emit(words)
        else:
            self.warn(words)

    def _heard(self, changes: Changes) -> None:
        changes = replace(changes, is_own=self._is_own)
        if self._has_lost_account(changes):
            self._land()
            return
        is_wide = self.registers is not None and len(changes.items) > WIDE
        if is_wide:
            self.model = model.without_registers(self.model)
        if self.registers is None:
            self._missed.append(changes)
        if changes.is_own:
            self.model = model.answers_after(self.workspace, self.model, changes)
            self._typed.append(changes)
            self._pause.start(YEAR_AFTER_MS)
        else:
            self.model = model.after(self.workspace, self.model, changes)
        self.changed.emit(changes)
        if is_wide:
            self._later.stop()
            self._complete()
            self._was_wide = True
            self.give_back()
        if changes and not self._is_saying and self.workspace.holds_tip():
            self._say_saved()  # what was written beside the window is saved too

    def _look_at_year(self) -> None:
        """Hold the yearly review against what was typed."""
        if not self.workspace.is_open:
            self._pause.start(YEAR_AFTER_MS)
            return
        typed, self._typed = together(self._typed), []
        before = self.model
        try:
            self.model = model.year_after(self.workspace, before, typed)
        except Problem as problem:  # such as a drive that was pulled while nobody typed
            self._typed.append(typed)
            self.tell(problem)
            return
        if self.model is not before:
            self.changed.emit(Changes())

    def give_back(self) -> None:
        """Give back, beside the window, the memory that wide changes have needed."""
        if self._was_wide and self.workspace.is_open:
            tasks.start(lambda _: self.workspace.give_back(), lambda _: None, self.warn)

    def _has_lost_account(self, changes: Changes) -> bool:
        return changes.touches("account", "company") and all(
            line.account_id != self.account_id
            for line in companies.overview(self.workspace, with_archived=True)
        )

    def _land(self) -> None:
        """Look at another account: the one looked at was taken back or removed."""
        lines = companies.overview(self.workspace)
        here = self.dossier.company.id
        same = [line for line in lines if line.company_id == here]
        if lines:
            self.choose((same or lines)[0].account_id)
            self.account_lost.emit()
