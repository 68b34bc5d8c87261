"""The questionnaire: answers year by year, copied to be confirmed, documents asked and enclosed."""

import pytest

from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.services.evidence import library
from ctpat_desktop.services.registers import attachments
from ctpat_desktop.services.trade import cbp_questionnaire, portal_wording, trade_answers
from ctpat_desktop.services.trade.portal_wording import PortalWords
from tests.services.trade.trading import TODAY, Importer

YEAR = TODAY.year


@pytest.fixture
def firm(workspace):
    return Importer(workspace)


def read(firm, year=YEAR):
    return cbp_questionnaire.read(firm.scope, year)


def say(firm, question, answer, year=YEAR, **values):
    cbp_questionnaire.answer(
        Scope.of_company(firm.workspace, firm.company_id, TODAY),
        question,
        year,
        answer=answer,
        **values,
    )


def enclose(firm, question, title, year=YEAR):
    document = library.add_bytes(firm.workspace, firm.company_id, f"{title}.txt", b"x", title)
    record = trade_answers.record_of(firm.scope, "questionnaire", question, year)
    attachments.attach(firm.workspace, trade_answers.TABLE, record, document)
    return document


def test_a_new_year_is_all_open(firm):
    found = read(firm)
    assert (found.answered, found.total) == (0, 31)
    assert {row.state for row in found.rows()} == {"open"}


def test_progress_counts_per_head(firm):
    say(firm, "CE1", "yes")
    say(firm, "CE2", "no")
    heads = {head.head.id: (head.answered, head.total) for head in read(firm).heads}
    assert heads["control_environment"] == (2, 6)
    assert heads["monitoring"] == (0, 6)


def test_answering_again_changes_the_same_record(firm):
    say(firm, "CE1", "yes")
    say(firm, "CE1", "no", text="Not any more.")
    row = read(firm).row("CE1").stored
    assert (row.answer, row.text) == ("no", "Not any more.")


def test_text_without_an_answer_leaves_the_question_open(firm):
    say(firm, "CE1", "", text="Ask Dolores.")
    row = read(firm).row("CE1")
    assert (row.state, row.stored.answered_on) == ("open", None)


def test_last_year_is_copied_to_be_confirmed_with_its_documents(firm):
    say(firm, "CE1", "yes", YEAR - 1, text="Signed.", owner="Amina")
    enclose(firm, "CE1", "Policy", YEAR - 1)
    cbp_questionnaire.copy_last_year(firm.scope, YEAR)
    row = read(firm).row("CE1")
    assert (row.state, row.stored.text, row.stored.owner) == ("to_confirm", "Signed.", "Amina")
    assert [document.title for document in row.stored.documents] == ["Policy"]


def test_copying_is_one_undo_step(firm):
    for question in ("CE1", "CE2", "MO1"):
        say(firm, question, "yes", YEAR - 1)
    cbp_questionnaire.copy_last_year(firm.scope, YEAR)
    firm.workspace.undo()
    assert read(firm).answered == 0
    assert {row.state for row in read(firm).rows()} == {"open"}


def test_copying_leaves_this_years_answers_alone(firm):
    say(firm, "CE1", "yes", YEAR - 1)
    say(firm, "CE1", "no")
    cbp_questionnaire.copy_last_year(firm.scope, YEAR)
    assert read(firm).row("CE1").stored.answer == "no"


def test_copying_twice_adds_nothing(firm):
    say(firm, "CE1", "yes", YEAR - 1)
    cbp_questionnaire.copy_last_year(firm.scope, YEAR)
    assert not cbp_questionnaire.copy_last_year(firm.scope, YEAR)


def test_copying_into_a_record_with_documents_keeps_them(firm):
    say(firm, "CE1", "yes", YEAR - 1)
    enclose(firm, "CE1", "New policy")
    cbp_questionnaire.copy_last_year(firm.scope, YEAR)
    row = read(firm).row("CE1")
    assert [document.title for document in row.stored.documents] == ["New policy"]
    assert len([line for line in read(firm).rows() if line.stored.record_id]) == 1


def test_a_copied_answer_is_confirmed_as_it_is(firm):
    say(firm, "CE1", "yes", YEAR - 1)
    cbp_questionnaire.copy_last_year(firm.scope, YEAR)
    cbp_questionnaire.confirm(Scope.of_company(firm.workspace, firm.company_id, TODAY), "CE1", YEAR)
    assert read(firm).row("CE1").state == "answered"


def test_what_changed_since_last_year_is_named(firm):
    say(firm, "CE1", "partly", YEAR - 1, text="Begun.")
    say(firm, "CE1", "yes", text="Done.")
    assert read(firm).row("CE1").changed == ("answer", "text")
    enclose(firm, "CE1", "Policy")
    assert read(firm).row("CE1").changed == ("answer", "text", "documents")


def test_a_question_new_this_year_has_not_changed(firm):
    say(firm, "CE1", "yes")
    assert read(firm).row("CE1").changed == ()


def test_the_list_of_attachments_names_what_is_missing(firm):
    say(firm, "CE1", "yes")
    say(firm, "CE2", "yes")
    say(firm, "CE3", "no")
    enclose(firm, "CE2", "Chart")
    lines = {row.question: row for row in cbp_questionnaire.attachments_list(read(firm))}
    assert lines["CE1"].is_missing
    assert [document.title for document in lines["CE2"].documents] == ["Chart"]
    assert not lines["CE3"].is_missing
    assert lines["SC1"].number == "13"


@pytest.mark.parametrize(("answer", "lacks"), [("no", True), ("partly", True), ("yes", False)])
def test_a_no_or_partly_asks_what_to_improve(firm, answer, lacks):
    say(firm, "CE1", answer)
    assert read(firm).row("CE1").lacks_improvement is lacks
    say(firm, "CE1", answer, improve="Mend it.")
    assert read(firm).row("CE1").lacks_improvement is False


def test_the_portals_number_and_words_stand_beside_ours(firm):
    copied = PortalWords("4a", "Describe your policy.")
    portal_wording.keep(firm.workspace, "CE1", copied)
    assert read(firm).row("CE1").portal == copied


def test_empty_portal_words_go_back_to_the_shipped_number(firm):
    portal_wording.keep(firm.workspace, "SC1", PortalWords("99", ""))
    portal_wording.keep(firm.workspace, "SC1", PortalWords())
    assert read(firm).row("SC1").portal == PortalWords("13", "")


def test_other_companies_answers_are_not_ours(firm, workspace):
    other = Importer(workspace)
    say(other, "CE1", "yes")
    assert read(firm).row("CE1").state == "open"
