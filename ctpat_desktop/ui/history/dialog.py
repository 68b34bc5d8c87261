"""Earlier versions of a record, compared and put back; and records that were removed."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ctpat_desktop.services.history import versions
from ctpat_desktop.services.history.bringing_back import bring_back
from ctpat_desktop.services.registers import records
from ctpat_desktop.support.dates import moment_text
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import N_, tr
from ctpat_desktop.support.words import natural_key
from ctpat_desktop.ui.history.comparison import Comparison, differences
from ctpat_desktop.ui.history.words import field_name, is_told, value_words
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.widgets.banner import Banner
from ctpat_desktop.ui.widgets.boxes import ChoiceBox
from ctpat_desktop.ui.widgets.list_menu import offer
from ctpat_desktop.ui.widgets.parts import button, label, row
from ctpat_desktop.ui.widgets.reasons import allow
from ctpat_desktop.ui.widgets.theme import fit, letters
from ctpat_desktop.workspace.changes import Changes

BEFORE, NOW = 0, 1
ROOM_FOR_BOLD = 2
"""Letters the chosen half of the switch needs beyond its usual width."""

LEGEND = {
    BEFORE: N_("Struck through: taken out by this change. Underlined: put in by it."),
    NOW: N_("Struck through: said then, not any more. Underlined: new since then."),
}


class RestoringDialog(QDialog):
    """A dialog that puts something back, says so, and shows why where it was refused."""

    article = "undo-history"

    def __init__(self, parent: QWidget | None, desk: Desk, title: str) -> None:
        """Start with nothing told."""
        super().__init__(parent)
        self.desk = desk
        self.setWindowTitle(title)
        fit(self, 140, 33)
        self.banner, self.note = Banner(), label("", muted=True)
        self.note.setWordWrap(False)
        self.close_button = button(tr("Close"), self.close)
        self.close_button.setDefault(True)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(16, 14, 16, 14)
        self.column.setSpacing(10)
        self.column.addWidget(label(title, h1=True))
        self.column.addWidget(self.banner)
        desk.notified.connect(self.banner.hear)
        desk.changed.connect(self._forget)

    def _forget(self, changes: Changes) -> None:
        """Say nothing any more of a step that something came after."""
        if changes:
            self.note.clear()

    def restore(self, action: Callable[[], Changes]) -> None:
        """Do it; the reason is shown where it was refused."""
        done: list[Changes] = []
        self.banner.read()
        if self.desk.attempt(lambda: done.append(action())):
            words = tr("Restored. Edit > Undo takes it back.")
            self.note.setText(words if done[0] else tr("Nothing was different."))


class HistoryDialog(RestoringDialog):
    """The versions of one record at the left, what differs at the right."""

    def __init__(
        self,
        parent: QWidget | None,
        desk: Desk,
        table: str,
        record_id: str,
        title: str,
        field: str = "",
    ) -> None:
        """Show the newest version; `field` names the only field to begin with."""
        super().__init__(parent, desk, tr("History of {title}").format(title=title))
        self.table, self.record_id = table, record_id
        self.versions: tuple[versions.Version, ...] = ()
        self.newest = 0
        self.fields = ChoiceBox()
        self.fields.setAccessibleName(tr("Field"))
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Versions, newest first"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setWordWrap(True)
        self.head, self.about = label("", h2=True), label("", muted=True)
        self.text, self.legend = Comparison(), label("", muted=True)
        body = QHBoxLayout()
        body.setSpacing(14)
        body.addLayout(self._left(), 2)
        body.addLayout(self._right(), 5)
        self.column.addLayout(body, 1)
        self.column.addLayout(self._foot())
        self._offer_fields(field)
        self.show_versions()
        self.fields.currentIndexChanged.connect(self.show_versions)
        self.list.currentRowChanged.connect(self._show_chosen)
        desk.changed.connect(self._changed)
        self.list.setFocus()

    @property
    def chosen(self) -> versions.Version | None:
        """The version at the right, or None where there is none."""
        at = self.list.currentRow()
        return self.versions[at] if 0 <= at < len(self.versions) else None

    def show_versions(self) -> None:
        """Read the versions anew and choose the newest."""
        wanted = str(self.fields.currentData() or "")
        found = self._read()
        self.versions = tuple(version for version in found if wanted in ("", version.field))
        self.list.blockSignals(True)
        self.list.clear()
        for version in self.versions:
            name = field_name(self.table, version.field)
            item = QListWidgetItem(f"{name}\n{moment_text(version.at)} · {version.who}")
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.list.blockSignals(False)
        self._show_chosen()

    def restore_field(self) -> None:
        """Put the chosen field back to the chosen version."""
        version = self.chosen
        if version is not None:
            self.restore(lambda: versions.restore_field(self.desk.workspace, version))

    def restore_record(self) -> None:
        """Put all fields back to how they were just after the chosen version."""
        version = self.chosen
        if version is not None:
            where = (self.desk.workspace, self.table, self.record_id, version.number)
            self.restore(lambda: versions.restore_record(*where))

    def _left(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.addWidget(self.fields)
        column.addWidget(self.list, 1)
        return column

    def _right(self) -> QVBoxLayout:
        self.switch = QButtonGroup(self)
        name = label(tr("Compare with"))
        name.setContentsMargins(0, 0, 10, 0)
        line = row(name, spacing=0)
        for number, words in ((BEFORE, tr("the version before")), (NOW, tr("what stands now"))):
            choice = button(words, lambda: None, "segment", f"{tr('Compare with')} {words}")
            choice.setCheckable(True)
            choice.setMinimumWidth(choice.sizeHint().width() + letters(ROOM_FOR_BOLD))
            self.switch.addButton(choice, number)
            line.addWidget(choice)
        line.addStretch(1)
        self.switch.button(BEFORE).setChecked(True)
        self.switch.idClicked.connect(self._show_chosen)
        column = QVBoxLayout()
        for widget in (self.head, self.about):
            column.addWidget(widget)
        column.addLayout(line)
        column.addWidget(self.text, 1)
        column.addWidget(self.legend)
        return column

    def _foot(self) -> QHBoxLayout:
        self.field_button = button(tr("Restore this field"), self.restore_field, "primary")
        self.record_button = button(tr("Restore the whole record as of then"), self.restore_record)
        offer(self.list, self.field_button, self.record_button)
        return row(self.field_button, self.record_button, self.note, None, self.close_button)

    def _offer_fields(self, field: str) -> None:
        self.fields.addItem(tr("All fields"), "")
        names = {v.field: field_name(self.table, v.field) for v in self._read()}
        for key, name in sorted(names.items(), key=lambda pair: natural_key(pair[1])):
            self.fields.addItem(name, key)
        self.fields.setCurrentIndex(max(self.fields.findData(field), 0))

    def _read(self) -> list[versions.Version]:
        """Return what a person would call a change: no ids, and nothing that stayed empty."""
        found = versions.versions(self.desk.workspace, self.table, self.record_id)
        self.newest = found[0].number if found else 0
        return [
            version
            for version in found
            if is_told(version.field)
            and not version.is_removal
            and (version.before or version.after)
        ]

    def _changed(self, changes: Changes) -> None:
        if changes.touches(self.table):
            self.show_versions()

    def _show_chosen(self) -> None:
        version = self.chosen
        self.note.setText("")
        for part in (self.field_button, self.record_button, *self.switch.buttons()):
            allow(part, "" if version else tr("There is no earlier version."))
        if version is None:
            self.head.setText(tr("No earlier versions yet."))
            return
        now, then = self._now(version.field), self._words(version, version.after)
        self.head.setText(field_name(self.table, version.field))
        self.about.setText(f"{version.what} · {moment_text(version.at)} · {version.who}")
        if self.switch.checkedId() == NOW:
            self._show_difference(version.field, then, now)
        else:
            self._show_difference(version.field, self._words(version, version.before), then)
        allow(self.field_button, "" if then != now else tr("The field is like this now."))
        is_newest = version.number == self.newest
        allow(self.record_button, tr("This is the newest version.") if is_newest else "")

    def _show_difference(self, field: str, before: str, after: str) -> None:
        pieces = differences(self.table, field, before, after)
        self.text.show_pieces(pieces)
        words = (
            LEGEND[self.switch.checkedId()] if before != after else N_("There is no difference.")
        )
        self.legend.setText(tr(words))

    def _words(self, version: versions.Version, value: Any) -> str:
        return value_words(self.table, version.field, value)

    def _now(self, field: str) -> str:
        """Return what stands in the file now, "" where the record is gone."""
        try:
            record = records.stored(self.desk.workspace, self.table, self.record_id)
        except Problem:
            return ""
        return value_words(self.table, field, getattr(record, field, None))


class RemovedDialog(RestoringDialog):
    """The records that are gone, each with a way back."""

    def __init__(self, parent: QWidget | None, desk: Desk) -> None:
        """Show them, newest first."""
        super().__init__(parent, desk, tr("Removed records"))
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Removed records, newest first"))
        self.list.setWordWrap(True)
        self.about = label("", muted=True)
        self.back_button = button(tr("Bring back"), self.bring_back, "primary")
        offer(self.list, self.back_button)
        self.column.addWidget(self.about)
        self.column.addWidget(self.list, 1)
        self.column.addLayout(row(self.back_button, self.note, None, self.close_button))
        self.show_removed()
        desk.changed.connect(self._changed)
        self.list.setFocus()

    def show_removed(self) -> None:
        """Read the removed records anew."""
        self.removed = versions.removed(self.desk.workspace)
        self.list.clear()
        self.list.addItems([_removed_line(found) for found in self.removed])
        self.list.setCurrentRow(0)
        allow(self.back_button, "" if self.removed else tr("Nothing was removed."))
        words = tr("What was removed, newest first. It comes back with everything under it.")
        self.about.setText(words if self.removed else tr("Nothing removed is missing."))

    def bring_back(self) -> None:
        """Bring the chosen record back with what went along with it."""
        at = self.list.currentRow()
        if 0 <= at < len(self.removed):
            gone, workspace = self.removed[at], self.desk.workspace
            self.restore(lambda: bring_back(workspace, gone))

    def _changed(self, _changes: Changes) -> None:
        self.show_removed()


def open_history(
    parent: QWidget | None, desk: Desk, table: str, record_id: str, title: str
) -> None:
    """Open the versions of a record."""
    open_dialog(HistoryDialog(parent, desk, table, record_id, title))


def open_removed(parent: QWidget | None, desk: Desk) -> None:
    """Open the list of removed records."""
    open_dialog(RemovedDialog(parent, desk))


def open_dialog(dialog: QDialog) -> None:
    """Open a dialog over its window and let go of it when it is closed.

    Not `exec`: a restore rebuilds the screen with the very button that opened the dialog.
    """
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()


def _removed_line(removed: versions.Removed) -> str:
    more = tr(" · with {n} more under it").format(n=removed.with_it) if removed.with_it else ""
    when = tr("Removed {at} by {who}").format(at=moment_text(removed.at), who=removed.who)
    return f"{removed.title}\n{when}{more}"
