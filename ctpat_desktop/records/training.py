"""Training: topics, who needs which, recorded trainings, sessions with names, and results."""

from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from ctpat_desktop.records.companies import CompanyPart


class Topic(CompanyPart):
    """A subject people are trained in, and how often."""

    __tablename__ = "topic"

    title: Mapped[str] = mapped_column(default="")
    criteria: Mapped[str] = mapped_column(default="")
    audience: Mapped[str] = mapped_column(default="position")
    repeat_months: Mapped[int | None]
    has_test: Mapped[bool] = mapped_column(default=False)
    pass_score: Mapped[int | None]
    summary: Mapped[str] = mapped_column(default="")


class TrainingNeed(CompanyPart):
    """One cell of the matrix: people of this position need this topic."""

    __tablename__ = "training_need"

    position_id: Mapped[str | None] = mapped_column(
        ForeignKey("position.id", ondelete="CASCADE"), index=True
    )
    topic_id: Mapped[str | None] = mapped_column(
        ForeignKey("topic.id", ondelete="CASCADE"), index=True
    )


class Course(CompanyPart):
    """One recorded training: shipped slides, a PDF or a video, kept in the file or beside it."""

    __tablename__ = "course"

    title: Mapped[str] = mapped_column(default="")
    topic_id: Mapped[str | None] = mapped_column(
        ForeignKey("topic.id", ondelete="SET NULL"), index=True
    )
    language: Mapped[str] = mapped_column(default="")
    medium: Mapped[str] = mapped_column(default="")
    edition: Mapped[str] = mapped_column(default="")
    model: Mapped[str] = mapped_column(default="")
    evidence_id: Mapped[str | None] = mapped_column(
        ForeignKey("evidence.id", ondelete="SET NULL"), index=True
    )
    path: Mapped[str] = mapped_column(default="")
    sha256: Mapped[str] = mapped_column(default="")
    size: Mapped[int | None]
    minutes: Mapped[int | None]
    pass_score: Mapped[int | None]
    played_on: Mapped[date | None]
    retired_on: Mapped[date | None]
    notes: Mapped[str] = mapped_column(default="")


class CourseQuestion(CompanyPart):
    """One question at the end of a recorded training; `right` are the numbers of its choices."""

    __tablename__ = "course_question"

    course_id: Mapped[str] = mapped_column(ForeignKey("course.id", ondelete="CASCADE"), index=True)
    words: Mapped[str] = mapped_column(default="")
    choices: Mapped[str] = mapped_column(default="")
    right: Mapped[str] = mapped_column(default="")
    why: Mapped[str] = mapped_column(default="")


class TrainingSession(CompanyPart):
    """One training with its day, its topics and the people who were there.

    `course_edition` says which edition of a recorded training was played, and `shown_as` whether
    the program showed it or the people confirmed it.
    """

    __tablename__ = "training_session"

    title: Mapped[str] = mapped_column(default="")
    held_on: Mapped[date | None]
    trainer: Mapped[str] = mapped_column(default="")
    site_id: Mapped[str | None] = mapped_column(
        ForeignKey("site.id", ondelete="SET NULL"), index=True
    )
    occasion: Mapped[str] = mapped_column(default="")
    language: Mapped[str] = mapped_column(default="")
    minutes: Mapped[int | None]
    evidence_id: Mapped[str | None] = mapped_column(
        ForeignKey("evidence.id", ondelete="SET NULL"), index=True
    )
    notes: Mapped[str] = mapped_column(default="")
    course_id: Mapped[str | None] = mapped_column(
        ForeignKey("course.id", ondelete="SET NULL"), index=True
    )
    course_edition: Mapped[str] = mapped_column(default="")
    shown_as: Mapped[str] = mapped_column(default="")


class SessionTopic(CompanyPart):
    """One topic taught in a session."""

    __tablename__ = "session_topic"

    training_session_id: Mapped[str] = mapped_column(
        ForeignKey("training_session.id", ondelete="CASCADE"), index=True
    )
    topic_id: Mapped[str | None] = mapped_column(
        ForeignKey("topic.id", ondelete="CASCADE"), index=True
    )


class Attendance(CompanyPart):
    """One person at a session, with the test's result."""

    __tablename__ = "attendance"

    training_session_id: Mapped[str] = mapped_column(
        ForeignKey("training_session.id", ondelete="CASCADE"), index=True
    )
    person_id: Mapped[str | None] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), index=True
    )
    was_absent: Mapped[bool] = mapped_column(default=False)
    score: Mapped[int | None]
    result: Mapped[str] = mapped_column(default="")
    remark: Mapped[str] = mapped_column(default="")
