"""The package holds the very libraries the tests ran with."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
ONLY_FOR_PACKAGES = {
    *("altgraph", "macholib", "pefile", "pyinstaller", "pyinstaller-hooks-contrib", "setuptools"),
}


def pins(name):
    """Return each library with its version and what it is known by."""
    text = (ROOT / name).read_text(encoding="utf-8").replace("\\\n", " ")
    rows = re.findall(r"(?m)^([\w.-]+)==(\S+)([^\n]*)", text)
    return {row[0]: (row[1], frozenset(re.findall(r"sha256:\w+", row[2]))) for row in rows}


def test_a_package_is_made_of_the_libraries_that_were_tested():
    tested, packed = pins("constraints.txt"), pins("constraints-package.txt")
    others = {name: row for name, row in packed.items() if tested.get(name) != row}
    assert set(others) == ONLY_FOR_PACKAGES
    assert len(packed) > 60


def test_every_pin_of_a_package_has_hashes_and_no_address():
    assert [
        name for name, (_, hashes) in pins("constraints-package.txt").items() if not hashes
    ] == []
    assert "://" not in (ROOT / "constraints-package.txt").read_text(encoding="utf-8")


def test_the_tools_named_are_the_ones_pinned():
    lines = (ROOT / "installer/tools-package.in").read_text(encoding="utf-8").splitlines()
    named = dict(line.split("==") for line in lines if line and line[0] != "#")
    packed = pins("constraints-package.txt")
    assert named == {name: packed[name][0] for name in named}
    assert "pyinstaller" in named
