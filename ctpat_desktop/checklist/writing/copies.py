"""Finds texts that stand under several criteria: by the word sequences they share."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace

from ctpat_desktop.catalogue.model import order_key
from ctpat_desktop.checklist.answers import NOT_APPLICABLE
from ctpat_desktop.checklist.facts import Copies, Facts, ResponseFact, WritingFacts
from ctpat_desktop.checklist.writing.judge import read_once

SAME = 0.75
"""The share of the shorter text's sequences from which on two texts are nearly the same."""
LEAST = 6
"""Sequences a text must have to be compared: shorter ones are alike by chance."""

Shingles = frozenset[int]


def with_copies(facts: Facts) -> WritingFacts | None:
    """Return the facts of writing with all texts compared; each sequence is looked up once."""
    if facts.writing is None:
        return None
    prints = {key: _prints(facts, row) for key, row in facts.responses.items()}
    prints = {key: own for key, own in prints.items() if len(own) >= LEAST}
    by_text: dict[Shingles, list[str]] = {}
    for key, own in prints.items():
        by_text.setdefault(own, []).append(key)
    texts, holders = list(by_text), dict[int, list[int]]()
    copies: dict[str, set[str]] = {key: set() for key in prints}
    for number, own in enumerate(texts):
        shared = Counter(other for part in own for other in holders.get(part, ()))
        alike = [texts[at] for at, count in shared.items() if _is_same(count, own, texts[at])]
        _join(copies, by_text, own, alike)
        for part in own:
            holders.setdefault(part, []).append(number)
    return replace(facts.writing, prints=prints, copies=_sorted_copies(copies))


def after(facts: Facts, changed: Iterable[str]) -> WritingFacts | None:
    """Return the facts of writing after the company's texts on some criteria changed."""
    writing = facts.writing
    if writing is None:
        return None
    prints, copies = dict(writing.prints), {key: set(row) for key, row in writing.copies.items()}
    for key in changed:
        row = facts.responses.get(key)
        own = _prints(facts, row) if row else frozenset()
        if own == prints.get(key, frozenset()) or (len(own) < LEAST and key not in prints):
            continue
        for other in copies.pop(key, ()):
            copies[other].discard(key)
        prints.pop(key, None)
        if len(own) < LEAST:
            continue
        alike = {other for other, there in prints.items() if _is_same(len(own & there), own, there)}
        prints[key], copies[key] = own, alike
        for other in alike:
            copies.setdefault(other, set()).add(key)
    return replace(writing, prints=prints, copies=_sorted_copies(copies))


def _prints(facts: Facts, row: ResponseFact) -> Shingles:
    if row.status == NOT_APPLICABLE:
        return frozenset()
    parts = [read_once(facts, text).shingles for text in row.texts]
    return parts[0] if len(parts) == 1 else frozenset().union(*parts)


def _is_same(shared: int, one: Shingles, other: Shingles) -> bool:
    return shared >= SAME * min(len(one), len(other))


def _join(
    copies: dict[str, set[str]],
    by_text: Mapping[Shingles, list[str]],
    own: Shingles,
    alike: Iterable[Shingles],
) -> None:
    """Note that the criteria with one text and with those like it say nearly the same."""
    mine = by_text[own]
    for key in mine:
        copies[key] |= {other for other in mine if other != key}
    for text in alike:
        for key in mine:
            copies[key].update(by_text[text])
        for other in by_text[text]:
            copies[other].update(mine)


def _sorted_copies(copies: Mapping[str, set[str]]) -> Copies:
    return {key: tuple(sorted(row, key=order_key)) for key, row in copies.items() if row}
