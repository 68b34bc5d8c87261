"""Archived companies: a setting of the file names each with its day, and nothing of it changes."""

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from ctpat_desktop.records import Company, Setting
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr

NAME = "archived."
"""Begins the name of the setting; the id of the company follows, and the day is its value."""
END = "archived/"
"""What comes after all names that begin so."""


def ids(session: Session) -> frozenset[str]:
    """Return the ids of the companies that are archived."""
    mine = and_(Setting.id >= NAME, Setting.id < END)  # a range is found at once, at every save
    return frozenset(one[len(NAME) :] for one in session.scalars(select(Setting.id).where(mine)))


def refuse(session: Session, company_id: str) -> None:
    """Raise Problem where a change is of a company that is archived."""
    if company_id and company_id in ids(session):
        company = session.get(Company, company_id)
        words = tr("This company is archived and can only be read.")
        if company is not None:
            words = tr("{name} is archived and can only be read.").format(name=company.name)
        raise Problem(
            words,
            tr("Nothing was changed. Bring it back under All companies first."),
        )
