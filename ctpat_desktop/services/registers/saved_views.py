"""How a person likes to look at a register: chosen columns and saved filters, kept in the file."""

from dataclasses import asdict, dataclass
from typing import Any

from ctpat_desktop.catalogue.forms import load_form
from ctpat_desktop.services.accounts import settings
from ctpat_desktop.services.registers.listing import Condition, View
from ctpat_desktop.support.language import tr
from ctpat_desktop.workspace.unit import Workspace


@dataclass(frozen=True, slots=True)
class Saved:
    """A filter with a name: the words typed and the view."""

    name: str
    words: str
    view: View


@dataclass(frozen=True, slots=True)
class Habits:
    """What is kept for one register; no columns means those of its form."""

    columns: tuple[str, ...] = ()
    saved: tuple[Saved, ...] = ()


def habits(workspace: Workspace, table: str) -> Habits:
    """Return what is kept for a register; what no longer fits its form is left out."""
    with workspace.read() as session:
        stored = settings.stored(session, [_name(table)]).get(_name(table), {})
    keys = {field.key for field in load_form(table).columns}
    return Habits(
        tuple(key for key in stored.get("columns", ()) if key in keys),
        tuple(_saved(entry, keys) for entry in stored.get("saved", ())),
    )


def keep(workspace: Workspace, table: str, habits: Habits) -> None:
    """Keep columns and saved filters of a register."""
    value = {"columns": habits.columns, "saved": [asdict(row) for row in habits.saved]}
    with workspace.work(tr("Change how a list is shown")) as unit:
        settings.store(unit.session, _name(table), value)


def _name(table: str) -> str:
    return f"list.{table}"


def _saved(entry: dict[str, Any], keys: set[str]) -> Saved:
    view = entry["view"]
    conditions = tuple(Condition(**row) for row in view["conditions"] if row["key"] in keys)
    order = view["order"] if view["order"] in keys else ""
    columns = tuple(key for key in view["columns"] if key in keys)
    return Saved(
        entry["name"], entry["words"], View(conditions, order, view["descending"], columns)
    )
