"""What the tests of the packet page share: a person who issues although points are open."""

import pytest

from tests.ui.driving import agreeing


@pytest.fixture(autouse=True)
def issues_anyway(monkeypatch):
    """Answer that it is meant where no test says otherwise."""
    agreeing(monkeypatch, True)
