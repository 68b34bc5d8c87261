"""A profile moves to another edition: what is unchanged goes along, the rest is said and kept."""

import json

import pytest
from sqlalchemy import select

from ctpat_desktop.catalogue import load_edition
from ctpat_desktop.catalogue.model import EARLIER
from ctpat_desktop.records import Affirmation
from ctpat_desktop.services.accounts import companies, overlays
from ctpat_desktop.services.deadlines import due_list
from ctpat_desktop.services.profile import (
    affirming,
    answers,
    editions,
    model,
    review,
    years,
)
from ctpat_desktop.services.profile.affirming import OPEN, UNCHANGED, Look
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.workspace.repair import health
from tests.services.profile.editions.looking import DAY, FILE, OTHER, SAID, findings_of, read, rows


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
    assert [step.id for step in plan.answers_kept] == ["9.8"]
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
    (found,) = findings_of(moved, "answer.read_again")
    assert (found.place.criterion, found.severity.value) == ("6.2", "gap")
    assert "2020-03" in found.reason
    mark = editions.to_read(moved)["6.2"]
    assert "photographed" not in mark.summary
    assert mark.title == "Sealing with ISO 17712 seals"
    editions.read(moved, ["6.2"])
    assert not findings_of(moved, "answer.read_again")
    moved.workspace.undo()
    assert findings_of(moved, "answer.read_again")


def test_a_changed_answer_needs_no_reading(moved):
    account = moved.account_id
    answers.save(moved.workspace, account, "6.2", owner="Ben")
    assert findings_of(moved, "answer.read_again")
    answers.save(moved.workspace, account, "6.2", narrative="We seal and photograph.")
    assert not findings_of(moved, "answer.read_again")
    moved.workspace.undo()
    assert findings_of(moved, "answer.read_again")


def test_what_is_not_to_be_read_again_is_refused(moved):
    with pytest.raises(Problem, match=r"1\.1 is not to be read again"):
        editions.read(moved, ["6.2", "1.1"])
    assert findings_of(moved, "answer.read_again")


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


def test_an_affirmation_that_stands_is_left_as_it_is(moved):
    years.begin(moved)
    affirming.affirm(moved, ["1.1"], Look("Ann"))
    editions.move(moved, "2020-03")
    state = {row.criterion: row.state for row in affirming.status(moved).rows}
    assert state["1.1"] == UNCHANGED


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
