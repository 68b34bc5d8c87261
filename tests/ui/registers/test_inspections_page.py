"""Inspections in the window: points with the checklist, one key each, and the seal ledger."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from ctpat_desktop.services.registers import inspections, records, register_names
from ctpat_desktop.ui.registers.seal_line import SealDialog, SealLine
from tests.ui.driving import on_next_box


@pytest.fixture
def desk(window):
    return window.shell.desk


@pytest.fixture
def editor(window, desk):
    """The editor on an inspection without a checklist."""
    record = records.add(
        desk.workspace,
        "inspection",
        company_id=desk.dossier.company.id,
        unit_number="MSKU 123456 5",
        done_on=date(2026, 3, 2),
        inspector="Ann Lee",
    )
    window.shell.open("inspections")
    tab = window.shell.pages["inspections"].tab("inspection")
    tab.list.select(record)
    assert tab.editor.record_id == record
    return tab.editor


def choose(editor, kind):
    """Choose a checklist in the form as a person does."""
    box = editor.fields.inputs["kind"]
    box.show_value(kind)
    box.left.emit()


def points(editor):
    return inspections.points(editor.desk.workspace, editor.record_id)


def opened_points(editor):
    editor.focus("inspection_point")
    return editor.parts["inspection_point"]


def answer(words):
    """Press a button of the next box, once it stands there."""
    asked = []

    def press(box):
        asked.append(box.text())
        button = next(b for b in box.buttons() if b.text() == words)
        asked.append(box.defaultButton().text())
        button.click()

    on_next_box(press)
    return asked


def test_points_come_with_the_checklist(editor):
    choose(editor, "container_7")
    assert len(points(editor)) == 7


def test_another_checklist_leaves_no_point_of_the_first(editor):
    choose(editor, "container_7")
    choose(editor, "tractor_17")
    assert len(points(editor)) == 17


def test_without_a_checklist_the_button_says_to_choose_one(editor):
    part = opened_points(editor)
    assert not part.add_points.isEnabled()
    assert part.why.text() == "Choose the checklist under Details first."
    assert part.why.isVisible()


def test_each_key_answers_a_point_and_goes_on(qtbot, editor):
    choose(editor, "container_7")
    part = opened_points(editor)
    part.table.setFocus()
    for key in (Qt.Key.Key_P, Qt.Key.Key_F):
        qtbot.keyClick(part.table, key)
    assert part.remark.hasFocus()  # a failed point wants words: its letters are no answers
    qtbot.keyClicks(part.remark, "Floor not flat")
    qtbot.keyClick(part.remark, Qt.Key.Key_Return)
    assert part.table.hasFocus()
    qtbot.keyClick(part.table, Qt.Key.Key_N)
    assert points(editor)[1].remark == "Floor not flat"
    assert [row.result for row in points(editor)] == ["ok", "defect", "none", "", "", "", ""]
    assert part.count.text() == "3 of 7 points, 1 failed"
    assert part.current().area == points(editor)[3].area


def test_a_letter_typed_in_the_remark_is_no_answer(qtbot, editor):
    choose(editor, "container_7")
    part = opened_points(editor)
    part.table.setFocus()
    qtbot.keyClick(part.table, Qt.Key.Key_W)
    assert part.remark.hasFocus()
    qtbot.keyClicks(part.remark, "Paint flaking")
    qtbot.keyClick(part.remark, Qt.Key.Key_Return)
    first = points(editor)[0]
    assert (first.result, first.remark) == ("", "Paint flaking")


def test_a_failed_point_wants_words_and_becomes_an_action(qtbot, editor, desk):
    choose(editor, "container_7")
    part = opened_points(editor)
    part.table.setFocus()
    qtbot.keyClick(part.table, Qt.Key.Key_F)
    part.open_record(points(editor)[0].id, "remark")
    assert part.lacks.text() == "Say what is wrong."
    qtbot.keyClicks(part.remark, "Hole near the corner post")
    assert part.flush()
    qtbot.mouseClick(part.action.make, Qt.MouseButton.LeftButton)
    point = points(editor)[0]
    action = records.stored(desk.workspace, "action", point.action_id)
    assert (action.reason, action.source, action.owner) == (
        "Hole near the corner post",
        "inspection",
        "Ann Lee",
    )
    assert action.title == f"MSKU 123456 5: {point.area}"
    assert part.action.state.text().startswith("Corrective action: Open, due ")


def test_a_photo_hangs_on_its_point(qtbot, editor, tmp_path):
    choose(editor, "container_7")
    part = opened_points(editor)
    picture = QImage(40, 30, QImage.Format.Format_RGB32)
    picture.fill(QColor("gray"))
    picture.save(str(tmp_path / "hole.png"))
    part.photo.take_file(tmp_path / "hole.png")
    assert points(editor)[0].evidence_id == part.photo.value()


@pytest.mark.parametrize(
    ("words", "count", "is_noted"),
    [
        ("Leave the checklist as it is", 7, False),
        ("Change it and keep them in the notes", 17, True),
        ("Change it and drop them", 17, False),
    ],
)
@pytest.mark.usefixtures("real_boxes")
def test_answered_points_are_asked_about_before_they_go(editor, desk, words, count, is_noted):
    choose(editor, "container_7")
    front = next(row for row in points(editor) if row.area == "Front wall")
    desk.change("inspection_point", front.id, result="defect", remark="Dent")
    asked = answer(words)
    choose(editor, "tractor_17")
    assert asked[0].startswith("1 answered point is not on “Tractor and trailer, 17 points”:")
    assert asked[1] == "Leave the checklist as it is"
    stored = records.stored(desk.workspace, "inspection", editor.record_id)
    assert len(points(editor)) == count
    assert (stored.notes == "From an earlier checklist:\nFront wall: Fail. Dent") is is_noted
    assert editor.fields.inputs["kind"].value() == stored.kind


def test_no_other_way_drops_an_answered_point(editor, desk):
    choose(editor, "container_7")
    front = next(row for row in points(editor) if row.area == "Front wall")
    desk.change("inspection_point", front.id, result="ok")
    said = []
    desk.notified.connect(lambda _, text: said.append(text))
    assert not desk.change("inspection", editor.record_id, kind="tractor_17")
    assert said[0].startswith("The checklist was not changed: 1 answered point is not on the new")
    assert len(points(editor)) == 7


def seal(desk, number, **values):
    company = desk.dossier.company.id
    return records.add(desk.workspace, "seal", company_id=company, number=number, **values)


def test_a_seal_of_the_ledger_is_used_and_marked_there(editor, desk):
    mine = seal(desk, "ZZ 0042", state="issued")
    editor.extra.use("ZZ 0042")
    stored = records.stored(desk.workspace, "seal", mine)
    record = records.stored(desk.workspace, "inspection", editor.record_id)
    assert (stored.state, stored.container, stored.used_on) == (
        "used",
        "MSKU 123456 5",
        date(2026, 3, 2),
    )
    assert record.seal_number == "ZZ 0042"
    assert editor.extra.standing.text() == "used on MSKU 123456 5, 03/02/2026"
    assert not editor.extra.mark.isVisible()


def test_a_seal_used_elsewhere_is_not_used_again(editor, desk):
    seal(desk, "ZZ 0043", state="used", container="TCLU 1")
    said = []
    desk.notified.connect(lambda _, text: said.append(text))
    editor.extra.use("ZZ43")
    (words,) = said
    assert words.startswith("Seal ZZ 0043 was not used: the ledger says used on TCLU 1.")
    assert records.stored(desk.workspace, "inspection", editor.record_id).seal_number == ""


def test_seals_in_stock_are_offered_first(qtbot, window, desk):
    from ctpat_desktop.services.registers import seal_stock

    seal(desk, "AA 1", state="used")
    seal(desk, "ZZ 9", state="issued")
    offered = seal_stock.offered(desk.scope)
    states = {row.number: row.state for row, _ in register_names.rows(desk.scope, "seal")}
    kinds = [states[number] == "issued" for number, _ in offered]
    assert kinds == sorted(kinds, reverse=True)
    dialog = SealDialog(window, offered)
    qtbot.addWidget(dialog)
    dialog.words.setText("ZZ 9")
    assert dialog.chosen() == "ZZ 9"


def test_the_filled_and_the_empty_form_are_one_click_each(qtbot, window, editor, monkeypatch):
    pages = []
    monkeypatch.setattr(
        "ctpat_desktop.ui.widgets.print_preview.preview_report", lambda _, data: pages.append(data)
    )
    choose(editor, "container_7")
    tab = window.shell.pages["inspections"].tab("inspection")
    for words in ("Print form…", "Empty form…"):
        button = next(b for b in tab.findChildren(type(tab.add_button)) if b.text() == words)
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: bool(pages), timeout=20_000)
        assert pages.pop().startswith(b"%PDF")


def test_what_the_ledger_says_has_the_height_its_words_need_where_it_is_narrow(editor, qtbot):
    line = editor.findChild(SealLine)
    line.standing.setText("used on the trailer of " + "东港保税仓储物流有限公司" * 9)
    alone = QWidget()
    qtbot.addWidget(alone)
    column = QVBoxLayout(alone)
    column.addWidget(line)
    column.addStretch(1)
    for width in (240, 300, 420):
        alone.resize(width, 600)
        alone.show()
        QApplication.processEvents()
        words = line.standing
        assert words.minimumSizeHint().width() <= words.width()
        assert words.heightForWidth(words.width()) <= words.height()
