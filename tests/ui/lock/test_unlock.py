"""The page that asks for the passphrase: what opens a file, what does not, and what is said."""

import os
import threading

import pytest
from PySide6.QtCore import Qt

from ctpat_desktop.ui.frame.start import StartPage
from ctpat_desktop.ui.lock.unlock import UnlockPage
from ctpat_desktop.ui.widgets import dialogs
from ctpat_desktop.workspace import key_storage, keys, swap
from ctpat_desktop.workspace.lock_file import Ownership
from tests.ui.driving import PASSPHRASE, drain, idle, names


@pytest.fixture
def page(empty, sealed, qtbot):
    assert empty.open_path(sealed)
    drain(qtbot)
    shown = empty.centralWidget()
    assert isinstance(shown, UnlockPage)
    return shown


class SlowKeyring:
    """A keyring that answers when the test lets it."""

    def __init__(self, stored):
        self.stored, self.may_answer = stored, threading.Event()

    def get_password(self, _service, _name):
        self.may_answer.wait(10)
        return self.stored


@pytest.fixture
def keyring(monkeypatch, key):
    slow = SlowKeyring(key.secret.hex())
    monkeypatch.setattr(key_storage, "_backend", lambda: slow)
    yield slow
    slow.may_answer.set()


def typed(qtbot, page, words):
    page.line.clear()
    qtbot.keyClicks(page.line, words)
    qtbot.keyClick(page.line, Qt.Key.Key_Return)


def open_sheet(page, words):
    page.words.setPlainText(words)
    page.use_words.click()


def test_the_cursor_waits_in_the_passphrase(empty, page):
    assert empty.focusWidget() is page.line
    assert empty.windowTitle() == "Tidewater.ctpat – CTPAT Desktop"
    assert empty.saved.text() == empty.safety.text() == ""


def test_a_wrong_passphrase_says_so_and_nothing_else_happens(empty, page, sealed, qtbot):
    before = sealed.read_bytes()
    typed(qtbot, page, "gravel lantern otter")
    qtbot.waitUntil(page.trouble.isVisible)
    assert page.trouble.text() == "This is not the passphrase of this workspace."
    assert page.line.selectedText() == page.line.text()
    assert empty.workspace is None
    assert empty.centralWidget() is page
    assert names(sealed.parent) == ["Tidewater.ctpat"]
    assert sealed.read_bytes() == before


@pytest.mark.usefixtures("backed_up")
def test_the_right_passphrase_opens_with_the_enter_key(empty, page, sealed, qtbot):
    typed(qtbot, page, PASSPHRASE)
    qtbot.waitUntil(lambda: empty.shell is not None, timeout=10_000)
    assert "Tidewater.ctpat" in empty.windowTitle()
    assert "NOT ENCRYPTED" not in empty.windowTitle()
    qtbot.waitUntil(lambda: empty.safety.text().startswith("Encrypted · backup "), timeout=10_000)


def test_a_second_try_after_a_wrong_one_opens(empty, page, qtbot):
    typed(qtbot, page, "wrong")
    qtbot.waitUntil(page.trouble.isVisible)
    typed(qtbot, page, PASSPHRASE)
    qtbot.waitUntil(lambda: empty.shell is not None, timeout=10_000)
    idle(qtbot, empty)


@pytest.mark.parametrize("how", ["words", "numbered", "code"])
def test_the_recovery_sheet_opens(empty, page, key, qtbot, how):
    words = keys.to_words(key)
    numbered = "\n".join(f"{at}. {word.upper()}" for at, word in enumerate(words, 1))
    said = {"words": " ".join(words), "numbered": numbered, "code": keys.to_code(key) + "\n"}
    open_sheet(page, said[how])
    assert empty.shell is not None
    idle(qtbot, empty)


def misspelt(key):
    return " ".join(["zzzzz", *keys.to_words(key)[1:]])


def swapped(key):
    first, second, *rest = keys.to_words(key)
    book = keys._mnemonic().wordlist
    return " ".join([next(w for w in book if w not in (first, second)), second, *rest])


@pytest.mark.parametrize(
    ("sheet", "message"),
    [
        (misspelt, "“zzzzz” is not a word of a recovery sheet. Compare it with the sheet."),
        (swapped, "One of the words differs from the sheet: they do not fit together."),
        (lambda key: " ".join(keys.to_words(key)[:24]), "These are 24 words; a recovery sheet has"),
        (lambda _: "", "These are 0 words; a recovery sheet has 25."),
        (lambda key: keys.to_code(key)[:-3], "The line of the QR code is not whole."),
        (
            lambda key: keys.to_code(keys.Key(key.secret, os.urandom(16))),
            "This recovery sheet is of another workspace. Look for the sheet with the file number",
        ),
        (
            lambda key: " ".join(
                keys.to_words(keys.Key(key.secret, bytes(b ^ 0xFF for b in key.salt)))
            ),
            "This recovery sheet is of another workspace.",
        ),
        (
            lambda key: " ".join(keys.to_words(keys.Key(bytes(32), key.salt))),
            "This recovery sheet is of this workspace, but older than its last change of",
        ),
        (
            lambda key: keys.to_code(keys.Key(bytes(32), key.salt)),
            "This recovery sheet is of this workspace, but older than its last change of",
        ),
    ],
)
def test_a_sheet_that_does_not_open_says_why(empty, page, key, sheet, message):
    open_sheet(page, sheet(key))
    assert page.trouble.text().startswith(message)
    assert page.trouble.isVisible()
    assert empty.workspace is None


def test_words_of_an_older_passphrase_after_a_real_change(empty, sealed, key, qtbot):
    swap.change_key(sealed, key, keys.Key(os.urandom(32), key.salt))
    assert empty.open_path(sealed)
    open_sheet(empty.centralWidget(), " ".join(keys.to_words(key)))
    assert "it is no longer valid" in empty.centralWidget().trouble.text()
    assert empty.workspace is None


def test_the_keyring_opens_by_itself(empty, sealed, keyring, qtbot):
    keyring.may_answer.set()
    assert empty.open_path(sealed)
    qtbot.waitUntil(lambda: empty.shell is not None, timeout=10_000)
    idle(qtbot, empty)


def test_an_older_key_in_the_keyring_is_told_and_the_passphrase_opens(
    empty, sealed, keyring, qtbot
):
    keyring.stored = bytes(32).hex()
    keyring.may_answer.set()
    assert empty.open_path(sealed)
    page = empty.centralWidget()
    qtbot.waitUntil(lambda: "older key" in page.note.text())
    typed(qtbot, page, PASSPHRASE)
    qtbot.waitUntil(lambda: empty.shell is not None, timeout=10_000)
    idle(qtbot, empty)


def test_the_passphrase_opens_while_the_keyring_is_asked(empty, sealed, keyring, qtbot):
    assert empty.open_path(sealed)
    page = empty.centralWidget()
    typed(qtbot, page, PASSPHRASE)
    qtbot.waitUntil(lambda: empty.shell is not None, timeout=10_000)
    shell = empty.shell
    keyring.may_answer.set()
    drain(qtbot)
    assert empty.shell is shell
    idle(qtbot, empty)


def test_closing_the_window_while_the_keyring_is_asked(empty, sealed, keyring, qtbot):
    assert empty.open_path(sealed)
    assert empty.close()
    keyring.may_answer.set()
    drain(qtbot)
    assert empty.workspace is None
    assert names(sealed.parent) == ["Tidewater.ctpat"]


def test_another_file_opened_while_the_keyring_is_asked_stays(
    empty, sealed, sample, keyring, qtbot
):
    assert empty.open_path(sealed)
    assert empty.open_path(sample)
    keyring.may_answer.set()
    drain(qtbot)
    assert empty.workspace.path == sample
    assert names(sealed.parent) == ["Tidewater.ctpat"]


def test_the_keyring_answers_while_a_question_about_another_file_is_open(
    empty, sealed, sample, keyring, qtbot, monkeypatch
):
    """The first file must not open behind the question and be left open by the answer."""
    owner = Ownership(sample)

    def ask(*_):
        keyring.may_answer.set()
        drain(qtbot)
        return 1

    monkeypatch.setattr(dialogs, "answer_of", ask)
    assert empty.open_path(sealed)
    assert empty.open_path(sample)
    owner.release()
    assert empty.workspace.path == sample
    assert names(sealed.parent) == ["Tidewater.ctpat"]


def test_leaving_the_page_while_the_key_is_derived(empty, page, sealed, qtbot):
    typed(qtbot, page, PASSPHRASE)
    empty.show_start()
    drain(qtbot)
    assert empty.workspace is None
    assert isinstance(empty.centralWidget(), StartPage)
    assert names(sealed.parent) == ["Tidewater.ctpat"]


def test_a_file_gone_meanwhile_is_told_on_the_page(empty, page, sealed, key):
    sealed.rename(sealed.with_name("away.ctpat"))
    open_sheet(page, " ".join(keys.to_words(key)))
    assert page.trouble.text().startswith("There is no file")


def test_an_encrypted_file_replaced_by_a_plain_one_is_refused(empty, page, sealed, sample, key):
    sample.replace(sealed)
    open_sheet(page, keys.to_code(key))
    assert "is not encrypted, although a passphrase was given" in page.trouble.text()
    assert empty.workspace is None
