"""People and training: what breaks each rule, and what mends it."""

from tests.services.registers.coherence_parts import Case, person
from tests.services.registers.firm import DAY, add, ago, change, remove

BADGE = add("d", "device", person_id="@x", kind="badge", number="7", issued_on=ago(99))
LEFT = {
    "left_on": ago(9),
    "accounts_closed_on": ago(9),
    "badge_returned_on": ago(9),
}
SENSITIVE = add("s", "position", title="Shift lead", is_sensitive=True, checks="identity;criminal")


def screened(nickname, kind, **values):
    usual = {"person_id": "@x", "check_kind": kind, "done_on": ago(400), "outcome": "passed"}
    return add(nickname, "screening_step", **{**usual, **values})


PEOPLE = [
    Case("device.kept", "10.1", (person(**LEFT), BADGE), (change("d", returned_on=ago(9)),)),
    Case("device.kept", "10.1", (person(**LEFT), BADGE), (change("d", lost_on=ago(9)),)),
    Case("device.kept", "10.1", (person(**LEFT), BADGE), (change("x", left_on=None),)),
    Case(
        "device.twice",
        "10.1",
        (
            add("y", "person", last_name="Bo"),
            add("e", "device", person_id="@y", kind="badge", number="B-9", issued_on=ago(3)),
            person(),
            add("d", "device", person_id="@x", kind="badge", number="b-9", issued_on=ago(90)),
        ),
        (change("d", returned_on=ago(4)),),
    ),
    Case(
        "person.badge_kept",
        "10.1",
        (person(**{**LEFT, "badge_returned_on": None}),),
        (change("x", badge_returned_on=DAY),),
    ),
    Case(
        "person.badge_kept",
        "10.1",
        (person(**{**LEFT, "badge_returned_on": None}),),
        (BADGE,),
    ),
    Case(
        "person.access_open",
        "4.7",
        (person(**{**LEFT, "accounts_closed_on": None}),),
        (change("x", accounts_closed_on=ago(9)),),
    ),
    Case(
        "person.closed_late",
        "4.7",
        (person(**{**LEFT, "accounts_closed_on": ago(8)}),),
        (change("x", accounts_closed_on=ago(9)),),
    ),
    Case(
        "person.unscreened",
        "11.1",
        (SENSITIVE, person(position_id="@s"), screened("one", "identity")),
        (screened("two", "criminal", outcome="not_allowed"),),
    ),
    Case(
        "person.unscreened",
        "11.2",
        (SENSITIVE, person(position_id="@s")),
        (change("s", is_sensitive=False),),
    ),
    Case(
        "person.unscreened",
        "11.1",
        (SENSITIVE, change("s", checks=""), person(position_id="@s")),
        (screened("one", "other"),),
    ),
    Case(
        "screening.due",
        "11.2",
        (person(), screened("one", "criminal", renew_on=ago(1))),
        (screened("two", "criminal", done_on=ago(1)),),
    ),
    Case(
        "screening.due",
        "11.2",
        (person(), screened("one", "criminal", renew_on=ago(1))),
        (change("x", left_on=ago(1)),),
    ),
    Case(
        "person.code_unsigned",
        "11.5",
        (person(code_signed_on=None, started_on=ago(30)),),
        (change("x", started_on=ago(29)),),
    ),
    Case(
        "session.bare",
        "12.1",
        (
            person(),
            add("t", "training_session", title="Basics", held_on=DAY, trainer="Omar"),
            add("u", "topic", title="Basics", audience="everyone"),
            add("k", "session_topic", training_session_id="@t", topic_id="@u"),
        ),
        (add("b", "attendance", training_session_id="@t", person_id="@x"),),
    ),
]


def taught(days, **values):
    return (
        add("t", "training_session", title="Basics", held_on=ago(days), trainer="Omar"),
        add("k", "session_topic", training_session_id="@t", topic_id="@u"),
        add("b", "attendance", training_session_id="@t", person_id="@x", **values),
    )


def topic(**values):
    usual = {"title": "Basics", "criteria": "12.1", "audience": "everyone", "repeat_months": 12}
    return add("u", "topic", **{**usual, **values})


TRAINING = [
    Case("training.never", "12.1", (person(), topic()), taught(9)),
    Case(
        "training.never",
        "12.1",
        (person(), topic(), *taught(9, was_absent=True)),
        (change("b", was_absent=False),),
    ),
    Case("training.never", "12.1", (person(), topic()), (change("x", started_on=ago(3)),)),
    Case("training.never", "12.8", (person(), topic(criteria="6.1, 12.8")), taught(9)),
    Case(
        "training.never",
        "12.1",
        (
            add("s", "position", title="Lead"),
            person(position_id="@s"),
            topic(audience="position"),
            add("w", "training_need", position_id="@s", topic_id="@u"),
        ),
        (remove("w"),),
    ),
    Case(
        "training.overdue",
        "12.1",
        (person(), topic(), *taught(500)),
        (change("t", held_on=ago(9)),),
    ),
    Case(
        "training.failed",
        "12.1",
        (person(), topic(), *taught(9, result="failed")),
        (change("b", result="passed"),),
    ),
    Case("training.no_topic", "12.6", (topic(),), (change("u", criteria="12.1; 12.6"),)),
    Case(
        "training.no_result",
        "12.4",
        (person(), topic(has_test=True), *taught(9)),
        (change("b", result="passed"),),
    ),
]
