"""Eligibility, questionnaire, requirements, maps and results in the window."""

from datetime import date

import pytest
from PySide6.QtCore import Qt

from ctpat_desktop.checklist import Place
from ctpat_desktop.records import Attachment, ChainNode, Detention, DetentionStep, TradeAnswer
from ctpat_desktop.services.registers import records
from ctpat_desktop.ui.session import pdf_buttons

DAY = date(2026, 11, 21)


@pytest.fixture
def desk(window):
    window.shell.desk.today = DAY
    window.shell.desk.read()
    window.shell.rebuild()
    return window.shell.desk


@pytest.fixture
def tab(window, desk):
    def opened(key):
        window.shell.go(Place("trade", table=key))
        return window.shell.current().built[key]

    return opened


def answers(desk, **values):
    with desk.workspace.read() as session:
        return session.query(TradeAnswer).filter_by(**values).all()


def answer(desk, question, year=2026, kind="questionnaire"):
    (found,) = answers(desk, list=kind, question=question, year=year)
    return found


def lines(board):
    return [board.list.item(number).text() for number in range(board.list.count())]


def clear_year(desk, year=2026):
    """Take the answers of a year away."""
    with desk.workspace.work("Clear") as unit:
        for row in unit.session.query(TradeAnswer).filter_by(list="questionnaire", year=year):
            unit.session.delete(row)


def test_eligibility_lists_every_question_with_a_sign(tab):
    board = tab("trade_eligibility")
    assert len(lines(board)) == 17
    assert lines(board)[3].startswith("✕  E04")
    assert board.summary.text().startswith("Not ready for 2026: 16 Yes, 1 No")


def test_a_question_says_how_it_is_known_and_what_to_improve(tab):
    board = tab("trade_eligibility")
    board.show_key("E04")
    said = [board.words.itemAt(n).widget().text() for n in range(board.words.count())]
    assert "Known from your records: too young: 47-318265501 (03/10/2025)." in said
    assert "Take 47-318265501 off until March 10, 2027." in said


def test_go_there_opens_the_record(window, tab, qtbot):
    board = tab("trade_eligibility")
    board.show_key("E04")
    qtbot.mouseClick(board.go_button, Qt.MouseButton.LeftButton)
    page = window.shell.current()
    register = page.built["covered_ior"]
    assert page.tabs.currentIndex() == page.area.tabs.index("covered_ior")
    stored = records.stored(window.workspace, "covered_ior", register.editor.record_id)
    assert stored.imports_since == date(2025, 3, 10)


def test_a_person_answers_with_a_click_and_it_is_saved(desk, tab, qtbot):
    board = tab("trade_eligibility")
    board.show_key("E05")
    qtbot.mouseClick(board.form.choices["no"], Qt.MouseButton.LeftButton)
    assert answer(desk, "E05", kind="eligibility").answer == "no"
    assert lines(board)[4].startswith("✕  E05")


def test_mending_the_record_changes_the_answer_on_the_screen(desk, tab):
    board = tab("trade_eligibility")
    with desk.workspace.read() as session:
        from ctpat_desktop.records import CoveredIor

        young = session.query(CoveredIor).filter_by(imports_since=date(2025, 3, 10)).one()
    desk.change("covered_ior", young.id, is_selected=False)
    assert board.summary.text() == "Ready for 2026: every answer is Yes."


def test_the_questionnaire_counts_per_head(tab):
    board = tab("trade_questionnaire")
    assert lines(board)[0] == "Control environment   6/6"
    assert "31 of 31 answered for 2026" in board.summary.text()


def test_a_head_cannot_be_chosen(tab):
    board = tab("trade_questionnaire")
    head = board.list.item(0)
    assert not head.flags() & Qt.ItemFlag.ItemIsSelectable


def test_words_are_saved_as_they_are_typed(desk, tab, qtbot):
    board = tab("trade_questionnaire")
    board.show_key("CE1")
    box = board.form.fields.inputs["improve"].edit
    box.setFocus()
    qtbot.keyClicks(box, "Hang it in Laredo too.")
    board.flush()
    assert answer(desk, "CE1").improve == "Hang it in Laredo too."


def test_what_is_typed_goes_to_its_own_question(desk, tab, qtbot):
    board = tab("trade_questionnaire")
    board.show_key("CE1")
    qtbot.keyClicks(board.form.fields.inputs["improve"].edit, "First")
    board.show_key("CE2")
    assert (answer(desk, "CE1").improve, answer(desk, "CE2").improve) == ("First", "")


def test_last_years_answers_are_copied_and_confirmed(desk, tab, qtbot):
    clear_year(desk)
    board = tab("trade_questionnaire")
    qtbot.mouseClick(board.copy_button, Qt.MouseButton.LeftButton)
    assert lines(board)[1].startswith("◐  CE1")
    board.show_key("CE1")
    assert board.confirm_button.isVisibleTo(board)
    qtbot.mouseClick(board.confirm_button, Qt.MouseButton.LeftButton)
    assert lines(board)[1].startswith("●  CE1")
    assert answer(desk, "CE1").answered_on == DAY


def test_copying_can_be_undone_at_once(desk, tab, qtbot):
    clear_year(desk)
    board = tab("trade_questionnaire")
    board.copy()
    desk.undo()
    assert answers(desk, list="questionnaire", year=2026) == []


def test_next_open_question_goes_around_the_end(desk, tab):
    for question in ("CE2", "MO6"):
        row = answer(desk, question)
        records.change(desk.workspace, "trade_answer", row.id, answer="", answered_on=None)
    board = tab("trade_questionnaire")
    board.show_key("MO6")
    board.next_open()
    assert board.key == "CE2"


def test_another_years_answers_are_shown_and_kept_apart(desk, tab, qtbot):
    board = tab("trade_questionnaire")
    years = [board.years.itemText(n) for n in range(board.years.count())]
    assert years == ["2027", "2026", "2025"]
    board.choose_year(2027)
    assert board.summary.text().startswith("0 of 31 answered for 2027")
    qtbot.mouseClick(board.form.choices["yes"], Qt.MouseButton.LeftButton)
    assert answer(desk, "CE1", 2027).answer == "yes"
    assert answer(desk, "CE1", 2026).answered_on == date(2026, 10, 5)


def test_a_dropped_file_makes_the_answer_it_belongs_to(desk, tab, tmp_path):
    clear_year(desk)
    path = tmp_path / "policy.txt"
    path.write_text("We declare what is true.")
    board = tab("trade_questionnaire")
    board.show_key("CE1")
    board.form.documents.take_files([path])
    row = answer(desk, "CE1")
    with desk.workspace.read() as session:
        found = session.query(Attachment).filter_by(record_id=row.id).all()
    assert [part.table_name for part in found] == ["trade_answer"]


def test_portal_words_are_kept(desk, tab, qtbot):
    board = tab("trade_questionnaire")
    board.show_key("CE1")
    board.portal.number.setFocus()
    qtbot.keyClicks(board.portal.number, "4a")
    board.flush()
    assert board.read.row("CE1").portal.number == "4a"


def test_portal_words_of_eligibility_are_kept_and_printed(desk, tab, qtbot):
    board = tab("trade_eligibility")
    board.show_key("E02")
    board.portal.text.setFocus()
    qtbot.keyClicks(board.portal.text, "Where are the numbers managed?")
    board.flush()
    assert board.check("E02").portal.text == "Where are the numbers managed?"


def test_a_finding_on_an_answer_leads_to_its_question(window, desk, tab):
    row = answer(desk, "MO6")
    records.change(desk.workspace, "trade_answer", row.id, improve="")
    finding = next(f for f in desk.review.findings if f.rule == "trade.answer_bare")
    desk.go(finding)
    board = window.shell.current().built["trade_questionnaire"]
    assert board.key == "MO6"


def test_a_stored_eligibility_answer_leads_to_eligibility(window, desk):
    row = answer(desk, "E07", kind="eligibility")
    desk.go_to(Place("trade_answer", table="trade_answer", record_id=row.id))
    page = window.shell.current()
    assert page.area.tabs[page.tabs.currentIndex()] == "trade_eligibility"
    assert page.built["trade_eligibility"].key == "E07"


def test_a_stored_answer_on_forced_labor_leads_to_its_requirement(window, desk):
    row = answer(desk, "FL4", kind="forced_labor")
    desk.go_to(Place("trade_answer", table="trade_answer", record_id=row.id))
    assert window.shell.current().built["labor_requirements"].key == "FL4"


def test_requirements_say_their_state_in_words(desk, tab):
    board = tab("labor_requirements")
    assert lines(board)[0].startswith("✓  FL1")
    with desk.workspace.read() as session:
        firm = session.query(ChainNode).filter_by(name="Tangshan Beigang Steel").one()
    desk.change("chain_node", firm.id, is_listed="yes")
    assert lines(board)[0].startswith("◐  FL1")


def test_go_there_leads_to_the_firm_that_is_on_a_list(window, desk, tab):
    with desk.workspace.read() as session:
        firm = session.query(ChainNode).filter_by(name="Tangshan Beigang Steel").one()
    desk.change("chain_node", firm.id, is_listed="yes")
    tab("labor_requirements").go_there()
    part = window.shell.current().built["supply_chain"].editor.parts["chain_node"]
    assert part.editor.record_id == firm.id


def test_the_map_offers_the_risky_chain_first_and_draws_its_firms(tab):
    view = tab("chain_map")
    assert view.box.currentText() == "Cookware"
    assert len(view.canvas.sheet.boxes) == 11


def test_another_chain_is_drawn_when_chosen(tab):
    view = tab("chain_map")
    view.choose(str(view.box.itemData(view.box.findText("Wool blankets"))))
    assert len(view.canvas.sheet.boxes) == 7
    assert "Firms not checked against the lists: 1." in view.open.text()


def test_a_click_on_a_firm_opens_its_record(window, tab, qtbot):
    view = tab("chain_map")
    box = next(row for row in view.canvas.sheet.boxes if row.title == "Yunfu Quartz Quarry")
    middle = (box.x + box.width / 2, box.y + box.height / 2)
    from PySide6.QtCore import QPoint

    point = QPoint(*(round(part * view.canvas.zoom) for part in middle))
    qtbot.mouseClick(view.canvas, Qt.MouseButton.LeftButton, pos=point)
    part = window.shell.current().built["supply_chain"].editor.parts["chain_node"]
    assert part.editor.record_id == box.id


def test_the_keyboard_walks_the_map_and_opens_a_firm(window, tab, qtbot):
    view = tab("chain_map")
    view.canvas.setFocus()
    start = view.canvas.current
    qtbot.keyClick(view.canvas, Qt.Key.Key_Right)
    assert view.canvas.current != start
    assert "Tangshan Beigang Steel" in view.canvas.accessibleDescription()
    qtbot.keyClick(view.canvas, Qt.Key.Key_Return)
    part = window.shell.current().built["supply_chain"].editor.parts["chain_node"]
    assert part.editor.record_id == view.canvas.current


def test_plus_and_minus_enlarge(tab, qtbot):
    view = tab("chain_map")
    before = view.canvas.zoom
    qtbot.mouseClick(view.area.tools[1], Qt.MouseButton.LeftButton)
    assert view.canvas.zoom > before
    qtbot.mouseClick(view.area.tools[0], Qt.MouseButton.LeftButton)
    assert view.canvas.zoom == pytest.approx(before)


def test_a_map_without_firms_says_what_to_do(desk, tab):
    company = desk.dossier.company.id
    chain = records.add(desk.workspace, "supply_chain", company_id=company, name="Tiles")
    view = tab("chain_map")
    view.choose(chain)
    assert "no firms yet" in view.empty.text()
    assert not view.area.isVisibleTo(view)


def test_test_results_show_rate_and_duty(tab):
    view = tab("test_figures")
    assert view.model.rows[2][4:] == ("20", "2", "10.0 %", "$1,180", "$1,180")


def test_a_test_is_opened_from_its_result(window, tab):
    view = tab("test_figures")
    view.table.selectRow(2)
    view.go_there()
    register = window.shell.current().built["self_test"]
    assert register.editor.record_id == view.results[2].test.id


def test_the_steps_of_the_plan_are_added_and_the_day_is_told(window, desk, qtbot):
    company = desk.dossier.company.id
    hold = records.add(
        desk.workspace,
        "detention",
        company_id=company,
        entry_number="AQ9-1",
        goods="Tiles",
        ground="uflpa",
        presented_on=date(2026, 11, 20),
        route="applicability",
        result="open",
    )
    window.shell.go(Place("detention", table="detention", record_id=hold))
    register = window.shell.current().built["detention"]
    action = next(
        register.bottom.itemAt(n).widget()
        for n in range(register.bottom.count())
        if register.bottom.itemAt(n).widget()
        and register.bottom.itemAt(n).widget().text() == "Add the steps of the plan"
    )
    qtbot.mouseClick(action, Qt.MouseButton.LeftButton)
    with desk.workspace.read() as session:
        assert session.query(DetentionStep).filter_by(detention_id=hold).count() == 13
        assert session.get(Detention, hold).due_on == date(2026, 12, 20)
    assert "12/20/2026" in window.shell.notices.words


def test_pages_are_saved_where_the_person_says(desk, tab, tmp_path):
    board = tab("trade_eligibility")
    place = tmp_path / "eligibility.pdf"
    pdf_buttons.save(board, desk, place, board._pdf)
    assert place.read_bytes().startswith(b"%PDF-")


@pytest.mark.parametrize(
    "name",
    ["trade_eligibility", "trade_questionnaire", "labor_requirements", "chain_map", "test_figures"],
)
def test_every_control_has_a_name(tab, name):
    from PySide6.QtWidgets import QComboBox, QLineEdit, QListWidget, QPlainTextEdit, QTableView

    view = tab(name)
    kinds = (QComboBox, QLineEdit, QListWidget, QPlainTextEdit, QTableView)
    controls = [part for kind in kinds for part in view.findChildren(kind)]
    ours = [part for part in controls if not part.objectName().startswith("qt_")]
    nameless = [part for part in ours if not part.accessibleName() and part.isVisibleTo(view)]
    assert nameless == []


@pytest.mark.parametrize(
    "name",
    ["trade_eligibility", "trade_questionnaire", "labor_requirements", "chain_map", "test_figures"],
)
def test_an_empty_company_opens_every_tab(desk, tab, name):
    from ctpat_desktop.services.accounts import companies

    desk.choose(companies.start(desk.workspace, "New", "importer", 2026))
    assert tab(name).isVisible()
