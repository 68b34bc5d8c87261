"""The annual letter gathers the year's records, keeps the company's words, and reads as a file."""

import subprocess
from datetime import date

import docx
import pytest

from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.records import AnnualLetter, ItracLine, LetterPart
from ctpat_desktop.services.registers import records
from ctpat_desktop.services.trade.letter import draft
from ctpat_desktop.support.errors import Problem
from tests.services.trade.trading import TODAY, Importer


@pytest.fixture
def importer(workspace):
    return Importer(workspace)


@pytest.fixture
def letter(importer):
    return draft.draft(Scope.of(importer.workspace, importer.account_id, TODAY))


def section(importer, letter, head):
    made = draft.gathered(Scope.of(importer.workspace, importer.account_id, TODAY), letter)
    return next(row for row in made.sections if row.head == head)


def rows(importer, letter, head, grid=0):
    return section(importer, letter, head).grids[grid].rows


def put(importer, letter, head, **values):
    with importer.workspace.read() as session:
        part = session.query(LetterPart).filter_by(annual_letter_id=letter, head=head).one().id
    records.change(importer.workspace, "letter_part", part, **values)


def test_the_draft_is_for_the_letter_due_next_with_every_head(importer, letter):
    kept = records.stored(importer.workspace, "annual_letter", letter)
    assert isinstance(kept, AnnualLetter)
    assert (kept.year, kept.due_on, kept.state) == (2026, date(2026, 4, 10), "draft")
    with importer.workspace.read() as session:
        heads = [row.head for row in session.query(LetterPart).order_by(LetterPart.position)]
    assert heads == list(draft.heads())


def test_one_undo_takes_the_draft_back(importer, letter):
    importer.workspace.undo()
    with importer.workspace.read() as session:
        assert session.query(AnnualLetter).count() == session.query(LetterPart).count() == 0


def test_a_second_draft_of_the_same_year_is_refused(importer, letter):
    with pytest.raises(Problem, match="The letter for 2026 is there already"):
        draft.draft(Scope.of(importer.workspace, importer.account_id, TODAY))


def test_without_a_day_of_acceptance_no_letter_is_due(importer):
    importer.change("trade_membership", importer.membership, accepted_on=None)
    with pytest.raises(Problem, match="the day of acceptance is not entered"):
        draft.draft(Scope.of(importer.workspace, importer.account_id, TODAY))


def test_the_next_letter_begins_the_day_after_the_last(importer, letter):
    last = records.stored(importer.workspace, "annual_letter", letter)
    importer.change("annual_letter", letter, sent_on=date(2026, 4, 9))
    after = draft.draft(Scope.of(importer.workspace, importer.account_id, date(2027, 3, 1)))
    kept = records.stored(importer.workspace, "annual_letter", after)
    assert kept.year == 2027
    assert (kept.period_from - last.period_to).days == 1


def test_only_changes_of_the_period_are_told_under_their_heads(importer, letter):
    for what, kind, day in (
        ("Dana Okoro signs", "personnel", date(2026, 2, 1)),
        ("New broker", "broker", date(2026, 2, 2)),
        ("Copper pans", "import", date(2026, 2, 3)),
        ("Long ago", "personnel", date(2024, 1, 1)),
    ):
        importer.add("trade_change", what=what, kind=kind, happened_on=day)
    assert [row[1] for row in rows(importer, letter, "people")] == ["Dana Okoro signs"]
    assert [row[1] for row in rows(importer, letter, "organization")] == ["New broker"]
    assert [row[1] for row in rows(importer, letter, "imports", 2)] == ["Copper pans"]


def test_the_risk_rating_stands_beside_last_years(importer, letter):
    importer.add("trade_risk", area="value", year=2025, likelihood="low", impact="high")
    importer.add("trade_risk", area="value", year=2026, likelihood="high", impact="high")
    importer.add("trade_risk", area="records", year=2026, likelihood="low", impact="low")
    assert [row[:3] for row in rows(importer, letter, "risk")] == [
        ("Transaction value", "High × high", "Low × high"),
        ("Recordkeeping", "Low × low", "-"),
    ]


def test_a_self_test_tells_sample_error_rate_and_duty_net_and_gross(importer, letter):
    test = importer.add(
        "self_test", title="Value", area="value", done_on=date(2026, 2, 1), population=1200
    )
    for line, (is_error, duty) in enumerate([(True, 120), (True, -20), (False, None)]):
        importer.add(
            "tested_line",
            self_test_id=test,
            entry_number="E1",
            line=str(line),
            is_error=is_error,
            duty_effect=duty,
        )
    told = rows(importer, letter, "testing")[0]
    assert told[2:5] == ("3 of 1,200", "2 (66.7 %)", "net 100, gross 140 USD")


def test_errors_and_disclosures_are_listed_with_way_and_reference(importer, letter):
    importer.add(
        "disclosure",
        title="Wrong rate",
        found_on=date(2026, 3, 1),
        route="prior",
        reference="PD-7",
        disclosed_on=date(2026, 3, 20),
        duty_effect=4100,
    )
    assert rows(importer, letter, "corrections")[0] == (
        *("03/01/2026", "Wrong rate", "Prior disclosure", "PD-7", "03/20/2026", "4,100"),
    )


def test_import_data_is_compared_with_the_year_before(importer, letter):
    file = importer.add("itrac_file", title="2026")
    with importer.workspace.work("Lines") as unit:
        for number, (day, origin, cents) in enumerate(
            [
                (date(2026, 2, 1), "IN", 10_000_00),
                (date(2026, 3, 1), "VN", 5_000_00),
                (date(2025, 2, 1), "IN", 4_000_00),
            ]
        ):
            unit.session.add(
                ItracLine(
                    file_id=file,
                    number=number,
                    entry_number=f"E{number}",
                    entry_date=day,
                    origin=origin,
                    value=cents,
                )
            )
    totals = {row[0]: row[1:] for row in rows(importer, letter, "imports")}
    assert totals["Entries"] == ("2", "1")
    assert totals["Entered value (USD)"] == ("15,000", "4,000")
    assert rows(importer, letter, "imports", 1) == (
        ("IN", "10,000", "4,000"),
        ("VN", "5,000", "new"),
    )


def test_nothing_on_record_is_said_and_not_left_empty(importer, letter):
    assert section(importer, letter, "corrections").none == (
        "No error and no disclosure is on record for this period."
    )


def test_the_companys_words_and_the_reason_for_other_figures_are_printed(
    importer, letter, tmp_path
):
    put(importer, letter, "statement", text="We met every requirement — Ñandú included.")
    put(importer, letter, "imports", text="Steady.", note="One entry was counted twice.")
    path = tmp_path / "letter.pdf"
    draft.write(Scope.of(importer.workspace, importer.account_id, TODAY), letter, path)
    told = subprocess.run(
        ["pdftotext", "-layout", path, "-"], capture_output=True, text=True, check=True
    ).stdout
    for words in (
        "We met every requirement — Ñandú included.",
        "Why figures were changed: One entry was counted twice.",
        "12-345678900 Brassline Imports, Inc.",
        "Dana Okoro",
    ):
        assert words in told


def test_word_gets_the_same_heads_and_words(importer, letter, tmp_path):
    put(importer, letter, "statement", text="We met every requirement.")
    path = tmp_path / "letter.docx"
    draft.write(Scope.of(importer.workspace, importer.account_id, TODAY), letter, path)
    read = docx.Document(str(path))
    words = [paragraph.text for paragraph in read.paragraphs]
    assert "We met every requirement." in words
    assert [w for w in words if w[:2] in ("1.", "9.")] == ["1. Statement", "9. Training"]


def test_another_ending_is_refused(importer, letter, tmp_path):
    with pytest.raises(Problem, match="no letter format"):
        draft.write(
            Scope.of(importer.workspace, importer.account_id, TODAY), letter, tmp_path / "l.txt"
        )


def test_answers_of_the_years_the_letter_covers_are_in_it_each_as_it_was_last_given(importer):
    scope = Scope.of(importer.workspace, importer.account_id, date(2027, 3, 1))
    importer.add("annual_letter", year=2026, sent_on=date(2026, 4, 1), due_on=date(2026, 4, 10))
    letter = draft.draft(scope)
    answer = {"list": "questionnaire", "question": "CE1", "answered_on": TODAY}
    importer.add("trade_answer", year=2025, answer="no", improve="Old plan", **answer)
    importer.add("trade_answer", year=2026, answer="partly", improve="Write it down", **answer)
    importer.add("trade_answer", year=2027, answer="", **{**answer, "answered_on": None})
    made = section(importer, letter, "open").grids[0].rows
    assert [row[1] for row in made] == ["Write it down"]


def test_a_letter_without_records_does_not_say_that_nothing_is_open(importer, letter):
    assert section(importer, letter, "open").none == "No open point is on record."


def test_the_letter_due_next_is_found_until_it_is_sent(importer, letter):
    scope = Scope.of(importer.workspace, importer.account_id, TODAY)
    assert draft.waiting(scope) == letter
    importer.change("annual_letter", letter, sent_on=TODAY)
    assert draft.waiting(scope) == ""
