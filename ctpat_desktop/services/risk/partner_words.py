"""Partners in words, as papers and screens name them."""

from ctpat_desktop.catalogue.values import choice_text, countries
from ctpat_desktop.checklist.partner_risk import band_words
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.accounts.paper import note_of
from ctpat_desktop.services.risk.partner_ratings import RatedPartner, level_words
from ctpat_desktop.support.language import tr


def note(scope: Scope) -> str:
    """Return the line under the title of a paper: whose it is, and its day."""
    return note_of(companies.company(scope.workspace, scope.account_id).name, scope.today)


def role_words(partner: RatedPartner) -> str:
    """Return the roles of a partner in words."""
    return ", ".join(choice_text("partner", "roles", role) for role in partner.facts.roles)


def country_words(partner: RatedPartner) -> str:
    """Return the country of a partner in words."""
    code = str(partner.row.country)
    return countries().get(code, code)


def risk_words(partner: RatedPartner) -> str:
    """Return the rating that counts; a person's own one says so, and whether it is lower."""
    if partner.own is None or not partner.has_reason:
        return band_words(partner.computed.rating)
    words = level_words(partner.own)
    if partner.own is partner.computed.rating.level:
        return words
    if not partner.is_override:
        return tr("{own} (own)").format(own=words)
    text = tr("{own} (own; computed {computed})")
    return text.format(own=words, computed=band_words(partner.computed.rating).lower())
