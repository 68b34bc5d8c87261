"""Every text of every page goes through the one door, and has room in a longer language."""

import re

import pytest
from PySide6.QtCore import QAbstractListModel, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QTabWidget, QWidget

from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.files import workspaces
from ctpat_desktop.support import language
from tests.ui.fits import walking

SAID = ("text", "placeholderText", "title", "toolTip", "accessibleName", "accessibleDescription")
"""How widgets are asked for what they show and what a screen reader says."""
NO_TEXT = re.compile(
    r"Tidewater|CTPAT|tester|MM/DD/YYYY|YYYY-MM-DD|DD/MM/YYYY|System|English|Français|Español"
    r"|Canada|México|Scroll (Left|Right)|PDF|DOCX|XLSX|pdf, jpg, [a-z, ]+"
    r"|\w+\.ctpat|Ctrl\+|Alt\+|Shift\+|\bF\d\b|Esc"
    r"|\b[A-Z]{2,3}\d\b|https?:"
)
"""Names, formats of files, keys, and what Qt itself says: they are the same in every language."""


@pytest.fixture(scope="module", autouse=True)
def longer_words():
    """Everything is said in the made-up language."""
    language.use(language.PSEUDO)
    yield
    language.use(language.ENGLISH)


@pytest.fixture(scope="module")
def blank(qapp, tmp_path_factory):
    """A window on a company that has typed nothing: what is read there, the program says."""
    del qapp
    file = tmp_path_factory.mktemp("blank") / "new.ctpat"
    workspace = workspaces.create(file)
    companies.start(workspace, "Tidewater", "importer", 2026)
    workspace.close()
    window = walking.opened(file)
    window.resize(1280, 800)
    yield window
    walking.closed(window)


def words_of(widget):
    """Yield what one widget shows, in its lists too."""
    for name in SAID:
        ask = getattr(widget, name, None)
        if callable(ask) and isinstance(words := ask(), str):
            yield words
    if isinstance(widget, QComboBox):
        yield from (widget.itemText(at) for at in range(widget.count()))
    if isinstance(widget, QTabWidget):
        yield from (widget.tabText(at) for at in range(widget.count()))
    if isinstance(widget, QAbstractItemView) and (model := widget.model()):
        across = 1 if isinstance(model, QAbstractListModel) else model.columnCount()
        for column in range(across):
            yield str(model.headerData(column, Qt.Orientation.Horizontal) or "")
            for row in range(min(model.rowCount(), 30)):
                yield str(model.index(row, column).data() or "")


def loose(words):
    """Return what of a text did not come through the door: all that stands in no bracket."""
    outside = NO_TEXT.sub("", re.sub(r"\[.*?\]", "", words, flags=re.S))
    return re.findall(r"[A-Za-z]{3}[^\n]*", outside)


def test_no_text_of_any_page_goes_round_the_door(blank):
    found = set()
    for name in walking.places(blank.shell):
        walking.settle()
        for widget in blank.findChildren(QWidget):
            if widget.isVisible():
                found |= {(name, line) for words in words_of(widget) for line in loose(words)}
    assert not found, "\n".join(f"{name}: {line}" for name, line in sorted(found))


def test_no_text_of_a_menu_goes_round_the_door(blank):
    menus = (action.text() for action in blank.menuBar().findChildren(QAction))
    assert [words for words in menus if loose(words.replace("&", ""))] == []


def test_the_lens_sees_what_is_not_translated():
    assert loose("[Sàvé~] now") == ["now"]
    assert loose("Tidewater · [Öpéñ~] · 2026") == []
