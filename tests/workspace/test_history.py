"""Revisions, undo and redo: every change leaves a trace and can be taken back."""

from datetime import date

import pytest

from ctpat_desktop.records import RECORDS
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.evidence import library
from ctpat_desktop.services.files import workspaces as files
from ctpat_desktop.services.history import versions
from ctpat_desktop.services.registers import records
from ctpat_desktop.support.errors import Problem
from tests.workspace.walking import Walk, everything


@pytest.fixture
def account(workspace):
    return companies.start(workspace, "Acme", "importer", 2026)


@pytest.fixture
def company(workspace, account):
    return companies.dossier(workspace, account).company.id


def half(workspace, company):
    """An action that breaks after its first write."""
    with workspace.work("Half") as unit:
        unit.session.get(RECORDS["company"], company).name = "Other"
        unit.session.flush()
        raise RuntimeError


def test_one_revision_per_changed_field(workspace, company):
    records.change(
        workspace, "company", company, phone="1", employees=7, started_on=date(1998, 4, 6)
    )
    found = {
        row.field: (row.before, row.after, row.who, row.what)
        for row in versions.versions(workspace, "company", company)
        if row.what == "Change company"
    }
    assert found == {
        "phone": ("", "1", "tester", "Change company"),
        "employees": (None, 7, "tester", "Change company"),
        "started_on": (None, "1998-04-06", "tester", "Change company"),
    }


def test_versions_stand_newest_first(workspace, company):
    for phone in ("1", "2", ""):
        records.change(workspace, "company", company, phone=phone)
    found = [row.after for row in versions.versions(workspace, "company", company, "phone")]
    assert found == ["", "2", "1", ""]


def test_the_same_value_again_changes_nothing(workspace, company):
    before = len(versions.versions(workspace, "company", company))
    changes = records.change(workspace, "company", company, name="Acme").changes
    assert not changes
    assert len(versions.versions(workspace, "company", company)) == before
    assert workspace.can_undo == "Add company"


def test_changes_name_table_record_and_fields(workspace, company):
    (item,) = records.change(workspace, "company", company, phone="1").changes.items
    assert (item.table, item.record_id, item.action) == ("company", company, "changed")
    assert item.fields == {"phone"}


def test_listeners_hear_of_each_change_once(workspace, company):
    heard = []
    workspace.on_change.append(heard.append)
    records.change(workspace, "company", company, phone="1")
    records.change(workspace, "company", company, phone="1")
    workspace.undo()
    assert [changes.what for changes in heard] == ["Change company", "Undo: Change company"]
    assert all(changes.touches("company") for changes in heard)


def test_a_failed_action_leaves_nothing(workspace, company):
    before = everything(workspace)
    with pytest.raises(Problem, match="not saved"):
        records.add(workspace, "site", company_id="nobody", name="Nowhere")
    with pytest.raises(RuntimeError):
        half(workspace, company)
    assert everything(workspace) == before
    assert workspace.can_undo == "Add company"


def test_undo_and_redo_of_a_change(workspace, company):
    records.change(workspace, "company", company, phone="1", started_on=date(1998, 4, 6))
    workspace.undo()
    row = records.stored(workspace, "company", company)
    assert (row.phone, row.started_on) == ("", None)
    assert (workspace.can_undo, workspace.can_redo) == ("Add company", "Change company")
    workspace.redo()
    row = records.stored(workspace, "company", company)
    assert (row.phone, row.started_on) == ("1", date(1998, 4, 6))
    assert workspace.can_redo == ""


def test_a_new_change_forgets_what_was_undone(workspace, company):
    records.change(workspace, "company", company, phone="1")
    workspace.undo()
    records.change(workspace, "company", company, fax="2")
    assert workspace.can_redo == ""
    assert workspace.redo() is None


def test_undo_with_nothing_done(workspace):
    assert workspace.undo() is None
    assert workspace.can_undo == ""


def test_undo_is_itself_in_the_history(workspace, company):
    records.change(workspace, "company", company, phone="1")
    workspace.undo()
    newest = versions.versions(workspace, "company", company, "phone")[0]
    assert (newest.what, newest.before, newest.after) == ("Undo: Change company", "1", "")


def test_a_removed_company_comes_back_with_all_below_it(sample):
    workspace = files.open_file(sample)
    account = companies.choose(workspace)
    before, read = everything(workspace), companies.dossier(workspace, account)
    kept = {key: row for key, row in before.items() if key[0] == "setting"}
    records.remove(workspace, "company", read.company.id)
    assert everything(workspace) == kept
    workspace.undo()
    assert companies.dossier(workspace, account).fingerprint() == read.fingerprint()
    assert everything(workspace) == before
    assert library.content(workspace, read.evidence[0].id)
    workspace.redo()
    assert everything(workspace) == kept
    workspace.undo()
    assert everything(workspace) == before
    workspace.close()


@pytest.mark.parametrize("table", ["site", "evidence", "contact", "account"])
def test_a_removed_record_comes_back(sample, table):
    workspace = files.open_file(sample)
    before = everything(workspace)
    for record_id in [key[1] for key in before if key[0] == table][:2]:
        records.remove(workspace, table, record_id)
        assert (table, record_id) not in everything(workspace)
        workspace.undo()
        assert everything(workspace) == before
    workspace.close()


def test_every_column_survives_undo_and_redo(workspace, company):
    values = {"handles_cargo": True, "employees": 3, "name": "Dock 深圳", "position": 4}
    site = records.add(workspace, "site", company_id=company, **values)
    full = everything(workspace)
    workspace.undo()
    workspace.redo()
    assert everything(workspace) == full
    assert records.stored(workspace, "site", site).handles_cargo is True


def in_one_action(workspace, company, *steps):
    """Add, rename or remove one site inside a single action."""
    with workspace.work("Many steps") as unit:
        site = unit.session.query(RECORDS["site"]).first()
        for step in steps:
            if step == "add":
                site = RECORDS["site"](company_id=company, name="First")
                unit.session.add(site)
            elif step == "remove":
                unit.session.delete(site)
            else:
                site.name = step
            unit.session.flush()
    return unit.changes


@pytest.mark.parametrize(
    ("steps", "action"),
    [
        (("add",), ["added"]),
        (("add", "New"), ["added"]),
        (("add", "remove"), []),
        (("add", "New", "remove"), []),
    ],
)
def test_several_steps_on_a_new_record_are_one_change(workspace, company, steps, action):
    before = everything(workspace)
    changes = in_one_action(workspace, company, *steps)
    assert [item.action for item in changes.items] == action
    after = everything(workspace)
    if action:
        workspace.undo()
        assert everything(workspace) == before
        workspace.redo()
    assert everything(workspace) == after


@pytest.mark.parametrize("steps", [("New", "Newer"), ("New", "remove"), ("remove",)])
def test_several_steps_on_an_old_record_are_one_change(workspace, company, steps):
    records.add(workspace, "site", company_id=company, name="Old")
    before = everything(workspace)
    in_one_action(workspace, company, *steps)
    after = everything(workspace)
    workspace.undo()
    assert everything(workspace) == before
    workspace.redo()
    assert everything(workspace) == after


@pytest.mark.parametrize("seed", [1, *(pytest.param(n, marks=pytest.mark.slow) for n in (2, 3))])
def test_two_hundred_random_steps_can_all_be_taken_back(workspace, seed):
    walk = Walk(workspace, seed)
    states = [everything(workspace)]
    undone = []

    def note(changes):
        if not changes.what.startswith(("Undo", "Redo")):
            states.append(everything(workspace))
            undone.clear()

    workspace.on_change.append(note)
    for _ in range(200):
        dice = walk.chance.random()
        if dice < 0.25 and len(states) > 1:
            workspace.undo()
            undone.append(states.pop())
        elif dice < 0.4 and undone:
            workspace.redo()
            states.append(undone.pop())
        else:
            walk.step()
        assert everything(workspace) == states[-1]
    while len(states) > 1:
        workspace.undo()
        states.pop()
        assert everything(workspace) == states[-1]
