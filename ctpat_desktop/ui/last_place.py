"""Where the person was in each file, and how the window stood, kept on this computer only."""

from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from ctpat_desktop.checklist import Place
from ctpat_desktop.support import home

NAMES = tuple(field.name for field in fields(Place) if field.name != "label")
"""What of a place is kept: ids and keys, never a person's words."""


def keep_place(file: Path, account_id: str, place: Place) -> None:
    """Keep where the person was in a file; as many files as the recent list has."""
    kept = {name: value for name, value in asdict(place).items() if name in NAMES and value}
    others = {key: row for key, row in _places().items() if key != str(file)}
    newest = [*others.items(), (str(file), {"account": account_id, **kept})]
    home.prefer("places", dict(newest[-home.MOST_RECENT :]))


def place_in(file: Path) -> tuple[str, Place | None]:
    """Return the account and the place the person was at in a file; "" and None if unknown."""
    row = _places().get(str(file))
    if not isinstance(row, dict):
        return "", None
    named = {name: str(row[name]) for name in NAMES if name in row}
    return str(row.get("account", "")), Place(**named) if "section" in named else None


def _places() -> dict[str, Any]:
    found = home.preferences().get("places")
    return found if isinstance(found, dict) else {}


def keep_window(window: QWidget) -> None:
    """Keep size and maximized state of the window."""
    size = window.normalGeometry().size() if window.isMaximized() else window.size()
    state = {"width": size.width(), "height": size.height(), "maximized": window.isMaximized()}
    if home.preferences().get("window") != state:
        home.prefer("window", state)


def restore_window(window: QWidget, width: int, height: int) -> None:
    """Size the window as it stood last, else as given; whole on the screen with its frame."""
    state = home.preferences().get("window")
    kept = state if isinstance(state, dict) else {}
    window.resize(_number(kept, "width", width), _number(kept, "height", height))
    if kept.get("maximized") is True:
        window.showMaximized()
        return
    window.show()
    _fit(window)
    for later in (50, 400):  # a window manager says after a while how thick its frame is
        QTimer.singleShot(later, window, lambda: _fit(window))


def _fit(window: QWidget) -> None:
    """Make the window and its frame no larger than the screen, and move it onto it."""
    if window.isMaximized() or window.isFullScreen():
        return
    room, frame, inner = window.screen().availableGeometry(), window.frameGeometry(), window.size()
    edges = frame.size() - inner
    window.resize(inner.boundedTo(room.size() - edges))
    frame = window.frameGeometry()
    left = max(room.left(), min(frame.left(), room.right() + 1 - frame.width()))
    top = max(room.top(), min(frame.top(), room.bottom() + 1 - frame.height()))
    if (left, top) != (frame.left(), frame.top()):
        window.move(left, top)


def _number(kept: dict[str, Any], name: str, other: int) -> int:
    found = kept.get(name)
    return found if isinstance(found, int) and 0 < found < 20_000 else other
