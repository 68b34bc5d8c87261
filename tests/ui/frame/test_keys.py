"""No key of ours is a desktop's or a screen reader's, and none leads to two places."""

from collections import Counter

import pytest
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenuBar

from ctpat_desktop.catalogue.areas import load_areas
from ctpat_desktop.support import language
from ctpat_desktop.ui.frame.menus import INSIDE, REGISTER_KEYS, SECTION_KEYS, Menus
from ctpat_desktop.ui.manual.window import ManualWindow
from ctpat_desktop.ui.widgets.menu import Menu, bare, places

FUNCTION = [f"F{number}" for number in range(1, 13)]
RESERVED = {
    # Windows, GNOME and KDE: window menu, switching, closing, desktops, screenshots
    *(f"Alt+{key}" for key in (*FUNCTION, "Tab", "Esc", "Space", "Return", "Print")),
    *(f"Alt+{number}" for number in range(10)),  # types a letter on macOS, a code on Windows
    *(f"Ctrl+Alt+{key}" for key in ("Del", "Tab", "L", "T", "D", "Left", "Right", "Up", "Down")),
    *(f"Ctrl+{key}" for key in (*FUNCTION[:4], *FUNCTION[6:10], "Esc", "Tab", "Space")),
    *("Ctrl+Shift+Esc", "Meta+L", "Meta+D", "Print", "F10", "F11"),
    # macOS: hiding, minimizing, switching windows, Spotlight, screenshots
    *("Ctrl+H", "Ctrl+M", "Ctrl+`", "Ctrl+Alt+Space", "Ctrl+Alt+H", "Ctrl+Meta+F"),
    *(f"Ctrl+Shift+{number}" for number in (3, 4, 5, 6)),
    # screen readers: NVDA, JAWS, Narrator, Orca and VoiceOver
    *("Insert", "CapsLock", "Ins", "Ctrl+Alt+N", "Ctrl+Alt+J", "Meta+Ctrl+Return"),
    # text fields of X11 and macOS
    *(f"Ctrl+{key}" for key in "ACVXED"),  # Ctrl+K is ours: there it deletes to the end of a line
}


@pytest.fixture
def strokes(window):
    """Each key of the window and what it does."""
    window.menus.fill_registers()
    actions = [action for action in window.findChildren(QAction) if not action.shortcut().isEmpty()]
    return [(action.text(), action.shortcut().toString()) for action in actions]


def test_no_key_belongs_to_a_desktop_or_a_screen_reader(strokes):
    first = {name: keys.split(", ")[0] for name, keys in strokes}
    reserved = {QKeySequence(keys).toString() for keys in RESERVED}
    assert {name: keys for name, keys in first.items() if keys in reserved} == {}


def test_no_key_does_two_things(strokes):
    counted = Counter(keys for _, keys in strokes)
    assert [keys for keys, number in counted.items() if number > 1] == []


def test_no_key_hides_another_as_its_first_stroke(strokes):
    whole = {keys for _, keys in strokes if ", " not in keys}
    first = {keys.split(", ")[0] for _, keys in strokes if ", " in keys}
    assert whole & first == set()


def test_every_section_and_register_has_a_key(strokes):
    keys = {key for _, key in strokes}
    assert {f"Ctrl+J, {key}" for key in (*SECTION_KEYS, *REGISTER_KEYS.values())} <= keys
    assert len(SECTION_KEYS) == 12
    assert set(REGISTER_KEYS) == {area.id for area in load_areas()}


def test_the_manual_names_every_key_of_the_window(window, strokes):
    window.menus.show_manual("keys")
    text = window.findChild(ManualWindow).page.toPlainText().splitlines()
    assert {keys for _, keys in strokes} <= set(text)
    assert {keys for keys, _ in INSIDE} <= set(text)


def menus_of(window):
    """Return every menu of the bar and below it."""
    found = [action.menu() for action in window.menuBar().actions()]
    for menu in found:
        found += [action.menu() for action in menu.actions() if action.menu()]
    return found


@pytest.mark.parametrize("code", list(language.LANGUAGES))
def test_every_entry_of_the_menus_has_a_letter_of_its_own(window, code):
    with language.speaking(code):
        window.setMenuBar(QMenuBar())
        Menus(window).fill_registers()
    for menu in menus_of(window):
        assert isinstance(menu, Menu), menu.title()
        names = [one.text() for one in menu.actions() if one.isVisible() and one.text()]
        assert -1 not in places(names), menu.title()
        found = {name[at].casefold() for name, at in zip(names, places(names), strict=True)}
        assert len(found) == len(names), menu.title()


def test_a_letter_opens_a_page_from_the_menu(window, qtbot):
    window.activateWindow()
    go = window.menuBar().actions()[2].menu()
    go.popup(window.pos())
    entry = next(one for one in go.actions() if bare(one.text()) == "Findings")
    letter = entry.text()[entry.text().index("&") + 1]
    QTest.keyClicks(go, letter)
    qtbot.waitUntil(lambda: window.shell.key() == "findings")


def test_the_sections_stand_by_name_in_a_menu_of_their_own(window):
    names = [one.text() for one in window.menus.sections.actions()]
    assert names[0] == "1  Vision"
    assert names[len(SECTION_KEYS) - 1] == "12  Training"
