"""Says in one text what each site answers, to be read and compared with last year."""

from sqlalchemy import select

from ctpat_desktop.checklist.writing.judge import MOST_SITES
from ctpat_desktop.documents.core import labels
from ctpat_desktop.reading import statements
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.reading.statements import Stated
from ctpat_desktop.records import Response, Site
from ctpat_desktop.services.profile.years import back_from
from ctpat_desktop.support.language import ntr, tr


def of_year(scope: Scope, criterion: str, back: int = 0) -> str:
    """Return what every site says in the scope's year, or `back` years before.

    "" where the criterion is answered for all sites together. Of many sites the first are named.
    """
    with scope.workspace.read() as session:
        rows = dict[str | None, Response]()
        for profile in back_from(session, scope)[back : back + 1]:
            mine = (Response.profile_id == profile.id, Response.criterion == criterion)
            rows = {row.site_id: row for row in session.scalars(select(Response).where(*mine))}
        whole = rows.get(None)
        if whole is None or not whole.per_site:
            return ""
        here = select(Site).where(Site.company_id == scope.company_id)
        sites = session.scalars(here.order_by(Site.name, Site.id)).all()
        shown = [(site, rows.get(site.id)) for site in sites[:MOST_SITES]]
        stated = statements.of_responses(session, [row.id for _, row in shown if row])
        lines = [_said_at(site, row, stated.get(row.id, ()) if row else ()) for site, row in shown]
    if sites[MOST_SITES:]:
        lines.append(ntr("And {n} more site.", "And {n} more sites.", len(sites) - MOST_SITES))
    return "\n\n".join(lines)


def _said_at(site: Site, row: Response | None, stated: tuple[Stated, ...]) -> str:
    """Return the lines of one site: its name and status, and its words below."""
    status = labels.status(row.standing) if row else tr("No answer")
    words = labels.with_statements(row.narrative or row.reason, stated) if row else ""
    return labels.joined(f"{site.name}: {status}", words, by="\n")
