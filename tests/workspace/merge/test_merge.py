"""Two copies of a file come together, field by field."""

import pytest

from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.profile import answers
from ctpat_desktop.services.registers import records
from tests.workspace.merge.copies import another, merge, open_values, words


@pytest.fixture
def pair(workspace):
    """Two copies of a small file, its account and a site."""
    account = companies.start(workspace, "Acme", "importer", 2026)
    company = companies.dossier(workspace, account).company.id
    site = records.add(workspace, "site", company_id=company, name="Dock", city="El Paso")
    other = another(workspace, "other.ctpat")
    yield workspace, other, account, site
    other.close()


def field(workspace, table, record_id, name):
    with workspace.bare() as connection:
        row = connection.execute(
            f'SELECT "{name}" FROM {table} WHERE id = ?', (record_id,)
        ).fetchone()
    return row and row[0]


def test_what_only_one_side_changed_is_taken(pair):
    mine, theirs, _, site = pair
    records.change(mine, "site", site, name="Yard")
    records.change(theirs, "site", site, city="Laredo")
    plan = merge(mine, theirs)
    assert (plan.taken, plan.same, plan.conflicts) == (1, 0, [])
    assert field(mine, "site", site, "name") == "Yard"
    assert field(mine, "site", site, "city") == "Laredo"
    merge(theirs, mine)
    assert words(mine) == words(theirs)


def test_merging_twice_changes_nothing(pair):
    mine, theirs, _, site = pair
    records.change(theirs, "site", site, city="Laredo")
    merge(mine, theirs)
    before, undo = words(mine), mine.can_undo
    assert merge(mine, theirs).taken == 0
    assert (words(mine), mine.can_undo) == (before, undo)


def test_the_same_answer_made_on_both_sides_is_one(pair):
    mine, theirs, account, _ = pair
    answers.save(mine, account, "9.1", status="in_place")
    answers.save(theirs, account, "9.1", narrative="A fence.")
    plan = merge(mine, theirs)
    assert plan.conflicts == []
    rows = [row for (table, _), row in words(mine).items() if table == "response"]
    assert len(rows) == 1
    merge(theirs, mine)
    assert words(mine) == words(theirs)


def test_both_changed_differently_is_a_conflict_with_every_value_kept(pair):
    mine, theirs, _, site = pair
    records.change(mine, "site", site, city="Tucson")
    records.change(theirs, "site", site, city="Laredo")
    plan = merge(mine, theirs)
    (conflict,) = plan.conflicts
    assert conflict == (("site", site, "city"), "Tucson", "Laredo", "El Paso")
    merge(theirs, mine)
    assert words(mine) == words(theirs)
    assert open_values(mine) == open_values(theirs) != {}
    (values,) = open_values(mine).values()
    assert values == ["'Laredo'", "'Tucson'"]


def test_both_changed_alike_is_no_conflict(pair):
    mine, theirs, _, site = pair
    for copy in (mine, theirs):
        records.change(copy, "site", site, city="Laredo")
    plan = merge(mine, theirs)
    assert (plan.taken, plan.same, plan.conflicts) == (0, 1, [])


def test_removed_here_and_changed_there_is_asked_and_stays(pair):
    mine, theirs, _, site = pair
    records.remove(mine, "site", site)
    records.change(theirs, "site", site, city="Laredo")
    plan = merge(mine, theirs)
    assert plan.conflicts == [(("site", site, ""), False, True, True)]
    assert field(mine, "site", site, "city") == "Laredo"
    merge(theirs, mine)
    assert words(mine) == words(theirs)


def test_removed_on_one_side_only_goes(pair):
    mine, theirs, _, site = pair
    records.remove(theirs, "site", site)
    assert merge(mine, theirs).conflicts == []
    assert field(mine, "site", site, "city") is None


def test_what_something_new_hangs_on_stays(pair):
    mine, theirs, account, site = pair
    records.remove(theirs, "site", site)
    answers.save(mine, account, "9.1", site, narrative="Here.")
    merge(mine, theirs)
    merge(theirs, mine)
    assert field(theirs, "site", site, "city") == "El Paso"
    assert words(mine) == words(theirs)


def test_undo_takes_a_whole_merge_back_and_it_can_be_merged_again(pair):
    mine, theirs, _, site = pair
    records.change(mine, "site", site, city="Tucson")
    before = words(mine)
    records.change(theirs, "site", site, city="Laredo", name="Gate")
    merge(mine, theirs)
    after = words(mine)
    mine.undo()
    assert words(mine) == before
    assert open_values(mine) == {}
    merge(mine, theirs)
    assert words(mine) == after
    mine.undo()
    merge(theirs, mine)
    assert field(theirs, "site", site, "name") == "Gate"


def test_what_nothing_hangs_on_any_more_is_removed_whoever_merges_first(workspace):
    account = companies.start(workspace, "Acme", "importer", 2026)
    company = companies.dossier(workspace, account).company.id
    old, new = (
        records.add(workspace, "partner", company_id=company, name=name) for name in ("Old", "New")
    )
    paper = records.add(workspace, "certificate", company_id=company, partner_id=old, number="7")
    theirs = another(workspace, "other.ctpat")
    records.change(workspace, "certificate", paper, partner_id=new)
    records.remove(workspace, "partner", old)
    records.change(theirs, "partner", new, notes="seen")
    assert merge(workspace, theirs).conflicts == []
    assert merge(theirs, workspace).conflicts == []
    assert field(theirs, "partner", old, "name") is None
    assert words(workspace) == words(theirs)
    theirs.close()
