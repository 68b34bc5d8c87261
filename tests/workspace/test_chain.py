"""The chain of revisions: grown by every commit, and every change behind its back is named."""

from contextlib import closing

import pytest

from ctpat_desktop.records import RECORDS
from ctpat_desktop.records.index import MERGES
from ctpat_desktop.services.accounts import companies, overlays
from ctpat_desktop.services.evidence import library
from ctpat_desktop.services.files import upkeep
from ctpat_desktop.services.files import workspaces as files
from ctpat_desktop.services.profile import answers
from ctpat_desktop.services.registers import records
from ctpat_desktop.services.samples import sample_file
from ctpat_desktop.workspace import chain, engine
from ctpat_desktop.workspace.repair import health, replay
from tests.workspace.walking import Walk


@pytest.fixture
def account(workspace):
    return companies.start(workspace, "Acme", "importer", 2026)


@pytest.fixture
def company(workspace, account):
    return companies.dossier(workspace, account).company.id


def tip_of(workspace):
    with workspace.bare() as connection:
        return connection.execute(
            "SELECT chain FROM revision ORDER BY number DESC LIMIT 1"
        ).fetchone()[0]


def change(workspace, *statements):
    with workspace.bare() as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        for statement in statements:
            connection.execute(statement)
        connection.execute("PRAGMA foreign_keys = ON")


def damage_set(workspace):
    return {(row.where, row.what) for row in upkeep.check(workspace)}


def test_the_hash_of_a_known_revision():
    row = dict.fromkeys(chain.COVERED, "x") | {"number": 1, "changes": {"name": ["", "Ñ"]}}
    assert chain.link(chain.START, row) == KNOWN
    assert chain.link(KNOWN, row) != KNOWN


KNOWN = "64ec21aac27c80ef5e2d0898f3f4e1c13a9ef6ffbb01be56f3cb7cf7d61e47a3"


def test_every_commit_extends_the_chain(workspace, company):
    seen = [tip_of(workspace)]
    for step in (
        lambda: records.change(workspace, "company", company, phone="1"),
        workspace.undo,
        workspace.redo,
        lambda: records.add(workspace, "site", company_id=company, name="Dock"),
        lambda: library.add_bytes(workspace, company, "a.txt", b"x"),
    ):
        step()
        assert tip_of(workspace) not in seen
        assert tip_of(workspace) == workspace.tip
        seen.append(tip_of(workspace))
    assert upkeep.check(workspace) == ()


COVERED = [
    ("batch", "'b'"),
    ("at", "'2020-01-01 00:00:00.000000'"),
    ("who", "'mallory'"),
    ("what", "'nothing'"),
    ("table_name", "'site'"),
    ("record_id", "'r'"),
    ("action", "'removed'"),
    ("changes", "'{}'"),
    ("chain", "'" + "0" * 64 + "'"),
]


@pytest.mark.parametrize(("column", "value"), COVERED)
def test_a_changed_revision_is_named(workspace, company, column, value):
    assert {name for name, _ in COVERED} | {"number"} == {*chain.COVERED, "chain"}
    change(workspace, f"UPDATE revision SET {column} = {value} WHERE number = 2")
    words = "The history was changed, or this entry is damaged."
    assert ("revision 2", words) in damage_set(workspace)


def test_a_deleted_revision_is_named(workspace, company):
    records.change(workspace, "company", company, phone="1")
    change(workspace, "DELETE FROM revision WHERE number = 2")
    assert ("revision 2 to 2", "Changes are missing from the history.") in damage_set(workspace)
    assert any(where == "revision 3" for where, _ in damage_set(workspace))


def test_the_newest_revision_deleted_is_seen_on_its_record(workspace, company):
    records.change(workspace, "company", company, phone="1")
    change(workspace, "DELETE FROM revision WHERE number = (SELECT max(number) FROM revision)")
    where = f"company {company} (“Acme”)"
    assert (where, "It was changed behind the history's back: phone.") in damage_set(workspace)


def test_swapped_revisions_are_named(workspace, company):
    change(
        workspace,
        "UPDATE revision SET number = -1 WHERE number = 1",
        "UPDATE revision SET number = 1 WHERE number = 2",
        "UPDATE revision SET number = 2 WHERE number = -1",
    )
    assert {"revision 1", "revision 2"} <= {where for where, _ in damage_set(workspace)}


def test_an_inserted_revision_is_named(workspace, company):
    change(
        workspace,
        "INSERT INTO revision SELECT max(number) + 1, 'b', at, who, what, table_name, record_id,"
        ' \'changed\', \'{"phone": ["", "9"]}\', chain FROM revision',
    )
    assert any(where.startswith("revision ") for where, _ in damage_set(workspace))


EMPTY = (
    *("setting", "criterion_overlay", "import_report", "statement"),
    *("walk", "walk_answer", "walk_form"),
    *("portal_entry", "finding_mark", "portal_step", "submission"),
    *("validation_question", "appeal_file", "policy_review"),
    *("risk_trigger", "evidence_version", "answer_review", "comment", *MERGES),
)
FILLED = [name for name in RECORDS if name not in EMPTY]
"""The tables the sample has records in."""


@pytest.mark.parametrize("first", range(0, len(FILLED), 20))
def test_a_record_changed_behind_the_historys_back_is_named(sample, first):
    changed = set()
    with closing(engine.bare(sample, None)) as connection:
        for table in FILLED[first : first + 20]:
            (key,) = connection.execute(f"SELECT id FROM {table} ORDER BY id").fetchone()
            connection.execute(f"UPDATE {table} SET position = position + 1 WHERE id = ?", (key,))
            changed.add(f"{table} {key}")
    damages = health.verify(sample, None)
    assert {row.what for row in damages} == {"It was changed behind the history's back: position."}
    assert {" ".join(row.where.split()[:2]) for row in damages} == changed
    assert len(damages) == len(changed)


def test_records_added_and_removed_behind_its_back_are_named(workspace, company):
    site = records.add(workspace, "site", company_id=company, name="Dock")
    change(
        workspace,
        "INSERT INTO company SELECT * FROM company WHERE 0",
        f"UPDATE site SET id = 'other' WHERE id = '{site}'",
    )
    assert damage_set(workspace) == {
        (f"site {site} (“Dock”)", "The history has it, but it is not in its table."),
        ("site other (“Dock”)", "It was changed behind the history's back: the whole record."),
    }


@pytest.mark.parametrize("name", sample_file.SAMPLES)
@pytest.mark.parametrize("passphrase", ["", "kettle"])
def test_the_samples_are_in_order(tmp_path, name, passphrase):
    sample_file.create(tmp_path / "s.ctpat", name, passphrase).close()
    assert upkeep.check_file(tmp_path / "s.ctpat", passphrase) == ()


def test_an_older_action_on_its_own_is_clean(workspace, account):
    overlays.save(workspace, account, "1.1", level="must")
    answers.save(workspace, account, "1.1", narrative="x")
    overlays.reset(workspace, account, "1.1")
    for _ in range(4):
        workspace.undo()
    for _ in range(3):
        workspace.redo()
    assert upkeep.check(workspace) == ()


@pytest.mark.parametrize("seed", [11, pytest.param(12, marks=pytest.mark.slow)])
def test_three_hundred_random_steps_end_in_order(workspace, seed):
    """What the history replays to is what the tables hold, value by value."""
    walk = Walk(workspace, seed)
    key, path = workspace.key, workspace.path
    for number in range(300):
        dice = walk.chance.random()
        if dice < 0.15 and workspace.can_undo != "Add company":
            workspace.undo()
        elif dice < 0.25:
            workspace.redo()
        else:
            walk.step()
        if number == 150:
            workspace.close()
            files.open_with(path, key).close()
            walk.workspace = workspace = files.open_with(path, key)
    assert upkeep.check(workspace) == ()
    with workspace.bare() as connection:
        told = replay.last_state(connection)
        for table in RECORDS:
            there = replay.stored(connection, table)
            assert there.keys() == told[table].keys()
            for record_id, values in there.items():
                assert replay.differing(told[table][record_id], values) == []
    workspace.close()
