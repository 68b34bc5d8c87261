"""The officer's session: two pages to read, one choice, then the signature."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QDialog, QLabel, QStackedWidget, QVBoxLayout, QWidget

from ctpat_desktop.documents.pages.preview import page_count, page_image
from ctpat_desktop.services.packets import briefing, store
from ctpat_desktop.support.language import tr
from ctpat_desktop.ui.packets import doing
from ctpat_desktop.ui.session import tasks
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.widgets.banner import Banner
from ctpat_desktop.ui.widgets.parts import button, changer, label, row, scrolled
from ctpat_desktop.ui.widgets.theme import fit, letters, lines

SHARP = 2.0
"""Pixels drawn for one pixel of the page, so that text stays sharp on dense screens."""
PAGE_WIDTH = 700
"""Width of a shown page in pixels."""

CHOICE_WIDTH = 60
READ, CHOOSE, DONE = range(3)


class OfficerSession(QDialog):
    """Brief, choice of the way, result; nothing is issued before the officer chose to sign."""

    article = "mou-packet"

    def __init__(self, parent: QWidget | None, desk: Desk) -> None:
        """Show the brief first."""
        super().__init__(parent)
        self.desk = desk
        self.setWindowTitle(tr("Officer's session"))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        fit(self, 114, 40)
        self.steps = QStackedWidget()
        self.result_words = label("", h2=True)
        for step in (self._read_step(), self._choose_step(), self._done_step()):
            self.steps.addWidget(step)
        self.banner = Banner()
        desk.notified.connect(self.banner.hear)  # the window's own is behind this dialog
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 14)
        column.addWidget(self.banner)
        column.addWidget(self.steps, 1)
        self._show_brief()
        self.next_button.setFocus()

    def sign(self) -> None:
        """Issue the packet if it was not, and sign it with a certificate."""
        packet_id = doing.issue(self, self.desk, is_briefed=True)
        if packet_id and doing.sign(self, self.desk, packet_id):
            self.accept()  # the verdict was shown already; one more page would be one more click

    def print_to_sign(self) -> None:
        """Issue the packet if it was not, and print it to be signed by hand."""
        packet_id = doing.issue(self, self.desk, is_briefed=True)
        if packet_id and doing.print_packet(self, self.desk, packet_id):
            words = tr("Printed. When it is signed, scan all pages and choose “Match a scan…”.")
            self._end(words)

    def match_scan(self) -> None:
        """Take in the scan of the packet that waits; nothing new is issued for that."""
        waiting = store.open_packet(self.desk.scope)
        if waiting is None:
            self.banner.say(tr("No packet waits for a signature. Print one first."))
        elif doing.match_scan(self, self.desk, waiting.id):
            self._end(tr("The signed packet is recorded."))

    def _end(self, words: str) -> None:
        self.result_words.setText(words)
        self.steps.setCurrentIndex(DONE)
        self.close_button.setFocus()

    def _show_brief(self) -> None:
        desk, pages = self.desk, list[tuple[int, int, bytes]]()

        def draw() -> None:
            pdf = briefing.brief_pdf(desk.scope)
            scale = SHARP * PAGE_WIDTH / 612
            pages.extend(page_image(pdf, number, scale) for number in range(page_count(pdf)))

        if not desk.attempt(lambda: tasks.wait_for(self, tr("Preparing the brief"), draw)):
            return
        for number, (width, height, data) in enumerate(pages, 1):
            image = QImage(data, width, height, width * 3, QImage.Format.Format_RGB888)
            picture = QPixmap.fromImage(image)
            picture.setDevicePixelRatio(SHARP)
            shown = QLabel()
            shown.setPixmap(picture)
            shown.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            shown.setAccessibleName(tr("Page {n} of the brief").format(n=number))
            self.pages.addWidget(shown)

    def _read_step(self) -> QWidget:
        step, inner = QWidget(), QWidget()
        self.pages = QVBoxLayout(inner)
        self.pages.setSpacing(14)
        self.next_button = button(
            tr("I have read it"), lambda: self.steps.setCurrentIndex(CHOOSE), "primary"
        )
        self.next_button.setDefault(True)
        column = QVBoxLayout(step)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(label(tr("Read these two pages first"), h1=True))
        column.addWidget(scrolled(inner), 1)
        column.addLayout(row(None, button(tr("Not now"), self.reject), self.next_button))
        return step

    def _choose_step(self) -> QWidget:
        step = QWidget()
        column = QVBoxLayout(step)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(label(tr("How do you sign?"), h1=True))
        words = tr("Choosing a way issues the packet: its pages are frozen and get their codes.")
        column.addWidget(label(words, muted=True))
        told = tr("A certificate signs at once on this computer. On paper, all pages are scanned.")
        column.addWidget(label(told, muted=True))
        self.sign_button = changer(tr("Sign with a certificate…"), self.sign, "primary")
        self.print_button = changer(tr("Print and sign by hand…"), self.print_to_sign)
        self.scan_button = changer(tr("It is signed already: match the scan…"), self.match_scan)
        for choice in (self.sign_button, self.print_button, self.scan_button):
            choice.setMinimumHeight(lines(2.4))
            choice.setFixedWidth(letters(CHOICE_WIDTH))
            column.addWidget(choice)
        column.addStretch(1)
        back = button(tr("Back to the brief"), lambda: self.steps.setCurrentIndex(READ))
        column.addLayout(row(back, None, button(tr("Not now"), self.reject)))
        return step

    def _done_step(self) -> QWidget:
        step = QWidget()
        column = QVBoxLayout(step)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.result_words)
        column.addStretch(1)
        self.close_button = button(tr("Close"), self.accept, "primary")
        column.addLayout(row(None, self.close_button))
        return step
