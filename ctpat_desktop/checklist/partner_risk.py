"""What the points of a partner add up to: a band, or not rated.

Three rules hold whatever the weights are: what is not known never makes a rating low, a missing
Must is high, and a membership that nobody checked is no credit. Pure: no file, no clock.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from ctpat_desktop.checklist.partner_facts import PartnerFacts
from ctpat_desktop.checklist.partner_points import (
    BANDS,
    LIKELIHOOD,
    WEAKNESS,
    WORDS,
    Factor,
    Points,
    Weights,
    counted,
)
from ctpat_desktop.checklist.risk import Level, Rating
from ctpat_desktop.support.language import tr


@dataclass(frozen=True, slots=True)
class PartnerRating:
    """Points by factor, what they add up to, and the band."""

    points: tuple[Points, ...]
    weights: Weights
    lacking: tuple[str, ...] = ()
    """Musts that are missing: they make it high whatever the points are."""

    @property
    def total(self) -> int:
        """The points there are."""
        return sum(row.value for row in self.points)

    @property
    def most(self) -> int:
        """The points there could be."""
        return sum(row.most for row in self.points)

    @property
    def unknown(self) -> tuple[Points, ...]:
        """The factors that are not known."""
        return tuple(row for row in self.points if not row.is_known)

    @property
    def rating(self) -> Rating:
        """The band; without one, what it is at least."""
        if self.lacking:
            return Rating(Level.HIGH)
        return _band(self.points, self.weights)

    @property
    def likelihood(self) -> Rating:
        """The band of what could happen there."""
        return _band(self._some(LIKELIHOOD), self.weights)

    @property
    def weakness(self) -> Rating:
        """The band of how weak the protection is."""
        if self.lacking:
            return Rating(Level.HIGH)
        return _band(self._some(WEAKNESS), self.weights)

    def sum_words(self) -> str:
        """Return the sum in one line: "41 of 100 points: Medium"."""
        words = tr("{n} of {most} points").format(n=self.total, most=self.most)
        return f"{words}: {band_words(self.rating)}"

    def why(self) -> str:
        """Return in one sentence why the band is what it is."""
        if self.lacking:
            words = tr("High because a Must is missing or only partly met: {ids}.")
            return words.format(ids=", ".join(self.lacking))
        if not self.most:
            return tr("Not rated: every weight is 0.")
        if self.rating.level is None:
            names = ", ".join(tr(WORDS[row.factor]).lower() for row in self.unknown)
            return tr("Not rated because this is not known: {what}.").format(what=names)
        words = tr(
            "{share} % of the points there could be; Medium begins at {medium} %, High at {high} %."
        )
        share = self.total * 100 // self.most
        high = self.weights.high_from
        return words.format(share=share, high=high, medium=min(self.weights.medium_from, high))

    def _some(self, factors: Iterable[Factor]) -> tuple[Points, ...]:
        return tuple(row for row in self.points if row.factor in factors)


def _band(points: Sequence[Points], weights: Weights) -> Rating:
    """Return the band of some factors; with one unknown it is high already, or not rated."""
    most, total = sum(row.most for row in points), sum(row.value for row in points)
    if not most:
        return Rating(None)
    level = weights.level(total, most)
    if level is Level.HIGH or all(row.is_known for row in points):
        return Rating(level)
    return Rating(None, level if level is Level.MEDIUM else None)


def band_words(rating: Rating) -> str:
    """Return a band in words."""
    words = tr(BANDS[rating.level])
    if rating.level is None and rating.at_least is not None:
        least = tr("at least {level}").format(level=tr(BANDS[rating.at_least]).lower())
        return f"{words}, {least}"
    return words


def rate(facts: PartnerFacts, weights: Weights, today: date) -> PartnerRating:
    """Return the points of a partner by factor, and what they add up to."""
    lacking = facts.answers.lacking if facts.answers and weights.answers else ()
    return PartnerRating(counted(facts, weights, today), weights, lacking)
