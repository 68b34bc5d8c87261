"""Measures how long the packaged program takes until its window is there, and the one beside it.

Both start on one X server, one after the other in turn; the clock stops when the server maps a
window as large as ours, so nothing is asked of the program itself.
"""

import ctypes
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PROGRAM = ROOT / "out/package/ctpat-desktop/ctpat-desktop"
SOURCE = [sys.executable, "-m", "ctpat_desktop"]
RUNS = 15
LEAST = 600
"""Pixels in width of what counts as the window."""
PATIENCE = 60
"""Seconds after which a start has failed."""
SUBSTRUCTURE, MAP_NOTIFY = 1 << 19, 19


class _Event(ctypes.Union):
    """One event of the server; only its kind is read, and the window of a mapping."""

    _fields_ = (("kind", ctypes.c_int), ("words", ctypes.c_long * 24))


class Screen:
    """An X server of its own, and a look at what it maps."""

    def __init__(self, display: str) -> None:
        """Listen to the root window of a display."""
        self.display = display
        self._x = ctypes.CDLL("libX11.so.6")
        for name in ("XOpenDisplay", "XDefaultRootWindow"):
            getattr(self._x, name).restype = ctypes.c_void_p
        self._server = ctypes.c_void_p(self._x.XOpenDisplay(display.encode()))
        root = ctypes.c_ulong(self._x.XDefaultRootWindow(self._server))
        self._x.XSelectInput(self._server, root, ctypes.c_long(SUBSTRUCTURE))
        self._x.XFlush(self._server)

    def started(self, command: list[str], home: str) -> float:
        """Return the milliseconds from the start of a program to its window; then end it."""
        self._forget()
        environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
        environment |= {"DISPLAY": self.display, "QT_QPA_PLATFORM": "xcb"}
        environment |= {"CTPAT_DESKTOP_HOME": home}
        began = time.perf_counter()
        program = subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.DEVNULL)
        try:
            while not self._is_mapped():
                if program.poll() is not None or time.perf_counter() - began > PATIENCE:
                    raise RuntimeError(f"no window came from {command[0]}")
                time.sleep(0.0005)
            return (time.perf_counter() - began) * 1000
        finally:
            program.kill()
            program.wait()

    def _forget(self) -> None:
        event = _Event()
        while self._x.XPending(self._server):
            self._x.XNextEvent(self._server, ctypes.byref(event))

    def _is_mapped(self) -> bool:
        event = _Event()
        while self._x.XPending(self._server):
            self._x.XNextEvent(self._server, ctypes.byref(event))
            if event.kind == MAP_NOTIFY and self._width(event.words[5]) >= LEAST:
                return True
        return False

    def _width(self, window: int) -> int:
        root, rest = ctypes.c_ulong(), [ctypes.c_uint() for _ in range(6)]
        places = [ctypes.byref(value) for value in rest]
        known = self._x.XGetGeometry(
            self._server, ctypes.c_ulong(window), ctypes.byref(root), *places
        )
        return rest[2].value if known else 0


@contextmanager
def screen() -> Iterator[Screen]:
    """Start an X server without a window manager, which would map the window later."""
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", "1280x900x24", "-noreset"]
    server = subprocess.Popen(
        [*command, "-nolisten", "tcp"], pass_fds=[write], stderr=subprocess.DEVNULL
    )
    os.close(write)
    with os.fdopen(read) as answer:
        display = f":{answer.readline().strip()}"
    try:
        yield Screen(display)
    finally:
        server.terminate()
        server.wait(10)


def measured(program: Path = PROGRAM, runs: int = RUNS) -> tuple[float, float]:
    """Return the milliseconds to the window: packaged, and from the source tree."""
    found: tuple[list[float], list[float]] = ([], [])
    with screen() as server, tempfile.TemporaryDirectory() as home:
        for turn in range(runs + 1):
            for times, command in zip(found, ([str(program)], SOURCE), strict=True):
                took = server.started(command, home)
                if turn:  # the first ones warm what the disk gives
                    times.append(took)
    return statistics.median(found[0]), statistics.median(found[1])


if __name__ == "__main__":
    packaged, source = measured(Path(sys.argv[1]) if len(sys.argv) > 1 else PROGRAM)
    print(f"{packaged:.0f} ms packaged, {source:.0f} ms from source: {packaged / source:.2f} x")
