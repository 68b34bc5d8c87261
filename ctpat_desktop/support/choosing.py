"""Finds the one thing a person means by a name they typed; everywhere by the same rules."""

from collections.abc import Callable, Iterable, Sequence
from difflib import SequenceMatcher
from typing import TypeVar

from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import number_text, tr
from ctpat_desktop.support.words import folded

Meant = TypeVar("Meant")

MOST_NAMED = 100
"""How many names a message lists; where there are more, the nearest."""


def find_one(
    name: str,
    choices: Iterable[tuple[Sequence[str], Meant]],
    what: str,
    *,
    is_whole: bool = False,
) -> Meant:
    """Return the one choice that is called `name`; Problem lists what there is.

    A choice has one name or several; the first is its title. The name as it is written counts
    before the same in other letters ("cote" for "Côte"), and that before the beginning or a part
    of a title, which are not looked at where the name must be whole. `what` is what a choice is
    called inside a sentence, such as "site".
    """
    known = list(choices)
    for is_meant in _WHOLE if is_whole else (*_WHOLE, *_PARTS):
        hits = [(names[0], meant) for names, meant in known if is_meant(name.strip(), names)]
        if len(hits) == 1:
            return hits[0][1]
        if hits:
            raise Problem(
                tr("“{name}” does not name exactly one {what}.").format(name=name, what=what),
                _listed(name, [title for title, _ in hits]),
            )
    raise Problem(
        tr("There is no {what} “{name}”.").format(what=what, name=name),
        _listed(name, [names[0] for names, _ in known]),
    )


def _same(name: str, names: Sequence[str]) -> bool:
    return name.casefold() in (one.casefold() for one in names if one)


def _alike(name: str, names: Sequence[str]) -> bool:
    return folded(name) in (folded(one) for one in names if folded(one))


def _begins(name: str, names: Sequence[str]) -> bool:
    return bool(folded(name)) and folded(names[0]).startswith(folded(name))


def _holds(name: str, names: Sequence[str]) -> bool:
    return bool(folded(name)) and folded(name) in folded(names[0])


_WHOLE: tuple[Callable[[str, Sequence[str]], bool], ...] = (_same, _alike)
_PARTS: tuple[Callable[[str, Sequence[str]], bool], ...] = (_begins, _holds)


def _listed(name: str, titles: Sequence[str]) -> str:
    """Return the titles in their order, or the nearest ones where there are too many."""
    if not titles:
        return tr("There is none yet.")
    shown = list(titles)
    if len(titles) > MOST_NAMED:
        wanted = folded(name)
        shown.sort(key=lambda title: SequenceMatcher(None, wanted, folded(title)).ratio())
        shown = shown[: -MOST_NAMED - 1 : -1]
    between = "; " if any("," in title for title in shown) else ", "
    more = len(titles) - len(shown)
    rest = " " + tr("({n} more)").format(n=number_text(more)) if more else ""
    return tr("Use one of: {names}.").format(names=between.join(shown) + rest)
