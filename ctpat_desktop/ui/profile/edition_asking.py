"""Opens the dialog that moves the profile to another edition, and says where its own is missing.

What the dialog needs is imported when it is first opened.
"""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from ctpat_desktop.support.language import tr
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.widgets.banner import Banner
from ctpat_desktop.ui.widgets.dialogs import ask

MISSING = "missing edition"
"""The state of affairs that the edition of the profile is not in this file."""


def ask_edition(parent: QWidget, desk: Desk, flush: Callable[[], bool] = lambda: True) -> None:
    """Ask for the edition to move to, once everything typed is saved."""
    from ctpat_desktop.ui.profile.edition_dialog import EditionDialog

    if flush():
        ask(EditionDialog(parent, desk))
    else:
        desk.say_held()


def say_missing(banner: Banner, desk: Desk, act: Callable[[], object]) -> None:
    """Say that the edition of the profile is not here, or say so no more."""
    edition = desk.dossier.edition
    if not edition.missing:
        banner.drop(MISSING)
        return
    words = tr(
        "The edition {id} of this profile is not in this file. The criteria of {other} stand in "
        "for it; no answer is lost."
    )
    said = words.format(id=edition.missing, other=edition.title)
    banner.say(said, (tr("Move to another edition…"), act), key=MISSING)
