"""Coherence rules on CBP's side: what waits for an answer, and what came without a day for it."""

from ctpat_desktop.checklist.rule_shapes import GAP, WEAK, PlainRule
from ctpat_desktop.support.language import N_

CBP = (
    PlainRule(
        "cbp.message_late",
        "cbp_message_late",
        GAP,
        "answered_on",
        N_("messages of CBP are past their day and not answered: {names}"),
        N_("Answer it and enter the day, or enter the day CBP gave instead."),
    ),
    PlainRule(
        "cbp.message_soon",
        "cbp_message_soon",
        WEAK,
        "answered_on",
        N_("messages of CBP are due soon and not answered: {names}"),
        N_("Draft the reply, send it and enter the day."),
    ),
    PlainRule(
        "cbp.report_late",
        "cbp_report_late",
        GAP,
        "answered_on",
        N_("validation reports are past the day of the answer and not answered: {names}"),
        N_("Answer at once and enter the day, or enter the extension CBP gave."),
    ),
    PlainRule(
        "cbp.report_soon",
        "cbp_report_soon",
        WEAK,
        "answered_on",
        N_("answers to validation reports are due soon: {names}"),
        N_("Finish the points of the report, send the answer and enter the day."),
    ),
    PlainRule(
        "cbp.report_no_day",
        "cbp_report_no_day",
        WEAK,
        "due_on",
        N_("validation reports came and nobody typed until when they are answered: {names}"),
        N_("Look it up in the report and type it; until then the program's own default counts."),
    ),
    PlainRule(
        "cbp.point_late",
        "cbp_point_late",
        GAP,
        "sent_on",
        N_("points of a validation are past their day, not sent and not closed: {names}"),
        N_("Mend it, send the proof to CBP and enter the day."),
    ),
    PlainRule(
        "cbp.letter_late",
        "cbp_letter_late",
        GAP,
        "filed_on",
        N_("letters of suspension or removal are past the day of the answer: {names}"),
        N_("File the answer at once and enter the day, or enter the extension CBP gave."),
    ),
    PlainRule(
        "cbp.letter_soon",
        "cbp_letter_soon",
        WEAK,
        "filed_on",
        N_("answers to letters of suspension or removal are due soon: {names}"),
        N_("Finish the answer, file it and enter the day."),
    ),
    PlainRule(
        "cbp.letter_no_day",
        "cbp_letter_no_day",
        WEAK,
        "due_on",
        N_("letters of suspension or removal have no day for the answer: {names}"),
        N_("Look it up in the letter and type it; until then the program's own default counts."),
    ),
)
""""Soon" and the day that counts where none is typed are defaults that can be changed."""
