"""The list at the left: account, pages, and how far each section is."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ctpat_desktop.catalogue.areas import is_offered, load_areas
from ctpat_desktop.catalogue.model import EARLIER, Category
from ctpat_desktop.reading.kits import Kit
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.merging import kits
from ctpat_desktop.support.language import tr
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.widgets.boxes import ChoiceBox
from ctpat_desktop.ui.widgets.counts import unanswered
from ctpat_desktop.ui.widgets.parts import chip, label, looks, scrolled
from ctpat_desktop.ui.widgets.theme import lines

OF_EVERY_KIT = frozenset(
    ("home", "search", "grid", "findings", "review", "evidence", "safety", "settings")
)
"""The pages that a field kit has whatever was handed out with it, besides its sections."""

STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class SideRow(QPushButton):
    """One page: its name, a count, and a red mark for open Musts."""

    left_for = Signal(int)
    """The person goes to the row below (1) or above (-1) by an arrow key."""
    entered = Signal()

    def __init__(self, words: str, is_sub: bool) -> None:
        """Show the name; `is_sub` indents it."""
        super().__init__()
        self.setProperty("row", True)
        self.setCheckable(True)
        self.setText(words)
        self.setMinimumHeight(lines(1.5 if is_sub else 1.7))
        self.setProperty("sub", is_sub)
        self.mark = chip("", "bad")
        self.count = QLabel("")
        self.count.setProperty("group", True)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 8, 0)
        line.addStretch(1)
        line.addWidget(self.mark)
        line.addWidget(self.count)
        for widget in (self.mark, self.count):
            widget.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def rename(self, words: str) -> None:
        """Show another name, such as that of another edition."""
        if words != self.text():
            self.setText(words)
            self.setAccessibleName(words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the next row with the arrow keys: all rows are one stop of Tab."""
        step = STEPS.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.left_for.emit(step)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell that this row has the keyboard now."""
        super().focusInEvent(event)
        self.entered.emit()

    def show_state(self, count: str, musts: int) -> None:
        """Show a count and the number of open Musts."""
        self.count.setText(count)
        self.mark.setText(str(musts))
        self.mark.setVisible(musts > 0)
        words = f"{self.text()} {count}"
        if musts:
            words += ", " + unanswered(musts)
        self.setAccessibleName(words)


def chapter_name(category: Category) -> str:
    """Return what a category is called in the list; the last one has no number."""
    short = tr(category.short)
    return short if category is EARLIER else f"{category.number}  {short}"


def _is_in(kit: Kit, page: str) -> bool:
    """Return whether a page shows anything that was handed out with a field kit."""
    if page.isdigit() or page in OF_EVERY_KIT:
        return True
    areas = {area.id: area.tabs for area in load_areas()}
    tables = {*kit.registers, *(("site",) if kit.sites else ())}
    return bool(tables.intersection(areas.get(page, ())))


class Sidebar(QFrame):
    """All pages of the open account."""

    def __init__(
        self, desk: Desk, go: Callable[[str], object], choose: Callable[[str], object]
    ) -> None:
        """`go` opens a page by key; `choose` looks at another account ("" adds one)."""
        super().__init__()
        self.desk, self.go, self.choose = desk, go, choose
        self.setProperty("side", True)
        self.rows: dict[str, SideRow] = {}
        self.groups: dict[QLabel, list[SideRow]] = {}
        """The rows under each heading."""
        self._kit = kits.what_it_is(desk.workspace)
        self.accounts = looks(ChoiceBox())
        self.accounts.setAccessibleName(tr("Company and account"))
        self.accounts.activated.connect(self._chosen)
        inner = QWidget()
        self.column = QVBoxLayout(inner)
        self.column.setContentsMargins(8, 4, 8, 8)
        self.column.setSpacing(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 10, 0, 0)
        top = QVBoxLayout()
        top.setContentsMargins(10, 0, 10, 0)
        top.addWidget(self.accounts)
        outer.addLayout(top)
        self.area = scrolled(inner)
        outer.addWidget(self.area, 1)
        self._fill()
        self.show_accounts()
        self.show_state()

    def show_state(self) -> None:
        """Show counts and marks as they are now."""
        dossier, review = self.desk.dossier, self.desk.review
        for part in review.progress:
            row = self.rows.get(part.section)
            if row is not None:
                row.show_state(f"{part.answered}/{part.total}", part.must_open)
        self.rows["evidence"].show_state(str(len(dossier.evidence)), 0)
        self.rows["findings"].show_state(str(review.count), 0)

    def show_pages(self) -> None:
        """Show the pages that the kind of account looked at has."""
        offered = self.offered()
        for category in self.desk.dossier.edition.chapters:
            self.rows[str(category.number)].rename(chapter_name(category))
        for key, row in self.rows.items():
            row.setVisible(key in offered)
        for head, rows in self.groups.items():
            head.setVisible(any(not row.isHidden() for row in rows))

    def offered(self) -> list[str]:
        """Return the keys of the pages that the kind of account looked at has."""
        entity = self.desk.dossier.account.entity
        asked = {str(answer.criterion.category) for answer in self.desk.dossier.answers}
        return [
            key
            for key in self.rows
            if is_offered(key, entity)
            and (self._kit is None or _is_in(self._kit, key))
            and (not key.isdigit() or key in asked)
            and (key != "companies" or self._has_several)
        ]

    def mark(self, key: str) -> None:
        """Show which page is open."""
        for name, row in self.rows.items():
            row.setChecked(name == key)
        self._stop_at(self.rows.get(key, self.rows["home"]))
        if key in self.rows:
            self.area.ensureWidgetVisible(self.rows[key], 0, 40)

    def shown_name(self) -> str:
        """Return what the open page is called here."""
        return next((row.text() for row in self.rows.values() if row.isChecked()), "")

    def _stop_at(self, stop: SideRow) -> None:
        """Let Tab stop at one row alone."""
        for row in self.rows.values():
            is_stop = row is stop
            row.setFocusPolicy(Qt.FocusPolicy.StrongFocus if is_stop else Qt.FocusPolicy.ClickFocus)

    def _step_from(self, row: SideRow, step: int) -> None:
        shown = [other for other in self.rows.values() if not other.isHidden()]
        at = shown.index(row) + step
        if 0 <= at < len(shown):
            shown[at].setFocus(Qt.FocusReason.TabFocusReason)
            self.area.ensureWidgetVisible(shown[at], 0, 40)

    def _fill(self) -> None:
        self._row("companies", tr("All companies"))
        self._row("home", tr("Home"))
        self._row("search", tr("Search"))
        self._row("company", tr("Company"))
        self._group(tr("SECURITY PROFILE"))
        for category in self.desk.dossier.edition.chapters:
            self._row(str(category.number), chapter_name(category), is_sub=True)
        self._group(tr("REGISTERS"))
        for area in load_areas():
            self._row(area.id, tr(area.title))
            if area.id == "partners":
                self._row("questionnaires", tr("Questionnaires"))
        self._group(tr("REVIEW"))
        self._row("grid", tr("All answers"))
        self._row("findings", tr("Findings"))
        self._row("review", tr("Review"))
        self._row("year", tr("Yearly review"))
        self._row("deadlines", tr("Deadlines"))
        self._row("evidence", tr("Evidence"))
        self._row("reports", tr("Reports"))
        self._group(tr("SEND AND SIGN"))
        self._row("exports", tr("Export and print"))
        self._row("submissions", tr("Submissions"))
        self._row("packets", tr("MOU packet"))
        self._group(tr("THIS FILE"))
        self._row("safety", tr("Safety"))
        self._row("settings", tr("Settings"))
        self.column.addStretch(1)

    def _group(self, words: str) -> None:
        head = label(words, group=True)
        head.setContentsMargins(10, 10, 0, 2)
        self.groups[head] = []
        self.column.addWidget(head)

    def _row(self, key: str, words: str, is_sub: bool = False) -> None:
        row = SideRow(words, is_sub)
        row.show_state("", 0)
        row.clicked.connect(lambda: self.go(key))
        row.left_for.connect(lambda step: self._step_from(row, step))
        row.entered.connect(lambda: self._stop_at(row))
        self.rows[key] = row
        if self.groups:
            self.groups[next(reversed(self.groups))].append(row)
        self.column.addWidget(row)

    def show_accounts(self) -> None:
        """Offer the accounts of the workspace, with the one looked at chosen, and its pages."""
        self.accounts.blockSignals(True)
        self.accounts.clear()
        every = companies.overview(self.desk.workspace, with_archived=True)
        shown = {line.account_id for line in companies.overview(self.desk.workspace)}
        self._has_several = len(every) > 1
        for line in every:
            if line.account_id not in {*shown, self.desk.account_id}:
                continue
            self.accounts.addItem(line.title, line.account_id)
        self.accounts.addItem(tr("Add company or account…"), "")
        self.accounts.setCurrentIndex(self.accounts.findData(self.desk.account_id))
        self.accounts.setToolTip(self.accounts.currentText())
        self.accounts.blockSignals(False)
        self.show_pages()

    def _chosen(self, index: int) -> None:
        chosen = str(self.accounts.itemData(index))
        self.show_accounts()
        self.choose(chosen)
