"""The readers of files from outside, each with the files it begins with and its limits."""

import hashlib
import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random

from ctpat_desktop.exchange import child_process
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.progress import Silent
from ctpat_desktop.workspace.keys import Key
from tests.fuzz import mutators, seeds
from tests.fuzz.seeds import Seed

KEY = Key(b"k" * 32, bytes(range(0xF0, 0x100)))
TODAY = date(2026, 12, 2)

Reader = Callable[[Path, bool], None]
"""Reads one file; True reads it as the program does, in a child, and compares the workspace."""


@dataclass(frozen=True)
class Target:
    """One reader. `in_child` says whether the program reads such files in a process with limits.

    `seconds` is what one file may take in this process; a file of a reader with a child that needs
    more is read once more as the program does it.
    """

    name: str
    seeds: Callable[[], list[Seed]]
    opened: Callable[[Path], Reader]
    in_child: bool
    seconds: float = 20.0
    mutate: Callable[[Random, bytes, list[bytes]], bytes] = mutators.mutated


def _unchanged(workspace: object, path: Path) -> Callable[[], None]:
    """Return what raises AssertionError unless the workspace is as it is now."""
    tip, before = workspace.tip, _digest(path)  # type: ignore[attr-defined]

    def check() -> None:
        same = workspace.tip == tip and _digest(path) == before  # type: ignore[attr-defined]
        assert same, "a refused file changed the workspace"

    return check


def _digest(path: Path) -> str:
    parts = [path, path.with_name(f"{path.name}-wal")]
    return hashlib.sha256(b"".join(p.read_bytes() for p in parts if p.exists())).hexdigest()


def _company(folder: Path) -> tuple[object, str, Path]:
    from ctpat_desktop.services.accounts import companies
    from ctpat_desktop.workspace import door

    path = folder / "own.ctpat"
    workspace = door.create_workspace(path, Key(os.urandom(32), os.urandom(16)))
    account = companies.start(workspace, "Acme", "importer", 2026)
    return workspace, companies.dossier(workspace, account).company.id, path


def _importing(folder: Path, job: Callable[[object, str, Path, bool], None]) -> Reader:
    workspace, company, own = _company(folder)

    def read(path: Path, whole: bool) -> None:
        check = _unchanged(workspace, own)
        try:
            job(workspace, company, path, whole)
        except Problem:
            if whole:
                check()
            raise
        while workspace.undo() is not None:  # type: ignore[attr-defined]
            pass

    workspace.begin_steps()  # type: ignore[attr-defined]
    return read


def _sheets(folder: Path) -> Reader:
    from ctpat_desktop.services.importing import apply

    def job(workspace: object, company: str, path: Path, whole: bool) -> None:
        sheet = apply.load("partner", path)
        columns = apply.proposed(workspace, "partner", sheet)  # type: ignore[arg-type]
        shown = apply.preview(workspace, company, "partner", sheet, columns)  # type: ignore[arg-type]
        apply.dry(shown)
        if whole:
            apply.apply(workspace, shown)  # type: ignore[arg-type]

    return _importing(folder, job)


def _answers(folder: Path) -> Reader:
    from ctpat_desktop.services.accounts import companies
    from ctpat_desktop.services.importing import answers

    def job(workspace: object, _company: str, path: Path, whole: bool) -> None:
        account = companies.choose(workspace)  # type: ignore[arg-type]
        found = answers.load(workspace, account, path)  # type: ignore[arg-type]
        shown = answers.preview(workspace, account, found)  # type: ignore[arg-type]
        if whole:
            answers.apply(workspace, shown, range(len(shown.rows)))  # type: ignore[arg-type]

    return _importing(folder, job)


def _itrac(folder: Path) -> Reader:
    from ctpat_desktop.services.trade.import_data import intake

    def job(workspace: object, company: str, path: Path, whole: bool) -> None:
        loaded = intake.load(workspace, path)  # type: ignore[arg-type]
        shown = intake.preview(Scope.of_company(workspace, company, TODAY), loaded, loaded.columns)  # type: ignore[arg-type]
        if whole:
            intake.take(Scope.of_company(workspace, company, TODAY), shown)  # type: ignore[arg-type]

    return _importing(folder, job)


def _questionnaires(folder: Path) -> Reader:
    from ctpat_desktop.exchange.questionnaires.answers import decode
    from ctpat_desktop.exchange.questionnaires.reader import read_returned, returned_bytes
    from ctpat_desktop.services.questionnaires.receiving import receive
    from tests.exchange.questionnaires.returning import sending

    asked = sending()

    def job(workspace: object, company: str, path: Path, whole: bool) -> None:
        decode(read_returned(returned_bytes(path), path.name), asked.questions)
        if whole:
            receive(Scope.of_company(workspace, company, TODAY), [path])  # type: ignore[arg-type]

    return _importing(folder, job)


def _scans(_folder: Path) -> Reader:
    from ctpat_desktop.services.packets import scan

    def read(path: Path, _whole: bool) -> None:
        scan.read([path], Silent())

    return read


def _certificates(_folder: Path) -> Reader:
    from ctpat_desktop.documents.signing.certificates import open_p12
    from tests.documents.signing.certificates import NOW, SECRET

    def read(path: Path, _whole: bool) -> None:
        with suppress(Problem):
            open_p12(path.read_bytes(), "", NOW)
        open_p12(path.read_bytes(), SECRET, NOW)

    return read


def _signed(_folder: Path) -> Reader:
    from ctpat_desktop.cli import packet_sign
    from ctpat_desktop.services.packets import signing

    def read(path: Path, _whole: bool) -> None:
        found = signing.verify(path.read_bytes())
        packet_sign.in_words(found)
        signing.fields_of(path.read_bytes())

    return read


def _pictures(_folder: Path) -> Reader:
    from ctpat_desktop.documents.core import pictures
    from ctpat_desktop.documents.pages import preview
    from ctpat_desktop.exchange.metadata.clean import cleaned
    from ctpat_desktop.exchange.office import file_pages
    from ctpat_desktop.services.packets.signing import ink_of

    def read(path: Path, _whole: bool) -> None:
        data = path.read_bytes()
        pictures.fitted(data)
        with suppress(Problem):
            ink_of(data)
        with suppress(Problem):
            cleaned(data, path.name)
        with suppress(Problem):
            file_pages.opened("", path.name, data, 1)
        if b"%PDF-" in data[:1024]:
            for page in range(min(preview.page_count(data), 3)):
                preview.page_image(data, page)

    return read


def _papers(_folder: Path) -> Reader:
    from ctpat_desktop.exchange.child_process import run_limited
    from ctpat_desktop.exchange.metadata.clean import cleaned
    from ctpat_desktop.exchange.office.file_pages import opened
    from ctpat_desktop.exchange.office.file_text import file_text

    def read(path: Path, _whole: bool) -> None:
        data = path.read_bytes()
        with suppress(Problem):
            cleaned(data, path.name)
        look = (opened, "", path.name, data, 0)
        with suppress(Problem):
            run_limited(*look, seconds=60.0, megabytes=2_000, name=path.name)
        run_limited(file_text, path.name, data, seconds=60.0, megabytes=2_000, name=path.name)

    return read


def _workspaces(key: Key | None) -> Callable[[Path], Reader]:
    from ctpat_desktop.services.accounts import companies
    from ctpat_desktop.services.profile import review
    from ctpat_desktop.workspace import door

    def opened(folder: Path) -> Reader:
        place = folder / "tried"
        place.mkdir()

        def read(path: Path, _whole: bool) -> None:
            for old in place.iterdir():
                old.unlink()
            own = place / "a.ctpat"
            own.write_bytes(path.read_bytes())
            workspace = door.open_workspace(own, key)
            try:
                for line in companies.overview(workspace):
                    companies.dossier(workspace, line.account_id).fingerprint()
                    review.review(Scope.of(workspace, line.account_id, TODAY))
            finally:
                workspace.close()

        return read

    return opened


def _spoiled(random: Random, data: bytes, others: list[bytes]) -> bytes:
    """Change bytes, or a value of a row as another program would."""
    if random.random() < 0.5:
        return seeds.spoiled_row(random, data, mutators.WORDS)
    return mutators.mutated(random, data, others)


TARGETS = {
    target.name: target
    for target in (
        Target("sheets", seeds.sheets, _sheets, True),
        Target("answers", seeds.profiles, _answers, True),
        Target("itrac", seeds.itrac, _itrac, True),
        Target("questionnaires", seeds.questionnaires, _questionnaires, True),
        Target("scans", seeds.scans, _scans, True, 60.0),
        Target("certificates", seeds.certificates, _certificates, False),
        Target("signed", seeds.signed, _signed, True, 60.0),
        Target("pictures", seeds.pictures, _pictures, False),
        Target("papers", seeds.papers, _papers, True),
        Target("plain", seeds.workspaces, _workspaces(None), False, 20.0, _spoiled),
        Target("encrypted", seeds.encrypted, _workspaces(KEY), False),
    )
}


def in_process(here: bool) -> None:
    """Read in this process, without the child's limits, or as the program does."""
    child_process._is_child = here
