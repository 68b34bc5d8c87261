"""IT: what there is, who may use it, backups, tests, policies, disposal."""

from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from ctpat_desktop.records.companies import CompanyPart


class ItAsset(CompanyPart):
    """A computer, system or service the company uses."""

    __tablename__ = "it_asset"

    name: Mapped[str] = mapped_column(default="")
    kind: Mapped[str] = mapped_column(default="")
    inventory_number: Mapped[str] = mapped_column(default="")
    owner: Mapped[str] = mapped_column(default="")
    site_id: Mapped[str | None] = mapped_column(
        ForeignKey("site.id", ondelete="SET NULL"), index=True
    )
    software: Mapped[str] = mapped_column(default="")
    updates: Mapped[str] = mapped_column(default="")
    is_protected: Mapped[bool] = mapped_column(default=False)
    is_encrypted: Mapped[bool] = mapped_column(default=False)
    in_use_since: Mapped[date | None]
    retired_on: Mapped[date | None]
    notes: Mapped[str] = mapped_column(default="")


class AccountReview(CompanyPart):
    """A look through who may use a system."""

    __tablename__ = "account_review"

    system: Mapped[str] = mapped_column(default="")
    done_on: Mapped[date | None]
    done_by: Mapped[str] = mapped_column(default="")
    accounts: Mapped[int | None]
    removed: Mapped[int | None]
    next_on: Mapped[date | None]
    evidence_id: Mapped[str | None] = mapped_column(
        ForeignKey("evidence.id", ondelete="SET NULL"), index=True
    )
    notes: Mapped[str] = mapped_column(default="")


class BackupRun(CompanyPart):
    """One backup of a system."""

    __tablename__ = "backup_run"

    system: Mapped[str] = mapped_column(default="")
    run_on: Mapped[date | None]
    kind: Mapped[str] = mapped_column(default="")
    outcome: Mapped[str] = mapped_column(default="")
    is_offsite: Mapped[bool] = mapped_column(default=False)
    is_encrypted: Mapped[bool] = mapped_column(default=False)
    restore_tested_on: Mapped[date | None]
    done_by: Mapped[str] = mapped_column(default="")
    evidence_id: Mapped[str | None] = mapped_column(
        ForeignKey("evidence.id", ondelete="SET NULL"), index=True
    )
    notes: Mapped[str] = mapped_column(default="")


class VulnerabilityTest(CompanyPart):
    """A scan or test of IT security with what it found."""

    __tablename__ = "vulnerability_test"

    scope: Mapped[str] = mapped_column(default="")
    kind: Mapped[str] = mapped_column(default="")
    done_on: Mapped[date | None]
    done_by: Mapped[str] = mapped_column(default="")
    high: Mapped[int | None]
    medium: Mapped[int | None]
    low: Mapped[int | None]
    mended_on: Mapped[date | None]
    next_on: Mapped[date | None]
    evidence_id: Mapped[str | None] = mapped_column(
        ForeignKey("evidence.id", ondelete="SET NULL"), index=True
    )
    notes: Mapped[str] = mapped_column(default="")


class PolicyReview(CompanyPart):
    """A yearly look through a written policy."""

    __tablename__ = "policy_review"

    policy: Mapped[str] = mapped_column(default="")
    kind: Mapped[str] = mapped_column(default="")
    version: Mapped[str] = mapped_column(default="")
    reviewed_on: Mapped[date | None]
    reviewed_by: Mapped[str] = mapped_column(default="")
    approved_by: Mapped[str] = mapped_column(default="")
    next_on: Mapped[date | None]
    evidence_id: Mapped[str | None] = mapped_column(
        ForeignKey("evidence.id", ondelete="SET NULL"), index=True
    )
    notes: Mapped[str] = mapped_column(default="")


class MediaDisposal(CompanyPart):
    """A storage medium wiped or destroyed."""

    __tablename__ = "media_disposal"

    medium: Mapped[str] = mapped_column(default="")
    asset_id: Mapped[str | None] = mapped_column(
        ForeignKey("it_asset.id", ondelete="SET NULL"), index=True
    )
    method: Mapped[str] = mapped_column(default="")
    done_on: Mapped[date | None]
    done_by: Mapped[str] = mapped_column(default="")
    witness: Mapped[str] = mapped_column(default="")
    certificate: Mapped[str] = mapped_column(default="")
    evidence_id: Mapped[str | None] = mapped_column(
        ForeignKey("evidence.id", ondelete="SET NULL"), index=True
    )
    notes: Mapped[str] = mapped_column(default="")
