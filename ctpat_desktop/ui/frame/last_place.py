"""Where the person was in each file, and how the window stood, kept on this computer only."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from ctpat_desktop.support import home
from ctpat_desktop.support.later import later
from ctpat_desktop.ui.widgets.theme import FRAME

if TYPE_CHECKING:
    from ctpat_desktop.checklist import Place

NAMES = ("section", "criterion", "table", "record_id", "field", "site_id")
"""What of a place is kept: ids and keys, never a person's words."""
PLACE = later("ctpat_desktop.checklist:Place")


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
    account = str(row.get("account", ""))
    return account, PLACE(**named) if "section" in named else None


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
    """Show the window as it stood last, else as large as given; whole on the screen."""
    state = home.preferences().get("window")
    kept = state if isinstance(state, dict) else {}
    size = QSize(_number(kept, "width", width), _number(kept, "height", height))
    room = window.screen().availableGeometry().size() - FRAME
    window.resize(size.boundedTo(room).expandedTo(window.minimumSize()))
    if kept.get("maximized") is True:
        window.showMaximized()
    else:
        window.show()


def _number(preferences: dict[str, Any], name: str, other: int) -> int:
    found = preferences.get(name)
    return found if isinstance(found, int) and 0 < found < 20_000 else other
