"""Makes a document ready for whoever gets a copy. It reads files from outside, in a child."""

from ctpat_desktop.documents.copies.marking import Marked, marked
from ctpat_desktop.exchange.metadata.clean import cleaned


def prepared(data: bytes, name: str, words: str, keeps: bool) -> Marked:
    """Return a document marked with some words; Problem says why it cannot be.

    What a photo says about itself stays in it only where it `keeps` that.
    """
    if not keeps:
        data = cleaned(data, name).data
    return marked(data, words, keeps_metadata=keeps)
