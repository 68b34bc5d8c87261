"""Says in the window what the exchanges with the team did, each thing once."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from ctpat_desktop.support.language import tr
from ctpat_desktop.support.later import later

if TYPE_CHECKING:
    from ctpat_desktop.services.team.exchanging import Exchange
    from ctpat_desktop.ui.team.exchanger import Exchanger
    from ctpat_desktop.ui.widgets.banner import Banner

UNREACHED = "team place"
"""The state of affairs that the team cannot be asked."""
TOOK_IN = "team news"

_took_in = later("ctpat_desktop.ui.team.words:took_in")
_ask_password = later("ctpat_desktop.ui.team.asking:ask_password")
_ask_computer = later("ctpat_desktop.ui.team.computer:ask_computer")


class Announcer(QObject):
    """Listens to the exchanges of one window."""

    def __init__(self, exchanger: Exchanger, banner: Banner, notices: Banner) -> None:
        """`banner` says what somebody should know, `notices` what was done."""
        super().__init__(exchanger)
        self._exchanger, self._banner, self._notices = exchanger, banner, notices
        self._lines: set[str] = set()
        """What was said; it is not said again after somebody has closed it."""
        self._names: list[str] = []
        """Whose changes came since that was last read."""
        self._has_asked = False
        exchanger.ended.connect(self._hear)
        exchanger.failed.connect(self._say)
        exchanger.left.connect(partial(banner.drop, UNREACHED))

    def _hear(self, exchange: Exchange) -> None:
        if exchange.is_done:
            self._lines.discard(UNREACHED)
            self._banner.drop(UNREACHED)
            self._tell_news(exchange)
        elif exchange.is_elsewhere:
            self._tell_computer()
        elif exchange.wants_password:
            act = partial(_ask_password, self._banner.window(), self._exchanger)
            self._say_once(exchange.wants_password, (tr("Enter the password…"), act))
        else:
            self._say_once(exchange.unreached)

    def _tell_news(self, exchange: Exchange) -> None:
        report = exchange.report
        if report.taken and report.names:
            before = self._names if self._notices.holds(TOOK_IN) else []
            self._names = list(dict.fromkeys([*before, *report.names]))
            self._notices.say(_took_in(self._names), key=TOOK_IN)
        for line in report.notes:
            if line not in report.harmless:
                self._say(line)

    def _tell_computer(self) -> None:
        act = partial(_ask_computer, self._banner.window(), self._exchanger)
        words = tr("This file was used on another computer of the team before.")
        self._say_once(words, (tr("Say where it is used…"), act))
        if not self._has_asked and QApplication.activeModalWidget() is None:
            self._has_asked = True
            act()

    def _say_once(self, words: str, *actions: tuple[str, object]) -> None:
        if UNREACHED not in self._lines:
            self._lines.add(UNREACHED)
            self._banner.say(words, *actions, key=UNREACHED)  # type: ignore[arg-type]

    def _say(self, words: str) -> None:
        if words and words not in self._lines:
            self._lines.add(words)
            self._banner.say(words)
