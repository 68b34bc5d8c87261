"""The page of settings: looked through by words, each with the way back to what it was at first."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ctpat_desktop.catalogue.figures import Figure, load_figures
from ctpat_desktop.services.accounts import settings
from ctpat_desktop.services.importing.dates import Unfit
from ctpat_desktop.services.trade import holds
from ctpat_desktop.support.dates import day_text
from ctpat_desktop.support.language import ntr, tr
from ctpat_desktop.ui.page import Page
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.settings.own_rows import own_rows
from ctpat_desktop.ui.settings.rows import Group, NumberRow, SettingRow, TextRow
from ctpat_desktop.ui.settings.spelling_rows import spelling_rows
from ctpat_desktop.ui.widgets.date_field import typed_date
from ctpat_desktop.ui.widgets.heard import announce_result
from ctpat_desktop.ui.widgets.lines import Line
from ctpat_desktop.ui.widgets.parts import label, looks, page_column, scrolled
from ctpat_desktop.workspace.changes import Changes


class SettingsPage(Page):
    """Everything that can be set, for this computer and in this file."""

    look_wanted = Signal(str, object)
    """A choice that concerns the whole window, by its name, with its new value."""
    tables = ("setting",)

    def __init__(self, desk: Desk) -> None:
        """Show the settings of this computer and of the open file."""
        super().__init__()
        self.desk = desk
        inner = QWidget()
        self.column = page_column(inner)
        self.column.addWidget(label(tr("Settings"), h1=True))
        self.search = looks(Line())
        self.search.setPlaceholderText(tr("Find a setting"))
        self.search.setAccessibleName(tr("Find a setting"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self.narrow)
        self.nothing = label(tr("No setting is called so."), muted=True)
        self.nothing.hide()
        self.column.addWidget(self.search)
        self.column.addWidget(self.nothing)
        figures = (figure for group in load_figures() for figure in group.figures)
        self._names = tuple(figure.name for figure in figures)
        self._stored = settings.several(desk.workspace, self._names)
        self.groups = tuple(self._groups())
        for group in self.groups:
            self.column.addWidget(group)
        self.column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(inner))

    def narrow(self, words: str) -> None:
        """Show the settings that hold all of the words."""
        shown = sum([group.narrow(words) for group in self.groups])
        self.nothing.setVisible(not shown)
        found = ntr("{n} setting", "{n} settings", shown)
        announce_result(found if shown else self.nothing.text(), self)

    def refresh(self, changes: Changes) -> None:
        """Show what was set elsewhere, such as by an undo."""
        del changes
        self.show_all()

    def show_all(self) -> None:
        """Show the stored values; what is being typed stays."""
        self._stored = settings.several(self.desk.workspace, self._names)
        for group in self.groups:
            for one in group.rows:
                one.show_stored()

    def showEvent(self, event: QShowEvent) -> None:
        """Show what was set for this computer on another page or in a menu meanwhile."""
        super().showEvent(event)
        for one in self.groups[0].rows:
            one.show_stored()

    def flush(self) -> bool:
        """Keep what was typed and not entered yet; the keyboard stays where it is."""
        for group in self.groups:
            for one in group.rows:
                one.take()
        return True

    def _groups(self) -> Iterator[Group]:
        own = tuple(own_rows(self.desk.workspace, self.look_wanted.emit))
        for one in own:
            looks(one.control)
        yield Group(tr("This computer"), own)
        rows = spelling_rows(self.desk)
        rows[0].control.setProperty("changes", True)
        yield Group(in_file(tr("Spelling")), rows)
        for group in load_figures():
            figures = tuple(map(self._figure, group.figures))
            more = (self._closed_days(),) if group.id == "trade" else ()
            yield Group(in_file(tr(group.title)), (*figures, *more))

    def _figure(self, figure: Figure) -> SettingRow:
        made = NumberRow(
            tr(figure.label),
            (figure.least, figure.most),
            settings.DEFAULTS[figure.name],
            lambda: int(self._stored[figure.name]),
            partial(self._put, figure.name),
        )
        made.control.setProperty("changes", True)
        return made

    def _put(self, name: str, value: object) -> None:
        if self.desk.attempt(lambda: settings.put(self.desk.workspace, name, value)):
            self._stored[name] = value

    def _closed_days(self) -> SettingRow:
        """Return the days the government is closed beside its holidays, one after the other."""
        about = tr("Such as {day}; several with commas. Weekends and holidays count by themselves.")
        example = day_text(self.desk.today)
        made = TextRow(
            tr("More days on which the government is closed"),
            lambda: ", ".join(map(day_text, sorted(holds.closed_days(self.desk.workspace)))),
            self._take_days,
            about.format(day=example),
        )
        made.control.setProperty("changes", True)
        return made

    def _take_days(self, text: str) -> str:
        days = set()
        for part in filter(None, map(str.strip, text.split(","))):
            try:
                days.add(typed_date(part))
            except Unfit:
                return tr("“{text}” is not a date. Nothing was changed.").format(text=part)
        self.desk.attempt(lambda: holds.close_days(self.desk.workspace, days))
        return ""


def in_file(title: str) -> str:
    """Return the heading of settings that are kept in the file."""
    return tr("In this file: {group}").format(group=title)
