"""The yearly review in the window: affirmed one after the other, with last year's words beside."""

import json
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from ctpat_desktop.records import Affirmation
from ctpat_desktop.services.profile import affirming, answers, evidence_links, exports, years
from ctpat_desktop.services.profile.affirming import Look
from ctpat_desktop.services.registers import records
from ctpat_desktop.ui.profile.renewals_dialog import RenewalsDialog
from ctpat_desktop.ui.profile.year import STATE
from ctpat_desktop.ui.widgets.tab_order import stops
from tests.ui.driving import drain


@pytest.fixture
def page(window, qtbot, monkeypatch):
    """The page of a year begun from the sample's."""
    years.begin(window.shell.desk.scope)
    drain(qtbot)
    window.shell.open("year")
    shown = window.shell.current()
    qtbot.waitUntil(shown.isVisible)
    return shown


def state(page, criterion):
    line = next(n for n, row in enumerate(page.year.rows) if row.criterion == criterion)
    return page.table.item(line, STATE).text()


def test_one_key_affirms_and_goes_to_the_next(page, qtbot):
    assert page.current() == "1.1"
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert page.current() == "1.2"
    rows = {row.criterion: row for row in affirming.status(page.desk.scope).rows}
    assert rows["1.1"].state != affirming.OPEN
    assert rows["1.1"].by == "tester"


def test_last_years_words_stand_beside_with_what_differs(page, qtbot):
    desk = page.desk
    before = desk.dossier.answer("1.1").whole.narrative
    answers.save(desk.workspace, desk.account_id, "1.1", narrative=before + " Guards too.")
    drain(qtbot)
    page.select("1.1")
    assert page.comparison.toPlainText().endswith("Guards too.")
    assert "Added: Guards too." in page.comparison.accessibleDescription()
    assert "2026: In place" in page.before.text()


def test_what_each_site_says_is_read_before_it_is_affirmed(page, qtbot):
    desk = page.desk
    places = {site.name: site.id for site in desk.dossier.sites}
    laredo = places["Laredo cross-dock"]
    page.select("9.1")
    shown = page.comparison.toPlainText()
    assert all(f"{name}: In place" in shown for name in places)
    assert page.comparison.accessibleDescription() == "No difference"
    words = desk.at_site("9.1", laredo).response.narrative
    said = {"site_id": laredo, "narrative": words + " A second gate stands there."}
    answers.save(desk.workspace, desk.account_id, "9.1", **said)
    drain(qtbot)
    page.select("9.1")
    assert "Added: A second gate stands there." in page.comparison.accessibleDescription()
    page.select("9.6")
    assert "Laredo cross-dock: No answer" in page.comparison.toPlainText()


def test_the_documents_that_were_opened_are_named(page):
    page.select("1.1")
    (title,) = [row for row in page.desk.dossier.evidence if row.title == "Statement of support"]
    page.opened.add(title.id)
    page.affirm()
    page.select("1.1")
    assert page.state.text().endswith("Documents opened: Statement of support.")


def test_a_document_that_ran_out_is_named_so(window, qtbot):
    window.shell.open("year")
    shown = window.shell.current()
    qtbot.waitUntil(shown.isVisible)
    shown.select("6.5")
    rows = [(title, why_not) for _, title, why_not in shown.documents.rows]
    assert ("Bolt seal test certificate", "It expired on 08/31/2026.") in rows
    words = [line.text() for line in shown.documents.findChildren(QLabel)]
    assert "(It expired on 08/31/2026.)" in words


def test_a_change_opens_an_affirmed_criterion_again(page, qtbot):
    page.affirm()
    desk = page.desk
    assert state(page, "1.1") != "Not affirmed"
    answers.save(desk.workspace, desk.account_id, "1.1", status="partly")
    drain(qtbot)
    assert state(page, "1.1") == "Changed since"
    page.select("1.1")
    assert "Changed after tester affirmed it" in page.state.text()


def test_an_affirmation_is_taken_back(page):
    page.affirm()
    page.select("1.1")
    page.back_button.click()
    assert state(page, "1.1") == "Not affirmed"
    assert page.back_button.isHidden()


def test_who_reviewed_is_kept(page):
    page.who.setText("Dolores Reyes")
    page.affirm()
    page.select("1.1")
    assert "Dolores Reyes" in page.state.text()


def test_the_next_year_is_begun_and_what_is_to_be_renewed_is_named(page, monkeypatch):
    shown = []
    monkeypatch.setattr("ctpat_desktop.ui.profile.year.ask", shown.append)
    desk = page.desk
    document = next(iter(desk.dossier.evidence))
    answers.save(desk.workspace, desk.account_id, "1.1", status="in_place")
    evidence_links.link(desk.workspace, desk.account_id, "1.1", document.id)
    records.change(
        desk.workspace, "evidence", document.id, expires_on=desk.today.replace(year=2020)
    )
    page.begin()
    assert page.year.year == 2028
    assert page.head.text() == "Review year 2028"
    (dialog,) = shown
    assert isinstance(dialog, RenewalsDialog)
    assert dialog.list.item(0).text().startswith("1.1  ")


def test_the_answer_is_one_click_away(page, window):
    page.select("9.1")
    page.go_button.click()
    assert window.shell.wizard.isVisible()
    assert window.shell.where().criterion == "9.1"


def test_only_a_document_that_was_opened_counts_as_looked_at(page, monkeypatch, qtbot):
    opened = []
    monkeypatch.setattr(
        "ctpat_desktop.ui.session.lent.open_document", lambda *a: opened.append(a[2])
    )
    desk = page.desk
    document = desk.dossier.evidence[0].id
    evidence_links.link(desk.workspace, desk.account_id, "1.1", document)
    drain(qtbot)
    page.select("1.1")
    title = next(row[1] for row in page.documents.rows if row[0] == document)
    links = page.documents.findChildren(QPushButton)
    link = next(one for one in reversed(links) if one.text() == title)
    qtbot.waitUntil(lambda: link in stops(page))
    link.setFocus()
    qtbot.keyClick(link, Qt.Key.Key_Return)
    page.affirm()
    page.affirm()
    with desk.workspace.read() as session:
        kept = {row.criterion: row.looked_at for row in session.query(Affirmation)}
    newest = {key: json.loads(kept[key]) for key in ("1.1", "1.2")}
    assert newest == {"1.1": [document], "1.2": []}
    assert [row.id for row in opened] == [document]


def test_an_export_is_of_the_account_it_was_asked_for(window, qtbot, tmp_path, monkeypatch):
    asked = []
    monkeypatch.setattr(exports, "report", lambda scope, *_: asked.append(scope.account_id))
    window.shell.open("exports")
    page, desk = window.shell.current(), window.shell.desk
    account = desk.account_id
    monkeypatch.setattr(page.strip, "run", lambda _words, job, *_more: jobs.append(job) or True)
    jobs = []
    page.write_report(tmp_path / "r.pdf")
    desk.account_id = "another"
    jobs[0](None)
    desk.account_id = account
    assert asked == [account]


def color(page, line=0):
    return page.table.item(line, STATE).foreground().color().name()


def test_the_states_take_the_colors_of_the_other_mode(page, window):
    window.color("light")
    before = color(page)
    window.color("dark")
    assert color(page) != before
    window.color("light")
    assert color(page) == before


def test_one_affirmation_writes_one_line(page):
    first, second = (page.table.item(line, STATE) for line in (0, 1))
    page.affirm()
    assert page.table.item(0, STATE) is not first
    assert page.table.item(1, STATE) is second


def test_the_walk_goes_by_what_has_no_answer_while_there_is_more(page):
    desk = page.desk
    records.change(desk.workspace, "account", desk.account_id, anniversary=date(2021, 1, 10))
    page.select("4.2")
    page.affirm()
    assert page.current() == "4.4"  # 4.3 has no answer
    affirming.affirm(page.desk.scope, affirming.ready(page.desk.scope), Look("Ann"))
    page.affirm()
    assert not page.desk.dossier.find(page.current()).is_answered  # only such are left


def test_what_is_not_affirmed_is_said_before_the_next_year_begins(page, monkeypatch):
    told = []
    monkeypatch.setattr("ctpat_desktop.ui.profile.year.confirm", lambda *words: told.append(words))
    page.ask_begin()
    ((_, _, words),) = told
    assert words.endswith("95 criteria are not affirmed in 2027; that cannot be done afterwards.")


def test_an_earlier_year_is_there_to_read(page, qtbot, monkeypatch):
    desk = page.desk
    before = desk.dossier.answer("1.1").whole.narrative
    paper = next(row for row in desk.dossier.evidence if row.title == "Statement of support")
    evidence_links.link(desk.workspace, desk.account_id, "1.1", paper.id)
    drain(qtbot)
    page.who.setText("Ann Lee")
    page.affirm()
    years.begin(desk.scope)
    answers.save(desk.workspace, desk.account_id, "1.1", narrative="Said this year.")
    drain(qtbot)
    assert [page.years.itemText(at) for at in range(page.years.count())] == [
        "2028",
        "2027, to read",
        "2026, to read",
    ]
    page.years.setCurrentIndex(1)
    page.select("1.1")
    assert page.head.text() == "Review year 2027"
    assert before in page.comparison.toPlainText()
    assert "Affirmed by Ann Lee" in page.state.text()
    assert "Statement of support" in [title for _, title, _ in page.documents.rows]
    for widget in (page.affirm_button, page.back_button, page.begin_button, page.who):
        assert widget.isHidden()
    page.affirm()
    page._affirm_by_key()
    assert {row.state for row in affirming.status(desk.scope).rows} == {affirming.OPEN}
    asked = []
    monkeypatch.setattr(
        "ctpat_desktop.ui.profile.year.show_pages", lambda _, __, make: asked.append(make(None))
    )
    page.print_sheet()
    page.print_report()
    assert all(pdf.startswith(b"%PDF") for pdf in asked)
    page.years.setCurrentIndex(0)
    assert not page.affirm_button.isHidden()
    assert "Said this year." in page.comparison.toPlainText()


def test_only_what_is_left_is_listed_where_that_is_wanted(page):
    desk = page.desk
    records.change(desk.workspace, "account", desk.account_id, anniversary=date(2021, 1, 10))
    page.select("1.1")
    page.affirm()
    page.left_only.setChecked(True)
    page.select("1.2")
    assert page.table.isRowHidden(0)
    assert not page.table.isRowHidden(1)
    page.left_only.setChecked(False)
    assert not page.table.isRowHidden(0)
