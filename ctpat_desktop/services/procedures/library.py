"""The library of written procedures: which are still lacking, begun, approved and in force."""

import re
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ctpat_desktop.catalogue import order_key
from ctpat_desktop.catalogue.outlines import Outline, blanks, load_outlines
from ctpat_desktop.checklist.training import months_after
from ctpat_desktop.reading import editions
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.records import Account, Procedure, ProcedureVersion
from ctpat_desktop.records.base import new_id
from ctpat_desktop.services.registers.records import existing
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr
from ctpat_desktop.support.words import folded
from ctpat_desktop.workspace.changes import Changes

FIRST = "1"
"""What the first version of a procedure is called."""

SHOWN = 3
"""Blanks that a refusal names."""


@dataclass(frozen=True, slots=True)
class Offer:
    """An outline nobody has begun yet, with those of its criteria that the account is asked."""

    outline: Outline
    criteria: tuple[str, ...]
    named_in: tuple[str, ...] = ()
    """The titles of procedures in use that name one of these criteria already."""

    @property
    def words(self) -> str:
        """Return its criteria, and which procedures name them already."""
        criteria = ", ".join(self.criteria)
        if not self.named_in:
            return criteria
        already = tr("already named in: {titles}").format(titles="; ".join(self.named_in))
        return f"{criteria} · {already}"

    def title(self, language: str) -> str:
        """Return what the procedure is called in a language."""
        return self.outline.words[language].title


@dataclass(frozen=True, slots=True)
class Written:
    """A procedure with its versions, the newest first."""

    procedure: Procedure
    versions: tuple[ProcedureVersion, ...]

    @property
    def in_force(self) -> ProcedureVersion | None:
        """The newest approved version."""
        return next((row for row in self.versions if row.status == "approved"), None)

    @property
    def draft(self) -> ProcedureVersion | None:
        """The newest draft."""
        return next((row for row in self.versions if row.status == "draft"), None)

    @property
    def shown(self) -> ProcedureVersion | None:
        """The version that is printed: the draft being written, else the one in force."""
        return self.draft or self.in_force or next(iter(self.versions), None)


def criteria_of(text: str) -> tuple[str, ...]:
    """Return the criteria named in the field of a procedure."""
    words = text.replace(",", " ").replace(";", " ").split()
    return tuple(dict.fromkeys(word for word in words if word[:1].isdigit()))


def written(scope: Scope) -> list[Written]:
    """Return the procedures of the company in their order, withdrawn ones too."""
    query = select(Procedure).where(Procedure.company_id == scope.company_id)
    with scope.workspace.read() as session:
        procedures = session.scalars(query.order_by(Procedure.position, Procedure.title)).all()
        return [Written(row, _versions(session, row.id)) for row in procedures]


def one(scope: Scope, procedure_id: str) -> Written:
    """Return one procedure; Problem where it is gone."""
    with scope.workspace.read() as session:
        row = existing(session, "procedure", procedure_id)
        if not isinstance(row, Procedure):
            raise TypeError(row)
        return Written(row, _versions(session, row.id))


def answering(scope: Scope, criterion: str) -> list[tuple[str, str]]:
    """Return id and title of each procedure in use that names a criterion."""
    query = select(Procedure.id, Procedure.title, Procedure.criteria).where(
        Procedure.company_id == scope.company_id,
        Procedure.retired_on.is_(None),
        Procedure.criteria.contains(criterion, autoescape=True),
    )
    with scope.workspace.read() as session:
        rows = session.execute(query.order_by(Procedure.position, Procedure.title)).all()
    return [(row[0], row[1]) for row in rows if criterion in criteria_of(row[2])]


def offers(scope: Scope) -> list[Offer]:
    """Return the outlines of the account's entity type that no procedure has yet."""
    with scope.workspace.read() as session:
        account = session.get_one(Account, scope.account_id)
        edition = editions.of_account(session, account.id)
        known, titles = _begun(session, scope.company_id), _titles(session, scope.company_id)
        naming = _naming(session, scope.company_id)
    asked = {row.id for row in edition.criteria_for(account.entity)}
    found = []
    for outline in load_outlines().values():
        criteria = tuple(sorted(asked & set(outline.criteria), key=order_key))
        named = {folded(words.title) for words in outline.words.values()}
        is_begun = outline.id in known or named & titles
        if criteria and outline.is_for(account.entity) and not is_begun:
            rows = (title for title, named_ in naming if named_ & set(criteria))
            found.append(Offer(outline, criteria, tuple(rows)))
    return found


def begin(scope: Scope, outline_id: str, language: str) -> str:
    """Begin a procedure from an outline in one step; return its id.

    Problem where the outline is begun already or not for this account.
    """
    offer = next((row for row in offers(scope) if row.outline.id == outline_id), None)
    if offer is None:
        raise Problem(
            tr("Nothing was begun: this outline has a procedure already, or is not for you."),
            tr("Look for it in the list of procedures."),
        )
    title = offer.title(language)
    with scope.workspace.work(tr("Begin procedure “{title}”").format(title=title)) as unit:
        last = select(func.max(Procedure.position)).where(Procedure.company_id == scope.company_id)
        procedure = Procedure(
            id=new_id(),
            company_id=scope.company_id,
            position=(unit.session.scalar(last) or 0) + 1,
            title=title,
            criteria=", ".join(offer.criteria),
            review_months=offer.outline.months,
        )
        unit.session.add(procedure)
        unit.session.flush()
        unit.session.add(
            ProcedureVersion(
                company_id=scope.company_id,
                procedure_id=procedure.id,
                version=FIRST,
                language=language,
                outline=offer.outline.id,
                text=offer.outline.text(language),
            )
        )
    return procedure.id


def approve(scope: Scope, version_id: str, by: str, on: date) -> Changes:
    """Put a version in force: the one before it is replaced, and the next review gets its day.

    Problem while blanks are left, without a name, or for a day that is not here yet.
    """
    if not by.strip():
        raise Problem(tr("Nothing was approved: nobody is named."), tr("Name who approves it."))
    if on > scope.today:
        raise Problem(tr("Nothing was approved: the date is in the future."), tr("Choose today."))
    with scope.workspace.work(tr("Approve version of a procedure")) as unit:
        version = existing(unit.session, "procedure_version", version_id)
        if not isinstance(version, ProcedureVersion):
            raise TypeError(version)
        _refuse_open(version)
        for other in _versions(unit.session, version.procedure_id):
            is_other = other.id != version.id and other.language == version.language
            if is_other and other.status == "approved":
                other.status = "replaced"
        version.status, version.approved_by, version.approved_on = "approved", by.strip(), on
        _review(unit.session.get_one(Procedure, version.procedure_id), by.strip(), on)
    return unit.changes


def _review(procedure: Procedure, by: str, on: date) -> None:
    """Set the days of a procedure: who approves a version has read it."""
    if procedure.reviewed_on is None or procedure.reviewed_on <= on:
        procedure.reviewed_on, procedure.reviewed_by = on, by
        if procedure.review_months:
            procedure.next_review_on = months_after(on, procedure.review_months)


def _refuse_open(version: ProcedureVersion) -> None:
    if version.status != "draft":
        raise Problem(
            tr("Nothing was approved: this version is no draft."),
            tr("Add a new version and approve that one."),
        )
    if not version.text.strip() and version.evidence_id is None:
        raise Problem(
            tr("Nothing was approved: the version has neither text nor file."),
            tr("Write the text, or choose the file."),
        )
    left = blanks(version.text)
    if left:
        more = f" (+{len(left) - SHOWN})" if len(left) > SHOWN else ""
        named = "; ".join(left[:SHOWN]) + more
        raise Problem(
            tr("Nothing was approved: blanks are left: {names}.").format(names=named),
            tr("Write over each blank in double brackets first."),
        )


def _versions(session: Session, procedure_id: str) -> tuple[ProcedureVersion, ...]:
    query = select(ProcedureVersion).where(ProcedureVersion.procedure_id == procedure_id)
    return tuple(sorted(session.scalars(query), key=_age, reverse=True))


def _age(version: ProcedureVersion) -> tuple[object, ...]:
    """Return what versions are sorted by: the numbers in their name, then their day."""
    numbers = tuple(map(int, re.findall(r"\d+", version.version)))
    return (numbers, version.approved_on or date.min, version.position, version.id)


def _begun(session: Session, company_id: str) -> set[str]:
    query = select(ProcedureVersion.outline).where(ProcedureVersion.company_id == company_id)
    return set(session.scalars(query.distinct()))


def _naming(session: Session, company_id: str) -> list[tuple[str, set[str]]]:
    """Return title and criteria of each procedure in use."""
    query = select(Procedure.title, Procedure.criteria).where(
        Procedure.company_id == company_id, Procedure.retired_on.is_(None)
    )
    rows = session.execute(query.order_by(Procedure.position, Procedure.title)).all()
    return [(title, set(criteria_of(criteria))) for title, criteria in rows]


def _titles(session: Session, company_id: str) -> set[str]:
    query = select(Procedure.title).where(Procedure.company_id == company_id)
    return set(map(folded, session.scalars(query)))
