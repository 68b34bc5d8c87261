"""What is weak in the words of the answers, as it is found in a file and left as it is."""

import pytest

from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.services.accounts import companies, settings
from ctpat_desktop.services.profile import answers, exports, review, writing
from ctpat_desktop.services.profile import model as profile_model
from ctpat_desktop.services.registers import records
from ctpat_desktop.support.errors import Problem
from tests.closing import DAY

SOUND = "The shift lead counts the seals each Monday and signs the count in the seal log."
PLAN = "We plan to count the seals. The shift lead signs the seal log each Monday."


@pytest.fixture
def account(workspace):
    return companies.start(workspace, "Cobalt Trading LLC", "importer", 2026)


def say(workspace, account, words, criterion="6.6", site=None, **values):
    given = {"status": "in_place", "narrative": words, **values}
    answers.save(workspace, account, criterion, site, **given)


def findings(workspace, account):
    rows = review.review(Scope.of(workspace, account, DAY)).findings
    return [row for row in rows if row.rule.startswith("writing.")]


def rules(workspace, account):
    return [(row.rule, row.place.criterion) for row in findings(workspace, account)]


def test_a_sound_answer_has_no_finding(workspace, account):
    say(workspace, account, SOUND)
    assert findings(workspace, account) == []


def test_a_plan_in_an_answer_that_says_in_place(workspace, account):
    say(workspace, account, PLAN)
    (row,) = findings(workspace, account)
    assert (row.rule, row.severity.value, row.place.field) == (
        "writing.future",
        "weak",
        "narrative",
    )
    assert [PLAN[start:end] for start, end in row.spans] == ["We plan to"]
    say(workspace, account, PLAN, status="planned", target_on=DAY)
    assert findings(workspace, account) == []


def test_what_is_left_as_it_is_comes_back_with_the_text_and_by_hand(workspace, account):
    say(workspace, account, PLAN)
    (row,) = findings(workspace, account)
    writing.leave(workspace, account, row, PLAN, "It is the title of our form.")
    assert findings(workspace, account) == []
    (left,) = writing.left_at(workspace, account, "6.6", PLAN)
    assert (left.rule, left.reason) == ("writing.future", "It is the title of our form.")
    assert left.who == workspace.who
    say(workspace, account, f"{PLAN} Twice.")
    assert rules(workspace, account) == [("writing.future", "6.6")]
    assert writing.left_at(workspace, account, "6.6", f"{PLAN} Twice.") == []
    say(workspace, account, PLAN)
    assert findings(workspace, account) == []
    writing.judge_again(workspace, account, left)
    assert rules(workspace, account) == [("writing.future", "6.6")]


def test_leaving_needs_a_reason_and_is_taken_back_by_undo(workspace, account):
    say(workspace, account, PLAN)
    (row,) = findings(workspace, account)
    with pytest.raises(Problem, match="few words"):
        writing.leave(workspace, account, row, PLAN, "  ")
    writing.leave(workspace, account, row, PLAN, "It is the title of our form.")
    workspace.undo()
    assert rules(workspace, account) == [("writing.future", "6.6")]


def test_only_findings_about_words_can_be_left(workspace, account):
    other = review.review(Scope.of(workspace, account, DAY)).findings[0]
    with pytest.raises(Problem, match="wording"):
        writing.leave(workspace, account, other, "", "It is so.")


def test_a_site_is_left_for_itself(workspace, account):
    company = companies.dossier(workspace, account).company.id
    site = records.add(workspace, "site", company_id=company, name="Yard")
    say(workspace, account, SOUND, per_site=True)
    say(workspace, account, PLAN, site=site)
    (row,) = findings(workspace, account)
    assert (row.place.site_id, " at Yard " in row.reason) == (site, True)
    writing.leave(workspace, account, row, PLAN, "It is the title of our form.")
    assert findings(workspace, account) == []
    say(workspace, account, PLAN)
    assert rules(workspace, account) == [("writing.future", "6.6")]


def test_another_company_of_the_file_is_named(workspace, account):
    other = companies.start(workspace, "Harborline Goods, Inc.", "importer", 2026)
    say(workspace, account, f"{SOUND} Harborline Goods checks it.")
    (row,) = findings(workspace, account)
    assert row.rule == "writing.other_company"
    assert "“Harborline Goods, Inc.”" in row.reason
    say(workspace, other, f"{SOUND} Harborline Goods checks it.")
    assert findings(workspace, other) == []


def test_a_partner_that_is_a_company_of_the_file_too_may_be_named(workspace, account):
    companies.start(workspace, "Harborline Goods, Inc.", "importer", 2026)
    company = companies.dossier(workspace, account).company.id
    records.add(workspace, "partner", company_id=company, name="Harborline Goods, Inc.")
    say(workspace, account, f"{SOUND} Harborline Goods checks it.")
    assert findings(workspace, account) == []


def test_the_same_text_under_three_criteria(workspace, account):
    long = f"{SOUND} The auditor compares ten of them with the bills of lading and the gate log."
    for criterion in ("6.1", "6.6", "6.7"):
        say(workspace, account, long, criterion)
    pasted = [row for row in findings(workspace, account) if row.rule == "writing.pasted"]
    assert [row.place.criterion for row in pasted] == ["6.1", "6.6", "6.7"]
    assert "as 6.6, 6.7." in pasted[0].reason


def test_the_limit_is_that_of_the_file(workspace, account):
    say(workspace, account, SOUND)
    settings.put(workspace, "portal.soft_limit", 40)
    (row,) = findings(workspace, account)
    assert (row.rule, row.spans) == ("writing.too_long", ((40, len(SOUND)),))


def test_a_document_of_the_library_is_named_and_not_linked(workspace, account):
    company = companies.dossier(workspace, account).company.id
    records.add(
        workspace, "evidence", title="Count sheet May", filename="c.pdf", company_id=company
    )
    say(workspace, account, f"{SOUND} The Count sheet May shows it.")
    (row,) = findings(workspace, account)
    assert (row.rule, row.remedy) == (
        "writing.not_linked",
        "Link it from the library; it is there.",
    )


@pytest.mark.parametrize(
    "change",
    [
        lambda w, a: settings.put(w, "portal.soft_limit", 40),
        lambda w, a: companies.start(w, "Seal Log Ltd", "importer", 2026),
        lambda w, a: say(w, a, PLAN, "6.7"),
        lambda w, a: say(w, a, SOUND, "6.1"),
        lambda w, a: records.add(
            w,
            "evidence",
            title="seal log",
            filename="l.pdf",
            company_id=companies.dossier(w, a).company.id,
        ),
        lambda w, a: w.undo(),
    ],
)
def test_after_a_change_the_findings_are_those_of_a_full_reading(workspace, account, change):
    say(workspace, account, SOUND)
    say(workspace, account, PLAN, "6.7")
    model, heard = profile_model.read(Scope.of(workspace, account, DAY)), []
    workspace.on_change.append(heard.append)
    change(workspace, account)
    for changes in heard:
        model = profile_model.after(workspace, model, changes)
    fresh = profile_model.read(Scope.of(workspace, account, DAY))
    assert model.review.findings == fresh.review.findings


def test_the_report_prints_what_the_screen_lists(workspace, account):
    say(workspace, account, PLAN)
    printed = exports.snapshot(Scope.of(workspace, account, DAY)).findings
    assert printed == review.review(Scope.of(workspace, account, DAY)).findings


def test_many_sites_are_judged_where_they_are_written(workspace, account):
    company = companies.dossier(workspace, account).company.id
    sites = [
        records.add(workspace, "site", company_id=company, name=f"Yard {number}")
        for number in range(21)
    ]
    say(workspace, account, SOUND, per_site=True)
    say(workspace, account, PLAN, site=sites[3])
    assert findings(workspace, account) == []
    model = profile_model.read(Scope.of(workspace, account, DAY))
    own = companies.at_site(workspace, model.book, "6.6", sites[3])
    beside = writing.beside(model.facts, model.book.answer("6.6"), own)
    assert [row.rule for row in beside] == ["writing.future"]
