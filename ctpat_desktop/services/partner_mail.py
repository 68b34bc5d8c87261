"""The questionnaire verbs without a window: send to partners by name, receive files."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ctpat_desktop.records import Account, Partner
from ctpat_desktop.services.headless import Target, opened
from ctpat_desktop.services.questionnaires.receiving import receive
from ctpat_desktop.services.questionnaires.sending import Wish, send
from ctpat_desktop.support.errors import Problem


@dataclass(frozen=True, slots=True)
class Addressees:
    """The partners named, or all that are not ended."""

    names: tuple[str, ...] = ()


def send_out(
    target: Target, addressees: Addressees, folder: Path, wish: Wish, today: date
) -> list[dict[str, Any]]:
    """Write the questionnaires and return one object per file."""
    with opened(target, writes=True) as (workspace, account_id):
        with workspace.read() as session:
            company_id = session.get_one(Account, account_id).company_id
            ids = _partners(session, company_id, addressees.names)
        sent = send(workspace, company_id, ids, folder, wish, today)
    return [
        {
            "partner": one.partner,
            "reference": one.reference,
            "file": str(one.path),
            "language": one.language,
            **({"notices": list(one.notices)} if one.notices else {}),
        }
        for one in sent
    ]


def take_in(target: Target, paths: list[Path], today: date, accept: bool) -> list[dict[str, Any]]:
    """Receive files and return the `questionnaire receive --json` objects."""
    with opened(target, writes=True) as (workspace, account_id):
        with workspace.read() as session:
            company_id = session.get_one(Account, account_id).company_id
        received = receive(workspace, company_id, paths, today, accept)
    return [
        {
            "file": one.file,
            "partner": one.partner,
            "outcome": one.outcome,
            "answers": one.answers,
            "reason": one.reason,
            "done": one.done,
        }
        for one in received
    ]


def _partners(session: Session, company_id: str, names: tuple[str, ...]) -> list[str]:
    query = select(Partner).where(Partner.company_id == company_id).order_by(Partner.name)
    partners = session.scalars(query).all()
    if not partners:
        raise Problem("There is no partner yet.", "Add or import partners first.")
    if not names:
        chosen = [row.id for row in partners if row.status != "ended"]
        if not chosen:
            raise Problem("No partner is active.", "Name one with --partner.")
        return chosen
    return [_named(partners, name).id for name in names]


def _named(partners: Any, name: str) -> Partner:
    wanted = name.strip().casefold()
    exact = [row for row in partners if row.name.casefold() == wanted]
    hits = exact or [row for row in partners if wanted in row.name.casefold()]
    if len(hits) == 1:
        found: Partner = hits[0]
        return found
    some = ", ".join(row.name for row in (hits or partners)[:8])
    raise Problem(f"“{name}” does not name exactly one partner.", f"There are: {some}")
