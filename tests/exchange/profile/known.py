"""What a reader of answers knows in these tests: the criteria of an importer, and two sites."""

from ctpat_desktop.catalogue import load_edition
from ctpat_desktop.exchange.profile.found import KnownCriteria, ReadingOptions, Source
from ctpat_desktop.exchange.profile.reader import answers_in
from ctpat_desktop.support.words import folded

EDITION = load_edition()
NUMBERS = frozenset(row.id for row in EDITION.criteria["importer"])
KNOWN = KnownCriteria(
    NUMBERS | {"X-1"},
    frozenset({"7.35", "10.9"}),
    {row.id: frozenset({folded(row.title)}) for row in EDITION.criteria["importer"]},
    frozenset(folded(row.title) for row in EDITION.categories),
    ("Dock", "Mill"),
)


def read(data, name="profile.docx", options=None):
    """Return what is found in the bytes of a file."""
    return answers_in(data, Source(name, KNOWN, options or ReadingOptions()))


def words(read):
    """Return the words by number; a number that comes twice fails."""
    numbers = [row.criterion for row in read.answers]
    assert len(numbers) == len(set(numbers)), numbers
    return {row.criterion: row.narrative for row in read.answers}
