"""What `make package` made, and where it is tried."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MADE = Path(os.environ.get("PACKAGE_OUT", ROOT / "out/package"))


def pytest_ignore_collect(config):
    """Leave these tests out unless they are asked for: what they try must be made first."""
    return None if config.option.markexpr == "package" else True


def one(pattern):
    """Return the one file `make package` made under such a name."""
    found = sorted(MADE.glob(pattern))
    assert len(found) == 1, f"{MADE} holds {len(found)} of {pattern}: run make package first"
    return found[0]


@pytest.fixture(scope="session")
def deb():
    """The Debian package."""
    return one("ctpat-desktop_*_amd64.deb")


@pytest.fixture(scope="session")
def archive():
    """The archive for people without an administrator."""
    return one("ctpat-desktop-*-linux-x86_64.tar.gz")


@pytest.fixture(scope="session")
def program():
    """The program in its folder, as PyInstaller made it."""
    return one("ctpat-desktop/ctpat-desktop")


@pytest.fixture(scope="session")
def pictures():
    """The folder for pictures of windows, for a person to look at."""
    folder = MADE / "pictures"
    folder.mkdir(exist_ok=True)
    return folder
