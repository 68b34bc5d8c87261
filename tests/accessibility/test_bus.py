"""A screen reader finds every control of every page by name, role and value, and can use it."""

import pytest

from tests.accessibility.rules import faults
from tests.accessibility.walking import go, pages

pytestmark = pytest.mark.full


def at(tree, role, name):
    """Return the place of the first node of a role and a name that begins so."""
    found = (n for n, node in enumerate(tree) if node["role"] == role)
    return next(n for n in found if tree[n]["name"].startswith(name))


def test_every_control_of_every_page_is_named_and_is_what_it_says(heard):
    found, walked = {}, []
    for name, tree in pages(*heard):
        walked.append(name)
        for line in faults(tree):
            found.setdefault(line, name)
    assert [f"{page}: {line}" for line, page in found.items()] == []
    assert len(walked) > 100


def test_a_status_pressed_by_a_screen_reader_is_saved(heard):
    hands, reader = heard
    tree = go(hands, reader, "9  Premises")
    place = at(tree, "radio button", "Status: Planned")
    assert "checked" not in tree[place]["states"]
    reader.press(place)
    hands.until(lambda: any("Saved" in text for text in hands.ask(texts=1)))
    after = reader.tree()
    assert "checked" in after[at(after, "radio button", "Status: Planned")]["states"]


def test_a_tick_of_a_screen_reader_is_a_click(heard):
    hands, reader = heard
    tree = go(hands, reader, "Export and print")
    place = at(tree, "check box", "Take author")
    before = tree[place]["states"].count("checked")
    reader.press(place)
    hands.until(lambda: _ticked(reader) != before)
    reader.press(place)
    hands.until(lambda: _ticked(reader) == before)


def _ticked(reader):
    tree = reader.tree()
    return tree[at(tree, "check box", "Take author")]["states"].count("checked")


def test_what_happens_is_announced_and_not_at_every_key(heard):
    hands, reader = heard
    tree = go(hands, reader, "9  Premises")
    reader.press(at(tree, "radio button", "Status: Planned"))
    hands.until(lambda: "Saved" in reader.spoken())
    tree = go(hands, reader, "Search")
    box = at(tree, "text", "Search")
    for words in ("s", "se", "sea", "seal"):
        reader.write(box, words)
    hands.until(lambda: any("found." in words for words in reader.spoken()))
    hits = [words for words in reader.spoken() if "found." in words]
    assert (len(hits), reader.spoken().count("Saved")) == (1, 1)


def test_a_page_has_headings_and_no_layers(heard):
    tree = go(*heard, "Home")
    heads = [node["name"] for node in tree if node["role"] == "heading"]
    assert heads[0] == "1 Must criterion unanswered. 37 findings in all."
    assert "layered pane" not in {node["role"] for node in tree}
