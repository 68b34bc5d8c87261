"""A site walk as PDF: what was found, and what changed since the walk before."""

from typing import cast

from sqlalchemy.orm import Session

from ctpat_desktop.catalogue.values import choice_text
from ctpat_desktop.catalogue.walks import Step, Stop, load_walk
from ctpat_desktop.documents.registers.walk_pages import WalkPoint, WalkSheet, walk_tree
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.records import Action, Evidence, Site, Walk, WalkAnswer
from ctpat_desktop.services.accounts.companies import dossier
from ctpat_desktop.services.accounts.paper import dossier_pdf
from ctpat_desktop.services.profile import walk_answers
from ctpat_desktop.services.registers import finding_actions, printed_forms, walks
from ctpat_desktop.services.registers.records import existing
from ctpat_desktop.support.dates import paper_text
from ctpat_desktop.support.language import N_, tr
from ctpat_desktop.support.own_language import on_paper
from ctpat_desktop.workspace.unit import Workspace

TURNS = {
    "better": N_("Better"),
    "worse": N_("Worse"),
    "same": N_("Unchanged"),
    "other": N_("Still, in other words"),
    "changed": N_("Changed"),
    "new": N_("Not asked then"),
    "not_asked": N_("Not asked"),
}
"""What became of a question, in words."""


@on_paper
def pdf(scope: Scope, walk_id: str) -> bytes:
    """Return one walk as pages, compared with the walk of the site before it."""
    read = dossier(scope.workspace, scope.account_id)
    steps = {step.key: step for step in walks.steps(read)}
    with scope.workspace.read() as session:
        walk = cast(Walk, existing(session, "walk", walk_id))
        site = session.get_one(Site, walk.site_id)
        said = walks.read_answers(session, walk_id)
        photos = _photos(session, said)
        actions = {
            row.action_id: session.get(Action, row.action_id)
            for row in said.values()
            if row.action_id
        }
    pictures = {
        key: tuple((title, printed_forms.photo(scope.workspace, one)) for one, title in rows)
        for key, rows in photos.items()
    }

    def point(step: Step) -> WalkPoint:
        row = said.get(step.key)
        action = actions.get(row.action_id or "") if row else None
        return WalkPoint(
            row.question if row else step.question,
            walks.shown_number(step),
            result_words(row.result) if row else "",
            row.words if row else "",
            finding_actions.state(action, scope.today, paper_text) if action else "",
            pictures.get(step.key, ()),
        )

    def stop(place: Stop) -> tuple[str, tuple[WalkPoint, ...]]:
        asked = (step for step in place.steps if step.key in steps)
        return tr(place.title), tuple(point(steps[step.key]) for step in asked)

    lines = walks.of_site(scope.workspace, walk.site_id)
    before = walks.earlier(lines, walk_id)
    done = sum(row.result != "" for row in said.values())
    sheet = WalkSheet(
        company=read.company.name,
        facts=_facts(site, walk, tr("{n} of {all} answered").format(n=done, all=len(steps))),
        stops=tuple(row for row in map(stop, load_walk().stops) if row[1]),
        note=walk.note,
        earlier=paper_text(before.walked_on) if before else "",
        turns=_turns(scope.workspace, before, said, list(steps.values())),
    )
    title = f"{site.name} {paper_text(walk.walked_on)}".strip()
    return dossier_pdf(read, walk_tree(sheet), title, scope.today)


def _facts(site: Site, walk: Walk, answered: str) -> tuple[tuple[str, str], ...]:
    return (
        (tr("Site"), site.name),
        (tr("Walked on"), paper_text(walk.walked_on)),
        (tr("Walked by"), walk.walked_by),
        (tr("Finished on"), paper_text(walk.finished_on)),
        (tr("Questions"), answered),
    )


def result_words(result: str) -> str:
    """Return the words of a result, "" for none."""
    return choice_text("walk_answer", "result", result) if result else ""


def _turns(
    workspace: Workspace, before: walks.WalkLine | None, answers: walks.Answers, asked: list[Step]
) -> tuple[tuple[str, str, str, str], ...]:
    if before is None:
        return ()
    then = walks.answers_of(workspace, before.id)
    return tuple(
        (row.question, result_words(row.before), result_words(row.now), tr(TURNS[row.turn]))
        for row in walks.compared(then, answers, asked)
    )


def _photos(session: Session, answers: dict[str, WalkAnswer]) -> dict[str, list[tuple[str, str]]]:
    """Return the pictures of each question: id and title."""
    attached = walk_answers.photos_of(session, [row.id for row in answers.values()])
    found_: dict[str, list[tuple[str, str]]] = {}
    for key, row in answers.items():
        documents = (session.get(Evidence, one) for one in attached.get(row.id, ()))
        found_[key] = [
            (one.id, one.title)
            for one in documents
            if one and one.media_type in printed_forms.PICTURES
        ]
    return found_
