"""Reads the words companies write in profiles from `forms/lists/answer_words.toml`."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from ctpat_desktop.catalogue.forms import load_form
from ctpat_desktop.catalogue.spoken import in_every
from ctpat_desktop.support.shipped import shipped
from ctpat_desktop.support.words import folded


@dataclass(frozen=True, slots=True)
class AnswerWords:
    """The words, folded: headings and what they stand for, statuses, and words before a number."""

    columns: Mapping[str, str]
    """Field by heading: number, answer, status, owner, reviewed_on and so on."""
    asked: frozenset[str]
    """Headings of what CBP asks, which is no answer."""
    questions: frozenset[str]
    """Words before a line with what CBP asks; over a column they may stand for the numbers."""
    statuses: Mapping[str, str]
    """Stored status by word."""
    before_numbers: frozenset[str]
    levels: frozenset[str]
    """Words that stand beside a status in the program's own reports."""

    def status(self, text: str) -> str:
        """Return the stored status a word means, or ""."""
        return self.statuses.get(folded(text), "")


FIELDS = (
    *("number", "answer", "status", "owner", "reviewed_on", "target_on", "reason"),
    *("evidence", "site", "statement"),
)
"""What a column or a labelled line may hold."""


OWN_COLUMNS = {
    "In place by": "target_on",
    "Reviewed": "reviewed_on",
    "Owner": "owner",
    "Evidence": "evidence",
    "Reason": "reason",
}
"""What the program's own reports write beside a field, in English."""
NO_REASON = "Not applicable: reason missing"
OWN_STATUSES = {"Status missing": "not_started", NO_REASON: "not_applicable"}
OWN_ASKED = ("What is asked, in our words", "CBP's official text, as pasted")
OWN_LEVELS = (
    *("Must", "Should", "Level not known"),
    *("Check against CBP's booklet", "Your own row", "Level changed by you"),
)


@cache
def answer_words() -> AnswerWords:
    """Return the shipped words, and those of our own reports in every language."""
    path = shipped("forms", "lists", "answer_words.toml")
    tables = tomllib.loads(path.read_text(encoding="utf-8"))
    choices = {row.label: row.value for row in load_form("response").field("status").choices}
    return AnswerWords(
        columns=_in_every(OWN_COLUMNS) | _by_word(tables["columns"]),
        asked=frozenset(map(folded, (*tables["asked"]["words"], *in_every(OWN_ASKED)))),
        questions=frozenset(map(folded, tables["questions"]["words"])),
        statuses=_in_every({**choices, **OWN_STATUSES}) | _by_word(tables["statuses"]),
        before_numbers=frozenset(map(folded, tables["before_numbers"]["words"])),
        levels=frozenset(map(folded, (*tables["levels"]["words"], *in_every(OWN_LEVELS)))),
    )


def _in_every(own: Mapping[str, str]) -> dict[str, str]:
    return {folded(words): own[text] for words, text in in_every(own).items()}


def _by_word(table: Mapping[str, list[str]]) -> dict[str, str]:
    return {folded(word): key for key, words in table.items() for word in words}


@cache
def without_reason() -> frozenset[str]:
    """Return what our own reports say where "not applicable" has no reason, folded."""
    return frozenset(map(folded, in_every([NO_REASON])))
