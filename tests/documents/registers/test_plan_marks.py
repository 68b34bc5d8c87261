"""The names of marks on a floor plan step aside: none covers another one, or a mark."""

import random
from io import BytesIO
from itertools import combinations

import pytest
from PIL import Image

from ctpat_desktop.documents.registers.plan_marks import Rectangle, Spot, laid, middle, signs
from ctpat_desktop.documents.registers.site_plan import Mark, marked

ROOM = Rectangle(0, 0, 800, 500)


def spots(seed, number, spread):
    r = random.Random(seed)
    return [
        Spot(400 + r.uniform(-spread, spread), 250 + r.uniform(-spread, spread) / 2, 8, width, 16)
        for width in (r.choice((30, 70, 110)) for _ in range(number))
    ]


def at_the_edges():
    corners = [(x, y) for x in (2, 400, 798) for y in (2, 250, 498)]
    return [Spot(x, y, 8, 90, 16) for x, y in corners]


CROWDS = {
    **{f"20 marks, seed {seed}": spots(seed, 20, 190) for seed in range(8)},
    "20 marks close together": spots(1, 20, 40),
    "20 marks in one place": [Spot(400, 250, 8, 80, 16)] * 20,
    "in the corners": at_the_edges(),
}


@pytest.mark.parametrize("crowd", CROWDS.values(), ids=CROWDS)
def test_no_name_covers_another_one_or_a_mark_where_there_is_room(crowd):
    boxes = laid(crowd, ROOM)
    assert [(a, b) for a, b in combinations(boxes, 2) if a.shared(b)] == []
    assert [box for box in boxes if any(box.shared(spot.disc) for spot in crowd)] == []
    assert all(ROOM.holds(box) for box in boxes)


def test_a_name_alone_stands_at_the_right_of_its_mark():
    (box,) = laid([Spot(100, 100, 8, 60, 16)], ROOM)
    assert (box.left, box.top) == (112, 92)


def test_a_name_at_the_right_edge_stands_at_the_left():
    (box,) = laid([Spot(780, 100, 8, 60, 16)], ROOM)
    assert box.right == 768


def test_without_any_room_every_name_still_has_a_place():
    boxes = laid([Spot(20, 20, 8, 60, 16)] * 30, Rectangle(0, 0, 80, 60))
    assert all(box.width == 60 for box in boxes)


def test_a_name_wider_than_the_plan_begins_at_its_edge():
    (box,) = laid([Spot(40, 40, 8, 200, 16)], Rectangle(0, 0, 80, 80))
    assert box.left == 0


def test_signs_count_within_their_kind():
    assert signs(["camera", "gate", "camera"]) == ["C1", "G1", "C2"]


@pytest.mark.parametrize(
    ("points", "half_way"),
    [
        ([(10, 20)], (10, 20)),
        ([(0, 0), (100, 0)], (50, 0)),
        ([(0, 0), (100, 0), (100, 100)], (100, 0)),
        ([(5, 5), (5, 5)], (5, 5)),
    ],
)
def test_the_middle_of_a_line(points, half_way):
    assert middle(points) == half_way


def paper(size=(1200, 800)):
    target = BytesIO()
    Image.new("RGB", size, "#ffffff").save(target, "PNG")
    return target.getvalue()


def color_at(drawn, x, y):
    return "#{:02x}{:02x}{:02x}".format(*Image.open(BytesIO(drawn)).getpixel((x, y))[:3])


def test_a_fence_is_a_line_on_paper():
    fence = Mark("fence", "North", "", 500, 100, ((-300, 0), (300, 0)))
    drawn = marked(paper(), [fence])
    assert color_at(drawn, 300, 80) == "#4d6b2f"
    assert color_at(drawn, 200, 80) == "#ffffff"


def test_names_no_font_of_the_picture_has_do_no_harm():
    names = ("倉庫", "مستودع", "x" * 200)
    assert marked(paper(), [Mark("gate", name, "", 500, 500) for name in names]) is not None
