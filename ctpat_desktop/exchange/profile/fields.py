"""Tells what headings and labels stand for, and what a statement under an answer is called."""

import re

from ctpat_desktop.catalogue.answer_words import answer_words
from ctpat_desktop.exchange.profile.found import FoundStatement
from ctpat_desktop.support.heading_words import readings, sides
from ctpat_desktop.support.words import folded

_SMALL_WORDS = frozenset(
    {"our", "your", "their", "the", "a", "company", "current", "ctpat", "msc", "member", "partner"}
    | {"nuestra", "nuestro", "su", "la", "el", "los", "de", "del", "notre", "votre", "le", "les"}
    | {"supplier", "full", "written", "last", "year", "s"}
)
"""Words of a heading that change nothing: "Our company's response" is the response."""
_CALLED = re.compile(r"([^\d:]{3,30}?) (\d{1,3})(?:: (.+))?", re.DOTALL)
_PROOF = re.compile(r"([^\d:]{3,30}?) (\d{1,3}), (\D{2,30})")


def heading_words() -> frozenset[str]:
    """Return every known heading, folded."""
    words = answer_words()
    return frozenset(words.columns) | words.asked


def field_of(heading: str) -> str:
    """Return the field a heading stands for, "asked" for what CBP asks, or ""."""
    words = answer_words()
    bare = " ".join(word for word in folded(heading).split() if word not in _SMALL_WORDS)
    for said in (*readings(heading), *sides(heading), folded(heading), bare):
        if said in words.columns:
            return words.columns[said]
        if said in words.asked:
            return "asked"
    return ""


def called(text: str) -> FoundStatement | None:
    """Return number and name of words such as "Statement 2: Containers"; None for any others."""
    hit = _CALLED.fullmatch(text.strip())
    if hit is None or field_of(hit[1]) != "statement":
        return None
    return FoundStatement(int(hit[2]), (hit[3] or "").strip())


def proof_of(text: str) -> int:
    """Return the number in words such as "Statement 2, evidence", 0 for any others."""
    hit = _PROOF.fullmatch(text.strip())
    is_proof = hit is not None and field_of(hit[1]) == "statement"
    return int(hit[2]) if hit is not None and is_proof and field_of(hit[3]) == "evidence" else 0


def named(cell: str) -> FoundStatement:
    """Return what a cell calls a statement: by number and name, or by its name alone."""
    return called(cell) or FoundStatement(0, cell.strip())
