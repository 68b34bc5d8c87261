"""Asks for the certificate file and its passphrase, and shows whom it names before it signs."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFormLayout, QFrame, QVBoxLayout

from ctpat_desktop.services.packets import certificate_secrets, signing
from ctpat_desktop.support import home
from ctpat_desktop.support.dates import day_text
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr
from ctpat_desktop.ui.session import tasks
from ctpat_desktop.ui.widgets.file_drop import takes_file
from ctpat_desktop.ui.widgets.open_files import ask_file
from ctpat_desktop.ui.widgets.parts import button, clear, label, row
from ctpat_desktop.ui.widgets.passphrase import SecretLine

if TYPE_CHECKING:
    from ctpat_desktop.documents.signing.certificates import Certificate

REMEMBERED = "certificate_file"
"""The choice of this computer that holds the path of the certificate file."""


class CertificateForm(QFrame):
    """The certificate: its file, its passphrase, and what it says."""

    changed = Signal()
    trouble = Signal(str)

    def __init__(self) -> None:
        """Start with the file of the last time, if it is still there."""
        super().__init__()
        self.setProperty("card", True)
        self.path = Path()
        self.data = b""
        self.certificate: Certificate | None = None
        self.was_kept = False
        self._tried, self._turn = "", 0
        self._lay()
        self.line.editingFinished.connect(self.open_certificate)
        self.line.textEdited.connect(lambda _: self._forget_certificate())
        self.shown.toggled.connect(self.line.show_words)
        tasks.start(lambda _: certificate_secrets.is_here(), self._show_keep, _nothing)
        known = home.preferences().get(REMEMBERED)
        if isinstance(known, str) and Path(known).is_file():
            self.use(Path(known))

    def ask_file(self) -> None:
        """Ask for a certificate file."""
        kinds = tr("Certificate files") + " (*.p12 *.pfx);;" + tr("All files") + " (*)"
        start = str(self.path.parent) if self.path.name else ""
        name = ask_file(self, tr("Choose your certificate"), kinds, start)
        if name:
            self.use(Path(name))

    def use(self, path: Path) -> None:
        """Take a certificate file, and its passphrase where this computer keeps it."""
        try:
            data = signing.read(path, signing.LARGEST_CERTIFICATE)
        except Problem as problem:
            self.trouble.emit(problem.line())
            return
        self.path, self.data = path, data
        self.file.setText(path.name)
        self.file.setToolTip(str(path))
        self.line.clear()
        self._forget_certificate()
        self.changed.emit()
        self.line.setFocus()
        found = partial(self._show_remembered, self._turn)
        tasks.start(lambda _: certificate_secrets.find(data), found, _nothing)

    def open_certificate(self) -> None:
        """Open the file with what is typed; the facts or one line of trouble follow."""
        typed = self.line.text()
        if self.data and typed and typed != self._tried and self.certificate is None:
            self._tried = typed
            self._open(typed, self._failed)

    def settle(self, typed: str) -> None:
        """Keep path and passphrase on this computer as the person chose."""
        data = self.data
        home.prefer(REMEMBERED, str(self.path.resolve()))
        if self.keep.isChecked() and not self.was_kept:
            tasks.start(
                lambda _: certificate_secrets.keep(data, typed), self._say_trouble, _nothing
            )
        elif self.was_kept and not self.keep.isChecked():
            tasks.start(lambda _: certificate_secrets.forget(data), self._say_trouble, _nothing)

    def hide_secret(self) -> None:
        """Forget the passphrase and the opened key; the file stays chosen."""
        self.line.clear()
        self.shown.setChecked(False)
        self._forget_certificate()
        self.changed.emit()

    def _open(self, typed: str, failed: Callable[[str], object]) -> None:
        data, turn = self.data, self._turn
        opened = partial(self._opened, turn)
        tasks.start(lambda _: signing.certificate_of(data, typed), opened, failed)

    def _show_remembered(self, turn: int, remembered: certificate_secrets.Remembered) -> None:
        if turn != self._turn:
            return
        self.was_kept = remembered.is_kept
        self.keep.setChecked(remembered.is_kept)
        if self.line.text():
            return
        if remembered.is_kept:
            self.line.setText(remembered.passphrase)
            self.open_certificate()
        else:  # some files have no passphrase at all
            self._open("", _nothing)

    def _opened(self, turn: int, certificate: Certificate) -> None:
        if turn != self._turn:
            return
        self.certificate = certificate
        clear(self.facts)
        name = f"✓  {certificate.name}"
        if certificate.organization and certificate.organization != certificate.name:
            name += f" · {certificate.organization}"
        until = day_text(certificate.valid_to.date())
        issuer = tr("Issued by {name}").format(name=certificate.issuer)
        if certificate.is_self_signed:
            issuer = tr("Self-signed: nobody else vouches for the name")
        self.facts.addWidget(label(name, h2=True))
        self.facts.addWidget(label(f"{issuer} · {tr('valid until {day}').format(day=until)}"))
        self.changed.emit()

    def _failed(self, words: str) -> None:
        self.trouble.emit(words)
        self.line.setFocus()
        self.line.selectAll()

    def _forget_certificate(self) -> None:
        had, self.certificate, self._tried = self.certificate is not None, None, ""
        self._turn += 1
        clear(self.facts)
        words = tr("Type the passphrase and press Enter: you will see whom it names.")
        if not self.data:
            words = tr("Choose the file with your certificate and key (.p12 or .pfx).")
        self.facts.addWidget(label(words, muted=True))
        if had:
            self.changed.emit()

    def _show_keep(self, is_here: bool) -> None:
        self.keep.setVisible(is_here)

    def _say_trouble(self, words: str) -> None:
        if words:
            self.trouble.emit(words)

    def _lay(self) -> None:
        self.file = label(tr("No file chosen"))
        self.choose_button = button(
            tr("Choose…"), self.ask_file, name=tr("Choose your certificate")
        )
        self.choose_button.setAutoDefault(False)
        takes_file(self, self.use, "(*.p12 *.pfx)", self.choose_button)
        self.line = SecretLine(tr("Passphrase of the certificate"))
        self.shown = QCheckBox(tr("Show what I type"))
        self.keep = QCheckBox(tr("Remember it in this computer's keyring"))
        self.keep.hide()
        form = QFormLayout()
        chosen = row(self.file, self.choose_button)
        chosen.setStretch(0, 1)
        form.addRow(tr("File"), chosen)
        form.addRow(tr("Passphrase"), self.line)
        form.addRow("", self.shown)
        form.addRow("", self.keep)
        self.facts = QVBoxLayout()
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(8)
        column.addWidget(label(tr("Your certificate"), h2=True))
        column.addLayout(form)
        column.addLayout(self.facts)
        self._forget_certificate()


def _nothing(_words: object) -> None:
    """Go on: where the keyring fails, the passphrase is typed."""
