"""What is to be entered in the portal, item by item in the portal's order, and what was.

An item is one text to paste: a field of the company's data, a criterion, or one statement of it.
Its text is the portal package's own, so that both ways into the portal give the same.
"""

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from ctpat_desktop.catalogue.portal_text import changed_letters
from ctpat_desktop.exchange.metadata.clean import cleaned
from ctpat_desktop.exchange.portal.company import sections
from ctpat_desktop.exchange.portal.text import Prompt, block, file_names, prompts
from ctpat_desktop.reading.dossier import Answer, Dossier
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.records import Evidence, PortalEntry, Profile, Response, Site
from ctpat_desktop.records.base import id_by
from ctpat_desktop.services.accounts.companies import dossier
from ctpat_desktop.services.evidence import library
from ctpat_desktop.services.profile import submissions, years
from ctpat_desktop.services.profile.exports import limits
from ctpat_desktop.support.language import tr
from ctpat_desktop.support.own_language import for_cbp
from ctpat_desktop.workspace.changes import Changes

OURS = ("account Review year", "account Period under review", "account Criteria edition")
"""Fields of the package that say which profile it is; the portal does not ask for them."""


@dataclass(frozen=True, slots=True)
class File:
    """One document to upload, under the name the portal package gives it."""

    document: Evidence
    name: str


@dataclass(frozen=True, slots=True)
class Item:
    """One text to enter in the portal; `limit` is 0 where no number of characters is known.

    `letters` are signs of what was typed that become others in `text`. `is_changed` says that the
    last submission did not have it like this; `is_gone`, that it was sent and has no text now.
    """

    key: str
    part: str
    title: str
    text: str
    limit: int = 0
    letters: tuple[str, ...] = ()
    files: tuple[File, ...] = ()
    is_changed: bool = True
    is_gone: bool = False

    @property
    def fingerprint(self) -> str:
        """A hash of the text and of the documents that go with it."""
        return _print(self.text, (file.document.sha256 for file in self.files))


@dataclass(frozen=True, slots=True)
class Sent:
    """The items of the last submission, which never change: read once, they are known."""

    submission_id: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything to enter for one account, and the day of the last submission."""

    items: tuple[Item, ...]
    since: date | None
    sent: Sent | None


@dataclass(frozen=True, slots=True)
class Standing:
    """When an item was entered as it is now; `is_older`: it was entered with another text."""

    on: date | None = None
    is_older: bool = False


@for_cbp
def read(scope: Scope, known: Sent | None = None) -> Desk:
    """Return what is to be entered for the newest year of an account, in the portal's order.

    All of it is English, as the portal is: the keys of what is ticked hold names too. `known` is
    what an earlier reading has found of the last submission.
    """
    now = dossier(scope.workspace, scope.account_id)
    limit = limits(scope.workspace).soft_limit
    sent = submissions.every(scope.workspace, scope.account_id)
    if sent and (known is None or known.submission_id != sent[0].id):
        known = _sent(scope, sent[0].id, limit)
    before = known.items if known is not None and sent else ()
    with scope.workspace.read() as session:
        since = sent[0].submitted_on if sent else None
        entered = _entered_until(session, scope.account_id, since)
    sealed = {item.key: item for item in before}
    items = (*_company(now), *_answers(now, limit))
    marked = (_marked(item, sealed, entered) for item in items)
    return Desk(tuple(_with_gone(marked, before)), since, known if sent else None)


def standing(scope: Scope, items: Iterable[Item]) -> dict[str, Standing]:
    """Return by key which items were entered; a tick counts while the text is the same."""
    with scope.workspace.read() as session:
        known = _entries(session, years.profiles(session, scope.account_id)[0].id)
    return {item.key: _standing(item, known.get(item.key)) for item in items}


def enter(scope: Scope, item: Item) -> Changes:
    """Note that an item was entered in the portal as it is, on the day of the scope."""
    with scope.workspace.work(tr("Entered in the portal: {item}").format(item=item.title)) as unit:
        profile = years.profiles(unit.session, scope.account_id)[0]
        row = _entries(unit.session, profile.id).get(item.key)
        key = id_by("portal_entry", profile.id, item.key)
        row = row or PortalEntry(id=key, profile_id=profile.id, item=item.key)
        row.entered_on, row.fingerprint = scope.today, item.fingerprint
        unit.session.add(row)
    return unit.changes


def take_back(scope: Scope, item: Item) -> Changes:
    """Take the tick of an item away."""
    words = tr("Not entered in the portal: {item}").format(item=item.title)
    with scope.workspace.work(words) as unit:
        profile = years.profiles(unit.session, scope.account_id)[0]
        row = _entries(unit.session, profile.id).get(item.key)
        if row is not None:
            unit.session.delete(row)
    return unit.changes


def content(scope: Scope, file: File) -> bytes:
    """Return a document as the portal package would hold it: cleaned unless that is off."""
    data = b"".join(library.stream(scope.workspace, file.document.id))
    allowed = limits(scope.workspace)
    if allowed.keeps_metadata:
        return data
    return cleaned(data, file.name, drops_comments=allowed.drops_comments).data


def _sent(scope: Scope, submission_id: str, limit: int) -> Sent:
    then = submissions.read(scope.workspace, submission_id).dossier
    return Sent(submission_id, (*_company(then), *_answers(then, limit)))


def _company(now: Dossier) -> Iterator[Item]:
    for section in sections(now):
        for field in section.fields:
            if field.key not in OURS:
                yield Item(field.key, section.title, field.name, field.text)


def _answers(now: Dossier, limit: int) -> Iterator[Item]:
    names = file_names(now)
    for answer in now.asked():
        key, criterion = f"criterion {answer.criterion.id}", answer.criterion
        files = tuple(File(row, names[row.id]) for row in answer.evidence)
        text = block(answer, names)
        title = f"{criterion.id}  {criterion.title}"
        if text:
            yield Item(key, criterion.id, title, text, limit, _letters(_typed(answer)), files)
        library = {file.document.id: file for file in files}
        seen = Counter[str]()
        for prompt in prompts(answer):
            name = _key(key, prompt)
            seen[name] += 1
            yield Item(
                name if seen[name] == 1 else f"{name} ({seen[name]})",
                criterion.id,
                f"{criterion.id}  {prompt.heading}",
                prompt.text,
                limit,
                _letters([prompt.stated.text]),
                tuple(library[one] for one in prompt.stated.documents if one in library),
            )


def _key(criterion: str, prompt: Prompt) -> str:
    """Return what names a statement in every year: its name, or its number where it has none."""
    site = prompt.site.id if prompt.site else ""
    return f"{criterion} {site} {prompt.stated.name or prompt.label}"


def _responses(answer: Answer) -> Iterator[tuple[Site | None, Response]]:
    if answer.whole:
        yield None, answer.whole
    for site, row in answer.by_site:
        if row:
            yield site, row


def _typed(answer: Answer) -> Iterator[str]:
    for site, row in _responses(answer):
        yield from (row.narrative, row.reason, site.name if site else "")


def _letters(texts: Iterable[str]) -> tuple[str, ...]:
    found = (text[at] for text in texts for at in changed_letters(text))
    return tuple(dict.fromkeys(found))


def _marked(item: Item, before: Mapping[str, Item], entered: Collection[tuple[str, str]]) -> Item:
    """Say whether an item is as it was sent; a seal has no statements, so ticks say it of them."""
    mark = item.fingerprint
    if item.key in before:
        return replace(item, is_changed=before[item.key].fingerprint != mark)
    return replace(item, is_changed=(item.key, mark) not in entered)


def _with_gone(now: Iterable[Item], before: Iterable[Item]) -> Iterator[Item]:
    """Yield the items, and each that was sent and is empty now at the place where it was."""
    items = list(now)
    known = {item.key for item in items}
    gone: dict[str, list[Item]] = {}
    last = ""
    for item in before:
        if item.key in known:
            last = item.key
        else:
            empty = replace(item, text="", letters=(), files=(), is_gone=True)
            gone.setdefault(last, []).append(empty)
    yield from gone.get("", ())
    for item in items:
        yield item
        yield from gone.get(item.key, ())


def _entered_until(session: Session, account_id: str, day: date | None) -> set[tuple[str, str]]:
    """Return what was entered, with its fingerprint, up to the day of the last submission."""
    if day is None:
        return set()
    query = (
        select(PortalEntry.item, PortalEntry.fingerprint)
        .join(Profile, Profile.id == PortalEntry.profile_id)
        .where(Profile.account_id == account_id, PortalEntry.entered_on <= day)
    )
    return {(item, mark) for item, mark in session.execute(query)}


def _entries(session: Session, profile_id: str) -> dict[str, PortalEntry]:
    query = select(PortalEntry).where(PortalEntry.profile_id == profile_id)
    return {row.item: row for row in session.scalars(query)}


def _standing(item: Item, row: PortalEntry | None) -> Standing:
    if row is None:
        return Standing()
    if row.fingerprint != item.fingerprint:
        return Standing(is_older=True)
    return Standing(row.entered_on)


def _print(text: str, hashes: Iterable[str]) -> str:
    return hashlib.sha256("\x1f".join([text, *sorted(hashes)]).encode()).hexdigest()
