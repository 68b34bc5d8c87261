"""Makes pages beside the window and shows them, ready to print."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from ctpat_desktop.support.language import tr
from ctpat_desktop.support.progress import Progress
from ctpat_desktop.ui.session import tasks
from ctpat_desktop.ui.session.desk import Desk

Printed = Callable[[Progress], bytes]


def show_pages(parent: QWidget, desk: Desk, make: Printed) -> None:
    """Make a PDF beside the window and show it in the print preview."""
    from ctpat_desktop.ui.widgets.print_preview import preview_report

    made: list[bytes] = []
    words = tr("Preparing the pages")
    done = desk.attempt(
        lambda: tasks.wait_or_cancel(parent, words, lambda progress: made.append(make(progress)))
    )
    if done and made:
        preview_report(parent, made[0])
