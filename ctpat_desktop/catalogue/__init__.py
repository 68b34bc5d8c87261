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
    asked,
    lost,
    order_key,
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
    "asked",
    "load_edition",
    "lost",
    "order_key",
    "resolve",
]
