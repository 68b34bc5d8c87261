"""The submissions in the window: recorded, printed from the seal, compared with today."""

from datetime import timedelta

import pytest
from PySide6.QtWidgets import QPushButton

from ctpat_desktop.services.profile import answers, evidence_links, exports, submissions
from ctpat_desktop.ui.profile.record_dialog import RecordDialog
from ctpat_desktop.ui.widgets import dialogs
from tests.ui.driving import drain


@pytest.fixture
def page(window, qtbot):
    return opened(window, qtbot)


def opened(window, qtbot):
    window.shell.open("submissions")
    shown = window.shell.current()
    qtbot.waitUntil(shown.isVisible)
    drain(qtbot)
    return shown


@pytest.fixture
def sent(window, qtbot):
    """The page after the profile was recorded."""
    submissions.record(window.shell.desk.scope, by="Dolores Reyes", note="First", anyway=True)
    return opened(window, qtbot)


def cells(page, line=0):
    return [page.table.item(line, at).text() for at in range(page.table.columnCount())]


def differing(page):
    rows = page.states.list
    return [rows.item(at).text() for at in range(rows.count())]


def test_an_empty_page_says_what_it_is_for(page):
    assert page.note.isVisible()
    assert "never changes" in page.note.text()
    assert page.filled.isHidden()


def test_a_submission_is_listed_with_what_was_open(sent, window):
    desk = window.shell.desk
    (row,) = submissions.every(desk.workspace, desk.account_id)
    day = f"{desk.today:%m/%d/%Y}"
    found = [str(row.findings), str(row.blockers)]
    assert cells(sent) == ["2026", day, "Dolores Reyes", *found, "First"]
    assert sent.note.isHidden()


def test_nothing_on_the_page_takes_a_submission_away(sent):
    words = " ".join(one.text().lower() for one in sent.findChildren(QPushButton))
    assert "remove" not in words
    assert "delete" not in words


def test_it_is_recorded_by_the_dialog(page, window, qtbot):
    desk = window.shell.desk
    dialog = RecordDialog(window, desk)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.day.show_day(desk.today - timedelta(days=3))
    dialog.by.setText("Dolores Reyes")
    dialog.note.setText("By the desk")
    press(dialog)
    drain(qtbot)
    assert dialog.result() == RecordDialog.DialogCode.Accepted
    (row,) = submissions.every(desk.workspace, desk.account_id)
    assert (row.submitted_by, row.note) == ("Dolores Reyes", "By the desk")
    assert row.submitted_on == desk.today - timedelta(days=3)
    assert cells(page)[2] == "Dolores Reyes"


def press(dialog):
    """Press Record; once more where blockers are shown."""
    dialog.record_button.click()
    if dialog.result() == 0:
        dialog.record_button.click()


def test_open_blockers_are_named_before_it_is_recorded_all_the_same(page, window, qtbot):
    desk = window.shell.desk
    dialog = RecordDialog(window, desk)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.record_button.click()
    assert submissions.every(desk.workspace, desk.account_id) == []
    assert dialog.isVisible()
    named = [dialog.blockers.item(at).text() for at in range(dialog.blockers.count())]
    assert any(line.startswith("4.3 ") for line in named)
    assert dialog.record_button.text() == "Record all the same"
    dialog.record_button.click()
    (row,) = submissions.every(desk.workspace, desk.account_id)
    assert row.blockers == len(named)


@pytest.mark.parametrize("days", [1, None])
def test_a_day_to_come_or_none_is_refused(page, window, qtbot, days):
    desk = window.shell.desk
    dialog = RecordDialog(window, desk)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.day.show_day(None if days is None else desk.today + timedelta(days=days))
    dialog.record_button.click()
    dialog.record_button.click()
    assert submissions.every(desk.workspace, desk.account_id) == []
    assert not dialog.day.warning.isHidden()


def test_what_differs_from_today_is_listed_and_marked(sent, window, qtbot):
    desk = window.shell.desk
    assert sent.states.about.text() == "Nothing differs."
    assert differing(sent) == []
    before = desk.dossier.answer("9.1").whole.narrative
    answers.save(desk.workspace, desk.account_id, "9.1", narrative=before + " Guards too.")
    drain(qtbot)
    assert [line.split()[0] for line in differing(sent)] == ["9.1"]
    assert sent.states.about.text() == "1 criterion is answered differently"
    assert "Added: Guards too." in sent.states.comparison.accessibleDescription()


def test_a_status_and_a_document_are_words_that_differ(sent, window, qtbot):
    desk = window.shell.desk
    linked = {row.id for row in desk.dossier.answer("9.1").evidence}
    other = next(row for row in desk.dossier.evidence if row.id not in linked)
    evidence_links.link(desk.workspace, desk.account_id, "9.1", other.id)
    drain(qtbot)
    assert f"{other.title} ({other.sha256[:8]})" in sent.states.comparison.toPlainText()
    assert sent.states.comparison.accessibleDescription() != "No difference"
    answers.save(desk.workspace, desk.account_id, "2.1", status="partly")
    drain(qtbot)
    sent.states.list.setCurrentRow(0)
    assert differing(sent)[0].startswith("2.1")
    assert sent.states.comparison.accessibleDescription() != "No difference"


def test_the_first_submission_is_compared_with_today_at_once(page, window, qtbot):
    desk = window.shell.desk
    row = submissions.record(desk.scope, anyway=True)
    drain(qtbot)
    assert page.states.before.currentData() == row.id
    assert page.states.after.currentText() == "Now"


def test_two_submissions_are_compared(sent, window, qtbot):
    desk = window.shell.desk
    answers.save(desk.workspace, desk.account_id, "2.1", narrative="New words.")
    second = submissions.record(desk.scope, anyway=True)
    answers.save(desk.workspace, desk.account_id, "3.1", narrative="Newer words.")
    drain(qtbot)
    before, after = sent.states.before, sent.states.after
    assert (before.currentData(), after.currentText()) == (second.id, "Now")
    for box, key in ((before, sent.rows[-1].id), (after, second.id)):
        box.setCurrentIndex(box.findData(key))
        box.activated.emit(box.currentIndex())
    drain(qtbot)
    assert [line.split()[0] for line in differing(sent)] == ["2.1"]


def test_its_report_is_that_of_its_day(sent, window, qtbot, tmp_path, monkeypatch):
    desk = window.shell.desk
    shown = []
    monkeypatch.setattr(
        "ctpat_desktop.ui.widgets.print_preview.preview_report", lambda _, pdf: shown.append(pdf)
    )
    before = exports.report_pdf_bytes(desk.scope, "report")
    answers.save(desk.workspace, desk.account_id, "9.1", narrative="All new.")
    sent.print_report()
    assert shown == [before]
    sent.save_report(tmp_path / "then.pdf")
    assert (tmp_path / "then.pdf").read_bytes() == before
    sent.save_report(tmp_path / "then.docx")
    assert (tmp_path / "then.docx").stat().st_size > 0
    assert "then.docx" in window.shell.notices.words


def test_the_desk_is_opened_from_the_page(sent, window, qtbot):
    (button,) = [
        one for one in sent.filled.findChildren(QPushButton) if one.text() == "Open the portal desk"
    ]
    button.click()
    assert window.shell.portal.isVisible()
    drain(qtbot)


def test_the_dialog_is_asked_for_and_can_be_left(page, window, monkeypatch):
    asked = []
    monkeypatch.setattr("ctpat_desktop.ui.profile.submissions.ask", asked.append)
    page.ask_record()
    assert isinstance(asked[0], RecordDialog)
    assert not dialogs.has_work(asked[0])
    asked[0].deleteLater()
