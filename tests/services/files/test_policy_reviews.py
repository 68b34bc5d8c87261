"""Policy reviews of older files become procedures when the file is opened for writing."""

import shutil
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import func, select

from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.records import PolicyReview, Procedure, ProcedureVersion, Revision
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.evidence import library
from ctpat_desktop.services.files import workspaces
from ctpat_desktop.services.history import versions
from ctpat_desktop.services.registers import attachments, records
from ctpat_desktop.workspace import door, keys
from ctpat_desktop.workspace.repair import health

FOLDER = Path(__file__).parents[2] / "data" / "schemas"
KEY = keys.Key(bytes(range(1, 33)), bytes(range(200, 216)))
OLDER = [(f"schema-{n}-{kind}", kind) for n in range(1, 7) for kind in ("plain", "encrypted")]


def rows(workspace, kind):
    with workspace.read() as session:
        return session.scalars(select(kind).order_by(kind.position, kind.id)).all()


def counts(workspace):
    with workspace.read() as session:
        kinds = (PolicyReview, Procedure, ProcedureVersion)
        return tuple(session.scalar(select(func.count(kind.id))) for kind in kinds)


@pytest.mark.parametrize(("name", "kind"), OLDER)
def test_the_rows_of_an_older_file_move_over_with_history(tmp_path, name, kind):
    path = Path(shutil.copy(FOLDER / f"{name}.ctpat", tmp_path / "old.ctpat"))
    key = KEY if kind == "encrypted" else None
    opened = door.open_workspace(path, key)
    before = {row.policy: row for row in rows(opened, PolicyReview)}
    opened.close()
    assert len(before) == (2 if "-6-" in name else 0)
    opened = workspaces.open_with(path, key) if key else workspaces.open_file(path)
    assert counts(opened) == (0, len(before), len(before))
    for procedure in rows(opened, Procedure):
        was = before[procedure.title]
        assert (procedure.reviewed_on, procedure.reviewed_by, procedure.next_review_on) == (
            was.reviewed_on,
            was.reviewed_by,
            was.next_on,
        )
        own = [row for row in rows(opened, ProcedureVersion) if row.procedure_id == procedure.id]
        (version,) = own
        assert (version.version, version.approved_by, version.evidence_id, version.notes) == (
            was.version or "1",
            was.approved_by,
            was.evidence_id,
            was.notes,
        )
        known = versions.versions(opened, "policy_review", was.id)
        assert known, "what the review said is still in the history"
    if not before:
        assert opened.undoable() == ""
        opened.close()
        return
    with opened.read() as session:
        newest = session.scalars(select(Revision).order_by(Revision.number.desc())).first()
    assert newest.what == workspaces.MOVED
    assert opened.undoable() == workspaces.MOVED
    opened.undo()
    assert counts(opened) == (len(before), 0, 0)
    opened.redo()
    assert counts(opened) == (0, len(before), len(before))
    opened.close()
    assert health.verify(path, key) == ()


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "here.ctpat"
    workspace = workspaces.create(path)
    account = companies.start(workspace, "Harbor", "importer", 2026)
    return path, workspace, Scope.of(workspace, account, date(2026, 11, 21))


def review(scope, **values):
    return records.add(scope.workspace, "policy_review", company_id=scope.company_id, **values)


def reopened(path, workspace):
    workspace.close()
    return workspaces.open_file(path)


def test_the_yearly_reviews_of_one_policy_become_one_procedure(file):
    path, workspace, scope = file
    first = library.add_bytes(workspace, scope.company_id, "a.txt", b"a")
    same = {"kind": "seal", "reviewed_by": "Ann", "approved_by": "Bo"}
    long_ago = {"reviewed_on": date(2024, 1, 5), "evidence_id": first, **same}
    review(scope, policy="Seals", version="1", **long_ago)
    last = {"reviewed_on": date(2026, 1, 5), "next_on": date(2027, 1, 5), **same}
    kept = review(scope, policy="seals ", version="2", notes="New cabinet", **last)
    attachments.attach(workspace, "policy_review", kept, first)
    review(scope, policy="Seals", version="2", reviewed_on=date(2025, 1, 5), **same)
    workspace = reopened(path, workspace)
    (procedure,) = rows(workspace, Procedure)
    assert (procedure.criteria, procedure.review_months) == ("6.1", 12)
    assert (procedure.reviewed_on, procedure.next_review_on) == (date(2026, 1, 5), date(2027, 1, 5))
    assert procedure.notes.split("\n") == [
        "Reviewed on 01/05/2024 by Ann, version 1, approved by Bo.",
        "Reviewed on 01/05/2025 by Ann, version 2, approved by Bo.",
    ]
    one, two = rows(workspace, ProcedureVersion)
    assert (one.version, one.status, one.evidence_id) == ("1", "replaced", first)
    assert (two.version, two.status, two.notes) == ("2", "approved", "New cabinet")
    assert [row[0] for row in attachments.of_record(workspace, "procedure_version", two.id)] == [
        first
    ]
    workspace.close()


def test_a_review_nobody_approved_stays_a_draft_and_other_kinds_name_no_criterion(file):
    path, workspace, scope = file
    review(scope, policy="Parking", kind="other", reviewed_on=date(2026, 1, 5))
    workspace = reopened(path, workspace)
    (procedure,), (version,) = rows(workspace, Procedure), rows(workspace, ProcedureVersion)
    assert (procedure.criteria, procedure.review_months) == ("", None)
    assert (version.status, version.version) == ("draft", "1")
    workspace.close()


def test_a_file_opened_to_read_is_left_as_it_is(file):
    path, workspace, scope = file
    review(scope, policy="Seals", kind="seal", reviewed_on=date(2026, 1, 5))
    workspace.close()
    before = path.read_bytes()
    workspace = workspaces.open_file(path, reading_only=True)
    assert counts(workspace) == (1, 0, 0)
    workspace.close()
    assert path.read_bytes() == before


def test_a_file_without_reviews_is_not_written_to(file):
    path, workspace, _ = file
    tip = workspace.tip
    workspace = reopened(path, workspace)
    assert workspace.tip == tip
    assert workspace.undoable() == ""
    workspace.close()
