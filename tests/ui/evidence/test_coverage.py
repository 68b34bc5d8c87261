"""The covered periods: bars and words say the same, and lead to the criterion or document."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor

from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.evidence import library, versions
from ctpat_desktop.services.evidence.coverage import Coverage
from ctpat_desktop.services.evidence.versions import Fresh
from ctpat_desktop.services.profile import evidence_links
from ctpat_desktop.services.registers import records
from ctpat_desktop.ui.evidence.coverage import DRAWING, GAPS, NAME, CoverageDialog
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.widgets.theme import tokens

DAY = date(2026, 11, 21)
YEAR = (date(2026, 1, 1), date(2026, 6, 30))


@pytest.fixture
def desk(workspace, monkeypatch):
    """An account validated on the first day of 2026, seen on `DAY`."""
    account = companies.start(workspace, "Acme", "importer", 2026)
    scope = Scope.of(workspace, account, DAY)
    records.add(workspace, "validation", company_id=scope.company_id, starts_on=date(2026, 1, 1))
    for name, (first, last) in {"Log": YEAR, "Plan": (date(2026, 1, 1), DAY)}.items():
        days = {"period_from": first, "period_to": last}
        key = library.add_bytes(
            workspace, scope.company_id, f"{name}.txt", name.encode(), title=name, **days
        )
        number = "4.3" if name == "Log" else "4.10"
        evidence_links.link(workspace, account, number, key)
    found = Desk(workspace, account)
    monkeypatch.setattr(type(found), "today", DAY, raising=False)
    monkeypatch.setattr(type(found), "scope", scope, raising=False)
    yield found
    found.leave()


def shown(qtbot, desk):
    dialog = CoverageDialog(None, desk)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def cells(dialog, column):
    model = dialog.model
    return [model.index(at, column).data() for at in range(model.rowCount())]


def test_gaps_are_said_in_words(qtbot, desk):
    dialog = shown(qtbot, desk)
    assert [words.split()[0] for words in cells(dialog, NAME)] == ["4.3", "4.10"]
    assert cells(dialog, GAPS) == ["July 1 to November 21, 2026", "No gap"]
    assert dialog.count.text() == "With a gap: 1 of 2"
    assert dialog.words.toPlainText().splitlines()[1:] == [
        "Not covered: July 1 to November 21, 2026",
        "Log: January 1 to June 30, 2026",
    ]
    spoken = dialog.model.index(0, DRAWING).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Log: January 1 to June 30, 2026"
    dialog.only_gaps.setChecked(True)
    assert len(cells(dialog, NAME)) == 1


def test_what_states_no_period_is_counted(qtbot, desk):
    dialog = shown(qtbot, desk)
    words = "Not listed, because nothing states a period: 93 criteria."
    assert dialog.left_out.isVisible()
    assert dialog.left_out.text() == words
    library.add_bytes(desk.workspace, desk.scope.company_id, "a.txt", b"a", title="Undated")
    words = "Not listed, because nothing states a period: 93 criteria and 1 document."
    assert shown(qtbot, desk).left_out.text() == words


def test_where_everything_has_its_line_nothing_is_said():
    assert Coverage(DAY, DAY, "", (), (), (0, 0)).left_out_words == ""


def color_at(dialog, row, share):
    """Return the color of the drawing at a share of its width, in the middle of a row."""
    rect = dialog.table.visualRect(dialog.model.index(row, DRAWING))
    image = dialog.table.viewport().grab().toImage()
    left = rect.left() + 6 + (rect.width() - 12) * share
    return image.pixelColor(round(left), rect.center().y())


def test_the_bars_are_where_the_days_are(qtbot, desk):
    dialog = shown(qtbot, desk)
    dialog.table.clearSelection()
    bar = QColor(tokens().accent)
    assert color_at(dialog, 0, 0.25) == bar
    assert color_at(dialog, 0, 0.75) != bar
    assert color_at(dialog, 1, 0.75) == bar


def test_a_version_that_follows_closes_the_gap(qtbot, desk, tmp_path):
    (log,) = [row for row in desk.dossier.evidence if row.title == "Log"]
    path = tmp_path / "log-2.txt"
    path.write_bytes(b"second half")
    days = Fresh(period_from=date(2026, 7, 1), period_to=date(2026, 12, 31))
    versions.replace(desk.scope, log.id, path, days)
    dialog = shown(qtbot, desk)
    assert cells(dialog, GAPS) == ["No gap", "No gap"]
    dialog.by.setCurrentIndex(1)
    assert cells(dialog, NAME) == ["Log", "Plan"]
    assert dialog.words.toPlainText().splitlines() == [
        "Log",
        "No gap",
        "Log (Log.txt): January 1 to June 30, 2026",
        "Log: July 1 to November 21, 2026",
    ]


@pytest.mark.parametrize("by", [0, 1])
def test_the_chosen_line_leads_there(qtbot, desk, by):
    dialog = shown(qtbot, desk)
    dialog.by.setCurrentIndex(by)
    went = []
    desk.navigated.connect(went.append)
    qtbot.keyClick(dialog.table, Qt.Key.Key_Down)
    dialog.go_button.click()
    (place,) = went
    (plan,) = [row for row in desk.dossier.evidence if row.title == "Plan"]
    wanted = ("evidence", "", plan.id) if by else ("4", "4.10", "")
    assert (place.section, place.criterion, place.record_id) == wanted
    assert not dialog.isVisible()


def test_where_nothing_states_a_period_it_is_said(qtbot, desk):
    for row in desk.dossier.evidence:
        desk.change("evidence", row.id, period_from=None, period_to=None)
    dialog = shown(qtbot, desk)
    assert cells(dialog, NAME) == []
    assert dialog.go_button.toolTip() == "Nothing states a period yet."
