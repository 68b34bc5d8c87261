"""Compares two states of a profile: submissions, or one of them and today."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from ctpat_desktop.documents.profile.snapshot import Snapshot
from ctpat_desktop.records import Submission
from ctpat_desktop.services.history.diff import compare
from ctpat_desktop.services.profile import submissions
from ctpat_desktop.services.profile.submissions import NOW, Difference
from ctpat_desktop.support.language import N_, ntr, tr
from ctpat_desktop.ui.history.comparison import Comparison
from ctpat_desktop.ui.session import tasks
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.widgets.boxes import ChoiceBox
from ctpat_desktop.ui.widgets.parts import flow, label, looks
from ctpat_desktop.ui.widgets.split import Split

Compared = tuple[Snapshot, Snapshot, Difference]
MARKS = (("changed", ""), ("added", "added"), ("removed", "removed"))


class States(QWidget):
    """Two choices, the criteria that differ, and the words of one with what differs marked."""

    def __init__(self, desk: Desk) -> None:
        """Compare nothing until there is a submission."""
        super().__init__()
        self.desk = desk
        self.compared: Compared | None = None
        self._number = 0
        self._usual = NOW
        self.before, self.after = looks(ChoiceBox()), looks(ChoiceBox())
        self.before.setAccessibleName(tr("Compare"))
        self.after.setAccessibleName(tr("Compare with"))
        for box in (self.before, self.after):
            box.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToContents)
            box.activated.connect(lambda _: self.read())
        self.about = label("", muted=True)
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Criteria that differ"))
        self.list.currentRowChanged.connect(lambda _: self._show_words())
        self.comparison = Comparison()
        self._lay()

    def show_rows(self, rows: Sequence[Submission]) -> None:
        """Offer the submissions and today; the newest is compared with today.

        What the person chose stays chosen.
        """
        states = [(submissions.title(row), row.id) for row in rows]
        last, self._usual = self._usual, rows[0].id if rows else NOW
        for box, usual in ((self.before, self._usual), (self.after, NOW)):
            here = usual if box.currentData() == last else box.currentData()
            box.clear()
            for words, key in (*states, (tr("Now"), NOW)):
                box.addItem(words, key)
            at = box.findData(here)
            box.setCurrentIndex(at if at >= 0 else box.findData(usual))
        if rows:
            self.read()

    def read(self) -> None:
        """Read both states beside the window and show what differs."""
        scope, keys = self.desk.scope, (self.before.currentData(), self.after.currentData())
        self._number += 1
        self.about.setText(tr("Comparing…"))

        def work(_: object) -> Compared:
            one, other = (submissions.chosen(scope, key) for key in keys)
            return one, other, submissions.compare(one, other)

        tasks.start(work, partial(self._take, self._number), self._failed)

    def _take(self, number: int, compared: Compared) -> None:
        if number != self._number or not self.desk.workspace.is_open:
            return
        here = self._current()
        self.compared = compared
        self.list.blockSignals(True)
        self.list.clear()
        for kind, mark in MARKS:
            for criterion in getattr(compared[2], kind):
                self._add(criterion, mark)
        for criterion in compared[2].reworded:
            if criterion not in compared[2].changed:
                self._add(criterion, N_("the text of the criterion changed"))
        self.list.blockSignals(False)
        self.about.setText(_about(compared[2]))
        keys = [self.list.item(at).data(_ID) for at in range(self.list.count())]
        self.list.setCurrentRow(keys.index(here) if here in keys else 0 if keys else -1)
        self._show_words()

    def _add(self, criterion: str, mark: str) -> None:
        if self.compared is None:
            return
        known = (made.dossier.find(criterion) for made in (self.compared[1], self.compared[0]))
        title = next((row.criterion.title for row in known if row), "")
        item = QListWidgetItem(f"{criterion}  {title}" + (f" ({tr(mark)})" if mark else ""))
        item.setData(_ID, criterion)
        item.setToolTip(title)
        self.list.addItem(item)

    def _failed(self, words: str) -> None:
        if self.desk.workspace.is_open:
            self.about.setText(words)

    def _current(self) -> str:
        item = self.list.currentItem()
        return str(item.data(_ID)) if item is not None else ""

    def _show_words(self) -> None:
        criterion = self._current()
        if not criterion or self.compared is None:
            self.comparison.show_pieces(())
            return
        is_reworded = criterion in self.compared[2].reworded
        words = (_words(made, criterion, is_reworded) for made in self.compared[:2])
        self.comparison.show_pieces(compare(*words))

    def _lay(self) -> None:
        split = Split("states")
        split.addWidget(self.list)
        split.addWidget(self.comparison)
        split.setStretchFactor(0, 2)
        split.setStretchFactor(1, 3)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 0)
        words = [label(tr(text)) for text in (N_("Compare"), N_("with"))]
        for widget in words:
            widget.setWordWrap(False)
        column.addLayout(flow(words[0], self.before, words[1], self.after))
        column.addWidget(self.about)
        column.addWidget(split, 1)


_ID = Qt.ItemDataRole.UserRole


def _words(made: Snapshot, criterion: str, is_reworded: bool) -> str:
    """Return what is said on a criterion, and what is asked where that differs."""
    said, asked = submissions.in_words(made, criterion), made.dossier.find(criterion)
    return f"{asked.criterion.words}\n\n{said}" if is_reworded and asked else said


def _about(difference: Difference) -> str:
    parts = [
        ntr("{n} criterion is answered differently", "{n} criteria are answered differently", n)
        for n in (len(difference.changed),)
        if n
    ]
    if difference.added:
        parts.append(ntr("{n} is new", "{n} are new", len(difference.added)))
    if difference.removed:
        parts.append(ntr("{n} is not asked any more", "{n} are gone", len(difference.removed)))
    if difference.reworded:
        n = len(difference.reworded)
        parts.append(ntr("{n} is asked in other words", "{n} are asked in other words", n))
    return ", ".join(parts) or tr("Nothing differs.")
