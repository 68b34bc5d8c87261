"""Where a record has its place: the area, its tab, and the tables that lead down to it."""

from collections.abc import Mapping

from ctpat_desktop.catalogue.areas import Area
from ctpat_desktop.catalogue.forms import Form, load_form
from ctpat_desktop.records import RECORDS
from ctpat_desktop.services.registers import records
from ctpat_desktop.ui.page import ViewKind
from ctpat_desktop.ui.session.desk import Desk


def way_to(area: Area, table: str, views: Mapping[str, ViewKind]) -> tuple[str, ...]:
    """Return the tables that lead from a tab of the area to a table: the tab's own, its parts.

    `views` are the tabs that are no plain list.
    """
    for key in area.tabs:
        if key == table or (key in views and table in views[key].tables):
            return (key,)
    for key in area.tabs:
        found = _inside(load_form(key), table) if key in RECORDS else ()
        if found:
            return (key, *found)
    return ()


def _inside(form: Form, table: str) -> tuple[str, ...]:
    for part in form.parts:
        if part == table:
            return (part,)
        deeper = _inside(load_form(part), table)
        if deeper:
            return (part, *deeper)
    return ()


def ids_along(desk: Desk, way: tuple[str, ...], record_id: str) -> list[str]:
    """Return the ids of a record and of all it belongs to, from the tab's register down."""
    ids = [record_id] if record_id else []
    for child, parent in zip(way[:0:-1], way[-2::-1], strict=True):
        if not ids:
            return []
        record = records.stored(desk.workspace, child, ids[0])
        ids.insert(0, str(getattr(record, f"{parent}_id")))
    return ids


def holds(area: Area, table: str, views: Mapping[str, ViewKind]) -> bool:
    """Return whether a table has its place on the page of an area."""
    return bool(way_to(area, table, views))
