"""Reads the screen over the accessibility bus as a screen reader does, and presses what it reads.

It runs in the Python of the system, which has the bindings of the bus. One JSON object a line on
standard input asks, one on standard output answers.
"""

import json
import sys
import threading
import time
import warnings

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402  # the version is named first

SEEN = Atspi.StateType.SHOWING
STATES = {
    "focusable": Atspi.StateType.FOCUSABLE,
    "focused": Atspi.StateType.FOCUSED,
    "checked": Atspi.StateType.CHECKED,
    "selected": Atspi.StateType.SELECTED,
    "editable": Atspi.StateType.EDITABLE,
    "enabled": Atspi.StateType.ENABLED,
    "modal": Atspi.StateType.MODAL,
}
VALUED = ("spin button", "slider", "progress bar")
TEXTS = ("text", "entry", "password text")
MANY, OF_A_TREE = 60, 200
"""Children of a table that are looked at, the ones after them are of the same make; and of a tree,
which has every page."""

nodes, spoken = [], []


def program(seconds=60):
    """Return the program on the bus, once it is there with a window."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        desktop = Atspi.get_desktop(0)
        for at in range(desktop.get_child_count()):
            found = desktop.get_child_at_index(at)
            if found is not None and found.get_child_count():
                return found
        time.sleep(0.1)
    raise SystemExit("no program on the bus")


def tree():
    """Return everything that is showing; `above` is the place of the node it lies in."""
    nodes.clear()
    rows = []
    top = program()
    for at in range(top.get_child_count()):
        _read(top.get_child_at_index(at), -1, rows)
    return rows


def _read(node, above, rows):
    if node is None or not (states := node.get_state_set()).contains(SEEN):
        return
    role, at = node.get_role_name(), len(rows)
    row = {
        "role": role,
        "name": node.get_name() or "",
        "description": node.get_description() or "",
        "id": node.get_accessible_id() or "",
        "states": [name for name, state in STATES.items() if states.contains(state)],
        "does": _does(node) if role == "check box" else "",
        "above": above,
        "value": _value(node, role),
    }
    if role == "table":
        row["heads"] = _heads(node)
    if role == "combo box":
        row["label"] = _label(node)
    nodes.append(node)
    rows.append(row)
    most = OF_A_TREE if role == "tree" else MANY
    for number in range(min(node.get_child_count(), most)):
        _read(node.get_child_at_index(number), at, rows)


def _value(node, role):
    if role in VALUED and (value := node.get_value_iface()) is not None:
        return value.get_current_value()
    if role in TEXTS and (text := node.get_text_iface()) is not None:
        return text.get_text(0, text.get_character_count())
    return None


def _does(node):
    """Return what a node does first."""
    ways = node.get_action_iface()
    return ways.get_action_name(0) if ways is not None and ways.get_n_actions() else ""


def _label(node):
    """Return the words that name a drop-down: its own name is its value, as Qt has it here."""
    for relation in node.get_relation_set():
        if relation.get_relation_type() == Atspi.RelationType.LABELLED_BY:
            return relation.get_target(0).get_name() or ""
    return ""


def _heads(node):
    table = node.get_table_iface()
    if table is None:
        return None
    return [table.get_column_description(at) or "" for at in range(table.get_n_columns())]


def press(at):
    """Do what a node does first: press, toggle."""
    ways = nodes[at].get_action_iface()
    names = [ways.get_action_name(n) for n in range(ways.get_n_actions())] if ways else []
    if not names:
        raise ValueError(nodes[at].get_name())
    ways.do_action(0)
    return names


def write(at, words):
    """Put a text into a field."""
    return nodes[at].get_editable_text_iface().set_text_contents(words)


def _heard(event):
    words = event.any_data
    spoken.append(words if isinstance(words, str) else str(words))


def main():
    """Answer until standard input ends."""
    warnings.simplefilter("ignore")
    Atspi.set_timeout(20_000, 20_000)
    listener = Atspi.EventListener.new(_heard)
    listener.register("object:announcement")
    threading.Thread(target=GLib.MainLoop().run, daemon=True).start()
    acts = {"press": press, "write": write}
    for line in sys.stdin:
        asked = json.loads(line)
        if "tree" in asked:
            found = tree()
        elif "spoken" in asked:
            found = list(spoken)
        else:
            ((name, values),) = asked.items()
            found = acts[name](*values)
        sys.stdout.write(json.dumps(found) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
