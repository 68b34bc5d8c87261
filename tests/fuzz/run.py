"""Feeds changed files to every reader of files from outside and says what must not be.

python -m tests.fuzz.run --seconds 600 --seed 1 [--target NAME] [--case N]

A finding is an exception that is no Problem, the death of the process, more time or memory than
the reader's limits allow, or a workspace that a refused file has changed. The same seed makes the
same files again; `--case` reads one of them alone and shows its trace.
"""

import argparse
import json
import os
import select
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from ctpat_desktop.support.errors import Problem
from tests.faults import forked
from tests.fuzz.seeds import Seed
from tests.fuzz.targets import TARGETS, Target, in_process

MEMORY = 3_000 * 2**20
"""Bytes of address space of a process that reads."""
WHOLE = 200
"""Of so many files one is read as the program does: in a child, and written where it is good."""
GIVEN_UP = 200.0
"""Seconds after which reading a file as the program does is a finding."""
FATAL = ("bug", "death", "time", "memory")


@dataclass
class Tally:
    """What was counted on one reader, and each finding once."""

    counts: Counter[str] = field(default_factory=Counter)
    findings: dict[str, dict[str, Any]] = field(default_factory=dict)

    def finding(self, kind: str, words: str, case: int) -> None:
        """Note what must not be; the same place in the program is one finding."""
        found = self.findings.setdefault(f"{kind}: {words}", {"case": case, "times": 0})
        found["times"] += 1

    def plain(self) -> dict[str, Any]:
        """Return the result for another program."""
        return {
            "files": sum(self.counts.values()),
            "counts": self.counts,
            "findings": self.findings,
        }


@dataclass(frozen=True)
class Work:
    """One reader with the files it begins with."""

    target: Target
    seed: int
    seeds: list[Seed]
    keep: Path | None = None

    def case(self, number: int) -> Seed:
        """Make one changed file; the first are the seeds themselves."""
        if number < len(self.seeds):
            return self.seeds[number]
        random = Random(f"{self.seed}:{self.target.name}:{number}")
        name, data = random.choice(self.seeds)
        return Seed(name, self.target.mutate(random, data, [row.data for row in self.seeds]))

    def is_whole(self, number: int) -> bool:
        """Tell whether a file is read as the program does."""
        return number % WHOLE == len(self.seeds)


def read_from(work: Work, first: int) -> Callable[[int], None]:
    """Return a job that reads file after file and tells of each what came of it."""

    def job(writer: int) -> None:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # libraries write there
        folder = Path(tempfile.mkdtemp(prefix="fuzz-", dir=_shelf()))
        read = work.target.opened(folder)
        number = first
        while True:
            os.write(writer, f"{number} begun\n".encode())
            told = json.dumps(outcome(work, number, read, folder))
            os.write(writer, f"{number} {told}\n".encode())
            number += 1

    return job


def _shelf() -> str | None:
    return os.environ.get("FUZZ_FOLDER")


def outcome(work: Work, number: int, read: Any, folder: Path) -> tuple[str, str]:
    """Read one file and return what came of it in a word, and where it went wrong."""
    name, data = work.case(number)
    path = folder / name
    path.write_bytes(data)
    whole = work.is_whole(number)
    in_process(not whole)
    try:
        read(path, whole)
    except Problem:
        return "refused", ""
    except MemoryError as error:
        return "memory", place_of(error)
    except Exception as error:  # noqa: BLE001 - this is what is looked for
        return "bug", f"{type(error).__name__} at {place_of(error)}"
    return "read", ""


def place_of(error: BaseException) -> str:
    """Return the innermost line of our own program that an exception passed."""
    frames = traceback.extract_tb(error.__traceback__)
    own = [row for row in frames if "/ctpat_desktop/" in row.filename] or frames[-1:]
    return f"{own[-1].filename.rpartition('/ctpat_desktop/')[2]}:{own[-1].name}" if own else "?"


def run(
    work: Work, seconds: float, report: Callable[[str], None], most: int | None = None
) -> Tally:
    """Fuzz one reader for so many seconds, or with `most` files.

    A process that dies is followed by another.
    """
    tally, number, end = Tally(), 0, time.monotonic() + seconds
    last = sys.maxsize if most is None else most - 1
    while time.monotonic() < end and number <= last:
        number, kind = _until_death(work, number, (end, last), tally)
        if kind:
            _weigh(work, number, kind, tally)
            number += 1
        elif number >= last:
            break
        elif time.monotonic() < end:
            raise RuntimeError("the reading process ended without a word")
    for words, found in tally.findings.items():
        report(f"  {words} (case {found['case']}, {found['times']} times)")
    return tally


def _until_death(
    work: Work, first: int, limits: tuple[float, int], tally: Tally
) -> tuple[int, str]:
    """Read until the time or the last file is over, or a process dies.

    Return the last case and how the process died.
    """
    (end, last), (process, reader) = limits, forked.start(read_from(work, first))
    number, begun, rest = first, time.monotonic(), b""
    try:
        while True:
            limit = GIVEN_UP if work.is_whole(number) else work.target.seconds
            left = begun + limit + 1 - time.monotonic()
            ready = select.select([reader], [], [], max(0.0, left))[0]
            piece = os.read(reader, 65_536) if ready else b""
            if not piece:
                return number, "death" if ready else "time"
            *lines, rest = (rest + piece).split(b"\n")
            for line in lines:
                words = line.decode().partition(" ")
                number, begun = int(words[0]), time.monotonic()
                if words[2] != "begun":
                    _count(work, number, json.loads(words[2]), tally)
                    if number >= last:
                        return number, ""
            if time.monotonic() > end:
                return number, ""
    finally:
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)
        os.close(reader)


def _count(work: Work, number: int, outcome: list[str], tally: Tally) -> None:
    kind, words = outcome
    if kind == "memory":
        _weigh(work, number, kind, tally)
        return
    tally.counts[kind] += 1
    if kind == "bug":
        tally.finding(kind, words, number)
        _keep(work, number)


def _weigh(work: Work, number: int, kind: str, tally: Tally) -> None:
    """A reader with a child may die, or take long, in this process, but not as the program is."""
    if work.target.in_child and not work.is_whole(number):
        said = as_program(work, number)
        if said[0] in ("read", "refused"):
            tally.counts["ended by its limits"] += 1
            return
        kind = said[0]
    tally.counts[kind] += 1
    tally.finding(kind, work.case(number).name, number)
    _keep(work, number)


def as_program(work: Work, number: int) -> tuple[str, str]:
    """Read one file as the program does, in a fresh process."""

    def job() -> tuple[str, str]:
        with tempfile.TemporaryDirectory(prefix="fuzz-", dir=_shelf()) as folder:
            read = work.target.opened(Path(folder))
            same = Work(work.target, work.seed, work.seeds)
            path = Path(folder) / same.case(number).name
            path.write_bytes(same.case(number).data)
            in_process(False)
            try:
                read(path, True)
            except Problem:
                return "refused", ""
            return "read", ""

    try:
        return forked.asked(job)
    except AssertionError as error:
        return "bug", str(error).strip().rpartition("\n")[2]


def _keep(work: Work, number: int) -> None:
    if work.keep is not None:
        name, data = work.case(number)
        work.keep.mkdir(parents=True, exist_ok=True)
        (work.keep / f"{work.target.name}-{number}-{name}").write_bytes(data)


def show(work: Work, number: int) -> None:
    """Read one file alone, in this process, and let its trace be seen."""
    _keep(work, number)
    with tempfile.TemporaryDirectory(prefix="fuzz-") as folder:
        read = work.target.opened(Path(folder))
        name, data = work.case(number)
        path = Path(folder) / name
        path.write_bytes(data)
        in_process(True)
        read(path, work.is_whole(number))


def main() -> int:
    """Run from the command line; 1 where anything was found."""
    given = _arguments()
    names = [given.target] if given.target else list(TARGETS)
    forked.warm()
    results: dict[str, Any] = {}
    with tempfile.TemporaryDirectory(prefix="fuzz-all-") as shelf:
        os.environ["FUZZ_FOLDER"] = shelf
        for name in names:
            target = TARGETS[name]
            work = Work(target, given.seed, forked.asked(target.seeds), given.keep)
            if given.case is not None:
                show(work, given.case)
                continue
            seconds = given.seconds / (1 if given.each else len(names))
            tally = run(work, seconds, _say(given.json), given.most)
            results[name] = tally.plain()
            _say(given.json)(line(name, tally))
            shutil.rmtree(shelf)
            Path(shelf).mkdir()
    if given.json:
        sys.stdout.write(json.dumps(results))
    return int(any(row["findings"] for row in results.values()))


def line(name: str, tally: Tally) -> str:
    """Return the counts of one reader as they are printed."""
    counts = ", ".join(f"{kind} {n:,}" for kind, n in sorted(tally.counts.items()))
    return (
        f"{name}: {sum(tally.counts.values()):,} files ({counts}), findings {len(tally.findings)}"
    )


def _say(quiet: bool) -> Callable[[str], None]:
    stream = sys.stderr if quiet else sys.stdout
    return lambda words: print(words, file=stream, flush=True)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Feed changed files to every reader.")
    parser.add_argument("--seconds", type=float, default=120.0, help="for all readers together")
    parser.add_argument("--each", action="store_true", help="--seconds is for each reader")
    parser.add_argument("--most", type=int, metavar="N", help="at most so many files a reader")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--target", choices=tuple(TARGETS))
    parser.add_argument("--case", type=int, help="read this file alone and show its trace")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="keep the files of findings here")
    parser.add_argument("--json", action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
