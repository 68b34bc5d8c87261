"""Reads `forms/purposes.toml`: what each page, tab and register is for, and what it proves."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ctpat_desktop.catalogue.edition import DefinitionError
from ctpat_desktop.support.shipped import shipped


@dataclass(frozen=True, slots=True)
class Purpose:
    """What one register, page or tab is for, in a sentence."""

    words: str
    proves: tuple[str, ...] = ()
    """Ids of criteria; none where it belongs to another program than the security profile."""
    more: str = ""
    """What is done there, in another sentence; parts of records have none."""


@cache
def load_purposes() -> dict[str, Purpose]:
    """Return the purposes by table or name of a view."""
    return read_purposes(shipped("forms", "purposes.toml"))


def read_purposes(path: Path) -> dict[str, Purpose]:
    """Read a file of purposes; DefinitionError says what is wrong with it."""
    try:
        rows = tomllib.loads(path.read_text(encoding="utf-8"))["purpose"]
        return {
            row["of"]: Purpose(row["words"], tuple(row["proves"]), row.get("more", ""))
            for row in rows
        }
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DefinitionError(f"{path.name}: {error}.") from error
