"""Coherence of the written procedures: blanks, untouched outlines, reviews, and what is lacking."""

import re
from collections.abc import Collection

from ctpat_desktop.checklist.rule_shapes import GAP, WEAK, RowsRule
from ctpat_desktop.support.language import N_

YEARLY = ("2.3", "3.9", "4.6", "6.1", "7.36", "9.8", "12.6")
"""Criteria whose procedure is looked through every year."""

PROCEDURES: tuple[RowsRule, ...] = (
    RowsRule(
        "procedure.untouched",
        "procedure_untouched",
        (),
        WEAK,
        "text",
        N_("procedures still say what their outline says: {names}"),
        N_("Write how it is done at your company: an outline as it came is no procedure."),
    ),
    RowsRule(
        "procedure.blanks",
        "procedure_blanks",
        (),
        GAP,
        "text",
        N_("procedures have blanks left: {names}"),
        N_("Write over each blank in double brackets."),
    ),
    RowsRule(
        "procedure.overdue",
        "procedure_overdue",
        (),
        GAP,
        "next_review_on",
        N_("procedures that are reviewed every year are overdue: {names}"),
        N_("Read the procedure against the work, and approve it again or record the review."),
    ),
)


def numbers_like(numbers: Collection[str]) -> re.Pattern[str] | None:
    """Return what finds numbers made as these are, such as P-07 where there is a P-02; or None.

    Only letters followed by digits are looked for: a bare number may be anything.
    """
    starts = {match[1] for number in numbers if (match := _NUMBER.fullmatch(number))}
    if not starts:
        return None
    either = "|".join(sorted(map(re.escape, starts), key=len, reverse=True))
    return re.compile(rf"(?<![\w-])(?:{either})[-\u2010\u2011 .]?\d+(?![\w-])")


def plain(number: str) -> str:
    """Return a number as it is compared: without signs, and without zeros before its digits."""
    match = _NUMBER.fullmatch(number)
    return f"{match[1]}{int(match[2])}".upper() if match else number.upper()


_NUMBER = re.compile(r"([^\W\d_]+(?:-[^\W\d_]+)*)[-\u2010\u2011 .]?(\d+)")
"""A number such as P-02, SOP 7 or CT-SEC-01: letters, and then digits."""
