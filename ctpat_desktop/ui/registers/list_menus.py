"""The menus above a register's list: saved filters, and which columns are shown."""

from functools import partial
from typing import Protocol

from PySide6.QtWidgets import QInputDialog

from ctpat_desktop.catalogue.forms import Form
from ctpat_desktop.services.registers import saved_views
from ctpat_desktop.services.registers.listing import View
from ctpat_desktop.support.language import tr
from ctpat_desktop.ui.registers.model import RegisterModel
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.widgets.menu import Menu
from ctpat_desktop.ui.widgets.push_button import PushButton


class Filtered(Protocol):
    """A list that is filtered, with columns that are chosen."""

    desk: Desk
    form: Form
    model: RegisterModel

    def filter_by(self, view: View, words: str) -> None:
        """Show the list as a saved or built filter says."""

    def save_filter(self, name: str) -> None:
        """Keep the filter under a name."""

    def drop_filter(self, name: str) -> None:
        """Forget a saved filter."""

    def keep_columns(self, keys: tuple[str, ...]) -> None:
        """Show these columns from now on."""


class SavedButton(PushButton):
    """Offers the saved filters of a list, to open, save and forget."""

    def __init__(self, of: Filtered) -> None:
        """Fill the menu when it is opened."""
        super().__init__(tr("Saved filters"))
        self.of, self.saved_menu = of, Menu(self)
        self.saved_menu.aboutToShow.connect(self._offer)
        self.setMenu(self.saved_menu)

    def _offer(self) -> None:
        menu, of = self.saved_menu, self.of
        menu.clear()
        saved = saved_views.habits(of.desk.workspace, of.form.id).saved
        for entry in saved:
            menu.addAction(entry.name).triggered.connect(partial(self._open, entry))
        if saved:
            menu.addSeparator()
        menu.addAction(tr("Show all")).triggered.connect(lambda: of.filter_by(View(), ""))
        menu.addAction(tr("Save this filter…")).triggered.connect(lambda: self._ask_name())
        if saved:
            forget = menu.below(tr("Forget"))
            for entry in saved:
                forget.addAction(entry.name).triggered.connect(partial(self._drop, entry.name))

    def _open(self, entry: saved_views.Saved, _on: bool = False) -> None:
        self.of.filter_by(entry.view, entry.words)

    def _drop(self, name: str, _on: bool = False) -> None:
        self.of.drop_filter(name)

    def _ask_name(self) -> None:
        name, ok = QInputDialog.getText(self.window(), tr("Save this filter"), tr("Name"))
        if ok and name.strip():
            self.of.save_filter(name.strip())


class ColumnsButton(PushButton):
    """Offers the columns of a list, each to be ticked."""

    def __init__(self, of: Filtered) -> None:
        """Fill the menu when it is opened."""
        super().__init__(tr("Columns"))
        self.of, self.columns_menu = of, Menu(self)
        self.columns_menu.aboutToShow.connect(self._offer)
        self.setMenu(self.columns_menu)

    def _offer(self) -> None:
        self.columns_menu.clear()
        shown = {field.key for field in self.of.model.columns}
        for field in self.of.form.columns:
            action = self.columns_menu.addAction(tr(field.label))
            action.setCheckable(True)
            action.setChecked(field.key in shown)
            action.toggled.connect(partial(self._toggle, field.key))

    def _toggle(self, key: str, on: bool) -> None:
        keys = [field.key for field in self.of.model.columns]
        keys = [*keys, key] if on else [k for k in keys if k != key]
        self.of.keep_columns(tuple(keys))
