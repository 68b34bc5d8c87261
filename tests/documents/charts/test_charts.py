"""A chart drawn, written as SVG, PNG and PDF, and its table: all say the same."""

import itertools
import re
from dataclasses import replace
from io import BytesIO
from xml.etree import ElementTree

import pypdfium2
import pytest
from PIL import Image

from ctpat_desktop.documents.charts import lines
from ctpat_desktop.documents.charts.files import png_file, svg_file
from ctpat_desktop.documents.charts.layout import laid_out
from ctpat_desktop.documents.charts.model import Bars
from ctpat_desktop.documents.charts.pages import chart_tree
from ctpat_desktop.documents.charts.pen import Pen
from ctpat_desktop.documents.core.pdf import render
from ctpat_desktop.documents.core.pdf_sketch import measure
from ctpat_desktop.documents.core.sketch import (
    Anchor,
    Block,
    Fill,
    Ink,
    Pattern,
    Shape,
    Stroke,
    Text,
    hatching,
)
from ctpat_desktop.documents.core.stamp import Stamp
from tests.documents.charts.shown import BARS, EVERY, GRID, LINES, TIMELINE, TODAY, chart

SVG = "{http://www.w3.org/2000/svg}"
HEAD = ("Alder, Inc.", "Of a day")


def pieces(body, width=700.0, size=13.0):
    return laid_out(chart(body), Pen(width, size, measure)).pieces


def words(body, width=700.0):
    return [piece.words for piece in pieces(body, width) if isinstance(piece, Text)]


def test_the_tables_have_the_numbers_by_hand():
    assert LINES.table().rows == (
        ("May", "not recorded", "not recorded"),
        ("June", 12, 40),
        ("July", 1234, 39),
    )
    assert BARS.table().headers[-1] == "Trained, share"
    assert [row[1:] for row in BARS.table().rows] == [
        (4, 2, 1, 1, "50 %"),
        (200, 199, 0, 1, "99 %"),
        (0, 0, 0, 0, "-"),
    ]
    assert GRID.table().rows[0] == ("High", "Low", "Medium", 3)
    assert GRID.table().rows[-1][2:] == ("Not rated", 7)
    assert TIMELINE.table().rows == (("9 Premises", 6, 6, 2, 1, 1, 2, 0),)
    assert list(LINES.table().words())[-1] == ("July", "1,234", "39")


def test_every_count_of_a_chart_stands_in_its_drawing():
    assert {"1,234", "39"} <= set(words(LINES))
    assert {"2 of 4 (50 %)", "199 of 200 (99 %)", "nobody"} <= set(words(BARS))
    assert {"3", "7", "Medium"} <= set(words(GRID))
    assert {"9 Premises", "5", "2", "Today"} <= set(words(TIMELINE))


def test_a_point_stands_as_high_as_its_count():
    drawn = [row for row in pieces(LINES) if isinstance(row, Shape) and row.ink is Ink.BAD][1:]
    runs = [row for row in pieces(LINES) if isinstance(row, Stroke) and row.ink is Ink.ACCENT]
    (x1, y1), (x2, y2) = runs[-1].points
    assert len(drawn) == 2  # nothing is drawn where nothing is recorded
    assert x1 < x2
    assert y1 > y2


@pytest.mark.parametrize(
    ("most", "last"), [(0, 1), (1, 2), (5, 5), (6, 10), (95, 100), (1234, 1500), (26_000, 30_000)]
)
def test_an_axis_has_few_round_steps(most, last):
    found = lines.ticks(most)
    assert found[0] == 0
    assert found[-2] < max(most, 1) <= found[-1]
    assert len(found) <= 8
    assert re.fullmatch("[125]0*", str(found[1]))
    assert last


@pytest.mark.parametrize("width", [420, 490, 700])
def test_names_of_moments_stand_clear_of_each_other(width):
    year = tuple(f"{name} 2026" for name in ("January", "September", "May", "December") * 3)
    axis = replace(LINES, moments=year)
    drawn = [row for row in pieces(axis, width) if isinstance(row, Text) and row.words in year]
    ends = [
        (row.x - measure(row.words, 13) / 2, row.x + measure(row.words, 13) / 2) for row in drawn
    ]
    assert 2 < len(ends) < 12
    assert all(a[1] < b[0] for a, b in itertools.pairwise(ends))


def test_states_are_told_apart_by_pattern_and_not_by_color_alone():
    patterns = [share.fill.pattern for share in BARS.shares]
    assert len(set(patterns)) == len(patterns)
    assert len({line.corners for line in LINES.series}) == len({line.dash for line in LINES.series})


def test_a_pattern_stays_inside_its_area():
    block = Block(10, 20, 37, 16, Fill(Ink.BAD, Pattern.CROSSED))
    points = [point for line in hatching(block) for point in line]
    assert len(points) > 20
    assert all(10 <= x <= 47 and 20 <= y <= 36 for x, y in points)


@pytest.mark.parametrize("kind", EVERY)
@pytest.mark.parametrize(("width", "size"), [(420, 13), (1_000, 13), (900, 26)])
def test_nothing_leaves_the_drawing(kind, width, size):
    drawn = laid_out(chart(EVERY[kind]), Pen(width, size, measure), HEAD)
    for piece in drawn.pieces:
        if isinstance(piece, Text):
            long = measure(piece.words, piece.size, is_strong=piece.is_strong)
            left = (
                piece.x - {Anchor.START: 0, Anchor.MIDDLE: long / 2, Anchor.END: long}[piece.anchor]
            )
            assert left >= -1, piece
            assert left + long <= width + 1, piece
            assert 0 <= piece.y <= drawn.height, piece
        if isinstance(piece, Block):
            assert piece.x >= 0
            assert piece.x + piece.width <= width + 1


@pytest.mark.parametrize("kind", EVERY)
def test_an_svg_has_the_words_as_text_and_a_name(kind):
    tree = ElementTree.fromstring(svg_file(chart(EVERY[kind]), HEAD))
    texts = [node.text for node in tree.iter(f"{SVG}text")]
    assert tree.find(f"{SVG}title").text == "A & B"
    assert tree.find(f"{SVG}desc").text == "One < two."
    assert tree.get("role") == "img"
    assert texts[:3] == ["A & B", *HEAD]
    assert set(words(EVERY[kind], 900.0)) <= set(texts)


@pytest.mark.parametrize("kind", EVERY)
def test_a_png_has_dots_of_several_colors_and_the_words_beside_them(kind):
    picture = Image.open(BytesIO(png_file(chart(EVERY[kind]), HEAD)))
    assert picture.format == "PNG"
    assert picture.width == 2 * (900 + 32)
    assert picture.height > 300
    colors = picture.convert("RGB").getcolors(1_000_000)
    white = {color: count for count, color in colors}[255, 255, 255]
    assert 0.5 < white / (picture.width * picture.height) < 0.995
    assert picture.text["Description"] == "One < two."


def test_charts_on_paper_are_read_back_with_their_tables():
    charts = tuple(chart(body, key, key.title()) for key, body in EVERY.items())
    pdf = render(chart_tree(charts, "Alder"), Stamp("1", "2020-03", "a" * 64, TODAY), "Charts")
    document = pypdfium2.PdfDocument(pdf)
    pages = [page.get_textpage().get_text_range() for page in document]
    whole = "\n".join(pages)
    assert pages[0].count("Lines") == 1
    assert "not recorded" in pages[0]
    assert "199 of 200 (99 %)" in whole
    assert "The numbers" in whole
    assert "9 Premises" in whole


def test_a_chart_of_very_many_bars_fits_on_a_page_and_names_what_is_left_out():
    rows = tuple((f"Topic {n}", (n, 1, 1)) for n in range(80))
    many = Bars("Topic", BARS.shares, rows)
    pdf = render(chart_tree((chart(many),), "Alder"), Stamp("1", "e", "a" * 64, TODAY), "Charts")
    first = pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_range()
    assert "50 more are in the table only." in first
    assert "Topic 29" in first
    assert "Topic 30" not in first
    assert len(many.table().rows) == 80


def test_the_same_chart_makes_the_same_files():
    assert svg_file(chart(LINES), HEAD) == svg_file(chart(LINES), HEAD)
    assert png_file(chart(GRID), HEAD) == png_file(chart(GRID), HEAD)
