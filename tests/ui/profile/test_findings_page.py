"""The page of findings: a heading per severity, and the way to each place."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt

from ctpat_desktop.checklist import Finding, Severity
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.files import workspaces
from ctpat_desktop.services.profile import finding_marks
from ctpat_desktop.services.profile.finding_marks import key_of
from ctpat_desktop.ui.profile.finding_dialogs import AcceptDialog, AssignDialog
from ctpat_desktop.ui.profile.findings import FindingsPage
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.widgets.banner import Banner
from ctpat_desktop.ui.widgets.dialogs import say_refusals
from tests.closing import DAY


@pytest.fixture
def page(qtbot, sample):
    workspace = workspaces.open_file(Path(sample))
    desk = Desk(workspace, companies.choose(workspace), DAY)
    desk.read()
    shown = FindingsPage(desk)
    qtbot.addWidget(shown)
    shown.resize(900, 700)
    shown.show()
    yield shown
    desk.leave()
    workspace.close()


def test_every_finding_is_a_line_under_the_heading_of_its_severity(page):
    lines = page.model.lines
    found = [line for line in lines if isinstance(line, Finding)]
    headings = [line for line in lines if isinstance(line, str)]
    assert found == list(page.desk.review.findings)
    assert len(headings) == len({line.severity for line in found})
    assert f"({sum(line.severity is found[0].severity for line in found)})" in headings[0]


def test_a_click_goes_to_the_place(page, qtbot):
    place = next(n for n, line in enumerate(page.model.lines) if isinstance(line, Finding))
    spot = page.list.visualRect(page.model.index(place)).center()
    with qtbot.waitSignal(page.desk.navigated) as told:
        qtbot.mouseClick(page.list.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert told.args == [page.model.lines[place].place]


def test_a_line_tells_place_reason_and_remedy_whole(page):
    place = next(n for n, line in enumerate(page.model.lines) if isinstance(line, Finding))
    line, words = page.model.lines[place], page.model.index(place).data()
    assert all(part in words for part in (line.place.label, line.reason, line.remedy))


def findings(page):
    return [line for line in page.model.lines if isinstance(line, Finding)]


def first_of(page, severity):
    return next(
        n for n, line in enumerate(page.model.lines) if getattr(line, "severity", 0) is severity
    )


def tick(page, qtbot, row):
    spot = page.list.visualRect(page.model.index(row)).topLeft() + QPoint(17, 17)
    qtbot.mouseClick(page.list.viewport(), Qt.MouseButton.LeftButton, pos=spot)


def test_a_click_on_the_box_ticks_and_goes_nowhere(page, qtbot):
    row = first_of(page, Severity.BLOCKER)
    with qtbot.assertNotEmitted(page.desk.navigated):
        tick(page, qtbot, row)
    assert page.model.chosen() == [page.model.lines[row]]
    assert page.assign_button.text() == "Owner and due date… (1)"
    tick(page, qtbot, row)
    assert page.model.chosen() == []
    assert not page.assign_button.isEnabled()


def test_space_ticks_the_line_the_keyboard_is_on(page, qtbot):
    row = first_of(page, Severity.GAP)
    page.list.setFocus()
    page.list.setCurrentIndex(page.model.index(row))
    qtbot.keyClick(page.list, Qt.Key.Key_Space)
    assert page.model.chosen() == [page.model.lines[row]]


def test_tick_all_ticks_what_is_shown_and_then_nothing(page):
    page.words.setText("seal")
    page.tick_all()
    assert page.model.chosen() == findings(page) != []
    page.tick_all()
    assert page.model.chosen() == []


def test_owner_and_day_are_shown_and_narrowed_by(page, qtbot):
    row = first_of(page, Severity.GAP)
    chosen = page.model.lines[row]
    late = page.desk.today - timedelta(days=2)
    page.desk.changed.connect(page.hear)
    finding_marks.assign(page.desk.scope, [chosen], "Oscar", late)
    words = page.model.index(first_of(page, Severity.GAP)).data()
    assert "Oscar · due " in words
    page.owner.setCurrentIndex(page.owner.findText("Oscar"))
    assert findings(page) == [chosen]
    page.owner.setCurrentIndex(page.owner.findText("Nobody yet"))
    assert chosen not in findings(page)
    page.owner.setCurrentIndex(0)
    page.state.setCurrentIndex(page.state.findData("late"))
    assert findings(page) == [chosen]


def test_an_accepted_one_leaves_the_open_ones_and_comes_back(page):
    every = findings(page)
    chosen = page.model.lines[first_of(page, Severity.GAP)]
    until = page.desk.today + timedelta(days=9)
    page.desk.changed.connect(page.hear)
    finding_marks.accept(page.desk.scope, [chosen], "Replaced in May", until)
    assert page.head.text().endswith("findings, 1 accepted")
    assert findings(page) == [row for row in every if row is not chosen]
    page.state.setCurrentIndex(page.state.findData("accepted"))
    assert page.model.lines == ["Accepted for a while (1)", chosen]
    page.model.tick({key_of(chosen)})
    page.open_again()
    assert page.nothing.text() == "No finding fits these choices."
    page.state.setCurrentIndex(page.state.findData("open"))
    assert findings(page) == every


def test_words_weight_and_nothing_that_fits(page):
    page.severity.setCurrentIndex(page.severity.findData(Severity.BLOCKER))
    assert {row.severity for row in findings(page)} == {Severity.BLOCKER}
    page.words.setText("no finding says this")
    assert findings(page) == []
    assert page.nothing.isVisible()
    assert not page.save_button.isEnabled()


def test_the_dialog_writes_to_all_that_are_ticked(page, qtbot):
    rows = [first_of(page, Severity.GAP), first_of(page, Severity.GAP) + 1]
    chosen = [page.model.lines[row] for row in rows]
    asked = AssignDialog(page, page.desk, chosen, finding_marks.NONE)
    qtbot.keyClicks(asked.words, "Oscar")
    qtbot.keyClicks(asked.day.edit, "2026-12-20")
    asked.save_button.click()
    assert asked.result() == AssignDialog.DialogCode.Accepted
    marks = finding_marks.read(page.desk.scope, chosen)
    assert {(row.owner, row.due_on) for row in marks.values()} == {("Oscar", date(2026, 12, 20))}
    assert len(marks) == 2


def test_accepting_wants_a_reason_and_a_day_to_come(page, qtbot):
    asked = AcceptDialog(page, page.desk, [page.model.lines[first_of(page, Severity.GAP)]])
    assert not asked.save_button.isEnabled()
    qtbot.keyClicks(asked.words, "Replaced in May")
    assert asked.save_button.isEnabled()
    asked.day.show_day(page.desk.today - timedelta(days=1))
    asked.show_reason()
    assert asked.why_not.text() == "Choose an end from today on."
    assert not asked.save_button.isEnabled()


def test_a_blocker_is_refused_in_one_line(page, qtbot):
    asked = AcceptDialog(page, page.desk, [page.model.lines[first_of(page, Severity.BLOCKER)]])
    qtbot.keyClicks(asked.words, "We know")
    with qtbot.waitSignal(page.desk.notified) as told:
        asked.save_button.click()
    assert "is a blocker" in told.args[1]
    assert asked.result() != AcceptDialog.DialogCode.Accepted


def test_the_shown_ones_are_written(page, tmp_path, qtbot):
    page.severity.setCurrentIndex(page.severity.findData(Severity.GAP))
    with qtbot.waitSignal(page.desk.written) as told:
        page.save(tmp_path / "findings.csv")
    lines = (tmp_path / "findings.csv").read_text("utf-8-sig").splitlines()
    assert told.args[0].startswith(f"{len(findings(page))} findings saved in")
    assert lines[0].startswith("Weight,Where,Criterion,Finding")
    assert all(line.startswith("Gap,") for line in lines[1:] if line[:4] in ("Gap,", "Bloc"))


def test_a_blocker_cannot_be_accepted_and_the_button_says_so(page):
    blocker, other = (
        next(row for row in findings(page) if (row.severity is Severity.BLOCKER) is wanted)
        for wanted in (True, False)
    )
    page.model.tick({key_of(other)})
    assert page.accept_button.isEnabled()
    page.model.tick({key_of(blocker), key_of(other)})
    assert not page.accept_button.isEnabled()
    assert "is a blocker" in page.accept_button.toolTip()


def test_a_refusal_stands_in_the_dialog(page, qtbot):
    blocker = next(row for row in findings(page) if row.severity is Severity.BLOCKER)
    dialog = AcceptDialog(page, page.desk, [blocker])
    qtbot.addWidget(dialog)
    say_refusals(dialog)
    say_refusals(dialog)
    dialog.words.setText("Because.")
    dialog.save()
    (banner,) = dialog.findChildren(Banner)
    assert "is a blocker" in banner.words
    assert dialog.layout().itemAt(0).widget() is banner


def test_the_keyboard_rests_in_the_list_after_a_decision(page, monkeypatch):
    monkeypatch.setattr("ctpat_desktop.ui.profile.findings.ask", lambda _: None)
    other = next(row for row in findings(page) if row.severity is not Severity.BLOCKER)
    page.activateWindow()
    for decide in (page.accept, page.assign):
        page.model.tick({key_of(other)})
        page.accept_button.setFocus()
        decide()
        assert page.focusWidget() is page.list
