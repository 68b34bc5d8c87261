"""The log of bugs names kinds and places, never what was being worked on."""

import logging

import pytest

from ctpat_desktop.support import log

CANARY = "canary-in-a-message"


@pytest.fixture
def logged(tmp_path, monkeypatch):
    monkeypatch.setenv("CTPAT_DESKTOP_HOME", str(tmp_path))
    logger = logging.getLogger("ctpat_desktop")
    before = list(logger.handlers)
    log.start_log()
    yield lambda: (tmp_path / "ctpat-desktop.log").read_text()
    for handler in set(logger.handlers) - set(before):
        logger.removeHandler(handler)
        handler.close()


def test_the_words_of_a_bug_are_left_out(logged):
    try:
        try:
            raise KeyError(CANARY)
        except KeyError as error:
            raise ValueError(f"{CANARY} could not be read") from error
    except ValueError:
        logging.getLogger("ctpat_desktop.ui.session.tasks").exception("a job failed")
    text = logged()
    assert "a job failed" in text
    assert "builtins.ValueError\n" in text
    assert "builtins.KeyError\n" in text
    assert "test_log.py:" in text
    assert CANARY not in text
