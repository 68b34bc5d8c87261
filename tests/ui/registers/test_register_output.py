"""Sheets and pages from a register's list."""

import csv

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtPrintSupport import QPrintPreviewDialog
from PySide6.QtWidgets import QApplication, QDialog

from ctpat_desktop.checklist import Place
from ctpat_desktop.services.importing import apply
from ctpat_desktop.ui.importing.dialog import COLUMNS, ImportDialog
from ctpat_desktop.ui.registers.actions import FORMS
from tests.ui.driving import dropped


@pytest.fixture
def sites(window):
    window.shell.go(Place("site", table="site"))
    return window.shell.pages["sites"].tab("site")


def closed_when_shown(kind, seen):
    """Close a dialog of a kind as soon as it is on the screen."""
    found = [w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible()]
    for dialog in found:
        seen.append(dialog)
        dialog.close()
    if not found:
        QTimer.singleShot(50, lambda: closed_when_shown(kind, seen))


def test_the_list_is_saved_as_it_is_shown(window, sites, tmp_path):
    sites.list.words.setText("laredo")
    sites.list.keep_columns(("name", "city"))
    sites.output.export(tmp_path / "sites.csv")
    with (tmp_path / "sites.csv").open(encoding="utf-8-sig", newline="") as file:
        assert list(csv.reader(file)) == [["Name", "City"], ["Laredo cross-dock", "Laredo"]]
    assert "1 record is in" in window.shell.notices.words
    assert not window.shell.banner.isVisible()


def test_what_was_saved_comes_back_unchanged(window, sites, tmp_path):
    sites.output.export(tmp_path / "sites.xlsx")
    desk = window.shell.desk
    sheet = apply.load("site", tmp_path / "sites.xlsx")
    columns = apply.proposed(desk.workspace, "site", sheet)
    shown = apply.preview(desk.workspace, desk.dossier.company.id, "site", sheet, columns)
    assert {row.outcome.value for row in shown.rows} == {"unchanged"}


@pytest.mark.parametrize("what", ["print_list", "print_record"])
def test_pages_are_shown_before_they_are_printed(window, sites, what):
    seen = []
    QTimer.singleShot(50, lambda: closed_when_shown(QPrintPreviewDialog, seen))
    getattr(sites.output, what)()
    assert len(seen) == 1


def test_import_opens_for_this_register(window, sites):
    seen = []
    QTimer.singleShot(50, lambda: closed_when_shown(ImportDialog, seen))
    sites.output.ask_import()
    assert [(type(d), isinstance(d, QDialog), d.form.id) for d in seen] == [
        (ImportDialog, True, "site")
    ]


def test_every_form_of_a_register_is_a_pdf(window):
    made = {}
    for table, forms in FORMS.items():
        window.shell.go(Place(table, table=table))
        current = window.shell.current().tab(table).list.current()
        for number, form in enumerate(forms):
            made[table, number] = form.make(window.shell.desk.scope, current)[:5]
    assert set(made.values()) == {b"%PDF-"}
    assert len(made) == sum(map(len, FORMS.values()))


def test_a_sheet_that_falls_on_the_list_is_read_at_once(window, sites, tmp_path, qtbot):
    sheet = tmp_path / "sites.csv"
    sheet.write_text("Name,City\nYard 9,Laredo\n", encoding="utf-8")
    read = []

    def look():
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, ImportDialog) and dialog.steps.currentIndex() == COLUMNS:
            read.append((dialog.form.id, dialog.path, dialog.sheet.headers))
            dialog.done(0)
        else:
            QTimer.singleShot(30, look)

    QTimer.singleShot(30, look)
    assert dropped(sites.list, sheet)
    qtbot.waitUntil(lambda: bool(read), timeout=20_000)
    assert read == [("site", sheet, ("Name", "City"))]


def test_what_is_no_sheet_is_refused_in_one_line(window, sites, tmp_path):
    paper = tmp_path / "letter.pdf"
    paper.write_bytes(b"%PDF")
    assert not dropped(sites.list, paper)
