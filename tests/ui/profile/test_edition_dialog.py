"""The profile moves to another edition in the window, and what changed is read again."""

import json

import pytest
from PySide6.QtCore import Qt
from sqlalchemy import select

from ctpat_desktop.checklist import Place
from ctpat_desktop.records import Profile
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.profile import affirming, answers, editions
from ctpat_desktop.support.shipped import shipped
from ctpat_desktop.ui.profile.edition_dialog import EditionDialog
from ctpat_desktop.ui.profile.reread import RereadBar
from tests.ui import pages
from tests.ui.driving import drain

FILE = shipped("resources", "editions", "invented-2031.json")
OTHER = "invented-2031"
MARK = "INVENTED FOR TESTS"


@pytest.fixture
def dialog(window, qtbot):
    drain(qtbot)
    shown = EditionDialog(window, window.shell.desk)
    shown.show()
    return shown


@pytest.fixture
def moved(window, qtbot, dialog):
    """The window after the move, with everything read anew."""
    dialog.add(FILE)
    dialog.move_profile()
    drain(qtbot)
    return window


def bar(window):
    (found,) = pages.editor(window).findChildren(RereadBar)
    return found


def lines(dialog):
    return {
        dialog.table.item(line, 0).text(): dialog.table.item(line, 2).text()
        for line in range(dialog.table.rowCount())
    }


def test_only_added_editions_are_offered(dialog):
    assert dialog.editions.count() == 0
    assert not dialog.move_button.isEnabled()
    assert "Add an edition file first" in dialog.why_not.text()
    dialog.add(FILE)
    assert [dialog.editions.itemData(at) for at in range(dialog.editions.count())] == [OTHER]
    assert MARK in dialog.editions.currentText()
    assert dialog.move_button.isEnabled()
    assert dialog.why_not.isHidden()


def test_a_bad_file_is_told_line_by_line_and_nothing_is_added(dialog, tmp_path):
    content = json.loads(FILE.read_text())
    content["criteria"][0]["category"] = 50
    content["criteria"][1]["levels"]["importer"] = ["perhaps", "source"]
    bad = tmp_path / "bad.json"
    bad.write_text(json.dumps(content))
    dialog.add(bad)
    told = dialog.trouble.text().splitlines()
    assert len(told) == 4
    assert told[1] == "Criterion 1.1: the category 50 is not there."
    assert told[2].startswith("Criterion 1.2, importer:")
    assert told[3].endswith("Nothing was added.")
    assert dialog.editions.count() == 0
    dialog.add(FILE)
    assert dialog.trouble.isHidden()


def test_the_preview_says_what_becomes_of_each_criterion(dialog):
    dialog.add(FILE)
    assert "5 reworded, 3 new, 3 gone" in dialog.about.text()
    assert "5 answers are to be read again." in dialog.about.text()
    assert "3 answers are kept" in dialog.about.text()
    found = lines(dialog)
    assert found["6.2"] == "reworded: read again"
    assert found["9.8"] == "gone, the answer is kept"
    assert found["9.17"] == "new"
    assert found["9.5"] == "unchanged · now Must"
    assert list(found)[:5] == ["2.3", "4.3", "6.2", "9.13", "12.9"]


def test_old_and_new_words_are_compared(dialog):
    dialog.add(FILE)
    dialog.table.setCurrentCell(2, 1)
    assert dialog.comparison.accessibleDescription() == (
        "Added: , and the seal is photographed with its number"
    )


def test_a_move_shows_everywhere_and_undo_takes_it_back(moved, qtbot):
    shell = moved.shell
    assert shell.desk.dossier.edition.id == OTHER
    assert MARK in moved.edition.text()
    assert MARK in shell.notices.words
    earlier = shell.sidebar.rows["99"]
    assert (earlier.isHidden(), earlier.text(0)) == (False, "Earlier edition")
    assert "99" in shell.offered()
    shell.undo()
    drain(qtbot)
    assert shell.desk.dossier.edition.id == "2020-03"
    assert moved.edition.text() == "Offline · Edition 2020-03"
    assert earlier.isHidden()


def test_an_answer_that_is_gone_is_shown_under_its_old_words(moved):
    moved.shell.go(Place("99", "9.8"))
    wizard = moved.shell.wizard
    assert wizard.title.text() == "Criteria of an earlier edition"
    assert wizard.summary.text() == "Not asked any more; the answers are kept"
    assert "Security technology procedure" in pages.words(moved).toPlainText()


def test_what_changed_is_read_with_one_button(moved, qtbot):
    desk = moved.shell.desk
    moved.shell.go(Place("6", "6.2"))
    here = bar(moved)
    assert here.isVisible()
    assert "since edition 2020-03" in here.about.text()
    assert "photographed" in here.comparison.accessibleDescription()
    assert [row.rule for row in desk.findings_of("6.2")] == ["answer.read_again"]
    qtbot.mouseClick(here.read_button, Qt.MouseButton.LeftButton)
    drain(qtbot)
    assert desk.findings_of("6.2") == []
    assert bar(moved).isHidden()
    moved.shell.undo()
    drain(qtbot)
    assert bar(moved).isVisible()


def test_a_criterion_with_the_same_words_has_nothing_to_read(moved):
    moved.shell.go(Place("6", "6.1"))
    assert bar(moved).isHidden()


def test_changing_the_answer_does_not_move_what_is_typed_in(moved, qtbot):
    desk = moved.shell.desk
    moved.shell.go(Place("6", "6.2"))
    pages.words(moved).insertPlainText("A photograph is taken. ")
    assert moved.shell.flush()
    drain(qtbot)
    assert "answer.read_again" not in [row.rule for row in desk.findings_of("6.2")]
    here = bar(moved)
    assert (here.isVisible(), here.read_button.isVisible()) == (True, False)
    assert here.about.text() == "You changed the answer since."


def test_the_yearly_review_reads_first_and_affirms_then(moved, qtbot):
    moved.shell.go(Place("year", "6.2"))
    page = moved.shell.current()
    qtbot.waitUntil(page.isVisible)
    assert page.table.item(page.table.currentRow(), 2).text() == "Read again"
    assert "photographed" in page.comparison.accessibleDescription()
    assert not page.affirm_button.isEnabled()
    moved.activateWindow()
    qtbot.waitUntil(moved.isActiveWindow)
    page.table.setFocus()
    for state in (affirming.OPEN, affirming.CHANGED):
        page.select("6.2")
        qtbot.keyClick(page.table, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        drain(qtbot)
        rows = {row.criterion: row for row in affirming.status(page.desk.scope).rows}
        assert (rows["6.2"].state, rows["6.2"].waits) == (state, False)


def test_a_plan_that_is_old_is_not_carried_out(window, qtbot, dialog):
    dialog.add(FILE)
    desk = window.shell.desk
    seen = dialog.plan
    answers.save(desk.workspace, desk.account_id, "10.8", status="not_started", narrative="")
    answers.save(desk.workspace, desk.account_id, "8.1", per_site=True)
    with desk.workspace.work("Take an answer away") as unit:
        row = answers.existing(unit.session, desk.account_id, "6.2")
        unit.session.delete(row)
    dialog.move_profile()
    drain(qtbot)
    assert "changed meanwhile" in dialog.trouble.text()
    assert desk.dossier.edition.id == "2020-03"
    assert dialog.plan != seen
    assert dialog.isVisible()


def test_an_edition_that_is_not_here_is_said_until_it_is(window, qtbot):
    desk = window.shell.desk
    with desk.workspace.work("Name another edition") as unit:
        for profile in unit.session.scalars(select(Profile)):
            profile.edition = OTHER
    drain(qtbot)
    assert f"The edition {OTHER} of this profile is not in this file." in window.shell.banner.words
    assert "edition.missing" in {row.rule for row in desk.review.findings}
    assert "not in this file" in window.edition.text()
    editions.add(desk.workspace, FILE)
    drain(qtbot)
    assert "not in this file" not in window.shell.banner.words
    assert "edition.missing" not in {row.rule for row in desk.review.findings}
    assert desk.dossier.find("9.17") is not None


def test_the_menu_and_the_yearly_review_offer_it(window, qtbot):
    words = [action.text() for action in window.menus.edit.actions()]
    assert "Move to another edition…" in words
    window.shell.open("year")
    assert window.shell.current().edition_button.text() == "Move to another edition…"


def on(window, account):
    return companies.dossier(window.workspace, account).edition.id


@pytest.fixture
def without_exporters(tmp_path):
    """An edition file that asks nothing of exporters."""
    content = json.loads(FILE.read_text())
    for row in content["criteria"]:
        row["levels"].pop("exporter", None)
    content["criteria"] = [row for row in content["criteria"] if row["levels"]]
    path = tmp_path / "other.json"
    path.write_text(json.dumps(content))
    return path


def test_other_accounts_of_the_file_go_along_where_that_is_ticked(window, qtbot, without_exporters):
    made = {
        kind: companies.start(window.workspace, kind, kind, 2026)
        for kind in ("importer", "exporter")
    }
    dialog = EditionDialog(window, window.shell.desk)
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.with_others.text().startswith("Move 2 other accounts of the file")
    assert not dialog.with_others.isChecked()
    dialog.add(without_exporters)
    dialog.with_others.setChecked(True)
    before = on(window, made["importer"])
    dialog.move_profile()
    drain(qtbot)
    assert before != OTHER
    assert on(window, window.shell.desk.account_id) == OTHER
    assert on(window, made["importer"]) == OTHER
    assert on(window, made["exporter"]) == before
    told = window.shell.notices.words
    assert "1 other account was moved." in told
    assert "asks nothing of U.S. Exporter" in told


def test_no_other_account_is_offered_where_none_is_on_the_edition(dialog):
    assert dialog.others == ()
    assert dialog.with_others.isHidden()
