"""The steps of the move to a new version of the portal, to tick one after the other."""

from PySide6.QtWidgets import QCheckBox, QFrame, QVBoxLayout

from ctpat_desktop.services.accounts import portal_move
from ctpat_desktop.services.accounts.portal_move import Step
from ctpat_desktop.support.dates import day_text
from ctpat_desktop.support.language import tr
from ctpat_desktop.ui.page import RegisterView
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.widgets.parts import clear, label, scrolled
from ctpat_desktop.ui.widgets.reasons import allow


class PortalMove(RegisterView):
    """One box per step, with who ticked it and when."""

    tables = ("portal_step",)

    def __init__(self, desk: Desk) -> None:
        """Start empty; the tab shows all when it is opened."""
        super().__init__(desk)
        self.boxes: dict[str, QCheckBox] = {}
        self._pressed = ""
        """The step just ticked, whose box is made anew."""
        inner = QFrame()
        self.column = QVBoxLayout(inner)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        words = tr(
            "Steps in our own words; CBP's instructions decide. Never write a password here."
        )
        outer.addWidget(label(words, muted=True))
        outer.addWidget(scrolled(inner), 1)

    def show_all(self) -> None:
        """Read the steps anew; the box with the keyboard keeps it."""
        held = next((key for key, box in self.boxes.items() if box.hasFocus()), self._pressed)
        clear(self.column)
        self.boxes.clear()
        for step in portal_move.steps(self.desk.scope):
            self._line(step)
        self.column.addStretch(1)
        if held in self.boxes:
            self.boxes[held].show()  # what is not shown yet takes no keyboard
            self.boxes[held].setFocus()

    def _line(self, step: Step) -> None:
        box = QCheckBox(tr(step.seed.title))
        box.setChecked(step.done_on is not None)
        box.setAccessibleDescription(tr(step.seed.about))
        if self.desk.reading_only:
            allow(box, tr("The file is open to read only."))
        box.clicked.connect(lambda: self._tick(step.seed.key, box.isChecked()))
        self.boxes[step.seed.key] = box
        self.column.addWidget(box)
        about = label(tr(step.seed.about), muted=True)
        about.setContentsMargins(26, 0, 0, 4)
        self.column.addWidget(about)
        if step.done_on is not None:
            words = tr("Done on {day} by {name}.")
            done = label(words.format(day=day_text(step.done_on), name=step.done_by))
            done.setContentsMargins(26, 0, 0, 8)
            self.column.addWidget(done)

    def _tick(self, key: str, is_done: bool) -> None:
        scope, self._pressed = self.desk.scope, key
        self.desk.attempt(lambda: portal_move.tick(scope, key, is_done=is_done))
        self.show_all()
        self._pressed = ""
