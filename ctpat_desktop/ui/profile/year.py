"""The yearly review: each criterion as it is beside last year's, affirmed with one key.

An earlier year is shown as it stands in the file, to read and to print.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QElapsedTimer
from PySide6.QtGui import QColor, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ctpat_desktop.checklist import Place
from ctpat_desktop.documents.core import labels
from ctpat_desktop.reading.dossier import Outline
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.history.diff import compare
from ctpat_desktop.services.profile import affirming, exports, sign_off_pdf, site_words, years
from ctpat_desktop.services.profile.affirming import EARLY, OPEN, Look, Standing
from ctpat_desktop.services.profile.sign_off_pdf import state_text
from ctpat_desktop.support.language import N_, tr
from ctpat_desktop.ui.history.comparison import Comparison
from ctpat_desktop.ui.page import Page
from ctpat_desktop.ui.profile import year_words
from ctpat_desktop.ui.profile.document_links import DocumentLinks
from ctpat_desktop.ui.profile.edition_asking import ask_edition
from ctpat_desktop.ui.profile.renewals_dialog import RenewalsDialog
from ctpat_desktop.ui.profile.reread import changed_since, known_words, read_again
from ctpat_desktop.ui.profile.year_choice import YearChoice
from ctpat_desktop.ui.session import lent, tasks
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.session.printing import show_pages
from ctpat_desktop.ui.widgets.columns import Filling
from ctpat_desktop.ui.widgets.dialogs import ask, confirm
from ctpat_desktop.ui.widgets.list_menu import offer
from ctpat_desktop.ui.widgets.parts import (
    button,
    changer,
    flow,
    label,
    looks,
    page_column,
    scrolled,
)
from ctpat_desktop.ui.widgets.reading_table import reading
from ctpat_desktop.ui.widgets.reasons import allow
from ctpat_desktop.ui.widgets.split import Split
from ctpat_desktop.ui.widgets.theme import lines
from ctpat_desktop.workspace.changes import Changes

COLUMNS = (N_("Criterion"), N_("Title"), N_("State"))
TITLE, STATE = 1, 2
IN_THE_MIDDLE = QTableWidget.ScrollHint.PositionAtCenter


class YearPage(Page):
    """One review year of the account, criterion by criterion."""

    tables = (
        *("response", "evidence_link", "affirmation", "statement"),
        *("profile", "account", "setting"),
    )
    shows_findings = True

    def __init__(self, desk: Desk) -> None:
        """Read the year when the page is first seen."""
        super().__init__()
        self.desk = desk
        self.year = affirming.Year(desk.dossier.profile.year, None, ())
        self.book: Outline[Any] = desk.dossier
        """What was said in the year shown."""
        self.years = YearChoice()
        self.years.currentIndexChanged.connect(self.show_all)
        self.left_only = looks(QCheckBox(tr("What is left")))
        self.left_only.toggled.connect(self._show_left)
        self.looked = QElapsedTimer()
        self.head, self.about = label("", h1=True), label("", muted=True)
        self.begin_button = changer("", self.ask_begin)
        self.edition_button = button(tr("Move to another edition…"), self.ask_edition, "link")
        self.who = looks(QLineEdit())
        self.who.setAccessibleName(tr("Reviewed by"))
        self.who.setPlaceholderText(tr("Reviewed by"))
        self.table = self._table()
        self._lines: list[tuple[Standing, str]] = []
        """What stands in the table: how each criterion is, and its title."""
        self.title, self.state = label("", h2=True), label("", muted=True)
        self.before = label("", muted=True)
        self.comparison = Comparison()
        self.comparison.setMinimumHeight(lines(6))
        self.documents = DocumentLinks()
        self.documents.chosen.connect(self.open_document)
        self.opened: set[str] = set()
        """The documents opened while the criterion shown was looked at."""
        self._shown = ""
        self.affirm_button = changer(tr("Still true"), self.affirm, "primary")
        self.affirm_button.setToolTip(tr("Affirm this answer and go to the next (Ctrl+Enter)"))
        self.back_button = changer(tr("Take back"), self.take_back, "link")
        self.read_button = changer(tr("Read"), self.read_again, "primary")
        self.read_button.setToolTip(
            tr("You read what changed in the criterion, and the answer still holds (Ctrl+Enter)")
        )
        self.go_button = button(tr("Go to the answer"), self._go_to_answer)
        self.acts = (self.read_button, self.affirm_button, self.go_button, self.back_button)
        offer(self.table, *self.acts)
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(key), self, self._affirm_by_key)
        self._lay()
        self.show_all()

    def show_all(self) -> None:
        """Show the year as the desk knows it, or read it, and keep the place."""
        self._lines.clear()  # the colors can be others
        self.refresh(Changes())

    def refresh(self, changes: Changes) -> None:
        """Show the year as it is after a change."""
        del changes
        self.years.offer(years.begun(self.desk.scope))
        desk, scope, known = self.desk, self.scope, self.desk.model.year
        self.book = desk.dossier
        if scope.year:
            self.book = companies.dossier(desk.workspace, desk.account_id, scope.year)
        is_known = known is not None and not scope.year
        self._show_year(known.year if known and is_known else affirming.status(scope))

    @property
    def scope(self) -> Scope:
        """The account in the year shown."""
        return replace(self.desk.scope, year=self.years.year)

    def _show_year(self, year: affirming.Year) -> None:
        here = self.current()
        is_newest = not self.scope.year
        for widget in (self.begin_button, self.edition_button, self.who, self.go_button):
            widget.setVisible(is_newest)
        self.year = year
        self.head.setText(tr("Review year {year}").format(year=self.year.year))
        self.about.setText(year_words.about(self.year))
        self.begin_button.setText(tr("Begin review year {year}…").format(year=self.year.year + 1))
        self._fill()
        self._narrow()
        self.select(here or self._next_open(""))

    def go(self, place: Place) -> None:
        """Select a criterion."""
        if place.criterion:
            self.select(place.criterion)

    def where(self) -> Place | None:
        """Return the criterion looked at."""
        return Place("year", self.current()) if self.current() else None

    def current(self) -> str:
        """Return the criterion selected; "" for none."""
        line = self.table.currentRow()
        return self.year.rows[line].criterion if 0 <= line < len(self.year.rows) else ""

    def select(self, criterion: str) -> None:
        """Show one criterion; the first where there is no such one."""
        ids = [line.criterion for line in self.year.rows]
        line = ids.index(criterion) if criterion in ids else 0
        self.table.setCurrentCell(line, TITLE)
        self.table.scrollTo(self.table.model().index(line, TITLE), IN_THE_MIDDLE)
        self._show()

    def _show_left(self) -> None:
        """Narrow the list, and stay at the criterion looked at."""
        self._narrow()
        self.table.scrollTo(self.table.currentIndex(), IN_THE_MIDDLE)

    def _narrow(self) -> None:
        """Hide what is affirmed where only what is left is wanted; the one looked at stays."""
        here = self.table.currentRow()
        for line, standing in enumerate(self.year.rows):
            is_left = standing.state in (OPEN, EARLY) or line == here
            self.table.setRowHidden(line, self.left_only.isChecked() and not is_left)

    def affirm(self) -> None:
        """Affirm the criterion shown and go to the next one that is open."""
        criterion = self.current()
        if not criterion or self.scope.year:
            return
        seconds = int(self.looked.elapsed() / 1000) if self.looked.isValid() else None
        look = Look(self.who.text(), tuple(self.opened), seconds)
        scope = self.desk.scope
        if self.desk.attempt(lambda: affirming.affirm(scope, (criterion,), look)):
            self.select(self._next_open(criterion))
            self.table.setFocus()

    def read_again(self) -> None:
        """Note that what changed in the criterion was read; it can be affirmed then."""
        if self.current():
            read_again(self.desk, self.current())

    def take_keyboard(self) -> bool:
        """Put the keyboard on the criteria: in the choice of years an arrow goes to another one."""
        self.table.setFocus()
        return True

    def open_document(self, document_id: str) -> None:
        """Open a document of the criterion shown, and note that it was looked at."""
        found = [row for row in self.desk.dossier.evidence if row.id == document_id]
        if found:
            lent.open_document(self, self.desk, found[0])
            self.opened.add(document_id)

    def take_back(self) -> None:
        """Open the criterion again."""
        criterion, scope = self.current(), self.desk.scope
        if criterion:
            self.desk.attempt(lambda: affirming.take_back(scope, (criterion,)))

    def ask_begin(self) -> None:
        """Begin the next year, once the person has said yes, and name what is to be renewed."""
        if confirm(self.window(), tr("Begin a year"), year_words.begin_question(self.year)):
            self.begin()

    def begin(self) -> None:
        """Begin the next year."""
        scope, made = self.desk.scope, list[years.Rolled]()
        words = tr("Beginning the year")
        done = self.desk.attempt(
            lambda: tasks.wait_for(self.window(), words, lambda: made.append(years.begin(scope)))
        )
        if not done or not made:
            return
        if made[0].renew:
            ask(RenewalsDialog(self.window(), made[0]))

    def ask_edition(self) -> None:
        """Ask for the edition to move to."""
        ask_edition(self.window(), self.desk)

    def print_sheet(self) -> None:
        """Show the officer's sign-off sheet, ready to print."""
        scope = self.scope
        show_pages(self.window(), self.desk, lambda _: sign_off_pdf.pdf(scope))

    def print_report(self) -> None:
        """Show the profile of the year, ready to print."""
        scope, kind = self.scope, exports.REPORT
        show_pages(self.window(), self.desk, lambda _: exports.report_pdf_bytes(scope, kind))

    def _fill(self) -> None:
        """Write the lines that are not as they stand on the screen."""
        answers = (self.book.find(row.criterion) for row in self.year.rows)
        titles = (answer.criterion.title if answer else "" for answer in answers)
        rows = list(zip(self.year.rows, titles, strict=True))
        self.table.blockSignals(True)
        self.table.setRowCount(len(rows))
        for number, line in enumerate(rows):
            if self._lines[number : number + 1] != [line]:
                self._write(number, *line)
        self._lines = rows
        self.table.blockSignals(False)

    def _write(self, number: int, standing: Standing, title: str) -> None:
        for column, text in enumerate((standing.criterion, title, state_text(standing))):
            item = QTableWidgetItem(text)
            if column == STATE:
                item.setForeground(QColor(year_words.color(standing)))
            if column == TITLE:
                item.setToolTip(title)
            self.table.setItem(number, column, item)

    def _next_open(self, after: str) -> str:
        """Return the next criterion that is left: one that can be affirmed, else any."""
        rows = self.year.rows
        ids = [line.criterion for line in rows]
        start = ids.index(after) + 1 if after in ids else 0
        turned = (*rows[start:], *rows[:start])
        left = [line.criterion for line in turned if line.state in (OPEN, EARLY)]
        found = {key: self.book.find(key) for key in left}
        ready = (key for key, answer in found.items() if answer and answer.is_answered)
        return next(ready, (left or [after])[0])

    def _show(self) -> None:
        """Show the selected criterion with what was said before."""
        criterion = self.current()
        answer = self.book.find(criterion) if criterion else None
        if answer is None:
            return
        standing = self.year.rows[self.table.currentRow()]
        self.title.setText(f"{criterion}  {answer.criterion.title}")
        names = self.desk.document_names
        self.state.setText(year_words.state_words(standing, names, self.year.year))
        own = answer.whole.narrative or answer.whole.reason if answer.whole else ""
        now = labels.with_statements(own, answer.stated(answer.whole))
        now = labels.joined(now, site_words.of_year(self.scope, criterion), by="\n\n")
        before = years.earlier(self.scope, criterion)
        status = labels.status(answer.standing)
        if before is None:
            self.before.setText(tr("{status}. There is no earlier year.").format(status=status))
            self.comparison.show_pieces(compare(now, now))
        else:
            words = tr("{status}; {year}: {before}. What differs is marked.")
            said = labels.status(before.status)
            self.before.setText(words.format(status=status, year=before.year, before=said))
            at_sites = site_words.of_year(self.scope, criterion, back=1)
            then = labels.joined(before.words, at_sites, by="\n\n")
            self.comparison.show_pieces(compare(then, now))
        is_newest = not self.scope.year
        mark = self.book.rereads.get(criterion) if standing.waits and is_newest else None
        if mark is not None:
            self.before.setText(changed_since(mark))
            pieces = compare(known_words(mark), answer.criterion.words)
            self.comparison.show_pieces(pieces)
        self.read_button.setVisible(mark is not None)
        self.documents.show_documents(
            [year_words.row(one, names[one.id], self.desk.today) for one in answer.evidence]
        )
        allow(self.affirm_button, self._why_not(standing, is_answered=answer.is_answered))
        self.affirm_button.setVisible(is_newest)
        self.back_button.setVisible(is_newest and standing.on is not None)
        if criterion != self._shown:
            self._shown = criterion
            self.opened.clear()
            self.looked.restart()

    def _moved(self, now: int, _column: int, last: int, _last: int) -> None:
        if now != last:
            self._show()
            self._narrow()

    def _why_not(self, standing: Standing, *, is_answered: bool) -> str:
        if self.scope.year:
            return tr("An earlier year is there to read.")
        if self.desk.reading_only:
            return tr("The file is open to read only.")
        if standing.waits:
            return tr("Read what changed in the criterion first.")
        return "" if is_answered else tr("It has no answer yet.")

    def _affirm_by_key(self) -> None:
        if self.read_button.isVisible() and self.read_button.isEnabled():
            self.read_again()
            return
        if self.affirm_button.isEnabled():
            self.affirm()

    def _go_to_answer(self) -> None:
        answer = self.desk.dossier.find(self.current())
        if answer is not None:
            self.desk.navigated.emit(Place(str(answer.criterion.category), answer.criterion.id))

    def _table(self) -> QTableWidget:
        table = reading(QTableWidget(0, len(COLUMNS)), tr("Criteria of the year"))
        table.setHorizontalHeaderLabels([tr(words) for words in COLUMNS])
        head = table.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        Filling(table, TITLE)
        table.currentCellChanged.connect(self._moved)
        return table

    def _lay(self) -> None:
        right = QWidget()
        inner = QVBoxLayout(right)
        inner.setContentsMargins(2, 0, 0, 0)
        inner.addWidget(self.title)
        inner.addWidget(self.state)
        inner.addWidget(self.before)
        inner.addWidget(self.comparison, 1)
        inner.addWidget(self.documents)
        inner.addLayout(flow(*self.acts))
        _wrap((self.title, self.state, self.before))
        split = Split("year")
        split.addWidget(self.table)
        split.addWidget(scrolled(right))
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        column = page_column(self)
        sheet = button(tr("Print sign-off sheet…"), self.print_sheet, "link")
        report = button(tr("Print the profile…"), self.print_report, "link")
        column.addLayout(flow(self.head, self.years, None, self.edition_button, self.begin_button))
        column.addLayout(flow(self.about, None, sheet, report))
        column.addLayout(flow(self.left_only, None, self.who))
        column.addWidget(split, 1)


def _wrap(labels: Sequence[QLabel]) -> None:
    for widget in labels:
        widget.setWordWrap(True)
