"""The manual under `docs/` is what the program says now."""

from pathlib import Path

import pytest

from ctpat_desktop import cli
from ctpat_desktop.catalogue.manual import load_manual
from ctpat_desktop.support.language import LANGUAGES, family

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("code", [family(code) for code in LANGUAGES])
def test_the_manual_is_as_the_program_writes_it(tmp_path, code):
    made = tmp_path / "manual.md"
    assert cli.main(["manual", "--to", str(made), "--language", code]) == 0
    written = (ROOT / "docs" / "manual" / f"{code}.md").read_text(encoding="utf-8")
    assert made.read_text(encoding="utf-8") == written, "run `make manual`"


def test_every_picture_is_there_in_every_language_and_none_is_left_over():
    names = {task.picture for task in load_manual().tasks()} - {""}
    for code in LANGUAGES:
        folder = ROOT / "resources" / "manual" / code
        assert {path.stem for path in folder.glob("*.png")} == names
