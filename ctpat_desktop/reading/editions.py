"""Which edition of the criteria a profile is on: the one place that says so.

Editions are shipped with the program, or were added to the file as a setting of their own, so that
the file opens the same on every computer. A profile stays on the edition it names.
"""

import hashlib
import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import TypeAlias

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from ctpat_desktop.catalogue import (
    Criterion,
    Edition,
    Level,
    Overlay,
    Trust,
    asked,
    load_edition,
    lost,
)
from ctpat_desktop.catalogue.edition import CURRENT, shipped_editions
from ctpat_desktop.catalogue.edition_files import stored_edition
from ctpat_desktop.catalogue.model import EARLIER
from ctpat_desktop.reading import kits
from ctpat_desktop.reading.statements import Stated
from ctpat_desktop.records import Account, CriterionOverlay, Profile, Response, Setting

FILE = "edition.file."
"""Begins the name of the setting that holds an edition that was added; its id follows."""
REREAD = "edition.reread."
"""Begins the name of a setting for one criterion to be read again: profile and number follow."""


@dataclass(frozen=True, slots=True)
class Reread:
    """What was asked when an answer was written, where that changed since."""

    edition: str
    title: str
    summary: str
    said: str
    """The digest of the answer as it was then; where the answer changed, it needs no reading."""

    @property
    def words(self) -> str:
        """What was asked, as two states of it are compared."""
        return f"{self.title}\n{self.summary}"

    def waits(self, whole: Response | None, stated: Sequence[Stated] = ()) -> bool:
        """Tell whether the answer is still the one that was written for the other text."""
        return self.said == digest(whole, stated)

    def as_text(self) -> str:
        """Return it as the value of a setting."""
        return json.dumps(asdict(self))


Rereads: TypeAlias = Mapping[str, Reread]


def digest(whole: Response | None, stated: Sequence[Stated] = ()) -> str:
    """Return a hash of what the company says on a criterion, in its statements too."""
    said: tuple[object, ...] = ("not_started", "", "")
    if whole is not None:
        said = (whole.status, whole.narrative, whole.reason)
    if stated:
        said = (*said, tuple((row.name, row.text) for row in stated))
    return hashlib.sha256(repr(said).encode()).hexdigest()[:16]


def is_about(setting: str) -> bool:
    """Tell whether a setting holds an edition, or what is to be read again."""
    return setting.startswith((FILE, REREAD))


def of_profile(session: Session, profile: Profile, language: str = "") -> Edition:
    """Return the edition a profile is on.

    Where it is not here, or asks nothing of this kind of member, the program's own edition stands
    in for it, and says so.
    """
    account = session.get(Account, profile.account_id)
    entity = account.entity if account else ""
    return for_entity(session, profile.edition or CURRENT, entity, language)


def for_entity(session: Session, name: str, entity: str, language: str = "") -> Edition:
    """Return the edition of a name for a kind of member, or what stands in for it."""
    found, own = find(session, name, language), load_edition(language=language)
    if found is not None and (entity in found.criteria or entity not in own.criteria):
        return _of_kit(session, found)
    return _of_kit(session, replace(own, id=name, missing=name))


def _of_kit(session: Session, edition: Edition) -> Edition:
    """Return an edition without what was not handed out, where the file is a field kit."""
    kit = kits.of_file(session)
    if kit is None or not kit.sections:
        return edition
    criteria = {
        entity: tuple(row for row in rows if str(row.category) in kit.sections)
        for entity, rows in edition.criteria.items()
    }
    return replace(edition, criteria=criteria)


def of_account(session: Session, account_id: str, language: str = "") -> Edition:
    """Return the edition the newest profile of an account is on."""
    mine = select(Profile).where(Profile.account_id == account_id)
    profile = session.scalars(mine.order_by(Profile.year.desc())).first()
    return of_profile(session, profile, language) if profile else load_edition(language=language)


def find(session: Session, edition_id: str, language: str = "") -> Edition | None:
    """Return a shipped or added edition; None where there is none of that name."""
    if edition_id in shipped_editions():
        return load_edition(edition_id, language)
    text = session.scalar(select(Setting.value).where(Setting.id == FILE + edition_id))
    return _readable(text, language) if text is not None else None


def every(session: Session) -> Iterator[Edition]:
    """Yield every edition that is here: the shipped ones and then the added ones, newest first."""
    for name in shipped_editions():
        yield load_edition(name)
    kept = select(Setting.value).where(_begins(FILE)).order_by(Setting.id.desc())
    for text in session.scalars(kept):
        found = _readable(text, "")
        if found is not None:
            yield found


def _readable(text: str, language: str) -> Edition | None:
    """Return an edition that was added; None where what is kept of it is damaged."""
    try:
        return stored_edition(text, language)
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def rereads(session: Session, profile_id: str) -> Rereads:
    """Return what was asked before, for each criterion of a profile whose text changed since."""
    start = f"{REREAD}{profile_id}."
    found = session.execute(select(Setting.id, Setting.value).where(_begins(start)))
    return {name[len(start) :]: Reread(**json.loads(value)) for name, value in found}


def _begins(start: str) -> ColumnElement[bool]:
    """Return whether the name of a setting begins so, in a way that uses its index."""
    return Setting.id.between(start, f"{start}\U0010ffff")


def asked_rows(
    session: Session,
    edition: Edition,
    entity: str,
    overlays: Iterable[CriterionOverlay],
    answered: Collection[str],
) -> tuple[Criterion, ...]:
    """Return every row of one account; a criterion that is gone keeps the words it had.

    `answered` are the criteria with anything stored on them.
    """
    laid = tuple(map(as_overlay, overlays))
    gone = lost(edition, entity, laid, answered)
    rows = _earlier(session, edition, entity, gone) if gone else ()
    return asked(edition, entity, laid, answered, rows)


def as_overlay(row: CriterionOverlay) -> Overlay:
    """Turn a stored overlay into the catalogue's own shape."""
    return Overlay(
        criterion=row.criterion,
        official_text=row.official_text,
        level=row.level,
        is_own=row.is_own,
        category=row.category,
        title=row.title,
        summary=row.summary,
    )


def _earlier(
    session: Session, edition: Edition, entity: str, gone: Iterable[str]
) -> Iterator[Criterion]:
    """Yield the criteria that an edition does not have as another one words them.

    What the same edition asks of other members only is not one of an earlier edition.
    """
    others = [row for row in every(session) if row.id != edition.id]
    for key in sorted(gone):
        found = ((other, other.row(entity, key)) for other in others)
        before, row = next((pair for pair in found if pair[1] is not None), (None, None))
        if before is not None and row is not None:
            yield replace(row, earlier=before.short_name)
        elif edition.missing or all(key not in other.ids for other in (edition, *others)):
            yield _bare(key, edition)


def _bare(key: str, edition: Edition) -> Criterion:
    """Return a row for an answer whose criterion no edition here has."""
    return Criterion(
        id=key,
        category=EARLIER.number,
        level=Level.UNKNOWN,
        title=key,
        summary="",
        evidence_hint="",
        guidance="",
        trust=Trust.KNOWN,
        remark="",
        fingerprint="",
        earlier=edition.missing or "?",
    )
