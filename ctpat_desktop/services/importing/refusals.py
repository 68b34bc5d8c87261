"""What an import says of a row or a cell that it cannot take over, in words."""

from rapidfuzz import process

from ctpat_desktop.catalogue.forms import Field, Form
from ctpat_desktop.support.language import ntr, number_text, tr


def several(count: int) -> str:
    """Say that a name means more than one record."""
    return ntr(
        "{n} record has this name; it is not clear which",
        "{n} records have this name; it is not clear which",
        count,
    )


def left_empty(count: int) -> str:
    """Say that a name means more than one record, and that the field stays empty."""
    return ntr(
        "{n} record has this name; left empty.", "{n} records have this name; left empty.", count
    )


def called_so(count: int) -> str:
    """Say that the row itself may be about more than one record."""
    return ntr(
        "{n} record is called so already; it is not clear which is meant.",
        "{n} records are called so already; it is not clear which is meant.",
        count,
    )


def same_row(number: int, form: Form) -> str:
    """Say that an earlier row is about the same record."""
    words = tr("Row {number} is about the same {record} already.")
    return words.format(number=number, record=tr(form.title).lower())


def says_otherwise(words: str, row: int) -> str:
    """Say what a row contradicts, and by which earlier row."""
    if words:
        return tr("{words}, by row {row}").format(words=words, row=row)
    return tr("Row {row} says otherwise").format(row=row)


def too_long(length: int, most: int) -> str:
    """Say that a text is longer than its field."""
    return ntr(
        "{n} character is more than {most}",
        "{n} characters are more than {most}",
        length,
        most=number_text(most),
    )


def not_one_of(asked: Field, text: str) -> str:
    """Say that a word is none of the choices, and which one may be meant."""
    labels = [tr(choice.label) for choice in asked.choices]
    near = process.extractOne(text, labels, score_cutoff=75)
    hint = tr("use one of: {names}").format(names=", ".join(labels))
    if near:
        hint = tr("did you mean “{near}”?").format(near=near[0])
    return tr("“{text}” is not a choice; {hint}").format(text=text.strip()[:40], hint=hint)
