"""Measures the list of deadlines over a consultant's file."""

from datetime import date, timedelta
from pathlib import Path

from sqlalchemy import select

from ctpat_desktop.records import Account
from ctpat_desktop.records.base import new_id
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.deadlines import due_list
from ctpat_desktop.workspace import door
from ctpat_desktop.workspace.keys import Key
from ctpat_desktop.workspace.unit import Workspace

COMPANIES = 40
GOAL_MS = 500
TODAY = date(2026, 11, 21)
DAYS = {
    "partner": ("name", "next_check_on", 40),
    "action": ("title", "due_on", 20),
    "evidence": ("title", "expires_on", 20),
    "cbp_message": ("subject", "due_on", 5),
    "procedure": ("title", "next_review_on", 5),
}
"""What each company has: the fields that name a record and hold its day, and how many."""


def consultant(folder: Path, key: Key) -> Workspace:
    """Return an encrypted workspace with many companies, all in Trade Compliance."""
    workspace = door.create_workspace(folder / "consultant.ctpat", key)
    for number in range(COMPANIES):
        companies.start(workspace, f"Client {number}", "importer", 2026)
    with workspace.work("Anniversaries") as unit:
        for account in unit.session.scalars(select(Account)):
            account.anniversary = date(2019, TODAY.month + 1, 10)
    owners = {line.company_id for line in companies.overview(workspace)}
    with workspace.work("Fill") as unit:
        for company in sorted(owners):
            for table, rows in _rows(company):
                unit.add_many(table, rows)
    return workspace


def listed(workspace: Workspace) -> int:
    """Read the list of all companies; return how many days it has."""
    return len(due_list.of_file(workspace, TODAY).rows)


def _rows(company):
    for table, (name, day, count) in DAYS.items():
        yield (
            table,
            [
                {
                    "id": new_id(),
                    "company_id": company,
                    name: f"Record {number}",
                    day: TODAY + timedelta(days=7 * number - 30),
                }
                for number in range(count)
            ],
        )
    joined = {"status": "accepted", "accepted_on": TODAY - timedelta(days=400)}
    yield "trade_membership", [{"id": new_id(), "company_id": company, **joined}]
    topics = [{"title": f"Topic {n}", "audience": "everyone", "repeat_months": 12} for n in "1234"]
    yield "topic", [{"id": new_id(), "company_id": company, **row} for row in topics]
    started = TODAY - timedelta(days=20)
    people = [{"first_name": f"P{n}", "last_name": "Lee", "started_on": started} for n in range(30)]
    yield "person", [{"id": new_id(), "company_id": company, **row} for row in people]
