"""Takes a filled-in form of a site walk back: looked at first, taken over in one step.

Looking writes nothing. What is wrong with a file is one Problem, and the file stays where it is.
"""

import hashlib
import json
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from ctpat_desktop.catalogue.questionnaires import Question, Questions, from_json
from ctpat_desktop.catalogue.sendings import DAY, NAME, WALK, kind_of
from ctpat_desktop.exchange.questionnaires.answers import Returned, decode
from ctpat_desktop.exchange.questionnaires.reader import read_returned, returned_bytes
from ctpat_desktop.exchange.questionnaires.returned import (
    Attached,
    Raw,
    Unreadable,
    found_reference,
)
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.records import Site, Walk, WalkForm
from ctpat_desktop.services.accounts.companies import dossier
from ctpat_desktop.services.questionnaires import files
from ctpat_desktop.services.questionnaires.verdicts import (
    SentAs,
    changes,
    offered,
    unknown,
    without_answers,
)
from ctpat_desktop.services.registers import walks
from ctpat_desktop.services.registers.records import existing
from ctpat_desktop.services.walk_forms import questions as form_questions
from ctpat_desktop.services.walk_forms.comparing import (
    HEADS,
    Compared,
    Row,
    compared,
    entries,
)
from ctpat_desktop.services.walk_forms.questions import day_field
from ctpat_desktop.support.dates import day_text
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import N_, tr
from ctpat_desktop.workspace.changes import Changes

TITLES = {"walked_by": N_("Walked by"), "walked_on": N_("Walked on")}


@dataclass(frozen=True, slots=True)
class WalkReturn:
    """A filled-in form beside its walk; nothing was changed yet.

    `altered` says in words what is not as it was sent, `unclear` which answers fit no result.
    """

    path: Path
    sha256: str
    form_id: str
    walk_id: str
    site_id: str
    site: str
    reference: str
    questions: Questions
    content: str
    compared: Compared
    altered: str
    unclear: tuple[str, ...]
    documents: tuple[Attached, ...]
    taken_on: date | None
    """The day answers of this form were taken over before, None where none were."""

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows of which the form says something else."""
        return self.compared.rows

    @property
    def unasked(self) -> frozenset[str]:
        """The rows that can be taken over without a question: nothing newer would be lost."""
        return frozenset(row.key for row in self.rows if not row.is_asked and not self.altered)

    def question(self, key: str) -> tuple[str, str]:
        """Return number of the criterion and words of a question, or of a fact of the walk."""
        asked = self.questions.question(key)
        return (asked.criterion, asked.text.en) if asked else ("", tr(TITLES[key]))


def look(scope: Scope, path: Path, site_id: str = "") -> WalkReturn:
    """Compare a filled-in form with its walk; `site_id` where it must be of that site.

    Problem says in one line why a file is not the form of a walk that can be changed.
    """
    data = returned_bytes(path)
    try:
        raw = read_returned(data, path.name)
    except Unreadable as problem:
        raise _explained(scope, problem) from problem
    with scope.workspace.read() as session:
        form = _form(session, scope, path, raw)
        walk = session.get_one(Walk, form.walk_id)
        site = _site(session, walk, path, site_id)
        walks.still_on(session, walk.id)
        here = _here(session, walk)
    asked = from_json(form.definition)
    returned = decode(raw, asked)
    sent = _sent(form)
    found = compared(asked, returned, sent, here)
    content = _digest(returned)
    _refuse(path, form, content)
    unclear = tuple(_unclear(asked, returned))
    if found.is_blank and not (unclear or raw.attached):
        raise _unfilled(path, raw, returned, sent)
    return WalkReturn(
        path=path,
        sha256=hashlib.sha256(data).hexdigest(),
        form_id=form.id,
        walk_id=walk.id,
        site_id=site.id,
        site=site.name,
        reference=form.reference,
        questions=asked,
        content=content,
        compared=found,
        altered=changes(SentAs(form.reference, asked.edition, form.checksum), raw, returned),
        unclear=unclear,
        documents=raw.attached,
        taken_on=form.returned_on,
    )


def take(scope: Scope, filled: WalkReturn, keys: Collection[str]) -> Changes:
    """Make what a form says at these rows the answers of its walk, in one step undo takes back.

    The file becomes a document of the walk, and so do those inside it; one that is named by the
    number of an answered question goes to that answer.
    """
    data = returned_bytes(filled.path)
    if hashlib.sha256(data).hexdigest() != filled.sha256:
        raise Problem(
            tr("{name} was changed meanwhile.").format(name=filled.path.name),
            tr("Nothing was taken over. Receive it again."),
        )
    steps = form_questions.as_steps(
        filled.questions, walks.steps(dossier(scope.workspace, scope.account_id))
    )
    with scope.workspace.work(tr("Take over a filled-in site walk")) as unit:
        session = unit.session
        walk = walks.still_on(session, filled.walk_id)
        _unmoved(session, walk, filled, keys)
        for row in (row for row in filled.rows if row.key in keys):
            if row.key in HEADS:
                value = row.new.words
                day = date.fromisoformat(value) if row.key == "walked_on" else None
                setattr(walk, row.key, day or value)
            else:
                said = {"result": row.new.result, "words": row.new.words}
                walks.say_in(session, walk.id, steps[row.key], said)
        is_whole = all(row.key in keys for row in filled.rows)
        _keep(session, filled, data, scope.today).content = filled.content if is_whole else ""
    return unit.changes


def _explained(scope: Scope, problem: Unreadable) -> Problem:
    """Return why a file cannot be read, with the words in its boxes where it was printed."""
    with scope.workspace.read() as session:
        query = select(WalkForm.definition).where(WalkForm.reference == problem.reference)
        definition = session.scalars(query).first() if problem.reference else ""
    words = f"{problem.hint}{offered(definition or '', problem)}"
    return Problem(str(problem), words)


def _form(session: Session, scope: Scope, path: Path, raw: Raw) -> WalkForm:
    """Return the form a file says it is; Problem where it is none of this company."""
    name, reference = path.name, raw.marks.get("request", "") or found_reference(raw.mark)
    if reference and kind_of(reference) is not WALK:
        raise Problem(
            tr("{name} is the questionnaire of a partner, not the walk of a site.").format(
                name=name
            ),
            tr("Receive it under Partner questionnaires."),
        )
    form = session.scalars(select(WalkForm).where(WalkForm.reference == reference)).first()
    if form is None:
        why, what = unknown(scope.company_id, reference, raw.marks.get("origin", ""))
        raise Problem(f"{name}: {why}", what)
    if form.company_id != scope.company_id:
        raise Problem(
            tr("{name} is the walk of a site of another company.").format(name=name),
            tr("Look at that company and receive it there."),
        )
    return form


def _site(session: Session, walk: Walk, path: Path, site_id: str) -> Site:
    site = session.get_one(Site, walk.site_id)
    if site_id and site.id != site_id:
        other = session.get(Site, site_id)
        words = tr("{name} is the walk of {site}, not of {other}.")
        raise Problem(
            words.format(name=path.name, site=site.name, other=other.name if other else ""),
            tr("Choose {site} and receive it there.").format(site=site.name),
        )
    return site


def _refuse(path: Path, form: WalkForm, content: str) -> None:
    """Refuse a form whose very answers were all taken in before."""
    if form.content == content:
        words = tr("{name} was taken in on {day} already.")
        raise Problem(
            words.format(name=path.name, day=day_text(form.returned_on)),
            tr("Undo that step to take it in again."),
        )


def _unfilled(path: Path, raw: Raw, returned: Returned, sent: Mapping[str, str]) -> Problem:
    """Return why a form in which nothing new was found is refused."""
    if any(name not in (NAME, DAY) for name in sent) and not (returned.beside or raw.has_pictures):
        return Problem(
            tr("{name} says only what it said when it went out.").format(name=path.name),
            tr("Ask the sender to fill it in, to save it, and to send that file."),
        )
    return Problem(f"{path.name}: {without_answers(raw, returned)}")


def _unclear(asked: Questions, returned: Returned) -> list[str]:
    """Return the answers that fit no result, each with its question, and a day that is unclear."""
    replies = {reply.key: reply for reply in returned.replies}
    found = [(asked.question(key), replies[key]) for key in returned.unclear]
    unclear = [f"{_numbered(row)}: “{reply.value}”" for row, reply in found if row]
    if returned.signed_as and returned.signed_on is None:
        unclear.append(f"{tr(TITLES['walked_on'])}: “{returned.signed_as}”")
    return unclear


def _numbered(row: Question) -> str:
    return f"{row.criterion}  {row.text.en}".strip()


def _sent(form: WalkForm) -> dict[str, str]:
    """Return what stood in the fields when the form went out."""
    try:
        values = json.loads(form.sent_values)
        return {str(name): str(words) for name, words in values.items()}
    except (ValueError, AttributeError) as error:
        raise Problem(
            tr("What went out in form {reference} is missing or damaged here.").format(
                reference=form.reference
            ),
            tr("Send the walk again."),
        ) from error


def _here(session: Session, walk: Walk) -> dict[str, str]:
    """Return what a walk says now by the fields of a form."""
    answers = form_questions.values(walks.read_answers(session, walk.id))
    return {**answers, NAME: walk.walked_by, DAY: day_field(walk.walked_on)}


def _unmoved(session: Session, walk: Walk, filled: WalkReturn, keys: Collection[str]) -> None:
    """Refuse where a row says something else than it did when it was looked at."""
    now = entries(filled.questions, _here(session, walk))
    if any(row.key in keys and now[row.key] != row.here for row in filled.rows):
        raise Problem(
            tr("The walk was changed meanwhile, so nothing was taken over."),
            tr("Receive {name} again.").format(name=filled.path.name),
        )


def _keep(session: Session, filled: WalkReturn, data: bytes, today: date) -> WalkForm:
    """Keep the file and the documents inside it; return the form, which came back today."""
    form = existing(session, "walk_form", filled.form_id)
    if not isinstance(form, WalkForm):
        raise TypeError(form)
    owner = files.Owner(form.company_id, form.walk_id, "walk")
    title = tr("Site walk {site}").format(site=filled.site)
    file = Attached(filled.path.name, data)
    form.evidence_id = files.keep(session, owner, file, title, form.reference, "other")
    answers = walks.read_answers(session, form.walk_id)
    for document in filled.documents:
        row = answers.get(_question_of(document, filled.questions))
        whose = files.Owner(form.company_id, row.id, "walk_answer") if row else owner
        name = f"{filled.site}: {document.name}"
        files.keep(session, whose, document, name, form.reference, "other")
    form.returned_on = today
    return form


def _question_of(document: Attached, asked: Questions) -> str:
    """Return the question whose number a document is named by, as the form asks; "" for none."""
    number = re.match(r"\d{1,9}", Path(document.name).name.strip())
    at = int(number[0]) if number else 0
    return asked.questions[at - 1].key if 1 <= at <= len(asked.questions) else ""


def _digest(returned: Returned) -> str:
    everything = [sorted(returned.content.items()), returned.signer, returned.signed_as]
    return hashlib.sha256(json.dumps(everything).encode()).hexdigest()
