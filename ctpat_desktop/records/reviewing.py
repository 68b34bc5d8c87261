"""What people say to each other about the profile: comments, states of answers, what was seen.

None of it is part of an answer, so nothing of it is sent or printed. Times are UTC.
"""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from ctpat_desktop.records.base import Record
from ctpat_desktop.records.companies import CompanyPart

DRAFT, READY, APPROVED, SENT_BACK = "draft", "ready", "approved", "sent_back"
REVIEW_STATES = (DRAFT, READY, APPROVED, SENT_BACK)


class Comment(CompanyPart):
    """One remark in a conversation on a record of any table.

    On an answer it hangs on the profile and names criterion, site and statement, so that it needs
    no answer yet. `reply_to` is the id of the comment that began the conversation, "" for that one
    itself; only that one is resolved.
    """

    __tablename__ = "comment"
    __table_args__ = (Index("ix_comment_record", "table_name", "record_id", "criterion"),)

    table_name: Mapped[str] = mapped_column(default="")
    record_id: Mapped[str] = mapped_column(default="")
    criterion: Mapped[str] = mapped_column(default="")
    site_id: Mapped[str | None] = mapped_column(
        ForeignKey("site.id", ondelete="CASCADE"), index=True
    )
    statement_id: Mapped[str | None] = mapped_column(
        ForeignKey("statement.id", ondelete="SET NULL"), index=True
    )
    reply_to: Mapped[str] = mapped_column(default="")
    author: Mapped[str] = mapped_column(default="")
    written_at: Mapped[datetime | None]
    text: Mapped[str] = mapped_column(default="")
    resolved_by: Mapped[str] = mapped_column(default="")
    resolved_at: Mapped[datetime | None]


class AnswerReview(Record):
    """How far the answer of the company or of one site is, and who works on the criterion.

    Where the words of an approved answer change it is a draft again and `approved_by` stays; where
    those of one that was sent back change, `changed_at` says so.
    """

    __tablename__ = "answer_review"
    __table_args__ = (
        Index(
            "uq_answer_review_whole",
            "profile_id",
            "criterion",
            unique=True,
            sqlite_where=text("site_id IS NULL"),
        ),
        Index("uq_answer_review_site", "profile_id", "criterion", "site_id", unique=True),
        Index("ix_answer_review_state", "profile_id", "state"),
        Index("ix_answer_review_assigned", "profile_id", "assigned_to"),
    )

    profile_id: Mapped[str] = mapped_column(ForeignKey("profile.id", ondelete="CASCADE"))
    criterion: Mapped[str]
    site_id: Mapped[str | None] = mapped_column(
        ForeignKey("site.id", ondelete="CASCADE"), index=True
    )
    state: Mapped[str] = mapped_column(default=DRAFT)
    set_by: Mapped[str] = mapped_column(default="")
    set_at: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(default="")
    approved_by: Mapped[str] = mapped_column(default="")
    approved_at: Mapped[datetime | None]
    changed_at: Mapped[datetime | None]
    assigned_to: Mapped[str] = mapped_column(default="")


class SeenMark(CompanyPart):
    """Up to which revision a person has looked at what others changed in a company."""

    __tablename__ = "seen_mark"
    __table_args__ = (UniqueConstraint("company_id", "person"),)

    person: Mapped[str] = mapped_column(default="")
    number: Mapped[int] = mapped_column(default=0)
    seen_at: Mapped[datetime | None]
