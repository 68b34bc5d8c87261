"""Drawing a signature with mouse, finger or pen; the picture that comes of it."""

from io import BytesIO

import pytest
from PIL import Image
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest

from ctpat_desktop.ui.packets.signing.signature_pad import SCALE, SignaturePad
from tests.documents.signing.building import drawing


@pytest.fixture
def pad(qtbot, qapp):
    shown = SignaturePad(lambda: None)
    qtbot.addWidget(shown)
    shown.resize(420, 180)
    shown.show()
    return shown


def draw(sheet, *places):
    first, *others = (QPoint(*place) for place in places)
    QTest.mousePress(sheet, Qt.MouseButton.LeftButton, pos=first)
    for place in others:
        QTest.mouseMove(sheet, place)
    QTest.mouseRelease(sheet, Qt.MouseButton.LeftButton, pos=others[-1])


def ink(pad):
    """Return the box of what is drawn, in the measure of the sheet; None where nothing is."""
    png = pad.sheet.png()
    if not png:
        return None
    box = Image.open(BytesIO(png)).getchannel("A").getbbox()
    return tuple(round(edge / SCALE) for edge in box)


def test_a_line_drawn_with_the_mouse_is_in_the_picture(pad):
    draw(pad.sheet, (20, 40), (100, 60), (200, 80))
    left, top, right, bottom = ink(pad)
    assert (abs(left - 20) <= 3, abs(top - 40) <= 3) == (True, True)
    assert (abs(right - 200) <= 3, abs(bottom - 80) <= 3) == (True, True)


def test_a_finger_draws_too(pad):
    device = QTest.createTouchDevice()
    QTest.touchEvent(pad.sheet, device).press(0, QPoint(30, 30), pad.sheet).commit()
    QTest.touchEvent(pad.sheet, device).move(0, QPoint(130, 50), pad.sheet).commit()
    QTest.touchEvent(pad.sheet, device).release(0, QPoint(130, 50), pad.sheet).commit()
    assert ink(pad) is not None


def test_the_ground_is_transparent(pad):
    draw(pad.sheet, (20, 40), (200, 80))
    assert Image.open(BytesIO(pad.sheet.png())).getpixel((3, 3))[3] == 0


def test_nothing_drawn_is_no_picture(pad):
    assert (pad.sheet.png(), pad.sheet.has_ink) == (b"", False)
    assert not pad.clear_button.isEnabled()


def test_the_last_stroke_is_taken_back_alone(pad):
    draw(pad.sheet, (20, 40), (60, 40))
    draw(pad.sheet, (200, 90), (300, 90))
    pad.undo_button.click()
    assert ink(pad)[2] < 70


def test_clear_takes_everything_away(pad):
    draw(pad.sheet, (20, 40), (60, 40))
    draw(pad.sheet, (200, 90), (300, 90))
    pad.clear_button.click()
    assert ink(pad) is None


def test_a_loaded_picture_takes_the_place_of_what_was_drawn(pad):
    draw(pad.sheet, (20, 40), (60, 40))
    pad.sheet.show_picture(drawing())
    assert pad.sheet.png() == drawing()
    pad.clear_button.click()
    assert pad.sheet.png() == b""


def test_a_line_that_leaves_the_sheet_ends_at_its_edge(pad):
    pad.sheet.begin(QPointF(20, 20))
    pad.sheet.go_on(QPointF(9_000, -9_000))
    _, top, right, _ = ink(pad)
    assert (top, right) == (0, pad.sheet.width())


def test_a_pen_pressed_harder_draws_wider(pad):
    heights = []
    for pressure in (0.0, 1.0):
        pad.sheet.clear()
        pad.sheet.begin(QPointF(20, 40), pressure)
        pad.sheet.go_on(QPointF(200, 40))
        _, top, _, bottom = Image.open(BytesIO(pad.sheet.png())).getchannel("A").getbbox()
        heights.append(bottom - top)
    assert heights[1] > heights[0] * 1.5


def test_the_keyboard_passes_over_the_sheet(pad):
    assert pad.sheet.focusPolicy() == Qt.FocusPolicy.NoFocus
    assert pad.sheet.accessibleName() == "Drawn signature"
