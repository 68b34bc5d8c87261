"""Playing a training in a real window on an encrypted file: seen, asked, recorded, certified."""

from datetime import date

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from sqlalchemy import select

from ctpat_desktop.records import Attendance, TrainingSession
from ctpat_desktop.services.registers import records
from ctpat_desktop.services.training import courses, results
from ctpat_desktop.services.training.courses import Recording
from ctpat_desktop.ui.session import lent, tasks
from ctpat_desktop.ui.training import player
from ctpat_desktop.ui.training.player import PlayDialog
from tests.services.training.building import pdf, people, topic


@pytest.fixture
def scope(window):
    return window.shell.desk.scope


@pytest.fixture
def team(scope):
    return people(scope, "Ana", "Ben", "Cleo")


@pytest.fixture
def play(window, scope, qtbot):
    """Opens a training for people and stands before its first slide."""
    made = []

    def begin(course_id, *ids):
        dialog = PlayDialog(window, window.shell.desk, courses.lesson(scope, course_id))
        made.append(dialog)
        dialog.show()
        page = dialog.audience
        for number in range(page.list.count()):
            item = page.list.item(number)
            on = item.data(Qt.ItemDataRole.UserRole) in ids
            item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
        page.go_button.click()
        return dialog

    yield begin
    for dialog in made:
        dialog.done(0)


def shown(qtbot, dialog, number):
    qtbot.waitUntil(
        lambda: dialog.view.at == number and dialog.view.count > 0 and not dialog.view._is_reading,
        timeout=20_000,
    )


def watch(qtbot, dialog):
    shown(qtbot, dialog, dialog.view._wanted)
    while dialog.view.at < dialog.view.count - 1:
        number = dialog.view.at + 1
        dialog.view.turn(1)
        shown(qtbot, dialog, number)


def answer(dialog, *, rightly=True):
    quiz = dialog.quiz
    for question in quiz.questions:
        wrong = next(n for n in range(1, 9) if n not in question.right)
        for number in question.right if rightly else (wrong,):
            quiz.rows[number - 1].pick()
        quiz.next_button.click()
        quiz.next_button.click()


def pdf_text(data):
    pages = pypdfium2.PdfDocument(data)
    return "".join(page.get_textpage().get_text_range() for page in pages)


def rows(scope):
    query = (
        select(Attendance)
        .join(TrainingSession, TrainingSession.id == Attendance.training_session_id)
        .where(TrainingSession.held_on == scope.today)
    )
    with scope.workspace.read() as session:
        found = session.scalars(query.order_by(TrainingSession.position, Attendance.position))
        return [(row.person_id, row.score, row.result) for row in found]


def seals(scope):
    return courses.add_model(scope, "seals", "en", topic(scope, "Closing units"))


def slides(scope, tmp_path, pages=3):
    path = tmp_path / "dock.pdf"
    path.write_bytes(pdf(pages))
    return courses.add_recording(scope, Recording("Dock rules", "en", "slides", path))


def test_nobody_reaches_the_questions_without_every_slide(play, scope, team, qtbot):
    dialog = play(seals(scope), team[0])
    shown(qtbot, dialog, 0)
    assert not dialog.end_button.isEnabled()
    dialog.end_watching()
    assert dialog.stack.currentWidget() is dialog.watching
    dialog.view.begin(8)
    shown(qtbot, dialog, 8)
    assert not dialog.end_button.isEnabled(), "the last slide alone is not all of them"
    for number in range(1, 8):
        dialog.view.begin(number)
        shown(qtbot, dialog, number)
    assert dialog.end_button.isEnabled()
    assert rows(scope) == []


def test_keys_turn_the_slides(play, scope, team, qtbot, tmp_path):
    dialog = play(slides(scope, tmp_path), team[0])
    shown(qtbot, dialog, 0)
    keys = ((Qt.Key.Key_Right, 1), (Qt.Key.Key_PageDown, 2), (Qt.Key.Key_Left, 1))
    for key, number in (*keys, (Qt.Key.Key_Space, 2), (Qt.Key.Key_PageUp, 1)):
        QTest.keyClick(dialog.view.sheet, key)
        shown(qtbot, dialog, number)
    assert dialog.view.where.text() == "2 of 3"


def test_a_held_key_skips_no_slide(play, scope, team, qtbot, tmp_path):
    dialog = play(slides(scope, tmp_path, pages=4), team[0])
    shown(qtbot, dialog, 0)
    for _ in range(10):
        QTest.keyClick(dialog.view.sheet, Qt.Key.Key_Right)
    shown(qtbot, dialog, 1)
    assert dialog.seen == {0, 1}


def test_hidden_by_the_lock_it_lets_go_of_the_slides_and_goes_on(
    play, scope, team, qtbot, tmp_path
):
    dialog = play(slides(scope, tmp_path), team[0])
    shown(qtbot, dialog, 0)
    dialog.view.turn(1)
    shown(qtbot, dialog, 1)
    assert dialog.view.slides._child._process is not None
    dialog.hide()
    assert dialog.view.slides._child._process is None, "no process holds the slides"
    dialog.show()
    qtbot.waitUntil(lambda: dialog.view.slides._child._process is not None, timeout=20_000)
    shown(qtbot, dialog, 1)
    assert dialog.seen == {0, 1}


def test_one_person_is_asked_passes_and_is_recorded(play, scope, team, qtbot):
    dialog = play(seals(scope), team[0])
    watch(qtbot, dialog)
    dialog.end_button.click()
    assert dialog.stack.currentWidget() is dialog.quiz
    assert dialog.quiz.who.text() == "For Ana Ruiz"
    answer(dialog)
    assert rows(scope) == [(team[0], 100, "passed")]
    assert dialog.scores.title.text() == "Ana Ruiz: Passed, 100 percent"
    assert dialog.scores.print_button.isEnabled()


def test_a_failure_may_try_again_and_both_stay(play, scope, team, qtbot):
    dialog = play(seals(scope), team[0])
    watch(qtbot, dialog)
    dialog.end_button.click()
    answer(dialog, rightly=False)
    assert dialog.scores.title.text() == "Ana Ruiz: Not passed, 0 percent"
    assert not dialog.scores.print_button.isEnabled()
    dialog.scores.ask_button.click()
    answer(dialog)
    assert rows(scope) == [(team[0], 0, "failed"), (team[0], 100, "passed")]


def test_many_are_asked_one_after_another_or_on_paper(play, scope, team, qtbot):
    dialog = play(seals(scope), *team)
    watch(qtbot, dialog)
    dialog.end_button.click()
    page = dialog.scores
    assert dialog.stack.currentWidget() is page
    assert page.title.text() == "Watched to the end. 0 of 3 have a result."
    page.ask_button.click()
    answer(dialog)
    assert page.table.currentRow() == 1, "the next one without a result is marked"
    page.boxes[team[1]].setValue(67)
    page.boxes[team[2]].setValue(83)
    page.enter_button.click()
    assert rows(scope) == [
        (team[0], 100, "passed"),
        (team[1], 67, "failed"),
        (team[2], 83, "passed"),
    ]
    assert page.title.text() == "Everybody has a result. It is in the training records."
    assert not page.enter_button.isEnabled(), "what is recorded is not entered twice"


def test_certificates_are_of_every_try_of_the_sitting(play, scope, team, qtbot, monkeypatch):
    made = []
    monkeypatch.setattr(player, "show_pages", lambda _w, _d, make: made.append(make(None)))
    dialog = play(seals(scope), *team[:2])
    watch(qtbot, dialog)
    dialog.end_button.click()
    dialog.scores.ask_button.click()
    answer(dialog)
    for _ in range(2):
        dialog.scores.table.selectRow(1)
        dialog.scores.ask_button.click()
        answer(dialog, rightly=False)
    dialog.scores.print_button.click()
    text = pdf_text(made[0])
    assert "Ana Ruiz" in text
    assert "Ben Ruiz" not in text


def test_slides_seen_by_others_count_for_nobody_else(play, scope, team, qtbot, tmp_path):
    key = slides(scope, tmp_path)
    dialog = play(key, team[0], team[1])
    shown(qtbot, dialog, 0)
    dialog.view.turn(1)
    shown(qtbot, dialog, 1)
    dialog.later_button.click()
    other = play(key, team[0], team[2])
    shown(qtbot, other, 0)
    assert not other.is_watched
    other.later_button.click()
    assert results.progress(scope, courses.lesson(scope, key)).seen == {0}


def test_left_before_the_end_it_goes_on_later_and_counts_nowhere(
    play, scope, team, qtbot, tmp_path
):
    key = slides(scope, tmp_path)
    dialog = play(key, team[0], team[1])
    shown(qtbot, dialog, 0)
    dialog.view.turn(1)
    shown(qtbot, dialog, 1)
    dialog.later_button.click()
    assert rows(scope) == []
    assert results.progress(scope, courses.lesson(scope, key)).seen == {0, 1}
    again = play(key, team[0], team[1])
    assert "2 slides seen before" in again._about()
    shown(qtbot, again, 2)
    assert again.is_watched


def test_who_watched_before_is_ticked_already(window, scope, team, tmp_path):
    key = slides(scope, tmp_path)
    lesson = courses.lesson(scope, key)
    results.remember(scope, lesson, [team[2]], frozenset([0]))
    dialog = PlayDialog(window, window.shell.desk, lesson)
    assert dialog.audience.people() == (team[2],)
    dialog.audience.filter.setText("ben ruiz")
    items = [dialog.audience.list.item(n) for n in range(dialog.audience.list.count())]
    assert [item.text() for item in items if not item.isHidden()] == ["Ben Ruiz"]
    dialog.deleteLater()


def test_without_questions_taking_part_is_recorded(play, scope, team, qtbot, tmp_path):
    dialog = play(slides(scope, tmp_path), team[0], team[1])
    watch(qtbot, dialog)
    assert dialog.end_button.text() == "Record it"
    dialog.end_button.click()
    assert rows(scope) == [(team[0], None, ""), (team[1], None, "")]


def video(scope, tmp_path, **values):
    path = tmp_path / "yard.mp4"
    path.write_bytes(b"\x00\x00\x00\x18ftypmp42" + b"\x00" * 5000)
    return courses.add_recording(scope, Recording("Yard", "en", "video", path, **values)), path


@pytest.mark.parametrize("is_outside", [True, False])
def test_a_video_is_confirmed_only_after_it_was_opened(
    play, scope, team, qtbot, tmp_path, monkeypatch, is_outside
):
    opened = []
    for module in (QDesktopServices,):
        monkeypatch.setattr(module, "openUrl", lambda url: opened.append(url) or True)
    key, path = video(scope, tmp_path, is_outside=is_outside)
    dialog = play(key, team[0])
    assert not dialog.view.box.isEnabled()
    assert not dialog.end_button.isEnabled()
    dialog.view.open_button.click()
    qtbot.waitUntil(lambda: bool(opened), timeout=10_000)
    assert (opened[0].toLocalFile() == str(path)) == is_outside
    assert not dialog.end_button.isEnabled()
    dialog.view.box.click()
    dialog.end_button.click()
    with scope.workspace.read() as session:
        row = session.scalars(select(TrainingSession).filter_by(course_id=key)).one()
    assert row.shown_as == "confirmed"
    lent.forget()


@pytest.mark.parametrize("is_outside", [True, False])
def test_a_video_no_program_opens_is_not_confirmed(
    play, scope, team, qtbot, tmp_path, monkeypatch, window, is_outside
):
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _: False)
    problems = []
    monkeypatch.setattr(window.shell.desk, "tell", problems.append)
    key, _ = video(scope, tmp_path, is_outside=is_outside)
    dialog = play(key, team[0])
    dialog.view.open_button.click()
    qtbot.waitUntil(lambda: bool(problems), timeout=10_000)
    assert str(problems[0]).startswith("No program on this computer opens")
    assert not dialog.view.box.isEnabled()
    lent.forget()


def test_a_video_that_left_the_library_says_so(play, scope, team, tmp_path, monkeypatch, window):
    key, _ = video(scope, tmp_path, is_outside=False)
    dialog = play(key, team[0])
    warned = []
    monkeypatch.setattr(window.shell.desk, "warn", warned.append)
    records.remove(scope.workspace, "evidence", courses.lesson(scope, key).course.evidence_id)
    dialog.view.open_button.click()
    assert warned == ["The video is not in the library any more."]
    assert not dialog.view.box.isEnabled()


def test_a_check_that_is_cancelled_opens_nothing(play, scope, team, tmp_path, monkeypatch):
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url) or True)

    def wait(_parent, _words, job):
        progress = tasks.TaskProgress()
        progress.is_cancelled = True
        job(progress)

    key, _ = video(scope, tmp_path, is_outside=True)
    dialog = play(key, team[0])
    monkeypatch.setattr(tasks, "wait_or_cancel", wait)
    dialog.view.open_button.click()
    assert opened == []
    assert not dialog.view.box.isEnabled()


def test_a_changed_video_outside_is_not_opened(play, scope, team, tmp_path, window):
    key, path = video(scope, tmp_path, is_outside=True)
    path.write_bytes(b"\x00\x00\x00\x18ftypmp42" + b"\x01" * 5000)
    dialog = play(key, team[0])
    dialog.view.open_button.click()
    QApplication.processEvents()
    assert not dialog.view.box.isEnabled()


def test_digits_choose_and_the_verdict_says_why(play, scope, team, qtbot):
    dialog = play(seals(scope), team[0])
    watch(qtbot, dialog)
    dialog.end_button.click()
    quiz = dialog.quiz
    assert not quiz.next_button.isEnabled()
    QTest.keyClick(quiz, Qt.Key.Key_1)
    QTest.keyClick(quiz, Qt.Key.Key_2)
    assert quiz.chosen() == {2}, "one answer is asked, so the newest counts"
    QTest.keyClick(quiz.rows[1].box, Qt.Key.Key_Return)
    assert quiz.verdict.text().startswith("Right. It speaks about the door")
    assert quiz.rows[1].mark.text() == "✓ right"
    QTest.keyClick(quiz, Qt.Key.Key_1)
    assert quiz.chosen() == {2}, "an answer stays"


def test_a_test_that_is_stopped_records_nothing(play, scope, team, qtbot):
    dialog = play(seals(scope), team[0])
    watch(qtbot, dialog)
    dialog.end_button.click()
    assert dialog.has_work()
    dialog.quiz.stop_button.click()
    assert dialog.stack.currentWidget() is dialog.scores
    assert rows(scope) == []


def test_a_training_without_slides_or_video_is_not_played(window, scope, team, monkeypatch):
    values = {"title": "Own words", "language": "en", "medium": "slides"}
    key = records.add(scope.workspace, "course", company_id=scope.company_id, **values)
    monkeypatch.setattr(player, "ask", pytest.fail)
    player.ask_play(window, window.shell.desk, key)
    assert "“Own words” has nothing to show yet" in window.shell.banner.words


def test_a_retired_training_is_not_played(window, scope, team, monkeypatch):
    key = seals(scope)
    records.change(scope.workspace, "course", key, retired_on=date(2026, 1, 5))
    monkeypatch.setattr(player, "ask", pytest.fail)
    player.ask_play(window, window.shell.desk, key)
    assert "is retired since" in window.shell.banner.words
