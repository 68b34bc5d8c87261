"""The two buttons of a view that prints: show the pages, and save them as PDF."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QPushButton, QWidget

from ctpat_desktop.exchange.files import write_pdf
from ctpat_desktop.support.language import tr
from ctpat_desktop.ui.session import tasks
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.session.printing import show_pages
from ctpat_desktop.ui.widgets.dialogs import ask_place
from ctpat_desktop.ui.widgets.parts import button

Make = Callable[[], bytes]


def print_buttons(
    parent: QWidget, desk: Desk, title: str, make: Make
) -> tuple[QPushButton, QPushButton]:
    """Return the buttons that show pages ready to print, and that save them as PDF."""
    return (
        button(tr("Print preview…"), lambda: show_pages(parent.window(), desk, lambda _: make())),
        button(tr("Save as PDF…"), lambda: ask_save(parent, desk, title, make)),
    )


def ask_save(parent: QWidget, desk: Desk, title: str, make: Make) -> None:
    """Ask where the pages go and write them."""
    place = ask_place(parent, tr("Save as PDF"), f"{title}.pdf", "PDF (*.pdf)", ".pdf")
    if place is not None:
        save(parent, desk, place, make)


def save(parent: QWidget, desk: Desk, place: Path, make: Make) -> None:
    """Write the pages; what is on disk is read again."""
    words = tr("Writing {name}").format(name=place.name)

    def work(_progress: object) -> None:
        write_pdf(make(), place)

    if desk.attempt(lambda: tasks.wait_or_cancel(parent.window(), words, work)):
        desk.written.emit(tr("The pages are in {path}.").format(path=place), place)
