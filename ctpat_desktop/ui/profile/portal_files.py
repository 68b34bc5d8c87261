"""The documents that go with one text of the portal: looked at, dragged out, or by their path.

What leaves is a copy as the portal package would hold it, private and taken back with the lock.
"""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QDrag
from PySide6.QtWidgets import QListWidget, QVBoxLayout, QWidget

from ctpat_desktop.services.profile import portal_entries
from ctpat_desktop.services.profile.portal_entries import File
from ctpat_desktop.support.language import ntr, tr
from ctpat_desktop.ui.session import lent
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.widgets import clipboard
from ctpat_desktop.ui.widgets.list_menu import offer
from ctpat_desktop.ui.widgets.parts import button, flow, label
from ctpat_desktop.ui.widgets.theme import lines

SHOWN, LINE = 3, 1.7
"""Files that are seen without scrolling, and the lines of text one takes."""


class PortalFiles(QWidget):
    """The files of one item under the names the portal package gives them."""

    def __init__(self, desk: Desk, say: Callable[[str], object]) -> None:
        """Start without files; `say` shows what was done or why it was not."""
        super().__init__()
        self.desk, self.say = desk, say
        self.files: tuple[File, ...] = ()
        self.about = label("", muted=True)
        self.list = _Files(self)
        self.list.setAccessibleName(tr("Evidence files"))
        self.open_button = button(tr("&Open"), self.open, "link", tr("Open the file"))
        self.path_button = button(
            tr("Copy &path"), self.copy_path, "link", tr("Copy the file's path")
        )
        self.path_button.setToolTip(tr("To paste it into the browser's file dialog"))
        offer(self.list, self.open_button, self.path_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(flow(self.about, None, self.open_button, self.path_button))
        column.addWidget(self.list)
        self.show_files(())

    def show_files(self, files: Sequence[File]) -> None:
        """Show the files of an item; nothing where it has none."""
        self.files = tuple(files)
        self.list.clear()
        self.list.addItems([file.name for file in files])
        self.list.setFixedHeight(lines(LINE * min(max(len(files), 1), SHOWN) + 0.5))
        words = ntr(
            "{n} file to drag out:",
            "{n} files to drag out:",
            len(files),
        )
        self.about.setText(words if files else "")
        self.setVisible(bool(files))
        if files:
            self.list.setCurrentRow(0)

    def open(self) -> None:
        """Show the document in the program the system has for it."""
        for file in self.chosen():
            lent.open_document(self, self.desk, file.document)

    def copy_path(self) -> None:
        """Put the path of a copy on the clipboard, for a while."""
        for path in self.lent():
            clipboard.copy_text(str(path))
            self.say(tr("The path of a copy is on the clipboard."))

    def chosen(self) -> tuple[File, ...]:
        """Return the file selected, if there is one."""
        at = self.list.currentRow()
        return self.files[at : at + 1] if at >= 0 else ()

    def lent(self) -> list[Path]:
        """Return the path of a fresh copy of the file selected; none where it is refused."""
        made: list[Path] = []
        for file in self.chosen():
            self.desk.attempt(lambda file=file: made.append(self._lend(file)))  # type: ignore[misc]
        return made

    def _lend(self, file: File) -> Path:
        content = portal_entries.content(self.desk.scope, file)
        return lent.lend(file.document.title, file.name, content)


class _Files(QListWidget):
    """A list out of which a file is dragged."""

    def __init__(self, files: PortalFiles) -> None:
        super().__init__()
        self._files = files
        self.setDragEnabled(True)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)

    def startDrag(self, actions: Qt.DropAction) -> None:
        """Hand over a copy."""
        del actions
        data = dragged(self._files.lent())
        if data.urls():
            drag = QDrag(self)
            drag.setMimeData(data)
            drag.exec(Qt.DropAction.CopyAction)


def dragged(paths: Sequence[Path]) -> QMimeData:
    """Return files as a browser takes them."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data
