"""An account's own text, level and rows, typed in the dialog."""

from datetime import date

import pytest

from ctpat_desktop.catalogue import Level
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.files import workspaces
from ctpat_desktop.ui.accounts.overlay_dialog import OverlayDialog
from ctpat_desktop.ui.app import application
from ctpat_desktop.ui.session.desk import Desk


@pytest.fixture(scope="session")
def qapp():
    return application()


@pytest.fixture
def desk(qapp, sample):
    workspace = workspaces.open_file(sample)
    yield Desk(workspace, companies.choose(workspace), date(2026, 11, 21))
    workspace.close()


def criterion(desk, number):
    return desk.dossier.answer(number).criterion


def test_pasted_text_and_level_are_kept_and_taken_back(qtbot, desk):
    dialog = OverlayDialog(None, desk, criterion(desk, "9.5"))
    qtbot.addWidget(dialog)
    dialog.text.setPlainText("Text from the booklet.")
    dialog.level.setCurrentIndex(dialog.level.findData("must"))
    dialog.save()
    changed = criterion(desk, "9.5")
    assert (changed.official_text, changed.level) == ("Text from the booklet.", Level.MUST)
    assert changed.changed == ("official_text", "level")
    again = OverlayDialog(None, desk, changed)
    qtbot.addWidget(again)
    assert again.text.toPlainText() == "Text from the booklet."
    again.reset()
    assert criterion(desk, "9.5").changed == ()


def test_an_own_row_is_asked_in_its_category(qtbot, desk):
    dialog = OverlayDialog(None, desk, None)
    qtbot.addWidget(dialog)
    dialog.number.setText("5.17")
    dialog.category.setValue(5)
    dialog.title.setText("Tracking log on the way")
    dialog.save()
    ids = [answer.criterion.id for answer in desk.dossier.answers]
    assert ids[ids.index("5.16") + 1] == "5.17"
    assert "5.17" in [finding.place.criterion for finding in desk.review.findings]


def test_an_own_row_without_a_number_is_not_saved(qtbot, desk):
    dialog = OverlayDialog(None, desk, None)
    qtbot.addWidget(dialog)
    dialog.save()
    assert len(desk.dossier.answers) == 95
