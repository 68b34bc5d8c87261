"""A field kit goes out with a part of the file, and what was written in it comes back."""

import random
from contextlib import ExitStack, closing
from datetime import date

import pytest

from ctpat_desktop.reading import kits as reading_kits
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.files import workspaces
from ctpat_desktop.services.merging import kits, settling
from ctpat_desktop.services.merging.questions import open_questions
from ctpat_desktop.services.merging.standing import standing
from ctpat_desktop.services.profile import answers
from ctpat_desktop.services.profile.review import review
from ctpat_desktop.services.registers import records
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.workspace.repair import health
from tests.workspace.merge.copies import lost, words

SECRET = "orange fence ladder nine"
TODAY = date(2026, 11, 30)


@pytest.fixture
def scope(workspace):
    account = companies.start(workspace, "Acme", "importer", 2026)
    company = companies.dossier(workspace, account).company.id
    records.add(workspace, "site", company_id=company, name="Dock")
    records.add(workspace, "partner", company_id=company, name="Rival Freight")
    answers.save(workspace, account, "9.1", status="in_place", narrative="A fence.")
    answers.save(workspace, account, "3.1", status="in_place", narrative="Partners are screened.")
    return Scope.of(workspace, account, TODAY)


@pytest.fixture
def kit(scope, tmp_path):
    """A kit of section 9 at the dock, handed out of the file."""
    path = tmp_path / "kit.ctpat"
    contents = kits.contents(scope, ["9"], ["Dock"], [])
    kits.hand_out(scope, contents, kits.Recipient("Maria", date(2026, 12, 5), SECRET), path)
    return path


def opened(path):
    return closing(workspaces.open_file(path, SECRET))


def test_a_kit_has_what_was_chosen_and_nothing_else(scope, kit):
    assert health.verify(kit, workspaces.key_of(kit, SECRET)) == ()
    with opened(kit) as inside:
        everything = repr([words(inside), kits.what_it_is(inside)])
        with inside.bare() as connection:
            everything += repr(connection.execute("SELECT * FROM revision").fetchall())
    assert "A fence." in everything
    assert "Maria" in everything
    for word in ("Rival Freight", "Partners are screened."):
        assert word not in everything


def test_what_was_written_in_a_kit_comes_back_and_the_rest_stays(scope, kit):
    answers.save(scope.workspace, scope.account_id, "3.1", narrative="All partners are screened.")
    with opened(kit) as inside:
        inside.who = "Maria"
        answers.save(inside, scope.account_id, "9.1", narrative="A fence and a gate.")
        answers.save(inside, scope.account_id, "9.2", status="in_place")
    with opened(kit) as inside:
        done = kits.take_back(scope.workspace, inside, today=TODAY)
        assert done.left == ()
        again = kits.take_back(scope.workspace, inside, today=TODAY)
        assert (again.taken, again.left) == (0, ())
    said = {
        row[2]: row for (table, _), row in words(scope.workspace).items() if table == "response"
    }
    assert "A fence and a gate." in said["9.1"]
    assert "All partners are screened." in said["3.1"]
    assert "in_place" in said["9.2"]
    assert kits.what_it_is(scope.workspace) is None
    (known,) = kits.listed(scope.workspace)
    assert (known.name, known.back_on) == ("Maria", "2026-11-30")
    scope.workspace.undo()
    assert all("A fence and a gate." not in row for row in words(scope.workspace).values())
    (known,) = kits.listed(scope.workspace)
    assert known.back_on == ""
    scope.workspace.redo()
    assert health.verify(scope.workspace.path, scope.workspace.key) == ()


def test_both_changed_is_asked(scope, kit):
    answers.save(scope.workspace, scope.account_id, "9.1", narrative="A wall.")
    with opened(kit) as inside:
        answers.save(inside, scope.account_id, "9.1", narrative="A gate.")
        (asked,) = kits.compare(scope.workspace, inside).questions
    assert (asked.mine, asked.theirs, asked.base) == ("A wall.", "A gate.", "A fence.")


def test_a_kit_of_another_file_is_refused(scope, kit, tmp_path):
    other = workspaces.create(tmp_path / "other.ctpat")
    companies.start(other, "Other", "importer", 2026)
    with closing(other), opened(kit) as inside:
        with pytest.raises(Problem, match="was not handed out of this file"):
            kits.take_back(other, inside)
        with pytest.raises(Problem, match="is not a field kit"):
            kits.take_back(scope.workspace, other)


@pytest.mark.parametrize(
    ("chosen", "recipient", "words"),
    [
        (([], [], []), kits.Recipient("Maria", None, SECRET), "Nothing was chosen"),
        ((["9"], [], []), kits.Recipient(" ", None, SECRET), "Nobody is named"),
        ((["9"], [], []), kits.Recipient("Maria"), "needs a passphrase"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_written(scope, tmp_path, chosen, recipient, words):
    path = tmp_path / "kit.ctpat"
    with pytest.raises(Problem, match=words):
        kits.hand_out(scope, kits.contents(scope, *chosen), recipient, path)
    assert not path.exists()
    assert kits.listed(scope.workspace) == ()


@pytest.mark.parametrize(
    "chosen", [(["77"], [], []), ([], ["Nowhere"], []), ([], [], ["revision"])]
)
def test_what_there_is_not_is_refused(scope, chosen):
    with pytest.raises(Problem):
        kits.contents(scope, *chosen)


def test_a_kit_past_its_day_can_only_be_read(scope, tmp_path):
    path = tmp_path / "late.ctpat"
    contents = kits.contents(scope, ["9"], [], [])
    kits.hand_out(scope, contents, kits.Recipient("Maria", date(2020, 1, 2), SECRET), path)
    with opened(path) as inside:
        assert "handed back by 01/02/2020" in inside.reading_only
        with pytest.raises(Problem, match="open to read only"):
            answers.save(inside, scope.account_id, "9.1", narrative="Late.")
        assert kits.take_back(scope.workspace, inside, today=TODAY).left == ()


def test_a_kit_asks_only_what_was_handed_out(scope, kit):
    with opened(kit) as inside, inside.read() as session:
        asked = answers.asked(session, scope.account_id)
    assert {criterion.category for criterion in asked} == {9}


@pytest.mark.parametrize(
    "seed", [0, *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(1, 12))]
)
def test_kits_come_back_in_any_order_and_no_word_is_lost(scope, tmp_path, seed):
    chance, written = random.Random(seed), set()
    paths = [tmp_path / f"kit {n}.ctpat" for n in range(2)]
    for path, sections in zip(paths, (["9", "3"], ["9"]), strict=True):
        contents = kits.contents(scope, sections, ["Dock"], [])
        kits.hand_out(scope, contents, kits.Recipient(path.stem, None, SECRET), path)

    def write(workspace):
        word = f"word{len(written)}"
        criterion = chance.choice(["9.1", "9.2", "9.4"])
        answers.save(workspace, scope.account_id, criterion, narrative=word)
        written.add(word)

    with ExitStack() as stack:
        inside = [stack.enter_context(opened(path)) for path in paths]
        for _ in range(30):
            what = chance.random()
            if what < 0.6:
                write(chance.choice([scope.workspace, *inside]))
            elif what < 0.75:
                kits.take_back(scope.workspace, chance.choice(inside), today=TODAY)
            elif what < 0.85:
                scope.workspace.undo()
            elif asked := open_questions(scope.workspace):
                row = chance.choice(asked)
                value = chance.choice([voice.value for voice in row.voices])
                settling.settle(scope.workspace, {row.spot: value})
        for kit_file in inside:
            kits.take_back(scope.workspace, kit_file, today=TODAY)
            assert kits.compare(scope.workspace, kit_file).news == 0
    assert lost(scope.workspace, written) == set()
    assert health.verify(scope.workspace.path, scope.workspace.key) == ()


def test_what_was_not_handed_out_is_no_gap_in_a_kit(scope, kit):
    """A site manager is not sent after the address of the company, which no page there shows."""
    before = {found.place.section for found in review(scope).findings}
    assert "company" in before
    with opened(kit) as inside:
        there = Scope(inside, scope.account_id, scope.company_id, TODAY)
        found = {found.place.section for found in review(there).findings}
    assert "9" in found
    assert found <= {"9", "sites", "site"}


def test_a_kit_says_how_it_goes_back(kit):
    with opened(kit) as inside:
        assert standing(inside).kit == (
            "This is a field kit for Maria: it has only what was handed out. When you are done, "
            "close it and send this file back, by 12/05/2026 at the latest."
        )


def test_a_kit_finds_what_is_amiss_with_a_register_that_was_handed_out(scope, tmp_path):
    path = tmp_path / "seals.ctpat"
    contents = kits.contents(scope, ["6"], ["Dock"], ["seal"])
    kits.hand_out(scope, contents, kits.Recipient("Maria", None, SECRET), path)
    with opened(path) as inside, inside.read() as session:
        places = reading_kits.of_file(session).places()
    assert {"seal", "seals", "site", "sites", "home"} <= places
    assert places.isdisjoint({"partner", "partners", "company"})
