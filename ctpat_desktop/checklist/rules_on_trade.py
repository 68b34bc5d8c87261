"""Coherence rules on Trade Compliance; they speak while the company prepares for it or is in it."""

from ctpat_desktop.checklist.rule_shapes import GAP, NOTE, WEAK, PlainRule
from ctpat_desktop.support.language import N_

TRADE_MARK = "trade.active"
"""Stands among the filled tables when a membership is prepared for, applied for or accepted."""

TRADE = (
    PlainRule(
        "trade.no_bond",
        "trade_no_bond",
        GAP,
        "number",
        N_("no continuous import bond is in force for Trade Compliance"),
        N_("Enter the bond, or have the surety renew it."),
        table="bond",
    ),
    PlainRule(
        "trade.no_officer",
        "trade_no_officer",
        GAP,
        "valid_to",
        N_("no officer's authority to sign the MOU is in force"),
        N_("Record the authority with its document."),
        table="officer_authority",
    ),
    PlainRule(
        "trade.risk_old",
        "trade_risk_old",
        GAP,
        "assessed_on",
        N_("customs risk was not assessed within a year"),
        N_("Rate the compliance risks anew."),
        table="trade_risk",
    ),
    PlainRule(
        "trade.ior_young",
        "trade_ior_young",
        GAP,
        "imports_since",
        N_("numbers join Trade Compliance with less than two years of imports: {names}"),
        N_("Leave the number out until it has two years, or correct its first import."),
    ),
    PlainRule(
        "trade.ior_abroad",
        "trade_ior_abroad",
        GAP,
        "is_managed_in_us",
        N_("numbers join Trade Compliance and are not managed in the US: {names}"),
        N_("Say who manages the number in the US, or leave it out."),
    ),
    PlainRule(
        "trade.test_late",
        "trade_test_late",
        GAP,
        "done_on",
        N_("self-tests were planned and not done: {names}"),
        N_("Do the test and enter its lines, or plan it anew."),
    ),
    PlainRule(
        "trade.error_bare",
        "trade_error_bare",
        WEAK,
        "cause",
        N_("errors found in self-tests have no cause: {names}"),
        N_("Write why it happened, so that the control can be changed."),
    ),
    PlainRule(
        "trade.disclosure_late",
        "trade_disclosure_late",
        GAP,
        "disclosed_on",
        N_("errors were to be disclosed by now: {names}"),
        N_("Disclose it and enter the day, or write why it need not be."),
    ),
    PlainRule(
        "trade.hold_late",
        "trade_hold_late",
        GAP,
        "result",
        N_("holds are past the day of the answer and have no result: {names}"),
        N_("Enter the result, or the extension CBP gave."),
    ),
    PlainRule(
        "trade.chain_unmapped",
        "trade_chain_unmapped",
        GAP,
        "mapped_on",
        N_("high-risk chains are not mapped: {names}"),
        N_("Enter the firms of the chain and the day it was mapped."),
    ),
    PlainRule(
        "trade.code_hidden",
        "trade_code_hidden",
        GAP,
        "address",
        N_("the code of conduct has no public address or no day of publication: {names}"),
        N_("Publish it and enter address and day."),
    ),
    PlainRule(
        "trade.answer_bare",
        "trade_answer_bare",
        NOTE,
        "improve",
        N_("answers of this year are No or Partly and nothing says what to improve: {names}"),
        N_("Write what will be done, by whom and by when."),
    ),
)
"""Every number behind them is a default that can be changed; none of them is CBP's."""
