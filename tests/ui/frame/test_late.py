"""Late is said as late in lists, editors and on the first page; work in a dialog is asked about."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QDialog,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
)

from ctpat_desktop.services.registers import records
from ctpat_desktop.ui.evidence.linking import LinkDialog
from ctpat_desktop.ui.fields.evidence_picker import LibraryDialog
from ctpat_desktop.ui.importing.dialog import ImportDialog
from ctpat_desktop.ui.registers.several import SeveralDialog
from ctpat_desktop.ui.trade.itrac_dialog import ItracDialog
from ctpat_desktop.ui.widgets import dialogs
from ctpat_desktop.ui.widgets.parts import clear
from ctpat_desktop.ui.widgets.theme import tokens
from tests.ui.driving import agreeing


@pytest.fixture
def desk(window):
    return window.shell.desk


@pytest.fixture
def test_id(desk):
    """A self-test planned four days ago and not done."""
    day = desk.today - timedelta(days=4)
    company = desk.dossier.company.id
    return records.add(
        desk.workspace, "self_test", company_id=company, title="Late one", planned_on=day
    )


def test_a_planned_test_that_is_not_done_is_marked_in_list_and_editor(window, desk, test_id):
    window.shell.open("controls")
    tab = window.shell.pages["controls"].tab("self_test")
    tab.list.select(test_id)
    model = tab.list.model
    place = model.ids.index(test_id)
    keys = [field.key for field in model.columns]
    index = model.index(place, keys.index("planned_on"))
    assert index.data().endswith("(4 days late)")
    assert index.data(Qt.ItemDataRole.ForegroundRole) == QColor(tokens().bad)
    assert tab.editor.late.text() == "Planned for: 4 days late"
    assert tab.editor.late.isVisible()
    desk.change("self_test", test_id, done_on=desk.today)
    assert not index.data().endswith("late)")
    assert tab.editor.late.isHidden()


def test_the_first_page_names_what_is_late(qtbot, window, desk, test_id):
    qtbot.waitUntil(lambda: desk.registers is not None, timeout=20_000)
    desk.change("self_test", test_id, planned_on=desk.today - timedelta(days=900))
    window.shell.open("home")
    home = window.shell.pages["home"]
    home.show_all()

    def texts():
        return [label.text() for label in home.findChildren(QLabel) if label.isVisibleTo(home)]

    qtbot.waitUntil(lambda: any(text.startswith("Late (") for text in texts()), timeout=5000)
    assert "900 days late" in texts()


class Form(QDialog):
    """A dialog with one line."""

    def __init__(self, parent):
        super().__init__(parent)
        self.line = QLineEdit()
        QVBoxLayout(self).addWidget(self.line)


def closed_by_escape(qtbot, dialog, act, says, monkeypatch):
    """Let a person act in a dialog and press Escape; return what was asked and if it closed."""
    asked, still_open = agreeing(monkeypatch, says), []

    def press():
        act()
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
        still_open.append(dialog.isVisible())
        dialog.hide()
        dialog.done(0)

    QTimer.singleShot(0, press)
    dialogs.ask(dialog)
    return len(asked), not still_open[0]


@pytest.mark.parametrize(
    ("text", "says", "asked", "is_closed"),
    [("", False, 0, True), ("words", False, 1, False), ("words", True, 1, True)],
)
def test_escape_asks_where_something_was_typed(
    qtbot, window, monkeypatch, text, says, asked, is_closed
):
    dialog = Form(window)
    typed = lambda: qtbot.keyClicks(dialog.line, text)  # noqa: E731
    assert closed_by_escape(qtbot, dialog, typed, says, monkeypatch) == (asked, is_closed)


def test_looking_for_a_name_is_no_work(qtbot, window, monkeypatch):
    dialog = SeveralDialog(window, "Add people", [("1", "Ann Lee")])
    look = lambda: qtbot.keyClicks(dialog.words, "Ann")  # noqa: E731
    assert closed_by_escape(qtbot, dialog, look, False, monkeypatch) == (0, True)


def test_changed_ticks_are_work(qtbot, window, monkeypatch):
    links = LinkDialog(window, window.shell.desk, {"4.1"})
    tick = lambda: links.list.item(3).setCheckState(Qt.CheckState.Checked)  # noqa: E731
    assert closed_by_escape(qtbot, links, tick, False, monkeypatch) == (1, False)
    documents = window.shell.desk.dossier.evidence
    library = LibraryDialog(window, documents, [])
    tick = lambda: library.list.item(0).setCheckState(Qt.CheckState.Checked)  # noqa: E731
    assert closed_by_escape(qtbot, library, tick, False, monkeypatch) == (1, False)
    single = LibraryDialog(window, documents, [], is_single=True)
    choose = lambda: single.list.setCurrentRow(1)  # noqa: E731
    assert closed_by_escape(qtbot, single, choose, False, monkeypatch) == (0, True)


@pytest.mark.parametrize("is_read", [False, True])
@pytest.mark.parametrize("kind", ["seal", "itrac"])
def test_a_sheet_that_was_read_is_work(qtbot, window, monkeypatch, tmp_path, kind, is_read):
    desk, sheet = window.shell.desk, tmp_path / "list.csv"
    sheet.write_text("Entry number,Seal number\nA-1,ZYX 1\n", encoding="utf-8")
    dialog = ItracDialog(window, desk) if kind == "itrac" else ImportDialog(window, desk, "seal")

    def read():
        if is_read:
            dialog.read(sheet)
            qtbot.waitUntil(lambda: dialog.steps.currentIndex() > 0)

    expected = (1, False) if is_read else (0, True)
    assert closed_by_escape(qtbot, dialog, read, False, monkeypatch) == expected


def test_a_passphrase_is_no_work(qtbot, window, monkeypatch):
    dialog = Form(window)
    dialog.line.setEchoMode(QLineEdit.EchoMode.Password)
    typed = lambda: qtbot.keyClicks(dialog.line, "secret")  # noqa: E731
    assert closed_by_escape(qtbot, dialog, typed, False, monkeypatch) == (0, True)


def test_before_the_records_are_read_nothing_is_counted(qtbot, window):
    qtbot.waitUntil(lambda: window.shell.desk.registers is not None)
    window.shell.open("home")
    home = window.shell.pages["home"]
    home.show_all()
    qtbot.waitUntil(lambda: any(words.startswith("Late (") for words in texts(home)))
    home.desk.model = replace(home.desk.model, registers=None)
    home.show_all()
    qtbot.waitUntil(lambda: "Looking through the records…" in texts(home))
    assert not [words for words in texts(home) if "findings" in words or "Late (" in words]


def texts(page):
    return [one.text() for one in page.findChildren(QLabel) if one.isVisibleTo(page)]


def test_what_is_built_anew_has_its_room_before_the_next_picture(window, qtbot):
    qtbot.waitUntil(lambda: window.shell.desk.registers is not None, timeout=20_000)
    window.shell.open("home")
    home = window.shell.pages["home"]
    home.unfold()
    window.resize(1280, 760)
    qtbot.wait(50)
    wanted = home.area.widget().height()
    clear(home.strip.frame.layout())
    qtbot.wait(50)
    assert home.area.widget().height() < wanted
    home.show_all()
    assert home.area.widget().height() == wanted
    squeezed = [
        one.text()
        for one in home.findChildren(QLabel)
        if one.isVisibleTo(home) and one.height() < one.fontMetrics().height()
    ]
    assert squeezed == []


def test_what_stays_the_same_on_home_keeps_the_keyboard(window, qtbot):
    qtbot.waitUntil(lambda: window.shell.desk.registers is not None, timeout=20_000)
    window.shell.open("home")
    home, desk = window.shell.pages["home"], window.shell.desk
    places = [
        one
        for one in home.findChildren(QPushButton)
        if one.accessibleName().startswith("Go there: ")
    ]
    link = next(one for one in places if one.isVisibleTo(home))
    link.setFocus()
    records.add(desk.workspace, "partner", company_id=desk.dossier.company.id, name="Bolt")
    assert window.focusWidget() is link
    before = [one.value() for one in home.findChildren(QProgressBar) if one.isVisibleTo(home)]
    desk.answer("1.1", None, status="not_started")
    after = [one.value() for one in home.findChildren(QProgressBar) if one.isVisibleTo(home)]
    assert sum(before) == sum(after) + 1
