"""Floor plans and the site walk in the window."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QPushButton

from ctpat_desktop.records import Response
from ctpat_desktop.services import evidence, fields, plans, walks

LIGHTS = """Is the fence line lit well enough to see a person at night?
Two masts are dark.

Are docks, yard and entrances lit?
All docks are lit."""


@pytest.fixture
def desk(window):
    return window.shell.desk


@pytest.fixture
def board(window, desk, tmp_path):
    """A plan with a picture, shown."""
    picture = QImage(1000, 500, QImage.Format.Format_RGB32)
    picture.fill(QColor("white"))
    picture.save(str(tmp_path / "plan.png"))
    company, site = desk.dossier.company.id, desk.dossier.sites[0].id
    document = evidence.add_file(desk.workspace, company, tmp_path / "plan.png")
    plan = fields.add(
        desk.workspace,
        "site_plan",
        company_id=company,
        site_id=site,
        title="Ground floor",
        evidence_id=document,
    )
    window.shell.open("sites")
    view = window.shell.pages["sites"].tab("site_plans")
    view.show_plan(plan)
    return view


def spot(view, x, y):
    """Return where thousandths of the picture are on the screen."""
    area = view.canvas.area
    return view.canvas.mapFromScene(area.width() * x / 1000, area.height() * y / 1000)


def test_a_click_places_a_mark_of_the_chosen_kind(qtbot, board, desk):
    camera = next(b for b in board.tools.buttons() if b.text() == "Camera")
    qtbot.mouseClick(camera, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(board.canvas.viewport(), Qt.MouseButton.LeftButton, pos=spot(board, 250, 400))
    (mark,) = plans.marks(desk.workspace, board.plan_id)
    assert mark.kind == "camera"
    assert (abs(mark.x - 250) <= 2, abs(mark.y - 400) <= 3) == (True, True)
    qtbot.keyClicks(board.name, "Dock 1")
    assert board.seal()
    assert plans.marks(desk.workspace, board.plan_id)[0].label == "Dock 1"


def test_a_mark_is_dragged_to_another_place(qtbot, board, desk):
    mark = plans.place(desk.workspace, board.plan_id, "gate", 200, 200)
    view = board.canvas.viewport()
    start, end = spot(board, 200, 200), spot(board, 600, 700)
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(view, pos=start + QPoint(20, 20))
    qtbot.mouseMove(view, pos=end)
    qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=end)
    stored = fields.stored(desk.workspace, "site_mark", mark)
    assert (abs(stored.x - 600) < 40, abs(stored.y - 700) < 60) == (True, True)


def test_arrows_move_and_delete_removes_the_chosen_mark(qtbot, window, board, desk):
    mark = plans.place(desk.workspace, board.plan_id, "light", 500, 500)
    board._choose(mark)
    qtbot.keyClick(board.canvas, Qt.Key.Key_Right)
    qtbot.keyClick(board.canvas, Qt.Key.Key_Up)
    stored = fields.stored(desk.workspace, "site_mark", mark)
    assert (stored.x, stored.y) == (505, 495)
    qtbot.keyClick(board.canvas, Qt.Key.Key_Delete)
    assert plans.marks(desk.workspace, board.plan_id) == []
    window.menus.undo.trigger()
    assert [row.id for row in plans.marks(desk.workspace, board.plan_id)] == [mark]


def test_a_plan_that_is_no_picture_says_so(board, desk, tmp_path):
    (tmp_path / "notes.txt").write_text("words")
    document = evidence.add_file(desk.workspace, desk.dossier.company.id, tmp_path / "notes.txt")
    fields.change(desk.workspace, "site_plan", board.plan_id, evidence_id=document)
    board.show_plan(board.plan_id)
    assert board.trouble.text() == "This document is no picture and no PDF."


@pytest.fixture
def walk(window, desk):
    window.shell.open("sites")
    view = window.shell.pages["sites"].tab("site_walk")
    view.choose_site(desk.dossier.sites[1].id)
    return view


def at(walk, key):
    """Go to a question by its key."""
    walk.questions.go_to([step.key for step in walk.steps].index(key))


def press(qtbot, button):
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def here(walk, desk, criterion):
    """Return the site's answer to a criterion, None where there is none."""
    rows = desk.dossier.answer(criterion).by_site
    return next(row for site, row in rows if site.id == walk.site_id)


def found(walk, desk):
    """Return what the walk on the screen has found, by the key of the question."""
    said = walks.answers_of(desk.workspace, walk.walk_id)
    return {key: (row.result, row.words) for key, row in said.items()}


def test_two_questions_on_one_criterion_keep_result_and_words_of_their_own(qtbot, walk, desk):
    before = here(walk, desk, "9.6")
    at(walk, "fence_light")
    press(qtbot, walk.questions.choices["partly"])
    qtbot.keyClicks(walk.questions.words, "Two masts are dark.")
    at(walk, "dock_light")
    press(qtbot, walk.questions.choices["in_place"])
    qtbot.keyClicks(walk.questions.words, "All docks are lit.")
    assert walk.seal()
    assert found(walk, desk) == {
        "fence_light": ("partly", "Two masts are dark."),
        "dock_light": ("in_place", "All docks are lit."),
    }
    now = here(walk, desk, "9.6")
    assert (now and now.status, now and now.narrative) == (
        before and before.status,
        before and before.narrative,
    )


def test_the_worst_result_is_proposed_and_taken_over_by_a_click(qtbot, walk, desk):
    test_two_questions_on_one_criterion_keep_result_and_words_of_their_own(qtbot, walk, desk)
    walk.tabs.setCurrentWidget(walk.proposed)
    (row,) = walk.proposed.rows
    assert (row.criterion, row.status, row.asked, row.questions) == ("9.6", "partly", 2, 2)
    take = walk.proposed.findChild(QPushButton, "take 9.6")
    press(qtbot, take)
    now = here(walk, desk, "9.6")
    assert (now.status, now.narrative) == (
        "partly",
        LIGHTS,
    )
    assert walk.proposed.ready() == []
    assert not walk.proposed.all.isEnabled()
    assert walk.proposed.all.toolTip() == "Every answer of the site says this already."


def test_progress_counts_questions(qtbot, walk):
    assert walk.done.text() == "0 of 27 questions"
    for key in ("fence_light", "dock_light"):
        at(walk, key)
        press(qtbot, walk.questions.choices["in_place"])
    assert walk.done.text() == "2 of 27 questions"


def test_keys_give_the_result_and_go_on(qtbot, walk, desk):
    walk.questions.list.setFocus()
    qtbot.keyClick(walk.questions.list, Qt.Key.Key_1)
    qtbot.keyClick(walk.questions.list, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(walk.questions.list, Qt.Key.Key_2)
    assert walk.questions.words.hasFocus()
    qtbot.keyClicks(walk.questions.words, "1 gap of 2 feet")
    keys = [step.key for step in walk.steps[:2]]
    assert walk.seal()
    assert found(walk, desk) == {keys[0]: ("in_place", ""), keys[1]: ("partly", "1 gap of 2 feet")}


def test_words_typed_on_a_walk_are_kept_when_it_goes_on(qtbot, walk, desk):
    at(walk, "private_cars")
    qtbot.keyClicks(walk.questions.words, "Cars park across the road.")
    press(qtbot, walk.questions.forward)
    assert found(walk, desk)["private_cars"] == ("", "Cars park across the road.")
    assert walk.questions.words.toPlainText() == ""


def test_a_photo_of_a_walk_proves_the_sites_answer_once_taken_over(qtbot, walk, desk, tmp_path):
    at(walk, "fence_state")
    (tmp_path / "fence.jpg").write_bytes(b"\xff\xd8\xff not really")
    walk.questions.photos.take_files([tmp_path / "fence.jpg"])
    press(qtbot, walk.questions.choices["in_place"])
    walk.proposed.show_walk(walk.walk_id)
    walk.proposed.take_all()
    said = desk.dossier.answer("9.2")
    row = here(walk, desk, "9.2")
    titles = [d.title for d in said.evidence if d.id in said.evidence_ids[row.id]]
    assert titles == ["fence"]


def test_a_finding_becomes_a_corrective_action_in_one_click(qtbot, walk, desk):
    at(walk, "fence_state")
    press(qtbot, walk.questions.choices["partly"])
    qtbot.keyClicks(walk.questions.words, "A panel is down.")
    press(qtbot, walk.questions.act)
    row = walks.answers_of(desk.workspace, walk.walk_id)["fence_state"]
    action = fields.stored(desk.workspace, "action", row.action_id)
    assert (action.criterion, action.reason, action.source, action.site_id) == (
        "9.2",
        "A panel is down.",
        "walk",
        walk.site_id,
    )
    assert walk.questions.act_state.text().startswith("Corrective action: Open, due ")
    assert walk.questions.act.isHidden()


def test_a_walk_half_done_goes_on_at_its_first_open_question(qtbot, window, walk, desk):
    press(qtbot, walk.questions.choices["in_place"])
    site, other = walk.site_id, desk.dossier.sites[0].id
    walk.choose_site(other)
    walk.choose_site(site)
    assert walk.questions.place == 1
    assert walk.done.text() == "1 of 27 questions"
    again = type(walk)(desk)
    again.show_all()
    again.choose_site(site)
    assert again.done.text() == "1 of 27 questions"
    again.deleteLater()


def test_a_finished_walk_is_not_changed_and_says_so(qtbot, walk, desk):
    press(qtbot, walk.questions.choices["in_place"])
    assert not walk.start.isEnabled()
    assert walk.start.toolTip().endswith("is still on: finish it first.")
    press(qtbot, walk.finish)
    before = found(walk, desk)
    walk.questions.list.setFocus()
    qtbot.keyClick(walk.questions.list, Qt.Key.Key_2)
    assert found(walk, desk) == before
    assert walk.questions.why.text() == "This walk is finished. Reopen it to change it."
    press(qtbot, walk.start)
    assert [line.done for line in walk.lines] == [0, 1]


def test_a_walk_is_compared_with_the_one_before(qtbot, walk, desk):
    for result in ("partly", "in_place"):
        press(qtbot, walk.start)
        at(walk, "fence_state")
        press(qtbot, walk.questions.choices[result])
        press(qtbot, walk.finish)
    walk.tabs.setCurrentWidget(walk.compared)
    item = walk.compared.table.topLevelItem(0)
    assert [item.text(column) for column in range(1, 4)] == ["Partly", "In place", "▲ Better"]
    assert walk.compared.counts.text() == "1 better, 0 worse, 0 unchanged, 0 not asked"


def test_the_question_without_a_number_is_offered_and_taken_over(qtbot, walk, desk):
    assert desk.dossier.find("10.walk") is None
    at(walk, "delivery_area")
    assert walk.questions.criterion.text() == "Monitored delivery area · your own row"
    assert "10." not in walk.questions.list.item(walk.questions.place).text()
    press(qtbot, walk.questions.choices["in_place"])
    qtbot.keyClicks(walk.questions.words, "Door 4 alone.")
    assert walk.seal()
    walk.proposed.show_walk(walk.walk_id)
    walk.proposed.take_all()
    row = here(walk, desk, "10.walk")
    assert (row.status, row.narrative) == ("in_place", "Door 4 alone.")


def test_a_walk_goes_on_where_the_retired_criterion_was_answered(qtbot, walk, desk):
    with desk.workspace.work("Answer 10.9") as unit:
        unit.session.add(
            Response(
                id="r" * 32, profile_id=desk.dossier.profile.id, criterion="10.9", site_id=None
            )
        )
    walk.show_all()
    assert "10.walk" not in [step.criterion for step in walk.steps]
    at(walk, "delivery_area")
    press(qtbot, walk.questions.choices["in_place"])
    walk.proposed.show_walk(walk.walk_id)
    walk.proposed.take_all()
    assert here(walk, desk, "10.9").status == "in_place"
    assert desk.dossier.find("10.walk") is None
