"""Buttons that only one register has, such as filling in a shipped list."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from ctpat_desktop.catalogue.forms import load_form
from ctpat_desktop.catalogue.inspections import KINDS
from ctpat_desktop.checklist import Place
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.services.registers import records, starter_lists
from ctpat_desktop.support.dates import day_text
from ctpat_desktop.support.language import N_, tr
from ctpat_desktop.support.later import later
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.session.steps import inform_of_step
from ctpat_desktop.ui.widgets.dialogs import may_replace, own_place

DOCX = ".docx"


@dataclass(frozen=True, slots=True)
class Action:
    """One button: its words and what it does with the current record's id ("" for none).

    What it does is told which window asks, for the dialogs it opens.
    """

    title: str
    do: Callable[[QWidget, Desk, str], object]
    needs_record: bool = False
    writes: bool = True
    """Whether it changes the file."""
    take: Callable[[QWidget, Desk, str, Path], object] | None = None
    """What it does with a file that is dropped on it."""
    kinds: str = ""
    """The files that are taken, in the words of a file dialog."""


def _programs(_window: QWidget, desk: Desk, _record_id: str) -> None:
    desk.attempt(lambda: _say_nothing_added(desk, bool(starter_lists.add_programs(desk.scope))))


def _topics(_window: QWidget, desk: Desk, _record_id: str) -> None:
    desk.attempt(lambda: _say_nothing_added(desk, bool(starter_lists.add_topics(desk.scope))))


def _say_nothing_added(desk: Desk, is_new: bool) -> None:
    if not is_new:
        desk.inform(tr("Nothing to add: every item is already listed."))


def _hold_plan(_window: QWidget, desk: Desk, record_id: str) -> None:
    from ctpat_desktop.services.trade import holds

    before = holds.answer_day(desk.workspace, record_id)
    if not desk.attempt(
        lambda: _say_nothing_added(desk, bool(holds.plan(desk.workspace, record_id)))
    ):
        return
    day = holds.answer_day(desk.workspace, record_id)
    if before is None and day is not None:
        words = tr("“Answer by” was empty and is {day} now, counted from the presentation.")
        inform_of_step(desk, words.format(day=day_text(day)))


def _letter(_window: QWidget, desk: Desk, _record_id: str) -> None:
    from ctpat_desktop.services.trade.letter import draft

    desk.attempt(lambda: draft.draft(desk.scope))


def _letter_file(window: QWidget, desk: Desk, record_id: str) -> None:
    from ctpat_desktop.services.trade.letter import draft

    kinds = f"Word (*{DOCX});;PDF (*.pdf)"
    name, kind = QFileDialog.getSaveFileName(
        window, tr("Save the letter"), own_place(f"annual-letter{DOCX}"), kinds
    )
    if not name:
        return
    place = Path(name)
    if place.suffix.lower() not in (DOCX, ".pdf"):
        place = Path(name + (".pdf" if "pdf" in kind else DOCX))
        if not may_replace(window, tr("Save the letter"), place):
            return
    if desk.attempt(lambda: draft.write(desk.scope, record_id, place)):
        desk.written.emit(tr("The letter is in {path}.").format(path=place), place)


def _chart_of(key: str) -> Callable[[QWidget, Desk, str], object]:
    return lambda _window, desk, _record_id: desk.go_to(Place("charts", field=key))


def _validation_day(_window: QWidget, desk: Desk, record_id: str) -> None:
    desk.validation_day_wanted.emit(record_id)


SCREENS = "ctpat_desktop.ui.validation.outputs"
PROCEDURES = "ctpat_desktop.ui.procedures.dialogs"
TRAINING = "ctpat_desktop.ui.training.dialogs"


def _reply(table: str) -> Action:
    def write(window: QWidget, desk: Desk, record_id: str) -> None:
        later(f"{SCREENS}:ask_reply")(window, desk, (table, record_id))

    return Action(N_("Reply in Word…"), write, needs_record=True, writes=False)


ACTIONS: dict[str, tuple[Action, ...]] = {
    "action": (Action(N_("Chart"), _chart_of("actions"), writes=False),),
    "training_session": (Action(N_("Chart"), _chart_of("training"), writes=False),),
    "mra_program": (Action(N_("Fill in the shipped list"), _programs),),
    "topic": (Action(N_("Add the usual topics"), _topics),),
    "course": (
        Action(N_("New from a model…"), later(f"{TRAINING}:ask_model")),
        Action(
            N_("Add slides or video…"),
            later(f"{TRAINING}:ask_recording"),
            take=later(f"{TRAINING}:take_recording"),
        ),
        Action(N_("Play…"), later("ctpat_desktop.ui.training.player:ask_play"), needs_record=True),
        Action(
            N_("Questions…"),
            later(f"{TRAINING}:ask_questions"),
            needs_record=True,
            take=later(f"{TRAINING}:take_questions"),
            kinds="(*.xlsx *.csv *.toml)",
        ),
        Action(N_("Retire"), later(f"{TRAINING}:retire"), needs_record=True),
    ),
    "detention": (Action(N_("Add the steps of the plan"), _hold_plan, needs_record=True),),
    "annual_letter": (
        Action(N_("Draft next letter"), _letter),
        Action(N_("Save the letter…"), _letter_file, needs_record=True, writes=False),
    ),
    "procedure": (
        Action(N_("New from outline…"), later(f"{PROCEDURES}:ask_outline")),
        Action(N_("Approve…"), later(f"{PROCEDURES}:ask_approval"), needs_record=True),
        Action(
            N_("Save as Word or PDF…"),
            later(f"{PROCEDURES}:ask_file"),
            needs_record=True,
            writes=False,
        ),
    ),
    "cbp_message": (_reply("cbp_message"),),
    "validation": (
        Action(N_("Validation day"), _validation_day, needs_record=True, writes=False),
        Action(
            N_("Save the binder…"), later(f"{SCREENS}:ask_binder"), needs_record=True, writes=False
        ),
        _reply("validation"),
    ),
    "appeal_file": (_reply("appeal_file"),),
}


@dataclass(frozen=True, slots=True)
class PrintedForm:
    """One printed form of a register: its words and how its PDF is made of a record's id.

    With `button` it is also a button under the list, by these words. `kind` is what stands for
    "{kind}" in the title.
    """

    title: str
    make: Callable[[Scope, str], bytes]
    needs_record: bool = True
    button: str = ""
    kind: str = ""

    def name(self) -> str:
        """Return its title in the language spoken now."""
        return tr(self.title).format(kind=tr(self.kind))


PRINTS = "ctpat_desktop.services.registers.printed_forms"
RECORDS = "ctpat_desktop.services.trade.record_pdf"
PAPERS = "ctpat_desktop.services.training.papers"
INCIDENTS = "ctpat_desktop.services.registers.incident_forms"


def _blank(kind: str) -> Callable[[Scope, str], bytes]:
    return lambda scope, _record_id: later(f"{PRINTS}:inspection_blank")(scope, kind)


def _blank_of(scope: Scope, record_id: str) -> bytes:
    """Return the empty form of the checklist looked at, else of the first one."""
    stored = records.stored(scope.workspace, "inspection", record_id) if record_id else None
    return _blank(str(getattr(stored, "kind", "")) or KINDS[0])(scope, record_id)


def _sign_in_blank(scope: Scope, _record_id: str) -> bytes:
    made: bytes = later(f"{PRINTS}:sign_in_blank")(scope)
    return made


def _lists() -> tuple[PrintedForm, ...]:
    kinds = load_form("inspection").field("kind").choices
    words = N_("Empty form: {kind}…")
    return tuple(
        PrintedForm(words, _blank(kind.value), needs_record=False, kind=kind.label)
        for kind in kinds
    )


def _log(kind: str) -> Callable[[Scope, str], bytes]:
    return lambda scope, _record_id: later(f"{INCIDENTS}:log_blank")(scope, kind)


def _logs() -> tuple[PrintedForm, ...]:
    kinds = load_form("security_check").field("kind").choices
    words = N_("Empty log sheet: {kind}…")
    return tuple(
        PrintedForm(words, _log(kind.value), needs_record=False, kind=kind.label) for kind in kinds
    )


def _incident_blank(scope: Scope, _record_id: str) -> bytes:
    made: bytes = later(f"{INCIDENTS}:incident_blank")(scope)
    return made


def _discrepancy_blank(scope: Scope, _record_id: str) -> bytes:
    made: bytes = later(f"{INCIDENTS}:discrepancy_blank")(scope)
    return made


FORMS: dict[str, tuple[PrintedForm, ...]] = {
    "procedure": (
        PrintedForm(
            N_("This procedure with its sign-in sheet…"),
            later("ctpat_desktop.services.procedures.printed:pdf"),
        ),
    ),
    "supply_chain": (PrintedForm(N_("Map of this chain…"), later(f"{RECORDS}:chain_pdf")),),
    "detention": (PrintedForm(N_("Response plan of this hold…"), later(f"{RECORDS}:hold_pdf")),),
    "self_test": (PrintedForm(N_("Sheet of this test…"), later(f"{RECORDS}:self_test_pdf")),),
    "annual_letter": (
        PrintedForm(N_("The letter…"), later("ctpat_desktop.services.trade.letter.draft:pdf")),
    ),
    "inspection": (
        PrintedForm(
            N_("This inspection as a form…"),
            later(f"{PRINTS}:inspection"),
            button=N_("Print form…"),
        ),
        PrintedForm(N_("Empty form…"), _blank_of, needs_record=False, button=N_("Empty form…")),
        *_lists(),
    ),
    "incident": (
        PrintedForm(
            N_("This incident as a form…"), later(f"{INCIDENTS}:incident"), button=N_("Print form…")
        ),
        PrintedForm(
            N_("Empty form…"), _incident_blank, needs_record=False, button=N_("Empty form…")
        ),
    ),
    "discrepancy": (
        PrintedForm(
            N_("This discrepancy as a form…"),
            later(f"{INCIDENTS}:discrepancy"),
            button=N_("Print form…"),
        ),
        PrintedForm(
            N_("Empty form…"), _discrepancy_blank, needs_record=False, button=N_("Empty form…")
        ),
    ),
    "security_check": (
        PrintedForm(
            N_("Log of this kind, last year…"), later(f"{INCIDENTS}:log"), button=N_("Print log…")
        ),
        PrintedForm(
            N_("Empty log sheet…"), _log(""), needs_record=False, button=N_("Empty log sheet…")
        ),
        *_logs(),
    ),
    "course": (
        PrintedForm(N_("Slides of this training…"), later(f"{PAPERS}:slides")),
        PrintedForm(N_("Sign-in sheet and questions…"), later(f"{PAPERS}:meeting")),
    ),
    "training_session": (
        PrintedForm(N_("Sign-in sheet of this session…"), later(f"{PRINTS}:sign_in")),
        PrintedForm(N_("Empty sign-in sheet…"), _sign_in_blank, needs_record=False),
        PrintedForm(N_("Certificates of this session…"), later(f"{PRINTS}:certificates")),
    ),
}
