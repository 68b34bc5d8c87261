"""What an installed program says of itself: a line for each part, and a code."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from ctpat_desktop.cli import main, self_test
from ctpat_desktop.services import forms_check
from ctpat_desktop.services.files import unlocking
from ctpat_desktop.support.errors import Problem


def only(monkeypatch, **parts):
    """Let the self-test have only these parts."""
    monkeypatch.setattr(self_test._Bench, "parts", lambda _: tuple(parts.items()))


def raising(error):
    def part():
        raise error

    return part


def test_each_part_is_a_line_and_what_failed_makes_the_code_one(monkeypatch, capsys):
    only(
        monkeypatch,
        Good=lambda: "seen",
        Bad=raising(Problem("It is gone.", "Install it.")),
        Broken=raising(ValueError("two\nlines")),
        Absent=raising(self_test.NotHere("no keyring")),
    )
    with pytest.raises(SystemExit) as ended:
        main(["--self-test"])
    assert ended.value.code == 1
    assert capsys.readouterr().out.splitlines()[1:] == [
        "ok           Good: seen",
        "FAILED       Bad: It is gone. Install it.",
        "FAILED       Broken: ValueError: two lines",
        "not checked  Absent: no keyring",
        "1 in order, 2 failed, 1 not checked.",
    ]


def test_what_is_not_checked_alone_is_no_failure(monkeypatch, capsys):
    only(monkeypatch, Absent=raising(self_test.NotHere("no keyring")))
    assert self_test.run() == 0
    assert capsys.readouterr().out.splitlines()[-1] == "0 in order, 0 failed, 1 not checked."


def test_its_folder_and_its_settings_are_gone_afterwards(monkeypatch):
    seen = []
    home = os.environ["CTPAT_DESKTOP_HOME"]
    only(monkeypatch, Look=lambda: seen.append(os.environ["CTPAT_DESKTOP_HOME"]) or "seen")
    self_test.run()
    assert seen[0] != home == os.environ["CTPAT_DESKTOP_HOME"]
    assert not Path(seen[0]).parent.exists()


def test_a_broken_definition_fails_its_part(monkeypatch, tmp_path):
    monkeypatch.setattr(forms_check, "problems", lambda: ["partner.toml: no title."])
    bench = self_test._Bench(tmp_path)
    outcome = self_test._outcome("Definitions", bench.definitions)
    assert outcome.line == "FAILED       Definitions: partner.toml: no title."


def test_a_computer_without_a_keyring_is_said(monkeypatch, tmp_path):
    monkeypatch.setattr(unlocking, "has_keyring", lambda: False)
    outcome = self_test._outcome("Keyring", self_test._Bench(tmp_path).keyring)
    assert outcome.state is self_test.State.NOT_CHECKED


@pytest.mark.full
def test_the_whole_program_is_in_order(tmp_path):
    environment = {key: os.environ[key] for key in ("PATH", "HOME", "LANG") if key in os.environ}
    environment["TMPDIR"] = str(tmp_path)
    done = subprocess.run(
        [sys.executable, "-m", "ctpat_desktop", "--self-test"],
        env=environment | {"PYTHONPATH": str(Path(__file__).parents[2])},
        capture_output=True,
        text=True,
        check=False,
    )
    lines = done.stdout.splitlines()
    assert (done.returncode, done.stderr) == (0, "")
    assert [line for line in lines[1:-1] if not line.startswith("ok ")] in (
        [],
        [line for line in lines if "Keyring: this computer has no keyring" in line],
    )
    assert len(lines) == 17
    assert list(tmp_path.iterdir()) == []
