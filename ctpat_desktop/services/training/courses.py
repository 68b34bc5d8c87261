"""Recorded trainings of a company: begun from a model, or from slides or a video somebody has."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ctpat_desktop.catalogue.courses import Model, Question, Wording, load_models
from ctpat_desktop.exchange import question_files
from ctpat_desktop.exchange.child_process import run_limited
from ctpat_desktop.exchange.office.file_pages import opened
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.records import Course, CourseQuestion, Evidence, Topic
from ctpat_desktop.records.base import new_id, new_ids
from ctpat_desktop.services.evidence import library
from ctpat_desktop.services.registers.records import existing
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr
from ctpat_desktop.support.progress import Progress, Silent
from ctpat_desktop.support.words import folded
from ctpat_desktop.workspace import blobs
from ctpat_desktop.workspace.failures import reason

PASS_SCORE = 80
"""Percent of right answers to pass; app default, changed in each training."""
LARGEST = 300 * 2**20
"""Bytes of the largest recording kept inside the file; app default."""
ENDLESS = 2**62
"""Bytes of the largest recording that stays outside: there is no limit."""
SECONDS, MEGABYTES = 60.0, 3_000
"""What reading the first page of slides may take; app default."""


@dataclass(frozen=True, slots=True)
class Recording:
    """A recording to add; `is_outside` leaves the file where it is and keeps its hash."""

    title: str
    language: str
    medium: str
    path: Path
    topic_id: str | None = None
    is_outside: bool = False


@dataclass(frozen=True, slots=True)
class Lesson:
    """A recorded training with its questions and the name of its topic."""

    course: Course
    questions: tuple[Question, ...]
    topic: str = ""
    sha256: str = ""

    @property
    def wording(self) -> Wording | None:
        """The slides of a model training in its language, where this program has them."""
        model = load_models().get(self.course.model)
        return model.words.get(self.course.language) if model else None

    @property
    def has_content(self) -> bool:
        """Whether there are slides or a video to show."""
        return bool(self.wording or self.course.evidence_id or self.course.path)

    @property
    def edition(self) -> str:
        """What is written beside a result: the edition, and what changes with its content."""
        words = self.wording
        content = words.fingerprint() if words is not None else self.sha256
        mark = f"({content[:8]})" if content else ""
        return " ".join(filter(None, (self.course.edition, mark)))


def lesson(scope: Scope, course_id: str) -> Lesson:
    """Return one recorded training; Problem where it is gone."""
    with scope.workspace.read() as session:
        return lesson_of(session, course_id)


def lesson_of(session: Session, course_id: str) -> Lesson:
    """Return the same inside a reading; a document of the library lends its hash."""
    row = existing(session, "course", course_id)
    if not isinstance(row, Course):
        raise TypeError(row)
    document = session.scalar(select(Evidence.sha256).where(Evidence.id == row.evidence_id))
    title = session.scalar(select(Topic.title).where(Topic.id == row.topic_id))
    return Lesson(row, _questions(session, course_id), title or "", document or row.sha256)


def listed(scope: Scope) -> list[Lesson]:
    """Return the recorded trainings of the company in their order, retired ones too."""
    query = select(Course.id).where(Course.company_id == scope.company_id)
    with scope.workspace.read() as session:
        ids = session.scalars(query.order_by(Course.position, Course.title, Course.id)).all()
        return [lesson_of(session, key) for key in ids]


def topics(scope: Scope) -> list[tuple[str, str]]:
    """Return id and title of the company's topics."""
    query = select(Topic.id, Topic.title).where(Topic.company_id == scope.company_id)
    with scope.workspace.read() as session:
        rows = session.execute(query.order_by(Topic.position, Topic.title)).all()
    return [(row[0], row[1]) for row in rows]


def topic_for(scope: Scope, model: Model) -> str | None:
    """Return the company's topic a model training fits: by its usual title, else by criterion."""
    with scope.workspace.read() as session:
        query = select(Topic).where(Topic.company_id == scope.company_id)
        rows = session.scalars(query.order_by(Topic.position, Topic.title)).all()
    for row in rows:
        if folded(row.title) == folded(model.topic):
            return row.id
    wanted = model.criteria[0]
    fitting = (row.id for row in rows if wanted in row.criteria.replace(",", " ").split())
    return next(fitting, None)


def add_model(scope: Scope, model_id: str, language: str, topic_id: str | None) -> str:
    """Add a model training in a language in one step; return its id."""
    model = load_models()[model_id]
    words = model.words[language]
    with scope.workspace.work(tr("Add training “{title}”").format(title=words.title)) as unit:
        values = {"edition": model.edition, "model": model.id, "minutes": model.minutes}
        about = {"title": words.title, "language": language, "medium": "model"}
        course = _add(unit.session, scope, topic_id=topic_id, **about, **values)
        _put(unit.session, course, words.questions)
    return course.id


def add_recording(scope: Scope, recording: Recording, progress: Progress | None = None) -> str:
    """Add slides or a video in one step; Problem says why a file cannot be played."""
    path, bar = recording.path, progress or Silent()
    size = library.fitting_size(path, ENDLESS if recording.is_outside else LARGEST)
    library.refuse_unfit(path)
    if recording.medium == "slides":
        _refuse_no_slides(path, size)
    about = {"title": recording.title, "language": recording.language, "edition": "1"}
    about["medium"] = recording.medium
    with scope.workspace.work(tr("Add training “{title}”").format(title=recording.title)) as unit:
        if recording.is_outside:
            sha256 = _hash(_slices(path, size, bar))
            place = {"path": str(path.absolute()), "sha256": sha256, "size": size}
        else:
            pieces = _slices(path, size, bar)
            kept_as = {"title": recording.title, "kind": "other"}
            document = library.store_document(
                unit.session, scope.company_id, path.name, pieces, kept_as
            )
            unit.session.flush()
            place = {"evidence_id": document}
        course = _add(unit.session, scope, topic_id=recording.topic_id, **about, **place)
    return course.id


def import_questions(scope: Scope, course_id: str, path: Path) -> int:
    """Put the questions of a file in the place of those there; return how many they are."""
    questions = question_files.read(path)
    with scope.workspace.work(tr("Import the questions of a training")) as unit:
        course = existing(unit.session, "course", course_id)
        if not isinstance(course, Course):
            raise TypeError(course)
        old = select(CourseQuestion).where(CourseQuestion.course_id == course_id)
        for row in unit.session.scalars(old):
            unit.session.delete(row)
        unit.session.flush()
        _put(unit.session, course, questions)
    return len(questions)


def retire(scope: Scope, course_id: str) -> bool:
    """Take a training out of use today, or into use again; return whether it is retired now."""
    with scope.workspace.work(tr("Retire a training")) as unit:
        course = existing(unit.session, "course", course_id)
        if not isinstance(course, Course):
            raise TypeError(course)
        course.retired_on = None if course.retired_on else scope.today
        return course.retired_on is not None


def verified(course: Course) -> bytes:
    """Return the bytes of a file kept outside; Problem where it is gone or was changed."""
    return b"".join(_unchanged(course, Silent()))


def check_outside(course: Course, progress: Progress) -> Path:
    """Return where a file kept outside lies, read slice by slice; see `verified`."""
    for _ in _unchanged(course, progress):
        pass
    return Path(course.path)


def _unchanged(course: Course, progress: Progress) -> Iterator[bytes]:
    """Yield the slices of a file kept outside; Problem at the end where it is another one."""
    if not course.path:
        raise Problem(
            tr("“{title}” has no file any more.").format(title=course.title),
            tr("Choose its file in the library, or add it again."),
        )
    path, digest = Path(course.path), hashlib.sha256()
    try:
        if path.stat().st_size == course.size and path.is_file():
            for piece in _slices(path, course.size or 0, progress):
                digest.update(piece)
                yield piece
    except OSError as error:
        raise _away(path, reason(error)) from error
    if digest.hexdigest() != course.sha256:
        raise _away(path, tr("it is not the file that was added"))


def _away(path: Path, why: str) -> Problem:
    return Problem(
        tr("The recording {name} cannot be played: {why}.").format(name=path.name, why=why),
        tr("It was at {path}. Put it back, or add it again.").format(path=path),
    )


def _refuse_no_slides(path: Path, size: int) -> None:
    """Raise Problem where a file has no page to show; it is read in a process of its own."""
    if size > LARGEST:
        raise Problem(
            tr("{name} was not added: slides larger than {n} MB cannot be played.").format(
                name=path.name, n=LARGEST // 2**20
            ),
            tr("Save them smaller."),
        )
    data = path.read_bytes()
    if b"%PDF-" not in data[:1024]:
        raise Problem(
            tr("{name} was not added: slides are played as PDF.").format(name=path.name),
            tr("Save the presentation as PDF and add that."),
        )
    asked = ("", path.name, data, 0)
    run_limited(opened, *asked, seconds=SECONDS, megabytes=MEGABYTES, name=path.name)


def _add(session: Session, scope: Scope, **values: Any) -> Course:
    last = select(func.max(Course.position)).where(Course.company_id == scope.company_id)
    place = (session.scalar(last) or 0) + 1
    course = Course(id=new_id(), company_id=scope.company_id, position=place, **values)
    course.pass_score = PASS_SCORE
    session.add(course)
    session.flush()
    return course


def _put(session: Session, course: Course, questions: tuple[Question, ...]) -> None:
    for place, (key, row) in enumerate(zip(new_ids(len(questions)), questions, strict=True), 1):
        session.add(
            CourseQuestion(
                id=key,
                company_id=course.company_id,
                course_id=course.id,
                position=place,
                words=row.words,
                choices="\n".join(row.choices),
                right=", ".join(map(str, row.right)),
                why=row.why,
            )
        )


def _questions(session: Session, course_id: str) -> tuple[Question, ...]:
    """Return the questions that can be asked: with two choices, and a right one among them."""
    query = select(CourseQuestion).where(CourseQuestion.course_id == course_id)
    rows = session.scalars(query.order_by(CourseQuestion.position, CourseQuestion.id)).all()
    return tuple(filter(None, map(_asked, rows)))


def _asked(row: CourseQuestion) -> Question | None:
    choices = tuple(filter(None, map(str.strip, row.choices.splitlines())))
    right = tuple(n for n in question_files.numbers(row.right) if 1 <= n <= len(choices))
    if not row.words.strip() or len(choices) < 2 or not right:
        return None
    return Question(row.words, choices, right, row.why)


def _slices(path: Path, size: int, progress: Progress) -> Iterator[bytes]:
    done = 0
    with path.open("rb") as file:
        while piece := file.read(blobs.SLICE):
            progress.step(done, size, tr("Reading the file"))
            yield piece
            done += len(piece)


def _hash(pieces: Iterator[bytes]) -> str:
    digest = hashlib.sha256()
    for piece in pieces:
        digest.update(piece)
    return digest.hexdigest()
