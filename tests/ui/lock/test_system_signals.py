"""What the system tells the watch: signals on real private buses, and messages of Windows."""

import ctypes
import json
import os
import shutil
import subprocess
import sys
from ctypes import wintypes

import pytest
from PySide6.QtCore import QByteArray

from ctpat_desktop.ui.lock import windows_session
from ctpat_desktop.ui.lock.linux_bus import session_path

LISTENS = """
import json, os, subprocess, sys
if "DBUS_SESSION_BUS_ADDRESS" in os.environ:
    os.environ.setdefault("DBUS_SYSTEM_BUS_ADDRESS", os.environ["DBUS_SESSION_BUS_ADDRESS"])
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from ctpat_desktop.ui.lock.idle_lock import Watch
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
    messages = windows_session.Messages(heard.append)
    message = wintypes.MSG(message=number, wParam=word)
    assert messages.nativeEventFilter(QByteArray(kind), ctypes.addressof(message)) == (False, 0)
    assert heard == reasons


def test_the_part_for_windows_is_not_imported_elsewhere():
    code = (
        "import sys; from PySide6.QtWidgets import QApplication; app = QApplication([]);"
        "from ctpat_desktop.ui.lock.idle_lock import Watch; Watch(app, 5);"
        "sys.exit('ctpat_desktop.ui.lock.windows_session' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
