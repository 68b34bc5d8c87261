"""When the watch asks for a lock: real input, and clocks set by hand."""

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QInputMethodEvent, QPointingDevice, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from ctpat_desktop.ui.app import application
from ctpat_desktop.ui.lock import idle_lock as module
from ctpat_desktop.ui.lock.idle_lock import Watch

IDLE = "Nothing was typed or clicked for a while."
ASLEEP = "The computer was asleep."


@pytest.fixture(scope="session")
def qapp():
    return application()


class Clocks:
    """Two clocks that stand still until they are moved."""

    def __init__(self):
        self.wall, self.steady = 1_000_000.0, 500.0

    def pass_by(self, seconds):
        self.wall += seconds
        self.steady += seconds


@pytest.fixture
def clocks():
    return Clocks()


@pytest.fixture
def begin(qapp, qtbot, clocks, monkeypatch):
    """Start a watch with these clocks and collect what it asks for."""
    monkeypatch.setattr(module, "TICK_MS", 5)
    begun = []

    def begin(minutes):
        watch = Watch(None, minutes, lambda: clocks.wall, lambda: clocks.steady)
        watch.heard = []
        watch.lock_wanted.connect(watch.heard.append)
        watch.start()
        begun.append(watch)
        return watch

    yield begin
    for watch in begun:
        watch.stop()


@pytest.fixture
def ticks(qtbot):
    """Let some ticks of the watch pass."""

    def ticks(watch, count=3):
        for _ in range(count):
            with qtbot.waitSignal(watch._timer.timeout, timeout=2000):
                pass

    return ticks


def test_it_asks_once_after_the_idle_minutes(begin, clocks, ticks):
    watch = begin(5)
    clocks.pass_by(299)
    ticks(watch)
    assert watch.heard == []
    clocks.pass_by(1)
    ticks(watch)
    assert watch.heard == [IDLE]


def test_zero_minutes_never_ask_by_idleness(begin, clocks, ticks):
    watch = begin(0)
    clocks.pass_by(100_000)
    ticks(watch)
    assert watch.heard == []


def test_other_minutes_count_from_the_last_touch(begin, clocks, ticks):
    watch = begin(0)
    clocks.pass_by(120)
    watch.set_minutes(2)
    ticks(watch)
    assert watch.heard == [IDLE]


def wheel(widget):
    event = QWheelEvent(
        QPointF(5, 5),
        QPointF(5, 5),
        QPoint(0, 0),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(widget, event)


class Pad(QWidget):
    """Takes touches itself, so that Qt makes no mouse events of them."""

    def event(self, event):
        return event.type() in (QEvent.Type.TouchBegin, QEvent.Type.TouchUpdate) or super().event(
            event
        )


@pytest.fixture
def pad(qtbot):
    made = Pad()
    made.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
    qtbot.addWidget(made)
    made.show()
    return made


SIGNS = {
    "key": lambda widget: QTest.keyClick(widget, Qt.Key.Key_A),
    "mouse press": lambda widget: QTest.mousePress(widget, Qt.MouseButton.LeftButton),
    "mouse move": lambda widget: QTest.mouseMove(widget.windowHandle(), QPoint(3, 3)),
    "wheel": wheel,
    "input method": lambda widget: QApplication.sendEvent(widget, QInputMethodEvent("深", [])),
}


@pytest.mark.parametrize("sign", SIGNS)
def test_each_sign_of_a_person_starts_the_time_anew(begin, clocks, ticks, qtbot, sign):
    box = QLineEdit()
    qtbot.addWidget(box)
    box.show()
    QTest.mouseMove(box.windowHandle(), QPoint(30, 10))
    watch = begin(5)
    clocks.pass_by(299)
    SIGNS[sign](box)
    QApplication.processEvents()
    clocks.pass_by(299)
    ticks(watch)
    assert watch.heard == []
    clocks.pass_by(1)
    ticks(watch)
    assert watch.heard == [IDLE]


def test_a_touch_and_its_movement_start_the_time_anew(begin, clocks, ticks, pad):
    device = QTest.createTouchDevice(QPointingDevice.DeviceType.TouchScreen)
    watch = begin(5)
    clocks.pass_by(299)
    QTest.touchEvent(pad, device).press(0, QPoint(5, 5), pad).commit()
    clocks.pass_by(299)
    ticks(watch)
    assert watch.heard == []
    QTest.touchEvent(pad, device).move(0, QPoint(40, 40), pad).commit()
    clocks.pass_by(299)
    ticks(watch)
    assert watch.heard == []


def test_what_the_program_does_itself_is_no_sign_of_a_person(begin, clocks, ticks, qtbot):
    watch = begin(5)
    clocks.pass_by(299)
    box = QLineEdit()
    qtbot.addWidget(box)
    box.show()
    box.setText("changed")
    QApplication.sendEvent(box, QEvent(QEvent.Type.User))
    ticks(watch)
    clocks.pass_by(1)
    ticks(watch)
    assert watch.heard == [IDLE]


def test_a_touch_after_the_time_does_not_outrun_the_tick(begin, clocks, qtbot, monkeypatch):
    monkeypatch.setattr(module, "TICK_MS", 600_000)
    box = QLineEdit()
    qtbot.addWidget(box)
    watch = begin(5)
    clocks.pass_by(400)
    with qtbot.waitSignal(watch.lock_wanted, timeout=2000):
        qtbot.keyClick(box, Qt.Key.Key_A)
    qtbot.keyClick(box, Qt.Key.Key_B)
    assert watch.heard == [IDLE]


@pytest.mark.parametrize("minutes", [0, 5])
def test_a_sleep_asks_once_at_wake_up(begin, clocks, ticks, minutes):
    watch = begin(minutes)
    clocks.wall += 31
    ticks(watch)
    assert watch.heard == [ASLEEP]


def test_a_slow_clock_is_no_sleep(begin, clocks, ticks):
    watch = begin(5)
    for _ in range(10):
        clocks.wall += 5
        ticks(watch, 1)
    assert watch.heard == []


def test_a_clock_set_back_changes_nothing(begin, clocks, ticks):
    watch = begin(5)
    clocks.pass_by(200)
    ticks(watch)
    clocks.wall -= 3600
    ticks(watch)
    clocks.pass_by(99)
    ticks(watch)
    assert watch.heard == []
    clocks.pass_by(1)
    ticks(watch)
    assert watch.heard == [IDLE]


def test_a_clock_set_ahead_by_years_asks_once(begin, clocks, ticks):
    watch = begin(5)
    clocks.wall += 1e9
    ticks(watch, 5)
    assert watch.heard == [ASLEEP]


def test_a_stopped_watch_asks_for_nothing(begin, clocks, qtbot):
    watch = begin(5)
    watch.stop()
    clocks.pass_by(1000)
    clocks.wall += 1000
    watch._ask("from the system")
    qtbot.wait(30)
    assert watch.heard == []


def test_a_stopped_watch_sees_no_events(begin, qtbot, monkeypatch):
    watch = begin(5)
    seen = []
    monkeypatch.setattr(watch, "_is_idle", lambda: seen.append(1))
    watch.stop()
    box = QLineEdit()
    qtbot.addWidget(box)
    qtbot.keyClick(box, Qt.Key.Key_A)
    assert seen == []


def test_a_watch_started_again_forgets_the_time_between(begin, clocks, ticks):
    watch = begin(5)
    watch.stop()
    clocks.pass_by(1000)
    clocks.wall += 1000
    watch.start()
    ticks(watch)
    assert watch.heard == []


def test_the_usual_clocks_are_those_of_the_system(qapp, qtbot, monkeypatch):
    monkeypatch.setattr(module, "TICK_MS", 5)
    watch = Watch(qapp, 1)
    heard = []
    watch.lock_wanted.connect(heard.append)
    watch.start()
    qtbot.wait(50)
    watch.stop()
    watch.deleteLater()
    assert heard == []
    assert watch._last[0] > 1.7e9
