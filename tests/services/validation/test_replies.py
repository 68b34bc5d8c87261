"""Drafts of replies: what is known is in them, what is not is asked for in brackets."""

from datetime import date

import docx
import pytest

from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.evidence import library
from ctpat_desktop.services.registers import records
from ctpat_desktop.services.validation import day, replies
from ctpat_desktop.services.validation.day import Asked
from ctpat_desktop.support.errors import Problem

TODAY = date(2026, 11, 29)


@pytest.fixture
def scope(workspace):
    return Scope.of(workspace, companies.start(workspace, "Acme", "importer", 2026), TODAY)


@pytest.fixture
def add(scope):
    def put(table, **values):
        return records.add(scope.workspace, table, company_id=scope.company_id, **values)

    return put


@pytest.fixture
def visit(add):
    return add("validation", kind="on_site", notice_on=date(2026, 1, 5), specialist="T. Whit")


def lines(path):
    return [(p.style.name, p.text) for p in docx.Document(str(path)).paragraphs]


def test_each_point_asks_for_cause_change_proof_day_and_check(scope, add, visit, tmp_path):
    document = library.add_bytes(scope.workspace, scope.company_id, "log.txt", b"x", title="Log")
    add(
        "validation_item",
        validation_id=visit,
        criterion="6.5",
        text="No proof of the seals' standard.",
        cause="The supplier was changed.",
        evidence_id=document,
        closed_on=date(2026, 5, 4),
    )
    praise = {"criterion": "10.1", "kind": "best_practice", "text": "Badges"}
    add("validation_item", validation_id=visit, **praise)
    written = replies.write(scope, "validation", visit, tmp_path / "reply.docx")
    assert written.open_sections == 2
    told = lines(tmp_path / "reply.docx")
    points = [text for style, text in told if style == "Heading 2"]
    assert points == ["1. Action required: 6.5", "2. Best practice: 10.1"]
    under = [text for style, text in told if style == "Heading 3"]
    assert under == [
        *("Cause", "What was changed", "Proof that it runs", "Done on"),
        "Who checks it from now on",
    ]
    words = [text for _, text in told]
    assert "The supplier was changed." in words
    assert "Log" in words
    assert "Closed on 05/04/2026." in words
    assert "[the document and its version, or the work]" in words
    assert "[role, and how often]" in words
    assert "[why it was so, not only what was missing]" not in words


def test_points_stand_by_their_number_and_then_by_their_criterion(scope, add, visit):
    for number, criterion in (("10", "1.1"), ("2", "9.1"), ("", "10.1"), ("", "9.2"), ("1", "6.5")):
        add("validation_item", validation_id=visit, number=number, criterion=criterion, text="x")
    read = companies.dossier(scope.workspace, scope.account_id)
    points = replies.draft(scope, read, "validation", visit).points
    assert [point.title.rpartition(" ")[2] for point in points] == [
        *("9.2", "10.1", "6.5", "9.1", "1.1"),
    ]


def test_a_message_is_answered_from_what_the_register_says(scope, add, tmp_path):
    message = add(
        "cbp_message",
        subject="Missing seal log",
        text="Send the log.",
        reply="Sent.",
        received_on=date(2026, 3, 2),
    )
    written = replies.write(scope, "cbp_message", message, tmp_path / "reply.docx")
    told = [text for _, text in lines(tmp_path / "reply.docx")]
    assert written.open_sections == 2
    assert {"Reply to Missing seal log", "Sent.", "Send the log."} <= set(told)


def test_an_appeal_has_its_five_headings(scope, add, tmp_path):
    appeal = add(
        "appeal_file", kind="suspension", grounds="Seal broken", letter_on=date(2026, 2, 1)
    )
    written = replies.write(scope, "appeal_file", appeal, tmp_path / "reply.docx")
    assert written.open_sections == 5
    heads = [text for style, text in lines(tmp_path / "reply.docx") if style == "Heading 3"]
    assert heads == [
        *("Facts", "Cause", "Measures", "Proof", "How it is kept from happening again"),
    ]


def test_a_validation_without_points_is_not_answered(scope, visit, tmp_path):
    with pytest.raises(Problem, match="no points to answer yet"):
        replies.write(scope, "validation", visit, tmp_path / "reply.docx")
    assert not (tmp_path / "reply.docx").exists()


def test_another_companys_message_is_not_answered(scope, workspace, add, tmp_path):
    message = add("cbp_message", subject="Mine", received_on=TODAY)
    other = Scope.of(workspace, companies.start(workspace, "Second", "importer", 2026), TODAY)
    with pytest.raises(Problem, match="not there any more"):
        replies.write(other, "cbp_message", message, tmp_path / "reply.docx")


@pytest.mark.parametrize("name", ["reply.pdf", "reply"])
def test_only_a_word_document_is_written(scope, add, tmp_path, name):
    message = add("cbp_message", subject="Mine", received_on=TODAY)
    with pytest.raises(Problem, match="no Word document"):
        replies.write(scope, "cbp_message", message, tmp_path / name)


def test_the_newest_is_the_one_that_came_last(scope, add):
    assert replies.newest(scope, "cbp_message") == ""
    add("cbp_message", subject="Old", received_on=date(2025, 1, 1))
    newest = add("cbp_message", subject="New", received_on=date(2026, 1, 1))
    add("cbp_message", subject="Older", received_on=date(2024, 1, 1))
    assert replies.newest(scope, "cbp_message") == newest


def test_questions_are_noted_in_their_order_and_taken_back_one_by_one(scope, visit):
    for question in ("First?", "Second?"):
        day.log(scope, visit, Asked(question, "9.7", " Sixty days ", "Send it"))
    told = day.questions(scope, visit)
    assert [row.question for row in told] == ["First?", "Second?"]
    assert (told[0].criterion, told[0].answer, told[0].follow_up) == (
        "9.7",
        "Sixty days",
        "Send it",
    )
    scope.workspace.undo(scope.company_id)
    assert [row.question for row in day.questions(scope, visit)] == ["First?"]


def test_an_empty_question_is_not_noted(scope, visit):
    with pytest.raises(Problem, match="no question to note"):
        day.log(scope, visit, Asked("  ", "9.7", "Sixty days"))
    assert day.questions(scope, visit) == []


def test_another_companys_validation_takes_no_question(scope, workspace, visit):
    other = Scope.of(workspace, companies.start(workspace, "Second", "importer", 2026), TODAY)
    with pytest.raises(Problem, match="not there any more"):
        day.log(other, visit, Asked("Whose?"))
    assert day.questions(scope, visit) == []
