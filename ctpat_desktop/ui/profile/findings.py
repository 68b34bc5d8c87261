"""Everything that is missing, worst first, to be worked off; a click goes to the very field."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QLineEdit, QWidget

from ctpat_desktop.catalogue.figures import checklist_figures
from ctpat_desktop.checklist import Finding, Severity
from ctpat_desktop.documents.core import labels
from ctpat_desktop.services.profile import finding_marks
from ctpat_desktop.services.profile.exports import name_for
from ctpat_desktop.services.profile.finding_marks import NONE, Mark, key_of
from ctpat_desktop.support.language import N_, ntr, tr
from ctpat_desktop.support.words import holds, natural_key
from ctpat_desktop.ui.fields.numbers_dialog import FiguresDialog
from ctpat_desktop.ui.page import Page
from ctpat_desktop.ui.profile.finding_dialogs import AcceptDialog, AssignDialog
from ctpat_desktop.ui.profile.findings_list import FindingsModel, Line, findings_view
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.session.tasks import wait_for
from ctpat_desktop.ui.widgets.boxes import ChoiceBox
from ctpat_desktop.ui.widgets.dialogs import ask, ask_place
from ctpat_desktop.ui.widgets.list_menu import offer, offer_to_open
from ctpat_desktop.ui.widgets.menu import Menu
from ctpat_desktop.ui.widgets.parts import button, changer, flow, label, looks, page_column, row
from ctpat_desktop.ui.widgets.push_button import PushButton
from ctpat_desktop.ui.widgets.reasons import allow
from ctpat_desktop.ui.widgets.theme import letters
from ctpat_desktop.workspace.changes import Changes

HEADINGS = {
    Severity.BLOCKER: N_("Blockers: the portal would refuse, or a Must is open"),
    Severity.GAP: N_("Gaps: said but not proven"),
    Severity.WEAK: N_("Weak: a specialist would ask"),
    Severity.NOTE: N_("Notes"),
}
OPEN, LATE, ACCEPTED, EVERY = "open", "late", "accepted", "every"
STATES = {
    OPEN: N_("Open"),
    LATE: N_("Late"),
    ACCEPTED: N_("Accepted"),
    EVERY: N_("Open and accepted"),
}
NOBODY = "\0"
"""What the choice of an owner holds for findings nobody works on."""


def _why_not(chosen: Sequence[Finding]) -> str:
    """Return why findings cannot be accepted: a blocker has to be closed."""
    blocked = [row for row in chosen if row.severity is Severity.BLOCKER]
    if not blocked:
        return ""
    words = tr("{place} is a blocker; it cannot be accepted, only closed.")
    return words.format(place=blocked[0].place.label or blocked[0].place.criterion)


class FindingsPage(Page):
    """All findings of the account, grouped by severity, narrowed, and decided about."""

    shows_findings = True

    def __init__(self, desk: Desk) -> None:
        """Show what is missing now."""
        super().__init__()
        self.desk = desk
        self.marks: dict[str, Mark] = {}
        self.head = label("", h1=True)
        self.nothing = label("")
        self.model = FindingsModel()
        self.model.ticked.connect(self._show_buttons)
        self.list = findings_view(self.model)
        self.list.opened.connect(self._go)
        self._make_filters()
        self._make_buttons()
        offer_to_open(self.list)
        offer(self.list, *self.buttons)
        figures = changer(tr("Checklist intervals…"), self.ask_figures, "link")
        column = page_column(self)
        column.addLayout(row(self.head, None, figures))
        column.addLayout(flow(self.words, self.severity, self.owner, self.state, None))
        column.addWidget(self.nothing)
        column.addWidget(self.list, 1)
        self.rest = QWidget()
        column.addWidget(self.rest, 1)
        column.addLayout(flow(*self.buttons, None, self.save_button))
        self.show_all()

    def refresh(self, changes: Changes) -> None:
        """Show everything anew."""
        del changes
        self.show_all()

    def flush(self) -> bool:
        """Nothing is typed here."""
        return True

    def ask_figures(self) -> None:
        """Show the days and counts the checklist goes by."""
        told = tr(
            "The checklist uses these intervals when it compares the answers with the registers. "
            "They are the program's own defaults, not CBP's."
        )
        ask(
            FiguresDialog(
                self.window(), self.desk, tr("Checklist intervals"), told, checklist_figures()
            )
        )

    def show_all(self) -> None:
        """Read what was decided, and show the findings anew."""
        findings = self.desk.review.findings
        self.marks = finding_marks.read(self.desk.scope, findings)
        self._show_owners()
        self.narrow()

    def narrow(self) -> None:
        """Show the findings wanted under one heading per severity, the accepted ones below."""
        findings, is_wanted = self.desk.review.findings, self._filter()
        rows: dict[Severity, list[Finding]] = {severity: [] for severity in HEADINGS}
        accepted: list[Finding] = []
        for each in findings:
            mark = self._mark(each)
            if is_wanted(each, mark):
                (accepted if mark.is_accepted else rows[each.severity]).append(each)
        lines: list[Line] = []
        for severity, heading in HEADINGS.items():
            if found := rows[severity]:
                lines += [f"{tr(heading)} ({len(found)})", *found]
        if accepted:
            lines += [f"{tr('Accepted for a while')} ({len(accepted)})", *accepted]
        self._show_head(len(findings), is_empty=not lines)
        self._show_lines(lines)
        self._show_buttons()

    def tick_all(self) -> None:
        """Tick every finding that is shown; none where all of them are."""
        shown = {key_of(line) for line in self.model.lines if isinstance(line, Finding)}
        self.model.tick(set() if shown <= self.model.ticks else shown)

    def assign(self) -> None:
        """Ask who works on the ticked findings until when."""
        chosen = self.model.chosen()
        if chosen:
            ask(AssignDialog(self.window(), self.desk, chosen, self._mark(chosen[0])))
            self._rest()

    def accept(self) -> None:
        """Ask why the ticked findings can stay."""
        if chosen := self.model.chosen():
            ask(AcceptDialog(self.window(), self.desk, chosen))
            self._rest()

    def _rest(self) -> None:
        """Give the list the keyboard, or where nothing is left in it the first filter."""
        (self.words if self.list.isHidden() else self.list).setFocus()

    def open_again(self) -> None:
        """Take back that the ticked findings are accepted."""
        chosen, scope = self.model.chosen(), self.desk.scope
        words = tr("Opening findings again")
        self.desk.attempt(
            lambda: wait_for(self, words, lambda: finding_marks.open_again(scope, chosen))
        )

    def ask_save(self, ending: str) -> None:
        """Ask where the list goes, and write the findings that are shown."""
        name = f"{name_for(self.desk.dossier, 'findings')}{ending}"
        kind = f"{ending[1:].upper()} (*{ending})"
        path = ask_place(self.window(), tr("Save the list"), name, kind, ending)
        if path is not None:
            self.save(path)

    def save(self, path: Path) -> None:
        """Write the findings that are shown, with what was decided; the file is read again."""
        shown = [line for line in self.model.lines if isinstance(line, Finding)]
        scope, marks = self.desk.scope, self.marks
        if self.desk.attempt(lambda: finding_marks.save(scope, shown, marks, path)):
            count = ntr("{n} finding", "{n} findings", len(shown))
            self.desk.written.emit(
                tr("{count} saved in {path}.").format(count=count, path=path), path
            )

    def _mark(self, finding: Finding) -> Mark:
        return self.marks.get(key_of(finding), NONE) if self.marks else NONE

    def _filter(self) -> Callable[[Finding, Mark], bool]:
        """Return what tells whether a finding is shown, from the choices as they are now."""
        state, severity = self.state.currentData(), self.severity.currentData()
        owner, words, today = self.owner.currentData(), self.words.text(), self.desk.today
        name = "" if owner == NOBODY else owner
        is_shown: dict[str, Callable[[Mark], bool]] = {
            OPEN: lambda mark: not mark.is_accepted,
            LATE: lambda mark: mark.is_late(today),
            ACCEPTED: lambda mark: mark.is_accepted,
            EVERY: lambda _: True,
        }
        shown = is_shown[state]

        def is_wanted(finding: Finding, mark: Mark) -> bool:
            if not shown(mark) or severity not in ("", finding.severity):
                return False
            if owner and mark.owner != name:
                return False
            told = (finding.place.label, finding.reason, finding.remedy, mark.owner)
            return not words or holds(" ".join(told), words)

        return is_wanted

    def _show_head(self, every: int, *, is_empty: bool) -> None:
        words = ntr("{n} finding", "{n} findings", every)
        accepted = sum(mark.is_accepted for mark in self.marks.values())
        if accepted:
            words = f"{words}, {tr('{n} accepted').format(n=accepted)}"
        self.head.setText(words)
        done = tr("Nothing is missing. The profile can be exported.")
        self.nothing.setText(tr("No finding fits these choices.") if every else done)
        self.nothing.setVisible(is_empty)
        self.rest.setVisible(is_empty)
        self.list.setVisible(not is_empty)

    def _show_lines(self, lines: list[Line]) -> None:
        bar = self.list.verticalScrollBar()
        at = bar.value()
        self.model.show_lines(lines, self.marks)
        self.list.doItemsLayout()  # else there is nothing to scroll yet
        bar.setValue(at)

    def _show_owners(self) -> None:
        known = sorted({mark.owner for mark in self.marks.values() if mark.owner}, key=natural_key)
        held = self.owner.currentData()
        self.owner.blockSignals(True)
        self.owner.clear()
        self.owner.addItem(tr("Every owner"), "")
        self.owner.addItem(tr("Nobody yet"), NOBODY)
        for name in known:
            self.owner.addItem(name, name)
        self.owner.setCurrentIndex(max(self.owner.findData(held), 0))
        self.owner.blockSignals(False)

    def _show_buttons(self) -> None:
        chosen = self.model.chosen()
        count = f" ({len(chosen)})" if chosen else ""
        none = "" if chosen else tr("Tick the findings this is about.")
        accepted = any(self._mark(each).is_accepted for each in chosen)
        not_accepted = none or ("" if accepted else tr("None of the ticked ones is accepted."))
        for one, words, why_not in (
            (self.assign_button, tr("Owner and due date…"), none),
            (self.accept_button, tr("Accept for a while…"), none or _why_not(chosen)),
            (self.again_button, tr("Open again"), not_accepted),
        ):
            one.setText(words + count)
            allow(one, why_not)
        empty = "" if self.model.lines else tr("No finding is shown.")
        for one in (self.tick_button, self.save_button):
            allow(one, empty)

    def _make_filters(self) -> None:
        self.words = looks(QLineEdit())
        self.words.setPlaceholderText(tr("Find in the findings"))
        self.words.setAccessibleName(tr("Find in the findings"))
        self.words.setClearButtonEnabled(True)
        self.words.setFixedWidth(letters(30))
        self.severity = looks(ChoiceBox())
        self.severity.setAccessibleName(tr("Weight"))
        self.severity.addItem(tr("Every weight"), "")
        for severity in Severity:
            self.severity.addItem(labels.severity(severity), severity)
        self.owner = looks(ChoiceBox())
        self.owner.setAccessibleName(tr("Owner"))
        self.state = looks(ChoiceBox())
        self.state.setAccessibleName(tr("State"))
        for state, words in STATES.items():
            self.state.addItem(tr(words), state)
        self.words.textChanged.connect(lambda _: self.narrow())
        for box in (self.severity, self.owner, self.state):
            box.currentIndexChanged.connect(lambda _: self.narrow())

    def _make_buttons(self) -> None:
        self.tick_button = button(tr("Tick all"), self.tick_all)
        self.assign_button = changer("", self.assign)
        self.accept_button = changer("", self.accept)
        self.again_button = changer("", self.open_again)
        self.buttons = (
            *(self.tick_button, self.assign_button, self.accept_button, self.again_button),
        )
        self.save_button = PushButton(tr("Save the list"))
        menu = Menu(self.save_button)
        for ending in (".xlsx", ".csv"):
            words = tr("As {kind}…").format(kind=ending[1:].upper())
            menu.addAction(words, partial(self.ask_save, ending))
        self.save_button.setMenu(menu)

    def _go(self, index: QModelIndex) -> None:
        line = self.model.lines[index.row()]
        if isinstance(line, Finding):
            self.desk.go(line)
