"""The six forced labor requirements on the screen: state, what shows each, what lacks."""

from ctpat_desktop.catalogue.trade import load_forced_labor
from ctpat_desktop.checklist import Place
from ctpat_desktop.services.trade import forced_labor, printing, trade_answers
from ctpat_desktop.services.trade.forced_labor import RequirementRow, Requirements
from ctpat_desktop.support.dates import day_text
from ctpat_desktop.support.language import N_, tr
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.session.pdf_buttons import print_buttons
from ctpat_desktop.ui.trade.answer_form import AnswerForm
from ctpat_desktop.ui.trade.board import Board, Entry
from ctpat_desktop.ui.trade.eligibility import question_of
from ctpat_desktop.ui.widgets.parts import label, row, said_of

MARKS = {"shown": "✓", "partly": "◐", "missing": "✕"}
CHIPS = {
    "shown": ("ok", N_("Shown")),
    "partly": ("warn", N_("Partly shown")),
    "missing": ("bad", N_("Missing")),
}


class RequirementsView(Board):
    """Judges each requirement from the registers and keeps the company's words on it."""

    def __init__(self, desk: Desk) -> None:
        """Start empty; the tab shows all when it is opened."""
        super().__init__(desk, tr("Forced labor requirements"))
        self.assessment = Requirements(desk.today.year, load_forced_labor().since_new, ())
        self.form = AnswerForm(desk, trade_answers.FORCED_LABOR, ())
        self.about.setText(load_forced_labor().about)
        self.detail.addWidget(label(tr("In the company's words"), h2=True))
        self.detail.addWidget(self.form)
        buttons = print_buttons(self, desk, tr("Forced labor file"), self._pdf)
        self.bottom.addLayout(row(*buttons, None))

    def show_all(self) -> None:
        """Judge every requirement anew."""
        desk = self.desk
        self.assessment = forced_labor.assess(desk.scope)
        self.form.year = self.assessment.year
        words = tr("{n} of {all} requirements are shown; they apply since {day}.")
        self.summary.setText(
            words.format(
                n=self.assessment.count("shown"),
                all=len(self.assessment.rows),
                day=day_text(self.assessment.since),
            )
        )
        self.fill([self._entry(line) for line in self.assessment.rows])

    def show_detail(self, key: str) -> None:
        """Show one requirement with what is on record and what lacks."""
        line = self.row(key)
        kind, word = CHIPS[line.state]
        self.title.setText(line.requirement.title)
        self.mark((kind, tr(word)))
        shows = "\n".join(f"✓ {words}" for words in line.shows)
        lacks = "\n".join(f"✕ {words}" for words in line.lacks)
        self.say(
            ("", line.requirement.asks),
            ("h2", tr("On record") if shows else ""),
            ("", shows),
            ("h2", tr("Missing") if lacks else ""),
            ("", lacks),
        )
        self.go_button.setAccessibleName(
            said_of(tr("Go there"), tr("records on {id}").format(id=key))
        )
        self.form.show_answer(key, line.stored)

    def row(self, key: str) -> RequirementRow:
        """Return one requirement by id."""
        return next(line for line in self.assessment.rows if line.requirement.id == key)

    def go_there(self) -> None:
        """Go to what lacks first, or to the register that shows the requirement."""
        self.desk.go_to(self.row(self.key).place)

    def go(self, place: Place) -> None:
        """Show the requirement a stored answer belongs to."""
        question = question_of(self.desk, place.record_id)
        if question:
            self.show_key(question)

    def flush(self) -> bool:
        """Save everything typed."""
        return self.form.flush()

    def _entry(self, line: RequirementRow) -> Entry:
        title = f"{MARKS[line.state]}  {line.requirement.id}  {line.requirement.title}"
        return Entry(line.requirement.id, title, f"{tr(CHIPS[line.state][1])}: {title}")

    def _pdf(self) -> bytes:
        desk = self.desk
        return printing.pdf(desk.scope, "forced-labor")
