"""The validation day: one company on the whole screen, criterion by number, a log of questions."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ctpat_desktop.documents.core import labels
from ctpat_desktop.reading.dossier import WholeAnswer
from ctpat_desktop.records import Evidence
from ctpat_desktop.services.validation import day
from ctpat_desktop.services.validation.day import Asked
from ctpat_desktop.support.language import N_, ntr, tr
from ctpat_desktop.ui.evidence.preview import Preview
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.session.lent import open_document
from ctpat_desktop.ui.session.spelled_box import SpelledBox
from ctpat_desktop.ui.widgets.banner import Banner
from ctpat_desktop.ui.widgets.columns import Columns
from ctpat_desktop.ui.widgets.parts import button, clear, label, looks, row, scrolled
from ctpat_desktop.ui.widgets.reading_table import reading
from ctpat_desktop.ui.widgets.reasons import allow
from ctpat_desktop.ui.widgets.split import Split
from ctpat_desktop.ui.widgets.text_box import TextBox
from ctpat_desktop.ui.widgets.theme import letters, lines

COLUMNS = (N_("At"), N_("Criterion"), N_("Question"), N_("Answer"), N_("To do"))
KEY = Qt.ItemDataRole.UserRole
CENTER = QListWidget.ScrollHint.PositionAtCenter
MOST_SITES = 20
"""Sites whose own answers are shown; all of them are on the criterion's page."""


class DayWindow(QDialog):
    """Shows one company and nothing else until it is closed; `ended` is told then.

    Answers are only read here; the log is written.
    """

    article = "validation"

    ended = Signal()

    def __init__(self, parent: QWidget, desk: Desk, validation_id: str) -> None:
        """Fill the screen; the window behind cannot be reached meanwhile."""
        super().__init__(parent)
        self.desk, self.validation_id = desk, validation_id
        self.setWindowTitle(tr("Validation day"))
        self.setWindowModality(Qt.WindowModality.ApplicationModal)
        self.setProperty("keeps_typing", True)  # the lock hides it and brings it back
        self.banner = Banner()
        self.document: Evidence | None = None
        self._make_search()
        self._make_answer()
        self._make_log()
        self._lay()
        desk.notified.connect(self.banner.hear)
        desk.closed.connect(self.end)
        self.finished.connect(lambda _: self.ended.emit())
        self.show_log()
        self.criteria.setCurrentRow(0)
        self.number.setFocus()

    def end(self) -> None:
        """Go for good: the workspace is closed."""
        self.blockSignals(True)
        self.close()
        self.deleteLater()

    def current(self) -> WholeAnswer | None:
        """Return the criterion looked at."""
        item = self.criteria.currentItem()
        return self.desk.dossier.find(item.data(KEY)) if item else None

    def search(self) -> None:
        """Go to the number that was typed, else to the first criterion with these words."""
        typed = self.number.text().strip()
        found = self._match(typed)
        if found is None:
            words = tr("No criterion here is “{typed}”.").format(typed=typed)
            self.banner.say(words, key="search")
            return
        self.banner.drop("search")
        self.criteria.setCurrentRow(found)
        self.number.selectAll()

    def show_answer(self) -> None:
        """Show what the company says on the criterion looked at, and its evidence."""
        answer = self.current()
        self.criteria.scrollToItem(self.criteria.currentItem(), CENTER)
        clear(self.proofs)
        if answer is None:
            return
        criterion, own = answer.criterion, answer.whole
        self.title.setText(f"{criterion.id}  {criterion.title}")
        owner = tr("Who answers for it: {name}").format(name=own.owner if own else "-")
        level = labels.level(criterion.level)
        self.state.setText(labels.joined(level, labels.status(answer.standing), owner, by=" · "))
        self.asked.setText(criterion.summary)
        said = labels.with_statements(own.narrative if own else "", answer.stated(own))
        self.text.show_text(labels.joined(said, own.reason if own else "", by="\n\n"))
        self._show_sites(answer)
        for document in answer.evidence:
            name = self.desk.document_names[document.id]
            link = button(name, partial(self.show_document, document), "link")
            link.setAutoDefault(False)
            self.proofs.addWidget(link)
        if not answer.evidence:
            self.proofs.addWidget(label(tr("No evidence is linked."), muted=True))
        first = answer.evidence[0] if answer.evidence else None
        if first is not None:
            self.show_document(first)
        self.preview.setVisible(first is not None)
        self.shown.setVisible(first is not None)

    def show_document(self, document: Evidence) -> None:
        """Show a document of the criterion beside its answer."""
        self.document = document
        self.shown_name.setText(self.desk.document_names[document.id])
        self.preview.setVisible(True)
        self.shown.setVisible(True)
        self.preview.show_document(document)

    def log(self) -> None:
        """Note the question at the criterion looked at."""
        answer = self.current()
        asked = Asked(
            self.question.text(),
            answer.criterion.id if answer else "",
            self.answer.toPlainText(),
            self.follow_up.text(),
        )
        scope = self.desk.scope
        if self.desk.attempt(lambda: day.log(scope, self.validation_id, asked)):
            for field in (self.question, self.follow_up):
                field.clear()
            self.answer.clear()
            self.banner.drop("typed")
            self.show_log()
            self.question.setFocus()

    def show_log(self) -> None:
        """Show what was asked so far, the newest at the bottom."""
        rows = day.questions(self.desk.scope, self.validation_id)
        self.table.setRowCount(len(rows))
        for at, one in enumerate(rows):
            cells = (one.at, one.criterion, one.question, one.answer, one.follow_up)
            for column, words in enumerate(cells):
                item = QTableWidgetItem(" ".join(words.split()))
                item.setToolTip(words)
                self.table.setItem(at, column, item)
        self.table.scrollToBottom()

    def reject(self) -> None:
        """Esc closes only where nothing typed would be lost."""
        typed = (self.question.text(), self.answer.toPlainText(), self.follow_up.text())
        if any(part.strip() for part in typed):
            words = tr("A question is typed and not noted yet. Note it, or empty its fields.")
            self.banner.say(words, key="typed")
            return
        super().reject()

    def showEvent(self, event: QShowEvent) -> None:
        """Lay the lines out again: the first time they had no padding yet."""
        super().showEvent(event)
        self.criteria.doItemsLayout()
        self.criteria.scrollToItem(self.criteria.currentItem(), CENTER)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn criteria with Page Up and Page Down, wherever the keyboard is."""
        step = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}.get(Qt.Key(event.key()), 0)
        if step:
            self.step(step)
            return
        super().keyPressEvent(event)

    def step(self, by: int) -> None:
        """Look at the criterion before or after."""
        at = self.criteria.currentRow() + by
        if 0 <= at < self.criteria.count():
            self.criteria.setCurrentRow(at)

    def _match(self, typed: str) -> int | None:
        known = [self.criteria.item(at) for at in range(self.criteria.count())]
        wanted = typed.casefold().replace(",", ".")
        for at, item in enumerate(known):
            if item.data(KEY).casefold() == wanted:
                return at
        words = (at for at, item in enumerate(known) if wanted and wanted in item.text().casefold())
        return next(words, None)

    def _show_sites(self, answer: WholeAnswer) -> None:
        number = answer.criterion.id
        answered = self.desk.answered_sites(number)
        sites = [site for site in self.desk.dossier.sites if site.id in answered]
        told = []
        for site in sites[:MOST_SITES]:
            said = self.desk.at_site(number, site.id)
            own = said.response
            words = labels.with_statements(own.narrative if own else "", said.statements)
            words = words or (own.reason if own else "")
            told.append(labels.joined(site.name, words, by=": "))
        if sites[MOST_SITES:]:
            told.append(ntr("And {n} more site.", "And {n} more sites.", len(sites) - MOST_SITES))
        self.sites.setText("\n\n".join(told))
        self.sites.setVisible(bool(told))

    def _make_search(self) -> None:
        self.number = looks(QLineEdit())
        self.number.setPlaceholderText(tr("Criterion, such as 4.3"))
        self.number.setAccessibleName(tr("Criterion"))
        self.number.setFixedWidth(letters(24))
        self.number.returnPressed.connect(self.search)
        self.criteria = QListWidget()
        self.criteria.setAccessibleName(tr("Criteria"))
        for answer in self.desk.dossier.answers:
            item = QListWidgetItem(f"{answer.criterion.id}  {answer.criterion.title}")
            item.setData(KEY, answer.criterion.id)
            item.setToolTip(item.text())
            self.criteria.addItem(item)
        self.criteria.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.criteria.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.criteria.currentRowChanged.connect(lambda _: self.show_answer())

    def _make_answer(self) -> None:
        self.title, self.state = label("", h2=True), label("", muted=True)
        self.asked, self.sites = label("", muted=True), label("")
        self.text = TextBox(tr("Answer"), "")
        self.text.setReadOnly(True)
        self.text.setMinimumHeight(lines(6))
        self.proofs = QVBoxLayout()
        self.proofs.setSpacing(2)
        self.shown_name = label("", muted=True)
        self.preview = Preview(self.desk.workspace)
        open_button = button(tr("Open", "command"), self._open)
        self.shown = QWidget()
        line = row(self.shown_name, open_button)
        line.setStretch(0, 1)
        line.setContentsMargins(0, 0, 0, 0)
        self.shown.setLayout(line)

    def _open(self) -> None:
        if self.document is not None:
            open_document(self, self.desk, self.document)

    def _make_log(self) -> None:
        self.question = QLineEdit()
        self.question.setPlaceholderText(tr("What was asked"))
        self.question.setAccessibleName(tr("Question"))
        self.answer = SpelledBox(tr("What was said"))
        self.answer.setPlaceholderText(tr("What was said"))
        self.answer.setFixedHeight(lines(2.4))
        self.follow_up = QLineEdit()
        self.follow_up.setPlaceholderText(tr("What is to be done or sent afterwards"))
        self.follow_up.setAccessibleName(tr("To do"))
        self.follow_up.returnPressed.connect(self.log)
        self.log_button = button(tr("Note the question"), self.log, "primary")
        allow(self.log_button, self.desk.reading_only)
        self.table = reading(QTableWidget(0, len(COLUMNS)), tr("Questions asked"))
        self.table.setHorizontalHeaderLabels([tr(words) for words in COLUMNS])
        self.table.horizontalHeader().setStretchLastSection(True)
        for column, width in enumerate((8, 10, 34, 34)):
            self.table.setColumnWidth(column, letters(width))
        Columns(self.table, "validation_day")

    def _lay(self) -> None:
        close = button(tr("End the day"), self.reject)
        go = button(tr("Go"), self.search)
        company = label(self.desk.dossier.company.name, h1=True)
        head = row(company, None, self.number, go, close)
        left, right = QWidget(), QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 8, 0)
        for words in (self.title, self.state, self.asked):
            column.addWidget(words)
        column.addWidget(self.text, 1)
        column.addWidget(self.sites)
        column.addWidget(label(tr("Evidence"), h2=True))
        column.addLayout(self.proofs)
        side = QVBoxLayout(right)
        side.setContentsMargins(0, 0, 0, 0)
        side.addWidget(self.shown)
        side.addWidget(self.preview, 1)
        split = Split("validation_day")
        for part, share in ((self.criteria, 2), (scrolled(left), 4), (right, 4)):
            split.addWidget(part)
            split.setStretchFactor(split.count() - 1, share)
        split.setSizes([letters(30), letters(60), letters(60)])
        below = QVBoxLayout()
        below.addWidget(label(tr("Questions of this day"), h2=True))
        below.addWidget(self.question)
        below.addLayout(self.answer.with_note())
        typed = row(self.follow_up, self.log_button)
        typed.setStretch(0, 1)
        below.addLayout(typed)
        self.table.setMinimumHeight(lines(4))
        below.addWidget(self.table, 1)
        every = QVBoxLayout(self)
        every.setContentsMargins(20, 14, 20, 14)
        every.addLayout(head)
        every.addWidget(self.banner)
        every.addWidget(split, 4)
        every.addLayout(below, 1)
        for one in self.findChildren(QPushButton):
            one.setAutoDefault(False)  # Enter in a field does what the field is for
