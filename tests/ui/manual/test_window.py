"""The manual in the window: the key leads to the right article, which can be read and gone from."""

import pytest
from PySide6.QtCore import Qt, QTimer, QUrl
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QPushButton

from ctpat_desktop.catalogue.areas import load_areas, page_titles
from ctpat_desktop.catalogue.manual import load_manual
from ctpat_desktop.checklist import Place
from ctpat_desktop.support import language
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.ui.frame import manual_key
from ctpat_desktop.ui.manual import paper
from ctpat_desktop.ui.manual.window import ManualWindow
from ctpat_desktop.ui.widgets import theme
from ctpat_desktop.ui.widgets.dialogs import ask
from ctpat_desktop.ui.widgets.help_key import HELP
from ctpat_desktop.ui.window import MainWindow


@pytest.fixture
def manual(window):
    """Open the manual at a place of the window."""

    def show(place=None, key=""):
        if place is not None:
            window.shell.go(place)
        window.menus.show_manual(key)
        return window.findChildren(ManualWindow)[-1]

    return show


@pytest.mark.parametrize(
    ("place", "article"),
    [
        (Place("home"), "first-steps"),
        (Place("evidence"), "attach-evidence"),
        (Place("9", "9.4"), "criterion 9.4"),
        (Place("sites", table="site_walk"), "site-walk"),
        (Place("people", table="device"), "badges"),
        (Place("cbp", table="validation"), "validation"),
        (Place("questionnaires", field="returned"), "receive-questionnaires"),
        (Place("questionnaires", field="requests"), "send-questionnaires"),
        (Place("charts", field="evidence"), "charts"),
    ],
)
def test_the_key_leads_to_what_is_on_the_screen(manual, place, article):
    assert manual(place).shown == article


def test_every_page_and_tab_has_an_article_about_itself():
    for area in load_areas():
        for tab in area.tabs:
            key = manual_key.article_of(Place(area.id, table=tab), area.id)
            tasks = {task.id: task for task in load_manual().tasks()}
            assert {tab, area.id, area.tabs[0]} & {*tasks[key].pages}, tab
    for page in page_titles():
        key = manual_key.article_of(Place(page), page)
        assert page in next(task.pages for task in load_manual().tasks() if task.id == key)


def test_the_article_shows_steps_and_goes_to_its_page(window, manual):
    shown = manual(Place("home"), "corrective-action")
    text = shown.page.toPlainText()
    assert "Follow a corrective action" in text
    assert "“Make a corrective action”" in text
    assert "Go to Corrective actions" in text
    shown.page.anchorClicked.emit(QUrl("page:action"))
    place = window.shell.where()
    assert (place.section, place.table) == ("partners", "action")


def test_an_article_leads_to_another_and_back(manual):
    shown = manual(Place("evidence"))
    assert not shown.back.isEnabled()
    shown.page.anchorClicked.emit(QUrl("article:covered-periods"))
    assert shown.shown == "covered-periods"
    shown.back.click()
    assert shown.shown == "attach-evidence"
    assert shown.ahead.isEnabled()
    QTest.keyClick(shown, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert shown.shown == "covered-periods"


def test_typing_narrows_the_list_and_shows_the_best(manual):
    shown = manual(Place("home"))
    QTest.keyClicks(shown.line, "recovry sheet")
    assert shown.shown == "recovery-sheet"
    assert shown.tree.topLevelItem(0).text(0) == "Passphrase and recovery sheet"
    assert shown.count.text() == "1 article"
    QTest.keyClicks(shown.line, "zzz")
    assert (shown.count.text(), shown.tree.topLevelItemCount()) == ("0 articles", 0)
    assert shown.shown == "recovery-sheet"
    shown.line.clear()
    assert shown.tree.topLevelItemCount() == len(shown.groups)
    assert shown.tree.currentItem().text(0) == "Passphrase and recovery sheet"


def test_the_second_time_the_same_window_comes_up(window, manual):
    first = manual(Place("evidence"))
    assert manual(Place("safety")) is first
    assert first.shown == "backup"


def test_over_a_dialog_the_key_opens_it_too_and_nothing_counts_as_work(window, qtbot):
    dialog = QDialog(window)
    dialog.article = "recovery-sheet"
    QLineEdit(dialog)
    seen = []

    def press():
        QTest.keyClick(dialog, Qt.Key.Key_F1)
        shown = dialog.findChild(ManualWindow)
        seen.append((shown.shown, "Go to" in shown.page.toPlainText()))
        QTest.keyClicks(shown.line, "seal")
        shown.close()
        dialog.close()

    QTimer.singleShot(100, press)
    ask(dialog)
    assert seen == [("recovery-sheet", False)]


def test_without_a_file_it_says_how_to_begin(qtbot):
    window = MainWindow()
    qtbot.addWidget(window)
    window.findChild(QAction, HELP).trigger()
    shown = window.findChild(ManualWindow)
    assert shown.shown == "new-file"
    assert "Go to" not in shown.page.toPlainText()


def test_a_picture_of_the_program_is_in_the_article(manual):
    shown = manual(Place("home"), "answer-criterion")
    address = QUrl("picture:wizard")
    image = shown.page.loadResource(2, address)
    assert image.width() > 200
    assert shown.page.loadResource(2, QUrl("file:///etc/hostname")).isEmpty()
    assert shown.page.loadResource(2, QUrl("picture:nothing")).isEmpty()


def test_another_language_closes_the_manual(window, manual):
    shown = manual(Place("home"))
    assert shown.isVisible()
    window.menus.close_manual()
    QApplication.sendPostedEvents(None, 0)
    assert not window.findChildren(ManualWindow)


def test_in_spanish_the_article_is_spanish(window, manual):
    with language.speaking("es_MX"):
        text = manual(Place("home"), "backup").page.toPlainText()
    assert "Abra “Protección” con Ctrl+6" in text


def test_an_article_follows_other_colors_and_stays_where_it_was(window, manual):
    window.color("light")
    shown = manual(Place("home"), "terms")
    bar = shown.page.verticalScrollBar()
    bar.setValue(120)
    window.color("dark")
    QApplication.processEvents()
    assert theme.DARK.text in shown.page.toHtml()
    assert theme.LIGHT.text not in shown.page.toHtml()
    assert bar.value() == 120
    window.color("light")


def test_what_cannot_be_printed_is_said_and_nothing_else(manual, monkeypatch):
    shown = manual(Place("home"))

    def broken(*_args):
        raise Problem("The disk is full.", "Make room.")

    monkeypatch.setattr(paper.writing, "pdf", broken)
    next(b for b in shown.findChildren(QPushButton) if b.text() == "Print…").click()
    assert "The disk is full." in shown.banner.words


def test_every_article_can_be_shown_and_leaves_out_none_of_its_words(manual):
    shown = manual(Place("home"))
    for group in shown.groups:
        for article in group.articles:
            shown.show_article(article.key)
            seen = " ".join(shown.page.toPlainText().split())
            lines = [" ".join(line.split()) for line in article.text().splitlines()]
            missing = [line for line in lines if line not in seen]
            assert missing == [], article.key
