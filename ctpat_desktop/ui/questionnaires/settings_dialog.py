"""How questionnaires are weighed and how long partners have; the program's own figures."""

from PySide6.QtWidgets import QWidget

from ctpat_desktop.catalogue.figures import figures_of
from ctpat_desktop.support.language import tr
from ctpat_desktop.ui.fields.numbers_dialog import FiguresDialog
from ctpat_desktop.ui.session.desk import Desk


class SettingsDialog(FiguresDialog):
    """The figures of scores and days."""

    def __init__(self, parent: QWidget, desk: Desk) -> None:
        """Show the stored figures."""
        told = tr(
            "These figures are the program's own; CBP prescribes none. A return that was accepted "
            "keeps the score it got."
        )
        super().__init__(parent, desk, tr("Scores and days"), told, figures_of("questionnaires"))
