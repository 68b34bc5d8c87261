"""The questionnaire on the screen: heads with progress, one answer at a time with its documents."""

from ctpat_desktop.catalogue.trade import load_questionnaire
from ctpat_desktop.checklist import Place
from ctpat_desktop.documents.core import labels
from ctpat_desktop.records import TradeAnswer
from ctpat_desktop.services.registers import records
from ctpat_desktop.services.trade import cbp_questionnaire, printing, trade_answers
from ctpat_desktop.services.trade.cbp_questionnaire import QuestionRow, YearAnswers
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import N_, ntr, tr
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.session.pdf_buttons import print_buttons
from ctpat_desktop.ui.session.steps import inform_of_step
from ctpat_desktop.ui.trade.answer_form import ALL, AnswerForm
from ctpat_desktop.ui.trade.board import Board, Entry
from ctpat_desktop.ui.trade.portal_editor import PortalEditor
from ctpat_desktop.ui.widgets.boxes import ChoiceBox
from ctpat_desktop.ui.widgets.parts import button, changer, flow, looks
from ctpat_desktop.ui.widgets.reasons import allow

MARKS = {"open": "○", "to_confirm": "◐", "answered": "●"}
STATES = {
    "open": ("warn", N_("Open")),
    "to_confirm": ("warn", N_("Copied, to be confirmed")),
    "answered": ("ok", N_("Answered")),
}
CHANGED = {"answer": N_("answer"), "text": N_("words"), "documents": N_("documents")}
VIEWS = {"eligibility": "trade_eligibility", "forced_labor": "labor_requirements"}


class QuestionnaireView(Board):
    """Answers the questions of the year, beside what was said the year before."""

    tables = ("trade_answer", "attachment", "evidence", "setting", "company")

    def __init__(self, desk: Desk) -> None:
        """Start empty; the tab shows all when it is opened."""
        super().__init__(desk, tr("Questions by section"))
        self.read = YearAnswers(desk.today.year, ())
        self.form = AnswerForm(desk, trade_answers.QUESTIONNAIRE, ALL)
        self.portal = PortalEditor(desk)
        self.years = looks(ChoiceBox())
        self.years.setAccessibleName(tr("Year of the answers"))
        self.years.activated.connect(lambda _: self.choose_year(int(self.years.currentData())))
        self.about.setText(load_questionnaire().about)
        self.confirm_button = changer(tr("It still holds"), self.confirm, "primary")
        self.go_button.hide()
        self.detail.addWidget(self.confirm_button)
        self.detail.addWidget(self.form)
        self.detail.addWidget(self.portal)
        self.copy_button = changer(tr("Copy last year's answers"), self.copy)
        self.next_button = button(tr("Next open question"), self.next_open, "primary")
        buttons = print_buttons(self, desk, tr("Trade Compliance questionnaire"), self._pdf)
        self.bottom.addLayout(flow(self.years, self.next_button, self.copy_button, *buttons))

    def show_all(self) -> None:
        """Read the year's answers anew."""
        desk = self.desk
        self.read = cbp_questionnaire.read(desk.scope, self.form.year)
        self._show_years(trade_answers.years(desk.scope, trade_answers.QUESTIONNAIRE))
        missing = sum(row.lacks_document for row in self.read.rows())
        words = tr("{n} of {all} answered for {year}; answers without a document: {missing}.")
        self.summary.setText(
            words.format(
                n=self.read.answered, all=self.read.total, year=self.read.year, missing=missing
            )
        )
        allow(self.copy_button, "" if self.read.to_copy else tr("There is nothing to copy."))
        is_done = self.read.answered >= self.read.total
        allow(self.next_button, tr("Every question is answered.") if is_done else "")
        entries: list[Entry] = []
        for head in self.read.heads:
            entries.append(Entry("", f"{head.head.title}   {head.answered}/{head.total}"))
            entries += [self._entry(line) for line in head.rows]
        self.fill(entries)

    def choose_year(self, year: int) -> None:
        """Show the answers of another year."""
        self.flush()
        self.form.year = year
        self.show_all()

    def show_detail(self, key: str) -> None:
        """Show one question, its answer, and what was said last year."""
        line = self.read.row(key)
        self.title.setText(line.question.text)
        kind, word = STATES[line.state]
        document = ("warn", tr("no document")) if line.lacks_document else ("", "")
        improve = ("warn", tr("say what to improve")) if line.lacks_improvement else ("", "")
        number = tr("portal no. {n}").format(n=line.portal.number) if line.portal.number else ""
        self.mark((kind, tr(word)), document, improve, ("note", number))
        asked = tr("Asked for: {document}").format(document=line.question.attachment)
        source = tr("{id}. Where this comes from: {source}.").format(
            id=key, source=line.question.source
        )
        self.say(("", asked), ("", _last_year(line, self.read.year)), ("muted", source))
        self.confirm_button.setVisible(line.state == cbp_questionnaire.TO_CONFIRM)
        self.form.show_answer(key, line.stored)
        self.portal.show_question(key, line.portal)

    def confirm(self) -> None:
        """Say that the copied answer still holds."""
        desk, key = self.desk, self.key
        self.flush()
        desk.attempt(lambda: cbp_questionnaire.confirm(desk.scope, key, self.read.year))

    def copy(self) -> None:
        """Carry last year's answers over to the open questions."""
        desk, count = self.desk, self.read.to_copy
        self.flush()
        if desk.attempt(lambda: cbp_questionnaire.copy_last_year(desk.scope, self.read.year)):
            words = ntr(
                "{n} answer was copied. Look at it and confirm it.",
                "{n} answers were copied. Look at each and confirm it.",
                count,
            )
            inform_of_step(desk, words)

    def next_open(self) -> None:
        """Go to the next question that is not answered and confirmed, around the end."""
        rows = self.read.rows()
        at = next((n for n, line in enumerate(rows) if line.question.id == self.key), 0)
        around = (*rows[at + 1 :], *rows[: at + 1])
        waiting = [line for line in around if line.state != cbp_questionnaire.ANSWERED]
        if waiting:
            self.show_key(waiting[0].question.id)

    def go(self, place: Place) -> None:
        """Show the question of a stored answer; answers of other lists are on other tabs."""
        try:
            record = records.stored(self.desk.workspace, trade_answers.TABLE, place.record_id)
        except Problem:
            return
        if not isinstance(record, TradeAnswer):
            return
        if record.list in VIEWS:
            self.desk.go_to(
                Place("trade", table=VIEWS[record.list], record_id=record.id, field=place.field)
            )
            return
        if record.year and record.year != self.form.year:
            self.choose_year(record.year)
        self.show_key(record.question)
        if place.field in self.form.fields.inputs:
            self.form.fields.focus(place.field)

    def flush(self) -> bool:
        """Save everything typed."""
        return all([self.form.flush(), self.portal.flush()])

    def _show_years(self, answered: list[int]) -> None:
        """Offer the years with answers, this one and the next."""
        this = self.desk.today.year
        every = sorted({*answered, this, this + 1, self.form.year}, reverse=True)
        self.years.clear()
        for year in every:
            self.years.addItem(str(year), year)
        self.years.setCurrentIndex(every.index(self.form.year))

    def _entry(self, line: QuestionRow) -> Entry:
        key, text = line.question.id, line.question.text
        tip = f"{tr(STATES[line.state][1])}: {text}"
        return Entry(key, f"{MARKS[line.state]}  {key}  {text}", tip)

    def _pdf(self) -> bytes:
        desk, year = self.desk, self.form.year
        return printing.pdf(desk.scope, "questionnaire", year=year)


def _last_year(line: QuestionRow, year: int) -> str:
    """Return what was said last year, and what differs."""
    if not line.before.is_given:
        return ""
    answer = labels.trade_answer(line.before.answer)
    words = tr("{year} answer: {answer}.").format(year=year - 1, answer=answer)
    words = f"{words} {line.before.text}".strip()
    if not line.changed:
        return words
    changed = ", ".join(tr(CHANGED[name]) for name in line.changed)
    return f"{words}\n{tr('Changed since')}: {changed}."
