"""The import data in the window: taken in step by step, shown by heading, printed."""

from datetime import date

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtPrintSupport import QPrintPreviewDialog
from PySide6.QtWidgets import QApplication, QPushButton

from ctpat_desktop.checklist import Place
from ctpat_desktop.ui.trade.itrac_dialog import CHOOSE, COLUMNS, DONE, LOOK, ItracDialog
from ctpat_desktop.ui.widgets import theme
from tests.ui.driving import drain, locked, opened

DAY = date(2026, 11, 21)
NEW = (
    "Entry Number,Entry Date,Country of Origin,Entered Value\n"
    "NEW-1,2026-11-19,VN,1000\n"
    "NEW-2,,VN,5\n"
)


@pytest.fixture
def shell(qtbot, empty, sealed, key):
    """The sample importer on its day."""
    opened(qtbot, empty, sealed, key)
    desk = empty.shell.desk
    desk.today = DAY
    desk.read()
    empty.shell.rebuild()
    return empty.shell


@pytest.fixture
def view(shell):
    shell.open("itrac")
    return shell.pages["itrac"].tab("itrac_figures")


def table(view):
    model = view.model
    return [
        [model.data(model.index(row, column)) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def choose(box, text):
    box.setCurrentIndex(box.findText(text))
    box.activated.emit(box.currentIndex())


def press(qtbot, widget, text):
    found = [
        row for row in widget.findChildren(QPushButton) if row.text() == text and row.isVisible()
    ]
    qtbot.mouseClick(found[0], Qt.MouseButton.LeftButton)


def test_the_newest_year_is_shown_by_country_first(view):
    assert view.years.currentText() == "2026"
    assert [row[0] for row in table(view)] == ["China", "Mexico", "France", "Uruguay", "India"]


def test_another_heading_and_year_change_chart_and_table(view):
    choose(view.headings, "HTS chapter")
    assert table(view)[0][0] == "09 Coffee, tea, spices"
    choose(view.years, "2025")
    assert "140 lines" in view.totals.text()
    assert view.chart.now == "2025"


def test_the_chart_is_told_to_a_screen_reader(view):
    assert view.chart.accessibleDescription().startswith("China: 889,092")


def test_origins_the_company_watches_are_marked_in_words(view):
    assert "From origins you watch: China" in view.watched.text()
    assert [row.label for row in view.chart.rows if row.is_marked] == ["China"]


def test_the_year_is_shown_as_pages(view):
    seen = []

    def close():
        dialogs = [w for w in QApplication.topLevelWidgets() if isinstance(w, QPrintPreviewDialog)]
        for dialog in dialogs:
            seen.append(dialog)
            dialog.reject()
        if not dialogs:
            QTimer.singleShot(50, close)

    QTimer.singleShot(50, close)
    view.preview()
    assert len(seen) == 1


def test_the_list_of_origins_is_one_click_away(view, shell, qtbot):
    qtbot.mouseClick(view.watched_link, Qt.MouseButton.LeftButton)
    page = shell.pages["itrac"]
    assert shell.current() is page
    assert page.area.tabs[page.tabs.currentIndex()] == "risk_origin"


def test_a_company_without_data_is_told_what_to_do(view, shell, qtbot):
    from ctpat_desktop.services.accounts import companies

    account = companies.start(shell.desk.workspace, "Quiet Trading", "importer", 2026)
    shell.desk.choose(account)
    shell.rebuild()
    shell.open("itrac")
    assert view.empty.isVisible()
    assert "take it in as CSV or XLSX" in view.empty.text()
    assert not view.split.isVisible()


@pytest.fixture
def dialog(view, shell, qtbot):
    shown = ItracDialog(shell.window(), shell.desk)
    shown.setProperty("keeps_typing", True)
    shown.show()
    yield shown
    drain(qtbot)
    shown.close()


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "new.csv"
    path.write_text(NEW, encoding="utf-8")
    return path


def test_a_file_goes_in_over_three_steps_and_out_with_one_undo(view, dialog, file, shell, qtbot):
    assert dialog.steps.currentIndex() == CHOOSE
    dialog.read(file)
    drain(qtbot)
    assert dialog.steps.currentIndex() == COLUMNS
    press(qtbot, dialog, "Preview rows")
    drain(qtbot)
    assert dialog.steps.currentIndex() == LOOK
    assert "2 rows: 1 new, 0 here already, 1 refused." in dialog.summary.text()
    assert "Refused 1 ×: the entry date is missing (row 3)" in dialog.summary.text()
    press(qtbot, dialog, "Import")
    drain(qtbot)
    assert dialog.steps.currentIndex() == DONE
    assert "Vietnam" in [row[0] for row in table(view)]
    shell.desk.undo()
    assert "Vietnam" not in [row[0] for row in table(view)]
    shell.desk.redo()
    assert "Vietnam" in [row[0] for row in table(view)]


def test_the_same_file_twice_offers_nothing_to_take(dialog, file, qtbot):
    for _ in range(2):
        dialog.read(file)
        drain(qtbot)
        dialog.look()
        drain(qtbot)
        if dialog.import_button.isEnabled():
            dialog.write()
            drain(qtbot)
    assert "0 new, 1 here already" in dialog.summary.text()
    assert not dialog.import_button.isEnabled()


def test_a_file_that_is_no_list_is_one_line(dialog, tmp_path, qtbot):
    path = tmp_path / "scan.pdf"
    path.write_bytes(b"%PDF-1.7 nothing")
    dialog.read(path)
    drain(qtbot)
    assert dialog.banner.words.startswith("scan.pdf is a PDF, not a list.")
    assert dialog.steps.currentIndex() == CHOOSE


def test_the_dialog_comes_back_after_a_lock(dialog, file, qtbot, empty, key):
    dialog.read(file)
    drain(qtbot)
    page = locked(qtbot, empty)
    assert not dialog.isVisible()
    page.use(key)
    qtbot.waitUntil(dialog.isVisible, timeout=20_000)
    assert dialog.steps.currentIndex() == COLUMNS


def test_the_letter_is_started_from_the_duties(shell, qtbot):
    with shell.desk.workspace.read() as session:
        from ctpat_desktop.records import AnnualLetter

        drafts = session.query(AnnualLetter).filter(AnnualLetter.sent_on.is_(None)).all()
    from ctpat_desktop.services.registers import records

    for row in drafts:
        records.remove(shell.desk.workspace, "annual_letter", row.id)
    shell.open("annual")
    view = shell.pages["annual"].tab("trade_duties")
    press(qtbot, view, "Draft the annual letter")
    page = shell.pages["annual"]
    assert page.area.tabs[page.tabs.currentIndex()] == "annual_letter"
    assert page.built["annual_letter"].list.current()


def test_a_duty_leads_to_where_it_is_done(shell, qtbot):
    shell.go(Place("annual", table="trade_duties"))
    view = shell.pages["annual"].tab("trade_duties")
    link = next(
        row
        for row in view.findChildren(QPushButton)
        if row.accessibleName() == "Go there: Officer signs the MOU again"
    )
    qtbot.mouseClick(link, Qt.MouseButton.LeftButton)
    assert shell.current() is shell.pages["packets"]


def test_lines_said_twice_and_unknown_countries_are_named_with_their_row(dialog, file, qtbot):
    file.write_text(
        "Entry Number,Entry Date,Country of Origin,Entered Value\n"
        "NEW-1,2026-11-19,VN,1000\n"
        "NEW-1,2026-11-19,VN,1000\n"
        "NEW-2,2026-11-19,Atlantis,-7\n"
        "NEW-3,2026-11-19,Atlantis,7\n",
        encoding="utf-8",
    )
    dialog.read(file)
    drain(qtbot)
    press(qtbot, dialog, "Preview rows")
    drain(qtbot)
    words = dialog.summary.text()
    assert "4 rows: 2 new, 0 here already, 2 refused." in words
    assert "Refused 1 ×: the same line as in row 2 already (row 3)" in words
    assert "Refused 1 ×: Entered value (USD): -7 is less than nothing (row 4)" in words
    assert "Row 5: Country of origin: “Atlantis” is not a country." in words


def test_lines_of_the_chart_grow_with_the_text(view):
    chart, high = view.chart, view.chart.sizeHint().height()
    assert chart.rows
    chart.setFont(theme.scaled(chart.font(), 2))
    rows = len(chart.rows)
    assert chart.sizeHint().height() >= high + rows * 8
    assert chart.sizeHint().height() >= rows * chart.fontMetrics().height()
