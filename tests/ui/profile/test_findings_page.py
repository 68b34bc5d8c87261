"""The page of findings: a heading per severity, and the way to each place."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from ctpat_desktop.checklist import Finding
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.files import workspaces
from ctpat_desktop.ui.profile.findings import FindingsPage
from ctpat_desktop.ui.session.desk import Desk
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
