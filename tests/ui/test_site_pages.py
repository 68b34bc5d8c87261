"""Floor plans and the site walk in the window."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage

from ctpat_desktop.records import Response
from ctpat_desktop.services import evidence, fields, plans


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
