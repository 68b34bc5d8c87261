"""Recorded trainings: from a model, from slides or a video, inside the file or beside it."""

import pytest

from ctpat_desktop.catalogue.courses import load_models
from ctpat_desktop.records import Course, Evidence
from ctpat_desktop.services.evidence import library
from ctpat_desktop.services.registers import records
from ctpat_desktop.services.training import courses, slide_pages
from ctpat_desktop.services.training.courses import Recording
from ctpat_desktop.services.training.slide_pages import Slides
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.progress import Silent
from tests.services.training.building import pdf, topic


@pytest.fixture
def deck(tmp_path):
    path = tmp_path / "dock.pdf"
    path.write_bytes(pdf())
    return path


def added(scope, path, **values):
    about = {"title": "Dock rules", "language": "en", "medium": "slides", **values}
    return courses.lesson(scope, courses.add_recording(scope, Recording(path=path, **about)))


def count(scope, kind):
    with scope.workspace.read() as session:
        return session.query(kind).count()


@pytest.mark.parametrize("language", ["en", "es", "fr"])
def test_a_model_training_brings_its_questions_and_its_slides(scope, language):
    seals = topic(scope)
    model = load_models()["seals"]
    assert courses.topic_for(scope, model) == seals
    lesson = courses.lesson(scope, courses.add_model(scope, "seals", language, seals))
    assert lesson.course.title == model.words[language].title
    assert lesson.questions == model.words[language].questions
    assert lesson.topic == "Seals and the VVTT check"
    assert (lesson.course.pass_score, lesson.course.minutes) == (80, 20)
    assert lesson.edition.startswith("1 (")
    slides = Slides(scope, lesson)
    try:
        assert slides.look(0).count == len(model.words[language].slides) + 1
        assert slides.look(3).number == 3
    finally:
        slides.rest()
    assert len(slide_pages.slide_texts(lesson)) == len(model.words[language].slides) + 1


def test_the_topic_is_found_by_criterion_where_its_title_is_another(scope):
    mine = topic(scope, "S3 Closing units", criteria="6.1")
    topic(scope, "Something else", criteria="16.1")
    assert courses.topic_for(scope, load_models()["seals"]) == mine


def test_slides_are_kept_inside_the_file_as_a_document(scope, deck):
    lesson = added(scope, deck)
    document = lesson.course.evidence_id
    assert library.content(scope.workspace, document) == deck.read_bytes()
    deck.unlink()
    slides = Slides(scope, lesson)
    assert slides.look(2).count == 3
    slides.rest()
    scope.workspace.undo(scope.company_id)
    assert (count(scope, Course), count(scope, Evidence)) == (0, 0)


def test_slides_outside_are_played_only_unchanged(scope, deck):
    lesson = added(scope, deck, is_outside=True)
    assert (lesson.course.evidence_id, lesson.course.path) == (None, str(deck))
    assert count(scope, Evidence) == 0
    slides = Slides(scope, lesson)
    assert slides.look(0).count == 3
    slides.rest()
    deck.write_bytes(pdf(4))
    with pytest.raises(Problem, match="it is not the file that was added"):
        slide_pages.pdf_of(scope, lesson)
    with pytest.raises(Problem, match="it is not the file that was added"):
        courses.check_outside(lesson.course, Silent())
    deck.unlink()
    with pytest.raises(Problem, match=r"dock\.pdf cannot be played"):
        slide_pages.pdf_of(scope, lesson)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("deck.pptx", b"PK\x03\x04 no deck", "slides are played as PDF"),
        ("deck.pdf", b"%PDF-1.7 broken", "cannot be read"),
        ("deck.pdf", b"", "empty"),
    ],
)
@pytest.mark.parametrize("is_outside", [True, False])
def test_what_cannot_be_played_is_refused_and_changes_nothing(
    scope, tmp_path, name, content, words, is_outside
):
    path = tmp_path / name
    path.write_bytes(content)
    before = scope.workspace.tip
    with pytest.raises(Problem, match=words):
        added(scope, path, is_outside=is_outside)
    assert scope.workspace.tip == before


def test_a_video_up_to_300_mb_goes_in_and_a_larger_one_stays_outside(scope, tmp_path):
    path = tmp_path / "yard.mp4"
    with path.open("wb") as file:
        file.truncate(301 * 2**20)
    with pytest.raises(Problem, match="301 MB is more than 300 MB"):
        added(scope, path, medium="video")
    lesson = added(scope, path, medium="video", is_outside=True)
    assert courses.check_outside(lesson.course, Silent()) == path
    with pytest.raises(Problem, match="is a video"):
        slide_pages.pdf_of(scope, lesson)


def test_a_video_larger_than_other_documents_goes_in(scope, tmp_path):
    path = tmp_path / "yard.mp4"
    with path.open("wb") as file:
        file.truncate(library.LARGEST + 2**20)
    lesson = added(scope, path, medium="video")
    with scope.workspace.read() as session:
        assert session.get(Evidence, lesson.course.evidence_id).size == path.stat().st_size


def test_a_question_that_cannot_be_asked_is_left_out(scope):
    key = courses.add_model(scope, "seals", "en", None)
    about = {"company_id": scope.company_id, "course_id": key, "words": "Which?"}
    records.add(scope.workspace, "course_question", choices="Only one", right="1", **about)
    records.add(scope.workspace, "course_question", choices="a\nb", right="3", **about)
    assert len(courses.lesson(scope, key).questions) == 6


def test_the_edition_of_a_model_changes_with_its_words(scope):
    key = courses.add_model(scope, "seals", "en", None)
    first = courses.lesson(scope, key).edition
    records.change(scope.workspace, "course", key, language="fr")
    assert courses.lesson(scope, key).edition != first


def test_a_recording_whose_document_is_gone_says_so(scope, tmp_path):
    path = tmp_path / "yard.mp4"
    path.write_bytes(b"\x00\x00\x00\x18ftypmp42" + b"\x00" * 5000)
    lesson = added(scope, path, medium="video")
    records.remove(scope.workspace, "evidence", lesson.course.evidence_id)
    lesson = courses.lesson(scope, lesson.course.id)
    with pytest.raises(Problem, match="has no file any more"):
        courses.check_outside(lesson.course, Silent())
