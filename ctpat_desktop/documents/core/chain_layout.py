"""Where the firms of a supply chain stand: columns by tier, raw material left, importer right.

Values only: the printed map and the screen draw the same layout. Firms that name nobody, nobody
of this chain, each other or themselves are placed like any other.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from ctpat_desktop.documents.core.diagram import DiagramBox, DiagramPage, Edge, Label, Line

PAGE_WIDTH, PAGE_HEIGHT = 670.0, 440.0
MOST_COLUMNS, MOST_ROWS = 6, 5
HEAD = 20.0
BOX_HEIGHT, SCREEN_BOX_HEIGHT = 66.0, 96.0
WIDEST_BOX = 150.0
GAP = 30.0
"""Points between two columns at least."""
SWEEPS = 4
"""Passes that bring firms close to those they supply."""


@dataclass(frozen=True, slots=True)
class Firm:
    """One firm as the map shows it; `tier` None stands at the far left.

    `state` is "checked", "open" (not looked up yet) or "listed"; `lines` are the words below its
    name; `supplies` are ids of firms of this chain and `loose` names that are none.
    """

    id: str
    name: str
    tier: int | None
    lines: tuple[str, ...] = ()
    state: str = "checked"
    is_risky: bool = False
    supplies: tuple[str, ...] = ()
    loose: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Arrangement:
    """The firms by column, left to right, each column from top to bottom."""

    columns: tuple[tuple[Firm, ...], ...]
    titles: tuple[str, ...]

    @property
    def firms(self) -> tuple[Firm, ...]:
        """Every firm, by column."""
        return tuple(firm for column in self.columns for firm in column)

    @property
    def links(self) -> tuple[tuple[str, str], ...]:
        """Who supplies whom, by id; each pair once, nobody itself."""
        known = {firm.id for firm in self.firms}
        pairs = [(firm.id, to) for firm in self.firms for to in firm.supplies]
        return tuple(
            dict.fromkeys(pair for pair in pairs if pair[1] in known and pair[0] != pair[1])
        )


def named(text: str, names: dict[str, str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the ids that a `supplies` text names, and the words in it that name nobody.

    `names` are ids by folded name. A text may name several firms, parted by semicolons.
    """
    whole = _folded(text)
    if not whole:
        return (), ()
    if whole in names:
        return (names[whole],), ()
    parts = [part.strip() for part in text.split(";") if part.strip()]
    ids = tuple(names[_folded(part)] for part in parts if _folded(part) in names)
    return ids, tuple(part for part in parts if _folded(part) not in names)


def folded_names(rows: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return ids by folded name from pairs of id and name; the first of a name counts."""
    found: dict[str, str] = {}
    for key, name in rows:
        found.setdefault(_folded(name), key)
    return found


def arranged(firms: Iterable[Firm], tier_word: str, unknown_word: str) -> Arrangement:
    """Return the firms in columns; `tier_word` takes {n}."""
    by_tier: dict[int | None, list[Firm]] = defaultdict(list)
    for firm in firms:
        by_tier[firm.tier].append(firm)
    tiers = sorted((tier for tier in by_tier if tier is not None), reverse=True)
    order: list[int | None] = [*([None] if None in by_tier else []), *tiers]
    columns = [sorted(by_tier[tier], key=lambda firm: firm.name.casefold()) for tier in order]
    _untangle(columns)
    titles = tuple(unknown_word if tier is None else tier_word.format(n=tier) for tier in order)
    return Arrangement(tuple(map(tuple, columns)), titles)


def pages(arrangement: Arrangement, title: str) -> tuple[DiagramPage, ...]:
    """Return the map on landscape pages; a large one goes on from page to page."""
    wide = _groups(len(arrangement.columns), MOST_COLUMNS)
    tallest = max(map(len, arrangement.columns), default=0)
    high = _groups(tallest, MOST_ROWS)
    sheets = []
    for across in wide:
        for down in high:
            part = _Section(arrangement, across, down, (PAGE_WIDTH, PAGE_HEIGHT), BOX_HEIGHT)
            if part.places:
                sheets.append(part)
    many = len(sheets) > 1
    return tuple(
        part.sheet(f"{title} ({number}/{len(sheets)})" if many else title)
        for number, part in enumerate(sheets, 1)
    )


def whole(arrangement: Arrangement, title: str) -> DiagramPage:
    """Return the map as one drawing as large as it needs."""
    count = len(arrangement.columns)
    tallest = max(map(len, arrangement.columns), default=0)
    width = max(1, count) * (WIDEST_BOX + GAP + 10)
    height = HEAD + max(1, tallest) * (SCREEN_BOX_HEIGHT + GAP / 2) + GAP / 2
    part = _Section(arrangement, (0, count), (0, tallest), (width, height), SCREEN_BOX_HEIGHT)
    return part.sheet(title)


class _Section:
    """Some columns and rows of a map on one sheet."""

    def __init__(
        self,
        arrangement: Arrangement,
        across: tuple[int, int],
        down: tuple[int, int],
        size: tuple[float, float],
        box_height: float,
    ) -> None:
        self.arrangement, self.high = arrangement, box_height
        self.across, self.down = across, down
        self.width, self.height = width, height = size
        self.pitch = width / max(1, across[1] - across[0])
        self.box = min(WIDEST_BOX, self.pitch - GAP)
        rows = max(1, down[1] - down[0])
        self.step = min(box_height + GAP, (height - HEAD) / rows)
        self.places = self._places()

    def _places(self) -> dict[str, tuple[int, int]]:
        """Return column and row of every firm of this part, rows centered in the sheet."""
        first, last = self.down
        found: dict[str, tuple[int, int]] = {}
        columns = self.arrangement.columns[slice(*self.across)]
        shown = [column[first:last] for column in columns]
        tallest = max(map(len, shown), default=0)
        for at, column in enumerate(shown):
            shift = (tallest - len(column)) // 2
            for row, firm in enumerate(column):
                found[firm.id] = (at, row + shift)
        return found

    def sheet(self, title: str) -> DiagramPage:
        """Return the drawing."""
        firms = {firm.id: firm for firm in self.arrangement.firms}
        boxes = tuple(self._box(firms[key], *at) for key, at in self.places.items())
        lines, labels = self._links(firms)
        heads = self.arrangement.titles[slice(*self.across)]
        tops = [
            Label((at + 0.5) * self.pitch, 9, words, is_strong=True)
            for at, words in enumerate(heads)
        ]
        return DiagramPage(title, self.width, self.height, boxes, tuple(lines), (*tops, *labels))

    def _box(self, firm: Firm, column: int, row: int) -> DiagramBox:
        edge = {"open": Edge.OPEN, "listed": Edge.ALARM}.get(firm.state, Edge.PLAIN)
        x = (column + 0.5) * self.pitch - self.box / 2
        y = HEAD + row * self.step + (self.step - self.high) / 2
        return DiagramBox(
            firm.id,
            x,
            y,
            self.box,
            self.high,
            firm.name,
            firm.lines,
            edge,
            firm.is_risky,
        )

    def _links(self, firms: dict[str, Firm]) -> tuple[list[Line], list[Label]]:
        lines: list[Line] = []
        leaving: dict[str, list[str]] = defaultdict(list)
        coming: dict[str, list[str]] = defaultdict(list)
        for source, target in self.arrangement.links:
            if source in self.places and target in self.places:
                lines.append(self._line(source, target))
            elif source in self.places:
                leaving[source].append(firms[target].name)
            elif target in self.places:
                coming[target].append(firms[source].name)
        labels = [self._leaves(key, names, lines) for key, names in leaving.items()]
        return lines, labels + [self._comes(key, names, lines) for key, names in coming.items()]

    def _line(self, source: str, target: str) -> Line:
        """Return the way from one box to another, through the gaps between the boxes."""
        (column, row), (to, below) = self.places[source], self.places[target]
        x1, y1 = self._right(column), self._middle(row)
        lane = x1 + self._gap() * (0.2 + (0.25 if to <= column else 0.5) * (row % 3) / 2)
        y2 = self._middle(below) + 6 * (((row - below) > 0) - ((row - below) < 0))
        if to <= column:  # the same column, or back: enter from the right
            return Line(_straight((x1, y1), (lane, y1), *self._back(lane, to, column, below, y2)))
        if to == column + 1:
            return Line(_straight((x1, y1), (lane, y1), (lane, y2), (self._left(to), y2)))
        between = HEAD + below * self.step + 3.0
        near = self._left(to) - self._gap() * 0.25
        way = ((x1, y1), (lane, y1), (lane, between), (near, between))
        return Line(_straight(*way, (near, y2), (self._left(to), y2)))

    def _back(
        self, lane: float, to: int, column: int, row: int, y: float
    ) -> tuple[tuple[float, float], ...]:
        if to == column:
            return ((lane, y), (self._right(to), y))
        between = HEAD + row * self.step + 3.0
        near = self._right(to) + self._gap() * 0.8
        return ((lane, between), (near, between), (near, y), (self._right(to), y))

    def _leaves(self, source: str, names: list[str], lines: list[Line]) -> Label:
        """Point out of the sheet, with who is supplied on another one."""
        column, row = self.places[source]
        x, y = self._right(column), self._middle(row)
        lines.append(Line(((x, y), (x + self._gap() * 0.4, y))))
        words = f"{_several(names)} >"
        return Label(x, y + self.high / 2 + 7, words, "end", room=self.box)

    def _comes(self, target: str, names: list[str], lines: list[Line]) -> Label:
        """Point into the sheet, with who supplies from another one."""
        column, row = self.places[target]
        x, y = self._left(column), self._middle(row)
        lines.append(Line(((x - self._gap() * 0.4, y), (x, y))))
        words = f"> {_several(names)}"
        return Label(x, y - self.high / 2 - 3, words, "start", room=self.box)

    def _gap(self) -> float:
        return self.pitch - self.box

    def _left(self, column: int) -> float:
        return (column + 0.5) * self.pitch - self.box / 2

    def _right(self, column: int) -> float:
        return (column + 0.5) * self.pitch + self.box / 2

    def _middle(self, row: int) -> float:
        return HEAD + (row + 0.5) * self.step


def _untangle(columns: list[list[Firm]]) -> None:
    """Order each column by the middle of those its firms supply, then by who supplies them."""
    buyers = {firm.id: set(firm.supplies) for column in columns for firm in column}
    sellers: dict[str, set[str]] = defaultdict(set)
    for source, targets in buyers.items():
        for target in targets:
            sellers[target].add(source)
    for sweep in range(SWEEPS):
        near = buyers if sweep % 2 == 0 else sellers
        for column in columns if sweep % 2 else reversed(columns):
            places = _shares(columns)
            column.sort(key=lambda firm, p=places, n=near: _pull(firm, p, n))  # type: ignore[misc]


def _shares(columns: list[list[Firm]]) -> dict[str, float]:
    """Return how far down each firm stands in its column, 0 to 1."""
    return {
        firm.id: (row + 0.5) / len(column) for column in columns for row, firm in enumerate(column)
    }


def _pull(firm: Firm, places: dict[str, float], near: dict[str, set[str]]) -> float:
    wanted = [places[key] for key in near.get(firm.id, ()) if key in places and key != firm.id]
    return sum(wanted) / len(wanted) if wanted else places[firm.id]


def _several(names: list[str]) -> str:
    """Return the first name and how many more there are, the count first: it is never cut."""
    return names[0] if len(names) == 1 else f"({len(names)}) {names[0]}, ..."


def _groups(count: int, most: int) -> list[tuple[int, int]]:
    """Return the parts of a row of things, none larger than `most`, as even as can be."""
    parts = max(1, -(-count // most))
    size = -(-count // parts) if count else 0
    return [(at * size, min(count, (at + 1) * size)) for at in range(parts)]


def _straight(*points: tuple[float, float]) -> tuple[tuple[float, float], ...]:
    """Return the points without those that stand still."""
    return tuple(point for at, point in enumerate(points) if at == 0 or point != points[at - 1])


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()
