"""A new review year begins from the one before, and each answer is affirmed as it is."""

from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO

import pytest
from pypdf import PdfReader
from sqlalchemy import select

from ctpat_desktop.exchange.tables.xlsx_book import read_sheets
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.records import Account, Affirmation, Profile, Response, Statement
from ctpat_desktop.records.base import new_id
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.evidence import library
from ctpat_desktop.services.profile import (
    affirming,
    answers,
    evidence_links,
    exports,
    sign_off_pdf,
    year_facts,
    years,
)
from ctpat_desktop.services.profile.affirming import CHANGED, EARLY, OPEN, UNCHANGED, Look
from ctpat_desktop.services.registers import records
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.progress import Silent
from ctpat_desktop.workspace.changes import together
from ctpat_desktop.workspace.repair import health

DAY = date(2027, 1, 20)
ANNIVERSARY = date(2021, 3, 15)


@pytest.fixture
def scope(workspace):
    """An account of 2026 with three answers, one of them of a site, and two documents."""
    account = companies.start(workspace, "Bolt", "importer", 2026)
    with workspace.work("Anniversary") as unit:
        unit.session.get_one(Account, account).anniversary = ANNIVERSARY
    scope = Scope.of(workspace, account, DAY)
    site = records.add(workspace, "site", company_id=scope.company_id, name="Yard")
    answers.save(workspace, account, "1.1", status="in_place", narrative="We sign.", owner="Ann")
    answers.save(workspace, account, "2.1", status="planned", narrative="We map.")
    answers.save(workspace, account, "9.1", status="in_place", narrative="Fences.", per_site=True)
    answers.save(workspace, account, "9.1", site, status="in_place", narrative="A wall.")
    add = library.add_bytes
    good = add(workspace, scope.company_id, "policy.txt", b"policy", title="Policy", kind="")
    old = add(workspace, scope.company_id, "old.txt", b"old", title="Old log", kind="")
    records.change(workspace, "evidence", old, expires_on=DAY - timedelta(days=1))
    evidence_links.link(workspace, account, "1.1", good)
    evidence_links.link(workspace, account, "1.1", old)
    return scope


def read(scope):
    return companies.dossier(scope.workspace, scope.account_id)


def printed(pdf):
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)


def states(scope):
    return {row.criterion: row.state for row in affirming.status(scope).rows}


def test_a_new_year_has_the_answers_of_the_last_and_nothing_affirmed(scope):
    rolled = years.begin(scope)
    now = read(scope)
    assert (rolled.year, rolled.answers, now.profile.year) == (2027, 4, 2027)
    whole = now.answer("1.1").whole
    assert (whole.status, whole.narrative, whole.owner) == ("in_place", "We sign.", "Ann")
    assert whole.reviewed_on is None
    assert now.answer("9.1").is_per_site
    assert [row.narrative for _, row in now.answer("9.1").by_site] == ["A wall."]
    assert set(states(scope).values()) == {OPEN}


def test_a_document_that_expired_is_named_and_not_linked_again(scope):
    rolled = years.begin(scope)
    assert [(row.criterion, row.title) for row in rolled.renew] == [("1.1", "Old log")]
    linked = read(scope).answer("1.1").own().evidence
    assert [row.title for row in linked] == ["Policy"]


def test_a_document_whose_period_ended_before_the_new_year_is_to_be_renewed(scope):
    (document,) = [row for row in read(scope).evidence if row.title == "Policy"]
    records.change(scope.workspace, "evidence", document.id, period_to=date(2026, 12, 31))
    assert [row.title for row in years.begin(scope).renew] == ["Policy", "Old log"]


def test_a_period_that_is_not_over_yet_is_said_to_end(scope):
    (document,) = [row for row in read(scope).evidence if row.title == "Policy"]
    for day, words in ((DAY, "ends on 01/20/2027."), (DAY - timedelta(1), "ended on 01/19/2027.")):
        records.change(scope.workspace, "evidence", document.id, period_to=day)
        (found,) = [row for row in read(scope).evidence if row.id == document.id]
        assert years.past(found, date(2027, 3, 1), DAY) == f"Its period {words}"


def test_last_year_stays_as_it_was(scope):
    with scope.workspace.read() as session:
        before = [row.id for row in session.scalars(select(Response).order_by(Response.id))]
    years.begin(scope)
    answers.save(scope.workspace, scope.account_id, "1.1", narrative="We sign and post.")
    earlier = years.earlier(scope, "1.1")
    assert (earlier.year, earlier.narrative) == (2026, "We sign.")
    with scope.workspace.read() as session:
        kept = [session.get(Response, key) for key in before]
    assert [row.narrative for row in kept if row.criterion == "1.1"] == ["We sign."]


def test_one_undo_takes_the_year_back(scope):
    years.begin(scope)
    scope.workspace.undo()
    assert read(scope).profile.year == 2026
    with scope.workspace.read() as session:
        assert len(session.scalars(select(Profile)).all()) == 1
        assert len(session.scalars(select(Response)).all()) == 4
    scope.workspace.redo()
    assert read(scope).answer("1.1").whole.narrative == "We sign."


def test_a_year_that_began_is_not_begun_again(scope):
    years.begin(scope)
    with pytest.raises(Problem, match="2027 has begun already"):
        years.begin(scope, 2027)
    assert read(scope).profile.year == 2027


def test_the_window_opens_ninety_days_before_the_anniversary_of_the_year(scope):
    years.begin(scope)
    assert years.window(scope) == years.Window(date(2026, 12, 15), date(2027, 3, 15))


def test_without_an_anniversary_the_window_is_not_known(scope):
    with scope.workspace.work("No day") as unit:
        unit.session.get_one(Account, scope.account_id).anniversary = None
    assert years.window(scope) is None


def test_a_leap_day_falls_on_the_28th_in_other_years(scope):
    with scope.workspace.work("Leap day") as unit:
        unit.session.get_one(Account, scope.account_id).anniversary = date(2024, 2, 29)
    years.begin(scope)
    assert years.window(scope).closes == date(2027, 2, 28)


def test_what_is_as_last_year_is_unchanged_and_what_is_not_changed(scope):
    years.begin(scope)
    answers.save(scope.workspace, scope.account_id, "2.1", narrative="We map and rate.")
    affirming.affirm(scope, ("1.1", "2.1"), Look("Ann"))
    assert {key: states(scope)[key] for key in ("1.1", "2.1", "9.1")} == {
        "1.1": UNCHANGED,
        "2.1": CHANGED,
        "9.1": OPEN,
    }
    (row,) = [row for row in affirming.status(scope).rows if row.criterion == "1.1"]
    assert (row.by, row.on) == ("Ann", DAY)


@pytest.mark.parametrize("where", ["whole", "site", "document", "statement"])
def test_a_change_after_the_affirmation_opens_the_criterion_again(scope, where):
    years.begin(scope)
    affirming.affirm(scope, ("9.1",), Look("Ann"))
    assert states(scope)["9.1"] == UNCHANGED
    said = read(scope)
    if where == "whole":
        answers.save(scope.workspace, scope.account_id, "9.1", narrative="Fences, two.")
    elif where == "site":
        answers.save(scope.workspace, scope.account_id, "9.1", said.sites[0].id, narrative="None.")
    elif where == "document":
        evidence_links.link(scope.workspace, scope.account_id, "9.1", said.evidence[0].id)
    else:
        with scope.workspace.work("Add a statement") as unit:
            key = said.answer("9.1").whole.id
            unit.session.add(Statement(id=new_id(), response_id=key, name="9.1 a", text="North."))
    (row,) = [row for row in affirming.status(scope).rows if row.criterion == "9.1"]
    assert (row.state, row.was_affirmed) == (OPEN, True)


def test_an_affirmation_before_the_window_does_not_count(scope):
    years.begin(scope)
    early = Scope(scope.workspace, scope.account_id, scope.company_id, date(2026, 12, 14))
    affirming.affirm(early, ("1.1",), Look("Ann"))
    assert states(scope)["1.1"] == EARLY
    affirming.affirm(scope, ("1.1",), Look("Ann"))
    assert states(scope)["1.1"] == UNCHANGED


def test_an_affirmation_that_counts_never_gives_way_to_one_that_does_not(scope):
    early = Scope(scope.workspace, scope.account_id, scope.company_id, date(2025, 8, 1))
    affirming.affirm(scope, ("1.1",), Look("Ann"))
    with pytest.raises(Problem) as refused:
        affirming.affirm(early, ("2.1", "1.1"), Look("Bo"))
    assert str(refused.value) == "1.1 was affirmed on 01/20/2027, in the review window."
    assert {row.criterion: row.by for row in affirming.status(scope).rows if row.by} == {
        "1.1": "Ann"
    }
    answers.save(scope.workspace, scope.account_id, "1.1", narrative="We sign twice.")
    affirming.affirm(early, ("1.1",), Look("Bo"))
    assert states(scope)["1.1"] == EARLY


def test_an_earlier_year_reads_as_it_stands_in_the_file(scope):
    affirming.affirm(scope, ("1.1",), Look("Ann"))
    then = affirming.status(scope)
    words = printed(exports.report_pdf_bytes(scope, exports.REPORT))
    years.begin(scope)
    answers.save(scope.workspace, scope.account_id, "1.1", narrative="We swear.")
    last = replace(scope, year=2026)
    assert affirming.status(last) == then
    assert (years.begun(scope), years.earlier(last, "1.1")) == ((2027, 2026), None)
    old = companies.dossier(scope.workspace, scope.account_id, 2026).answer("1.1")
    assert old.whole.narrative == "We sign."
    assert {row.title for row in old.evidence} == {"Policy", "Old log"}
    sheet = printed(sign_off_pdf.pdf(last))
    assert "Yearly review 2026: sign-off" in sheet
    assert "Ann" in sheet
    report = printed(exports.report_pdf_bytes(last, exports.REPORT))
    assert "We sign." in report
    assert "We swear." not in report
    assert ("Findings" in words, "Findings" in report) == (True, False)


def test_a_year_that_was_not_begun_is_said_to_be_none(scope):
    for read_it in (affirming.status, exports.snapshot, years.window):
        with pytest.raises(Problem, match="There is no review year 2019"):
            read_it(replace(scope, year=2019))


def test_an_earlier_year_is_no_workbook(scope, tmp_path):
    years.begin(scope)
    with pytest.raises(Problem, match="PDF or DOCX"):
        exports.report(replace(scope, year=2026), tmp_path / "old.xlsx", Silent())


def test_an_affirmation_in_under_three_seconds_is_marked(scope):
    years.begin(scope)
    affirming.affirm(scope, ("1.1",), Look("Ann", seconds=2))
    affirming.affirm(scope, ("2.1",), Look("Ann", seconds=3))
    marked = {row.criterion: row.is_hasty for row in affirming.status(scope).rows if row.on}
    assert marked == {"1.1": True, "2.1": False}


def test_affirming_is_one_step_and_can_be_taken_back(scope):
    years.begin(scope)
    affirming.affirm(scope, ("1.1", "2.1"), Look("Ann"))
    scope.workspace.undo()
    assert set(states(scope).values()) == {OPEN}
    scope.workspace.redo()
    affirming.take_back(scope, ("1.1",))
    assert (states(scope)["1.1"], states(scope)["2.1"]) == (OPEN, UNCHANGED)


@pytest.mark.parametrize(("criterion", "words"), [("5.1", "no answer yet"), ("99", "not asked")])
def test_what_cannot_be_affirmed_is_said_and_nothing_is(scope, criterion, words):
    years.begin(scope)
    with pytest.raises(Problem, match=words):
        affirming.affirm(scope, ("1.1", criterion), Look("Ann"))
    with scope.workspace.read() as session:
        assert session.scalars(select(Affirmation)).all() == []


def test_what_is_ready_is_answered_and_open(scope):
    years.begin(scope)
    affirming.affirm(scope, ("2.1",), Look("Ann"))
    assert affirming.ready(scope) == ("1.1", "9.1")


def test_a_file_with_two_years_is_in_order(scope):
    years.begin(scope)
    affirming.affirm(scope, ("1.1",), Look("Ann"))
    assert health.verify(scope.workspace.path, scope.workspace.key) == ()


def test_all_data_holds_the_words_of_every_year(scope, tmp_path):
    years.begin(scope)
    affirming.affirm(scope, ("1.1",), Look("Ann"))
    answers.save(scope.workspace, scope.account_id, "1.1", narrative="We sign and post.")
    exports.data(scope, tmp_path / "data.xlsx", Silent())
    sheets = read_sheets(tmp_path / "data.xlsx")
    said = str(sheets["response"])
    assert "We sign." in said
    assert "We sign and post." in said
    assert "Ann" in str(sheets["affirmation"])
    assert len(sheets["evidence_link"]) == 1 + 3


def test_the_sign_off_sheet_names_every_criterion_with_its_state(scope, tmp_path):
    years.begin(scope)
    affirming.affirm(scope, ("1.1",), Look("Ann Okoro"))
    affirming.affirm(scope, ("2.1",), Look("Ann Okoro"))
    answers.save(scope.workspace, scope.account_id, "2.1", narrative="Changed later.")
    path = tmp_path / "sheet.pdf"
    path.write_bytes(sign_off_pdf.pdf(scope))
    words = " ".join(page.extract_text() for page in PdfReader(path).pages)
    assert "Yearly review 2027: sign-off" in words
    assert "12/15/2026 to 03/15/2027" in words
    assert "1 of 95, 0 of them new or changed" in words
    assert words.count("Ann Okoro") == 1
    assert "Changed since" in words
    assert "Company officer" in words
    assert path.read_bytes() == sign_off_pdf.pdf(scope)


def heard(scope, act):
    """Do something and return all that was told of it."""
    told = []
    scope.workspace.on_change.append(told.append)
    act()
    scope.workspace.on_change.remove(told.append)
    return together(told)


def test_after_any_change_the_year_is_what_a_full_reading_says(scope):
    years.begin(scope)
    where, account = scope.workspace, scope.account_id
    affirming.affirm(scope, ("1.1", "2.1", "9.1"), Look("Ann"))
    document = read(scope).evidence[0].id
    steps = (
        lambda: answers.save(where, account, "1.1", narrative="Other."),
        lambda: affirming.affirm(scope, ("1.1",), Look("Ann")),
        lambda: answers.save(where, account, "9.1", read(scope).sites[0].id, narrative="None."),
        lambda: evidence_links.link(where, account, "2.1", document),
        lambda: evidence_links.unlink(where, account, "2.1", document),
        lambda: affirming.take_back(scope, ("1.1",)),
        lambda: where.undo(),
        lambda: years.begin(scope),
        lambda: where.undo(),
    )
    known = year_facts.read(scope)
    for number, act in enumerate(steps):
        known = year_facts.after(scope, known, heard(scope, act))
        assert known == year_facts.read(scope), number


def test_one_answer_saved_reads_the_words_of_its_criterion_only(scope, monkeypatch):
    years.begin(scope)
    affirming.affirm(scope, ("1.1", "9.1"), Look("Ann"))
    known, asked, real = year_facts.read(scope), [], affirming.fingerprints

    def noted(session, profile_id, criteria=None):
        asked.append(None if criteria is None else sorted(criteria))
        return real(session, profile_id, criteria)

    monkeypatch.setattr(affirming, "fingerprints", noted)
    told = heard(
        scope, lambda: answers.save(scope.workspace, scope.account_id, "1.1", narrative="Other.")
    )
    assert year_facts.after(scope, known, told).year.rows[0].was_affirmed
    assert asked == [["1.1"]]
