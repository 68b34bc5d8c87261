"""The year before of a sample: submitted as it was, and this year's profile made from it."""

import tomllib
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import inspect, select

from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.records import EvidenceLink, Profile, Response
from ctpat_desktop.records.base import Record, new_id
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.profile import submissions
from ctpat_desktop.workspace.unit import Workspace

Row = TypeVar("Row", bound=Record)


def read(folder: Path) -> dict[str, Any]:
    """Return what `last_year.toml` says; nothing for a sample in its first year."""
    path = folder / "last_year.toml"
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def words(data: dict[str, Any]) -> dict[str, str]:
    """Return what was said the year before, by criterion, where it was something else."""
    return {row["criterion"]: row["narrative"].strip() for row in data.get("answer", [])}


def fill(workspace: Workspace, data: dict[str, Any], now: dict[str, Any]) -> None:
    """Record the profile as submitted, and begin this year's with the answers as they are `now`.

    `now` holds the fields of this year's profile under "profile", and words by criterion.
    """
    if not data:
        return
    account_id = companies.choose(workspace)
    scope = Scope.of(workspace, account_id, data["on"])
    submissions.record(scope, by=data["by"], note=data["note"], anyway=True)
    with workspace.work(f"Begin review year {now['profile']['year']}") as unit:
        session = unit.session
        before = session.scalars(select(Profile).where(Profile.account_id == account_id)).one()
        profile = _copied(before, **now["profile"])
        session.add(profile)
        session.flush()
        for row in session.scalars(select(Response).where(Response.profile_id == before.id)).all():
            response = _copied(row, profile_id=profile.id)
            if row.site_id is None and row.criterion in words(data):
                response.narrative = now[row.criterion]
            session.add(response)
            session.flush()
            links = select(EvidenceLink).where(EvidenceLink.response_id == row.id)
            session.add_all(
                _copied(link, response_id=response.id) for link in session.scalars(links).all()
            )


def _copied(row: Row, **values: Any) -> Row:
    """Return a new record with the same values but for those named."""
    same = {column.key: getattr(row, column.key) for column in inspect(type(row)).column_attrs}
    return type(row)(**(same | values | {"id": new_id()}))
