"""Moves the other accounts of a file to an edition, each as a step of its own company."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import func, select

from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.records import Profile
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.accounts.companies import AccountLine
from ctpat_desktop.services.profile import editions
from ctpat_desktop.support.errors import Cancelled, Problem
from ctpat_desktop.support.progress import Progress, Silent


@dataclass(frozen=True, slots=True)
class Moved:
    """How many accounts are on the other edition now, and which stay, with the reason."""

    count: int
    stay: tuple[tuple[AccountLine, str], ...]


def others(scope: Scope) -> tuple[AccountLine, ...]:
    """Return every other account whose newest profile is on the edition of this one."""
    lines = companies.overview(scope.workspace)
    newest = select(Profile.account_id, func.max(Profile.year)).group_by(Profile.account_id)
    with scope.workspace.read() as session:
        years = {row[0]: row[1] for row in session.execute(newest)}
        rows = session.execute(select(Profile.account_id, Profile.year, Profile.edition))
        on = {account: edition for account, year, edition in rows if years[account] == year}
    own = on.get(scope.account_id)
    return tuple(
        line
        for line in lines
        if line.account_id != scope.account_id and on.get(line.account_id) == own
    )


def move(
    scope: Scope, lines: Sequence[AccountLine], edition_id: str, progress: Progress | None = None
) -> Moved:
    """Move accounts one by one; one that cannot be moved stays, and the others go on."""
    steps, stay, count = progress or Silent(), [], 0
    for at, line in enumerate(lines):
        steps.step(at, len(lines), line.title)
        there = replace(scope, account_id=line.account_id, company_id=line.company_id)
        try:
            editions.move(there, edition_id)
        except Cancelled:
            raise
        except Problem as problem:
            stay.append((line, problem.line()))
        else:
            count += 1
    return Moved(count, tuple(stay))
