"""Due diligence: who is looked at this year, how and by when; and the uploads for the portal."""

from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from PySide6.QtWidgets import QDialog, QFormLayout, QVBoxLayout, QWidget

from ctpat_desktop.checklist import Place
from ctpat_desktop.checklist.due_diligence import GROUPS, METHODS, STATES, Duty, Habits, State
from ctpat_desktop.services.risk import partner_papers, partner_ratings
from ctpat_desktop.services.risk.partner_ratings import PartnerRatings, RatedPartner
from ctpat_desktop.services.risk.partner_reading import PartnerRow
from ctpat_desktop.services.risk.partner_words import country_words, risk_words, role_words
from ctpat_desktop.support.dates import day_text
from ctpat_desktop.support.language import N_, ntr, tr
from ctpat_desktop.support.progress import Progress
from ctpat_desktop.support.words import natural_key
from ctpat_desktop.ui.page import RegisterView
from ctpat_desktop.ui.risk.partner_model import Column, PartnerModel, table_of
from ctpat_desktop.ui.risk.partner_view import TABLES, take_over
from ctpat_desktop.ui.session import tasks
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.session.pdf_buttons import print_buttons
from ctpat_desktop.ui.widgets.boxes import ChoiceBox, NumberBox
from ctpat_desktop.ui.widgets.dialogs import ask, ask_folder, ask_place
from ctpat_desktop.ui.widgets.empty import EmptyNote
from ctpat_desktop.ui.widgets.file_drop import takes_folder
from ctpat_desktop.ui.widgets.list_menu import offer
from ctpat_desktop.ui.widgets.parts import button, changer, flow, label, looks, row
from ctpat_desktop.ui.widgets.reasons import allow
from ctpat_desktop.workspace.changes import Changes


class PlanRow(NamedTuple):
    """One partner and what is due about it."""

    partner: RatedPartner
    duty: Duty

    @property
    def row(self) -> PartnerRow:
        """The fields of the partner."""
        return self.partner.row


RANK = {state: at for at, state in enumerate(State)}


def _day(day: date | None) -> str:
    return day_text(day) if day else ""


COLUMNS = (
    Column(N_("Partner"), 28, lambda row: str(row.row.name), lambda row: natural_key(row.row.name)),
    Column(
        N_("State"), 15, lambda row: tr(STATES[row.duty.state]), lambda row: RANK[row.duty.state]
    ),
    Column(N_("By when"), 14, lambda row: _day(row.duty.due), lambda row: row.duty.due or date.max),
    Column(
        N_("How"),
        26,
        lambda row: tr(METHODS[row.duty.method]),
        lambda row: tuple(METHODS).index(row.duty.method),
    ),
    Column(
        N_("Last done"), 15, lambda row: _day(row.duty.last), lambda row: row.duty.last or date.min
    ),
    Column(
        N_("Next assessment due"),
        24,
        lambda row: _day(row.row.next_assessment_on),
        lambda row: row.row.next_assessment_on or date.max,
    ),
    Column(
        N_("Risk"), 22, lambda row: risk_words(row.partner), lambda row: -(row.partner.level or 0)
    ),
    Column(
        N_("Role"),
        20,
        lambda row: role_words(row.partner),
        lambda row: natural_key(role_words(row.partner)),
    ),
    Column(
        N_("In"),
        14,
        lambda row: country_words(row.partner),
        lambda row: natural_key(country_words(row.partner)),
    ),
)


def _tip(column: int, row: PlanRow) -> str:
    if COLUMNS[column].heading == "How":
        return tr(GROUPS[row.duty.group])
    return COLUMNS[column].words(row)


class PartnerPlanView(RegisterView):
    """The plan of the year as a list, late ones first."""

    tables = TABLES

    def __init__(self, desk: Desk) -> None:
        """Start empty; the tab shows all when it is opened."""
        super().__init__(desk)
        self.ratings: PartnerRatings | None = None
        self.states = looks(ChoiceBox())
        self.states.setAccessibleName(tr("State"))
        self.states.addItem(tr("All states"), "")
        for state, words in STATES.items():
            self.states.addItem(tr(words), state.value)
        self.states.currentIndexChanged.connect(lambda _: self._list())
        self.count = label("", muted=True)
        self.model = PartnerModel(COLUMNS, _tip)
        self.table = table_of(self.model, tr("Due-diligence plan"))
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._allow())
        self.table.doubleClicked.connect(lambda _: self.open_partner())
        self.empty = EmptyNote("partner_plan", tr("Add partners in the first tab."))
        self._lay()

    def show_all(self) -> None:
        """Plan the year anew."""
        self.ratings = partner_ratings.read(self.desk.scope)
        has_any = bool(self.ratings.partners)
        self.empty.setVisible(not has_any)
        self.body.setVisible(has_any)
        for part in self.tools:
            part.setVisible(has_any)
        self._list()

    def refresh(self, changes: Changes) -> None:
        """Show what changed."""
        del changes
        self.show_all()

    def chosen(self) -> tuple[PlanRow, ...]:
        """Return the rows that are chosen."""
        rows = self.table.selectionModel().selectedRows()
        return tuple(self.model.partners[index.row()] for index in rows)

    def open_partner(self) -> None:
        """Show the arithmetic of the chosen partner."""
        chosen = self.chosen()
        if len(chosen) == 1:
            known = {"table": "partner", "record_id": chosen[0].row.id}
            self.desk.go_to(Place("partners", **known))

    def take_days(self) -> None:
        """Make the planned days of the chosen partners their next assessment days."""
        ids = {row.row.id for row in self.chosen()}
        take_over(self.desk, lambda: partner_ratings.take_days(self.desk.scope, ids))

    def ask_habits(self) -> None:
        """Ask how each group is looked at."""
        if self.ratings is not None:
            ask(HabitsDialog(self.window(), self.desk, self.ratings.habits))

    def ask_book(self) -> None:
        """Ask where the workbook goes and write it."""
        name = f"{partner_papers.upload_names(self.desk.scope)[2]}.xlsx"
        place = ask_place(self.window(), tr("Save as workbook"), name, "Excel (*.xlsx)", ".xlsx")
        desk = self.desk
        if place is not None and desk.attempt(lambda: partner_papers.save_plan(desk.scope, place)):
            words = tr("The plan is in {path}. The workbook is not encrypted.")
            desk.written.emit(words.format(path=place), place)

    def ask_uploads(self) -> None:
        """Ask for a folder and write what is uploaded to the portal."""
        title = tr("Folder for the uploads")
        folder = ask_folder(self.window(), title)
        if folder:
            self.save_uploads(Path(folder))

    def save_uploads(self, folder: Path) -> None:
        """Write the uploads beside the window."""
        desk = self.desk
        words = tr("Writing the uploads")

        def work(progress: Progress) -> None:
            partner_papers.save_uploads(desk.scope, folder, progress)

        if desk.attempt(lambda: tasks.wait_or_cancel(self.window(), words, work)):
            text = tr("The uploads are in {path}. They are not encrypted.")
            desk.written.emit(text.format(path=folder), folder)

    def _list(self) -> None:
        if self.ratings is None:
            return
        state = str(self.states.currentData())
        rows = [PlanRow(row, self.ratings.duties[row.row.id]) for row in self.ratings.partners]
        shown = [row for row in rows if not state or row.duty.state.value == state]
        shown.sort(key=lambda row: (RANK[row.duty.state], row.duty.due or date.max))
        self.model.show_partners(shown)
        words = ntr("{n} partner", "{n} partners", len(shown))
        if len(shown) < len(rows):
            words = tr("{n} of {all} partners").format(n=len(shown), all=len(rows))
        self.count.setText(words)
        if shown:
            self.table.selectRow(0)
        self._allow()

    def _allow(self) -> None:
        chosen = self.chosen()
        has_days = any(row.duty.due for row in chosen)
        why = "" if has_days else tr("Choose a partner something is planned for first.")
        allow(self.take_button, why)
        allow(self.open_button, "" if len(chosen) == 1 else tr("Choose one partner first."))

    def _lay(self) -> None:
        desk = self.desk
        self.take_button = changer(tr("Use these dates"), self.take_days, "primary")
        self.open_button = button(tr("Open the partner"), self.open_partner)
        habits = button(tr("How often…"), self.ask_habits)
        title = tr("Due-diligence plan")
        show, save = print_buttons(
            self, desk, title, lambda: partner_papers.plan_pdf(self.desk.scope)
        )
        book = button(tr("Save as workbook…"), self.ask_book)
        uploads = button(tr("Uploads for the portal…"), self.ask_uploads)
        takes_folder(uploads, self.save_uploads, uploads)
        self.tools = (self.take_button, self.open_button, habits, show, save, book, uploads)
        offer(self.table, self.open_button, self.take_button)
        self.body = QWidget()
        column = QVBoxLayout(self.body)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(flow(self.states, self.count))
        column.addWidget(self.table, 1)
        about = tr(
            "How and how often each group is looked at is our default. A date goes into the "
            "partner's record only when you click “Use these dates”."
        )
        column.addWidget(label(about, muted=True))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addLayout(flow(*self.tools))
        outer.addWidget(self.empty)
        outer.addWidget(self.body, 1)


class HabitsDialog(QDialog):
    """How each group of partners is looked at, and every how many months."""

    article = "partner-risk"

    def __init__(self, parent: QWidget, desk: Desk, habits: Habits) -> None:
        """Show the stored choices."""
        super().__init__(parent)
        self.desk = desk
        self.setWindowTitle(tr("How partners are looked at"))
        self.methods: dict[str, ChoiceBox] = {}
        self.months: dict[str, NumberBox] = {}
        form = QFormLayout()
        for group, words in GROUPS.items():
            box, number = ChoiceBox(), NumberBox()
            box.setAccessibleName(tr("{group}: how").format(group=tr(words)))
            for method, text in METHODS.items():
                box.addItem(tr(text), method.value)
            number.setRange(1, 60)
            number.setSuffix(tr(" months"))
            number.setAccessibleName(tr("{group}: every how many months").format(group=tr(words)))
            self.methods[group.value], self.months[group.value] = box, number
            form.addRow(tr(words), row(box, number, None))
        column = QVBoxLayout(self)
        about = tr("These are our defaults, not CBP's. High comes before every other group.")
        column.addWidget(label(about, muted=True))
        column.addLayout(form)
        save = changer(tr("Plan like this"), self.save, "primary")
        reset = button(tr("Our defaults"), lambda: self.show_habits(Habits()))
        column.addLayout(row(reset, None, button(tr("Cancel"), self.reject), save))
        self.show_habits(habits)

    def show_habits(self, habits: Habits) -> None:
        """Show other choices."""
        values = asdict(habits)
        for group, box in self.methods.items():
            box.setCurrentIndex(box.findData(values[f"{group}_how"]))
            self.months[group].setValue(values[f"{group}_months"])

    def save(self) -> None:
        """Keep the choices and close."""
        values: dict[str, Any] = {f"{key}_months": box.value() for key, box in self.months.items()}
        values |= {f"{key}_how": str(box.currentData()) for key, box in self.methods.items()}
        habits, desk = Habits(**values), self.desk
        if desk.attempt(lambda: partner_ratings.keep_habits(desk.scope, habits)):
            self.accept()
