"""What a screen reader is told: roles of buttons, clicks, and what happened."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QCheckBox, QLabel, QStackedWidget, QVBoxLayout, QWidget

from ctpat_desktop.ui.widgets import heard
from ctpat_desktop.ui.widgets.boxes import ChoiceBox
from ctpat_desktop.ui.widgets.parts import button, card, label

ROLE = QAccessible.Role


@pytest.fixture
def spoken(monkeypatch):
    """What is announced, with how urgent it is."""
    found = []
    monkeypatch.setattr(heard, "_said_last", {})
    monkeypatch.setattr(
        heard, "announce", lambda words, _widget, at_once=False: found.append((words, at_once))
    )
    return found


def face(widget):
    return QAccessible.queryAccessibleInterface(widget)


@pytest.mark.parametrize(
    ("mark", "role"),
    [("segment", ROLE.RadioButton), ("step", ROLE.PageTab), ("row", ROLE.PageTab)],
)
def test_a_button_that_stays_pressed_in_is_no_check_box(qtbot, mark, role):
    made = button("Planned", lambda: None, mark)
    qtbot.addWidget(made)
    made.setCheckable(True)
    made.setChecked(True)
    state = face(made).state()
    assert (face(made).role(), face(made).text(QAccessible.Text.Name)) == (role, "Planned")
    assert state.selected if role is ROLE.PageTab else state.checked


def test_a_plain_button_stays_as_qt_has_it(qtbot):
    made = button("Add", lambda: None)
    qtbot.addWidget(made)
    assert face(made).role() == ROLE.Button


def test_a_screen_reader_clicks_a_check_box(qtbot):
    box, clicks = QCheckBox("Mine"), []
    qtbot.addWidget(box)
    box.clicked.connect(lambda is_on: clicks.append(is_on))
    does = face(box).actionInterface()
    does.doAction(does.actionNames()[0])
    qtbot.waitUntil(lambda: clicks == [True])


def test_a_drop_down_has_a_label_that_says_its_name(qtbot):
    window, box = QWidget(), ChoiceBox()
    qtbot.addWidget(window)
    QVBoxLayout(window).addWidget(box)
    box.setAccessibleName("Country")
    window.show()
    (spoken,) = [one for one in window.findChildren(QLabel) if one.buddy() is box]
    assert (spoken.text(), spoken.isVisible()) == ("Country", False)


def test_an_error_is_said_once_and_at_once(qtbot, spoken):
    line = label("", trouble=True)
    qtbot.addWidget(line)
    line.hide()
    for _ in range(3):
        heard.complain(line, "No date.")
    assert spoken == [("No date.", True)]


def test_saving_is_said_once_in_a_while(qtbot, spoken):
    place = QWidget()
    qtbot.addWidget(place)
    for _ in range(5):
        heard.announce_rarely("Saved", place)
    assert spoken == [("Saved", False)]


def test_what_comes_of_typing_is_said_when_typing_pauses(qtbot, spoken):
    place = QWidget()
    qtbot.addWidget(place)
    place.show()
    for words in ("9 found.", "5 found.", "2 found."):
        heard.announce_result(words, place)
    qtbot.waitUntil(lambda: bool(spoken), timeout=5000)
    heard.announce_result("2 found.", place)
    (pause,) = place.findChildren(heard._Pause, options=Qt.FindChildOption.FindDirectChildrenOnly)
    qtbot.waitUntil(lambda: not pause.isActive(), timeout=5000)
    assert spoken == [("2 found.", False)]


def test_a_page_is_said_once_while_it_stays(qtbot, spoken):
    place = QWidget()
    qtbot.addWidget(place)
    for words in ("Home", "Home", "Safety"):
        heard.announce_place(words, place)
    assert spoken == [("Home", False), ("Safety", False)]


def test_the_tip_of_a_step_is_not_said_after_its_name(qtbot):
    made = button("✓ 4.1", lambda: None, "step", "4.1 Policies: done")
    qtbot.addWidget(made)
    made.setToolTip("Policies (done)")
    assert face(made).text(QAccessible.Text.Description) == ""


@pytest.mark.parametrize("mark", ["h1", "h15", "h2"])
def test_a_heading_is_one(qtbot, mark):
    made = label("Next step", **{mark: True})
    qtbot.addWidget(made)
    heading = face(made)
    assert (heading.role(), heading.text(QAccessible.Text.Name)) == (ROLE.Heading, "Next step")


def test_other_words_are_no_heading(qtbot):
    made = label("Give each contact an address.", muted=True)
    qtbot.addWidget(made)
    assert face(made).role() == ROLE.StaticText


def test_what_holds_the_pages_is_no_layer(qtbot):
    """Its role was said whenever the keyboard came to a page."""
    made = QStackedWidget()
    qtbot.addWidget(made)
    made.addWidget(button("Add", lambda: None))
    assert face(made).role() == ROLE.Pane


def test_a_card_with_a_name_is_a_group(qtbot):
    frame, _ = card()
    qtbot.addWidget(frame)
    frame.setAccessibleName("9.1  Barriers and deterrents")
    assert face(frame).role() == ROLE.Grouping
