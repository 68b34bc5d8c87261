"""How questionnaires are weighed and how long partners have; the program's own figures."""

from PySide6.QtWidgets import QWidget

from ctpat_desktop.support.language import N_, tr
from ctpat_desktop.ui.fields.numbers_dialog import Figure, FiguresDialog
from ctpat_desktop.ui.session.desk import Desk

FIGURES = (
    Figure("questionnaire.must_factor", N_("A Must counts so many times"), 1, 10),
    Figure("questionnaire.good_from", N_("Good from a score of"), 1, 100),
    Figure("questionnaire.fair_from", N_("Fair from a score of"), 1, 100),
    Figure("questionnaire.due_days", N_("Days to answer"), 1, 365),
    Figure("questionnaire.remind_days", N_("Remind so many days before"), 0, 90),
)


class SettingsDialog(FiguresDialog):
    """The figures of scores and days."""

    def __init__(self, parent: QWidget, desk: Desk) -> None:
        """Show the stored figures."""
        told = tr(
            "These figures are the program's own; CBP prescribes none. A return that was accepted "
            "keeps the score it got."
        )
        super().__init__(parent, desk, tr("Scores and days"), told, FIGURES)
