"""What a person who hears the screen must be able to rely on, for the nodes the bus has."""

from collections import defaultdict

ACTS = ("push button", "toggle button", "check box", "radio button", "combo box", "link", "menu")
FIELDS = ("text", "entry", "password text", "spin button", "slider")
WHOLE = ("table", "tree table", "tree", "list", "page tab list", "canvas", "drawing area")
ENTRIES = ("table cell", "list item", "tree item", "table column header", "table row header")
"""Parts of a table or list: what they say is their content, which may be empty."""
TICKED = ("QCheckBox", "HeatCell")
"""What may call itself a check box: other buttons that can be pressed in are none."""


def faults(tree):
    """Return a line for everything in a tree that a person cannot use by hearing."""
    found = []
    for at, node in enumerate(tree):
        if not _is_of_qt(tree, at):
            found += [f"{word}: {_line(node)}" for word in _wrong(node)]
    return [*found, *_doubles(tree)]


def _wrong(node):
    """Yield what is wrong with one node, in a word each."""
    role = node["role"]
    if role in ENTRIES:
        return
    if role in (*ACTS, *FIELDS, *WHOLE) or "focusable" in node["states"]:
        words = node.get("label", node["name"])
        if not any(sign.isalnum() for sign in words):
            yield "no name"
    if role == "check box" and not node["id"].endswith(TICKED):
        yield "no check box"
    if role == "check box" and "enabled" in node["states"] and node["does"] != "Press":
        yield "not clicked"
    if role in ("filler", "unknown", "panel") and "focusable" in node["states"]:
        yield "no role"
    if role in ("spin button", "slider", "progress bar") and node["value"] is None:
        yield "no value"
    if role == "table" and not all(node["heads"] or [""]):
        yield "no headings"


def _is_of_qt(tree, at):
    """Return whether a node is an inner part of a drop-down or number box, which speaks for it."""
    above = tree[at]["above"]
    while above >= 0:
        if tree[above]["role"] in ("combo box", "spin button"):
            return True
        above = tree[above]["above"]
    return False


def _doubles(tree):
    """Yield the names that several neighbors have which do different things."""
    names = defaultdict(int)
    for node in tree:
        if node["role"] in ACTS and "enabled" in node["states"]:
            names[node["above"], node["role"], node.get("label", node["name"])] += 1
    for (_, role, name), count in names.items():
        if count > 1:
            yield f"{count} of one name: {role} {name!r}"


def _line(node):
    return f"{node['role']} {node['name'][:40]!r} {'.'.join(node['id'].split('.')[-4:])}"
