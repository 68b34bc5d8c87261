"""What CTPAT asks: reads `forms/catalogue` into frozen objects."""

from ctpat_desktop.catalogue.edition import load_edition
from ctpat_desktop.catalogue.model import (
    Category,
    Criterion,
    Edition,
    EntityType,
    Level,
    Overlay,
    Trust,
    resolve,
)

__all__ = [
    "Category",
    "Criterion",
    "Edition",
    "EntityType",
    "Level",
    "Overlay",
    "Trust",
    "load_edition",
    "resolve",
]
