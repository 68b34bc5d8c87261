"""The line of an import where a person decides on rows that contradict a record."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ctpat_desktop.services.importing.conflicts import Conflict, Decided, Decision
from ctpat_desktop.support.language import N_, ntr, tr
from ctpat_desktop.ui.widgets.boxes import ChoiceBox
from ctpat_desktop.ui.widgets.parts import label, row

CHOICES = {
    Decision.KEEP: N_("Keep what is here"),
    Decision.TAKE: N_("Take what the list says"),
    Decision.ADD: N_("Add as a second record"),
}
DONE = {Decision.KEEP: N_("kept"), Decision.TAKE: N_("taken"), Decision.ADD: N_("added")}
"""What was done with a row in conflict, beside its outcome."""


class ConflictsBar(QWidget):
    """What to do with all rows in conflict, and with the selected ones."""

    decided = Signal(object)

    def __init__(self) -> None:
        """Start without conflicts."""
        super().__init__()
        self.conflicts: Mapping[int, Conflict] = {}
        self.decisions = Decided()
        self.selected: Sequence[int] = ()
        self.about = label("")
        self.for_all, self.for_rows = ChoiceBox(), ChoiceBox()
        self.for_all.setAccessibleName(tr("All rows in conflict"))
        self.for_rows.setAccessibleName(tr("Selected rows in conflict"))
        self.for_all.activated.connect(lambda _: self._decide_all())
        self.for_rows.activated.connect(lambda _: self._decide_rows())
        line = row(label(tr("All of them:")), self.for_all, None)
        line.addWidget(label(tr("Selected rows:")))
        line.addWidget(self.for_rows)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.about)
        column.addLayout(line)
        self.hide()

    def show_conflicts(self, conflicts: Mapping[int, Conflict], decisions: Decided) -> None:
        """Show the rows in conflict by number, and what was said of them."""
        self.conflicts, self.decisions = conflicts, decisions
        self.about.setText(
            ntr(
                "{n} row says something else than a record that is here. Decide what counts.",
                "{n} rows say something else than a record that is here. Decide what counts.",
                len(conflicts),
            )
        )
        offered = {may for conflict in conflicts.values() for may in conflict.allowed}
        _offer(self.for_all, offered, decisions.for_all)
        self.select(())
        self.setVisible(bool(conflicts))

    def select(self, numbers: Sequence[int]) -> None:
        """Offer what may be decided on these rows."""
        self.selected = [number for number in numbers if number in self.conflicts]
        chosen = [self.conflicts[number] for number in self.selected]
        offered = set(Decision).intersection(*(conflict.allowed for conflict in chosen))
        said = {self.decisions.of(number, self.conflicts[number]) for number in self.selected}
        _offer(self.for_rows, offered if chosen else set(), said.pop() if len(said) == 1 else None)
        self.for_rows.setEnabled(bool(chosen))

    def _decide_all(self) -> None:
        self.decisions = Decided(Decision(self.for_all.currentData()))
        self.decided.emit(self.decisions)
        self.select(self.selected)

    def _decide_rows(self) -> None:
        said = Decision(self.for_rows.currentData())
        rows = {**self.decisions.rows, **dict.fromkeys(self.selected, said)}
        self.decisions = Decided(self.decisions.for_all, rows)
        self.decided.emit(self.decisions)


def _offer(box: ChoiceBox, offered: set[Decision], chosen: Decision | None) -> None:
    box.clear()
    for decision, words in CHOICES.items():
        if decision in offered:
            box.addItem(tr(words), str(decision))
    box.setCurrentIndex(box.findData(str(chosen)) if chosen else -1)
