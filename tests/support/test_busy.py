"""What Windows does to a file that another program has open for a moment, acted out."""

import pytest

from ctpat_desktop.exchange.files import not_written, whole_file
from ctpat_desktop.support import busy
from ctpat_desktop.support.errors import Problem


def held(number):
    error = PermissionError(13, "The process cannot access the file")
    error.winerror = number
    return error


@pytest.fixture(autouse=True)
def waits(monkeypatch):
    """The seconds that were waited, without waiting."""
    waited = []
    monkeypatch.setattr(busy.time, "sleep", waited.append)
    return waited


class Held:
    """Something that is held for so many tries."""

    def __init__(self, error, tries):
        self.error, self.left, self.done = error, tries, 0

    def __call__(self):
        if self.left:
            self.left -= 1
            raise self.error
        self.done += 1


@pytest.mark.parametrize("number", [5, 32, 33])
@pytest.mark.parametrize("tries", [0, 1, 5])
def test_what_is_let_go_of_in_time_is_moved_once(waits, number, tries):
    act = Held(held(number), tries)
    busy.when_free(act)
    assert act.done == 1
    assert waits == list(busy.WAITS[:tries])


def test_what_stays_held_is_said(waits):
    with pytest.raises(PermissionError):
        busy.when_free(Held(held(32), 99))
    assert sum(waits) < 2


def test_other_failures_do_not_wait(waits):
    for error in (FileNotFoundError(2, "gone"), OSError(28, "full"), held(112)):
        with pytest.raises(OSError):
            busy.when_free(Held(error, 1))
    assert waits == []


def test_it_is_said_in_words_that_are_true():
    words = str(not_written("The report", held(32)))
    assert words == "The report was not written: another program has it open."
    assert "you may not write" in str(not_written("The report", held(5)))


def test_a_report_waits_for_the_scanner(tmp_path, monkeypatch, waits):
    path = tmp_path / "report.pdf"
    tries = Held(held(32), 2)
    real = type(path).replace

    def replace(self, target):
        tries()
        return real(self, target)

    monkeypatch.setattr(type(path), "replace", replace)
    with whole_file(path, "The report") as part:
        part.write_bytes(b"new")
    assert path.read_bytes() == b"new"
    assert len(waits) == 2


def test_a_report_that_is_open_elsewhere_stays_as_it_was(tmp_path, monkeypatch):
    path = tmp_path / "report.pdf"
    path.write_bytes(b"old")

    def replace(self, target):
        raise held(32)

    monkeypatch.setattr(type(path), "replace", replace)
    with (
        pytest.raises(Problem, match="another program has it open"),
        whole_file(path, "The report") as part,
    ):
        part.write_bytes(b"new")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]
