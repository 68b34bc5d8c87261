"""A company leaves as a file of its own and comes into another one, history and documents too."""

import json
from datetime import date

import pytest
from sqlalchemy import select

from ctpat_desktop.records import RECORDS, Company, Profile, Revision
from ctpat_desktop.records.base import Base
from ctpat_desktop.services.accounts import archive, companies, company_files
from ctpat_desktop.services.files import upkeep, workspaces
from ctpat_desktop.services.spelling import own_words
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.workspace import door
from ctpat_desktop.workspace.subset.links import columns
from tests.workspace.subset.one_of_each import GOING, OURS, THEIRS, document, fill, record_id, word

COMPANY = record_id("company", OURS)
TODAY = date(2026, 6, 1)
AWAY = f"archived.{COMPANY}"


@pytest.fixture(scope="module")
def both(tmp_path_factory):
    """A file with one record of two companies in every table; nothing is written into it."""
    path = tmp_path_factory.mktemp("companies") / "both.ctpat"
    opened = door.create_workspace(path)
    fill(opened)
    yield opened
    opened.close()


@pytest.fixture
def mine(workspace):
    """A file with a company of its own."""
    companies.start(workspace, "Acme", "importer", 2026)
    return workspace


def rows(workspace, table, whose):
    with workspace.bare() as connection:
        query = f'SELECT * FROM "{table}" WHERE id = ?'
        return connection.execute(query, (record_id(table, whose),)).fetchall()


def count(workspace, table):
    with workspace.bare() as connection:
        return connection.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0]


def test_a_company_leaves_whole_and_opens_in_a_file_of_its_own(both, tmp_path):
    place = company_files.Place(tmp_path / "ours.ctpat", "a passphrase")
    written = company_files.take_out(both, COMPANY, place)
    assert written.rows["partner"] == written.documents == 1
    with workspaces.opened(place.path, "a passphrase") as alone:
        assert [line.name for line in archive.companies(alone)] == [f"{word(OURS)} name"]
        for table in GOING:
            assert rows(alone, table, OURS) == rows(both, table, OURS), table
            assert rows(alone, table, THEIRS) == [], table
    assert [line.id for line in archive.companies(both)] == sorted(
        [COMPANY, record_id("company", THEIRS)], key=lambda one: one != COMPANY
    )


def test_a_company_that_left_is_not_archived_there(workspace, tmp_path):
    fill(workspace)
    archive.archive(workspace, COMPANY, TODAY)
    company_files.take_out(workspace, COMPANY, company_files.Place(tmp_path / "ours.ctpat"))
    with workspaces.opened(tmp_path / "ours.ctpat") as alone:
        assert [line.archived_on for line in archive.companies(alone)] == [None]


def test_habits_of_this_file_stay_where_a_company_leaves(workspace, tmp_path):
    fill(workspace)
    store(workspace, "list.partner", {"words": "another client"})
    store(workspace, "review.window_days", 5)
    company_files.take_out(workspace, COMPANY, company_files.Place(tmp_path / "ours.ctpat"))
    with workspaces.opened(tmp_path / "ours.ctpat") as alone, alone.bare() as connection:
        names = [row[0] for row in connection.execute("SELECT id FROM setting ORDER BY id")]
        told = connection.execute("SELECT count(*) FROM revision WHERE record_id = 'list.partner'")
        assert told.fetchone() == (0,)
    assert names == [record_id("setting", OURS), "review.window_days"]


def test_own_words_of_this_file_stay_too_also_those_removed(workspace, tmp_path):
    fill(workspace)
    own_words.add(workspace, "Qxclient")
    own_words.add(workspace, "Zzclient")
    own_words.remove(workspace, ["Zzclient"])
    company_files.take_out(workspace, COMPANY, company_files.Place(tmp_path / "ours.ctpat"))
    with workspaces.opened(tmp_path / "ours.ctpat") as alone, alone.bare() as connection:
        about = "SELECT count(*) FROM revision WHERE record_id LIKE '%client'"
        assert connection.execute(about).fetchone() == (0,)
        assert own_words.listed(alone) == []


def test_a_company_comes_in_with_every_record_and_document(both, mine):
    arrived = company_files.bring_in(mine, both, COMPANY)
    assert arrived == company_files.Arrived(
        f"{word(OURS)} name", record_id("account", OURS), len(GOING), 1
    )
    for table in GOING:
        assert rows(mine, table, OURS) == rows(both, table, OURS), table
        assert rows(mine, table, THEIRS) == [], table
    with mine.bare() as connection:
        chunks = connection.execute("SELECT content FROM evidence_chunk").fetchall()
        texts = connection.execute("SELECT text FROM evidence_text").fetchall()
    assert (chunks, texts) == ([(document(OURS),)], [(word(OURS),)])
    assert count(mine, "itrac_line") == 1
    assert upkeep.check(mine) == ()


def test_its_history_comes_too_and_says_where_it_is_from(both, mine):
    company_files.bring_in(mine, both, COMPANY)
    with mine.read() as session:
        told = session.execute(
            select(Revision.what, Revision.who, Revision.action)
            .where(Revision.record_id == record_id("partner", OURS))
            .order_by(Revision.number)
        ).all()
    assert [row.what for row in told] == [
        "Add ours (from both.ctpat)",
        f"Bring in {word(OURS)} name",
    ]


def test_what_is_written_after_is_chained_and_kept_for_saving_elsewhere(both, mine):
    company_files.bring_in(mine, both, COMPANY)
    with mine.work("Rename") as unit:
        unit.session.get(Company, COMPANY).name = "Renamed"
    numbers = [row[0] for row in mine.journal.rows()]
    assert numbers == list(range(1, count(mine, "revision") + 1))
    assert mine.holds_tip()
    assert upkeep.check(mine) == ()


def test_one_undo_takes_the_company_back_and_one_redo_brings_it(both, mine):
    company_files.bring_in(mine, both, COMPANY)
    mine.undo()
    assert [line.name for line in archive.companies(mine)] == ["Acme"]
    assert sum(len(rows(mine, table, OURS)) for table in GOING) == 0
    assert upkeep.check(mine) == ()
    mine.redo()
    assert rows(mine, "partner", OURS) == rows(both, "partner", OURS)
    assert upkeep.check(mine) == ()


def test_a_company_that_is_here_is_refused_in_one_line(both, mine):
    company_files.bring_in(mine, both, COMPANY)
    before = count(mine, "revision")
    with pytest.raises(Problem, match="is in this file already"):
        company_files.bring_in(mine, both, COMPANY)
    assert count(mine, "revision") == before


def test_a_record_that_is_here_under_another_company_is_refused(both, mine):
    with mine.work("Clash") as unit:
        company = unit.session.scalars(select(Company.id)).one()
        clash = {"id": record_id("partner", OURS), "company_id": company, "name": "Clash"}
        unit.add_many("partner", [clash])
    with pytest.raises(Problem, match="a partner has the same number"):
        company_files.bring_in(mine, both, COMPANY)
    assert count(mine, "evidence_chunk") == 0
    assert upkeep.check(mine) == ()


def store(workspace, name, value):
    with workspace.work("Choose") as unit:
        unit.add_many("setting", [{"id": name, "value": json.dumps(value)}])


@pytest.fixture
def other(tmp_path):
    """A file with a company on an edition that was added to it."""
    with_edition = door.create_workspace(tmp_path / "other.ctpat")
    companies.start(with_edition, "Zinc", "importer", 2026)
    with with_edition.work("Move") as unit:
        unit.session.scalars(select(Profile)).one().edition = "2031-own"
    store(with_edition, "edition.file.2031-own", {"words": "theirs"})
    store(with_edition, "edition.file.other", {"words": "not needed"})
    store(with_edition, "review.window_days", 5)
    yield with_edition
    with_edition.close()


def zinc(other):
    return archive.named(other, "Zinc").id


def test_the_edition_a_company_is_on_comes_along_and_no_other_choice(other, mine):
    company_files.bring_in(mine, other, zinc(other))
    with mine.bare() as connection:
        names = connection.execute("SELECT id FROM setting").fetchall()
    assert names == [("edition.file.2031-own",)]


def test_another_edition_of_the_same_name_is_refused(other, mine):
    store(mine, "edition.file.2031-own", {"words": "ours"})
    with pytest.raises(Problem, match="says something else"):
        company_files.bring_in(mine, other, zinc(other))


def test_an_archived_company_is_read_and_not_changed(workspace):
    fill(workspace)
    archive.archive(workspace, COMPANY, TODAY)
    assert archive.words(workspace, COMPANY) == "This company was archived on 06/01/2026."
    for table, values in (("company", {"name": "x"}), ("statement", {"text": "x"})):
        with pytest.raises(Problem, match="is archived"), workspace.work("Change") as unit:
            unit.change_many(table, {record_id(table, OURS): values})
    with workspace.work("Change") as unit:
        unit.change_many("company", {record_id("company", THEIRS): {"name": "x"}})
    assert rows(workspace, "company", OURS)[0][columns("company").index("name")] != "x"


def test_archiving_is_a_step_and_brought_back_it_is_worked_on(workspace):
    fill(workspace)
    archive.archive(workspace, COMPANY, TODAY)
    workspace.undo()
    archive.archive(workspace, COMPANY, TODAY)
    with pytest.raises(Problem, match="archived already"):
        archive.archive(workspace, COMPANY, TODAY)
    archive.bring_back(workspace, COMPANY)
    with workspace.work("Change") as unit:
        unit.change_many("company", {COMPANY: {"name": "x"}})


def test_the_last_company_is_not_archived(mine):
    (line,) = archive.companies(mine)
    with pytest.raises(Problem, match="only company"):
        archive.archive(mine, line.id, TODAY)


def test_archived_accounts_are_out_of_the_lists_unless_they_are_named(workspace):
    first = companies.start(workspace, "Acme", "importer", 2026)
    second = companies.start(workspace, "Birch", "importer", 2026)
    birch = archive.named(workspace, "Birch").id
    archive.archive(workspace, birch, TODAY)
    assert [line.account_id for line in companies.overview(workspace)] == [first]
    assert len(companies.overview(workspace, with_archived=True)) == 2
    assert companies.choose(workspace) == first
    assert companies.choose(workspace, "Birch") == second


def test_every_table_of_a_company_is_in_what_is_checked_here():
    own = {"team_file", "team_value"}  # of this laptop: never part of another file
    copied = {"evidence_chunk", "evidence_text", "itrac_line", "revision"}
    assert copied | own == set(Base.metadata.tables) - set(RECORDS)
