"""Shows who signed a PDF and what changed since; no workspace is needed for it."""

from PySide6.QtWidgets import QWidget


def show_verify(parent: QWidget) -> None:
    """Ask for a PDF and show its signatures."""
    from ctpat_desktop.ui.packets.signing.verify_dialog import (
        VerifyDialog,  # brings the signing library
    )

    VerifyDialog(parent).exec()
