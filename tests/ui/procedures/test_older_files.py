"""A file with policy reviews in the window: they are procedures, and undo brings them back."""

from sqlalchemy import func, select

from ctpat_desktop.records import PolicyReview, Procedure
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.files import workspaces
from ctpat_desktop.services.registers import records


def count(workspace):
    with workspace.read() as session:
        return [session.scalar(select(func.count(row.id))) for row in (PolicyReview, Procedure)]


def test_the_move_is_the_last_step_that_can_be_undone(empty, tmp_path):
    path = tmp_path / "older.ctpat"
    workspace = workspaces.create(path)
    companies.start(workspace, "Harbor", "importer", 2026)
    (line,) = companies.overview(workspace)
    records.add(workspace, "policy_review", company_id=line.company_id, policy="Seals", kind="seal")
    workspace.close()
    assert empty.open_path(path)
    assert count(empty.workspace) == [0, 1]
    assert empty.workspace.undoable(line.company_id) == workspaces.MOVED
    empty.workspace.undo(line.company_id)
    assert count(empty.workspace) == [1, 0]
    assert empty.workspace.undoable() == ""
    empty.shell.open("procedures")
    empty.shell.open("deadlines")
    empty.shell.open("systems")
