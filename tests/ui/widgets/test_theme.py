"""Colors that can be told apart, and sizes that follow the font of the desktop."""

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics
from PySide6.QtWidgets import (
    QCheckBox,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QProgressBar,
    QPushButton,
    QRadioButton,
    QStyle,
    QStyleOptionButton,
    QStyleOptionComboBox,
    QVBoxLayout,
    QWidget,
)

from ctpat_desktop.ui.widgets import theme
from ctpat_desktop.ui.widgets.boxes import ChoiceBox, NumberBox

UI = Path(theme.__file__).parents[1]
DRAWN = ("diagram_canvas.py", "canvas.py", "theme.py")
"""Drawings that fit into their room, and what enlarges a font that is counted in pixels."""
BOTH = pytest.mark.parametrize("colors", [theme.LIGHT, theme.DARK], ids=["light", "dark"])


def light(color):
    """Return the relative luminance of a color (WCAG 2.2)."""
    parts = (QColor(color).redF(), QColor(color).greenF(), QColor(color).blueF())
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    """Return the ratio of two colors, 1 to 21."""
    brighter, darker = sorted((light(one), light(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


@BOTH
@pytest.mark.parametrize("ground", ["surface", "bg", "side", "accent_soft"])
def test_borders_of_fields_stand_out(colors, ground):
    assert contrast(colors.edge, getattr(colors, ground)) >= 3


@BOTH
@pytest.mark.parametrize("ground", ["surface", "bg", "side"])
@pytest.mark.parametrize("text", ["text", "muted", "accent", "bad", "warn", "ok"])
def test_texts_can_be_read(colors, ground, text):
    assert contrast(getattr(colors, text), getattr(colors, ground)) >= 4.5


HIGH = pytest.mark.parametrize("mode", ["contrast-light", "contrast-dark"])


@HIGH
@pytest.mark.parametrize("ground", ["surface", "bg", "side", "accent_soft"])
@pytest.mark.parametrize("text", ["text", "muted", "accent", "bad", "warn", "ok"])
def test_texts_in_high_contrast_reach_seven_to_one(mode, ground, text):
    colors = theme.THEMES[mode]
    assert contrast(getattr(colors, text), getattr(colors, ground)) >= 7


@pytest.mark.parametrize("mode", sorted(theme.THEMES))
@pytest.mark.parametrize("mark", ["bad", "warn", "ok", "accent"])
def test_chips_and_banners_can_be_read(mode, mark):
    colors = theme.THEMES[mode]
    least = 7 if mode.startswith("contrast") else 4.5
    assert contrast(getattr(colors, mark), getattr(colors, f"{mark}_soft")) >= least
    assert contrast(colors.text, getattr(colors, f"{mark}_soft")) >= least
    assert contrast(colors.on_accent, colors.accent) >= least


@pytest.mark.parametrize("mode", sorted(theme.THEMES))
@pytest.mark.parametrize("ground", ["surface", "bg", "side"])
def test_edges_bars_and_the_mark_of_the_keyboard_stand_out(mode, ground):
    colors = theme.THEMES[mode]
    for line in (colors.edge, colors.accent, colors.warn):
        assert contrast(line, getattr(colors, ground)) >= 3


@pytest.mark.parametrize("mode", sorted(theme.THEMES))
def test_the_filled_part_of_a_bar_stands_out(qtbot, colored, mode):
    colored(mode)
    bar = QProgressBar()
    qtbot.addWidget(bar)
    bar.setTextVisible(False)
    bar.setRange(0, 2)
    bar.setValue(1)
    bar.resize(200, 10)
    bar.show()
    picture, middle = bar.grab().toImage(), bar.height() // 2
    assert contrast(picture.pixelColor(50, middle), picture.pixelColor(150, middle)) >= 3


@pytest.mark.parametrize("mode", sorted(theme.THEMES))
def test_a_chosen_row_is_told_by_more_than_its_ground(qtbot, colored, mode):
    colored(mode)
    rows = QListWidget()
    qtbot.addWidget(rows)
    rows.addItems(["a", "b", "c"])
    rows.setCurrentRow(1)
    rows.show()
    picture, place = rows.viewport().grab().toImage(), rows.visualItemRect(rows.item(1))
    line = picture.pixelColor(place.right() - 30, place.top())
    assert contrast(line, theme.THEMES[mode].surface) >= 3


@pytest.fixture
def colored(qapp):
    """Color the program; light again afterwards."""
    yield lambda mode: theme.apply(qapp, mode)
    theme.apply(qapp, "light")


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize(
    "kind", [QLineEdit, ChoiceBox, NumberBox, QCheckBox, QRadioButton, QPushButton]
)
def test_the_border_on_the_screen_stands_out(qtbot, colored, mode, kind):
    colored(mode)
    window, field = QWidget(), kind()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    column.addWidget(QLineEdit())
    column.addWidget(field)
    window.show()
    picture, middle = window.grab().toImage(), field.geometry().center().y()
    across = range(field.x(), field.x() + 14)
    ground = picture.pixelColor(2, 2)
    assert max(contrast(picture.pixelColor(x, middle), ground) for x in across) >= 3


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_the_box_of_a_list_stands_out(qtbot, colored, mode):
    colored(mode)
    rows = QListWidget()
    qtbot.addWidget(rows)
    item = QListWidgetItem()
    item.setCheckState(Qt.CheckState.Unchecked)
    rows.addItem(item)
    rows.show()
    picture, place = rows.viewport().grab().toImage(), rows.visualItemRect(item)
    across = range(place.left(), place.left() + 24)
    ground = picture.pixelColor(place.right() - 4, place.center().y())
    middle = place.center().y()
    assert max(contrast(picture.pixelColor(x, middle), ground) for x in across) >= 3


def test_no_size_of_a_text_is_in_pixels():
    found = [
        f"{path.name}: {line.strip()}"
        for path in UI.rglob("*.py")
        for line in path.read_text(encoding="utf-8").splitlines()
        if re.search(r"font-size: *[0-9.]+px", line)
        or ("setPixelSize" in line and path.name not in DRAWN)
    ]
    assert found == []


def test_the_font_of_the_desktop_is_kept():
    found = theme.font(QFont("Cantarell", 17), ["Noto Sans"])
    assert (found.families(), found.pointSize()) == (["Cantarell", "Noto Sans"], 17)


def test_a_desktop_without_a_font_gets_ours():
    found = theme.font(QFont("Sans Serif", 9), ["Noto Sans", "Droid Sans Fallback"])
    assert (found.families()[0], found.pointSize()) == ("Noto Sans", 10)


@pytest.fixture
def twice(qapp, colored):
    """All texts twice as large."""

    def enlarge():
        theme.enlarge(qapp, 200)
        colored("light")

    yield enlarge
    theme.enlarge(qapp, 100)


def test_sizes_follow_the_font(twice):
    wide, high = theme.letters(10), theme.lines(2)
    twice()
    assert theme.letters(10) >= 1.8 * wide
    assert theme.lines(2) >= 1.8 * high


def box_size(kind, part):
    box = kind("Words")
    option = QStyleOptionButton()
    box.initStyleOption(option)
    return box.style().subElementRect(part, option, box).width()


@pytest.mark.parametrize(
    ("kind", "part"),
    [
        (QCheckBox, QStyle.SubElement.SE_CheckBoxIndicator),
        (QRadioButton, QStyle.SubElement.SE_RadioButtonIndicator),
    ],
)
def test_boxes_to_tick_grow_with_their_words(qapp, colored, twice, kind, part):
    colored("light")
    before = box_size(kind, part)
    twice()
    assert box_size(kind, part) >= 1.7 * before


def test_what_cannot_be_ticked_is_gray(qtbot, colored):
    colored("light")
    box = QCheckBox("Words")
    qtbot.addWidget(box)
    box.setEnabled(False)
    box.show()
    shown = box.grab().toImage()
    drawn = (shown.pixelColor(x, y) for x in range(22, 50) for y in range(shown.height()))
    assert contrast(min(drawn, key=light), theme.LIGHT.muted) < 1.1


@pytest.mark.parametrize("is_twice", [False, True])
def test_a_short_list_of_choices_is_shown_whole(qtbot, colored, twice, is_twice):
    # As a menu it is two pixels too low for its last row, in the program.
    colored("light")
    if is_twice:
        twice()
    room, box = QWidget(), ChoiceBox()
    qtbot.addWidget(room)
    QVBoxLayout(room).addWidget(box)
    box.addItems(["Open", "Late", "Accepted", "Open and accepted"])
    room.show()
    box.showPopup()
    rows, last = box.view(), box.model().index(3, 0)
    option = QStyleOptionComboBox()
    box.initStyleOption(option)
    assert not box.style().styleHint(QStyle.StyleHint.SH_ComboBox_Popup, option, box)
    assert rows.verticalScrollBar().maximum() == 0
    assert rows.viewport().rect().contains(rows.visualRect(last))
    box.hidePopup()


@pytest.mark.parametrize("in_pixels", [False, True])
def test_a_font_is_smaller_where_its_words_have_no_room(in_pixels):
    font = QFont("Noto Sans", 20)
    if in_pixels:
        font.setPixelSize(26)
    wide = QFontMetrics(font).horizontalAdvance("▲WW")
    assert theme.fitting(font, "▲WW", QSizeF(wide + 1, 200)) == font
    smaller = theme.fitting(font, "▲WW", QSizeF(wide / 2, 200))
    assert 0.4 * wide < QFontMetrics(smaller).horizontalAdvance("▲WW") <= 0.56 * wide
