"""The page that asks for the passphrase: before a file is opened and while the window is locked."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QPlainTextEdit, QVBoxLayout, QWidget

from ctpat_desktop.services.files import unlocking, workspaces
from ctpat_desktop.services.files.unlocking import Key
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr
from ctpat_desktop.ui.session import tasks
from ctpat_desktop.ui.widgets.heard import complain
from ctpat_desktop.ui.widgets.parts import button, card, label, row
from ctpat_desktop.ui.widgets.passphrase import SecretLine
from ctpat_desktop.ui.widgets.reasons import allow
from ctpat_desktop.ui.widgets.theme import letters, lines


class UnlockPage(QWidget):
    """Gets the key of one file: typed, from the keyring, or from a recovery sheet.

    `use` takes the key and raises Problem when it does not fit; the reason is shown here.
    """

    def __init__(
        self,
        title: str,
        salt: bytes,
        use: Callable[[Key], object],
        *,
        asks_keyring: bool,
        repair: Callable[[], object] | None = None,
    ) -> None:
        """`salt` is the file's; `asks_keyring` opens at once with a key kept there.

        `repair` is offered where the key fits and the file is damaged.
        """
        super().__init__()
        self.salt, self.use = salt, use
        self.is_busy = False
        self.line = SecretLine(tr("Passphrase"))
        self.line.setPlaceholderText(tr("Passphrase"))
        self.line.returnPressed.connect(self.try_passphrase)
        self.shown = QCheckBox(tr("Show what I type"))
        self.shown.toggled.connect(self.line.show_words)
        self.keep = QCheckBox(tr("Open it on this computer without asking (system keyring)"))
        self.keep.hide()
        self.note = label("", muted=True)
        self.note.setMinimumHeight(lines(2))
        self.trouble = label("")
        self.trouble.setProperty("trouble", True)
        self.trouble.hide()
        self.repair_link = button(tr("Save what can be read…"), repair or _no_repair, "link")
        self.repair_link.hide()
        self.go = button(tr("Unlock"), self.try_passphrase, "primary")
        self.words = QPlainTextEdit()
        self.words.setAccessibleName(tr("Words of the recovery sheet"))
        self.words.setPlaceholderText(tr("The 25 words in order, or the line of the QR code"))
        self.words.setTabChangesFocus(True)
        self.words.setMaximumHeight(lines(5.3))
        self.use_words = button(tr("Open with the sheet"), self.try_words)
        self._lay(title)
        self._show_words(False)
        self.setFocusProxy(self.line)
        if asks_keyring:
            self.ask_keyring()

    def ask_keyring(self) -> None:
        """Ask the keyring beside the passphrase field, which works all the time."""
        self.note.setText(tr("Looking into the system's keyring…"))
        salt = self.salt
        tasks.start(
            lambda _: (unlocking.recall(salt), unlocking.has_keyring()), self._recalled, self._fail
        )

    def try_passphrase(self) -> None:
        """Derive the key beside the window and use it."""
        typed, salt = self.line.text(), self.salt
        if not typed or self.is_busy:
            return
        self._busy(True)
        tasks.start(lambda _: unlocking.from_passphrase(typed, salt), self._derived, self._fail)

    def try_words(self) -> None:
        """Use the words of a recovery sheet."""
        try:
            key = unlocking.from_sheet(self.words.toPlainText(), self.salt)
            self._open(key, of_sheet=True)
        except Problem as problem:
            self._refused(problem)

    def _derived(self, key: Key) -> None:
        self._busy(False)
        try:
            self._open(key)
        except Problem as problem:
            self._refused(problem)
            return
        if self.keep.isChecked():
            tasks.start(lambda _: unlocking.keep(key), _ignore, _ignore)

    def _open(self, key: Key, *, of_sheet: bool = False) -> None:
        try:
            self.use(key)
        except workspaces.WrongKey as error:
            raise (workspaces.outdated_sheet() if of_sheet else error) from error
        self.line.clear()
        self.words.clear()

    def _recalled(self, result: tuple[unlocking.Recalled, bool]) -> None:
        recalled, has_keyring = result
        self.keep.setVisible(has_keyring)
        self.note.setText(tr(recalled.note))
        if recalled.key is None or self.is_busy or self.line.text():
            return
        try:
            self._open(recalled.key)
        except workspaces.WrongKey:
            self.note.setText(tr("The keyring has an older key; the passphrase opens the file."))
        except Problem as problem:
            self._refused(problem)

    def _refused(self, problem: Problem) -> None:
        self._fail(problem.line())
        self.repair_link.setVisible(isinstance(problem, workspaces.Damaged))

    def _fail(self, words: str) -> None:
        self._busy(False)
        complain(self.trouble, words)
        self.line.selectAll()
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _busy(self, on: bool) -> None:
        self.is_busy = on
        allow(self.go, tr("The file is being opened.") if on else "")
        self.go.setText(tr("Opening…") if on else tr("Unlock"))
        if on:
            self.trouble.hide()
            self.repair_link.hide()

    def _show_words(self, shown: bool) -> None:
        self.words.setVisible(shown)
        self.use_words.setVisible(shown)
        if shown:
            self.words.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay(self, title: str) -> None:
        frame, column = card()
        frame.setFixedWidth(letters(74))
        column.setContentsMargins(32, 28, 32, 28)
        column.addWidget(label(title, h1=True))
        column.addSpacing(6)
        line = row(self.line, self.go)
        line.setStretch(0, 1)
        column.addLayout(line)
        column.addWidget(self.trouble)
        column.addLayout(row(self.repair_link, None))
        column.addWidget(self.shown)
        column.addWidget(self.keep)
        column.addWidget(self.note)
        sheet = button(
            tr("Use the recovery sheet…"),
            lambda: self._show_words(self.words.isHidden()),
            "link",
        )
        column.addLayout(row(sheet, None))
        column.addWidget(self.words)
        column.addLayout(row(self.use_words, None))
        outer = QVBoxLayout(self)
        outer.addWidget(frame, 0, Qt.AlignmentFlag.AlignCenter)


def page_for(path: Path, use: Callable[[Key], object], repair: Callable[[], object]) -> UnlockPage:
    """Return the page that opens a closed, encrypted file."""
    salt = workspaces.salt_of(path)
    return UnlockPage(
        tr("Open {name}").format(name=path.name), salt, use, asks_keyring=True, repair=repair
    )


def _no_repair() -> None:
    """Nothing to repair: the page asks for the key of a file that is open already."""


def _ignore(_result: object) -> None:
    """Leave it: the passphrase path works all the same."""
