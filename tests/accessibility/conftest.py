"""The program on a screen with an accessibility bus, and a reader on the bus."""

import shutil

import pytest

from tests.accessibility.bus import Reader, session
from tests.hands.screen import Hands, screen


@pytest.fixture
def heard(sample_file, tmp_path):
    """Hands and reader for the program on a copy of the sample."""
    file = shutil.copy(sample_file, tmp_path / "Harborline.ctpat")
    with screen() as plain, session(plain, tmp_path / "run") as environment:
        hands = Hands(environment, tmp_path / "home", file)
        reader = Reader(environment)
        try:
            yield hands, reader
        finally:
            reader.close()
            hands.close()
