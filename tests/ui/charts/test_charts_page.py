"""The page of charts: drawn, with its table, printed, saved and copied."""

from xml.etree import ElementTree

import pypdfium2
import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtWidgets import QFileDialog, QPushButton

from ctpat_desktop.checklist import Place
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.charts.every import KINDS
from ctpat_desktop.services.registers import records
from ctpat_desktop.ui.widgets import theme

OVER_A_YEAR = ("progress", "actions")


@pytest.fixture
def page(window):
    window.shell.open("charts")
    return window.shell.current()


def opened(page, qtbot, key):
    page.go(Place("charts", field=key))
    tab = page.charts[key]
    qtbot.waitUntil(lambda: tab.chart is not None)
    return tab


def cells(table):
    model = table.model()
    rows, columns = range(model.rowCount()), range(model.columnCount())
    return [tuple(model.index(row, column).data() for column in columns) for row in rows]


def test_each_chart_has_its_table_and_its_words(page, qtbot):
    for key in KINDS:
        tab = opened(page, qtbot, key)
        if key in OVER_A_YEAR and tab.chart.body is None:  # the year of the sample is over
            continue
        assert cells(tab.table) == list(tab.chart.table().words())
        assert tab.canvas.accessibleName() == tab.chart.title
        assert tab.chart.summary in tab.canvas.accessibleDescription()
        assert tab.chart.title in tab.table.accessibleName()
        face = QAccessible.queryAccessibleInterface(tab.canvas)
        assert face.role() is QAccessible.Role.Canvas


def test_a_chart_follows_what_changes(page, qtbot):
    tab = opened(page, qtbot, "partners")
    before = sum(row[3] for row in tab.chart.table().rows)
    desk = page.desk
    records.add(desk.workspace, "partner", company_id=desk.dossier.company.id, name="Zinc")
    qtbot.waitUntil(lambda: sum(row[3] for row in tab.chart.table().rows) == before + 1)


def test_bars_are_of_topics_or_of_positions(page, qtbot):
    tab = opened(page, qtbot, "training")
    assert cells(tab.table)[0][0].startswith("S1")
    tab.by.setCurrentIndex(1)
    qtbot.waitUntil(lambda: tab.chart.table().headers[0] == "Position")
    assert tab.year.isHidden()


def test_the_drawing_has_the_colors_of_the_theme(page, qtbot):
    tab = opened(page, qtbot, "training")
    for mode in ("light", "dark", "contrast-light", "contrast-dark"):
        theme.apply(QGuiApplication.instance(), mode)
        picture = tab.canvas.grab().toImage()
        seen = {
            picture.pixelColor(x, y).name()
            for x in range(0, picture.width(), 7)
            for y in range(0, picture.height(), 5)
        }
        assert {theme.tokens().surface, theme.tokens().accent} <= seen
    theme.apply(QGuiApplication.instance(), "light")


def test_the_numbers_are_copied_as_a_sheet_takes_them(page, qtbot):
    tab = opened(page, qtbot, "training")
    button = next(b for b in tab.findChildren(QPushButton) if b.text() == "Copy the numbers")
    button.click()
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0].split("\t")[:2] == ["Topic", "In all"]
    assert [tuple(line.split("\t")) for line in lines[1:]] == cells(tab.table)


def test_a_chart_is_saved_and_printed(page, qtbot, tmp_path, monkeypatch):
    tab, place = opened(page, qtbot, "training"), tmp_path / "drawn"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(place), ""))
    for ending in (".svg", ".png", ".csv"):
        with qtbot.waitSignal(page.desk.written):
            tab.ask_save(ending)
    printing = next(row for row in tab.findChildren(QPushButton) if row.text() == "Save as PDF…")
    with qtbot.waitSignal(page.desk.written):
        printing.click()
    tree = ElementTree.parse(place.with_suffix(".svg"))
    assert "S3 Seals and VVTT" in "".join(tree.getroot().itertext())
    assert Image.open(place.with_suffix(".png")).size[0] == 1864
    lines = place.with_suffix(".csv").read_text(encoding="utf-8-sig")
    assert lines.startswith("Topic,In all,Trained")
    pages = pypdfium2.PdfDocument(place.with_suffix(".pdf"))
    assert "S3 Seals and VVTT" in pages[0].get_textpage().get_text_range()


def test_a_new_company_sees_what_will_be_drawn_and_where_to_begin(window, qtbot):
    desk = window.shell.desk
    new = companies.start(desk.workspace, "Alder", "importer", desk.today.year)
    desk.account_wanted.emit(new, Place("charts", field="partners"))
    page = window.shell.current()
    tab = opened(page, qtbot, "partners")
    assert tab.chart.body is None
    assert tab.empty.isVisible()
    assert tab.body.isHidden()
    assert "a row and a column of their own" in tab.empty.text()
    first = next(row for row in tab.empty.findChildren(QPushButton))
    first.click()
    assert window.shell.where().table == "partner_risk"


def test_the_table_brings_its_rows_into_view(page, qtbot):
    tab = opened(page, qtbot, "evidence")
    tab.table.setFocus()
    bar = tab.body.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > tab.body.height() // 2)
    bar.setValue(0)
    for _ in range(tab.table.model().rowCount()):
        qtbot.keyClick(tab.table, Qt.Key.Key_Down)
    row = tab.table.visualRect(tab.table.currentIndex()).center()
    below = tab.table.viewport().mapTo(tab.body.viewport(), row).y()
    assert bar.value() > 0
    assert 0 < below < tab.body.viewport().height()


def test_the_page_that_has_the_data_leads_to_its_chart(window):
    for place, key in (
        (Place("registers", table="action"), "actions"),
        (Place("registers", table="training_session"), "training"),
        (Place("registers", table="training_matrix"), "training"),
        (Place("registers", table="partner_risk"), "partners"),
        (Place("evidence"), "evidence"),
    ):
        window.shell.go(place)
        here = window.shell.current()
        rows = [row for row in here.findChildren(QPushButton) if row.text() == "Chart"]
        next(row for row in rows if row.isVisible()).click()
        assert window.shell.where() == Place("charts", field=key)
