"""What is said of a document of answers that was not read as a person may expect, in words."""

from collections.abc import Sequence

from ctpat_desktop.support.language import ntr, number_text, tr

LONGEST_ANSWER = 200_000
"""Characters of one answer; the portal takes a hundredth of it. App default."""
LINE = "line"
"""The unit of a text; that of a document is a paragraph."""


def unread_before(unit: str, count: int) -> str:
    """Say how much stands before the first number."""
    if unit == LINE:
        return ntr(
            "One line before the first number was not read.",
            "{n} lines before the first number were not read.",
            count,
        )
    return ntr(
        "One paragraph before the first number was not read.",
        "{n} paragraphs before the first number were not read.",
        count,
    )


def unread_astray(unit: str, count: int) -> str:
    """Say how much stands under headings that name no criterion."""
    if unit == LINE:
        return ntr(
            "One line under a heading without a number was not read.",
            "{n} lines under headings without a number were not read.",
            count,
        )
    return ntr(
        "One paragraph under a heading without a number was not read.",
        "{n} paragraphs under headings without a number were not read.",
        count,
    )


def uncounted(rows: Sequence[int]) -> str:
    """Say which paragraphs have a number of Word's that nobody can tell."""
    return ntr(
        "Word numbers {n} paragraph by itself in a way that is not known here "
        "(first: paragraph {first}); look whether answers are missing.",
        "Word numbers {n} paragraphs by itself in a way that is not known here "
        "(first: paragraph {first}); look whether answers are missing.",
        len(rows),
        first=rows[0],
    )


def place_of(unit: str, row: int) -> str:
    """Return where in a text or document something stands."""
    return (tr("line {row}") if unit == LINE else tr("paragraph {row}")).format(row=row)


def kept_in_answer(words: str, number: str, answer: str, *, is_known: bool) -> str:
    """Say of a number inside an answer that it begins no answer of its own."""
    known = tr(
        "“{words}” begins with {number} and is no heading; it was kept in the answer of {answer}."
    )
    other = tr(
        "“{words}” begins with {number}, which is no criterion; "
        "it was kept in the answer of {answer}."
    )
    return (known if is_known else other).format(words=words, number=number, answer=answer)


def row_of(sheet: str, row: int) -> str:
    """Return where in a workbook a row stands."""
    if sheet:
        return tr("{sheet}, row {row}").format(sheet=sheet, row=row)
    return tr("row {row}").format(row=row)


def without_answers(sheet: str) -> str:
    """Say that no column of a list has the answers."""
    if not sheet:
        return tr("No column holds the answers themselves; only what stands beside them.")
    words = tr("No column of {sheet} holds the answers themselves; only what stands beside them.")
    return words.format(sheet=sheet)


def too_long() -> str:
    """Say that an answer is longer than any is read."""
    return tr("The answer is longer than {limit} characters.").format(
        limit=number_text(LONGEST_ANSWER)
    )
