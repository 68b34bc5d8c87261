"""Finds words in the texts of answers, and puts others in their place, in one step.

Looked through are the newest profile's texts of the company and of its sites: what is done, why it
does not apply, and the statements. What is replaced is what was shown: where a text is another one
by then, nothing is changed.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from ctpat_desktop.catalogue import order_key
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.records import Profile, Response, Site, Statement
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr
from ctpat_desktop.support.progress import Progress, Silent
from ctpat_desktop.workspace.bulk import parts
from ctpat_desktop.workspace.changes import Changes

AROUND = 90
"""Signs of a sentence that are shown before and behind a place, at most."""
AT_ONCE = 1_000
_SENTENCE = re.compile(r"[.!?]\s+|\n")
_FIELDS: dict[str, tuple[InstrumentedAttribute[str], ...]] = {
    "response": (Response.narrative, Response.reason),
    "statement": (Statement.text,),
}


@dataclass(frozen=True, slots=True)
class Sought:
    """What is looked for and how, and what is to stand in its place."""

    text: str
    fresh: str = ""
    match_case: bool = False
    whole_words: bool = False
    with_sites: bool = True

    def pattern(self) -> re.Pattern[str]:
        """Return what finds it; the text is taken as it is."""
        words = re.escape(self.text)
        if self.whole_words:
            words = rf"(?<!\w){words}(?!\w)"
        return re.compile(words, 0 if self.match_case else re.IGNORECASE)


class Text(NamedTuple):
    """One text of an answer: where it is stored, what it is on, and what it says."""

    table: str
    record_id: str
    field: str
    criterion: str
    site: str
    """The name of the site, "" for the company's own answer."""
    words: str


class Hit(NamedTuple):
    """One place in a text where the words stand."""

    text: Text
    start: int
    end: int

    def around(self, most: int = AROUND) -> tuple[str, str]:
        """Return what its sentence says before and behind the place, each on one line.

        So many signs of each at most; what is left out is shown as "…".
        """
        words = self.text.words
        begin, stop = max(0, self.start - most), min(len(words), self.end + most)
        before, after = words[begin : self.start], words[self.end : stop]
        ends = list(_SENTENCE.finditer(before))
        if ends:
            before = before[ends[-1].end() :]
        elif begin:
            before = f"… {before.partition(' ')[2]}"
        end = _SENTENCE.search(after)
        if end:
            after = after[: end.start() + 1]
        elif stop < len(words):
            after = f"{after.rpartition(' ')[0]} …"
        return _one_line(before).lstrip(), _one_line(after).rstrip()

    def sentence(self, fresh: str | None = None, most: int = AROUND) -> str:
        """Return the sentence the place is in, on one line; `fresh` is put into the place."""
        before, after = self.around(most)
        return f"{before}{_one_line(self.words if fresh is None else fresh)}{after}"

    @property
    def words(self) -> str:
        """What stands in the place."""
        return self.text.words[self.start : self.end]


def find(scope: Scope, sought: Sought, progress: Progress | None = None) -> tuple[Hit, ...]:
    """Return every place, in the order of the criteria, the company's answer before its sites'."""
    if not sought.text.strip():
        return ()
    step, pattern = progress or Silent(), sought.pattern()
    hits: list[Hit] = []
    with scope.workspace.read() as session:
        for number, text in enumerate(_texts(session, scope, sought)):
            if number % AT_ONCE == 0:
                step.step(0, 0, tr("Looking through the answers"))
            hits += [Hit(text, *match.span()) for match in pattern.finditer(text.words)]
    return tuple(sorted(hits, key=_order))


def replace(scope: Scope, hits: Sequence[Hit], sought: Sought) -> Changes:
    """Put the new words into these places, in one step; Problem where a text is another by now."""
    if not hits:
        raise Problem(tr("There is nothing to replace."), tr("Tick the places this is about."))
    changed = replaced(hits, sought.fresh)
    _refuse_lost_reasons(changed)
    values: dict[str, dict[str, dict[str, str]]] = {}
    for text, words in changed.items():
        values.setdefault(text.table, {}).setdefault(text.record_id, {})[text.field] = words
    what = tr("Replace “{before}” with “{after}”")
    named = what.format(before=_short(sought.text), after=_short(sought.fresh))
    with scope.workspace.work(named) as unit:
        _refuse_other(unit.session, list(changed))
        for table, rows in values.items():
            unit.change_many(table, rows)
    return unit.changes


def replaced(hits: Sequence[Hit], fresh: str) -> dict[Text, str]:
    """Return each text of these places as it will be."""
    places: dict[Text, list[Hit]] = {}
    for hit in hits:
        places.setdefault(hit.text, []).append(hit)
    return {text: _put(text.words, rows, fresh) for text, rows in places.items()}


def _put(words: str, hits: Sequence[Hit], fresh: str) -> str:
    made, at = [], 0
    for hit in sorted(hits, key=lambda one: one.start):
        made += [words[at : hit.start], fresh]
        at = hit.end
    return "".join([*made, words[at:]])


def _refuse_lost_reasons(changed: dict[Text, str]) -> None:
    """Raise Problem where nothing would be left of why a criterion does not apply."""
    for text, words in changed.items():
        if text.field == "reason" and not words.strip():
            message = tr("{criterion}: nothing would be left of why it does not apply.")
            raise Problem(
                message.format(criterion=text.criterion), tr("Take the tick off that place.")
            )


def _refuse_other(session: Session, texts: Sequence[Text]) -> None:
    """Raise Problem where a text is not what was shown, such as after a merge."""
    for table, columns in _FIELDS.items():
        mine = [text for text in texts if text.table == table]
        kind = columns[0].class_
        stored: dict[str, dict[str, str]] = {}
        for part in parts(sorted({text.record_id for text in mine})):
            rows = session.execute(select(kind.id, *columns).where(kind.id.in_(part)))
            for key, *cells in rows:
                names = [column.key for column in columns]
                stored[key] = dict(zip(names, cells, strict=True))
        for text in mine:
            if stored.get(text.record_id, {}).get(text.field) != text.words:
                message = tr("{criterion} was changed since the search. Nothing was replaced.")
                raise Problem(message.format(criterion=text.criterion), tr("Search again."))


def _texts(session: Session, scope: Scope, sought: Sought) -> Iterator[Text]:
    profile = select(Profile.id).where(Profile.account_id == scope.account_id)
    newest = profile.order_by(Profile.year.desc()).limit(1).scalar_subquery()
    site = func.coalesce(Site.name, "")
    for table, columns in _FIELDS.items():
        kind = columns[0].class_
        query: Select[Any] = select(kind.id, Response.criterion, site, *columns)
        query = query.select_from(Response).outerjoin(Site, Site.id == Response.site_id)
        if table == "statement":
            query = query.join(Statement, Statement.response_id == Response.id)
        query = query.where(Response.profile_id == newest, _may_hold(columns, sought))
        if not sought.with_sites:
            query = query.where(Response.site_id.is_(None))
        rows = session.execute(query, execution_options={"yield_per": AT_ONCE})
        for row in rows:
            key, criterion, name = row[:3]
            for column, words in zip(columns, row[3:], strict=True):
                if words:
                    yield Text(table, key, column.key, criterion, name, words)


def _may_hold(columns: Sequence[InstrumentedAttribute[str]], sought: Sought) -> ColumnElement[bool]:
    """Return what leaves out most texts without the words; SQLite only folds plain letters."""
    if not sought.match_case and not sought.text.isascii():
        return or_(*(column != "" for column in columns))
    if sought.match_case:
        return or_(*(func.instr(column, sought.text) > 0 for column in columns))
    return or_(*(column.contains(sought.text, autoescape=True) for column in columns))


def _order(hit: Hit) -> tuple[object, ...]:
    text = hit.text
    key = (order_key(text.criterion), bool(text.site), text.site, text.table, text.record_id)
    return (*key, text.field, hit.start)


def _one_line(words: str) -> str:
    return re.sub(r"\s+", " ", words)


def _short(words: str) -> str:
    line = " ".join(words.split())
    return f"{line[:30]}…" if len(line) > 30 else line
