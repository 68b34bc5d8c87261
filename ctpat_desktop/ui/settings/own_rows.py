"""The settings of this computer: the person's name, language, looks, folders and lock."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from ctpat_desktop.services.files.workspaces import Workspace
from ctpat_desktop.support import dates, home, own_language, own_name
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import LANGUAGES, N_, tr
from ctpat_desktop.ui.lock.idle_lock import IDLE_MINUTES, idle_minutes
from ctpat_desktop.ui.settings.rows import SettingRow, choice_row, number_row, text_row
from ctpat_desktop.ui.widgets import theme
from ctpat_desktop.ui.widgets.dialogs import EXPORT_FOLDER
from ctpat_desktop.ui.widgets.parts import button
from ctpat_desktop.ui.widgets.short import ShortLabel

LOOKS = {
    theme.SYSTEM: N_("System default"),
    "light": N_("Light colors"),
    "dark": N_("Dark colors"),
    "contrast-light": N_("High contrast, light"),
    "contrast-dark": N_("High contrast, dark"),
}
LONGEST_WAIT = 999
"""Minutes until the window locks, at most; 0 is never."""
Wanted = Callable[[str, object], object]


def own_rows(workspace: Workspace, wanted: Wanted) -> Iterator[SettingRow]:
    """Yield the settings of this computer; `wanted` hears what concerns the whole window."""
    yield _name_row(workspace)
    yield from _language_rows(wanted)
    yield from _look_rows(wanted)
    yield _folder_row(tr("Folder for exports and papers"), EXPORT_FOLDER)
    yield _folder_row(tr("Folder for backups"), "backup_folder")
    yield number_row(
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
    return text_row(tr("Your name"), own_name.chosen, write, about)


def _language_rows(wanted: Wanted) -> Iterator[SettingRow]:
    yield choice_row(
        tr("Language of the screens"),
        {"": tr("System default"), **LANGUAGES},
        own_language.chosen,
        lambda code: wanted(own_language.LANGUAGE, code),
    )
    yield choice_row(
        tr("Language of papers and reports"),
        {"": tr("As the screens"), **LANGUAGES},
        lambda: own_language.chosen(own_language.PAPERS),
        lambda code: own_language.choose(str(code), own_language.PAPERS),
        tr("What is handed in to CBP is in English in any case."),
    )
    shown = {name: style.hint for name, style in dates.STYLES.items()}
    yield choice_row(
        tr("Dates on the screens"),
        {"": tr("As the language does"), **shown},
        own_language.chosen_dates,
        lambda name: wanted(own_language.DATES, name),
    )


def _look_rows(wanted: Wanted) -> Iterator[SettingRow]:
    yield choice_row(
        tr("Colors"),
        {mode: tr(words) for mode, words in LOOKS.items()},
        lambda: home.preferences().get("theme", theme.SYSTEM),
        lambda mode: wanted("theme", mode),
    )
    yield choice_row(
        tr("Size of texts"),
        {size: f"{size} %" for size in theme.SIZES},
        theme.chosen_size,
        lambda size: wanted(theme.SIZE, size),
    )


def _folder_row(words: str, name: str) -> SettingRow:
    """Return a setting that is a folder; the program's own choice at first."""
    control, shown = QWidget(), ShortLabel()
    shown.setAccessibleName(words)
    line = QHBoxLayout(control)
    line.setContentsMargins(0, 0, 0, 0)

    def read() -> str:
        return str(home.preferences().get(name, "") or "")

    def take(folder: str) -> None:
        home.prefer(name, folder)
        shown.setText(read() or tr("Chosen by the program"))

    def ask() -> None:
        folder = QFileDialog.getExistingDirectory(control, words, read())
        if folder:
            take(str(Path(folder)))
            made.show_state()

    shown.setText(read() or tr("Chosen by the program"))
    pick = button(tr("Choose…"), ask, "", f"{words}: {tr('Choose…')}")
    control.setFocusProxy(pick)
    line.addWidget(shown, 1)
    line.addWidget(pick)
    made = SettingRow(words, control, lambda: not read(), lambda: take(""))
    return made


def _keep(name: str, value: object, wanted: Wanted) -> None:
    home.prefer(name, value)
    wanted(name, value)
