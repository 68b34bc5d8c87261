"""What a field kit is: a file with a part of another one, handed out to one person."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

from ctpat_desktop.catalogue.areas import load_areas, page_titles

OF_EVERY_KIT = frozenset(
    ("home", "search", "grid", "findings", "review", "evidence", "safety", "settings")
)
"""The pages that a field kit has whatever was handed out with it, besides its sections."""
KIT = "copy.kit"
"""The setting by which a kit says what it is."""


@dataclass(frozen=True, slots=True)
class Kit:
    """What a file knows about a kit; days are ISO, "" for none. `number` is the newest revision."""

    id: str
    name: str
    sections: tuple[str, ...]
    sites: tuple[str, ...]
    """The names of the sites."""
    registers: tuple[str, ...]
    out_on: str
    until: str
    number: int
    tip: str
    back_on: str = ""

    def has_page(self, page: str) -> bool:
        """Return whether a page shows anything that was handed out."""
        if page.isdigit() or page in OF_EVERY_KIT:
            return True
        areas = {area.id: area.tabs for area in load_areas()}
        return bool(self._tables().intersection(areas.get(page, ())))

    def places(self) -> frozenset[str]:
        """Return the pages and registers that show anything that was handed out."""
        return self._tables().union(page for page in page_titles() if self.has_page(page))

    def _tables(self) -> frozenset[str]:
        return frozenset((*self.registers, *(("site",) if self.sites else ())))

    def late(self, today: date) -> bool:
        """Return whether the last day of a kit that is not back is over."""
        return bool(self.until) and not self.back_on and date.fromisoformat(self.until) < today


def of_setting(value: Mapping[str, Any]) -> Kit:
    """Return a kit from the value of a setting."""
    lists = {name: tuple(value[name]) for name in ("sections", "sites", "registers")}
    return Kit(**{**value, **lists})


def of_file(session: Session) -> Kit | None:
    """Return what a file says about itself where it is a kit; a session asks the file once."""
    if KIT not in session.info:
        query = text("SELECT value FROM setting WHERE id = :name")
        value = session.scalar(query, {"name": KIT})
        session.info[KIT] = of_setting(json.loads(value)) if value else None
    kit: Kit | None = session.info[KIT]
    return kit
