"""The points of a partner by factor, each with the reason in one sentence. Pure: no file, no clock.

CBP prescribes no figures: every weight is the program's own and can be changed.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ctpat_desktop.checklist.partner_facts import (
    HANDLERS,
    MOVERS,
    AnswersFact,
    CountryFact,
    Link,
    PartnerFacts,
    StatusFact,
    Trouble,
)
from ctpat_desktop.checklist.risk import Level, Met
from ctpat_desktop.support.dates import day_text
from ctpat_desktop.support.language import N_, ntr, tr


class Factor(StrEnum):
    """What points are counted for."""

    COUNTRY = "country"
    ROLE = "role"
    VOLUME = "volume"
    STATUS = "status"
    ANSWERS = "answers"
    TROUBLES = "troubles"
    LABOR = "labor"


LIKELIHOOD = (Factor.COUNTRY, Factor.ROLE, Factor.VOLUME)
"""How much could happen there: the place, what is done, and how much of it."""
WEAKNESS = (Factor.STATUS, Factor.ANSWERS, Factor.TROUBLES, Factor.LABOR)
"""How well the partner is protected, as far as it is known."""

WORDS = {
    Factor.COUNTRY: N_("Country"),
    Factor.ROLE: N_("Role"),
    Factor.VOLUME: N_("Share of the goods"),
    Factor.STATUS: N_("Program status"),
    Factor.ANSWERS: N_("Answers"),
    Factor.TROUBLES: N_("Incidents"),
    Factor.LABOR: N_("Forced labor"),
}


@dataclass(frozen=True, slots=True)
class Weights:
    """The most points of each factor, where the bands begin, and how long things count.

    All of them are the program's defaults, not CBP's.
    """

    country: int = 20
    role: int = 15
    volume: int = 10
    status: int = 15
    answers: int = 20
    troubles: int = 10
    labor: int = 10
    high_from: int = 55
    medium_from: int = 35
    moves_share: int = 70
    office_share: int = 30
    large_share: int = 20
    fair_share: int = 5
    check_days: int = 365
    answer_days: int = 365
    labor_days: int = 365
    trouble_years: int = 3

    def of(self, factor: Factor) -> int:
        """Return the most points of a factor."""
        return int(getattr(self, factor.value))

    def level(self, points: int, most: int) -> Level:
        """Return the band of points out of the most there could be."""
        if points * 100 >= self.high_from * most:
            return Level.HIGH
        is_medium = points * 100 >= min(self.medium_from, self.high_from) * most
        return Level.MEDIUM if is_medium else Level.LOW

    def rule(self) -> str:
        """Return the rule of the bands, written out."""
        return tr(
            "High from {high} % of the points there could be, or with a Must that is missing or "
            "only partly met. Medium from {medium} %, low below that. Where something is not "
            "known it is high already or not rated, never low. These figures are our defaults, "
            "not CBP's."
        ).format(high=self.high_from, medium=min(self.medium_from, self.high_from))


@dataclass(frozen=True, slots=True)
class Points:
    """The points of one factor; where it is not known, `value` is what it is at least."""

    factor: Factor
    value: int
    most: int
    reason: str
    is_known: bool = True
    links: tuple[Link, ...] = ()


BANDS = {
    Level.LOW: N_("Low"),
    Level.MEDIUM: N_("Medium"),
    Level.HIGH: N_("High"),
    None: N_("Not rated"),
}


def counted(facts: PartnerFacts, weights: Weights, today: date) -> tuple[Points, ...]:
    """Return the points of every factor of a partner, in the order they are shown."""
    return _Counting(facts, weights, today).all()


def is_verified(facts: PartnerFacts, weights: Weights, today: date) -> bool:
    """Return whether a membership was verified, and not too long ago."""
    return _Counting(facts, weights, today).is_verified()


@dataclass(frozen=True, slots=True)
class _Count:
    """Points before they are weighed: a percentage of the most, and why."""

    percent: int
    reason: str
    is_known: bool = True
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class _Counting:
    """Counts one partner, factor by factor."""

    facts: PartnerFacts
    weights: Weights
    today: date

    def all(self) -> tuple[Points, ...]:
        """Return the points of every factor."""
        return tuple(map(self._points, Factor))

    def is_verified(self) -> bool:
        """Return whether a membership earns the whole credit, whatever weight that has."""
        count = self._status()
        return count.is_known and not count.percent

    def _points(self, factor: Factor) -> Points:
        most = self.weights.of(factor)
        count: _Count = getattr(self, f"_{factor.value}")()
        if not most:
            words = tr("Left out: its weight is 0.")
            if factor is Factor.ANSWERS and self.facts.answers and self.facts.answers.lacking:
                words += " " + tr("So a Must that is missing does not count either.")
            return Points(factor, 0, 0, words)
        value = -(-most * count.percent // 100)
        return Points(factor, value, most, count.reason, count.is_known, count.links)

    def _country(self) -> _Count:
        rows = self.facts.countries
        if not rows:
            return _Count(0, tr("No country is entered."), is_known=False)
        rated = [row for row in rows if row.level is not None]
        links = tuple(row.link for row in rated if row.link is not None)
        top = max(rated, key=lambda row: row.level or 0, default=None)
        missing = [row for row in rows if row.level is None]
        if top is None:
            return _Count(0, _unrated(missing[0]), is_known=False)
        words = tr("{country} is rated {level} by {source}.").format(
            country=top.country, level=tr(BANDS[top.level]).lower(), source=top.source
        )
        percent = {Level.LOW: 0, Level.MEDIUM: 50, Level.HIGH: 100}[top.level or Level.LOW]
        if not missing or top.level is Level.HIGH:
            return _Count(percent, words, links=links)
        return _Count(percent, f"{words} {_unrated(missing[0])}", is_known=False, links=links)

    def _role(self) -> _Count:
        facts = self.facts
        if facts.handles_cargo or HANDLERS.intersection(facts.roles):
            return _Count(100, tr("It handles the cargo: makes, packs, stores or trucks it."))
        if not facts.roles:
            return _Count(0, tr("No role is entered."), is_known=False)
        if MOVERS.intersection(facts.roles):
            words = tr("It sells, carries or arranges cargo and does not handle it: {n} %.")
            return _Count(self.weights.moves_share, words.format(n=self.weights.moves_share))
        words = tr("It gives services away from the cargo: {n} %.")
        return _Count(self.weights.office_share, words.format(n=self.weights.office_share))

    def _volume(self) -> _Count:
        facts = self.facts
        if facts.is_office and facts.roles:
            return _Count(0, tr("No goods go through it, so there is no share."))
        figure = tr("value bought a year") if facts.is_seller else tr("shipments a year")
        if facts.share is None:
            return _Count(0, tr("Not entered: {figure}.").format(figure=figure), is_known=False)
        share = facts.share * 100
        text = tr("{share:.0f} % of the {figure} of all active partners: {size}.")
        weights = self.weights
        sizes = ((weights.large_share, 100, N_("large")), (weights.fair_share, 50, N_("fair")))
        fits = (row for row in sizes if share >= row[0])
        _, percent, size = next(fits, (0, 0, N_("small")))
        return _Count(percent, text.format(share=share, figure=figure, size=tr(size)))

    def _status(self) -> _Count:
        status = self.facts.status
        links = (status.link,) if status.link else ()
        if status.claim in ("", "unknown"):
            words = tr("Nobody knows whether it is a member: no credit.")
            return _Count(100, words, is_known=False, links=links)
        if status.claim not in ("member", "mra"):
            return _Count(100, tr(NO_MEMBER.get(status.claim, NO_MEMBER[""])), links=links)
        if status.lapsed:
            words = tr("The last check says: {result}. No credit.")
            return _Count(100, words.format(result=status.lapsed), links=links)
        if status.checked_on is None or status.checked_on > self.today or not status.is_shown:
            words = tr("A membership is claimed that no check has shown: no credit.")
            return _Count(100, words, is_known=False, links=links)
        return self._checked(status, status.checked_on, links)

    def _checked(self, status: StatusFact, on: date, links: tuple[Link, ...]) -> _Count:
        if status.expired_on is not None and status.expired_on < self.today:
            words = tr("The certificate ran out on {day}: a quarter of the credit.")
            return _Count(75, words.format(day=day_text(status.expired_on)), links=links)
        if (self.today - on).days > self.weights.check_days:
            words = tr("Last checked {day}, more than {n} days ago: a quarter of the credit.")
            words = words.format(day=day_text(on), n=self.weights.check_days)
            return _Count(75, words, links=links)
        words = tr("Membership verified {day}: full credit.").format(day=day_text(on))
        return _Count(0, words, links=links)

    def _answers(self) -> _Count:
        answers = self.facts.answers
        if answers is None:
            return _Count(0, tr("No answers of a questionnaire are accepted."), is_known=False)
        links = (answers.link,) if answers.link else ()
        if answers.lacking:
            words = tr("Missing or only partly met, though a Must: {ids}.")
            return _Count(100, words.format(ids=", ".join(answers.lacking)), links=links)
        if answers.score is not None and not answers.asked:
            words = tr("An assessment scored {n} of 100, but no answers are accepted.")
            percent = min(100, max(0, 100 - answers.score))
            return _Count(percent, words.format(n=answers.score), is_known=False, links=links)
        return self._met(answers, links)

    def _met(self, answers: AnswersFact, links: tuple[Link, ...]) -> _Count:
        rows = [row for row in answers.asked if row.met is not Met.NOT_APPLICABLE]
        unknown = [row.criterion for row in rows if row.is_must and row.met is Met.UNKNOWN]
        fine = [row for row in rows if row.met is Met.MET or row.criterion in answers.mended]
        weak = len(rows) - len(fine)
        percent = -(-100 * weak // len(rows)) if rows else 0
        text = tr("Questionnaire {reference} of {day}: {weak} of {all} criteria are not met.")
        day = day_text(answers.on) if answers.on else "?"
        names = {"reference": answers.reference, "day": day, "weak": weak, "all": len(rows)}
        words = text.format(**names)
        if unknown:
            words += " " + tr("Musts without an answer: {ids}.").format(ids=", ".join(unknown))
        elif not any(row.is_must for row in rows):
            words += " " + tr("It answers no Must.")
        elif answers.on is None or (self.today - answers.on).days > self.weights.answer_days:
            words += " " + tr("It is too old to count.")
        else:
            return _Count(percent, words, links=links)
        return _Count(percent, words, is_known=False, links=links)

    def _troubles(self) -> _Count:
        years = self.weights.trouble_years
        rows = [row for row in self.facts.troubles if self._counts(row)]
        if not rows:
            words = ntr("Nothing in the last year.", "Nothing in the last {n} years.", years)
            return _Count(0, words)
        is_open = any(row.is_open for row in rows)
        percent = 100 if len(rows) > 1 or is_open else 50
        words = ntr("{n} in the last years", "{n} in the last years", len(rows))
        names = "; ".join(row.link.words for row in rows[:NAMED])
        state = tr("one is still open") if is_open else tr("all are closed")
        return _Count(percent, f"{words}, {state}: {names}.", links=tuple(r.link for r in rows))

    def _counts(self, row: Trouble) -> bool:
        """Return whether a trouble is recent; one without a day, or still open, always is."""
        if row.on is None or row.is_open:
            return True
        year = self.today.year - self.weights.trouble_years
        return (row.on.year, row.on.month, row.on.day) >= (year, self.today.month, self.today.day)

    def _labor(self) -> _Count:
        facts = self.facts
        if facts.labor == "concern":
            return _Count(100, tr("The forced-labor screening has a concern."))
        if not facts.is_seller and facts.roles:
            return _Count(0, tr("It makes and sells no goods, so no screening is asked."))
        if facts.labor != "clear" or facts.labor_on is None:
            words = tr("The forced-labor screening is not done or has no day.")
            return _Count(0, words, is_known=False)
        if (self.today - facts.labor_on).days > self.weights.labor_days:
            words = tr("The forced-labor screening of {day} is too old to count.")
            return _Count(50, words.format(day=day_text(facts.labor_on)), is_known=False)
        words = tr("Forced-labor screening of {day}: nothing was seen.")
        return _Count(0, words.format(day=day_text(facts.labor_on)))


NAMED = 3
"""Troubles named in a reason; the links name all."""

NO_MEMBER = {
    "applicant": N_("An application is under way: no credit yet."),
    "not_eligible": N_("It cannot be a member: no credit."),
    "": N_("It is no member: no credit."),
}


def _unrated(row: CountryFact) -> str:
    if not row.source:
        return tr("No dated country source is chosen, so {country} is not rated.").format(
            country=row.country
        )
    words = tr("{source} does not rate {country}.")
    return words.format(source=row.source, country=row.country)
