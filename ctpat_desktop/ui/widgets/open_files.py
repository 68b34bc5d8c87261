"""Asks for files to read, beginning in the folder the last one came from."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from ctpat_desktop.support import home
from ctpat_desktop.ui.widgets.dialogs import own_place

READ_FOLDER = "read_folder"
"""The choice of this computer that holds where the last file came from."""


def read_place() -> str:
    """Return where a dialog for something that is read begins.

    Without a folder from before, in the person's documents: where the program was started from
    says nothing.
    """
    before = str(home.preferences().get(READ_FOLDER, "") or "")
    return before if before and Path(before).is_dir() else own_place()


def ask_file(parent: QWidget | None, title: str, kinds: str = "", at: str = "") -> str:
    """Ask for one file; "" when the person does not want to. `at` is where to begin instead."""
    name, _ = QFileDialog.getOpenFileName(parent, title, at or read_place(), kinds)
    _remember(name)
    return name


def ask_files(parent: QWidget | None, title: str, kinds: str = "") -> list[Path]:
    """Ask for any number of files."""
    names, _ = QFileDialog.getOpenFileNames(parent, title, read_place(), kinds)
    _remember(next(iter(names), ""))
    return [Path(name) for name in names]


def _remember(name: str) -> None:
    if name:
        home.prefer(READ_FOLDER, str(Path(name).parent))
