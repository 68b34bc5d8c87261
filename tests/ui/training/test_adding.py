"""Adding recorded trainings and their questions on the page "Training"."""

import pytest
from PySide6.QtWidgets import QFileDialog

from ctpat_desktop.services.training import courses
from ctpat_desktop.ui.training import dialogs
from ctpat_desktop.ui.training.dialogs import ModelDialog, RecordingDialog
from tests.services.training.building import pdf
from tests.ui.driving import answering, press


@pytest.fixture
def scope(window):
    return window.shell.desk.scope


@pytest.fixture
def page(window):
    window.shell.open("training")
    return window.shell.current().tab("course")


@pytest.fixture
def asked(monkeypatch):
    return answering(monkeypatch, "training.dialogs")[0]


def chosen(monkeypatch, path):
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_a: (str(path), ""))


def newest(scope):
    return max(courses.listed(scope), key=lambda row: row.course.position)


@pytest.mark.parametrize(("language", "title"), [(0, "Seals"), (1, "Sellos"), (2, "Scellés")])
def test_a_model_is_added_in_the_language_chosen(page, scope, asked, language, title):
    def choose(dialog):
        dialog.list.setCurrentRow(2)
        assert dialog.topic.currentText() == "S3 Seals and VVTT", "found by its criterion"
        dialog.language.setCurrentIndex(language)
        assert dialog.text.toPlainText().startswith(title.upper())
        dialog.make_button.click()

    asked[ModelDialog] = choose
    press(page, "New from a model…")
    lesson = newest(scope)
    assert lesson.course.title.startswith(title)
    assert lesson.topic == "S3 Seals and VVTT"
    assert page.list.current() == lesson.course.id, "it is shown at once"


@pytest.mark.parametrize("is_outside", [True, False])
def test_slides_are_added_inside_or_outside(page, scope, asked, monkeypatch, tmp_path, is_outside):
    path = tmp_path / "dock_rules.pdf"
    path.write_bytes(pdf())
    chosen(monkeypatch, path)

    def fill(dialog):
        assert dialog.title.text() == "dock rules"
        dialog.title.setText("")
        assert not dialog.make_button.isEnabled()
        dialog.title.setText("Dock rules")
        dialog.outside.setChecked(is_outside)
        dialog.make_button.click()

    asked[RecordingDialog] = fill
    press(page, "Add slides or video…")
    course = newest(scope).course
    assert (course.title, course.medium) == ("Dock rules", "slides")
    assert bool(course.path) == is_outside == (course.evidence_id is None)


def test_what_cannot_be_played_leaves_the_dialog_open(page, scope, asked, monkeypatch, tmp_path):
    path = tmp_path / "deck.pptx"
    path.write_bytes(b"PK\x03\x04 no deck")
    chosen(monkeypatch, path)
    before = len(courses.listed(scope))

    def fill(dialog):
        dialog.make_button.click()
        assert dialog.result() == 0

    asked[RecordingDialog] = fill
    press(page, "Add slides or video…")
    assert len(courses.listed(scope)) == before


def test_a_video_over_the_limit_can_only_stay_outside(window, scope, tmp_path):
    path = tmp_path / "yard.mp4"
    with path.open("wb") as file:
        file.truncate(courses.LARGEST + 1)
    dialog = RecordingDialog(window, window.shell.desk, "video", path)
    assert dialog.outside.isChecked()
    assert not dialog.outside.isEnabled()
    dialog.deleteLater()


def test_questions_are_saved_changed_and_imported(page, scope, window, monkeypatch, tmp_path):
    key = newest(scope).course.id
    page.list.select(key)
    path = tmp_path / "q.toml"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a: (str(path), ""))
    monkeypatch.setattr(dialogs, "ask_which", lambda *_a: 2)
    press(page, "Questions…")
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("?", "??", 1), encoding="utf-8")
    chosen(monkeypatch, path)
    monkeypatch.setattr(dialogs, "ask_which", lambda *_a: 1)
    monkeypatch.setattr(dialogs, "confirm", lambda *_a: True)
    press(page, "Questions…")
    assert "??" in courses.lesson(scope, key).questions[0].words
    path.write_text("[[question]]\n", encoding="utf-8")
    before = courses.lesson(scope, key).questions
    press(page, "Questions…")
    assert courses.lesson(scope, key).questions == before
    assert "question 1, “Question”: it is empty" in window.shell.banner.words


def test_a_training_is_retired_and_taken_into_use_again(page, scope, window):
    course = newest(scope).course
    page.list.select(course.id)
    said = []
    window.shell.desk.notified.connect(lambda _level, words: said.append(words))
    press(page, "Retire")
    assert newest(scope).course.retired_on == scope.today
    press(page, "Retire")
    assert [words.split(".")[0] for words in said] == [
        "It is retired and not played any more; its results stay",
        "It is in use again",
    ]
    assert newest(scope).course.retired_on is None
