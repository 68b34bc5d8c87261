"""What a walk proposes for the site's answers; taken over only where a person says so."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from sqlalchemy import select
from sqlalchemy.orm import Session

from ctpat_desktop.catalogue.walks import Step
from ctpat_desktop.reading.dossier import Dossier
from ctpat_desktop.records import Attachment, Response, Walk, WalkAnswer
from ctpat_desktop.services.accounts.companies import dossier
from ctpat_desktop.services.profile import answers
from ctpat_desktop.services.profile.evidence_links import new_link
from ctpat_desktop.services.registers import not_applicable, walks
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr
from ctpat_desktop.workspace.changes import Changes
from ctpat_desktop.workspace.unit import Workspace


@dataclass(frozen=True, slots=True)
class Proposal:
    """What all questions of one walk say together on one criterion at the site.

    `status` is the worst result, "" where no question has one yet. `text` names each question
    before its words; where nothing was written, the old words stay. `photos` are document ids.
    """

    criterion: str
    title: str
    questions: int
    asked: int
    status: str
    text: str
    photos: tuple[str, ...]
    old_status: str
    old_text: str
    old_photos: tuple[str, ...]

    @property
    def is_same(self) -> bool:
        """True where the site's answer says this already."""
        return (
            self.status == self.old_status
            and self.text == self.old_text
            and set(self.photos) <= set(self.old_photos)
        )

    @property
    def lacks_reason(self) -> bool:
        """True where it would not apply and nothing says why."""
        return self.status == not_applicable.STATUS and not self.text.strip()

    @property
    def is_half_asked(self) -> bool:
        """True where it would be in order, or not apply, and a question has no result yet."""
        return self.asked < self.questions and self.status not in walks.FINDINGS

    @property
    def can_be_taken(self) -> bool:
        """True where taking it over would change the answer to something complete."""
        is_whole = not self.lacks_reason and not self.is_half_asked
        return bool(self.status) and not self.is_same and is_whole


def proposals(workspace: Workspace, account_id: str, walk_id: str) -> list[Proposal]:
    """Return what a walk proposes, one line per criterion with at least one result, by number."""
    read = dossier(workspace, account_id)
    with workspace.read() as session:
        walk = session.get(Walk, walk_id)
        if walk is None:
            return []
        said = walks.read_answers(session, walk_id)
        photos = photos_of(session, [row.id for row in said.values()])
    in_order = sorted(walks.steps(read), key=lambda step: _number(step.criterion))
    found = (
        _proposal(read, walk.site_id, list(group), said, photos)
        for _, group in groupby(in_order, key=lambda step: step.criterion)
    )
    return [row for row in found if row.asked]


def take(workspace: Workspace, account_id: str, walk_id: str, criteria: Iterable[str]) -> Changes:
    """Make what a walk proposes the site's answer to these criteria, in one undo step.

    Problem where one would be in order while a question that counts for it was not answered.
    """
    wanted = set(criteria)
    found = [
        row
        for row in proposals(workspace, account_id, walk_id)
        if row.criterion in wanted and not row.is_same and row.status
    ]
    half = next((row for row in found if row.is_half_asked), None)
    if half is not None:
        words = tr("{criterion} was not taken over: {n} of {all} questions have no result yet.")
        left = half.questions - half.asked
        raise Problem(
            words.format(criterion=half.criterion, n=left, all=half.questions),
            tr("Answer them on the walk first."),
        )
    with workspace.work(tr("Take over the answers of a site walk")) as unit:
        walk = unit.session.get_one(Walk, walk_id)
        for row in found:
            _take(unit.session, account_id, walk.site_id, row)
    return unit.changes


def photos_of(session: Session, ids: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Return the documents attached to answers of a walk, by the answer's id."""
    query = (
        select(Attachment.record_id, Attachment.evidence_id)
        .where(Attachment.table_name == WalkAnswer.__tablename__, Attachment.record_id.in_(ids))
        .order_by(Attachment.position, Attachment.id)
    )
    found: dict[str, tuple[str, ...]] = {}
    for record_id, evidence_id in session.execute(query):
        found[record_id] = (*found.get(record_id, ()), evidence_id)
    return found


def _take(session: Session, account_id: str, site_id: str, row: Proposal) -> None:
    """Write one proposal into the site's answer."""
    is_off = row.status == not_applicable.STATUS
    said = (row.status, row.text if is_off else "")
    here = answers.say_at_site(session, account_id, row.criterion, site_id, said)
    if not is_off:
        here.narrative = row.text
    for evidence_id in set(row.photos) - set(row.old_photos):
        session.add(new_link(evidence_id, here.id))


def _proposal(
    read: Dossier,
    site_id: str,
    asked: Sequence[Step],
    answers: walks.Answers,
    photos: dict[str, tuple[str, ...]],
) -> Proposal:
    rows = [(step, answers[step.key]) for step in asked if step.key in answers]
    results = [row.result for _, row in rows if row.result in walks.RANK]
    status = max(results, key=walks.RANK.__getitem__, default="")
    here, old_photos = _now(read, asked[0].criterion, site_id)
    is_off = status == not_applicable.STATUS
    old_text = (here.reason if is_off else here.narrative) if here else ""
    return Proposal(
        criterion=asked[0].criterion,
        title=_title(read, asked[0].criterion),
        questions=len(asked),
        asked=len(results),
        status=status,
        text=_text([(step.question, row.words) for step, row in rows], len(asked)) or old_text,
        photos=tuple(dict.fromkeys(key for _, row in rows for key in photos.get(row.id, ()))),
        old_status=here.status if here else "not_started",
        old_text=old_text,
        old_photos=old_photos,
    )


def _text(remarks: Sequence[tuple[str, str]], questions: int) -> str:
    """Return the words of all questions, each after its question where there are several."""
    worded = [(question, words.strip()) for question, words in remarks if words.strip()]
    if questions == 1:
        return worded[0][1] if worded else ""
    return "\n\n".join(f"{question}\n{words}" for question, words in worded)


def _now(read: Dossier, criterion: str, site_id: str) -> tuple[Response | None, tuple[str, ...]]:
    answer = read.find(criterion)
    if answer is None:
        return None, ()
    here = next((row for site, row in answer.by_site if site.id == site_id), None)
    return here, answer.evidence_ids.get(here.id, ()) if here else ()


def _title(read: Dossier, criterion: str) -> str:
    """Return number and title; an own row has no number of CBP's to show."""
    own = next(
        (row for row in read.edition.unasked[read.account.entity] if row.id == criterion), None
    )
    return own.title if own else f"{criterion}  {read.answer(criterion).criterion.title}"


def _number(criterion: str) -> tuple[tuple[int, str], ...]:
    return tuple(
        (int(part), "") if part.isdigit() else (10**6, part) for part in criterion.split(".")
    )
