"""Forced labor: the code, the chains, the partners told, what was found, goods held."""

from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from ctpat_desktop.records.companies import CompanyPart


class CodeOfConduct(CompanyPart):
    """The public code against forced labor."""

    __tablename__ = "code_of_conduct"

    title: Mapped[str] = mapped_column(default="")
    version: Mapped[str] = mapped_column(default="")
    evidence_id: Mapped[str | None] = mapped_column(
        ForeignKey("evidence.id", ondelete="SET NULL"), index=True
    )
    address: Mapped[str] = mapped_column(default="")
    published_on: Mapped[date | None]
    uploaded_on: Mapped[date | None]
    commits_to_mapping: Mapped[bool] = mapped_column(default=False)
    forbids_forced_labor: Mapped[bool] = mapped_column(default=False)
    approved_by: Mapped[str] = mapped_column(default="")
    next_on: Mapped[date | None]
    notes: Mapped[str] = mapped_column(default="")


class SupplyChain(CompanyPart):
    """One chain from raw material to the importer."""

    __tablename__ = "supply_chain"

    name: Mapped[str] = mapped_column(default="")
    goods: Mapped[str] = mapped_column(default="")
    hts: Mapped[str] = mapped_column(default="")
    region: Mapped[str] = mapped_column(default="")
    is_high_risk: Mapped[bool] = mapped_column(default=False)
    reason: Mapped[str] = mapped_column(default="")
    mapped_on: Mapped[date | None]
    mapped_by: Mapped[str] = mapped_column(default="")
    next_on: Mapped[date | None]
    evidence_id: Mapped[str | None] = mapped_column(
        ForeignKey("evidence.id", ondelete="SET NULL"), index=True
    )
    notes: Mapped[str] = mapped_column(default="")


class ChainNode(CompanyPart):
    """One firm of a supply chain and what it passes on."""

    __tablename__ = "chain_node"

    supply_chain_id: Mapped[str] = mapped_column(
        ForeignKey("supply_chain.id", ondelete="CASCADE"), index=True
    )
    name: Mapped[str] = mapped_column(default="")
    role: Mapped[str] = mapped_column(default="")
    tier: Mapped[int | None]
    supplies: Mapped[str] = mapped_column(default="")
    country: Mapped[str] = mapped_column(default="")
    region: Mapped[str] = mapped_column(default="")
    partner_id: Mapped[str | None] = mapped_column(
        ForeignKey("partner.id", ondelete="SET NULL"), index=True
    )
    input: Mapped[str] = mapped_column(default="")
    output: Mapped[str] = mapped_column(default="")
    volume_in: Mapped[str] = mapped_column(default="")
    volume_out: Mapped[str] = mapped_column(default="")
    checked_on: Mapped[date | None]
    list_version: Mapped[str] = mapped_column(default="")
    is_listed: Mapped[str] = mapped_column(default="")
    evidence_id: Mapped[str | None] = mapped_column(
        ForeignKey("evidence.id", ondelete="SET NULL"), index=True
    )
    notes: Mapped[str] = mapped_column(default="")


class DiligenceLetter(CompanyPart):
    """A supplier was told, asked, trained or audited about forced labor."""

    __tablename__ = "diligence_letter"

    partner_id: Mapped[str | None] = mapped_column(
        ForeignKey("partner.id", ondelete="SET NULL"), index=True
    )
    firm: Mapped[str] = mapped_column(default="")
    kind: Mapped[str] = mapped_column(default="")
    sent_on: Mapped[date | None]
    due_on: Mapped[date | None]
    answered_on: Mapped[date | None]
    outcome: Mapped[str] = mapped_column(default="")
    evidence_id: Mapped[str | None] = mapped_column(
        ForeignKey("evidence.id", ondelete="SET NULL"), index=True
    )
    notes: Mapped[str] = mapped_column(default="")


class Remediation(CompanyPart):
    """What is done when forced labor is found or feared."""

    __tablename__ = "remediation"

    title: Mapped[str] = mapped_column(default="")
    found_on: Mapped[date | None]
    partner_id: Mapped[str | None] = mapped_column(
        ForeignKey("partner.id", ondelete="SET NULL"), index=True
    )
    supply_chain_id: Mapped[str | None] = mapped_column(
        ForeignKey("supply_chain.id", ondelete="SET NULL"), index=True
    )
    finding: Mapped[str] = mapped_column(default="")
    plan: Mapped[str] = mapped_column(default="")
    owner: Mapped[str] = mapped_column(default="")
    due_on: Mapped[date | None]
    disclosed_on: Mapped[date | None]
    cbp_contact: Mapped[str] = mapped_column(default="")
    state: Mapped[str] = mapped_column(default="")
    closed_on: Mapped[date | None]
    evidence_id: Mapped[str | None] = mapped_column(
        ForeignKey("evidence.id", ondelete="SET NULL"), index=True
    )


class BestPractice(CompanyPart):
    """What the company shares with others about keeping forced labor out."""

    __tablename__ = "best_practice"

    title: Mapped[str] = mapped_column(default="")
    shared_on: Mapped[date | None]
    shared_with: Mapped[str] = mapped_column(default="")
    text: Mapped[str] = mapped_column(default="")
    evidence_id: Mapped[str | None] = mapped_column(
        ForeignKey("evidence.id", ondelete="SET NULL"), index=True
    )


class Detention(CompanyPart):
    """Goods held over forced labor, and how the company answers."""

    __tablename__ = "detention"

    entry_number: Mapped[str] = mapped_column(default="")
    goods: Mapped[str] = mapped_column(default="")
    hts: Mapped[str] = mapped_column(default="")
    port: Mapped[str] = mapped_column(default="")
    center: Mapped[str] = mapped_column(default="")
    ground: Mapped[str] = mapped_column(default="")
    is_preliminary: Mapped[bool] = mapped_column(default=False)
    presented_on: Mapped[date | None]
    notice_on: Mapped[date | None]
    due_on: Mapped[date | None]
    extended_to: Mapped[date | None]
    route: Mapped[str] = mapped_column(default="")
    supply_chain_id: Mapped[str | None] = mapped_column(
        ForeignKey("supply_chain.id", ondelete="SET NULL"), index=True
    )
    membership_asserted_on: Mapped[date | None]
    front_of_line_on: Mapped[date | None]
    package_sent_on: Mapped[date | None]
    questions: Mapped[str] = mapped_column(default="")
    result: Mapped[str] = mapped_column(default="")
    result_on: Mapped[date | None]
    cost: Mapped[int | None]
    evidence_id: Mapped[str | None] = mapped_column(
        ForeignKey("evidence.id", ondelete="SET NULL"), index=True
    )
    notes: Mapped[str] = mapped_column(default="")


class DetentionStep(CompanyPart):
    """One step of the answer to a hold."""

    __tablename__ = "detention_step"

    detention_id: Mapped[str] = mapped_column(
        ForeignKey("detention.id", ondelete="CASCADE"), index=True
    )
    what: Mapped[str] = mapped_column(default="")
    kind: Mapped[str] = mapped_column(default="")
    owner: Mapped[str] = mapped_column(default="")
    due_on: Mapped[date | None]
    done_on: Mapped[date | None]
    evidence_id: Mapped[str | None] = mapped_column(
        ForeignKey("evidence.id", ondelete="SET NULL"), index=True
    )


class RiskOrigin(CompanyPart):
    """An origin, or goods, the company watches; the list is the company's own."""

    __tablename__ = "risk_origin"

    country: Mapped[str] = mapped_column(default="")
    region: Mapped[str] = mapped_column(default="")
    goods: Mapped[str] = mapped_column(default="")
    hts: Mapped[str] = mapped_column(default="")
    reason: Mapped[str] = mapped_column(default="")
    as_of: Mapped[date | None]
