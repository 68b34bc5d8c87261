"""The mark `full` stands in the files of its tests; others are not read where only those run."""

from pathlib import Path

TESTS = Path(__file__).parents[1]


def test_no_file_lends_the_mark_to_another():
    named = "mark." + "full"
    lending = [
        path.name
        for path in TESTS.rglob("*.py")
        if named in path.read_text(encoding="utf-8") and not path.name.startswith("test_")
    ]
    assert lending == ["conftest.py"]  # which leaves out the files that lack it
