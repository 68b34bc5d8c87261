"""Only `support/dates.py` says how a day is written on screens and paper."""

import re
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "ctpat_desktop"
ROOMS = ("ui", "checklist", "documents")
OWN = re.compile(r"%m/%d|%d/%m|:%b|:%B|%b |%B |toString\(\"[dMy]")
MACHINES = {
    # what a program reads back, or a part of a file's name
    "documents/questionnaires/form.py",
    "checklist/partner_scores.py",
    "ui/history/words.py",
    "ui/files/page.py",
    "ui/profile/exports.py",
}
FILES = [path for room in ROOMS for path in (PACKAGE / room).rglob("*.py")]


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_other_place_writes_a_day(path):
    text = path.read_text()
    assert OWN.findall(text) == []
    if str(path.relative_to(PACKAGE)) not in MACHINES:
        assert "isoformat()" not in text
