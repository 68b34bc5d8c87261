"""What two people added for one thing is offered for joining, and joined with all of it."""

import pytest

from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.merging import doubles, merge
from ctpat_desktop.services.profile import answers
from ctpat_desktop.services.registers import records
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.workspace.merge.writing import Source
from ctpat_desktop.workspace.repair import health
from tests.workspace.merge.copies import another, words


@pytest.fixture
def pair(workspace):
    account = companies.start(workspace, "Acme", "importer", 2026)
    company = companies.dossier(workspace, account).company.id
    other = another(workspace, "other.ctpat")
    yield workspace, other, account, company
    other.close()


def both(pair, table, mine, theirs):
    """Let both sides add a record, take theirs in, and return the ids and what looks alike."""
    here, there, _, company = pair
    known = records.add(here, table, company_id=company, **mine)
    fresh = records.add(there, table, company_id=company, **theirs)
    records.add(there, "action", company_id=company, title="Visit", **{f"{table}_id": fresh})
    done = merge.take(here, there, Source("file", "other.ctpat"))
    return known, fresh, doubles.likely(here, done.changes)


WIND = {"name": "Nord Wind", "country": "DE"}
DOCK = {"name": "A", "line1": "1 Dock Rd", "city": "Reno"}


@pytest.mark.parametrize(
    ("table", "mine", "theirs", "is_double"),
    [
        ("partner", WIND, {"name": "NORD WIND"}, True),
        ("partner", WIND, {"country": "FR"}, False),
        ("partner", {"name": "Nord Wind"}, {}, False),
        ("site", DOCK, {"name": "B"}, True),
        ("site", {"name": "Yard"}, {"name": "yard"}, True),
        ("site", {"name": "Yard"}, {"name": "Barn"}, False),
    ],
)
def test_what_looks_alike(pair, table, mine, theirs, is_double):
    known, fresh, found = both(pair, table, mine, {**mine, **theirs})
    assert [(row.known, row.fresh) for row in found] == ([(known, fresh)] if is_double else [])


def test_both_are_joined_with_what_hangs_on_them_and_the_other_copy_follows(pair):
    here, there, *_ = pair
    mine = {"name": "Nord Wind", "country": "DE"}
    known, fresh, (double,) = both(pair, "partner", mine, {**mine, "city": "Kiel"})
    doubles.join(here, double)
    after = words(here)
    assert ("partner", fresh) not in after
    assert "Kiel" in after["partner", known]
    (action,) = [row for (table, _), row in after.items() if table == "action"]
    assert known in action
    assert health.verify(here.path, here.key) == ()
    merge.take(there, here, Source("file", "a"))
    assert words(there) == after
    here.undo()
    assert ("partner", fresh) in words(here)


def test_a_site_with_answers_of_its_own_is_not_joined(pair):
    here, there, account, company = pair
    records.add(here, "site", company_id=company, name="Yard")
    fresh = records.add(there, "site", company_id=company, name="Yard")
    answers.save(there, account, "9.1", fresh, narrative="A fence.")
    done = merge.take(here, there, Source("file", "other.ctpat"))
    (double,) = doubles.likely(here, done.changes)
    before = words(here)
    with pytest.raises(Problem, match="was not joined"):
        doubles.join(here, double)
    assert words(here) == before
