"""Moves the profile to another edition, once the person has seen what that means."""

from pathlib import Path

from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ctpat_desktop.documents.core import labels
from ctpat_desktop.services.history.diff import compare
from ctpat_desktop.services.profile import editions, moving_others
from ctpat_desktop.services.profile.editions import CHANGED, GONE, NEW, SAME, Plan, Step
from ctpat_desktop.services.profile.moving_others import Moved
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import N_, ntr, tr
from ctpat_desktop.support.progress import Progress
from ctpat_desktop.ui.history.comparison import Comparison
from ctpat_desktop.ui.session import tasks
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.session.steps import inform_of_step
from ctpat_desktop.ui.widgets.boxes import ChoiceBox
from ctpat_desktop.ui.widgets.columns import Filling
from ctpat_desktop.ui.widgets.file_drop import takes_file
from ctpat_desktop.ui.widgets.heard import complain
from ctpat_desktop.ui.widgets.open_files import ask_file
from ctpat_desktop.ui.widgets.parts import button, changer, label, looks, row
from ctpat_desktop.ui.widgets.reading_table import reading
from ctpat_desktop.ui.widgets.reasons import Reason, allow
from ctpat_desktop.ui.widgets.split import Split
from ctpat_desktop.ui.widgets.theme import fit

COLUMNS = (N_("Criterion"), N_("Title"), N_("What happens"))
TITLE = 1
ORDER = (CHANGED, NEW, GONE, SAME)
"""In this order the criteria are listed: those that want a look first."""


class EditionDialog(QDialog):
    """The editions that are here, and what a move to one of them means."""

    article = "new-edition"

    def __init__(self, parent: QWidget, desk: Desk) -> None:
        """Propose the first other edition."""
        super().__init__(parent)
        self.desk = desk
        self.plan: Plan | None = None
        self.steps: tuple[Step, ...] = ()
        self.setWindowTitle(tr("Move to another edition"))
        fit(self, 104, 34)
        self.current = label("")
        self.to = label(tr("Move to"))
        self.to.setWordWrap(False)
        self.editions = looks(ChoiceBox())
        self.editions.setAccessibleName(tr("Move to"))
        self.editions.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToContents)
        self.editions.activated.connect(lambda _: self.show_plan())
        self.add_button = changer(tr("Add an edition file…"), self.ask_file)
        self.trouble, self.about = label("", trouble=True), label("")
        self.table = self._table()
        self.words = label("", muted=True)
        self.comparison = Comparison()
        self.others = moving_others.others(desk.scope)
        self.with_others = QCheckBox(
            ntr(
                "Move {n} other account of the file that is on the same edition too",
                "Move {n} other accounts of the file that are on the same edition too",
                len(self.others),
            )
        )
        if not self.others:
            self.with_others.hide()
        self.move_button = changer(tr("Move"), self.move_profile, "primary")
        self.why_not = Reason()
        self._lay()
        takes_file(self, self.add, "(*.json)", self.add_button)
        self.show_editions()

    def show_editions(self, chosen: str = "") -> None:
        """Offer every edition but the profile's own."""
        scope = self.desk.scope
        now, found = editions.current(scope), editions.lines(scope)
        self.current.setText(tr("The profile is on: {name}").format(name=now.name))
        self.editions.clear()
        for one in found:
            if not one.is_current:
                self.editions.addItem(one.name, one.id)
        at = self.editions.findData(chosen)
        self.editions.setCurrentIndex(max(at, 0) if self.editions.count() else -1)
        for part in (self.to, self.editions):
            part.setVisible(self.editions.count() > 0)
        self.show_plan()

    def show_plan(self) -> None:
        """Show what a move to the chosen edition means."""
        self.plan, self.steps, why_not = None, (), ""
        key = self.editions.currentData()
        if key is None:
            why_not = tr("There is no other edition here. Add an edition file first.")
        else:
            try:
                self.plan = editions.plan(self.desk.scope, str(key))
            except Problem as problem:
                why_not = problem.line()
        if self.plan is not None:
            found = self.plan
            self.steps = tuple(step for kind in ORDER for step in found.of(kind))
        self.about.setText(counted(self.plan) if self.plan else "")
        self._fill()
        if self.desk.reading_only:
            why_not = tr("The file is open to read only.")
        allow(self.move_button, why_not, self.why_not)

    def ask_file(self) -> None:
        """Ask for an edition file and add it."""
        kinds = f"{tr('Edition')} (*.json);;{tr('All files')} (*)"
        name = ask_file(self, tr("Add an edition file"), kinds)
        if name:
            self.add(Path(name))

    def add(self, path: Path) -> None:
        """Add an edition file; what is wrong with it stands here, and nothing was added."""
        self.trouble.setText("")
        self.trouble.hide()
        workspace, added = self.desk.workspace, list[editions.Added]()
        try:
            added.append(editions.add(workspace, path))
        except editions.EditionFaults as faults:
            self._say("\n".join((faults.named, *faults.faults, faults.hint)))
        except Problem as problem:
            self._say(problem.line())
        if added:
            self.show_editions(added[0].id)

    def move_profile(self) -> None:
        """Move the profile as it was shown; one step to undo."""
        plan, scope = self.plan, self.desk.scope
        if plan is None:
            return
        try:
            tasks.wait_for(
                self,
                tr("Moving the profile"),
                lambda: editions.move(scope, plan.after.id, seen=plan),
            )
        except Problem as problem:
            self._say(problem.line())
            self.show_plan()
            return
        words = tr("The profile is on edition {id} now. {what}")
        told = words.format(id=plan.after.short_name, what=to_read_words(plan))
        if self.with_others.isChecked():
            told += f" {self._move_others(plan.after.id)}"
        self.accept()
        inform_of_step(self.desk, told)

    def _move_others(self, edition_id: str) -> str:
        """Move the other accounts; return how many are there now, and why some are not."""
        scope, found = self.desk.scope, list[Moved]()

        def work(progress: Progress) -> None:
            found.append(moving_others.move(scope, self.others, edition_id, progress))

        self.desk.attempt(lambda: tasks.wait_or_cancel(self, tr("Moving the profiles"), work))
        if not found:
            return tr("It was stopped: only some of the other accounts were moved.")
        (moved,) = found
        words = ntr("{n} other account was moved.", "{n} other accounts were moved.", moved.count)
        reasons = dict.fromkeys(f"{line.title}: {why}" for line, why in moved.stay)
        return " ".join((words, *reasons))

    def _say(self, words: str) -> None:
        complain(self.trouble, words)

    def _fill(self) -> None:
        self.table.blockSignals(True)
        self.table.setRowCount(len(self.steps))
        for line, step in enumerate(self.steps):
            for column, text in enumerate((step.id, step.title, becomes(step))):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                self.table.setItem(line, column, item)
        self.table.blockSignals(False)
        if self.steps:
            self.table.setCurrentCell(0, TITLE)
        self._show_words()

    def _show_words(self) -> None:
        """Show the text of the criterion selected, before and after."""
        at = self.table.currentRow()
        if not 0 <= at < len(self.steps):
            self.words.setText("")
            self.comparison.show_pieces(())
            return
        step, plan = self.steps[at], self.plan
        is_unknown = plan is not None and bool(plan.before.missing) and step.kind == CHANGED
        before = step.before.words if step.before and not is_unknown else ""
        self.words.setText(
            tr("The words of the profile's edition are not here; this is what is asked now:")
            if is_unknown
            else tr("What is asked, before and after:")
        )
        self.comparison.show_pieces(compare(before, step.after.words if step.after else ""))

    def _table(self) -> QTableWidget:
        table = reading(QTableWidget(0, len(COLUMNS)), tr("What becomes of each criterion"))
        table.setHorizontalHeaderLabels([tr(words) for words in COLUMNS])
        head = table.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        Filling(table, TITLE)
        table.currentCellChanged.connect(lambda *_: self._show_words())
        return table

    def _lay(self) -> None:
        right = QWidget()
        inner = QVBoxLayout(right)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(self.words)
        inner.addWidget(self.comparison, 1)
        split = Split("edition")
        split.addWidget(self.table)
        split.addWidget(right)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        column = QVBoxLayout(self)
        column.addWidget(self.current)
        column.addLayout(row(self.to, self.editions, self.add_button, None))
        column.addWidget(self.trouble)
        column.addWidget(self.about)
        column.addWidget(split, 1)
        column.addWidget(self.why_not)
        column.addWidget(self.with_others)
        column.addLayout(row(None, button(tr("Cancel"), self.reject), self.move_button))
        self.trouble.hide()


def counted(plan: Plan) -> str:
    """Return how many criteria stay, change, come and go."""
    same, changed, new, gone = (len(plan.of(kind)) for kind in (SAME, CHANGED, NEW, GONE))
    parts = [
        ntr("{n} criterion unchanged", "{n} criteria unchanged", same),
        ntr("{n} reworded", "{n} reworded", changed),
        ntr("{n} new", "{n} new", new),
        ntr("{n} gone", "{n} gone", gone),
    ]
    kept = len(plan.answers_kept)
    words = f"{', '.join(parts)}. {to_read_words(plan)}"
    if kept:
        words += " " + ntr(
            "{n} answer is kept under “Earlier edition”.",
            "{n} answers are kept under “Earlier edition”.",
            kept,
        )
    return words


def to_read_words(plan: Plan) -> str:
    """Return how many answers are to be read again."""
    many = len(plan.to_read)
    if not many:
        return tr("No answer has to be read again.")
    return ntr("{n} answer is to be read again.", "{n} answers are to be read again.", many)


def becomes(step: Step) -> str:
    """Return what becomes of a criterion, in a few words."""
    words = {
        SAME: tr("unchanged"),
        CHANGED: tr("reworded: read again") if step.is_answered else tr("reworded"),
        NEW: tr("new"),
        GONE: tr("gone, the answer is kept") if step.is_answered else tr("gone"),
    }[step.kind]
    if step.new_level is not None:
        words += f" · {tr('now')} {labels.level(step.new_level)}"
    return words
