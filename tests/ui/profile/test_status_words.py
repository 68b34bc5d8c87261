"""A status is called the same on the screens, in papers, in sheets and in the portal's text."""

import re
from datetime import date

import pytest
from PySide6.QtCore import Qt

from ctpat_desktop.catalogue.values import choices_of
from ctpat_desktop.documents.core import labels
from ctpat_desktop.documents.core.stamp import Stamp
from ctpat_desktop.documents.profile.report import profile_tree
from ctpat_desktop.documents.profile.snapshot import Snapshot
from ctpat_desktop.exchange.portal.text import block
from ctpat_desktop.records.profiles import STATUSES
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.profile import answers
from ctpat_desktop.ui.history.words import value_words
from ctpat_desktop.ui.profile.grid_model import STATUS, AnswerModel
from ctpat_desktop.ui.profile.response_form import said_statuses

OPEN = "7.25"
"""A criterion of the sample that nobody has answered."""
WORDS = {
    "not_started": "Not started",
    "in_place": "In place",
    "partly": "Partly",
    "planned": "Planned",
    "not_applicable": "Not applicable",
}


@pytest.fixture
def desk(window):
    return window.shell.desk


def test_the_form_has_a_word_for_every_status_and_no_other():
    assert choices_of("response", "status") == WORDS
    assert tuple(WORDS) == STATUSES


def test_a_walk_calls_a_result_as_an_answer_calls_its_status():
    assert choices_of("walk_answer", "result") == said_statuses()


def test_every_place_has_the_words_of_the_form(qtbot, desk):
    stamp = Stamp("", "", "", date(2026, 11, 21))
    model = AnswerModel(desk)
    for status, words in WORDS.items():
        reason = "No yard." if status == "not_applicable" else ""
        where = (desk.workspace, desk.account_id, OPEN)
        answers.save(*where, status=status, reason=reason, target_on=date(2027, 3, 4))
        answer = desk.dossier.answer(OPEN)
        model.show_rows([answer])
        assert model.index(0, STATUS).data(Qt.ItemDataRole.DisplayRole) == words
        assert value_words("response", "status", status) == words
        read = companies.dossier(desk.workspace, desk.account_id)
        printed = repr(profile_tree(Snapshot(read, (), stamp)))
        assert re.search(rf"{OPEN}.*?Badge\(text='{words}'", printed, re.DOTALL)
        if status in ("partly", "planned", "not_applicable"):
            assert f"{words}. Target date: 03/04/2027." in block(read.answer(OPEN))


def test_what_is_said_in_place_of_a_status_is_the_same_everywhere(desk):
    where = (desk.workspace, desk.account_id, OPEN)
    answers.save(*where, narrative="Words alone.")
    model = AnswerModel(desk)
    model.show_rows([desk.dossier.answer(OPEN)])
    assert model.index(0, STATUS).data(Qt.ItemDataRole.DisplayRole) == "Status missing"
    assert labels.standings()["no_status"] == "Status missing"
