"""Facts about CBP's side: messages, validation reports and their points, letters."""

from datetime import timedelta

from sqlalchemy import Select, case, func, select

from ctpat_desktop.catalogue.forms import load_form
from ctpat_desktop.records import AppealFile, CbpMessage, Validation, ValidationItem
from ctpat_desktop.services.registers import due_days
from ctpat_desktop.services.registers.facts.query import (
    Builder,
    Column,
    Moment,
    Query,
    column,
    rows,
    sure,
    text,
)

NO_ANSWER = "best_practice"
"""The kind of point that asks for nothing."""


def _day(table: str, moment: Moment) -> Column:
    return due_days.column(table, load_form(table).field("due_on"), moment.limits)


def _called(table: str, day: Column) -> Column:
    """Return the kind of a record in words, and its day."""
    words = {row.value: row.label for row in load_form(table).field("kind").choices}
    kind = column(table, "kind")
    return case(words, value=kind, else_=kind).concat(" ").concat(text(day))


IS_OPEN = CbpMessage.answered_on.is_(None) & (CbpMessage.applies != "no")
WAITS: dict[str, tuple[Column, Column]] = {
    "cbp_message": (CbpMessage.subject, IS_OPEN),
    "validation": (_called("validation", Validation.starts_on), Validation.answered_on.is_(None)),
    "appeal_file": (_called("appeal_file", AppealFile.letter_on), AppealFile.filed_on.is_(None)),
}
"""What a record of each register is called, and when it waits for an answer."""
KINDS = {"cbp_message": CbpMessage, "validation": Validation, "appeal_file": AppealFile}


def _late(table: str) -> Builder:
    def build(moment: Moment) -> Select[tuple[str, str, str, str]]:
        (name, waits), day = WAITS[table], _day(table, moment)
        return rows(KINDS[table], name, waits, sure(day < moment.today), detail=day)

    return build


def _soon(table: str) -> Builder:
    def build(moment: Moment) -> Select[tuple[str, str, str, str]]:
        (name, waits), day = WAITS[table], _day(table, moment)
        last = moment.today + timedelta(days=moment.limits.cbp_soon_days)
        is_soon = sure(day.between(moment.today, last))
        return rows(KINDS[table], name, waits, is_soon, detail=day)

    return build


def _no_day(table: str, came: Column) -> Builder:
    def build(_moment: Moment) -> Select[tuple[str, str, str, str]]:
        (name, waits), due = WAITS[table], column(table, "due_on")
        return rows(KINDS[table], name, waits, came.is_not(None), due.is_(None))

    return build


def _point_late(moment: Moment) -> Select[tuple[str, str, str, str]]:
    """Return the open points past their own day or, where they have none, past the answer's."""
    own = Validation.id == ValidationItem.validation_id
    answer = select(_day("validation", moment)).where(own).scalar_subquery()
    day = func.coalesce(ValidationItem.due_on, answer)
    return rows(
        ValidationItem,
        ValidationItem.number + " " + ValidationItem.criterion,
        ValidationItem.kind != NO_ANSWER,
        ValidationItem.sent_on.is_(None),
        ValidationItem.closed_on.is_(None),
        sure(day < moment.today),
        detail=day,
        parent_id=ValidationItem.validation_id,
    )


QUERIES = (
    Query("cbp_message_late", "cbp_message", _late("cbp_message")),
    Query("cbp_message_soon", "cbp_message", _soon("cbp_message")),
    Query("cbp_report_late", "validation", _late("validation")),
    Query("cbp_report_soon", "validation", _soon("validation")),
    Query("cbp_report_no_day", "validation", _no_day("validation", Validation.report_on)),
    Query(
        "cbp_point_late",
        "validation_item",
        _point_late,
        parent="validation",
        parent_id=ValidationItem.validation_id,
    ),
    Query("cbp_letter_late", "appeal_file", _late("appeal_file")),
    Query("cbp_letter_soon", "appeal_file", _soon("appeal_file")),
    Query("cbp_letter_no_day", "appeal_file", _no_day("appeal_file", AppealFile.letter_on)),
)
