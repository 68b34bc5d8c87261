"""Finds lines that say what follows, such as "Owner: Jane Doe", "Respuesta:" or "Exigence"."""

from dataclasses import dataclass

from ctpat_desktop.catalogue.answer_words import answer_words
from ctpat_desktop.exchange.profile.fields import field_of
from ctpat_desktop.exchange.profile.found import Paragraph
from ctpat_desktop.support.words import folded

_LONGEST_LABEL = 45
_LONGEST = {"status": 60, "owner": 120, "reviewed_on": 40, "target_on": 40}
"""Letters of a value; a longer one is a sentence that only begins like a label."""
_LABELS = frozenset({"answer", "asked", "reason", "evidence", *_LONGEST})


@dataclass(frozen=True, slots=True)
class Labelled:
    """A line with a label: the field it names, and what stands behind the colon."""

    field: str
    rest: str


def labelled(paragraph: Paragraph) -> Labelled | None:
    """Return what a line is labelled with, None where it is words of the answer."""
    head, sign, tail = paragraph.text.partition(":")
    rest = tail.strip()
    if not sign and not (paragraph.is_bold or paragraph.level):
        return None
    if len(head) > _LONGEST_LABEL or "\n" in head:
        return None
    name = "asked" if folded(head) in answer_words().questions else field_of(head)
    if name not in _LABELS or ("\n" in rest and name in _LONGEST):
        return None
    if name in _LONGEST and (not rest or len(rest) > _LONGEST[name]):
        return None
    if name == "status" and not answer_words().status(rest):
        return None
    return Labelled(name, rest)
