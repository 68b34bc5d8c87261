"""Files that are dropped: what is taken, and the one line that says why something is not."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

import ctpat_desktop.ui
from ctpat_desktop.ui.widgets.file_drop import FileDrop, Wants, endings_of
from ctpat_desktop.ui.widgets.reasons import allow
from tests.ui.driving import dropped

UI = Path(ctpat_desktop.ui.__file__).parent
BY_ANOTHER = {
    "importing/sheet_dialog.py": "importing/steps.py",
    "packets/doing.py": "packets/page.py",
    "training/dialogs.py": "registers/page.py",
    "frame/opening.py": "window.py",
}
"""Files that ask for a file where the part of the window that takes drops is made elsewhere."""


@pytest.fixture
def place(qtbot, tmp_path):
    """A part inside another, with what each took; the outer one takes a workspace."""
    outer, inner, button = QWidget(), QWidget(), QPushButton("Add a PDF…")
    qtbot.addWidget(outer)
    column = QVBoxLayout(outer)
    column.addWidget(inner)
    column.addWidget(button)
    outer.resize(400, 300)
    outer.show()
    inner.took, outer.took, inner.button = [], [], button
    inner.drop = FileDrop(inner, inner.took.extend, Wants((".pdf",)), button)
    outer.drop = FileDrop(outer, outer.took.extend, Wants((".ctpat",)))
    inner.outer = outer
    for name in ("a.pdf", "B.PDF", "c.docx", "d.ctpat"):
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / "folder").mkdir()
    return inner


def test_a_file_of_the_right_kind_is_taken(place, tmp_path):
    assert dropped(place, tmp_path / "a.pdf")
    assert dropped(place, tmp_path / "B.PDF")
    assert place.took == [tmp_path / "a.pdf", tmp_path / "B.PDF"]
    assert place.drop.veil.isHidden()


@pytest.mark.parametrize(
    ("names", "line"),
    [
        (("c.docx",), "Only these files are taken here: PDF."),
        (("a.pdf", "B.PDF"), "Drop one file here, not several."),
        (("folder",), "Drop files here, not folders."),
    ],
)
def test_what_is_not_taken_is_said_in_one_line(place, tmp_path, names, line):
    assert not dropped(place, *(tmp_path / name for name in names))
    assert place.drop.veil.isVisible()
    assert place.drop.veil.words == line
    assert place.took == []


def test_nothing_is_taken_while_the_button_is_gray_and_the_reason_is_said(place, tmp_path):
    allow(place.button, "The file is open to read only.")
    assert not dropped(place, tmp_path / "a.pdf")
    assert place.drop.veil.words == "The file is open to read only."
    assert place.took == []


def test_a_workspace_goes_to_the_window_whatever_it_falls_on(place, tmp_path):
    assert dropped(place, tmp_path / "d.ctpat")
    assert (place.took, place.outer.took) == ([], [tmp_path / "d.ctpat"])


def test_several_are_taken_where_several_are_wanted(qtbot, tmp_path):
    many, took = QWidget(), []
    qtbot.addWidget(many)
    many.show()
    FileDrop(many, took.extend, Wants(is_one=False))
    for name in ("x.one", "x.two"):
        (tmp_path / name).write_bytes(b"x")
    assert dropped(many, tmp_path / "x.one", tmp_path / "x.two")
    assert len(took) == 2


def test_a_folder_is_taken_where_one_is_wanted(tmp_path):
    assert Wants(is_folder=True).why_not([tmp_path]) == ""
    (tmp_path / "x").write_bytes(b"x")
    assert Wants(is_folder=True).why_not([tmp_path / "x"]) == "Drop one folder here."


def test_the_endings_are_those_of_the_file_dialog():
    assert endings_of("Sheets (*.xlsx *.csv);;All (*)") == (".xlsx", ".csv")


WAYS = ("FileDrop(", "takes_file(", "takes_folder(", "TAKES_FILE(")


def test_wherever_a_file_is_asked_for_one_can_be_dropped():
    asks = "from ctpat_desktop.ui.widgets.open_files import"
    asking = [path for path in sorted(UI.rglob("*.py")) if asks in path.read_text()]
    assert len(asking) > 20
    lacking = []
    for path in asking:
        name = str(path.relative_to(UI))
        taking = UI / BY_ANOTHER.get(name, name)
        words = taking.read_text()
        if not any(
            way in words for way in ("FileDrop(", "takes_file(", "takes_folder(", "TAKES_FILE(")
        ):
            lacking.append(name)
    assert lacking == []


def test_wherever_a_folder_is_asked_for_one_can_be_dropped():
    ways = ("getExistingDirectory", "= ask_folder(")
    asking = [path for path in sorted(UI.rglob("*.py")) if any(w in path.read_text() for w in ways)]
    assert len(asking) > 6
    lacking = [path.name for path in asking if "takes_folder(" not in path.read_text()]
    assert lacking == ["dialogs.py"]  # which only asks
