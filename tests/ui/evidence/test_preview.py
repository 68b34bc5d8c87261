"""The preview beside the library: pages, keys and zoom, refusals, and the copies lent by Open."""

import stat
from io import BytesIO

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QPushButton

from ctpat_desktop.records import Evidence
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.evidence import library
from ctpat_desktop.services.registers import records
from ctpat_desktop.support import home
from ctpat_desktop.ui.evidence.page import EvidencePage
from ctpat_desktop.ui.evidence.preview import Preview
from ctpat_desktop.ui.session import lent
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.widgets.theme import letters, lines
from tests.ui.driving import agreeing, drain, locked, opened


@pytest.fixture
def preview(qtbot, workspace):
    shown = Preview(workspace)
    qtbot.addWidget(shown)
    shown.resize(letters(80), lines(30))
    shown.show()
    yield shown
    shown.hide()
    drain(qtbot)


@pytest.fixture
def keep(workspace):
    """Put bytes into the library and return the document."""
    company = companies.dossier(
        workspace, companies.start(workspace, "Acme", "importer", 2026)
    ).company.id

    def put(name, data) -> Evidence:
        return records.stored(
            workspace, "evidence", library.add_bytes(workspace, company, name, data)
        )

    return put


def scan():
    pages = [Image.new("L", (300, 400), 100 * number) for number in range(3)]
    target = BytesIO()
    pages[0].save(target, "TIFF", save_all=True, append_images=pages[1:])
    return target.getvalue()


def show(qtbot, preview, document):
    preview.show_document(document)
    settled(qtbot, preview)


def settled(qtbot, preview):
    qtbot.waitUntil(lambda: preview._running is None and preview._asked is None, timeout=20_000)


def shade(preview):
    image = preview.sheet.picture.pixmap().toImage()
    return image.pixelColor(image.width() // 2, image.height() // 2).red()


def test_all_pages_of_a_scan_are_turned_with_the_keys(qtbot, preview, keep):
    show(qtbot, preview, keep("scan.tif", scan()))
    seen = [(preview.where.text(), shade(preview))]
    for _ in range(2):
        qtbot.keyClick(preview.sheet, Qt.Key.Key_PageDown)
        settled(qtbot, preview)
        seen.append((preview.where.text(), shade(preview)))
    assert seen == [("Page 1 of 3", 0), ("Page 2 of 3", 100), ("Page 3 of 3", 200)]
    assert not preview.forward.isEnabled()
    assert preview.forward.toolTip() == "This is the last page."
    assert preview.back.isEnabled()


def test_a_page_is_enlarged_and_fits_again(qtbot, preview, keep):
    show(qtbot, preview, keep("scan.tif", scan()))
    fitted = preview.sheet.shown_size()
    assert fitted.height() <= preview.sheet.maximumViewportSize().height()
    assert not preview.smaller.isEnabled()
    qtbot.keyClick(preview.sheet, Qt.Key.Key_Plus)
    qtbot.mouseClick(preview.larger, Qt.MouseButton.LeftButton)
    assert preview.sheet.shown_size().height() == fitted.height() * 2
    qtbot.waitUntil(lambda: preview.sheet.verticalScrollBar().maximum() > 0, timeout=2_000)
    qtbot.keyClick(preview.sheet, Qt.Key.Key_Minus)
    qtbot.keyClick(preview.sheet, Qt.Key.Key_Minus)
    assert preview.sheet.shown_size() == fitted


def test_words_are_shown_as_words_and_never_as_markup(qtbot, preview, keep):
    show(qtbot, preview, keep("names.csv", "Name,Note\nJosé,<b>x</b>\n".encode("cp1252")))
    assert preview.stack.currentWidget() is preview.text
    assert preview.words.split() == ["Name", "Note", "José", "<b>x</b>"]
    assert preview.text.isReadOnly()


def test_what_cannot_be_shown_says_why_and_the_next_is_shown(qtbot, preview, keep):
    show(qtbot, preview, keep("scan.tif", scan()[:200]))
    assert preview.words == "This picture cannot be shown: it is damaged."
    show(qtbot, preview, keep("plan.dwg", b"AC1032"))
    assert preview.words == (
        "No preview for this kind of file (.dwg). “Open” shows it in the program it belongs to."
    )
    assert not preview.larger.isEnabled()
    show(qtbot, preview, keep("note.txt", b"Fence is up"))
    assert preview.words == "Fence is up"


def test_the_last_of_many_documents_chosen_fast_is_the_one_shown(qtbot, preview, keep):
    documents = [keep(f"{number}.txt", f"note {number}".encode()) for number in range(5)]
    for document in documents:
        preview.show_document(document)
    settled(qtbot, preview)
    assert preview.words == "note 4"


def test_a_preview_hidden_while_reading_reads_when_it_is_back(qtbot, preview, keep):
    preview.show_document(keep("note.txt", b"Fence is up"))
    qtbot.waitUntil(lambda: preview.viewer._child._process is not None, timeout=5_000)
    preview.hide()
    preview.show()
    settled(qtbot, preview)
    assert preview.words == "Fence is up"


def test_nothing_of_a_document_is_left_in_a_process_when_the_preview_is_hidden(
    qtbot, preview, keep
):
    show(qtbot, preview, keep("scan.tif", scan()))
    process = preview.viewer._child._process
    assert process.poll() is None
    preview.hide()
    assert process.poll() is not None
    preview.show()
    preview.turn(1)
    settled(qtbot, preview)
    assert preview.where.text() == "Page 2 of 3"


class Programs:
    """What other programs were asked to open, noted in place of them."""

    def __init__(self):
        self.opened, self.are_there = [], True

    def open(self, url):
        self.opened.append(url.toLocalFile())
        return self.are_there


@pytest.fixture
def programs(monkeypatch):
    lent._loan.cache_clear()
    found = Programs()
    monkeypatch.setattr(QDesktopServices, "openUrl", found.open)
    yield found
    lent.forget()
    lent._loan.cache_clear()


@pytest.fixture
def page(qtbot, workspace, programs):
    """The library of an empty company, without a window around it."""
    desk = Desk(workspace, companies.start(workspace, "Acme", "importer", 2026))
    shown = EvidencePage(desk)
    qtbot.addWidget(shown)
    shown.resize(letters(120), lines(40))
    shown.show()
    desk.changed.connect(shown.refresh)
    yield shown
    shown.hide()
    drain(qtbot)
    desk.leave()


@pytest.fixture
def in_window(qtbot, programs, empty, sealed, key):
    """The library in a real window."""
    opened(qtbot, empty, sealed, key)
    empty.shell.open("evidence")
    return empty.shell.pages["evidence"]


LENT = (
    "A copy of “gate log.txt” is open in another program, to be read only. It is removed when the "
    "workspace is locked or closed."
)


def lent_copies():
    return [path for path in (home.home() / "opened").rglob("*") if path.is_file()]


def press_open(page, qtbot):
    (button,) = [row for row in page.findChildren(QPushButton) if row.text() == "Open"]
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    drain(qtbot)


def add(page, tmp_path, name, data=b"words"):
    path = tmp_path / name
    path.write_bytes(data)
    page.take_files([path])


def test_open_lends_a_private_copy_that_goes_with_the_lock(
    in_window, programs, qtbot, tmp_path, empty
):
    add(in_window, tmp_path, "gate log.txt")
    told = []
    in_window.desk.notified.connect(lambda _, text: told.append(text))
    press_open(in_window, qtbot)
    (copy,) = lent_copies()
    assert programs.opened == [str(copy)]
    assert (copy.name, copy.read_bytes()) == ("gate log.txt", b"words")
    assert stat.S_IMODE(copy.stat().st_mode) == 0o400
    assert {stat.S_IMODE(at.stat().st_mode) for at in list(copy.parents)[:3]} == {0o700}
    assert told == [LENT]
    locked(qtbot, empty)
    assert lent_copies() == []
    assert not copy.parent.parent.exists()


def test_closing_the_workspace_takes_copies_back(in_window, qtbot, tmp_path, empty):
    add(in_window, tmp_path, "gate log.txt")
    press_open(in_window, qtbot)
    assert len(lent_copies()) == 1
    empty.close_to_start()
    assert lent_copies() == []


def test_what_may_act_is_asked_about_and_programs_are_refused(
    page, programs, qtbot, tmp_path, monkeypatch
):
    asked, said = agreeing(monkeypatch, False, True), []
    page.desk.notified.connect(lambda _, text: said.append(text))
    add(page, tmp_path, "form.docm.html", b"<p>x")
    press_open(page, qtbot)
    assert (programs.opened, len(asked)) == ([], 1)
    assert asked[0].startswith("“form.docm.html” is of a kind that may do more than be looked at.")
    records.change(page.desk.workspace, "evidence", page.chosen, filename="form.js")
    press_open(page, qtbot)
    assert programs.opened == []
    assert said == ["“form.docm” was not opened: a file that ends in .js is a program."]
    assert lent_copies() == []


def test_where_no_program_opens_it_that_is_said_and_nothing_stays(page, programs, qtbot, tmp_path):
    programs.are_there = False
    said = []
    page.desk.notified.connect(lambda _, text: said.append(text))
    add(page, tmp_path, "plan.dwg")
    press_open(page, qtbot)
    assert said[0].startswith("No program on this computer opens “plan.dwg”.")
    assert lent_copies() == []


def test_two_files_of_one_name_are_told_apart_in_the_list(page, qtbot, tmp_path):
    add(page, tmp_path, "gate log.txt", b"one")
    add(page, tmp_path, "gate log.txt", b"a longer one")
    shown = [str(page.list.model.index(at).data()) for at in range(len(page.list.ids))]
    assert sorted(shown) == ["gate log (12 bytes)", "gate log (3 bytes)"]
