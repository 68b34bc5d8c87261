"""Who is trained, who is not and who is due, from the matrix and the sign-in sheets."""

import random
from datetime import date, timedelta

import pytest

from ctpat_desktop.checklist import training
from ctpat_desktop.checklist.training import Coverage, PersonFact, State, Taught, TopicFact

DAY = date(2026, 11, 21)
LONG_AGO = date(2020, 1, 6)
INES = PersonFact("p1", "Ines", "dock", LONG_AGO)
BASICS = TopicFact("t1", "Basics", ("12.1",), True, 12)
SEALS = TopicFact("t2", "Seals", ("6.1",), False, 12, True, 80)
ONCE = TopicFact("t3", "Orientation", ("12.1",), True, None)


def only(people=(INES,), topics=(BASICS,), needs=(), taught=()):
    (line,) = training.duties(people, topics, needs, taught, DAY)
    return line


def was_taught(days_ago, topic="t1", **values):
    return Taught("p1", topic, DAY - timedelta(days_ago), **values)


def test_never_taught():
    assert only().state is State.NEVER


@pytest.mark.parametrize(("days", "state"), [(29, State.DUE_SOON), (30, State.NEVER)])
def test_a_new_person_has_thirty_days(days, state):
    fresh = PersonFact("p1", "Ines", "dock", DAY - timedelta(days))
    assert only(people=(fresh,)).state is state


def test_a_person_without_a_first_day_is_due_now():
    assert only(people=(PersonFact("p1", "Ines"),)).state is State.NEVER


@pytest.mark.parametrize(
    "person",
    [
        PersonFact("p1", "Ines", "dock", LONG_AGO, DAY),
        PersonFact("p1", "Ines", "dock", DAY + timedelta(1)),
    ],
)
def test_people_who_left_or_have_not_started_need_nothing(person):
    assert training.duties((person,), (BASICS,), (), (), DAY) == ()


def test_a_person_who_leaves_tomorrow_still_counts():
    leaver = PersonFact("p1", "Ines", "dock", LONG_AGO, DAY + timedelta(1))
    assert only(people=(leaver,)).state is State.NEVER


@pytest.mark.parametrize(
    ("held", "state"),
    [
        (date(2026, 6, 1), State.IN_DATE),
        (date(2025, 12, 22), State.IN_DATE),
        (date(2025, 12, 21), State.DUE_SOON),
        (date(2025, 11, 21), State.DUE_SOON),
        (date(2025, 11, 20), State.OVERDUE),
    ],
)
def test_states_around_the_day_due(held, state):
    assert only(taught=(Taught("p1", "t1", held),)).state is state


def test_a_topic_given_once_is_never_due_again():
    line = only(topics=(ONCE,), taught=(was_taught(2000, "t3"),))
    assert (line.state, line.due_on) == (State.IN_DATE, None)


def test_a_topic_by_position_is_needed_only_there():
    assert training.duties((INES,), (SEALS,), (("office", "t2"),), (), DAY) == ()


def test_a_topic_of_the_own_position_is_needed():
    assert only(topics=(SEALS,), needs=(("dock", "t2"),)).state is State.NEVER


def test_the_newest_session_counts():
    line = only(taught=(was_taught(500), was_taught(10), was_taught(300)))
    assert line.last_on == DAY - timedelta(10)


def test_a_session_in_the_future_does_not_count():
    assert only(taught=(was_taught(-1),)).state is State.NEVER


@pytest.mark.parametrize(("score", "state"), [(79, State.FAILED), (80, State.IN_DATE)])
def test_the_score_decides_where_no_result_is_written(score, state):
    line = only(
        topics=(SEALS,), needs=(("dock", "t2"),), taught=(was_taught(5, "t2", score=score),)
    )
    assert line.state is state


def test_a_written_result_counts_before_the_score():
    line = only(
        topics=(SEALS,),
        needs=(("dock", "t2"),),
        taught=(was_taught(5, "t2", result="passed", score=10),),
    )
    assert line.state is State.IN_DATE


def test_a_failure_after_a_pass_is_a_failure():
    taught = (was_taught(50, result="passed"), was_taught(5, result="failed"))
    assert only(taught=taught).state is State.FAILED


def test_a_pass_on_the_same_day_counts_over_the_failure():
    taught = (was_taught(5, result="passed"), was_taught(5, result="failed"))
    assert only(taught=taught).state is State.IN_DATE


def test_a_test_that_nobody_marked_is_told():
    line = only(topics=(SEALS,), needs=(("dock", "t2"),), taught=(was_taught(5, "t2"),))
    assert (line.state, line.has_no_result) == (State.IN_DATE, True)


@pytest.mark.parametrize(
    ("day", "months", "after"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2026, 5, 10), 24, date(2028, 5, 10)),
    ],
)
def test_months_after(day, months, after):
    assert training.months_after(day, months) == after


def test_coverage_counts_people_per_position_and_topic():
    people = (INES, PersonFact("p2", "Omar", "dock", LONG_AGO))
    lines = training.duties(people, (BASICS,), (), (was_taught(10),), DAY)
    assert training.coverage(people, lines) == (Coverage("dock", "t1", 2, 1),)


def test_a_new_person_waiting_is_not_covered():
    fresh = (PersonFact("p1", "Ines", "dock", DAY - timedelta(3)),)
    lines = training.duties(fresh, (BASICS,), (), (), DAY)
    assert training.coverage(fresh, lines) == (Coverage("dock", "t1", 1, 0),)


def naive_state(person, topic, needs, taught):
    """The state of one person and topic, worked out the long way; None where not needed."""
    if person.left_on and person.left_on <= DAY:
        return None
    if person.started_on and person.started_on > DAY:
        return None
    if not topic.is_for_everyone and (person.position_id, topic.id) not in needs:
        return None
    mine = [t for t in taught if (t.person_id, t.topic_id) == (person.id, topic.id)]
    mine = [t for t in mine if t.held_on <= DAY]
    if not mine:
        fresh = person.started_on and (DAY - person.started_on).days < 30
        return State.DUE_SOON if fresh else State.NEVER
    last = max(t.held_on for t in mine)
    results = {t.result for t in mine if t.held_on == last}
    if results == {"failed"}:
        return State.FAILED
    if topic.repeat_months is None:
        return State.IN_DATE
    due = training.months_after(last, topic.repeat_months)
    if due < DAY:
        return State.OVERDUE
    return State.DUE_SOON if (due - DAY).days <= 30 else State.IN_DATE


@pytest.mark.parametrize("seed", range(40))
def test_random_companies_agree_with_the_long_way(seed):
    chance = random.Random(seed)

    def some_day(spread):
        return DAY - timedelta(chance.randint(-40, spread))

    people = [
        PersonFact(
            f"p{n}",
            "",
            chance.choice("abc"),
            chance.choice((None, some_day(90), LONG_AGO)),
            chance.choice((None, None, some_day(60))),
        )
        for n in range(12)
    ]
    topics = [
        TopicFact(f"t{n}", "", (), chance.random() < 0.4, chance.choice((None, 6, 12)))
        for n in range(5)
    ]
    needs = {(chance.choice("abc"), f"t{chance.randint(0, 4)}") for _ in range(6)}
    taught = [
        Taught(
            f"p{chance.randint(0, 11)}",
            f"t{chance.randint(0, 4)}",
            some_day(500),
            chance.choice(("", "passed", "failed")),
        )
        for _ in range(60)
    ]
    expected = {
        (p.id, t.id): state
        for p in people
        for t in topics
        if (state := naive_state(p, t, needs, taught)) is not None
    }
    lines = training.duties(people, topics, needs, taught, DAY)
    assert {(line.person_id, line.topic_id): line.state for line in lines} == expected
    cells = training.coverage(people, lines)
    assert sum(cell.needed for cell in cells) == len(expected)


def test_a_topic_without_a_test_lacks_no_result():
    assert only(taught=(was_taught(10),)).has_no_result is False


def test_lines_come_worst_first_and_then_by_the_day_due():
    people = tuple(PersonFact(f"p{n}", "", "dock", LONG_AGO) for n in range(1, 5))
    taught = (
        Taught("p1", "t1", date(2026, 6, 2)),
        Taught("p2", "t1", date(2025, 6, 1)),
        Taught("p3", "t1", date(2026, 6, 1)),
    )
    lines = training.duties(people, (BASICS,), (), taught, DAY)
    assert [row.person_id for row in training.worst_first(lines)] == ["p4", "p2", "p3", "p1"]
