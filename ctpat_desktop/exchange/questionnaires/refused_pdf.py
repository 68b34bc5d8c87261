"""What is said of a returned PDF whose answers cannot be read, and what to ask the sender for."""

from collections.abc import Sequence

from ctpat_desktop.exchange.questionnaires.returned import Unreadable, found_reference
from ctpat_desktop.support.language import tr


def send_again() -> str:
    """Ask for the same form once more."""
    return tr(
        "Ask the sender to fill in the file that went out with a PDF reader, to save it, and to "
        "send that file back."
    )


def several(name: str, requests: Sequence[str]) -> Unreadable:
    """Say that a file holds the forms of several requests."""
    known = ", ".join(dict.fromkeys(requests))
    words = tr("{name} holds several filled-in forms in one file ({known}).")
    return Unreadable(
        words.format(name=name, known=known),
        tr("Ask the sender for one file of each, or take the file apart and receive the parts."),
        next(iter(requests), ""),
    )


def damaged(name: str) -> Unreadable:
    """Say that a file is no whole PDF."""
    words = tr("{name} cannot be read: the PDF is damaged or was made to do harm.")
    return Unreadable(words.format(name=name), send_again(), found_reference(name))
