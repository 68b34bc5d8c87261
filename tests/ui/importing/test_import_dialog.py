"""The import dialog: a sheet, its columns, every row, the report, and back again."""

import re
import zipfile

import openpyxl
import pytest
import xlsxwriter
from PySide6.QtWidgets import QLabel

from ctpat_desktop.catalogue.forms import load_form
from ctpat_desktop.records import Partner, Visitor
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.files import workspaces as files
from ctpat_desktop.services.importing import apply
from ctpat_desktop.support import language
from ctpat_desktop.ui.importing.columns import ColumnsStep
from ctpat_desktop.ui.importing.dialog import CHOOSE, COLUMNS, PREVIEW, REPORT, ImportDialog
from ctpat_desktop.ui.session.desk import Desk
from tests.ui.driving import drain, dropped

COUNTS = "New (2) · Changed (0) · Unchanged (0) · In conflict (0) · Refused (1)"
LIST = """Partner name,Kind,Country,Remarks
Zyx Carriers,Highway carrier,Mexico,fast
Zyx Mills,Manufacturer,Atlantis,
Zyx Docks,Terminal,US,
"""


@pytest.fixture
def desk(qapp, sample):
    workspace = files.open_file(sample)
    made = Desk(workspace, companies.choose(workspace))
    yield made
    workspace.close()


@pytest.fixture
def sheet(tmp_path):
    path = tmp_path / "partners.csv"
    path.write_text(LIST)
    return path


@pytest.fixture
def dialog(qtbot, desk):
    shown = ImportDialog(None, desk, "partner")
    qtbot.addWidget(shown)
    shown.show()
    yield shown
    drain(qtbot)


def partners(desk):
    with desk.workspace.read() as session:
        return sorted(row.name for row in session.query(Partner) if row.name.startswith("Zyx"))


def at(qtbot, dialog, step):
    qtbot.waitUntil(lambda: dialog.steps.currentIndex() == step, timeout=20_000)
    drain(qtbot)


def columns(qtbot, dialog, sheet):
    dialog.read(sheet)
    at(qtbot, dialog, COLUMNS)


def preview(qtbot, dialog, sheet):
    columns(qtbot, dialog, sheet)
    dialog.next_button.click()
    at(qtbot, dialog, PREVIEW)


def written(qtbot, dialog, sheet):
    preview(qtbot, dialog, sheet)
    dialog.import_button.click()
    at(qtbot, dialog, REPORT)


def cells(table, column):
    model = table.rows
    return [model.data(model.index(place, column)) for place in range(model.rowCount())]


def test_columns_are_proposed_with_example_and_reason(qtbot, dialog, sheet):
    columns(qtbot, dialog, sheet)
    step = dialog.columns
    assert [box.currentText() for box in step.boxes] == ["Name", "Role", "Country", "Notes"]
    assert step.table.item(0, 1).text() == "Zyx Carriers | Zyx Mills"
    assert step.table.item(0, 3).text() == "same word"
    assert step.about.text() == "3 rows in partners.csv · utf-8"


def test_choosing_a_used_field_frees_the_other_column(qtbot, dialog, sheet):
    columns(qtbot, dialog, sheet)
    box = dialog.columns.boxes[3]
    box.setCurrentIndex(box.findData("name"))
    box.activated.emit(box.currentIndex())
    assert [box.currentText() for box in dialog.columns.boxes][::3] == ["(leave out)", "Name"]


def test_refused_rows_are_shown_first_with_number_and_reason(qtbot, dialog, sheet, desk):
    preview(qtbot, dialog, sheet)
    assert dialog.preview.counts.text() == COUNTS
    assert cells(dialog.preview.table, 0) == ["3"]
    assert cells(dialog.preview.table, 3) == ["Country: “Atlantis” is not a country."]
    dialog.preview.filters.button(0).click()
    assert cells(dialog.preview.table, 2) == ["New", "Refused", "New"]
    assert partners(desk) == []


def test_the_import_writes_what_was_accepted_and_says_so(qtbot, dialog, sheet, desk):
    with qtbot.waitSignal(desk.saved, timeout=20_000):
        written(qtbot, dialog, sheet)
    assert partners(desk) == ["Zyx Carriers", "Zyx Docks"]
    assert dialog.summary.text() == COUNTS
    assert cells(dialog.refused, 0) == ["3"]


def test_screens_hear_of_the_import_in_the_windows_own_thread(qtbot, dialog, sheet, desk, qapp):
    heard = []

    def hear(changes):  # without items the registers were read for the first time
        if changes.items:
            heard.append(desk.thread().isCurrentThread())

    desk.changed.connect(hear)
    written(qtbot, dialog, sheet)
    assert heard == [True]


def test_undo_takes_all_of_it_back(qtbot, dialog, sheet, desk):
    written(qtbot, dialog, sheet)
    dialog.undo_button.click()
    drain(qtbot)
    assert partners(desk) == []
    assert dialog.summary.text().startswith("The import was taken back.")
    assert not dialog.undo_button.isVisible()


def test_the_report_is_written_as_a_sheet(qtbot, dialog, sheet, tmp_path):
    written(qtbot, dialog, sheet)
    dialog.write_report(tmp_path / "report.xlsx")
    rows = list(openpyxl.load_workbook(tmp_path / "report.xlsx").active.values)
    assert rows[0] == ("Row", "Name", "What happened", "Why")
    assert rows[2] == (3, "Zyx Mills", "Refused", "Country: “Atlantis” is not a country.")


def test_a_file_that_is_no_list_is_said_and_nothing_is_lost(qtbot, dialog, tmp_path):
    (tmp_path / "x.csv").write_bytes(b"%PDF-1.7")
    dialog.read(tmp_path / "x.csv")
    drain(qtbot)
    assert dialog.banner.words == "x.csv is a PDF, not a list. Choose an .xlsx or .csv file."
    assert dialog.steps.currentIndex() == CHOOSE
    assert dialog.steps.isEnabled()


def test_back_leads_to_the_columns_again(qtbot, dialog, sheet):
    preview(qtbot, dialog, sheet)
    dialog.back_button.click()
    assert dialog.steps.currentIndex() == COLUMNS


def test_a_list_with_nothing_to_take_cannot_be_imported(qtbot, dialog, tmp_path):
    (tmp_path / "x.csv").write_text("Name,Country\n,MX\n")
    preview(qtbot, dialog, tmp_path / "x.csv")
    assert not dialog.import_button.isEnabled()


def test_other_letters_can_be_chosen(qtbot, dialog, tmp_path):
    path = tmp_path / "x.csv"
    path.write_bytes("Name,City\nZyx,Caf\xe9\n".encode("mac_roman"))
    columns(qtbot, dialog, path)
    box = dialog.columns.encoding
    box.setCurrentIndex(box.findData("mac_roman"))
    box.activated.emit(box.currentIndex())
    drain(qtbot)
    assert "Café" in dialog.columns.table.item(1, 1).text()


def test_the_characters_of_a_file_are_not_called_mail(qtbot):
    language.use("es_MX")
    try:
        step = ColumnsStep(load_form("partner"))
    finally:
        language.use(language.ENGLISH)
    qtbot.addWidget(step)
    assert step.letters.text() == "Caracteres"


def test_a_list_in_the_language_of_the_screens_needs_no_remark(qtbot, desk, tmp_path):
    path = tmp_path / "socios.csv"
    path.write_text("Nombre,Rol,País\nZyx Norte,Fabricante,México\nZyx Sur,Fabricante,México\n")
    language.use("es_MX")
    try:
        shown = ImportDialog(None, desk, "partner")
        qtbot.addWidget(shown)
        shown.show()
        preview(qtbot, shown, path)
        words = [one.text() for one in shown.findChildren(QLabel)]
    finally:
        drain(qtbot)
        language.use(language.ENGLISH)
    assert any(text.startswith("Nuevo (2) · Cambiado (0)") for text in words)
    assert not any("se toma como" in text for text in words)


def test_a_dropped_file_is_read(qtbot, dialog, sheet):
    assert dropped(dialog.choose, sheet)
    at(qtbot, dialog, COLUMNS)


def test_everything_to_click_has_a_name(qtbot, dialog, sheet):
    columns(qtbot, dialog, sheet)
    named = (*dialog.columns.boxes, dialog.columns.order, dialog.columns.table, *dialog.buttons)
    assert all(widget.accessibleName() for widget in named)


def book(tmp_path, **sheets):
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name, rows in sheets.items():
        page = made.create_sheet(name)
        for row in rows:
            page.append(row)
    path = tmp_path / "book.xlsx"
    made.save(path)
    return path


def chosen(box, data):
    box.setCurrentIndex(box.findData(data))
    box.activated.emit(box.currentIndex())


def test_sheet_and_row_of_headings_are_shown_and_can_be_chosen(qtbot, dialog, tmp_path):
    path = book(
        tmp_path,
        Cover=[["Read me"], ["Please fill in the other sheet"]],
        Mills=[["Our mills"], ["Name", "City"], ["Zyx One", "Laredo"]],
        Docks=[["Who", "Where"], ["Zyx Two", "Houston"]],
    )
    columns(qtbot, dialog, path)
    step = dialog.columns
    assert (step.page.currentText(), step.heading.currentText()) == (
        "Mills",
        "Row 2: Name | City",
    )
    chosen(step.page, "Docks")
    drain(qtbot)
    assert dialog.sheet.headers == ("Who", "Where")
    chosen(step.page, "Mills")
    drain(qtbot)
    chosen(step.heading, 3)
    drain(qtbot)
    assert dialog.sheet.headers == ("Zyx One", "Laredo")


def test_what_is_not_imported_is_said_and_two_good_columns_are_asked(qtbot, dialog, tmp_path):
    path = tmp_path / "x.csv"
    path.write_text("Vendor Name,Supplier Name,Shoe size\nZyx,Zyx Ltd,44\n")
    columns(qtbot, dialog, path)
    step = dialog.columns
    assert step.open.text() == ("Please choose: “Name” could be “Vendor Name” or “Supplier Name”.")
    dialog.next_button.click()
    drain(qtbot)
    assert dialog.steps.currentIndex() == COLUMNS
    assert "“Name” could be “Vendor Name”" in dialog.banner.words
    chosen(step.boxes[1], "name")
    assert step.ignored.text() == "Not imported: Vendor Name, Shoe size."
    assert not step.open.isVisible()
    dialog.next_button.click()
    at(qtbot, dialog, PREVIEW)
    assert "Not imported: Vendor Name, Shoe size." in dialog.preview.notes.text()


def test_unknown_words_are_explained_and_the_rows_come_in(qtbot, dialog, sheet, desk):
    preview(qtbot, dialog, sheet)
    assert dialog.preview.unknown.text() == "Not known: “Atlantis”"
    dialog.preview.explain.click()
    (box,) = dialog.unknown.boxes
    chosen(box, "MX")
    dialog.next_button.click()
    at(qtbot, dialog, PREVIEW)
    assert (
        dialog.preview.counts.text()
        == "New (3) · Changed (0) · Unchanged (0) · In conflict (0) · Refused (0)"
    )
    dialog.import_button.click()
    at(qtbot, dialog, REPORT)
    assert partners(desk) == ["Zyx Carriers", "Zyx Docks", "Zyx Mills"]


def test_rows_with_remarks_have_a_filter_of_their_own(qtbot, dialog, tmp_path):
    path = tmp_path / "x.csv"
    path.write_text("Name,Next check due\nZyx,TBD\nZyx Ltd,2027-01-02\n")
    preview(qtbot, dialog, path)
    assert dialog.preview.filters.checkedButton().text() == "With remarks (1)"
    assert cells(dialog.preview.table, 3) == ["Next check due: “TBD” says nothing; left empty."]


def test_a_file_that_kills_its_reader_leaves_the_window_alive(qtbot, dialog, tmp_path, sheet):
    path = tmp_path / "small.xlsx"
    with xlsxwriter.Workbook(str(path)) as made:
        made.add_worksheet().write_column(0, 0, ["Name", "Zyx"])
    giant = tmp_path / "giant.xlsx"
    count = 4_000_000_000
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(giant, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "xl/sharedStrings.xml":
                data = re.sub(rb'uniqueCount="\d+"', b'uniqueCount="%d"' % count, data)
            new.writestr(name, data)
    dialog.read(giant)
    drain(qtbot)
    assert dialog.banner.words.startswith("giant.xlsx was not read: it is damaged")
    columns(qtbot, dialog, sheet)


VISITS = "Visitor,Date,Arrived at,Visits\nZyx Al,2026-11-02,9:00,{}\nZyx Bea,2026-11-02,9:30,{}\n"


@pytest.fixture
def log(qtbot, desk, tmp_path):
    """A dialog on the visitor log of which both rows are here with another host."""
    path = tmp_path / "visits.csv"
    path.write_text(VISITS.format("Cy", "Cy"))
    sheet = apply.load("visitor", path)
    columns = apply.proposed(desk.workspace, "visitor", sheet)
    company = desk.dossier.company.id
    apply.apply(desk.workspace, apply.preview(desk.workspace, company, "visitor", sheet, columns))
    path.write_text(VISITS.format("Di", "Di"))
    shown = ImportDialog(None, desk, "visitor")
    qtbot.addWidget(shown)
    shown.show()
    preview(qtbot, shown, path)
    yield shown
    drain(qtbot)


def hosts(desk):
    with desk.workspace.read() as session:
        rows = session.query(Visitor).filter(Visitor.name.startswith("Zyx"))
        return [row.host for row in rows.order_by(Visitor.name)]


def choose(box, decision):
    box.setCurrentIndex(box.findData(decision))
    box.activated.emit(box.currentIndex())


def test_rows_in_conflict_say_old_and_new_and_stay_unless_decided(qtbot, log, desk):
    assert log.preview.counts.text().endswith("In conflict (2) · Refused (0)")
    assert cells(log.preview.table, 2) == ["In conflict: kept"] * 2
    assert cells(log.preview.table, 3) == ["Visits: Cy → Di"] * 2
    assert log.import_button.text() == "Keep what is here"
    log.import_button.click()
    at(qtbot, log, REPORT)
    assert hosts(desk) == ["Cy", "Cy"]
    assert cells(log.refused, 2) == ["In conflict: kept"] * 2


def test_all_conflicts_and_single_ones_are_decided(qtbot, log, desk, tmp_path):
    bar = log.preview.conflicts
    choose(bar.for_all, "take")
    assert log.import_button.text() == "Import 2 rows"
    assert not bar.for_rows.isEnabled()
    log.preview.table.selectRow(1)
    assert bar.for_rows.isEnabled()
    choose(bar.for_rows, "add")
    assert cells(log.preview.table, 2) == ["In conflict: taken", "In conflict: added"]
    log.import_button.click()
    at(qtbot, log, REPORT)
    assert hosts(desk) == ["Di", "Cy", "Di"]
    log.write_report(tmp_path / "report.xlsx")
    rows = list(openpyxl.load_workbook(tmp_path / "report.xlsx").active.values)
    assert rows[1] == (2, "Zyx Al 2026-11-02", "In conflict: taken", "Visits: Cy → Di")
    log.undo_button.click()
    drain(qtbot)
    assert hosts(desk) == ["Cy", "Cy"]
    assert log.summary.text().endswith("\n2 in conflict")
