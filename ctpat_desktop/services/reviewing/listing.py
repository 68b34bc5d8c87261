"""The answers of an account by their state, some at a time: a thousand sites cost as little."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, select
from sqlalchemy.orm import Session

from ctpat_desktop.catalogue import Criterion
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.records import AnswerReview, Response, Site
from ctpat_desktop.services.reviewing import comments
from ctpat_desktop.services.reviewing.states import DRAFT, REVIEW_STATES, State
from ctpat_desktop.services.reviewing.subject import profile_id

PAGE = 200
"""Rows read at once."""
START = (0, 0)
"""The place of the first row: which criterion, and how many of its sites are behind."""
Cursor = tuple[int, int]
REVIEWED = (
    *(AnswerReview.state, AnswerReview.set_by, AnswerReview.set_at, AnswerReview.reason),
    *(AnswerReview.approved_by, AnswerReview.approved_at, AnswerReview.changed_at),
    AnswerReview.assigned_to,
)


@dataclass(frozen=True, slots=True)
class Narrowing:
    """Which answers are wanted; "" and False want all of them."""

    state: str = ""
    assigned_to: str = ""
    has_comments: bool = False
    has_sites: bool = True


@dataclass(frozen=True, slots=True)
class Line:
    """One answer of the list: of the company (`site_id` None), or of a site."""

    criterion: Criterion
    site_id: str | None
    site: str
    status: str
    review: State
    comments: int


@dataclass(frozen=True, slots=True)
class Counts:
    """How many answers there are by state, how many conversations are open, who works on what."""

    states: Mapping[str, int]
    comments: int
    assigned: Mapping[str, int]


def counts(scope: Scope, criteria: Sequence[Criterion], *, has_sites: bool = True) -> Counts:
    """Count the answers asked of an account; with `has_sites` also those that sites have given."""
    asked = {row.id for row in criteria}
    with scope.workspace.read() as session:
        mine = profile_id(session, scope.account_id)
        at_site = (Response.profile_id == mine, Response.site_id.is_not(None))
        query = select(func.count()).select_from(Response).where(*at_site)
        at_sites = (session.scalar(query) or 0) if has_sites else 0
        by_state = select(AnswerReview.state, func.count()).where(
            AnswerReview.profile_id == mine, AnswerReview.state != DRAFT
        )
        if not has_sites:
            by_state = by_state.where(AnswerReview.site_id.is_(None))
        found = Counter(dict(_pairs(session, by_state.group_by(AnswerReview.state))))
        by_name = select(AnswerReview.assigned_to, func.count()).where(
            AnswerReview.profile_id == mine, AnswerReview.assigned_to != ""
        )
        names = _pairs(session, by_name.group_by(AnswerReview.assigned_to))
    found[DRAFT] = max(len(asked) + at_sites - found.total(), 0)
    states = {state: found[state] for state in REVIEW_STATES}
    return Counts(states, comments.count_of_account(scope), dict(names))


def lines(
    scope: Scope, criteria: Sequence[Criterion], narrowing: Narrowing, start: Cursor = START
) -> tuple[list[Line], Cursor | None]:
    """Return the next answers wanted, and where to go on; None at the end."""
    with scope.workspace.read() as session:
        return _Reader(session, scope, criteria, narrowing).run(start)


def _pairs(session: Session, query: Select[*tuple[Any, ...]]) -> list[tuple[Any, Any]]:
    return [(row[0], row[1]) for row in session.execute(query)]


class _Reader:
    """One pass over some criteria."""

    def __init__(
        self, session: Session, scope: Scope, criteria: Sequence[Criterion], narrowing: Narrowing
    ) -> None:
        self._session, self._criteria, self._narrowing = session, criteria, narrowing
        self._profile = profile_id(session, scope.account_id)
        self._comments = comments.open_by_answer(session, scope)
        self._status, self._whole = self._wholes()

    def run(self, start: Cursor) -> tuple[list[Line], Cursor | None]:
        """Return a page of lines and the place of the next one."""
        found: list[Line] = []
        at, behind = start
        while at < len(self._criteria):
            criterion = self._criteria[at]
            if not behind:
                found += self._own(criterion)
            room = PAGE - len(found)
            rows = self._at_sites(criterion, behind, room) if self._narrowing.has_sites else []
            found += rows
            if len(rows) == room and room:
                return found, (at, behind + len(rows))
            at, behind = at + 1, 0
            if len(found) >= PAGE:
                return found, (at, 0) if at < len(self._criteria) else None
        return found, None

    def _wholes(self) -> tuple[dict[str, str], dict[str, State]]:
        """Read what the company says and how far that is, without a word of it."""
        said = select(Response.criterion, Response.status).where(
            Response.profile_id == self._profile, Response.site_id.is_(None)
        )
        reviewed = select(AnswerReview.criterion, *REVIEWED).where(
            AnswerReview.profile_id == self._profile, AnswerReview.site_id.is_(None)
        )
        return dict(_pairs(self._session, said)), {
            row[0]: State(*row[1:]) for row in self._session.execute(reviewed)
        }

    def _own(self, criterion: Criterion) -> list[Line]:
        review = self._whole.get(criterion.id, State())
        status = self._status.get(criterion.id, "not_started")
        count = self._comments.get((criterion.id, None), 0)
        line = Line(criterion, None, "", status, review, count)
        return [line] if self._is_wanted(line) else []

    def _is_wanted(self, line: Line) -> bool:
        narrowing = self._narrowing
        return (
            narrowing.state in ("", line.review.state)
            and narrowing.assigned_to in ("", line.review.assigned_to)
            and not (narrowing.has_comments and not line.comments)
        )

    def _at_sites(self, criterion: Criterion, behind: int, room: int) -> list[Line]:
        narrowing = self._narrowing
        if room <= 0 or not self._may_have_sites(criterion):
            return []
        more: list[ColumnElement[bool]] = []
        if narrowing.state:
            more.append(func.coalesce(AnswerReview.state, DRAFT) == narrowing.state)
        if narrowing.has_comments:
            ids = [site for key, site in self._comments if key == criterion.id and site]
            more.append(Response.site_id.in_(ids))
        query = self._of_sites(criterion).where(*more)
        rows = self._session.execute(query.offset(behind).limit(room)).all()
        return [self._line(criterion, row) for row in rows]

    def _may_have_sites(self, criterion: Criterion) -> bool:
        """Return whether a choice can be met by a site: the whole criterion is assigned."""
        to = self._narrowing.assigned_to
        return not to or self._whole.get(criterion.id, State()).assigned_to == to

    def _of_sites(self, criterion: Criterion) -> Select[*tuple[Any, ...]]:
        same = and_(
            AnswerReview.profile_id == Response.profile_id,
            AnswerReview.criterion == Response.criterion,
            AnswerReview.site_id == Response.site_id,
        )
        query = select(Response.site_id, Site.name, Response.status, *REVIEWED)
        query = query.join(Site, Site.id == Response.site_id).outerjoin(AnswerReview, same)
        mine = (Response.profile_id == self._profile, Response.criterion == criterion.id)
        return query.where(*mine).order_by(Site.name, Site.id)

    def _line(self, criterion: Criterion, row: Any) -> Line:
        site_id, name, status, *reviewed = row
        review = State(*reviewed) if reviewed[0] else State()
        count = self._comments.get((criterion.id, site_id), 0)
        return Line(criterion, site_id, name or "", status, review, count)
