"""What the window knows of an account: its outline, the facts behind it, and what they lack.

It is read once and then brought up to date with each change: only changed rows are read again, and
only what depends on them is judged again.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import Session

from ctpat_desktop.catalogue import Criterion
from ctpat_desktop.checklist import Review, engine
from ctpat_desktop.checklist.answers import is_answered
from ctpat_desktop.checklist.facts import AtSites, Facts, ResponseFact
from ctpat_desktop.checklist.review import Verdict
from ctpat_desktop.checklist.writing import copies
from ctpat_desktop.checklist.writing.judge import MOST_SITES
from ctpat_desktop.reading import outline, statements
from ctpat_desktop.reading.dossier import Book, read_outline
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.records import EvidenceLink, Response
from ctpat_desktop.services.profile import site_facts, writing
from ctpat_desktop.services.profile.facts import documents_of, outlined, reworded, said_of
from ctpat_desktop.support.later import later
from ctpat_desktop.workspace.changes import Changes
from ctpat_desktop.workspace.unit import Workspace

if TYPE_CHECKING:
    from ctpat_desktop.checklist.register_facts import RegisterFacts
    from ctpat_desktop.services.profile.year_facts import Reviewed
    from ctpat_desktop.services.registers.facts import RegisterCache

HEAD = ("company", "address", "contact", "identifier", "site", "account", "profile")
"""Tables whose facts are few and are all gathered again."""

AT_ONCE = 12
"""Criteria read at once."""

_read_registers = later("ctpat_desktop.services.registers.facts:read")
_refresh_registers = later("ctpat_desktop.services.registers.facts:refresh")
_read_year = later("ctpat_desktop.services.profile.year_facts:read")
_refresh_year = later("ctpat_desktop.services.profile.year_facts:after")

Sites = Mapping[str, AtSites]


@dataclass(frozen=True, slots=True)
class Model:
    """One account as the window shows it on one day.

    `registers` is None until the registers and the answers of the sites were looked at.
    """

    book: Book
    facts: Facts
    review: Review
    registers: RegisterCache | None
    today: date
    year: Reviewed | None = None
    """How far the yearly review is; None until it was looked at."""

    @property
    def criteria(self) -> tuple[Criterion, ...]:
        """What the account is asked."""
        return tuple(answer.criterion for answer in self.book.answers)


def first(scope: Scope) -> Model:
    """Read what the first picture needs: the company and its own answers."""
    with scope.workspace.read() as session:
        book = read_outline(session, scope.account_id, has_sites=False)
    return _judged(book, outlined(book, {}), None, scope.today)


def read(scope: Scope) -> Model:
    """Read everything."""
    with scope.workspace.read() as session:
        book = read_outline(session, scope.account_id)
    found = outlined(book, _sites(scope.workspace, book, scope.today))
    found = replace(found, writing=writing.of_account(scope.workspace, book, found))
    model = _judged(book, found, _read_registers(scope), scope.today)
    return _in_year(model, _read_year(scope))


def without_registers(model: Model) -> Model:
    """Return the model as it is until the registers and the year were looked through anew."""
    return _judged(model.book, replace(model.facts, year=None), None, model.today)


def after(workspace: Workspace, model: Model, changes: Changes) -> Model:
    """Return the model after a change."""
    return year_after(workspace, answers_after(workspace, model, changes), changes)


def year_after(workspace: Workspace, model: Model, changes: Changes) -> Model:
    """Return the model with the yearly review brought up to date with a change.

    An affirmed criterion is held against the words of all its sites: `answers_after` is quicker.
    """
    if model.year is None:
        return model
    book = model.book
    scope = Scope(workspace, book.account.id, book.company.id, model.today)
    return _in_year(model, _refresh_year(scope, model.year, changes))


def _in_year(model: Model, year: Reviewed) -> Model:
    """Return the model with the yearly review as it stands."""
    facts = replace(model.facts, year=year.facts())
    found = engine.on_year(model.criteria, facts, model.today)
    if year is model.year and model.facts.year and found == model.review.year:
        return model
    return replace(model, facts=facts, year=year, review=replace(model.review, year=found))


def answers_after(workspace: Workspace, model: Model, changes: Changes) -> Model:
    """Return the model after a change, all but the yearly review."""
    registers = model.registers
    with workspace.read() as session:
        book = outline.patched(session, model.book, changes)
        model = _reworded(session, model, changes)
        if registers is not None:
            registers = _registers(workspace, registers, book, changes)
        if book is model.book:
            if registers is model.registers:
                return model
            return replace(model, registers=registers, review=_met(model, model.facts, registers))
        return _Patch(session, model, book, registers, changes).run()


class _Patch:
    """One pass over what a change of the account touches."""

    def __init__(
        self,
        session: Session,
        model: Model,
        book: Book,
        registers: RegisterCache | None,
        changes: Changes,
    ) -> None:
        self._session, self._old, self._book = session, model, book
        self._registers, self._changes = registers, changes
        self._today = model.today
        self._looks_at_sites = model.registers is not None

    def run(self) -> Model:
        """Return the new model."""
        if self._is_wide():
            sites = self._read(_per_site(self._book))
            return self._anew(outlined(self._book, sites))
        rows = self._rows()
        facts = self._facts(rows)
        if self._changes.touches(*HEAD):  # names of sites and the period are in many findings
            return self._anew(facts)
        facts, worded = self._worded(facts, rows)
        read = facts.reworded.keys() ^ self._old.facts.reworded.keys()
        touched = {*rows, *worded, *read}
        judged = {row.id: row for row in self._old.criteria if row.id in touched}
        verdicts = {
            key: self._verdict(row, facts, rows.get(key, []), is_reread=key in worded)
            for key, row in judged.items()
        }
        review = self._old.review.with_criteria(verdicts)
        changed = replace(self._old, book=self._book, facts=facts, registers=self._registers)
        same = self._registers is self._old.registers and not self._moves_claims(facts)
        registers = review.registers if same else _met(changed, facts, self._registers).registers
        criteria, own = self._old.criteria, review.company.by_site[""]
        steps = tuple(engine.progress(criteria, facts, own))
        return replace(changed, review=replace(review, registers=registers, progress=steps))

    def _is_wide(self) -> bool:
        """Return whether more can have changed than some rows tell."""
        items, old = self._changes.items, self._old
        lists = [item for item in items if item.table in ("site", "evidence", "response")]
        lists += [item for item in items if item.table in ("evidence_link", *outline.ROOTS)]
        stated = sum(item.table == "statement" for item in items)
        asked = tuple(answer.criterion for answer in self._book.answers)
        return (
            len(lists) + stated > outline.MANY
            or asked != old.criteria
            or _edition(self._book) != _edition(old.book)
            or any(item.action == "removed" for item in lists)
            or any(item.table == "site" and item.action == "added" for item in lists)
            or any(item.table in outline.ROOTS for item in lists)
        )

    def _rows(self) -> dict[str, list[Response]]:
        """Return the responses that a change touches, by criterion."""
        ids = {item.record_id for item in self._changes.items if item.table == "response"}
        for table, column in (("evidence_link", EvidenceLink.id), ("evidence", LINKED)):
            keys = [row.record_id for row in self._changes.items if row.table == table]
            if keys:
                wanted = select(EvidenceLink.response_id).where(column.in_(keys))
                ids |= set(self._session.scalars(wanted))
        ids |= statements.touched(self._session, self._changes.items)
        mine = Response.profile_id == self._book.profile.id
        found: dict[str, list[Response]] = {}
        for row in self._session.scalars(select(Response).where(mine, Response.id.in_(ids))):
            found.setdefault(row.criterion, []).append(row)
        return found

    def _facts(self, rows: Mapping[str, list[Response]]) -> Facts:
        book, old = self._book, self._old.facts
        touched = [answer for answer in book.answers if answer.criterion.id in rows]
        said = {**old.responses, **said_of(touched)}
        sites = dict(old.at_sites)
        if self._looks_at_sites:
            for answer in touched:
                key = answer.criterion.id
                own = [row for row in rows[key] if row.site_id]
                if not answer.is_per_site or answer.criterion.earlier:
                    sites.pop(key, None)
                elif key not in sites:
                    sites |= self._read([key])
                elif own:
                    sites[key] = site_facts.after(self._session, book, sites[key], own)
        if self._changes.touches(*HEAD):
            return outlined(book, sites)
        has_new = self._changes.touches("evidence")
        documents = documents_of(book) if has_new else old.documents
        again = reworded(book)
        return replace(old, responses=said, at_sites=sites, documents=documents, reworded=again)

    def _anew(self, facts: Facts) -> Model:
        """Return the model with everything judged again; what the words need is read anew."""
        known = self._old.facts.writing
        facts = replace(facts, year=self._old.facts.year, writing=known)
        if known is not None:
            facts = replace(facts, writing=writing.read(self._session, self._book, facts))
        judged = _judged(self._book, facts, self._registers, self._today)
        return replace(judged, year=self._old.year)

    def _worded(self, facts: Facts, rows: Collection[str]) -> tuple[Facts, set[str]]:
        """Return facts with the texts compared anew, and the criteria another one's text moved."""
        old = self._old.facts
        if facts.writing is None or old.writing is None:
            return facts, set()
        worded = set[str]()
        if facts.documents is not old.documents:
            pairs = facts.documents.items() ^ old.documents.items()
            facts = replace(
                facts, writing=replace(facts.writing, titles=writing.titles(facts.documents))
            )
            worded = writing.naming(facts, [document for _, document in pairs])
        fresh = copies.after(facts, rows)
        before, now = old.writing.copies, fresh.copies if fresh else {}
        moved = {key for key in before.keys() | now.keys() if before.get(key) != now.get(key)}
        worded |= moved
        return replace(facts, writing=fresh), worded

    def _verdict(
        self, criterion: Criterion, facts: Facts, rows: list[Response], *, is_reread: bool
    ) -> Verdict:
        """Judge one criterion: only the changed responses, unless the whole decides on the rest.

        With `is_reread` the words of all its responses are judged again, as far as they are judged.
        """
        key, verdict = criterion.id, self._old.review.criteria[criterion.id]
        before, now = self._old.facts, facts
        if _counts(before.responses.get(key)) != _counts(now.responses.get(key)):
            return engine.on_criterion(criterion, facts, self._today)
        if (key in before.at_sites) != (key in now.at_sites):
            return engine.on_criterion(criterion, facts, self._today)
        moved = is_reread or _proof(before.responses.get(key)) != _proof(now.responses.get(key))
        if moved and len(facts.sites) <= MOST_SITES:
            return engine.on_criterion(criterion, facts, self._today)
        for site_id in {"", *(row.site_id or "" for row in rows)}:
            verdict = engine.on_response(criterion, facts, self._today, site_id, verdict)
        return verdict

    def _moves_claims(self, facts: Facts) -> bool:
        """Return whether a status or the proof of one changed, which the registers may deny."""
        old, new = self._old.facts.responses, facts.responses
        return any(_claim(old.get(key)) != _claim(row) for key, row in new.items())

    def _read(self, criteria: Collection[str]) -> Sites:
        if not self._looks_at_sites:
            return {}
        return site_facts.read(self._session, self._book, self._today, criteria)


LINKED = EvidenceLink.evidence_id


def _reworded(session: Session, model: Model, changes: Changes) -> Model:
    """Return the model after a change of what the rules of writing go by."""
    known = model.facts.writing
    if known is None or not writing.is_touched(model.book.account.id, changes):
        return model
    fresh, moved = writing.refreshed(session, model.book, known)
    if moved is not None and not moved:
        return model
    facts = replace(model.facts, writing=fresh)
    rows = [row for row in model.criteria if moved is None or row.id in moved]
    judged = {row.id: engine.on_criterion(row, facts, model.today) for row in rows}
    return replace(model, facts=facts, review=model.review.with_criteria(judged))


def _judged(book: Book, facts: Facts, registers: RegisterCache | None, today: date) -> Model:
    criteria = tuple(answer.criterion for answer in book.answers)
    found = engine.evaluate(criteria, facts, today, _of(registers))
    return Model(book, facts, found, registers, today)


def _met(model: Model, facts: Facts, registers: RegisterCache | None) -> Review:
    """Return the review with answers and registers held against each other anew."""
    met = engine.on_registers(model.criteria, facts, model.today, _of(registers))
    return replace(model.review, registers=met)


def _of(registers: RegisterCache | None) -> RegisterFacts | None:
    return registers.facts if registers else None


def _registers(
    workspace: Workspace, known: RegisterCache, book: Book, changes: Changes
) -> RegisterCache:
    if book.company.id != known.company_id:
        scope = Scope.of_company(workspace, book.company.id, known.today)
        fresh: RegisterCache = _read_registers(scope)
    else:
        fresh = _refresh_registers(workspace, known, changes)
    return fresh


def _sites(workspace: Workspace, book: Book, today: date) -> Sites:
    """Read what the sites say, some criteria at a time: nobody waits long for the file."""
    keys, found = _per_site(book), dict[str, AtSites]()
    for start in range(0, len(keys), AT_ONCE):
        with workspace.read() as session:
            found |= site_facts.read(session, book, today, keys[start : start + AT_ONCE])
    return found


def _per_site(book: Book) -> list[str]:
    return [answer.criterion.id for answer in book.asked() if answer.is_per_site]


def _edition(book: Book) -> tuple[str, str]:
    return book.edition.id, book.edition.missing


def _counts(response: ResponseFact | None) -> tuple[bool, bool]:
    """Return what decides whether the answers of the sites are looked at."""
    return is_answered(response), bool(response and response.per_site)


def _proof(response: ResponseFact | None) -> tuple[str, ...]:
    """Return the documents of the whole, which a site's words may name too."""
    return response.documents if response else ()


def _claim(response: ResponseFact | None) -> tuple[str, tuple[str, ...]]:
    return (response.status, response.documents) if response else ("", ())
