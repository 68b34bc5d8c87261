"""Facts about the company's people: screening, code of conduct, devices, leavers, sessions."""

from typing import Any

from sqlalchemy import Select, and_, exists, func, not_, or_, select, tuple_
from sqlalchemy.orm import aliased

from ctpat_desktop.catalogue.forms import load_form
from ctpat_desktop.records import (
    Attendance,
    Device,
    Person,
    Position,
    ScreeningStep,
    SessionTopic,
    TrainingSession,
)
from ctpat_desktop.services.registers.facts.query import (
    Column,
    Moment,
    Query,
    empty,
    full_name,
    has_left,
    holds,
    is_present,
    rows,
    sure,
)


def _device_kept(moment: Moment) -> Select[Any]:
    return rows(
        Device,
        full_name(),
        has_left(moment),
        Device.returned_on.is_(None),
        Device.lost_on.is_(None),
        detail=Device.kind + " " + Device.number,
        parent_id=Device.person_id,
    ).join(Person, Person.id == Device.person_id)


def _device_twice(_moment: Moment) -> Select[Any]:
    """Return the devices that two people hold at once, as far as their returns are noted."""
    other = aliased(Device)
    held = (other.returned_on.is_(None), other.lost_on.is_(None), other.number != "")
    key = (other.company_id, other.kind, func.lower(func.trim(other.number)))
    twice = select(*key).where(*held).group_by(*key)
    twice = twice.having(func.count(other.person_id.distinct()) > 1)
    own = tuple_(Device.company_id, Device.kind, func.lower(func.trim(Device.number)))
    return rows(
        Device,
        Device.kind + " " + Device.number,
        Device.returned_on.is_(None),
        Device.lost_on.is_(None),
        own.in_(twice),
        detail=full_name(),
        parent_id=Device.person_id,
    ).join(Person, Person.id == Device.person_id)


def _access_open(moment: Moment) -> Select[Any]:
    still = Person.accounts_closed_on.is_(None)
    return rows(Person, full_name(), has_left(moment), still, detail=Person.left_on)


def _badge_kept(moment: Moment) -> Select[Any]:
    listed = exists().where(Device.person_id == Person.id, Device.kind == "badge")
    still = Person.badge_returned_on.is_(None)
    return rows(Person, full_name(), has_left(moment), still, not_(listed), detail=Person.left_on)


def _closed_late(_moment: Moment) -> Select[Any]:
    late = sure(Person.accounts_closed_on > Person.left_on)
    return rows(Person, full_name(), late, detail=Person.accounts_closed_on)


def _unscreened(moment: Moment) -> Select[Any]:
    return rows(
        Person,
        full_name(),
        is_present(moment),
        Position.is_sensitive,
        or_(_lacks_any(), *map(_lacks, _check_kinds())),
        detail=Position.title,
        parent_id=Person.position_id,
    ).join(Position, Position.id == Person.position_id)


def _check_kinds() -> list[str]:
    return [choice.value for choice in load_form("position").field("checks").choices]


def _lacks(kind: str) -> Column:
    done = exists().where(ScreeningStep.person_id == Person.id, ScreeningStep.check_kind == kind)
    return and_(holds(Position.checks, kind), not_(done))


def _lacks_any() -> Column:
    done = exists().where(ScreeningStep.person_id == Person.id)
    return and_(empty(Position.checks), not_(done))


def _screening_due(moment: Moment) -> Select[Any]:
    newer = aliased(ScreeningStep)
    again = exists().where(
        newer.person_id == ScreeningStep.person_id,
        newer.check_kind == ScreeningStep.check_kind,
        newer.done_on > ScreeningStep.done_on,
    )
    return rows(
        ScreeningStep,
        full_name(),
        is_present(moment),
        sure(ScreeningStep.renew_on < moment.today),
        not_(again),
        detail=ScreeningStep.renew_on,
        parent_id=ScreeningStep.person_id,
    ).join(Person, Person.id == ScreeningStep.person_id)


def _code_unsigned(moment: Moment) -> Select[Any]:
    known = or_(
        Person.started_on.is_(None), Person.started_on <= moment.ago(moment.limits.new_days)
    )
    unsigned = Person.code_signed_on.is_(None)
    return rows(Person, full_name(), is_present(moment), known, unsigned)


def _session_bare(moment: Moment) -> Select[Any]:
    names = exists().where(Attendance.training_session_id == TrainingSession.id)
    topics = exists().where(SessionTopic.training_session_id == TrainingSession.id)
    return rows(
        TrainingSession,
        TrainingSession.title,
        sure(TrainingSession.held_on <= moment.today),
        not_(and_(names, topics)),
        detail=TrainingSession.held_on,
    )


def _of_person(name: str, own: str, build: Any, column: Column, siblings: bool = False) -> Query:
    return Query(name, own, build, parent="person", parent_id=column, siblings=siblings)


QUERIES = (
    _of_person("device_kept", "device", _device_kept, Device.person_id),
    Query(
        "device_twice",
        "device",
        _device_twice,
        others=frozenset({"device", "person"}),
        watched={
            "device": frozenset({"person_id", "kind", "number", "returned_on", "lost_on"}),
            "person": frozenset({"first_name", "last_name"}),
        },
    ),
    Query("access_open", "person", _access_open),
    Query("badge_kept", "person", _badge_kept, children={"device": Device.person_id}),
    Query("closed_late", "person", _closed_late),
    Query(
        "unscreened",
        "person",
        _unscreened,
        parent="position",
        parent_id=Person.position_id,
        children={"screening_step": ScreeningStep.person_id},
    ),
    _of_person("screening_due", "screening_step", _screening_due, ScreeningStep.person_id, True),
    Query("code_unsigned", "person", _code_unsigned),
    Query(
        "session_bare",
        "training_session",
        _session_bare,
        children={
            "attendance": Attendance.training_session_id,
            "session_topic": SessionTopic.training_session_id,
        },
    ),
)
