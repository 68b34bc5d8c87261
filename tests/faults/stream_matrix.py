"""Ends the verb `answer` from outside: SIGTERM, closed input or output, a reader that goes away.

python -m tests.faults.stream_matrix --each 20
"""

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from ctpat_desktop import cli
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.evidence import library
from ctpat_desktop.services.files import workspaces
from ctpat_desktop.workspace import keys
from ctpat_desktop.workspace.repair import health
from tests.faults import forked
from tests.faults.session import State, sha, state_of

ROOT = Path(__file__).resolve().parents[2]
WORDS = "nine seals on each door"
FATAL = ("lost", "half", "damaged", "untrue", "trace", "litter")


@dataclass(frozen=True)
class Way:
    """One way to end the verb: a shell's redirection, and the exit code that is right."""

    redirection: str
    code: int
    reads: str = "words.txt"
    saves: bool = True


WAYS = {
    "input closed": Way("<&-", 0),
    "input closed, passphrase wanted from it": Way("<&-", 2, "-", saves=False),
    "output closed": Way(">&-", 0),
    "output on a full disk": Way(">/dev/full", 2),
    "reader gone": Way("| :", 2),
}


@dataclass
class Tally:
    """What was counted, and the words of each trouble."""

    counts: Counter[str] = field(default_factory=Counter)
    troubles: list[str] = field(default_factory=list)

    def trouble(self, kind: str, words: str) -> None:
        """Note one thing that must not be."""
        self.counts[kind] += 1
        self.troubles.append(f"{kind}: {words}")

    def plain(self) -> dict[str, Any]:
        """Return the result for another program."""
        return {**dict.fromkeys(FATAL, 0), **self.counts, "troubles": self.troubles}


class Desk:
    """One encrypted workspace that is answered again and again."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.folder, self.lot = folder, random.Random(seed)
        self.file = folder / "desk" / "ours.ctpat"
        (folder / "words.txt").write_text(WORDS + "\n")
        (folder / "desk").mkdir()
        (folder / "home").mkdir()
        forked.asked(self._make)
        keys.derive = partial(_known, keys.derive(WORDS, keys.salt_of(self.file)))

    def _make(self) -> None:
        with closing(workspaces.create(self.file, WORDS)) as workspace:
            companies.start(workspace, "Stopped Trading Inc", "importer", 2026)
            company = companies.overview(workspace)[0].company_id
            library.add_bytes(workspace, company, "a.txt", b"A seal log.")

    def arguments(self, reads: str = "words.txt") -> tuple[str, list[str]]:
        """Return a new text and the command line that saves it."""
        text = f"Line {self.lot.random()}: " + "we look at each seal " * self.lot.randint(1, 4000)
        (self.folder / "text.txt").write_text(text)
        name = reads if reads == "-" else str(self.folder / reads)
        words = [
            "answer",
            str(self.file),
            "1.1",
            "--status",
            self.lot.choice(("partly", "in_place")),
        ]
        words += ["--text-file", str(self.folder / "text.txt"), "--passphrase-file", name]
        return text.strip(), words

    def seen(self) -> tuple[State, list[str], list[str]]:
        """Return what the file holds, what is damaged, and what lies beside it after opening."""

        def look() -> tuple[State, list[str], list[str]]:
            key = keys.derive(WORDS, keys.salt_of(self.file))
            with closing(workspaces.open_with(self.file, key)) as workspace:
                state = state_of(workspace)
            damages = [str(damage) for damage in health.verify(self.file, key)]
            beside = {path.name for path in self.file.parent.iterdir()} - {self.file.name}
            return state, damages, sorted(beside)

        return forked.asked(look)


def _known(key: keys.Key, passphrase: str, salt: bytes) -> keys.Key:
    """Stand in for the slow derivation, which is not what is looked at here."""
    return key if (passphrase, salt) == (WORDS, key.salt) else keys.Key(bytes(32), salt)


def _start(words: list[str]) -> tuple[int, int]:
    """Begin `answer` in a process of its own; what it prints comes through the pipe."""

    def answer(pipe: int) -> None:
        os.dup2(pipe, 1)
        cli.main(words)

    return forked.start(answer)


def terminate(desk: Desk, tally: Tally, lasts: float) -> None:
    """Send SIGTERM to a running `answer` at a random moment."""
    before = desk.seen()[0]
    text, words = desk.arguments()

    process, reader = _start(words)
    time.sleep(desk.lot.uniform(0, lasts))  # the moment is what is drawn by lot
    os.kill(process, signal.SIGTERM)
    os.waitpid(process, 0)
    with os.fdopen(reader, "rb") as pipe:
        said = pipe.read()
    tally.counts["SIGTERM"] += 1
    after = before.after({"texts": {"1.1": sha(text)}})
    _judge(desk, tally, "SIGTERM", [after] if b"Saved" in said else [before, after])


def redirect(desk: Desk, tally: Tally, name: str) -> None:
    """Run `answer` in a new process with its streams redirected."""
    way = WAYS[name]
    before = desk.seen()[0]
    text, words = desk.arguments(way.reads)
    script = f'{{ "$@" ; echo $? >&3; }} {way.redirection}'
    if way.redirection == "| :":
        script = '{ "$@" ; echo $? >&3; } | true'
    reader, writer = os.pipe()
    command = ["sh", "-c", f"exec 3>&{writer}; {script}", "sh", sys.executable, "-m"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": ""}
    done = subprocess.run(
        [*command, "ctpat_desktop", *words],
        env={**environment, "CTPAT_DESKTOP_HOME": str(desk.folder / "home")},
        pass_fds=[writer],
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        text=True,
        check=False,
    )
    os.close(writer)
    with os.fdopen(reader) as pipe:
        code = int(pipe.read() or -1)
    tally.counts[name] += 1
    if "Traceback" in done.stderr or "Exception" in done.stderr or done.stderr.count("\n") > 1:
        tally.trouble("trace", f"{name}: {done.stderr}")
    if code != way.code:
        tally.trouble("untrue", f"{name}: exit {code}: {done.stderr}")
    after = before.after({"texts": {"1.1": sha(text)}})
    _judge(desk, tally, name, [after if way.saves else before])


def _judge(desk: Desk, tally: Tally, name: str, allowed: list[State]) -> None:
    state, damages, beside = desk.seen()
    if state not in allowed:
        tally.trouble("lost" if len(allowed) == 1 else "half", f"{name}: {state}")
    for damage in damages:
        tally.trouble("damaged", f"{name}: {damage}")
    for left in beside:
        tally.trouble("litter", f"{name}: {left}")


def run(each: int, seed: int) -> Tally:
    """End the verb in every way, that often; return what was counted."""
    forked.warm()
    tally = Tally()
    with tempfile.TemporaryDirectory(prefix="ctpat-streams-") as folder:
        os.environ["CTPAT_DESKTOP_HOME"] = str(Path(folder) / "home")
        desk = Desk(Path(folder), seed)
        started = time.monotonic()
        process, reader = _start(desk.arguments()[1])
        os.waitpid(process, 0)
        os.close(reader)
        lasts = 1.1 * (time.monotonic() - started)
        for _ in range(each):
            terminate(desk, tally, lasts)
            for name in WAYS:
                redirect(desk, tally, name)
    return tally


def main() -> int:
    """Run the matrix and print the counts."""
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--each", type=int, default=20)
    given.add_argument("--seed", type=int, default=1)
    asked = given.parse_args()
    tally = run(asked.each, asked.seed)
    sys.stdout.write(json.dumps(tally.plain(), indent=1) + "\n")
    return int(any(tally.counts[name] for name in FATAL))


if __name__ == "__main__":
    sys.exit(main())
