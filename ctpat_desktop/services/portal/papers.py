"""The papers a portal package takes beside the evidence: approved procedures, partner uploads."""

from ctpat_desktop.exchange.portal.papers import Paper
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.services.procedures import printed
from ctpat_desktop.services.risk import partner_papers
from ctpat_desktop.support.own_language import for_cbp
from ctpat_desktop.support.progress import Progress


@for_cbp
def every(scope: Scope, progress: Progress) -> list[Paper]:
    """Return all of them; each is made when it is written."""
    return [*printed.papers(scope), *partner_papers.papers(scope, progress)]
