"""Floor plans and the site walk in the window."""

from itertools import combinations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QColor, QImage, QWheelEvent
from PySide6.QtWidgets import QApplication, QPushButton

from ctpat_desktop.documents.registers.plan_marks import Rectangle
from ctpat_desktop.records import Response
from ctpat_desktop.services.evidence import library
from ctpat_desktop.services.registers import records, site_plans, walks
from ctpat_desktop.ui.registers.plan_dialog import PlanDialog
from tests.ui.driving import agreeing, drain

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
    document = library.add_file(desk.workspace, company, tmp_path / "plan.png")
    plan = records.add(
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
    (mark,) = site_plans.marks(desk.workspace, board.plan_id)
    assert mark.kind == "camera"
    assert (abs(mark.x - 250) <= 2, abs(mark.y - 400) <= 3) == (True, True)
    qtbot.keyClicks(board.name, "Dock 1")
    assert board.flush()
    assert site_plans.marks(desk.workspace, board.plan_id)[0].label == "Dock 1"


def test_a_mark_is_dragged_to_another_place(qtbot, board, desk):
    mark = site_plans.place(desk.workspace, board.plan_id, "gate", [(200, 200)])
    view = board.canvas.viewport()
    start, end = spot(board, 200, 200), spot(board, 600, 700)
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(view, pos=start + QPoint(20, 20))
    qtbot.mouseMove(view, pos=end)
    qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=end)
    stored = records.stored(desk.workspace, "site_mark", mark)
    assert (abs(stored.x - 600) < 40, abs(stored.y - 700) < 60) == (True, True)


def test_arrows_move_and_delete_removes_the_chosen_mark(qtbot, window, board, desk):
    mark = site_plans.place(desk.workspace, board.plan_id, "light", [(500, 500)])
    board._choose(mark)
    qtbot.keyClick(board.canvas, Qt.Key.Key_Right)
    qtbot.keyClick(board.canvas, Qt.Key.Key_Up)
    stored = records.stored(desk.workspace, "site_mark", mark)
    assert (stored.x, stored.y) == (505, 495)
    qtbot.keyClick(board.canvas, Qt.Key.Key_Delete)
    assert site_plans.marks(desk.workspace, board.plan_id) == []
    window.menus.undo.trigger()
    assert [row.id for row in site_plans.marks(desk.workspace, board.plan_id)] == [mark]


def placed(board, desk, *labels, kind="camera"):
    """Place marks with these names, some of them close together."""
    for n, name in enumerate(labels):
        point = (400 + 20 * (n % 5), 400 + 10 * (n // 5))
        mark = site_plans.place(desk.workspace, board.plan_id, kind, [point])
        records.change(desk.workspace, "site_mark", mark, label=name)


def rows(board):
    return [board.list.item(at).text() for at in range(board.list.count())]


def names_on_screen(board):
    """Return the boxes of the names, in dots of the screen from the corner of the plan."""
    marks, zoom = board.canvas.marks.values(), board.canvas.zoom
    boxes = [mark.name.translated(mark.pos() * zoom) for mark in marks]
    return [Rectangle(*box.getRect()) for box in boxes]


def wheel(board, delta, keys=Qt.KeyboardModifier.NoModifier):
    view = board.canvas.viewport()
    at = QPointF(view.rect().center())
    where = (at, view.mapToGlobal(at), QPoint(), QPoint(0, delta))
    ends = (Qt.MouseButton.NoButton, keys, Qt.ScrollPhase.NoScrollPhase, False)
    QApplication.sendEvent(view, QWheelEvent(*where, *ends))


def test_marks_and_plans_are_sorted_as_people_count(board, desk):
    placed(board, desk, "Dock 10", "Dock 2", "")
    placed(board, desk, "Main", kind="gate")
    assert rows(board) == [
        "C1  Camera  Dock 2",
        "C2  Camera  Dock 10",
        "C3  Camera",
        "G1  Gate  Main",
    ]
    company, site = desk.dossier.company.id, desk.dossier.sites[0].id
    for title in ("Storey 10", "Storey 2"):
        records.add(desk.workspace, "site_plan", company_id=company, site_id=site, title=title)
    titles = [board.plans.itemText(at).partition(" · ")[2] for at in range(board.plans.count())]
    assert titles.index("Storey 2") < titles.index("Storey 10")


def test_the_names_of_twenty_marks_step_aside_at_every_zoom(board, desk):
    placed(board, desk, *(f"Camera {n}" for n in range(20)))
    for steps in (0, 2, 4):
        board.canvas.zoom_by(steps)
        boxes = names_on_screen(board)
        assert len(boxes) == 20
        assert [1 for a, b in combinations(boxes, 2) if a.shared(b) > 1] == []


def test_the_wheel_scrolls_and_zooms_with_ctrl_alone(board, desk):
    canvas = board.canvas
    whole = canvas.zoom
    wheel(board, -120)
    assert canvas.zoom == whole
    for _ in range(5):
        wheel(board, 120, Qt.KeyboardModifier.ControlModifier)
    assert round(canvas.zoom / whole, 3) == round(1.25**5, 3)
    before, place = canvas.zoom, canvas.verticalScrollBar().value()
    wheel(board, -120)
    assert canvas.zoom == before
    assert canvas.verticalScrollBar().value() > place
    board.canvas.fit()
    assert canvas.zoom == whole


def test_the_keys_zoom(qtbot, window, board):
    window.activateWindow()
    board.canvas.setFocus()
    whole = board.canvas.zoom
    qtbot.keyClick(board.canvas, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert board.canvas.zoom > whole
    qtbot.keyClick(board.canvas, Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    assert round(board.canvas.zoom, 6) == round(whole, 6)
    qtbot.keyClick(board.canvas, Qt.Key.Key_Equal, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(board.canvas, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert board.canvas.zoom == whole


def test_the_chosen_mark_is_shown_in_list_plan_and_fields(qtbot, board, desk):
    placed(board, desk, "Dock 1", "Dock 2", "Dock 3")
    board.list.setCurrentRow(1)
    (chosen,) = board.canvas.board.selectedItems()
    assert (chosen.words, board.name.text()) == ("C2 Dock 2", "Dock 2")
    third = next(mark for mark in board.canvas.marks.values() if mark.words == "C3 Dock 3")
    name = board.canvas.mapFromScene(third.pos()) + third.name.center().toPoint()
    qtbot.mouseClick(board.canvas.viewport(), Qt.MouseButton.LeftButton, pos=name)
    assert board.list.currentItem().text() == "C3  Camera  Dock 3"
    assert board.name.text() == "Dock 3"
    assert board.canvas.board.selectedItems() == [third]


def test_a_chosen_mark_out_of_sight_comes_into_sight(board, desk):
    placed(board, desk, "Near")
    far = site_plans.place(desk.workspace, board.plan_id, "gate", [(980, 980)])
    board.canvas.zoom_by(8)
    board._choose(far)
    at = board.canvas.mapFromScene(board.canvas.marks[far].pos())
    assert board.canvas.viewport().rect().contains(at)


def test_a_fence_is_drawn_moved_and_removed_as_a_line(qtbot, window, board, desk):
    view = board.canvas.viewport()
    tool = next(b for b in board.tools.buttons() if b.text() == "Fence")
    qtbot.mouseClick(tool, Qt.MouseButton.LeftButton)
    for x, y in ((100, 100), (500, 100), (900, 100)):
        qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=spot(board, x, y))
    qtbot.keyClick(board.canvas, Qt.Key.Key_Return)
    (fence,) = site_plans.marks(desk.workspace, board.plan_id)
    line = site_plans.lines(desk.workspace, [fence])[fence.id]
    assert [abs(x - wanted) <= 4 for (x, _), wanted in zip(line, (-400, 0, 400), strict=True)]
    qtbot.keyClick(board.canvas, Qt.Key.Key_Left)
    for _ in range(25):
        qtbot.keyClick(board.canvas, Qt.Key.Key_Up)
    moved = records.stored(desk.workspace, "site_mark", fence.id)
    assert (moved.x, moved.y) == (fence.x - 5, -min(y for _, y in line))
    assert board.canvas.lines[fence.id].pos() == board.canvas.marks[fence.id].pos()
    qtbot.keyClick(board.canvas, Qt.Key.Key_Delete)
    assert site_plans.lines(desk.workspace, [fence]) == {}
    window.menus.undo.trigger()
    assert site_plans.lines(desk.workspace, [fence])[fence.id] == line


def test_a_line_that_was_begun_is_kept_or_let_go_by_key(qtbot, board, desk):
    board.use_tool("fence")
    view = board.canvas.viewport()
    qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=spot(board, 100, 100))
    qtbot.keyClick(board.canvas, Qt.Key.Key_Escape)
    assert board.flush()
    assert site_plans.marks(desk.workspace, board.plan_id) == []
    for x in (100, 300):
        qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=spot(board, x, 100))
    assert board.flush()
    assert len(site_plans.marks(desk.workspace, board.plan_id)) == 1


def test_a_mark_is_placed_where_a_name_stands(qtbot, board, desk):
    placed(board, desk, "A camera with a long name")
    (mark,) = board.canvas.marks.values()
    board.use_tool("gate")
    at = board.canvas.mapFromScene(mark.pos()) + mark.name.center().toPoint()
    qtbot.mouseClick(board.canvas.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert rows(board)[1] == "G1  Gate"
    qtbot.mouseClick(board.canvas.viewport(), Qt.MouseButton.LeftButton, pos=spot(board, 400, 400))
    assert len(rows(board)) == 2
    assert board.name.text() == "A camera with a long name"


def test_a_mark_is_placed_by_keyboard_alone(qtbot, board, desk):
    board.use_tool("light")
    qtbot.keyClick(board.canvas, Qt.Key.Key_Space)
    (mark,) = site_plans.marks(desk.workspace, board.plan_id)
    assert (mark.kind, abs(mark.x - 500) < 9, abs(mark.y - 500) < 9) == ("light", True, True)
    qtbot.keyClick(board.canvas, Qt.Key.Key_Escape)
    assert board.canvas.tool == ""


def test_a_name_that_cannot_be_saved_stays_with_its_mark(qtbot, window, board, desk, sealed):
    placed(board, desk, "Dock 1", "Dock 2")
    board.list.setCurrentRow(0)
    qtbot.keyClicks(board.name, " west")
    away = sealed.rename(sealed.with_name("away.ctpat"))
    first = board.mark_id
    board.list.setCurrentRow(1)
    qtbot.waitUntil(lambda: board.list.currentRow() == 0)
    assert (board.mark_id, board.name.text()) == (first, "Dock 1 west")
    away.rename(sealed)
    assert board.flush()
    assert records.stored(desk.workspace, "site_mark", first).label == "Dock 1 west"


def test_a_name_is_saved_by_itself_and_taken_back(qtbot, window, board, desk):
    placed(board, desk, "Dock 1")
    board.list.setCurrentRow(0)
    qtbot.keyClicks(board.name, " west")
    mark = board.mark_id
    wanted = "Dock 1 west"
    qtbot.waitUntil(lambda: records.stored(desk.workspace, "site_mark", mark).label == wanted)
    assert rows(board) == ["C1  Camera  Dock 1 west"]
    window.menus.undo.trigger()
    assert rows(board) == ["C1  Camera  Dock 1"]


def fill_plan(title, path):
    """Answer the dialog that asks for a new plan."""
    (dialog,) = [top for top in QApplication.topLevelWidgets() if isinstance(top, PlanDialog)]
    dialog.add_button.click()
    said = [dialog.banner.words]
    dialog.storey.setText(title)
    dialog.add_button.click()
    said.append(dialog.banner.words)
    dialog.path = path
    dialog.add_button.click()
    return said


def test_a_plan_is_added_from_its_page_and_taken_back_as_one(window, board, desk, tmp_path):
    said, before = [], board.plans.count()
    QTimer.singleShot(0, lambda: said.extend(fill_plan("Roof", tmp_path / "plan.png")))
    board.add_button.click()
    assert ["storey" in said[0], "picture" in said[1]] == [True, True]
    assert window.shell.banner.words == ""
    assert board.plans.currentText().endswith("Roof")
    assert not board.canvas.area.isEmpty()
    window.menus.undo.trigger()
    assert board.plans.count() == before


def test_the_page_offers_a_first_plan_where_there_is_none(window, desk):
    for plan in site_plans.plans(desk.scope):
        records.remove(desk.workspace, "site_plan", plan.id)
    window.shell.open("sites")
    view = window.shell.pages["sites"].tab("site_plans")
    assert view.add_first.isVisible()
    assert not view.body.isVisible()


def test_a_plan_that_is_no_picture_says_so(board, desk, tmp_path):
    (tmp_path / "notes.txt").write_text("words")
    document = library.add_file(desk.workspace, desk.dossier.company.id, tmp_path / "notes.txt")
    records.change(desk.workspace, "site_plan", board.plan_id, evidence_id=document)
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
    return desk.at_site(criterion, walk.site_id).response


def walk_results(walk, desk):
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
    assert walk.flush()
    assert walk_results(walk, desk) == {
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
    assert walk.flush()
    assert walk_results(walk, desk) == {
        keys[0]: ("in_place", ""),
        keys[1]: ("partly", "1 gap of 2 feet"),
    }


def test_words_typed_on_a_walk_are_kept_when_it_goes_on(qtbot, walk, desk):
    at(walk, "private_cars")
    qtbot.keyClicks(walk.questions.words, "Cars park across the road.")
    press(qtbot, walk.questions.forward)
    assert walk_results(walk, desk)["private_cars"] == ("", "Cars park across the road.")
    assert walk.questions.words.toPlainText() == ""


def test_a_photo_of_a_walk_proves_the_sites_answer_once_taken_over(qtbot, walk, desk, tmp_path):
    at(walk, "fence_state")
    (tmp_path / "fence.jpg").write_bytes(b"\xff\xd8\xff not really")
    walk.questions.photos.take_files([tmp_path / "fence.jpg"])
    press(qtbot, walk.questions.choices["in_place"])
    walk.proposed.show_walk(walk.walk_id)
    walk.proposed.take_all()
    titles = [d.title for d in desk.at_site("9.2", walk.site_id).evidence]
    assert titles == ["fence"]


def test_a_finding_becomes_a_corrective_action_in_one_click(qtbot, walk, desk):
    at(walk, "fence_state")
    press(qtbot, walk.questions.choices["partly"])
    qtbot.keyClicks(walk.questions.words, "A panel is down.")
    press(qtbot, walk.questions.action.make)
    row = walks.answers_of(desk.workspace, walk.walk_id)["fence_state"]
    action = records.stored(desk.workspace, "action", row.action_id)
    assert (action.criterion, action.reason, action.source, action.site_id) == (
        "9.2",
        "A panel is down.",
        "walk",
        walk.site_id,
    )
    assert walk.questions.action.state.text().startswith("Corrective action: Open, due ")
    assert walk.questions.action.make.isHidden()


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


def test_a_finished_walk_is_not_changed_and_says_so(qtbot, walk, desk, monkeypatch):
    asked = agreeing(monkeypatch, False)
    press(qtbot, walk.questions.choices["in_place"])
    assert not walk.start.isEnabled()
    assert walk.start.toolTip().endswith("is still on: finish it first.")
    press(qtbot, walk.finish)
    assert asked == ["26 questions of this walk have no result. Finish it all the same?"]
    assert walk.line.is_open
    agreeing(monkeypatch, True)
    press(qtbot, walk.finish)
    before = walk_results(walk, desk)
    walk.questions.list.setFocus()
    qtbot.keyClick(walk.questions.list, Qt.Key.Key_2)
    assert walk_results(walk, desk) == before
    assert walk.questions.why.text() == "This walk is finished. Reopen it to change it."
    press(qtbot, walk.start)
    assert [line.done for line in walk.lines] == [0, 1]


def test_a_walk_is_compared_with_the_one_before(qtbot, walk, desk, monkeypatch):
    agreeing(monkeypatch, True)
    for result in ("partly", "in_place"):
        press(qtbot, walk.start)
        at(walk, "fence_state")
        press(qtbot, walk.questions.choices[result])
        press(qtbot, walk.finish)
    walk.tabs.setCurrentWidget(walk.compared)
    item = walk.compared.table.topLevelItem(0)
    assert [item.text(column) for column in range(1, 4)] == ["Partly", "In place", "▲ Better"]
    assert (
        walk.compared.counts.text()
        == "1 better, 0 worse, 0 unchanged, 0 in other words, 0 not asked"
    )


def test_the_question_without_a_number_is_offered_and_taken_over(qtbot, walk, desk):
    assert desk.dossier.find("10.walk") is None
    at(walk, "delivery_area")
    assert walk.questions.criterion.text() == "Monitored delivery area · your own row"
    assert "10." not in walk.questions.list.item(walk.questions.place).text()
    press(qtbot, walk.questions.choices["in_place"])
    qtbot.keyClicks(walk.questions.words, "Door 4 alone.")
    assert walk.flush()
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


def test_a_walk_is_begun_by_keys_alone(qtbot, walk, desk):
    """The button that begins it is gray from then on: the keyboard goes on in the questions."""
    walk.start.setFocus()
    qtbot.keyClick(walk.start, Qt.Key.Key_Space)
    assert walk.questions.list.hasFocus()
    qtbot.keyClick(walk.questions.list, Qt.Key.Key_1)
    assert walk.questions.words.hasFocus()
    qtbot.keyClicks(walk.questions.words, "A wall of 3 m")
    press(qtbot, walk.questions.forward)
    assert walk.questions.list.hasFocus()
    assert walk.questions.sheet.verticalScrollBar().value() == 0
    found = walk_results(walk, desk)
    assert found[walk.steps[0].key] == ("in_place", "A wall of 3 m")


def test_the_keyboard_goes_on_beside_what_is_gone(qtbot, walk):
    """An action that was made has no button any more: the way to it stands there."""
    at(walk, "gates")
    press(qtbot, walk.questions.choices["partly"])
    action = walk.questions.action
    action.make.setFocus()
    qtbot.keyClick(action.make, Qt.Key.Key_Space)
    assert not action.make.isVisible()
    assert action.go.hasFocus()


def test_one_proposal_after_the_other_is_taken_over_by_keys(qtbot, walk, desk):
    for key in ("gates", "fence_state"):
        at(walk, key)
        press(qtbot, walk.questions.choices["in_place"])
        qtbot.keyClicks(walk.questions.words, f"Seen: {key}")
    assert walk.flush()
    walk.tabs.setCurrentWidget(walk.proposed)
    ready = walk.proposed.ready()
    assert len(ready) == 2
    first = walk.proposed.findChild(QPushButton, f"take {ready[0]}")
    first.setFocus()
    qtbot.keyClick(first, Qt.Key.Key_Space)
    drain(qtbot)
    now = walk.window().focusWidget()
    assert now.objectName() == f"take {ready[1]}"
    qtbot.keyClick(now, Qt.Key.Key_Space)
    assert walk.proposed.ready() == []
