"""Locking: what is shown, what is closed, what is kept, and what is there again afterwards."""

from pathlib import Path
from time import monotonic

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtPrintSupport import QPrintPreviewDialog
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialog,
    QFileDialog,
    QGroupBox,
    QLabel,
    QLineEdit,
    QMenu,
    QMessageBox,
    QPlainTextEdit,
    QPushButton,
    QTabWidget,
    QWidget,
)

from ctpat_desktop.checklist import Place
from ctpat_desktop.services.profile import exports
from ctpat_desktop.services.registers import records
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.ui.accounts.account_dialog import AccountDialog
from ctpat_desktop.ui.accounts.overlay_dialog import OverlayDialog
from ctpat_desktop.ui.history.dialog import HistoryDialog, open_dialog
from ctpat_desktop.ui.widgets.passphrase import PassphraseDialog
from tests.ui import pages
from tests.ui.driving import (
    PASSPHRASE,
    agreeing,
    checked,
    drain,
    idle,
    in_file,
    locked,
    names,
    narrative,
    opened,
)

WORDS = ("Tidewater", "Seal log", "9.10", "Kept", "Importer", "gravel", "in_place", "Answer")
"""Words of the company, the file, the answers and the undo names."""


def texts_of(widget):
    """Return everything one widget says."""
    found = [widget.windowTitle(), widget.toolTip(), widget.accessibleName(), widget.statusTip()]
    found += [widget.whatsThis(), widget.accessibleDescription()]
    if isinstance(widget, QLabel | QPushButton | QLineEdit):
        found.append(widget.text())
    if isinstance(widget, QLineEdit | QPlainTextEdit):
        found.append(widget.placeholderText())
    if isinstance(widget, QPlainTextEdit):
        found.append(widget.toPlainText())
    if isinstance(widget, QComboBox):
        found += [widget.itemText(at) for at in range(widget.count())]
    if isinstance(widget, QTabWidget):
        found += [widget.tabText(at) for at in range(widget.count())]
    if isinstance(widget, QGroupBox | QMenu):
        found.append(widget.title())
    found += [action.text() + action.toolTip() for action in widget.actions()]
    return found


def on_screen():
    """Return all that visible widgets of all windows, and all menus, say."""
    found = []
    for top in QApplication.topLevelWidgets():
        if top.isVisible():
            inner = [child for child in top.findChildren(QWidget) if child.isVisible()]
            menus = top.findChildren(QMenu)
            for widget in (top, *inner, *menus):
                found += texts_of(widget)
    return "\n".join(text for text in found if text)


def nothing_shown(window):
    text = on_screen()
    company = window.locker.shell.desk.dossier.company.name
    return [word for word in (*WORDS, company) if word in text]


def unlock(qtbot, window, passphrase=PASSPHRASE):
    page = window.centralWidget()
    qtbot.keyClicks(page.line, passphrase)
    qtbot.keyClick(page.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not window.locker.is_locked, timeout=10_000)


def later(*acts):
    """Do one thing after the other while a dialog runs; return the failures.

    What returns False is done again until it does not.
    """
    failures, ends = [], monotonic() + 15

    def run(left):
        try:
            assert monotonic() < ends
            if left[0]() is False:
                QTimer.singleShot(20, lambda: run(left))
                return
        except BaseException as error:  # noqa: BLE001 - the test tells it
            failures.append(error)
            for top in QApplication.topLevelWidgets():
                if isinstance(top, QDialog):
                    top.reject()
            return
        if left[1:]:
            QTimer.singleShot(20, lambda: run(left[1:]))

    QTimer.singleShot(20, lambda: run(acts))
    return failures


# What is typed


def test_typing_is_in_the_file_and_nothing_is_asked(window, qtbot, sealed, key, monkeypatch):
    asked = agreeing(monkeypatch, False)
    box = narrative(window)
    box.setFocus()
    qtbot.keyClicks(box, "Kept under the mat. ")
    assert pages.answer(window).saves[0].is_pending
    locked(qtbot, window)
    assert in_file(sealed, key).startswith("Kept under the mat. ")
    assert asked == []


def test_the_shortcut_and_the_button_lock(window, qtbot):
    action = next(a for a in window.menus.of_shell if a.text() == "Lock")
    assert action.shortcut().toString() == "Ctrl+L"
    action.trigger()
    assert window.locker.is_locked
    unlock(qtbot, window)
    window.shell.open("safety")
    page = window.shell.current()
    (now,) = [b for b in page.findChildren(QPushButton) if b.text() == "Lock now (Ctrl+L)"]
    qtbot.mouseClick(now, Qt.MouseButton.LeftButton)
    assert window.locker.is_locked


def test_idleness_locks(window, qtbot):
    window.locker.watch.set_minutes(1)
    window.locker.watch._touched -= 61
    window.locker.watch._tick()
    assert window.locker.is_locked


def test_a_plain_workspace_is_not_locked_but_told(empty, qtbot, sample):
    assert empty.open_path(Path(sample))
    idle(qtbot, empty)
    empty.lock()
    assert not empty.locker.is_locked
    assert "has no passphrase" in empty.shell.banner.words


# What is shown


def test_nothing_of_the_content_is_on_the_screen(window, qtbot):
    box = narrative(window)
    qtbot.keyClicks(box, "Kept under the mat. ")
    assert nothing_before(window)
    locked(qtbot, window)
    assert nothing_shown(window) == []
    assert window.windowTitle() == "CTPAT Desktop"
    assert window.saved.text() == window.safety.text() == window.edition.text() == ""
    assert (window.menus.undo.text(), window.menus.redo.text()) == ("Undo", "Redo")


def nothing_before(window):
    """Show that the search finds what is there to be found."""
    text = on_screen()
    return "Tidewater" in text and "9.10" in text and window.shell.desk.dossier.company.name in text


def test_a_save_while_locked_shows_no_undo_names(window, qtbot, sealed):
    """Text that could not be saved is tried again behind the page; the menus stay silent."""
    box = narrative(window)
    qtbot.keyClicks(box, "Held. ")
    away = sealed.parent.rename(sealed.parent.with_name("pulled"))
    window.lock()
    assert window.workspace.is_open
    away.rename(sealed.parent)
    qtbot.waitUntil(lambda: not window.workspace.is_open, timeout=5000)
    assert (window.menus.undo.text(), window.menus.redo.text()) == ("Undo", "Redo")
    assert not window.menus.undo.isEnabled()
    assert not window.menus.redo.isEnabled()
    assert window.saved.text() == ""
    assert nothing_shown(window) == []


def test_the_file_is_closed_and_cannot_be_read(window, qtbot, sealed):
    workspace = window.workspace
    locked(qtbot, window)
    assert not workspace.is_open
    assert workspace.key is None
    with pytest.raises(Problem, match="is locked"), workspace.read():
        pass
    with pytest.raises(Problem, match="is locked"), workspace.bare():
        pass
    with pytest.raises(Problem, match="is locked"):
        records.add(workspace, "site", company_id="", name="x")
    assert names(sealed.parent) == [".Tidewater.ctpat.lock", "Tidewater.ctpat"]


def test_actions_of_the_workspace_do_nothing(window, qtbot):
    narrative(window)
    page = window.shell.current()
    locked(qtbot, window)
    assert [a.text() for a in window.menus.of_shell if a.isEnabled()] == []
    for action in window.menus.of_shell:
        action.trigger()
        qtbot.keyClick(window, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    assert window.locker.is_locked
    assert window.locker.shell.current() is page


@pytest.mark.parametrize("mode", ["dark", "light"])
def test_colors_can_be_changed_while_locked(window, qtbot, mode):
    box = narrative(window)
    locked(qtbot, window)
    window.color(mode)
    assert window.locker.is_locked
    unlock(qtbot, window)
    assert pages.words(window) is box
    assert box.isVisible()


def test_a_wrong_passphrase_keeps_it_locked(window, qtbot):
    page = locked(qtbot, window)
    qtbot.keyClicks(page.line, "wrong")
    qtbot.keyClick(page.line, Qt.Key.Key_Return)
    qtbot.waitUntil(page.trouble.isVisible)
    assert page.trouble.text() == "This is not the passphrase of this workspace."
    assert window.locker.is_locked
    assert not window.workspace.is_open
    unlock(qtbot, window)


def test_copied_words_are_taken_off_the_clipboard(window, qtbot):
    narrative(window)
    pages.answer(window).copy()
    assert QApplication.clipboard().text()
    window.lock()
    assert QApplication.clipboard().text() == ""
    qtbot.waitUntil(lambda: not window.workspace.is_open)
    unlock(qtbot, window)
    pages.answer(window).copy()
    window.close()
    assert QApplication.clipboard().text() == ""


# What is there again


def test_page_field_cursor_and_undo_are_there_again(window, qtbot, sealed, key):
    box = narrative(window)
    box.setFocus()
    qtbot.keyClicks(box, "Kept. ")
    cursor = box.textCursor()
    cursor.setPosition(2)
    cursor.setPosition(6, cursor.MoveMode.KeepAnchor)
    box.setTextCursor(cursor)
    locked(qtbot, window)
    unlock(qtbot, window)
    assert window.shell.wizard.criterion == "9.10"
    assert window.focusWidget() is box
    assert box.textCursor().selectedText() == "pt. "
    assert "Tidewater.ctpat" in window.windowTitle()
    qtbot.keyClicks(box, "XY")
    assert box.toPlainText().startswith("KeXY")
    window.shell.flush()
    assert in_file(sealed, key).startswith("KeXY")
    window.menus.undo.trigger()
    window.menus.undo.trigger()
    assert not in_file(sealed, key).startswith("Ke")


def test_the_selection_in_a_line_is_there_again(window, qtbot):
    window.shell.go(Place("company", table="company"))
    edit = window.shell.pages["company"].singles["company"].inputs["name"].edit
    edit.setFocus()
    edit.setSelection(2, 5)
    locked(qtbot, window)
    unlock(qtbot, window)
    assert window.focusWidget() is edit
    assert (edit.selectionStart(), edit.selectionLength()) == (2, 5)


def test_scrolling_and_the_chosen_site_stay(window, qtbot):
    narrative(window)
    editor = pages.editor(window)
    editor.per_site.setChecked(True)
    editor = pages.editor(window)
    form = editor.sites.choose(window.shell.desk.dossier.sites[1].id)
    window.shell.open("grid")
    bar = window.shell.pages["grid"].table.verticalScrollBar()
    bar.setValue(7)
    locked(qtbot, window)
    unlock(qtbot, window)
    assert window.shell.current() is window.shell.pages["grid"]
    assert bar.value() == 7
    assert pages.editor(window) is editor
    assert editor.sites.form is form


def test_a_cell_being_edited_is_saved(window, qtbot, sealed, key):
    grid = window.shell.pages["grid"]
    window.shell.open("grid")
    row = next(n for n, a in enumerate(grid.model.rows) if a.criterion.id == "9.10")
    index = grid.model.index(row, 7)
    grid.table.setCurrentIndex(index)
    grid.table.edit(index)
    cell = grid.table.findChild(QLineEdit)
    cell.setFocus()
    cell.setText("Typed into the sheet.")
    locked(qtbot, window)
    assert in_file(sealed, key) == "Typed into the sheet."
    unlock(qtbot, window)
    assert window.shell.current() is grid


def test_the_safety_page_shows_the_file_again(window, qtbot):
    window.shell.open("safety")
    page = window.shell.current()

    def texts():
        return [w.text() for w in page.findChildren(QLabel) if w.isVisible()]

    before = texts()
    locked(qtbot, window)
    window.keeper.state_changed.emit("")
    unlock(qtbot, window)
    qtbot.waitUntil(lambda: texts() == before)


# Dialogs


def test_a_dialog_with_typing_is_hidden_and_comes_back(window, qtbot):
    seen = {}

    def dialog():
        return window.findChild(OverlayDialog)

    def typing():
        dialog().number.setText("9.77")
        dialog().title.setText("Kept in dialog")
        dialog().summary.setPlainText("Kept summary")
        dialog().title.setFocus()
        dialog().title.setSelection(1, 3)

    def lock():
        window.lock()
        seen["hidden"] = not dialog().isVisible()
        seen["shown"] = nothing_shown(window)

    def closed():
        return not window.workspace.is_open

    def back():
        seen["back"] = dialog().isVisible() and dialog().isModal()
        seen["text"] = dialog().title.text(), dialog().summary.toPlainText()
        seen["cursor"] = dialog().title.selectionStart(), dialog().title.selectedText()
        seen["focus"] = dialog().focusWidget() is dialog().title
        dialog().save()

    failures = later(typing, lock, closed, lambda: unlock(qtbot, window), back)
    window.shell.ask_own_row()
    assert failures == []
    assert seen == {
        "hidden": True,
        "shown": [],
        "back": True,
        "text": ("Kept in dialog", "Kept summary"),
        "cursor": (1, "ept"),
        "focus": True,
    }
    assert window.shell.desk.dossier.answer("9.77").criterion.title == "Kept in dialog"


def test_an_account_being_added_comes_back(window, qtbot):
    def dialog():
        return window.findChild(AccountDialog)

    def lock():
        dialog().name.setText("Kept Company")
        window.lock()
        assert not dialog().isVisible()
        assert nothing_shown(window) == []
        qtbot.waitUntil(lambda: not window.workspace.is_open)

    def back():
        assert dialog().name.text() == "Kept Company"
        dialog().accept()

    failures = later(lock, lambda: unlock(qtbot, window), back)
    window.choose_account("")
    assert failures == []
    assert window.shell.desk.dossier.company.name == "Kept Company"


def test_closing_the_window_while_locked_ends_the_hidden_dialog(window, qtbot, sealed):
    def lock():
        window.findChild(OverlayDialog).number.setText("9.77")
        window.lock()
        qtbot.waitUntil(lambda: not window.workspace.is_open)

    failures = later(lock, window.close)
    window.shell.ask_own_row()
    assert failures == []
    assert window.workspace is None
    assert names(sealed.parent) == ["Tidewater.ctpat"]


@pytest.mark.parametrize("kind", ["box", "files", "history", "passphrase", "preview", "menu"])
def test_what_holds_no_typing_is_closed(window, qtbot, kind):
    narrative(window)
    shell, made = window.shell, {}

    def box():
        QMessageBox(QMessageBox.Icon.Warning, "Tidewater", "Kept", parent=window).exec()

    def files():
        dialog = QFileDialog(window, "Kept", "")
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
        dialog.exec()

    def history():
        row = shell.desk.dossier.answer("9.10").whole
        open_dialog(HistoryDialog(window, shell.desk, "response", row.id, "Answer 9.10", ""))
        qtbot.waitUntil(lambda: not window.findChildren(HistoryDialog), timeout=5000)

    def passphrase():
        shell.open("safety")
        shell.current().change()

    def preview():
        shell.open("exports")
        shell.current()._preview("findings")
        qtbot.waitUntil(lambda: "shown" in made, timeout=15_000)

    def menu():
        popup = QMenu("Any", window)
        popup.addAction("Any")
        popup.exec()

    kinds = {"passphrase": PassphraseDialog, "preview": QPrintPreviewDialog}

    def is_open():
        tops = [w for w in QApplication.topLevelWidgets() if w.isVisible() and w is not window]
        return any(isinstance(w, kinds.get(kind, QWidget)) for w in tops)

    def lock():
        window.lock()
        made["shown"] = nothing_shown(window)

    failures = later(is_open, lock)
    {"box": box, "files": files, "history": history}.get(
        kind, {"passphrase": passphrase, "preview": preview, "menu": menu}.get(kind)
    )()
    assert failures == []
    assert made["shown"] == []
    qtbot.waitUntil(lambda: not window.workspace.is_open)
    unlock(qtbot, window)
    assert [
        w
        for w in QApplication.topLevelWidgets()
        if isinstance(w, QDialog | QMenu) and w.isVisible()
    ] == []


# What runs


def test_an_export_goes_to_its_end_and_then_the_file_is_closed(
    window, qtbot, tmp_path, monkeypatch
):
    import threading

    gate, real = threading.Event(), exports.report

    def slow(*arguments):
        gate.wait(10)
        return real(*arguments)

    monkeypatch.setattr(exports, "report", slow)
    window.shell.open("exports")
    window.shell.current().write_report(tmp_path / "r.pdf")
    window.lock()
    assert window.locker.is_locked
    assert nothing_shown(window) == []
    assert window.workspace.is_open
    gate.set()
    qtbot.waitUntil(lambda: not window.workspace.is_open, timeout=20_000)
    assert (tmp_path / "r.pdf").read_bytes().startswith(b"%PDF")
    assert window.workspace.key is None


def test_a_preview_that_is_ready_after_locking_is_not_shown(window, qtbot, monkeypatch):
    import threading

    gate, real = threading.Event(), exports.report_pdf_bytes

    def slow(*arguments):
        gate.wait(10)
        return real(*arguments)

    monkeypatch.setattr(exports, "report_pdf_bytes", slow)
    window.shell.open("exports")
    failures = []
    QTimer.singleShot(4000, lambda: [w.close() for w in shown_previews(failures)])
    window.shell.current()._preview("findings")
    window.lock()
    gate.set()
    qtbot.waitUntil(lambda: not window.workspace.is_open, timeout=20_000)
    assert failures == []


def shown_previews(failures):
    found = [w for w in QApplication.topLevelWidgets() if isinstance(w, QPrintPreviewDialog)]
    failures += [w for w in found if w.isVisible()]
    return failures


def test_a_backup_goes_to_its_end_and_leaves_one_file(window, qtbot, sealed, key, monkeypatch):
    import threading

    from ctpat_desktop.ui.session.backup_timer import upkeep

    gate, real = threading.Event(), upkeep.back_up

    def slow(*arguments, **options):
        gate.wait(10)
        return real(*arguments, **options)

    monkeypatch.setattr(upkeep, "back_up", slow)
    qtbot.keyClicks(narrative(window), "Kept. ")
    window.keeper.back_up(always=True)
    window.lock()
    assert window.locker.is_locked
    gate.set()
    qtbot.waitUntil(lambda: not window.workspace.is_open, timeout=20_000)
    idle(qtbot, window)
    assert names(sealed.parent) == [".Tidewater.ctpat.lock", "Tidewater.ctpat"]
    unlock(qtbot, window)
    assert window.safety.text().startswith("Encrypted · backup ")


# What goes wrong


def test_text_that_cannot_be_saved_is_not_lost_by_locking(window, qtbot, sealed, key):
    box = narrative(window)
    qtbot.keyClicks(box, "Held. ")
    pulled = sealed.parent.rename(sealed.parent.with_name("pulled"))
    window.lock()
    assert window.locker.is_locked
    assert nothing_shown(window) == []
    unlock(qtbot, window)
    assert box.toPlainText().startswith("Held. ")
    assert window.shell.banner.isVisible()
    pulled.rename(sealed.parent)
    window.shell.try_again()
    assert in_file(sealed, key).startswith("Held. ")
    assert not window.shell.banner.isVisible()


@pytest.mark.usefixtures("backed_up")
def test_an_older_copy_put_in_place_while_locked_is_refused(window, qtbot, sealed, key):
    older = sealed.read_bytes()
    qtbot.keyClicks(narrative(window), "Newer. ")
    locked(qtbot, window)
    newer = sealed.read_bytes()
    scratch = sealed.with_name("scratch")
    scratch.write_bytes(older)
    scratch.replace(sealed)
    unlock(qtbot, window)
    words = window.shell.banner.words
    assert "is another version than the one you were writing in" in words
    assert sealed.read_bytes() == older
    target = sealed.with_name("Elsewhere.ctpat")
    assert window.shell.save_elsewhere(target)
    assert in_file(target, key).startswith("Newer. ")
    assert sealed.read_bytes() == older
    assert newer != older


@pytest.mark.usefixtures("backed_up")
def test_a_file_gone_while_locked_is_told_and_gone_on_with_elsewhere(
    window, qtbot, sealed, key, tmp_path
):
    qtbot.keyClicks(narrative(window), "Newer. ")
    locked(qtbot, window)
    sealed.parent.rename(sealed.parent.with_name("pulled"))
    unlock(qtbot, window)
    assert window.shell.banner.words.startswith("There is no file")
    assert window.shell.save_elsewhere(tmp_path / "Elsewhere.ctpat")
    assert in_file(tmp_path / "Elsewhere.ctpat", key).startswith("Newer. ")


def test_a_wrong_passphrase_unlocks_nothing_when_the_file_is_gone(window, qtbot, sealed):
    page = locked(qtbot, window)
    sealed.parent.rename(sealed.parent.with_name("pulled"))
    qtbot.keyClicks(page.line, "not the passphrase")
    qtbot.keyClick(page.line, Qt.Key.Key_Return)
    qtbot.waitUntil(page.trouble.isVisible)
    assert window.locker.is_locked
    assert window.workspace.key is None


def test_locking_a_replaced_file_loses_nothing_that_was_saved(window, qtbot, sealed, key):
    older = sealed.read_bytes()
    qtbot.keyClicks(narrative(window), "Saved. ")
    window.shell.flush()
    scratch = sealed.with_name("scratch")
    scratch.write_bytes(older)
    scratch.replace(sealed)
    window.lock()
    assert window.locker.is_locked
    unlock(qtbot, window)
    assert "was changed by another program" in window.shell.banner.words
    assert window.shell.save_elsewhere(sealed.with_name("Elsewhere.ctpat"))
    assert in_file(sealed.with_name("Elsewhere.ctpat"), key).startswith("Saved. ")
    assert sealed.read_bytes() == older


@pytest.mark.parametrize("after", [0, 30, 200])
def test_a_lock_during_a_change_of_passphrase_comes_after_it(window, qtbot, sealed, after):
    QTimer.singleShot(after, window.locker.lock)
    window.shell.open("safety")
    window.shell.current().set_passphrase("lamp tide forty-two")
    qtbot.waitUntil(lambda: window.locker.is_locked and not window.workspace.is_open)
    assert window.windowTitle() == "CTPAT Desktop"
    assert window.workspace.key is None


def test_the_window_does_not_close_during_a_change_of_passphrase(window, qtbot, sealed):
    closed = []
    QTimer.singleShot(30, lambda: closed.append(window.close()))
    window.shell.open("safety")
    window.shell.current().set_passphrase("lamp tide forty-two")
    assert closed == [False]
    assert window.workspace.is_open


def test_closing_while_locked_leaves_one_file(window, qtbot, sealed, key):
    qtbot.keyClicks(narrative(window), "Kept. ")
    locked(qtbot, window)
    assert window.close()
    assert names(sealed.parent) == ["Tidewater.ctpat"]
    assert in_file(sealed, key).startswith("Kept. ")
    assert checked(sealed, key) == ()


def test_another_file_can_be_opened_while_locked(window, qtbot, sealed, sample):
    locked(qtbot, window)
    assert window.open_path(Path(sample))
    assert not window.locker.is_locked
    assert "sample.ctpat" in window.windowTitle()
    assert names(sealed.parent) == ["Tidewater.ctpat"]
    idle(qtbot, window)


def test_closing_during_an_export_does_no_harm(window, qtbot, sealed, key, tmp_path, monkeypatch):
    import threading

    gate, real = threading.Event(), exports.report

    def slow(*arguments):
        gate.wait(10)
        return real(*arguments)

    monkeypatch.setattr(exports, "report", slow)
    window.shell.open("exports")
    window.shell.current().write_report(tmp_path / "r.pdf")
    window.close_to_start()
    qtbot.wait(10)
    gate.set()
    drain(qtbot)
    assert names(sealed.parent) == ["Tidewater.ctpat"]
    opened(qtbot, window, sealed, key)
    window.shell.open("home")
