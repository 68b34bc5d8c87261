"""What is replaced in the answers is what was shown, in one step that undo takes back whole."""

import pytest

from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.records import Account, Company, Profile, Response, Site, Statement
from ctpat_desktop.services.profile import answers, replacing, statements
from ctpat_desktop.services.profile.replacing import Sought
from ctpat_desktop.services.reviewing import states
from ctpat_desktop.services.reviewing.subject import ANSWERS, Subject
from ctpat_desktop.support.errors import Problem
from tests.closing import DAY

FIRST = "The gaurd locks the gate. A Gaurd looks; the gaurds write.\r\n“Gaurd” 🔒 gaurd!"


@pytest.fixture
def scope(workspace):
    with workspace.work("add") as unit:
        unit.session.add_all(
            [
                Company(id="c", name="Tidewater"),
                Site(id="s", company_id="c", name="Laredo"),
                Account(id="a", company_id="c"),
                Profile(id="old", account_id="a", year=2025),
                Profile(id="new", account_id="a", year=2026),
            ]
        )
        unit.session.flush()
        unit.session.add(Response(id="r0", profile_id="old", criterion="9.2", narrative=FIRST))
    answers.save(workspace, "a", "9.10", narrative=FIRST, status="in_place")
    answers.save(workspace, "a", "9.2", narrative="No seal.", reason="gaurd")
    answers.save(workspace, "a", "9.2", "s", narrative="A gaurd of é É.")
    statements.add(workspace, "a", "9.2", text="Each gaurd signs. 50%_ of [x]\\1")
    return Scope(workspace, "a", "c", DAY)


def seen(hits):
    return [(hit.text.criterion, hit.text.site, hit.text.field) for hit in hits]


def texts(scope):
    """Return every text as it is stored, read by its own."""
    with scope.workspace.read() as session:
        rows = [(r.id, r.narrative, r.reason) for r in session.query(Response)]
        return sorted(rows), [row.text for row in session.query(Statement)]


def test_places_are_in_the_order_of_the_criteria_the_sites_behind(scope):
    hits = replacing.find(scope, Sought("gaurd"))
    assert seen(hits) == [
        ("9.2", "", "reason"),
        ("9.2", "", "text"),
        ("9.2", "Laredo", "narrative"),
        *[("9.10", "", "narrative")] * 5,
    ]


@pytest.mark.parametrize(
    ("sought", "count"),
    [
        (Sought("gaurd", match_case=True), 6),
        (Sought("gaurd", whole_words=True), 7),
        (Sought("gaurd", with_sites=False), 7),
        (Sought("É"), 2),
        (Sought("É", match_case=True), 1),
        (Sought("50%_"), 1),
        (Sought("[x]\\1", match_case=True), 1),
        (Sought("zzz"), 0),
        (Sought(" "), 0),
    ],
)
def test_how_it_is_looked_for(scope, sought, count):
    assert len(replacing.find(scope, sought)) == count


def test_the_sentence_is_shown_before_and_after(scope):
    hits = replacing.find(scope, Sought("gaurd", match_case=True))
    (second,) = [hit for hit in hits if "gaurds" in hit.sentence()]
    assert second.sentence() == "A Gaurd looks; the gaurds write."
    assert second.sentence("guard") == "A Gaurd looks; the guards write."
    assert hits[-1].sentence("guard") == "“Gaurd” 🔒 guard!"


def test_a_long_sentence_is_cut_on_both_sides(scope):
    words = f"{'aa ' * 99}gaurd{' bb' * 99}"
    answers.save(scope.workspace, "a", "9.4", narrative=words)
    (hit,) = [h for h in replacing.find(scope, Sought("gaurd")) if h.text.criterion == "9.4"]
    shown = hit.sentence()
    assert shown == f"… {'aa ' * 29}gaurd{' bb' * 29} …"
    assert hit.sentence("x", 8) == "… aa aa x bb bb …"


def test_what_comes_is_what_was_shown_and_undo_restores_every_byte(scope):
    before = texts(scope)
    sought = Sought("gaurd", "\\1 guard", match_case=True)
    hits = replacing.find(scope, sought)
    chosen = [hit for hit in hits if hit.text.field != "reason"]
    shown = replacing.replaced(chosen, sought.fresh)
    steps = scope.workspace.can_undo
    changes = replacing.replace(scope, chosen, sought)
    assert {(item.table, frozenset(item.fields)) for item in changes.items} == {
        ("response", frozenset({"narrative"})),
        ("statement", frozenset({"text"})),
    }
    with scope.workspace.read() as session:
        for text, words in shown.items():
            kind = Response if text.table == "response" else Statement
            assert getattr(session.get_one(kind, text.record_id), text.field) == words
        assert session.get_one(Response, "r0").narrative == FIRST  # of an earlier year
    assert [h.text.field for h in replacing.find(scope, Sought("gaurd", match_case=True))] == [
        "reason"
    ]
    assert scope.workspace.can_undo == "Replace “gaurd” with “\\1 guard”"
    scope.workspace.undo()
    assert texts(scope) == before
    assert scope.workspace.can_undo == steps


def test_a_text_that_is_another_by_now_stops_all_of_it(scope):
    sought = Sought("gaurd", "guard")
    hits = replacing.find(scope, sought)
    answers.save(scope.workspace, "a", "9.2", "s", narrative="Another gaurd.")
    before = texts(scope)
    with pytest.raises(Problem, match=r"9\.2 was changed since the search"):
        replacing.replace(scope, hits, sought)
    assert texts(scope) == before


def test_a_reason_is_not_emptied(scope):
    sought = Sought("gaurd", "")
    hits = [hit for hit in replacing.find(scope, sought) if hit.text.field == "reason"]
    with pytest.raises(Problem, match="nothing would be left"):
        replacing.replace(scope, hits, sought)
    with pytest.raises(Problem, match="nothing to replace"):
        replacing.replace(scope, [], sought)


def test_an_approved_answer_is_a_draft_again(scope):
    states.put(scope, [Subject(ANSWERS, "new", "9.10", None)], states.APPROVED)
    sought = Sought("gaurd", "guard")
    replacing.replace(scope, replacing.find(scope, sought), sought)
    assert states.of_answer(scope, "9.10").is_draft_again
    scope.workspace.undo()
    assert states.of_answer(scope, "9.10").state == states.APPROVED
