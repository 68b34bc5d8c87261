"""What an account changes about a criterion: CBP's text pasted in, the level, own rows."""

from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from ctpat_desktop.catalogue import Criterion
from ctpat_desktop.catalogue.model import Level
from ctpat_desktop.documents.core import labels
from ctpat_desktop.services.accounts import overlays
from ctpat_desktop.support.language import tr
from ctpat_desktop.ui.history.opening import open_history
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.session.spelled_box import SpelledBox
from ctpat_desktop.ui.widgets.boxes import ChoiceBox, NumberBox
from ctpat_desktop.ui.widgets.parts import label
from ctpat_desktop.ui.widgets.text_box import TextBox
from ctpat_desktop.ui.widgets.theme import fit

LEVELS = (Level.MUST, Level.SHOULD)


class OverlayDialog(QDialog):
    """Edits one criterion as this account sees it; without a criterion, adds an own row."""

    def __init__(self, parent: QWidget, desk: Desk, criterion: Criterion | None) -> None:
        """Show what is stored for this account."""
        super().__init__(parent)
        self.desk, self.criterion = desk, criterion
        self.is_own = criterion is None or "own" in criterion.changed
        name = criterion.id if criterion else tr("Own row")
        self.setWindowTitle(tr("{name}: your own text").format(name=name))
        fit(self, 80, 27)
        self.form = QFormLayout()
        if self.is_own:
            self._own_fields(criterion)
        self.level = ChoiceBox()
        self.level.setAccessibleName(tr("Level"))
        if not self.is_own:
            self.level.addItem(tr("As shipped"), "")
        for level in LEVELS:
            self.level.addItem(labels.level(level), level.value)
        changed = criterion is not None and ("level" in criterion.changed or self.is_own)
        current = criterion.level.value if criterion and changed else ""
        self.level.setCurrentIndex(max(self.level.findData(current), 0))
        self.text = TextBox(tr("Official text"), criterion.official_text if criterion else "")
        self.form.addRow(tr("Level"), self.level)
        self.form.addRow(tr("CBP's text"), self.text)
        column = QVBoxLayout(self)
        column.addWidget(
            label(
                tr("The official text is CBP's. Paste it here; it is shown as yours."), muted=True
            )
        )
        column.addLayout(self.form)
        column.addWidget(self._buttons())

    def save(self) -> None:
        """Store the overlay and close; stays open when it was refused."""
        values = {"level": self.level.currentData(), "official_text": self.text.toPlainText()}
        number = self.criterion.id if self.criterion else self.number.text().strip()
        if self.is_own:
            values |= {
                "is_own": True,
                "category": self.category.value(),
                "title": self.title.text().strip(),
                "summary": self.summary.toPlainText().strip(),
            }
        if not number:
            self.number.setFocus()
            return
        desk = self.desk
        if desk.attempt(lambda: overlays.save(desk.workspace, desk.account_id, number, **values)):
            self.accept()

    def reset(self) -> None:
        """Go back to the criterion as shipped."""
        desk, number = self.desk, self.criterion.id if self.criterion else ""
        if desk.attempt(lambda: overlays.reset(desk.workspace, desk.account_id, number)):
            self.accept()

    def _own_fields(self, criterion: Criterion | None) -> None:
        self.number = QLineEdit(criterion.id if criterion else "")
        self.number.setAccessibleName(tr("Number"))
        self.number.setEnabled(criterion is None)
        self.number.setPlaceholderText(tr("such as 5.17"))
        self.category = NumberBox()
        self.category.setAccessibleName(tr("Category"))
        self.category.setRange(1, 12)
        self.category.setValue(criterion.category if criterion else 1)
        self.title = QLineEdit(criterion.title if criterion else "")
        self.title.setAccessibleName(tr("Title"))
        self.summary = SpelledBox(tr("Summary"), criterion.summary if criterion else "")
        self.form.addRow(tr("Number"), self.number)
        self.form.addRow(tr("Category"), self.category)
        self.form.addRow(tr("Title"), self.title)
        self.form.addRow(tr("Summary"), self.summary.with_note())

    def _buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel
        )
        if self.criterion is not None and self.criterion.changed:
            back = buttons.addButton(tr("As shipped"), QDialogButtonBox.ButtonRole.ResetRole)
            back.clicked.connect(self.reset)
        stored = self._stored()
        if stored:
            versions = buttons.addButton(tr("History…"), QDialogButtonBox.ButtonRole.ActionRole)
            versions.clicked.connect(lambda: self._show_versions(stored))
        buttons.accepted.connect(self.save)
        buttons.rejected.connect(self.reject)
        return buttons

    def _stored(self) -> str:
        """Return the id of this account's changes of the criterion, or ""."""
        number = self.criterion.id if self.criterion else ""
        rows = self.desk.dossier.overlays
        return next((row.id for row in rows if row.criterion == number), "")

    def _show_versions(self, record_id: str) -> None:
        """Open the earlier versions instead of this dialog; nothing typed here is kept."""
        title = tr("your own text of {n}").format(n=self.criterion.id if self.criterion else "")
        self.reject()
        open_history(self.parentWidget(), self.desk, "criterion_overlay", record_id, title)
