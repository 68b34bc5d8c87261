"""What is weak in the words of an answer is underlined, and can be left as it is."""

from pathlib import Path

import pytest
from PySide6.QtGui import QTextCharFormat
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.files import workspaces
from ctpat_desktop.ui.frame.guide import GuidePanel
from ctpat_desktop.ui.profile import leave_dialog
from ctpat_desktop.ui.profile.criterion import CriterionEditor
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.workspace.changes import Changes
from tests.closing import DAY

WAVE = QTextCharFormat.UnderlineStyle.WaveUnderline


@pytest.fixture
def desk(qtbot, sample):
    workspace = workspaces.open_file(Path(sample))
    made = Desk(workspace, companies.choose(workspace), DAY)
    made.read()
    yield made
    made.leave()
    workspace.close()


@pytest.fixture
def editor(qtbot, desk):
    shown = CriterionEditor(desk, desk.dossier.answer("7.7"), 4000, lambda _: None)
    qtbot.addWidget(shown)
    desk.changed.connect(lambda changes: shown.refresh(desk.dossier.answer("7.7"), changes))
    shown.show()
    return shown


@pytest.fixture
def guide(qtbot, desk):
    shown = GuidePanel(desk, lambda: True)
    qtbot.addWidget(shown)
    shown.show_answer(desk.dossier.answer("7.7"))
    desk.changed.connect(lambda _: shown.show_answer(desk.dossier.answer("7.7")))
    return shown


def say(desk, words):
    assert desk.answer("7.7", None, narrative=words)


def write(form, words):
    form.narrative.setPlainText(words)
    assert form.flush()


def marked(box):
    """Return the underlined words, and whether by a wave."""
    return [
        (mark.cursor.selectedText(), mark.format.underlineStyle() == WAVE)
        for mark in box.extraSelections()
    ]


def test_the_place_is_underlined_after_the_save_and_not_before(desk, editor):
    box = editor.whole_form.narrative
    assert marked(box) == []
    box.setPlainText("The clerk locks blank forms away. TBD")
    assert marked(box) == []
    assert editor.flush()
    assert marked(box) == [("TBD", True)]
    assert "“TBD”" in box.accessibleDescription()


def test_a_sign_outside_the_first_plane_moves_no_mark(desk, editor):
    box = editor.whole_form.narrative
    box.setPlainText("🔒 The clerk locks them.\n🔑 TBD")
    assert editor.flush()
    assert marked(box) == [("TBD", True)]


def test_marks_move_with_the_words_and_undo_knows_nothing_of_them(desk, editor, qtbot):
    box = editor.whole_form.narrative
    box.setPlainText("The clerk locks them. TBD")
    assert editor.flush()
    steps = box.document().availableUndoSteps()
    desk.changed.emit(Changes())
    assert box.document().availableUndoSteps() == steps
    box.textCursor().insertText("Each day: ")
    assert marked(box) == [("TBD", True)]


def test_a_plain_text_has_none(desk, editor):
    write(editor.whole_form, "The import clerk locks forms away each evening.")
    assert marked(editor.whole_form.narrative) == []


def test_curly_quotes_are_told_beside_the_text_and_not_in_the_findings(desk, editor):
    write(editor.whole_form, "The import clerk locks “blank” forms away each evening.")
    marks = marked(editor.whole_form.narrative)
    assert marks == [("“", False), ("”", False)]
    assert not [row for row in desk.review.of("7.7") if row.rule == "writing.letters"]


def test_the_menu_at_the_place_leaves_it(desk, editor, monkeypatch):
    asked = []
    monkeypatch.setattr(leave_dialog, "ask", asked.append)
    write(editor.whole_form, "The clerk locks them. TBD")
    lines = editor.whole_form.narrative.spelled.underlines
    assert lines.menu(3) is None
    menu = lines.menu(len("The clerk locks them. T"))
    menu.actions()[0].trigger()
    (dialog,) = asked
    assert not dialog.leave_button.isEnabled()
    dialog.why.setText("TBD is our site code")
    dialog.leave()
    assert marked(editor.whole_form.narrative) == []
    assert desk.review.of("7.7") == []
    dialog.close()


def test_the_guide_lists_it_with_a_way_to_leave_and_to_judge_again(desk, guide, monkeypatch):
    asked = []
    monkeypatch.setattr(leave_dialog, "ask", asked.append)
    say(desk, "The clerk locks them. TBD")
    press(guide, "Leave as it is…")
    (dialog,) = asked
    dialog.why.setText("TBD is our site code")
    dialog.leave()
    dialog.close()
    assert "TBD is our site code" in words(guide)
    assert "Leave as it is…" not in buttons(guide)
    press(guide, "Judge again")
    assert [row.rule for row in desk.review.of("7.7")] == ["writing.placeholder"]
    assert "Leave as it is…" in buttons(guide)


def test_a_sites_words_are_underlined_in_its_own_form(desk, qtbot):
    shown = CriterionEditor(desk, desk.dossier.answer("9.6"), 4000, lambda _: None)
    qtbot.addWidget(shown)
    desk.changed.connect(lambda changes: shown.refresh(desk.dossier.answer("9.6"), changes))
    site = desk.dossier.sites[0].id
    form = shown.sites.choose(site)
    write(form, "Lamps are on each night. The guard looks. XXX")
    assert marked(form.narrative) == [("XXX", True)]
    assert marked(shown.whole_form.narrative) == []


def shown_buttons(guide):
    QApplication.sendPostedEvents(None, 52)  # what was cleared is gone
    return [button for button in guide.findChildren(QPushButton) if not button.isHidden()]


def buttons(guide):
    return [button.text() for button in shown_buttons(guide)]


def press(guide, text):
    next(button for button in shown_buttons(guide) if button.text() == text).click()


def words(guide):
    return " ".join(label.text() for label in guide.findChildren(QLabel))
