"""A program that begins warm is a process like one started anew."""

import os
from pathlib import Path

import pytest

import ctpat_desktop
from tests import warm


def test_it_is_a_process_of_its_own(tmp_path):
    code = "import os, sys; print(os.getpid(), os.getcwd(), os.environ, sys.argv[1:])"
    done = [warm.run(code, "é", cwd=tmp_path, env={"A": "b"}) for _ in range(2)]
    assert [said.stdout.split(" ", 1)[1] for said in done] == [
        f"{tmp_path} environ({{'A': 'b'}}) ['é']\n"
    ] * 2
    pids = {int(said.stdout.split()[0]) for said in done}
    assert len(pids | {os.getpid()}) == 3


@pytest.mark.parametrize(
    ("code", "ended", "message"),
    [
        ("pass", 0, ""),
        ("import sys; sys.exit(7)", 7, ""),
        ("import sys; sys.exit('no')", 1, "no"),
        ("import os; os.kill(os.getpid(), 9)", -9, ""),
        ("1 / 0", 1, "ZeroDivisionError: division by zero"),
    ],
)
def test_it_ends_as_it_would(code, ended, message):
    done = warm.run(code)
    assert done.returncode == ended
    assert done.stderr.splitlines()[-1:] == ([message] if message else [])


def test_it_reads_what_it_is_given_and_says_all_it_says():
    many = b"x" * 2**20
    done = warm.run("import sys; sys.stdout.write(sys.stdin.read())", stdin=many, text=False)
    assert (done.stdout, done.stderr) == (many, b"")


def test_it_draws_random_numbers_of_its_own():
    code = "import os, random, uuid; print(random.random(), os.urandom(9), uuid.uuid4())"
    drawn = [warm.run(code).stdout.split(" ", 1) for _ in range(2)]
    assert len({word for words in drawn for word in words}) == 4


def test_one_that_is_killed_ends_and_leaves_the_others_alone():
    wait = "import sys; print('open', flush=True); sys.stdin.read()"
    first, second = warm.Started(wait), warm.Started(wait)
    assert first.stdout.readline() == second.stdout.readline() == b"open\n"
    first.kill()
    assert first.communicate() == (b"", b"")
    assert first.wait() == -9
    assert second.communicate() == (b"", b"")
    assert second.wait() == 0


def test_nothing_of_a_program_stays_in_the_next():
    warm.run("import ctpat_desktop.cli; ctpat_desktop.cli.main = None")
    done = warm.run(warm.PROGRAM, "check", "none.ctpat")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("There is no file none.ctpat")


def test_it_runs_the_program_of_this_folder():
    done = warm.run("import ctpat_desktop; print(ctpat_desktop.__file__)")
    assert Path(done.stdout.strip()) == Path(ctpat_desktop.__file__)
