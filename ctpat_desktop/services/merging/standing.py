"""What a person should know of a file that was handed out, or came together from copies.

It is asked at every opening, so nothing of the merging itself is imported for it.
"""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import text

from ctpat_desktop.reading import kits
from ctpat_desktop.reading.kits import Kit
from ctpat_desktop.support.dates import day_text
from ctpat_desktop.support.language import tr
from ctpat_desktop.support.later import later
from ctpat_desktop.workspace.unit import Workspace

_open_questions = later("ctpat_desktop.services.merging.questions:open_questions")


@dataclass(frozen=True, slots=True)
class Standing:
    """What a field kit is, in words, "" for another file; and how much stands open."""

    kit: str = ""
    open: int = 0


def standing(workspace: Workspace) -> Standing:
    """Return what there is to know; cheap where it is nothing."""
    with workspace.read() as session:
        kit = kits.of_file(session)
        has_open = session.scalar(text("SELECT EXISTS (SELECT 1 FROM contested_value)"))
    count = len(_open_questions(workspace)) if has_open else 0
    return Standing(_kit_words(kit) if kit else "", count)


def _kit_words(kit: Kit) -> str:
    words = tr("This is a field kit for {name}: it has only what was handed out.")
    parts = [words.format(name=kit.name)]
    if kit.until:
        back = tr("When you are done, close it and send this file back, by {day} at the latest.")
        parts.append(back.format(day=day_text(date.fromisoformat(kit.until))))
    else:
        parts.append(tr("When you are done, close it and send this file back."))
    return " ".join(parts)
