"""Earlier versions on the screen: what is shown, what is put back, and the ways there."""

import time
from datetime import date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QPushButton

from ctpat_desktop.checklist import Place
from ctpat_desktop.services.accounts import companies, overlays
from ctpat_desktop.services.history import versions as history
from ctpat_desktop.services.profile import answers
from ctpat_desktop.services.registers import records
from ctpat_desktop.support import dates
from ctpat_desktop.ui.accounts.overlay_dialog import OverlayDialog
from ctpat_desktop.ui.app import application
from ctpat_desktop.ui.history import words as history_words
from ctpat_desktop.ui.history.comparison import Comparison, differences
from ctpat_desktop.ui.history.dialog import BEFORE, NOW, HistoryDialog, RemovedDialog
from ctpat_desktop.ui.widgets import theme
from ctpat_desktop.ui.window import MainWindow
from tests.ui import pages


@pytest.fixture(scope="session")
def qapp():
    return application()


@pytest.fixture
def window(qtbot, sample):
    shown = MainWindow()
    shown.resize(1280, 800)
    qtbot.addWidget(shown)
    shown.show()
    assert shown.open_path(Path(sample))
    yield shown
    shown.close_workspace()


@pytest.fixture
def desk(window):
    return window.shell.desk


def answered(desk, **values):
    """Change the answer on 9.10 and return its id."""
    assert desk.answer("9.10", None, **values)
    return desk.dossier.answer("9.10").whole.id


def dialog_on(qtbot, window, table, record_id, field=""):
    dialog = HistoryDialog(window, window.shell.desk, table, record_id, "it", field)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def press(qtbot, window, words):
    """Press the visible button with these words; return the dialog it opened."""

    def visible():
        found = window.findChildren(QAbstractButton)
        return [b for b in found if b.text() == words and b.isVisible()]

    qtbot.waitUntil(lambda: len(visible()) == 1)
    (shown,) = visible()
    qtbot.mouseClick(shown, Qt.MouseButton.LeftButton)
    dialog = window.findChild(QDialog)
    assert dialog.isVisible()
    return dialog


def lines(dialog):
    return [dialog.list.item(at).text().splitlines()[0] for at in range(dialog.list.count())]


def formats(text):
    """Each run of the shown text with how it is drawn."""
    block, found = text.document().begin(), []
    while block.isValid():
        for fragment in block:
            look = fragment.fragment().charFormat()
            kind = "removed" if look.fontStrikeOut() else "added" if look.fontUnderline() else ""
            found.append((fragment.fragment().text(), kind, look.foreground().color().name()))
        block = block.next()
    return found


def test_versions_stand_newest_first_with_name_who_and_local_time(qtbot, window, desk):
    answer = answered(desk, owner="Guard")
    answered(desk, target_on=date(2027, 1, 31))
    dialog = dialog_on(qtbot, window, "response", answer)
    assert lines(dialog)[:2] == ["Target date", "Owner"]
    now = datetime.now()
    assert f"{now:%m/%d/%Y}" in dialog.list.item(0).text()
    assert dialog.list.item(0).text().endswith(" · tester")


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="the time zone cannot be set here")
def test_times_are_shown_as_the_clock_on_the_wall_says(monkeypatch):
    monkeypatch.setenv("TZ", "EST5EDT,M3.2.0,M11.1.0")
    time.tzset()
    shown = [dates.moment_text(datetime(2026, month, 1, 12, 30)) for month in (1, 7)]
    monkeypatch.undo()
    time.tzset()
    assert shown == ["01/01/2026 07:30", "07/01/2026 08:30"]


def test_no_ids_and_nothing_empty_is_listed(qtbot, window, desk):
    company = desk.dossier.company.id
    site = records.add(desk.workspace, "site", company_id=company, name="Dock", position=2)
    dialog = dialog_on(qtbot, window, "site", site)
    assert lines(dialog) == ["Name"]


def test_a_removal_that_was_undone_is_no_version(qtbot, window, desk):
    contact = desk.dossier.contacts[0]
    records.remove(desk.workspace, "contact", contact.id)
    desk.undo()
    dialog = dialog_on(qtbot, window, "contact", contact.id)
    assert {version.action for version in dialog.versions} == {"added"}


def test_the_version_before_and_what_stands_now(qtbot, window, desk):
    answer = answered(desk, narrative="Kept locked.")
    answered(desk, narrative="Kept closed.")
    answered(desk, narrative="Kept sealed.")
    dialog = dialog_on(qtbot, window, "response", answer, "narrative")
    dialog.list.setCurrentRow(1)
    drawn = [(words, kind) for words, kind, _ in formats(dialog.text) if words.strip()]
    assert drawn == [("Kept ", ""), ("locked", "removed"), ("closed", "added"), (".", "")]
    qtbot.mouseClick(dialog.switch.button(NOW), Qt.MouseButton.LeftButton)
    drawn = [(words, kind) for words, kind, _ in formats(dialog.text) if words.strip()]
    assert drawn == [("Kept ", ""), ("closed", "removed"), ("sealed", "added"), (".", "")]
    assert "since then" in dialog.legend.text()
    qtbot.mouseClick(dialog.switch.button(BEFORE), Qt.MouseButton.LeftButton)
    assert "locked" in dialog.text.toPlainText()
    assert dialog.text.accessibleDescription() == "Removed: locked. Added: closed"


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_differences_are_drawn_with_the_colors_of_the_theme(qtbot, qapp, mode):
    theme.apply(qapp, mode)
    try:
        shown = Comparison()
        qtbot.addWidget(shown)
        shown.show_pieces(history.compare("a <b>old</b> & c", "a <b>new</b> & c"))
        colors = {kind: color for _, kind, color in formats(shown)}
        tokens = theme.tokens()
        assert colors == {"": tokens.text, "removed": tokens.bad, "added": tokens.ok}
        assert shown.toPlainText() == "a <b>old\u2009new</b> & c"
    finally:
        theme.apply(qapp)


@pytest.mark.parametrize(
    ("table", "field", "value", "words"),
    [
        ("response", "target_on", "2027-01-31", "01/31/2027"),
        ("response", "target_on", date(2027, 1, 31), "01/31/2027"),
        ("response", "target_on", None, ""),
        ("response", "status", "not_applicable", "Not applicable"),
        ("response", "per_site", True, "Yes"),
        ("response", "per_site", False, "No"),
        ("account", "entity", "importer", "U.S. importer"),
        ("account", "tier", "tier2", "Validated (Tier II)"),
        ("company", "employees", 0, "0"),
        ("criterion_overlay", "official_text", "Text", "Text"),
    ],
)
def test_values_are_in_a_persons_words(table, field, value, words):
    assert history_words.value_words(table, field, value).casefold() == words.casefold()


def test_names_come_from_the_form_or_are_put_in_words():
    assert history_words.field_name("response", "narrative") == "What you do"
    assert history_words.field_name("criterion_overlay", "official_text") == "Official text"


def test_choices_and_dates_differ_as_a_whole():
    pieces = differences("response", "status", "In place", "Not in place")
    assert [(p.kind, p.text) for p in pieces] == [
        ("removed", "In place"),
        ("same", "  →  "),
        ("added", "Not in place"),
    ]


def test_a_restored_field_stands_in_the_open_editor(qtbot, window, desk):
    answered(desk, narrative="First words.")
    window.shell.go(Place("9", "9.10", field="narrative"))
    box = pages.words(window)
    box.selectAll()
    qtbot.keyClicks(box, "Typed and not saved yet")
    dialog = press(qtbot, window, "All versions…")
    typed, first = history.versions(desk.workspace, "response", dialog.record_id, "narrative")[:2]
    assert (typed.after, first.after) == ("Typed and not saved yet", "First words.")
    dialog.list.setCurrentRow([v.number for v in dialog.versions].index(first.number))
    qtbot.mouseClick(dialog.field_button, Qt.MouseButton.LeftButton)
    assert pages.words(window).toPlainText() == "First words."
    assert (dialog.versions[0].what, dialog.chosen) == ("Restore answer", dialog.versions[0])
    assert not dialog.field_button.isEnabled()
    assert "Undo" in dialog.note.text()
    dialog.close()
    window.shell.flush()
    qtbot.wait(900)
    assert desk.dossier.answer("9.10").whole.narrative == "First words."
    window.menus.undo.trigger()
    assert desk.dossier.answer("9.10").whole.narrative == "Typed and not saved yet"
    shown = pages.words(window).toPlainText()
    assert shown == "Typed and not saved yet"


def test_a_restored_record_stands_in_its_form(qtbot, window, desk):
    window.shell.go(Place("company"))
    company, form = desk.dossier.company, window.shell.pages["company"].singles["company"]
    desk.change("company", company.id, phone="1", fax="1")
    desk.change("company", company.id, phone="2", fax="2")
    edit = form.inputs["phone"].edit
    edit.selectAll()
    qtbot.keyClicks(edit, "333")
    dialog = press(qtbot, window, "History…")
    assert dialog.windowTitle() == f"History of Company {company.name}"
    assert dialog.versions[0].after == "333"
    dialog.list.setCurrentRow([v.after for v in dialog.versions].index("1"))
    qtbot.mouseClick(dialog.record_button, Qt.MouseButton.LeftButton)
    assert (edit.text(), form.inputs["fax"].edit.text()) == ("1", "1")
    dialog.close()
    assert form.flush()
    assert (desk.dossier.company.phone, desk.dossier.company.fax) == ("1", "1")


def test_every_record_editor_leads_to_its_history(qtbot, window, desk):
    window.shell.go(Place("evidence"))
    dialog = press(qtbot, window, "History…")
    assert dialog.record_id == window.shell.pages["evidence"].chosen
    dialog.close()
    QApplication.processEvents()
    for table in ("contact", "address", "identifier", "site", "account"):
        window.shell.go(Place("company", table=table))
        dialog = press(qtbot, window, "History…")
        assert (dialog.table, bool(dialog.versions)) == (table, True)
        dialog.close()
        dialog.setParent(None)


def test_a_removed_record_is_brought_back_from_the_list(qtbot, window, desk):
    site = desk.dossier.sites[0]
    answers.save(desk.workspace, desk.account_id, "9.10", site.id, narrative="Here.")
    window.shell.open("company")
    records.remove(desk.workspace, "site", site.id)
    dialog = press(qtbot, window, "Removed records…")
    first, second = dialog.list.item(0).text().splitlines()
    assert first == f"Site {site.name}"
    assert "by tester" in second
    assert "more under it" in second
    qtbot.mouseClick(dialog.back_button, Qt.MouseButton.LeftButton)
    assert site.id in [row.id for row in desk.dossier.sites]
    assert site.id in window.shell.pages["sites"].tab("site").list.model.ids
    assert dialog.list.count() == 0
    assert "Undo" in dialog.note.text()
    dialog.close()


def test_a_refusal_is_told_in_the_dialog_and_changes_nothing(qtbot, window, desk):
    workspace, account = desk.workspace, desk.account_id
    overlays.save(workspace, account, "1.1", official_text="First.")
    overlays.reset(workspace, account, "1.1")
    dialog = RemovedDialog(window, desk)
    qtbot.addWidget(dialog)
    dialog.show()
    desk.changed.disconnect(dialog._changed)
    overlays.save(workspace, account, "1.1", official_text="Second.")
    dialog.bring_back()
    assert dialog.banner.isVisible()
    assert "another one in its place" in dialog.banner.words
    assert dialog.note.text() == ""
    assert [row.official_text for row in desk.dossier.overlays] == ["Second."]


def test_a_record_removed_while_its_history_is_open(qtbot, window, desk):
    contact = desk.dossier.contacts[0]
    desk.change("contact", contact.id, phone="1")
    dialog = dialog_on(qtbot, window, "contact", contact.id)
    records.remove(desk.workspace, "contact", contact.id)
    dialog.restore_field()
    assert "not there any more" in dialog.banner.words
    dialog.restore_record()
    assert not dialog.banner.isVisible()
    assert contact.id in [row.id for row in desk.dossier.contacts]


def test_nothing_removed_is_said(qtbot, workspace):
    from ctpat_desktop.ui.session.desk import Desk

    companies.start(workspace, "Acme", "importer", 2026)
    dialog = RemovedDialog(None, Desk(workspace, companies.choose(workspace)))
    qtbot.addWidget(dialog)
    assert not dialog.back_button.isEnabled()
    assert dialog.about.text() == "Nothing removed is missing."


def test_only_one_field_is_shown_when_chosen(qtbot, window, desk):
    answer = answered(desk, owner="Guard", narrative="Words.")
    dialog = dialog_on(qtbot, window, "response", answer, "owner")
    assert set(lines(dialog)) == {"Owner"}
    dialog.fields.setCurrentIndex(0)
    assert "What you do" in lines(dialog)


def test_the_keyboard_reaches_everything_and_enter_restores_nothing(qtbot, window, desk):
    answer = answered(desk, narrative="One.")
    answered(desk, narrative="Two.")
    dialog = dialog_on(qtbot, window, "response", answer)
    dialog.list.setCurrentRow(1)
    dialog.activateWindow()
    stops = (dialog.fields, dialog.list, dialog.text, dialog.field_button, dialog.record_button)
    walk = []
    for _ in range(12):
        walk.append(dialog.focusWidget())
        qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
    assert set(stops) <= set(walk)
    assert dialog.switch.checkedButton() in walk
    assert dialog.close_button in walk
    dialog.list.setFocus()
    assert dialog.close_button.isDefault()
    qtbot.keyClick(dialog.list, Qt.Key.Key_Return)
    assert desk.dossier.answer("9.10").whole.narrative == "Two."


def test_dialogs_fit_the_screen_and_name_their_parts(qtbot, window, desk):
    answer = answered(desk, narrative="One.")
    for dialog in (
        dialog_on(qtbot, window, "response", answer),
        RemovedDialog(window, desk),
    ):
        dialog.show()
        size, room = dialog.size(), dialog.screen().availableSize()
        assert size == size.expandedTo(QSize(700, 400)).boundedTo(room)
        assert all(b.accessibleName() for b in dialog.findChildren(QPushButton))
        assert dialog.list.accessibleName()
        dialog.close()


def test_a_closed_dialog_is_gone_and_hears_nothing_more(qtbot, window, desk):
    window.shell.go(Place("9", "9.10"))
    versions = press(qtbot, window, "All versions…")
    versions.close()
    qtbot.waitUntil(lambda: window.findChild(QDialog) is None)
    window.shell.open("home")
    press(qtbot, window, "Removed records…").close()
    qtbot.waitUntil(lambda: window.findChild(QDialog) is None)
    desk.warn("Something was refused.")
    answered(desk, narrative="After.")
    assert window.shell.banner.words == "Something was refused."


def test_a_save_leaves_the_link_that_is_being_pressed(qtbot, window, desk):
    window.shell.go(Place("9", "9.10"))
    qtbot.waitUntil(window.shell.guide.versions_link.isVisible)
    link = window.shell.guide.versions_link
    qtbot.mousePress(link, Qt.MouseButton.LeftButton)
    answered(desk, narrative="Saved meanwhile.")
    qtbot.mouseRelease(link, Qt.MouseButton.LeftButton)
    assert window.findChild(QDialog).isVisible()


def test_without_saving_what_was_typed_no_dialog_opens(qtbot, window, desk):
    window.shell.go(Place("9", "9.10"))
    guide = window.shell.guide
    guide.flush = lambda: False
    guide.open_versions()
    guide.open_removed()
    assert window.findChild(QDialog) is None


def test_a_sites_answer_has_its_own_versions(window, qtbot):
    window.shell.go(Place("9", "9.6"))
    editor = pages.editor(window)
    form = editor.sites.choose(window.shell.desk.dossier.sites[0].id)
    qtbot.keyClicks(form.narrative, "Checked weekly. ")
    dialog = press(qtbot, window, "Versions…")
    assert "Checked weekly." in dialog.findChild(Comparison).toPlainText()
    dialog.close()


def test_an_own_text_has_its_versions(window, qtbot):
    desk = window.shell.desk
    overlays.save(desk.workspace, desk.account_id, "9.10", official_text="Pasted from CBP.")
    criterion = desk.dossier.answer("9.10").criterion
    dialog = OverlayDialog(window, desk, criterion)
    dialog.show()
    (versions,) = [b for b in dialog.findChildren(QPushButton) if b.text() == "History…"]
    qtbot.mouseClick(versions, Qt.MouseButton.LeftButton)
    opened = window.findChild(HistoryDialog)
    assert opened.isVisible()
    assert not dialog.isVisible()
    opened.close()
