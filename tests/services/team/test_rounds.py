"""What people of a team do to one file reaches the others, whole, once, and by their roles."""

import json
import platform
import shutil
import uuid
from contextlib import closing, contextmanager
from datetime import date, datetime
from threading import Thread

import pytest
from sqlalchemy import delete, select, update

from ctpat_desktop.exchange.team import members
from ctpat_desktop.exchange.team.places import PlaceProblem
from ctpat_desktop.records import Evidence, EvidenceChunk, Response
from ctpat_desktop.records.team import TeamValue
from ctpat_desktop.services.accounts import archive, companies
from ctpat_desktop.services.evidence import library
from ctpat_desktop.services.merging import questions, settling
from ctpat_desktop.services.profile import answers, open_export
from ctpat_desktop.services.registers import records
from ctpat_desktop.services.team import joining, ledger, places, roles, rounds, standing
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.progress import Silent
from ctpat_desktop.workspace import blobs, door
from ctpat_desktop.workspace.merge import change_set, plan
from ctpat_desktop.workspace.merge.ops import Copy, Op
from tests.services.team.laptops import Laptop, new_file, settle_down
from tests.workspace.merge.copies import another, words


def account(laptop):
    return companies.choose(laptop.workspace)


def write(laptop, text, criterion="1.1"):
    answers.save(laptop.workspace, account(laptop), criterion, narrative=text)


def text(laptop, criterion="1.1"):
    """What a laptop's answer to a criterion says, None where there is none."""
    with laptop.workspace.read() as session:
        rows = select(Response.narrative).where(Response.criterion == criterion)
        return session.scalar(rows)


def test_who_joins_gets_the_whole_file_with_its_history(ann, bob):
    assert words(bob.workspace) == words(ann.workspace)
    with ann.workspace.read() as here, bob.workspace.read() as there:
        written = {op.batch for op in _ops(here)}
        assert written <= {op.batch for op in _ops(there)}


def _ops(session):
    class Nobody:
        def lacks(self, other):
            return list(other.batches())

    return Copy(session, "").since(Nobody())


def test_a_change_reaches_the_other_and_is_brought_once(ann, bob):
    write(ann, "fence")
    assert ann.sync().brought == 1
    report = bob.sync()
    assert (report.taken, report.names, report.notes) == (1, ["Ann"], [])
    assert text(bob) == "fence"
    for laptop in (ann, bob, ann, bob):
        report = laptop.sync()
        assert (report.taken, report.brought, report.notes) == (0, 0, [])


def test_one_file_holds_all_that_was_written_without_the_place(ann, bob):
    for number in range(5):
        write(bob, f"word {number}", f"4.{number + 1}")
    assert standing.standing(bob.workspace).waiting == 5
    assert bob.sync().brought == 1
    assert standing.standing(bob.workspace).waiting == 0
    assert ann.sync().taken == 5


def test_a_field_both_changed_stays_open_until_one_settles_it_for_both(ann, bob):
    write(ann, "Ann's words")
    write(bob, "Bob's words")
    settle_down([ann, bob])
    asked = [questions.open_questions(one.workspace) for one in (ann, bob)]
    assert [len(rows) for rows in asked] == [1, 1]
    assert text(ann) == text(bob) == "Bob's words"
    settling.settle(ann.workspace, {asked[0][0].spot: "Ann's words and Bob's"})
    settle_down([ann, bob])
    assert text(bob) == "Ann's words and Bob's"
    assert not questions.open_questions(bob.workspace)


def test_undo_takes_back_what_this_person_did_and_nothing_of_others(ann, bob):
    write(bob, "mine", "4.1")
    write(ann, "theirs", "4.2")
    ann.sync()
    bob.sync()
    bob.workspace.undo()
    assert (text(bob, "4.1"), text(bob, "4.2")) == (None, "theirs")
    settle_down([ann, bob])
    assert (text(ann, "4.1"), text(ann, "4.2")) == (None, "theirs")


def test_documents_come_along_and_are_whole(ann, bob):
    company = companies.dossier(ann.workspace, account(ann)).company.id
    content = bytes(range(256)) * 9000
    library.add_bytes(ann.workspace, company, "gate.bin", content)
    library.add_bytes(ann.workspace, company, "note.txt", b"a note")
    ann.sync()
    assert bob.sync().notes == []
    with bob.workspace.read() as session:
        for sha256, _ in blobs.sizes(session, _hashes(session)):
            b"".join(blobs.stream(session, sha256, ""))  # Problem where it is not whole
        assert sorted(size for _, size in blobs.sizes(session, _hashes(session))) == [
            6,
            len(content),
        ]


def _hashes(session):
    return [row.sha256 for row in session.query(Evidence)]


def test_a_document_removed_here_is_not_fetched_again(ann, bob):
    company = companies.dossier(ann.workspace, account(ann)).company.id
    document = library.add_bytes(ann.workspace, company, "note.txt", b"a note")
    settle_down([ann, bob])
    records.remove(bob.workspace, "evidence", document)
    with bob.workspace.work("Clean") as unit:
        unit.session.execute(delete(EvidenceChunk))
    bob.sync()
    with bob.workspace.read() as session:
        assert session.query(EvidenceChunk).count() == 0


def test_a_document_that_is_not_there_yet_is_fetched_later(ann, bob, folder):
    company = companies.dossier(ann.workspace, account(ann)).company.id
    library.add_bytes(ann.workspace, company, "note.txt", b"a note")
    ann.sync()
    (pieces,) = folder.glob("*/pieces")
    aside = pieces.rename(folder / "aside")
    (note,) = bob.sync().notes
    assert "is not in the team's place yet" in note
    aside.rename(pieces)
    assert bob.sync().notes == []
    with bob.workspace.read() as session:
        assert dict(blobs.sizes(session, _hashes(session))) != {}


def test_a_place_that_lost_everything_gets_its_documents_back(ann, bob, folder, tmp_path):
    company = companies.dossier(ann.workspace, account(ann)).company.id
    library.add_bytes(ann.workspace, company, "note.txt", b"a note")
    ann.sync()
    for part in ("changes", "pieces"):
        (there,) = folder.glob(f"*/{part}")
        shutil.rmtree(there)
    assert any("restored from an older copy" in note for note in ann.sync().notes)
    assert ann.sync().notes == []
    cal = ann.invite("Cal", tmp_path / "cal.ctpat")
    with closing(cal.workspace), cal.workspace.read() as session:
        assert [size for _, size in blobs.sizes(session, _hashes(session))] == [6]


def test_what_a_reader_changes_stays_here_and_is_said(ann, tmp_path):
    with closing(ann.invite("Rita", tmp_path / "r.ctpat", {"*": "reader"}).workspace) as file:
        rita = Laptop(file, ann.folder, "Rita")
        write(rita, "not hers")
        (note,) = rita.sync().notes
        assert note == "1 change stays on this computer: your role in the team does not allow it."
        assert ann.sync().taken == 0


def test_a_reviewer_comments_and_changes_no_answer(ann, tmp_path):
    from ctpat_desktop.reading.scope import Scope
    from ctpat_desktop.services.reviewing import comments
    from ctpat_desktop.services.reviewing.subject import of_answer

    with closing(ann.invite("Rita", tmp_path / "r.ctpat", {"*": "reviewer"}).workspace) as file:
        rita = Laptop(file, ann.folder, "Rita")
        scope = Scope.of(file, account(rita), date(2026, 12, 1))
        comments.add(scope, of_answer(scope, "1.1"), "Which lock?")
        assert rita.sync().notes == []
        assert ann.sync().taken == 1


def test_a_role_for_one_company_is_no_role_for_another(ann, tmp_path):
    first = companies.dossier(ann.workspace, account(ann)).company.id
    companies.start(ann.workspace, "Other", "customs_broker", 2026)
    ann.sync()
    laptop = ann.invite("Eve", tmp_path / "e.ctpat", {first: "editor"})
    with closing(laptop.workspace):
        ids = {row.company: row.account_id for row in companies.overview(laptop.workspace)}
        answers.save(laptop.workspace, ids["Acme"], "1.1", narrative="may")
        assert laptop.sync().notes == []
        assert ann.sync().taken == 1
        answers.save(laptop.workspace, ids["Other"], "1.1", narrative="may not")
        assert len(laptop.sync().notes) == 1
        assert ann.sync().taken == 0


def test_a_record_of_another_company_does_not_become_ones_own_by_saying_so(ann):
    first = companies.dossier(ann.workspace, account(ann)).company.id
    companies.start(ann.workspace, "Other", "customs_broker", 2026)
    (other,) = {row.company_id for row in companies.overview(ann.workspace)} - {first}
    partner = records.add(ann.workspace, "partner", company_id=other, name="Theirs")
    op = Op("b", datetime(2026, 12, 1), "", "", "", "partner", partner, "changed", {})
    claimed = {("partner", partner): {"id": partner, "company_id": first}}
    with ann.workspace.read() as session:
        content = change_set.ChangeSet((op,), claimed, {}, {})
        asked = roles.needed(content, Copy(session, ""))
    assert asked == {("editor", first), ("editor", other)}


def test_a_member_that_cheats_is_named_and_holds_up_nobody_else(ann, bob, tmp_path, monkeypatch):
    laptop = ann.invite("Mallory", tmp_path / "m.ctpat", {"*": "reader"})
    with closing(laptop.workspace):
        with monkeypatch.context() as cheating:
            cheating.setattr(roles, "allows", lambda *_: True)
            write(laptop, "forged")
            assert laptop.sync().brought == 1
        write(bob, "honest", "4.1")
        bob.sync()
        for _ in range(2):  # it is named again, and changes nothing
            report = ann.sync()
            assert text(ann) is None
            assert text(ann, "4.1") == "honest"
            assert [note for note in report.notes if note.startswith("Mallory changed what")]


def test_what_a_newer_program_wrote_waits_for_the_update(ann, bob, monkeypatch):
    with monkeypatch.context() as newer:
        newer.setattr(change_set, "FORMAT", 2)
        write(bob, "from tomorrow")
        bob.sync()
    (note,) = ann.sync().notes
    assert note.startswith("Bob: These changes were written by a newer version of the program.")
    write(bob, "built on it", "4.1")
    bob.sync()
    assert ann.sync().taken == 0
    read = change_set.read
    with monkeypatch.context() as updated:
        updated.setattr(change_set, "read", lambda data: read(data.replace(*NEWER, 1)))
        assert ann.sync().taken == 2
    assert (text(ann), text(ann, "4.1")) == ("from tomorrow", "built on it")


NEWER = (b'"format":2', b'"format":1')


def test_a_document_that_is_damaged_here_is_named_and_holds_up_nothing(ann, bob):
    company = companies.dossier(ann.workspace, account(ann)).company.id
    library.add_bytes(ann.workspace, company, "note.txt", b"a note")
    write(ann, "fence")
    with ann.workspace.work("Damage") as unit:
        unit.session.execute(update(EvidenceChunk).values(content=b"a nose"))
    assert "damaged" in " ".join(ann.sync().notes)
    bob.sync()
    assert text(bob) == "fence"
    with bob.workspace.read() as session:
        assert dict(blobs.sizes(session, _hashes(session))) == {}


def test_a_file_that_was_restored_from_a_backup_gets_everything_back(ann, bob, tmp_path):
    old = tmp_path / "old.ctpat"
    write(bob, "before", "4.1")
    bob.sync()
    bob.workspace.close()
    shutil.copy(bob.workspace.path, old)
    bob.workspace = door.open_workspace(bob.workspace.path, bob.workspace.key or _key(bob))
    write(bob, "after", "4.2")
    write(ann, "meanwhile", "4.3")
    settle_down([ann, bob])
    bob.workspace.close()
    shutil.copy(old, bob.workspace.path)
    bob.workspace = door.open_workspace(bob.workspace.path, _key(bob))
    write(bob, "typed before the first round", "4.4")
    settle_down([ann, bob])
    assert words(ann.workspace) == words(bob.workspace)
    texts = [text(bob, f"4.{number}") for number in (1, 2, 3, 4)]
    assert texts == ["before", "after", "meanwhile", "typed before the first round"]


def _key(laptop):
    from ctpat_desktop.services.files import workspaces

    return workspaces.key_of(laptop.workspace.path, laptop.workspace.path.name)


def test_a_restored_file_writes_nothing_before_it_has_its_own_files_back(
    ann, bob, tmp_path, folder
):
    bob.workspace.close()
    old = shutil.copy(bob.workspace.path, tmp_path / "old.ctpat")
    bob.workspace = door.open_workspace(bob.workspace.path, _key(bob))
    write(ann, "what Bob's next file builds on", "4.1")
    ann.sync()
    bob.sync()
    write(bob, "built on it", "4.2")
    bob.sync()
    bob.workspace.close()
    shutil.copy(old, bob.workspace.path)
    bob.workspace = door.open_workspace(bob.workspace.path, _key(bob))
    *_, newest = sorted(folder.glob(f"*/changes/{ledger.needed(ann.workspace).device}/**/*.ctpc"))
    newest.unlink()
    write(bob, "typed since", "4.3")
    before = sorted(folder.rglob("*.ctpc"))
    bob.sync()
    assert sorted(folder.rglob("*.ctpc")) == before
    ann.sync()
    settle_down([ann, bob])
    texts = [text(ann, f"4.{number}") for number in (1, 2, 3)]
    assert texts == ["what Bob's next file builds on", "built on it", "typed since"]
    assert words(ann.workspace) == words(bob.workspace)


def test_a_copy_of_the_file_joins_and_tells_only_what_is_new(ann, tmp_path):
    write(ann, "shared")
    ann.sync()
    with closing(another(ann.workspace, "copy.ctpat")) as copy:
        joining.leave(copy)
        write(Laptop(copy, ann.folder, "Carl"), "only here", "4.1")
        carl = Laptop(copy, ann.folder, "Carl")
        invitation = joining.invite(ann.workspace, ann.place, {"*": "editor"})
        file = tmp_path / "carl.invite"
        joining.write_invite(invitation, file)
        invited = joining.opened_invite(file, invitation.code)
        joining.join(copy, invited, places.of_folder(ann.folder), ann.place, "Carl")
        rounds.take_in(copy, rounds.contact(copy, ann.place, Silent()), rounds.Report())
        with copy.read() as session:
            news = ledger.news(Copy(session, ""), ledger.needed(copy))
            assert [op.what for op in Copy(session, "").since(change_set.Others(news))] == [
                "Answer 4.1"
            ]
        write(ann, "shared, and changed since")
        assert ann.sync().taken == 0
        assert carl.sync().taken == 1
        assert not questions.open_questions(copy)
        assert ann.sync().taken == 1
        settle_down([ann, carl])
        assert words(ann.workspace) == words(copy)


def test_what_a_merge_brought_from_outside_goes_on_to_the_team(ann, bob):
    from ctpat_desktop.services.merging import merge
    from ctpat_desktop.workspace.merge.writing import Source

    with closing(another(ann.workspace, "outside.ctpat")) as outside:
        write(Laptop(outside, ann.folder, ""), "from outside")
        merge.take(ann.workspace, outside, Source("file", "outside.ctpat"))
    settle_down([ann, bob])
    assert text(bob) == "from outside"


def test_a_merge_from_outside_is_undone_until_the_team_heard_of_it(ann, bob):
    from ctpat_desktop.services.merging import merge
    from ctpat_desktop.workspace.merge.writing import Source

    with closing(another(ann.workspace, "outside.ctpat")) as outside:
        write(Laptop(outside, ann.folder, ""), "from outside")
        merge.take(ann.workspace, outside, Source("file", "outside.ctpat"))
    ann.workspace.undo()
    settle_down([ann, bob])
    assert text(bob) is None
    ann.workspace.redo()
    write(ann, "more", "4.1")
    settle_down([ann, bob])
    assert text(bob) == "from outside"
    ann.workspace.undo()
    assert text(ann, "4.1") is None
    assert "outside" not in ann.workspace.can_undo


def test_changes_of_a_company_archived_here_come_in(ann, bob):
    write(bob, "late")
    bob.sync()
    company = companies.dossier(ann.workspace, account(ann)).company.id
    companies.start(ann.workspace, "Other", "customs_broker", 2026)
    archive.archive(ann.workspace, company, date(2026, 12, 1))
    assert ann.sync().taken == 1
    settle_down([ann, bob])
    assert words(ann.workspace) == words(bob.workspace)


def test_a_file_without_passphrase_is_in_no_team(tmp_path, folder):
    with closing(door.create_workspace(tmp_path / "plain.ctpat")) as file:
        with pytest.raises(Problem, match="needs a passphrase"):
            Laptop(file, folder, "Ann").start()
        assert list(folder.iterdir()) == []


def test_a_file_copied_to_another_computer_is_asked_about(ann, monkeypatch):
    monkeypatch.setattr(platform, "node", lambda: "another name")
    assert ann.sync().notes == []  # the hardware is the same
    monkeypatch.setattr(uuid, "getnode", lambda: 0x0123456789)
    with pytest.raises(Problem, match="belongs to another computer"):
        ann.sync()
    assert standing.standing(ann.workspace).is_elsewhere
    joining.settle_here(ann.workspace)
    assert ann.sync().notes == []


def test_a_place_that_is_gone_loses_nothing(ann, bob, folder):
    write(bob, "kept")
    aside = folder.rename(folder.with_name("aside"))
    with pytest.raises(PlaceProblem, match="cannot be used"):
        bob.sync()
    aside.rename(folder)
    settle_down([ann, bob])
    assert text(ann) == "kept"


def test_who_was_removed_tells_nothing_more_and_keeps_the_file(ann, bob, tmp_path):
    write(bob, "in time", "4.1")
    bob.sync()
    ann.sync()
    joining.remove(ann.workspace, ann.place, ledger.needed(bob.workspace).device)
    write(bob, "too late", "4.2")
    assert bob.sync().notes == ["This computer was removed from the team."]
    assert ann.sync().taken == 0
    assert (text(ann, "4.1"), text(ann, "4.2")) == ("in time", None)
    assert text(bob, "4.2") == "too late"
    cal = ann.invite("Cal", tmp_path / "cal.ctpat")
    with closing(cal.workspace):
        assert (text(cal, "4.1"), text(cal, "4.2")) == ("in time", None)


def test_no_copy_for_others_holds_anything_of_the_team(ann, tmp_path):
    from ctpat_desktop.reading.scope import Scope
    from ctpat_desktop.services.merging import kits

    scope = Scope.of(ann.workspace, account(ann), date(2026, 12, 1))
    contents = kits.contents(scope, ["9"], [], [])
    kits.hand_out(scope, contents, kits.Recipient("Kim", None, "kit words"), tmp_path / "k.ctpat")
    from ctpat_desktop.services.files import workspaces

    with workspaces.opened(tmp_path / "k.ctpat", "kit words") as kit:
        assert ledger.of(kit) is None
        with kit.bare() as connection:
            assert connection.execute("SELECT count(*) FROM team_file").fetchone() == (0,)


def test_no_key_of_the_team_is_exported(ann, tmp_path):
    open_export.write(ann.workspace, tmp_path / "out", Silent())
    exported = b"".join(one.read_bytes() for one in tmp_path.rglob("out/**/*") if one.is_file())
    assert b"Acme" in exported
    with ann.workspace.read() as session:
        values = json.loads(session.get(TeamValue, "membership").value)
    for secret in (values["signing"], values["agreement"], *values["keys"], "team_value"):
        assert secret.encode() not in exported


@pytest.mark.parametrize("first", [0, 1])
def test_a_record_removed_here_and_used_there_is_asked_about_on_both(ann, bob, first):
    company = companies.dossier(ann.workspace, account(ann)).company.id
    partner = records.add(ann.workspace, "partner", company_id=company, name="Carrier One")
    old = records.add(
        ann.workspace, "certificate", company_id=company, partner_id=partner, number="C-0"
    )
    settle_down([ann, bob])
    records.remove(ann.workspace, "partner", partner)
    records.add(bob.workspace, "certificate", company_id=company, partner_id=partner, number="C-1")
    settle_down([(ann, bob), (bob, ann)][first])
    assert words(ann.workspace) == words(bob.workspace)
    for laptop in (ann, bob):
        (question,) = questions.open_questions(laptop.workspace)
        assert (question.is_presence, question.record_id) == (True, partner)
        assert {key for key in words(laptop.workspace) if key[0] == "certificate"} >= {
            ("certificate", old)
        }


def test_a_round_is_made_of_parts_that_can_be_repeated(ann, bob):
    write(ann, "fence")
    ann.sync()
    asked = rounds.contact(bob.workspace, bob.place, Silent())
    assert len(asked.made.ready) == 1
    again = rounds.contact(bob.workspace, bob.place, Silent())
    rounds.take_in(bob.workspace, again, rounds.Report())
    assert text(bob) == "fence"


def test_a_round_broken_off_at_any_of_its_steps_is_made_again(ann, bob, monkeypatch):
    """The disk is full at the first, the second, the third step of a round, and so on."""
    before = bob.workspace.work
    fails_at = 0
    for turn in range(40):
        write(ann, f"Ann {turn}", "4.1")
        write(bob, f"Bob {turn}", "4.2")
        ann.sync()
        steps = 0

        @contextmanager
        def work(what, turn=turn, **more):
            nonlocal steps
            with before(what, **more) as unit:
                yield unit
                steps += 1
                if steps == turn + 1:
                    raise Problem("The disk is full.")

        monkeypatch.setattr(bob.workspace, "work", work)
        is_whole = False
        try:
            bob.sync()
            is_whole = True
        except Problem:
            fails_at += 1
        monkeypatch.setattr(bob.workspace, "work", before)
        settle_down([ann, bob])
        assert words(ann.workspace) == words(bob.workspace)
        assert (text(ann, "4.2"), text(bob, "4.1")) == (f"Bob {turn}", f"Ann {turn}")
        if is_whole:
            break
    assert fails_at >= 3


def test_undo_in_the_window_while_others_changes_come_in_waits_for_them(ann, bob, monkeypatch):
    write(bob, "before", "4.1")
    settle_down([ann, bob])
    write(ann, "Ann's words", "4.1")
    write(bob, "Bob's words", "4.1")
    bob.sync()
    made, window = plan.make, Thread(target=ann.workspace.undo)

    def slowly(*sides):
        window.start()
        window.join(0.2)
        return made(*sides)

    monkeypatch.setattr(plan, "make", slowly)
    rounds.take_in(
        ann.workspace, rounds.contact(ann.workspace, ann.place, Silent()), rounds.Report()
    )
    window.join()
    monkeypatch.undo()
    assert text(ann, "4.1") == "Bob's words"
    settle_down([ann, bob])
    assert words(ann.workspace) == words(bob.workspace)
    assert len(questions.open_questions(bob.workspace)) == 1


@pytest.fixture
def merged(ann):
    """Ann's laptop, into which a copy of her file was merged that no member wrote."""
    from ctpat_desktop.services.merging import merge
    from ctpat_desktop.workspace.merge.writing import Source

    with closing(another(ann.workspace, "outside.ctpat")) as outside:
        write(Laptop(outside, ann.folder, ""), "from outside")
        merge.take(ann.workspace, outside, Source("file", "outside.ctpat"))
    return ann


def test_a_merge_that_goes_on_to_the_team_just_now_is_not_undone_meanwhile(merged, bob):
    steps, window = merged.workspace.steps, Thread(target=merged.workspace.undo)
    forget = steps.forget

    def slowly(batches):
        if not window.ident:
            window.start()
            window.join(0.3)
        forget(batches)

    steps.forget = slowly
    merged.sync()
    window.join()
    settle_down([merged, bob])
    assert words(merged.workspace) == words(bob.workspace)
    assert text(merged) == "from outside"


def test_what_a_merge_stands_on_is_not_undone_once_the_team_heard_of_it(merged, bob):
    assert merged.workspace.can_undo.startswith("Merge")
    merged.sync()
    assert merged.workspace.can_undo == ""
    write(merged, "more", "4.1")
    merged.workspace.undo()
    settle_down([merged, bob])
    assert words(merged.workspace) == words(bob.workspace)
    assert text(bob) == "from outside"


def test_redo_does_not_write_over_what_others_changed_in_several_companies(ann, bob):
    companies.start(ann.workspace, "Other", "customs_broker", 2026)
    first, second = [row.account_id for row in companies.overview(ann.workspace)]
    for one in (first, second):
        answers.save(ann.workspace, one, "1.1", narrative="before")
    settle_down([ann, bob])
    for one in (first, second):
        answers.save(bob.workspace, one, "1.1", narrative="undone")
        bob.workspace.undo()
        answers.save(ann.workspace, one, "1.1", narrative="Ann's words")
    settle_down([ann, bob])
    while bob.workspace.redo():
        pass
    with bob.workspace.read() as session:
        assert set(session.scalars(select(Response.narrative))) == {"Ann's words"}


def test_a_line_that_breaks_right_after_joining_uses_no_invite_up(ann, tmp_path, monkeypatch):
    append = members.append

    def breaks(place, entry):
        append(place, entry)
        monkeypatch.setattr(members, "append", append)
        raise PlaceProblem("The line broke.")

    change = members.change

    def changed(place, log, deed):
        monkeypatch.setattr(members, "append", breaks)
        return change(place, log, deed)

    invitation = joining.invite(ann.workspace, ann.place, {"*": "editor"})
    file = tmp_path / "zed.invite"
    joining.write_invite(invitation, file)
    invited = joining.opened_invite(file, invitation.code)
    monkeypatch.setattr(members, "change", changed)
    with closing(new_file(tmp_path / "zed.ctpat", ann.workspace.key)) as zed:
        joining.join(zed, invited, places.of_folder(ann.folder), ann.place, "Zed")
        assert Laptop(zed, ann.folder, "Zed").sync().notes == []
        assert words(zed) == words(ann.workspace)


def test_an_invite_during_a_round_is_not_forgotten_by_it(ann, bob):
    write(bob, "fence")
    bob.sync()
    asked = rounds.contact(ann.workspace, ann.place, Silent())
    joining.invite(ann.workspace, ann.place, {"*": "editor"})
    before = ledger.needed(ann.workspace)
    rounds.take_in(ann.workspace, asked, rounds.Report())
    assert text(ann) == "fence"
    after = ledger.needed(ann.workspace)
    assert (after.membership.head, after.entries) == (before.membership.head, before.entries)


def test_what_only_this_file_has_of_a_removed_member_is_said_once(ann, bob, tmp_path):
    cal = ann.invite("Cal", tmp_path / "cal.ctpat")
    with closing(cal.workspace):
        write(cal, "seen by Bob alone")
        cal.sync()
        assert bob.sync().taken == 1
        joining.remove(ann.workspace, ann.place, ledger.needed(cal.workspace).device)
    notes = [bob.sync().notes for _ in range(2)]
    assert [note for note in notes[0] if note.startswith("Cal was removed before all had")]
    assert notes[1] == []
    assert (text(bob), text(ann)) == ("seen by Bob alone", None)
