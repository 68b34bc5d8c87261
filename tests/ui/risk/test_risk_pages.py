"""The pages of the risk assessment: its steps, and the map of a chain."""

from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit

from ctpat_desktop.checklist import Place
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.registers import records
from ctpat_desktop.services.risk import assessments, yearly
from ctpat_desktop.services.risk.building import Builder
from ctpat_desktop.support.dates import day_text
from ctpat_desktop.ui.risk import steps as steps_page
from ctpat_desktop.ui.risk.chain_dialog import ChainFieldsDialog
from ctpat_desktop.ui.risk.dialogs import ActionDialog, JudgeDialog, RateDialog
from ctpat_desktop.ui.risk.leg_sources import ChainDialog, LegDialog
from ctpat_desktop.ui.risk.year_dialogs import ApproveDialog, LookDialog, ReopenDialog
from tests.ui.driving import answering, press

FIELDS = ("flow_on", "threats_on", "vulnerabilities_on", "actions_on", "method_on")


@pytest.fixture
def scope(window):
    """A company of its own, without any assessment."""
    desk = window.shell.desk
    window.choose_account(companies.start(desk.workspace, "Harbor", "importer", desk.today.year))
    return desk.scope


def view(window, key):
    window.shell.open("risk")
    return window.shell.current().tab(key)


def words(part):
    QApplication.processEvents()
    return [found.text() for found in part.findChildren(QLabel) if found.isVisibleTo(part)]


@pytest.fixture
def drawn(window, scope):
    """An assessment with a chain of three legs, and its map."""
    key = yearly.begin(scope, scope.today.year)
    build = Builder(scope)
    chain = build.add_chain(key, name="Foshan", origin="CN")
    for name in ("Packing", "Port", "Yard"):
        build.add_leg(chain, name=name, firm=f"{name} Ltd", country="CN", place="Foshan")
    return view(window, "risk_map")


@pytest.fixture
def asked(monkeypatch):
    return answering(monkeypatch, "risk.flow_map", "risk.steps")


def test_an_assessment_is_begun_and_its_steps_are_shown(window, scope):
    steps = view(window, "risk_steps")
    year = scope.today.year
    assert steps.begin_button.text() == f"Begin assessment {year}"
    assert not steps.approve_button.isEnabled()
    steps.begin_button.click()
    assert steps.years.currentText() == f"{year} · open"
    assert "1  Cargo flow" in words(steps)
    assert "No chain is there." in words(steps)
    assert steps.begin_button.text() == f"Begin assessment {year + 1}"


def test_a_step_is_marked_and_opened_again(window, scope):
    yearly.begin(scope, scope.today.year)
    steps = view(window, "risk_steps")
    press(steps, "Mark as done: Method")
    assert assessments.newest(scope).method_on == scope.today
    press(steps, "Open again: Method")
    assert assessments.newest(scope).method_on is None


def test_approval_is_asked_once_all_steps_are_done(window, scope, asked):
    answers, _ = asked
    key = yearly.begin(scope, scope.today.year)
    steps = view(window, "risk_steps")
    assert "Not done yet: Cargo flow" in steps.approve_button.toolTip()
    chain = Builder(scope).add_chain(key, name="Foshan", origin="CN")
    Builder(scope).add_leg(chain, name="Packing", firm="Li", country="CN", contract="direct")
    records.change(scope.workspace, "risk_assessment", key, method="By steps.")
    for field in FIELDS:
        yearly.mark_step(scope, key, field, is_done=True)
    assert steps.approve_button.isEnabled()

    def approve(dialog):
        gaps = "1 leg is not fully rated, 4 points are open"
        words = f"You are approving it with gaps: {gaps}. The printed assessment lists each one."
        assert dialog.left.text() == words
        assert not dialog.save_button.isEnabled()
        dialog.by.setText("Ana Ruiz")
        dialog.changes.setPlainText("nothing")
        dialog.save_button.click()

    answers[ApproveDialog] = approve
    steps.approve_button.click()
    assert assessments.newest(scope).approved_by == "Ana Ruiz"
    assert not steps.approve_button.isVisible()
    assert steps.years.currentText().endswith("approved")

    def reopen(dialog):
        assert not dialog.save_button.isEnabled()
        dialog.reason.setPlainText("A new port")
        dialog.save_button.click()

    assert f"Approved by Ana Ruiz on {day_text(scope.today)}" in words(steps)
    assert any("No copy of what was approved is" in text for text in words(steps))
    answers[ReopenDialog] = reopen
    press(steps, "Reopen…")
    assert assessments.newest(scope).approved_on is None
    assert steps.years.currentText().endswith("open")
    assert steps.approve_button.isVisible()


def test_a_second_click_begins_no_second_year(window, scope):
    steps = view(window, "risk_steps")
    for _ in range(2):
        steps.begin_button.click()
    year = scope.today.year
    assert [row.year for row in assessments.every(scope)] == [year]
    assert steps.begin_button.toolTip() == f"Finish the assessment of {year} and approve it first."


def test_every_open_point_is_shown_when_asked_for(window, scope):
    key = yearly.begin(scope, scope.today.year)
    chain = Builder(scope).add_chain(key, name="Foshan", origin="CN")
    for number in range(6):
        Builder(scope).add_leg(chain, name=f"Leg {number}", country="CN", firm="Li")
    steps = view(window, "risk_steps")
    shown = [text for text in words(steps) if "the contract is not known" in text]
    assert len(shown) == 3
    press(steps, "Show 3 more: Cargo flow")
    shown = [text for text in words(steps) if "the contract is not known" in text]
    assert len(shown) == 6


def test_the_map_shows_the_year_that_was_asked_for_and_lets_an_approved_one_be(window, scope):
    key = yearly.begin(scope, scope.today.year)
    chain = Builder(scope).add_chain(key, name="Marseille", origin="FR")
    leg = Builder(scope).add_leg(chain, name="Port", firm="Li", country="FR")
    values = {"approved_on": scope.today, "approved_by": "Ana"}
    records.change(scope.workspace, "risk_assessment", key, **values)
    yearly.begin(scope, scope.today.year + 1)
    map_ = view(window, "risk_map")
    assert map_.years.currentText() == f"{scope.today.year + 1} · open"
    assert map_.add_leg.isEnabled()
    window.shell.go(Place("risk", table="risk_map", record_id=chain))
    assert map_.years.currentText() == f"{scope.today.year} · approved"
    assert (map_.chain_id, map_.leg_id) == (chain, leg)
    for part in (map_.add_chain, map_.add_leg, map_.remove_button, map_.connect_button):
        assert not part.isEnabled()
        assert part.toolTip() == "It is approved. Reopen it under Steps first."
    assert map_.canvas.is_locked
    assert not map_.fields.isEnabled()
    assert not map_.panel.rate_button.isEnabled()
    assert map_.panel.action_button.isEnabled()
    yearly.reopen(scope, key, "Ana", "A new port")
    assert map_.add_leg.isEnabled()


def test_a_trigger_is_shown_and_looked_at(window, scope, asked):
    answers, _ = asked
    key = yearly.begin(scope, scope.today.year)
    before = scope.today - timedelta(days=9)
    values = {"approved_on": before, "approved_by": "Ana"}
    records.change(scope.workspace, "risk_assessment", key, **values)
    company = scope.company_id
    values = {"number": "7", "found_on": scope.today, "text": "A broken seal."}
    records.add(scope.workspace, "incident", company_id=company, **values)
    steps = view(window, "risk_steps")
    assert any("Incident 7: A broken seal." in text for text in words(steps))

    def look(dialog):
        dialog.decision.setPlainText("The yard is rated again.")
        dialog.save_button.click()

    answers[LookDialog] = look
    press(steps, "Looked at: Incident 7: A broken seal.")
    assert not any("broken seal" in text for text in words(steps))


def test_many_triggers_are_looked_at_with_one_decision(window, scope, asked):
    answers, _ = asked
    key = yearly.begin(scope, scope.today.year)
    before = scope.today - timedelta(days=9)
    values = {"approved_on": before, "approved_by": "Ana"}
    records.change(scope.workspace, "risk_assessment", key, **values)
    rows = [
        {"company_id": scope.company_id, "number": str(n), "found_on": scope.today, "text": "Cut."}
        for n in range(steps_page.MOST_TRIGGERS + 2)
    ]
    records.add_many(scope.workspace, "incident", rows)
    steps = view(window, "risk_steps")
    assert f"{len(rows)} things call for a new look" in words(steps)
    assert "And 2 more." in words(steps)
    assert sum(": Cut." in text for text in words(steps)) == steps_page.MOST_TRIGGERS
    shown = []

    def look(dialog):
        shown.extend(one.text() for one in dialog.findChildren(QLabel))
        dialog.decision.setPlainText("One thief, caught; nothing changes.")
        dialog.save_button.click()

    answers[LookDialog] = look
    press(steps, "Looked at all…")
    assert "And 4 more. The decision is kept for each of them." in shown
    assert not [text for text in words(steps) if "new look" in text]
    assert yearly.triggers(scope) == ()
    window.shell.desk.undo()
    assert len(yearly.triggers(scope)) == len(rows)


def test_the_map_shows_the_legs_in_order(drawn):
    boxes = drawn.canvas.sheet.boxes
    assert [box.title for box in boxes] == ["Packing", "Port", "Yard"]
    assert len(drawn.canvas.sheet.lines) == 2
    assert boxes[0].x < boxes[1].x < boxes[2].x
    assert drawn.box.currentText() == "? Foshan"


def test_a_leg_is_dragged_and_stays_there(drawn, qtbot):
    box = drawn.canvas.sheet.boxes[1]
    zoom = drawn.canvas.zoom
    start = QPoint(round((box.x + 20) * zoom), round((box.y + 20) * zoom))
    qtbot.mousePress(drawn.canvas, Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(drawn.canvas, start + QPoint(round(40 * zoom), round(60 * zoom)))
    qtbot.mouseRelease(drawn.canvas, Qt.MouseButton.LeftButton)
    moved = drawn.canvas.sheet.boxes[1]
    assert (round(moved.x - box.x), round(moved.y - box.y)) == (40, 60)
    assert drawn.leg_id == moved.id
    drawn.desk.undo()
    assert drawn.canvas.sheet.boxes[1].x == box.x


def test_keys_move_a_leg_and_remove_it(drawn, qtbot):
    first = drawn.canvas.sheet.boxes[0]
    drawn.show_leg(first.id)
    qtbot.keyClick(drawn.canvas, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    assert drawn.canvas.sheet.boxes[0].y == first.y + 10
    qtbot.keyClick(drawn.canvas, Qt.Key.Key_Right)
    assert drawn.leg().leg.name == "Port"
    qtbot.keyClick(drawn.canvas, Qt.Key.Key_Delete)
    assert [(leg.leg.name, leg.leg.goes_to) for leg in drawn.chain().legs] == [
        ("Packing", "Yard"),
        ("Yard", ""),
    ]
    drawn.desk.undo()
    assert len(drawn.chain().legs) == 3


def test_legs_are_connected_by_pointer_and_by_list(drawn, qtbot):
    boxes = drawn.canvas.sheet.boxes
    drawn.show_leg(boxes[0].id)
    drawn.connect_button.click()
    zoom, last = drawn.canvas.zoom, boxes[2]
    at = QPoint(round((last.x + 20) * zoom), round((last.y + 20) * zoom))
    qtbot.mouseClick(drawn.canvas, Qt.MouseButton.LeftButton, pos=at)
    assert drawn.leg().leg.goes_to == "Port; Yard"
    assert drawn.onward.currentText() == "Port and Yard"
    assert len(drawn.canvas.sheet.lines) == 3
    assert drawn.canvas.connects_from == ""
    drawn.onward.setCurrentIndex(drawn.onward.findText("Port"))
    drawn.onward.activated.emit(drawn.onward.currentIndex())
    assert drawn.leg().leg.goes_to == "Port"


def test_a_circle_is_refused_in_words(drawn):
    said = []
    drawn.desk.notified.connect(lambda _, text: said.append(text))
    boxes = drawn.canvas.sheet.boxes
    drawn.show_leg(boxes[2].id)
    drawn.onward.setCurrentIndex(drawn.onward.findText("Packing"))
    drawn.onward.activated.emit(drawn.onward.currentIndex())
    assert said == [
        "The goods would come back to Yard. Connect it to a later leg. Nothing was changed."
    ]
    assert drawn.onward.currentData() == ""


def test_escape_stops_connecting(drawn, qtbot):
    drawn.connect_button.click()
    qtbot.keyClick(drawn.canvas, Qt.Key.Key_Escape)
    assert drawn.canvas.connects_from == ""
    assert "Drag a leg" in drawn.hint.text()


def test_a_renamed_leg_is_still_led_to(drawn):
    boxes = drawn.canvas.sheet.boxes
    drawn.open_fields(boxes[1].id)
    line = drawn.fields.inputs["name"].findChild(QLineEdit)
    line.setText("Yantian")
    line.textEdited.emit("Yantian")
    assert drawn.flush()
    assert drawn.leg().leg.name == "Yantian"
    assert drawn.chain().legs[0].leg.goes_to == "Yantian"


def test_threats_are_rated_for_a_place_at_once(drawn, asked):
    answers, _ = asked

    def rate(dialog):
        assert not dialog.save_button.isEnabled()
        dialog.boxes["theft"].setCurrentIndex(3)
        dialog.reach.setCurrentIndex(1)
        assert dialog.save_button.toolTip().startswith("Name the source")
        dialog.source.setText("Police report")
        dialog.source_on.show_day(dialog.desk.today)
        dialog.reason.setPlainText("Two thefts in March.")
        dialog.save_button.click()

    answers[RateDialog] = rate
    drawn.panel.rate_button.click()
    threats = [leg.threats["theft"].level for leg in drawn.chain().legs]
    assert threats == ["high", "high", "high"]
    assert drawn.leg().threats["theft"].place == "Foshan"


def test_a_criterion_is_judged_and_the_answers_decide_again(drawn, asked):
    answers, shown = asked

    def judge(dialog):
        dialog.criterion.setText("6.1")
        dialog.reason.setPlainText("No written procedure.")
        assert dialog.save_button.toolTip() == "Say how far it is met."
        dialog.met.setCurrentIndex(dialog.met.findData("missing"))
        assert dialog.save_button.toolTip() == "Say how it was checked."
        dialog.how.setCurrentIndex(dialog.how.findData("visit"))
        dialog.save_button.click()

    answers[JudgeDialog] = judge
    drawn.panel.judge_button.click()
    assert [gap.criterion for gap in drawn.leg().gaps] == ["6.1"]
    assert drawn.box.currentText() == "▲ Foshan"
    answers[JudgeDialog] = lambda dialog: dialog.back_button.click()
    press(drawn.panel, "Judge 6.1")
    assert shown[-1].reason.toPlainText() == "No written procedure."
    assert drawn.leg().gaps == ()


def test_an_action_is_planned_for_a_gap(drawn, asked):
    answers, _ = asked
    company = drawn.desk.scope.company_id
    values = {"risk_leg_id": drawn.leg_id, "criterion": "6.1", "state": "missing", "reason": "-"}
    records.add(drawn.desk.workspace, "vulnerability_rating", company_id=company, **values)
    assert drawn.leg().lacks_action

    def plan(dialog):
        assert dialog.title.text() == f"{drawn.leg().holder}: meet 6.1"
        dialog.owner.setText("Ana Ruiz")
        dialog.save_button.click()

    answers[ActionDialog] = plan
    press(drawn.panel, "Act on 6.1")
    (action,) = drawn.leg().actions
    assert (action.criterion, action.owner, action.source) == ("6.1", "Ana Ruiz", "risk")


def test_a_chain_and_a_leg_are_added(window, scope, asked):
    answers, _ = asked
    yearly.begin(scope, scope.today.year)
    partner = records.add(
        scope.workspace,
        "partner",
        company_id=scope.company_id,
        name="Blue Gate Trucking",
        city="Laredo",
        country="US",
        roles="drayage",
    )
    drawn = view(window, "risk_map")

    def chain(dialog):
        dialog.name.setText("Laredo")
        assert not dialog.add_button.isEnabled()
        dialog.origin.show_value("MX")
        dialog.origin.left.emit()
        dialog.add_button.click()

    def leg(dialog):
        dialog.words.setText("blue gate")
        dialog.add_button.click()

    answers[ChainDialog], answers[LegDialog] = chain, leg
    drawn.add_chain.click()
    assert drawn.box.currentText() == "? Laredo"
    drawn.add_leg.click()
    assert (drawn.leg().leg.partner_id, drawn.leg().leg.mode) == (partner, "truck")
    assert drawn.leg().holder == "Blue Gate Trucking"


def test_a_place_leads_to_its_leg(window, drawn):
    boxes = drawn.canvas.sheet.boxes
    window.shell.open("home")
    window.shell.desk.go_to(Place("risk", table="risk_leg", record_id=boxes[2].id))
    assert drawn.leg_id == boxes[2].id
    assert drawn.isVisible()


def test_a_change_of_a_leg_reads_its_own_chain_only(drawn, scope):
    other = Builder(scope).add_chain(drawn.assessed.assessment.id, name="Marseille", origin="FR")
    kept = next(view for view in drawn.assessed.chains if view.chain.id == other)
    leg = drawn.chain().legs[0].leg.id
    drawn.desk.change("risk_leg", leg, country="MX", place="Laredo")
    assert next(v for v in drawn.assessed.chains if v.chain.id == other) is kept
    whole = assessments.read(scope, drawn.assessed.assessment.id)
    shown = [(v.chain.name, v.risk, [one.leg.country for one in v.legs]) for v in whole.chains]
    assert shown == [
        (v.chain.name, v.risk, [one.leg.country for one in v.legs]) for v in drawn.assessed.chains
    ]
    assert drawn.canvas.sheet.boxes[0].lines[1].startswith("Laredo, Mexico")


def test_legs_that_are_not_rated_have_a_line_of_their_own_below_the_fields(window, drawn):
    steps = view(window, "risk_steps")
    words_ = steps.heat.below()
    assert words_.splitlines()[1] == "3 legs are not fully rated"
    wide = [steps.heat.fontMetrics().horizontalAdvance(line) for line in words_.splitlines()]
    assert max(wide) < 300, "there is no more room in a window of 1024 points"


def test_the_form_of_an_approved_one_is_read_only(window, drawn, scope):
    key = assessments.newest(scope).id
    approval = {"approved_on": scope.today, "approved_by": "Ana"}
    records.change(scope.workspace, "risk_assessment", key, **approval)
    page = view(window, "risk_assessment")
    page.list.select(key)
    editor = page.editor
    assert editor.fixed.isVisibleTo(page)
    assert "is read only until it is reopened" in editor.fixed.text()
    able = {key for key, widget in editor.fields.inputs.items() if widget.isEnabled()}
    assert able == {"approved_by", "approved_on", "next_on", "evidence_id", "notes"}
    yearly.reopen(scope, key, "Ana", "A new port")
    assert not editor.fixed.isVisibleTo(page)
    assert all(widget.isEnabled() for widget in editor.fields.inputs.values())


def test_a_chain_is_renamed_and_removed_on_its_map(drawn, asked, scope):
    answers, _ = asked
    Builder(scope).add_chain(drawn.assessed.assessment.id, name="Laredo", origin="MX")

    def rename(dialog):
        line = dialog.fields.inputs["name"].findChild(QLineEdit)
        line.setText("Laredo")
        line.textEdited.emit("Laredo")
        assert not dialog.has_work()
        dialog.reject()

    answers[ChainFieldsDialog] = rename
    press(drawn, "About this chain…")
    assert drawn.chain().chain.name == "Laredo (2)"
    answers[ChainFieldsDialog] = lambda dialog: dialog.remove_button.click()
    press(drawn, "About this chain…")
    assert [view.chain.name for view in drawn.assessed.chains] == ["Laredo"]
    drawn.desk.undo()
    assert [len(view.legs) for view in drawn.assessed.chains] == [3, 0]


def test_an_approved_chain_is_only_read_on_its_map(drawn, asked, scope):
    answers, _ = asked
    key = drawn.assessed.assessment.id
    approval = {"approved_on": scope.today, "approved_by": "Ana"}
    records.change(scope.workspace, "risk_assessment", key, **approval)
    seen = []

    def look(dialog):
        seen.append((dialog.fields.isEnabled(), dialog.remove_button.isEnabled()))
        dialog.reject()

    answers[ChainFieldsDialog] = look
    press(drawn, "About this chain…")
    assert seen == [(False, False)]
