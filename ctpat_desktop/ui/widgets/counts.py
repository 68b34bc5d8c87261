"""How counts of the checklist are said, on every page alike."""

from ctpat_desktop.support.language import ntr


def unanswered(musts: int) -> str:
    """Return how many Musts wait for an answer: "1 Must criterion unanswered"."""
    return ntr("{n} Must criterion unanswered", "{n} Must criteria unanswered", musts)
