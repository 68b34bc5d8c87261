"""Work that fills the memory, never ends or breaks down ends in a child, and only there."""

import mmap
import os
import signal
import sys
from datetime import date

import pytest

from ctpat_desktop.exchange import child_process
from ctpat_desktop.exchange.child_process import Child, Stopped, run_limited
from ctpat_desktop.exchange.questionnaires.returned import Unreadable
from ctpat_desktop.support import dates, language
from ctpat_desktop.support.errors import Cancelled, Problem
from ctpat_desktop.support.language import tr

ROOM = {"seconds": 20, "megabytes": 600}


def double(number):
    return number * 2


def noisy(number):
    print("a library that prints")  # noqa: T201
    os.write(1, b"or writes")
    return number


def own_process():
    return os.getpid()


def in_a_child_of_the_child():
    return run_limited(own_process, **ROOM) == os.getpid()


def refuse(kind):
    if kind is Unreadable:
        raise Unreadable("It is a picture.", "Ask again.", "R-1", lines=("1: Yes",))
    raise kind() if kind is Cancelled else kind("It is damaged.", "Save it again.")


def divide():
    return 1 / 0


def endless():
    """Swallow everything, as a careless library does."""
    while True:
        try:
            sum(range(1000))
        except BaseException:  # noqa: BLE001
            continue


def greedy(megabytes):
    return len(bytearray(megabytes * 2**20))


def reserve(megabytes):
    """Ask for room without using it, as a reader does that believes a promise."""
    return len(mmap.mmap(-1, megabytes * 2**20))


def killed_by(number):
    os.kill(os.getpid(), number)


def test_what_the_work_returns_comes_back():
    assert run_limited(double, 21, **ROOM) == 42


def test_much_goes_in_and_comes_back():
    data = [[str(number), "x" * 50] for number in range(100_000)]
    assert run_limited(double, data, **ROOM) == data * 2


def spoken_there():
    return tr("Cancel"), dates.day_text(date(2026, 3, 9))


def test_it_speaks_and_writes_days_as_here():
    language.use("es_MX")
    dates.use(dates.STYLES["dmy"])
    try:
        assert run_limited(spoken_there, seconds=20, megabytes=2_000) == ("Cancelar", "09/03/2026")
    finally:
        language.use("en")
        dates.use(dates.US)


def test_it_is_done_in_another_process():
    assert run_limited(own_process, **ROOM) != os.getpid()


def test_a_child_does_not_start_a_child():
    assert run_limited(in_a_child_of_the_child, **ROOM) is True


def test_what_a_library_prints_does_not_get_between():
    assert run_limited(noisy, 7, **ROOM) == 7


def test_a_problem_keeps_its_hint():
    with pytest.raises(Problem) as caught:
        run_limited(refuse, Problem, **ROOM)
    assert (str(caught.value), caught.value.hint) == ("It is damaged.", "Save it again.")


def test_problems_with_constructors_of_their_own_come_back_whole():
    with pytest.raises(Unreadable) as caught:
        run_limited(refuse, Unreadable, **ROOM)
    assert (caught.value.hint, caught.value.lines) == ("Ask again.", ("1: Yes",))
    with pytest.raises(Cancelled, match="Stopped as you asked"):
        run_limited(refuse, Cancelled, **ROOM)


def test_a_bug_rises_as_what_it_is():
    with pytest.raises(ZeroDivisionError, match="division by zero"):
        run_limited(divide, **ROOM)


def test_endless_work_is_given_up():
    with pytest.raises(Stopped, match=r"a\.pdf was not read: reading it took longer than 1 second"):
        run_limited(endless, seconds=1, megabytes=600, name="a.pdf")


@pytest.mark.skipif(sys.platform != "linux", reason="needs a limit for memory")
def test_work_that_needs_too_much_memory_is_given_up():
    assert run_limited(greedy, 100, **ROOM) == 100 * 2**20
    with pytest.raises(Stopped, match=r"a\.xlsx was not read: it needs more than 600 MB"):
        run_limited(greedy, 4_000, name="a.xlsx", **ROOM)


@pytest.mark.skipif(sys.platform != "linux", reason="needs a limit for memory")
def test_room_that_is_only_asked_for_counts_too():
    assert run_limited(reserve, 100, **ROOM) == 100 * 2**20
    with pytest.raises(OSError, match="memory"):
        run_limited(reserve, 4_000, **ROOM)


@pytest.mark.parametrize("number", [signal.SIGABRT, signal.SIGSEGV, signal.SIGKILL])
def test_the_death_of_the_child_is_one_line(number):
    with pytest.raises(Stopped, match=r"a\.xlsx was not read: it is damaged"):
        run_limited(killed_by, number, name="a.xlsx", **ROOM)


def test_one_child_does_many_and_goes_on_after_a_death():
    with Child(600) as child:
        first = child.run(own_process, seconds=20)
        assert child.run(own_process, seconds=20) == first
        with pytest.raises(Stopped):
            child.run(killed_by, signal.SIGABRT, seconds=20)
        assert child.run(own_process, seconds=20) not in (first, os.getpid())


def test_memory_is_watched_from_outside_too(monkeypatch):
    """Where the system sets no limit, as on Windows, the parent looks."""
    monkeypatch.setattr(child_process, "resident", lambda _pid: 601 * 2**20)
    with pytest.raises(Stopped, match="more than 600 MB"):
        run_limited(endless, **ROOM)


def test_a_process_knows_how_much_it_holds():
    assert child_process.resident(os.getpid()) > 10 * 2**20
