"""The invented edition, a company with four answers, and what is looked at in its file."""

from datetime import date

from sqlalchemy import select

from ctpat_desktop.records import RECORDS
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.profile import (
    review,
)
from ctpat_desktop.support.shipped import shipped

DAY = date(2027, 1, 20)
FILE = shipped("resources", "editions", "invented-2031.json")
OTHER = "invented-2031"
SAID = {"1.1": "We sign.", "6.2": "We seal.", "9.8": "We have rules.", "9.5": "They park outside."}


def read(scope):
    return companies.dossier(scope.workspace, scope.account_id)


def rows(workspace):
    """Return every row of every table, to the byte."""
    with workspace.read() as session:
        return {
            table: sorted(repr(tuple(row)) for row in session.execute(select(kind.__table__)))
            for table, kind in RECORDS.items()
        }


def rules(scope):
    return {(row.rule, row.place.criterion) for row in review.review(scope).findings}


def findings_of(scope, rule):
    return [row for row in review.review(scope).findings if row.rule == rule]
