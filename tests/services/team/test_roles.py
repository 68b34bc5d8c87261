"""Which role a change needs: nobody gets round it, and who has it is not held up."""

from contextlib import closing
from datetime import datetime

import pytest

from ctpat_desktop.records import Account, Profile, Response
from ctpat_desktop.services.accounts import companies, settings
from ctpat_desktop.services.profile import answers, statements
from ctpat_desktop.services.registers import records
from ctpat_desktop.services.team import roles, standing
from ctpat_desktop.workspace.merge.change_set import ChangeSet
from ctpat_desktop.workspace.merge.ops import Copy, Op
from tests.services.team.laptops import Laptop, settle_down
from tests.services.team.test_hostile import forge
from tests.workspace.merge.copies import words

ACME, OTHER = "Acme", "Other"


@pytest.fixture
def ids(ann):
    """The companies of Ann's file by their names, with accounts and profiles."""
    companies.start(ann.workspace, OTHER, "customs_broker", 2026)
    ann.sync()
    with ann.workspace.read() as session:
        accounts = {row.company_id: row.id for row in session.query(Account)}
        profiles = {row.account_id: row.id for row in session.query(Profile)}
    found = {}
    for row in companies.overview(ann.workspace):
        account = accounts[row.company_id]
        found[row.company] = (row.company_id, account, profiles[account])
    return found


@pytest.fixture
def eve(ann, ids, tmp_path):
    """Eve's laptop, who edits one company."""
    laptop = ann.invite("Eve", tmp_path / "e.ctpat", {ids[ACME][0]: "editor"})
    with closing(laptop.workspace):
        yield laptop


def op(table, record, action="changed", **changes):
    return Op("b", datetime(2026, 12, 1), "", "", "", table, record, action, changes)


def needed(laptop, ops, rows):
    with laptop.workspace.read() as session:
        return roles.needed(ChangeSet(tuple(ops), rows, {}, {}), Copy(session, ""))


def test_a_made_up_parent_makes_no_record_ones_own(ann, ids):
    mine, theirs = ids[ACME], ids[OTHER]
    rows = {
        ("response", "r"): {"id": "r", "profile_id": theirs[2], "criterion": "1.1"},
        ("profile", theirs[2]): {"id": theirs[2], "account_id": mine[1]},
    }
    asked = needed(ann, [op("response", "r", "added")], rows)
    assert asked == {("editor", theirs[0])}


def test_a_link_belongs_to_the_companies_of_both_it_joins(ann, ids):
    mine, theirs = ids[ACME], ids[OTHER]
    document = records.add(ann.workspace, "evidence", company_id=mine[0], title="x")
    answers.save(ann.workspace, theirs[1], "1.1", narrative="theirs")
    with ann.workspace.read() as session:
        answer = session.query(Response).filter_by(profile_id=theirs[2]).one().id
    row = {"id": "l", "evidence_id": document, "response_id": answer}
    asked = needed(ann, [op("evidence_link", "l", "added")], {("evidence_link", "l"): row})
    assert asked == {("editor", mine[0]), ("editor", theirs[0])}


def test_a_comment_belongs_to_the_company_of_what_it_is_on(ann, ids):
    mine, theirs = ids[ACME], ids[OTHER]
    row = {"company_id": mine[0], "table_name": "profile", "record_id": theirs[2]}
    asked = needed(ann, [op("comment", "c", "added")], {("comment", "c"): row})
    assert asked == {("reviewer", mine[0]), ("reviewer", theirs[0])}


def test_to_remove_what_never_was_is_for_nobody(ann, ids):
    assert needed(ann, [op("partner", "x", "removed")], {}) == {("editor", "*")}


def test_what_is_only_said_along_does_not_come_in(ann, ids, eve, monkeypatch):
    theirs = ids[OTHER]

    def along(value):
        row = {"id": "f" * 32, "company_id": theirs[0], "name": "Forged"}
        value["rows"].append(["partner", "f" * 32, row])
        value["open"].append(["partner", "f" * 32, "name", [["2026-12-01", "x", "Forged", "Eve"]]])

    answers.save(eve.workspace, ids[ACME][1], "1.1", narrative="may")
    forge(eve, monkeypatch, along)
    report = ann.sync()
    assert (report.taken, report.notes) == (1, [])
    assert ("partner", "f" * 32) not in words(ann.workspace)


def test_who_edits_one_company_goes_on_though_somebody_removed_what_it_hangs_on(ann, ids, eve):
    account = ids[ACME][1]
    write_at(ann, account, "an answer")
    settle_down([ann, eve])
    statements.add(eve.workspace, account, "1.1", text="a statement of it")
    eve.sync()
    ann.workspace.undo()
    assert ann.sync().notes == []
    settle_down([ann, eve])
    assert words(ann.workspace) == words(eve.workspace)


def write_at(laptop, account, text):
    answers.save(laptop.workspace, account, "1.1", narrative=text)


def test_a_slip_that_was_taken_back_holds_up_nothing(ann, ids, eve):
    answers.save(eve.workspace, ids[OTHER][1], "1.1", narrative="a slip")
    write_at(eve, ids[ACME][1], "hers to write")
    assert len(eve.sync().notes) == 1
    for _ in range(2):
        eve.workspace.undo()
    write_at(eve, ids[ACME][1], "hers to write again")
    assert eve.sync().notes == []
    assert standing.standing(eve.workspace).waiting == 0
    assert ann.sync().notes == []
    settle_down([ann, eve])
    assert words(ann.workspace) == words(eve.workspace)


def test_a_reader_who_takes_back_what_was_typed_is_told_nothing_more(ann, ids, tmp_path):
    with closing(ann.invite("Rita", tmp_path / "r.ctpat", {"*": "reader"}).workspace) as file:
        rita = Laptop(file, ann.folder, "Rita")
        write_at(rita, ids[ACME][1], "not hers")
        assert len(rita.sync().notes) == 1
        file.undo()
        assert rita.sync().notes == []


def test_a_choice_for_the_whole_file_stays_here_and_holds_up_nothing(ann, ids, eve):
    settings.put(eve.workspace, "review.window_days", 30)
    write_at(eve, ids[ACME][1], "hers to write")
    (note,) = eve.sync().notes
    assert note.startswith("1 change stays on this computer")
    assert (eve.sync().notes, ann.sync().notes) == ([], [])
    assert settings.get(ann.workspace, "review.window_days") == 90
    settings.put(ann.workspace, "review.window_days", 60)
    settle_down([ann, eve])
    assert words(ann.workspace) == words(eve.workspace)


def test_a_choice_about_a_record_belongs_to_its_company(ann, ids):
    course = records.add(ann.workspace, "course", company_id=ids[ACME][0], title="x")
    name = f"training.progress.{course}"
    asked = needed(ann, [op("setting", name, "added")], {("setting", name): {"id": name}})
    assert asked == {("editor", ids[ACME][0])}
