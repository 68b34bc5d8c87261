"""Shows what the signatures of a PDF say: who, when, whether in order, and what changed since."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ctpat_desktop.documents.signing.moment import moment
from ctpat_desktop.support.language import tr
from ctpat_desktop.ui.widgets.parts import card, chip, clear, label, row, scrolled

if TYPE_CHECKING:
    from ctpat_desktop.documents.signing.verification import Signer, Verification


class VerdictPanel(QWidget):
    """The verdict in words and signs, never by color alone."""

    def __init__(self) -> None:
        """Start empty."""
        super().__init__()
        self.lines: list[str] = []
        inner = QWidget()
        self.column = QVBoxLayout(inner)
        self.column.setContentsMargins(0, 0, 8, 0)
        self.column.setSpacing(10)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(inner))

    def show_verdict(self, verification: Verification, about: str = "") -> None:
        """Show a verdict; `about` says of which file."""
        clear(self.column)
        self.lines = []
        if verification.valid:
            mark = chip("✓ " + tr("In order"), "ok")
        else:
            mark = chip("✗ " + tr("Not in order"), "bad")
        head = row(mark, self._words(about or verification.problem, h2=True))
        head.setStretch(1, 1)
        self.lines.insert(0, mark.text())
        self.column.addLayout(head)
        if about and verification.problem:
            self.column.addWidget(self._words(verification.problem))
        self._show_changes(verification)
        for signer in verification.signers:
            self._show_signer(signer)
        self.column.addStretch(1)

    def text(self) -> str:
        """Return everything shown, line by line."""
        return "\n".join(self.lines)

    def _show_changes(self, verification: Verification) -> None:
        if not verification.changes:
            return
        frame, column = card()
        column.addWidget(self._words(tr("What changed"), h2=True))
        for words in verification.changes:
            column.addWidget(self._words(f"!  {words}"))
        self.column.addWidget(frame)

    def _show_signer(self, signer: Signer) -> None:
        frame, column = card()
        good = signer.is_valid
        words = tr("valid") if good else tr("not valid")
        mark = chip(f"{'✓' if good else '✗'} {words}", "ok" if good else "bad")
        name = self._words(signer.name, h2=True)
        self.lines[-1] = f"{mark.text()} {signer.name}"
        head = row(name, mark)
        head.setStretch(0, 1)
        head.setAlignment(mark, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        at = moment(signer.at) if signer.at else tr("at an unknown time")
        column.addWidget(self._words(" · ".join(part for part in (at, _covers(signer)) if part)))
        for part in _facts(signer):
            column.addWidget(self._words(part, muted=True))
        for words in signer.problems:
            column.addWidget(self._words(f"✗  {words}"))
        for words in signer.notes:
            column.addWidget(self._words(f"–  {words}", muted=True))
        self.column.addWidget(frame)

    def _words(self, words: str, **marks: bool) -> QWidget:
        self.lines.append(words)
        line = label(words, **marks)
        line.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return line


def _covers(signer: Signer) -> str:
    if signer.covers_whole_file:
        return tr("covers the whole file")
    if signer.is_valid:
        return tr("covers everything but what was added by later signatures")
    return ""


def _facts(signer: Signer) -> list[str]:
    trust = {
        True: tr("trusted"),
        False: tr("not trusted"),
        None: tr("not compared with trusted authorities"),
    }
    facts = [tr("Field {name}").format(name=signer.field)]
    if signer.reason:
        facts.append(tr("Reason: {words}").format(words=signer.reason))
    if signer.issuer:
        words = tr("Issued by {name} ({trust})")
        facts.append(words.format(name=signer.issuer, trust=trust[signer.is_trusted]))
    return facts
