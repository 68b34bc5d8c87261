"""Shows documents of the library page by page, read in a process of its own with limits."""

from threading import Lock

from ctpat_desktop.exchange.child_process import Child, Stopped
from ctpat_desktop.exchange.office import file_pages
from ctpat_desktop.exchange.office.file_pages import Look, NotHeld
from ctpat_desktop.services.evidence import library
from ctpat_desktop.services.evidence.library import Held
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr
from ctpat_desktop.workspace.unit import Workspace

LARGEST = 100 * 2**20
"""Bytes of the largest document shown; app default."""
SECONDS, MEGABYTES = 20.0, 2_000
"""What reading one page may take; app default."""


class Viewer:
    """Reads pages, one at a time; the process that holds the document ends with `rest`."""

    def __init__(self, workspace: Workspace) -> None:
        """Start nothing before the first look."""
        self._workspace = workspace
        self._one = Lock()
        self._child = Child(MEGABYTES)

    def look(self, document: Held, number: int) -> Look:
        """Return one page (from 0) of a document; Problem says why there is none."""
        if document.size > LARGEST:
            size = document.size // 2**20
            raise Problem(
                tr("This file is too large for a preview ({n} MB).").format(n=size),
                tr("“Open” shows it in the program it belongs to."),
            )
        with self._one:
            child = self._child
            try:
                return self._page(child, document, number)
            except Stopped as stopped:
                raise _unread() from stopped
            finally:
                if child is not self._child:  # rested meanwhile; it must not begin anew
                    child.end()

    def rest(self) -> None:
        """End the process and what it does; the next look begins a new one."""
        child, self._child = self._child, Child(MEGABYTES)
        child.end()

    def _page(self, child: Child, document: Held, number: int) -> Look:
        key, name = document.sha256, document.filename
        try:
            return child.run(file_pages.turned, key, number, seconds=SECONDS, name=name)
        except NotHeld:
            data = b"".join(library.pieces_of(self._workspace, document))
        asked = (key, name, data, number)
        return child.run(file_pages.opened, *asked, seconds=SECONDS, name=name)


def _unread() -> Problem:
    return Problem(
        tr("This file cannot be shown: it is damaged, or showing it takes too much time or memory.")
    )
