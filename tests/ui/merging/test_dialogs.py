"""Merging, settling and handing out in the window."""

from contextlib import closing
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.accounts.company_files import Place
from ctpat_desktop.services.files import workspaces
from ctpat_desktop.services.merging import kits, merge, questions
from ctpat_desktop.services.merging.doubles import Double
from ctpat_desktop.services.profile import answers
from ctpat_desktop.services.registers import records
from ctpat_desktop.support.dates import day_text
from ctpat_desktop.ui.frame import first_words
from ctpat_desktop.ui.merging.doubles_dialog import DoublesDialog
from ctpat_desktop.ui.merging.kit_dialog import KitDialog
from ctpat_desktop.ui.merging.merge_dialog import MergeDialog
from ctpat_desktop.ui.merging.questions_pane import BOTH, MINE, OPEN, THEIRS
from ctpat_desktop.ui.merging.settle_dialog import SettleDialog
from ctpat_desktop.ui.widgets.dialogs import has_work
from ctpat_desktop.workspace.merge.writing import Source
from tests.ui.driving import PASSPHRASE, opened
from tests.workspace.merge.copies import another

SECRET = "orange fence ladder nine"
CRITERIA = ("9.1", "9.4")


@pytest.fixture
def desk(window):
    return window.shell.desk


@pytest.fixture
def other(desk):
    """A closed copy that says two answers differently than the open file does by now."""
    copy = another(desk.workspace, "other.ctpat")
    copy.who = "Maria"
    for criterion in CRITERIA:
        answers.save(copy, desk.account_id, criterion, narrative=f"Theirs on {criterion}.")
        answers.save(desk.workspace, desk.account_id, criterion, narrative=f"Mine on {criterion}.")
    copy.close()
    return copy.path


@pytest.fixture
def compared(qtbot, window, desk, other):
    """The dialog after both files were compared."""
    dialog = MergeDialog(window, desk)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.place.setText(str(other))
    dialog.secret.setText(PASSPHRASE)
    QTest.keyClick(dialog.secret, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.strip.current is None, timeout=30_000)
    return dialog


def narrative(desk, criterion):
    with desk.workspace.read() as session:
        return answers.existing(session, desk.account_id, criterion).narrative


def test_nothing_is_merged_before_both_were_compared(qtbot, window, desk, other):
    dialog = MergeDialog(window, desk)
    qtbot.addWidget(dialog)
    assert not dialog.go_button.isEnabled()
    dialog.look()
    assert dialog.banner.words == "Choose the other file first."
    dialog.place.setText(str(desk.workspace.path))
    dialog.look()
    qtbot.waitUntil(lambda: "This is the file that is open." in dialog.banner.words)


def test_what_differs_is_asked_and_merged_as_it_was_settled(qtbot, desk, compared):
    pane = compared.pane
    assert [question.title for question in pane.questions] == ["Answer 9.1", "Answer 9.4"]
    assert "2 differences are not settled" in compared.summary.text()
    pane.radios[THEIRS].click()
    assert pane.list.item(0).text() == "Answer 9.1\nWhat you do: as in the other copy"
    pane.next_button.click()
    pane.result.setPlainText("Written anew.")
    assert "written anew" in pane.list.item(1).text()
    assert "All is settled." in compared.summary.text()
    compared.go_button.click()
    qtbot.waitUntil(lambda: compared.done_with is not None, timeout=30_000)
    assert (narrative(desk, "9.1"), narrative(desk, "9.4")) == ("Theirs on 9.1.", "Written anew.")
    desk.workspace.undo()
    assert narrative(desk, "9.1") == "Mine on 9.1."


def test_what_was_settled_is_work_and_a_file_name_is_none(compared):
    assert not has_work(compared)
    compared.pane.choose(THEIRS)
    assert has_work(compared)
    compared.pane.choose(OPEN)
    assert not has_work(compared)


def test_another_file_name_forgets_what_was_compared(compared):
    compared.place.setText("elsewhere.ctpat")
    assert not compared.go_button.isEnabled()
    assert compared.pane.isHidden()


def test_both_gives_a_text_to_be_read(compared):
    pane = compared.pane
    pane.choose(BOTH)
    assert "read the text below" in pane.note.text()
    assert pane.result.toPlainText() == "Mine Theirs on 9.1."
    pane.choose(OPEN)
    assert pane.open_count() == 2


def test_what_stands_open_is_said_at_the_opening_and_settled_later(qtbot, window, desk, other):
    banner = window.shell.banner
    assert not banner.holds(first_words.OPEN)
    with workspaces.beside(desk.workspace, other, PASSPHRASE) as theirs:
        merge.take(desk.workspace, theirs, Source("file", "other.ctpat"))
    assert "2 differences between copies" in banner.words
    dialog = SettleDialog(window, desk)
    qtbot.addWidget(dialog)
    dialog.show()
    assert not dialog.go_button.isEnabled()
    dialog.pane.choose(MINE)
    assert dialog.summary.text() == "1 of 2 is settled."
    dialog.pane.go_on()
    dialog.pane.choose(THEIRS)
    dialog.go_button.click()
    assert questions.open_questions(desk.workspace) == ()
    assert not banner.holds(first_words.OPEN)
    desk.workspace.undo()
    assert "2 differences between copies" in banner.words


def test_a_kit_is_handed_out_of_what_was_chosen(qtbot, window, desk, tmp_path):
    dialog = KitDialog(window, desk)
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.why_not() == "Say who gets the field kit."
    dialog.receiver.setText("Maria")
    assert dialog.why_not() == "Choose sections, sites or registers."
    dialog.sections.item(8).setCheckState(Qt.CheckState.Checked)
    assert dialog.why_not() == ""
    dialog.receiver.setModified(True)
    assert has_work(dialog)
    path = tmp_path / "kit.ctpat"
    dialog.make(Place(path, SECRET))
    qtbot.waitUntil(lambda: dialog.made is not None, timeout=30_000)
    assert "The field kit for Maria is written." in dialog.outcome.text()
    (kit,) = kits.listed(desk.workspace)
    assert (kit.name, kit.sections) == ("Maria", ("9",))
    assert dialog.out.text() == f"Out now: Maria (out since {day_text(desk.today)})."
    assert not has_work(dialog)  # nothing typed here is lost by closing it


def test_what_was_added_twice_is_joined(qtbot, window, desk):
    mine, theirs = (
        records.add(desk.workspace, "site", company_id=desk.scope.company_id, name="Yard")
        for _ in range(2)
    )
    double = Double("site", mine, theirs, "Site Yard")
    dialog = DoublesDialog(window, desk, [double])
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.list.item(0).text() == "Site Yard"
    dialog.join_button.click()
    assert dialog.result() == DoublesDialog.DialogCode.Accepted
    assert [site.id for site in desk.dossier.sites if site.name == "Yard"] == [mine]


def test_a_kit_shows_the_pages_of_what_was_handed_out(qtbot, empty, sealed, key, tmp_path):
    path = tmp_path / "kit.ctpat"
    with closing(workspaces.open_with(sealed, key)) as workspace:
        scope = Scope.of(workspace, companies.choose(workspace), date(2026, 11, 21))
        contents = kits.contents(scope, ["9"], [], ["partner"])
        kits.hand_out(scope, contents, kits.Recipient("Maria", None, SECRET), path)
    opened(qtbot, empty, path, workspaces.key_of(path, SECRET))
    side = empty.shell.sidebar
    shown = [name for name, row in side.rows.items() if not row.isHidden()]
    assert shown == [
        *("home", "findings", "search", "9", "grid", "evidence", "review", "partners"),
        *("safety", "settings"),
    ]
    heads = [head.text(0) for head in side.heads.values() if not head.isHidden()]
    assert heads == [*("Overview", "Security profile", "Partners and risk", "File and reports")]


def test_a_file_that_wants_a_passphrase_gets_the_keyboard_to_it(qtbot, window, desk, other):
    dialog = MergeDialog(window, desk)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.place.setText(str(other))
    QTest.keyClick(dialog.place, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.secret.hasFocus(), timeout=30_000)
    assert "is encrypted" in dialog.banner.words
    assert dialog.banner.height() < dialog.height() / 5
