"""Plays a recorded training: who watches, the slides or the video, the questions, the results."""

from functools import partial

from PySide6.QtWidgets import QDialog, QStackedWidget, QVBoxLayout, QWidget

from ctpat_desktop.services.registers import printed_forms
from ctpat_desktop.services.training import courses, results
from ctpat_desktop.services.training.courses import Lesson
from ctpat_desktop.services.training.results import Results, Sitting
from ctpat_desktop.services.training.slide_pages import Slides, slide_texts
from ctpat_desktop.support.dates import day_text
from ctpat_desktop.support.language import ntr, tr
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.session.printing import show_pages
from ctpat_desktop.ui.training.audience import AudiencePage
from ctpat_desktop.ui.training.quiz import Quiz
from ctpat_desktop.ui.training.scores import ScoresPage
from ctpat_desktop.ui.training.slide_view import SlideView
from ctpat_desktop.ui.training.video_view import VideoView
from ctpat_desktop.ui.widgets.dialogs import ask
from ctpat_desktop.ui.widgets.parts import button, label, row
from ctpat_desktop.ui.widgets.reasons import allow
from ctpat_desktop.ui.widgets.theme import fit


class PlayDialog(QDialog):
    """One sitting; what was seen is remembered when it is left before the end."""

    article = "recorded-training"

    def __init__(self, parent: QWidget, desk: Desk, lesson: Lesson) -> None:
        """Start with who watches, as far as it was watched before."""
        super().__init__(parent)
        self.desk, self.lesson = desk, lesson
        self.setWindowTitle(lesson.course.title)
        fit(self, 132, 40)
        self.before = before = results.progress(desk.scope, lesson)
        self.seen, self.sitting = set(before.seen), Sitting(lesson.course.id, (), "")
        self.results, self.person = Results(), ""
        self.watchers = results.watchers(desk.scope)
        self.audience = AudiencePage(self.watchers, before.people, self._about())
        self.audience.ready.connect(self.begin)
        self.view = self._view()
        self.watching = self._watching()
        self.quiz = Quiz(lesson.questions)
        self.quiz.finished.connect(self._answered)
        self.quiz.stopped.connect(self._show_scores)
        self.scores: ScoresPage | None = None
        self.stack = QStackedWidget()
        for page in (self.audience, self.watching, self.quiz):
            self.stack.addWidget(page)
        QVBoxLayout(self).addWidget(self.stack)
        self._allow()

    def _about(self) -> str:
        """Say what is played, and where it goes on."""
        course, seen = self.lesson.course, len(self.seen)
        count = len(self.lesson.questions)
        words = [course.title]
        if course.minutes:
            words.append(ntr("{n} minute", "{n} minutes", course.minutes))
        words.append(ntr("{n} question", "{n} questions", count))
        if seen:
            words.append(ntr("{n} slide seen before", "{n} slides seen before", seen))
            words.append(tr("starts over with anyone else"))
        return " · ".join(words)

    def _view(self) -> SlideView | VideoView:
        if self.lesson.course.medium == "video":
            video = VideoView(self.desk, self.lesson)
            video.confirmed.connect(lambda _on: self._allow())
            return video
        slides = Slides(self.desk.scope, self.lesson)
        view = SlideView(self.desk, slides, slide_texts(self.lesson))
        view.seen.connect(self._saw)
        return view

    def _watching(self) -> QWidget:
        """Return the page of the slides or the video, with the way to the questions."""
        page = QWidget()
        self.who = label("", muted=True)
        words = tr("To the questions") if self.lesson.questions else tr("Record it")
        self.end_button = button(words, self.end_watching, "primary")
        self.later_button = button(tr("Go on later"), self.reject)
        for one in (self.end_button, self.later_button):
            one.setAutoDefault(False)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view, 1)
        line = row(self.who, self.later_button, self.end_button)
        line.setStretch(0, 1)
        column.addLayout(line)
        return page

    @property
    def is_watched(self) -> bool:
        """Whether every slide was shown, or the video was confirmed."""
        if isinstance(self.view, VideoView):
            return self.view.box.isChecked()
        return self.view.count > 0 and set(range(self.view.count)) <= self.seen

    def begin(self) -> None:
        """Show the first slide not seen yet to those who were ticked."""
        people = self.audience.people()
        if not set(people) <= set(self.before.people):
            self.seen = set()
        shown = "confirmed" if isinstance(self.view, VideoView) else "played"
        leader, occasion = self.audience.leader.text(), self.audience.occasion.currentData()
        self.sitting = Sitting(self.lesson.course.id, people, shown, leader, str(occasion))
        self.who.setText(self._names())
        self.stack.setCurrentWidget(self.watching)
        if isinstance(self.view, VideoView):
            self.view.name_people(len(people))
            self.view.open_button.setFocus()
        else:
            first = next((n for n in range(len(self.seen) + 1) if n not in self.seen), 0)
            self.view.begin(first)
            self.view.sheet.setFocus()
        self._allow()

    def _names(self) -> str:
        """Return who is watching: the first few by name."""
        names = [row.name for row in self.watchers if row.id in self.sitting.people]
        more = len(names) - 3
        words = ", ".join(names[:3])
        return tr("{names} and {n} more").format(names=words, n=more) if more > 0 else words

    def _saw(self, number: int, count: int) -> None:
        self.seen = {one for one in self.seen | {number} if one < count}
        if isinstance(self.view, SlideView):
            self.view.show_seen(len(self.seen))
        self._allow()

    def _allow(self) -> None:
        words = tr("Every slide has to be seen first.")
        if isinstance(self.view, VideoView):
            words = tr("Confirm first that it was watched to the end.")
        allow(self.end_button, "" if self.is_watched else words)

    def end_watching(self) -> None:
        """Go to the questions; for one person at once."""
        if not self.is_watched:
            return
        names = {watcher.id: watcher.name for watcher in self.watchers}
        people = [(key, names[key]) for key in self.sitting.people]
        self.scores = ScoresPage(people, has_questions=bool(self.lesson.questions))
        self.scores.asked.connect(self.ask_person)
        self.scores.entered.connect(self.record)
        self.scores.certificates.connect(self.print_certificates)
        self.scores.closed.connect(self.accept)
        self.stack.addWidget(self.scores)
        if not self.lesson.questions:
            self.record(dict.fromkeys(self.sitting.people))
        elif len(people) == 1:
            self.ask_person(people[0][0])
        else:
            self._show_scores()

    def ask_person(self, person_id: str) -> None:
        """Ask one person the questions."""
        self.person = person_id
        names = {watcher.id: watcher.name for watcher in self.watchers}
        self.stack.setCurrentWidget(self.quiz)
        self.quiz.begin(names[person_id])

    def _answered(self, percent: int) -> None:
        self.record({self.person: percent})

    def record(self, scores: dict[str, int | None]) -> None:
        """Write scores into the training records at once, and show all."""
        scope, sitting = self.desk.scope, self.sitting
        self.desk.attempt(lambda: results.record(scope, sitting, scores, self.results))
        self._show_scores()

    def _show_scores(self) -> None:
        if self.scores is not None:
            self.stack.setCurrentWidget(self.scores)
            self.scores.show_results(self.results)
            self.scores.table.setFocus()

    def print_certificates(self) -> None:
        """Show the certificates of everyone who passed in this sitting, at whichever try."""
        scope, keys = self.desk.scope, tuple(self.results.sessions)
        show_pages(self, self.desk, lambda _: printed_forms.certificates(scope, *keys))

    def has_work(self) -> bool:
        """Return whether scores are entered that nothing has recorded yet, or a test is open."""
        is_asked = self.stack.currentWidget() is self.quiz
        return is_asked or bool(self.scores is not None and self.scores.changed())

    def done(self, result: int) -> None:
        """Remember what was seen, where not everybody has a result yet, and close."""
        is_whole = set(self.sitting.people) <= set(self.results.scores)
        if self.seen and self.sitting.people and not is_whole and self.desk.workspace.is_open:
            rest = [key for key in self.sitting.people if key not in self.results.scores]
            seen = frozenset(self.seen)
            remember = partial(results.remember, self.desk.scope, self.lesson, rest, seen)
            self.desk.attempt(remember)
        super().done(result)


def ask_play(window: QWidget, desk: Desk, course_id: str) -> None:
    """Play a training; say why not where it is retired or nobody could watch it."""
    lesson = courses.lesson(desk.scope, course_id)
    retired = lesson.course.retired_on
    if retired and retired <= desk.today:
        words = tr("This training is retired since {day}. Empty “Retired on” to play it again.")
        desk.warn(words.format(day=day_text(retired)))
        return
    if not lesson.has_content:
        words = tr(
            "“{title}” has nothing to show yet. Begin it with “Add slides or video…” or "
            "“New from a model…”."
        )
        desk.warn(words.format(title=lesson.course.title or tr("This training")))
        return
    if not results.watchers(desk.scope):
        desk.warn(tr("Add the people who watch under People first."))
        return
    ask(PlayDialog(window, desk, lesson))
