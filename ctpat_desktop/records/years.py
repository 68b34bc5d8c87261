"""The yearly review: what was affirmed, entered in the portal and submitted."""

from datetime import date

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ctpat_desktop.records.base import Record
from ctpat_desktop.records.companies import CompanyPart


class Affirmation(Record):
    """That one criterion was looked at in a review year: changed, or affirmed unchanged.

    `fingerprint` is that of the answer as it was then; `looked_at` lists the ids of the documents
    that were opened, and `seconds` says how long the answer was before the person's eyes.
    """

    __tablename__ = "affirmation"
    __table_args__ = (UniqueConstraint("profile_id", "criterion"),)

    profile_id: Mapped[str] = mapped_column(ForeignKey("profile.id", ondelete="CASCADE"))
    criterion: Mapped[str]
    state: Mapped[str] = mapped_column(default="unchanged")
    affirmed_on: Mapped[date | None]
    affirmed_by: Mapped[str] = mapped_column(default="")
    fingerprint: Mapped[str] = mapped_column(default="")
    looked_at: Mapped[str] = mapped_column(default="[]")
    seconds: Mapped[int | None]


class PortalEntry(Record):
    """One item of a profile that was entered in the portal, with the hash of what was entered."""

    __tablename__ = "portal_entry"
    __table_args__ = (UniqueConstraint("profile_id", "item"),)

    profile_id: Mapped[str] = mapped_column(ForeignKey("profile.id", ondelete="CASCADE"))
    item: Mapped[str]
    entered_on: Mapped[date | None]
    fingerprint: Mapped[str] = mapped_column(default="")


class FindingMark(Record):
    """What people decided about one finding: who works on it until when, or why it is accepted.

    `key` names rule and place; `fingerprint` is that of what was judged, where the decision holds
    for those words only.
    """

    __tablename__ = "finding_mark"
    __table_args__ = (UniqueConstraint("account_id", "key"),)

    account_id: Mapped[str] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    key: Mapped[str]
    owner: Mapped[str] = mapped_column(default="")
    due_on: Mapped[date | None]
    accepted_because: Mapped[str] = mapped_column(default="")
    accepted_until: Mapped[date | None]
    fingerprint: Mapped[str] = mapped_column(default="")


class PortalStep(Record):
    """One step of the move to the new portal that was done, such as "users checked"."""

    __tablename__ = "portal_step"
    __table_args__ = (UniqueConstraint("account_id", "step"),)

    account_id: Mapped[str] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    step: Mapped[str]
    done_on: Mapped[date | None]
    done_by: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")


class Submission(CompanyPart):
    """A profile as it was submitted; it never changes.

    Its content, with the hashes of its documents, lies in the file under `sha256`.
    """

    __tablename__ = "submission"

    account_id: Mapped[str] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), index=True
    )
    year: Mapped[int]
    submitted_on: Mapped[date | None]
    submitted_by: Mapped[str] = mapped_column(default="")
    edition: Mapped[str] = mapped_column(default="")
    findings: Mapped[int] = mapped_column(default=0)
    blockers: Mapped[int] = mapped_column(default=0)
    note: Mapped[str] = mapped_column(default="")
    sha256: Mapped[str] = mapped_column(default="", index=True)
    size: Mapped[int] = mapped_column(default=0)
