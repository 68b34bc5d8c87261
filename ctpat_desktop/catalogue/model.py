"""The shapes of a catalogue edition. Values only: no file, no clock."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property

from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import N_, tr

INVENTED = "INVENTED FOR TESTS"
"""How an edition that was made up is marked wherever its name is shown."""


class Level(StrEnum):
    """How binding a criterion is for an entity type."""

    MUST = "must"
    SHOULD = "should"
    UNKNOWN = "unknown"
    """No page with the level was seen: neither a Must nor a Should, and never left out."""


class Trust(StrEnum):
    """How sure the edition is of a row; `unsure` rows carry a mark on every screen."""

    SOURCE = "source"
    KNOWN = "known"
    UNSURE = "unsure"
    OWN = "own"


@dataclass(frozen=True, slots=True)
class Category:
    """One of the twelve chapters of the criteria."""

    number: int
    title: str
    short: str
    about: str


@dataclass(frozen=True, slots=True)
class EntityType:
    """One kind of CTPAT member, such as an importer."""

    id: str
    title: str
    note: str


@dataclass(frozen=True, slots=True)
class Criterion:
    """One thing CTPAT asks of one entity type, in our own words."""

    id: str
    category: int
    level: Level
    title: str
    summary: str
    evidence_hint: str
    guidance: str
    trust: Trust
    remark: str
    fingerprint: str
    official_text: str = ""
    changed: tuple[str, ...] = ()
    earlier: str = ""
    """The earlier edition it is from, where it was answered and is not asked any more; else ""."""

    @property
    def words(self) -> str:
        """What is asked, as two states of it are compared: the title and the summary."""
        return f"{self.title}\n{self.summary}"

    @property
    def is_must(self) -> bool:
        """True where the criterion binds."""
        return self.level is Level.MUST and not self.earlier

    @property
    def is_unsure(self) -> bool:
        """True where the row should be checked against CBP's booklet."""
        return self.trust is Trust.UNSURE


EARLIER = Category(
    99,
    N_("Criteria of an earlier edition"),
    N_("Earlier edition"),
    N_("They were answered and are not asked any more. The answers are kept; nothing here counts."),
)
"""Where answers stand whose criteria are gone; it follows the categories of an edition."""


@dataclass(frozen=True, slots=True)
class Overlay:
    """What one account changes about one criterion; empty fields leave it as shipped."""

    criterion: str
    official_text: str = ""
    level: str = ""
    is_own: bool = False
    category: int | None = None
    title: str = ""
    summary: str = ""


@dataclass(frozen=True)
class Edition:
    """One dated set of criteria with its categories and entity types."""

    id: str
    title: str
    categories: tuple[Category, ...]
    entities: tuple[EntityType, ...]
    criteria: dict[str, tuple[Criterion, ...]]
    unasked: dict[str, tuple[Criterion, ...]] = field(default_factory=dict)
    """Rows by entity type that are shown only where something is said on them: a criterion that was
    taken out, and a question of a walk that has no number."""
    is_invented: bool = False
    """True for an edition made up for a try: none of CBP's."""
    missing: str = ""
    """The edition a profile names, where this one stands in for it because it is not here."""

    @property
    def name(self) -> str:
        """What it is called on screens and paper; one that was made up always says so."""
        if self.missing:
            return f"{self.missing} (not in this file; shown with {self.title})"
        return f"{INVENTED}: {self.title}" if self.is_invented else self.title

    @property
    def short_name(self) -> str:
        """The id as screens and paper show it; one that was made up always says so."""
        if self.missing:
            return f"{self.missing} (not in this file)"
        return f"{self.id} ({INVENTED})" if self.is_invented else self.id

    def criteria_for(self, entity: str) -> tuple[Criterion, ...]:
        """Return the criteria of an entity type as the booklet orders them; Problem for no type."""
        if entity not in self.criteria:
            raise _unknown(entity)
        return self.criteria[entity]

    def entity(self, entity: str) -> EntityType:
        """Return one entity type by id; Problem where none is called so."""
        found = next((kind for kind in self.entities if kind.id == entity), None)
        if found is None:
            raise _unknown(entity)
        return found

    def category(self, number: int) -> Category:
        """Return one category by number."""
        return next(category for category in self.chapters if category.number == number)

    @property
    def chapters(self) -> tuple[Category, ...]:
        """The categories, and at last the place of answers whose criteria are gone."""
        return (*self.categories, EARLIER)

    def row(self, entity: str, criterion: str) -> Criterion | None:
        """Return a criterion of an entity type, asked or not; None where there is no such one."""
        return self._by_number.get(entity, {}).get(criterion)

    @cached_property
    def _by_number(self) -> dict[str, dict[str, Criterion]]:
        kinds = {kind: (*rows, *self.unasked.get(kind, ())) for kind, rows in self.criteria.items()}
        return {kind: {row.id: row for row in rows} for kind, rows in kinds.items()}

    @cached_property
    def ids(self) -> frozenset[str]:
        """The numbers of all criteria of all entity types."""
        return frozenset(key for rows in self._by_number.values() for key in rows)


def _unknown(entity: str) -> Problem:
    """Return what is said of an entity type that is not in this edition."""
    return Problem(
        tr("“{entity}” in this file is not an entity type that the program knows.").format(
            entity=entity[:40]
        ),
        tr("Open it with a newer version, or restore a backup."),
    )


def order_key(criterion_id: str) -> tuple[tuple[int, str], ...]:
    """Return a key that sorts 9.10 after 9.9 and own rows after their neighbors."""
    parts = criterion_id.split(".")
    return tuple((int(part), "") if part.isdigit() else (10**6, part) for part in parts)


def lost(
    edition: Edition, entity: str, overlays: Iterable[Overlay], answered: Collection[str]
) -> frozenset[str]:
    """Return the criteria with anything stored on them that an edition does not have."""
    laid = tuple(overlays)
    known = {*answered, *(overlay.criterion for overlay in laid)}
    own = {overlay.criterion for overlay in laid if overlay.is_own}
    return frozenset(key for key in known - own if edition.row(entity, key) is None)


def asked(
    edition: Edition,
    entity: str,
    overlays: Iterable[Overlay],
    answered: Collection[str],
    earlier: Iterable[Criterion] = (),
) -> tuple[Criterion, ...]:
    """Return every row of one account: the edition's, its own, and unasked ones it answered.

    `answered` are the criteria with anything stored on them; `earlier` are the rows of those that
    are gone from this edition, and come last.
    """
    laid = tuple(overlays)
    known = {*answered, *(overlay.criterion for overlay in laid)}
    kept = [row for row in edition.unasked.get(entity, ()) if row.id in known]
    gone = [replace(row, category=EARLIER.number) for row in earlier]
    return resolve((*edition.criteria_for(entity), *kept, *gone), laid)


def resolve(criteria: Iterable[Criterion], overlays: Iterable[Overlay]) -> tuple[Criterion, ...]:
    """Lay an account's own changes and rows over the shipped criteria."""
    rows = {criterion.id: criterion for criterion in criteria}
    for overlay in overlays:
        rows[overlay.criterion] = _laid(rows.get(overlay.criterion), overlay)
    return tuple(sorted(rows.values(), key=lambda row: (row.category, order_key(row.id))))


def _laid(shipped: Criterion | None, overlay: Overlay) -> Criterion:
    if shipped is None:
        return Criterion(
            id=overlay.criterion,
            category=overlay.category or 1,
            level=Level(overlay.level or Level.SHOULD),
            title=overlay.title or overlay.criterion,
            summary=overlay.summary,
            evidence_hint="",
            guidance="",
            trust=Trust.OWN,
            remark="",
            fingerprint="",
            official_text=overlay.official_text,
            changed=("own",),
        )
    level = Level(overlay.level) if overlay.level else shipped.level
    if shipped.trust is Trust.OWN:
        return replace(
            shipped,
            category=overlay.category or shipped.category,
            level=level,
            title=overlay.title or shipped.title,
            summary=overlay.summary or shipped.summary,
            official_text=overlay.official_text,
        )
    changed = tuple(
        name
        for name, differs in (
            ("official_text", bool(overlay.official_text)),
            ("level", level is not shipped.level),
        )
        if differs
    )
    return replace(shipped, level=level, official_text=overlay.official_text, changed=changed)
