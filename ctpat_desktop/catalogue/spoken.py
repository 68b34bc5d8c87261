"""Which texts of `forms/` people read, and the definitions in the language spoken now.

Definitions that a person reads whole, such as the questions of a walk, are translated when they
are read. The labels of records are translated where they are shown. Outlines, courses and
questionnaires hold all three languages themselves, and the agreement is in English alone.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import cache, wraps
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

from ctpat_desktop.support.language import LANGUAGES, current, speaking, tr

Shape = TypeVar("Shape")
Asked = ParamSpec("Asked")

READ_WHOLE: Mapping[str, str] = {
    "inspections/*.toml": "title note area look",
    "lists/portal_move.toml": "title about",
    "lists/topics.toml": "title summary",
    "lists/visit_papers.toml": "items",
    "manual/*.toml": "title about when steps then asks answer why term words does",
    "trade/eligibility.toml": "title about text why source improve",
    "trade/forced_labor.toml": "title about source asks",
    "trade/hold_plan.toml": "title about what items",
    "trade/questionnaire.toml": "title about text attachment source",
    "walks/*.toml": "title question stand photo",
}
"""The keys under which texts stand, for the files that are translated when they are read."""

SHOWN: Mapping[str, str] = {
    **READ_WHOLE,
    "areas.toml": "title",
    "purposes.toml": "words more",
    "settings.toml": "title label",
    "records/*.toml": "title plural label help group clash button",
    "lists/hts_chapters.toml": "*",
    "trade/holidays.toml": "name",
    "trade/itrac_line.toml": "title plural label",
    "catalogue/*/criteria.json": "title note short about evidence guidance remark",
}
"""The same for every file with texts in one language; "*" for all keys."""


def spoken(load: Callable[Asked, Shape]) -> Callable[Asked, Shape]:
    """Keep what a loader returns, once for each language that is spoken when it is asked."""

    @cache
    def once(code: str, *args: Any) -> Shape:
        with speaking(code):
            return load(*args)  # type: ignore[call-arg]

    @wraps(load)
    def ask(*args: Asked.args, **kwargs: Asked.kwargs) -> Shape:
        return once(current(), *args, *kwargs.values())

    return ask


def translated(path: Path, data: dict[str, Any]) -> dict[str, Any]:
    """Return what a file holds with its texts in the language spoken now."""
    for pattern, keys in READ_WHOLE.items():
        if path.match(pattern):
            return _in_words(data, "", frozenset(keys.split()))  # type: ignore[no-any-return]
    return data


def in_every(texts: Iterable[str]) -> dict[str, str]:
    """Return each of these English texts by what it is in every language, English too."""
    found = {}
    for text in texts:
        for code in LANGUAGES:
            with speaking(code):
                found[tr(text)] = text
    return found


def _in_words(data: Any, key: str, keys: frozenset[str]) -> Any:
    if isinstance(data, dict):
        return {name: _in_words(inner, name, keys) for name, inner in data.items()}
    if isinstance(data, list):
        return [_in_words(inner, key, keys) for inner in data]
    return tr(data) if isinstance(data, str) and key in keys else data
