"""Says where something was written and opens its folder; it waits for nobody."""

from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton, QWidget

from ctpat_desktop.support.language import tr
from ctpat_desktop.ui.parts import button


def open_folder(path: Path) -> None:
    """Show the folder of a file, or a folder itself, in the system's file manager."""
    folder = path if path.is_dir() else path.parent
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder.absolute())))


def folder_button(path: Path) -> QPushButton:
    """Return the button that opens the folder of something written."""
    return button(tr("Open the folder"), lambda: open_folder(path))


def tell_written(parent: QWidget | None, words: str, path: Path) -> QMessageBox:
    """Say that something was written, beside the work, with the way to its folder."""
    window = parent.window() if parent is not None else QApplication.activeWindow()
    box = QMessageBox(window)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setWindowTitle(tr("Written"))
    box.setIcon(QMessageBox.Icon.Information)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(words)
    opens = box.addButton(tr("Open the folder"), QMessageBox.ButtonRole.ActionRole)
    box.addButton(QMessageBox.StandardButton.Close)
    opens.clicked.connect(lambda: open_folder(path))
    box.setModal(False)
    box.show()
    return box
