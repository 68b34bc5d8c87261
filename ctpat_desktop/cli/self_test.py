"""What an installed program does by itself to show that all of it is there and works."""

import argparse
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from ctpat_desktop import __version__
from ctpat_desktop.cli.speaking import DONE, LOOK, say
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import number_text
from ctpat_desktop.support.progress import Silent

DAY = date(2026, 11, 21)
"""The day the sample is looked at from."""
PASSPHRASE = "self-test of an invented sample"  # noqa: S105 - protects invented data for a minute
SQLITE = b"SQLite format 3\x00"
"""How a file that is not encrypted begins."""


class State(StrEnum):
    """How one part came out."""

    OK = "ok"
    FAILED = "FAILED"
    NOT_CHECKED = "not checked"


class NotHere(Exception):
    """What a part needs is not on this computer; the words say what."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one part came out, with what was seen."""

    name: str
    state: State
    words: str

    @property
    def line(self) -> str:
        """One line for people and for scripts."""
        return f"{self.state:12} {self.name}: {self.words}"


class SelfTest(argparse.Action):
    """The option `--self-test`: runs every part and ends the program with its code."""

    def __call__(self, parser: argparse.ArgumentParser, *_: Any) -> None:
        """Print a line for each part; 0 all in order, 1 something is not."""
        parser.exit(run())


def run() -> int:
    """Run every part in a folder of its own, print a line for each, and return the exit code."""
    say(f"CTPAT Desktop {__version__}, self-test with an invented company")
    with TemporaryDirectory(prefix="ctpat-self-test-") as folder:
        before = {name: os.environ.get(name) for name in ("CTPAT_DESKTOP_HOME", "QT_QPA_PLATFORM")}
        os.environ["CTPAT_DESKTOP_HOME"] = str(Path(folder, "home"))
        try:
            found = list(_spoken(_Bench(Path(folder))))
        finally:
            for name, value in before.items():
                os.environ.pop(name, None)
                if value is not None:
                    os.environ[name] = value
    bad = sum(row.state is State.FAILED for row in found)
    skipped = sum(row.state is State.NOT_CHECKED for row in found)
    words = f"{len(found) - bad - skipped} in order, {bad} failed, {skipped} not checked."
    say(words)
    return LOOK if bad else DONE


def _spoken(bench: "_Bench") -> Iterator[Outcome]:
    for name, part in bench.parts():
        outcome = _outcome(name, part)
        say(outcome.line)
        yield outcome


def _outcome(name: str, part: Callable[[], str]) -> Outcome:
    try:
        return Outcome(name, State.OK, part())
    except NotHere as why:
        return Outcome(name, State.NOT_CHECKED, str(why))
    except Problem as problem:
        return Outcome(name, State.FAILED, problem.line())
    except Exception as bug:  # noqa: BLE001 - a part that breaks is what is looked for
        return Outcome(name, State.FAILED, f"{type(bug).__name__}: {bug}".replace("\n", " "))


class _Bench:
    """The parts, in their order; each works on what the one before it left."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.file = folder, folder / "sample.ctpat"

    def parts(self) -> tuple[tuple[str, Callable[[], str]], ...]:
        """Return each part with its name; it says what was seen, or raises."""
        return (
            ("Definitions", self.definitions),
            ("Workspace", self.workspace),
            ("Encryption", self.encryption),
            ("Saving", self.saving),
            ("Checklist", self.checklist),
            ("Portal package", self.portal),
            *((f"Report as {kind}", self._report(kind)) for kind in ("pdf", "docx", "xlsx")),
            ("List in and out", self.lists),
            ("Packet", self.packet),
            ("Page on the screen", self.page),
            ("Window", self.window),
            ("Keyring", self.keyring),
            ("Integrity", self.integrity),
        )

    def definitions(self) -> str:
        """Load the criteria, the forms and the letters of the papers."""
        from ctpat_desktop.services import forms_check

        found = forms_check.problems()
        if found:
            raise Problem(found[0])
        return "criteria, forms and outlines are whole"

    def workspace(self) -> str:
        """Make the sample company."""
        from ctpat_desktop.services.samples import sample_file

        sample_file.create(self.file, "importer").close()
        return f"{number_text(self.file.stat().st_size // 1024)} KB"

    def encryption(self) -> str:
        """Encrypt it, and see that it opens with its passphrase only."""
        from ctpat_desktop.services.files import workspaces

        workspace = workspaces.open_file(self.file)
        workspaces.change_passphrase(workspace, PASSPHRASE)
        workspace.close()
        if self.file.read_bytes()[: len(SQLITE)] == SQLITE:
            raise Problem("The file is not encrypted.")
        try:
            workspaces.open_file(self.file, "wrong " + PASSPHRASE).close()
        except Problem:
            return "opens with its passphrase only"
        raise Problem("The file opened with a wrong passphrase.")

    def saving(self) -> str:
        """Save an answer and read it from the file opened anew."""
        from ctpat_desktop.services.accounts import companies
        from ctpat_desktop.services.profile import answers

        words = "Written by the self-test: naïve, Ñandú, 深圳."
        with self._opened() as scope:
            answers.save(scope.workspace, scope.account_id, "1.1", None, narrative=words)
        with self._opened() as scope:
            read = companies.dossier(scope.workspace, scope.account_id).answer("1.1")
            if read.whole is None or read.whole.narrative != words:
                raise Problem("The answer reads differently than it was written.")
        return "an answer reads as it was written"

    def checklist(self) -> str:
        """Judge the profile."""
        from ctpat_desktop.services.profile import review

        with self._opened() as scope:
            found = review.review(scope).findings
        if not found:
            raise Problem("The checklist finds nothing in a sample with planted gaps.")
        return f"{len(found)} findings in the sample"

    def portal(self) -> str:
        """Write the portal package, which reads itself again."""
        from ctpat_desktop.services.portal import papers
        from ctpat_desktop.services.profile import exports

        with self._opened() as scope:
            options = exports.PackageOptions(papers.every(scope, Silent()))
            made = exports.portal(scope, self.folder / "portal", Silent(), options)
        return f"{made.blocks} answers, {made.files} documents, read again"

    def lists(self) -> str:
        """Write the partners as a sheet and read it in the process for files from outside."""
        from ctpat_desktop.cli import import_lists
        from ctpat_desktop.services.registers import list_export

        sheet = self.folder / "partners.xlsx"
        with self._opened() as scope:
            list_export.export(scope, list_export.Selection("partner"), sheet)
        form = import_lists.form_named("partners")
        seen = import_lists.import_sheet(self._target(), form, sheet, dry_run=True)
        if not seen.rows or seen.unchanged != seen.rows:
            raise Problem(f"{seen.unchanged} of {seen.rows} rows come back unchanged.")
        return f"{seen.rows} rows come back unchanged"

    def packet(self) -> str:
        """Issue a packet to sign."""
        from ctpat_desktop.services.packets import issuing

        with self._opened() as scope:
            made, _ = issuing.write(scope, self.folder / "packet.pdf", None)
        return made.checked

    def page(self) -> str:
        """Draw the first page of the packet as the preview does."""
        from ctpat_desktop.documents.pages.preview import page_image

        width, height, pixels = page_image((self.folder / "packet.pdf").read_bytes(), 0)
        if len(set(pixels)) < 2:
            raise Problem("The page is empty.")
        return f"{width} x {height} pixels"

    def window(self) -> str:
        """Open the window off the screen on the encrypted file and take its picture."""
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        from ctpat_desktop.ui.screenshots import first_screen

        path = first_screen(self.file, self.folder / "window.png", DAY, PASSPHRASE)
        return f"{path.stat().st_size // 1024} KB of picture"

    def keyring(self) -> str:
        """Keep a key that opens nothing in the system's keyring, read it, and forget it."""
        from ctpat_desktop.services.files import unlocking
        from ctpat_desktop.workspace.keys import Key

        if not unlocking.has_keyring():
            raise NotHere("this computer has no keyring the program trusts")
        key = Key(os.urandom(32), os.urandom(16))
        note = unlocking.keep(key)
        if note:
            raise NotHere(note)
        read = unlocking.recall(key.salt)
        note = unlocking.forget(key)
        if read.key is None or read.key.secret != key.secret or note:
            raise Problem(read.note or note or "The keyring gave another key back.")
        return "a key was kept, read and forgotten"

    def integrity(self) -> str:
        """Check the whole file: pages, history, documents."""
        from ctpat_desktop.services.files import upkeep

        found = upkeep.check_file(self.file, PASSPHRASE)
        if found:
            raise Problem(str(found[0]))
        return "pages, history and documents are whole"

    def _report(self, kind: str) -> Callable[[], str]:
        def write() -> str:
            from ctpat_desktop.services.profile import exports

            with self._opened() as scope:
                return exports.report(scope, self.folder / f"report.{kind}", Silent()).checked

        return write

    def _opened(self) -> Any:
        from ctpat_desktop.cli.open import opened

        return opened(self._target(), writes=True)

    def _target(self) -> Any:
        from ctpat_desktop.cli.open import Target

        return Target(self.file, today=DAY, passphrase=PASSPHRASE)
