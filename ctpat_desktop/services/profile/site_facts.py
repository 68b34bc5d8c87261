"""Reads what the sites say on the criteria answered per site, as far as something can be amiss.

A site whose answer has words, a status and proof is left out by the query itself, so that a
thousand sites in order cost one pass of the database and no object each. Where a company has so few
sites that the words of each are judged, none is left out.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import Session

from ctpat_desktop.checklist.facts import AtSites, ResponseFact
from ctpat_desktop.checklist.writing.judge import MOST_SITES
from ctpat_desktop.reading import statements
from ctpat_desktop.reading.dossier import Book
from ctpat_desktop.records import Evidence, EvidenceLink, Response, Statement
from ctpat_desktop.services.profile.facts import statement_facts
from ctpat_desktop.workspace.bulk import MOST_NAMED
from ctpat_desktop.workspace.unit import Workspace

BLANKS = "".join(
    map(chr, (*range(9, 14), *range(28, 33), 0x85, 0xA0, 0x1680, *range(0x2000, 0x200B)))
)
BLANKS += "\u2028\u2029\u202f\u205f\u3000"
"""What counts as empty in a text, the same in the query as in Python."""

Links = Mapping[str, tuple[str, ...]]


def answered_sites(workspace: Workspace, book: Book, criterion: str) -> set[str]:
    """Return the sites whose answer on a criterion counts."""
    with workspace.read() as session:
        return answered(session, book, criterion)


def read(
    session: Session, book: Book, today: date, criteria: Collection[str]
) -> dict[str, AtSites]:
    """Return what the sites say on each of these criteria."""
    if not criteria:
        return {}
    mine = (_is_mine(book), Response.criterion.in_(criteria))
    found: dict[str, dict[str, ResponseFact | None]] = {key: {} for key in criteria}
    for row in _doubted(session, book, today, *mine):
        found[row.criterion][row.site_id] = row
    said = _answered_counts(session, mine)
    places = [site.id for site in book.sites]
    for key, rows in found.items():
        if said.get(key, 0) < len(places):
            here = Response.criterion == key
            answered = set(session.scalars(select(Response.site_id).where(_is_mine(book), here)))
            rows.update(dict.fromkeys(set(places) - answered))
        found[key] = {site: rows[site] for site in places if site in rows}
    return {key: AtSites(rows, said.get(key, 0)) for key, rows in found.items()}


def after(session: Session, book: Book, known: AtSites, rows: Iterable[Response]) -> AtSites:
    """Return what the sites say on one criterion after the responses `rows` of it were changed.

    The changed ones are kept even if they are well now: the rules find nothing with them.
    """
    ids = {row.id: row.site_id or "" for row in rows}
    fresh = {row.site_id: row for row in _read(session, _is_mine(book), Response.id.in_(ids))}
    doubts = {key: row for key, row in known.doubts.items() if key not in ids.values()} | fresh
    criterion = next(iter(rows)).criterion
    here = Response.criterion == criterion
    said = _answered_counts(session, (_is_mine(book), here)).get(criterion, 0)
    order = [site.id for site in book.sites]
    return AtSites({key: doubts[key] for key in order if key in doubts}, said)


def answered(session: Session, book: Book, criterion: str) -> set[str]:
    """Return the sites whose answer on one criterion counts."""
    has_reason = func.trim(Response.reason, BLANKS) != ""
    counts = Response.status.not_in(("not_started", "not_applicable")) | (
        (Response.status == "not_applicable") & has_reason
    )
    here = Response.criterion == criterion
    return set(session.scalars(select(Response.site_id).where(_is_mine(book), here, counts)))


def _is_mine(book: Book) -> ColumnElement[bool]:
    return and_(Response.profile_id == book.profile.id, Response.site_id.is_not(None))


def _answered_counts(session: Session, mine: Iterable[ColumnElement[bool]]) -> dict[str, int]:
    counted = select(Response.criterion, func.count()).where(*mine).group_by(Response.criterion)
    return {row[0]: row[1] for row in session.execute(counted)}


def _doubted(
    session: Session, book: Book, today: date, *mine: ColumnElement[bool]
) -> list[ResponseFact]:
    """Return the responses with which something can be amiss, each with its documents."""
    if len(book.sites) <= MOST_SITES:
        return _read(session, *mine)
    return _read(session, *mine, _is_doubtful(book, today))


def _read(session: Session, *where: ColumnElement[bool]) -> list[ResponseFact]:
    columns: tuple[Any, ...] = (
        Response.id,
        Response.criterion,
        Response.site_id,
        Response.status,
        func.trim(Response.narrative, BLANKS) != "",
        Response.narrative,
        func.trim(Response.reason, BLANKS) != "",
        Response.target_on,
        Response.per_site,
    )
    rows: Sequence[Any] = session.execute(select(*columns).where(*where)).all()
    ids = [row[0] for row in rows]
    links, stated = _links(session, ids), statements.of_responses(session, ids)
    return [
        ResponseFact(*(*row, links.get(row[0], ()), statement_facts(stated.get(row[0], ()))))
        for row in rows
    ]


def _links(session: Session, ids: Sequence[str]) -> Links:
    """Return the documents linked to some responses, in their order."""
    query = select(EvidenceLink.response_id, EvidenceLink.evidence_id)
    query = query.order_by(EvidenceLink.position, EvidenceLink.id)
    found: dict[str, tuple[str, ...]] = {}
    for start in range(0, len(ids), MOST_NAMED):
        named = EvidenceLink.response_id.in_(ids[start : start + MOST_NAMED])
        for response_id, evidence_id in session.execute(query.where(named)):
            found[response_id] = (*found.get(response_id, ()), evidence_id)
    return found


def _is_doubtful(book: Book, today: date) -> ColumnElement[bool]:
    """Return whether anything can be amiss with a response; the rules say whether it is."""
    musts = [answer.criterion.id for answer in book.asked() if answer.criterion.is_must]
    claims = Response.status.in_(("in_place", "partly")) & Response.criterion.in_(musts)
    return or_(
        Response.status.in_(("not_started", "partly", "planned")),
        (Response.status == "not_applicable") & (func.trim(Response.reason, BLANKS) == ""),
        (Response.status != "not_applicable")
        & (func.trim(Response.narrative, BLANKS) == "")
        & ~exists().where(Statement.response_id == Response.id),
        exists().where(
            Statement.response_id == Response.id, func.trim(Statement.text, BLANKS) == ""
        ),
        claims & ~exists().where(EvidenceLink.response_id == Response.id),
        Response.id.in_(_badly_proven(book, today)),
    )


def _badly_proven(book: Book, today: date) -> Select[str]:
    """Return the responses with a document that has expired or lies beside the review period."""
    starts, ends = book.profile.period_from, book.profile.period_to
    beside = (Evidence.period_from > (ends or date.max)) | (
        Evidence.period_to < (starts or date.min)
    )
    foreign = Evidence.company_id != book.company.id  # no proof, as if it were not there
    return (
        select(EvidenceLink.response_id)
        .join(Evidence, Evidence.id == EvidenceLink.evidence_id)
        .where((Evidence.expires_on < today) | beside | foreign)
    )
