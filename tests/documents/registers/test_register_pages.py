"""Registers on paper: columns that can be read, groups with words, parts with rows."""

from ctpat_desktop.documents.core.blocks import Facts, Heading, Paragraph, Table
from ctpat_desktop.documents.registers.register_pages import (
    ROOM,
    Group,
    SubRecords,
    list_tree,
    record_tree,
    table,
)


def test_no_column_is_narrower_than_its_longest_word():
    made = table(("Relationship", "Name"), (("Active", "Norvane Container Lines"),) * 9)
    share = made.widths[0] / sum(made.widths)
    assert share * ROOM >= len("Relationship")


def test_columns_without_a_word_are_left_out():
    assert table(("A", "B", "C"), (("x", "", "y"),)).headers == ("A", "C")


def test_the_last_columns_are_left_out_where_the_page_is_full():
    heads = tuple(f"Wordwordword{n}" for n in range(12))
    made = table(heads, (heads,))
    assert 1 < len(made.headers) < 12
    assert made.headers == heads[: len(made.headers)]
    assert all(len(row) == len(made.headers) for row in made.rows)


def test_columns_without_room_are_named():
    heads = tuple(f"Wordwordword{n}" for n in range(12))
    tree = list_tree("Partners", "Acme", heads, (heads,))
    assert tree[-1].text.startswith("Not printed for want of room: Wordwordword")
    assert tree[-1].text.endswith("Wordwordword11.")


def test_an_empty_list_says_so():
    assert list_tree("Partners", "Acme", ("A",), ())[-1] == Paragraph(
        "There is nothing in this list."
    )


def test_groups_and_parts_without_words_are_left_out():
    tree = record_tree(
        "Partner: A",
        "Acme",
        [Group("", (("Name", "A"), ("City", ""))), Group("Risk", (("Rating", ""),))],
        [SubRecords("Contacts", ("Name",), (("Ruiz",),)), SubRecords("Contracts", ("Title",), ())],
    )
    assert tree[2] == Facts((("Name", "A"),))
    assert [block.text for block in tree if isinstance(block, Heading)] == [
        "Partner: A",
        "Contacts",
    ]
    assert [block.headers for block in tree if isinstance(block, Table)] == [("Name",)]
