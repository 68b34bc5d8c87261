"""In which language the file's texts are checked, and the words it has beside the dictionary."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QWidget

from ctpat_desktop.services.accounts import settings
from ctpat_desktop.services.spelling import own_words
from ctpat_desktop.services.spelling.dictionary import OFF
from ctpat_desktop.support.language import ntr, tr
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.settings.own_words_dialog import OwnWordsDialog
from ctpat_desktop.ui.settings.rows import ChoiceRow, SettingRow
from ctpat_desktop.ui.widgets.parts import button, label


def spelling_rows(desk: Desk) -> tuple[SettingRow, ...]:
    """Return the settings of spelling of the open file."""
    choices = {
        "en": tr("English"),
        "fr": tr("Canadian French"),
        "es": tr("Mexican Spanish"),
        OFF: tr("Off"),
    }
    language = ChoiceRow(
        tr("Check the spelling of texts in"),
        choices,
        lambda: settings.get(desk.workspace, own_words.LANGUAGE),
        lambda code: desk.attempt(partial(own_words.choose, desk.workspace, str(code))),
        tr("What goes to CBP is written in English."),
    )
    return language, OwnWordsRow(desk)


class OwnWordsRow(SettingRow):
    """How many own words the file has, and the way to them; none at first."""

    def __init__(self, desk: Desk) -> None:
        """Show how many there are."""
        self._desk, self._shown, control = desk, label("", muted=True), QWidget()
        self._shown.setWordWrap(False)
        words = tr("Own words")
        open_button = button(tr("Own words…"), self.ask)
        control.setFocusProxy(open_button)
        line = QHBoxLayout(control)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self._shown)
        line.addWidget(open_button)
        super().__init__(words, control, tr("They are right in this file, in any language."))

    def ask(self) -> None:
        """Show the own words; they are added and removed there."""
        OwnWordsDialog(self.window(), self._desk).exec()
        self.show_stored()

    def is_usual(self) -> bool:
        """Return whether there is none."""
        return not self._words()

    def make_usual(self) -> None:
        """Remove all of them, in one step."""
        self._desk.attempt(partial(own_words.remove, self._desk.workspace, self._words()))

    def show_stored(self) -> None:
        """Show how many there are."""
        self._shown.setText(ntr("{n} word", "{n} words", len(self._words())))
        super().show_stored()

    def _words(self) -> list[str]:
        return own_words.listed(self._desk.workspace)
