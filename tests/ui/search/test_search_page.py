"""The search page: what fits while typing, and the way there."""

import pytest
from PySide6.QtCore import Qt

from ctpat_desktop.checklist import Place
from ctpat_desktop.records import EvidenceText
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.evidence import library
from ctpat_desktop.services.files import workspaces as files
from ctpat_desktop.services.profile import answers
from ctpat_desktop.services.registers import records
from ctpat_desktop.services.search.search import kind_of
from ctpat_desktop.ui.search.all_companies import HIT
from ctpat_desktop.ui.search.page import SearchPage
from ctpat_desktop.ui.session.desk import Desk
from tests.ui.driving import drain


@pytest.fixture
def desk(qapp, sample):
    workspace = files.open_file(sample)
    made = Desk(workspace, companies.choose(workspace))
    yield made
    if workspace.is_open:
        workspace.close()


@pytest.fixture
def page(qtbot, desk):
    shown = SearchPage(desk)
    qtbot.addWidget(shown)
    shown.resize(900, 600)
    shown.show()
    qtbot.waitUntil(lambda: shown.is_ready, timeout=20_000)
    yield shown
    drain(qtbot)


def hits(page):
    rows = [page.list.item(at) for at in range(page.list.count())]
    return [row.data(HIT) for row in rows if row.data(HIT) is not None]


def look(qtbot, page, words):
    page.words.setText(words)
    before = page.asked
    qtbot.waitUntil(lambda: page.asked > before, timeout=5_000)
    drain(qtbot)
    return hits(page)


def test_hits_stand_under_their_kind_best_first(qtbot, page):
    found = look(qtbot, page, "seal")
    alike = [hit for hit in found if hit.register == found[0].register]
    assert page.list.item(0).text() == f"{kind_of(found[0].register)} ({len(alike)})"
    assert found[: len(alike)] == alike
    assert page.state.text() == f"{len(found)} found."


def test_a_slip_is_forgiven_and_told(qtbot, page, desk):
    records.add(
        desk.workspace, "partner", company_id=desk.dossier.company.id, name="Xylophone Works"
    )
    (hit,) = look(qtbot, page, "xilophone")
    assert hit.title == "Xylophone Works"
    assert "No match for “xilophone”. Showing results for “xylophone”." in page.state.text()


def test_nothing_found_says_what_to_do(qtbot, page):
    assert look(qtbot, page, "qqqqqqqq") == []
    assert page.state.text().startswith("Nothing was found. Try fewer words")


def test_an_empty_field_shows_nothing_and_a_hint(qtbot, page):
    look(qtbot, page, "seal")
    look(qtbot, page, "")
    assert page.list.count() == 0
    assert page.state.text().startswith("Type a word")


def test_enter_goes_to_the_best_hit(qtbot, page, desk):
    (best, *_) = look(qtbot, page, "seal")
    with qtbot.waitSignal(desk.navigated) as gone:
        qtbot.keyClick(page.words, Qt.Key.Key_Return)
    assert gone.args == [best.place]


def test_down_moves_into_the_list_and_enter_opens(qtbot, page, desk):
    found = look(qtbot, page, "seal")
    qtbot.keyClick(page.words, Qt.Key.Key_Down)
    assert page.list.currentRow() == 1
    with qtbot.waitSignal(desk.navigated) as gone:
        page.list.itemActivated.emit(page.list.currentItem())
    assert gone.args == [found[0].place]


def test_what_is_added_later_is_found(qtbot, page, desk):
    assert look(qtbot, page, "zyxwv") == []
    records.add(desk.workspace, "partner", company_id=desk.dossier.company.id, name="Zyxwv")
    assert [hit.title for hit in look(qtbot, page, "zyxw")] == ["Zyxwv"]


def test_documents_are_read_beside_the_window(qtbot, desk):
    company = desk.dossier.company.id
    library.add_bytes(desk.workspace, company, "log.txt", b"xylophone", "Proof")
    page = SearchPage(desk)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: page.is_ready, timeout=20_000)
    drain(qtbot)
    assert [hit.title for hit in look(qtbot, page, "xylophone")] == ["Proof"]
    with desk.workspace.read() as session:
        assert session.query(EvidenceText).filter_by(text="xylophone").count() == 1


def test_closing_the_file_forgets_the_words(qtbot, page, desk):
    search = page.search
    drain(qtbot)
    desk.workspace.suspend()
    assert not search.is_open


def test_reading_on_does_not_wipe_what_was_found(qtbot, page):
    page.words.setText("seal")
    qtbot.waitUntil(lambda: page.list.count() > 0 and not page.running, timeout=20_000)
    before = page.state.text()
    assert before.endswith(" found.")
    page._show_running(1)
    page._step(1, 2, "Reading manual.pdf")
    assert (page.state.text(), page.doing.text()) == (before, "Reading manual.pdf")
    assert page.doing.isVisible()
    page._show_running(-1)
    assert not page.doing.isVisible()


def test_going_there_puts_the_cursor_into_the_field(qtbot, page):
    page.words.setText("seal")
    page.go(Place("search"))
    assert page.words.selectedText() == "seal"


def test_the_field_and_the_list_have_names(page):
    assert (page.words.accessibleName(), page.list.accessibleName()) == (
        "Search",
        "What was found",
    )


def test_all_companies_are_looked_through_and_gone_to(window, qtbot):
    workspace, shell = window.workspace, window.shell
    shell.open("search")
    page = shell.current()
    assert page.everywhere.box.isHidden()
    birch = companies.start(workspace, "Birch", "importer", 2026)
    answers.save(workspace, birch, "1.2", narrative="A zeppelin lands.")
    shell.open("home")
    shell.open("search")
    assert not page.everywhere.box.isHidden()
    page.words.setText("zeppelin")
    page.everywhere.box.setChecked(True)
    qtbot.waitUntil(lambda: page.list.count() == 2, timeout=20_000)
    assert page.list.item(0).text() == "Birch · U.S. Importer (1)"
    assert page.state.text().startswith("1 found in 1 company. ")
    page.open_first()
    assert window.shell.desk.account_id == birch
    assert window.shell.where().criterion == "1.2"
    drain(qtbot)


def test_an_unticked_box_forgets_the_other_companies(window, qtbot):
    companies.start(window.workspace, "Birch", "importer", 2026)
    window.shell.open("search")
    page = window.shell.current()
    page.words.setText("seal")
    page.everywhere.box.setChecked(True)
    qtbot.waitUntil(lambda: page.everywhere.is_ready, timeout=20_000)
    index = page.everywhere.index
    page.everywhere.box.setChecked(False)
    assert not index.is_open
    assert page.everywhere.index is None
    drain(qtbot)
