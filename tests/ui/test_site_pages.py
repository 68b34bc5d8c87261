"""Floor plans and the site walk in the window."""

from itertools import combinations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QColor, QImage, QWheelEvent
from PySide6.QtWidgets import QApplication

from ctpat_desktop.documents.plan_marks import Box
from ctpat_desktop.records import Response
from ctpat_desktop.services import evidence, fields, plans
from ctpat_desktop.ui.registers.plan_dialog import PlanDialog


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
    mark = plans.place(desk.workspace, board.plan_id, "gate", [(200, 200)])
    view = board.canvas.viewport()
    start, end = spot(board, 200, 200), spot(board, 600, 700)
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(view, pos=start + QPoint(20, 20))
    qtbot.mouseMove(view, pos=end)
    qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=end)
    stored = fields.stored(desk.workspace, "site_mark", mark)
    assert (abs(stored.x - 600) < 40, abs(stored.y - 700) < 60) == (True, True)


def test_arrows_move_and_delete_removes_the_chosen_mark(qtbot, window, board, desk):
    mark = plans.place(desk.workspace, board.plan_id, "light", [(500, 500)])
    board._choose(mark)
    qtbot.keyClick(board.canvas, Qt.Key.Key_Right)
    qtbot.keyClick(board.canvas, Qt.Key.Key_Up)
    stored = fields.stored(desk.workspace, "site_mark", mark)
    assert (stored.x, stored.y) == (505, 495)
    qtbot.keyClick(board.canvas, Qt.Key.Key_Delete)
    assert plans.marks(desk.workspace, board.plan_id) == []
    window.menus.undo.trigger()
    assert [row.id for row in plans.marks(desk.workspace, board.plan_id)] == [mark]


def placed(board, desk, *labels, kind="camera"):
    """Place marks with these names, some of them close together."""
    for n, name in enumerate(labels):
        point = (400 + 20 * (n % 5), 400 + 10 * (n // 5))
        mark = plans.place(desk.workspace, board.plan_id, kind, [point])
        fields.change(desk.workspace, "site_mark", mark, label=name)


def rows(board):
    return [board.list.item(at).text() for at in range(board.list.count())]


def names_on_screen(board):
    """Return the boxes of the names, in dots of the screen from the corner of the plan."""
    marks, zoom = board.canvas.marks.values(), board.canvas.zoom
    boxes = [mark.name.translated(mark.pos() * zoom) for mark in marks]
    return [Box(*box.getRect()) for box in boxes]


def wheel(board, delta, keys=Qt.KeyboardModifier.NoModifier):
    view = board.canvas.viewport()
    at = QPointF(view.rect().center())
    where = (at, view.mapToGlobal(at), QPoint(), QPoint(0, delta))
    ends = (Qt.MouseButton.NoButton, keys, Qt.ScrollPhase.NoScrollPhase, False)
    QApplication.sendEvent(view, QWheelEvent(*where, *ends))


def test_marks_and_plans_are_sorted_as_people_count(board, desk):
    placed(board, desk, "Dock 10", "Dock 2", "")
    placed(board, desk, "Main", kind="gate")
    assert rows(board) == ["C1  Camera  Dock 2", "C2  Camera  Dock 10", "C3  Camera", "G1  Gate  Main"]
    company, site = desk.dossier.company.id, desk.dossier.sites[0].id
    for title in ("Storey 10", "Storey 2"):
        fields.add(desk.workspace, "site_plan", company_id=company, site_id=site, title=title)
    titles = [board.plans.itemText(at).partition(" · ")[2] for at in range(board.plans.count())]
    assert titles.index("Storey 2") < titles.index("Storey 10")


def test_the_names_of_twenty_marks_step_aside_at_every_zoom(board, desk):
    placed(board, desk, *(f"Camera {n}" for n in range(20)))
    for steps in (0, 2, 4):
        board.zoom.zoom_by(steps)
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
    board.zoom.fit()
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
    far = plans.place(desk.workspace, board.plan_id, "gate", [(980, 980)])
    board.zoom.zoom_by(8)
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
    (fence,) = plans.marks(desk.workspace, board.plan_id)
    line = plans.lines(desk.workspace, [fence])[fence.id]
    assert [abs(x - wanted) <= 4 for (x, _), wanted in zip(line, (-400, 0, 400), strict=True)]
    qtbot.keyClick(board.canvas, Qt.Key.Key_Left)
    for _ in range(25):
        qtbot.keyClick(board.canvas, Qt.Key.Key_Up)
    moved = fields.stored(desk.workspace, "site_mark", fence.id)
    assert (moved.x, moved.y) == (fence.x - 5, -min(y for _, y in line))
    assert board.canvas.lines[fence.id].pos() == board.canvas.marks[fence.id].pos()
    qtbot.keyClick(board.canvas, Qt.Key.Key_Delete)
    assert plans.lines(desk.workspace, [fence]) == {}
    window.menus.undo.trigger()
    assert plans.lines(desk.workspace, [fence])[fence.id] == line


def test_a_line_that_was_begun_is_kept_or_let_go_by_key(qtbot, board, desk):
    board.use_tool("fence")
    view = board.canvas.viewport()
    qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=spot(board, 100, 100))
    qtbot.keyClick(board.canvas, Qt.Key.Key_Escape)
    assert board.seal()
    assert plans.marks(desk.workspace, board.plan_id) == []
    for x in (100, 300):
        qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=spot(board, x, 100))
    assert board.seal()
    assert len(plans.marks(desk.workspace, board.plan_id)) == 1


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
    (mark,) = plans.marks(desk.workspace, board.plan_id)
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
    assert board.seal()
    assert fields.stored(desk.workspace, "site_mark", first).label == "Dock 1 west"


def test_a_name_is_saved_by_itself_and_taken_back(qtbot, window, board, desk):
    placed(board, desk, "Dock 1")
    board.list.setCurrentRow(0)
    qtbot.keyClicks(board.name, " west")
    mark = board.mark_id
    wanted = "Dock 1 west"
    qtbot.waitUntil(lambda: fields.stored(desk.workspace, "site_mark", mark).label == wanted)
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
    for plan in plans.plans(desk.workspace, desk.dossier.company.id):
        fields.remove(desk.workspace, "site_plan", plan.id)
    window.shell.open("sites")
    view = window.shell.pages["sites"].tab("site_plans")
    assert view.add_first.isVisible()
    assert not view.body.isVisible()


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


def at(view, criterion):
    view.go_to([step.criterion for step in view.steps].index(criterion))


def test_a_walk_answers_for_its_site_alone(qtbot, walk, desk):
    at(walk, "9.2")
    qtbot.mouseClick(walk.choices["partly"], Qt.MouseButton.LeftButton)
    said = desk.dossier.answer("9.2")
    assert said.is_per_site
    assert said.status == "in_place"
    assert {site.name: row.status for site, row in said.by_site if row} == {
        desk.dossier.sites[1].name: "partly"
    }
    assert walk.choices["partly"].isChecked()


def test_words_typed_on_a_walk_are_kept_when_it_goes_on(qtbot, walk, desk):
    at(walk, "9.5")
    qtbot.keyClicks(walk.words, "Cars park across the road.")
    qtbot.mouseClick(walk.forward, Qt.MouseButton.LeftButton)
    row = next(r for s, r in desk.dossier.answer("9.5").by_site if s.id == walk.site_id)
    assert row.narrative == "Cars park across the road."
    assert walk.words.toPlainText() != "Cars park across the road."


def test_a_photo_taken_on_a_walk_proves_the_sites_answer(walk, desk, tmp_path):
    at(walk, "9.2")
    (tmp_path / "fence.jpg").write_bytes(b"\xff\xd8\xff not really")
    walk.photos.itemAt(0).widget().take_files([tmp_path / "fence.jpg"])
    said = desk.dossier.answer("9.2")
    row = next(r for s, r in said.by_site if s.id == walk.site_id)
    titles = [d.title for d in said.evidence if d.id in said.evidence_ids[row.id]]
    assert titles == ["fence"]


def test_a_walk_begins_at_the_first_open_question(walk, desk):
    site = walk.site_id
    walk.choose_site(desk.dossier.sites[0].id)
    walk.choose_site(site)
    before = walk.steps[: walk.place]
    assert all(walk._is_answered(step) for step in before)
    assert not walk._is_answered(walk.steps[walk.place])


def test_the_question_without_a_number_is_offered_and_answered(qtbot, walk, desk):
    assert desk.dossier.find("10.walk") is None
    at(walk, "10.walk")
    assert walk.criterion.text() == "Monitored delivery area · your own row"
    assert "10." not in walk.list.item(walk.place).text()
    qtbot.keyClicks(walk.words, "Door 4 alone.")
    qtbot.mouseClick(walk.choices["in_place"], Qt.MouseButton.LeftButton)
    row = next(r for s, r in desk.dossier.answer("10.walk").by_site if s.id == walk.site_id)
    assert (row.status, row.narrative) == ("in_place", "Door 4 alone.")
    assert walk.list.item(walk.place).text() == "● Monitored delivery area"


def test_a_walk_goes_on_where_the_retired_criterion_was_answered(qtbot, walk, desk):
    with desk.workspace.work("Answer 10.9") as unit:
        unit.session.add(
            Response(
                id="r" * 32, profile_id=desk.dossier.profile.id, criterion="10.9", site_id=None
            )
        )
    walk.show_all()
    assert "10.walk" not in [step.criterion for step in walk.steps]
    at(walk, "10.9")
    qtbot.mouseClick(walk.choices["in_place"], Qt.MouseButton.LeftButton)
    assert desk.dossier.answer("10.9").status == "in_place"
    assert desk.dossier.find("10.walk") is None
