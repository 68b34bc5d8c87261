"""A clock for the history, and a company whose year is written on it by hand."""

from datetime import UTC, date, datetime, time

from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.profile import answers
from ctpat_desktop.services.registers import records
from ctpat_desktop.workspace import unit

TODAY = date(2026, 6, 15)


class Clock:
    """Stands in for the one thing the file asks of the system's clock."""

    def __init__(self, monkeypatch):
        self.day = TODAY
        monkeypatch.setattr(unit, "datetime", self)

    def now(self, _zone):
        return datetime.combine(self.day, time(12), UTC)


def company(workspace, clock, entity="importer"):
    """Start a company in January; return its scope."""
    clock.day = date(2026, 1, 5)
    account = companies.start(workspace, "Alder", entity, 2026)
    return Scope.of(workspace, account, TODAY)


def say(scope, clock, day, criterion, **values):
    """Answer a criterion on a day."""
    clock.day = day
    return answers.save(scope.workspace, scope.account_id, criterion, **values).record


def add(scope, clock, day, table, **values):
    """Add a record of the company on a day; return its id."""
    clock.day = day
    return records.add(scope.workspace, table, company_id=scope.company_id, **values)
