"""Files of the program are their owner's alone from the first moment; a crash leaves no image."""

import os
import resource
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ctpat_desktop import cli
from ctpat_desktop.support import home, log, private

ROOT = Path.cwd()


@pytest.fixture
def own(tmp_path, monkeypatch):
    """A private home that is not there yet, with a mask that lets everybody read."""
    before = os.umask(0)
    monkeypatch.setenv("CTPAT_DESKTOP_HOME", str(tmp_path / "home"))
    yield tmp_path / "home"
    os.umask(before)


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


def test_settings_are_private(own):
    assert home.prefer("theme", "dark")
    assert home.prefer("theme", "light")
    assert mode(own / "preferences.json") == 0o600
    assert mode(own) == 0o700
    assert home.preferences() == {"theme": "light"}


def test_settings_of_an_earlier_version_become_private(own):
    home.home()
    (own / "preferences.json").write_text('{"theme": "dark"}')
    home.prefer("other", 1)
    assert mode(own / "preferences.json") == 0o600
    assert home.preferences() == {"theme": "dark", "other": 1}


def test_the_log_is_private_also_one_of_an_earlier_version(own):
    home.home()
    for before in (False, True):
        if before:
            (own / "ctpat-desktop.log").chmod(0o644)
        handler = log._PrivateLog(own / "ctpat-desktop.log")
        handler.close()
        assert mode(own / "ctpat-desktop.log") == 0o600


def test_a_link_planted_for_the_settings_or_the_log_is_not_followed(own, tmp_path):
    home.home()
    target = tmp_path / "letter.txt"
    target.write_text("dear Ann")
    (own / "preferences.new").symlink_to(target)
    (own / "ctpat-desktop.log").symlink_to(target)
    assert home.prefer("theme", "dark")
    with pytest.raises(OSError, match=r"[Ss]ymbolic"):
        private.added_to(own / "ctpat-desktop.log")
    assert target.read_text() == "dear Ann"


def test_no_file_is_readable_by_others_even_for_a_moment(own):
    """What the system is asked for at making the file, seen from the calls themselves."""
    code = (
        "import os, sys; os.umask(0); from ctpat_desktop.support import home, log; "
        "home.prefer('a', 1); log.start_log()"
    )
    traced = (
        subprocess.run(
            ["strace", "-f", "-e", "trace=openat,open,creat", sys.executable, "-c", code],
            env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
            capture_output=True,
            text=True,
            check=False,
        )
        if Path("/usr/bin/strace").exists()
        else None
    )
    if traced is None:
        pytest.skip("strace is not here")
    made = [row for row in traced.stderr.splitlines() if "O_CREAT" in row and str(own) in row]
    assert len(made) == 2
    assert all(", 0600)" in row for row in made)


@pytest.mark.parametrize(("mask", "right"), [(0o022, 0o644), (0o027, 0o640), (0o077, 0o600)])
def test_exports_follow_the_mask_and_the_program_says_where_they_lie(
    capsys, sample, tmp_path, mask, right
):
    before = os.umask(mask)
    try:
        done = [
            ("export", "report", sample, "--to", tmp_path / "report.pdf"),
            ("export", "report", sample, "--to", tmp_path / "report.docx"),
            ("packet", "mou", sample, "--to", tmp_path / "mou.pdf"),
            ("trade", "print", "eligibility", sample, "--to", tmp_path / "e.pdf"),
        ]
        for words in done:
            assert cli.main([*map(str, words), "--today", "2026-11-21"]) in (0, 1)
            assert str(words[-1]) in capsys.readouterr().out
            assert mode(words[-1]) == right
    finally:
        os.umask(before)


def limit_of(process):
    """Return how large a memory image of a process may get; waits until it has its own say."""
    end = time.monotonic() + 60
    while time.monotonic() < end and process.poll() is None:
        rows = Path(f"/proc/{process.pid}/limits").read_text().splitlines()
        found = next(row.split()[4:6] for row in rows if row.startswith("Max core file size"))
        if found == ["0", "0"]:
            return found
        time.sleep(0.05)
    return found


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
@pytest.mark.parametrize("words", [(), ("check", "FILE", "--passphrase-file", "-")])
def test_neither_window_nor_verb_leaves_a_memory_image(words, sample):
    _, hard = resource.getrlimit(resource.RLIMIT_CORE)
    if hard == 0:
        pytest.skip("this computer allows none anyway")
    process = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "ctpat_desktop",
            *(str(sample) if w == "FILE" else w for w in words),
        ],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CORE, (hard, hard)),
    )
    try:
        assert limit_of(process) == ["0", "0"]
    finally:
        process.kill()
        process.communicate()
