"""The line drawings: one for each group, in the colors of every theme, sharp at every size."""

import re
from xml.etree import ElementTree

import pytest
from PySide6.QtGui import QColor

from ctpat_desktop.catalogue.areas import load_groups
from ctpat_desktop.support.shipped import shipped
from ctpat_desktop.ui.widgets import icons, theme

GROUPS = [group.id for group in load_groups()]


def inks(image):
    """Return the colors of an image that are wholly there."""
    every = [image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())]
    return {color.name() for color in every if color.alpha() == 255}


@pytest.mark.parametrize("group", GROUPS)
def test_each_group_has_a_line_drawing_of_one_color(group):
    path = shipped("resources", "icons", "groups", f"{group}.svg")
    whole = ElementTree.parse(path).getroot()
    assert (whole.get("viewBox"), whole.get("stroke"), whole.get("fill")) == (
        "0 0 20 20",
        "currentColor",
        "none",
    )
    assert 1.5 <= float(whole.get("stroke-width")) <= 2
    assert not re.search(r"#|url|style|href", path.read_text().partition(">")[2])


def test_no_drawing_is_without_a_group():
    names = {path.stem for path in shipped("resources", "icons", "groups").iterdir()}
    assert names == set(GROUPS)


@pytest.mark.parametrize("mode", theme.THEMES)
def test_a_drawing_takes_the_color_of_the_theme(qapp, mode):
    for color in (theme.THEMES[mode].text, theme.THEMES[mode].accent):
        assert inks(icons.icon("groups/cargo", color, 40)) == {QColor(color).name()}


def test_a_larger_drawing_is_drawn_anew_and_not_stretched(qapp):
    small, large = (icons.icon("groups/cargo", "#000000", side) for side in (20, 80))
    assert (small.width(), large.width(), large.height()) == (20, 80, 80)
    column = [large.pixelColor(40, y).alpha() for y in range(80)]
    grays = sum(0 < alpha < 255 for alpha in column)
    assert grays <= 8  # the lines end sharply: a stretched one has two gray rows at each edge more
    assert icons.icon("groups/cargo", "#000000", 20) is small


def test_the_list_of_pages_draws_them(qtbot, window, monkeypatch):
    drawn = []
    monkeypatch.setattr(
        "ctpat_desktop.ui.frame.page_tree.draw_icon", lambda _, name, *rest: drawn.append(name)
    )
    window.shell.sidebar.tree.grab()
    assert sorted(set(drawn)) == sorted(f"groups/{group}" for group in GROUPS)
