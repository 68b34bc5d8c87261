"""The settings of this computer: the person's name, language, looks, folders and lock."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QWidget

from ctpat_desktop.services.files.workspaces import Workspace
from ctpat_desktop.support import dates, home, own_language, own_name
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import LANGUAGES, tr
from ctpat_desktop.ui.lock.idle_lock import IDLE_MINUTES, idle_minutes
from ctpat_desktop.ui.settings.rows import ChoiceRow, NumberRow, SettingRow, TextRow
from ctpat_desktop.ui.widgets import theme
from ctpat_desktop.ui.widgets.dialogs import EXPORT_FOLDER, ask_folder
from ctpat_desktop.ui.widgets.file_drop import takes_folder
from ctpat_desktop.ui.widgets.parts import button
from ctpat_desktop.ui.widgets.short import ShortLabel

LONGEST_WAIT = 999
"""Minutes until the window locks, at most; 0 is never."""
Wanted = Callable[[str, object], object]


def own_rows(workspace: Workspace, wanted: Wanted) -> Iterator[SettingRow]:
    """Yield the settings of this computer; `wanted` hears what concerns the whole window."""
    yield _name_row(workspace)
    yield from _language_rows(wanted)
    yield from _look_rows(wanted)
    yield FolderRow(tr("Folder for exports and papers"), EXPORT_FOLDER)
    yield FolderRow(tr("Folder for backups"), "backup_folder")
    yield NumberRow(
        tr("Lock after inactivity of (minutes; 0 is never)"),
        (0, LONGEST_WAIT),
        IDLE_MINUTES,
        idle_minutes,
        lambda minutes: _keep("lock_minutes", minutes, wanted),
    )


def _name_row(workspace: Workspace) -> SettingRow:
    def write(text: str) -> str:
        try:
            workspace.who = own_name.choose(text)
        except Problem as problem:
            return problem.line()
        return ""

    about = tr("It stands in the history beside what you change. Empty is your login name.")
    return TextRow(tr("Your name"), own_name.chosen, write, about)


def _language_rows(wanted: Wanted) -> Iterator[SettingRow]:
    yield ChoiceRow(
        tr("Language of the screens"),
        {"": tr("System default"), **LANGUAGES},
        own_language.chosen,
        lambda code: wanted(own_language.LANGUAGE, code),
    )
    yield ChoiceRow(
        tr("Language of papers and reports"),
        {"": tr("As the screens"), **LANGUAGES},
        lambda: own_language.chosen(own_language.PAPERS),
        lambda code: own_language.choose(str(code), own_language.PAPERS),
        tr("What is handed in to CBP is in English in any case."),
    )
    shown = {name: style.hint for name, style in dates.STYLES.items()}
    yield ChoiceRow(
        tr("Dates on the screens"),
        {"": tr("As the language does"), **shown},
        own_language.chosen_dates,
        lambda name: wanted(own_language.DATES, name),
    )


def _look_rows(wanted: Wanted) -> Iterator[SettingRow]:
    yield ChoiceRow(
        tr("Colors"),
        {mode: tr(words) for mode, words in theme.NAMES.items()},
        lambda: home.preferences().get("theme", theme.SYSTEM),
        lambda mode: wanted("theme", mode),
    )
    yield ChoiceRow(
        tr("Size of texts"),
        {size: f"{size} %" for size in theme.SIZES},
        theme.chosen_size,
        lambda size: wanted(theme.SIZE, size),
    )


class FolderRow(SettingRow):
    """A setting that is a folder; the program's own choice at first."""

    def __init__(self, words: str, name: str) -> None:
        """`name` is that of the choice of this computer."""
        self._name, self._shown, control = name, ShortLabel(), QWidget()
        self._shown.setAccessibleName(words)
        pick = button(tr("Choose…"), self.ask, "", f"{words}: {tr('Choose…')}")
        takes_folder(control, self.use, pick)
        control.setFocusProxy(pick)
        line = QHBoxLayout(control)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self._shown, 1)
        line.addWidget(pick)
        super().__init__(words, control)

    def ask(self) -> None:
        """Ask for a folder, and keep it."""
        folder = ask_folder(self, self.words, self._read())
        if folder:
            self.use(Path(folder))

    def use(self, folder: Path) -> None:
        """Keep a folder."""
        home.prefer(self._name, str(folder))
        self.show_stored()

    def is_usual(self) -> bool:
        """Return whether the program chooses."""
        return not self._read()

    def make_usual(self) -> None:
        """Let the program choose."""
        home.prefer(self._name, "")

    def show_stored(self) -> None:
        """Show the folder."""
        self._shown.setText(self._read() or tr("Chosen by the program"))
        super().show_stored()

    def _read(self) -> str:
        return str(home.preferences().get(self._name, "") or "")


def _keep(name: str, value: object, wanted: Wanted) -> None:
    home.prefer(name, value)
    wanted(name, value)
