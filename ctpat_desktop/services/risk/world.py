"""The world as a company sees it: what a source says of each country, and what is there."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from ctpat_desktop.catalogue.values import countries
from ctpat_desktop.checklist.risk import Level
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.records import CountryRating, CountrySource, Partner, RiskChain, RiskLeg
from ctpat_desktop.services.accounts.countries import in_order
from ctpat_desktop.services.risk import assessments


@dataclass(frozen=True, slots=True)
class CountryRow:
    """One country: its rating by the chosen source, active partners, and legs of chains."""

    code: str
    name: str
    value: str
    level: Level | None
    partners: int
    legs: int

    @property
    def is_used(self) -> bool:
        """Whether the company has anything there."""
        return bool(self.partners or self.legs)


def sources(scope: Scope) -> Sequence[CountrySource]:
    """Return the sources of the company, the newest first."""
    query = (
        select(CountrySource)
        .where(CountrySource.company_id == scope.company_id)
        .order_by(CountrySource.issued_on.desc().nulls_last(), CountrySource.name)
    )
    with scope.workspace.read() as session:
        return session.scalars(query).all()


def rows(scope: Scope, source_id: str = "") -> tuple[CountryRow, ...]:
    """Return every country that is rated by the source, or where the company has something."""
    newest = assessments.newest(scope)
    partners = select(Partner.country, func.count()).where(
        Partner.company_id == scope.company_id, Partner.status == "active"
    )
    legs = (
        select(RiskLeg.country, func.count())
        .join(RiskChain, RiskChain.id == RiskLeg.risk_chain_id)
        .where(RiskChain.risk_assessment_id == (newest.id if newest else ""))
    )
    rated = select(CountryRating).where(CountryRating.country_source_id == source_id)
    with scope.workspace.read() as session:
        at = dict(session.execute(partners.group_by(Partner.country)).all())
        along = dict(session.execute(legs.group_by(RiskLeg.country)).all())
        said = {row.country: row for row in session.scalars(rated)}
    names = countries()
    found = [
        CountryRow(
            code,
            names.get(code, code),
            said[code].value if code in said else "",
            Level.named(said[code].level) if code in said else None,
            at.get(code, 0),
            along.get(code, 0),
        )
        for code in {*at, *along, *said} - {""}
    ]
    return tuple(sorted(found, key=lambda row: (not row.is_used, in_order(row.name))))
