"""Lets each write of each operation fail once, and compares what is there with what was said.

python -m tests.faults.write_matrix --seed 1
"""

import argparse
import ctypes
import json
import mmap
import os
import pickle
import random
import re
import shutil
import subprocess
import sys
import tempfile
import traceback
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from operator import itemgetter
from pathlib import Path
from typing import Any

from ctpat_desktop.support.errors import Problem
from tests.faults import forked
from tests.faults.write_desk import OPERATIONS, Desk, build, know_keys, traces

CALLS = (
    *("write", "pwrite64", "fsync", "fdatasync", "ftruncate", "openat", "mkdir"),
    *("rename", "renameat", "renameat2"),
)
"""System calls that are made to fail; `openat` only where it makes a file or opens one of ours."""

ERRORS = ("ENOSPC", "EIO", "EACCES")
MODES = ("once", "again", "lasting", "killed")
"""A fault that comes once; the same with a second try; one that stays; or SIGKILL at the call."""

MOST = 150
"""Calls of one operation that are tried; a sample is drawn where there are more."""

STUCK = 120.0
"""Seconds after which an operation counts as stuck."""

ANY_TRACER, SET_TRACER = -1, 0x59616D61

LATER = ("was not opened", "cannot be read", "could not be folded", "passphrase was changed")
"""Words of a Problem that speaks of opening or closing only; what came before is done."""

FATAL = ("bug", "untrue", "damaged", "litter", "stuck")


@dataclass(frozen=True)
class Case:
    """Which call of which operation fails, and how; `number` counts calls of that name from 1."""

    operation: str
    call: str = ""
    number: int = 0
    error: str = ""
    mode: str = "once"

    def words(self) -> str:
        """Return the case in one line."""
        return f"{self.operation}: {self.call} {self.number} {self.error} {self.mode}"


@dataclass
class Told:
    """What an operation said: "" for success, the line of a Problem, or the trace of a bug."""

    first: str = ""
    error: str = ""
    closing: str = ""
    bug: str = ""
    log: list[str] = field(default_factory=list)


@dataclass
class Tally:
    """What was counted, and the first words of each trouble."""

    counts: Counter[str] = field(default_factory=Counter)
    troubles: list[str] = field(default_factory=list)

    def plain(self) -> dict[str, Any]:
        """Return the result for another program."""
        return {**dict.fromkeys(FATAL, 0), **self.counts, "troubles": self.troubles}

    def lines(self) -> Iterator[str]:
        """Yield the result as it is printed."""
        for name, number in sorted(self.counts.items()):
            yield f"{name}: {number}"
        for name in FATAL:
            if name not in self.counts:
                yield f"{name}: 0"
        yield from self.troubles[:30]


def traced(root: Path, case: Case) -> Told:
    """Do one operation under strace and return what it said, with the log of its calls."""
    shared = mmap.mmap(-1, 2**16)
    go, release = os.pipe()
    process, ready = forked.start(lambda pipe: _perform(root, case, shared, pipe, go))
    os.close(go)
    os.read(ready, 1)
    log = root / "calls.log"
    tracer = _tracer(process, case, log)
    os.write(release, b"g")
    for end in (release, ready):
        os.close(end)
    try:
        tracer.communicate(timeout=STUCK)
    except subprocess.TimeoutExpired:
        os.kill(process, 9)
        tracer.communicate()
    os.waitpid(process, 0)
    told = pickle.loads(shared[:]) if shared[0] else Told(bug="It died or was stuck.")
    told.log = log.read_text(errors="replace").splitlines()
    log.unlink()
    return told


def _tracer(process: int, case: Case, log: Path) -> "subprocess.Popen[str]":
    """Attach strace; AssertionError says what is missing where it cannot."""
    command = ["strace", "-f", "-y", "-s", "0", "-o", str(log), "-e", "signal=none"]
    command += ["-e", f"trace={','.join(CALLS)}", "-p", str(process)]
    if case.call:
        when = f"{case.number}+" if case.mode == "lasting" else str(case.number)
        fault = "signal=KILL" if case.mode == "killed" else f"error={case.error}"
        command += ["-e", f"inject={case.call}:{fault}:when={when}"]
    tracer = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    said = tracer.stderr.readline()
    if "attached" not in said:
        os.kill(process, 9)
        os.waitpid(process, 0)
        raise AssertionError(
            f"strace cannot trace here, so no write can be made to fail: {said.strip()} "
            "Allow ptrace (in a container: --cap-add=SYS_PTRACE)."
        )
    return tracer


def _perform(root: Path, case: Case, shared: mmap.mmap, ready: int, go: int) -> None:
    """Do one operation in this process; the outcome goes to shared memory, without a call."""
    ctypes.CDLL(None).prctl(SET_TRACER, ANY_TRACER, 0, 0, 0)
    operation, told = OPERATIONS[case.operation], Told()
    desk = Desk(root, fails_on=case.mode == "lasting")
    if operation.opens:
        desk.open(reading_only=operation.opens == "reading")
    os.write(ready, b"r")
    os.read(go, 1)
    try:
        told.first = told.error = _error_of(partial(operation.act, desk))
        if told.error and case.mode == "again":
            told.error = _error_of(partial(operation.act, desk))
        told.closing = _error_of(desk.close) if operation.opens else ""
    except BaseException:  # noqa: BLE001 - this is the edge; the parent reports it
        told.bug = traceback.format_exc()
    shared.write(pickle.dumps(told))


def _error_of(act: Any) -> str:
    try:
        act()
    except Problem as problem:
        return problem.line() or "(nothing)"
    return ""


def numbers(root: Path, log: list[str]) -> list[tuple[str, int]]:
    """Return the calls of an operation that can fail, each with its number among its like."""
    seen: Counter[str] = Counter()
    there: list[tuple[str, int]] = []
    for line in log:
        match = re.match(r"\d+ +(\w+)\(", line)
        if match:
            seen[match[1]] += 1
            if match[1] != "openat" or "O_CREAT" in line or str(root) in line:
                there.append((match[1], seen[match[1]]))
    return there


@dataclass
class Pattern:
    """How the files look before an operation and after it, when nothing fails."""

    before: dict[str, Any]
    after: dict[str, Any]
    calls: list[tuple[str, int]]


def pattern(root: Path, name: str) -> Pattern:
    """Do an operation without a fault; the calls it makes are those that will fail."""
    with Copied(root) as place:
        before = forked.asked(partial(traces, place, name))
    with Copied(root) as place:
        told = traced(place, Case(name))
        assert (told.error, told.closing, told.bug) == ("", "", ""), name
        return Pattern(before, forked.asked(partial(traces, place, name)), numbers(place, told.log))


class Copied:
    """A copy of the files every case begins with, removed afterwards."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def __enter__(self) -> Path:
        self._place = Path(tempfile.mkdtemp(dir=self._root.parent, prefix="case-"))
        return Path(shutil.copytree(self._root, self._place, dirs_exist_ok=True))

    def __exit__(self, *_: object) -> None:
        shutil.rmtree(self._place)


def cases(name: str, calls: list[tuple[str, int]], lot: random.Random) -> Iterator[Case]:
    """Yield every case of an operation, or a sample where it makes very many calls."""
    for call, number in calls if len(calls) <= MOST else sorted(lot.sample(calls, MOST)):
        for error in ERRORS:
            yield Case(name, call, number, error, "once")
        yield Case(name, call, number, lot.choice(ERRORS), "again")
        if call != "openat":  # or no folder could be read any more
            yield Case(name, call, number, lot.choice(ERRORS), "lasting")
        yield Case(name, call, number, "", "killed")


def by_lot(every: list[Case], most: int, lot: random.Random) -> list[Case]:
    """Draw cases, first one of each mode of each operation, then a second one, and so on."""
    seen: Counter[tuple[str, str]] = Counter()
    turns: list[tuple[int, Case]] = []
    for case in lot.sample(every, len(every)):
        turns.append((seen[case.operation, case.mode], case))
        seen[case.operation, case.mode] += 1
    return [case for _, case in sorted(turns, key=itemgetter(0))][:most]


def judged(root: Path, patterns: dict[str, Pattern], case: Case) -> tuple[Case, list[str], str]:
    """Run one case; return what to count and the words of a trouble."""
    known = patterns[case.operation]
    with Copied(root) as place:
        told = traced(place, case)
        if case.mode == "killed":
            return (case, *_judged_killed(place, known, case))
        if told.bug:
            kind = "stuck" if "stuck" in told.bug else "bug"
            return case, [kind], f"{kind}: {case.words()}: {told.bug}"
        if not any("(INJECTED)" in line for line in told.log):
            return case, ["call not reached"], ""
        try:
            seen = forked.asked(partial(traces, place, case.operation))
        except AssertionError as error:
            return case, ["damaged"], f"damaged: {case.words()}: {told.error} {error}"
    return (case, *_verdict(known, told, seen, case))


def _judged_killed(place: Path, known: Pattern, case: Case) -> tuple[list[str], str]:
    """Each file is as before or as after, and whole; if nothing was done, a new try does it all."""
    try:
        seen = _apart(forked.asked(partial(traces, place, case.operation)))
        before, after = _apart(known.before), _apart(known.after)
        wrong = {k: v for k, v in seen.items() if v not in (before.get(k), after.get(k))}
        if wrong:
            return ["untrue"], f"untrue: {case.words()}: {wrong}"
        if seen != before:
            return ["killed, and it is done"], ""
        said = forked.asked(partial(_tried_again, place, case))
        seen = forked.asked(partial(traces, place, case.operation))
    except AssertionError as error:
        return ["damaged"], f"damaged: {case.words()}: {error}"
    if "version" in after:
        after["version"] = seen["version"]  # the first look has upgraded the old file
    if said or _apart(seen) != after or seen["litter"]:
        words = f"{said} {_differing(known.after, seen)}"
        return ["litter" if seen["litter"] else "untrue"], f"again after {case.words()}: {words}"
    return ["killed, and done by a new try"], ""


def _apart(seen: dict[str, Any]) -> dict[str, Any]:
    """Return what was seen with each exported file on its own, and without scratch files."""
    rest = {key: value for key, value in seen.items() if key not in ("made", "litter")}
    return {**rest, **seen["made"]}


def _tried_again(root: Path, case: Case) -> str:
    operation, desk = OPERATIONS[case.operation], Desk(root)
    if operation.opens:
        desk.open(reading_only=operation.opens == "reading")
    said = _error_of(partial(operation.act, desk))
    return said or (_error_of(desk.close) if operation.opens else "")


def _verdict(
    known: Pattern, result: Told, seen: dict[str, Any], case: Case
) -> tuple[list[str], str]:
    expected = known.before if result.error else known.after
    outcome = "said it failed" if result.error else "succeeded all the same"
    if result.error and "\n" in result.error:
        return ["untrue"], f"untrue: {case.words()}: more than one line: {result.error}"
    if seen["litter"]:
        return ["litter"], f"litter: {case.words()}: {seen['litter']} after “{result.error}”"
    damages = seen["file"].get("damages", ["no key fits"])
    if damages:
        return ["damaged"], f"damaged: {case.words()}: {damages} after “{result.error}”"
    if seen == expected:
        return [outcome], ""
    if any(words in result.first for words in LATER) and not _differing(known.after, seen):
        return ["done, and said that a later step failed"], ""
    return [
        "untrue"
    ], f"untrue: {case.words()}: said “{result.error}”, differs: {_differing(expected, seen)}"


def _differing(expected: dict[str, Any], seen: dict[str, Any]) -> dict[str, Any]:
    return {key: (expected[key], seen[key]) for key in expected if expected[key] != seen[key]}


def run(
    seed: int,
    jobs: int = 1,
    most: int = 0,
    modes: Sequence[str] = MODES,
    operations: Sequence[str] = tuple(OPERATIONS),
) -> Tally:
    """Run the matrix, or `most` of its cases by lot, and return what was counted."""
    assert shutil.which("strace"), "strace is missing: apt-get install strace"
    forked.warm()
    lot = random.Random(seed)
    tally = Tally()
    with tempfile.TemporaryDirectory(prefix="ctpat-writes-") as folder:
        root = Path(folder) / "pattern"
        forked.asked(partial(build, root))
        know_keys(root)
        patterns = {name: pattern(root, name) for name in operations}
        chosen = [case for name in operations for case in cases(name, patterns[name].calls, lot)]
        chosen = [case for case in chosen if case.mode in modes]
        chosen = by_lot(chosen, most, lot) if most else chosen
        for case, kinds, words in forked.spread(partial(judged, root, patterns), chosen, jobs):
            named = [f"cases of: {case.operation}", f"cases with: {case.mode}"]
            tally.counts.update(["cases", *named, *kinds])
            tally.troubles += [words] if words else []
    return tally


def main() -> int:
    """Run the whole matrix and print the counts."""
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--seed", type=int, default=1)
    given.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    given.add_argument("--most", type=int, default=0, help="cases by lot; 0 is all")
    given.add_argument("--modes", nargs="+", choices=MODES, default=MODES)
    given.add_argument("--operations", nargs="+", choices=OPERATIONS, default=tuple(OPERATIONS))
    given.add_argument("--json", action="store_true")
    asked = given.parse_args()
    tally = run(asked.seed, asked.jobs, asked.most, asked.modes, asked.operations)
    words = json.dumps(tally.plain()) if asked.json else "\n".join(tally.lines())
    sys.stdout.write(words + "\n")
    return int(any(tally.counts[name] for name in FATAL))


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        sys.exit(main())
