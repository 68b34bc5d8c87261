"""The changelog has versions, and the program's own is the newest of those that are out."""

import re
from datetime import date
from pathlib import Path

from ctpat_desktop import RELEASED, __version__
from ctpat_desktop.workspace.program_note import order

TEXT = (Path(__file__).parents[2] / "CHANGELOG.md").read_text(encoding="utf-8")
HEADS = re.findall(r"(?m)^## (.+)$", TEXT)
OUT = [head.split(", ") for head in HEADS if not head.endswith(", in preparation")]


def test_the_programs_version_and_day_are_the_newest():
    assert OUT[0] == [__version__, RELEASED]


def test_versions_go_down_and_have_days():
    versions = [head.split(", ")[0] for head in HEADS]
    assert versions == sorted(versions, key=order, reverse=True)
    days = [date.fromisoformat(day) for _, day in OUT]
    assert days == sorted(days, reverse=True)


def test_what_is_in_preparation_is_newer_than_the_program():
    waiting = [head.split(", ")[0] for head in HEADS if head.endswith(", in preparation")]
    assert len(waiting) <= 1
    assert all(order(version) > order(__version__) for version in waiting)
