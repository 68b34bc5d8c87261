"""Reads what the risk of partners is counted from: each table once, whatever number of partners."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from ctpat_desktop.catalogue.values import choice_text, countries
from ctpat_desktop.checklist.partner_facts import (
    SELLERS,
    AnswersFact,
    CountryFact,
    Link,
    PartnerFacts,
    StatusFact,
    Trouble,
)
from ctpat_desktop.checklist.risk import Level
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.records import (
    Assessment,
    Certificate,
    CountryRating,
    CountrySource,
    Discrepancy,
    Incident,
    MraProgram,
    Partner,
    PartnerAddress,
    Seal,
)
from ctpat_desktop.services.accounts import settings
from ctpat_desktop.services.risk.partner_answers import accepted
from ctpat_desktop.support.dates import day_text
from ctpat_desktop.support.language import tr
from ctpat_desktop.support.words import folded_once, natural_key

SOURCES = "partner_risk_sources"
"""The setting that names the chosen country sources; none chosen is the newest dated one."""

LAPSED = ("not_certified", "suspended", "declined")
COLUMNS = (
    *("id", "name", "roles", "status", "handles_cargo", "volume", "value", "country"),
    *("ctpat_status", "monitoring", "program_id", "checked_on", "forced_labor"),
    *("forced_labor_on", "risk", "risk_reasons", "risk_on", "next_assessment_on"),
)
"""The fields of a partner that are read."""

PartnerRow = Any
"""One partner with the fields above."""


@dataclass(frozen=True, slots=True)
class Read:
    """The partners that are not ended, in the order of their names, and what is known of each."""

    rows: tuple[PartnerRow, ...]
    facts: Mapping[str, PartnerFacts]
    sources: tuple[str, ...]
    """The country sources that count, in words."""


def read(session: Session, scope: Scope) -> Read:
    """Read the partners of a company with all that counts."""
    reader = _Reader(session, scope.company_id)
    facts = {row.id: reader.facts(row) for row in reader.rows}
    return Read(reader.rows, facts, tuple(words for _, words in reader.sources))


def chosen_sources(session: Session, company_id: str) -> tuple[str, ...]:
    """Return the ids of the country sources that count; one that is gone stays among them."""
    chosen = [str(key) for key in settings.choice(session, SOURCES)]
    if chosen:
        return tuple(chosen)
    query = select(CountrySource.id).where(
        CountrySource.company_id == company_id, CountrySource.issued_on.is_not(None)
    )
    newest = session.scalar(query.order_by(CountrySource.issued_on.desc(), CountrySource.id))
    return (newest,) if newest else ()


@dataclass
class _Reader:
    """One pass over the tables of a company."""

    session: Session
    company_id: str
    names: Mapping[str, str] = field(default_factory=countries)
    by_country: dict[str, tuple[CountryFact, ...]] = field(default_factory=dict)

    @cached_property
    def rows(self) -> tuple[PartnerRow, ...]:
        """The partners that are not ended."""
        columns = [getattr(Partner, name) for name in COLUMNS]
        query = select(*columns).where(
            Partner.company_id == self.company_id, Partner.status != "ended"
        )
        rows = self.session.execute(query).all()
        return tuple(sorted(rows, key=lambda row: natural_key(row.name)))

    @cached_property
    def dated(self) -> Mapping[str, str]:
        """The words of the chosen sources that have a day; the others rate nothing."""
        chosen = chosen_sources(self.session, self.company_id)
        query = select(CountrySource).where(CountrySource.id.in_(chosen))
        rows = (row for row in self.session.scalars(query) if row.issued_on)
        return {row.id: f"{row.name} {row.edition}".strip() for row in rows}

    @cached_property
    def sources(self) -> tuple[tuple[str, str], ...]:
        """The chosen sources with their words; one that rates nothing says so."""
        gone = tr("A source that is gone or has no day")
        chosen = chosen_sources(self.session, self.company_id)
        return tuple((key, self.dated.get(key, gone)) for key in chosen)

    @cached_property
    def ratings(self) -> Mapping[tuple[str, str], tuple[str, Level | None, str]]:
        """Id, level and own words of each rating by source and country."""
        query = select(CountryRating).where(
            CountryRating.company_id == self.company_id,
            CountryRating.country_source_id.in_(self.dated),
        )
        rows = self.session.scalars(query)
        return {
            (row.country_source_id, row.country): (row.id, Level.named(row.level), row.value)
            for row in rows
        }

    @cached_property
    def places(self) -> Mapping[str, list[str]]:
        """The countries of further addresses by partner."""
        query = select(PartnerAddress.partner_id, PartnerAddress.country)
        return self._by_partner(query.where(PartnerAddress.company_id == self.company_id))

    @cached_property
    def programs(self) -> frozenset[str]:
        """The AEO programs that are recognized."""
        query = select(MraProgram.id).where(MraProgram.is_counted)
        return frozenset(self.session.scalars(query))

    @cached_property
    def ends(self) -> Mapping[str, date | None]:
        """The last day of the newest membership certificate by partner."""
        query = select(Certificate.partner_id, func.max(Certificate.expires_on)).where(
            Certificate.company_id == self.company_id, Certificate.kind.in_(("ctpat", "aeo"))
        )
        rows = self.session.execute(query.group_by(Certificate.partner_id))
        return {row.partner_id: row[1] for row in rows}

    @cached_property
    def sums(self) -> tuple[int, int]:
        """What active partners sell a year in value, and ship in number: both of those entered."""
        active = [row for row in self.rows if row.status == "active"]
        sellers = [row for row in active if _is_seller(row)]
        others = [row for row in active if not _is_seller(row)]
        return sum(row.value or 0 for row in sellers), sum(row.volume or 0 for row in others)

    @cached_property
    def answers(self) -> Mapping[str, AnswersFact]:
        """The newest accepted answers by partner."""
        return accepted(self.session, self.company_id)

    @cached_property
    def scores(self) -> Mapping[str, AnswersFact]:
        """The newest assessment with a score by partner."""
        query = select(
            Assessment.partner_id, Assessment.id, Assessment.done_on, Assessment.score
        ).where(Assessment.company_id == self.company_id, Assessment.score.is_not(None))
        rows = self.session.execute(query.order_by(Assessment.done_on, Assessment.id))
        return {row.partner_id: _scored(row) for row in rows}

    @cached_property
    def troubles(self) -> Mapping[str, list[Trouble]]:
        """Incidents, discrepancies and seal troubles by partner."""
        by_partner: dict[str, list[Trouble]] = defaultdict(list)
        for key, trouble in (*self._incidents(), *self._discrepancies(), *self._seals()):
            by_partner[key].append(trouble)
        return by_partner

    def facts(self, row: PartnerRow) -> PartnerFacts:
        """Return what is known of one partner."""
        return PartnerFacts(
            id=row.id,
            countries=tuple(self._countries(row)),
            roles=tuple(filter(None, row.roles.split(";"))),
            handles_cargo=row.handles_cargo,
            share=self._share(row),
            status=self._status(row),
            answers=self.answers.get(row.id) or self.scores.get(row.id),
            troubles=tuple(self.troubles.get(row.id, ())),
            labor=row.forced_labor,
            labor_on=row.forced_labor_on,
        )

    def _countries(self, row: PartnerRow) -> Iterator[CountryFact]:
        if row.country:
            codes = dict.fromkeys((row.country, *filter(None, self.places.get(row.id, ()))))
            for code in codes:
                yield from self._country(code)

    def _country(self, code: str) -> tuple[CountryFact, ...]:
        """Return what each source says of a country; it is the same for all partners there."""
        if code not in self.by_country:
            name = self.names.get(code, code)
            facts = tuple(self._by_source(code, name)) or (CountryFact(name, ""),)
            self.by_country[code] = facts
        return self.by_country[code]

    def _by_source(self, code: str, name: str) -> Iterator[CountryFact]:
        for key, source in self.sources:
            rating, level, value = self.ratings.get((key, code), ("", None, ""))
            link = Link("country_source", key, f"{source}: {value or name}") if rating else None
            yield CountryFact(name, source, level, link)

    def _share(self, row: PartnerRow) -> float | None:
        is_seller = _is_seller(row)
        figure = row.value if is_seller else row.volume
        if figure is None or figure < 0:
            return None
        whole = self.sums[0] if is_seller else self.sums[1]
        if row.status != "active":
            whole += figure
        return figure / whole if whole else 0.0

    def _status(self, row: PartnerRow) -> StatusFact:
        is_lapsed = row.monitoring in LAPSED
        is_shown = row.monitoring == "certified"
        if row.ctpat_status == "mra":
            is_shown = row.program_id in self.programs
        return StatusFact(
            claim=row.ctpat_status,
            is_shown=is_shown,
            lapsed=choice_text("partner", "monitoring", row.monitoring) if is_lapsed else "",
            checked_on=row.checked_on,
            expired_on=self.ends.get(row.id),
        )

    def _incidents(self) -> Iterator[tuple[str, Trouble]]:
        query = select(
            Incident.partner_id, Incident.id, Incident.number, Incident.text, Incident.found_on
        ).add_columns(Incident.closed_on)
        here = and_(Incident.company_id == self.company_id, Incident.partner_id.is_not(None))
        for row in self.session.execute(query.where(here)):
            words = f"{tr('Incident')} {row.number} {_day(row.found_on)}"
            link = Link("incident", row.id, " ".join(words.split()))
            yield row.partner_id, Trouble(link, row.found_on, is_open=row.closed_on is None)

    def _discrepancies(self) -> Iterator[tuple[str, Trouble]]:
        query = select(
            Discrepancy.partner_id, Discrepancy.id, Discrepancy.shipment, Discrepancy.found_on
        ).add_columns(Discrepancy.settled_on)
        here = and_(Discrepancy.company_id == self.company_id, Discrepancy.partner_id.is_not(None))
        for row in self.session.execute(query.where(here)):
            words = f"{tr('Discrepancy')} {row.shipment} {_day(row.found_on)}"
            link = Link("discrepancy", row.id, " ".join(words.split()))
            yield row.partner_id, Trouble(link, row.found_on, is_open=row.settled_on is None)

    def _seals(self) -> Iterator[tuple[str, Trouble]]:
        """Yield seals issued to a partner, by its name, that broke, were lost or did not match."""
        by_name = {folded_once(row.name).strip(): row.id for row in self.rows if row.name.strip()}
        day = func.coalesce(Seal.arrived_on, Seal.used_on, Seal.issued_on).label("day")
        bad = or_(Seal.state.in_(("broken", "lost")), Seal.matched == "differs")
        query = select(Seal.id, Seal.number, Seal.issued_to, day)
        here = and_(Seal.company_id == self.company_id, bad, Seal.issued_to != "")
        for row in self.session.execute(query.where(here)):
            key = by_name.get(folded_once(row.issued_to).strip())
            if key is not None:
                words = f"{tr('Seal')} {row.number} {_day(row.day)}"
                yield key, Trouble(Link("seal", row.id, " ".join(words.split())), row.day)

    def _by_partner(self, query: Any) -> dict[str, list[str]]:
        rows: dict[str, list[str]] = defaultdict(list)
        for key, value in self.session.execute(query):
            rows[key].append(value)
        return rows


def _is_seller(row: PartnerRow) -> bool:
    return not SELLERS.isdisjoint(row.roles.split(";"))


def _scored(row: Any) -> AnswersFact:
    words = tr("Assessment of {day}").format(day=_day(row.done_on) or "?")
    link = Link("assessment", row.id, words)
    return AnswersFact(on=row.done_on, score=row.score, link=link)


def _day(day: date | None) -> str:
    return day_text(day) if day else ""
