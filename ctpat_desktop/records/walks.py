"""Site walks: one record per walk, what was found at each of its questions, forms sent of it."""

from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from ctpat_desktop.records.companies import CompanyPart


class Walk(CompanyPart):
    """One walk over one site; it stays as it was found, whatever later walks find.

    `kind` names the list of questions; without `finished_on` the walk is still on.
    """

    __tablename__ = "walk"

    site_id: Mapped[str] = mapped_column(ForeignKey("site.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(default="physical")
    walked_on: Mapped[date | None]
    walked_by: Mapped[str] = mapped_column(default="")
    finished_on: Mapped[date | None]
    note: Mapped[str] = mapped_column(default="")


class WalkAnswer(CompanyPart):
    """What one walk found at one question; the question is kept as it was asked then."""

    __tablename__ = "walk_answer"

    walk_id: Mapped[str] = mapped_column(ForeignKey("walk.id", ondelete="CASCADE"), index=True)
    key: Mapped[str] = mapped_column(default="")
    question: Mapped[str] = mapped_column(default="")
    criterion: Mapped[str] = mapped_column(default="")
    result: Mapped[str] = mapped_column(default="")
    words: Mapped[str] = mapped_column(default="")
    action_id: Mapped[str | None] = mapped_column(
        ForeignKey("action.id", ondelete="SET NULL"), index=True
    )


class WalkForm(CompanyPart):
    """A walk sent as a form to be filled in without this program, and what became of it.

    `definition` are the questions as they were sent, `sent_values` what stood in the fields then,
    both as JSON. `content` is the SHA-256 of the answers it came back with, once all were taken.
    """

    __tablename__ = "walk_form"

    walk_id: Mapped[str] = mapped_column(ForeignKey("walk.id", ondelete="CASCADE"), index=True)
    reference: Mapped[str] = mapped_column(default="")
    definition: Mapped[str] = mapped_column(default="")
    checksum: Mapped[str] = mapped_column(default="")
    sent_values: Mapped[str] = mapped_column(default="")
    format: Mapped[str] = mapped_column(default="")
    sent_on: Mapped[date | None]
    due_on: Mapped[date | None]
    returned_on: Mapped[date | None]
    content: Mapped[str] = mapped_column(default="")
    evidence_id: Mapped[str | None] = mapped_column(
        ForeignKey("evidence.id", ondelete="SET NULL"), index=True
    )
