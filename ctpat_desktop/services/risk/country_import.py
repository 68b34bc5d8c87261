"""Ratings of countries out of a list somebody has: the country as it is written, its rating."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy import select

from ctpat_desktop.catalogue.values import choice_text
from ctpat_desktop.checklist.risk import Level
from ctpat_desktop.exchange.tables.sheets import Sheet, read_sheet
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.records import CountryRating, CountrySource
from ctpat_desktop.records.base import new_id
from ctpat_desktop.services.accounts.countries import country_code
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr
from ctpat_desktop.support.words import folded

COUNTRY = frozenset(
    {
        *("country", "countries", "country name", "country or area", "economy", "nation"),
        *("pais", "paises", "pays", "iso", "iso2", "iso 3166", "code", "country code"),
    }
)
RATING = frozenset(
    {
        *("rating", "tier", "level", "score", "value", "rank", "ranking", "category", "status"),
        *("calificacion", "nivel", "puntaje", "puntuacion", "note", "niveau", "classement"),
    }
)
"""Headings as `folded` leaves them; the first that is there counts."""


@dataclass(frozen=True, slots=True)
class CountryLine:
    """One row: the country's code, and what the source says."""

    country: str
    value: str
    level: Level | None
    """What the scale makes of it; None where there is no scale, or the value is not on it."""


@dataclass(frozen=True, slots=True)
class CountryTable:
    """A list that was read; `unknown` are names that are no country, `twice` countries again."""

    lines: tuple[CountryLine, ...]
    unknown: tuple[str, ...]
    twice: tuple[str, ...]
    nameless: int = 0
    """Rows with a rating and no country."""


@dataclass(frozen=True, slots=True)
class SourceWords:
    """One edition of a source; `scale` are its ratings from best to worst, parted by semicolons."""

    name: str
    edition: str
    threat: str
    scale: str = ""
    license: str = ""
    issued_on: date | None = None


def read(path: Path, scale: str = "") -> CountryTable:
    """Read a list (CSV or XLSX); Problem where it has no column of countries or of ratings.

    Problem too where a scale is given that is none.
    """
    if scale.strip() and len(_steps(scale)) < 2:
        raise Problem(
            tr("A scale has at least two ratings, parted by semicolons."),
            tr("Write them from best to worst, such as A;B;C. Nothing was imported."),
        )
    sheet = read_sheet(path, COUNTRY | RATING)
    country = _column(sheet, COUNTRY, tr("countries"))
    rating = _column(sheet, RATING, tr("ratings"))
    lines: dict[str, CountryLine] = {}
    unknown, twice, nameless = list[str](), list[str](), 0
    for row in sheet.rows:
        name, value = str(row[country] or "").strip(), str(row[rating] or "").strip()
        code = country_code(name)
        if not name:
            nameless += bool(value)
        elif not code:
            unknown.append(name)
        elif code in lines:
            twice.append(name)
        else:
            lines[code] = CountryLine(code, value, level_of(value, scale))
    return CountryTable(tuple(lines.values()), tuple(unknown), tuple(twice), nameless)


def level_of(value: str, scale: str) -> Level | None:
    """Return the level of a rating: the best third of the scale is low, the worst is high."""
    steps = _steps(scale)
    if folded(value) not in steps or len(steps) < 2:
        return None
    share = steps.index(folded(value)) / (len(steps) - 1)
    return Level.LOW if share < 1 / 3 else Level.MEDIUM if share < 2 / 3 else Level.HIGH


def _steps(scale: str) -> list[str]:
    return [folded(step) for step in scale.split(";") if step.strip()]


def save(scope: Scope, words: SourceWords, table: CountryTable) -> str:
    """Add a source with its ratings, one step to undo; return its id.

    Problem where that edition of the source is here already.
    """
    if not words.name.strip() or not words.edition.strip():
        raise Problem(tr("A source needs a name and an edition."), tr("Nothing was imported."))
    if not table.lines:
        raise Problem(tr("No country was recognized."), tr("Nothing was imported."))
    if any(_is_same(row, words) for row in _sources(scope)):
        name = f"{words.name.strip()} {words.edition.strip()}"
        raise Problem(
            tr("“{name}” is here already.").format(name=name),
            tr("Remove it under Country sources, or name another edition. Nothing was imported."),
        )
    key = new_id()
    source = {
        "id": key,
        "company_id": scope.company_id,
        "name": words.name.strip(),
        "edition": words.edition.strip(),
        "threat": words.threat,
        "scale": words.scale,
        "license": words.license,
        "issued_on": words.issued_on,
        "consulted_on": scope.today,
    }
    rows = [
        {
            "id": new_id(),
            "company_id": scope.company_id,
            "country_source_id": key,
            "country": line.country,
            "value": line.value,
            "level": line.level.value_text if line.level else "",
            "position": at,
        }
        for at, line in enumerate(table.lines)
    ]
    title = tr("Import country ratings: {name}").format(name=words.name.strip())
    with scope.workspace.work(title) as unit:
        unit.add_many("country_source", [source])
        unit.add_many("country_rating", rows)
    return key


def _sources(scope: Scope) -> Sequence[CountrySource]:
    query = select(CountrySource).where(CountrySource.company_id == scope.company_id)
    with scope.workspace.read() as session:
        return session.scalars(query).all()


def _is_same(row: CountrySource, words: SourceWords) -> bool:
    """Return whether a source is the same edition about the same threat."""
    mine = (folded(words.name), folded(words.edition), words.threat)
    return (folded(row.name), folded(row.edition), row.threat) == mine


def _column(sheet: Sheet, known: frozenset[str], what: str) -> int:
    heads: Sequence[str] = [folded(head) for head in sheet.headers]
    found = [at for at, head in enumerate(heads) if head in known]
    if not found:
        raise Problem(
            tr("No column of {what} was found.").format(what=what),
            tr("Its headings are: {heads}.").format(heads=", ".join(sheet.headers)),
        )
    return found[0]


def readings(scope: Scope, country: str) -> tuple[str, ...]:
    """Return what the sources of a company say of a country, the newest first, a line for each."""
    query = (
        select(CountrySource, CountryRating)
        .join(CountryRating, CountryRating.country_source_id == CountrySource.id)
        .where(CountrySource.company_id == scope.company_id, CountryRating.country == country)
        .order_by(CountrySource.issued_on.desc().nulls_last(), CountrySource.name)
    )
    with scope.workspace.read() as session:
        rows = session.execute(query).all()
    return tuple(_reading(source, rating) for source, rating in rows)


def _reading(source: CountrySource, rating: CountryRating) -> str:
    level = Level.named(rating.level)
    about = choice_text("country_source", "threat", source.threat)
    own = choice_text("country_rating", "level", rating.level) if level else ""
    text = f"{rating.value} ({own})" if own and own != rating.value else rating.value
    return f"{source.name} {source.edition}, {about}: {text}"
