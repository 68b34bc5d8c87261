"""What Qt says itself, where its own translation is missing, or calls a thing as nobody here does.

Qt 6's French and Spanish lack the newest texts of its boxes, and its Spanish is that of Spain.
"""

import re

from PySide6.QtCore import QLibraryInfo, QObject, QTranslator

from ctpat_desktop.support.language import family, tr


def keys_in_words(keys: str) -> str:
    """Return keys such as "Ctrl+Shift+S" as keyboards of the language spoken now have them."""
    known = _of_keys()
    return re.sub("[A-Za-z]{3,}", lambda match: known.get(match[0], match[0]), keys)


class QtTexts(QTranslator):
    """Translates what Qt says: a few texts by our own words, all others by Qt's."""

    def __init__(self, parent: QObject) -> None:
        """Translate into the language spoken now; a change of language makes another one."""
        super().__init__(parent)
        self.qt = QTranslator(self)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        self.qt.load(f"qtbase_{family()}", folder)
        self.words = {
            "QFileDialog": _of_files(),
            "QAbstractFileIconProvider": _of_kinds(),
            "QPrintSettingsOutput": _of_printing(),
            "QPageSetupWidget": _of_printing(),
            "QPrintWidget": _of_printing(),
            "QShortcut": _of_keys(),
        }

    def isEmpty(self) -> bool:
        """Say that there is something to ask for."""
        return False

    def translate(
        self,
        context: str,
        text: str,
        disambiguation: str | None = None,
        n: int = -1,
    ) -> str:
        """Return a text of Qt; never "", which would be shown as it is."""
        own = self.words.get(context, {}).get(text, "")
        return own or self.qt.translate(context, text, disambiguation, n) or text


def _of_files() -> dict[str, str]:
    return {
        "&Look in:": tr("&Look in:", "Qt"),
        "Files of &type:": tr("Files of &type:", "Qt"),
        "File &name:": tr("File &name:", "Qt"),
        "All Files (*)": tr("All Files (*)", "Qt"),
        "Show &hidden files": tr("Show &hidden files", "Qt"),
        "Go to the parent directory": tr("Go to the parent directory", "Qt"),
        "%1 already exists.\nDo you want to replace it?": tr(
            "%1 already exists.\nDo you want to replace it?", "Qt"
        ),
        "%1\nFile not found.\nPlease verify the correct file name was given.": tr(
            "%1\nFile not found.\nPlease verify the correct file name was given.", "Qt"
        ),
    }


def _of_kinds() -> dict[str, str]:
    return {
        "Drive": tr("Drive", "Qt"),
        "Folder": tr("Folder", "Qt"),
        "File": tr("File", "Qt"),
        "%1 File": tr("%1 File", "Qt"),
        "Unknown": tr("Unknown", "Qt"),
    }


def _of_printing() -> dict[str, str]:
    return {
        "Page &order:": tr("Page &order:", "Qt"),
        "Pages &per sheet:": tr("Pages &per sheet:", "Qt"),
        "Page &Set:": tr("Page &Set:", "Qt"),
        "Pages": tr("Pages", "Qt"),
        "Off": tr("Off", "Qt"),
        "Double Sided Printing": tr("Double Sided Printing", "Qt"),
        "Long side binding": tr("Long side binding", "Qt"),
        "Short side binding": tr("Short side binding", "Qt"),
        "Output &file:": tr("Output &file:", "Qt"),
    }


def _of_keys() -> dict[str, str]:
    """Return the keys as our own texts call them and keyboards have them."""
    return {
        "Ctrl": tr("Ctrl", "Qt"),
        "Shift": tr("Shift", "Qt"),
        "Del": tr("Del", "Qt"),
        "Return": tr("Return", "Qt"),
        "Enter": tr("Enter", "Qt"),
        "Esc": tr("Esc", "Qt"),
        "Left": tr("Left", "Qt"),
        "Right": tr("Right", "Qt"),
        "PgUp": tr("PgUp", "Qt"),
        "PgDown": tr("PgDown", "Qt"),
    }
