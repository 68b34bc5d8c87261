"""Reads a shipped catalogue edition from `forms/catalogue/<edition>/criteria.json`."""

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any

from ctpat_desktop.catalogue.model import (
    Category,
    Criterion,
    Edition,
    EntityType,
    Level,
    Trust,
    order_key,
)
from ctpat_desktop.support import language as languages
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr
from ctpat_desktop.support.shipped import shipped

LANGUAGES = ("en", "fr", "es")
CURRENT = "2020-03"


class DefinitionError(Problem):
    """A file in `forms/` is wrong; the text names the file and the mistake."""


def load_edition(edition: str = CURRENT, language: str = "") -> Edition:
    """Read one shipped edition in a language (en, fr or es), in the one spoken now unless named.

    Raises DefinitionError naming the file where something in it is wrong.
    """
    return _shipped(edition, languages.of_family(language or languages.family()))


@cache
def _shipped(edition: str, code: str) -> Edition:
    """Read each edition once, however it was asked for: a cache goes by how a call is spelled."""
    path = shipped("forms", "catalogue", edition, "criteria.json")
    return read_edition(path, languages.family(code))


@cache
def shipped_editions() -> tuple[str, ...]:
    """Return the ids of the editions shipped with the program, the newest first."""
    places = shipped("forms", "catalogue").glob("*/criteria.json")
    return tuple(sorted((path.parent.name for path in places), reverse=True))


def read_edition(path: Path, language: str = "") -> Edition:
    """Read an edition from any file of the same format; DefinitionError names mistakes."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        return edition_from(data, language)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        detail = f"missing {error}" if isinstance(error, KeyError) else str(error)
        raise DefinitionError(f"{path.parent.name}/{path.name}: {detail}.") from error


def fingerprint(title: str, summary: str) -> str:
    """Return the hash that tells whether a criterion's wording has changed: 16 hex digits."""
    return hashlib.sha256(f"{title}\n{summary}".encode()).hexdigest()[:16]


def edition_from(data: dict[str, Any], language: str) -> Edition:
    """Return an edition from the content of its file; KeyError and the like where it is wrong."""
    language = language or languages.family()
    with languages.speaking(languages.of_family(language)):
        return _edition_from(data, language)


def _edition_from(data: dict[str, Any], language: str) -> Edition:
    entities = tuple(
        EntityType(row["id"], tr(row["title"]), tr(row["note"])) for row in data["entities"]
    )
    categories = tuple(
        Category(row["number"], tr(row["title"]), tr(row["short"]), tr(row["about"]))
        for row in data["categories"]
    )
    criteria = _by_entity(data["criteria"], entities, language)
    unasked = _by_entity(data["unasked"], entities, language)
    invented = bool(data.get("invented"))
    return Edition(data["id"], tr(data["title"]), categories, entities, criteria, unasked, invented)


def _by_entity(
    rows: list[dict[str, Any]], entities: tuple[EntityType, ...], language: str
) -> dict[str, tuple[Criterion, ...]]:
    ordered = sorted(rows, key=lambda row: (row["category"], order_key(row["id"])))
    return {
        kind.id: tuple(
            _criterion(row, kind.id, language) for row in ordered if kind.id in row["levels"]
        )
        for kind in entities
    }


def _criterion(row: dict[str, Any], entity: str, language: str) -> Criterion:
    level, trust = row["levels"][entity]
    try:
        return Criterion(
            id=row["id"],
            category=row["category"],
            level=Level(level),
            title=tr(row["title"][language]),
            summary=tr(row["summary"][language]),
            evidence_hint=tr(row["evidence"]),
            guidance=tr(row["guidance"]),
            trust=Trust(trust),
            remark=_remark(row, entity),
            fingerprint=row["fingerprint"],
            changed=("own",) if trust == Trust.OWN else (),
        )
    except KeyError as error:
        raise KeyError(f"{error} in criterion {row['id']}") from error
    except ValueError as error:
        raise ValueError(f"criterion {row['id']}, {entity}: {error}") from error


def _remark(row: dict[str, Any], entity: str) -> str:
    """Return what is good to know for everybody, and then for this entity type alone."""
    remarks = (row["remark"], row.get("remarks", {}).get(entity, ""))
    return " ".join(tr(remark) for remark in remarks if remark)
