"""Partner risk and due diligence in the window: map, list, arithmetic, weights, uploads."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLabel, QPushButton

from ctpat_desktop.checklist.due_diligence import Habits
from ctpat_desktop.checklist.partner_points import Weights
from ctpat_desktop.checklist.risk import Level
from ctpat_desktop.services.accounts import settings
from ctpat_desktop.services.registers import records
from ctpat_desktop.services.risk import partner_ratings
from ctpat_desktop.ui.risk import partner_plan, partner_view
from ctpat_desktop.ui.risk.partner_dialogs import OwnRatingDialog, WeightsDialog
from ctpat_desktop.ui.risk.partner_plan import HabitsDialog

VAINILLA = "Vainilla del Golfo S.P.R. de R.L."


@pytest.fixture(autouse=True)
def a_day_of_the_sample(window):
    """The sample is as of this day; the points of days would change later."""
    window.shell.desk.today = date(2026, 11, 21)


def view(window, key):
    window.shell.open("partners")
    part = window.shell.current().tab(key)
    QApplication.processEvents()
    return part


@pytest.fixture
def page(window):
    return view(window, "partner_risk")


@pytest.fixture
def plan(window):
    return view(window, "partner_plan")


def names(part):
    return [row.row.name for row in part.model.partners]


def choose(part, *wanted):
    """Choose partners in the list, as Ctrl+click does."""
    selection = part.table.selectionModel()
    selection.clear()
    for name in wanted:
        index = part.model.index(names(part).index(name), 0)
        flags = selection.SelectionFlag.Select | selection.SelectionFlag.Rows
        selection.setCurrentIndex(index, flags)
    QApplication.processEvents()


def words(part):
    QApplication.processEvents()
    return " ".join(one.text() for one in part.findChildren(QLabel) if one.isVisibleTo(part))


def stored(page, name):
    row = next(row for row in page.ratings.partners if row.row.name == name)
    return records.stored(page.desk.workspace, "partner", row.row.id)


def test_high_comes_first_with_all_points(page):
    assert page.model.rowCount() == 31
    levels = [row.computed.rating.level for row in page.model.partners]
    assert levels[:4] == [Level.HIGH] * 4
    assert levels[-2:] == [Level.LOW] * 2
    first = [page.model.index(0, column).data() for column in range(12)]
    assert first[:5] == ["Foshan Liangguo Kitchenware Co.", "High", "62", "High", "China"]
    assert first[5:] == ["20", "15", "10", "15", "2 ?", "0", "0"]


def test_the_list_sorts_by_any_column(page):
    header = page.table.horizontalHeader()
    header.sectionClicked.emit(0)
    page.table.sortByColumn(0, Qt.SortOrder.AscendingOrder)
    assert names(page)[0] == "Alder & Quill Customs Brokers"
    page.table.sortByColumn(3, Qt.SortOrder.AscendingOrder)
    assert {row.own for row in page.model.partners[:6]} == {Level.HIGH}


def test_a_click_on_a_field_lists_its_partners(page, qtbot):
    cell = page.heat.cells[(Level.LOW, Level.LOW)]
    assert (cell.count, cell.accessibleName()) == (
        2,
        "likelihood Low, weakness Low: 2 partners",
    )
    qtbot.mouseClick(cell, Qt.MouseButton.LeftButton)
    assert names(page) == ["Coopérative Safranière du Quercy", "Huilerie des Calanques SAS"]
    assert page.count.text() == "2 of 31 partners"
    qtbot.mouseClick(cell, Qt.MouseButton.LeftButton)
    assert page.model.rowCount() == 31


def test_a_field_is_pressed_by_the_keyboard(page, qtbot):
    cell = page.heat.cells[(Level.HIGH, Level.HIGH)]
    qtbot.keyClick(cell, Qt.Key.Key_Space)
    assert names(page) == [VAINILLA]
    qtbot.mouseClick(page.everyone, Qt.MouseButton.LeftButton)
    assert page.model.rowCount() == 31
    assert page.heat.current is None


def test_the_filter_looks_for_a_name_without_accents(page):
    page.filter.setText("cooperative saf")
    assert names(page) == ["Coopérative Safranière du Quercy"]


def test_the_arithmetic_of_a_partner_goes_to_what_caused_it(page, window):
    choose(page, VAINILLA)
    text = words(page.panel)
    assert "60 of 100 points: High. High because a Must is missing or only partly met: 3.6." in text
    assert "Mexico is rated medium by Invented trafficking report 2026." in text
    assert "Lower than computed" in text
    assert "These figures are our defaults, not CBP's." in text
    wanted = []
    window.shell.desk.navigated.connect(wanted.append)
    go = next(
        one
        for one in page.panel.findChildren(QPushButton)
        if one.accessibleName() == "Go there: Questionnaire Q26-5VNL-9HCE"
    )
    go.click()
    assert (wanted[0].section, wanted[0].table) == ("questionnaires", "partner_request")


@pytest.mark.parametrize(
    ("name", "button", "page_id", "table"),
    [
        ("Foshan Liangguo Kitchenware Co.", "Assessment of 03/20/2026", "partners", "assessment"),
        ("Transportes Sierra Clara, S.A. de C.V.", "Incident 26-01", "incidents", "incident"),
        (VAINILLA, "Invented trafficking report 2026: Tier 2", "risk", "country_source"),
    ],
)
def test_every_link_leads_to_its_record(page, window, name, button, page_id, table):
    choose(page, name)
    QApplication.processEvents()
    go = next(
        one
        for one in page.panel.findChildren(QPushButton)
        if one.accessibleName().startswith(f"Go there: {button}") and one.isVisibleTo(page.panel)
    )
    go.click()
    QApplication.processEvents()
    assert window.shell.current() is window.shell.pages[page_id]
    where = window.shell.current().where()
    assert where.table == ("partner" if table == "assessment" else table)
    assert where.record_id


def test_a_missing_fact_goes_to_its_field(page, window):
    choose(page, "Maristan Oil Mill S.r.l.")
    wanted = []
    window.shell.desk.navigated.connect(wanted.append)
    go = next(
        one
        for one in page.panel.findChildren(QPushButton)
        if one.text() == "Go to “Value a year in USD”" and one.isVisibleTo(page.panel)
    )
    go.click()
    assert (wanted[0].table, wanted[0].field) == ("partner", "value")


def test_an_own_rating_wants_a_reason_and_a_day(page, monkeypatch):
    shown = []
    monkeypatch.setattr(partner_view, "ask", shown.append)
    choose(page, "Foshan Liangguo Kitchenware Co.")
    page.rate_button.click()
    (dialog,) = shown
    assert isinstance(dialog, OwnRatingDialog)
    dialog.reason.setPlainText(" ")
    assert not dialog.save_button.isEnabled()
    dialog.reason.setPlainText("Visited in March.")
    dialog.level.setCurrentIndex(dialog.level.findData(Level.LOW))
    assert "lower than computed" in dialog.warning.text()
    dialog.save_button.click()
    assert dialog.result() == QDialog.DialogCode.Accepted
    row = stored(page, "Foshan Liangguo Kitchenware Co.")
    assert (row.risk, row.risk_reasons, row.risk_on) == (
        "low",
        "Visited in March.",
        date(2026, 11, 21),
    )
    assert "Lower than computed" in words(page.panel)
    assert page.model.index(0, 3).data() == "▼ Low"


def test_computed_ratings_of_many_are_taken_over_in_one_step(page, window):
    wanted = (VAINILLA, "Zhongshan Yuhe Metalware Co.", "Norvane Container Lines")
    choose(page, *wanted)
    assert not page.rate_button.isEnabled()
    messages = []
    window.shell.desk.notified.connect(lambda _, text: messages.append(text))
    page.take_button.click()
    assert [stored(page, name).risk for name in wanted] == ["high", "high", "medium"]
    assert messages == ["1 partner was left as it is: nothing is computed for it."]
    assert "Answers: 20 of 20." in stored(page, VAINILLA).risk_reasons
    window.shell.undo()
    assert [stored(page, name).risk for name in wanted] == ["medium", "medium", "medium"]


def test_a_partner_that_is_not_rated_cannot_be_taken_over(page):
    choose(page, "Norvane Container Lines")
    assert not page.take_button.isEnabled()


def test_other_weights_say_first_how_many_change_their_band(page, monkeypatch, qtbot):
    shown = []
    monkeypatch.setattr(partner_view, "ask", shown.append)
    page.ask_weights()
    (dialog,) = shown
    assert isinstance(dialog, WeightsDialog)
    assert dialog.preview.text() == "No partner changes its band with these figures."
    dialog.boxes["country"].setValue(0)
    qtbot.waitUntil(lambda: "change their band" in dialog.preview.text())
    dialog.boxes["medium_from"].setValue(90)
    qtbot.waitUntil(lambda: not dialog.save_button.isEnabled())
    dialog.reset()
    assert dialog.weights() == Weights()
    dialog.boxes["country"].setValue(0)
    dialog.count()
    dialog.save_button.click()
    assert settings.get(page.desk.workspace, "partner_risk.country") == 0
    choose(page, VAINILLA)
    assert "Left out: its weight is 0." in words(page.panel)


def test_a_source_that_is_not_ticked_does_not_count(page, monkeypatch):
    desk = page.desk
    known = {"company_id": desk.scope.company_id, "name": "Index", "issued_on": date(2026, 1, 2)}
    other = records.add(desk.workspace, "country_source", **known)
    shown = []
    monkeypatch.setattr(partner_view, "ask", shown.append)
    page.ask_weights()
    (dialog,) = shown
    dialog.sources[other].setChecked(True)
    dialog.save_button.click()
    assert page.ratings.read.sources == ("Index",)
    choose(page, VAINILLA)
    assert "Index does not rate Mexico." in words(page.panel)


def test_a_change_elsewhere_is_counted_at_once(page, window):
    desk = window.shell.desk
    row = next(row for row in page.ratings.partners if row.row.name.startswith("Huilerie"))
    known = {"company_id": desk.scope.company_id, "partner_id": row.row.id}
    records.add(desk.workspace, "incident", number="26-09", found_on=desk.today, **known)
    QApplication.processEvents()
    rated = page.ratings.partner(row.row.id)
    assert rated.computed.total == row.computed.total + 10


def test_the_plan_lists_every_partner_and_filters_by_state(plan):
    assert plan.model.rowCount() == 31
    plan.states.setCurrentIndex(plan.states.findData("none"))
    assert "Talbot Street Pest Control" in names(plan)
    assert {plan.model.index(at, 1).data() for at in range(plan.model.rowCount())} == {"Never done"}


def test_days_are_taken_over_for_the_chosen_in_one_step(plan, window):
    wanted = ("Tideline Pallet & Crate", "Talbot Street Pest Control")
    before = [stored(plan, name).next_assessment_on for name in wanted]
    choose(plan, *wanted)
    plan.take_button.click()
    assert [stored(plan, name).next_assessment_on for name in wanted] == [date(2026, 12, 31)] * 2
    window.shell.undo()
    assert [stored(plan, name).next_assessment_on for name in wanted] == before


def test_how_often_is_kept_and_put_back(plan, monkeypatch):
    shown = []
    monkeypatch.setattr(partner_plan, "ask", shown.append)
    plan.ask_habits()
    (dialog,) = shown
    assert isinstance(dialog, HabitsDialog)
    dialog.methods["low"].setCurrentIndex(dialog.methods["low"].findData("nothing"))
    dialog.months["high"].setValue(6)
    dialog.save()
    habits = partner_ratings.read(plan.desk.scope).habits
    assert (habits.low_how, habits.high_months) == ("nothing", 6)
    dialog.show_habits(Habits())
    dialog.save()
    assert partner_ratings.read(plan.desk.scope).habits == Habits()


def test_the_uploads_go_into_the_chosen_folder(plan, window, tmp_path, monkeypatch):
    folder = tmp_path / "portal"
    folder.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(folder))
    written = []
    window.shell.desk.written.connect(lambda text, path: written.append((text, path)))
    plan.ask_uploads()
    assert len(list(folder.iterdir())) == 4
    assert written[0][1] == folder
    assert "not encrypted" in written[0][0]


def test_the_workbook_of_the_plan_is_saved(plan, window, tmp_path, monkeypatch):
    place = tmp_path / "plan.xlsx"
    monkeypatch.setattr(partner_plan, "ask_place", lambda *_: place)
    plan.ask_book()
    assert place.exists()
