"""Rounds of three laptops with one folder: what arrives, in which order, and what is named."""

import shutil

import pytest

from ctpat_desktop.exchange.team import deeds
from ctpat_desktop.exchange.team.deeds import Change
from ctpat_desktop.exchange.team.folder import Folder
from ctpat_desktop.exchange.team.troubles import Kind, Trouble
from tests.exchange.team.building import NOON, copy_of, kinds, path_of, team_of_three


@pytest.fixture
def place(tmp_path):
    (tmp_path / "shared").mkdir()
    return Folder(tmp_path / "shared", "")


@pytest.fixture
def three(place):
    return team_of_three(place)


def bodies(made):
    return [file.body for file in made.ready]


def sent(laptop, *texts):
    for text in texts:
        laptop.write(text)
    return laptop.round()


def test_what_one_writes_the_others_have_once(three):
    ann, bob, cid = three
    sent(ann, b"a1", b"a2")
    assert bodies(bob.round()) == [b"a1", b"a2"]
    assert bodies(bob.round()) == []
    made = sent(bob, b"b1")
    assert (made.pushed, made.troubles) == (1, [])
    assert bodies(cid.round()) == [b"a1", b"a2", b"b1"]
    assert bodies(ann.round()) == [b"b1"]


def test_a_round_that_was_not_kept_gives_the_same_again(three):
    ann, bob, _ = three
    sent(ann, b"a1")
    twin = bob.copied()
    assert bodies(twin.round()) == bodies(bob.round()) == [b"a1"]


def test_what_was_known_comes_first(three):
    """Bob answers Ann; his file is there before hers, as a sync program may bring them."""
    ann, bob, cid = three
    sent(ann, b"question")
    bob.round()
    sent(bob, b"answer")
    hidden = path_of(ann, 1)
    data = hidden.read_bytes()
    hidden.unlink()
    made = cid.round()
    assert (bodies(made), kinds(made)) == ([], [Kind.WAITING])
    assert made.lines() == [
        "Change file 1 of Bob's laptop waits for Change file 1 of Ann's laptop."
    ]
    hidden.write_bytes(data)
    assert bodies(cid.round()) == [b"question", b"answer"]


def test_a_dropped_file_is_named_and_brought_again_by_its_writer(three):
    ann, bob, _ = three
    sent(ann, b"a1", b"a2", b"a3")
    path_of(ann, 2).unlink()
    made = bob.round()
    assert (bodies(made), kinds(made)) == ([b"a1"], [Kind.GAP])
    assert made.lines() == ["Change file 2 of Ann's laptop is missing."]
    made = ann.round()
    assert (made.pushed, kinds(made)) == (1, [Kind.LOST])
    assert bodies(bob.round()) == [b"a2", b"a3"]


@pytest.mark.parametrize(
    ("harm", "kind"),
    [
        (lambda data: data[:-1], Kind.CUT),
        (lambda data: data[:20], Kind.CUT),
        (lambda data: data[:99] + bytes([data[99] ^ 1]) + data[100:], Kind.FLIPPED),
        (lambda data: b"<html>" + data, Kind.FOREIGN),
        (lambda data: b"", Kind.GAP),
    ],
)
def test_a_damaged_file_is_named_and_mended_by_its_writer(three, harm, kind):
    ann, bob, cid = three
    sent(ann, b"a1", b"a2", b"a3")
    path = path_of(ann, 2)
    path.write_bytes(harm(path.read_bytes()))
    made = bob.round()
    assert bodies(made) == [b"a1"]
    assert kind in kinds(made)
    made = ann.round(thorough=True)
    assert made.pushed == 1
    assert bodies(bob.round()) == [b"a2", b"a3"]
    assert bodies(cid.round()) == [b"a1", b"a2", b"a3"]
    assert ann.round(thorough=True).pushed == 0


def test_a_cut_file_is_mended_without_being_asked(three):
    ann, bob, _ = three
    sent(ann, b"a1", b"a2")
    path_of(ann, 1).write_bytes(b"ctpat~tm")
    assert ann.round().pushed == 1
    assert bodies(bob.round()) == [b"a1", b"a2"]


def test_swapped_files_are_named_and_mended(three):
    ann, bob, _ = three
    sent(ann, b"a1", b"a2")
    one, two = path_of(ann, 1), path_of(ann, 2)
    other = one.with_name("aside")
    one.rename(other)
    two.rename(one)
    other.rename(two)
    made = bob.round()
    assert bodies(made) == []
    assert Kind.WRONG_PLACE in kinds(made)
    assert ann.round(thorough=True).pushed == 2
    assert bodies(bob.round()) == [b"a1", b"a2"]


def test_a_doubled_file_is_harmless(three):
    ann, bob, _ = three
    sent(ann, b"a1")
    path = path_of(ann, 1)
    shutil.copy(path, path.with_name(f"{path.stem} - Copy.ctpc"))
    made = bob.round()
    assert bodies(made) == [b"a1"]
    assert [row.kind for row in made.troubles if not row.is_harmless] == []


def test_a_copy_of_a_number_that_another_has_is_named(three):
    """The same bytes under the next number."""
    ann, bob, _ = three
    sent(ann, b"a1")
    shutil.copy(path_of(ann, 1), path_of(ann, 2))
    made = bob.round()
    assert (bodies(made), kinds(made)) == ([b"a1"], [Kind.WRONG_PLACE])


def test_a_place_restored_from_an_older_copy_is_filled_again(three, place, tmp_path):
    ann, bob, cid = three
    sent(ann, b"a1")
    older = copy_of(place, tmp_path / "older")
    sent(ann, b"a2", b"a3")
    sent(bob, b"b1")
    cid.round()
    ann.round()
    shutil.rmtree(place.shared)
    shutil.copytree(older, place.shared)
    made = cid.round()
    lost = [(row.device, row.number) for row in made.troubles if row.kind is Kind.LOST]
    assert sorted(lost) == sorted([(ann.device, 3), (bob.device, 1)])
    made = ann.round()
    assert made.pushed == 2
    assert {(row.device, row.number) for row in made.troubles if row.kind is Kind.LOST} == {
        (ann.device, 2),
        (bob.device, 1),
    }
    assert bob.round().pushed == 1
    assert [kinds(laptop.round()) for laptop in three] == [[], [], []]
    assert sorted(cid.merged) == sorted(ann.merged) == sorted(bob.merged)


def test_a_copied_workspace_is_named_and_holds_up_nothing_of_others(three):
    ann, bob, cid = three
    sent(ann, b"a1")
    twin = ann.copied()
    sent(ann, b"a2")
    made = sent(twin, b"other a2")
    assert (made.pushed, Kind.OWN_FORK in kinds(made)) == (0, True)
    sent(bob, b"b1")
    assert bodies(twin.round()) == [b"b1"]
    assert sorted(bodies(cid.round())) == [b"a1", b"a2", b"b1"]


def test_two_files_of_one_number_are_held_back_and_named(three):
    """The two copies of a workspace wrote to two folders that were brought together later."""
    ann, bob, _ = three
    sent(ann, b"a1")
    twin = ann.copied()
    sent(ann, b"a2")
    path = path_of(ann, 2)
    path.with_name(f"{path.stem} (1).ctpc").write_bytes(twin.write(b"other a2"))
    made = bob.round()
    assert bodies(made) == [b"a1"]
    assert Kind.FORK in kinds(made)
    assert "exists twice" in " ".join(made.lines())


def test_a_file_built_on_another_than_the_one_merged_is_named(three):
    ann, bob, _ = three
    sent(ann, b"a1")
    bob.round()
    twin = ann.copied()
    twin.own.files, twin.merged = [], []
    twin.write(b"other a1")
    path_of(ann, 2).write_bytes(twin.write(b"other a2"))
    made = bob.round()
    assert (bodies(made), kinds(made)) == ([], [Kind.FORK])


def test_a_workspace_restored_from_its_backup_gets_its_own_changes_back(three):
    ann, bob, _ = three
    sent(ann, b"a1")
    restored = ann.copied()
    sent(ann, b"a2", b"a3")
    made = restored.round()
    assert (bodies(made), kinds(made)) == ([b"a2", b"a3"], [Kind.OWN_AHEAD])
    assert (restored.own.files, restored.round().troubles) == (ann.own.files, [])
    assert sent(restored, b"a4").pushed == 1
    assert bodies(bob.round()) == [b"a1", b"a2", b"a3", b"a4"]


def test_a_stranger_in_the_folder_is_named(three, place):
    ann, bob, _ = three
    sent(ann, b"a1")
    folder = place.root / "changes" / ("c" * 32) / "0000"
    folder.mkdir(parents=True)
    shutil.copy(path_of(ann, 1), folder / f"{'c' * 32}-00000001.ctpc")
    made = bob.round()
    assert (bodies(made), kinds(made)) == ([b"a1"], [Kind.UNKNOWN_DEVICE])


def test_nobody_waits_for_what_a_removed_device_wrote_too_late(three):
    """Cid merged Bob's second file, then only the first came to count."""
    ann, bob, cid = three
    sent(bob, b"b1", b"b2")
    cid.round()
    sent(cid, b"c1")
    ann.do(deeds.remove, Change(bob.device, 1), NOON)
    made = ann.round()
    assert bodies(made) == [b"b1", b"c1"]
    assert Kind.LEFT in kinds(made)


def test_much_comes_in_several_rounds(three):
    ann, bob, _ = three
    texts = [b"%d" % number * 2_000 for number in range(30)]
    sent(ann, *texts)
    rounds = [bob.round(most=15_000)]
    while rounds[-1].is_more:
        rounds.append(bob.round(most=15_000))
    assert len(rounds) > 3
    assert [body for made in rounds for body in bodies(made)] == texts
    assert all(made.troubles == [] for made in rounds)


def test_every_kind_of_trouble_has_words():
    lines = {Trouble(kind, "a" * 32, 3, awaited="that").line({"a" * 32: "Ann"}) for kind in Kind}
    assert len(lines) == len(Kind)
    assert all(line.endswith(".") and "{" not in line for line in lines)
