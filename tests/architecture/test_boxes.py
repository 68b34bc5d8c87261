"""No screen uses a widget of Qt's whose value a wheel changes; ours leave the wheel to the page."""

import ast
from pathlib import Path

import pytest

UI = Path(__file__).parents[2] / "ctpat_desktop" / "ui"
BARE = {
    *("QComboBox", "QSpinBox", "QDoubleSpinBox", "QDateEdit", "QTimeEdit", "QDateTimeEdit"),
    *("QSlider", "QDial", "QTabWidget", "QTabBar", "QFontComboBox"),
}
FILES = [path for path in UI.rglob("*.py") if path != UI / "widgets" / "boxes.py"]


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(UI)))
def test_no_bare_value_widget_is_made(path):
    calls = [node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call)]
    names = {call.func.id for call in calls if isinstance(call.func, ast.Name)}
    assert names & BARE == set()


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(UI)))
def test_no_bare_value_widget_is_extended(path):
    classes = [n for n in ast.walk(ast.parse(path.read_text())) if isinstance(n, ast.ClassDef)]
    bases = {base.id for row in classes for base in row.bases if isinstance(base, ast.Name)}
    assert bases & BARE == set()


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(UI)))
def test_every_dialog_for_files_to_read_is_asked_in_one_place(path):
    """So that all begin in the folder the last file came from."""
    asks = "getOpenFileName" in path.read_text(encoding="utf-8")
    assert not asks or path.name == "open_files.py"
