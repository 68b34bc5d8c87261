"""Opens the folder of something that was written."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QPushButton

from ctpat_desktop.support.language import tr
from ctpat_desktop.ui.widgets.banner import Banner
from ctpat_desktop.ui.widgets.parts import button


def open_folder(path: Path) -> None:
    """Show the folder of a file, or a folder itself, in the system's file manager."""
    folder = path if path.is_dir() else path.parent
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder.absolute())))


def folder_button(path: Path) -> QPushButton:
    """Return the button that opens the folder of something written."""
    return button(tr("Open the folder"), lambda: open_folder(path))


def say_written(banner: Banner, words: str, path: Path) -> None:
    """Say where something was written, with the way to its folder."""
    banner.say(words, (tr("Open the folder"), partial(open_folder, path)))
