"""What leaves the program after a move: prints, the portal, submissions and comparisons."""

import pytest
from pypdf import PdfReader

from ctpat_desktop.services.profile import (
    answers,
    editions,
    exports,
    submissions,
)
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.progress import Silent
from tests.services.profile.editions.looking import FILE, OTHER


def test_an_answer_gone_can_still_be_printed_and_exported(moved, tmp_path):
    for name in ("report.pdf", "report.docx", "report.xlsx"):
        exports.report(moved, tmp_path / name, Silent())
    words = " ".join(page.extract_text() for page in PdfReader(tmp_path / "report.pdf").pages)
    _, _, tail = words.rpartition("Criteria of an earlier edition")
    assert "We have rules." in tail.split("Evidence index")[0]
    assert "INVENTED FOR TESTS" in words


def test_the_portal_gets_only_what_is_asked(moved, tmp_path):
    exports.portal(moved, tmp_path / "out", Silent())
    names = {path.name for path in (tmp_path / "out").rglob("*.txt")}
    assert "09.5.txt" in names
    assert "09.8.txt" not in names


def test_a_submission_keeps_its_edition_and_prints_the_same_after_a_move(scope):
    sent = submissions.record(scope, anyway=True)
    before = submissions.report_pdf(scope.workspace, sent.id)
    editions.add(scope.workspace, FILE)
    editions.move(scope, OTHER)
    answers.save(scope.workspace, scope.account_id, "1.1", narrative="Other words.")
    assert submissions.report_pdf(scope.workspace, sent.id) == before
    then = submissions.chosen(scope, "last")
    assert (sent.edition, then.dossier.edition.id) == ("2020-03", "2020-03")
    assert then.dossier.find("11.5") is not None


def test_states_of_two_editions_are_compared_by_number(scope):
    submissions.record(scope, anyway=True)
    editions.add(scope.workspace, FILE)
    editions.move(scope, OTHER)
    answers.save(scope.workspace, scope.account_id, "1.1", narrative="Other words.")
    found = submissions.compare(*(submissions.chosen(scope, name) for name in ("last", "now")))
    assert found.changed == ("1.1",)
    assert found.added == ("4.14", "9.17", "12.11")
    assert {"9.8", "11.5"} <= set(found.removed)
    assert found.reworded == ("2.3", "4.3", "6.2", "9.13", "12.9")


def test_a_submission_after_a_move_holds_what_is_gone_too(moved):
    sent = submissions.record(moved, anyway=True)
    then = submissions.read(moved.workspace, sent.id).dossier
    assert (sent.edition, then.edition.is_invented) == (OTHER, True)
    assert then.answer("9.8").criterion.earlier == "2020-03"
    first = submissions.report_pdf(moved.workspace, sent.id)
    editions.move(moved, "2020-03")
    assert submissions.report_pdf(moved.workspace, sent.id) == first


def test_two_editions_differ_whatever_was_answered(scope):
    editions.add(scope.workspace, FILE)
    found = editions.compared(scope, "2020-03", OTHER)
    changed = [step.id for step in found if step.kind == "changed"]
    assert changed == ["2.3", "4.3", "6.2", "9.13", "12.9"]
    with pytest.raises(Problem, match="no edition 1999"):
        editions.compared(scope, "1999", OTHER)
