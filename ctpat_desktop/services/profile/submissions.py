"""What was submitted: a profile sealed as it was sent, which never changes and prints the same."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from ctpat_desktop.catalogue.model import Criterion
from ctpat_desktop.checklist import Finding, Severity
from ctpat_desktop.documents.core import labels
from ctpat_desktop.documents.profile.snapshot import Snapshot
from ctpat_desktop.exchange.results import ExportResult
from ctpat_desktop.reading.dossier import Answer
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.reading.statements import Stated
from ctpat_desktop.records import Submission
from ctpat_desktop.records.base import new_id
from ctpat_desktop.services.profile import sealing
from ctpat_desktop.services.profile.exports import printed, snapshot, written
from ctpat_desktop.support.choosing import find_one
from ctpat_desktop.support.dates import day_text
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import ntr, tr
from ctpat_desktop.support.own_name import own_name
from ctpat_desktop.workspace import blobs
from ctpat_desktop.workspace.unit import Workspace

LAST, NOW = "last", "now"
"""What may stand for a submission: the newest one, and the profile as it is."""


class Blocked(Problem):
    """A profile was not recorded as submitted: the portal would refuse it."""

    def __init__(self, blockers: Sequence[Finding]) -> None:
        """Keep the findings that block it."""
        super().__init__(
            ntr("{n} blocker is open.", "{n} blockers are open.", len(blockers)),
            tr(
                "Close them first, or say that it was submitted all the same. Nothing was recorded."
            ),
        )
        self.blockers = tuple(blockers)


@dataclass(frozen=True, slots=True)
class Difference:
    """Which criteria two states of a profile answer differently, or only one of them has."""

    changed: tuple[str, ...]
    added: tuple[str, ...]
    removed: tuple[str, ...]
    reworded: tuple[str, ...] = ()
    """The criteria that are in both with another text, whatever was answered."""


def every(workspace: Workspace, account_id: str) -> Sequence[Submission]:
    """Return the submissions of an account, the newest first."""
    with workspace.read() as session:
        return session.scalars(_of(account_id)).all()


def record(scope: Scope, *, by: str = "", note: str = "", anyway: bool = False) -> Submission:
    """Seal the profile as it is as submitted on the day of the scope; it is no undo step.

    Raises Blocked while there are blockers, unless it was sent anyway.
    """
    made = snapshot(scope)
    blockers = [row for row in made.findings if row.severity is Severity.BLOCKER]
    if blockers and not anyway:
        raise Blocked(blockers)
    _refuse_before(scope, made.dossier.profile.year)
    return seal(scope, made, by=by, note=note)


def seal(scope: Scope, made: Snapshot, *, by: str = "", note: str = "") -> Submission:
    """Seal a state of the profile as submitted on the day of the scope, whatever blocks it."""
    profile = made.dossier.profile
    blockers = [row for row in made.findings if row.severity is Severity.BLOCKER]
    with scope.workspace.work(tr("Record submission"), is_final=True) as unit:
        sha256, size = blobs.store(unit.session, [sealing.sealed(made)])
        row = Submission(
            id=new_id(),
            company_id=scope.company_id,
            account_id=scope.account_id,
            year=profile.year,
            submitted_on=scope.today,
            submitted_by=by.strip() or own_name(),
            edition=made.dossier.edition.id,
            findings=len(made.findings),
            blockers=len(blockers),
            note=note.strip(),
            position=_count(unit.session, scope.account_id),
            sha256=sha256,
            size=size,
        )
        unit.session.add(row)
        key = row.id
    with scope.workspace.read() as session:
        return session.get_one(Submission, key)


def _refuse_before(scope: Scope, year: int) -> None:
    """Raise Problem where an earlier year was submitted after the day of the scope."""
    older = [row for row in every(scope.workspace, scope.account_id) if row.year < year]
    last = max((row.submitted_on for row in older if row.submitted_on), default=None)
    if last is not None and scope.today < last:
        words = tr("{day} is before the submission of an earlier year, on {last}.")
        raise Problem(
            words.format(day=day_text(scope.today), last=day_text(last)),
            tr("Nothing was recorded."),
        )


def read(workspace: Workspace, submission_id: str) -> Snapshot:
    """Return a profile as it was submitted; Problem where its content is damaged."""
    with workspace.read() as session:
        return _read(session, session.get_one(Submission, submission_id))


def chosen(scope: Scope, name: str) -> Snapshot:
    """Return the state called "now", "last", or by a submission's id, day or year; else Problem."""
    if name == NOW:
        return snapshot(scope)
    with scope.workspace.read() as session:
        rows = session.scalars(_of(scope.account_id)).all()
        if not rows:
            raise Problem(tr("Nothing was submitted yet."), tr("Record a submission first."))
        if name == LAST:
            return _read(session, rows[0])
        names = [
            ((title(row), row.id, str(row.submitted_on), day_text(row.submitted_on)), row.id)
            for row in rows
        ]
        key = find_one(name, names, tr("submission"))
        return _read(session, session.get_one(Submission, key))


def title(row: Submission) -> str:
    """Return what a submission is called."""
    return f"{row.year} ({day_text(row.submitted_on)})"


def report_pdf(workspace: Workspace, submission_id: str) -> bytes:
    """Return the report of a profile as it was submitted, as PDF."""
    return printed(read(workspace, submission_id))


def save_report(workspace: Workspace, submission_id: str, path: Path) -> ExportResult:
    """Write the report of a profile as it was submitted, as PDF or DOCX; it is read again."""
    return written(read(workspace, submission_id), path)


def in_words(made: Snapshot, criterion: str) -> str:
    """Return all that a state of a profile says on a criterion, to be read and compared."""
    answer = made.dossier.find(criterion)
    if answer is None:
        return ""
    files = {row.id: f"{row.title} ({row.sha256[:8]})" for row in made.dossier.evidence}
    said = [("", answer.whole), *((site.name, row) for site, row in answer.by_site)]
    parts = []
    for site, row in said:
        if row is None:
            continue
        reason = f"{tr('Reason')}: {row.reason}" if row.reason else ""
        linked = [f"- {files[key]}" for key in answer.evidence_ids.get(row.id, ())]
        proofs = "\n".join([f"{tr('Evidence')}:", *linked]) if linked else ""
        standing = labels.status(answer.standing_of(row))
        head = f"{site}: {standing}" if site else standing
        stated = _stated_words(answer.stated(row), files)
        parts += [words for words in (head, row.narrative, *stated, reason, proofs) if words]
    return "\n\n".join(parts)


def _stated_words(rows: Iterable[Stated], files: Mapping[str, str]) -> Iterator[str]:
    """Yield what each statement says, and which documents prove it."""
    for number, row in enumerate(rows, 1):
        proofs = [f"- {files[key]}" for key in row.documents if key in files]
        linked = [f"{tr('Evidence')}:", *proofs] if proofs else []
        yield "\n".join([f"{labels.statement(number, row.name)}:", row.text, *linked])


def compare(before: Snapshot, after: Snapshot) -> Difference:
    """Return which criteria differ: in words, status, sites or linked documents.

    They are held against each other by number, also where the editions are different ones.
    """
    asked = {row.criterion.id: row.criterion for row in before.dossier.asked()}
    old = {row.criterion.id: _words(row, before) for row in before.dossier.asked()}
    new = {row.criterion.id: _words(row, after) for row in after.dossier.asked()}
    return Difference(
        tuple(key for key, words in new.items() if key in old and old[key] != words),
        tuple(key for key in new if key not in old),
        tuple(key for key in old if key not in new),
        tuple(
            row.criterion.id
            for row in after.dossier.asked()
            if not _asks_alike(asked.get(row.criterion.id, row.criterion), row.criterion)
        ),
    )


def _asks_alike(old: Criterion, new: Criterion) -> bool:
    """Return whether a criterion asks the same, in two languages too: a state keeps its own."""
    is_shipped = "own" not in (*old.changed, *new.changed)
    return old.words == new.words or (is_shipped and old.fingerprint == new.fingerprint)


def _words(answer: Answer, made: Snapshot) -> tuple[object, ...]:
    """Return what an answer says, whatever the ids of its records are."""
    hashes = {row.id: row.sha256 for row in made.dossier.evidence}
    said = [("", answer.whole), *((site.id, row) for site, row in answer.by_site)]
    return tuple(
        (site, row.status, row.narrative, row.reason, proofs, stated)
        for site, row in said
        if row is not None
        for proofs in (sorted(hashes[key] for key in answer.evidence_ids.get(row.id, ())),)
        for stated in ([_stated(one, hashes) for one in answer.stated(row)],)
        if row.is_answered or row.narrative or row.reason or proofs or stated
    )


def _stated(row: Stated, hashes: Mapping[str, str]) -> tuple[object, ...]:
    return row.name, row.text, sorted(hashes[key] for key in row.documents if key in hashes)


def _of(account_id: str) -> Select[Submission]:
    query = select(Submission).where(Submission.account_id == account_id)
    newest = (Submission.submitted_on, Submission.year, Submission.position, Submission.id)
    return query.order_by(*(column.desc() for column in newest))


def _count(session: Session, account_id: str) -> int:
    query = select(func.count()).select_from(Submission)
    return session.scalar(query.where(Submission.account_id == account_id)) or 0


def _read(session: Session, row: Submission) -> Snapshot:
    data = b"".join(blobs.stream(session, row.sha256, title(row)))
    return sealing.unsealed(data)
