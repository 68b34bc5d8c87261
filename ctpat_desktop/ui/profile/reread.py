"""Says on a criterion that its text changed since it was answered, and what changed."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ctpat_desktop.reading.editions import Reread
from ctpat_desktop.services.history.diff import compare
from ctpat_desktop.support.language import tr
from ctpat_desktop.support.later import later
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.widgets.parts import changer, label, row
from ctpat_desktop.ui.widgets.theme import lines

if TYPE_CHECKING:
    from ctpat_desktop.ui.history.comparison import Comparison

_comparison = later("ctpat_desktop.ui.history.comparison:Comparison")
_read = later("ctpat_desktop.services.profile.editions:read")


class RereadBar(QWidget):
    """The old and the new text of a criterion, and the button that says they were read."""

    def __init__(self, desk: Desk, criterion: str) -> None:
        """Stay hidden where there is nothing to read again."""
        super().__init__()
        self.desk, self.criterion = desk, criterion
        self.about = label("", trouble=True)
        self.read_button = changer(tr("Read"), self.read)
        self.read_button.setToolTip(tr("You read what changed, and the answer still holds."))
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        line = row(self.about, self.read_button)
        line.setStretch(0, 1)
        self.column.addLayout(line)
        self.hide()
        self.show_state()

    @cached_property
    def comparison(self) -> Comparison:
        """The two texts in one; made where there is something to read again."""
        made: Comparison = _comparison()
        made.setAccessibleName(tr("What changed in the text of the criterion"))
        made.setFixedHeight(lines(5))
        self.column.addWidget(made)
        return made

    def show_state(self) -> None:
        """Show what is to be read; it stays in its place where the answer was changed instead."""
        book = self.desk.dossier
        mark, answer = book.rereads.get(self.criterion), book.find(self.criterion)
        waits = self.criterion in book.to_read()
        if mark is None or answer is None or not (waits or not self.isHidden()):
            self.hide()
            return
        self.about.setText(changed_since(mark) if waits else tr("You changed the answer since."))
        self.read_button.setVisible(waits)
        self.comparison.show_pieces(compare(known_words(mark), answer.criterion.words))
        self.show()

    def read(self) -> None:
        """Note that what changed was read."""
        read_again(self.desk, self.criterion)


def read_again(desk: Desk, criterion: str) -> bool:
    """Note that what changed in a criterion was read; False where that was refused."""
    scope = desk.scope
    return desk.attempt(lambda: _read(scope, (criterion,)))


def changed_since(mark: Reread) -> str:
    """Return what is said of a criterion that is to be read again."""
    if not mark.title:
        words = tr("This was answered for edition {id}, whose words are not here. Read it again.")
        return words.format(id=mark.edition)
    words = tr("The text of this criterion changed since edition {id}. Read it again.")
    return words.format(id=mark.edition)


def known_words(mark: Reread) -> str:
    """Return the words that were asked before; "" where they are not known."""
    return mark.words if mark.title else ""
