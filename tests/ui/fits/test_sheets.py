"""The contact sheets: every picture is on one, with its name, and none is cut."""

import sys
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).parents[3]
sys.path.insert(0, str(ROOT / "installer"))
from make_sheets import EDGE, HIGH, NAME, WIDE, sheets  # noqa: E402


def test_every_picture_is_on_a_sheet(tmp_path):
    colors = ["#ff0000", "#00ff00", "#0000ff"]
    pictures = [tmp_path / f"page-{at}.png" for at in range(3)]
    for path, color in zip(pictures, colors, strict=True):
        Image.new("RGB", (1280, 800), color).save(path)
    first, second = sheets(pictures, tmp_path, "en-light", 2, 1)
    assert [first.name, second.name] == ["en-light-1.png", "en-light-2.png"]
    shown = []
    for path in (first, second):
        with Image.open(path) as sheet:
            assert sheet.size == (2 * (WIDE + EDGE) + EDGE, HIGH + NAME + 2 * EDGE)
            for at in range(2):
                left, top = EDGE + at * (WIDE + EDGE), EDGE + NAME
                shown.append(sheet.getpixel((left + WIDE - 1, top + HIGH - 1)))
    assert shown[:3] == [(255, 0, 0), (0, 255, 0), (0, 0, 255)]
