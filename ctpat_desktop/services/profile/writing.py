"""What the rules of writing need of the file, and the findings a person left as they are.

A finding is left as it is for one text, with a reason; it comes back when the text changes. That is
kept as a setting of the account, so that a rollover or an export of the answers carries none of it.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ctpat_desktop import records
from ctpat_desktop.checklist.answers import Case
from ctpat_desktop.checklist.facts import CompanyName, DocumentFact, Facts, WritingFacts
from ctpat_desktop.checklist.findings import Finding
from ctpat_desktop.checklist.writing import copies
from ctpat_desktop.checklist.writing.judge import MOST_SITES, digest, of_words, read_once, spot_of
from ctpat_desktop.reading.dossier import Outline, OwnAnswer, WholeAnswer
from ctpat_desktop.records import Company
from ctpat_desktop.services.accounts import settings
from ctpat_desktop.services.profile.facts import response_fact
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr
from ctpat_desktop.support.phrases import tokens
from ctpat_desktop.support.words import folded
from ctpat_desktop.workspace.changes import Changes
from ctpat_desktop.workspace.unit import Workspace

FAMILY = "writing."
"""How the rules of writing begin."""
WHOLE = "-"
"""What stands for the company as a whole in the name of a setting."""
LEGAL = "inc incorporated llc llp lp ltd limited ltee limitee corp corporation company co cia"
LEGAL += " gmbh ag bv nv sa sas sarl srl cv rl de plc pty kg kk oy ab s a c v r l"
"""Legal forms at the end of a company's name, which texts leave out."""
FORMS = frozenset(LEGAL.split())
SHORTEST = 5
"""Letters a company's name must have to be looked for: "Arc" stands in too many texts."""

NO_DAY = date.min
"""The rules of writing know no day."""

Key = tuple[str, str, str]
"""Rule, criterion and site, "" for the company as a whole; behind it the spot of a statement."""


@dataclass(frozen=True, slots=True)
class Left:
    """One finding a person left as it is."""

    rule: str
    criterion: str
    site_id: str
    reason: str
    who: str
    digest: str


def read(session: Session, book: Outline[WholeAnswer], facts: Facts) -> WritingFacts:
    """Read what the rules of writing need, and compare the texts with one another."""
    limit = settings.choice(session, "portal.soft_limit")
    others = tuple(_others(session, book.company))
    kept = {key: row.digest for key, row in _left(session, book.account.id).items()}
    known = facts.writing.texts if facts.writing else {}
    made = WritingFacts(limit, others, kept, titles(facts.documents), texts=known)
    return copies.with_copies(replace(facts, writing=made)) or made


def of_account(workspace: Workspace, book: Outline[WholeAnswer], facts: Facts) -> WritingFacts:
    """Read what the rules of writing need."""
    with workspace.read() as session:
        return read(session, book, facts)


def titles(documents: Mapping[str, DocumentFact]) -> dict[str, tuple[DocumentFact, ...]]:
    """Return the documents by the first word of their titles."""
    found: dict[str, list[DocumentFact]] = {}
    for row in documents.values():
        words = tokens(row.title)
        if words:
            found.setdefault(words[0].key, []).append(row)
    return {key: tuple(rows) for key, rows in found.items()}


def beside(facts: Facts, answer: WholeAnswer, own: OwnAnswer) -> tuple[Finding, ...]:
    """Return what is said beside the words of the company or, where `own` is a site's, of it."""
    whole = facts.responses.get(own.criterion)
    site = facts.sites.get(own.site_id or "")
    if own.site_id is None:
        return of_words(Case(answer.criterion, whole, whole, None, facts, NO_DAY))
    if own.response is None or site is None:
        return ()
    linked = tuple(row.id for row in own.evidence)
    said = response_fact(own.response, site.id, linked, own.statements)
    return of_words(Case(answer.criterion, whole, said, site, facts, NO_DAY))


def is_about_words(finding: Finding) -> bool:
    """Return whether a finding is about the wording, so that it can be left as it is."""
    return finding.rule.startswith(FAMILY)


def leave(workspace: Workspace, account_id: str, finding: Finding, words: str, why: str) -> Changes:
    """Leave a finding as it is while the text is `words`; Problem without a reason."""
    if not is_about_words(finding):
        raise Problem(tr("Only what is said about the wording can be left as it is."))
    if not why.strip():
        raise Problem(tr("Say in a few words why it can stay as it is."))
    spot = spot_of(words) if finding.place.table == "statement" else ""
    key = (finding.rule, finding.place.criterion, finding.place.site_id + spot)
    value = {"reason": why.strip(), "who": workspace.who, "digest": digest(words)}
    with workspace.work(
        tr("Leave the wording of {criterion}").format(criterion=finding.place.criterion)
    ) as unit:
        settings.store(unit.session, _name(account_id, key), value)
    return unit.changes


def judge_again(workspace: Workspace, account_id: str, left: Left) -> Changes:
    """Let a rule speak again where a person had left its finding as it is."""
    key = (left.rule, left.criterion, left.site_id)
    with workspace.work(
        tr("Judge the wording of {criterion} again").format(criterion=left.criterion)
    ) as unit:
        settings.drop(unit.session, _name(account_id, key))
    return unit.changes


def left_at(
    workspace: Workspace, account_id: str, criterion: str, words: str, stated: Iterable[str] = ()
) -> list[Left]:
    """Return what is left as it is for the company's present text and statements on a criterion."""
    with workspace.read() as session:
        rows = _left(session, account_id).values()
    now = {"": digest(words)} | {spot_of(text): digest(text) for text in stated}
    mine = (row for row in rows if row.criterion == criterion)
    return [row for row in mine if now.get(row.site_id) == row.digest]


def is_touched(account_id: str, changes: Changes) -> bool:
    """Return whether a change can alter what the rules go by, beside the answers themselves."""
    names = (FAMILY + account_id, "portal.soft_limit")
    return changes.touches("company", "partner") or any(
        item.table == "setting" and item.record_id.startswith(names) for item in changes.items
    )


def refreshed(
    session: Session, book: Outline[WholeAnswer], known: WritingFacts
) -> tuple[WritingFacts, set[str] | None]:
    """Return the facts read anew, and the criteria to judge again; None for all of them."""
    limit = settings.choice(session, "portal.soft_limit")
    others = tuple(_others(session, book.company))
    kept = {key: row.digest for key, row in _left(session, book.account.id).items()}
    moved = {key[1] for key, _ in kept.items() ^ known.left_alone.items()}
    is_wide = (limit, others) != (known.limit, known.others)
    fresh = replace(known, limit=limit, others=others, left_alone=kept)
    return fresh, None if is_wide else moved


def naming(facts: Facts, documents: Iterable[DocumentFact]) -> set[str]:
    """Return the criteria whose texts hold the words of one of these titles."""
    wanted = [frozenset(word.key for word in tokens(row.title)) for row in documents]
    found = set[str]()
    for key, said in facts.responses.items():
        there = facts.at_sites.get(key) if len(facts.sites) <= MOST_SITES else None
        rows = [said, *(row for row in (there.doubts.values() if there else ()) if row)]
        texts = (read_once(facts, text) for row in rows for text in row.texts)
        if any(words and words <= text.keys for text in texts for words in wanted):
            found.add(key)
    return found


def _others(session: Session, own: Company) -> Iterator[CompanyName]:
    """Yield the other companies of the file, without those that are this one's partners."""
    rows = session.scalars(select(Company.name).where(Company.id != own.id).order_by(Company.name))
    names = {name: _called(name) for name in rows}
    if not names:
        return
    mine = select(records.Partner.name).where(
        records.Partner.company_id == own.id, records.Partner.name.in_(names)
    )
    partners = set(session.scalars(mine))
    here = frozenset(word.key for word in tokens(own.name))
    for name, called in names.items():
        keys = frozenset(word.key for word in tokens(called))
        if name not in partners and len(called) >= SHORTEST and not keys <= here:
            yield CompanyName(name, called, keys)


def _called(name: str) -> str:
    """Return a company's name without its legal form."""
    words = name.replace(",", " ").split()
    while len(words) > 1 and all(part in FORMS for part in folded(words[-1]).split()):
        words.pop()
    return " ".join(words)


def _name(account_id: str, key: Key) -> str:
    rule, criterion, site_id = key
    return f"{FAMILY}{account_id}/{rule}/{site_id or WHOLE}/{criterion}"


def _left(session: Session, account_id: str) -> dict[Key, Left]:
    found = settings.beginning(session, f"{FAMILY}{account_id}/")
    return {_key(name): _read(_key(name), value) for name, value in found.items()}


def _key(name: str) -> Key:
    rule, site_id, criterion = name.split("/", 2)
    return rule, criterion, "" if site_id == WHOLE else site_id


def _read(key: Key, value: dict[str, Any]) -> Left:
    return Left(*key, value.get("reason", ""), value.get("who", ""), value.get("digest", ""))
