"""Asks before the checklist of an inspection is changed: what is to become of its points."""

from PySide6.QtWidgets import QWidget

from ctpat_desktop.catalogue.values import choice_text
from ctpat_desktop.services.registers import inspections
from ctpat_desktop.services.registers.inspections import Leftover, Refit
from ctpat_desktop.support.language import ntr, tr
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.widgets.dialogs import ask_which

NAMED = 6
"""Points named in the question; the rest is a count."""


def change_checklist(parent: QWidget, desk: Desk, inspection_id: str, kind: str) -> bool:
    """Give an inspection another checklist; where answered points would go, the person is asked."""
    found = inspections.refit(desk.workspace, inspection_id, kind)
    leftover = _asked(parent, kind, found) if found.lost else Leftover.DROP
    if leftover is Leftover.REFUSE:
        return False
    return desk.attempt(
        lambda: inspections.change_kind(desk.workspace, inspection_id, kind, leftover)
    )


def _asked(parent: QWidget, kind: str, refit: Refit) -> Leftover:
    name = choice_text("inspection", "kind", kind) if kind else tr("no checklist")
    words = [
        ntr(
            "{n} answered point is not on “{list}”:",
            "{n} answered points are not on “{list}”:",
            len(refit.lost),
            list=name,
        ),
        *(f"• {line}" for line in refit.lost[:NAMED]),
    ]
    if len(refit.lost) > NAMED:
        words.append(tr("and {n} more").format(n=len(refit.lost) - NAMED))
    words += ["", tr("What is to become of them?")]
    answers = (
        (tr("Leave the checklist as it is"), Leftover.REFUSE),
        (tr("Change it and keep them in the notes"), Leftover.NOTES),
        (tr("Change it and drop them"), Leftover.DROP),
    )
    at = ask_which(
        parent, tr("Change the checklist"), "\n".join(words), [row[0] for row in answers]
    )
    return answers[at][1]
