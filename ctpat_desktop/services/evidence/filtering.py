"""Which documents of the library a person wants to see: by words, kind, expiry and use."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ctpat_desktop.records import Evidence
from ctpat_desktop.services.evidence.uses import NOWHERE, Uses
from ctpat_desktop.support.words import natural_key, plain

EXPIRED, SOON = "expired", "soon"
"""What may be asked of the day a document expires on."""
LINKED, NOT_LINKED = "linked", "not linked"
SECTION, CRITERION, TABLE = "section:", "criterion:", "table:"
"""What may be asked of the use of a document, before the number or the table meant."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is looked for; "" where it does not matter."""

    words: str = ""
    kind: str = ""
    expiry: str = ""
    use: str = ""


@dataclass(frozen=True, slots=True)
class Moment:
    """The day, and how many days ahead a document counts as expiring soon."""

    today: date
    soon_days: int

    def matches(self, expiry: str, day: date | None) -> bool:
        """Tell whether a document that expires on a day is one of those asked for."""
        if day is None:
            return False
        if expiry == EXPIRED:
            return day < self.today
        return self.today <= day <= self.today + timedelta(days=self.soon_days)


class Shelf:
    """The documents of a library in the order they are shown, with the words they are found by."""

    def __init__(self) -> None:
        """Start empty."""
        self._rows: list[tuple[Evidence, str]] = []
        self._keys: dict[tuple[str, str], tuple[str, str]] = {}
        """What documents are sorted by and found by, by their name and that of their file."""

    def put(self, documents: Iterable[Evidence], names: Mapping[str, str]) -> None:
        """Hold these documents, sorted by name; what was known of a name is not found out again."""
        known, self._keys = self._keys, {}
        keyed = []
        for row in documents:
            name = (names[row.id], row.filename)
            key = known.get(name) or (natural_key(name[0]), plain(" ".join(name)))
            self._keys[name] = key
            keyed.append((key, row))
        keyed.sort(key=lambda pair: pair[0][0])
        self._rows = [(row, text) for (_, text), row in keyed]

    def matching(
        self, asked: Asked, uses: Mapping[str, Uses], moment: Moment
    ) -> Sequence[Evidence]:
        """Return the documents that are asked for, in order."""
        rows = self._rows
        for word in plain(asked.words).split():
            rows = [row for row in rows if word in row[1]]
        found = [row for row, _ in rows]
        if asked.kind:
            found = [row for row in found if row.kind == asked.kind]
        if asked.expiry:
            found = [row for row in found if moment.matches(asked.expiry, row.expires_on)]
        if asked.use:
            found = [row for row in found if is_used(uses.get(row.id, NOWHERE), asked.use)]
        return found


def is_used(uses: Uses, asked: str) -> bool:
    """Tell whether a document is used where it is asked for."""
    if asked in (LINKED, NOT_LINKED):
        return uses.is_linked is (asked == LINKED)
    kind, _, value = asked.partition(":")
    if f"{kind}:" == TABLE:
        return value in uses.tables
    if f"{kind}:" == CRITERION:
        return value in uses.criteria
    return any(criterion.partition(".")[0] == value for criterion in uses.criteria)
