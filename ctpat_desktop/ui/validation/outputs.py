"""Asks where the binder or a reply goes, and writes it."""

from pathlib import Path

from PySide6.QtWidgets import QWidget

from ctpat_desktop.services.profile.exports import name_for
from ctpat_desktop.services.validation import binder, replies
from ctpat_desktop.services.validation.binder import BinderOptions
from ctpat_desktop.services.validation.replies import ENDING, Written
from ctpat_desktop.support.language import ntr, tr
from ctpat_desktop.support.progress import Progress
from ctpat_desktop.ui.session import tasks
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.widgets.dialogs import ask_place

PDF = ".pdf"


def ask_binder(window: QWidget, desk: Desk, validation_id: str) -> None:
    """Ask where the binder goes, and write it."""
    name = f"{name_for(desk.dossier, 'validation binder')}{PDF}"
    path = ask_place(window, tr("Save the binder"), name, f"PDF (*{PDF})", PDF)
    if path is not None:
        save_binder(window, desk, validation_id, path)


def save_binder(window: QWidget, desk: Desk, validation_id: str, path: Path) -> None:
    """Write the binder of a validation beside the window; it can be stopped."""
    scope, options = desk.scope, BinderOptions(validation_id)

    def work(progress: Progress) -> None:
        binder.write(scope, options, path, progress)

    words = tr("Writing {name}").format(name=path.name)
    if desk.attempt(lambda: tasks.wait_or_cancel(window, words, work)):
        desk.written.emit(tr("The binder is in {path}.").format(path=path), path)


def ask_reply(window: QWidget, desk: Desk, record: tuple[str, str]) -> None:
    """Ask where the draft of a reply goes, and write it; `record` is table and id."""
    name = f"{name_for(desk.dossier, 'reply to CBP')}{ENDING}"
    path = ask_place(window, tr("Save the draft"), name, f"Word (*{ENDING})", ENDING)
    if path is not None:
        save_reply(desk, record, path)


def save_reply(desk: Desk, record: tuple[str, str], path: Path) -> None:
    """Write the draft for a `record` (table and id), and say how much of it is open."""
    made: list[Written] = []
    if not desk.attempt(lambda: made.append(replies.write(desk.scope, *record, path))):
        return
    count = made[0].open_sections
    left = ntr("{n} place is to be written.", "{n} places are to be written.", count)
    words = tr("The draft is in {path}.").format(path=path)
    desk.written.emit(f"{words} {left}" if count else words, path)
