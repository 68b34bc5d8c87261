"""A short cut of the window kills: what the window called saved is in the file."""

import pytest

from tests.faults import window_kills


@pytest.mark.full
def test_what_the_window_called_saved_is_there_after_a_kill():
    counted = window_kills.run(4, seed=11)
    assert counted.saved > 0
    assert (counted.kills, counted.lost, counted.not_opened, counted.problems) == (4, 0, 0, 0)
