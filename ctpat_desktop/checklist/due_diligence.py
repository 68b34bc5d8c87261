"""The yearly plan of due diligence: how and by when each partner is looked at. Pure.

How often and how is each company's own choice; the figures here are the program's defaults.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ctpat_desktop.checklist.partner_facts import PartnerFacts
from ctpat_desktop.checklist.risk import Level
from ctpat_desktop.checklist.training import months_after
from ctpat_desktop.support.language import N_


class Method(StrEnum):
    """How a partner is looked at."""

    VISIT = "visit"
    QUESTIONNAIRE = "questionnaire"
    CHECK = "check"
    NOTHING = "nothing"


METHODS = {
    Method.VISIT: N_("Visit or full questionnaire"),
    Method.QUESTIONNAIRE: N_("Questionnaire"),
    Method.CHECK: N_("Membership check"),
    Method.NOTHING: N_("Nothing"),
}


class Group(StrEnum):
    """What decides how a partner is looked at."""

    HIGH = "high"
    MEMBER = "member"
    OFFICE = "office"
    MEDIUM = "medium"
    LOW = "low"
    UNRATED = "unrated"


GROUPS = {
    Group.HIGH: N_("High"),
    Group.MEMBER: N_("Verified member, not high"),
    Group.OFFICE: N_("Services away from the cargo, not high"),
    Group.MEDIUM: N_("Medium"),
    Group.LOW: N_("Low"),
    Group.UNRATED: N_("Not rated"),
}


class State(StrEnum):
    """How far a partner's look of the year is."""

    LATE = "late"
    NONE = "none"
    DUE = "due"
    DONE = "done"
    LATER = "later"


STATES = {
    State.LATE: N_("Late"),
    State.NONE: N_("Never done"),
    State.DUE: N_("Due"),
    State.DONE: N_("Done"),
    State.LATER: N_("Not this year"),
}


@dataclass(frozen=True, slots=True)
class Habits:
    """How each group is looked at, and every how many months: our defaults, not CBP's."""

    high_how: str = "visit"
    high_months: int = 12
    member_how: str = "check"
    member_months: int = 12
    office_how: str = "check"
    office_months: int = 12
    medium_how: str = "questionnaire"
    medium_months: int = 12
    low_how: str = "check"
    low_months: int = 12
    unrated_how: str = "questionnaire"
    unrated_months: int = 12

    def method(self, group: Group) -> Method:
        """Return how a group is looked at."""
        return Method(getattr(self, f"{group.value}_how"))

    def months(self, group: Group) -> int:
        """Return every how many months."""
        return int(getattr(self, f"{group.value}_months"))


@dataclass(frozen=True, slots=True)
class Days:
    """The days a partner was last looked at: its status checked, or the partner assessed."""

    checked: date | None = None
    assessed: date | None = None

    def last(self, method: Method) -> date | None:
        """Return when it was last done; an assessment is more than a check."""
        days = [self.assessed]
        if method is Method.CHECK:
            days.append(self.checked)
        return max((day for day in days if day is not None), default=None)


@dataclass(frozen=True, slots=True)
class Duty:
    """What one partner's look of the year is."""

    group: Group
    method: Method
    last: date | None
    due: date | None
    state: State


def group_of(level: Level | None, facts: PartnerFacts, *, is_member: bool) -> Group:
    """Return the group of a partner; a high rating comes before everything else."""
    if level is Level.HIGH:
        return Group.HIGH
    if is_member:
        return Group.MEMBER
    if facts.is_office and facts.roles:
        return Group.OFFICE
    return {Level.MEDIUM: Group.MEDIUM, Level.LOW: Group.LOW, None: Group.UNRATED}[level]


def duty(group: Group, days: Days, habits: Habits, today: date) -> Duty:
    """Return what is to be done in the year of `today`, and how far it is."""
    method = habits.method(group)
    last = days.last(method)
    if method is Method.NOTHING:
        return Duty(group, method, last, None, State.LATER)
    end = date(today.year, 12, 31)
    if last is None or last > today:
        return Duty(group, method, None, end, State.NONE)
    due = months_after(last, habits.months(group))
    if due > end:
        state = State.DONE if last.year == today.year else State.LATER
    else:
        state = State.LATE if due < today else State.DUE
    return Duty(group, method, last, due, state)
