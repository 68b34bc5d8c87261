"""Reads edition files that people add: checked in full, with one line for each fault."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any, TypeAlias

from ctpat_desktop.catalogue.edition import (
    LANGUAGES,
    edition_from,
    fingerprint,
    load_edition,
)
from ctpat_desktop.catalogue.model import Edition, Level, Trust
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import number_text, tr

Faults: TypeAlias = Iterator[str]

LARGEST = 5_000_000
"""Bytes of the largest edition file; the shipped one has a twentieth of that."""
SHOWN = 12
"""Faults that are told one by one."""
LONGEST = 4_000
"""Characters of the longest text of a criterion."""
MOST = 2_000
"""Criteria of the largest edition."""
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}")
NUMBER = re.compile(r"[0-9]{1,2}\.[A-Za-z0-9]{1,8}")
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
HEAD = frozenset({"id", "title", "note", "invented", "categories", "entities"})
TABLES = ("criteria", "unasked")
TEXTS = ("evidence", "guidance", "remark")
ROW = frozenset({"id", "category", "title", "summary", "levels", "remarks", "fingerprint", *TEXTS})


class EditionFaults(Problem):
    """An edition file cannot be used; `faults` has one line for each thing that is wrong."""

    def __init__(self, name: str, faults: Iterable[str]) -> None:
        """Say the first faults and count the rest."""
        self.faults = tuple(faults)
        told = list(self.faults[:SHOWN])
        if len(self.faults) > SHOWN:
            told.append(tr("and {n} more.").format(n=len(self.faults) - SHOWN))
        self.named = tr("{name} is not an edition that can be added.").format(name=name)
        super().__init__(
            f"{self.named} {' '.join(told)}",
            tr("Mend the file and add it again. Nothing was added."),
        )


def read_bytes(name: str, data: bytes) -> dict[str, Any]:
    """Return an edition file's content, completed; EditionFaults names everything that is wrong.

    A text that lacks French or Spanish has the English one there.
    """
    try:
        content = json.loads(data.decode("utf-8-sig"), object_pairs_hook=_once)
    except UnicodeDecodeError as error:
        raise EditionFaults(name, [tr("It is not text in UTF-8.")]) from error
    except (ValueError, RecursionError) as error:
        raise EditionFaults(name, [tr("It is not JSON: {error}.").format(error=error)]) from error
    found = list(faults(content))
    if found:
        raise EditionFaults(name, found)
    return _completed(content)


@lru_cache(maxsize=24)
def stored_edition(text: str, language: str = "en") -> Edition:
    """Return an edition that was added, from the text kept of it."""
    return edition_from(json.loads(text), language)


def faults(content: Any) -> Faults:
    """Yield one line for each thing that is wrong with an edition."""
    if not isinstance(content, dict):
        yield tr("It is not one JSON object.")
        return
    yield from _head(content)
    kinds = _kinds(content.get("entities"))
    numbers = {row.number for row in load_edition().categories}
    seen = set[str]()
    for table in TABLES:
        rows = content.get(table, [])
        if not isinstance(rows, list) or len(rows) > MOST:
            yield tr("“{table}” is not a list of at most {most} criteria.").format(
                table=table, most=number_text(MOST)
            )
            continue
        for at, row in enumerate(rows, 1):
            yield from _row(row, f"{table} {at}", kinds, numbers)
            key = row.get("id") if isinstance(row, dict) else None
            if isinstance(key, str) and key in seen:
                yield tr("Criterion {key} stands twice.").format(key=key)
            seen.add(str(key))
    if not content.get("criteria"):
        yield tr("It has no criteria.")


def _head(content: Mapping[str, Any]) -> Faults:
    for key in sorted(content.keys() - HEAD - {*TABLES}):
        yield tr("“{key}” is not known.").format(key=key[:40])
    if not (isinstance(content.get("id"), str) and NAME.fullmatch(content["id"])):
        yield tr("“id” is not a name of letters, digits, dots and hyphens, such as 2031-01.")
    if not _is_text(content.get("title"), 200):
        yield tr("“title” is not a text of at most 200 characters.")
    if not isinstance(content.get("note", ""), str):
        yield tr("“note” is not a text.")
    if not isinstance(content.get("invented", False), bool):
        yield tr("“invented” is not true or false.")
    wanted = sorted(row.number for row in load_edition().categories)
    numbers = [row.get("number") for row in _objects(content.get("categories"))]
    if sorted(number for number in numbers if type(number) is int) != wanted:
        yield tr("“categories” are not the {wanted} categories numbered 1 to {last}.").format(
            wanted=len(wanted), last=wanted[-1]
        )
    for row in _objects(content.get("categories")):
        if not all(_is_text(row.get(key)) for key in ("title", "short", "about")):
            yield tr("Category {id} lacks its title, short or about.").format(id=row.get("number"))
    yield from _entities(content.get("entities"))


def _entities(rows: Any) -> Faults:
    known = {kind.id for kind in load_edition().entities}
    ids = [row.get("id") for row in _objects(rows)]
    if not ids:
        yield tr("“entities” is not a list of entity types.")
    for key in ids:
        if not isinstance(key, str) or key not in known:
            yield tr("“{key}” is not an entity type of this program.").format(key=str(key)[:40])
        elif ids.count(key) > 1:
            yield tr("The entity type {key} stands twice.").format(key=key)
    for row in _objects(rows):
        if not (_is_text(row.get("title")) and isinstance(row.get("note"), str)):
            yield tr("The entity type {id} lacks its title or note.").format(id=row.get("id"))


def _row(row: Any, place: str, kinds: frozenset[str], numbers: set[int]) -> Faults:
    if not isinstance(row, dict):
        yield tr("{place} is not a criterion.").format(place=place)
        return
    key = row.get("id")
    if not (isinstance(key, str) and NUMBER.fullmatch(key)):
        yield tr("{place} has no number such as 9.13.").format(place=place)
        return
    where = tr("Criterion {key}").format(key=key)
    for name in sorted(row.keys() - ROW):
        yield tr("{where}: “{name}” is not known.").format(where=where, name=name[:40])
    if type(row.get("category")) is not int or row["category"] not in numbers:
        yield tr("{where}: the category {number} is not there.").format(
            where=where, number=str(row.get("category"))[:20]
        )
    for name in ("title", "summary"):
        yield from _worded(row.get(name), tr("{where}: the {name}").format(where=where, name=name))
    for name in TEXTS:
        if not _is_text(row.get(name, ""), may_be_empty=True):
            yield tr("{where}: “{name}” is not a text of at most {longest} characters.").format(
                where=where, name=name, longest=number_text(LONGEST)
            )
    remarks = row.get("remarks", {})
    if not isinstance(remarks, dict) or not all(map(_is_text, remarks.values())):
        yield tr("{where}: “remarks” are not texts by entity type.").format(where=where)
    yield from _levels(row.get("levels"), where, kinds)
    yield from _print(row, where)


def _worded(texts: Any, what: str) -> Faults:
    if not isinstance(texts, dict) or "en" not in texts:
        yield tr("{what} has no English text (“en”).").format(what=what)
        return
    for language, text in texts.items():
        if language not in LANGUAGES:
            yield tr("{what} is in “{language}”, which is not en, fr or es.").format(
                what=what, language=str(language)[:10]
            )
        elif not _is_text(text):
            yield tr("{what} in {language} is not a text of 1 to {longest} characters.").format(
                what=what, language=language, longest=number_text(LONGEST)
            )


def _levels(levels: Any, where: str, kinds: frozenset[str]) -> Faults:
    if not isinstance(levels, dict) or not levels:
        yield tr("{where} is asked of no entity type (“levels”).").format(where=where)
        return
    for kind, pair in levels.items():
        if kind not in kinds:
            yield tr("{where}: the entity type “{kind}” is not in “entities”.").format(
                where=where, kind=kind[:40]
            )
        if not isinstance(pair, list) or len(pair) != 2:
            yield tr("{where}, {kind}: not a level and how sure it is.").format(
                where=where, kind=kind[:40]
            )
        elif pair[0] not in list(Level) or pair[1] not in list(Trust):
            words = tr("{levels} with {trust}").format(
                levels=", ".join(Level), trust=", ".join(Trust)
            )
            yield tr("{where}, {kind}: {pair} is not one of {words}.").format(
                where=where, kind=kind[:40], pair=str(pair)[:40], words=words
            )


def _print(row: Mapping[str, Any], where: str) -> Faults:
    given, texts = row.get("fingerprint"), [row.get("title"), row.get("summary")]
    if given is None or not all(isinstance(text, dict) for text in texts):
        return
    words = [str(text.get("en")) for text in texts if text is not None]
    if given != fingerprint(*words):
        yield tr("{where}: the fingerprint is not that of its English title and summary.").format(
            where=where
        )


def _is_text(text: Any, longest: int = LONGEST, *, may_be_empty: bool = False) -> bool:
    if not isinstance(text, str) or len(text) > longest or CONTROL.search(text):
        return False
    return may_be_empty or bool(text.strip())


def _objects(rows: Any) -> list[dict[str, Any]]:
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []


def _kinds(rows: Any) -> frozenset[str]:
    return frozenset(str(row.get("id")) for row in _objects(rows))


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Make an object of a JSON file; a key that stands twice would hide a text."""
    made = dict(pairs)
    if len(made) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"the key “{twice[:40]}” stands twice in one object")
    return made


def _completed(content: Mapping[str, Any]) -> dict[str, Any]:
    tables = {table: [_full(row) for row in content.get(table, [])] for table in TABLES}
    return {"note": "", "invented": False, **content, **tables}


def _full(row: Mapping[str, Any]) -> dict[str, Any]:
    texts = {
        name: {language: row[name].get(language, row[name]["en"]) for language in LANGUAGES}
        for name in ("title", "summary")
    }
    made = fingerprint(texts["title"]["en"], texts["summary"]["en"])
    return {**dict.fromkeys(TEXTS, ""), **row, **texts, "fingerprint": made}
