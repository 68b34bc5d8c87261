"""A floor plan with twenty marks, from its first to its last, with real hands."""

import pytest
from PIL import Image

from ctpat_desktop.records import SiteMark, SitePlan
from tests.hands.test_lives import stored_rows

pytestmark = pytest.mark.full

PLAN, LIST = "Floor plan", "Marks on the plan"
CANVAS = "Canvas"


@pytest.fixture
def board(hands, plain, tmp_path):
    """A plan added from its page."""
    Image.new("RGB", (1000, 600), "#ffffff").save(tmp_path / "roof.png")
    hands.key("ctrl+j", "s")
    hands.see("Add site", "QPushButton")
    hands.click_tab("Site walks")  # the site open under Sites has a tab of plans too
    hands.click_tab("Floor plans")
    hands.click("Add a plan…", "QPushButton")
    hands.on("Floor or area")
    hands.type("Roof")
    hands.click("Choose the picture…", "QPushButton")
    hands.until(lambda: len(hands.ask()["windows"]) > 2)
    hands.type(str(tmp_path / "roof.png"))
    hands.key("Return")
    hands.until(lambda: "roof.png" in hands.ask(texts=1))
    hands.click("Add the plan", "QPushButton")
    (plan,) = hands.until(lambda: stored_rows(plain, SitePlan, title="Roof"))
    hands.on(PLAN)
    return plan.id


def marks(plain, plan):
    return stored_rows(plain, SiteMark, site_plan_id=plan)


def item(hands, row):
    return hands.ask(cell=[LIST, row, 0])


def click_at(hands, across, down):
    """Click at a share of the plan's width and height."""
    left, top, width, height = hands.see(PLAN, CANVAS)["rect"]
    hands.do("mousemove", round(left + width * across), round(top + height * down))
    hands.do("click", 1)


def percent(hands):
    return next(text for text in hands.ask(texts=1) if text.endswith(" %"))


def test_twenty_marks_are_placed_zoomed_chosen_moved_and_removed(hands, plain, board):
    hands.click("Camera", "QPushButton")
    for n in range(20):
        click_at(hands, 0.2 + 0.12 * (n % 5), 0.3 + 0.12 * (n // 5))
        hands.on("Name")
        hands.type(f"Dock {n + 1}")
    hands.key("Tab")
    hands.until(lambda: sorted(row.label for row in marks(plain, board))[-1] == "Dock 9")
    assert len({(row.x, row.y) for row in marks(plain, board)}) == 20
    assert item(hands, 1)["value"] == "C2  Camera  Dock 2"
    assert item(hands, 19)["value"] == "C20  Camera  Dock 20"

    whole = percent(hands)
    hands.point(PLAN, CANVAS)
    hands.wheel(2)
    assert percent(hands) == whole
    hands.do("keydown", "ctrl")
    hands.wheel(2, down=False)
    hands.do("keyup", "ctrl")
    assert percent(hands) != whole
    hands.key("ctrl+0")
    assert percent(hands) == whole

    hands.click("Move", "QPushButton")
    hands.click(LIST, "QListWidget")
    hands.key("Home", "Down", "Down")
    hands.until(lambda: hands.see("Name", "QLineEdit")["value"] == "Dock 3")
    (before,) = stored_rows(plain, SiteMark, site_plan_id=board, label="Dock 3")
    hands.key("ctrl+Right", "ctrl+Down")
    moved = [(before.x + 5, before.y + 5)]
    hands.until(lambda: [(r.x, r.y) for r in marks(plain, board) if r.label == "Dock 3"] == moved)
    hands.key("Delete")
    hands.until(lambda: len(marks(plain, board)) == 19)
    hands.key("ctrl+z")
    hands.until(lambda: len(marks(plain, board)) == 20)

    click_at(hands, 0.2, 0.3)
    hands.until(lambda: hands.see("Name", "QLineEdit")["value"] == "Dock 1")
    (first,) = stored_rows(plain, SiteMark, site_plan_id=board, label="Dock 1")
    hands.key("Left")
    wanted = [first.x - 5]
    hands.until(lambda: [r.x for r in marks(plain, board) if r.label == "Dock 1"] == wanted)


def test_a_fence_is_drawn_with_the_pointer(hands, plain, board):
    hands.click("Fence", "QPushButton")
    for across in (0.2, 0.5, 0.8):
        click_at(hands, across, 0.4)
    hands.key("Return")
    hands.until(lambda: marks(plain, board))
    assert item(hands, 0)["value"] == "F1  Fence"
    assert abs(marks(plain, board)[0].x - 500) < 20
