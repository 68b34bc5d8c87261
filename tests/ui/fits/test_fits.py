"""Nothing on any page is cut, covers something else, or lies outside the window."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton, QTableWidget, QWidget
from sqlalchemy import select

from ctpat_desktop.catalogue.areas import load_areas
from ctpat_desktop.catalogue.forms import Kind, load_form
from ctpat_desktop.records import RECORDS
from ctpat_desktop.services.registers import records
from ctpat_desktop.ui.pages import VIEWS
from tests.ui.fits.looking import faults
from tests.ui.fits.walking import closed, doubled, opened, use, walk

ROOT = Path(__file__).parents[3]
SIZES = ((1280, 740), (1024, 640), (960, 500))
"""1280x800 with a panel; the smallest screen; 1920x1080 at 200 % with panel and frame."""
LONG = "Tidewater Bonded Warehousing and Transloading " * 4 + "of Norfolk Roads"
UNBROKEN = "Donaudampfschifffahrtsgesellschaft" * 6
ARABIC = "شركة الميناء الشرقي للتخزين والنقل البحري المحدودة " * 3
HEBREW = "חברת הנמל המזרחי לאחסון ולהובלה ימית " * 4
CHINESE = "东港保税仓储物流有限公司" * 16
TEXTS = (LONG, UNBROKEN, ARABIC, HEBREW, CHINESE)


def strange(workspace, account):
    """Put long, right-to-left and Chinese texts into every kind of text of every register."""
    company = next(row for row in fields_of(workspace, "company") if row)
    del account
    records.change(workspace, "company", company, name=LONG)
    kind = RECORDS["risk_assessment"]
    with workspace.read() as session:
        approved = dict(session.execute(select(kind.id, kind.approved_on)).all())
    for key in approved:
        records.change(workspace, "risk_assessment", key, approved_on=None)
    tables = [tab for area in load_areas() for tab in area.tabs if tab not in VIEWS]
    for table in ("contact", "address", *tables):
        form = load_form(table)
        texts = [f for f in form.columns if f.kind in (Kind.TEXT, Kind.LONG_TEXT, Kind.PERSON)]
        for at, key in enumerate(fields_of(workspace, table)[:5]):
            values = {field.key: TEXTS[(at + n) % 5][:200] for n, field in enumerate(texts)}
            records.change(workspace, table, key, **values)
    for key, day in approved.items():
        records.change(workspace, "risk_assessment", key, approved_on=day)


def fields_of(workspace, table):
    """Return the ids of all records of a table."""
    kind = RECORDS[table]
    with workspace.read() as session:
        return list(session.scalars(select(kind.id)))


@pytest.fixture
def shown(qapp, sample_file, request):
    """A window on the sample, changed first where a test says how."""
    del qapp
    window = opened(sample_file, getattr(request, "param", None))
    yield window
    closed(window)


def test_every_page_fits(shown):
    assert walk(shown, SIZES) == []
    assert shown.size().toTuple() == SIZES[-1]


@pytest.mark.full
@pytest.mark.parametrize("shown", [strange], indirect=True)
def test_every_page_fits_long_and_foreign_texts(shown):
    assert walk(shown, SIZES[1:]) == []


@pytest.fixture
def large_font(qapp):
    del qapp
    before = doubled()
    yield
    use(before)


@pytest.mark.full
def test_every_page_fits_a_font_twice_as_large(large_font, sample_file):
    del large_font
    window = opened(sample_file)
    try:
        assert walk(window, ((1280, 740), (1024, 640)), may_go_sideways=True) == []
    finally:
        closed(window)


@pytest.mark.full
@pytest.mark.parametrize("scale", ["1.5", "2"])
def test_every_page_fits_a_scaled_screen(scale, tmp_path):
    home = {"CTPAT_DESKTOP_HOME": str(tmp_path), "CTPAT_DESKTOP_USER": "tester"}
    environment = os.environ | home | {"QT_SCALE_FACTOR": scale, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-m", "tests.ui.fits.walking", "1280x680", "960x500"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
        check=True,
    )
    assert done.stdout == ""


def small(qtbot, *children):
    """Return a window of 200 x 60 with these in it, without a layout."""
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(200, 60)
    for child in children:
        child.setParent(window)
    window.show()
    return window


def test_a_cut_label_is_found(qtbot):
    label = QLabel("Twenty letters do not fit")
    label.setGeometry(0, 0, 40, 20)
    assert "cut: 'Twenty letters" in faults(small(qtbot, label))[0]


def test_a_label_cut_at_its_foot_is_found(qtbot):
    label = QLabel("These words stand on several lines below each other")
    label.setWordWrap(True)
    label.setGeometry(0, 0, 90, 20)
    assert "cut: 'These words" in faults(small(qtbot, label))[0]


def test_a_cut_button_is_found(qtbot):
    button = QPushButton("Add the points of the checklist")
    button.setGeometry(0, 0, 60, 30)
    assert "cut: 'Add the points" in faults(small(qtbot, button))[0]


def test_a_cut_choice_is_found(qtbot):
    box = QComboBox()
    box.addItem("A choice of very many words indeed")
    box.setGeometry(0, 0, 80, 30)
    assert faults(small(qtbot, box))[0].startswith("cut: ''")


def test_a_cut_heading_is_found(qtbot):
    table = QTableWidget(1, 1)
    table.setHorizontalHeaderLabels(["Handles our cargo and documents"])
    table.setColumnWidth(0, 40)
    table.setGeometry(0, 0, 200, 60)
    assert "head 'Handles our cargo" in faults(small(qtbot, table))[0]


def test_widgets_over_each_other_are_found(qtbot):
    one, other = QPushButton("A"), QPushButton("B")
    one.setGeometry(QRect(0, 0, 80, 40))
    other.setGeometry(QRect(60, 0, 80, 40))
    assert faults(small(qtbot, one, other))[0].startswith("over: 'A'")


def test_a_widget_outside_is_found(qtbot):
    button = QPushButton("Next")
    button.setGeometry(QRect(150, 0, 100, 40))
    assert faults(small(qtbot, button))[0].startswith("outside: 'Next'")
