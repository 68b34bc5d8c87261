"""A screen with the program on the sample importer, for hands to work on."""

import shutil

import pytest

from ctpat_desktop.services.accounts import companies
from ctpat_desktop.workspace import door
from tests.hands.screen import Hands, screen


@pytest.fixture(scope="session")
def environment():
    """The X server of this run."""
    with screen() as found:
        yield found


@pytest.fixture
def plain(sample_file, tmp_path):
    """A copy of the sample that opens without a passphrase."""
    return shutil.copy(sample_file, tmp_path / "Harborline.ctpat")


@pytest.fixture
def hands(environment, tmp_path, plain):
    """The program on the sample; ended afterwards."""
    with_program = Hands(environment, tmp_path / "home", plain)
    yield with_program
    with_program.close()


@pytest.fixture
def stored(plain):
    """What another program reads in the file now: `stored(reader)` gets the dossier."""

    def read(reader):
        workspace = door.open_workspace(plain, None, reading_only=True)
        try:
            return reader(companies.dossier(workspace, companies.choose(workspace)))
        finally:
            workspace.close()

    return read
