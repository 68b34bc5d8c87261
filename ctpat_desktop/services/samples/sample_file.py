"""Fills a workspace with an invented company: for looking around, the demo and the tests."""

import tomllib
from contextlib import suppress
from pathlib import Path
from typing import Any

from ctpat_desktop.catalogue import load_edition
from ctpat_desktop.documents.samples.papers import paper, photo, plan
from ctpat_desktop.records import (
    Account,
    Address,
    Company,
    Contact,
    Evidence,
    EvidenceLink,
    Identifier,
    Profile,
    Response,
    Site,
)
from ctpat_desktop.records.base import Record, new_id
from ctpat_desktop.services.files import workspaces
from ctpat_desktop.services.samples import import_data, last_year, packets, questionnaires, reviews
from ctpat_desktop.services.samples.last_year import AnswerKey
from ctpat_desktop.services.samples.registers import RegisterFiller
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr
from ctpat_desktop.support.shipped import shipped
from ctpat_desktop.workspace import blobs
from ctpat_desktop.workspace.engine import forget
from ctpat_desktop.workspace.unit import UnitOfWork, Workspace

SAMPLES = ("importer", "carrier")
PARTS: tuple[tuple[str, type[Record]], ...] = (
    ("address", Address),
    ("contact", Contact),
    ("identifier", Identifier),
    ("site", Site),
)
NAMES = {
    "address": ("line1",),
    "contact": ("first_name", "last_name"),
    "identifier": ("value",),
    "site": ("name",),
}
"""By which fields the registers call each part."""


def create(
    path: Path, name: str, passphrase: str = "", *, is_first_year: bool = False
) -> Workspace:
    """Make a workspace with the sample `name` (importer or carrier) in it; "" encrypts nothing.

    With `is_first_year` nothing was submitted before, as with a company that has just begun.
    """
    if name not in SAMPLES:
        raise Problem(
            tr("There is no sample “{name}”.").format(name=name),
            tr("Use one of: {names}.").format(names=", ".join(SAMPLES)),
        )
    workspace = workspaces.create(path, passphrase)
    folder = shipped("resources", "samples", name)
    try:
        with workspace.work(tr("Open sample")) as unit:
            filler = _Filler(unit, folder, {} if is_first_year else last_year.read(folder))
            company_id = filler.fill()
        last_year.fill(workspace, filler.before, filler.this_year)
        import_data.fill(workspace, company_id, folder)
        packets.fill(workspace, folder)
        reviews.fill(workspace, folder)
    except Problem:
        _forget(workspace)
        raise
    return workspace


def _forget(workspace: Workspace) -> None:
    """Leave nothing of a sample that could not be finished."""
    with suppress(Problem):
        workspace.close()
    forget(workspace.path)


class _Filler:
    """Writes one sample folder into one unit of work."""

    def __init__(self, unit: UnitOfWork, folder: Path, before: dict[str, Any]) -> None:
        self._session = unit.session
        self._folder = folder
        self._sites: dict[str, str] = {}
        self._known: dict[tuple[str, str], str] = {}
        self._documents: dict[str, str] = {}
        self.before = before
        """What `last_year.toml` says; nothing for a sample in its first year."""
        self.this_year: dict[AnswerKey, dict[str, Any]] = {}
        """What is said this year where the year before said something else."""

    def fill(self) -> str:
        """Write company, sites, account, profile, documents and answers; return its id."""
        data = _read(self._folder / "company.toml")
        company_id = self._add(Company(id=new_id(), **data["company"]))
        for part, kind in PARTS:
            for place, row in enumerate(data.get(part, [])):
                row_id = self._add(kind(id=new_id(), company_id=company_id, position=place, **row))
                if part == "site":
                    self._sites[row["name"]] = row_id
                self._known[part, _called(part, row)] = row_id
        account_id = self._add(Account(id=new_id(), company_id=company_id, **data["account"]))
        year = {key: self.before.get(key, value) for key, value in data["profile"].items()}
        profile = Profile(id=new_id(), account_id=account_id, edition=load_edition().id, **year)
        profile_id = self._add(profile)
        self._documents_of(company_id, data["company"]["name"])
        documents = {("evidence", key): value for key, value in self._documents.items()}
        known = {**self._known, **documents}
        RegisterFiller(self._session, company_id, known).fill(self._folder)
        questionnaires.fill(self._session, company_id, self._folder, self._documents)
        for path in sorted(self._folder.glob("answers-*.toml")):
            for row in _read(path)["answer"]:
                self._answer(profile_id, row)
        return company_id

    def _add(self, record: Record) -> str:
        self._session.add(record)
        self._session.flush()
        return record.id

    def _documents_of(self, company_id: str, company: str) -> None:
        paths = sorted(self._folder.glob("evidence*.toml"))
        rows = [row for path in paths for row in _read(path)["document"]]
        for place, row in enumerate(rows):
            data, suffix, media = _drawn(company, row)
            sha256, size = blobs.store(self._session, [data])
            self._documents[row["id"]] = self._add(
                Evidence(
                    id=new_id(),
                    company_id=company_id,
                    position=place,
                    title=row["title"],
                    kind=row["kind"],
                    filename=f"{row['id']}.{suffix}",
                    media_type=media,
                    size=size,
                    sha256=sha256,
                    period_from=row.get("period_from"),
                    period_to=row.get("period_to"),
                    expires_on=row.get("expires_on"),
                )
            )

    def _answer(self, profile_id: str, row: dict[str, Any], site_id: str | None = None) -> None:
        sites = row.pop("site", [])
        documents = row.pop("evidence", [])
        criterion = row.pop("criterion")
        row["narrative"] = row.get("narrative", "").strip()
        if self.before:
            self._date_back(criterion, site_id, row)
        response_id = self._add(
            Response(
                id=new_id(), profile_id=profile_id, criterion=criterion, site_id=site_id, **row
            )
        )
        for place, document in enumerate(documents):
            self._add(
                EvidenceLink(
                    id=new_id(),
                    evidence_id=self._documents[document],
                    response_id=response_id,
                    position=place,
                )
            )
        for part in sites:
            name = part.pop("name")
            self._answer(profile_id, {"criterion": criterion, **part}, self._sites[name])

    def _date_back(self, criterion: str, site_id: str | None, row: dict[str, Any]) -> None:
        """Make an answer that of the year before, and note what is said otherwise since."""
        now = {"reviewed_on": row.pop("reviewed_on", None)}
        words = last_year.words(self.before).get(criterion)
        if words and site_id is None:
            now["narrative"], row["narrative"] = row["narrative"], words
        self.this_year[criterion, site_id] = {key: value for key, value in now.items() if value}


def _called(part: str, row: dict[str, Any]) -> str:
    """Return how the registers call a part of the company."""
    return " ".join(row.get(key, "") for key in NAMES[part]).strip()


def _read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _drawn(company: str, row: dict[str, Any]) -> tuple[bytes, str, str]:
    if row["format"] == "jpg":
        return photo(row.get("scene", "dock"), row["lines"]), "jpg", "image/jpeg"
    if row["format"] == "png":
        return plan(row["scene"], row["lines"][0]), "png", "image/png"
    return paper(company, row["title"], row["lines"]), "pdf", "application/pdf"
