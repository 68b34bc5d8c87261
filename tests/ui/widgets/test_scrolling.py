"""What has the keyboard stays in sight while fields come, unless the person scrolled away."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QVBoxLayout, QWidget

from ctpat_desktop.ui.widgets.parts import scrolled


@pytest.fixture
def area(qtbot):
    """A scroll area with a hidden part above a field that has the keyboard at its lower edge."""
    inner = QWidget()
    column = QVBoxLayout(inner)
    above, hidden = QLabel("above"), QLabel("hidden")
    above.setFixedHeight(200)
    hidden.setFixedHeight(120)
    hidden.hide()
    field = QLineEdit()
    for part in (above, hidden, field, QLineEdit(), QLabel("below")):
        column.addWidget(part)
    area = scrolled(inner)
    qtbot.addWidget(area)
    area.resize(300, 260)
    area.hidden, area.field = hidden, field
    area.show()
    area.activateWindow()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    return area


def height(field):
    return field.visibleRegion().boundingRect().height()


def test_what_has_the_keyboard_is_followed(area, qtbot):
    area.hidden.show()
    qtbot.waitUntil(lambda: area.field.y() > 300)
    qtbot.waitUntil(lambda: height(area.field) == area.field.height(), timeout=2000)


def test_who_scrolled_away_is_left_there(area, qtbot):
    area.hidden.show()
    qtbot.waitUntil(lambda: area.verticalScrollBar().value() > 0)
    middle = QPointF(area.viewport().rect().center())
    wheel = QWheelEvent(
        middle,
        area.viewport().mapToGlobal(middle),
        QPoint(),
        QPoint(0, 480),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(area.viewport(), wheel)
    assert area.verticalScrollBar().value() == 0
    area.hidden.setFixedHeight(300)
    qtbot.waitUntil(lambda: area.widget().height() > 500)
    QApplication.processEvents()
    assert area.verticalScrollBar().value() == 0
