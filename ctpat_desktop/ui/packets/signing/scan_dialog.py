"""Matches the scan of a packet signed by hand: which pages are there, missing, strange."""

from datetime import date
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QCloseEvent, QIcon, QImage, QPixmap
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFormLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from ctpat_desktop.documents.scanning import matching
from ctpat_desktop.documents.scanning.assembling import upright
from ctpat_desktop.documents.scanning.matching import Fate, Judged, Match
from ctpat_desktop.documents.scanning.reading import Scans
from ctpat_desktop.services.packets import scan
from ctpat_desktop.services.packets.scan import Checked, Checker
from ctpat_desktop.services.packets.store import IssuedPacket
from ctpat_desktop.support.language import tr
from ctpat_desktop.support.progress import Progress
from ctpat_desktop.ui.packets.signing.page_compare import PageCompare
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.session.tasks import TaskStrip
from ctpat_desktop.ui.widgets.banner import Banner
from ctpat_desktop.ui.widgets.boxes import NumberBox
from ctpat_desktop.ui.widgets.date_field import DateField
from ctpat_desktop.ui.widgets.dialogs import ask
from ctpat_desktop.ui.widgets.file_drop import FileDrop, Wants, endings_of
from ctpat_desktop.ui.widgets.open_files import ask_files
from ctpat_desktop.ui.widgets.parts import button, clear, label, row, scrolled
from ctpat_desktop.ui.widgets.reasons import Reason, allow
from ctpat_desktop.ui.widgets.theme import fit, lines

THUMB = QSize(84, 108)
KINDS = "(*.pdf *.jpg *.jpeg *.png *.tif *.tiff *.webp *.bmp)"
SIGNS = {
    Fate.MATCHED: "✓",
    Fate.TWICE: "=",
    Fate.FOREIGN: "✗",
    Fate.UNREAD: "?",
    Fate.BLANK: "–",
}


class ScanDialog(QDialog):
    """Drop or choose scans, see the verdict page by page, then record.

    After it was closed `signed_pdf` holds the signed packet (b"" where nothing is to be recorded),
    `signed_by` and `signed_on` who signed and when, and `remarks` what a person vouched for.
    """

    article = "mou-packet"

    def __init__(self, parent: QWidget | None, desk: Desk, issued: IssuedPacket) -> None:
        """Begin by asking for scans of the issued packet."""
        super().__init__(parent)
        self.desk, self.issued = desk, issued
        self.scans = Scans((), ())
        self.match: Match | None = None
        self.checker, self.checked = Checker(issued), Checked()
        self.signed_pdf, self.signed_by, self.remarks = b"", "", ""
        self.signed_on: date | None = None
        self.setWindowTitle(tr("Match a scan"))
        fit(self, 131, 36)
        self.banner, self.strip = Banner(), TaskStrip()
        self.verdict = label("")
        self.pages = self._page_list()
        self.strange = QVBoxLayout()
        self.vouched = self._vouch_box()
        self.name, self.day = QLineEdit(), DateField(tr("Signed on"), desk.today)
        self._lay()
        self._show()

    def exec(self) -> int:
        """Show the dialog until it is closed; a lock hides it and shows it again."""
        return int(ask(self))

    def ask_files(self) -> None:
        """Ask for scans."""
        paths = ask_files(self, tr("The scanned pages"), f"{tr('Scans')} {KINDS}")
        if paths:
            self.add(paths)

    def add(self, paths: list[Path]) -> None:
        """Read more scans beside the window."""
        self.banner.read()

        def job(progress: Progress) -> Scans:
            return scan.read(paths, progress)

        if self.strip.run(tr("Reading the scan"), job, self._has_read, self.banner.say):
            allow(self.record_button, tr("The scan is being read."), self.why)

    def look_at(self, number: int = 0) -> None:
        """Show a page (from 1), or the first one to be looked at, large beside the issued one."""
        if self.match is not None:
            found = self.match.by_number
            dialog = PageCompare(self, self.issued, self.checker, found, self.checked)
            if number:
                dialog.show_page(number)
            ask(dialog)

    def start_over(self) -> None:
        """Forget the scans read so far."""
        self.scans, self.match = Scans((), ()), None
        self._show()

    def record(self) -> None:
        """Put the pages together and close; the caller records them."""
        found = self.match
        if found is None or not self._may_record(found):
            return
        if not self.name.text().strip():
            self.banner.say(tr("Say who signed."))
            self.name.setFocus()
            return
        self.signed_on = self.day.demanded(self.desk.today)
        if self.signed_on is None:
            return
        self.remarks = scan.remarks(self.checked, "")
        self.signed_by = self.name.text().strip()
        self.strip.run(
            tr("Putting the pages together"),
            lambda _: scan.assemble(found, self.issued),
            self._has_assembled,
            self.banner.say,
        )

    def _may_record(self, match: Match | None) -> bool:
        """Tell whether all is there and in order, or a person vouches for what is not."""
        if match is None or not match.complete:
            return False
        return self.checked.is_clean or self.vouched.isChecked()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stop what runs."""
        self.strip.cancel()
        super().closeEvent(event)

    def assign(self, at: int, number: int) -> None:
        """Say by hand which page of the packet a page without a code is."""
        if self.match is not None:
            self.match = matching.assign(self.match, at, number)
            self._show()

    def _has_read(self, scans: Scans) -> None:
        by_hand = self._by_hand()
        self.scans = Scans(
            (*self.scans.pages, *scans.pages), (*self.scans.problems, *scans.problems)
        )
        self.match = scan.match(self.desk.workspace, self.issued, self.scans)
        for at, number in by_hand.items():
            self.match = matching.assign(self.match, at, number)
        self._compare()

    def _compare(self) -> None:
        """Compare the pages with the issued ones beside the window, then show what was seen."""
        found = self.match
        if found is None:
            return
        words = tr("Comparing the pages")
        self.strip.run(
            words,
            lambda progress: self.checker.check(found, progress),
            lambda _: self._show(),
            self._has_not_compared,
        )

    def _has_not_compared(self, words: str) -> None:
        """Start over where comparing was stopped: pages nobody compared must not count."""
        self.start_over()
        self.banner.say(words)

    def _by_hand(self) -> dict[int, int]:
        judged = self.match.judged if self.match else ()
        return {
            at: row.number
            for at, row in enumerate(judged)
            if row.fate is Fate.MATCHED and row.page.code is None
        }

    def _has_assembled(self, pdf: bytes) -> None:
        self.signed_pdf = pdf
        self.accept()

    def _show(self) -> None:
        found = self.match
        before, self.checked = self.checked, self.checker.check(found) if found else Checked()
        if self.checked != before:
            self.vouched.setChecked(False)
        self.vouched.setVisible(not self.checked.is_clean)
        self.vouched.setText(_vouching(self.checked))
        self._show_button()
        for made in (self.over_button, self.look_button):
            allow(made, "" if found else tr("No scan was read yet."))
        by_number = found.by_number if found else {}
        self.pages.clear()
        for number in range(1, self.issued.page_count + 1):
            self.pages.addItem(self._item(number, by_number.get(number)))
        clear(self.strange)
        if found is None:
            words = tr("Scan all {n} pages, also the unsigned ones, and drop the files here.")
            self.verdict.setText(words.format(n=self.issued.page_count))
            return
        lines = [*found.verdict(), *self.checked.lines()]
        self.verdict.setText("\n".join(lines))
        for at, judged in enumerate(found.judged):
            by_hand = judged.fate is Fate.MATCHED and judged.page.code is None
            if judged.fate in (Fate.FOREIGN, Fate.UNREAD) or by_hand:
                self.strange.addLayout(self._strange_row(at, judged))

    def _show_button(self) -> None:
        allow(self.record_button, self._why_not(), self.why)

    def _why_not(self) -> str:
        """Say why the packet cannot be recorded now, "" where it can."""
        if self.match is None:
            return tr("Scan the pages first.")
        if not self.match.complete:
            return tr("Pages are missing.")
        return "" if self._may_record(self.match) else tr("Look at the pages marked and say so.")

    def has_work(self) -> bool:
        """Return whether scans were read."""
        return self.match is not None and not self.signed_pdf

    def _item(self, number: int, judged: Judged | None) -> QListWidgetItem:
        """Return one page of the packet with its state in words."""
        state = _state(judged, self.match is not None)
        if number in self.checked.unlike:
            state = tr("✗ looks different")
        elif number in self.checked.unknown_look:
            by_hand = judged is not None and judged.page.code is None
            state = tr("? entered manually") if by_hand else tr("? not compared")
        elif number in self.checked.ink_pages:
            state = tr("? signature")
        item = QListWidgetItem(f"{number}\n{state}")
        item.setIcon(QIcon(_thumb(judged) if judged else _empty()))
        return item

    def _strange_row(self, at: int, judged: Judged) -> Any:
        picture = label("")
        picture.setPixmap(_thumb(judged))
        words = label(f"{SIGNS[judged.fate]} {judged.page.title}: {judged.why}")
        if judged.fate is Fate.FOREIGN:
            line = row(picture, words)
        else:
            box = NumberBox()
            box.setRange(0, self.issued.page_count)
            box.setSpecialValueText(tr("not said"))
            box.setValue(judged.number)
            box.setAccessibleName(tr("{page} is page").format(page=judged.page.title))
            box.editingFinished.connect(partial(self._assigned, at, box))
            line = row(picture, words, label(tr("This is page")), box)
        line.setStretch(1, 1)
        return line

    def _assigned(self, at: int, box: QSpinBox) -> None:
        judged = self.match.judged[at] if self.match else None
        if judged is not None and judged.number != box.value():
            self.assign(at, box.value())

    def _vouch_box(self) -> QCheckBox:
        box = QCheckBox(_vouching(self.checked))
        box.toggled.connect(lambda _: self._show_button())
        return box

    def _page_list(self) -> QListWidget:
        pages = QListWidget()
        pages.setViewMode(QListWidget.ViewMode.IconMode)
        pages.setIconSize(THUMB)
        pages.setGridSize(QSize(132, 160))
        pages.setResizeMode(QListWidget.ResizeMode.Adjust)
        pages.setMovement(QListWidget.Movement.Static)
        pages.setWordWrap(True)
        pages.itemActivated.connect(lambda item: self.look_at(pages.row(item) + 1))
        pages.setAccessibleName(tr("Pages of the packet"))
        return pages

    def _lay(self) -> None:
        names = [place.name for place in self.issued.places[:-1] if place.name]
        self.name.setText("; ".join(names))
        self.name.setAccessibleName(tr("Signed by"))
        self.choose_button = button(tr("Choose files…"), self.ask_files)
        FileDrop(self, self.add, Wants(endings_of(KINDS), is_one=False), self.choose_button)
        self.over_button = button(tr("Start over"), self.start_over)
        self.look_button = button(tr("Compare the pages…"), self.look_at)
        self.record_button = button(tr("Record the signed packet"), self.record, "primary")
        self.why = Reason()
        close = button(tr("Cancel"), self.reject)
        mine = (self.choose_button, self.over_button, self.look_button)
        for widget in (*mine, self.record_button, close):
            widget.setAutoDefault(False)
        inner = QWidget()
        inside = QVBoxLayout(inner)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.verdict)
        inside.addWidget(self.pages)
        self.pages.setMinimumHeight(lines(13))
        inside.addLayout(self.strange)
        inside.addStretch(1)
        form = QFormLayout()
        form.addRow(tr("Signed by"), self.name)
        form.addRow(tr("Signed on"), self.day)
        title = tr("{title}, code {code}").format(title=self.issued.title, code=self.issued.code)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 14)
        column.setSpacing(10)
        column.addWidget(label(tr("Match a scan"), h1=True))
        column.addWidget(label(title, muted=True))
        column.addWidget(self.banner)
        column.addWidget(scrolled(inner), 1)
        column.addWidget(self.vouched)
        column.addLayout(form)
        column.addWidget(self.strip)
        last = (None, self.why, close, self.record_button)
        column.addLayout(row(*mine, *last))


def _vouching(checked: Checked) -> str:
    """Return what a person vouches for, with the pages."""
    pages = ", ".join(map(str, checked.pages))
    words = tr("I looked at page {n} on paper: signed, and as issued. My name is kept with it.")
    if len(checked.pages) > 1:
        words = tr(
            "I looked at pages {n} on paper: signed, and as issued. My name is kept with it."
        )
    return words.format(n=pages)


def _state(judged: Judged | None, is_read: bool) -> str:
    if judged is None:
        return tr("✗ missing") if is_read else tr("not scanned yet")
    return tr("✓ turned upright") if judged.is_turned else tr("✓ there")


def _thumb(judged: Judged) -> QPixmap:
    picture = upright(judged.page)
    picture.thumbnail((THUMB.width() * 2, THUMB.height() * 2))
    packed = BytesIO()
    picture.save(packed, "PNG")
    pixmap = QPixmap.fromImage(QImage.fromData(packed.getvalue()))
    pixmap.setDevicePixelRatio(2)
    return pixmap


def _empty() -> QPixmap:
    pixmap = QPixmap(THUMB)
    pixmap.fill(Qt.GlobalColor.transparent)
    return pixmap
