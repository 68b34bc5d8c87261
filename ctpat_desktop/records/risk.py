"""The five-step risk assessment: chains and their legs, threats, vulnerabilities, the method."""

from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from ctpat_desktop.records.companies import CompanyPart


class RiskAssessment(CompanyPart):
    """The assessment of one year: how it was made, how far its steps are, and who approved it."""

    __tablename__ = "risk_assessment"

    year: Mapped[int | None]
    scope: Mapped[str] = mapped_column(default="")
    made_by: Mapped[str] = mapped_column(default="")
    flow_on: Mapped[date | None]
    threats_on: Mapped[date | None]
    vulnerabilities_on: Mapped[date | None]
    actions_on: Mapped[date | None]
    method_on: Mapped[date | None]
    method: Mapped[str] = mapped_column(default="")
    frequency: Mapped[str] = mapped_column(default="")
    triggers: Mapped[str] = mapped_column(default="")
    changes: Mapped[str] = mapped_column(default="")
    approved_by: Mapped[str] = mapped_column(default="")
    approved_on: Mapped[date | None]
    next_on: Mapped[date | None]
    evidence_id: Mapped[str | None] = mapped_column(
        ForeignKey("evidence.id", ondelete="SET NULL"), index=True
    )
    notes: Mapped[str] = mapped_column(default="")


class RiskChain(CompanyPart):
    """One way cargo takes, from where it is packed to where it is delivered."""

    __tablename__ = "risk_chain"

    risk_assessment_id: Mapped[str] = mapped_column(
        ForeignKey("risk_assessment.id", ondelete="CASCADE"), index=True
    )
    name: Mapped[str] = mapped_column(default="")
    goods: Mapped[str] = mapped_column(default="")
    origin: Mapped[str] = mapped_column(default="")
    mode: Mapped[str] = mapped_column(default="")
    ports: Mapped[str] = mapped_column(default="")
    shipments: Mapped[int | None]
    value: Mapped[int | None]
    supply_chain_id: Mapped[str | None] = mapped_column(
        ForeignKey("supply_chain.id", ondelete="SET NULL"), index=True
    )
    consequence: Mapped[str] = mapped_column(default="")
    consequence_reason: Mapped[str] = mapped_column(default="")
    reviewed_on: Mapped[date | None]
    reviewed_by: Mapped[str] = mapped_column(default="")
    notes: Mapped[str] = mapped_column(default="")


class RiskLeg(CompanyPart):
    """One place or move of a chain: who holds the goods there, and how they are kept."""

    __tablename__ = "risk_leg"

    risk_chain_id: Mapped[str] = mapped_column(
        ForeignKey("risk_chain.id", ondelete="CASCADE"), index=True
    )
    name: Mapped[str] = mapped_column(default="")
    partner_id: Mapped[str | None] = mapped_column(
        ForeignKey("partner.id", ondelete="SET NULL"), index=True
    )
    site_id: Mapped[str | None] = mapped_column(
        ForeignKey("site.id", ondelete="SET NULL"), index=True
    )
    firm: Mapped[str] = mapped_column(default="")
    place: Mapped[str] = mapped_column(default="")
    country: Mapped[str] = mapped_column(default="")
    mode: Mapped[str] = mapped_column(default="")
    rest_hours: Mapped[int | None]
    seal: Mapped[str] = mapped_column(default="")
    contract: Mapped[str] = mapped_column(default="")
    documents_by: Mapped[str] = mapped_column(default="")
    goes_to: Mapped[str] = mapped_column(default="")
    x: Mapped[int | None]
    y: Mapped[int | None]
    notes: Mapped[str] = mapped_column(default="")


class ThreatRating(CompanyPart):
    """How likely one threat is in a country, at a place or on one leg, and why."""

    __tablename__ = "threat_rating"

    risk_assessment_id: Mapped[str] = mapped_column(
        ForeignKey("risk_assessment.id", ondelete="CASCADE"), index=True
    )
    country: Mapped[str] = mapped_column(default="")
    place: Mapped[str] = mapped_column(default="")
    risk_leg_id: Mapped[str | None] = mapped_column(
        ForeignKey("risk_leg.id", ondelete="CASCADE"), index=True
    )
    threat: Mapped[str] = mapped_column(default="")
    own_threat: Mapped[str] = mapped_column(default="")
    level: Mapped[str] = mapped_column(default="")
    source: Mapped[str] = mapped_column(default="")
    source_on: Mapped[date | None]
    reason: Mapped[str] = mapped_column(default="")
    rated_by: Mapped[str] = mapped_column(default="")
    rated_on: Mapped[date | None]


class VulnerabilityRating(CompanyPart):
    """Where a person judges a criterion at a leg otherwise than the answers do, and why."""

    __tablename__ = "vulnerability_rating"

    risk_leg_id: Mapped[str] = mapped_column(
        ForeignKey("risk_leg.id", ondelete="CASCADE"), index=True
    )
    criterion: Mapped[str] = mapped_column(default="")
    state: Mapped[str] = mapped_column(default="")
    how: Mapped[str] = mapped_column(default="")
    reason: Mapped[str] = mapped_column(default="")
    judged_by: Mapped[str] = mapped_column(default="")
    judged_on: Mapped[date | None]
    evidence_id: Mapped[str | None] = mapped_column(
        ForeignKey("evidence.id", ondelete="SET NULL"), index=True
    )


class RiskTrigger(CompanyPart):
    """Something that called for a new look, and what was decided."""

    __tablename__ = "risk_trigger"

    risk_assessment_id: Mapped[str] = mapped_column(
        ForeignKey("risk_assessment.id", ondelete="CASCADE"), index=True
    )
    kind: Mapped[str] = mapped_column(default="")
    what: Mapped[str] = mapped_column(default="")
    record: Mapped[str] = mapped_column(default="")
    seen_on: Mapped[date | None]
    seen_by: Mapped[str] = mapped_column(default="")
    decision: Mapped[str] = mapped_column(default="")
