"""The registers are checked after the first picture, and then kept up with every change."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QObject

from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.records import Visitor
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.files import workspaces
from ctpat_desktop.services.profile import affirming, answers, model
from ctpat_desktop.services.profile.affirming import OPEN, Look
from ctpat_desktop.services.registers import facts, records
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.ui.app import application
from ctpat_desktop.ui.session.autosave import Autosave
from ctpat_desktop.ui.session.desk import WIDE, YEAR_AFTER_MS, Desk
from tests.closing import find

DAY = date(2026, 11, 21)


@pytest.fixture(scope="session")
def qapp():
    return application()


@pytest.fixture
def workspace(sample):
    opened = workspaces.open_file(Path(sample))
    yield opened
    opened.close()


@pytest.fixture
def desk(qtbot, workspace):
    return Desk(workspace, companies.choose(workspace), DAY)


def rules(desk):
    return {row.rule for row in desk.review.findings}


def test_the_first_picture_comes_without_the_registers(desk):
    assert desk.registers is None
    assert "visitor.open" not in rules(desk)


def test_the_registers_follow_and_the_pages_are_told(desk, qtbot):
    with qtbot.waitSignal(desk.changed):
        pass
    assert "visitor.open" in rules(desk)


def test_a_change_that_comes_first_brings_the_registers(desk, workspace, qtbot):
    answers.save(workspace, desk.account_id, "4.3", None, status="planned")
    qtbot.waitUntil(lambda: desk.registers is not None)
    assert "visitor.open" in rules(desk)


def test_a_mended_record_is_seen_at_once(desk, workspace, qtbot):
    desk.read()
    visit = find(workspace, Visitor, name="K. Dassault")
    records.change(workspace, "visitor", visit.id, left_at="10:30")
    qtbot.waitUntil(lambda: "visitor.open" not in rules(desk))


def test_the_followed_facts_are_those_read_anew(desk, workspace, qtbot):
    desk.read()
    visit = find(workspace, Visitor, name="K. Dassault")
    records.remove(workspace, "visitor", visit.id)
    qtbot.waitUntil(lambda: "visitor.open" not in rules(desk))
    company = desk.dossier.company.id
    assert desk.registers == facts.read(Scope.of_company(workspace, company, DAY))


def many(workspace, desk):
    """Add more partners than are looked at in the window's own time."""
    company = desk.dossier.company.id
    rows = [{"company_id": company, "name": f"New {n}"} for n in range(WIDE + 1)]
    records.add_many(workspace, "partner", rows)


def test_a_wide_change_is_looked_through_beside_the_window(desk, workspace, qtbot):
    desk.read()
    before = desk.review.count
    many(workspace, desk)
    qtbot.waitUntil(lambda: desk.registers is None)
    qtbot.waitUntil(lambda: desk.registers is not None)
    assert desk.review.count > before
    assert desk.registers == facts.read(Scope.of_company(workspace, desk.dossier.company.id, DAY))


def test_what_is_changed_while_a_wide_change_is_looked_through_is_seen(desk, workspace, qtbot):
    desk.read()
    many(workspace, desk)
    visit = find(workspace, Visitor, name="K. Dassault")
    records.change(workspace, "visitor", visit.id, left_at="10:30")
    workspace.undo()
    workspace.undo()
    workspace.redo()
    records.change(workspace, "visitor", visit.id, left_at="10:30")
    qtbot.waitUntil(lambda: desk.registers is None)
    qtbot.waitUntil(lambda: desk.registers is not None)
    assert desk.registers == facts.read(Scope.of_company(workspace, desk.dossier.company.id, DAY))
    assert "visitor.open" not in rules(desk)


def test_only_a_wide_step_is_taken_back_beside_the_window(desk, workspace):
    beside = []

    def run(words, work):
        beside.append(words)
        work()

    answers.save(workspace, desk.account_id, "4.3", None, status="planned")
    many(workspace, desk)
    for turn in (desk.undo, desk.undo, desk.redo, desk.redo):
        turn(run)
    assert beside == ["Taking back", "Bringing back"]
    assert not workspace.can_redo


def test_a_closed_desk_reads_nothing_more(desk, qtbot):
    desk.leave()
    with qtbot.assertNotEmitted(desk.changed, wait=400):
        pass


def test_registers_read_while_the_file_was_locked_wait_for_it(desk, workspace, qtbot):
    told = []
    desk.changed.connect(told.append)
    found = model.read(Scope.of(workspace, desk.account_id, DAY))
    workspace.suspend(keeps_key=True)
    desk._take(found)
    assert (told, desk.registers) == ([], None)


def test_autosave_keeps_the_text_when_saving_breaks_down(qtbot):
    def broken(text):
        raise KeyError(text)

    parent = QObject()
    save = Autosave(parent, broken)
    save.typed("Held.")
    with pytest.raises(KeyError):
        save.flush()
    assert save.is_pending


def reviewed(desk):
    """How the review of one criterion stands, as the desk knows it."""
    (row,) = [row for row in desk.model.year.year.rows if row.criterion == "1.1"]
    return row.state, row.was_affirmed


def test_what_is_typed_opens_an_affirmed_answer_once_the_person_pauses(desk, qtbot):
    desk.read()
    affirming.affirm(desk.scope, ("1.1",), Look("Ann"))
    before = reviewed(desk)
    told = []
    desk.changed.connect(told.append)
    assert desk.answer("1.1", None, narrative="Other.")
    assert reviewed(desk) == before  # the words of all sites are not read while somebody types
    qtbot.waitUntil(lambda: reviewed(desk) == (OPEN, True))
    assert [bool(changes) for changes in told] == [True, False]
    desk.undo()
    assert reviewed(desk) == before


def test_typing_that_moves_nothing_of_the_review_tells_nobody(desk, qtbot):
    desk.read()
    told = []
    desk.changed.connect(told.append)
    assert desk.answer("4.3", None, owner="Ines")
    qtbot.wait(YEAR_AFTER_MS + 200)
    assert [bool(changes) for changes in told] == [True]


def test_a_file_out_of_reach_at_the_pause_is_said_and_looked_at_again(desk, qtbot, monkeypatch):
    desk.read()
    affirming.affirm(desk.scope, ("1.1",), Look("Ann"))
    told, real = [], model.year_after

    def fails(*arguments):
        monkeypatch.setattr(model, "year_after", real)
        raise Problem("The drive is gone.", "Put it back.")

    desk.notified.connect(lambda _, words: told.append(words))
    monkeypatch.setattr(model, "year_after", fails)
    assert desk.answer("1.1", None, narrative="Other.")
    qtbot.waitUntil(lambda: bool(told))
    assert told == ["The drive is gone. Put it back."]
    assert desk.answer("4.3", None, owner="Ines")
    qtbot.waitUntil(lambda: reviewed(desk) == (OPEN, True))
