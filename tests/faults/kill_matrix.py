"""Kills an editing session at random moments and looks at what is left, again and again.

python -m tests.faults.kill_matrix --kills 1000 --seed 1
"""

import argparse
import json
import os
import random
import select
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from ctpat_desktop.support.errors import Problem
from ctpat_desktop.workspace import door
from ctpat_desktop.workspace.backups import backups
from ctpat_desktop.workspace.keys import Key
from ctpat_desktop.workspace.repair import health
from tests.faults import forked
from tests.faults.session import Place, Plan, Session, State, begin, seal_old, sealing_key, state_of

ROUNDS = 20
"""Kills in the life of one file; damage would pile up over them."""

AIMS = (
    *("open", "type", "many", "evidence", "undo", "redo", "close"),
    *("rekey", "rekey", "backup", "backup", "restore", "migrate", "migrate", "anywhere"),
)
"""Where kills are aimed at, by lot."""

LONGEST = 1.5
"""Seconds after which a session is killed when the kill is not aimed."""

FATAL = ("lost", "not opened", "verify", "half", "litter", "bug")
"""Kinds of trouble of which there must be none."""


@dataclass
class Tally:
    """What was counted, and the first words of each trouble."""

    counts: Counter[str] = field(default_factory=Counter)
    phases: Counter[str] = field(default_factory=Counter)
    troubles: list[str] = field(default_factory=list)

    def add(self, other: "Tally") -> None:
        """Take in what another process counted."""
        self.counts += other.counts
        self.phases += other.phases
        self.troubles += other.troubles

    def trouble(self, kind: str, words: str) -> None:
        """Note one thing that must not be."""
        self.counts[kind] += 1
        self.troubles.append(f"{kind}: {words}")

    def plain(self) -> dict[str, Any]:
        """Return the result for another program."""
        zeros = dict.fromkeys(FATAL, 0)
        return {**zeros, **self.counts, "phases": self.phases, "troubles": self.troubles}

    def lines(self) -> Iterator[str]:
        """Yield the result as it is printed."""
        yield f"kills: {self.counts['kills']}"
        for phase, number in sorted(self.phases.items()):
            yield f"  while in {phase}: {number}"
        for name in ("acknowledged saves", "committed but not acknowledged", "scratch found"):
            yield f"{name}: {self.counts[name]}"
        for name in ("files looked at", "backups looked at"):
            yield f"{name}: {self.counts[name]}"
        for name in FATAL:
            yield f"{name}: {self.counts[name]}"
        yield from self.troubles[:20]


@dataclass
class Heard:
    """What a session said before it was killed."""

    state: State
    key: Key
    phase: str = "start"
    step: int = 0
    pending: dict[str, Any] = field(default_factory=dict)
    acknowledged: int = 0
    failed: str = ""
    backups: dict[str, tuple[State, Key]] = field(default_factory=dict)
    newest_backup: str = ""
    lasted: dict[str, float] = field(default_factory=dict)
    _since: float = 0.0

    def take(self, line: dict[str, Any]) -> None:
        """Take in one line."""
        if "failed" in line:
            self.failed = line["failed"]
        elif "intend" in line:
            self.phase, self.step, self.pending = line["intend"], line["step"], line
            self._since = time.monotonic()
        else:
            self._acknowledge(line)

    def _acknowledge(self, line: dict[str, Any]) -> None:
        self.acknowledged += 1
        took = time.monotonic() - self._since
        self.lasted[self.phase] = (took + self.lasted.get(self.phase, took)) / 2
        self.state = self.state.after(self.pending)
        if self.phase == "rekey":
            self.key = Key(bytes.fromhex(self.pending["key"]), self.key.salt)
        if self.phase == "backup":
            self.newest_backup = line["name"]
            self.backups[line["name"]] = (self.state, self.key)
        self.phase, self.pending = "between", {}

    def keys(self) -> tuple[Key, ...]:
        """Return the keys the file may have now."""
        if self.phase != "rekey":
            return (self.key,)
        return Key(bytes.fromhex(self.pending["key"]), self.key.salt), self.key


@dataclass
class Seen:
    """What was found after one kill; `key` and `state` are the file's."""

    key: Key | None = None
    state: State | None = None
    troubles: list[tuple[str, str]] = field(default_factory=list)
    scratch: int = 0
    names: tuple[str, ...] = ()
    files: int = 0
    backups: int = 0


def life(root: Path, seed: int, job: tuple[int, int]) -> Tally:
    """Let one file live through many kills; `job` is its number and how many."""
    number, kills = job
    place = Place(root / f"life-{number}")
    lot = random.Random(f"{seed}/{number}")
    key = Key(lot.randbytes(32), lot.randbytes(16))
    heard = Heard(forked.asked(partial(begin, place, key)), key)
    tally = Tally()
    for turn in range(kills):
        aim = lot.choice(AIMS)
        plan = Plan(f"{seed}/{number}/{turn}", aim, lot.randint(1, 6))
        heard = killed(place, plan, heard, lot)
        seen = forked.asked(partial(look, place, heard))
        count(tally, heard, seen, f"life {number} kill {turn} in {heard.phase}")
        if seen.key is None or seen.state is None:
            break
        for name in seen.names:
            heard.backups.setdefault(name, (seen.state, seen.key))
        heard = Heard(seen.state, seen.key, backups=heard.backups, lasted=heard.lasted)
    seen = forked.asked(partial(look_at_backups, place, heard, only=""))
    count_found(tally, seen, f"life {number} at its end")
    shutil.rmtree(place.root)
    return tally


def killed(place: Place, plan: Plan, heard: Heard, lot: random.Random) -> Heard:
    """Start a session, kill it when its time has come, and return what it had said."""
    process, reader = forked.start(lambda pipe: Session(place, heard.key, plan, pipe).run())
    at = time.monotonic() + lot.uniform(0, LONGEST) if plan.aim == "anywhere" else None
    rest = b""
    while not heard.failed:
        left = None if at is None else max(0.0, at - time.monotonic())
        if not select.select([reader], [], [], left)[0]:
            break
        said = os.read(reader, 65536)
        rest = _take_lines(heard, rest + said)
        if not said:
            heard.failed = heard.failed or "The session ended by itself."
        if at is None and heard.phase == plan.aim and heard.step >= plan.at:
            at = time.monotonic() + lot.uniform(0, 1.1 * heard.lasted.get(plan.aim, 0.1))
    os.kill(process, signal.SIGKILL)
    os.waitpid(process, 0)
    with os.fdopen(reader, "rb") as pipe:
        _take_lines(heard, rest + pipe.read())
    return heard


def _take_lines(heard: Heard, data: bytes) -> bytes:
    """Take in all whole lines and return the rest."""
    *lines, rest = data.split(b"\n")
    for line in lines:
        heard.take(json.loads(line))
    return rest


def look(place: Place, heard: Heard) -> Seen:
    """Open everything a killed session left, as a person would, and note what is wrong."""
    os.environ["CTPAT_DESKTOP_HOME"] = str(place.home)
    seen = Seen(scratch=len(_scratch(place)))
    try:
        _look_at_ours(place, heard, seen)
        _look_at_old(place, heard, seen)
        _look_at_again(place, heard, seen)
    except Problem as problem:
        seen.troubles.append(("not opened", problem.line()))
    found = look_at_backups(place, heard, only=heard.newest_backup)
    seen.troubles += found.troubles
    seen.backups += found.backups
    seen.names = found.names
    return seen


def _look_at_ours(place: Place, heard: Heard, seen: Seen) -> None:
    workspace, seen.key = _opened(place.file, heard.keys())
    seen.state = state_of(workspace)
    if heard.phase == "backup":  # the person tries again; what was left of it must go
        backups.make(workspace, datetime.now(UTC))
    workspace.close()
    seen.files += 1
    _verify(seen, place.file, seen.key)
    _refuse_litter(seen, place.file.parent, {place.file.name})
    allowed = [heard.state, heard.state.after(heard.pending)]
    if seen.state not in allowed:
        missing = heard.state.texts.items() - seen.state.texts.items()
        gone = heard.state.documents - seen.state.documents
        changed = heard.state.after(heard.pending)
        is_lost = bool({key for key, _ in missing} - set(changed.texts)) or bool(gone)
        words = f"texts {dict(missing)}, documents {gone}, pending {heard.pending}"
        seen.troubles.append(("lost" if is_lost or not heard.pending else "half", words))


def _opened(path: Path, keys: Iterable[Key]) -> tuple[Any, Key]:
    for key in keys:
        try:
            return door.open_workspace(path, key), key
        except door.WrongKey as error:
            last = error
    raise last


def _look_at_old(place: Place, heard: Heard, seen: Seen) -> None:
    """Open the half upgraded file once more; the copies of before must be whole."""
    if heard.phase != "migrate":
        return
    key = sealing_key() if heard.pending["is_sealed"] else None
    door.open_workspace(place.old, key).close()
    seen.files += 1
    _verify(seen, place.old, key)
    copies = set(place.old.parent.glob("old before upgrade*.ctpat"))
    for copy in copies:
        seen.files += 1
        if door.check_whole(copy, key, thorough=True) != 1:
            seen.troubles.append(("half", f"{copy.name} is not of the older version"))
    if not copies:
        seen.troubles.append(("lost", "no copy of the file before its upgrade"))
    _refuse_litter(seen, place.old.parent, {place.old.name, *(copy.name for copy in copies)})


def _look_at_again(place: Place, heard: Heard, seen: Seen) -> None:
    """A restored file is whole or not there; the next restore leaves nothing of the killed one."""
    if heard.phase != "restore":
        return
    source = next(place.home.glob(f"backups/*/{heard.pending['name']}"))
    state, key = heard.backups[source.name]
    if not place.again.exists():
        backups.restore(source, key, place.again)
    seen.files += 1
    _compare(seen, place.again, key, state)
    _refuse_litter(seen, place.again.parent, {place.again.name})


def look_at_backups(place: Place, heard: Heard, only: str) -> Seen:
    """Check the backup with this name, and those nobody acknowledged; all of them with ""."""
    seen = Seen()
    folders = list((place.home / "backups").glob("*"))
    there = {path.name: path for folder in folders for path in folder.glob("*.ctpat")}
    seen.names = tuple(there)
    if only and only not in there:
        seen.troubles.append(("lost", f"backup {only} is not there"))
    for name, path in there.items():
        if name == only or name not in heard.backups or not only:
            _look_at_backup(seen, path, *heard.backups.get(name, (heard.state, heard.key)))
    for folder in folders:
        _refuse_litter(seen, folder, set(there))
    return seen


def _look_at_backup(seen: Seen, path: Path, state: State, key: Key) -> None:
    seen.backups += 1
    try:
        _compare(seen, path, key, state)
    except Problem as problem:
        seen.troubles.append(("not opened", f"backup {path.name}: {problem.line()}"))


def _compare(seen: Seen, path: Path, key: Key, state: State) -> None:
    _verify(seen, path, key)
    with closing(door.open_workspace(path, key, reading_only=True)) as workspace:
        if state_of(workspace) != state:
            seen.troubles.append(("lost", f"{path.name} holds something else"))


def _verify(seen: Seen, path: Path, key: Key | None) -> None:
    seen.troubles += [("verify", f"{path.name}: {damage}") for damage in health.verify(path, key)]


def _refuse_litter(seen: Seen, folder: Path, wanted: set[str]) -> None:
    left = {path.name for path in folder.iterdir()} - wanted
    seen.troubles += [("litter", f"{name} in {folder.name}") for name in sorted(left)]


def _scratch(place: Place) -> list[Path]:
    names = ("*.swap-*", "*.part*", "*.new-*", "*.kept-*")
    return [path for name in names for path in place.root.rglob(f".{name}")]


def count(tally: Tally, heard: Heard, seen: Seen, where: str) -> None:
    """Add one kill to the tally."""
    tally.counts["kills"] += 1
    tally.phases[heard.phase] += 1
    tally.counts["acknowledged saves"] += heard.acknowledged
    tally.counts["scratch found"] += seen.scratch
    if heard.failed:
        tally.trouble("bug", f"{where}: {heard.failed}")
    pending = heard.state.after(heard.pending)
    if seen.state == pending != heard.state or seen.key != heard.key:
        tally.counts["committed but not acknowledged"] += 1
    count_found(tally, seen, where)


def count_found(tally: Tally, seen: Seen, where: str) -> None:
    """Add what was looked at and what was wrong."""
    tally.counts["files looked at"] += seen.files
    tally.counts["backups looked at"] += seen.backups
    for kind, words in seen.troubles:
        tally.trouble(kind, f"{where}: {words}")


def run(kills: int, seed: int, jobs: int = 1) -> Tally:
    """Kill that many sessions and return what was counted."""
    forked.warm()
    root = Path(tempfile.mkdtemp(prefix="ctpat-kills-"))
    tally = Tally()
    try:
        forked.asked(partial(seal_old, root / "sealed.ctpat", sealing_key()))
        lives = [(at, min(ROUNDS, kills - at)) for at in range(0, kills, ROUNDS)]
        for part in forked.spread(partial(life, root, seed), lives, jobs):
            tally.add(part)
    finally:
        shutil.rmtree(root, ignore_errors=True)
    return tally


def main() -> int:
    """Run the whole matrix and print the counts."""
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--kills", type=int, default=1000)
    given.add_argument("--seed", type=int, default=1)
    given.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    given.add_argument("--json", action="store_true")
    asked = given.parse_args()
    tally = run(asked.kills, asked.seed, asked.jobs)
    words = json.dumps(tally.plain()) if asked.json else "\n".join(tally.lines())
    sys.stdout.write(words + "\n")
    return int(any(tally.counts[name] for name in FATAL))


if __name__ == "__main__":
    sys.exit(main())
