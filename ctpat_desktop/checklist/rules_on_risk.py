"""Coherence rules on the risk assessment: it is there, of this year, and news was weighed."""

from ctpat_desktop.checklist.rule_shapes import GAP, WEAK, BareRule, NewestRule, RowsRule

NONE = BareRule(
    "risk.none",
    "risk_assessment",
    ("2.1", "2.2", "2.3"),
    "no risk assessment is in the file",
    "Begin one on the page Risk, under Steps: its chains come from partners and sites.",
)

OLD = NewestRule(
    "risk.old",
    "risk_approved",
    ("2.3",),
    GAP,
    "risk_days",
    "approved_on",
    "approved risk assessment",
    "Finish the five steps of this year's assessment and have it approved.",
)


def _news(kind: str, reason: str) -> RowsRule:
    return RowsRule(
        f"risk.{kind}",
        f"risk_{kind}",
        ("2.3",),
        WEAK,
        "",
        f"since the last approved assessment nobody weighed {reason}: {{names}}",
        "Look at it on the page Risk, under Steps, and write down what was decided.",
    )


NEWS = (
    _news("incident", "what these incidents mean for the risk"),
    _news("alert", "what these CTPAT alerts mean for the risk"),
    _news("partner", "what these new partners mean for the risk"),
    _news("route", "what these new supply chains mean for the risk"),
)

APPROVED = (
    RowsRule(
        "risk.unchained",
        "risk_unchained",
        ("2.2", "2.1"),
        GAP,
        "",
        "an approved risk assessment holds no chain of the cargo's way: {names}",
        "Draw where the cargo goes, from where it is packed to where it is delivered.",
    ),
)
