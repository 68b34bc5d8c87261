"""What is done in one place only: nobody else does it by hand."""

import re
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "ctpat_desktop"
TEXTS = {str(path.relative_to(PACKAGE)): path.read_text() for path in PACKAGE.rglob("*.py")}


@pytest.mark.parametrize(
    ("what", "home"),
    [
        (r"Stamp\(__version__", ["services/accounts/paper.py"]),
        (r"\bSetting\(id=|\.get\(Setting\b|select\(Setting\)", ["services/accounts/settings.py"]),
        (r"does not name exactly one", ["support/choosing.py"]),
        (r"casefold\(\) not in .*casefold\(\)\)", []),
        (r"os\.fsync\(", ["workspace/engine.py"]),
        (r"\bpsycopg\.connect|\bimport psycopg|asyncpg|QtNetwork", ["exchange/team/server.py"]),
        (r"Locale\(.*\)\.territories|\.territories\b", ["catalogue/values.py"]),
    ],
)
def test_only_its_home_does_it(what, home):
    assert sorted(name for name, text in TEXTS.items() if re.search(what, text)) == home
