"""What documents are called in lists and choosers, so that two of one name are told apart."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence

from ctpat_desktop.records import Evidence
from ctpat_desktop.support.language import decimal_text, ntr


def names(documents: Iterable[Evidence]) -> dict[str, str]:
    """Return a name for each document by its id, no two the same.

    The title is enough where it is the only one; else the file's name and size stand behind it as
    far as they differ, and a number where nothing does.
    """
    same = defaultdict[str, list[Evidence]](list)
    for document in documents:
        same[_title(document).casefold()].append(document)
    found = dict[str, str]()
    for alike in same.values():
        found.update(_told_apart(alike))
    return found


def size_words(size: int) -> str:
    """Return how large a file is, in the largest unit that leaves a whole number."""
    for unit, least in (("MB", 2**20), ("KB", 2**10)):
        if size >= least:
            return f"{decimal_text(size / least)} {unit}"
    return ntr("{n} byte", "{n} bytes", size)


def _title(document: Evidence) -> str:
    return (document.title or document.filename).strip()


def _told_apart(alike: Sequence[Evidence]) -> dict[str, str]:
    if len(alike) == 1:
        return {alike[0].id: _title(alike[0])}
    marks: list[Callable[[Evidence], str]] = [
        mark
        for mark in (lambda row: row.filename, lambda row: size_words(row.size))
        if len({mark(row) for row in alike}) > 1
    ]
    shown = [f"{_title(row)} ({', '.join(mark(row) for mark in marks)})" for row in alike]
    if not marks:
        shown = [_title(row) for row in alike]
    counts, numbers = Counter(map(str.casefold, shown)), Counter[str]()
    found = dict[str, str]()
    for row, name in zip(alike, shown, strict=True):
        folded = name.casefold()
        numbers[folded] += 1
        found[row.id] = name if counts[folded] == 1 else f"{name} #{numbers[folded]}"
    return found
