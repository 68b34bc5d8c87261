"""What goes in and out of a register: sheets, lists and printed pages."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPushButton

from ctpat_desktop.catalogue.forms import Form
from ctpat_desktop.support.language import ntr, tr
from ctpat_desktop.support.progress import Progress
from ctpat_desktop.ui.registers.list import RegisterList
from ctpat_desktop.ui.session import tasks
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.session.printing import Printed, show_pages
from ctpat_desktop.ui.widgets.dialogs import ask, ask_place
from ctpat_desktop.ui.widgets.menu import Menu
from ctpat_desktop.ui.widgets.parts import changing
from ctpat_desktop.ui.widgets.push_button import PushButton

if TYPE_CHECKING:
    from ctpat_desktop.services.registers.list_export import Selection


class Output:
    """Imports into one register, and exports and prints its list or one record."""

    def __init__(self, desk: Desk, form: Form, shown: RegisterList) -> None:
        """Work on what the list shows."""
        self.desk, self.form, self.list = desk, form, shown

    def import_button(self) -> QPushButton:
        """Return the button that takes a sheet in."""
        made = changing(PushButton(tr("Import…")))
        made.setAccessibleName(tr("Import {what}").format(what=tr(self.form.plural)))
        made.clicked.connect(lambda: self.ask_import())
        return made

    def menu_button(self, more: list[tuple[str, Callable[[], object]]]) -> QPushButton:
        """Return the button with everything that leaves the register; `more` are its own forms."""
        made = PushButton(tr("Export and print"))
        menu = Menu(made)
        menu.addAction(tr("Save the list as XLSX…")).triggered.connect(
            lambda: self.ask_export(".xlsx")
        )
        menu.addAction(tr("Save the list as CSV…")).triggered.connect(
            lambda: self.ask_export(".csv")
        )
        menu.addAction(tr("Print the list…")).triggered.connect(lambda: self.print_list())
        menu.addAction(tr("Print this record…")).triggered.connect(lambda: self.print_record())
        if more:
            menu.addSeparator()
        for words, do in more:
            menu.addAction(words).triggered.connect(partial(_do, do))
        made.setMenu(menu)
        return made

    def ask_import(self, sheet: Path | None = None) -> None:
        """Take a sheet in, step by step; one that was dropped is read at once."""
        from ctpat_desktop.ui.importing.dialog import ImportDialog

        dialog = ImportDialog(self.list.window(), self.desk, self.form.id)
        if sheet is not None:
            dialog.read(sheet)
        ask(dialog)

    def selection(self) -> "Selection":
        """Return the records and columns the list shows."""
        from ctpat_desktop.services.registers.list_export import Selection

        return Selection(self.form.id, list(self.list.model.ids), self.columns())

    def ask_export(self, ending: str) -> None:
        """Ask where the list goes and write what it shows."""
        kind = f"{ending[1:].upper()} (*{ending})"
        name = f"{tr(self.form.plural)}{ending}"
        place = ask_place(self.list.window(), tr("Save the list"), name, kind, ending)
        if place is not None:
            self.export(place)

    def export(self, place: Path) -> None:
        """Write the records and columns the list shows; the file is read again."""
        from ctpat_desktop.services.registers import list_export

        desk, selection = self.desk, self.selection()

        def work(progress: Progress) -> None:
            list_export.export(desk.scope, selection, place, progress)

        words = tr("Writing {name}").format(name=place.name)
        if desk.attempt(lambda: tasks.wait_or_cancel(self.list.window(), words, work)):
            told = ntr(
                "{n} record is in {path}.",
                "{n} records are in {path}.",
                len(self.list.model.ids),
                path=place,
            )
            desk.written.emit(told, place)

    def print_list(self) -> None:
        """Show the list as pages, ready to print."""
        from ctpat_desktop.services.registers import list_export

        desk, selection = self.desk, self.selection()
        self.show_pages(lambda _: list_export.list_pdf(desk.scope, selection))

    def print_record(self) -> None:
        """Show the current record as pages, ready to print."""
        from ctpat_desktop.services.registers import list_export

        desk, table, record_id = self.desk, self.form.id, self.list.current()
        if record_id:
            self.show_pages(lambda _: list_export.record_pdf(desk.scope, table, record_id))

    def columns(self) -> list[str]:
        """Return the keys of the columns shown."""
        return [field.key for field in self.list.model.columns]

    def show_pages(self, make: Printed) -> None:
        """Make pages beside the window and show them."""
        show_pages(self.list.window(), self.desk, make)


def _do(do: Callable[[], object], _on: bool = False) -> None:
    do()
