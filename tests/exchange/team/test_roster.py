"""The list of members: who may do what, from when on, and what is refused."""

import json
from dataclasses import replace

import pytest

from ctpat_desktop.exchange.team import change_file, deeds, envelope, invites, members, roster_log
from ctpat_desktop.exchange.team.change_file import Draft
from ctpat_desktop.exchange.team.deeds import Change
from ctpat_desktop.exchange.team.folder import Folder
from ctpat_desktop.exchange.team.membership import START
from ctpat_desktop.exchange.team.pushing import push
from ctpat_desktop.exchange.team.roster import Writing
from ctpat_desktop.exchange.team.troubles import Kind, Unreadable
from ctpat_desktop.support.errors import Problem
from tests.exchange.team.building import (
    EDITOR,
    NOON,
    OWNER,
    READER,
    WEEK,
    Laptop,
    founded,
    invited,
    joined,
    team_of_three,
)


@pytest.fixture
def place(tmp_path):
    return Folder(tmp_path, "")


@pytest.fixture
def ann(place):
    return founded(place)


def kinds(log):
    return [trouble.kind for trouble in log.troubles]


def test_who_founds_a_team_owns_it(ann):
    roster = ann.log.roster
    assert roster.names == {ann.device: "Ann's laptop"}
    assert roster.may(Writing(ann.device, 1), "owner", "any company")
    assert not ann.log.troubles


def test_an_invited_device_signs_itself_in_without_waiting(ann):
    bob = joined(ann, "Bob's laptop")
    roster = ann.log.roster
    assert set(roster.names.values()) == {"Ann's laptop", "Bob's laptop"}
    assert roster.may(Writing(bob.device, 1), "editor", "acme")
    assert not roster.may(Writing(bob.device, 1), "owner", "acme")
    assert deeds.is_in(bob.log)


def test_an_invite_is_used_once_and_until_its_day(ann):
    mine = invited(ann)
    Laptop(ann.place, mine).do(deeds.join, "First", NOON)
    twin = replace(mine, signing=b"2" * 32)
    with pytest.raises(Problem, match="used before"):
        Laptop(ann.place, twin).do(deeds.join, "Second", NOON)
    late = Laptop(ann.place, invited(ann, until=NOON - 1))
    with pytest.raises(Problem, match="is over"):
        late.do(deeds.join, "Late", NOON - 5)


def test_an_owners_later_entry_ends_an_invite_whatever_the_clock_of_the_invited_says(ann):
    late, other = Laptop(ann.place, invited(ann, until=NOON + 10)), invited(ann)
    ann.do(deeds.rename, ann.device, "Ann", NOON + 11)
    with pytest.raises(Problem, match="is over"):
        late.do(deeds.join, "Late", NOON)
    Laptop(ann.place, other).do(deeds.join, "In time", NOON)


def test_a_clock_that_is_wrong_for_once_ends_no_later_invite(ann):
    bob = joined(ann, "Bob", READER)
    waiting = Laptop(ann.place, invited(ann))
    bob.do(deeds.rename, bob.device, "Bob in 2090", NOON + 64 * 52 * WEEK)
    waiting.do(deeds.join, "Cid", NOON)
    ann.do(deeds.rename, ann.device, "Ann in 2090", NOON + 64 * 52 * WEEK)
    assert deeds.is_in(joined(ann, "Dan").log)


def test_a_name_is_one_short_line(ann):
    ann.do(deeds.rename, ann.device, " Ann's\n\tlaptop " + "x" * 500, NOON)
    assert ann.log.roster.names[ann.device] == "Ann's laptop " + "x" * 67


def test_an_invite_taken_back_is_void(ann):
    mine = invited(ann)
    (waiting,) = ann.log.roster.invites
    ann.do(deeds.remove, Change(waiting), NOON)
    with pytest.raises(Problem, match="taken back"):
        Laptop(ann.place, mine).do(deeds.join, "Bob", NOON)


def test_roles_hold_for_a_company_and_from_a_file_on(ann):
    bob = joined(ann, "Bob", {"acme": "editor", "*": "reader"})
    ann.do(deeds.change_role, Change(bob.device, 4), {"acme": "reviewer"}, NOON)
    roster = ann.log.roster
    rights = [
        (number, role, company)
        for number in (4, 5)
        for role in ("reader", "reviewer", "editor")
        for company in ("acme", "bolt")
        if roster.may(Writing(bob.device, number), role, company)
    ]
    assert rights == [
        (4, "reader", "acme"),
        (4, "reader", "bolt"),
        (4, "reviewer", "acme"),
        (4, "editor", "acme"),
        (5, "reader", "acme"),
        (5, "reviewer", "acme"),
    ]


@pytest.mark.parametrize("role", ["editor", "reviewer", "reader"])
def test_only_owners_of_all_change_the_list(ann, role):
    bob = joined(ann, "Bob", {"*": role, "acme": "owner"})
    for deed in (
        lambda log: deeds.invite(log, READER, NOON, NOON)[0],
        lambda log: deeds.change_role(log, Change(bob.device), OWNER, NOON),
        lambda log: deeds.remove(log, Change(ann.device), NOON),
        lambda log: deeds.rename(log, ann.device, "Mine", NOON),
    ):
        with pytest.raises(Problem, match="may not change"):
            deed(bob.log)
    bob.do(deeds.rename, bob.device, "Bob at home", NOON)
    assert ann.log.roster.names[bob.device] == "Bob at home"


def test_a_forged_entry_is_named_and_changes_nothing(ann):
    """A member with the key, and the right to write to the place, signs what it may not."""
    bob = joined(ann, "Bob", READER)
    log = bob.log
    head = log.roster.head
    action = {"do": "role", "at": NOON, "device": bob.device, "roles": OWNER, "after": 0}
    for author, signer, kind in (
        (bob.device, bob.membership.signer, Kind.NOT_ALLOWED),
        (ann.device, bob.membership.signer, Kind.WRONG_SIGNATURE),
    ):
        plain = envelope.Head(
            2, log.membership.team, author, head.number + 1, log.roster.key_id, head.hash
        )
        entry = envelope.seal(plain, json.dumps(action).encode(), bob.membership.keys[-1], signer)
        after = roster_log.read([*log.entries, entry], ann.membership)
        assert kinds(after) == [kind]
        assert not after.roster.may_now(bob.device, "editor")


def test_the_last_owner_stays(ann):
    for deed in (
        lambda log: deeds.remove(log, Change(ann.device), NOON),
        lambda log: deeds.change_role(log, Change(ann.device), EDITOR, NOON),
    ):
        with pytest.raises(Problem):
            deed(ann.log)


def test_who_is_removed_reads_nothing_new(place):
    ann, bob, cid = team_of_three(place)
    bob.write(b"before")
    bob.round()
    ann.do(deeds.remove, Change(bob.device, 1), NOON)
    for laptop in (ann, cid):
        laptop.round()
    ann.write(b"after")
    ann.round()
    made = bob.round()
    assert (Kind.OUT in {row.kind for row in made.troubles}, made.ready) == (True, [])
    assert [file.body for file in cid.round().ready] == [b"after"]
    assert ann.log.roster.key(ann.membership) == cid.log.roster.key(cid.membership)
    assert len(bob.log.membership.keys) == 1


def test_what_a_removed_device_writes_afterwards_does_not_count(place):
    ann, bob, cid = team_of_three(place)
    bob.write(b"before")
    bob.round()
    ann.do(deeds.remove, Change(bob.device, 1), NOON)
    bob.write(b"late")  # with the old key and the list it knew
    assert bob.round().pushed == 0
    push(
        place, roster_log.read(bob.entries[:-1], bob.membership), bob.own
    )  # it pretends not to know
    made = cid.round()
    assert [file.body for file in made.ready] == [b"before"]
    assert Kind.LEFT in {row.kind for row in made.troubles}


def test_an_invite_made_before_a_removal_still_works_after_it(place):
    ann, bob, _ = team_of_three(place)
    mine = invited(ann)
    ann.do(deeds.remove, Change(bob.device, 0), NOON)
    dan = Laptop(place, mine)
    dan.do(deeds.join, "Dan", NOON)
    dan.write(b"hello")
    dan.round()
    assert [file.body for file in ann.round().ready] == [b"hello"]


def test_an_older_list_is_noticed(place, ann):
    older = list(ann.entries)
    joined(ann, "Bob")
    newest = ann.log
    assert kinds(roster_log.read(older, newest.membership)) == [Kind.ROSTER_OLDER]
    assert kinds(roster_log.read([], newest.membership)) == [Kind.ROSTER_OLDER]


def test_by_an_older_list_nothing_goes_in_or_out(place):
    """The place shows the list before a removal; the device remembers nothing but its head."""
    ann, bob, cid = team_of_three(place)
    ann.do(deeds.remove, Change(bob.device, 0), NOON)
    cid.round()
    for path in place.root.glob("roster/0000/*-00000006.ctpm"):
        path.unlink()
    bob.write(b"late")
    push(place, roster_log.read(bob.entries, bob.membership), bob.own)
    cid.entries = []
    made = cid.round()
    assert (made.ready, made.pushed) == ([], 0)
    assert [row.kind for row in made.troubles] == [Kind.ROSTER_OLDER]


def test_a_list_the_place_lost_is_put_there_again(place, ann):
    joined(ann, "Bob")
    ann.round()
    for path in place.root.glob("roster/0000/*-0000000[23].ctpm"):
        path.unlink()
    assert Kind.ROSTER_OLDER in {row.kind for row in ann.round().troubles}
    assert len(list(place.root.glob("roster/0000/*.ctpm"))) == 3
    assert ann.round().troubles == []


def test_a_gap_doubles_and_damage_are_named(ann):
    joined(ann, "Bob")
    entries = ann.log.entries
    assert kinds(roster_log.read([*entries, entries[1]], ann.membership)) == []
    assert kinds(roster_log.read(reversed(entries), ann.membership)) == []
    gap = roster_log.read([entries[0], entries[2]], replace(ann.membership, head=START))
    assert kinds(gap) == [Kind.ROSTER_GAP]
    flipped = entries[2][:-1] + bytes([entries[2][-1] ^ 1])
    cut = roster_log.read([*entries, flipped, entries[1][:50]], ann.membership)
    assert kinds(cut) == [Kind.FLIPPED, Kind.CUT]
    assert len(cut.entries) == 3


def test_another_founding_entry_is_refused(ann):
    """A place shows a list that somebody else began for the same team."""
    thief, mine = deeds.establish(replace(ann.membership, signing=b"3" * 32), "Thief", NOON)
    assert mine.team == ann.membership.team
    log = roster_log.read([thief], replace(ann.membership, head=START))
    assert kinds(log) == [Kind.NOT_ALLOWED]
    assert not log.roster.members


def test_two_owners_at_the_same_moment_end_with_the_same_list(tmp_path, place):
    """Two entries of one number, as a synchronized folder brings them together."""
    ann = founded(place)
    eve = joined(ann, "Eve", OWNER)
    bob = joined(ann, "Bob")
    logs = [laptop.log for laptop in (ann, eve, bob)]
    removal = deeds.remove(logs[0], Change(bob.device), NOON)
    naming = deeds.rename(logs[1], eve.device, "Eve at home", NOON)
    assert members.append(place, removal)
    assert not members.append(place, naming)
    again = [
        roster_log.read([*logs[0].entries, *pair], log.membership)
        for log in logs[:2]
        for pair in ((removal, naming), (naming, removal))
    ]
    assert {log.roster.head for log in again} == {again[0].roster.head}
    assert all(kinds(log) == [Kind.ROSTER_FORK] for log in again)
    assert again[0].roster.members[bob.device].last == 0
    seen_other = roster_log.read([*logs[1].entries, naming], logs[1].membership)
    switched = roster_log.read([*logs[1].entries, naming, removal], seen_other.membership)
    assert switched.roster.head == again[0].roster.head


def branch(log, *steps):
    """Return the entries somebody writes after a list without knowing of others."""
    made = []
    for deed in steps:
        made.append(deed(log))
        log = roster_log.read([*log.entries, made[-1]], log.membership)
    return made


def test_a_removed_owner_cannot_go_back_behind_its_removal(place):
    ann = founded(place)
    eve, bob = joined(ann, "Eve", OWNER), joined(ann, "Bob")
    start = [laptop.log for laptop in (ann, eve, bob)]
    entries = start[0].entries
    rightly = branch(start[0], lambda log: deeds.remove(log, Change(eve.device), NOON))
    after = roster_log.read([*entries, *rightly], start[2].membership)
    names = [lambda log: deeds.rename(log, eve.device, "Eve", NOON)] * 5
    removals = [
        lambda log: deeds.remove(log, Change(ann.device), NOON),
        lambda log: deeds.remove(log, Change(bob.device), NOON),
    ]
    for steps in (names, removals):
        wrongly = branch(start[1], *steps)
        both = roster_log.read([*entries, *wrongly, *rightly], after.membership)
        assert both.roster == after.roster
        assert both.is_usable
        assert set(kinds(both)) == {Kind.ROSTER_FORK}
    new = roster_log.read([*entries, *branch(start[1], *names), *rightly], start[2].membership)
    assert new.roster == after.roster  # also for who saw neither before


def test_a_removal_deep_in_a_branch_is_not_lost(place):
    ann = founded(place)
    eve, bob = joined(ann, "Eve", OWNER), joined(ann, "Bob")
    start = [laptop.log for laptop in (ann, eve, bob)]
    removing = branch(
        start[0],
        lambda log: deeds.rename(log, ann.device, "Ann 2", NOON),
        lambda log: deeds.remove(log, Change(bob.device), NOON),
    )
    naming = branch(
        start[1], *[lambda log: deeds.rename(log, eve.device, f"{len(log.entries)}", NOON)] * 4
    )
    for entries in ([*removing, *naming], [*naming, *removing]):
        log = roster_log.read([*start[0].entries, *entries], start[1].membership)
        assert log.roster.members[bob.device].last == 0
        assert kinds(log) == [Kind.ROSTER_FORK] * 4
        assert log.roster.key(log.membership)


def test_what_was_sealed_on_a_branch_that_lost_still_opens(place):
    ann = founded(place)
    eve, bob = joined(ann, "Eve", OWNER), joined(ann, "Bob")
    cid = joined(ann, "Cid")
    mine, other = ann.log, eve.log
    lost = branch(mine, lambda log: deeds.remove(log, Change(cid.device), NOON))
    won = branch(
        other,
        lambda log: deeds.remove(log, Change(cid.device), NOON),
        lambda log: deeds.rename(log, eve.device, "Eve 2", NOON),
    )
    mine = roster_log.read([*mine.entries, *lost], mine.membership)
    data = change_file.write(mine.membership, mine.roster, START, Draft(b"x", {}, NOON))
    log = roster_log.read([*other.entries, *lost, *won], bob.membership)
    assert log.roster.names[eve.device] == "Eve 2"
    assert change_file.read(data, log.roster, log.membership).body == b"x"
    again = roster_log.read([*other.entries, *lost, *won], mine.membership)
    assert again.is_usable
    assert again.roster == log.roster


def test_who_lost_the_race_to_join_joins_again(ann):
    one, two = invited(ann), invited(ann)
    bob, cid = Laptop(ann.place, one), Laptop(ann.place, two)
    log = cid.log
    bob.do(deeds.join, "Bob", NOON)
    assert not members.append(ann.place, deeds.join(log, "Cid", NOON))
    log = members.change(ann.place, log, lambda log: deeds.join(log, "Cid", NOON))
    assert set(log.roster.names.values()) == {"Ann's laptop", "Bob", "Cid"}


def test_an_entry_that_is_there_already_was_added(ann):
    """The answer to the first try was lost on the way."""
    log = ann.log
    entry, _ = deeds.invite(log, READER, NOON, NOON)
    assert members.append(ann.place, entry)
    assert members.append(ann.place, entry)
    assert not members.append(ann.place, deeds.invite(log, READER, NOON, NOON)[0])


@pytest.mark.parametrize("junk", [b"", b"ctpat~tm", b"junk" * 99])
def test_junk_in_the_way_holds_nobody_up(ann, junk):
    """A half-written file, or a row somebody put there, stands where the next entry goes."""
    team = ann.membership.team
    path = ann.place.root / "roster" / "0000" / f"{team}-00000002.ctpm"
    path.write_bytes(junk)
    bob = joined(ann, "Bob")
    assert set(ann.log.roster.names.values()) == {"Ann's laptop", "Bob"}
    assert kinds(ann.log) == kinds(bob.log) == []
    assert path.read_bytes() == junk


def test_a_damaged_entry_that_nobody_remembers_is_named(ann):
    older = list(ann.entries)
    mine = ann.membership
    bob = joined(ann, "Bob")
    paths = sorted(ann.place.root.glob("roster/0000/*.ctpm"))
    paths[2].write_bytes(paths[2].read_bytes()[:-9])
    assert kinds(members.read(ann.place, mine, older)) == [Kind.CUT]
    assert Kind.ROSTER_OLDER in kinds(bob.log)
    assert kinds(members.read(ann.place, mine, older)) == []


def test_an_invite_file_opens_with_its_code_alone(ann, monkeypatch):
    monkeypatch.setattr(invites, "COST", 10)
    entry, seed = deeds.invite(ann.log, EDITOR, NOON, NOON + WEEK)
    members.append(ann.place, entry)
    file = invites.to_file(ann.log.membership, seed, "S:\\shared")
    data = invites.sealed(file, "amber lantern copper violin")
    assert invites.opened(data, " Amber, LANTERN copp violins\n") == file
    assert b"shared" not in data
    for wrong in ("amber lantern copper", "", "amber lantern copper cedar"):
        with pytest.raises(Problem, match="code does not fit"):
            invites.opened(data, wrong)
    for damaged in (b"", data[:20], b"x" + data):
        with pytest.raises(Problem):
            invites.opened(damaged, "amber lantern copper violin")
    bob = Laptop(ann.place, file.membership())
    bob.do(deeds.join, "Bob", NOON)
    assert bob.membership.anchor == ann.membership.anchor


def test_a_code_is_four_words_that_are_told_apart_by_their_beginning():
    words = invites._words()
    assert len({word[:4] for word in words}) == len(words) == 2048
    code = invites.new_code()
    assert len(code.split()) == invites.WORDS
    assert code != invites.new_code()


def test_guessing_a_code_costs_what_is_written():
    assert (invites.COST, invites.HEAD.size) == (17, 26)


def test_a_reader_cannot_make_others_believe_it_may_write(ann):
    bob = joined(ann, "Bob", READER)
    log = bob.log
    draft = Draft(b"x", {}, NOON)
    data = change_file.write(bob.membership, log.roster, START, draft)
    file = change_file.read(data, log.roster, ann.membership)
    assert not log.roster.may(Writing(file.device, file.number), "editor", "acme")


def test_nothing_of_the_list_is_outside(place):
    ann = founded(place, "Canary laptop")
    joined(ann, "Canary two", {"canary company": "reader"})
    stored = b"".join(path.read_bytes() for path in place.root.rglob("*.ctpm"))
    assert len(stored) > 500
    assert b"anary" not in stored
    with pytest.raises(Unreadable):
        envelope.look(ann.entries[0]).opened(b"0" * 32)
