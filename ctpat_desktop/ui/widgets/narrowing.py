"""Narrows a list as a person types words: the same rule in every dialog that has one."""

from PySide6.QtWidgets import QListWidget

from ctpat_desktop.support.words import holds


def narrow(offered: QListWidget, words: str) -> None:
    """Hide the entries that do not hold every word; no words show all."""
    for place in range(offered.count()):
        item = offered.item(place)
        item.setHidden(not holds(item.text(), words))
