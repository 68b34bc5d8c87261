"""A screen of its own with a window manager, and the hands that work on it."""

import json
import os
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]
WHEEL_UP, WHEEL_DOWN = 4, 5


@contextmanager
def screen(size="1280x800"):
    """Start an X server with openbox; give its environment."""
    read, write = os.pipe()
    server = subprocess.Popen(
        [
            "Xvfb",
            "-displayfd",
            str(write),
            "-screen",
            "0",
            f"{size}x24",
            "-nolisten",
            "tcp",
            "-noreset",
        ],
        pass_fds=[write],
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    with os.fdopen(read) as told:
        display = f":{told.readline().strip()}"
    environment = os.environ | {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
    environment.pop("WAYLAND_DISPLAY", None)
    manager = subprocess.Popen(["openbox"], env=environment, stderr=subprocess.DEVNULL)
    try:
        yield environment
    finally:
        for process in (manager, server):
            process.terminate()
            process.wait(10)


class Hands:
    """The program on a screen, and a person's pointer, wheel and keys."""

    def __init__(self, environment, home, file=None):
        """Start the program, on a file if one is named, with a home of its own."""
        self.environment = environment | {
            "CTPAT_DESKTOP_HOME": str(home),
            "PYTHONPATH": str(ROOT),
            "CTPAT_DESKTOP_USER": "tester",
        }
        self.program = subprocess.Popen(
            [sys.executable, "-m", "tests.hands.program", *([str(file)] if file else [])],
            cwd=ROOT,
            env=self.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.until(lambda: self.ask()["focus"])
        self.settle()

    def ask(self, **question):
        """Ask the program what is on its screen."""
        print(json.dumps(question), file=self.program.stdin, flush=True)
        line = self.program.stdout.readline()
        if not line:
            raise AssertionError("the program has ended")
        return json.loads(line)

    def until(self, holds, seconds=30):
        """Wait until something is so and return it."""
        end = time.monotonic() + seconds
        while not (seen := holds()):
            if time.monotonic() > end:
                shown = self.ask()
                words = self.ask(texts=1)
                raise AssertionError(f"it did not come: {shown}, {words}")
            time.sleep(0.05)
        return seen

    def settle(self):
        """Wait until the window stands still: the window manager moves it when it frames it."""
        before = None
        while (now := self.ask()["windows"]) != before:
            before = now
            time.sleep(0.4)

    def see(self, name, kind="", seconds=30):
        """Return the first visible widget of a name, once it is there."""
        return self.until(
            lambda: [w for w in self.ask(see=name, kind=kind) if w["rect"][2]], seconds
        )[0]

    def do(self, *words):
        """Let xdotool do one thing and the program take it in."""
        subprocess.run(["xdotool", *map(str, words)], env=self.environment, check=True)
        time.sleep(0.12)
        self.ask()

    def point(self, name, kind=""):
        """Move the pointer onto a widget, once it stands still."""
        self.point_at(self.still(lambda: self.see(name, kind)["rect"]))

    def still(self, where):
        """Return a rectangle once it stays the same: pages move while they are filled."""
        before = None
        while (rect := where()) != before:
            before = rect
            time.sleep(0.15)
        return rect

    def point_at(self, rect):
        """Move the pointer into the middle of a rectangle."""
        left, top, width, height = rect
        self.do("mousemove", left + width // 2, top + height // 2)

    def click(self, name, kind=""):
        """Click a widget."""
        self.point(name, kind)
        self.do("click", 1)

    def page(self, name):
        """Click a page in the sidebar, whose group is unfolded with another click first."""
        row = self.until(lambda: self.ask(page=name))
        if row["group"]:
            self.point_at(row["group"])
            self.do("click", 1)
        self.point_at(self.still(lambda: self.ask(page=name)["rect"]))
        self.do("click", 1)

    def click_tab(self, name):
        """Click a tab and see it come to the front."""
        self.point_at(self.still(lambda: self.until(lambda: self.ask(tabs=1).get(name))["rect"]))
        self.do("click", 1)
        self.until(lambda: self.ask(tabs=1)[name]["current"])

    def wheel(self, clicks=1, down=True):
        """Turn the wheel where the pointer is."""
        self.do("click", "--repeat", clicks, "--delay", 30, WHEEL_DOWN if down else WHEEL_UP)

    def wheel_to(self, name, kind="", most=40):
        """Turn the wheel down where the pointer is until a widget is in sight."""
        for _ in range(most):
            if any(w["rect"][3] > 15 for w in self.ask(see=name, kind=kind)):
                return
            self.wheel()
        raise AssertionError(f"{name} did not come in sight")

    def type(self, text):
        """Type text with the keyboard."""
        self.do("type", "--delay", 25, text)

    def key(self, *keys):
        """Press keys, each such as "Tab" or "ctrl+z"."""
        self.do("key", "--delay", 25, *keys)

    def key_without_answer(self, *keys):
        """Press keys that may end the program."""
        subprocess.run(["xdotool", "key", *keys], env=self.environment, check=True)

    def focus(self):
        """Return the names of the widget that has the keyboard."""
        return self.ask()["focus"]

    def on(self, name):
        """Wait until the keyboard is on a widget of a name."""
        self.until(lambda: name in self.focus())

    def picture(self, path):
        """Take a picture of the whole screen."""
        subprocess.run(["import", "-window", "root", str(path)], env=self.environment, check=True)

    def maximize(self):
        """Double-click the title of the window."""
        _, left, top, width, _, _ = self.ask()["windows"][0]
        self.do("mousemove", left + width // 2, top + 8)
        self.do("click", "--repeat", 2, "--delay", 60, 1)

    def leave(self):
        """Close the window with the key of the desktop and wait until the program has ended."""
        self.key_without_answer("alt+F4")
        self.until(lambda: self.has_ended)

    def close(self):
        """End the program."""
        self.program.stdin.close()
        self.program.terminate()
        return self.program.wait(20)

    @property
    def has_ended(self):
        """True once the program has ended by itself."""
        return self.program.poll() is not None
