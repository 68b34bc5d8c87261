"""Asks which column of a sheet holds what, where its headings do not say so."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QVBoxLayout, QWidget

from ctpat_desktop.catalogue.forms import load_form
from ctpat_desktop.services.importing import answers
from ctpat_desktop.support.language import tr
from ctpat_desktop.ui.widgets.boxes import ChoiceBox
from ctpat_desktop.ui.widgets.parts import button, label, row
from ctpat_desktop.ui.widgets.reasons import allow

NEEDED = ("number", "answer")
"""Without these there are no answers in a sheet."""
FIELDS = {"answer": "narrative", "status": "status", "reason": "reason", "owner": "owner"}
"""What a column can hold besides the number, and the field of an answer it goes to."""


class AnswerColumns(QWidget):
    """A drop-down of the headings for each thing a sheet of answers can hold."""

    chosen = Signal(object)
    """The pairs of field and heading."""

    def __init__(self) -> None:
        """Start without headings."""
        super().__init__()
        form = load_form("response")
        names = {"number": tr("Number of the criterion")}
        names |= {key: tr(form.field(field).label) for key, field in FIELDS.items()}
        self.boxes = {key: ChoiceBox() for key in names}
        lines = QFormLayout()
        for key, box in self.boxes.items():
            box.setAccessibleName(names[key])
            box.currentIndexChanged.connect(self._look)
            lines.addRow(f"{names[key]} *" if key in NEEDED else names[key], box)
        self.about = label("", muted=True)
        self.read_button = button(tr("Read the answers"), self._tell, "primary")
        column = QVBoxLayout(self)
        column.addWidget(self.about)
        column.addLayout(lines)
        column.addLayout(row(None, self.read_button))
        column.addStretch(1)

    def offer(self, name: str, headings: Sequence[str]) -> None:
        """Offer the headings of a sheet; those that are understood are chosen already."""
        words = tr("The headings of {name} do not say where the answers stand. Say it here.")
        self.about.setText(words.format(name=name))
        known = answers.fields_of(headings)
        for key, box in self.boxes.items():
            box.blockSignals(True)
            box.clear()
            box.addItem(tr("(leave out)"), "")
            for heading in dict.fromkeys(headings):
                box.addItem(heading, heading)
            box.setCurrentIndex(max(0, box.findData(known.get(key, ""))))
            box.blockSignals(False)
        self._look()

    def maps(self) -> tuple[tuple[str, str], ...]:
        """Return the pairs of field and heading that are chosen."""
        found = ((key, str(box.currentData() or "")) for key, box in self.boxes.items())
        return tuple((key, heading) for key, heading in found if heading)

    def _look(self) -> None:
        chosen = dict(self.maps())
        lacks = any(key not in chosen for key in NEEDED)
        twice = len(set(chosen.values())) < len(chosen)
        why = tr("Choose the columns of the numbers and of what you do.") if lacks else ""
        allow(self.read_button, why or (tr("One column is chosen twice.") if twice else ""))

    def _tell(self) -> None:
        self.chosen.emit(self.maps())
