"""Facts about written procedures: blanks, untouched outlines, overdue reviews, what they answer."""

import re
from typing import Any

from sqlalchemy import Select, case, exists, func, literal, or_, select
from sqlalchemy.orm import Session

from ctpat_desktop.catalogue.outlines import LANGUAGES, load_outlines
from ctpat_desktop.catalogue.values import choices_of
from ctpat_desktop.checklist.rules_on_procedures import YEARLY
from ctpat_desktop.records import Procedure, ProcedureVersion, Revision
from ctpat_desktop.services.registers.facts.query import Column, Moment, Query, rows, sure

OLD_DRAFT = 30
"""Days after which a draft with blanks is pointed out; our own figure."""

LIVES = Procedure.retired_on.is_(None)
"""What holds of a procedure that is in use."""

TABLE = "procedure"


def names(*criteria: str) -> Column:
    """Return whether the field of a procedure names one of these criteria."""
    plain = func.replace(func.replace(Procedure.criteria, ";", ","), " ", ",")
    listed = literal(",") + plain + ","
    return or_(*(listed.like(f"%,{criterion},%") for criterion in criteria))


def answered(session: Session, company_id: str) -> frozenset[str]:
    """Return the criteria that procedures in use name."""
    query = select(Procedure.criteria).where(Procedure.company_id == company_id, LIVES)
    return frozenset(
        word for text in session.scalars(query) for word in re.split(r"[\s,;]+", text) if word
    )


def numbers(session: Session, company_id: str) -> frozenset[str]:
    """Return the numbers of the procedures in use."""
    query = select(Procedure.number).where(Procedure.company_id == company_id, LIVES)
    return frozenset(number for text in session.scalars(query) if (number := text.strip()))


def _version(name: str, build: Any) -> Query:
    return Query(
        name,
        "procedure_version",
        build,
        parent=TABLE,
        parent_id=ProcedureVersion.procedure_id,
    )


def _of_version(*conditions: Column) -> Select[Any]:
    title = (
        select(Procedure.title)
        .where(Procedure.id == ProcedureVersion.procedure_id)
        .scalar_subquery()
    )
    in_use = exists().where(Procedure.id == ProcedureVersion.procedure_id, LIVES)
    return rows(
        ProcedureVersion,
        title,
        in_use,
        *conditions,
        detail=_called(),
        parent_id=ProcedureVersion.procedure_id,
    )


def _called() -> Column:
    """Return what tells a version from the others: its number, and its language in words."""
    languages = choices_of("procedure_version", "language")
    language = case(languages, value=ProcedureVersion.language, else_=ProcedureVersion.language)
    return literal("version ") + ProcedureVersion.version + literal(", ") + language


def _untouched() -> Column:
    texts = [row.text(language) for row in load_outlines().values() for language in LANGUAGES]
    return (ProcedureVersion.outline != "") & ProcedureVersion.text.in_(texts)


def _untouched_rows(_moment: Moment) -> Select[Any]:
    return _of_version(ProcedureVersion.status != "replaced", _untouched())


def _blank_rows(moment: Moment) -> Select[Any]:
    """Versions in force with a blank, and drafts with one that are older than a month."""
    known = (Revision.record_id == ProcedureVersion.id, Revision.at <= moment.ago(OLD_DRAFT))
    is_old = (ProcedureVersion.status == "draft") & exists().where(*known)
    return _of_version(
        ProcedureVersion.text.like("%[[%]]%"),
        or_(ProcedureVersion.status == "approved", is_old),
        ~_untouched(),
    )


def _overdue(moment: Moment) -> Select[Any]:
    """Reviews past their day, where a criterion asks for one each year.

    What the rules on the newest review say of a criterion is not said twice.
    """
    is_new = sure(Procedure.reviewed_on >= moment.ago(moment.limits.policy_days))
    return rows(
        Procedure,
        Procedure.title,
        LIVES,
        Procedure.next_review_on < moment.today,
        names(*YEARLY),
        or_(is_new, ~names("4.6", "6.1", "9.8")),
        detail=Procedure.next_review_on,
    )


QUERIES = (
    _version("procedure_untouched", _untouched_rows),
    _version("procedure_blanks", _blank_rows),
    Query("procedure_overdue", TABLE, _overdue),
)
