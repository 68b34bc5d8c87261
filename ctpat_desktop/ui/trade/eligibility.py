"""The eligibility check on the screen: every question, how its answer is known, what to improve."""

from ctpat_desktop.catalogue.trade import load_eligibility
from ctpat_desktop.checklist import Place
from ctpat_desktop.documents.core import labels
from ctpat_desktop.services.registers import records
from ctpat_desktop.services.trade import eligibility, printing, trade_answers
from ctpat_desktop.services.trade.eligibility import Check, Eligibility
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.session.pdf_buttons import print_buttons
from ctpat_desktop.ui.trade.answer_form import YES_NO, AnswerForm
from ctpat_desktop.ui.trade.board import Board, Entry
from ctpat_desktop.ui.trade.portal_editor import PortalEditor
from ctpat_desktop.ui.widgets.parts import label, row, said_of

MARKS = {"yes": "✓", "no": "✕", "unknown": "?"}
CHIPS = {"yes": "ok", "no": "bad", "unknown": "warn"}


class EligibilityView(Board):
    """Answers each question from the records where they know it, else from the person."""

    def __init__(self, desk: Desk) -> None:
        """Start empty; the tab shows all when it is opened."""
        super().__init__(desk, tr("Questions of eligibility"))
        self.assessment = Eligibility(desk.today.year, ())
        self.form = AnswerForm(desk, trade_answers.ELIGIBILITY, YES_NO)
        self.about.setText(load_eligibility().about)
        self.detail.addWidget(label(tr("What you say"), h2=True))
        self.detail.addWidget(self.form)
        self.portal = PortalEditor(desk)
        self.detail.addWidget(self.portal)
        buttons = print_buttons(self, desk, tr("Eligibility"), self._pdf)
        self.bottom.addLayout(row(*buttons, None))

    def show_all(self) -> None:
        """Judge every question anew."""
        desk = self.desk
        self.assessment = eligibility.assess(desk.scope)
        self.form.year = self.assessment.year
        self.summary.setText(summary(self.assessment))
        self.fill(
            [
                Entry(
                    check.question.id,
                    f"{MARKS[check.answer]}  {check.question.id}  {check.question.text}",
                    f"{labels.trade_answer(check.answer)}: {check.question.text}",
                )
                for check in self.assessment.checks
            ]
        )

    def show_detail(self, key: str) -> None:
        """Show one question with how its answer is known and what to improve."""
        check = self.check(key)
        self.title.setText(check.question.text)
        kind, word = CHIPS[check.answer], labels.trade_answer(check.answer)
        known = ("note", tr("from your records")) if check.known.answer else ("", "")
        differs = ("warn", tr("records and you differ")) if check.contradicts else ("", "")
        self.mark((kind, tr(word)), known, differs)
        improve = "" if check.answer == "yes" else check.improve
        head = tr("What to improve first") if improve else ""
        source = tr("{id}. Where this comes from: {source}.").format(
            id=check.question.id, source=check.question.source
        )
        self.say(
            ("muted", check.question.why),
            ("", check.how),
            ("h2", head),
            ("", improve),
            ("muted", source),
        )
        self.go_button.setAccessibleName(
            said_of(tr("Go there"), tr("records on {id}").format(id=key))
        )
        self.form.show_answer(key, check.stored)
        self.portal.show_question(key, check.portal)

    def check(self, key: str) -> Check:
        """Return one check by the question's id."""
        return next(check for check in self.assessment.checks if check.question.id == key)

    def go_there(self) -> None:
        """Go to the records that answer the chosen question."""
        self.desk.go_to(self.check(self.key).place)

    def go(self, place: Place) -> None:
        """Show the question a stored answer belongs to."""
        question = question_of(self.desk, place.record_id)
        if question:
            self.show_key(question)

    def flush(self) -> bool:
        """Save everything typed."""
        return all([self.form.flush(), self.portal.flush()])

    def _pdf(self) -> bytes:
        desk = self.desk
        return printing.pdf(desk.scope, "eligibility")


def summary(assessment: Eligibility) -> str:
    """Return what the check comes to, for the top of the tab."""
    counts = tr("{yes} Yes, {no} No, {open} not known").format(
        yes=assessment.count("yes"), no=assessment.count("no"), open=assessment.count("unknown")
    )
    words = {
        eligibility.READY: tr("Ready for {year}: every answer is Yes."),
        eligibility.NOT_YET: tr("Not ready for {year}: {counts}. Improve what is No first."),
        eligibility.UNKNOWN: tr("Not known for {year}: {counts}. Answer what is open."),
    }
    return words[assessment.result].format(year=assessment.year, counts=counts)


def question_of(desk: Desk, record_id: str) -> str:
    """Return the question of a stored answer, "" where it is gone."""
    try:
        return str(
            getattr(records.stored(desk.workspace, trade_answers.TABLE, record_id), "question", "")
        )
    except Problem:
        return ""
