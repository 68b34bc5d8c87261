"""The registers are checked after the first picture, and then kept up with every change."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QObject

from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.records import Visitor
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.files import workspaces
from ctpat_desktop.services.profile import answers, model
from ctpat_desktop.services.registers import facts, records
from ctpat_desktop.ui.app import application
from ctpat_desktop.ui.session.desk import Autosave, Desk
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
