"""The risk rating of every partner beside a person's own, its weights, and the plan of the year."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from functools import cached_property
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ctpat_desktop.checklist.due_diligence import Days, Duty, Habits, duty, group_of
from ctpat_desktop.checklist.partner_facts import PartnerFacts
from ctpat_desktop.checklist.partner_points import BANDS, WORDS, Weights, is_verified
from ctpat_desktop.checklist.partner_risk import PartnerRating, rate
from ctpat_desktop.checklist.risk import Level
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.records import Assessment, Partner
from ctpat_desktop.services.accounts import settings
from ctpat_desktop.services.risk import partner_reading
from ctpat_desktop.services.risk.partner_reading import PartnerRow, Read
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr
from ctpat_desktop.workspace.changes import Changes

WEIGHTS, HABITS = "partner_risk", "diligence"
"""The settings of the weights and of the plan."""

ASSESSING = ("questionnaire", "visit", "audit", "video")
"""Assessments that look at security; a proof of status is a membership check."""


@dataclass(frozen=True, slots=True)
class RatedPartner:
    """One partner with the computed rating and the person's own one."""

    row: PartnerRow
    facts: PartnerFacts
    computed: PartnerRating
    days: Days
    is_member: bool
    """Whether a membership is verified, and not too long ago."""

    @property
    def own(self) -> Level | None:
        """The person's own rating."""
        return Level.named(self.row.risk)

    @property
    def is_override(self) -> bool:
        """Whether the person rates otherwise than the arithmetic, as far as that has an answer."""
        level = self.computed.rating.level
        differs = level is not None and self.own is not level
        return self.own is not None and (differs or self.is_lower)

    @property
    def is_lower(self) -> bool:
        """Whether the person's rating is lower than what is computed, as far as it is known."""
        floor = self.computed.rating.floor
        return self.own is not None and floor is not None and self.own < floor

    @property
    def has_reason(self) -> bool:
        """Whether the person said why, and when."""
        return bool(self.row.risk_reasons.strip()) and self.row.risk_on is not None

    @property
    def level(self) -> Level | None:
        """The rating that counts: the person's own with a reason, else the computed one."""
        return self.own if self.own and self.has_reason else self.computed.rating.level


@dataclass(frozen=True)
class PartnerRatings:
    """All partners that are not ended, High first, and what they were rated by."""

    read: Read
    assessed: Mapping[str, date]
    """The day of the newest assessment by partner."""
    weights: Weights
    habits: Habits
    today: date

    @cached_property
    def partners(self) -> tuple[RatedPartner, ...]:
        """The partners: High first, then not rated, medium, low; by points and name in each."""
        rows = [self._rated(row) for row in self.read.rows]
        return tuple(sorted(rows, key=_order))

    @cached_property
    def duties(self) -> Mapping[str, Duty]:
        """The look of the year by partner."""
        return {row.row.id: self.duty(row) for row in self.partners}

    def duty(self, partner: RatedPartner) -> Duty:
        """Return what is to be done about a partner this year."""
        group = group_of(partner.level, partner.facts, is_member=partner.is_member)
        return duty(group, partner.days, self.habits, self.today)

    def partner(self, partner_id: str) -> RatedPartner | None:
        """Return one partner; None where it is not among them."""
        return next((row for row in self.partners if row.row.id == partner_id), None)

    def counts(self) -> dict[Level | None, int]:
        """Return how many partners there are of each computed band."""
        return Counter(row.computed.rating.level for row in self.partners)

    def moved(self, weights: Weights) -> dict[tuple[Level | None, Level | None], int]:
        """Return how many partners would change their band with other weights, by from and to."""
        moves = (
            (row.computed.rating.level, rate(row.facts, weights, self.today).rating.level)
            for row in self.partners
        )
        return Counter(move for move in moves if move[0] is not move[1])

    def _rated(self, row: PartnerRow) -> RatedPartner:
        facts = self.read.facts[row.id]
        computed = rate(facts, self.weights, self.today)
        answered = facts.answers.returned_on if facts.answers else None
        known = [day for day in (self.assessed.get(row.id), answered) if day is not None]
        days = Days(row.checked_on, max(known, default=None))
        is_member = is_verified(facts, self.weights, self.today)
        return RatedPartner(row, facts, computed, days, is_member)


FIRST = {Level.HIGH: 0, None: 1, Level.MEDIUM: 2, Level.LOW: 3}
"""The order of bands: what wants a look first."""


def _order(partner: RatedPartner) -> tuple[int, int]:
    computed = partner.computed
    return FIRST[computed.rating.level], -computed.total


def read(scope: Scope) -> PartnerRatings:
    """Read and rate all partners of a company."""
    with scope.workspace.read() as session:
        return PartnerRatings(
            partner_reading.read(session, scope),
            _assessed(session, scope.company_id),
            Weights(**settings.group_of(session, WEIGHTS)),
            Habits(**settings.group_of(session, HABITS)),
            scope.today,
        )


def _assessed(session: Session, company_id: str) -> dict[str, date]:
    """Return the day of the newest assessment by partner."""
    query = (
        select(Assessment.partner_id, func.max(Assessment.done_on))
        .where(Assessment.company_id == company_id, Assessment.kind.in_(ASSESSING))
        .group_by(Assessment.partner_id)
    )
    return {row[0]: row[1] for row in session.execute(query) if row[1] is not None}


def keep_weights(scope: Scope, weights: Weights, sources: Sequence[str]) -> Changes:
    """Keep other weights and country sources, in one step; Problem where they cannot be."""
    if weights.medium_from > weights.high_from:
        raise Problem(
            tr("Medium cannot begin above High."),
            tr("Nothing was changed. Lower the percentage of Medium."),
        )
    return _keep(scope, WEIGHTS, asdict(weights), {partner_reading.SOURCES: list(sources)})


def keep_habits(scope: Scope, habits: Habits) -> Changes:
    """Keep another way of planning, in one step."""
    return _keep(scope, HABITS, asdict(habits), {})


def _keep(scope: Scope, prefix: str, values: Mapping[str, Any], more: Mapping[str, Any]) -> Changes:
    """Keep what differs from the defaults; what is as the default is kept as nothing."""
    named = {f"{prefix}.{name}": value for name, value in values.items()} | dict(more)
    with scope.workspace.work(tr("Change partner risk settings")) as unit:
        for name, value in named.items():
            if value == settings.DEFAULTS[name]:
                settings.drop(unit.session, name)
            else:
                settings.store(unit.session, name, value)
    return unit.changes


@dataclass(frozen=True, slots=True)
class OwnRating:
    """A person's rating of a partner: the level, why, and the day."""

    level: Level
    reason: str
    on: date | None


def override(scope: Scope, partner_id: str, own: OwnRating) -> Changes:
    """Rate a partner oneself; Problem without a reason or a day, or with one in the future."""
    nothing = tr("Nothing was rated.")
    if not own.reason.strip():
        raise Problem(tr("It is not said why."), nothing)
    if own.on is None:
        raise Problem(tr("The day of the rating is missing."), nothing)
    if own.on > scope.today:
        raise Problem(tr("The day of the rating lies in the future."), nothing)
    with scope.workspace.work(tr("Rate partner")) as unit:
        row = unit.session.get(Partner, partner_id)
        if row is None:
            raise Problem(tr("This partner is not there any more."), nothing)
        row.risk, row.risk_reasons = own.level.value_text, own.reason.strip()
        row.risk_on = own.on
    return unit.changes


@dataclass(frozen=True, slots=True)
class TakenOver:
    """What was taken over, and of how many partners it could not be."""

    changes: Changes
    count: int
    left: int


def take_over(scope: Scope, ids: Collection[str]) -> TakenOver:
    """Make the computed rating of these partners their own, with the arithmetic as the reason.

    One step to undo. A partner that is not rated is left as it is.
    """
    ratings = read(scope)
    wanted = {row.row.id: row.computed for row in ratings.partners if row.row.id in ids}
    values = {
        key: {
            "risk": level.value_text,
            "risk_reasons": reasons(computed),
            "risk_on": scope.today,
        }
        for key, computed in wanted.items()
        if (level := computed.rating.level) is not None
    }
    with scope.workspace.work(tr("Use computed ratings")) as unit:
        unit.change_many("partner", values)
    return TakenOver(unit.changes, len(values), len(ids) - len(values))


def take_days(scope: Scope, ids: Collection[str]) -> TakenOver:
    """Make the due day of the plan the next assessment day of these partners, in one step.

    A partner nothing is planned for is left as it is.
    """
    ratings = read(scope)
    values = {
        key: {"next_assessment_on": row.due}
        for key, row in ratings.duties.items()
        if key in ids and row.due
    }
    with scope.workspace.work(tr("Use assessment dates")) as unit:
        unit.change_many("partner", values)
    return TakenOver(unit.changes, len(values), len(ids) - len(values))


def reasons(computed: PartnerRating) -> str:
    """Return the arithmetic as the reason of a rating, a line for each factor."""
    head = f"{tr('Computed')}: {computed.sum_words()}. {computed.why()}"
    lines = (
        f"{tr(WORDS[row.factor])}: {points_words(row.value, row.most)}. {row.reason}"
        for row in computed.points
    )
    return "\n".join((head, *lines))


def points_words(value: int, most: int) -> str:
    """Return points in words: "12 of 20"."""
    return tr("{n} of {most}").format(n=value, most=most)


def level_words(level: Level | None) -> str:
    """Return a band in words."""
    return tr(BANDS[level])
