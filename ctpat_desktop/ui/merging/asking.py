"""What the menu begins: to merge, and to settle what stands open between copies."""

from PySide6.QtWidgets import QWidget

from ctpat_desktop.services.merging import doubles
from ctpat_desktop.support.language import ntr, tr
from ctpat_desktop.ui.merging.doubles_dialog import DoublesDialog
from ctpat_desktop.ui.merging.merge_dialog import MergeDialog
from ctpat_desktop.ui.merging.settle_dialog import SettleDialog
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.session.steps import inform_of_step


def merge(parent: QWidget, desk: Desk) -> None:
    """Ask for another copy and take it in; say what came of it."""
    dialog = MergeDialog(parent, desk)
    if not dialog.exec() or dialog.done_with is None:
        return
    done = dialog.done_with
    inform_of_step(desk, ntr("{n} change was taken.", "{n} changes were taken.", done.taken))
    if found := doubles.likely(desk.workspace, done.changes):
        DoublesDialog(parent, desk, found).exec()


def settle(parent: QWidget, desk: Desk) -> None:
    """Show what stands open between copies."""
    if SettleDialog(parent, desk).exec():
        inform_of_step(desk, tr("Settled. Edit > Undo takes it back."))
