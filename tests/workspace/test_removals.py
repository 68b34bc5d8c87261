"""Undo of very many new records: short in the file, whole to whoever reads, and nothing dangles."""

import pytest
from sqlalchemy import select

from ctpat_desktop.records import Partner, PartnerContact, Revision
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.files import upkeep
from ctpat_desktop.services.history import versions
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.workspace import history, links
from ctpat_desktop.workspace.undo_steps import Step

COUNT = history.MANY + 1
FIRST = f"{0:032x}"


@pytest.fixture
def account(workspace):
    return companies.start(workspace, "Acme", "importer", 2026)


@pytest.fixture
def company(workspace, account):
    return companies.dossier(workspace, account).company.id


@pytest.fixture
def step(workspace, company):
    """Return the step of adding very many partners."""
    with workspace.work("Import partners") as unit:
        rows = [
            {"id": f"{n:032x}", "company_id": company, "name": f"P{n}", "city": "Laredo"}
            for n in range(COUNT)
        ]
        unit.add_many("partner", rows)
    return Step(unit.batch, unit.what, company, COUNT)


def contact(workspace, company, partner):
    with workspace.work("Add a contact") as unit:
        row = {"id": "c" * 32, "company_id": company, "partner_id": partner, "last_name": "Doe"}
        unit.add_many("partner_contact", [row])


def count(workspace, kind):
    with workspace.read() as session:
        return session.query(kind).count()


def test_the_revision_of_a_removal_only_names_the_record(workspace, step):
    workspace.undo()
    with workspace.read() as session:
        rows = session.execute(
            select(Revision.changes).where(Revision.action == "removed")
        ).scalars()
        assert sorted(map(str, rows)) == sorted(
            str({"id": [f"{n:032x}", None]}) for n in range(COUNT)
        )
    assert upkeep.check(workspace) == ()


def test_the_history_of_a_record_has_every_value_that_went_each_time(workspace, company, step):
    workspace.undo()
    workspace.redo()
    with workspace.work("Change") as unit:
        unit.change_many("partner", {FIRST: {"city": "Nogales"}})
    workspace.undo()
    workspace.undo()
    rows = versions.versions(workspace, "partner", FIRST)
    gone = {"id": FIRST, "company_id": company, "name": "P0", "city": "Laredo", "status": "active"}
    numbers = sorted({row.number for row in rows if row.is_removal})
    assert len(numbers) == 2
    for number in numbers:
        assert {row.field: row.before for row in rows if row.number == number} == gone
        assert {row.after for row in rows if row.number == number} == {None}


def test_a_record_made_anew_tells_nothing_of_what_it_was_before(workspace, company, step):
    workspace.undo()
    with workspace.work("Import partners again") as unit:
        rows = [{"id": f"{n:032x}", "company_id": company, "name": "New"} for n in range(COUNT)]
        unit.add_many("partner", rows)
    workspace.undo()
    rows = versions.versions(workspace, "partner", FIRST)
    last = max(row.number for row in rows)
    assert {row.field for row in rows if row.number == last} == {
        *("id", "company_id", "name", "status"),
    }


def test_what_is_gone_is_listed_by_name_and_comes_back_whole(workspace, company, step):
    workspace.undo()
    gone = versions.removed(workspace)
    assert {row.title for row in gone} == {f"Partner P{n}" for n in range(COUNT)}
    row = next(row for row in gone if row.record_id == FIRST)
    versions.restore_record(workspace, "partner", FIRST, row.number)
    with workspace.read() as session:
        partner = session.scalars(select(Partner).where(Partner.id == FIRST)).one()
    assert (partner.name, partner.city, partner.status) == ("P0", "Laredo", "active")
    assert upkeep.check(workspace) == ()


def test_the_newest_changes_say_whose_the_removal_is(workspace, company, account, step):
    other = companies.start(workspace, "Other", "importer", 2026)
    workspace.undo(company)
    stranger = companies.dossier(workspace, other).company.id
    words = "Undo: Import partners"
    assert words in [row.what for row in versions.recent(workspace, company, account)]
    assert words not in [row.what for row in versions.recent(workspace, stranger, other)]


def test_what_points_to_a_record_goes_along_with_it_as_with_one(workspace, company, step):
    contact(workspace, company, FIRST)
    workspace.steps.done(step)
    workspace.undo()
    assert (count(workspace, Partner), count(workspace, PartnerContact)) == (0, 0)
    with workspace.bare() as connection:
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []


def test_links_are_kept_again_after_a_large_undo(workspace, company, step):
    workspace.undo()
    with pytest.raises(Problem, match="points to something that is gone"):
        contact(workspace, company, FIRST)


def test_a_large_undo_that_points_to_something_gone_is_refused_whole(workspace, company, step):
    rows = [{"id": f"d{n:031x}", "company_id": company, "name": "D"} for n in range(COUNT)]
    with workspace.work("Import programs") as unit:
        unit.add_many("mra_program", [{"id": "a" * 32, "company_id": company, "name": "AEO"}])
        unit.change_many("partner", {FIRST: {"program_id": "a" * 32}})
    with workspace.work("Import more") as unit:
        unit.add_many("partner", rows)
        unit.change_many("partner", {FIRST: {"program_id": None}})
    more = Step(unit.batch, unit.what, company, COUNT)
    with workspace.work("Remove the program") as unit:
        unit.remove_many("mra_program", ["a" * 32])
    workspace.steps.done(more)
    with pytest.raises(Problem, match="points to something that is gone"):
        workspace.undo()
    assert count(workspace, Partner) == COUNT * 2


def test_a_large_undo_asks_for_links_once(workspace, step, monkeypatch):
    asked = []
    check = links.check
    monkeypatch.setattr(links, "check", lambda *args: asked.append(args[1]) or check(*args))
    workspace.undo()
    assert asked == [{"partner"}]
