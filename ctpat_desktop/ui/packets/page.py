"""The MOU packet: this year's draft, what waits for a signature, and all packets so far."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QFrame,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from ctpat_desktop.records import Packet
from ctpat_desktop.services.packets import briefing, issuing, store
from ctpat_desktop.support.due import Due, with_lateness
from ctpat_desktop.support.language import N_, tr
from ctpat_desktop.ui.packets import doing
from ctpat_desktop.ui.packets.session import OfficerSession
from ctpat_desktop.ui.packets.signing.verify_dialog import VerifyDialog
from ctpat_desktop.ui.page import Page
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.session.printing import show_pages
from ctpat_desktop.ui.widgets.boxes import ChoiceBox
from ctpat_desktop.ui.widgets.dialogs import ask, confirm
from ctpat_desktop.ui.widgets.file_drop import takes_file
from ctpat_desktop.ui.widgets.open_files import ask_file
from ctpat_desktop.ui.widgets.parts import (
    button,
    card,
    changer,
    chip,
    clear,
    go_there,
    label,
    page_column,
    redden,
    row,
    scrolled,
)
from ctpat_desktop.ui.widgets.short import ShortLabel
from ctpat_desktop.ui.widgets.tab_order import reach
from ctpat_desktop.workspace.changes import Changes

STATES = {
    "draft": ("note", N_("Draft")),
    "issued": ("warn", N_("Waits for a signature")),
    "signed": ("ok", N_("Signed")),
    "void": ("note", N_("Withdrawn")),
}
"""Mark and word of each state of a packet."""

MOST_POINTS = 8
"""Open points listed on the page; the officer's brief has more."""


class PacketsPage(Page):
    """Everything about what a company officer signs."""

    def __init__(self, desk: Desk) -> None:
        """Read the packets when the page is first seen."""
        super().__init__()
        self.desk = desk
        self.put_off()
        self.open_id = ""
        self.status = label("", muted=True)
        self.state = chip("", "note")
        self.officers = [self._officer_box(1), self._officer_box(2)]
        self.official = ShortLabel()
        self.points, self.history = QVBoxLayout(), QVBoxLayout()
        self.code = label("", muted=True)
        self.changed = label("")
        redden(self.changed, is_late=True)
        inner = QWidget()
        column = page_column(inner)
        column.addWidget(label(tr("MOU packet"), h1=True))
        column.addWidget(self.status)
        for part in (self._session_card(), self._year_card(), self._open_card()):
            column.addWidget(part)
        frame, inside = card()
        inside.addWidget(label(tr("All packets"), h2=True))
        inside.addLayout(self.history)
        column.addWidget(frame)
        column.addWidget(self._verify_card())
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(inner))

    @property
    def year(self) -> int:
        """The year whose packet is prepared."""
        return self.desk.today.year

    def show_all(self) -> None:
        """Read the packets anew."""
        desk = self.desk
        packets = store.every(desk.scope)
        waiting = next((row for row in packets if row.state == store.ISSUED), None)
        signed = next((row for row in packets if row.state == store.SIGNED), None)
        said = issuing.drafted(desk.scope)
        choices = store.choices(desk.scope, self.year)
        self._show_status(signed)
        self._show_choices(choices, [row.name for row in said.agreement.signers])
        self._show_points([(row.words, row.place, row.is_serious) for row in said.open_points])
        self._show_open(waiting, packets)
        self._show_history(packets)

    def refresh(self, changes: Changes) -> None:
        """Read anew."""
        del changes
        self.show_all()

    def choose_officers(self) -> None:
        """Keep who signs first and second."""
        chosen = [key for box in self.officers if (key := box.currentData())]
        keys, name = list(dict.fromkeys(chosen)), self.officers[-1].currentText()
        self._keep(signers=keys)
        if len(keys) < len(chosen):
            self.show_all()
            words = tr("{name} cannot sign twice: there is no second signer now.")
            self.desk.warn(words.format(name=name))

    def add_official(self, path: Path) -> None:
        """Put CBP's own PDF behind the packet."""
        desk = self.desk
        desk.attempt(lambda: issuing.take_official(desk.scope, path))

    def drop_official(self) -> None:
        """Leave CBP's own PDF out; it stays in the library."""
        self._keep(official_id=None)

    def preview(self) -> None:
        """Show the draft as pages."""
        desk = self.desk
        show_pages(
            self.window(),
            desk,
            lambda _: issuing.draft_pdf(desk.scope),
        )

    def issue(self) -> str:
        """Freeze this year's packet and return its id; "" where that was refused."""
        made = doing.issue(self.window(), self.desk)
        if made and made == self.open_id:  # what is to do next lies further down
            QTimer.singleShot(0, self.print_button, partial(reach, self.print_button))
        return made

    def start_session(self) -> None:
        """Show the officer the brief, then let the officer sign."""
        ask(OfficerSession(self.window(), self.desk))

    def preview_brief(self) -> None:
        """Show the officer's brief as pages."""
        desk = self.desk
        show_pages(
            self.window(),
            desk,
            lambda _: briefing.brief_pdf(desk.scope),
        )

    def withdraw(self) -> None:
        """Take the packet that waits out of use, after asking."""
        words = tr(
            "Withdraw this packet? Pages that were printed from it cannot be matched as signed "
            "any more; the program still knows whose pages they are."
        )
        if confirm(self, tr("Withdraw packet"), words):
            packet_id = self.open_id
            self.desk.attempt(lambda: issuing.withdraw(self.desk.workspace, packet_id))

    def _keep(self, **values: Any) -> None:
        desk = self.desk
        desk.attempt(lambda: store.choose(desk.scope, self.year, **values))

    def _session_card(self) -> QFrame:
        frame, column = card()
        column.addWidget(label(tr("Officer's session"), h2=True))
        words = tr("Two pages to read: what changed, what is signed, what is open. Then sign.")
        column.addWidget(label(words, muted=True))
        column.addLayout(
            row(
                changer(tr("Start the officer's session"), self.start_session, "primary"),
                button(tr("Print the brief…"), self.preview_brief),
                None,
            )
        )
        return frame

    def _year_card(self) -> QFrame:
        frame, column = card()
        title = tr("Packet for {year}").format(year=self.year)
        line = row(label(title, h2=True), self.state)
        line.setStretch(0, 1)
        column.addLayout(line)
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(tr("Officer who signs"), self.officers[0])
        form.addRow(tr("Second signer"), self.officers[1])
        self.add_button = changer(tr("Add CBP's PDF…"), self._ask_official)
        takes_file(frame, self.add_official, "(*.pdf)", self.add_button)
        self.drop_button = button(tr("Leave it out"), self.drop_official)
        own = row(self.official, self.add_button, self.drop_button)
        own.setStretch(0, 1)
        own.setStretch(0, 1)
        form.addRow(tr("CBP's own text"), own)
        column.addLayout(form)
        column.addLayout(self.points)
        self.issue_button = changer(tr("Issue the packet"), self.issue, "primary")
        column.addLayout(row(self.issue_button, button(tr("Preview…"), self.preview), None))
        words = tr(
            "Issuing freezes the pages and gives each its code. The text cannot change then."
        )
        column.addWidget(label(words, muted=True))
        return frame

    def _open_card(self) -> QFrame:
        self.open_frame, column = card()
        column.addWidget(label(tr("Waits for a signature"), h2=True))
        column.addWidget(self.code)
        column.addWidget(self.changed)
        ask_print = partial(self._with_open, doing.print_packet)
        self.print_button = button(tr("Print…"), ask_print, "primary")
        column.addLayout(
            row(
                self.print_button,
                changer(tr("Sign with a certificate…"), partial(self._with_open, doing.sign)),
                changer(tr("Match a scan…"), partial(self._with_open, doing.match_scan)),
                button(tr("Save a copy…"), partial(self._with_open, doing.save_copy)),
                None,
                changer(tr("Withdraw"), self.withdraw),
            )
        )
        return self.open_frame

    def _verify_card(self) -> QFrame:
        frame, column = card()
        column.addWidget(label(tr("Signed with a certificate in another program?"), h2=True))
        add = changer(tr("Add signed PDF…"), partial(self._with_open, doing.take_in))
        takes_file(frame, self._take_signed, "(*.pdf)", add)
        words = tr("The issued packet has empty signature fields, so any PDF program can sign it.")
        column.addWidget(label(words, muted=True))
        column.addLayout(
            row(
                add,
                button(tr("Verify a signed PDF…"), lambda: VerifyDialog(self.window()).exec()),
                None,
            )
        )
        return frame

    def _take_signed(self, path: Path) -> None:
        if self.open_id:
            doing.take_in_file(self.desk, self.open_id, path)
        else:
            self.desk.warn(tr("No packet waits for a signature."))

    def _with_open(self, do: Any) -> None:
        if not self.open_id:
            self.desk.warn(tr("No packet waits for a signature. Issue one first."))
            return
        do(self.window(), self.desk, self.open_id)

    def _do(self, do: Any, packet_id: str) -> None:
        do(self.window(), self.desk, packet_id)

    def _officer_box(self, place: int) -> QComboBox:
        box = ChoiceBox()
        box.setAccessibleName(tr("Signer {n}").format(n=place))
        box.activated.connect(lambda _: self.choose_officers())
        return box

    def _ask_official(self) -> None:
        name = ask_file(self, tr("CBP's official text"), "*.pdf")
        if name:
            self.add_official(Path(name))

    def _show_status(self, signed: Packet | None) -> None:
        if signed is None:
            self.status.setText(tr("No packet was signed yet."))
            return
        due = Due(signed.renewal_on, self.desk.today)
        words = tr("{title} was signed by {who} on {day}; the next signature is due {due}.")
        self.status.setText(
            words.format(
                title=signed.title,
                who=signed.signed_by,
                day=doing.day(signed.signed_on),
                due=with_lateness(doing.day(signed.renewal_on), due),
            )
        )
        redden(self.status, is_late=due.is_late)

    def _show_choices(self, packet: Packet | None, signers: list[str]) -> None:
        people = {row.full_name: row.id for row in self.desk.dossier.contacts if row.is_officer}
        for place, box in enumerate(self.officers):
            box.blockSignals(True)
            box.clear()
            box.addItem(tr("Nobody") if place else tr("Nobody yet"), "")
            for name, key in people.items():
                box.addItem(name, key)
            chosen = people.get(signers[place], "") if place < len(signers) else ""
            box.setCurrentIndex(max(0, box.findData(chosen)))
            box.blockSignals(False)
        titles = self.desk.document_names
        official = titles.get(packet.official_id or "", "") if packet else ""
        self.official.setText(official or tr("Not added; the outline is in our own words."))
        self.drop_button.setVisible(bool(official))

    def _show_points(self, points: list[tuple[str, Any, bool]]) -> None:
        clear(self.points)
        if not points:
            self.points.addWidget(label(tr("Nothing is open."), muted=True))
        for words, place, is_serious in points[:MOST_POINTS]:
            kind, word = ("bad", tr("Missing")) if is_serious else ("warn", tr("Open"))
            mark = chip(word, kind)
            link = go_there(words, partial(self.desk.go_to, place))
            line = row(mark, label(words), link)
            line.setStretch(1, 1)
            link.setVisible(place.section != "packets")
            self.points.addLayout(line)
        if len(points) > MOST_POINTS:
            words = tr("And {count} more; all are in the brief.")
            self.points.addWidget(label(words.format(count=len(points) - MOST_POINTS), muted=True))

    def _show_open(self, waiting: Packet | None, packets: Sequence[Packet]) -> None:
        self.open_id = waiting.id if waiting else ""
        self.open_frame.setVisible(waiting is not None)
        newest = next((row for row in packets if row.year == self.year and row.sha256), None)
        kind, word = STATES[newest.state if newest else "draft"]
        self.state.setText(tr(word))
        self.state.setProperty("chip", kind)
        self.state.style().polish(self.state)
        changed = doing.changed_since(self.desk, waiting) if waiting is not None else ""
        self.changed.setText(changed)
        self.changed.setVisible(bool(changed))
        if waiting is not None:
            words = tr("{title}: {pages} pages with the code {code}, issued on {day}.")
            self.code.setText(
                words.format(
                    title=waiting.title,
                    pages=waiting.page_count,
                    code=waiting.code,
                    day=doing.day(waiting.issued_on),
                )
                + doing.signed_so_far(waiting)
            )

    def _show_history(self, packets: Any) -> None:
        clear(self.history)
        issued = [packet for packet in packets if packet.sha256]
        if not issued:
            self.history.addWidget(label(tr("None was issued yet."), muted=True))
        for packet in issued:
            self.history.addLayout(self._line(packet))

    def _line(self, packet: Packet) -> Any:
        kind, word = STATES.get(packet.state, STATES["draft"])
        words = tr("{title} · {code} · issued {day}").format(
            title=packet.title, code=packet.code, day=doing.day(packet.issued_on)
        )
        if packet.signed_by and packet.state == "signed":
            words += " · " + tr("signed by {who} on {day}").format(
                who=packet.signed_by, day=doing.day(packet.signed_on)
            )
            documents = self.desk.dossier.evidence
            words += "".join(
                f"\n{row.notes}" for row in documents if row.id == packet.evidence_id and row.notes
            )
        buttons = [
            button(name, partial(do, self.window(), self.desk, packet.id), "", words)
            for name, do in (
                (tr("Preview…"), doing.preview_packet),
                (tr("Print…"), doing.print_packet),
                (tr("Save a copy…"), doing.save_copy),
            )
        ]
        told: QLabel = label(words)
        line = row(chip(tr(word), kind), told, *buttons)
        line.setStretch(1, 1)
        return line
