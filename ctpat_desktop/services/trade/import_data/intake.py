"""Imports an ITRAC file: the file goes into the library, its lines beside it, in one step."""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from sqlalchemy import exists, insert, select
from sqlalchemy.orm import Session

from ctpat_desktop.exchange.tables.sheets import Choice, Sheet, read_bytes
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.records import Evidence, ItracFile, ItracLine
from ctpat_desktop.records.base import new_id
from ctpat_desktop.services.evidence import library
from ctpat_desktop.services.importing import headings
from ctpat_desktop.services.importing.dates import Order
from ctpat_desktop.services.importing.headings import Columns, known_headings, propose, remembered
from ctpat_desktop.services.trade.import_data.lines import (
    Lines,
    Refused,
    bare_entry,
    load_line_form,
    parsed,
    to_come,
)
from ctpat_desktop.services.trade.import_data.meeting import Differing, differing
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr
from ctpat_desktop.support.memory import uncollected
from ctpat_desktop.support.progress import Progress, Silent
from ctpat_desktop.workspace import blobs
from ctpat_desktop.workspace.failures import reason
from ctpat_desktop.workspace.unit import Workspace

TABLE = "itrac_line"
MOST_ROWS = 300_000
"""Lines of one file; app default."""
CHUNK = 5_000


@dataclass(frozen=True, slots=True)
class Loaded:
    """A file as it was read, with what is proposed for its columns."""

    path: Path
    data: bytes
    sheet: Sheet
    columns: Columns


@dataclass(frozen=True, slots=True)
class IntakePreview:
    """What taking a file in would do: lines, refused rows, and entries that are there already."""

    loaded: Loaded
    columns: Columns
    lines: Lines
    fresh: tuple[int, ...]
    known_entries: tuple[str, ...]
    differing: tuple[Differing, ...] = ()
    """Lines of known entries that say something else than the earlier file; they are not taken."""

    @property
    def period(self) -> tuple[date, date] | None:
        """The first and last day of the lines that would be taken."""
        days = [self.lines.rows[at]["entry_date"] for at in self.fresh]
        return (min(days), max(days)) if days else None

    @property
    def value(self) -> int:
        """The entered value of those lines, in cents."""
        return sum(self.lines.rows[at]["value"] for at in self.fresh)


@dataclass(frozen=True, slots=True)
class Taken:
    """What was taken in: the record of the file, its lines, and the rows that were not."""

    file_id: str
    rows: int
    lines: int
    known: int
    refused: tuple[Refused, ...]
    joined: int = 0
    """Rows that are further tariff numbers of a line."""


@uncollected()
def load(
    workspace: Workspace, path: Path, encoding: str = "", choice: Choice | None = None
) -> Loaded:
    """Read a file and propose where its columns go; Problem says why it cannot be read."""
    library.fitting_size(path)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise Problem(
            tr("{name} cannot be read: {reason}.").format(name=path.name, reason=reason(error))
        ) from error
    form = load_line_form()
    said = choice or Choice(encoding)
    sheet = read_bytes(data, path.name, known_headings(form), MOST_ROWS, said)
    columns = propose(form, sheet.headers, remembered(workspace, TABLE, sheet.headers))
    return Loaded(path, data, sheet, columns)


@uncollected()
def preview(scope: Scope, loaded: Loaded, columns: Columns) -> IntakePreview:
    """Return what would happen; Problem where entry number or date go nowhere."""
    missing = [key for key in ("entry_number", "entry_date") if key not in columns.keys]
    if missing:
        names = ", ".join(tr(load_line_form().field(key).label) for key in missing)
        raise Problem(
            tr("No column goes to: {names}.").format(names=names),
            tr("Choose a column for each; nothing was imported.")
            + f" {headings.seen(loaded.sheet.headers)}",
        )
    lines = parsed(loaded.sheet, columns)
    lines = replace(lines, remarks=(*lines.remarks, *to_come(lines.rows, scope.today)))
    known = _known(scope, {row["entry_number"] for row in lines.rows})
    fresh = tuple(at for at, row in enumerate(lines.rows) if row["entry_number"] not in known)
    met = [row for row in lines.rows if row["entry_number"] in known]
    other = differing(scope, met, columns.keys)
    return IntakePreview(loaded, columns, lines, fresh, tuple(sorted(known)), other)


@uncollected()
def take(
    scope: Scope,
    shown: IntakePreview,
    progress: Progress | None = None,
) -> Taken:
    """Write file and lines in one step; Problem where no line is new."""
    told, period = progress or Silent(), shown.period
    if period is None:
        raise Problem(
            tr("No line of {name} is new.").format(name=shown.loaded.path.name),
            tr("Its entries are here already, or every row was refused."),
        )
    path, data, file_id = shown.loaded.path, shown.loaded.data, new_id()
    with scope.workspace.work(tr("Import ITRAC file")) as unit:
        slices = (data[at : at + blobs.SLICE] for at in range(0, len(data), blobs.SLICE))
        digest, size = blobs.store(unit.session, slices)
        document = Evidence(
            id=new_id(),
            company_id=scope.company_id,
            title=f"ITRAC {period[0]} – {period[1]}",
            kind="log",
            filename=path.name,
            size=size,
            sha256=digest,
            period_from=period[0],
            period_to=period[1],
        )
        unit.session.add(document)
        unit.session.flush()
        unit.session.add(
            ItracFile(
                id=file_id,
                company_id=scope.company_id,
                title=path.stem,
                evidence_id=document.id,
                imported_on=scope.today,
                period_from=period[0],
                period_to=period[1],
                line_count=len(shown.fresh),
                mapping=_mapping(shown),
            )
        )
        unit.session.flush()
        _write(unit.session, file_id, [shown.lines.rows[at] for at in shown.fresh], told)
        headings.remember(unit, TABLE, shown.loaded.sheet.headers, shown.columns)
    known, lines = len(shown.lines.rows) - len(shown.fresh), shown.lines
    rows = len(shown.loaded.sheet.rows)
    return Taken(file_id, rows, len(shown.fresh), known, lines.refused, lines.joined)


def lost(scope: Scope) -> Sequence[ItracFile]:
    """Return the files whose lines are not there, as after undo and redo."""
    has_lines = exists(select(ItracLine.number).where(ItracLine.file_id == ItracFile.id))
    query = select(ItracFile).where(
        ItracFile.company_id == scope.company_id,
        ItracFile.line_count > 0,
        ItracFile.mapping != "",  # a record typed or imported by hand never had lines
        ~has_lines,
    )
    with scope.workspace.read() as session:
        return session.scalars(query).all()


@uncollected()
def mend(scope: Scope, progress: Progress | None = None) -> int:
    """Read the lines of files again that lost them; return how many files."""
    files = () if scope.workspace.reading_only else lost(scope)
    for file in files:
        _read_again(scope.workspace, file, progress or Silent())
    return len(files)


def _read_again(workspace: Workspace, file: ItracFile, progress: Progress) -> None:
    with workspace.read() as session:
        document = session.get(Evidence, file.evidence_id) if file.evidence_id else None
    if document is None:
        raise Problem(
            tr("The lines of {name} cannot be read again: its file is gone.").format(
                name=file.title
            ),
            tr("Import the file again."),
        )
    kept = json.loads(file.mapping)
    data = library.content(workspace, document.id)
    form = load_line_form()
    choice = Choice(kept["encoding"], kept.get("sheet", ""), kept.get("heading", 0))
    sheet = read_bytes(data, document.filename, known_headings(form), MOST_ROWS, choice)
    columns = Columns(tuple(kept["keys"]), ("chosen",) * len(kept["keys"]), Order(kept["order"]))
    left_out = set(map(bare_entry, kept["left_out"]))
    lines = parsed(sheet, columns).rows
    rows = [row for row in lines if bare_entry(row["entry_number"]) not in left_out]
    with workspace.work(tr("Read ITRAC file again")) as unit:
        _write(unit.session, file.id, rows, progress)


def _mapping(shown: IntakePreview) -> str:
    columns = shown.columns
    kept = {
        "keys": columns.keys,
        "order": columns.order,
        "encoding": shown.loaded.sheet.encoding,
        "sheet": shown.loaded.sheet.sheet,
        "heading": shown.loaded.sheet.heading,
        "left_out": shown.known_entries,
    }
    return json.dumps(kept)


def _write(
    session: Session, file_id: str, rows: Sequence[dict[str, object]], progress: Progress
) -> None:
    for start in range(0, len(rows), CHUNK):
        progress.step(start, len(rows), tr("Writing lines"))
        part = [{**row, "file_id": file_id} for row in rows[start : start + CHUNK]]
        session.execute(insert(ItracLine), part)


def _known(scope: Scope, entries: set[str]) -> set[str]:
    """Return the entries that an earlier file brought already, with or without hyphens."""
    query = (
        select(ItracLine.entry_number)
        .distinct()
        .join(ItracFile, ItracFile.id == ItracLine.file_id)
        .where(ItracFile.company_id == scope.company_id)
    )
    with scope.workspace.read() as session:
        there = set(map(bare_entry, session.scalars(query)))
    return {entry for entry in entries if bare_entry(entry) in there}


def reasons(refused: Sequence[Refused]) -> list[tuple[str, int]]:
    """Return why rows were refused, the most frequent reason first."""
    return Counter(row.reason for row in refused).most_common()
