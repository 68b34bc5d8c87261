"""A filled-in form of a site walk in words: what stands at a row, and what is to be known."""

from datetime import date

from sqlalchemy import select

from ctpat_desktop.records import WalkForm
from ctpat_desktop.services.profile.walk_pdf import result_words
from ctpat_desktop.services.walk_forms.comparing import Entry
from ctpat_desktop.services.walk_forms.receiving import WalkReturn
from ctpat_desktop.support.dates import day_text
from ctpat_desktop.support.language import ntr, tr
from ctpat_desktop.workspace.unit import Workspace


def entry_words(key: str, entry: Entry) -> str:
    """Return what stands at a row in one line: result and words, or the day of the walk."""
    words = " ".join(entry.words.split())
    if key == "walked_on" and words:
        words = day_text(date.fromisoformat(words))
    return ": ".join(filter(None, (result_words(entry.result), words))) or tr("(nothing)")


def note(filled: WalkReturn) -> list[str]:
    """Return what is to be known about a form before it is taken over, a sentence each."""
    asked = sum(row.is_asked for row in filled.rows)
    notes = [filled.altered] if filled.altered else []
    if filled.unclear:
        notes.append(
            tr("Not clear, so not taken over: {what}.").format(what="; ".join(filled.unclear))
        )
    if asked:
        notes.append(
            ntr(
                "{n} answer was changed here after the form went out.",
                "{n} answers were changed here after the form went out.",
                asked,
            )
        )
    if filled.taken_on:
        words = tr("Answers of this form were taken over on {day} already.")
        notes.append(words.format(day=day_text(filled.taken_on)))
    if filled.compared.same:
        notes.append(
            ntr(
                "{n} answer stands here already.",
                "{n} answers stand here already.",
                filled.compared.same,
            )
        )
    if filled.documents:
        notes.append(
            ntr(
                "{n} document inside it becomes a document of the walk.",
                "{n} documents inside it become documents of the walk.",
                len(filled.documents),
            )
        )
    return notes


def sent_lines(workspace: Workspace, walk_id: str) -> list[str]:
    """Return one line for each form a walk was sent as: its number, when it went and came back."""
    query = select(WalkForm).where(WalkForm.walk_id == walk_id)
    with workspace.read() as session:
        rows = session.scalars(query.order_by(WalkForm.sent_on, WalkForm.reference)).all()
    return [_sent_line(row) for row in rows]


def _sent_line(form: WalkForm) -> str:
    sent = tr("Sent as form {reference} ({format}) on {day}").format(
        reference=form.reference, format=form.format.upper(), day=day_text(form.sent_on)
    )
    if form.returned_on:
        return tr("{sent}, taken in on {day}.").format(sent=sent, day=day_text(form.returned_on))
    if form.due_on:
        return tr("{sent}, wanted back by {day}.").format(sent=sent, day=day_text(form.due_on))
    return tr("{sent}, not back yet.").format(sent=sent)
