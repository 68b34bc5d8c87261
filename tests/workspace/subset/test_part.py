"""A part of a workspace as a new file: exactly what was chosen, with its history and documents."""

import json
import os
from contextlib import closing

import pytest

from ctpat_desktop.records import RECORDS
from ctpat_desktop.records.base import Base
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.workspace import blobs, door, open_rows
from ctpat_desktop.workspace import engine as files
from ctpat_desktop.workspace.keys import Key
from ctpat_desktop.workspace.repair import health
from ctpat_desktop.workspace.subset import links
from ctpat_desktop.workspace.subset.selection import Roots, closure
from ctpat_desktop.workspace.subset.writing import Target, write_part
from tests.workspace.subset.one_of_each import GOING, OURS, THEIRS, document, fill, record_id, word

KEY = Key(os.urandom(32), os.urandom(16))
COMPANY = frozenset({record_id("company", OURS)})


@pytest.fixture(scope="module")
def both(tmp_path_factory):
    """A file with one record of two companies in every table; nothing is written into it."""
    path = tmp_path_factory.mktemp("part") / "both.ctpat"
    opened = door.create_workspace(path)
    fill(opened)
    with opened.work("Change a partner") as unit:
        unit.change_many("partner", {record_id("partner", OURS): {"name": "Later words"}})
    yield opened
    opened.close()


@pytest.fixture
def make(both, tmp_path):
    """Make a part of the file with both and open it bare."""
    opened = []

    def made(roots, since=""):
        target = Target(tmp_path / f"part {len(opened)}.ctpat", KEY, since)
        with open_rows.standing(both) as source:
            write_part(source, closure(source, roots), target)
        connection = files.bare(target.path, KEY)
        opened.append(connection)
        return connection

    yield made
    for connection in opened:
        connection.close()


def chosen(both, **roots):
    with open_rows.standing(both) as source:
        return closure(source, Roots(**roots))


def rows(connection, table):
    order = ", ".join(links.columns(table))
    return connection.execute(f'SELECT * FROM "{table}" ORDER BY {order}').fetchall()


def test_every_table_goes_one_of_three_ways():
    tables = {*RECORDS, *links.derived(), *links.of_documents(), *links.APART}
    assert set(Base.metadata.tables) == tables


def test_what_is_pointed_to_stands_before_it_in_the_order_of_tables():
    order = list(RECORDS)
    late = [
        (table, link)
        for table in order
        for link in links.links(table)
        if order.index(link.parent) >= order.index(table)
    ]
    assert late == []


def test_a_company_has_exactly_its_own_record_in_every_table(both):
    rows = chosen(both, companies=COMPANY).rows
    assert {table: set(ids) for table, ids in rows.items()} == {
        table: {record_id(table, OURS)} for table in GOING
    }


def test_all_of_a_file_is_the_same_row_for_row(both, make):
    part = make(Roots(with_removed=True))
    with both.bare() as whole:
        for table in Base.metadata.tables:
            assert rows(part, table) == rows(whole, table), table


def test_nothing_of_the_other_company_is_in_the_pages_of_the_part(make, tmp_path):
    part = make(Roots(companies=COMPANY))
    plain = tmp_path / "plain.ctpat"
    part.execute("ATTACH DATABASE ? AS plain KEY ''", (str(plain),))
    part.execute("SELECT sqlcipher_export('plain')").fetchall()
    part.execute("DETACH DATABASE plain")
    found = plain.read_bytes()
    assert word(OURS).encode() in found
    assert word(THEIRS).encode() not in found
    assert record_id("company", THEIRS).encode() not in found


def test_the_part_is_whole_and_has_a_chain_of_its_own(make, tmp_path):
    part = make(Roots(companies=COMPANY))
    assert health.verify(tmp_path / "part 0.ctpat", KEY) == ()
    numbers = [row[0] for row in part.execute("SELECT number FROM revision ORDER BY number")]
    assert numbers == list(range(1, len(GOING) + 2))


def test_steps_times_and_names_of_the_history_stay(both, make):
    part = make(Roots(companies=COMPANY))
    query = (
        "SELECT batch, at, who, what FROM revision WHERE table_name = 'partner' AND record_id = ?"
    )
    mine = (record_id("partner", OURS),)
    with both.bare() as whole:
        assert part.execute(query, mine).fetchall() == whole.execute(query, mine).fetchall()


def test_documents_come_with_what_names_them(make):
    part = make(Roots(companies=COMPANY))
    (content,) = part.execute("SELECT content FROM evidence_chunk").fetchone()
    assert content == document(OURS)
    assert part.execute("SELECT text FROM evidence_text").fetchall() == [(word(OURS),)]


def test_a_chosen_record_brings_its_children_and_what_it_points_to(both):
    rows = chosen(both, companies=COMPANY, registers=frozenset({"inspection"})).rows
    assert {"inspection", "inspection_point", "attachment"} - rows.keys() == {"attachment"}
    assert {"evidence", "evidence_version", "site", "action", "partner"} <= rows.keys()
    assert not {"seal", "partner_contact", "response", "walk"} & rows.keys()


def test_a_table_left_out_is_left_out_whoever_points_to_it(both):
    selection = chosen(both, companies=COMPANY, without=frozenset({"evidence"}))
    assert not {"evidence", "evidence_link", "attachment"} & selection.rows.keys()
    assert selection.emptied["inspection"] == {
        "evidence_id": frozenset({record_id("evidence", OURS)})
    }


def test_a_pointer_to_what_does_not_go_is_empty_in_row_and_history(make):
    part = make(Roots(companies=COMPANY, without=frozenset({"evidence"})))
    assert part.execute("SELECT evidence_id FROM inspection").fetchall() == [(None,)]
    query = "SELECT count(*) FROM revision WHERE changes LIKE ?"
    name = f"%{record_id('evidence', OURS)}%"
    assert part.execute(query, (name,)).fetchone() == (0,)


def test_a_site_that_is_not_chosen_takes_what_is_there_with_it(both):
    rows = chosen(both, companies=COMPANY, sites=frozenset()).rows
    assert not {"site", "response", "inspection", "inspection_point", "seal_batch"} & rows.keys()
    assert {"seal", "partner", "procedure"} <= rows.keys()


@pytest.mark.parametrize(("section", "goes"), [("9", True), ("1", False)])
def test_sections_choose_by_the_number_of_the_criterion(both, section, goes):
    rows = chosen(both, sections=frozenset({section}), registers=frozenset()).rows
    assert ({"response", "statement", "evidence_link"} <= rows.keys()) is goes


def test_a_criterion_of_their_own_is_in_the_category_they_gave_it(workspace):
    fill(workspace)
    with workspace.work("Own") as unit:
        own = {record_id("criterion_overlay", OURS): {"is_own": True, "category": 3}}
        unit.change_many("criterion_overlay", own)
    assert chosen(workspace, sections=frozenset({"3"})).rows.keys() >= {"response"}
    assert "response" not in chosen(workspace, sections=frozenset({"9"})).rows


def test_a_setting_follows_the_account_it_names(both):
    rows = chosen(both, accounts=frozenset({record_id("account", THEIRS)})).rows
    assert rows["setting"] == {record_id("setting", THEIRS)}


def test_a_history_from_a_day_on_says_what_everything_was(both, make):
    with both.bare() as whole:
        query = "SELECT at, number FROM revision WHERE what = 'Change a partner'"
        at, newest = whole.execute(query).fetchone()
    part = make(Roots(companies=COMPANY), since=at)
    told = part.execute("SELECT what, table_name, changes FROM revision ORDER BY number").fetchall()
    assert len(told) == len(GOING) + 1
    assert told[-1][0] == "Change a partner"
    (partner,) = [json.loads(row[2]) for row in told[:-1] if row[1] == "partner"]
    assert partner["name"] == [None, f"{word(OURS)} name"]
    assert newest > len(told)


def test_documents_of_before_the_day_stay_out(workspace, tmp_path):
    fill(workspace)
    with workspace.work("Replace") as unit:
        sha256, size = blobs.store(unit.session, [b"newer"])
        newer = {"sha256": sha256, "size": size}
        for table in ("evidence", "evidence_version", "packet", "submission", "course"):
            columns = links.columns(table)
            fresh = {name: value for name, value in newer.items() if name in columns}
            fresh |= {"signed_sha256": sha256} if table == "packet" else {}
            unit.change_many(table, {record_id(table, OURS): fresh})
    with workspace.bare() as connection:
        tomorrow = connection.execute("SELECT date(max(at), '+1 day') FROM revision").fetchone()[0]
    for since, count in (("", 2), (tomorrow, 1)):
        with open_rows.standing(workspace) as source:
            target = Target(tmp_path / f"part{since}.ctpat", KEY, since)
            selection = closure(source, Roots(companies=COMPANY))
            assert write_part(source, selection, target).documents == count


def test_what_went_is_in_the_history_where_it_was_asked_for(workspace, tmp_path):
    fill(workspace)
    with workspace.work("Remove") as unit:
        for table in ("attachment", "evidence_link", "evidence_version"):
            unit.remove_many(table, [record_id(table, OURS), record_id(table, THEIRS)])
    with open_rows.standing(workspace) as source:
        selection = closure(source, Roots(companies=COMPANY, with_removed=True))
        write_part(source, selection, Target(tmp_path / "part.ctpat", KEY))
    assert selection.removed == {
        table: {record_id(table, OURS)}
        for table in ("attachment", "evidence_link", "evidence_version")
    }
    with closing(files.bare(tmp_path / "part.ctpat", KEY)) as part:
        query = "SELECT count(*) FROM revision WHERE action = 'removed'"
        assert part.execute(query).fetchone() == (3,)


def test_nothing_is_made_over_what_is_there(both, tmp_path):
    target = tmp_path / "part.ctpat"
    target.write_bytes(b"mine")
    with open_rows.standing(both) as source, pytest.raises(Problem, match="exists already"):
        write_part(source, closure(source, Roots()), Target(target, KEY))
    assert target.read_bytes() == b"mine"


def test_nothing_is_made_of_a_file_with_a_damaged_document(workspace, tmp_path):
    fill(workspace)
    with workspace.bare() as connection:
        connection.execute("UPDATE evidence_chunk SET content = x'00'")
    with open_rows.standing(workspace) as source, pytest.raises(Problem, match="damaged"):
        write_part(source, closure(source, Roots()), Target(tmp_path / "part.ctpat", KEY))
    assert [path.name for path in tmp_path.iterdir() if "part" in path.name] == []
