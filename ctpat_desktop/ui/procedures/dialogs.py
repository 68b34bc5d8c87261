"""Begins a procedure from an outline, approves its draft, and saves it as a file."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QFormLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ctpat_desktop.catalogue.outlines import blanks
from ctpat_desktop.catalogue.values import choices_of
from ctpat_desktop.checklist import Place
from ctpat_desktop.services.procedures import library, printed
from ctpat_desktop.services.procedures.library import Offer, Written
from ctpat_desktop.support.dates import day_text
from ctpat_desktop.support.language import ntr, tr
from ctpat_desktop.support.names import plain
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.widgets.boxes import ChoiceBox
from ctpat_desktop.ui.widgets.date_field import DateField
from ctpat_desktop.ui.widgets.dialogs import ask, may_replace, own_place
from ctpat_desktop.ui.widgets.parts import button, changer, label, row
from ctpat_desktop.ui.widgets.read_box import ReadBox
from ctpat_desktop.ui.widgets.reasons import allow
from ctpat_desktop.ui.widgets.theme import fit, letters

LANGUAGES = ("en", "es", "fr")
KINDS = "Word (*.docx);;PDF (*.pdf)"


class OutlineDialog(QDialog):
    """Shows the outlines nobody has begun yet, with their text, and begins one."""

    article = "write-procedure"

    def __init__(self, parent: QWidget, desk: Desk, offers: list[Offer]) -> None:
        """Start with the first outline, in English."""
        super().__init__(parent)
        self.desk, self.offers, self.made = desk, offers, ""
        self.setWindowTitle(tr("New procedure from an outline"))
        fit(self, 118, 32)
        self.list, self.language = QListWidget(), ChoiceBox()
        self.text = ReadBox(tr("Text of the outline"))
        self.list.setAccessibleName(tr("Outlines"))
        self.list.setWordWrap(True)
        self.list.setSpacing(2)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.language.setAccessibleName(tr("Language"))
        words = choices_of("procedure_version", "language")
        for key in LANGUAGES:
            self.language.addItem(words[key], key)
        for offer in offers:
            item = QListWidgetItem(f"{offer.title('en')}\n{offer.words}")
            item.setData(Qt.ItemDataRole.UserRole, offer.outline.id)
            self.list.addItem(item)
        self.make_button = changer(tr("Begin this procedure"), self.make, "primary")
        self.list.currentRowChanged.connect(self._show)
        self.list.itemDoubleClicked.connect(lambda _item: self.make())
        self.language.currentIndexChanged.connect(self._show)
        self._lay_out()
        self.list.setCurrentRow(0)

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.addRow(tr("Language"), self.language)
        right = QVBoxLayout()
        right.addLayout(form)
        right.addWidget(self.text, 1)
        both = row(self.list)
        both.addLayout(right, 1)
        self.list.setMinimumWidth(letters(40))
        column = QVBoxLayout(self)
        words = tr(
            "An outline is a draft in our own words, not CBP's. Write over each blank in "
            "[[double brackets]] and change what is not so at your company; approve it then."
        )
        column.addWidget(label(words, muted=True))
        column.addLayout(both, 1)
        column.addLayout(row(None, button(tr("Cancel"), self.reject), self.make_button))

    def _show(self) -> None:
        offer = self._chosen()
        self.text.setPlainText(offer.outline.text(self._language()) if offer else "")

    def _chosen(self) -> Offer | None:
        at = self.list.currentRow()
        return self.offers[at] if 0 <= at < len(self.offers) else None

    def _language(self) -> str:
        return str(self.language.currentData())

    def make(self) -> None:
        """Begin the chosen procedure and close; stays open when it was refused."""
        offer, desk = self._chosen(), self.desk
        if offer is None:
            return
        made: list[str] = []
        words = (offer.outline.id, self._language())
        if desk.attempt(lambda: made.append(library.begin(desk.scope, *words))):
            self.made = made[0]
            self.accept()


class ApproveDialog(QDialog):
    """Asks who approves the draft of a procedure, and on which day."""

    def __init__(self, parent: QWidget, desk: Desk, written: Written) -> None:
        """Start with today."""
        super().__init__(parent)
        self.desk, self.version = desk, written.draft
        self.setWindowTitle(tr("Approve a procedure"))
        fit(self, 66, 12)
        self.by, self.day = QLineEdit(), DateField(tr("Approved on"), desk.today)
        self.by.setAccessibleName(tr("Approved by"))
        self.day.picked.connect(self._allow)
        self.day.typed.connect(self._allow)
        self.save_button = changer(tr("Approve"), self.save, "primary")
        form = QFormLayout()
        form.addRow(tr("Approved by"), self.by)
        form.addRow(tr("Approved on"), self.day)
        column = QVBoxLayout(self)
        column.addWidget(label(self._what(written)))
        column.addLayout(form, 1)
        column.addLayout(row(None, button(tr("Cancel"), self.reject), self.save_button))
        self.by.textChanged.connect(self._allow)
        self._allow()

    def _what(self, written: Written) -> str:
        """Say which version comes into force, and whether it takes the place of another."""
        words = tr("Version {version} of “{title}” comes into force.")
        number = self.version.version if self.version else ""
        found = [words.format(version=number, title=written.procedure.title)]
        if written.in_force:
            older = tr("It replaces version {version} where that has the same language.")
            found.append(older.format(version=written.in_force.version))
        return " ".join(found)

    def _allow(self) -> None:
        reason = "" if self.by.text().strip() else tr("Name who approves it.")
        if self.day.unread or self.day.day() is None:
            reason = tr("Give the day.")
        allow(self.save_button, reason)

    def save(self) -> None:
        """Approve and close; stays open when it was refused, or the day cannot be read."""
        desk, version, on = self.desk, self.version, self.day.demanded(self.desk.today)
        if version is None or on is None:
            return
        by = self.by.text()
        if desk.attempt(lambda: library.approve(desk.scope, version.id, by, on)):
            self.accept()


def ask_outline(window: QWidget, desk: Desk, _record_id: str) -> None:
    """Let a person choose an outline, and go to what was begun."""
    offers = library.offers(desk.scope)
    if not offers:
        desk.inform(tr("Every outline for your entity type has a procedure already."))
        return
    dialog = OutlineDialog(window, desk, offers)
    if ask(dialog):
        desk.go_to(Place("procedures", table="procedure", record_id=dialog.made))


def ask_approval(window: QWidget, desk: Desk, procedure_id: str) -> None:
    """Ask who approves the newest draft; say why where there is none."""
    written = library.one(desk.scope, procedure_id)
    if written.draft is None:
        desk.warn(tr("No version of this procedure is a draft. Add a version first."))
        return
    left = blanks(written.draft.text)
    if left:
        bare = ntr(
            "{n} blank is left in the draft. Write over it first, under Versions.",
            "{n} blanks are left in the draft. Write over each first, under Versions.",
            len(left),
        )
        desk.warn(bare)
        return
    dialog = ApproveDialog(window, desk, written)
    if ask(dialog):
        after = library.one(desk.scope, procedure_id).procedure.next_review_on
        words = [tr("The procedure is in force.")]
        if after:
            words.append(tr("Its next review is due on {day}.").format(day=day_text(after)))
        desk.inform(" ".join(words))


def ask_file(window: QWidget, desk: Desk, procedure_id: str) -> None:
    """Ask where the procedure goes, as Word or PDF, and write it."""
    title = library.one(desk.scope, procedure_id).procedure.title or tr("Procedure")
    first = f"{plain(title)}.docx"
    words = tr("Save the procedure")
    name, kind = QFileDialog.getSaveFileName(window, words, own_place(first), KINDS)
    if not name:
        return
    place = Path(name)
    if place.suffix.lower() not in printed.ENDINGS:
        place = Path(name + (".pdf" if "pdf" in kind else ".docx"))
        if not may_replace(window, tr("Save the procedure"), place):
            return
    if desk.attempt(lambda: printed.write(desk.scope, procedure_id, place)):
        desk.written.emit(tr("The procedure is in {path}.").format(path=place), place)
