"""Saying how a criterion is met, for the company or for one site."""

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from ctpat_desktop.catalogue import Criterion, Edition
from ctpat_desktop.reading import editions
from ctpat_desktop.records import Account, CriterionOverlay, Profile, Response, Site
from ctpat_desktop.records.base import id_by
from ctpat_desktop.records.profiles import STATUSES
from ctpat_desktop.services.registers import not_applicable
from ctpat_desktop.support.choosing import find_one
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr
from ctpat_desktop.support.later import later
from ctpat_desktop.workspace.changes import Saved
from ctpat_desktop.workspace.unit import Workspace

_walk = later("ctpat_desktop.catalogue.walks:load_walk")


def save(
    workspace: Workspace, account_id: str, criterion: str, site_id: str | None = None, **values: Any
) -> Saved:
    """Save fields of one response and read it back; it is made at its first save.

    "Not applicable" without a reason is refused; where only the reason goes, the status goes too.
    """
    with workspace.work(tr("Answer {criterion}").format(criterion=criterion)) as unit:
        response_id = say(unit.session, account_id, criterion, site_id, values).id
    with workspace.read() as session:
        return Saved(unit.changes, session.get_one(Response, response_id))


def say(
    session: Session,
    account_id: str,
    criterion: str,
    site_id: str | None,
    values: Mapping[str, Any],
) -> Response:
    """Give a response its fields as `save` does, inside a change; return it."""
    _refuse_foreign_status(values.get("status"))
    response = at(session, account_id, criterion, site_id)
    for key, value in values.items():
        if getattr(response, key) != value:
            setattr(response, key, value)
    not_applicable.settle(response, values)
    return response


def say_at_site(
    session: Session,
    account_id: str,
    criterion: str,
    site_id: str,
    status_and_reason: tuple[str, str],
) -> Response:
    """Give one site the status and reason a walk found, inside a change; return its response.

    The criterion is answered site by site from then on. Where nothing was said for the company as
    a whole, its status becomes the site's; that it does not apply at one site says nothing about
    the company.
    """
    status, reason = status_and_reason
    _refuse_foreign_status(status)
    whole = at(session, account_id, criterion)
    here = at(session, account_id, criterion, site_id)
    here.status, here.reason = status, reason or here.reason
    not_applicable.settle(here, {"status": status})
    whole.per_site = True
    if whole.status == "not_started" and status != not_applicable.STATUS:
        whole.status = status
    return here


def _refuse_foreign_status(status: str | None) -> None:
    if status is not None and status not in STATUSES:
        raise Problem(
            tr("“{status}” is not a status.").format(status=status),
            tr("Use one of: {names}.").format(names=", ".join(STATUSES)),
        )


def at(session: Session, account_id: str, criterion: str, site_id: str | None = None) -> Response:
    """Return the response on a criterion, made where there is none; Problem if unknown."""
    response = existing(session, account_id, criterion, site_id)
    if response is None:
        refuse_unknown(session, account_id, criterion)
        refuse_foreign(session, account_id, site_id)
        profile_id = _newest_profile(session, account_id)
        response = Response(
            id=id_by("response", profile_id, criterion, site_id),
            profile_id=profile_id,
            criterion=criterion,
            site_id=site_id,
        )
        session.add(response)
        session.flush()
    return response


def existing(
    session: Session, account_id: str, criterion: str, site_id: str | None = None
) -> Response | None:
    """Return the response on a criterion, or None where nothing was said yet."""
    query = select(Response).where(
        Response.profile_id == _newest(account_id).scalar_subquery(),
        Response.criterion == criterion,
        Response.site_id == site_id,
    )
    return session.scalars(query).first()


def site_named(workspace: Workspace, account_id: str, name: str) -> str:
    """Return the id of the company's site with this name; else Problem."""
    with workspace.read() as session:
        company_id = session.get_one(Account, account_id).company_id
        sites = session.execute(select(Site.name, Site.id).where(Site.company_id == company_id))
        choices = [((title,), site_id) for title, site_id in sites]
    return find_one(name, choices, tr("site"), is_whole=True)


def _newest_profile(session: Session, account_id: str) -> str:
    return session.scalars(_newest(account_id)).first() or ""


def _newest(account_id: str) -> Select[str]:
    query = select(Profile.id).where(Profile.account_id == account_id)
    return query.order_by(Profile.year.desc()).limit(1)


def _answered_criteria(account_id: str) -> Select[str]:
    newest = _newest(account_id).scalar_subquery()
    return select(Response.criterion).where(Response.profile_id == newest).distinct()


def refuse_foreign(session: Session, account_id: str, site_id: str | None) -> None:
    """Raise Problem where a site is not one of the company's."""
    if site_id is None:
        return
    site = session.get(Site, site_id)
    if site is None or site.company_id != session.get_one(Account, account_id).company_id:
        raise Problem(tr("This company has no such site."), tr("Choose one of its own sites."))


def asked_rows(session: Session, account_id: str) -> list[str]:
    """Return the ids of all criteria an account is asked, in their order."""
    return [row.id for row in asked(session, account_id)]


def asked(session: Session, account_id: str) -> list[Criterion]:
    """Return all criteria an account is asked, in their order."""
    _, rows = _rows(session, account_id)
    return [row for row in rows if not row.earlier]


def _rows(
    session: Session, account_id: str, also: Collection[str] = ()
) -> tuple[Edition, tuple[Criterion, ...]]:
    """Return the edition of an account and its rows, with those of `also` that are not asked."""
    account = session.get_one(Account, account_id)
    mine = CriterionOverlay.account_id == account_id
    overlays = session.scalars(select(CriterionOverlay).where(mine)).all()
    edition = editions.of_account(session, account_id)
    said = {*session.scalars(_answered_criteria(account_id)), *also}
    return edition, editions.asked_rows(session, edition, account.entity, overlays, said)


def refuse_unknown(session: Session, account_id: str, criterion: str) -> None:
    """Raise Problem where an account is not asked a criterion."""
    edition, rows = _rows(session, account_id, [step.criterion for step in _walk().steps()])
    if criterion not in {row.id for row in rows}:
        kind = edition.entity(session.get_one(Account, account_id).entity).title
        raise Problem(
            tr("There is no criterion {criterion} for {kind}.").format(
                criterion=criterion, kind=kind
            ),
            tr("Use a number such as 9.13."),
        )
