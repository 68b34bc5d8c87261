"""One return answer by answer: what was said now and last time, and the decision."""

from datetime import timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QInputDialog,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ctpat_desktop.catalogue.values import choice_text
from ctpat_desktop.services.questionnaires import decisions, return_review
from ctpat_desktop.services.questionnaires.receiving import take_instead
from ctpat_desktop.services.questionnaires.return_review import AnswerLine, Review
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import N_, tr
from ctpat_desktop.ui.questionnaires import words
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.widgets.boxes import ChoiceBox
from ctpat_desktop.ui.widgets.date_field import DateField
from ctpat_desktop.ui.widgets.list_menu import offer
from ctpat_desktop.ui.widgets.parts import button, changer, chip, flow, label, looks, row
from ctpat_desktop.ui.widgets.read_box import ReadBox
from ctpat_desktop.ui.widgets.reasons import allow
from ctpat_desktop.ui.widgets.rows import Line, RowsTable
from ctpat_desktop.ui.widgets.split import Split
from ctpat_desktop.ui.widgets.ticks import show_boxes

HEADERS = (N_("Accept"), N_("Question"), N_("Answer"), N_("Last time"), N_("Remark"), N_("Note"))
WIDTHS = (86, 0, 0, 0, 0, 112)
POOR = 0.5
WEAKEST = 4
"""How many sections are named under the score."""
FULL = 100
MEND_DAYS = decisions.DAYS_TO_MEND


class ReturnedTab(QWidget):
    """The returns at the left of the answers of one of them."""

    file_wanted = Signal(str)

    def __init__(self, desk: Desk) -> None:
        """Show the returns that wait for a decision first."""
        super().__init__()
        self.desk = desk
        self.review: Review | None = None
        self.pick = looks(ChoiceBox())
        self.pick.setAccessibleName(tr("Return"))
        self.pick.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.pick.currentIndexChanged.connect(self._show)
        self.score, self.outcome, self.state = chip("", "note"), chip("", "note"), chip("", "note")
        self.reason = label("", muted=True)
        self.sections = label("", muted=True)
        self.table = RowsTable(tr("Answers"), HEADERS, WIDTHS)
        self.table.chosen.connect(self._explain)
        self.detail = ReadBox(tr("Question and answer in full"))
        self.follow = QListWidget()
        self.follow.setAccessibleName(tr("Proposed follow-ups"))
        show_boxes(self.follow)
        self.follow.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.owner = QLineEdit()
        self.owner.setAccessibleName(tr("Owner of the follow-ups"))
        self.owner.setPlaceholderText(tr("Owner"))
        self.due = DateField(tr("Follow-ups due on"))
        self.empty = label(
            tr("Nothing has come back yet. Receive files under Requests."), muted=True
        )
        self.body = QWidget()
        self._lay()

    def show_all(self) -> None:
        """Read the returns anew and stay at the one on the screen."""
        lines = [
            line for line in return_review.requests(self.desk.scope) if line.returned_on is not None
        ]
        lines.sort(key=lambda line: line.state != "returned")
        now = self.pick.currentData()
        self.pick.blockSignals(True)
        self.pick.clear()
        for line in lines:
            state = words.state(line, self.desk.today)
            self.pick.addItem(f"{line.partner} · {line.year} · {state}", line.id)
        place = self.pick.findData(now)
        self.pick.setCurrentIndex(max(place, 0) if lines else -1)
        self.pick.blockSignals(False)
        self.empty.setVisible(not lines)
        self.body.setVisible(bool(lines))
        self._show()

    def select(self, request_id: str) -> None:
        """Show one return."""
        place = self.pick.findData(request_id)
        if place >= 0:
            self.pick.setCurrentIndex(place)

    def accept(self) -> bool:
        """Accept the ticked answers, and make the ticked follow-ups."""
        review, desk = self.review, self.desk
        due = self.due.demanded()
        if review is None or due is None:
            return False
        keys, follow = set(self.table.lines.on), self._ticked_follow_ups()
        owner = self.owner.text().strip()
        return desk.attempt(
            lambda: decisions.accept(
                desk.workspace, review.request.id, desk.today, keys, follow, owner, due
            )
        )

    def refuse(self) -> None:
        """Ask for the reason and refuse the return; the request stays open."""
        review, desk = self.review, self.desk
        if review is None:
            return
        reason, is_sure = QInputDialog.getText(
            self, tr("Refuse this return"), tr("Why? The partner may be asked again.")
        )
        if is_sure:
            desk.attempt(lambda: decisions.refuse(desk.workspace, review.request.id, reason))

    def follow_up(self) -> bool:
        """Make the ticked follow-ups of a return that was accepted before."""
        review, desk = self.review, self.desk
        due = self.due.demanded()
        if review is None or due is None:
            return False
        keys, owner = self._ticked_follow_ups(), self.owner.text().strip()
        return desk.attempt(
            lambda: decisions.follow_up(desk.workspace, review.request.id, keys, owner, due)
        )

    def _show(self) -> None:
        request_id = self.pick.currentData()
        if not request_id:
            self.review = None
            return
        try:
            found = return_review.review(self.desk.workspace, request_id, self.desk.today)
        except Problem as problem:
            self._show_trouble(problem)
            return
        self.review = found
        self.foot.show()
        self._show_head(found)
        is_open = found.request.state == "returned"
        self.table.show_lines(self._line(line, is_open) for line in found.lines)
        self._show_follow_ups(found)
        for widget in (self.accept_button, self.refuse_button, self.all, self.none):
            allow(widget, "" if is_open else tr("This return is decided already."))
        self.make.setVisible(not is_open and self.follow.count() > 0)
        self.copies.setVisible(
            bool(found.copies) and found.request.state in ("returned", "refused")
        )

    def _show_trouble(self, problem: Problem) -> None:
        """Say why a return cannot be shown, in the place of its answers."""
        self.review = None
        self.table.show_lines(())
        self.reason.setText(problem.line())
        self.reason.show()
        hidden = (self.score, self.outcome, self.state, self.sections, self.foot, self.copies)
        for widget in hidden:
            widget.hide()
        for knob in (self.accept_button, self.refuse_button, self.all, self.none):
            allow(knob, tr("This return cannot be shown."))

    def _show_head(self, review: Review) -> None:
        request = review.request
        self._chip(self.score, words.score(review.score, review.band), words.BAND_CHIP[review.band])
        kind = "ok" if request.outcome == "matched" else "warn"
        self._chip(self.outcome, words.outcome(request.outcome), kind)
        state = "note" if request.state == "returned" else "ok"
        self._chip(self.state, choice_text("partner_request", "state", request.state), state)
        self.reason.setText(request.reason)
        self.reason.setVisible(bool(request.reason))
        graded = sorted(((value, title) for title, value in review.sections if value is not None))
        weak = [f"{title} {value}" for value, title in graded[:WEAKEST] if value < FULL]
        self.sections.setText(tr("Weakest sections: {list}").format(list=" · ".join(weak)))
        self.sections.setToolTip("\n".join(f"{title} {value}" for value, title in graded))
        self.sections.setVisible(bool(weak))

    def _chip(self, widget: QWidget, text: str, kind: str) -> None:
        widget.setProperty("chip", kind)
        widget.setText(text)  # type: ignore[attr-defined]
        widget.setVisible(bool(text))
        widget.style().unpolish(widget)
        widget.style().polish(widget)

    def _line(self, line: AnswerLine, is_open: bool) -> Line:
        cells = (
            line.question.key,
            line.question.text.en,
            line.words,
            line.last_words,
            line.remark,
            _note(line),
        )
        is_ticked = line.state != "refused" if is_open and line.value else None
        return Line(line.question.key, cells, is_ticked)

    def _explain(self, key: str) -> None:
        lines = self.review.lines if self.review else ()
        line = next((line for line in lines if line.question.key == key), None)
        if line is None:
            self.detail.setPlainText("")
            return
        must = tr(" (Must)") if line.question.must else ""
        parts = [f"{key}{must}  {line.question.text.en}", tr("Answer: {a}").format(a=line.words)]
        if line.last_words:
            parts.append(tr("Last time: {a}").format(a=line.last_words))
        if line.remark:
            parts.append(tr("Remark: {a}").format(a=line.remark))
        parts.append(line.question.help.en)
        self.detail.setPlainText("\n".join(filter(None, parts)))

    def _show_follow_ups(self, review: Review) -> None:
        self.follow.clear()
        for question in review.proposals:
            is_made = question.key in review.followed
            text = f"{question.key}  {question.text.en}"
            item = QListWidgetItem(tr("Made: {what}").format(what=text) if is_made else text)
            item.setData(Qt.ItemDataRole.UserRole, question.key)
            item.setToolTip(question.text.en)
            if not is_made:
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
                item.setCheckState(Qt.CheckState.Checked)
            self.follow.addItem(item)
        self.due.show_day(self.desk.today + timedelta(MEND_DAYS))
        self.follow_box.setVisible(bool(review.proposals))

    def _ticked_follow_ups(self) -> list[str]:
        items = (self.follow.item(place) for place in range(self.follow.count()))
        return [
            str(item.data(Qt.ItemDataRole.UserRole))
            for item in items
            if item.checkState() == Qt.CheckState.Checked
            and item.flags() & Qt.ItemFlag.ItemIsUserCheckable
        ]

    def _show_file(self) -> None:
        if self.review and self.review.request.evidence_id:
            self.file_wanted.emit(self.review.request.evidence_id)

    def _choose_copy(self) -> None:
        review, desk = self.review, self.desk
        if review is None or not review.copies:
            return
        names = [name for _, name in review.copies]
        name, is_sure = QInputDialog.getItem(
            self, tr("Other copies"), tr("Use this copy instead:"), names, 0, editable=False
        )
        if is_sure:
            evidence_id = review.copies[names.index(name)][0]
            desk.attempt(
                lambda: take_instead(desk.workspace, review.request.id, evidence_id, desk.today)
            )

    def _lay(self) -> None:
        self.accept_button = changer(tr("Accept ticked answers"), self.accept, "primary")
        self.refuse_button = changer(tr("Refuse…"), self.refuse)
        self.all = button(tr("Tick all"), lambda: self.table.lines.tick_all(True))
        self.none = button(tr("Tick none"), lambda: self.table.lines.tick_all(False))
        self.copies = button(tr("Other copies…"), self._choose_copy)
        self.make = changer(tr("Make follow-ups"), self.follow_up)
        offer(self.table, self.accept_button, self.refuse_button, self.all, self.none)
        offer(self.follow, self.make)
        file = button(tr("Show the file"), self._show_file)
        head = row(self.pick, self.score, self.outcome, self.state, file)
        head.setStretch(0, 1)
        inner = QVBoxLayout(self.body)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addLayout(head)
        inner.addWidget(self.reason)
        inner.addWidget(self.sections)
        split = Split("returned", Qt.Orientation.Vertical)
        split.addWidget(self.table)
        self.foot = self._lower()
        split.addWidget(self.foot)
        split.setStretchFactor(0, 1)
        split.setSizes([330, 150])
        inner.addWidget(split, 1)
        inner.addLayout(
            flow(self.all, self.none, self.copies, None, self.refuse_button, self.accept_button)
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 10, 0, 0)
        column.addWidget(self.empty)
        column.addWidget(self.body, 1)

    def _lower(self) -> QWidget:
        self.follow_box = QWidget()
        right = QVBoxLayout(self.follow_box)
        right.setContentsMargins(0, 0, 0, 0)
        right.addWidget(label(tr("Proposed corrective actions"), h2=True))
        right.addWidget(self.follow, 1)
        whose = row(self.owner, self.due, self.make)
        whose.setStretch(0, 1)
        right.addLayout(whose)
        lower = QWidget()
        line = QHBoxLayout(lower)
        line.setContentsMargins(0, 6, 0, 0)
        line.addWidget(self.detail, 1)
        line.addWidget(self.follow_box, 1)
        return lower


def _note(line: AnswerLine) -> str:
    """Return what is to be seen about an answer, in words."""
    parts = []
    if line.is_missing:
        parts.append(tr("No answer"))
    elif line.quality is not None and line.quality < POOR:
        parts.append(tr("Must, poor") if line.question.must else tr("Poor"))
    if line.is_changed:
        parts.append(tr("Changed"))
    return " · ".join(parts)
