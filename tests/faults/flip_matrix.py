"""Changes single bytes of an encrypted file and of its backup: the change must never go unnoticed.

python -m tests.faults.flip_matrix --seed 1
"""

import argparse
import json
import os
import random
import shutil
import sys
import tempfile
import traceback
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from ctpat_desktop.records import RECORDS
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.evidence import library
from ctpat_desktop.services.files import workspaces
from ctpat_desktop.services.profile import answers, evidence_links
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.workspace import door, keys
from ctpat_desktop.workspace import engine as files
from ctpat_desktop.workspace.backups import backups
from ctpat_desktop.workspace.keys import SALT, Key
from ctpat_desktop.workspace.repair import health, salvage
from tests.faults import forked

WORDS = "seven seals on each door"
FIRST = 200
"""Bytes of page 1 that every cut of the matrix tries: salt, and the head of the database."""

BLOCK = 512
"""Flips that one process does in a row."""

EVERY = 16
"""Of so many bytes of a page one is changed, in each page one further than in the page before.

A page is refused whole, whichever of its bytes is another: every page is tried at 256 places, and
every place of a page in each sixteenth page. `--every 1` changes each byte.
"""

REPAIRED = 100
"""Of so many flips one is repaired as well."""

FATAL = ("bug", "silent change", "not named", "wrong cause", "repair")

Rows = dict[str, list[dict[str, Any]]]


@dataclass(frozen=True)
class Flip:
    """Which byte of which file is changed with which bits."""

    name: str
    at: int
    bits: int
    repairs: bool = False

    def words(self) -> str:
        """Return the flip in a few words."""
        return f"{self.name} byte {self.at} xor {self.bits:#04x}"


@dataclass(frozen=True)
class Pattern:
    """The files to be changed, their key, and what they say."""

    root: Path
    key: Key
    rows: dict[str, Rows]


@dataclass
class Tally:
    """What was counted, and the words of each trouble."""

    counts: Counter[str] = field(default_factory=Counter)
    troubles: list[str] = field(default_factory=list)

    def add(self, other: "Tally") -> None:
        """Take in what another process counted."""
        self.counts += other.counts
        self.troubles += other.troubles

    def trouble(self, kind: str, words: str) -> None:
        """Note one thing that must not be."""
        self.counts[kind] += 1
        self.troubles.append(f"{kind}: {words}")

    def plain(self) -> dict[str, Any]:
        """Return the result for another program."""
        return {**dict.fromkeys(FATAL, 0), **self.counts, "troubles": self.troubles}

    def lines(self) -> Iterator[str]:
        """Yield the result as it is printed."""
        for name, number in sorted((dict.fromkeys(FATAL, 0) | self.counts).items()):
            yield f"{name}: {number}"
        yield from self.troubles[:30]


def build(root: Path) -> Pattern:
    """Make a small workspace with some answers and a document, and its backup."""
    path = root / "ours.ctpat"
    with closing(workspaces.create(path, WORDS)) as workspace:
        account = companies.start(workspace, "Flipped Trading Inc", "importer", 2026)
        company = companies.overview(workspace)[0].company_id
        for criterion in ("1.1", "1.2", "1.3"):
            answers.save(workspace, account, criterion, narrative="We look at each seal. " * 30)
        document = library.add_bytes(workspace, company, "seals.txt", bytes(range(256)) * 40)
        evidence_links.link(workspace, account, "1.1", document)
        answers.save(workspace, account, "1.2", narrative="")
        backups.write(workspace, root / "backup.ctpat")
    key = keys.derive(WORDS, keys.salt_of(path))
    rows = {name: read(root / name, key) for name in ("ours.ctpat", "backup.ctpat")}
    return Pattern(root, key, rows)


def read(path: Path, key: Key) -> Rows:
    """Return every row of a file, as it opens."""
    with closing(door.open_workspace(path, key, reading_only=True)) as workspace:
        return rows_of(workspace)


def rows_of(workspace: workspaces.Workspace) -> Rows:
    """Return every row of an open file."""
    with workspace.bare() as connection:
        query = "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
        names = [row[0] for row in connection.execute(query)]
        return {name: _rows(connection, name) for name in names}


def _rows(connection: Any, table: str) -> list[dict[str, Any]]:
    cursor = connection.execute(f'SELECT * FROM "{table}"')
    columns = [column[0] for column in cursor.description]
    return [dict(zip(columns, row, strict=True)) for row in cursor]


def flips(pattern: Pattern, lot: random.Random, most: int, every: int = EVERY) -> Iterator[Flip]:
    """Yield flips of every page of the workspace and its backup, one bit or all by turns.

    Of the workspace every `every`-th byte is changed, of the backup, which is made the same way, a
    quarter of that; the first bytes of the workspace all of them and both ways. With `most` they
    are those of the first bytes and some others by lot.
    """
    for name in pattern.rows:
        size = (pattern.root / name).stat().st_size
        is_ours = name == "ours.ctpat"
        places: Sequence[int] = _places(size, every if is_ours else 4 * every, is_ours)
        if most:
            drawn = lot.sample(range(FIRST, size), (most - 2 * FIRST) // 2 + 1)
            places = [*range(FIRST), *sorted(drawn)] if is_ours else sorted(drawn)
        for at in places:
            both = (1 << lot.randrange(8), 0xFF)
            is_head = is_ours and at < FIRST
            for bits in both if is_head else both[at // every % 2 :][:1]:
                yield Flip(name, at, bits, at < FIRST or lot.randrange(REPAIRED) == 0)


def _places(size: int, every: int, has_head: bool) -> list[int]:
    """Return the bytes to change: one in `every`, each page one further than the one before."""
    return [
        at
        for at in range(size)
        if (has_head and at < FIRST) or at % every == at // keys.PAGE % every
    ]


def blocks(flips: Iterator[Flip]) -> Iterator[list[Flip]]:
    """Yield the flips in blocks of one file each."""
    block: list[Flip] = []
    for flip in flips:
        if block and (len(block) == BLOCK or block[0].name != flip.name):
            yield block
            block = []
        block.append(flip)
    yield block


def tried(pattern: Pattern, block: list[Flip]) -> Tally:
    """Do a block of flips, each on the same copy, which is whole again after each."""
    tally = Tally()
    whole = (pattern.root / block[0].name).read_bytes()
    with tempfile.TemporaryDirectory(dir=pattern.root) as folder:
        path = Path(folder) / block[0].name
        path.write_bytes(whole)
        for flip in block:
            _write(path, flip.at, whole[flip.at] ^ flip.bits)
            try:
                _judge(pattern, flip, path, tally)
                if flip.repairs:
                    _repair(pattern, flip, path, tally)
            except Exception:  # noqa: BLE001 - whatever rises here is a bug, and is reported
                tally.trouble("bug", f"{flip.words()}: {traceback.format_exc()}")
            _write(path, flip.at, whole[flip.at])
        if path.read_bytes() != whole:
            tally.trouble("bug", f"{block[0].words()} and on: looking at the file changed it")
    return tally


def _write(path: Path, at: int, byte: int) -> None:
    with path.open("rb+", buffering=0) as file:
        file.seek(at)
        file.write(bytes([byte]))


def _judge(pattern: Pattern, flip: Flip, path: Path, tally: Tally) -> None:
    tally.counts["flips"] += 1
    if flip.at < SALT:
        _judge_salt(flip, path, tally)
    try:
        with closing(door.open_workspace(path, pattern.key, reading_only=True)) as workspace:
            rows = rows_of(workspace)
    except Problem as problem:
        tally.counts["refused"] += 1
        if "damaged" not in str(problem):
            tally.trouble("wrong cause", f"{flip.words()}: {problem.line()}")
        is_salt = flip.at < SALT  # the check reads pages; only opening compares the salt
        if flip.repairs and not is_salt and not health.verify(path, pattern.key):
            tally.trouble("not named", flip.words())
        return
    tally.counts["opened, content the same"] += 1
    if rows != pattern.rows[flip.name]:
        tally.trouble("silent change", flip.words())
    if not health.verify(path, pattern.key):
        tally.trouble("not named", flip.words())


def _judge_salt(flip: Flip, path: Path, tally: Tally) -> None:
    """A changed salt makes another key of the passphrase: it cannot be told from a wrong one."""
    if flip.bits != 0xFF:
        return
    try:
        workspaces.open_file(path, WORDS).close()
    except door.WrongKey:
        tally.counts["salt: taken for a wrong passphrase"] += 1
    else:
        tally.trouble("silent change", f"{flip.words()}: opened by passphrase")


def _repair(pattern: Pattern, flip: Flip, path: Path, tally: Tally) -> None:
    """Repair a changed file: nothing may be changed, and everything missing must be named."""
    target = path.with_name("new.ctpat")
    try:
        saved = salvage.salvage(path, pattern.key, target)
    except Problem:
        tally.counts["repair refused: nothing can be read"] += 1
        return
    tally.counts["repaired"] += 1
    damages = health.verify(target, pattern.key)
    lost = " ".join(f"{damage.where} {damage.what}" for damage in saved.lost)
    unlike = list(_unlike(pattern.rows[flip.name], read(target, pattern.key), lost))
    files.forget(target)
    missing = [damage for damage in damages if damage.where not in lost]
    if missing or unlike:
        tally.trouble("repair", f"{flip.words()}: {unlike} {missing}; it said “{lost}”")


def _unlike(before: Rows, after: Rows, lost: str) -> Iterator[str]:
    for table in RECORDS:
        there = {row["id"]: row for row in after[table]}
        is_named = _is_named(table, lost)
        for row in before[table]:
            if row["id"] not in there and row["id"] not in lost and not is_named:
                yield f"{table} {row['id']} is gone without a word"
            if row["id"] in there and there[row["id"]] != row:
                yield f"{table} {row['id']} is changed"
        extra = there.keys() - {row["id"] for row in before[table]}
        yield from (f"{table} {record} came from nowhere" for record in extra)
    for table in ("revision", "evidence_chunk"):
        ours = [row for row in after[table] if row.get("who") != "repair"]
        fewer = len(before[table]) - len(ours)
        words = (f"history {fewer} of its", "history Some of its", "document")
        named = words[:2] if table == "revision" else words[2:]
        if fewer > 0 and not _is_named(table, lost) and not any(one in lost for one in named):
            yield f"{fewer} rows of {table} are gone without a word"


def _is_named(table: str, lost: str) -> bool:
    """Return whether a whole table is named as one that cannot be found any more."""
    return f"table {table} Where it stands" in lost


def run(seed: int, jobs: int = 1, most: int = 0, every: int = EVERY) -> Tally:
    """Do the flips, or about `most` by lot, and return what was counted."""
    forked.warm()
    root = Path(tempfile.mkdtemp(prefix="ctpat-flips-"))
    tally = Tally()
    try:
        pattern = forked.asked(partial(build, root))
        given = blocks(flips(pattern, random.Random(seed), most, every))
        for part in forked.spread(partial(tried, pattern), given, jobs):
            tally.add(part)
    finally:
        shutil.rmtree(root, ignore_errors=True)
    return tally


def main() -> int:
    """Run the whole matrix and print the counts."""
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--seed", type=int, default=1)
    given.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    given.add_argument("--most", type=int, default=0, help="flips by lot; 0 is all")
    given.add_argument("--every", type=int, default=EVERY, help="one byte in so many; 1 is each")
    given.add_argument("--json", action="store_true")
    asked = given.parse_args()
    tally = run(asked.seed, asked.jobs, asked.most, asked.every)
    words = json.dumps(tally.plain()) if asked.json else "\n".join(tally.lines())
    sys.stdout.write(words + "\n")
    return int(any(tally.counts[name] for name in FATAL))


if __name__ == "__main__":
    sys.exit(main())
