"""What was sent to whom, and what came back."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from ctpat_desktop.services.questionnaires import reminders, return_review, sending
from ctpat_desktop.services.questionnaires.return_review import RequestLine
from ctpat_desktop.support.dates import day_text
from ctpat_desktop.support.language import N_, tr
from ctpat_desktop.ui.questionnaires import words
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.widgets.boxes import ChoiceBox
from ctpat_desktop.ui.widgets.list_menu import offer
from ctpat_desktop.ui.widgets.parts import button, changer, flow, label, looks, row
from ctpat_desktop.ui.widgets.reasons import allow
from ctpat_desktop.ui.widgets.rows import Line, RowsTable

FILTERS: tuple[tuple[str, str], ...] = (
    ("all", N_("All requests")),
    ("open", N_("Open")),
    ("overdue", N_("Overdue")),
    ("returned", N_("To decide")),
    ("accepted", N_("Accepted")),
)
HEADERS = (
    N_("Partner"),
    N_("State"),
    N_("Sent"),
    N_("Due"),
    N_("Returned"),
    N_("Score"),
    N_("Request"),
)
WIDTHS = (0, 104, 100, 100, 100, 90, 124)


class RequestsTab(QWidget):
    """The list of requests with its filter and what can be done."""

    send_wanted = Signal()
    files_wanted = Signal()
    reminders_wanted = Signal()
    settings_wanted = Signal()
    return_wanted = Signal(str)

    def __init__(self, desk: Desk) -> None:
        """Show all requests."""
        super().__init__()
        self.desk = desk
        self.lines: tuple[RequestLine, ...] = ()
        self.filter = looks(ChoiceBox())
        self.filter.setAccessibleName(tr("Which requests"))
        for key, name in FILTERS:
            self.filter.addItem(tr(name), key)
        self.filter.currentIndexChanged.connect(self._show)
        self.search = looks(QLineEdit())
        self.search.setPlaceholderText(tr("Find partner or request"))
        self.search.setAccessibleName(tr("Find partner or request"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._show)
        self.count = label("", muted=True)
        self.table = RowsTable(tr("Requests"), HEADERS, WIDTHS)
        self.table.opened.connect(self._open)
        self.table.chosen.connect(self._offer)
        self.empty = label(
            tr(
                "No questionnaire was sent yet. Send the model questionnaire, or build your own "
                "under Questionnaires."
            ),
            muted=True,
        )
        self._lay()

    def show_all(self) -> None:
        """Read the requests anew."""
        self.lines = return_review.requests(self.desk.scope)
        late = len(reminders.reminders(self.desk.scope))
        words_of = tr("Reminders ({n})…") if late else tr("Reminders…")
        self.remind.setText(words_of.format(n=late))
        self._show()

    def select(self, request_id: str) -> None:
        """Make one request the current one, whatever the filter."""
        self.filter.setCurrentIndex(0)
        self.search.clear()
        self.table.select(request_id)

    def _show(self) -> None:
        wanted, find = self.filter.currentData(), self.search.text().casefold().strip()
        shown = [
            line
            for line in self.lines
            if self._passes(line, wanted) and find in f"{line.partner} {line.reference}".casefold()
        ]
        self.table.show_lines(self._line(line) for line in shown)
        self.table.setVisible(bool(self.lines))
        self.empty.setVisible(not self.lines)
        self.count.setText(tr("{n} of {all}").format(n=len(shown), all=len(self.lines)))

    def _passes(self, line: RequestLine, wanted: str) -> bool:
        tests: dict[str, Callable[[], bool]] = {
            "open": line.is_open,
            "overdue": lambda: line.is_late(self.desk.today),
            "returned": lambda: line.state == "returned",
            "accepted": lambda: line.state == "accepted",
        }
        return tests[wanted]() if wanted in tests else True

    def _line(self, line: RequestLine) -> Line:
        cells = (
            line.partner,
            words.state(line, self.desk.today),
            day_text(line.sent_on),
            words.due(line.due_on, self.desk.today, is_open=line.is_open()),
            day_text(line.returned_on),
            words.score(line.score, line.band),
            line.reference,
        )
        return Line(line.id, cells)

    def _offer(self, request_id: str) -> None:
        line = next((line for line in self.lines if line.id == request_id), None)
        none = "" if line else tr("Choose a request first.")
        is_back = line is not None and line.returned_on is not None
        allow(self.look, "" if is_back else none or tr("Nothing has come back yet."))
        is_open = line is not None and line.is_open()
        allow(self.cancel, "" if is_open else none or tr("This request is not open any more."))

    def _open(self, request_id: str) -> None:
        if self.look.isEnabled() and request_id:
            self.return_wanted.emit(request_id)

    def _cancel(self) -> None:
        desk, request_id = self.desk, self.table.current()
        if request_id:
            desk.attempt(lambda: sending.cancel(desk.workspace, request_id))

    def _lay(self) -> None:
        send = changer(tr("Send…"), self.send_wanted.emit, "primary")
        take = changer(tr("Receive files…"), self.files_wanted.emit)
        self.remind = button(tr("Reminders…"), self.reminders_wanted.emit)
        self.look = button(tr("Review answers"), lambda: self._open(self.table.current()))
        self.cancel = changer(tr("Cancel request"), self._cancel)
        offer(self.table, self.look, self.remind, self.cancel)
        hint = label(tr("Returned files can also be dropped on this page."), muted=True)
        more = changer(tr("Scores and days…"), self.settings_wanted.emit, "link")
        self.count.setWordWrap(False)
        tools = row(self.filter, self.search, self.count)
        tools.setStretch(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 10, 0, 0)
        column.addLayout(flow(send, take, self.remind, None, self.cancel, self.look))
        column.addLayout(tools)
        column.addWidget(self.table, 1)
        column.addWidget(self.empty)
        foot = row(hint, more)
        foot.setStretch(0, 1)
        column.addLayout(foot)
        column.addStretch(0)
