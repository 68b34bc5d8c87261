"""In the window "not applicable" is taken with its reason, and words alone are no answer."""

import pytest
from PySide6.QtCore import QObject, Qt, QTimer

from ctpat_desktop.checklist import Place
from ctpat_desktop.services.profile import answers
from ctpat_desktop.ui.session.autosave import Autosave
from tests.ui import pages

OPEN = "7.25"
"""A criterion of the sample that nobody has answered."""


@pytest.fixture
def desk(window):
    return window.shell.desk


def form(window, criterion):
    window.shell.go(Place(criterion.partition(".")[0], criterion))
    return pages.answer(window)


def press(qtbot, shown, status):
    choice = next(b for b in shown.group.buttons() if b.property("status") == status)
    qtbot.mouseClick(choice, Qt.MouseButton.LeftButton)


def status(desk, criterion):
    whole = desk.dossier.answer(criterion).whole
    return whole.status, whole.reason


def test_the_wizard_takes_the_status_when_the_reason_is_there(qtbot, window, desk):
    shown = form(window, OPEN)
    press(qtbot, shown, "not_applicable")
    assert status(desk, OPEN) == ("not_started", "")
    assert shown.reason.isVisible()
    assert "Until then this is unanswered." in shown.standing.text()
    qtbot.keyClicks(shown.reason, "We have no yard.")
    assert shown.flush()
    assert status(desk, OPEN) == ("not_applicable", "We have no yard.")
    assert not shown.standing.isVisible()


def test_an_earlier_status_stays_until_the_reason_is_there(qtbot, window, desk):
    shown = form(window, "9.10")
    press(qtbot, shown, "not_applicable")
    assert "“In place” stays" in shown.standing.text()
    assert status(desk, "9.10")[0] == "in_place"


def test_the_reason_taken_away_takes_the_status_along(qtbot, window, desk):
    answers.save(desk.workspace, desk.account_id, OPEN, status="not_applicable", reason="No yard.")
    shown = form(window, OPEN)
    shown.reason.clear()
    assert shown.flush()
    assert status(desk, OPEN) == ("not_started", "")
    assert shown.standing.isVisible()


def test_words_without_a_status_say_so(qtbot, window, desk):
    shown = form(window, OPEN)
    qtbot.keyClicks(shown.narrative, "The guard looks.")
    assert shown.flush()
    assert "Status missing" in shown.standing.text()
    window.shell.open("grid")
    model = window.shell.pages["grid"].model
    row = next(n for n, answer in enumerate(model.rows) if answer.criterion.id == OPEN)
    assert model.index(row, 3).data() == "Status missing"


def test_the_grid_refuses_the_status_alone(qtbot, window, desk):
    window.shell.open("grid")
    model = window.shell.pages["grid"].model
    row = next(n for n, answer in enumerate(model.rows) if answer.criterion.id == OPEN)
    with qtbot.waitSignal(desk.notified) as told:
        assert not model.setData(model.index(row, 3), "not_applicable", Qt.ItemDataRole.EditRole)
    assert "the reason is missing" in told.args[1]
    assert (model.index(row, 3).data(), model.flush()) == ("Not started", True)
    assert status(desk, OPEN) == ("not_started", "")


def test_a_walk_is_taken_over_as_not_applicable_when_the_reason_is_there(qtbot, window, desk):
    window.shell.open("sites")
    walk = window.shell.pages["sites"].tab("site_walk")
    asked = walk.questions
    asked.go_to(next(n for n, step in enumerate(walk.steps) if step.criterion == "9.2"))

    def stored():
        return desk.at_site("9.2", walk.site_id).response

    before = stored()
    qtbot.mouseClick(asked.choices["not_applicable"], Qt.MouseButton.LeftButton)
    assert asked.lacks.text() == "Say why it does not apply here."
    walk.proposed.show_walk(walk.walk_id)
    assert walk.proposed.ready() == []
    qtbot.keyClicks(asked.words, "This site has no fence.")
    assert walk.flush()
    assert stored() == before
    walk.proposed.show_walk(walk.walk_id)
    walk.proposed.take_all()
    assert (stored().status, stored().reason) == ("not_applicable", "This site has no fence.")
    assert asked.lacks.isHidden()


def test_the_clock_of_an_autosave_runs_under_a_second(qapp):
    parent = QObject()
    save = Autosave(parent, lambda _: True)
    save.typed("x")
    (timer,) = save.findChildren(QTimer)
    assert timer.isActive()
    assert timer.interval() <= 1000
