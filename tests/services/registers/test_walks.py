"""A site walk keeps what each question found, and only proposes the site's answers."""

from datetime import date, timedelta

import pypdf
import pytest

from ctpat_desktop.catalogue.walks import load_walk
from ctpat_desktop.cli import main
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.evidence import library
from ctpat_desktop.services.profile import answers, walk_answers, walk_pdf
from ctpat_desktop.services.registers import attachments, records, walks
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.workspace import door

TODAY = date(2026, 11, 28)
STEPS = {step.key: step for step in load_walk().steps()}
LIGHTS = ("fence_light", "dock_light")
"""The two questions that answer 9.6."""


@pytest.fixture
def account(workspace):
    return companies.start(workspace, "Walk Trading", "importer", 2026)


@pytest.fixture
def site(workspace, account):
    company = companies.dossier(workspace, account).company.id
    return records.add(workspace, "site", company_id=company, name="Savannah")


@pytest.fixture
def walk(workspace, site):
    return walks.start(workspace, site, TODAY)


def say(workspace, walk, key, result, words=""):
    walks.say(workspace, walk, STEPS[key], result=result, words=words)


def proposed(workspace, account, walk, criterion="9.6"):
    found = walk_answers.proposals(workspace, account, walk)
    return next(row for row in found if row.criterion == criterion)


def here(workspace, account, criterion="9.6"):
    ((_, response),) = companies.dossier(workspace, account).answer(criterion).by_site
    return response


@pytest.mark.parametrize(
    ("first", "second", "worst"),
    [
        ("in_place", "partly", "partly"),
        ("partly", "in_place", "partly"),
        ("planned", "partly", "planned"),
        ("not_applicable", "in_place", "in_place"),
        ("not_applicable", "not_applicable", "not_applicable"),
        ("in_place", "", "in_place"),
    ],
)
def test_the_worst_result_of_all_questions_is_proposed(
    workspace, account, walk, first, second, worst
):
    say(workspace, walk, LIGHTS[0], first, "Seen.")
    say(workspace, walk, LIGHTS[1], second)
    row = proposed(workspace, account, walk)
    assert (row.status, row.questions, row.asked) == (worst, 2, 1 + bool(second))


def test_nothing_is_taken_over_unasked(workspace, account, site, walk):
    answers.save(workspace, account, "9.6", site, status="in_place", narrative="Masts all around.")
    say(workspace, walk, LIGHTS[0], "planned", "Two masts are dark.")
    row = proposed(workspace, account, walk)
    assert (row.old_status, row.old_text) == ("in_place", "Masts all around.")
    stored = here(workspace, account)
    assert (stored.status, stored.narrative) == ("in_place", "Masts all around.")


def test_words_that_stand_are_kept_where_the_walk_wrote_none(workspace, account, site, walk):
    answers.save(workspace, account, "9.6", site, status="in_place", narrative="Masts all around.")
    say(workspace, walk, LIGHTS[0], "partly")
    walk_answers.take(workspace, account, walk, ["9.6"])
    stored = here(workspace, account)
    assert (stored.status, stored.narrative) == ("partly", "Masts all around.")


def test_taking_over_is_one_step_that_undo_takes_back(workspace, account, walk):
    for light in LIGHTS:
        say(workspace, walk, light, "in_place", "All lit.")
    say(workspace, walk, "fence_state", "partly", "A panel is down.")
    walk_answers.take(workspace, account, walk, ["9.6", "9.2"])
    assert proposed(workspace, account, walk).is_same
    assert here(workspace, account, "9.2").narrative == "A panel is down."
    workspace.undo()
    assert here(workspace, account, "9.2") is None
    assert here(workspace, account) is None
    assert walks.answers_of(workspace, walk)["fence_state"].words == "A panel is down."


@pytest.mark.parametrize("result", ["in_place", "not_applicable"])
def test_what_was_not_asked_is_not_in_order(workspace, account, walk, result):
    say(workspace, walk, LIGHTS[0], result, "Seen.")
    assert not proposed(workspace, account, walk).can_be_taken
    with pytest.raises(Problem, match=r"9\.6 was not taken over: 1 of 2 questions"):
        walk_answers.take(workspace, account, walk, ["9.6"])
    assert here(workspace, account) is None
    say(workspace, walk, LIGHTS[0], "partly", "One is dark.")
    assert proposed(workspace, account, walk).can_be_taken


def test_not_applicable_needs_its_reason(workspace, account, walk):
    say(workspace, walk, "fence_state", "not_applicable")
    assert not proposed(workspace, account, walk, "9.2").can_be_taken
    with pytest.raises(Problem, match="the reason is missing"):
        walk_answers.take(workspace, account, walk, ["9.2"])
    say(workspace, walk, "fence_state", "not_applicable", "There is no fence.")
    walk_answers.take(workspace, account, walk, ["9.2"])
    assert here(workspace, account, "9.2").reason == "There is no fence."


def test_photos_of_a_question_are_linked_to_the_answer_once(workspace, account, walk):
    company = companies.dossier(workspace, account).company.id
    photo = library.add_bytes(workspace, company, "fence.jpg", b"\xff\xd8\xff no")
    say(workspace, walk, "fence_state", "in_place")
    row = walks.answers_of(workspace, walk)["fence_state"]
    attachments.attach(workspace, "walk_answer", row.id, photo)
    for _ in range(2):
        walk_answers.take(workspace, account, walk, ["9.2"])
    answer = companies.dossier(workspace, account).answer("9.2")
    assert answer.evidence_ids[here(workspace, account, "9.2").id] == (photo,)


def test_a_walk_that_is_still_on_goes_on(workspace, site, walk):
    assert walks.start(workspace, site, TODAY) == walk
    walks.finish(workspace, walk, TODAY)
    assert walks.start(workspace, site, TODAY) != walk


def test_a_finished_walk_stays_as_it_is(workspace, walk):
    say(workspace, walk, "fence_state", "in_place")
    walks.finish(workspace, walk, TODAY)
    with pytest.raises(Problem, match="This walk is finished, so it was not changed"):
        say(workspace, walk, "fence_state", "partly")
    walks.finish(workspace, walk, None)
    say(workspace, walk, "fence_state", "partly")
    assert walks.answers_of(workspace, walk)["fence_state"].result == "partly"


def test_what_became_of_each_question_since_the_walk_before(workspace, site, walk):
    before = {
        "perimeter_barrier": "in_place",
        "fence_state": "partly",
        "fence_light": "in_place",
        "gates": "in_place",
        "guard_orders": "not_applicable",
    }
    now = {
        "perimeter_barrier": "planned",
        "fence_state": "in_place",
        "fence_light": "in_place",
        "guard_orders": "in_place",
        "visitors": "partly",
    }
    for key, result in before.items():
        say(workspace, walk, key, result)
    walks.finish(workspace, walk, TODAY)
    second = walks.start(workspace, site, TODAY + timedelta(days=90))
    for key, result in now.items():
        say(workspace, second, key, result)
    lines = walks.of_site(workspace, site)
    assert [(line.id, line.done, line.findings) for line in lines] == [(second, 5, 2), (walk, 5, 1)]
    assert walks.earlier(lines, second).id == walk
    then, new = walks.answers_of(workspace, walk), walks.answers_of(workspace, second)
    found = walks.compared(then, new, list(STEPS.values()))
    turns = {row.question: row.turn for row in found}
    assert {key: turns[STEPS[key].question] for key in {**before, **now}} == {
        "perimeter_barrier": "worse",
        "fence_state": "better",
        "fence_light": "same",
        "gates": "not_asked",
        "guard_orders": "changed",
        "visitors": "new",
    }


def test_a_finding_is_one_action_however_often_it_is_asked_for(workspace, walk):
    say(workspace, walk, "fence_state", "partly", "A panel is down.")
    step = STEPS["fence_state"]
    first = walks.make_action(workspace, walk, step, TODAY)
    assert walks.make_action(workspace, walk, step, TODAY) == first
    stored = records.stored(workspace, "action", first)
    assert (stored.title, stored.reason, stored.due_on) == (
        f"Savannah: {step.question}",
        "A panel is down.",
        TODAY + timedelta(days=30),
    )
    records.remove(workspace, "action", first)
    assert walks.answers_of(workspace, walk)["fence_state"].action_id is None


def test_what_is_in_place_is_no_finding(workspace, walk):
    say(workspace, walk, "fence_state", "in_place")
    with pytest.raises(Problem, match="This question is no finding"):
        walks.make_action(workspace, walk, STEPS["fence_state"], TODAY)


def test_a_walk_prints_its_findings_and_the_comparison(workspace, account, site, walk, tmp_path):
    say(workspace, walk, "fence_state", "in_place")
    walks.finish(workspace, walk, TODAY)
    second = walks.start(workspace, site, TODAY + timedelta(days=90))
    say(workspace, second, "fence_state", "partly", "A panel is down behind dock 4.")
    walks.make_action(workspace, second, STEPS["fence_state"], TODAY)
    path = tmp_path / "walk.pdf"
    path.write_bytes(walk_pdf.pdf(Scope.of(workspace, account, TODAY + timedelta(days=90)), second))
    text = " ".join(page.extract_text() for page in pypdf.PdfReader(path).pages)
    words = " ".join(text.split())
    for wanted in ("A panel is down behind dock 4.", "1 of 27 answered", "Worse", "11/28/2026"):
        assert wanted in words
    assert "Open, due 12/28/2026 (60 days late)" in words


def test_walks_are_listed_on_the_command_line(sample, capsys):
    opened = door.open_workspace(sample)
    place = companies.dossier(opened, companies.choose(opened)).sites[0]
    walks.start(opened, place.id, TODAY)
    opened.close()
    assert main(["list", "site-walks", str(sample)]) == 0
    assert capsys.readouterr().out == f"{place.name} 11/28/2026\n"


def test_two_faults_of_one_question_are_not_called_unchanged(workspace, site, walk):
    say(workspace, walk, "fence_state", "partly", "A panel is down.")
    say(workspace, walk, "fence_light", "partly", "Two lamps are dark.")
    walks.finish(workspace, walk, TODAY)
    second = walks.start(workspace, site, TODAY + timedelta(days=90))
    say(workspace, second, "fence_state", "partly", "The gate does not close.")
    say(workspace, second, "fence_light", "partly", "Two  lamps are dark.")
    then, now = walks.answers_of(workspace, walk), walks.answers_of(workspace, second)
    turns = {row.question: row.turn for row in walks.compared(then, now, list(STEPS.values()))}
    assert turns[STEPS["fence_state"].question] == "other"
    assert turns[STEPS["fence_light"].question] == "same"
