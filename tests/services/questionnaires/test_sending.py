"""Questionnaires sent: one file and one frozen request per partner; reminders."""

from datetime import date

import pytest

from ctpat_desktop.catalogue.questionnaires import from_json
from ctpat_desktop.documents.pages.preview import page_count
from ctpat_desktop.exchange.questionnaires.reader import read_returned
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.services.accounts import settings
from ctpat_desktop.services.questionnaires import builder, sending
from ctpat_desktop.services.questionnaires import reminders as reminding
from ctpat_desktop.services.questionnaires.form_files import file_name
from ctpat_desktop.services.questionnaires.return_review import requests
from ctpat_desktop.services.questionnaires.sending import SendingOptions, send
from ctpat_desktop.services.registers import records
from ctpat_desktop.support.errors import Cancelled, Problem
from tests.services.questionnaires import asking
from tests.services.questionnaires.asking import SENT


def test_each_partner_gets_a_file_and_a_request(workspace, firm, maker, tmp_path):
    other = asking.partner(workspace, firm, "Route 9 Trucking", "highway_carrier")
    folder = tmp_path / "out"
    made = send(Scope.of_company(workspace, firm, SENT), [maker, other], folder, SendingOptions())
    assert sorted(folder.iterdir()) == sorted(one.path for one in made)
    assert {line.reference for line in requests(Scope.of_company(workspace, firm, SENT))} == {
        m.reference for m in made
    }


def test_a_file_carries_the_marks_of_its_request(workspace, sent):
    marks = read_returned(sent.path.read_bytes(), "x").marks
    row = asking.stored(workspace, "partner_request", sent.request_id)
    assert (marks["request"], marks["checksum"]) == (row.reference, row.checksum)


def test_a_sent_request_keeps_its_questions_when_the_questionnaire_changes(
    workspace, firm, maker, tmp_path
):
    own = builder.copy_model(workspace, firm)
    sent = asking.sent_to(workspace, firm, maker, tmp_path, questionnaire_id=own)
    row = builder.rows_of(workspace, own)[0]
    records.change(workspace, "question", row.id, text_en="Changed?")
    request = asking.stored(workspace, "partner_request", sent.request_id)
    frozen = from_json(request.definition)
    assert (frozen.questions[0].text.en != "Changed?", frozen.checksum) == (True, request.checksum)


def test_a_carrier_gets_the_questions_for_carriers(workspace, firm, tmp_path):
    carrier = asking.partner(workspace, firm, "Route 9", "highway_carrier;warehouse")
    sent = asking.sent_to(workspace, firm, carrier, tmp_path)
    frozen = from_json(asking.stored(workspace, "partner_request", sent.request_id).definition)
    assert (frozen.question("PQ-26") is not None, frozen.question("PQ-15")) == (True, None)


def test_the_language_is_that_of_the_security_contact(workspace, firm, maker, tmp_path):
    records.add(
        workspace,
        "partner_contact",
        company_id=firm,
        partner_id=maker,
        first_name="Zoé",
        language="fr",
        is_security=True,
    )
    assert asking.sent_to(workspace, firm, maker, tmp_path).language == "fr"


def test_a_workbook_can_be_sent(workspace, firm, maker, tmp_path):
    sent = asking.sent_to(workspace, firm, maker, tmp_path, format="xlsx", language="en+es")
    assert (sent.path.suffix, sent.path.read_bytes()[:2]) == (".xlsx", b"PK")


@pytest.mark.parametrize(
    ("partner", "name"),
    [
        ("Ningbo Wave", "Ningbo Wave Q26-AAAA-BBBB.pdf"),
        ("../../etc/passwd", "etc passwd Q26-AAAA-BBBB.pdf"),
        ('A/B: "C" <D>|?*', "A B C D Q26-AAAA-BBBB.pdf"),
        ("宁波海浪", "宁波海浪 Q26-AAAA-BBBB.pdf"),
        ("", "Q26-AAAA-BBBB.pdf"),
    ],
)
def test_a_file_name_is_safe(partner, name):
    assert file_name(partner, "Q26-AAAA-BBBB", "pdf") == name


def test_a_file_name_keeps_the_marks_that_make_the_word():
    assert file_name("บริษัท न्यू", "Q26-AAAA-BBBB", "pdf") == "บริษัท न्यू Q26-AAAA-BBBB.pdf"


def test_braces_in_a_name_are_no_format_of_a_reminder(workspace, firm, tmp_path):
    maker = asking.partner(workspace, firm, "{sent} {} 100% Ltd")
    asking.sent_to(workspace, firm, maker, tmp_path / "o", due=date(2026, 12, 1))
    (one,) = reminding.reminders(Scope.of_company(workspace, firm, date(2026, 12, 10)))
    assert "we sent {sent} {} 100% Ltd our supply chain" in one.text


@pytest.mark.parametrize("kind", ["pdf", "xlsx"])
def test_braces_and_percent_signs_in_a_questionnaire_are_sent(
    workspace, firm, maker, tmp_path, kind
):
    own = builder.start(workspace, firm, "{name} 100% %s", "2026", "any")
    builder.add_question(workspace, own, text_en="Do you {seal} 100 %?", help_en="{0} %(x)s")
    records.change(workspace, "questionnaire", own, intro_en="Use {braces} {} {0} and 100% %d.")
    sent = asking.sent_to(workspace, firm, maker, tmp_path / "o", format=kind, questionnaire_id=own)
    assert sent.path.is_file()


def test_a_very_long_name_still_fits_a_disk():
    assert len(file_name("宁" * 500, "Q26-AAAA-BBBB", "pdf").encode()) <= 255


def test_stopping_leaves_no_file_and_no_request(workspace, firm, maker, tmp_path):
    class Stop:
        def step(self, at, of, text=""):
            if at == 1:
                raise Cancelled

    other = asking.partner(workspace, firm, "Second")
    with pytest.raises(Cancelled):
        send(
            Scope.of_company(workspace, firm, SENT),
            [maker, other],
            tmp_path / "out",
            SendingOptions(),
            Stop(),
        )
    assert (
        list((tmp_path / "out").iterdir()),
        requests(Scope.of_company(workspace, firm, SENT)),
    ) == ([], ())


def test_sending_is_one_step_that_can_be_undone(workspace, firm, sent):
    workspace.undo()
    assert requests(Scope.of_company(workspace, firm, SENT)) == ()


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (SendingOptions(format="docx"), "is no format"),
        (SendingOptions(language="de"), "are not written in"),
    ],
)
def test_an_impossible_wish_is_refused(workspace, firm, maker, tmp_path, options, message):
    with pytest.raises(Problem, match=message):
        send(Scope.of_company(workspace, firm, SENT), [maker], tmp_path, options)


def test_a_questionnaire_with_a_mistake_is_not_sent(workspace, firm, maker, tmp_path):
    own = builder.start(workspace, firm, "Ours", "2027", "any")
    with pytest.raises(Problem, match="cannot be sent yet"):
        asking.sent_to(workspace, firm, maker, tmp_path, questionnaire_id=own)


def test_a_folder_that_cannot_be_made_is_told(workspace, firm, maker, tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(Problem, match="was not written"):
        asking.sent_to(workspace, firm, maker, tmp_path / "file")


def test_the_usual_time_to_answer_can_be_changed(workspace, firm, maker, tmp_path):
    settings.put(workspace, "questionnaire.due_days", 14)
    sent = asking.sent_to(workspace, firm, maker, tmp_path)
    row = asking.stored(workspace, "partner_request", sent.request_id)
    assert row.due_on == date(2026, 12, 6)


def test_a_request_long_before_its_day_is_not_reminded(workspace, firm, sent):
    assert reminding.reminders(Scope.of_company(workspace, firm, SENT)) == ()


def test_a_late_request_is_reminded_in_the_partners_language(workspace, firm, maker, tmp_path):
    asking.sent_to(workspace, firm, maker, tmp_path, language="fr")
    (one,) = reminding.reminders(Scope.of_company(workspace, firm, date(2027, 1, 15)))
    assert (one.is_late, "ne nous est pas encore revenu" in one.text) == (True, True)


def test_a_reminder_names_request_partner_and_day(workspace, firm, sent):
    (one,) = reminding.reminders(Scope.of_company(workspace, firm, date(2026, 12, 20)))
    words = (sent.reference, "Ningbo Wave", "2026-12-22", "Tidewater")
    assert [word for word in words if word not in one.text] == []


def test_a_reminded_request_says_when(workspace, firm, sent):
    reminding.mark_reminded(workspace, [sent.request_id], date(2026, 12, 20))
    (one,) = reminding.reminders(Scope.of_company(workspace, firm, date(2026, 12, 20)))
    assert one.reminded_on == date(2026, 12, 20)


def test_a_request_taken_back_is_not_reminded(workspace, firm, sent):
    sending.cancel(workspace, sent.request_id)
    assert reminding.reminders(Scope.of_company(workspace, firm, date(2027, 1, 15))) == ()


def test_a_preview_has_the_pages_a_partner_gets(workspace, firm):
    own = builder.copy_model(workspace, firm, "carrier")
    pdf = sending.preview_pdf(workspace, own, "es", SENT)
    assert page_count(pdf) > 10
