"""Every entry of a menu has a letter of its own while the menu is open, in every language."""

import ast
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

import ctpat_desktop.ui
from ctpat_desktop.ui.widgets.menu import Menu, marked, places


def letters(names):
    return [
        name[at].casefold() if at >= 0 else ""
        for name, at in zip(names, places(names), strict=True)
    ]


def test_the_first_letter_is_taken_where_it_is_free_and_each_once():
    names = ["Open…", "Save to another place…", "Settle differences…", "Sites", "Redo", "Undo"]
    found = letters(names)
    assert len(set(found)) == len(names)
    assert found[:2] == ["o", "s"]
    assert found[2] == "d"


def test_an_entry_whose_letters_are_all_taken_gets_one_of_another_entry():
    names = ["abc", "bc", "ca", "a"]
    found = letters(names)
    assert sorted(found) == ["", "a", "b", "c"]
    assert letters(["ab", "a"]) == ["b", "a"]


def test_letters_with_an_accent_come_last():
    assert letters(["État"]) == ["t"]
    assert letters(["É"]) == ["é"]


def test_a_sign_in_a_name_stays_a_sign():
    assert marked("R&D list", 0) == "&R&&D list"
    assert marked("R&D list", 4) == "R&&D &list"
    assert marked("R&D", -1) == "R&&D"


@pytest.fixture
def menu(qtbot):
    above = QWidget()
    qtbot.addWidget(above)
    above.show()
    menu = Menu(above)
    menu.done, menu.above = [], above
    for words in ("Sites", "Seals & bolts", "Systems"):
        menu.addAction(words).triggered.connect(lambda _=False, w=words: menu.done.append(w))
    return menu


def test_a_letter_chooses_its_entry_and_the_words_are_bare_again(qtbot, menu):
    menu.popup(menu.parentWidget().pos())
    qtbot.waitUntil(menu.isVisible)
    shown = [one.text() for one in menu.actions()]
    assert shown == ["&Sites", "Seals && &bolts", "S&ystems"]
    QTest.keyClicks(menu, "b")
    assert menu.done == ["Seals & bolts"]
    assert [one.text() for one in menu.actions()] == ["Sites", "Seals & bolts", "Systems"]


def test_a_menu_is_filled_before_it_is_shown(qtbot):
    above = QWidget()
    qtbot.addWidget(above)
    above.show()
    menu = Menu(above)
    fill = (menu.clear, lambda: menu.addAction("One"), lambda: menu.addAction("Once"))
    menu.aboutToShow.connect(lambda: [do() for do in fill])
    for _ in range(2):
        menu.popup(above.pos())
        assert [one.text() for one in menu.actions()] == ["&One", "O&nce"]
        menu.hide()


FILES = sorted(Path(ctpat_desktop.ui.__file__).parent.rglob("*.py"))


def test_no_screen_makes_a_menu_without_letters():
    bare = []
    for path in FILES:
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and path.name != "menu.py":
                name = getattr(call.func, "id", "") or getattr(call.func, "attr", "")
                words = call.args and not isinstance(call.args[0], ast.Name)
                if name == "QMenu" or (name == "addMenu" and words):
                    bare.append(f"{path.name}:{call.lineno}")
    assert bare == []
