"""Goes to every page with keys and to every tab by what the bus offers, without a pointer."""

import time

from ctpat_desktop.catalogue.areas import SECTIONS, load_groups, page_titles
from ctpat_desktop.catalogue.edition import load_edition

ROW, BAR, TAB = "table cell", ".Tabs.", "page tab"
"""Qt tells the bus that an item of a tree is a cell."""
LIST = ".PageTree"
HEADINGS = {"Pages and tabs", "Criteria", "Records and answers", "Commands"}
"""Rows of the box that cannot be chosen."""
HIDDEN = {"companies"}
"""Pages that a file with one company does not have."""


def rows():
    """Return what each page is called in the list of pages."""
    chapters = [f"{row.number}  {row.short}" for row in load_edition().categories]
    titles, found = page_titles(), []
    for page in (page for group in load_groups() for page in group.pages):
        if page not in HIDDEN:
            found += chapters if page == SECTIONS else [titles[page]]
    return found


def go(hands, reader, name):
    """Go to a page by its name, typed into the box that goes anywhere; return what is there."""
    hands.key("ctrl+k")
    hands.on("Go to anything")
    hands.type(name.partition("  ")[2] or name)
    hands.until(lambda: name in hands.ask(rows="What fits"))
    listed = hands.ask(rows="What fits")
    before = [row for row in listed[: listed.index(name)] if row not in HEADINGS]
    for _ in before:
        hands.key("Down")
    hands.key("Return")
    return chosen(hands, reader, name)


def pages(hands, reader):
    """Go to every page, and press every tab of it; yield name and tree of each."""
    for name in rows():
        tree = go(hands, reader, name)
        yield name, tree
        for tab in sorted(tabs(tree)):
            shown = tabs(reader.tree())
            if tab in shown:  # a tab inside another one is not there any more
                reader.press(shown[tab])
                yield f"{name}, {tab}", chosen(hands, reader, tab, TAB)


def tabs(tree):
    """Return the places of the tabs of a page by name, each once."""
    found = [(n["name"], at) for at, n in enumerate(tree) if n["role"] == TAB and is_tab(n)]
    return dict(reversed(found))


def is_tab(node):
    """Return whether a node is a tab with a page behind it, and no row or step."""
    return BAR in node["id"]


def chosen(hands, reader, name, role=ROW, seconds=30):
    """Wait until a row of the list of pages, or a tab, is chosen and the page stands still."""
    end, before = time.monotonic() + seconds, []
    while time.monotonic() < end:
        hands.ask()
        tree = reader.tree()
        fitting = [n for n in tree if _is_of(n, role) and n["name"].startswith(name)]
        is_there = any("selected" in n["states"] for n in fitting)
        if is_there and [n["id"] for n in tree] == [n["id"] for n in before]:
            return tree
        before = tree
    chosen_now = [n["name"] for n in tree if _is_of(n, role) and "selected" in n["states"]]
    raise AssertionError(f"{name} was not chosen but {chosen_now}")


def _is_of(node, role):
    """Return whether a node is a tab, or a row of the list of pages and of no other."""
    return node["role"] == role and (role != ROW or node["id"].endswith(LIST))
