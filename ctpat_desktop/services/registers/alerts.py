"""CTPAT alerts: which there are, and which of them still wait for a decision or for its doing."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.records import CbpMessage


@dataclass(frozen=True, slots=True)
class Alert:
    """One alert in a line; `applies` is "" where nobody has decided."""

    id: str
    received_on: date | None
    sender: str
    subject: str
    due_on: date | None
    applies: str
    answered_on: date | None

    @property
    def is_open(self) -> bool:
        """True until somebody says it does not apply, or that what it asks for was done."""
        return self.applies != "no" and (not self.applies or self.answered_on is None)


def of_company(scope: Scope) -> list[Alert]:
    """Return the alerts of the company: the open ones by their due day, then the newest first."""
    query = select(CbpMessage).where(
        CbpMessage.company_id == scope.company_id, CbpMessage.kind == "alert"
    )
    with scope.workspace.read() as session:
        rows = session.scalars(query.order_by(CbpMessage.received_on.desc(), CbpMessage.id)).all()
    alerts = [
        Alert(
            row.id,
            row.received_on,
            row.sender,
            row.subject,
            row.due_on,
            row.applies,
            row.answered_on,
        )
        for row in rows
    ]
    waiting = sorted((row for row in alerts if row.is_open), key=lambda row: row.due_on or date.max)
    return [*waiting, *(row for row in alerts if not row.is_open)]
