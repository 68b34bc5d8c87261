"""Each kind of returned file and its outcome; docs/questionnaires.md lists the same cases."""

import os
import shutil
from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import FreeText
from sqlalchemy import select

from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.records import Action, Assessment, Evidence, PartnerAnswer, PartnerRequest
from ctpat_desktop.services.questionnaires import decisions
from ctpat_desktop.services.questionnaires.receiving import take_instead
from ctpat_desktop.services.questionnaires.return_review import review
from ctpat_desktop.services.questionnaires.sending import cancel
from ctpat_desktop.services.registers import attachments, records
from ctpat_desktop.support.errors import Cancelled, Problem
from ctpat_desktop.workspace import door
from ctpat_desktop.workspace.keys import Key
from tests.exchange.questionnaires import returning
from tests.exchange.questionnaires.returning import ANSWERS, as_fields, attach, filled, saved
from tests.services.questionnaires import asking
from tests.services.questionnaires.asking import BACK, received, sent_back


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    """A workspace with one partner and one questionnaire sent; copied for each test."""
    folder = tmp_path_factory.mktemp("template")
    key = Key(os.urandom(32), os.urandom(16))
    workspace = door.create_workspace(folder / "sent.ctpat", key)
    firm = asking.company(workspace)
    maker = asking.partner(workspace, firm)
    sent = asking.sent_to(workspace, firm, maker, folder / "out")
    workspace.close()
    return workspace.path, key, firm, maker, sent


@pytest.fixture
def workspace(template, tmp_path):
    opened = door.open_workspace(shutil.copy(template[0], tmp_path / "own.ctpat"), template[1])
    yield opened
    opened.close()


@pytest.fixture
def firm(template):
    return template[2]


@pytest.fixture
def maker(template):
    return template[3]


@pytest.fixture
def sent(template, tmp_path):
    (tmp_path / "out").mkdir()
    path = shutil.copy(template[4].path, tmp_path / "out" / template[4].path.name)
    return replace(template[4], path=path)


def rows(workspace, kind):
    with workspace.read() as session:
        return session.scalars(select(kind)).all()


def outcome(workspace, firm, path, **options):
    (one,) = received(workspace, firm, path, **options)
    return one.outcome


def state(workspace, sent):
    return asking.stored(workspace, "partner_request", sent.request_id).state


def test_a_filled_form_is_matched(workspace, firm, sent):
    (one,) = received(workspace, firm, sent_back(sent))
    assert (one.outcome, one.partner, one.answers) == ("matched", "Ningbo Wave", len(ANSWERS))


def test_a_matched_return_waits_for_a_decision(workspace, firm, sent):
    received(workspace, firm, sent_back(sent))
    answers = {r.key: (r.value, r.state) for r in rows(workspace, PartnerAnswer) if r.value}
    assert (state(workspace, sent), answers) == (
        "returned",
        {key: (value, "open") for key, value in ANSWERS.items()},
    )


def test_the_returned_file_is_evidence_of_the_partner(workspace, firm, maker, sent):
    path = sent_back(sent)
    (one,) = received(workspace, firm, path)
    (kept,) = attachments.of_record(workspace, "partner", maker)
    request = asking.stored(workspace, "partner_request", sent.request_id)
    (row,) = rows(workspace, Evidence)
    assert (kept[0], request.evidence_id, row.kind) == (one.evidence_id, kept[0], "questionnaire")


def test_a_renamed_file_is_matched(workspace, firm, sent):
    assert outcome(workspace, firm, sent_back(sent, name="scan0001.dat")) == "matched"


def test_a_half_filled_form_is_matched_and_says_what_is_missing(workspace, firm, sent):
    (one,) = received(workspace, firm, sent_back(sent, {"PQ-01": "ctpat", "PQ-02": "x.pdf"}))
    assert (one.outcome, one.reason) == (
        "matched",
        "2 questions have no answer: PQ-03, PQ-65.",
    )


def test_an_unsigned_form_says_so(workspace, firm, sent):
    (one,) = received(workspace, firm, sent_back(sent, {"PQ-01": "none"}, signed=False))
    assert one.reason.endswith("the signature page is not filled in.")


def test_an_empty_form_is_refused_and_the_request_stays_open(workspace, firm, sent):
    (one,) = received(workspace, firm, sent.path)
    assert (one.outcome, state(workspace, sent)) == ("refused", "sent")


def test_the_same_file_sent_twice_is_a_duplicate(workspace, firm, sent):
    path = sent_back(sent)
    received(workspace, firm, path)
    assert outcome(workspace, firm, path) == "duplicate"


def test_the_same_answers_twice_in_one_batch_are_a_duplicate(workspace, firm, sent):
    first, second = sent_back(sent), sent_back(sent, name="again.pdf")
    found = received(workspace, firm, first, second, accept=True)
    assert [one.outcome for one in found] == ["matched", "duplicate"]


def test_a_second_copy_with_other_answers_is_shown(workspace, firm, sent):
    received(workspace, firm, sent_back(sent), accept=True)
    (one,) = received(workspace, firm, sent_back(sent, {**ANSWERS, "PQ-05": "yearly"}, "b.pdf"))
    assert (one.outcome, one.reason) == (
        "altered",
        "One answer differs from the accepted return: PQ-05. Look at both and choose.",
    )


def test_a_second_copy_leaves_the_accepted_answers_alone(workspace, firm, sent):
    received(workspace, firm, sent_back(sent), accept=True)
    received(workspace, firm, sent_back(sent, {**ANSWERS, "PQ-05": "yearly"}, "b.pdf"), accept=True)
    values = {row.key: row.value for row in rows(workspace, PartnerAnswer)}
    assert (values["PQ-05"], state(workspace, sent)) == ("two_years", "accepted")


def test_a_second_copy_can_be_taken_instead(workspace, firm, sent):
    received(workspace, firm, sent_back(sent))
    (one,) = received(workspace, firm, sent_back(sent, {**ANSWERS, "PQ-05": "yearly"}, "b.pdf"))
    found = review(workspace, sent.request_id, BACK)
    assert found.copies == ((one.evidence_id, "b.pdf"),)
    take_instead(workspace, sent.request_id, one.evidence_id, BACK)
    values = {row.key: row.value for row in rows(workspace, PartnerAnswer)}
    assert values["PQ-05"] == "yearly"


def test_answers_changed_after_signing_are_altered(workspace, firm, sent):
    signed = filled(sent.path.read_bytes(), incremental=True)
    later = filled(signed, {"PQ-15": "yes"}, signed=False, incremental=True)
    path = sent.path.with_name("later.pdf")
    path.write_bytes(later)
    (one,) = received(workspace, firm, path)
    assert (one.outcome, "changed after signing: PQ-15" in one.reason) == ("altered", True)


def test_a_changed_checksum_is_altered(workspace, firm, sent):
    path = sent_back(sent, {**ANSWERS, "checksum": "0" * 64})
    assert outcome(workspace, firm, path) == "altered"


def test_an_altered_return_is_not_accepted_at_once(workspace, firm, sent):
    path = sent_back(sent, {**ANSWERS, "checksum": "0" * 64})
    received(workspace, firm, path, accept=True)
    assert state(workspace, sent) == "returned"


def test_a_return_after_a_newer_request_is_stale(workspace, firm, maker, sent, tmp_path):
    asking.sent_to(workspace, firm, maker, tmp_path / "new", date(2027, 11, 20))
    (one,) = received(workspace, firm, sent_back(sent), today=date(2027, 11, 30))
    assert (one.outcome, one.answers) == ("stale", len(ANSWERS))


def test_a_return_of_last_year_is_stale(workspace, firm, sent):
    assert outcome(workspace, firm, sent_back(sent), today=date(2027, 6, 1)) == "stale"


def test_a_return_across_new_year_within_its_time_is_matched(workspace, firm, maker, tmp_path):
    sent = asking.sent_to(workspace, firm, maker, tmp_path / "o", date(2026, 12, 20))
    assert outcome(workspace, firm, sent_back(sent), today=date(2027, 1, 10)) == "matched"


def test_a_stale_return_is_read_against_its_own_questions(workspace, firm, sent):
    received(workspace, firm, sent_back(sent), today=date(2027, 6, 1))
    found = review(workspace, sent.request_id, date(2027, 6, 1))
    assert {line.question.key: line.value for line in found.lines if line.value} == ANSWERS


def test_a_return_of_a_request_taken_back_is_stale(workspace, firm, sent):
    cancel(workspace, sent.request_id)
    assert outcome(workspace, firm, sent_back(sent)) == "stale"


def written(sent, name, data):
    path = sent.path.with_name(name)
    path.write_bytes(data)
    return path


def test_a_flattened_form_is_refused_kept_and_the_request_stays_open(workspace, firm, sent):
    path = written(sent, "flat.pdf", returning.flattened(sent.path.read_bytes()))
    (one,) = received(workspace, firm, path)
    assert (one.outcome, one.partner, state(workspace, sent), len(rows(workspace, Evidence))) == (
        "refused",
        "Ningbo Wave",
        "sent",
        1,
    )


def test_a_photo_nobody_can_place_is_kept_without_a_partner(workspace, firm, sent):
    path = written(sent, "photo.png", b"\x89PNG\r\n\x1a\n" + bytes(100))
    (one,) = received(workspace, firm, path)
    assert (one.outcome, one.partner, len(rows(workspace, Evidence))) == ("refused", "", 1)


UNREADABLE = {
    "broken.pdf": b"%PDF-1.7 nothing",
    "plain.txt": b"plain words",
    "old.xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old office",
    "package.xlsx": b"PK\x03\x04 not a package",
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_a_file_that_cannot_be_read_is_refused_and_kept(workspace, firm, sent, name):
    (one,) = received(workspace, firm, written(sent, name, UNREADABLE[name]))
    (kept,) = rows(workspace, Evidence)
    assert (one.outcome, kept.filename, one.evidence_id) == ("refused", name, kept.id)


def test_an_unreadable_file_whose_name_tells_the_request_is_of_its_partner(workspace, firm, sent):
    name = f"{sent.reference}.pdf"
    (one,) = received(workspace, firm, written(sent, name, b"%PDF-1.7 nothing"))
    told = "The file is kept as evidence of Ningbo Wave; the request stays open."
    assert (one.partner, one.done) == ("Ningbo Wave", told)


def test_an_empty_form_is_kept(workspace, firm, sent):
    (one,) = received(workspace, firm, sent.path)
    (kept,) = rows(workspace, Evidence)
    assert (kept.id, kept.notes) == (one.evidence_id, f"{sent.reference}: refused")


def test_a_refused_file_is_no_copy_to_choose(workspace, firm, sent):
    received(workspace, firm, sent.path, sent_back(sent))
    assert review(workspace, sent.request_id, BACK).copies == ()


def test_a_duplicate_that_was_saved_again_is_kept_too(workspace, firm, sent):
    received(workspace, firm, sent_back(sent))
    path = sent_back(sent, name="again.pdf")
    path.write_bytes(path.read_bytes() + b"\n")
    received(workspace, firm, path)
    assert len(rows(workspace, Evidence)) == 2


def test_a_file_without_a_byte_leaves_nothing_to_keep(workspace, firm, sent):
    (one,) = received(workspace, firm, written(sent, "empty.pdf", b""))
    assert (one.outcome, one.done) == ("refused", "Nothing could be kept of it.")


def test_a_printed_form_offers_the_words_in_its_boxes(workspace, firm, sent, tmp_path):
    command = ("pdftocairo", "-pdf", "IN", "OUT")
    data = returning.run_tool(tmp_path, sent_back(sent).read_bytes(), *command)
    (one,) = received(workspace, firm, written(sent, "printed.pdf", data))
    assert (one.outcome, state(workspace, sent)) == ("refused", "sent")
    assert "In its boxes stands: PQ-06 “Zoé Lefèvre" in one.reason


def test_words_beside_an_empty_form_are_told_and_it_is_not_called_empty(workspace, firm, sent):
    writer = PdfWriter(clone_from=PdfReader(BytesIO(sent.path.read_bytes())))
    writer.add_annotation(1, FreeText(text="See our letter.", rect=(10, 10, 90, 30)))
    (one,) = received(workspace, firm, written(sent, "note.pdf", saved(writer)))
    assert (one.outcome, "is empty" in one.reason, "“See our letter.”" in one.reason) == (
        "refused",
        False,
        True,
    )


def test_an_altered_return_says_what_is_unclear(workspace, firm, maker, tmp_path):
    sent = asking.sent_to(workspace, firm, maker, tmp_path / "o", format="xlsx")

    def insert(book):
        book.worksheets[1].insert_cols(4)

    answers = {"PQ-04": "Yes", "PQ-11 visits": "P"}
    data = returning.filled_workbook(sent.path.read_bytes(), answers, change=insert)
    (one,) = received(workspace, firm, written(sent, "b.xlsx", data))
    assert (one.outcome, one.answers, one.reason.endswith("not clear: PQ-11.")) == (
        "altered",
        1,
        True,
    )


def test_a_file_that_is_not_there_is_refused(workspace, firm, tmp_path):
    assert outcome(workspace, firm, tmp_path / "gone.pdf") == "refused"


def test_a_form_without_a_number_is_refused(workspace, firm, sent):
    writer = PdfWriter(clone_from=PdfReader(BytesIO(sent_back(sent).read_bytes())))
    writer.metadata = None
    for page in writer.pages:
        writer.update_page_form_field_values(page, as_fields({"request": ""}))
    (one,) = received(workspace, firm, written(sent, "x.pdf", saved(writer)))
    assert (one.outcome, one.reason[:29]) == ("refused", "It carries no number of a for")


def test_a_return_whose_questions_are_lost_here_is_refused(workspace, firm, sent):
    records.change(workspace, "partner_request", sent.request_id, definition="")
    (one,) = received(workspace, firm, sent_back(sent))
    assert (one.outcome, "missing or damaged" in one.reason) == ("refused", True)


def test_a_number_nobody_sent_is_refused(workspace, firm, sent):
    path = sent_back(sent, {**ANSWERS, "request": "Q26-ZZZZ-ZZZZ"})
    (one,) = received(workspace, firm, path)
    assert (one.outcome, "There is no form Q26-ZZZZ-ZZZZ here" in one.reason) == (
        "refused",
        True,
    )


def test_a_return_for_another_workspace_is_refused(workspace, firm, sent):
    marks = {"request": "Q26-ZZZZ-ZZZZ", "origin": "feedbeef"}
    (one,) = received(workspace, firm, sent_back(sent, {**ANSWERS, **marks}))
    assert (one.outcome, "another workspace" in one.reason) == ("refused", True)


def test_a_workbook_is_matched(workspace, firm, maker, tmp_path):
    sent = asking.sent_to(workspace, firm, maker, tmp_path / "o", format="xlsx", language="fr")
    data = returning.filled_workbook(sent.path.read_bytes(), {"PQ-04": "Oui", "PQ-05": "Jamais"})
    (one,) = received(workspace, firm, written(sent, "b.xlsx", data))
    values = {row.key: row.value for row in rows(workspace, PartnerAnswer) if row.value}
    assert (one.outcome, values) == ("matched", {"PQ-04": "yes", "PQ-05": "never"})


def test_a_workbook_with_another_question_is_altered(workspace, firm, maker, tmp_path):
    sent = asking.sent_to(workspace, firm, maker, tmp_path / "o", format="xlsx")

    def reword(book):
        book.worksheets[1]["C4"].value = "Do you like us?"

    data = returning.filled_workbook(sent.path.read_bytes(), {"PQ-04": "Yes"}, change=reword)
    (one,) = received(workspace, firm, written(sent, "b.xlsx", data))
    assert (one.outcome, "the text of question PQ-01 was changed" in one.reason) == (
        "altered",
        True,
    )


def test_a_workbook_without_its_hidden_sheet_is_altered_and_read(workspace, firm, maker, tmp_path):
    sent = asking.sent_to(workspace, firm, maker, tmp_path / "o", format="xlsx")
    data = returning.filled_workbook(
        sent.path.read_bytes(), {"PQ-04": "Yes"}, change=lambda book: book.remove(book["ctpat"])
    )
    (one,) = received(workspace, firm, written(sent, "b.xlsx", data))
    assert (one.outcome, one.answers, "marks are gone" in one.reason) == ("altered", 1, True)


def test_documents_inside_become_evidence_when_accepted(workspace, firm, maker, sent):
    path = written(sent, "with.pdf", attach(sent_back(sent).read_bytes(), "log.pdf", b"%PDF log"))
    received(workspace, firm, path, accept=True)
    titles = [title for _, title in attachments.of_record(workspace, "partner", maker)]
    assert titles == ["Ningbo Wave: log.pdf", "Questionnaire Ningbo Wave 2026"]


def test_accepting_writes_score_band_and_assessment(workspace, firm, maker, sent):
    received(workspace, firm, sent_back(sent, {"PQ-01": "ctpat", "PQ-65": "yes"}))
    decisions.accept(workspace, sent.request_id, BACK)
    (row,) = rows(workspace, Assessment)
    request = asking.stored(workspace, "partner_request", sent.request_id)
    assert (request.state, request.score, request.band) == ("accepted", 50, "poor")
    assert (row.partner_id, row.year, row.kind, row.score) == (maker, 2026, "questionnaire", 50)


def test_accepting_is_one_step_that_can_be_undone(workspace, firm, sent):
    received(workspace, firm, sent_back(sent))
    decisions.accept(workspace, sent.request_id, BACK, follow_up=["PQ-15"])
    workspace.undo()
    left = (len(rows(workspace, Assessment)), len(rows(workspace, Action)))
    assert (state(workspace, sent), left) == ("returned", (0, 0))


def test_answers_can_be_accepted_one_by_one(workspace, firm, sent):
    received(workspace, firm, sent_back(sent))
    decisions.accept(workspace, sent.request_id, BACK, keys=["PQ-01", "PQ-04"])
    answers = [row for row in rows(workspace, PartnerAnswer) if row.value]
    taken = [row.key for row in answers if row.state == "accepted"]
    assert sorted(taken) == ["PQ-01", "PQ-04"]


def test_a_no_to_a_must_is_proposed_and_followed_up(workspace, firm, maker, sent):
    received(workspace, firm, sent_back(sent, remarks={"PQ-15": "Prévu en mars"}))
    found = review(workspace, sent.request_id, BACK)
    assert [question.key for question in found.proposals] == ["PQ-15"]
    due = date(2027, 3, 1)
    decisions.accept(workspace, sent.request_id, BACK, None, ["PQ-15"], "Maria Ruiz", due)
    (row,) = rows(workspace, Action)
    assert (row.partner_id, row.criterion, row.owner, row.due_on, row.request_id) == (
        maker,
        "3.9",
        "Maria Ruiz",
        due,
        sent.request_id,
    )
    assert "Answered “No”" in row.reason
    assert "Prévu en mars" in row.reason


def test_a_follow_up_is_made_once(workspace, firm, sent):
    received(workspace, firm, sent_back(sent), accept=True)
    for _ in range(2):
        decisions.follow_up(workspace, sent.request_id, ["PQ-15"], "Maria", date(2027, 3, 1))
    assert len(rows(workspace, Action)) == 1


def test_a_refused_return_leaves_the_request_open(workspace, firm, sent):
    received(workspace, firm, sent_back(sent))
    decisions.refuse(workspace, sent.request_id, "Not signed.")
    assert state(workspace, sent) == "refused"


def test_refused_answers_that_come_again_are_a_duplicate(workspace, firm, sent):
    path = sent_back(sent)
    received(workspace, firm, path)
    decisions.refuse(workspace, sent.request_id, "Not signed.")
    (one,) = received(workspace, firm, path)
    assert (one.outcome, one.reason) == (
        "duplicate",
        "These are the answers you refused. Not signed.",
    )


def test_corrected_answers_after_a_refusal_are_matched(workspace, firm, sent):
    received(workspace, firm, sent_back(sent))
    decisions.refuse(workspace, sent.request_id, "")
    path = sent_back(sent, {**ANSWERS, "PQ-15": "yes"}, "corrected.pdf")
    assert outcome(workspace, firm, path) == "matched"


def test_an_accepted_return_cannot_be_accepted_again(workspace, firm, sent):
    received(workspace, firm, sent_back(sent), accept=True)
    with pytest.raises(Problem, match="no return of this request"):
        decisions.accept(workspace, sent.request_id, BACK)


def test_last_years_answers_stand_beside(workspace, firm, maker, sent, tmp_path):
    received(workspace, firm, sent_back(sent), accept=True)
    new = asking.sent_to(workspace, firm, maker, tmp_path / "new", date(2027, 11, 20))
    path = sent_back(new, {**ANSWERS, "PQ-05": "yearly"})
    received(workspace, firm, path, today=date(2027, 11, 30))
    found = review(workspace, new.request_id, date(2027, 11, 30))
    line = next(line for line in found.lines if line.question.key == "PQ-05")
    assert (line.words, line.last_words, line.is_changed, found.last_year) == (
        "At least once a year",
        "Every two years",
        True,
        2026,
    )


def test_stopping_half_way_keeps_nothing(workspace, firm, sent):
    class Stop:
        def step(self, at, of, text=""):
            if at == 1:
                raise Cancelled

    from ctpat_desktop.services.questionnaires.receiving import receive

    paths = [sent_back(sent), sent_back(sent, name="b.pdf")]
    with pytest.raises(Cancelled):
        receive(Scope.of_company(workspace, firm, BACK), paths, progress=Stop())
    assert (state(workspace, sent), rows(workspace, Evidence)) == ("sent", [])


def test_receiving_is_one_step_that_can_be_undone(workspace, firm, sent):
    received(workspace, firm, sent_back(sent), accept=True)
    workspace.undo()
    assert (state(workspace, sent), rows(workspace, PartnerAnswer)) == ("sent", [])


def test_nothing_plain_is_left_beside_the_files(workspace, firm, sent):
    path = sent_back(sent)
    before = sorted(path.parent.iterdir())
    received(workspace, firm, path, accept=True)
    assert sorted(path.parent.iterdir()) == before


def test_every_request_belongs_to_one_partner(workspace, firm, sent):
    (row,) = rows(workspace, PartnerRequest)
    assert row.reference == sent.reference


def test_a_form_of_another_company_is_kept_there_and_says_so(workspace, firm, maker, template):
    other = asking.company(workspace, "Second Trading")
    (one,) = received(workspace, other, sent_back(template[4]))
    assert (one.outcome, one.company) == ("matched", "Tidewater Home Goods, Inc.")
    with workspace.read() as session:
        owners = {row.company_id for row in session.scalars(select(Evidence))}
        answered = {row.company_id for row in session.scalars(select(PartnerAnswer))}
    assert owners == answered == {firm}
    (own,) = received(workspace, firm, sent_back(template[4]))
    assert own.company == ""
