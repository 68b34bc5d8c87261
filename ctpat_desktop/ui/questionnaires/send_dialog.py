"""Asks to whom, what, in which language and until when a questionnaire is sent."""

from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFormLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ctpat_desktop.services.accounts import settings
from ctpat_desktop.services.questionnaires import builder, sending
from ctpat_desktop.services.questionnaires.sending import SendingOptions
from ctpat_desktop.support.language import tr
from ctpat_desktop.ui.questionnaires.words import ways
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.widgets.boxes import ChoiceBox
from ctpat_desktop.ui.widgets.date_field import DateField
from ctpat_desktop.ui.widgets.dialogs import ask_folder
from ctpat_desktop.ui.widgets.file_drop import takes_folder
from ctpat_desktop.ui.widgets.narrowing import narrow
from ctpat_desktop.ui.widgets.parts import button, label, row
from ctpat_desktop.ui.widgets.reasons import allow
from ctpat_desktop.ui.widgets.theme import fit
from ctpat_desktop.ui.widgets.ticks import show_boxes

ID = Qt.ItemDataRole.UserRole


class SendDialog(QDialog):
    """Chooses partners, questionnaire, language, format, day and folder."""

    article = "send-questionnaires"

    def __init__(self, parent: QWidget, desk: Desk) -> None:
        """Offer the partners that are not ended."""
        super().__init__(parent)
        self.desk = desk
        self.setWindowTitle(tr("Send questionnaires"))
        fit(self, 91, 34)
        self.search = QLineEdit()
        self.search.setPlaceholderText(tr("Find partner"))
        self.search.setAccessibleName(tr("Find partner"))
        self.search.textChanged.connect(self._filter)
        self.all = QCheckBox(tr("All shown"))
        self.all.clicked.connect(self._tick_shown)
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Partners"))
        show_boxes(self.list)
        self.list.itemChanged.connect(self._count)
        self.count = label("", muted=True)
        self.count.setWordWrap(False)
        self.what, self.language, self.format = ChoiceBox(), ChoiceBox(), ChoiceBox()
        self.due = DateField(tr("Return by"))
        self.folder = QLineEdit()
        self._fill()
        self._lay()
        self._count()

    def chosen(self) -> tuple[list[str], Path, SendingOptions]:
        """Return the partners, the folder, and what is sent."""
        options = SendingOptions(
            language=str(self.language.currentData()),
            format=str(self.format.currentData()),
            due=self.due.day() or self.desk.today,
            questionnaire_id=str(self.what.currentData()),
        )
        return self.ticked(), Path(self.folder.text().strip()), options

    def ticked(self) -> list[str]:
        """Return the ids of the partners ticked."""
        return [
            str(item.data(ID))
            for item in self._items()
            if item.checkState() == Qt.CheckState.Checked
        ]

    def _items(self) -> list[QListWidgetItem]:
        return [self.list.item(place) for place in range(self.list.count())]

    def _fill(self) -> None:
        company = self.desk.dossier.company.id
        self.list.blockSignals(True)
        for partner_id, name in sending.addressable(self.desk.scope):
            item = QListWidgetItem(name or tr("(no name)"))
            item.setData(ID, partner_id)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked)
            self.list.addItem(item)
        self.list.blockSignals(False)
        self.what.addItem(tr("The model questionnaire"), "")
        for line in builder.overview(self.desk.workspace, company):
            self.what.addItem(f"{line.name} ({line.edition})", line.id)
        for value, name in ways().items():
            self.language.addItem(tr(name), value)
        self.format.addItem(tr("PDF form"), "pdf")
        self.format.addItem(tr("Excel workbook"), "xlsx")
        days = settings.get(self.desk.workspace, "questionnaire.due_days")
        until = self.desk.today + timedelta(days=days)
        self.due.show_day(until)

    def _lay(self) -> None:
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        pick = button(tr("Choose…"), self._choose_folder, name=tr("Choose folder"))
        place = row(self.folder, pick)
        place.setStretch(0, 1)
        self.folder.textChanged.connect(self._count)
        self.folder.setAcceptDrops(False)  # a folder that falls there is taken by the dialog
        takes_folder(self, lambda folder: self.folder.setText(str(folder)), pick)
        for name, widget in (
            (tr("Questionnaire"), self.what),
            (tr("Language"), self.language),
            (tr("Format"), self.format),
            (tr("Return by"), self.due),
            (tr("Folder"), self.folder),
        ):
            widget.setAccessibleName(name)
            form.addRow(name, place if widget is self.folder else widget)
        column = QVBoxLayout(self)
        column.addWidget(label(tr("To whom?"), h2=True))
        top = row(self.search, self.all, self.count)
        top.setStretch(0, 1)
        column.addLayout(top)
        column.addWidget(self.list, 1)
        column.addWidget(label(tr("What?"), h2=True))
        column.addLayout(form)
        told = tr(
            "One file per partner is written into the folder. Send each file to its partner by "
            "e-mail; nothing is sent from here."
        )
        column.addWidget(label(told, muted=True))
        self.ok = button(tr("Write the files"), self._write, "primary")
        column.addLayout(row(None, button(tr("Cancel"), self.reject), self.ok))

    def _write(self) -> None:
        """Close to write, once there is a day to return the files by."""
        if self.due.demanded() is not None:
            self.accept()

    def _filter(self, words: str) -> None:
        narrow(self.list, words)

    def _tick_shown(self, is_on: bool) -> None:
        state = Qt.CheckState.Checked if is_on else Qt.CheckState.Unchecked
        for item in self._items():
            if not item.isHidden():
                item.setCheckState(state)

    def _count(self) -> None:
        number = len(self.ticked())
        self.count.setText(tr("{n} chosen").format(n=number))
        why = "" if self.folder.text().strip() else tr("Choose the folder for the files.")
        allow(self.ok, why if number else tr("Tick at least one partner."))

    def _choose_folder(self) -> None:
        name = ask_folder(self, tr("Where should the files go?"))
        if name:
            self.folder.setText(name)
