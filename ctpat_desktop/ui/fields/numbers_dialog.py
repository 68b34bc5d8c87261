"""A dialog of numbers the program goes by; none of them is CBP's, and each can be changed."""

from PySide6.QtWidgets import QDialog, QFormLayout, QSpinBox, QVBoxLayout, QWidget

from ctpat_desktop.catalogue.figures import Figure
from ctpat_desktop.services.accounts import settings
from ctpat_desktop.support.language import tr
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.widgets.boxes import NumberBox
from ctpat_desktop.ui.widgets.parts import button, label, row, scrolled
from ctpat_desktop.ui.widgets.theme import fit


class FiguresDialog(QDialog):
    """One number per setting; what was changed is kept when the dialog goes."""

    def __init__(
        self, parent: QWidget, desk: Desk, title: str, about: str, figures: tuple[Figure, ...]
    ) -> None:
        """Show the stored figures."""
        super().__init__(parent)
        self.desk = desk
        self.setWindowTitle(title)
        self.boxes: dict[str, QSpinBox] = {}
        inner = QWidget()
        form = QFormLayout(inner)
        for figure in figures:
            box = NumberBox()
            box.setRange(figure.least, figure.most)
            box.setValue(settings.get(desk.workspace, figure.name))
            box.setAccessibleName(tr(figure.label))
            self.boxes[figure.name] = box
            form.addRow(tr(figure.label), box)
        column = QVBoxLayout(self)
        column.addWidget(label(about, muted=True))
        column.addWidget(scrolled(inner) if len(figures) > MANY else inner)
        column.addLayout(row(None, button(tr("Close"), self.accept, "primary")))
        if len(figures) > MANY:
            fit(self, 74, 31)

    def done(self, result: int) -> None:
        """Keep what was changed before the dialog goes."""
        desk = self.desk
        for name, box in self.boxes.items():
            if settings.get(desk.workspace, name) != box.value():
                self._keep(name, box.value())
        super().done(result)

    def _keep(self, name: str, value: int) -> None:
        self.desk.attempt(lambda: settings.put(self.desk.workspace, name, value))


MANY = 8
"""Figures from which on they scroll."""
