"""Tab meets every control of every page once, there and back; F6 goes between the panes."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLabel,
    QTabBar,
    QWidget,
)

from ctpat_desktop.checklist import Place
from tests.ui import pages
from tests.ui.fits.walking import closed, opened, places, settle, some

WHOLE = (QAbstractItemView, QAbstractSpinBox, QComboBox, QTabBar)
MOST = 400


@pytest.fixture(scope="module")
def shown(qapp, sample_file):
    """A window on the sample, for all tests of this file."""
    del qapp
    window = opened(sample_file)
    window.resize(1280, 740)
    settle()
    yield window
    closed(window)


def controls(window):
    """Return everything that takes the keyboard, found without an order."""
    found = set()
    for widget in window.centralWidget().findChildren(QWidget):
        takes = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        if takes and widget.isVisible() and widget.isEnabled() and widget.focusProxy() is None:
            found.add(_whole(widget))
    return found


def _whole(widget):
    """Return the box a widget is an inner part of, or the widget."""
    above, found = widget.parentWidget(), widget
    while above is not None:
        found = above if isinstance(above, WHOLE) else found
        above = above.parentWidget()
    return found


def met(window, key):
    """Return what a key meets one after the other until it is back at the first."""
    QTest.keyClick(QApplication.focusWidget(), key)
    first, found = QApplication.focusWidget(), []
    while len(found) < MOST:
        found.append(_whole(QApplication.focusWidget()))
        QTest.keyClick(QApplication.focusWidget(), key)
        if QApplication.focusWidget() is first:
            break
    return found


def named(widgets):
    """Return what widgets are called, for reading."""
    return sorted(f"{type(w).__name__} {w.accessibleName() or w.objectName()}" for w in widgets)


def stops(widget):
    """How often Tab stops at a widget: once, and once more at each link of a text."""
    return 1 + (widget.text().count("<a ") if isinstance(widget, QLabel) else 0)


@pytest.mark.parametrize("through", [some, pytest.param(places, marks=pytest.mark.full)])
def test_tab_meets_every_control_once_and_back(shown, through):
    faults = []
    for name in through(shown.shell):
        settle()
        assert QApplication.focusWidget() is not None, name
        there, back = met(shown, Qt.Key.Key_Tab), met(shown, Qt.Key.Key_Backtab)
        missed = named(controls(shown) - set(there))
        twice = named({w for w in there if there.count(w) > stops(w)})
        if missed or twice or set(there) != set(back) or len(there) != len(back):
            faults.append((name, missed, twice, len(there), len(back)))
    assert faults == []


def test_tab_goes_from_status_to_text_on_a_site_answer(shown):
    shown.shell.go(Place("9", "9.6"))
    settle()
    editor = pages.editor(shown)
    form = editor.sites.choose(shown.shell.desk.dossier.sites[0].id)
    walked = met(shown, Qt.Key.Key_Tab)
    first = walked.index(editor.sites.list)
    walked = [*walked[first:], *walked[:first]]
    status = next(at for at, w in enumerate(walked) if w in form.group.buttons())
    assert status < walked.index(form.narrative)
    at = walked.index(form.narrative)
    assert at == status + 1
    assert [w.text() for w in walked[at + 1 : at + 3]] == ["Copy", "Versions…"]


def test_f6_goes_round_the_panes_and_back(shown):
    shell = shown.shell
    shell.go(Place("9", "9.10", field="narrative"))
    settle()
    seen = []
    for by in (1, 1, 1, -1, -1, -1):
        shell.panes.go_pane(by)
        focus = QApplication.focusWidget()
        panes = {"sidebar": shell.sidebar, "page": shell.stack, "guide": shell.guide}
        seen.append(next(name for name, pane in panes.items() if pane.isAncestorOf(focus)))
    assert seen == ["guide", "sidebar", "page", "sidebar", "guide", "page"]
    assert QApplication.focusWidget() is pages.words(shell.window())


def test_f6_reaches_a_message(shown):
    shown.shell.open("home")
    shown.shell.banner.say("Something happened.")
    settle()
    seen = set()
    for _ in range(4):
        shown.shell.panes.go_pane(1)
        seen.add(shown.shell.panes.messages.isAncestorOf(QApplication.focusWidget()))
    shown.shell.banner.read()
    assert seen == {True, False}


def test_arrows_go_through_the_list_of_pages_which_is_one_stop(shown):
    shell = shown.shell
    shell.open("home")
    rows, tree = shell.sidebar.rows, shell.sidebar.tree
    tree.setFocus()
    assert tree.currentItem() is rows["home"]
    QTest.keyClick(tree, Qt.Key.Key_Down)
    assert tree.currentItem() is rows["findings"]
    QTest.keyClick(tree, Qt.Key.Key_Up)
    assert tree.currentItem() is rows["home"]
    assert met(shown, Qt.Key.Key_Tab).count(tree) == 1


def test_panes_fold_in_a_small_window_and_come_back(shown):
    shell = shown.shell
    shell.go(Place("9", "9.10"))
    shown.resize(960, 500)
    settle()
    assert shell.sidebar.isHidden()
    assert shell.guide.isHidden()
    shell.panes.left.opener.click()
    assert shell.sidebar.isVisible()
    assert shell.sidebar.isAncestorOf(QApplication.focusWidget())
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert shell.sidebar.isHidden()
    shown.menus.guide.trigger()
    assert shell.guide.isVisible()
    shell.open("home")
    assert shell.guide.isHidden()
    shown.resize(1280, 740)
    settle()
    assert shell.sidebar.isVisible()
    assert shell.guide.isVisible()


def test_a_message_covers_nothing_of_the_page(shown):
    shell = shown.shell
    shell.open("deadlines")
    settle()
    head, messages = shell.current().head, shell.panes.messages
    before = head.mapTo(shown, head.rect().topLeft()).y()
    shell.banner.say("Something happened.")
    settle()
    end = messages.mapTo(shown, messages.rect().bottomLeft()).y()
    assert shell.banner.isVisible()
    assert "Something happened." in [w.text() for w in shell.banner.findChildren(QLabel)]
    assert head.mapTo(shown, head.rect().topLeft()).y() > end
    shell.banner.read()
    settle()
    assert head.mapTo(shown, head.rect().topLeft()).y() == before
