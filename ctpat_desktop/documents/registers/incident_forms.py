"""Incidents, discrepancies, and tests and rounds on paper: blank to fill in by hand, or filled."""

from dataclasses import dataclass

from ctpat_desktop.documents.core.blocks import (
    Block,
    Heading,
    Paragraph,
    Ruled,
    Table,
    Tree,
)
from ctpat_desktop.documents.registers.inspection_form import EMPTY, TICKED
from ctpat_desktop.support.language import N_, tr

LOG_LINES = 16
"""Lines of a blank log sheet; they fill one page."""
SPARE_LINES = 3
GAP = "\u00a0\u00a0\u00a0 "
"""Between two boxes of one line."""
"""Empty lines under what is known of a log."""

Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Boxes:
    """One question with boxes to tick; `ticked` is the place of the answer, -1 for none."""

    question: str
    answers: tuple[str, ...]
    ticked: int = -1

    def words(self) -> str:
        """Return the question and its boxes as one line of text."""
        # the space behind a box is no break, so that a box never stands alone at the end of a line
        rows = (
            f"{TICKED if at == self.ticked else EMPTY}\u00a0{answer.replace(' ', chr(160))}"
            for at, answer in enumerate(self.answers)
        )
        return f"{self.question}:  {GAP.join(rows)}"


@dataclass(frozen=True, slots=True)
class Room:
    """A heading with words under it; where there are none, with lines to write on."""

    title: str
    words: str = ""
    lines: int = 2


@dataclass(frozen=True, slots=True)
class EventSheet:
    """An incident or a discrepancy as one sheet; `facts` with "" leave a line.

    `notices` are who was told, name, day, time, by whom and how; () leaves the table out.
    """

    company: str
    title: str
    note: str
    facts: Pairs
    boxes: tuple[Boxes, ...]
    rooms: tuple[Room, ...]
    signed: Pairs
    notices: tuple[tuple[str, ...], ...] = ()
    after: tuple[Room, ...] = ()
    """What stands below those who were told."""


@dataclass(frozen=True, slots=True)
class LogSheet:
    """Tests or rounds of one kind, a line each."""

    company: str
    kinds: Boxes
    facts: Pairs
    rows: tuple[tuple[str, ...], ...] = ()
    """Day, time, what was checked, by whom, outcome (the place of its box) and what was found."""


def event_tree(sheet: EventSheet) -> Tree:
    """Return an incident or a discrepancy as pages; a blank one fits on one."""
    blocks: list[Block] = [
        Heading(1, sheet.title),
        Paragraph(sheet.note or sheet.company),  # the company stands over every page as well
        Ruled(sheet.facts),
        *(Paragraph(boxes.words()) for boxes in sheet.boxes),
    ]
    blocks += [block for room in sheet.rooms for block in _room(room)]
    if sheet.notices:
        heads = (N_("Who was told"), N_("Name"), N_("Date"), N_("Time"), N_("Told by"), N_("How"))
        widths = (4.4, 2.9, 1.75, 1.0, 2.4, 1.7)
        blocks.append(Table(tuple(map(tr, heads)), sheet.notices, widths, is_roomy=True))
    blocks += [block for room in sheet.after for block in _room(room)]
    return (*blocks, Ruled(sheet.signed))


def log_tree(sheet: LogSheet) -> Tree:
    """Return a log of tests or rounds as pages; a blank one fits on one."""
    heads = (
        *(N_("Date"), N_("Time"), N_("What was checked"), N_("Done by")),
        *(N_("In order"), N_("Found"), N_("Not done"), N_("What was found")),
    )
    spare = SPARE_LINES if sheet.rows else LOG_LINES
    rows = tuple(_log_row(row) for row in (*sheet.rows, *[("", "", "", "", "", "")] * spare))
    widths = (1.8, 0.95, 3.0, 1.9, 0.95, 1.15, 0.95, 3.35)
    return (
        Heading(1, tr("Log of tests and rounds")),
        Paragraph(sheet.company),
        Paragraph(sheet.kinds.words()),
        Ruled(sheet.facts),
        Table(tuple(map(tr, heads)), rows, widths, is_roomy=True),
        Ruled(((tr("Looked at by"), ""), (tr("Signature"), ""))),
    )


OUTCOMES = ("good", "defect", "not_done")
"""The columns to tick, in the order of the log."""


def _log_row(row: tuple[str, ...]) -> tuple[str, ...]:
    day, time, subject, by, outcome, finding = row
    ticks = (TICKED if outcome == one else EMPTY for one in OUTCOMES)
    return (day, time, subject, by, *ticks, finding)


def _room(room: Room) -> list[Block]:
    if room.words:
        return [Heading(3, room.title), Paragraph(room.words)]
    return [Table((room.title,), (("",),) * room.lines, (1,), is_roomy=True)] if room.lines else []
