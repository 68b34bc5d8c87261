"""Recorded trainings on paper: slides, sign-in sheet with questions, and certificates."""

from pathlib import Path

from sqlalchemy import select

from ctpat_desktop.catalogue.values import choice_text
from ctpat_desktop.documents.core.blocks import PageBreak
from ctpat_desktop.documents.registers.training_pages import SignIn, sign_in_tree
from ctpat_desktop.documents.training.question_paper import Asked, QuestionPaper, paper_tree
from ctpat_desktop.exchange.files import write_pdf
from ctpat_desktop.exchange.results import ExportResult
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.records import Person, TrainingSession
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.accounts.paper import company_pdf
from ctpat_desktop.services.registers import printed_forms
from ctpat_desktop.services.training import courses, slide_pages
from ctpat_desktop.services.training.courses import Lesson
from ctpat_desktop.support.choosing import find_one
from ctpat_desktop.support.dates import day_text
from ctpat_desktop.support.language import tr
from ctpat_desktop.support.own_language import on_paper


def slides(scope: Scope, course_id: str) -> bytes:
    """Return the slides of a training as PDF, ready to print."""
    return slide_pages.pdf_of(scope, courses.lesson(scope, course_id))


@on_paper
def meeting(scope: Scope, course_id: str) -> bytes:
    """Return what a meeting room needs: a sign-in sheet, and the questions with their answers."""
    lesson = courses.lesson(scope, course_id)
    company = companies.company(scope.workspace, scope.account_id).name
    tree = (
        *sign_in_tree(_sheet(lesson, company)),
        PageBreak(),
        *paper_tree(_paper(lesson, company)),
    )
    if not lesson.questions:
        tree = sign_in_tree(_sheet(lesson, company))
    return company_pdf(scope, tree, lesson.course.title)


@on_paper
def write_certificate(scope: Scope, session: str, person: str, path: Path) -> ExportResult:
    """Write the certificate of one person for one session, both by name or id."""
    with scope.workspace.read() as reading:
        sessions = reading.scalars(
            select(TrainingSession).where(TrainingSession.company_id == scope.company_id)
        ).all()
        people = reading.scalars(select(Person).where(Person.company_id == scope.company_id)).all()
    dated = [((_dated(row), row.title, row.id), row.id) for row in sessions]
    session_id = find_one(session, dated, tr("training session"))
    person_id = find_one(
        person, [((row.full_name, row.id), row.id) for row in people], tr("person")
    )
    return write_pdf(printed_forms.certificate(scope, session_id, person_id), path)


def _dated(row: TrainingSession) -> str:
    return f"{row.title} {day_text(row.held_on)}" if row.held_on else row.title


def _sheet(lesson: Lesson, company: str) -> SignIn:
    course = lesson.course
    facts = (
        (tr("Training"), course.title),
        (tr("Edition"), lesson.edition),
        (tr("Date"), ""),
        (tr("Site"), ""),
        (tr("Language"), choice_text("course", "language", course.language)),
        (tr("Minutes"), str(course.minutes or "")),
    )
    return SignIn(company, facts, (lesson.topic,) if lesson.topic else ())


def _paper(lesson: Lesson, company: str) -> QuestionPaper:
    asked = tuple(Asked(row.words, row.choices, row.right, row.why) for row in lesson.questions)
    return QuestionPaper(company, lesson.course.title, lesson.course.language, asked)
