"""A dialog of numbers the program goes by; none of them is CBP's, and each can be changed."""

from dataclasses import dataclass

from PySide6.QtWidgets import QDialog, QFormLayout, QSpinBox, QVBoxLayout, QWidget

from ctpat_desktop.services.accounts import settings
from ctpat_desktop.support.language import N_, tr
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.widgets.boxes import NumberBox
from ctpat_desktop.ui.widgets.parts import button, label, row, scrolled
from ctpat_desktop.ui.widgets.theme import fit


@dataclass(frozen=True, slots=True)
class Figure:
    """One number: the name of its setting, its words, and the least and most it may be."""

    name: str
    words: str
    least: int
    most: int


CHECKLIST = (
    Figure(
        "review.window_days", N_("The review window opens before the anniversary (days)"), 1, 365
    ),
    Figure("rules.check_days", N_("A partner's status check holds for (days)"), 1, 3650),
    Figure("rules.assessment_days", N_("An assessment holds for (days)"), 1, 3650),
    Figure("rules.reassess_days", N_("Partners are assessed again within (days)"), 1, 3650),
    Figure("rules.policy_days", N_("Policies are reviewed within (days)"), 1, 3650),
    Figure("rules.test_days", N_("IT security is tested within (days)"), 1, 3650),
    Figure("rules.mend_days", N_("High findings of a test are mended within (days)"), 1, 3650),
    Figure("rules.accounts_days", N_("Accounts are reviewed within (days)"), 1, 3650),
    Figure("rules.backup_days", N_("The last backup is at most (days) old"), 1, 3650),
    Figure("rules.restore_days", N_("A restore is tested within (days)"), 1, 3650),
    Figure("rules.seal_audit_days", N_("Seals are counted within (days)"), 1, 3650),
    Figure("rules.idle_seal_days", N_("A seal issued is used within (days)"), 1, 3650),
    Figure("rules.log_days", N_("A log has an entry within (days)"), 1, 3650),
    Figure("rules.recheck_days", N_("Management checks again within (days)"), 1, 3650),
    Figure("rules.alarm_days", N_("Alarms and cameras are tested within (days)"), 1, 3650),
    Figure("rules.footage_days", N_("Recordings are kept for at least (days)"), 1, 3650),
    Figure("rules.footage_review_days", N_("Recordings are looked through within (days)"), 1, 3650),
    Figure("rules.pest_days", N_("Areas are checked for pests within (days)"), 1, 3650),
    Figure("rules.parcel_days", N_("A parcel is checked within (days)"), 1, 3650),
    Figure("rules.guard_days", N_("Guard orders are audited within (days)"), 1, 3650),
    Figure("rules.trip_days", N_("A trip is compared with its route within (days)"), 1, 3650),
    Figure("rules.audit_days", N_("The program is audited within (days)"), 1, 3650),
    Figure("rules.management_days", N_("Management reviews the program within (days)"), 1, 3650),
    Figure("rules.risk_days", N_("The risk assessment is approved anew within (days)"), 1, 3650),
    Figure(
        "rules.notice_days", N_("CBP is told of an incident at the border within (days)"), 1, 30
    ),
    Figure("rules.inquiry_days", N_("An incident is closed within (days)"), 1, 3650),
    Figure("rules.settle_days", N_("A cargo discrepancy is settled within (days)"), 1, 3650),
    Figure("rules.new_days", N_("New people are trained within (days)"), 1, 3650),
    Figure(
        "rules.import_history_days", N_("Importer numbers join after (days) of imports"), 1, 3650
    ),
    Figure("rules.trade_risk_days", N_("Customs risk is assessed within (days)"), 1, 3650),
    Figure("rules.control_days", N_("Internal controls are reviewed within (days)"), 1, 3650),
    Figure("rules.labor_training_days", N_("Forced labor is trained within (days)"), 1, 3650),
    Figure("rules.hold_answer_days", N_("A hold is answered within (days)"), 1, 3650),
    Figure("rules.cbp_message_days", N_("CBP's message with no day is answered in (days)"), 1, 365),
    Figure(
        "rules.cbp_report_days", N_("A validation report with no day is answered in (days)"), 1, 365
    ),
    Figure(
        "rules.cbp_letter_days", N_("A suspension letter with no day is answered in (days)"), 1, 365
    ),
    Figure("evidence.soon_days", N_("Evidence counts as expiring soon (days) ahead"), 1, 3650),
    Figure("rules.cbp_soon_days", N_("An answer to CBP counts as due soon (days) ahead"), 1, 365),
    Figure("rules.soon_days", N_("Training counts as due soon (days) ahead"), 1, 3650),
)

"""What the checklist goes by when it compares answers with registers."""


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
            box.setAccessibleName(tr(figure.words))
            self.boxes[figure.name] = box
            form.addRow(tr(figure.words), box)
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
