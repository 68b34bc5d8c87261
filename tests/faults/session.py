"""A scripted editing session that says what it is about to do and what is done, on a pipe.

Each line is a JSON object. `intend` names a step before it begins and what the file will then
hold; `done` follows when the program has reported success, never earlier.
"""

import hashlib
import json
import os
import random
import shutil
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

from ctpat_desktop.catalogue import load_edition
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.evidence import library
from ctpat_desktop.services.files import workspaces
from ctpat_desktop.services.profile import answers
from ctpat_desktop.services.registers import records
from ctpat_desktop.workspace import door, keys, swap
from ctpat_desktop.workspace.backups import backups
from ctpat_desktop.workspace.keys import Key

OLD = Path(__file__).resolve().parents[1] / "data" / "schemas" / "schema-1-plain.ctpat"
"""A file of schema 1, as the first version wrote it."""

WEIGHTS = {
    "type": 50,
    "many": 8,
    "evidence": 10,
    "undo": 8,
    "redo": 6,
    "reopen": 4,
    "rekey": 6,
    "backup": 6,
    "restore": 3,
    "migrate": 3,
}
"""How often each step comes in a session."""


@dataclass(frozen=True)
class State:
    """What a file holds: texts (as hashes) by criterion, and documents by hash."""

    texts: dict[str, str]
    documents: frozenset[str]

    def after(self, delta: dict[str, Any]) -> "State":
        """Return the state that one step leads to."""
        texts = {**self.texts, **delta.get("texts", {})}
        documents = (self.documents | set(delta.get("plus", ()))) - set(delta.get("minus", ()))
        return State({key: sha for key, sha in texts.items() if sha}, documents)


def state_of(workspace: workspaces.Workspace) -> State:
    """Read what an open file holds."""
    with workspace.bare() as connection:
        rows = connection.execute("SELECT criterion, narrative FROM response").fetchall()
        documents = connection.execute("SELECT sha256 FROM evidence").fetchall()
    texts = {criterion: sha(text) for criterion, text in rows if text}
    return State(texts, frozenset(row[0] for row in documents))


def sha(text: str) -> str:
    """Return a short hash of a text, or "" for none."""
    return hashlib.sha256(text.encode()).hexdigest()[:16] if text else ""


@dataclass(frozen=True)
class Place:
    """Where one file and all that belongs to it lies."""

    root: Path

    @property
    def file(self) -> Path:
        """The workspace."""
        return self.root / "desk" / "ours.ctpat"

    @property
    def again(self) -> Path:
        """Where backups are restored to."""
        return self.root / "again" / "again.ctpat"

    @property
    def old(self) -> Path:
        """A file of an older version, to be upgraded."""
        return self.root / "old" / "old.ctpat"

    @property
    def sealed(self) -> Path:
        """The encrypted file of the older version from which copies are made."""
        return self.root.parent / "sealed.ctpat"

    @property
    def home(self) -> Path:
        """The program's own folder."""
        return self.root / "home"


def begin(place: Place, key: Key) -> State:
    """Make folders and a workspace with one company; return what it holds."""
    for part in ("desk", "again", "old", "inbox", "home"):
        (place.root / part).mkdir(parents=True, exist_ok=True)
    workspace = door.create_workspace(place.file, key)
    companies.start(workspace, "Killed Trading Inc", "importer", 2026)
    state = state_of(workspace)
    workspace.close()
    return state


def seal_old(path: Path, key: Key) -> None:
    """Make the encrypted file of the older version."""
    shutil.copy(OLD, path)
    swap.encrypt_plain(path, key)


@dataclass(frozen=True)
class Plan:
    """Which step comes when: `aim` at number `at`, the others by lot."""

    seed: str
    aim: str
    at: int


class Session:
    """One person editing; runs until it is killed."""

    def __init__(self, place: Place, key: Key, plan: Plan, pipe: int) -> None:
        self.place, self.key, self.plan = place, key, plan
        self.lot = random.Random(plan.seed)
        self._pipe = pipe
        self._step = 0
        self._done: list[tuple[dict[str, Any], dict[str, Any]]] = []
        self._undone: list[tuple[dict[str, Any], dict[str, Any]]] = []
        self._texts: dict[str, str] = {}
        self._backups: list[Path] = []
        self._backup_key = key

    def run(self) -> None:
        """Edit for ever; a failure is told, because none is expected."""
        os.environ["CTPAT_DESKTOP_HOME"] = str(self.place.home)
        try:
            self.open()
            for self._step in count(1):
                by_lot = self.lot.choices(list(WEIGHTS), list(WEIGHTS.values()))[0]
                aim = {"open": "reopen", "close": "reopen", "anywhere": by_lot}.get(
                    self.plan.aim, self.plan.aim
                )
                STEPS[aim if self._step == self.plan.at else by_lot](self)
        except BaseException:  # noqa: BLE001 - the parent reports it
            self._say({"failed": traceback.format_exc()})

    def open(self) -> None:
        """Open the file and read what it says."""
        self._intend("open")
        self.workspace = door.open_workspace(self.place.file, self.key)
        self._settle()

    def _settle(self) -> None:
        self.account = companies.choose(self.workspace)
        self.company = companies.overview(self.workspace)[0].company_id
        self._done, self._undone = [], []
        with self.workspace.bare() as connection:
            rows = connection.execute("SELECT criterion, narrative FROM response").fetchall()
        self._texts = dict(rows)
        self._acknowledge()

    def close(self) -> None:
        """Close the file."""
        self._intend("close")
        self.workspace.close()
        self._acknowledge()

    def reopen(self) -> None:
        """Close and open again."""
        self.close()
        self.open()

    def type_text(self) -> None:
        """Save one longer text and read it back, as the window does."""
        criterion = self.lot.choice(CRITERIA)
        before, text = self._texts.get(criterion, ""), self._longer(criterion)
        self._intend("type", texts={criterion: sha(text)})
        answers.save(self.workspace, self.account, criterion, narrative=text)
        with self.workspace.read() as session:
            row = answers.existing(session, self.account, criterion)
        assert records.stored(self.workspace, "response", row.id).narrative == text
        self._acknowledge()
        self._note({criterion: before}, {criterion: text})

    def many(self) -> None:
        """Change several answers in one action, half of them already sent to the database."""
        chosen = self.lot.sample(CRITERIA, 6)
        before = {criterion: self._texts.get(criterion, "") for criterion in chosen}
        after = {criterion: self._longer(criterion) for criterion in chosen}
        self._intend("many", texts={key: sha(text) for key, text in after.items()})
        with self.workspace.work("Many answers") as unit:
            for criterion, text in after.items():
                answers.at(unit.session, self.account, criterion).narrative = text
                unit.session.flush()
        self._acknowledge()
        self._note(before, after)

    def evidence(self) -> None:
        """Take in a document of 10 kB to 3 MB."""
        size = int(10_000 * 300 ** self.lot.random())
        path = self.place.root / "inbox" / "proof.bin"
        path.write_bytes(self.lot.randbytes(size))
        sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
        self._intend("evidence", plus=[sha256])
        library.add_file(self.workspace, self.company, path)
        self._acknowledge()
        self._done.append(({"minus": [sha256]}, {"plus": [sha256]}))
        self._undone.clear()

    def undo(self) -> None:
        """Take back the last action."""
        if not self._done:
            self.type_text()
        turned = self._done.pop()
        self._intend("undo", **_hashed(turned[0]))
        self.workspace.undo()
        self._acknowledge()
        self._texts.update(turned[0].get("texts", {}))
        self._undone.append(turned)

    def redo(self) -> None:
        """Bring back the last action taken back."""
        if not self._undone:
            self.undo()
        turned = self._undone.pop()
        self._intend("redo", **_hashed(turned[1]))
        self.workspace.redo()
        self._acknowledge()
        self._texts.update(turned[1].get("texts", {}))
        self._done.append(turned)

    def rekey(self) -> None:
        """Change the key of the closed file; now and then by a passphrase, as the window does."""
        if self.lot.random() < 0.1:
            word = f"word {self.lot.random()}"
            new = keys.derive(word, self.key.salt)
            self._intend("rekey", key=new.secret.hex())
            workspaces.change_passphrase(self.workspace, word)
            self.key = new
            self._settle()
            return
        self.close()
        new = Key(self.lot.randbytes(32), self.key.salt)
        self._intend("rekey", key=new.secret.hex())
        swap.change_key(self.place.file, self.key, new)
        self.key = new
        self._acknowledge()
        self.open()

    def backup(self) -> None:
        """Back the open file up."""
        self._intend("backup")
        made = backups.make(self.workspace, datetime.now(UTC), always=True)
        self._acknowledge(name=made.path.name)
        self._backups = [*self._backups, made.path] if self._is_same_key() else [made.path]
        self._backup_key = self.key

    def _is_same_key(self) -> bool:
        return bool(self._backups) and self._backup_key == self.key

    def restore(self) -> None:
        """Restore the newest backup to a new file."""
        if not self._is_same_key():
            self.backup()
        self.place.again.unlink(missing_ok=True)
        self._intend("restore", name=self._backups[-1].name)
        backups.restore(self._backups[-1], self.key, self.place.again)
        self._acknowledge()

    def migrate(self) -> None:
        """Open a file of an older version; every second one is encrypted."""
        shutil.rmtree(self.place.old.parent)
        self.place.old.parent.mkdir()
        is_sealed = self.lot.random() < 0.5
        shutil.copy(self.place.sealed if is_sealed else OLD, self.place.old)
        self._intend("migrate", is_sealed=is_sealed)
        door.open_workspace(self.place.old, sealing_key() if is_sealed else None).close()
        self._acknowledge()

    def _longer(self, criterion: str) -> str:
        text = self._texts.get(criterion, "")
        more = f"Line {self.lot.random()}: {'we look at each seal, ' * self.lot.randint(1, 30)}\n"
        return (text if len(text) < 20_000 else "") + more

    def _note(self, before: dict[str, str], after: dict[str, str]) -> None:
        self._texts.update(after)
        self._done.append(({"texts": before}, {"texts": after}))
        self._undone.clear()

    def _intend(self, phase: str, **facts: Any) -> None:
        self._say({"intend": phase, "step": self._step, **facts})

    def _acknowledge(self, **facts: Any) -> None:
        self._say({"done": True, **facts})

    def _say(self, line: dict[str, Any]) -> None:
        os.write(self._pipe, json.dumps(line).encode() + b"\n")


def sealing_key() -> Key:
    """Return the key of the encrypted file of the older version."""
    return Key(bytes(range(32)), bytes(range(200, 216)))


def _hashed(delta: dict[str, Any]) -> dict[str, Any]:
    texts = {key: sha(text) for key, text in delta.get("texts", {}).items()}
    return {**delta, "texts": texts}


CRITERIA = [row.id for row in load_edition().criteria_for("importer")]

STEPS: dict[str, Callable[[Session], None]] = {
    "type": Session.type_text,
    "many": Session.many,
    "evidence": Session.evidence,
    "undo": Session.undo,
    "redo": Session.redo,
    "reopen": Session.reopen,
    "rekey": Session.rekey,
    "backup": Session.backup,
    "restore": Session.restore,
    "migrate": Session.migrate,
}
