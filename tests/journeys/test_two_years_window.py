"""Two years of an account in the window: from Word, through the portal desk, to a validation."""

from datetime import date, timedelta
from pathlib import Path

import docx
import pypdf
import pytest
from PySide6.QtCore import QItemSelectionModel, Qt

from ctpat_desktop.catalogue.model import order_key
from ctpat_desktop.checklist import Place
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.files import workspaces
from ctpat_desktop.services.profile import submissions
from ctpat_desktop.services.registers import records
from ctpat_desktop.ui.fields.bulk_dialog import BulkDialog
from ctpat_desktop.ui.importing.answers import LOOK, AnswersDialog
from ctpat_desktop.ui.profile.grid import common_fields
from ctpat_desktop.ui.profile.grid_model import STATUS
from ctpat_desktop.ui.profile.record_dialog import RecordDialog
from ctpat_desktop.ui.validation import outputs
from ctpat_desktop.ui.window import MainWindow
from tests.ui import pages
from tests.ui.driving import drain

FIRST, SECOND = date(2026, 11, 20), date(2027, 11, 20)
ANNIVERSARY = date(2021, 12, 20)
ELEVEN = ("1.1", "1.2", "2.1", "3.1", "4.1", "5.1", "6.1", "7.1", "9.1", "11.1", "12.1")


@pytest.fixture
def window(qtbot, tmp_path):
    """A window on a file with one importer of whom nothing is answered yet."""
    path = tmp_path / "two-years.ctpat"
    made = workspaces.create(path, "")
    account = companies.start(made, "Bolt Imports", "importer", 2026)
    records.change(made, "account", account, anniversary=ANNIVERSARY)
    made.close()
    shown = MainWindow()
    shown.resize(1280, 800)
    qtbot.addWidget(shown)
    shown.show()
    assert shown.open_path(path)
    turn_to(shown, FIRST)
    yield shown
    drain(qtbot)
    shown.close_workspace()


def turn_to(window, day):
    """Let the window live on another day."""
    window.shell.desk.today = day
    window.shell.desk.read()
    window.shell.rebuild()


def opened(qtbot, window, key):
    window.shell.open(key)
    page = window.shell.current()
    qtbot.waitUntil(page.isVisible)
    drain(qtbot)
    return page


def rules(window):
    return {row.rule: row for row in window.shell.desk.review.findings}


def written(window, folder: Path) -> Path:
    """What the company has in Word: every criterion as a heading with its answer under it."""
    made = docx.Document()
    for answer in window.shell.desk.dossier.answers:
        number, title = answer.criterion.id, answer.criterion.title
        made.add_heading(f"{number} {title}", 2)
        made.add_paragraph(f"The compliance manager checks point {number} each month in the log.")
    path = folder / "profile.docx"
    made.save(path)
    return path


def bring_in(qtbot, window, path):
    dialog = AnswersDialog(window, window.shell.desk)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.read_file(path)
    qtbot.waitUntil(lambda: dialog.steps.currentIndex() == LOOK, timeout=20_000)
    drain(qtbot)
    for number, _, _ in pages.import_rows(dialog):
        pages.tick_row(dialog, number)
    dialog.import_button.click()
    drain(qtbot)


def put_in_place(qtbot, window):
    """Give every row of the sheet one status in one step."""
    grid = opened(qtbot, window, "grid")
    flag = QItemSelectionModel.SelectionFlag
    for row in range(grid.model.rowCount()):
        grid.table.selectionModel().select(grid.model.index(row, STATUS), flag.Select)
    dialog = BulkDialog(grid, grid.desk, common_fields(), grid.model.rowCount())
    qtbot.addWidget(dialog)
    dialog.box.setCurrentIndex(dialog.box.findData("status"))
    box = dialog.inputs["status"].box
    box.setCurrentIndex(box.findData("in_place"))
    dialog.accept()
    grid.change_many(grid.selected(), dialog.chosen())


def enter_all(qtbot, window):
    """Tick everything the portal desk offers; return the criteria among it."""
    window.shell.open_portal()
    panel = window.shell.portal.panel
    qtbot.waitUntil(lambda: bool(panel.items))
    drain(qtbot)
    offered = [item.key for item in panel.shown()]
    for _ in offered:
        panel.enter_button.click()
    assert all(panel.is_entered(item) for item in panel.shown())
    window.shell.portal.close()
    return [key.split()[1] for key in offered if key.startswith("criterion ")]


def record(qtbot, window):
    """Record the profile as submitted, blockers or not."""
    dialog = RecordDialog(window, window.shell.desk)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.by.setText("Dolores Reyes")
    dialog.record_button.click()
    if dialog.result() == 0:
        dialog.record_button.click()
    drain(qtbot)
    assert dialog.result() == RecordDialog.DialogCode.Accepted


def affirm_all(qtbot, window):
    """Press the one key until nothing is left."""
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    page = opened(qtbot, window, "year")
    page.table.setFocus()
    for _ in page.year.rows:
        page.looked.invalidate()  # a machine reads faster than a person
        qtbot.keyClick(page.table, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    drain(qtbot)
    return page.year


def validated(window):
    """A validation whose report asks for two things, both answered but for what the person says."""
    desk = window.shell.desk
    company = desk.dossier.company.id
    visit = records.add(
        desk.workspace, "validation", company_id=company, kind="on_site", notice_on=SECOND
    )
    for number, criterion in enumerate(("4.1", "9.1"), 1):
        records.add(
            desk.workspace,
            "validation_item",
            company_id=company,
            validation_id=visit,
            number=str(number),
            criterion=criterion,
            kind="action_required",
            text=f"Point {criterion} was not shown.",
            due_on=SECOND + timedelta(days=60),
            cause="The log was kept elsewhere.",
            change="It hangs at the gate.",
        )
    return visit


def test_two_years_through_the_window(qtbot, window, tmp_path):
    count = len(window.shell.desk.dossier.answers)
    bring_in(qtbot, window, written(window, tmp_path))
    put_in_place(qtbot, window)
    assert rules(window)["year.not_affirmed"].reason.startswith(f"{count} of {count}")
    assert len(enter_all(qtbot, window)) == count
    record(qtbot, window)

    page = opened(qtbot, window, "year")
    page.begin()
    turn_to(window, SECOND)
    for criterion in ELEVEN:
        window.shell.go(Place(criterion.partition(".")[0], criterion))
        form = pages.answer(window)
        choice = next(b for b in form.group.buttons() if b.property("status") == "partly")
        qtbot.mouseClick(choice, Qt.MouseButton.LeftButton)
    year = affirm_all(qtbot, window)
    assert (year.count("changed"), year.count("unchanged")) == (11, count - 11)
    assert not {"year.not_affirmed", "year.without_looking"} & set(rules(window))

    offered = enter_all(qtbot, window)
    assert sorted(offered, key=order_key) == sorted(ELEVEN, key=order_key)
    record(qtbot, window)
    assert len(submissions.every(window.workspace, window.shell.desk.account_id)) == 2

    visit = validated(window)
    outputs.save_reply(window.shell.desk, ("validation", visit), tmp_path / "reply.docx")
    words = "\n".join(row.text for row in docx.Document(tmp_path / "reply.docx").paragraphs)
    assert "Point 4.1 was not shown." in words
    assert "It hangs at the gate." in words
    outputs.save_binder(window, window.shell.desk, visit, tmp_path / "binder.pdf")
    reader = pypdf.PdfReader(tmp_path / "binder.pdf")
    assert "Bolt Imports" in reader.pages[0].extract_text()
    assert len(reader.outline) > 1
    assert window.workspace.is_open
