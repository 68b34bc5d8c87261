"""The main job without a window: open, do one thing, close."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import inspect

from ctpat_desktop.checklist import Finding, Review
from ctpat_desktop.reading.dossier import Dossier
from ctpat_desktop.records import Account, Company, Record, Response
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.evidence import library
from ctpat_desktop.services.files import workspaces
from ctpat_desktop.services.profile import answers, evidence_links, review
from ctpat_desktop.services.registers import register_names
from ctpat_desktop.support import foreign
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.progress import Silent
from ctpat_desktop.workspace.failures import reason
from ctpat_desktop.workspace.unit import Workspace

LONGEST_TEXT = 10_000_000
"""Bytes of the largest narrative read from a file."""

if TYPE_CHECKING:
    from ctpat_desktop.exchange.results import ExportResult, PortalResult

# Exports are imported where they are needed: checking and answering start without the printers.


@dataclass(frozen=True, slots=True)
class Target:
    """Which account of which file, and the file's passphrase ("" asks the keyring)."""

    file: Path
    account: str = ""
    passphrase: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Said:
    """One answer as the command line gives it."""

    criterion: str
    status: str
    text_file: Path | None = None
    site: str = ""
    evidence: tuple[Path, ...] = ()
    values: dict[str, Any] = field(default_factory=dict)


@contextmanager
def opened(target: Target, *, writes: bool = False) -> Iterator[tuple[Workspace, str]]:
    """Open a workspace and choose the account; closed again whatever happens.

    Reading works beside a window that has the file open; writing does not.
    """
    workspace = workspaces.open_quickly(target.file, target.passphrase, reading_only=not writes)
    try:
        yield workspace, companies.choose(workspace, target.account)
    finally:
        workspace.close()


def check(target: Target, today: date) -> dict[str, Any]:
    """Return the `check --json` object."""
    with opened(target) as (workspace, account_id):
        found: Review = review.review(workspace, account_id, today)
    return {
        "complete": found.is_complete,
        "findings": [_finding(row) for row in found.findings],
        "progress": [
            {
                "section": row.section,
                "answered": row.answered,
                "total": row.total,
                "must_open": row.must_open,
            }
            for row in found.progress
        ],
    }


def answer(target: Target, said: Said) -> bool:
    """Save one answer with its text and evidence; return whether anything changed."""
    values = {"status": said.status, **said.values}
    if said.text_file is not None:
        values["narrative"] = _text(said.text_file)
    library.refuse_any(said.evidence)
    with opened(target, writes=True) as (workspace, account_id):
        site = answers.site_named(workspace, account_id, said.site) if said.site else None
        changed = answers.save(workspace, account_id, said.criterion, site, **values)
        company_id = companies.dossier(workspace, account_id).company.id
        if said.evidence:
            link = evidence_links.linking(account_id, said.criterion, site)
            refusal = library.add_files(workspace, company_id, said.evidence, link).refusal()
            if refusal is not None:
                raise refusal
    return bool(changed) or bool(said.evidence)


def listed(target: Target, register: str) -> list[dict[str, Any]]:
    """Return the records of one register as plain values."""
    with opened(target) as (workspace, account_id):
        read = companies.dossier(workspace, account_id)
        special: dict[str, tuple[Company | Account, ...]] = {
            "companies": (read.company,),
            "accounts": (read.account,),
        }
        if register == "responses":
            return [_row(register, record, record.criterion) for record in _responses(read)]
        if register in special:
            return [_row(register, record, record.name) for record in special[register]]
        table = register_names.called(register)
        found = register_names.rows(workspace, read.company.id, table)
    return [_row(register, record, title) for record, title in found]


def portal(
    target: Target,
    folder: Path,
    today: date,
    *,
    keeps_metadata: bool = False,
    drops_comments: bool = False,
) -> "PortalResult":
    """Write the portal package."""
    from ctpat_desktop.services.profile import exports

    with opened(target) as (workspace, account_id):
        return exports.portal(
            workspace,
            account_id,
            folder,
            today,
            Silent(),
            keeps_metadata=keeps_metadata,
            drops_comments=drops_comments,
        )


def report(target: Target, path: Path, today: date) -> "ExportResult":
    """Write the profile report in the format the name says."""
    from ctpat_desktop.services.profile import exports

    with opened(target) as (workspace, account_id):
        return exports.report(workspace, account_id, path, today, Silent())


def data(target: Target, path: Path, today: date) -> "ExportResult":
    """Write everything stored, as a workbook or a folder of lists."""
    from ctpat_desktop.services.profile import exports

    with opened(target) as (workspace, account_id):
        return exports.data(workspace, account_id, path, today, Silent())


def _finding(row: Finding) -> dict[str, str]:
    return {
        "rule": row.rule,
        "severity": row.severity.value,
        "section": row.place.section,
        "criterion": row.place.criterion,
        "place": row.place.label,
        "reason": row.reason,
        "remedy": row.remedy,
    }


def _text(path: Path) -> str:
    try:
        return foreign.read(path, LONGEST_TEXT).decode("utf-8-sig").strip()
    except UnicodeDecodeError as error:
        raise Problem(f"{path.name} is not text in UTF-8.", "Save it as UTF-8.") from error
    except OSError as error:
        raise Problem(f"{path.name} cannot be read: {reason(error)}.") from error


def _responses(read: Dossier) -> tuple[Response, ...]:
    said = [answer.whole for answer in read.answers if answer.whole]
    said += [row for answer in read.answers for _, row in answer.by_site if row]
    return tuple(said)


def _row(register: str, record: Record, title: str) -> dict[str, Any]:
    values = {
        column.key: _plain(getattr(record, column.key)) for column in inspect(type(record)).columns
    }
    return {**values, "register": register, "id": record.id, "title": title or record.id}


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date | datetime) else value
