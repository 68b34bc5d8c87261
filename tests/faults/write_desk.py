"""The operations whose writing is made to fail, and all that can be seen of their files."""

import hashlib
import os
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from ctpat_desktop.documents.samples.hand_signed import hand_signed
from ctpat_desktop.reading.editions import rereads
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.records import Packet, Profile, Response, Submission
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.evidence import library
from ctpat_desktop.services.files import upkeep, workspaces
from ctpat_desktop.services.packets import (
    certificate_signature,
    issuing,
    record_signature,
    signing,
    store,
)
from ctpat_desktop.services.profile import (
    answers,
    editions,
    evidence_links,
    exports,
    submissions,
    years,
)
from ctpat_desktop.services.registers import records as fields
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.progress import Silent
from ctpat_desktop.support.shipped import shipped
from ctpat_desktop.workspace import door, keys, swap
from ctpat_desktop.workspace.backups import backups
from ctpat_desktop.workspace.engine import SIDE_FILES
from ctpat_desktop.workspace.keys import Key
from ctpat_desktop.workspace.repair import health
from tests.documents.signing.certificates import DAY, SECRET, Wanted, p12
from tests.faults import write_copies
from tests.faults.session import seal_old, sealing_key, state_of

WORDS, NEW_WORDS = "four seals on each door", "five seals on each door"
TEXT = "What was typed while the disk failed.\n" * 200
TODAY = date(2026, 3, 1)
LAST_YEAR = date(2025, 3, 1)
OTHER_EDITION = "invented-2031"
CHANGED = "passphrase was changed"
EARLIER = b"the export of before"
OTHER_KEY = Key(bytes(range(1, 33)), bytes(range(16)))


class Desk:
    """One set of files, in the process whose writing fails."""

    words = WORDS

    def __init__(self, root: Path, *, fails_on: bool = False) -> None:
        self.root, self.fails_on = root, fails_on
        self.out = root / "out"
        self.file = root / "desk" / "ours.ctpat"
        os.environ["CTPAT_DESKTOP_HOME"] = str(root / "home")

    def open(self, *, reading_only: bool = False) -> None:
        """Open the workspace before the faults begin."""
        key = keys.derive(WORDS, keys.salt_of(self.file))
        self.workspace = door.open_workspace(self.file, key, reading_only=reading_only)
        self.account = companies.choose(self.workspace)
        self.company = companies.overview(self.workspace)[0].company_id
        self.scan = (self.root / "scan.pdf").read_bytes() if self.has("scan.pdf") else b""
        self.signed = (self.root / "signed.pdf").read_bytes() if self.has("signed.pdf") else b""

    def has(self, name: str) -> bool:
        """Tell whether a file to take in is there."""
        return (self.root / name).exists()

    def close(self) -> None:
        """Close what is open."""
        self.workspace.close()


def build(root: Path) -> None:
    """Make the files every case begins with."""
    for part in ("desk", "out", "home", "old"):
        (root / part).mkdir(parents=True)
    desk = Desk(root)
    workspaces.create(desk.file, WORDS).close()
    (root / "proof.txt").write_text("A seal log.\n" * 3000)
    desk.workspace = workspaces.open_file(desk.file, WORDS)
    account = companies.start(desk.workspace, "Faulty Trading Inc", "importer", 2026)
    company = companies.overview(desk.workspace)[0].company_id
    document = library.add_file(desk.workspace, company, root / "proof.txt", kind="log")
    for criterion in ("1.1", "1.2", "1.3", "1.4"):
        answers.save(
            desk.workspace, account, criterion, status="in_place", narrative="We do. " * 90
        )
        evidence_links.link(desk.workspace, account, criterion, document)
    editions.add(desk.workspace, shipped("resources", "editions", f"{OTHER_EDITION}.json"))
    _issue_one(root, desk.workspace, account, company)
    backups.write(desk.workspace, root / "desk" / "kept.ctpat")
    desk.close()
    write_copies.go_apart(root, desk.file, WORDS)
    (root / "proof.bin").write_bytes(bytes(range(256)) * 1000)
    seal_old(root / "old" / "old.ctpat", sealing_key())
    _damage(desk.file, root / "desk" / "hurt.ctpat")
    for name in ("report.pdf", "report.xlsx"):
        (root / "out" / name).write_bytes(EARLIER)


def _issue_one(root: Path, workspace: workspaces.Workspace, account: str, company: str) -> None:
    """Let last year's packet wait for its signature; put a scan and a signed file beside."""
    fields.add(workspace, "contact", company_id=company, last_name="Okoro", is_officer=True)
    packet = issuing.issue(Scope.of(workspace, account, LAST_YEAR))
    frozen = store.issued(workspace, packet)
    (root / "scan.pdf").write_bytes(hand_signed(frozen.pdf, frozen.places[:1]))
    wanted = Wanted("Okoro", start=signing.now() - DAY, end=signing.now() + DAY)
    certificate = signing.certificate_of(p12(wanted), SECRET)
    made = signing.sign(frozen.pdf, certificate, signing.SigningOptions(reason="MOU")).pdf
    (root / "signed.pdf").write_bytes(made)


def _damage(path: Path, hurt: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 0xFF
    hurt.write_bytes(data)


@dataclass(frozen=True)
class Operation:
    """What is done, whether with the workspace open, and where its result goes (in `out`)."""

    act: Callable[[Desk], object]
    opens: str = ""
    target: str = ""


def _save(desk: Desk) -> object:
    return answers.save(desk.workspace, desk.account, "1.1", narrative=TEXT)


def _add(desk: Desk) -> object:
    return library.add_file(desk.workspace, desk.company, desk.root / "proof.bin")


def _back_up(desk: Desk) -> object:
    return backups.make(desk.workspace, datetime.now(UTC))


def _rekey(desk: Desk) -> object:
    old = keys.derive(WORDS, keys.salt_of(desk.file))
    return swap.change_key(desk.file, old, Key(OTHER_KEY.secret, old.salt))


def _change_passphrase(desk: Desk) -> None:
    try:
        workspaces.change_passphrase(desk.workspace, NEW_WORDS)
    except Problem as problem:
        if not desk.fails_on and CHANGED not in str(problem):  # the window goes on with it
            companies.choose(desk.workspace)
        raise


def _report(name: str) -> Callable[[Desk], object]:
    return lambda desk: exports.report(
        Scope.of(desk.workspace, desk.account, TODAY), desk.out / name, Silent()
    )


def _portal(desk: Desk) -> object:
    return exports.portal(
        Scope.of(desk.workspace, desk.account, TODAY), desk.out / "portal", Silent()
    )


def _upgrade(desk: Desk) -> object:
    return door.open_workspace(desk.root / "old" / "old.ctpat", sealing_key()).close()


def _restore(desk: Desk) -> object:
    return upkeep.restore(desk.file.with_name("kept.ctpat"), desk.out / "new.ctpat", WORDS)


def _repair(desk: Desk) -> object:
    return upkeep.repair(desk.file.with_name("hurt.ctpat"), desk.out / "new.ctpat", WORDS)


def _copy(desk: Desk) -> object:
    return upkeep.backup_file(desk.file, desk.out / "new.ctpat", WORDS)


def _create(desk: Desk) -> object:
    return workspaces.create(desk.out / "new.ctpat", WORDS).close()


def _issue(desk: Desk) -> object:
    return issuing.issue(Scope.of(desk.workspace, desk.account, TODAY))


def _waiting(desk: Desk) -> str:
    scope = Scope.of(desk.workspace, desk.account, TODAY)
    return next(row.id for row in store.every(scope) if row.year == 2025)


def _record_scan(desk: Desk) -> object:
    return record_signature.record_scan(
        desk.workspace, _waiting(desk), desk.scan, record_signature.ByHand(("Okoro",), TODAY)
    )


def _record_certificate(desk: Desk) -> object:
    return certificate_signature.record(desk.workspace, _waiting(desk), desk.signed)


def _begin_year(desk: Desk) -> object:
    return years.begin(Scope.of(desk.workspace, desk.account, TODAY))


def _submit(desk: Desk) -> object:
    scope = Scope.of(desk.workspace, desk.account, TODAY)
    return submissions.record(scope, by="Okoro", anyway=True)


def _move_edition(desk: Desk) -> object:
    return editions.move(Scope.of(desk.workspace, desk.account, TODAY), OTHER_EDITION)


OPERATIONS = {
    "merge with a copy": Operation(write_copies.merge, "writing"),
    "hand out a kit": Operation(write_copies.hand_out, "writing", "new.ctpat"),
    "save an answer": Operation(_save, "writing"),
    "begin a year": Operation(_begin_year, "writing"),
    "submit": Operation(_submit, "writing"),
    "move to another edition": Operation(_move_edition, "writing"),
    "add evidence": Operation(_add, "writing"),
    "issue a packet": Operation(_issue, "writing"),
    "record a scan": Operation(_record_scan, "writing"),
    "record a certificate": Operation(_record_certificate, "writing"),
    "back up": Operation(_back_up, "writing"),
    "change the key": Operation(_rekey),
    "change the passphrase": Operation(_change_passphrase, "writing"),
    "upgrade": Operation(_upgrade),
    "new workspace": Operation(_create, target="new.ctpat"),
    "write a copy": Operation(_copy, target="new.ctpat"),
    "restore": Operation(_restore, target="new.ctpat"),
    "repair": Operation(_repair, target="new.ctpat"),
    "report as PDF": Operation(_report("report.pdf"), "reading", "report.pdf"),
    "report as XLSX": Operation(_report("report.xlsx"), "reading", "report.xlsx"),
    "portal package": Operation(_portal, "reading", "portal"),
}


def know_keys(root: Path) -> None:
    """Derive the keys of the files once, here, and not in each of a thousand processes."""
    keys.derive = cache(keys.derive)
    for words in (WORDS, NEW_WORDS):
        keys.derive(words, keys.salt_of(root / "desk" / "ours.ctpat"))


def traces(root: Path, name: str) -> dict[str, Any]:
    """Return all that an operation could have touched; files are opened as a person would."""
    if name == "upgrade":
        return _old(root / "old" / "old.ctpat") | {"litter": sorted(_litter(root)), "made": {}}
    desk = Desk(root)
    salt = keys.salt_of(desk.file)
    known = {
        "old": keys.derive(WORDS, salt),
        "key": Key(OTHER_KEY.secret, salt),
        "words": keys.derive(NEW_WORDS, salt),
    }
    kept = list((root / "home").rglob("*.ctpat"))
    return {
        "file": _file(desk.file, known),
        "backups": [_file(path, known) for path in kept],
        "made": {path.name: _made(path) for path in _exported(desk.out)},
        "litter": sorted(_litter(root)),
    }


def _old(path: Path) -> dict[str, Any]:
    return {
        "version": _version(path),
        "file": _file(path, {"old": sealing_key()}),
        "copies": {_version(copy) for copy in path.parent.glob("*before upgrade*")},
    }


def _file(path: Path, known: dict[str, Key]) -> dict[str, Any]:
    """Open a workspace with the key that fits, close it, and check it through."""
    for name, key in known.items():
        try:
            with closing(door.open_workspace(path, key)) as workspace:
                state = state_of(workspace)
                records, packets = _records(workspace), _packets(workspace)
                reviews = _reviews(workspace)
        except door.WrongKey:
            continue
        damages = [f"{damage.where}: {damage.what}" for damage in health.verify(path, key)]
        return {
            "key": name,
            "state": state,
            "records": records,
            "packets": packets,
            "reviews": reviews,
            "damages": damages,
        }
    return {"key": "none fits"}


def _records(workspace: workspaces.Workspace) -> int:
    with workspace.bare() as connection:
        return connection.execute("SELECT count(*) FROM revision").fetchone()[0]


def _packets(workspace: workspaces.Workspace) -> list[tuple[Any, ...]]:
    """Return the packets of a file: what became of each, who signed, and how long its file is."""
    with workspace.read() as session:
        rows = session.query(Packet).order_by(Packet.year).all()
    return [
        (
            (row.year, row.state, row.way, row.signed_by, bool(row.evidence_id)),
            [given.name for given in store.signatures(workspace, row.id)],
            row.sha256
            and len(store.current_pdf(workspace, row.id)) == (row.signed_size or row.size),
        )
        for row in rows
    ]


def _reviews(workspace: workspaces.Workspace) -> list[tuple[Any, ...]]:
    """Return the review years with edition and answers, and whether each submission reads."""
    with workspace.read() as session:
        rows = session.query(Profile).order_by(Profile.year).all()
        answered = [session.query(Response).filter_by(profile_id=row.id).count() for row in rows]
        again = [sorted(rereads(session, row.id)) for row in rows]
        sent = session.query(Submission).order_by(Submission.id).all()
    begun = [
        (row.year, row.edition, *more) for row, *more in zip(rows, answered, again, strict=True)
    ]
    read = [submissions.read(workspace, row.id).dossier.profile.year for row in sent]
    return [*begun, *((year, "submitted") for year in read)]


def _version(path: Path) -> int:
    return door.check_whole(path, sealing_key(), thorough=True)


def _made(path: Path) -> Any:
    """Return what stands under an exported name, in a form two equal exports share."""
    if path.suffix == ".ctpat":
        known = {"old": keys.derive(WORDS, keys.salt_of(path))}
        seen = _file(path, known)
        return {**seen, "records": 0} if "state" in seen else seen
    if path.is_dir():
        return {file.relative_to(path).as_posix(): _sum(file.read_bytes()) for file in _all(path)}
    if path.suffix == ".zip":
        with zipfile.ZipFile(path) as archive:
            return {name: _sum(archive.read(name)) for name in archive.namelist()}
    return _sum(path.read_bytes())


def _exported(out: Path) -> list[Path]:
    """Return what a person sees in a folder, without what SQLite keeps beside an open file."""
    return [path for path in out.glob("[!.]*") if not path.name.endswith(SIDE_FILES)]


def _all(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_file())


def _sum(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:16]


def _litter(root: Path) -> Iterator[str]:
    for path in root.rglob("*"):
        ends = ("-wal", "-shm", "-journal", ".lock", ".new")
        if path.name.startswith(".") or path.name.endswith(ends):
            yield path.relative_to(root).as_posix()
