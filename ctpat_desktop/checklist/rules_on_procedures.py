"""Coherence of the written procedures: blanks, untouched outlines, reviews, and what is lacking."""

from ctpat_desktop.checklist.rule_shapes import GAP, WEAK, RowsRule

YEARLY = ("2.3", "3.9", "4.6", "6.1", "7.36", "9.8", "12.6")
"""Criteria whose procedure is looked through every year."""

PROCEDURES: tuple[RowsRule, ...] = (
    RowsRule(
        "procedure.untouched",
        "procedure_untouched",
        (),
        WEAK,
        "text",
        "procedures still say what their outline says: {names}",
        "Write how it is done at your company: an outline as it came is no procedure.",
    ),
    RowsRule(
        "procedure.blanks",
        "procedure_blanks",
        (),
        GAP,
        "text",
        "procedures have blanks left: {names}",
        "Write over each blank in double brackets.",
    ),
    RowsRule(
        "procedure.overdue",
        "procedure_overdue",
        (),
        GAP,
        "next_review_on",
        "procedures that are reviewed every year are overdue: {names}",
        "Read the procedure against the work, and approve it again or record the review.",
    ),
)
