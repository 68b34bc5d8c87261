"""The lines at the top of a window that say what went wrong, or what was done."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ctpat_desktop.support.language import tr
from ctpat_desktop.ui.widgets.heard import announce
from ctpat_desktop.ui.widgets.parts import button, clear, label, row, scrolled

HELD = "held"
"""The state of affairs that something typed cannot be saved; said until it is."""
STEP = "step."
"""What the key of a message begins with that tells of one step, before the id of the step."""
MOST_HIGH = 132
"""Pixels the list of messages takes at the most; more of them scroll."""


class Level(StrEnum):
    """What kind of message it is; the theme has a color for each."""

    WARNING = "warning"
    DONE = "done"


Action = tuple[str, Callable[[], object]]


@dataclass(frozen=True, slots=True)
class Message:
    """One message with its buttons; `key` names the state of affairs it tells of, if any."""

    words: str
    actions: tuple[Action, ...] = ()
    key: str = ""


class Banner(QFrame):
    """Messages that stay until they are read: a new one stands below the ones before."""

    def __init__(self, level: Level = Level.WARNING) -> None:
        """Start hidden."""
        super().__init__()
        self.level = level
        self.setProperty("banner", str(level))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.messages: list[Message] = []
        inner = QWidget()
        self.lines = QVBoxLayout(inner)
        self.lines.setContentsMargins(0, 0, 0, 0)
        self.lines.setSpacing(4)
        self.area = scrolled(inner)
        close = button(tr("Close"), self.read, "link", tr("Close messages"))
        close.setAutoDefault(False)  # Enter in a dialog means the dialog, not this message
        line = QHBoxLayout(self)
        line.setContentsMargins(12, 6, 8, 6)
        line.addWidget(self.area, 1)
        line.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()

    @property
    def words(self) -> str:
        """All messages shown, a line each."""
        return "\n".join(message.words for message in self.messages)

    def say(self, words: str, *actions: Action, key: str = "") -> None:
        """Add a message below the others; the same one, or one of the same key, stands once."""
        new = Message(words, actions, key)
        others = [m for m in self.messages if not (m.words == words or (key and m.key == key))]
        is_new = new not in self.messages
        self._show([*others, new])
        if is_new:
            announce(words, self, at_once=self.level is Level.WARNING)

    def hear(self, level: Level, text: str) -> None:
        """Add a message if it is of this banner's level."""
        if level is self.level:
            self.say(text)

    def say_step(self, words: str, step: str) -> None:
        """Say what one step did; the message goes when the step is not the last any more."""
        self.say(words, key=STEP + step)

    def keep_step(self, step: str) -> None:
        """Take away what is said of any other step."""
        kept = [m for m in self.messages if not m.key.startswith(STEP) or m.key == STEP + step]
        if kept != self.messages:
            self._show(kept)

    def drop(self, key: str) -> None:
        """Take away the messages of a state of affairs that is over."""
        if self.holds(key):
            self._show([message for message in self.messages if message.key != key])

    def holds(self, key: str) -> bool:
        """Return whether a message of a state of affairs is shown."""
        return any(message.key == key for message in self.messages)

    def read(self) -> None:
        """Close: everything was read."""
        self._show([])

    def resizeEvent(self, event: object) -> None:
        """Give the lines the room they need at this width."""
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._fit()

    def _show(self, messages: list[Message]) -> None:
        self.messages = messages
        clear(self.lines)
        for message in messages:
            words = label(message.words)
            words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            ways = [button(name, do) for name, do in message.actions]
            for way in ways:
                way.setAutoDefault(False)
            line = row(words, *ways)
            line.setStretch(0, 1)
            self.lines.addLayout(line)
            for widget in (words, *ways):
                widget.show()  # a widget not shown yet takes no room in `_fit`
        self.setVisible(bool(messages))
        self.setAccessibleDescription(self.words)
        self._fit()
        self.area.verticalScrollBar().setValue(self.area.verticalScrollBar().maximum())

    def _fit(self) -> None:
        inner = self.area.widget()
        layout = inner.layout() if inner is not None else None
        if layout is not None:
            layout.activate()
            width = self.area.viewport().width()
            needed = layout.heightForWidth(width) if layout.hasHeightForWidth() else 0
            self.area.setFixedHeight(min(max(needed, layout.minimumSize().height()), MOST_HIGH))
