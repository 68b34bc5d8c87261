"""The days the checklist goes by, changed in the window."""

from dataclasses import fields as fields_of

import pytest

from ctpat_desktop.catalogue.figures import checklist_figures
from ctpat_desktop.checklist.register_facts import Limits
from ctpat_desktop.services.accounts import settings
from ctpat_desktop.ui.fields.numbers_dialog import FiguresDialog


@pytest.fixture
def desk(window):
    return window.shell.desk


def test_every_limit_of_the_checklist_can_be_changed():
    limits = {f"rules.{limit.name}" for limit in fields_of(Limits)}
    others = {"review.window_days", "evidence.soon_days"}
    assert limits | others == {figure.name for figure in checklist_figures()}


def test_home_goes_by_the_days_of_the_review_window(window, desk):
    desk.today = desk.today.replace(2026, 11, 21)
    home = window.shell.pages["home"]
    assert "is open until 12/01/2026" in home._window_words()
    dialog = FiguresDialog(window, desk, "Days", "", checklist_figures())
    dialog.boxes["review.window_days"].setValue(5)
    dialog.accept()
    assert "opens in 5 days (11/26/2026)" in home._window_words()


def test_a_changed_figure_is_kept_and_checked_by_at_once(window, desk):
    desk.today = desk.today.replace(2026, 11, 21)
    desk.read()
    before = {finding.rule for finding in desk.review.findings}
    dialog = FiguresDialog(window, desk, "Days", "", checklist_figures())
    dialog.boxes["rules.alarm_days"].setValue(1)
    dialog.accept()
    assert settings.get(desk.workspace, "rules.alarm_days") == 1
    assert {finding.rule for finding in desk.review.findings} > before
    window.menus.undo.trigger()
    assert {finding.rule for finding in desk.review.findings} == before
