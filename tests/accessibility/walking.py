"""Goes to every page and tab by what the accessibility bus offers, without a pointer."""

import time

ROW, BAR, TAB = "SideRow", ".Tabs.", "page tab"


def pages(hands, reader):
    """Press every row of the sidebar, and every tab of its page; yield name and tree of each."""
    done = set()
    while True:
        tree = reader.tree()
        rows = {n["name"]: at for at, n in enumerate(tree) if n["id"].endswith(ROW)}
        name = next((row for row in rows if row not in done), None)
        if name is None:
            return
        done.add(name)
        reader.press(rows[name])
        tree = chosen(hands, reader, name, ROW)
        yield name, tree
        for tab in sorted(tabs(tree)):
            shown = tabs(reader.tree())
            if tab in shown:  # a tab inside another one is not there any more
                reader.press(shown[tab])
                yield f"{name}, {tab}", chosen(hands, reader, tab, BAR)


def tabs(tree):
    """Return the places of the tabs of a page by name, each once."""
    found = [(n["name"], at) for at, n in enumerate(tree) if n["role"] == TAB and is_tab(n)]
    return dict(reversed(found))


def is_tab(node):
    """Return whether a node is a tab with a page behind it, and no row or step."""
    return BAR in node["id"]


def chosen(hands, reader, name, kind, seconds=30):
    """Wait until a row or tab is the chosen one and the page stands still; return the tree.

    `kind` is in the id of a row, or of a tab.
    """
    end, before = time.monotonic() + seconds, []
    while time.monotonic() < end:
        hands.ask()
        tree = reader.tree()
        rows = [n for n in tree if n["name"] == name and kind in n["id"]]
        is_there = any("selected" in n["states"] for n in rows)
        if is_there and [n["id"] for n in tree] == [n["id"] for n in before]:
            return tree
        before = tree
    raise AssertionError(f"{name} was not chosen")
