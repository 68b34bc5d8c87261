"""The site walks: one site, its walks past and present, and what each of them found."""

from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from ctpat_desktop.catalogue.forms import load_form
from ctpat_desktop.catalogue.walks import Step
from ctpat_desktop.checklist import Place
from ctpat_desktop.services.profile import walk_pdf
from ctpat_desktop.services.registers import records, walks
from ctpat_desktop.services.walk_forms import wording
from ctpat_desktop.support.dates import day_text
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import ntr, tr
from ctpat_desktop.ui.fields.record_form import RecordForm
from ctpat_desktop.ui.page import RegisterView
from ctpat_desktop.ui.registers.attachments import AttachmentRow
from ctpat_desktop.ui.registers.walk_forms import FormButton
from ctpat_desktop.ui.registers.walk_questions import LARGE, WalkQuestions
from ctpat_desktop.ui.registers.walk_results import ComparedWalks, ProposedAnswers, line_words
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.session.printing import show_pages
from ctpat_desktop.ui.widgets.boxes import ChoiceBox, Tabs
from ctpat_desktop.ui.widgets.dialogs import confirm
from ctpat_desktop.ui.widgets.parts import button, changer, flow, label, looks, row, scrolled
from ctpat_desktop.ui.widgets.reasons import allow
from ctpat_desktop.workspace.changes import Changes

TABLES = (
    "walk",
    "walk_answer",
    "walk_form",
    "attachment",
    "evidence",
    "evidence_link",
    "action",
    "response",
)


class SiteWalk(RegisterView):
    """Walks one site from the outside in, and shows what earlier walks found."""

    def __init__(self, desk: Desk) -> None:
        """Offer the sites; the newest walk of the first one is shown."""
        super().__init__(desk)
        self.site_id, self.walk_id = "", ""
        self.lines: list[walks.WalkLine] = []
        self.steps: list[Step] = []
        self.sites = looks(ChoiceBox())
        self.sites.setAccessibleName(tr("Site"))
        self.sites.activated.connect(lambda _: self.choose_site(str(self.sites.currentData())))
        self.walks = looks(ChoiceBox())
        self.walks.setAccessibleName(tr("Walks of this site"))
        self.walks.activated.connect(lambda _: self.choose_walk(str(self.walks.currentData())))
        self.start = changer(tr("Start a walk"), self.begin_walk, "primary")
        self.finish = changer(tr("Finish this walk"), self.finish_walk)
        self.print = button(tr("Print…"), self.print_walk, name=tr("Print this walk"))
        self.as_form = FormButton(desk)
        self.as_form.walked.connect(self._show_site)
        self.remove = changer(tr("Remove"), self.remove_walk, name=tr("Remove this walk"))
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(tr("Questions answered on this walk"))
        self.done = label("", muted=True)
        self.done.setWordWrap(False)
        self.empty = label(tr("No site yet. Add one under Sites."), muted=True)
        self.questions = WalkQuestions(desk)
        self.questions.wanted.connect(self.start_walk)
        self.proposed = ProposedAnswers(desk)
        self.proposed.taken.connect(self._show_walk)
        self.compared = ComparedWalks(desk)
        self.form = RecordForm(load_form("walk"), self._save, desk, ("site_id", "finished_on"))
        self.papers, self.sent = AttachmentRow(desk, "walk"), label("", muted=True)
        self.tabs = Tabs()
        self.tabs.currentChanged.connect(lambda _: self._show_tab())
        self._lay()

    @property
    def line(self) -> walks.WalkLine | None:
        """The walk on the screen, None where there is none yet."""
        return next((line for line in self.lines if line.id == self.walk_id), None)

    def show_all(self) -> None:
        """Offer the sites there are and show the walk on the screen."""
        sites = self.desk.dossier.sites
        self.sites.clear()
        for site in sites:
            self.sites.addItem(site.name, site.id)
        ids = [site.id for site in sites]
        self.empty.setVisible(not ids)
        self.body.setVisible(bool(ids))
        if ids:
            self._show_site(self.site_id if self.site_id in ids else ids[0])

    def refresh(self, changes: Changes) -> None:
        """Show what changed."""
        if changes.touches("site", "company", "account"):
            self.show_all()
        elif changes.touches(*TABLES) and self.site_id:
            self._show_site(self.site_id)

    def go(self, place: Place) -> None:
        """Show the walk a place names."""
        if place.table not in ("walk", "walk_answer") or not place.record_id:
            return
        try:
            record = records.stored(self.desk.workspace, place.table, place.record_id)
            walk_id = str(getattr(record, "walk_id", record.id))
            walk = records.stored(self.desk.workspace, "walk", walk_id)
        except Problem:  # removed meanwhile
            return
        self._show_site(str(getattr(walk, "site_id", "")), walk_id)

    def flush(self) -> bool:
        """Save everything typed."""
        return all([self.questions.flush(), self.form.flush()])

    def choose_site(self, site_id: str) -> None:
        """Look at another site's newest walk."""
        if site_id != self.site_id and not self.flush():
            self.desk.say_held()
            site_id = self.site_id
        self._show_site(site_id)

    def choose_walk(self, walk_id: str) -> None:
        """Look at another walk of this site."""
        if not self.flush():
            self.desk.say_held()
            walk_id = self.walk_id
        self._show_site(self.site_id, walk_id)

    def start_walk(self) -> None:
        """Begin a walk of this site; one that is still on goes on."""
        desk, made = self.desk, [""]

        def begin() -> None:
            made[0] = walks.start(desk.workspace, self.site_id, desk.today)

        if desk.attempt(begin):
            self._show_site(self.site_id, made[0])

    def begin_walk(self) -> None:
        """Begin a walk and go to its questions: the button that did it is gray from then on."""
        self.start_walk()
        self.tabs.setCurrentIndex(0)
        self.questions.begin()

    def finish_walk(self) -> None:
        """Say that the walk is finished, or let a finished one go on."""
        line, desk = self.line, self.desk
        if line is not None and self.flush():
            day = desk.today if line.is_open else None
            if day is not None and not self._may_finish():
                return
            desk.attempt(lambda: walks.finish(desk.workspace, line.id, day))

    def _may_finish(self) -> bool:
        """Ask where questions are left without a result."""
        left = len(self.questions.steps) - self.questions.count()
        words = ntr(
            "{n} question of this walk has no result. Finish it all the same?",
            "{n} questions of this walk have no result. Finish it all the same?",
            left,
        )
        return not left or confirm(self, tr("Finish this walk"), words)

    def print_walk(self) -> None:
        """Show the walk as pages, ready to print."""
        desk, walk_id = self.desk, self.walk_id
        if walk_id and self.flush():
            scope = desk.scope
            show_pages(self.window(), desk, lambda _: walk_pdf.pdf(scope, walk_id))

    def remove_walk(self) -> None:
        """Remove the walk with all it found, once the person has said yes; undo brings it back."""
        line, desk = self.line, self.desk
        if line is None:
            return
        words = tr("Remove the walk of {walk} with all it found? Undo brings it back.")
        if confirm(self.window(), tr("Remove this walk"), words.format(walk=line_words(line))):
            desk.attempt(lambda: records.remove(desk.workspace, "walk", line.id))

    def _save(self, key: str, value: object) -> bool:
        return not self.walk_id or self.desk.change("walk", self.walk_id, **{key: value})

    def _show_site(self, site_id: str, walk_id: str = "") -> None:
        """Show a walk of a site: the one named, the one on the screen, or the newest."""
        wanted = walk_id or (self.walk_id if site_id == self.site_id else "")
        self.site_id = site_id
        self.sites.setCurrentIndex(self.sites.findData(site_id))
        self.lines = walks.of_site(self.desk.workspace, site_id)
        is_on = any(line.is_open for line in self.lines)
        self.as_form.show_site(site_id, self.sites.currentText(), is_on=is_on)
        ids = [line.id for line in self.lines]
        self.walk_id = wanted if wanted in ids else next(iter(ids), "")
        self.walks.clear()
        for line in self.lines:
            self.walks.addItem(line_words(line), line.id)
        if not self.lines:
            self.walks.addItem(tr("No walk of this site yet"), "")
        self.walks.setCurrentIndex(max(0, self.walks.findData(self.walk_id)))
        self._show_walk()

    def _show_walk(self) -> None:
        line = self.line
        self.steps = steps = walks.steps(self.desk.dossier)
        is_open = line is None or line.is_open
        self.questions.show_walk(self.walk_id, steps, is_open=is_open)
        done = self.questions.count()
        self.bar.setRange(0, max(1, len(steps)))
        self.bar.setValue(done)
        self.done.setText(tr("{n} of {all} questions").format(n=done, all=len(steps)))
        self._show_buttons(line)
        self._show_tab()

    def _show_buttons(self, line: walks.WalkLine | None) -> None:
        none = tr("There is no walk yet. Start one, or answer the first question.")
        going = next((row for row in self.lines if row.is_open), None)
        since = tr("The walk of {day} is still on: finish it first.")
        allow(self.start, since.format(day=day_text(going.walked_on)) if going else "")
        is_open = line is None or line.is_open
        self.finish.setText(tr("Finish this walk") if is_open else tr("Reopen this walk"))
        for widget in (self.finish, self.print, self.remove):
            allow(widget, "" if line else none)

    def _show_tab(self) -> None:
        """Show what is on the tab looked at; the others follow when they are opened."""
        shown = self.tabs.currentWidget()
        if shown is self.proposed:
            self.proposed.show_walk(self.walk_id)
        elif shown is self.compared:
            self.compared.show_walk(self.walk_id, self.lines, self.steps)
        elif shown is self.about:
            self.form.setEnabled(bool(self.walk_id))
            self.papers.setVisible(bool(self.walk_id))
            if self.walk_id:
                self.papers.show_record(self.walk_id)
                self.sent.setText("\n".join(wording.sent_lines(self.desk.workspace, self.walk_id)))
                self.form.show_record(records.stored(self.desk.workspace, "walk", self.walk_id))

    def _lay(self) -> None:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(4, 8, 8, 8)
        column.addWidget(self.form)
        column.addWidget(self.papers)
        column.addWidget(self.sent)
        column.addStretch(1)
        self.about = scrolled(inner)
        for widget, title in (
            (self.questions, tr("Questions")),
            (self.proposed, tr("Proposed answers")),
            (self.compared, tr("Compared with an earlier walk")),
            (self.about, tr("Date and people")),
        ):
            self.tabs.addTab(widget, title)
        self.tabs.setDocumentMode(True)
        for large in (self.sites, self.walks, self.start, self.finish):
            large.setMinimumHeight(LARGE)
        self.body = QWidget()
        body = QVBoxLayout(self.body)
        body.setContentsMargins(0, 0, 0, 0)
        top = row(self.sites, self.walks, self.start)
        top.setStretch(0, 1)
        top.setStretch(1, 2)
        body.addLayout(top)
        under = flow(self.bar, self.done, self.finish, self.print, self.as_form, self.remove)
        body.addLayout(under)
        body.addWidget(self.tabs, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.empty)
        outer.addWidget(self.body, 1)
