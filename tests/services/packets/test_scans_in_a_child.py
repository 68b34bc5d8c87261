"""Scans are read in a process of its own: a death there is one line, and the program goes on."""

import os
import signal
import subprocess
import sys
from threading import Thread

import psutil
import pytest
from PIL import Image

from ctpat_desktop.services.packets import scan
from ctpat_desktop.support.errors import Cancelled
from ctpat_desktop.support.progress import Silent


@pytest.fixture
def scans(tmp_path):
    """Three pictures and a file of four pages."""
    page = Image.new("RGB", (850, 1100), "#ffffff")
    for name in "abc":
        page.save(tmp_path / f"{name}.png")
    page.save(tmp_path / "four.tif", save_all=True, append_images=[page] * 3)
    return tmp_path


OTHERS = set()
"""Processes that tests before have left, such as the one kept warm for programs."""


@pytest.fixture(autouse=True)
def others():
    """Note which processes are none of these tests'."""
    OTHERS.clear()
    OTHERS.update(one.pid for one in psutil.Process().children())


def children():
    """Return the processes that read scans."""
    return [one for one in psutil.Process().children() if one.pid not in OTHERS]


class Watching:
    """Does something once a file has come to its turn."""

    def __init__(self, name, what):
        self.name, self.what = name, what

    def step(self, at, of, text=""):
        if text.startswith(self.name):
            self.name = "\0"
            self.what()


def test_no_picture_is_opened_in_the_program_itself(scans):
    code = (
        "import sys; from pathlib import Path; from PIL import Image\n"
        "from ctpat_desktop.services.packets import scan\n"
        "from ctpat_desktop.support.progress import Silent\n"
        "def refuse(*a, **k): raise SystemExit('opened here')\n"
        "Image.open = refuse\n"
        "print(len(scan.read([Path(n) for n in sys.argv[1:]], Silent()).pages))"
    )
    names = [str(scans / "a.png"), str(scans / "four.tif")]
    done = subprocess.run(
        [sys.executable, "-c", code, *names], capture_output=True, text=True, check=False
    )
    assert (done.stdout, done.stderr) == ("5\n", "")


def test_a_child_that_dies_costs_its_file_alone(scans):
    def kill():
        for child in children():
            os.kill(child.pid, signal.SIGKILL)

    paths = [scans / "a.png", scans / "four.tif", scans / "b.png"]
    found = scan.read(paths, Watching("four.tif, page 1", kill))
    assert [page.source for page in found.pages] == ["a.png", "four.tif", "b.png"]
    (line,) = found.problems
    assert line.startswith("four.tif was not read:")
    assert children() == []


def test_a_page_that_takes_too_long_is_given_up(scans, monkeypatch):
    monkeypatch.setattr(scan, "SECONDS", 0.01)
    found = scan.read([scans / "a.png"], Silent())
    assert found.pages == ()
    assert "took longer than" in found.problems[0]


def test_a_page_that_needs_too_much_memory_is_given_up(scans, monkeypatch):
    Image.new("RGB", (10_000, 11_000), "#ffffff").save(scans / "large.png")
    monkeypatch.setattr(scan, "MEGABYTES", 120)
    found = scan.read([scans / "large.png"], Silent())
    assert found.pages == ()
    assert "MB of memory" in found.problems[0]


def test_cancel_ends_the_child(scans):
    def stop():
        raise Cancelled

    with pytest.raises(Cancelled):
        scan.read([scans / "four.tif"], Watching("four.tif, page 2", stop))
    assert children() == []


def test_reading_beside_the_window_works_from_a_thread(scans):
    found = []
    thread = Thread(target=lambda: found.append(scan.read([scans / "a.png"], Silent())))
    thread.start()
    thread.join()
    assert len(found[0].pages) == 1
