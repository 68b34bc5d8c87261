"""When the watch asks for a lock: real input, real buses, and clocks set by hand."""

import ctypes
import json
import os
import shutil
import subprocess
import sys
from ctypes import wintypes

import pytest
from PySide6.QtCore import QByteArray, QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QInputMethodEvent, QPointingDevice, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from ctpat_desktop.ui import watch as module
from ctpat_desktop.ui import watch_windows
from ctpat_desktop.ui.app import application
from ctpat_desktop.ui.watch import Watch
from ctpat_desktop.ui.watch_bus import session_path

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


LISTENS = """
import json, os, subprocess, sys
if "DBUS_SESSION_BUS_ADDRESS" in os.environ:
    os.environ.setdefault("DBUS_SYSTEM_BUS_ADDRESS", os.environ["DBUS_SESSION_BUS_ADDRESS"])
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from ctpat_desktop.ui.watch import Watch
app, heard = QApplication([]), []
watch = Watch(app, 5)
watch.lock_wanted.connect(heard.append)
watch.start()
for command in json.loads(sys.argv[1]):
    subprocess.run(command, check=True)
    QTest.qWait(300)
print(json.dumps(heard))
"""


def listened(commands, start, environment):
    code = [*start, sys.executable, "-c", LISTENS, json.dumps(commands)]
    env = {**os.environ, **environment, "QT_QPA_PLATFORM": "offscreen"}
    env = {name: value for name, value in env.items() if value}
    return subprocess.run(code, env=env, capture_output=True, text=True, timeout=60, check=False)


def signal(path, name, *values):
    return ["dbus-send", "--session", "--type=signal", path, name, *values]


def screen(name, value="true"):
    path = "/" + name.replace(".", "/")
    return signal(path, f"{name}.ActiveChanged", f"boolean:{value}")


def sleep(value):
    name = "org.freedesktop.login1.Manager.PrepareForSleep"
    return signal("/org/freedesktop/login1", name, f"boolean:{value}")


def lock(session):
    path = f"/org/freedesktop/login1/session/{session}"
    return signal(path, "org.freedesktop.login1.Session.Lock")


LOCKED, SLEEPS = "The screen was locked.", "The computer goes to sleep."


@pytest.mark.skipif(not shutil.which("dbus-run-session"), reason="needs dbus")
@pytest.mark.parametrize(
    ("commands", "reasons"),
    [
        (
            [screen("org.freedesktop.ScreenSaver", "false"), screen("org.freedesktop.ScreenSaver")],
            [LOCKED],
        ),
        ([screen(f"org.{name}.ScreenSaver") for name in ("gnome", "mate")], [LOCKED] * 2),
        ([screen(f"org.{name}.ScreenSaver") for name in ("cinnamon", "xfce")], [LOCKED] * 2),
        ([screen("org.other.ScreenSaver")], []),
        ([sleep("false"), sleep("true")], [SLEEPS]),
        ([lock("_34"), lock("_35")], [LOCKED]),
    ],
)
def test_the_buses_are_heard(commands, reasons):
    done = listened(commands, ["dbus-run-session", "--"], {"XDG_SESSION_ID": "5"})
    assert json.loads(done.stdout) == reasons, done.stderr


@pytest.mark.skipif(not shutil.which("dbus-run-session"), reason="needs dbus")
def test_any_session_counts_where_the_own_is_unknown():
    done = listened([lock("_34")], ["dbus-run-session", "--"], {"XDG_SESSION_ID": ""})
    assert json.loads(done.stdout) == [LOCKED], done.stderr


@pytest.mark.parametrize("address", ["", "unix:path=/no/such/bus", "nonsense"])
def test_no_bus_is_silent_and_harmless(address):
    names = ("DBUS_SESSION_BUS_ADDRESS", "DBUS_SYSTEM_BUS_ADDRESS")
    done = listened([["true"]], [], {**dict.fromkeys(names, address), "DISPLAY": ""})
    assert (done.returncode, done.stdout, done.stderr) == (0, "[]\n", "")


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("2", "/org/freedesktop/login1/session/_32"),
        ("12", "/org/freedesktop/login1/session/_312"),
        ("c1", "/org/freedesktop/login1/session/c1"),
        ("a-b", "/org/freedesktop/login1/session/a_2db"),
        ("", ""),
    ],
)
def test_the_path_of_a_session_is_written_as_systemd_does(name, path):
    assert session_path({"XDG_SESSION_ID": name}) == path


@pytest.mark.parametrize(
    ("kind", "number", "word", "reasons"),
    [
        (b"windows_generic_MSG", 0x02B1, 7, [LOCKED]),
        (b"windows_generic_MSG", 0x0218, 4, [SLEEPS]),
        (b"windows_generic_MSG", 0x02B1, 8, []),
        (b"windows_generic_MSG", 0x0218, 7, []),
        (b"windows_generic_MSG", 0x0100, 7, []),
        (b"windows_dispatcher_MSG", 0x02B1, 7, []),
    ],
)
def test_messages_of_windows_are_read(kind, number, word, reasons):
    heard = []
    messages = watch_windows.Messages(heard.append)
    message = wintypes.MSG(message=number, wParam=word)
    assert messages.nativeEventFilter(QByteArray(kind), ctypes.addressof(message)) == (False, 0)
    assert heard == reasons


def test_the_part_for_windows_is_not_imported_elsewhere():
    code = (
        "import sys; from PySide6.QtWidgets import QApplication; app = QApplication([]);"
        "from ctpat_desktop.ui.watch import Watch; Watch(app, 5);"
        "sys.exit('ctpat_desktop.ui.watch_windows' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
