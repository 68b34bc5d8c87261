"""The list of who is in a team, and of the invites nobody used yet."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHeaderView, QTableWidget, QTableWidgetItem

from ctpat_desktop.services.team.standing import OpenInvite, Person, Standing
from ctpat_desktop.support.dates import day_text
from ctpat_desktop.support.language import tr
from ctpat_desktop.ui.widgets.columns import Filling
from ctpat_desktop.ui.widgets.head import tell_cut
from ctpat_desktop.ui.widgets.reading_table import reading
from ctpat_desktop.ui.widgets.theme import letters

ID = Qt.ItemDataRole.UserRole
Entry = Person | OpenInvite


class PeopleTable(QTableWidget):
    """One row for each person and each open invite."""

    def __init__(self) -> None:
        """Start empty."""
        super().__init__(0, 4)
        reading(self, tr("People"))
        heads = [tr("Name"), tr("Role"), tr("Change files here"), tr("Note")]
        self.setHorizontalHeaderLabels(heads)
        tell_cut(self)
        head = self.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        head.setMaximumSectionSize(letters(36))
        Filling(self, 3)
        self._entries: list[Entry] = []

    def show_standing(self, standing: Standing) -> None:
        """Show who is in the team; who was chosen stays chosen."""
        before = self.chosen()
        people = sorted(standing.people, key=lambda one: one.is_removed)
        self._entries = [*people, *standing.invites]
        self.setRowCount(len(self._entries))
        for at, entry in enumerate(self._entries):
            for column, words in enumerate(_cells(entry)):
                item = QTableWidgetItem(words)
                item.setToolTip(words)
                self.setItem(at, column, item)
        keys = [_key(entry) for entry in self._entries]
        same = keys.index(_key(before)) if before and _key(before) in keys else 0
        self.setCurrentCell(same, 0)

    def chosen(self) -> Entry | None:
        """Return whom the row that is chosen shows."""
        at = self.currentRow()
        return self._entries[at] if 0 <= at < len(self._entries) else None


def _key(entry: Entry) -> str:
    return entry.device if isinstance(entry, Person) else entry.id


def _cells(entry: Entry) -> Sequence[str]:
    if isinstance(entry, OpenInvite):
        until = day_text(entry.until.astimezone().date())
        return tr("Open invite"), entry.role, "", tr("good until {day}").format(day=until)
    files = str(entry.files) if entry.files else ""
    return entry.name, entry.role, files, tr("this computer") if entry.is_me else ""
