"""A profile moves to another edition: what is unchanged goes along, the rest is said and kept."""

import json
from datetime import date

import pytest
from pypdf import PdfReader
from sqlalchemy import select

from ctpat_desktop.catalogue import load_edition
from ctpat_desktop.catalogue.model import EARLIER
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.records import RECORDS, Account, Affirmation, Profile
from ctpat_desktop.services.accounts import companies, overlays
from ctpat_desktop.services.deadlines import due_list
from ctpat_desktop.services.profile import (
    affirming,
    answers,
    editions,
    exports,
    model,
    review,
    submissions,
    years,
)
from ctpat_desktop.services.profile.affirming import OPEN, UNCHANGED, Look
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.progress import Silent
from ctpat_desktop.support.shipped import shipped
from ctpat_desktop.workspace import door
from ctpat_desktop.workspace.repair import health

DAY = date(2027, 1, 20)
FILE = shipped("resources", "editions", "invented-2031.json")
OTHER = "invented-2031"
SAID = {"1.1": "We sign.", "6.2": "We seal.", "9.8": "We have rules.", "9.5": "They park outside."}


@pytest.fixture
def scope(workspace):
    """An importer with four answers: unchanged, reworded, gone, and with another level."""
    account = companies.start(workspace, "Bolt", "importer", 2026)
    for key, words in SAID.items():
        answers.save(workspace, account, key, status="in_place", narrative=words)
    return Scope.of(workspace, account, DAY)


@pytest.fixture
def moved(scope):
    editions.add(scope.workspace, FILE)
    affirming.affirm(scope, ["1.1", "6.2"], Look("Ann"))
    editions.move(scope, OTHER)
    return scope


def read(scope):
    return companies.dossier(scope.workspace, scope.account_id)


def rows(workspace):
    """Return every row of every table, to the byte."""
    with workspace.read() as session:
        return {
            table: sorted(repr(tuple(row)) for row in session.execute(select(kind.__table__)))
            for table, kind in RECORDS.items()
        }


def rules(scope):
    return {(row.rule, row.place.criterion) for row in review.review(scope).findings}


def said(scope, rule):
    return [row for row in review.review(scope).findings if row.rule == rule]


def test_only_the_shipped_edition_is_offered_until_a_file_is_added(scope):
    assert [line.id for line in editions.lines(scope)] == ["2020-03"]
    added = editions.add(scope.workspace, FILE)
    assert (added.id, added.is_new) == (OTHER, True)
    found = editions.lines(scope)
    assert [(row.id, row.is_shipped, row.is_current) for row in found] == [
        ("2020-03", True, True),
        (OTHER, False, False),
    ]
    assert [row.is_invented for row in found] == [False, True]
    assert "INVENTED" in found[1].name
    assert not editions.add(scope.workspace, FILE).is_new


def test_adding_is_one_step_and_moves_nothing(scope):
    before = rows(scope.workspace)
    editions.add(scope.workspace, FILE)
    assert read(scope).edition.id == "2020-03"
    scope.workspace.undo()
    assert rows(scope.workspace) == before


def test_the_plan_says_what_becomes_of_each_criterion(scope):
    editions.add(scope.workspace, FILE)
    before = rows(scope.workspace)
    plan = editions.plan(scope, OTHER)
    ids = {kind: [step.id for step in plan.of(kind)] for kind in ("changed", "new", "gone")}
    assert ids == {
        "changed": ["2.3", "4.3", "6.2", "9.13", "12.9"],
        "new": ["4.14", "9.17", "12.11"],
        "gone": ["7.29", "9.8", "11.5"],
    }
    assert [step.id for step in plan.to_read] == ["6.2"]
    assert [step.id for step in plan.kept] == ["9.8"]
    assert [step.id for step in plan.of("same") if step.new_level] == ["9.5"]
    asked = len(load_edition().criteria_for("importer"))
    assert len(plan.of("same")) == asked - 5 - 3
    assert rows(scope.workspace) == before


def test_a_move_carries_every_answer(moved):
    now = read(moved)
    assert (now.edition.id, now.profile.edition) == (OTHER, OTHER)
    assert {key: now.answer(key).whole.narrative for key in SAID} == SAID
    assert now.answer("9.5").criterion.is_must
    assert "photographed" in now.answer("6.2").criterion.summary
    assert now.find("9.17") is not None


def test_what_is_gone_stands_at_the_end_with_its_words_and_counts_nowhere(moved):
    now = read(moved)
    gone = now.answer("9.8").criterion
    assert (gone.category, gone.earlier, gone.is_must) == (EARLIER.number, "2020-03", False)
    assert gone.title == "Written rules for security technology"
    assert now.answers[-1].criterion.id == "9.8"
    assert now.find("11.5") is None
    assert "9.8" not in {row.criterion.id for row in now.asked()}
    found = review.review(moved)
    assert "9.8" not in {row.place.criterion for row in found.findings}
    assert str(EARLIER.number) not in {part.section for part in found.progress}
    assert "9.8" not in {row.criterion for row in affirming.status(moved).rows}


def test_a_move_is_one_step_that_undo_takes_back_to_the_byte(scope):
    editions.add(scope.workspace, FILE)
    affirming.affirm(scope, ["1.1", "6.2"], Look("Ann"))
    before = rows(scope.workspace)
    editions.move(scope, OTHER)
    after = rows(scope.workspace)
    assert after != before
    scope.workspace.undo()
    assert rows(scope.workspace) == before
    scope.workspace.redo()
    assert rows(scope.workspace) == after
    assert health.verify(scope.workspace.path, scope.workspace.key) == ()


def test_a_reworded_criterion_is_a_finding_until_it_was_read(moved):
    (found,) = said(moved, "answer.read_again")
    assert (found.place.criterion, found.severity.value) == ("6.2", "gap")
    assert "2020-03" in found.reason
    mark = editions.to_read(moved)["6.2"]
    assert "photographed" not in mark.summary
    assert mark.title == "Sealing with ISO 17712 seals"
    editions.read(moved, ["6.2"])
    assert not said(moved, "answer.read_again")
    moved.workspace.undo()
    assert said(moved, "answer.read_again")


def test_a_changed_answer_needs_no_reading(moved):
    account = moved.account_id
    answers.save(moved.workspace, account, "6.2", owner="Ben")
    assert said(moved, "answer.read_again")
    answers.save(moved.workspace, account, "6.2", narrative="We seal and photograph.")
    assert not said(moved, "answer.read_again")
    moved.workspace.undo()
    assert said(moved, "answer.read_again")


def test_what_is_not_to_be_read_again_is_refused(moved):
    with pytest.raises(Problem, match=r"1\.1 is not to be read again"):
        editions.read(moved, ["6.2", "1.1"])
    assert said(moved, "answer.read_again")


def test_the_window_hears_of_a_move_and_of_a_reading(scope):
    workspace, heard = scope.workspace, []
    editions.add(workspace, FILE)
    workspace.on_change.append(heard.append)
    kept = model.read(scope)
    for act in (
        lambda: editions.move(scope, OTHER),
        lambda: editions.read(scope, ["6.2"]),
        lambda: workspace.undo(),
        lambda: answers.save(workspace, scope.account_id, "6.2", narrative="We do."),
        lambda: workspace.undo(),
        lambda: workspace.undo(),
    ):
        heard.clear()
        act()
        for changes in heard:
            kept = model.after(workspace, kept, changes)
        fresh = model.read(scope)
        assert kept.review.findings == fresh.review.findings
        assert kept.criteria == fresh.criteria
        assert kept.review.progress == fresh.review.progress
    workspace.on_change.clear()


def test_an_affirmed_answer_whose_text_changed_is_affirmed_no_more(moved):
    state = {row.criterion: row for row in affirming.status(moved).rows}
    assert state["1.1"].state == "changed"
    assert (state["6.2"].state, state["6.2"].is_reworded, state["6.2"].waits) == (OPEN, True, True)
    assert state["6.2"].by == "Ann"
    with pytest.raises(Problem, match=r"The text of 6\.2 changed"):
        affirming.affirm(moved, ["6.2"], Look("Ann"))
    assert "6.2" not in affirming.ready(moved)
    editions.read(moved, ["6.2"])
    state = {row.criterion: row for row in affirming.status(moved).rows}
    assert (state["6.2"].state, state["6.2"].is_reworded, state["6.2"].waits) == (OPEN, True, False)
    affirming.affirm(moved, ["6.2"], Look("Ben"))
    state = {row.criterion: row for row in affirming.status(moved).rows}
    assert state["6.2"].state == "changed"


def test_a_move_there_and_back_leaves_every_answer_and_nothing_to_read(moved):
    editions.move(moved, "2020-03")
    now = read(moved)
    assert {key: now.answer(key).whole.narrative for key in SAID} == SAID
    assert not now.answer("9.8").criterion.earlier
    assert not editions.to_read(moved)
    with moved.workspace.read() as session:
        kept = {row.criterion: row.fingerprint for row in session.scalars(select(Affirmation))}
    assert kept["6.2"] == affirming.REWORDED


def test_a_second_move_compares_with_the_words_that_were_last_read(moved, tmp_path):
    content = json.loads(FILE.read_text())
    content["id"] = "invented-2032"
    for row in content["criteria"]:
        row.pop("fingerprint")
        if row["id"] == "6.2":
            row["summary"]["en"] += " Once more."
    later = tmp_path / "later.json"
    later.write_text(json.dumps(content))
    editions.add(moved.workspace, later)
    editions.move(moved, "invented-2032")
    assert "photographed" not in editions.to_read(moved)["6.2"].summary
    assert read(moved).answer("9.8").criterion.earlier == "2020-03"


def test_a_new_year_stays_on_the_edition_and_keeps_what_is_to_be_read(moved):
    years.begin(moved)
    now = read(moved)
    assert (now.profile.year, now.edition.id) == (2027, OTHER)
    assert list(editions.to_read(moved)) == ["6.2"]
    assert now.answer("9.8").criterion.earlier == "2020-03"
    editions.read(moved, ["6.2"])
    assert not editions.to_read(moved)


def test_a_criterion_of_ones_own_meets_a_new_one_of_the_same_number(scope):
    workspace, account = scope.workspace, scope.account_id
    overlays.save(workspace, account, "9.17", is_own=True, category=9, title="Kites", summary="No.")
    answers.save(workspace, account, "9.17", status="in_place", narrative="None fly.")
    editions.add(workspace, FILE)
    plan = editions.move(scope, OTHER)
    assert [step.id for step in plan.to_read] == ["6.2", "9.17"]
    assert editions.to_read(scope)["9.17"].title == "Kites"


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


@pytest.fixture
def strange(moved):
    """The same profile in a file that does not have its edition."""
    editions.read(moved, ["6.2"])
    answers.save(moved.workspace, moved.account_id, "9.17", status="in_place", narrative="Watched.")
    with moved.workspace.work("Name another edition") as unit:
        profile = unit.session.scalars(select(Profile)).one()
        profile.edition = "2040-01"
    return moved


def test_a_profile_on_an_edition_that_is_not_here_loses_nothing_and_says_so(strange):
    now = read(strange)
    assert (now.edition.missing, now.profile.edition) == ("2040-01", "2040-01")
    assert {key: now.answer(key).whole.narrative for key in SAID} == SAID
    assert now.answer("9.17").whole.narrative == "Watched."
    (found,) = said(strange, "edition.missing")
    assert (found.severity.value, "2040-01" in found.reason) == ("blocker", True)


def test_a_move_from_an_edition_that_is_not_here_has_every_answer_read_again(strange):
    plan = editions.move(strange, "2020-03")
    assert {step.id for step in plan.to_read} == set(SAID)
    assert list(editions.to_read(strange)) == ["1.1", "6.2", "9.5", "9.8"]
    assert editions.to_read(strange)["1.1"].title == ""
    assert not said(strange, "edition.missing")
    assert read(strange).answer("9.17").criterion.earlier == f"{OTHER} (INVENTED FOR TESTS)"


@pytest.mark.parametrize(
    ("name", "why"),
    [("1999-01", "no edition 1999-01"), (OTHER, r"is on edition invented-2031 .* already")],
)
def test_a_move_that_means_nothing_is_refused(moved, name, why):
    before = rows(moved.workspace)
    with pytest.raises(Problem, match=why):
        editions.move(moved, name)
    assert rows(moved.workspace) == before


def test_a_move_to_an_edition_without_this_kind_of_member_is_refused(scope, tmp_path):
    content = json.loads(FILE.read_text())
    content["entities"] = [row for row in content["entities"] if row["id"] != "importer"]
    for row in (*content["criteria"], *content["unasked"]):
        row["levels"].pop("importer", None)
    content["criteria"] = [row for row in content["criteria"] if row["levels"]]
    content["unasked"] = [row for row in content["unasked"] if row["levels"]]
    path = tmp_path / "carriers.json"
    path.write_text(json.dumps(content))
    editions.add(scope.workspace, path)
    with pytest.raises(Problem, match=r"asks nothing of U\.S\. Importer"):
        editions.move(scope, OTHER)


def test_a_move_is_refused_where_the_answers_changed_since_it_was_looked_at(scope):
    editions.add(scope.workspace, FILE)
    seen = editions.plan(scope, OTHER)
    answers.save(scope.workspace, scope.account_id, "4.3", status="in_place", narrative="We test.")
    with pytest.raises(Problem, match="changed meanwhile"):
        editions.move(scope, OTHER, seen=seen)
    editions.move(scope, OTHER, seen=editions.plan(scope, OTHER))


def test_the_file_opens_the_same_on_another_computer(moved, tmp_path):
    path, key = moved.workspace.path, moved.workspace.key
    before = read(moved)
    told = [(row.criterion, row.whole.narrative if row.whole else "") for row in before.answers]
    moved.workspace.close()
    there = path.rename(tmp_path / "there.ctpat")
    opened = door.open_workspace(there, key)
    now = companies.dossier(opened, moved.account_id)
    assert [(r.criterion, r.whole.narrative if r.whole else "") for r in now.answers] == told
    opened.close()


def test_an_affirmation_that_stands_is_left_as_it_is(moved):
    years.begin(moved)
    affirming.affirm(moved, ["1.1"], Look("Ann"))
    editions.move(moved, "2020-03")
    state = {row.criterion: row.state for row in affirming.status(moved).rows}
    assert state["1.1"] == UNCHANGED


def test_two_editions_differ_whatever_was_answered(scope):
    editions.add(scope.workspace, FILE)
    found = editions.compared(scope, "2020-03", OTHER)
    changed = [step.id for step in found if step.kind == "changed"]
    assert changed == ["2.3", "4.3", "6.2", "9.13", "12.9"]
    with pytest.raises(Problem, match="no edition 1999"):
        editions.compared(scope, "1999", OTHER)


def test_a_kind_of_member_the_edition_does_not_know_loses_nothing_either(moved, tmp_path):
    content = json.loads(FILE.read_text())
    content["id"] = "importers"
    content["entities"] = [row for row in content["entities"] if row["id"] == "importer"]
    for table in ("criteria", "unasked"):
        for row in content[table]:
            row["levels"] = {k: v for k, v in row["levels"].items() if k == "importer"}
        content[table] = [row for row in content[table] if row["levels"]]
    path = tmp_path / "importers.json"
    path.write_text(json.dumps(content))
    editions.add(moved.workspace, path)
    editions.move(moved, "importers")
    with moved.workspace.work("Another kind") as unit:
        unit.session.get_one(Account, moved.account_id).entity = "highway_carrier"
    now = read(moved)
    assert (now.edition.missing, now.answer("1.1").whole.narrative) == ("importers", "We sign.")
    assert said(moved, "edition.missing")


def test_a_target_date_of_a_criterion_that_is_gone_is_due_no_more(scope):
    workspace, account = scope.workspace, scope.account_id
    overlays.save(workspace, account, "9.99", is_own=True, category=9, title="Kites", summary="No.")
    for key in ("9.8", "9.9", "9.99"):
        answers.save(workspace, account, key, status="planned", target_on=DAY)
    editions.add(workspace, FILE)

    def planned():
        rows = due_list.of_account(scope, DAY).rows
        return [row.place.criterion for row in rows if row.kind == "answers"]

    assert planned() == ["9.8", "9.9", "9.99"]
    editions.move(scope, OTHER)
    assert planned() == ["9.9", "9.99"]


def test_an_edition_that_is_here_never_gets_other_words(moved, tmp_path):
    content = json.loads(FILE.read_text())
    content["title"] = "Another title"
    path = tmp_path / "again.json"
    path.write_text(json.dumps(content))
    shipped_id = tmp_path / "shipped.json"
    shipped_id.write_text(json.dumps({**content, "id": "2020-03"}))
    before = rows(moved.workspace)
    for file in (path, shipped_id):
        with pytest.raises(Problem, match="with other words here already"):
            editions.add(moved.workspace, file)
    assert rows(moved.workspace) == before


def test_the_window_hears_that_a_missing_edition_was_added(strange, tmp_path):
    workspace, heard = strange.workspace, []
    content = json.loads(shipped("forms", "catalogue", "2020-03", "criteria.json").read_text())
    path = tmp_path / "same.json"
    path.write_text(json.dumps({**content, "id": "2040-01"}))
    with workspace.work("Nothing beside") as unit:
        row = answers.existing(unit.session, strange.account_id, "9.17")
        unit.session.delete(row)
    kept = model.read(strange)
    assert "edition.missing" in {row.rule for row in kept.review.findings}
    workspace.on_change.append(heard.append)
    editions.add(workspace, path)
    for changes in heard:
        kept = model.after(workspace, kept, changes)
    assert "edition.missing" not in {row.rule for row in kept.review.findings}
    assert kept.book.edition.id == "2040-01"
    workspace.on_change.clear()


def test_what_waits_to_be_read_waits_through_an_edition_with_the_same_words(moved, tmp_path):
    content = json.loads(FILE.read_text())
    path = tmp_path / "same.json"
    path.write_text(json.dumps({**content, "id": "invented-2032"}))
    editions.add(moved.workspace, path)
    assert editions.move(moved, "invented-2032").of("changed") == ()
    assert list(editions.to_read(moved)) == ["6.2"]
    assert "photographed" not in editions.to_read(moved)["6.2"].summary


def test_reading_again_is_a_step_of_its_own_company(moved):
    other = companies.start(moved.workspace, "Other", "importer", 2026)
    company = companies.company(moved.workspace, other).id
    before = moved.workspace.undoable(company)
    editions.read(moved, ["6.2"])
    assert moved.workspace.undoable(company) == before
    assert moved.workspace.undoable(moved.company_id) == "Read 6.2 again"
