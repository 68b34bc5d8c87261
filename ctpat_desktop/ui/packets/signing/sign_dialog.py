"""Lets a person sign a PDF with a certificate, and shows the verdict on the result."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QHideEvent, QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFormLayout,
    QLineEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ctpat_desktop.services.packets import signing
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr
from ctpat_desktop.support.progress import Progress
from ctpat_desktop.ui.packets.signing.certificate_form import CertificateForm
from ctpat_desktop.ui.packets.signing.signature_pad import SignaturePad
from ctpat_desktop.ui.packets.signing.verdict import VerdictPanel
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.session.tasks import TaskStrip
from ctpat_desktop.ui.widgets.banner import Banner
from ctpat_desktop.ui.widgets.boxes import ChoiceBox
from ctpat_desktop.ui.widgets.dialogs import ask
from ctpat_desktop.ui.widgets.file_drop import takes_file
from ctpat_desktop.ui.widgets.open_files import ask_file
from ctpat_desktop.ui.widgets.parts import button, card, label, row
from ctpat_desktop.ui.widgets.reasons import Reason, allow
from ctpat_desktop.ui.widgets.theme import fit, letters, lines

if TYPE_CHECKING:
    from ctpat_desktop.documents.signing.fields import SignatureField
    from ctpat_desktop.documents.signing.verification import Signer

SIGN, VERDICT = range(2)

CERTIFICATE = "certificate"
"""What is wrong with the certificate file; said until one is opened."""


class SignDialog(QDialog):
    """Certificate, place, reason and drawing; then Sign, and the verdict.

    After it was closed `result_pdf` holds the signed PDF (b"" where nothing was signed) and
    `signer` who signed and when.
    """

    article = "mou-packet"

    def __init__(
        self,
        parent: QWidget | None,
        desk: Desk | None,
        pdf: bytes,
        title: str,
        keep: Callable[[bytes], object] | None = None,
    ) -> None:
        """`title` says what is signed; `keep` is given the signed PDF as soon as there is one."""
        super().__init__(parent)
        self.keep = keep
        self.desk, self.pdf = desk, pdf
        self.result_pdf = b""
        self.signer: Signer | None = None
        self.people: dict[str, str] = {}
        self._secret = ""
        self.setWindowTitle(tr("Sign with a certificate"))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        fit(self, 140, 35)
        self.banner, self.strip, self.verdict = Banner(), TaskStrip(), VerdictPanel()
        self.certificate = CertificateForm()
        self.certificate.changed.connect(self._check)
        self.certificate.trouble.connect(partial(self.banner.say, key=CERTIFICATE))
        self.steps = QStackedWidget()
        self.steps.addWidget(self._sign_step(title))
        self.steps.addWidget(self.verdict)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 14)
        column.setSpacing(10)
        column.addWidget(label(tr("Sign with a certificate"), h1=True))
        column.addWidget(label(title, muted=True))
        column.addWidget(self.banner)
        column.addWidget(self.steps, 1)
        column.addWidget(self.strip)
        column.addLayout(self._foot())
        self._fill_fields()
        takes_file(self.pad, self.load_picture, "(*.png *.jpg *.jpeg)")
        self._check()

    def exec(self) -> int:
        """Show the dialog until it is closed; a lock hides it and shows it again."""
        return int(ask(self))

    def sign(self) -> None:
        """Sign beside the window and verify what came out."""
        certificate, pdf = self.certificate.certificate, self.pdf
        if certificate is None:
            return
        options = signing.SigningOptions(
            field=str(self.field.currentData() or ""),
            reason=self.reason.text().strip(),
            location=self.place.text().strip(),
            drawing=self.pad.sheet.png() or None,
        )

        def job(progress: Progress) -> signing.Signed:
            progress.step(0, 1)
            return signing.sign(pdf, certificate, options)

        self.banner.read()
        self._secret = self.certificate.line.text()
        if self.strip.run(tr("Signing and verifying"), job, self._signed, self._fail):
            self._set_busy(True)

    def ask_picture(self) -> None:
        """Ask for a picture of a signature."""
        kinds = tr("Pictures") + " (*.png *.jpg *.jpeg)"
        name = ask_file(self, tr("Choose a picture"), kinds)
        if name:
            self.load_picture(Path(name))

    def load_picture(self, path: Path) -> None:
        """Take the ink out of a picture and show it."""
        self.banner.read()
        try:
            self.pad.sheet.show_picture(signing.ink_of(signing.read(path)))
        except Problem as problem:
            self.banner.say(problem.line())

    def showEvent(self, event: QShowEvent) -> None:
        """Ask the keyring again where the dialog comes back from a lock."""
        super().showEvent(event)
        if not event.spontaneous() and self.certificate.was_kept and not self.result_pdf:
            self.certificate.use(self.certificate.path)

    def hideEvent(self, event: QHideEvent) -> None:
        """Leave no passphrase in a window nobody sees, such as a locked one."""
        if not event.spontaneous():
            self.certificate.hide_secret()
        super().hideEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stop what runs; what was signed already stays signed."""
        self.strip.cancel()
        super().closeEvent(event)

    def _signed(self, signed: signing.Signed) -> None:
        self._set_busy(False)
        self.result_pdf, self.signer = signed.pdf, signed.signer
        if self.keep is not None:
            self.keep(signed.pdf)
        self.certificate.settle(self._secret)
        self._secret = ""
        self.verdict.show_verdict(signed.verification, tr("The signed PDF was verified."))
        self.steps.setCurrentIndex(VERDICT)
        self.sign_button.hide()
        self.cancel_button.hide()
        self.done_button.show()
        self.done_button.setFocus()

    def _fail(self, words: str) -> None:
        self._set_busy(False)
        self.banner.say(words)

    def _set_busy(self, is_busy: bool) -> None:
        self.steps.setDisabled(is_busy)
        self.cancel_button.setDisabled(is_busy)
        self._check()

    def _check(self) -> None:
        ready = self.certificate.certificate is not None and self.strip.current is None
        was_ready = self.sign_button.isEnabled()
        ready = ready and self.field.count() > 0
        allow(self.sign_button, "" if ready else self._why_not(), self.why)
        if self.certificate.certificate is not None:
            self.banner.drop(CERTIFICATE)
        self._compare()
        if self.sign_button.isEnabled() and not was_ready:
            self.sign_button.setFocus()

    def _why_not(self) -> str:
        """Say why Sign can do nothing now."""
        if self.strip.current is not None:
            return tr("The PDF is being signed.")
        if not self.field.count():
            return tr("All signature fields of this PDF are signed already.")
        if not self.certificate.data:
            return tr("Choose the file with your certificate first.")
        return tr("Press Enter in the passphrase field: that opens the certificate.")

    def _compare(self) -> None:
        """Say where the certificate names somebody else than the line is printed for."""
        certificate = self.certificate.certificate
        person = self.people.get(str(self.field.currentData()), "")
        words = tr("!  The certificate names {name}; this line is printed for {person}.")
        name = certificate.name if certificate is not None else ""
        differs = bool(name and person) and not signing.is_person(person, name)
        self.other_name.setText(words.format(name=name, person=person) if differs else "")
        self.other_name.setVisible(differs)

    def _fill_fields(self) -> None:
        try:
            known = signing.fields_of(self.pdf)
        except Problem as problem:
            self.banner.say(problem.line())
            return
        for field in known:
            if not field.is_signed:
                self.field.addItem(_place_of(field), field.name)
                self.people[field.name] = field.person
        if not known:
            self.field.addItem(tr("At the foot of the last page"), "")
        elif not self.field.count():
            self.banner.say(tr("All signature fields of this PDF are signed already."))

    def _sign_step(self, title: str) -> QWidget:
        page = QWidget()
        left = QVBoxLayout()
        left.setSpacing(10)
        left.addWidget(self.certificate)
        left.addWidget(self._place_card(title))
        left.addStretch(1)
        ink, column = card()
        self.pad = SignaturePad(self.ask_picture)
        column.addWidget(label(tr("Your signature, drawn"), h2=True))
        words = tr("It is printed beside your name. The certificate alone is what counts.")
        column.addWidget(label(words, muted=True))
        column.addWidget(self.pad, 1)
        both = row(spacing=12)
        both.addLayout(left, 1)
        both.addWidget(ink, 1)
        both.setContentsMargins(0, 0, 0, 0)
        page.setLayout(both)
        return page

    def _place_card(self, title: str) -> QWidget:
        frame, column = card()
        self.field, self.reason, self.place = ChoiceBox(), QLineEdit(title), QLineEdit()
        self.field.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.field.setAccessibleName(tr("Where you sign"))
        self.reason.setAccessibleName(tr("Reason"))
        self.place.setAccessibleName(tr("Place"))
        self.place.setPlaceholderText(tr("may stay empty"))
        form = QFormLayout()
        form.addRow(tr("Where you sign"), self.field)
        form.addRow(tr("Reason"), self.reason)
        form.addRow(tr("Place"), self.place)
        self.other_name = label("")
        self.other_name.hide()
        self.field.currentIndexChanged.connect(lambda _: self._compare())
        column.addLayout(form)
        column.addWidget(self.other_name)
        return frame

    def _foot(self) -> QVBoxLayout:
        self.cancel_button = button(tr("Cancel"), self.reject)
        self.sign_button = button(tr("Sign"), self.sign, "primary")
        self.done_button = button(tr("Done"), self.accept, "primary")
        self.why = Reason()
        for widget in (self.cancel_button, self.sign_button, self.done_button):
            widget.setAutoDefault(False)
        for widget in (self.sign_button, self.done_button):
            widget.setMinimumSize(letters(26), lines(2.2))
        self.done_button.hide()
        column = QVBoxLayout()
        column.addLayout(
            row(self.why, None, self.cancel_button, self.sign_button, self.done_button)
        )
        return column


def _place_of(field: SignatureField) -> str:
    where = ": ".join(part for part in (field.role, field.person) if part) or field.name
    if field.page is None:
        return where
    return tr("{where} (page {number})").format(where=where, number=field.page + 1)
