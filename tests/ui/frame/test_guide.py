"""The panel of the newest changes is built anew when there is something new to say."""

import pytest
from PySide6.QtWidgets import QLabel

from ctpat_desktop.services.registers import records


@pytest.fixture
def guide(qtbot, window):
    qtbot.waitUntil(lambda: window.shell.desk.registers is not None)
    window.shell.open("home")
    return window.shell.guide


def lines(guide):
    shown = (guide.column.itemAt(at).widget() for at in range(guide.column.count()))
    return [widget for widget in shown if isinstance(widget, QLabel)]


def test_lines_stay_while_nothing_changed(window, guide):
    before = lines(guide)
    window.shell.open("findings")
    window.shell.open("home")
    assert lines(guide) == before
    assert len(before) > 2


def test_a_change_is_the_newest_line(window, guide):
    desk = window.shell.desk
    company = desk.dossier.company.id
    records.add(desk.workspace, "partner", company_id=company, name="Bolt")
    newest = lines(guide)[1].text()
    records.add(desk.workspace, "action", company_id=company, title="Mend")
    assert lines(guide)[1].text() != newest
    assert lines(guide)[3].text() == newest


def test_everything_is_written_anew_in_other_colors(window, guide):
    before = lines(guide)
    window.shell.show_all()
    assert not set(before) & set(lines(guide))


def test_the_lines_come_back_after_an_answer(window, guide):
    words = [line.text() for line in lines(guide)]
    window.shell.open("9")
    assert [line.text() for line in lines(guide)] != words
    window.shell.open("home")
    assert [line.text() for line in lines(guide)] == words
