"""The walk of a site as a form: the button with its ways out and back, and what each asks."""

from datetime import date
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from ctpat_desktop.services.walk_forms import receiving, sending
from ctpat_desktop.services.walk_forms.comparing import Row
from ctpat_desktop.services.walk_forms.receiving import WalkReturn
from ctpat_desktop.services.walk_forms.sending import SentWalk
from ctpat_desktop.services.walk_forms.wording import entry_words, note
from ctpat_desktop.support.language import N_, ntr, tr
from ctpat_desktop.ui.session import tasks
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.session.steps import inform_of_step
from ctpat_desktop.ui.widgets.boxes import ChoiceBox
from ctpat_desktop.ui.widgets.date_field import DateField
from ctpat_desktop.ui.widgets.dialogs import ask, ask_folder
from ctpat_desktop.ui.widgets.file_drop import takes_file, takes_folder
from ctpat_desktop.ui.widgets.list_menu import offer
from ctpat_desktop.ui.widgets.menu import Menu
from ctpat_desktop.ui.widgets.open_files import ask_file
from ctpat_desktop.ui.widgets.parts import button, changer, changing, label, row
from ctpat_desktop.ui.widgets.push_button import PushButton
from ctpat_desktop.ui.widgets.read_box import ReadBox
from ctpat_desktop.ui.widgets.reasons import allow
from ctpat_desktop.ui.widgets.rows import Line, RowsTable
from ctpat_desktop.ui.widgets.theme import fit, lines

HEADERS = (N_("No."), N_("Question"), N_("Stands here"), N_("Taking over makes it"), N_("Note"))
WIDTHS = (78, 0, 0, 0, 118)


class FormButton(PushButton):
    """Sends the walk of a site as a form, and takes a filled-in one back."""

    walked = Signal(str, str)
    """A form was sent or taken over: the site and the walk."""

    def __init__(self, desk: Desk) -> None:
        """Start without a site."""
        super().__init__(tr("Form"))
        self.desk, self.site_id, self.site, self.is_on = desk, "", "", False
        self.setAccessibleName(tr("This walk as a form, without this program"))
        changing(self)
        menu = Menu(self)
        menu.addAction(tr("Send as a form…"), self.ask_send)
        menu.addAction(tr("Receive a filled-in form…"), self.ask_file)
        self.setMenu(menu)
        self.setToolTip(tr("A filled-in form can be dropped here"))
        takes_file(self, self.receive, "(*.pdf *.xlsx)", self)

    def show_site(self, site_id: str, site: str, *, is_on: bool) -> None:
        """Work on the walks of one site; `is_on` where one of them is not finished."""
        self.site_id, self.site, self.is_on = site_id, site, is_on

    def ask_send(self) -> None:
        """Ask in which format, until when, and into which folder."""
        dialog = SendWalkDialog(self.window(), self.desk, self.site, is_on=self.is_on)
        if ask(dialog):
            self.send(*dialog.chosen())

    def send(self, folder: Path, kind: str, due: date | None = None) -> None:
        """Write the form and say where it is."""
        desk, site_id, sent = self.desk, self.site_id, list[SentWalk]()

        def work(_progress: object) -> None:
            sent.append(sending.send(desk.scope, site_id, folder, kind, due))

        words = tr("Writing the form")
        if desk.attempt(lambda: tasks.wait_or_cancel(self.window(), words, work)):
            one = sent[0]
            told = tr("The walk of {site} is in {name}. Send the file by e-mail.")
            desk.written.emit(told.format(site=one.site, name=one.path.name), one.path)
            self.walked.emit(site_id, one.walk_id)

    def ask_file(self) -> None:
        """Ask which file came back."""
        words = tr("Filled-in form of {site}").format(site=self.site)
        name = ask_file(self.window(), words, tr("Forms (*.pdf *.xlsx);;All (*)"))
        if name:
            self.receive(Path(name))

    def receive(self, path: Path) -> None:
        """Compare a file with its walk, and take over what the person ticks."""
        desk, site_id, filled = self.desk, self.site_id, list[WalkReturn]()

        def work(_progress: object) -> None:
            filled.append(receiving.look(desk.scope, path, site_id))

        words = tr("Reading {name}").format(name=path.name)
        if not desk.attempt(lambda: tasks.wait_or_cancel(self.window(), words, work)):
            return
        dialog = WalkReturnDialog(self.window(), desk, filled[0])
        if ask(dialog):
            self.walked.emit(filled[0].site_id, filled[0].walk_id)


class SendWalkDialog(QDialog):
    """Chooses format, day and folder for the form of a walk."""

    article = "site-walk"

    def __init__(self, parent: QWidget, desk: Desk, site: str, *, is_on: bool) -> None:
        """Offer the PDF first; say that a walk is begun where none is on."""
        super().__init__(parent)
        self.desk = desk
        self.setWindowTitle(tr("Send as a form"))
        fit(self, 84, 14)
        self.format = ChoiceBox()
        self.format.addItem(tr("PDF form"), "pdf")
        self.format.addItem(tr("Excel workbook"), "xlsx")
        self.due = DateField(tr("Return by"))
        self.folder = QLineEdit()
        self.folder.textChanged.connect(self._count)
        pick = button(tr("Choose…"), self._choose_folder, name=tr("Choose folder"))
        self.folder.setAcceptDrops(False)  # a folder that falls there is taken by the dialog
        takes_folder(self, lambda folder: self.folder.setText(str(folder)), pick)
        place = row(self.folder, pick)
        place.setStretch(0, 1)
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        for name, widget in (
            (tr("Format"), self.format),
            (tr("Return by"), self.due),
            (tr("Folder"), self.folder),
        ):
            widget.setAccessibleName(name)
            form.addRow(name, place if widget is self.folder else widget)
        self.ok = button(tr("Write the form"), self._write, "primary")
        told = tr(
            "The form holds the questions of this walk with what was found so far. Any PDF reader "
            "or spreadsheet program fills it in, without network. Nothing is sent from here."
        )
        column = QVBoxLayout(self)
        column.addWidget(label(tr("The walk of {site}").format(site=site), h2=True))
        column.addLayout(form)
        column.addWidget(label(told, muted=True))
        begins = tr("No walk of this site is on: a new one is begun.")
        column.addWidget(label("" if is_on else begins))
        column.addStretch(1)
        column.addLayout(row(None, button(tr("Cancel"), self.reject), self.ok))
        self._count()

    def chosen(self) -> tuple[Path, str, date | None]:
        """Return the folder, the format, and until when the form is wanted back."""
        folder = Path(self.folder.text().strip())
        return folder, str(self.format.currentData()), self.due.day()

    def _write(self) -> None:
        """Close to write, once the day that is typed can be read."""
        self.due.settle()
        if not self.due.unread:
            self.accept()

    def _count(self) -> None:
        is_named = self.folder.text().strip()
        allow(self.ok, "" if is_named else tr("Choose the folder for the form."))

    def _choose_folder(self) -> None:
        name = ask_folder(self, tr("Where should the form go?"))
        if name:
            self.folder.setText(name)


class WalkReturnDialog(QDialog):
    """What a filled-in form says beside what stands here; each ticked row is taken over."""

    article = "site-walk"

    def __init__(self, parent: QWidget, desk: Desk, filled: WalkReturn) -> None:
        """Tick what nobody changed here meanwhile."""
        super().__init__(parent)
        self.desk, self.filled = desk, filled
        self.rows = {one.key: one for one in filled.rows}
        self.setWindowTitle(tr("Filled-in form of {site}").format(site=filled.site))
        fit(self, 130, 34)
        self.table = RowsTable(tr("What the form says"), HEADERS, WIDTHS)
        self.detail = ReadBox(tr("The row in full"))
        self.detail.setMaximumHeight(lines(7))
        self.take = changer(tr("Take over"), self.take_over, "primary")
        self.all = button(tr("Tick all"), lambda: self.table.lines.tick_all(True))
        self.none = button(tr("Tick none"), lambda: self.table.lines.tick_all(False))
        offer(self.table, self.take, self.all, self.none)
        self.table.chosen.connect(self._explain)
        self.table.lines.ticked.connect(self._count)
        self._lay()
        self.table.show_lines(map(self._line, filled.rows))
        self._count()

    def take_over(self) -> None:
        """Take over the ticked rows in one step, and close where that was done."""
        desk, filled, keys = self.desk, self.filled, set(self.table.lines.on)
        if desk.attempt(lambda: receiving.take(desk.scope, filled, keys)):
            words = ntr(
                "{n} row of the form was taken over.",
                "{n} rows of the form were taken over.",
                len(keys),
            )
            left = len(self.rows) - len(keys)
            more = ntr("{n} row was left as it is.", "{n} rows were left as they are.", left)
            inform_of_step(desk, f"{words} {more}" if left else words)
            self.accept()

    def _line(self, one: Row) -> Line:
        number, question = self.filled.question(one.key)
        cells = (
            number,
            question,
            entry_words(one.key, one.here),
            entry_words(one.key, one.new),
            tr("Changed here") if one.is_asked else "",
        )
        return Line(one.key, cells, one.key in self.filled.unasked)

    def _explain(self, key: str) -> None:
        one = self.rows.get(key)
        if one is None:
            self.detail.setPlainText("")
            return
        told = [
            tr("Went out: {words}").format(words=entry_words(key, one.sent)),
            tr("Stands here: {words}").format(words=entry_words(key, one.here)),
            tr("Taking over makes it: {words}").format(words=entry_words(key, one.new)),
        ]
        title = "  ".join(filter(None, self.filled.question(key)))
        self.detail.setPlainText("\n".join([title, *told]))

    def _count(self) -> None:
        ticked = len(self.table.lines.on)
        self.take.setText(tr("Take over ({n})").format(n=ticked) if ticked else tr("Take over"))
        if not self.rows:
            self.take.setText(tr("Keep the file"))
        allow(self.take, tr("Tick at least one row.") if self.rows and not ticked else "")

    def _lay(self) -> None:
        filled = self.filled
        column = QVBoxLayout(self)
        head = ntr(
            "{name} says something new at {n} row.",
            "{name} says something new at {n} rows.",
            len(self.rows),
            name=filled.path.name,
        )
        nothing = tr("{name} changes nothing here.").format(name=filled.path.name)
        column.addWidget(label(head if self.rows else nothing, h2=True))
        for words in note(filled):
            column.addWidget(label(words))
        column.addWidget(self.table, 1)
        column.addWidget(self.detail)
        close = button(tr("Cancel"), self.reject)
        column.addLayout(row(self.all, self.none, None, close, self.take))
        for widget in (self.all, self.none, self.detail, self.table):
            widget.setVisible(bool(self.rows))
