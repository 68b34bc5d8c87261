"""Results of trainings that were played: counted once, every try kept, certified."""

import pypdfium2
import pytest
from sqlalchemy import select

from ctpat_desktop.records import Attendance, Setting, TrainingSession
from ctpat_desktop.services.registers import printed_forms, records, training_matrix
from ctpat_desktop.services.training import courses, papers, results
from ctpat_desktop.services.training.results import Results, Sitting
from ctpat_desktop.support.errors import Problem
from tests.services.training.building import DAY, people, topic


@pytest.fixture
def lesson(scope):
    key = courses.add_model(scope, "seals", "en", topic(scope, has_test=True, pass_score=95))
    return courses.lesson(scope, key)


def sitting(lesson, *people, shown_as="played"):
    return Sitting(lesson.course.id, people, shown_as, "Omar", "refresher")


def rows(scope):
    query = select(Attendance, TrainingSession).join(
        TrainingSession, TrainingSession.id == Attendance.training_session_id
    )
    with scope.workspace.read() as session:
        found = session.execute(query.order_by(TrainingSession.position, Attendance.position)).all()
    return [(session.title, row.score, row.result) for row, session in found]


def test_the_score_counts_whole_answers(lesson):
    right = [frozenset(row.right) for row in lesson.questions]
    assert results.score(lesson.questions, right) == 100
    assert results.score(lesson.questions, [frozenset(), *right[1:]]) == 83
    half = [*right[:-1], frozenset([2])]
    assert results.score(lesson.questions, half) == 83, "one of two right choices is not right"


@pytest.mark.parametrize(("least", "percent", "passes"), [(80, 80, 1), (80, 79, 0), (None, 10, 1)])
def test_what_is_enough_stands_in_the_training(lesson, least, percent, passes):
    lesson.course.pass_score = least
    assert results.is_passed(lesson.course, percent) == bool(passes)


def test_a_result_is_an_attendance_that_the_matrix_counts_once(scope, lesson):
    ana, ben = people(scope, "Ana", "Ben")
    job = records.add(scope.workspace, "position", company_id=scope.company_id, title="Dock")
    for key in (ana, ben):
        records.change(scope.workspace, "person", key, position_id=job)
    done = results.record(scope, sitting(lesson, ana, ben), {ana: 83, ben: 67}, Results())
    assert done.passed == {ana: True, ben: False}
    assert rows(scope) == [(lesson.course.title, 83, "passed"), (lesson.course.title, 67, "failed")]
    with scope.workspace.read() as session:
        row = session.scalars(select(TrainingSession)).one()
    assert (row.course_id, row.shown_as, row.held_on) == (lesson.course.id, "played", DAY)
    assert (row.course_edition, row.language, row.minutes) == (lesson.edition, "English", 20)
    cell = next(iter(training_matrix.read(scope).cells.values()))
    assert (cell.people, cell.covered, cell.lacking) == (2, 1, ("Ben Ruiz",))
    results.record(scope, sitting(lesson, ben), {ben: 100}, done)
    cell = next(iter(training_matrix.read(scope).cells.values()))
    assert (cell.people, cell.covered) == (2, 2)


def test_every_try_stays_recorded_in_a_session_of_its_own(scope, lesson):
    (ana,) = people(scope, "Ana")
    done = Results()
    for percent in (50, 67, 100):
        results.record(scope, sitting(lesson, ana), {ana: percent}, done)
    assert [row[1:] for row in rows(scope)] == [(50, "failed"), (67, "failed"), (100, "passed")]
    with scope.workspace.read() as session:
        assert len(session.scalars(select(TrainingSession)).all()) == 3


def test_people_one_after_another_share_a_session(scope, lesson):
    ana, ben = people(scope, "Ana", "Ben")
    done = results.record(scope, sitting(lesson, ana, ben), {ana: 100}, Results())
    results.record(scope, sitting(lesson, ana, ben), {ben: 100}, done)
    with scope.workspace.read() as session:
        assert len(session.scalars(select(TrainingSession)).all()) == 1


def test_one_result_is_one_step_to_undo(scope, lesson):
    (ana,) = people(scope, "Ana")
    results.record(scope, sitting(lesson, ana), {ana: 100}, Results())
    assert courses.lesson(scope, lesson.course.id).course.played_on == DAY
    scope.workspace.undo(scope.company_id)
    assert rows(scope) == []
    assert courses.lesson(scope, lesson.course.id).course.played_on is None


@pytest.mark.parametrize("scores", [{}, {"stranger": 80}])
def test_a_result_of_nobody_is_refused(scope, lesson, scores):
    (ana,) = people(scope, "Ana")
    with pytest.raises(Problem, match="Nothing was recorded"):
        results.record(scope, sitting(lesson, ana), scores, Results())
    with pytest.raises(Problem, match="from 0 to 100"):
        results.record(scope, sitting(lesson, ana), {ana: 101}, Results())
    assert rows(scope) == []


def test_what_was_watched_is_remembered_until_the_end_and_not_counted_before(scope, lesson):
    ana, ben = people(scope, "Ana", "Ben")
    assert results.progress(scope, lesson) == results.Progress()
    results.remember(scope, lesson, [ana, ben], frozenset([0, 1, 2]))
    assert rows(scope) == []
    kept = results.progress(scope, lesson)
    assert (kept.people, kept.seen) == ((ana, ben), frozenset([0, 1, 2]))
    results.record(scope, sitting(lesson, ana, ben), {ana: 100}, done := Results())
    assert results.progress(scope, lesson).people, "Ben has not answered yet"
    results.record(scope, sitting(lesson, ana, ben), {ben: 100}, done)
    assert results.progress(scope, lesson) == results.Progress()
    with scope.workspace.read() as session:
        names = session.scalars(select(Setting.id)).all()
    assert not [name for name in names if name.startswith(results.PROGRESS)]


def test_another_edition_is_watched_from_the_beginning(scope, lesson):
    (ana,) = people(scope, "Ana")
    results.remember(scope, lesson, [ana], frozenset([0, 1]))
    records.change(scope.workspace, "course", lesson.course.id, edition="2")
    assert results.progress(scope, courses.lesson(scope, lesson.course.id)) == results.Progress()


def test_only_people_who_are_here_can_watch(scope):
    ana, ben = people(scope, "Ana", "Ben")
    records.change(scope.workspace, "person", ben, left_on=DAY)
    assert [row.id for row in results.watchers(scope)] == [ana]


def words(data):
    document = pypdfium2.PdfDocument(data)
    return " ".join(" ".join(page.get_textpage().get_text_bounded() for page in document).split())


def test_a_certificate_says_what_was_watched_and_how(scope, lesson):
    ana, ben = people(scope, "Ana", "Ben")
    made = sitting(lesson, ana, ben, shown_as="confirmed")
    done = results.record(scope, made, {ana: 100, ben: 20}, Results())
    text = words(printed_forms.certificate(scope, done.session_id, ana))
    for part in ("Harbor", "Ana Ruiz", lesson.course.title, "11/21/2026", "100 %", "English"):
        assert part in text, part
    assert f"Edition played {lesson.edition}" in text
    assert "How it was watched Confirmed by the person" in text
    assert "watched Played" not in text
    with pytest.raises(Problem, match="did not pass"):
        printed_forms.certificate(scope, done.session_id, ben)


def test_the_meeting_room_gets_a_sign_in_sheet_questions_and_answers(scope):
    lesson = courses.lesson(scope, courses.add_model(scope, "seals", "es", None))
    text = words(papers.meeting(scope, lesson.course.id))
    assert "Signature" in text
    for row in lesson.questions:
        assert row.words in text
        assert all(choice in text for choice in row.choices)
        assert row.why in text
    assert "solo para el instructor" in text
    assert len(pypdfium2.PdfDocument(papers.slides(scope, lesson.course.id))) == 9
