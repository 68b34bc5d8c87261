"""Adds files to the evidence library under words, a bar and Cancel, as one action."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QWidget

from ctpat_desktop.services.evidence import library
from ctpat_desktop.support.language import ntr
from ctpat_desktop.support.progress import Progress
from ctpat_desktop.ui.session import tasks
from ctpat_desktop.ui.session.desk import Desk


def add_files(
    parent: QWidget, desk: Desk, paths: Sequence[Path], link: library.Link | None = None
) -> tuple[str, ...]:
    """Add files and return the ids of their documents; one list tells which were not added."""
    if not paths:
        return ()
    company, made = desk.dossier.company.id, list[library.Added]()

    def work(progress: Progress) -> None:
        made.append(library.add_files(desk.workspace, company, paths, link, progress))

    words = ntr("Adding a file", "Adding {n} files", len(paths))
    desk.attempt(lambda: tasks.wait_or_cancel(parent.window(), words, work))
    refusal = made[0].refusal() if made else None
    if refusal is not None:
        desk.tell(refusal)
    return made[0].ids if made else ()
