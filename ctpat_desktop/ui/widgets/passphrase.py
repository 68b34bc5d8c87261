"""Asks for a new passphrase, twice, and says how good it is."""

from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFormLayout,
    QLineEdit,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from ctpat_desktop.services.files.passphrase_strength import strength
from ctpat_desktop.support.language import N_, tr
from ctpat_desktop.ui.widgets.parts import button, label, row
from ctpat_desktop.ui.widgets.reasons import allow
from ctpat_desktop.ui.widgets.theme import letters, lines

ABOUT = N_(
    "The file is encrypted with this passphrase. Nobody can open it without: there is no master "
    "key and no reset. Print the recovery sheet afterwards and keep it in a safe."
)
PLAIN = N_(
    "Without a passphrase everybody who gets the file can read where your cameras and gaps are. "
    "Only for looking around with invented data; you can encrypt it later."
)


class SecretLine(QLineEdit):
    """A line for a passphrase: hidden, and emptied when it is no longer shown."""

    def __init__(self, name: str) -> None:
        """`name` is what a screen reader says."""
        super().__init__()
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setAccessibleName(name)

    def show_words(self, shown: bool) -> None:
        """Show or hide what is typed."""
        mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        self.setEchoMode(mode)


class PassphraseDialog(QDialog):
    """A new passphrase for a new file, or another one for a file there is.

    `passphrase` is "" when the person chose none, which only `may_be_plain` offers.
    """

    article = "recovery-sheet"

    def __init__(
        self,
        parent: QWidget | None,
        title: str,
        known: tuple[str, ...] = (),
        *,
        asks_current: bool = False,
        may_be_plain: bool = False,
        has_keyring: bool = False,
    ) -> None:
        """`known` are words around the file that make a passphrase easy to guess."""
        super().__init__(parent)
        self.known = known
        self.setWindowTitle(title)
        self.current = SecretLine(tr("Current passphrase"))
        self.first = SecretLine(tr("New passphrase"))
        self.second = SecretLine(tr("New passphrase again"))
        self.shown = QCheckBox(tr("Show what I type"))
        self.keep = QCheckBox(tr("Open it on this computer without asking (system keyring)"))
        self.keep.setVisible(has_keyring and not asks_current)
        self.plain = QCheckBox(tr("No passphrase: do not encrypt (only for demos)"))
        self.plain.setVisible(may_be_plain)
        self.meter = QProgressBar()
        self.meter.setRange(0, 4)
        self.meter.setTextVisible(False)
        self.meter.setAccessibleName(tr("Strength"))
        self.advice = label("", muted=True)
        self.advice.setMinimumHeight(lines(1.9))
        self.asks_current = asks_current
        self._lay()
        self._listen()
        self._check()
        (self.current if asks_current else self.first).setFocus()

    @property
    def passphrase(self) -> str:
        """What the person chose; "" for none."""
        return "" if self.plain.isChecked() else self.first.text()

    def done(self, result: int) -> None:
        """Leave nothing typed behind in the fields that are no longer needed."""
        self.second.clear()
        super().done(result)

    def _lay(self) -> None:
        form = QFormLayout()
        if self.asks_current:
            form.addRow(tr("Current passphrase"), self.current)
        form.addRow(tr("New passphrase"), self.first)
        form.addRow("", self.meter)
        form.addRow("", self.advice)
        form.addRow(tr("Again"), self.second)
        form.addRow("", self.shown)
        form.addRow("", self.keep)
        form.addRow("", self.plain)
        self.about = label(tr(ABOUT), muted=True)
        self.ok = button(tr("Use this passphrase"), self.accept, "primary")
        self.ok.setDefault(True)
        column = QVBoxLayout(self)
        column.addStrut(letters(70))
        column.setSpacing(12)
        column.addWidget(self.about)
        column.addLayout(form)
        column.addStretch(1)
        column.addLayout(row(None, button(tr("Cancel"), self.reject), self.ok))

    def _listen(self) -> None:
        self.shown.toggled.connect(self._show_words)
        for line in (self.current, self.first, self.second):
            line.textChanged.connect(self._check)
        self.plain.toggled.connect(self._check)

    def _show_words(self, shown: bool) -> None:
        for line in (self.current, self.first, self.second):
            line.show_words(shown)

    def _check(self) -> None:
        plain = self.plain.isChecked()
        for widget in (self.first, self.second, self.keep):
            widget.setEnabled(not plain)
        self.about.setText(tr(PLAIN if plain else ABOUT))
        found = strength(self.first.text(), self.known)
        weak = bool(self.first.text()) and found.score == 0
        words = tr("Use weak passphrase anyway") if weak else tr("Use this passphrase")
        self.ok.setText(tr("Continue without encryption") if plain else words)
        typed = bool(self.first.text()) and not plain
        self.meter.setValue(found.score if typed else 0)
        self.meter.setProperty("short", found.score < 3)
        self.meter.style().unpolish(self.meter)
        self.meter.style().polish(self.meter)
        fits = self.first.text() == self.second.text()
        words = f"{tr(found.words)}. {tr(found.advice)}" if typed else tr(found.advice)
        if typed and self.second.text() and not fits:
            words = tr("The two differ.")
        self.advice.setText("" if plain else words)
        ready = not self.asks_current or bool(self.current.text())
        why = "" if plain or (typed and fits and ready) else self._why_not(typed, ready)
        allow(self.ok, why)

    def _why_not(self, typed: bool, ready: bool) -> str:
        """Say what is still to be typed."""
        if not ready:
            return tr("Type the passphrase used until now.")
        return tr("Type the passphrase again.") if typed else tr("Type a passphrase first.")
