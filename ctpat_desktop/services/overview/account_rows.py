"""Every account of a file in one row: how far its profile and review are, and what is due."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from ctpat_desktop.catalogue import Overlay, asked
from ctpat_desktop.catalogue.edition import CURRENT
from ctpat_desktop.checklist.answers import counts
from ctpat_desktop.reading import editions
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.records import CriterionOverlay, Profile, Response
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.deadlines import due_list, profile_days
from ctpat_desktop.services.deadlines.due_day import DueDay, Owner
from ctpat_desktop.services.deadlines.profile_days import Review
from ctpat_desktop.services.profile import affirming
from ctpat_desktop.services.profile.affirming import CHANGED, UNCHANGED
from ctpat_desktop.support.dates import day_text
from ctpat_desktop.support.language import tr
from ctpat_desktop.workspace import archived
from ctpat_desktop.workspace.bulk import parts
from ctpat_desktop.workspace.unit import Workspace

MONTHS = 24
"""Months the days are looked for: the next yearly review is among them."""
OF_ACCOUNT = frozenset({"year", "answers"})
"""Kinds of days that belong to one account; all others are those of its company."""
WATCHED = due_list.WATCHED | {"criterion_overlay", "affirmation", "evidence_link", "statement"}
"""Tables the rows depend on, besides settings."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How many criteria are asked and answered, and how many Musts are not."""

    asked: int
    answered: int
    open_musts: int


@dataclass(frozen=True, slots=True)
class ReviewState:
    """The next yearly review, whether its year has begun, and what is affirmed in its window."""

    review: Review
    is_begun: bool
    affirmed: int = 0
    asked: int = 0

    def words(self, today: date) -> str:
        """Say in words how far it is."""
        year, days = self.review.year, self.review.window
        if today < days.opens:
            return tr("{year}: opens {day}").format(year=year, day=day_text(days.opens))
        if not self.is_begun:
            words = tr("{year}: due {day}, not begun")
            return words.format(year=year, day=day_text(days.closes))
        words = tr("{year}: due {day}, {done} of {all} affirmed")
        many = {"done": self.affirmed, "all": self.asked}
        return words.format(year=year, day=day_text(days.closes), **many)


@dataclass(frozen=True, slots=True)
class AccountRow:
    """One account as the list of all companies shows it."""

    owner: Owner
    kind: str
    """The account's own name, else its entity type in words."""
    progress: Progress
    review: ReviewState | None
    """None while no anniversary is typed."""
    days: tuple[DueDay, ...]
    """What falls due for the account and its company, the oldest first."""
    is_archived: bool = False
    """Whether its company is archived: nothing of it falls due."""

    @property
    def company(self) -> str:
        """The name of the company."""
        return self.owner.company

    def late(self, today: date) -> int:
        """Return how many days have passed."""
        return sum(day.due(today).is_late for day in self.days)

    def next_day(self, today: date) -> DueDay | None:
        """Return the next day that is not late."""
        return next((day for day in self.days if day.on >= today), None)


@dataclass(frozen=True, slots=True)
class Overview:
    """All accounts of a file, in the order of its lists, on one day."""

    rows: tuple[AccountRow, ...]
    today: date
    late: int
    """Late days of the file; those of a company with several accounts count once."""

    @property
    def companies(self) -> int:
        """How many companies there are."""
        return len({row.owner.company_id for row in self.rows})


def of_file(workspace: Workspace, today: date, *, with_archived: bool = False) -> Overview:
    """Read every account of a file; those of archived companies only on demand."""
    found = due_list.of_file(workspace, today, due_list.horizon(today, MONTHS))
    of_company: dict[str, list[DueDay]] = defaultdict(list)
    for day in found.rows:
        of_company[day.owner.company_id].append(day)
    lines = companies.overview(workspace, with_archived=True)
    kinds = {line.account_id: line.kind for line in lines}
    with workspace.read() as session:
        owners = profile_days.owners(session, with_archived=with_archived)
        away = archived.ids(session)
        progress = _progress(session, owners)
        reviews = _reviews(workspace, session, owners, today)
    rows = tuple(
        AccountRow(
            owner,
            kinds[owner.account_id],
            progress[owner.account_id],
            reviews[owner.account_id],
            _own_days(owner, of_company[owner.company_id]),
            owner.company_id in away,
        )
        for owner in owners
    )
    return Overview(rows, today, len(found.late(today)))


def _own_days(owner: Owner, days: Iterable[DueDay]) -> tuple[DueDay, ...]:
    """Return the days of one account out of those of its company."""
    mine = owner.account_id
    return tuple(day for day in days if day.kind not in OF_ACCOUNT or day.owner.account_id == mine)


def _reviews(
    workspace: Workspace, session: Session, owners: Iterable[Owner], today: date
) -> dict[str, ReviewState | None]:
    days = profile_days.window_days(session)
    found: dict[str, ReviewState | None] = {}
    for owner in owners:
        review = profile_days.next_review(owner, days)
        scope = Scope(workspace, owner.account_id, owner.company_id, today)
        found[owner.account_id] = _state(scope, owner, review) if review else None
    return found


def _state(scope: Scope, owner: Owner, review: Review) -> ReviewState:
    """Return how far a review is; what was affirmed is read only once its window is open."""
    is_begun = review.year <= owner.year
    if scope.today < review.window.opens or not is_begun:
        return ReviewState(review, is_begun)
    year = affirming.status(scope)
    affirmed = year.count(CHANGED) + year.count(UNCHANGED)
    return ReviewState(review, is_begun, affirmed, len(year.rows))


def _progress(session: Session, owners: Sequence[Owner]) -> dict[str, Progress]:
    """Return how far each account is, by its id; answers of sites count by the company's own."""
    answered = _answered(session, [owner.profile_id for owner in owners])
    overlays = _overlays(session, [owner.account_id for owner in owners])
    names = dict(session.execute(select(Profile.id, Profile.edition)).all())
    found: dict[str, Progress] = {}
    for owner in owners:
        edition = editions.for_entity(session, names[owner.profile_id] or CURRENT, owner.entity)
        mine = answered[owner.profile_id]
        rows = asked(edition, owner.entity, overlays[owner.account_id], mine)
        left = [row for row in rows if not mine.get(row.id)]
        musts = sum(row.is_must for row in left)
        found[owner.account_id] = Progress(len(rows), len(rows) - len(left), musts)
    return found


def _answered(session: Session, profiles: Sequence[str]) -> dict[str, dict[str, bool]]:
    """Return by profile each criterion with anything stored, and whether the company answered."""
    found: dict[str, dict[str, bool]] = defaultdict(dict)
    columns = (Response.profile_id, Response.criterion, Response.status, Response.reason)
    for some in parts(profiles):
        mine = Response.profile_id.in_(some)
        for profile, criterion, status, reason in session.execute(
            select(*columns).where(mine, Response.site_id.is_(None))
        ):
            found[profile][criterion] = counts(status, has_reason=bool(reason.strip()))
    return found


def _overlays(session: Session, accounts: Sequence[str]) -> dict[str, list[Overlay]]:
    found: dict[str, list[Overlay]] = defaultdict(list)
    for some in parts(accounts):
        mine = CriterionOverlay.account_id.in_(some)
        for row in session.scalars(select(CriterionOverlay).where(mine)):
            found[row.account_id].append(editions.as_overlay(row))
    return found
