"""Coherence rules on the risk assessment: it is there, of this year, and news was weighed."""

from ctpat_desktop.checklist.rule_shapes import GAP, WEAK, BareRule, NewestRule, RowsRule
from ctpat_desktop.support.language import N_

NONE = BareRule(
    "risk.none",
    "risk_assessment",
    ("2.1", "2.2", "2.3"),
    N_("no risk assessment is in the file"),
    N_("Begin one on the page Risk, under Steps: its chains come from partners and sites."),
)

OLD = NewestRule(
    "risk.old",
    "risk_approved",
    ("2.3",),
    GAP,
    "risk_days",
    "approved_on",
    N_("approved risk assessment"),
    N_("Finish the five steps of this year's assessment and have it approved."),
)


def _news(kind: str, reason: str) -> RowsRule:
    return RowsRule(
        f"risk.{kind}",
        f"risk_{kind}",
        ("2.3",),
        WEAK,
        "",
        reason,
        N_("Look at it on the page Risk, under Steps, and write down what was decided."),
    )


NEWS = (
    _news(
        "incident",
        N_(
            "since the last approved assessment nobody weighed "
            "what these incidents mean for the risk: {names}"
        ),
    ),
    _news(
        "alert",
        N_(
            "since the last approved assessment nobody weighed "
            "what these CTPAT alerts mean for the risk: {names}"
        ),
    ),
    _news(
        "partner",
        N_(
            "since the last approved assessment nobody weighed "
            "what these new partners mean for the risk: {names}"
        ),
    ),
    _news(
        "route",
        N_(
            "since the last approved assessment nobody weighed "
            "what these new supply chains mean for the risk: {names}"
        ),
    ),
)

APPROVED = (
    RowsRule(
        "risk.unchained",
        "risk_unchained",
        ("2.2", "2.1"),
        GAP,
        "",
        N_("an approved risk assessment holds no chain of the cargo's way: {names}"),
        N_("Draw where the cargo goes, from where it is packed to where it is delivered."),
    ),
)
