"""The slides of a training as pictures, page by page, read in a process of its own with limits."""

from threading import Lock

from ctpat_desktop.documents.training.slides import Deck, Sheet, slides_pdf
from ctpat_desktop.exchange.child_process import Child, Stopped
from ctpat_desktop.exchange.office import file_pages
from ctpat_desktop.exchange.office.file_pages import Look, NotHeld
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.services.evidence import library
from ctpat_desktop.services.training import courses
from ctpat_desktop.services.training.courses import Lesson
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr

SECONDS, MEGABYTES = 30.0, 3_000
"""What reading one slide may take; app default."""
_NOTES = {"en": ("minutes", "edition"), "es": ("minutos", "edición"), "fr": ("minutes", "édition")}
"""The words on the cover in the languages of the model trainings."""


class Slides:
    """Reads the slides of one training; the process that holds them ends with `rest`."""

    def __init__(self, scope: Scope, lesson: Lesson) -> None:
        """Start nothing before the first look."""
        self._scope, self._lesson = scope, lesson
        self._key = lesson.edition or lesson.course.id
        self._one = Lock()
        self._child = Child(MEGABYTES)

    def look(self, number: int) -> Look:
        """Return one slide (from 0); Problem says why there is none."""
        with self._one:
            child = self._child
            try:
                return self._page(child, number)
            except Stopped as stopped:
                raise Problem(
                    tr("These slides cannot be shown: they are damaged, or too large to draw.")
                ) from stopped
            finally:
                if child is not self._child:  # rested meanwhile; it must not begin anew
                    child.end()

    def rest(self) -> None:
        """End the process and what it does; the next look begins a new one."""
        child, self._child = self._child, Child(MEGABYTES)
        child.end()

    def _page(self, child: Child, number: int) -> Look:
        name = self._lesson.course.title
        try:
            return child.run(file_pages.turned, self._key, number, seconds=SECONDS, name=name)
        except NotHeld:
            data = pdf_of(self._scope, self._lesson)
        asked = (self._key, "slides.pdf", data, number)
        return child.run(file_pages.opened, *asked, seconds=SECONDS, name=name)


def pdf_of(scope: Scope, lesson: Lesson) -> bytes:
    """Return the slides of a training as PDF; Problem where it has none."""
    course, words = lesson.course, lesson.wording
    if words is not None:
        return slides_pdf(deck(lesson))
    if course.medium == "slides" and course.evidence_id:
        return library.content(scope.workspace, course.evidence_id)
    if course.medium == "slides" and course.path:
        return courses.verified(course)
    if course.medium == "video":
        raise Problem(
            tr("“{title}” is a video; it has no slides.").format(title=course.title),
            tr("Play it instead."),
        )
    raise Problem(
        tr("“{title}” has no slides here.").format(title=course.title),
        tr("Choose its file, or add it again from the model trainings."),
    )


def deck(lesson: Lesson) -> Deck:
    """Return the slides of a model training as they are drawn."""
    words, course = lesson.wording, lesson.course
    if words is None:
        raise ValueError(course.model)
    minutes, edition = _NOTES[course.language]
    note = f"{course.minutes or '-'} {minutes} · {edition} {course.edition or '-'}"
    rows = tuple(Sheet(slide.title, slide.lines) for slide in words.slides)
    return Deck(words.title, note, rows, course.language)


def slide_texts(lesson: Lesson) -> tuple[str, ...]:
    """Return what a model training's pages say, the cover first; () for other slides."""
    words = lesson.wording
    if words is None:
        return ()
    return (words.title, *(". ".join((slide.title, *slide.lines)) for slide in words.slides))
