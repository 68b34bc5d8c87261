"""Compares a filled-in form with what went out in it and with what its walk says now.

No file and no workspace: what is taken over, and what is asked first, is decided here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from ctpat_desktop.catalogue.questionnaires import Questions
from ctpat_desktop.catalogue.sendings import DAY, NAME, remark_field
from ctpat_desktop.exchange.questionnaires.answers import Returned
from ctpat_desktop.exchange.tables.formulas import rearmed
from ctpat_desktop.services.walk_forms.questions import day_field

HEADS = {"walked_by": NAME, "walked_on": DAY}
"""What a form says of the walk itself, by the field of the walk."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What stands at one question: its result and what was seen; a fact has only words."""

    result: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One question, or one fact of the walk, of which the form says something else.

    `sent` is what went out, `here` what stands here now, `new` what taking it over would make of
    it. `is_asked` where it was changed here as well, so that something newer would be lost.
    """

    key: str
    sent: Entry
    here: Entry
    new: Entry
    is_asked: bool


@dataclass(frozen=True, slots=True)
class Compared:
    """All rows of a form; `same` are answers that stand here already."""

    rows: tuple[Row, ...]
    same: int
    is_blank: bool
    """Nothing in it differs from what went out."""


def compared(
    questions: Questions, returned: Returned, sent: Mapping[str, str], here: Mapping[str, str]
) -> Compared:
    """Compare what a form says with what went out and what is here, both by its fields."""
    rows, same, is_blank = list[Row](), 0, True
    went_out, now = entries(questions, sent), entries(questions, here)
    for key, says in entries(questions, _says(returned)).items():
        if not _differs(went_out[key], says):
            continue
        is_blank = False
        row = _row(key, went_out[key], now[key], says)
        if row is None:
            same += 1
        else:
            rows.append(row)
    return Compared(tuple(rows), same, is_blank)


def entries(questions: Questions, fields: Mapping[str, str]) -> dict[str, Entry]:
    """Return what fields say at each question, and as each fact of the walk."""
    names = {row.key: (row.key, remark_field(row.key)) for row in questions.questions}
    names |= {key: ("", name) for key, name in HEADS.items()}
    return {
        key: Entry(*(fields.get(name, "").strip() for name in pair)) for key, pair in names.items()
    }


def _says(returned: Returned) -> dict[str, str]:
    """Return what a form says by its fields; an answer that is not clear is no result."""
    fields: dict[str, str] = {}
    for reply in returned.replies:
        fields[reply.key] = reply.value if reply.is_clear else ""
        fields[remark_field(reply.key)] = reply.remark
    return {**fields, NAME: returned.signer, DAY: day_field(returned.signed_on)}


def _row(key: str, sent: Entry, here: Entry, says: Entry) -> Row | None:
    """Return the row of one question, None where what the form says is here already.

    Of result and words each follows the form where the form says something new of it.
    """
    new, is_asked = here, False
    for part in ("result", "words"):
        before, now, said = (getattr(entry, part) for entry in (sent, here, says))
        if not said or _same(said, before) or _same(said, now):
            continue
        new = replace(new, **{part: rearmed(said)})
        is_asked = is_asked or not _same(before, now)
    return Row(key, sent, here, new, is_asked) if new != here else None


def _differs(sent: Entry, says: Entry) -> bool:
    """Return whether a form says something it did not say when it went out.

    An empty box says nothing: it takes nothing away.
    """
    pairs = ((sent.result, says.result), (sent.words, says.words))
    return any(said and not _same(said, before) for before, said in pairs)


def _same(one: str, other: str) -> bool:
    """Return whether two texts say the same, however a reader broke their lines."""
    return rearmed(one).split() == rearmed(other).split()
