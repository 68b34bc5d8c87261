"""Many records at once: the same traces, the same undo, and nothing untold stays unseen."""

from datetime import date

import pytest

from ctpat_desktop.records import Partner, Revision
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.files import upkeep
from ctpat_desktop.services.history import versions
from ctpat_desktop.workspace import bulk, history
from ctpat_desktop.workspace.undo_steps import Step
from tests.workspace.walking import everything


@pytest.fixture
def company(workspace):
    account = companies.start(workspace, "Acme", "importer", 2026)
    return companies.dossier(workspace, account).company.id


def partners(company, count=3):
    return [
        {"id": f"{n:032x}", "company_id": company, "name": f"P{n}", "since": date(2020, 1, n + 1)}
        for n in range(count)
    ]


def added(workspace, company):
    with workspace.work("Import partners") as unit:
        unit.add_many("partner", partners(company))
    return unit.changes


def names(workspace):
    with workspace.read() as session:
        return sorted((row.name, row.since, row.status) for row in session.query(Partner))


def test_added_records_have_their_values_and_defaults(workspace, company):
    added(workspace, company)
    assert names(workspace) == [(f"P{n}", date(2020, 1, n + 1), "active") for n in range(3)]


def test_more_records_than_go_in_one_part_are_all_written_and_undone(
    workspace, company, monkeypatch
):
    monkeypatch.setattr(bulk, "AT_ONCE", 7)
    before = len(names(workspace))
    with workspace.work("Many") as unit:
        rows = [
            {"id": f"{n:032x}", "company_id": company, "name": f"P{n}"} for n in range(100, 120)
        ]
        unit.add_many("partner", rows)
    assert len(names(workspace)) == before + 20
    workspace.undo()
    assert len(names(workspace)) == before


def test_each_added_record_is_told_with_its_values(workspace, company):
    changes = added(workspace, company)
    assert [item.action for item in changes.items] == ["added"] * 3
    told = {row.field: row.after for row in versions.versions(workspace, "partner", f"{1:032x}")}
    assert told == {
        "id": f"{1:032x}",
        "company_id": company,
        "name": "P1",
        "since": "2020-01-02",
        "status": "active",
    }


def test_changed_records_tell_only_what_differs(workspace, company):
    added(workspace, company)
    with workspace.work("Import partners") as unit:
        values = {f"{n:032x}": {"name": f"P{n}", "city": "Laredo"} for n in range(2)}
        values["f" * 32] = {"name": "gone"}
        unit.change_many("partner", values)
    assert {(i.record_id, i.fields) for i in unit.changes.items} == {
        (f"{n:032x}", frozenset({"city"})) for n in range(2)
    }


def test_undo_and_redo_of_all_three_together(workspace, company):
    added(workspace, company)
    before = everything(workspace)
    with workspace.work("Import partners") as unit:
        unit.add_many("partner", [{"id": "a" * 32, "company_id": company, "name": "New"}])
        unit.change_many("partner", {f"{0:032x}": {"since": None, "handles_cargo": True}})
        unit.remove_many("partner", [f"{1:032x}"])
    after = everything(workspace)
    for _ in range(2):
        workspace.undo()
        assert everything(workspace) == before
        workspace.redo()
        assert everything(workspace) == after
    assert upkeep.check(workspace) == ()


def test_undo_of_very_many_tells_and_proves_what_that_of_few_does(workspace, company):
    many = partners(company, 28) + [
        {"id": f"{n:032x}", "company_id": company, "name": f'M{n} "a":[null, ],'}
        for n in range(100, 100 + history.MANY)
    ]
    before = everything(workspace)
    with workspace.work("Import partners") as unit:
        unit.add_many("partner", many)
    after = everything(workspace)
    for _ in range(2):
        workspace.undo()
        assert everything(workspace) == before
        workspace.redo()
        assert everything(workspace) == after
    told = versions.versions(workspace, "partner", f"{100:032x}")
    assert {
        (row.action, row.field, row.before, row.after) for row in told if row.field == "name"
    } == {
        ("added", "name", None, 'M100 "a":[null, ],'),
        ("removed", "name", 'M100 "a":[null, ],', None),
    }
    assert upkeep.check(workspace) == ()


def test_undo_of_very_many_tells_what_another_step_made_of_one_since(workspace, company):
    first, second = f"{1:032x}", f"{2:032x}"
    before = everything(workspace)
    with workspace.work("Import partners") as unit:
        unit.add_many("partner", partners(company, 28))
        unit.add_many(
            "partner",
            [
                {"id": f"{n:032x}", "company_id": company, "name": f"M{n}"}
                for n in range(100, 100 + history.MANY)
            ],
        )
        unit.change_many("partner", {second: {"city": "Laredo"}})
    with workspace.work("Issue", is_final=True) as unit:
        unit.change_many("partner", {first: {"city": "Nogales"}})
    workspace.steps.done(Step(_batch(workspace, second), "Import partners", company))
    workspace.undo()
    assert everything(workspace) == before
    assert upkeep.check(workspace) == ()
    cities = {
        key: [
            (row.action, row.before, row.after)
            for row in versions.versions(workspace, "partner", key)
            if row.field == "city"
        ]
        for key in (first, second)
    }
    assert ("removed", "Nogales", None) in cities[first]
    assert ("removed", "Laredo", None) in cities[second]


def _batch(workspace, record_id):
    with workspace.read() as session:
        found = session.query(Revision.batch).filter(Revision.record_id == record_id)
        return found.order_by(Revision.number).first()[0]


@pytest.mark.parametrize("words", ["O'Neil ?1 :at %s", "a\0b", "Ω 漢字"])
def test_who_did_what_to_very_many_stands_as_it_was_called(workspace, company, words):
    workspace.who = words
    with workspace.work(words) as unit:
        rows = [{"id": f"{n:032x}", "company_id": company} for n in range(history.MANY + 1)]
        unit.add_many("partner", rows)
    rows = versions.versions(workspace, "partner", f"{history.MANY:032x}")
    assert {(row.who, row.what) for row in rows} == {(words, words)}
    assert upkeep.check(workspace) == ()


def test_a_field_the_history_never_told_must_be_empty(workspace, company):
    added(workspace, company)
    with workspace.bare() as connection:
        connection.execute("UPDATE partner SET risk = 'low' WHERE name = 'P1'")
        connection.execute("COMMIT") if connection.in_transaction else None
    (damage,) = upkeep.check(workspace)
    assert damage.what == "It was changed behind the history's back: risk."


def test_a_failed_unit_adds_nothing(workspace, company):
    before = everything(workspace)
    with pytest.raises(RuntimeError):
        half(workspace, company)
    assert everything(workspace) == before


def half(workspace, company):
    """Break off after the first write."""
    with workspace.work("Import partners") as unit:
        unit.add_many("partner", partners(company))
        raise RuntimeError


def test_a_record_added_and_removed_in_one_unit_leaves_no_trace(workspace, company):
    with workspace.work("Nothing") as unit:
        unit.add_many("partner", partners(company))
        unit.remove_many("partner", [row["id"] for row in partners(company)])
    assert not unit.changes
