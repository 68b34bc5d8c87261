"""How questionnaires are weighed and how long partners have; the program's own figures."""

from PySide6.QtWidgets import QDialog, QFormLayout, QSpinBox, QVBoxLayout, QWidget

from ctpat_desktop.services import options
from ctpat_desktop.support.language import tr
from ctpat_desktop.ui.desk import Desk
from ctpat_desktop.ui.parts import button, label, row

CHOICES: tuple[tuple[str, str, int, int], ...] = (
    ("questionnaire.must_factor", "A Must counts so many times", 1, 10),
    ("questionnaire.good_from", "Good from a score of", 1, 100),
    ("questionnaire.fair_from", "Fair from a score of", 1, 100),
    ("questionnaire.due_days", "Days to answer", 1, 365),
    ("questionnaire.remind_days", "Remind so many days before", 0, 90),
)


class SettingsDialog(QDialog):
    """One number per setting; each is saved when it is left."""

    def __init__(self, parent: QWidget, desk: Desk) -> None:
        """Show the stored figures."""
        super().__init__(parent)
        self.desk = desk
        self.setWindowTitle(tr("Scores and days"))
        self.boxes: dict[str, QSpinBox] = {}
        form = QFormLayout()
        for name, words, least, most in CHOICES:
            box = QSpinBox()
            box.setRange(least, most)
            box.setValue(options.get(desk.workspace, name))
            box.setAccessibleName(tr(words))
            self.boxes[name] = box
            form.addRow(tr(words), box)
        column = QVBoxLayout(self)
        told = tr(
            "These figures are the program's own; CBP prescribes none. A return that was accepted "
            "keeps the score it got."
        )
        column.addWidget(label(told, muted=True))
        column.addLayout(form)
        column.addLayout(row(None, button(tr("Close"), self.accept, "primary")))

    def done(self, result: int) -> None:
        """Keep what was changed before the dialog goes."""
        desk = self.desk
        for name, box in self.boxes.items():
            if options.get(desk.workspace, name) != box.value():
                self._keep(name, box.value())
        super().done(result)

    def _keep(self, name: str, value: int) -> None:
        self.desk.attempt(lambda: options.put(self.desk.workspace, name, value))
