"""Ann and Bob, who are in a team, and the folder where it meets."""

import pytest

from ctpat_desktop.services.accounts import companies
from tests.services.team.laptops import Laptop


@pytest.fixture
def folder(tmp_path):
    shared = tmp_path / "shared"
    shared.mkdir()
    return shared


@pytest.fixture
def ann(workspace, folder):
    """Ann's laptop, which started the team with one company."""
    companies.start(workspace, "Acme", "importer", 2026)
    return Laptop(workspace, folder, "Ann").start()


@pytest.fixture
def bob(ann, tmp_path):
    """Bob's laptop, invited by Ann as an editor."""
    laptop = ann.invite("Bob", tmp_path / "bob.ctpat")
    yield laptop
    laptop.workspace.close()
