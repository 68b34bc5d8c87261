"""The file is used elsewhere, gone, or replaced: nothing typed is lost, nothing is written over."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLineEdit

from tests.ui import pages
from tests.ui.driving import agreeing, checked, idle, in_file, names, narrative, opened

HOLDS = """
import sys
from pathlib import Path
from ctpat_desktop.workspace.lock_file import Ownership
owner = Ownership(Path(sys.argv[1]))
print("held", flush=True)
sys.stdin.read()
owner.release()
"""


@pytest.fixture
def holder(sealed):
    """Another process that has the file open for writing."""
    root = Path(__file__).parents[3]
    child = subprocess.Popen(
        [sys.executable, "-c", HOLDS, str(sealed)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": str(root)},
    )
    assert child.stdout.readline() == "held\n"
    yield child
    child.communicate()


@pytest.fixture
def older(sealed_sample):
    """The file as it was before the window opened it."""
    return sealed_sample[0].read_bytes()


def banner(window):
    line = window.shell.banner
    if line.isHidden():
        return "", []
    return line.words, [name for message in line.messages for name, _ in message.actions]


def pulled(sealed):
    return sealed.parent.rename(sealed.parent.with_name("pulled"))


def older_in_place(sealed, older):
    scratch = sealed.with_name("scratch")
    scratch.write_bytes(older)
    scratch.replace(sealed)


def test_a_file_open_elsewhere_opens_to_read_only(empty, sealed, key, qtbot, holder, monkeypatch):
    asked = agreeing(monkeypatch, True)
    before = sealed.read_bytes()
    opened(qtbot, empty, sealed, key)
    assert asked[0].startswith("Tidewater.ctpat is open already by tester on ")
    assert asked[0].endswith("Open it to read only?")
    assert " – read only – CTPAT Desktop" in empty.windowTitle()
    assert banner(empty)[0].startswith("Open to read only: You opened it to read.")
    box = narrative(empty)
    qtbot.keyClicks(box, "Refused. ")
    empty.shell.flush()
    assert "\nTidewater.ctpat is open to read only" in banner(empty)[0]
    assert box.toPlainText().startswith("Refused. ")
    assert sealed.read_bytes() == before


def test_a_no_opens_nothing(empty, sealed, key, holder, monkeypatch):
    agreeing(monkeypatch, False)
    assert empty.open_path(sealed)
    page = empty.centralWidget()
    page.words.setPlainText("")
    with pytest.raises(Exception, match="is open already"):
        page.use(key)
    assert empty.workspace is None


def test_a_pulled_stick_is_told_and_trying_again_saves(window, qtbot, sealed, key):
    box = narrative(window)
    away = pulled(sealed)
    qtbot.keyClicks(box, "Held. ")
    qtbot.waitUntil(lambda: "cannot be reached" in banner(window)[0], timeout=4000)
    assert banner(window)[1] == ["Try again", "Save to another place…"]
    window.shell.try_again()
    assert "cannot be reached" in banner(window)[0]
    assert box.toPlainText().startswith("Held. ")
    away.rename(sealed.parent)
    window.shell.try_again()
    assert in_file(sealed, key).startswith("Held. ")
    assert banner(window) == ("", [])
    qtbot.keyClicks(box, "On. ")
    window.shell.flush()
    assert "On. " in in_file(sealed, key)


def test_what_was_typed_into_the_sheet_is_held_too(window, qtbot, sealed, key):
    grid = window.shell.pages["grid"]
    window.shell.open("grid")
    row = next(n for n, a in enumerate(grid.model.rows) if a.criterion.id == "9.10")
    index = grid.model.index(row, 7)
    away = pulled(sealed)
    grid.table.setCurrentIndex(index)
    grid.table.edit(index)
    cell = grid.table.findChild(QLineEdit)
    cell.setFocus()
    cell.setText("Held in the sheet.")
    assert not window.shell.flush()
    assert index.data() == "Held in the sheet."
    away.rename(sealed.parent)
    window.shell.try_again()
    assert in_file(sealed, key) == "Held in the sheet."


def test_sealing_leaves_the_keyboard_where_it_is(window, qtbot):
    window.shell.open("grid")
    box = narrative(window)
    box.setFocus()
    window.shell.flush()
    assert window.focusWidget() is box


@pytest.mark.parametrize("loss", ["gone", "replaced"])
def test_save_to_another_place(window, qtbot, sealed, key, tmp_path, loss, older):
    """The newest backup and everything saved and held since are in the new file."""
    qtbot.keyClicks(narrative(window), "Saved. ")
    window.shell.flush()
    if loss == "gone":
        away = pulled(sealed)
    else:
        older_in_place(sealed, older)
    qtbot.keyClicks(pages.words(window), "Held. ")
    qtbot.waitUntil(lambda: banner(window)[0] != "", timeout=4000)
    window.shell.try_again()
    assert banner(window)[1] == ["Try again", "Save to another place…"]
    target = tmp_path / "rescued.ctpat"
    assert window.shell.save_elsewhere(target)
    assert window.workspace.path == target
    assert "rescued.ctpat" in window.windowTitle()
    text = in_file(target, key)
    assert "Saved. " in text
    assert "Held. " in text
    narrative(window)
    qtbot.keyClicks(pages.words(window), "On. ")
    idle(qtbot, window)
    assert window.close()
    assert "On. " in in_file(target, key)
    assert checked(target, key) == ()
    if loss == "replaced":
        assert sealed.read_bytes() == older
        assert checked(sealed, key) == ()
        assert [n for n in names(sealed.parent) if n.endswith(("-wal", "-shm"))] == []
    else:
        assert "Tidewater.ctpat" in names(away)


def test_trying_again_never_goes_on_in_an_older_copy(window, qtbot, sealed, key, older):
    box = narrative(window)
    qtbot.keyClicks(box, "Saved. ")
    window.shell.flush()
    older_in_place(sealed, older)
    qtbot.keyClicks(box, "Held. ")
    for _ in range(2):
        window.shell.try_again()
        assert "changed by another program" in banner(window)[0]
    assert sealed.read_bytes() == older
    assert box.toPlainText().startswith("Saved. Held. ")


@pytest.mark.usefixtures("backed_up")
def test_closing_a_replaced_file_asks_first(window, qtbot, sealed, key, older, monkeypatch):
    asked = agreeing(monkeypatch, False, True)
    qtbot.keyClicks(narrative(window), "Saved. ")
    window.shell.flush()
    older_in_place(sealed, older)
    assert not window.close()
    assert len(asked) == 1
    assert banner(window)[1] == ["Try again", "Save to another place…"]
    assert window.shell is not None
    problems = []
    monkeypatch.setattr(window, "tell", problems.append)
    assert window.close()
    assert ["changed by another program" in str(one) for one in problems] == [True]


def can_mount(place):
    """Return whether this test may mount; where not, only the renamed folder above is tried."""
    place.mkdir(exist_ok=True)
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", str(place)],
        capture_output=True,
        check=False,
    )
    return done.returncode == 0


@pytest.mark.skipif(sys.platform != "linux", reason="tmpfs is Linux's")
def test_a_drive_unmounted_while_typing(empty, qtbot, sealed, key, tmp_path):
    place = tmp_path / "drive"
    if not can_mount(place):
        pytest.skip("this user may not mount")
    try:
        path = place / "Tidewater.ctpat"
        path.write_bytes(sealed.read_bytes())
        opened(qtbot, empty, path, key)
        qtbot.keyClicks(narrative(empty), "Saved. ")
        empty.shell.flush()
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)
    qtbot.keyClicks(pages.words(empty), "Held. ")
    qtbot.waitUntil(lambda: "cannot be reached" in banner(empty)[0], timeout=4000)
    target = tmp_path / "rescued.ctpat"
    assert empty.shell.save_elsewhere(target)
    assert empty.close()
    assert in_file(target, key).startswith("Saved. Held. ") or "Held. " in in_file(target, key)
    assert checked(target, key) == ()
