"""Work that never ends is given up, and only that work."""

import threading

import pytest

from ctpat_desktop.exchange.time_limit import TookTooLong, within


def endless():
    """Swallow everything, as a careless library does."""
    while True:
        try:
            sum(range(1000))
        except Exception:  # noqa: BLE001
            continue


def test_what_the_work_returns_comes_back():
    assert within(5, lambda: 42) == 42


def test_what_the_work_raises_rises():
    with pytest.raises(ZeroDivisionError):
        within(5, lambda: 1 / 0)


def test_endless_work_is_given_up():
    with pytest.raises(TookTooLong):
        within(0.2, endless)


def test_the_thread_of_the_work_ends():
    before = threading.active_count()
    with pytest.raises(TookTooLong):
        within(0.2, endless)
    assert threading.active_count() <= before + 1


def test_the_caller_goes_on_unharmed():
    for _ in range(20):
        with pytest.raises(TookTooLong):
            within(0.001, endless)
    assert sum(range(100_000)) == 4_999_950_000
