"""The portal package: text blocks to paste, evidence to upload, an index and checksums."""

import hashlib
import json
import shutil
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from ctpat_desktop.catalogue.portal_text import fold
from ctpat_desktop.documents.core import labels
from ctpat_desktop.documents.profile.snapshot import Snapshot
from ctpat_desktop.exchange.files import not_written, whole_file
from ctpat_desktop.exchange.metadata.clean import cleaned
from ctpat_desktop.exchange.portal.company import company_text
from ctpat_desktop.exchange.portal.destination import (
    KIND,
    MANIFEST,
    keep_others,
    place_for,
    with_room,
)
from ctpat_desktop.exchange.portal.index_page import HEADERS, page
from ctpat_desktop.exchange.portal.papers import Contents, Paper
from ctpat_desktop.exchange.portal.text import (
    Prompt,
    block,
    criterion_slugs,
    file_names,
    prompts,
)
from ctpat_desktop.exchange.results import PortalLimits, PortalResult
from ctpat_desktop.exchange.tables.xlsx_book import Book, Cell, read_sheets
from ctpat_desktop.reading.dossier import Answer
from ctpat_desktop.records import Evidence
from ctpat_desktop.support.busy import when_free
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import N_, ntr, tr
from ctpat_desktop.support.progress import Progress
from ctpat_desktop.workspace import engine as files
from ctpat_desktop.workspace.failures import reason

__all__ = ["PortalLimits", "write_portal"]

WHAT = N_("The portal package")
KEPT = "kept, as asked"
"""What the manifest says of metadata that stayed on purpose."""


def write_portal(
    snapshot: Snapshot,
    contents: Contents,
    folder: Path,
    limits: PortalLimits,
    progress: Progress,
) -> PortalResult:
    """Write the package as a folder and a zip beside it, each whole or not at all.

    Both are read again and compared
    before this returns; Problem says why it could not be done, and leaves nothing half. A name
    that something else has is left alone, and the next free one is taken.
    """
    asked = with_room(folder.absolute())
    try:
        folder, archive = place_for(asked, snapshot.dossier.account.id)
    except OSError as error:
        raise not_written(tr(WHAT), error) from error
    scratch = files.scratch(folder, "part")
    try:
        package = _Package(snapshot, contents, limits, scratch)
        package.write(progress)
        package.compare()
        kept = keep_others(folder, scratch) if folder.is_dir() else []
        aside = files.scratch(folder, "old")
        try:
            with whole_file(archive, tr("The zip of the portal package")) as part:
                _zip(scratch, part, folder.name, package.files())
                _put_in_place(scratch, folder, aside)
        except BaseException:
            _take_back(scratch, folder, aside)
            raise
        shutil.rmtree(aside, ignore_errors=True)  # only our own files and copies of the others
    except OSError as error:
        raise not_written(tr(WHAT), error) from error
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    open_findings = len(snapshot.findings)
    warnings = [*_about_place(asked, folder, kept), *package.warnings]
    if open_findings:
        still = ntr("{n} finding is still open.", "{n} findings are still open.", open_findings)
        warnings.append(still)
    return PortalResult(folder, archive, package.blocks, len(package.names), tuple(warnings))


class _Package:
    """One package being written into a scratch folder."""

    def __init__(
        self, snapshot: Snapshot, contents: Contents, limits: PortalLimits, root: Path
    ) -> None:
        self.dossier, self.stamp = snapshot.dossier, snapshot.stamp
        self.contents, self.limits, self.root = contents, limits, root
        self.names = file_names(self.dossier)
        self.slugs = criterion_slugs(row.criterion.id for row in self.dossier.answers)
        self.warnings: list[str] = []
        self.blocks = 0
        self.rows: list[list[Cell]] = []
        """The rows of the index."""
        self._sums: dict[str, tuple[str, int]] = {}
        self._originals: dict[str, tuple[str, str]] = {}
        """Of each document's copy: the hash of the original, and what was done to its metadata."""

    def write(self, progress: Progress) -> None:
        """Write everything; the manifest comes last."""
        (self.root / "answers").mkdir(parents=True)
        (self.root / "evidence").mkdir()
        linked = [row for row in self.dossier.evidence if row.id in self.names]
        steps = len(linked) + 3
        progress.step(0, steps, tr("Writing the answers"))
        self.rows = self._answers()
        for at, document in enumerate(linked, 1):
            progress.step(at, steps, document.title)
            self._document(document)
        for paper in self.contents.papers:
            self._paper(paper)
        progress.step(steps - 2, steps, tr("Writing the index"))
        self._index(self.rows)
        self._manifest()
        progress.step(steps - 1, steps, tr("Reading everything again"))

    def files(self) -> list[str]:
        """Return the names of all files of the package, as written, not as a disk lists them."""
        return sorted([*self._sums, MANIFEST])

    def compare(self) -> None:
        """Read every file again and compare it with what was to be written."""
        for name, (wanted, size) in self._sums.items():
            path = self.root / name
            if path.stat().st_size != size or _sha256(path) != wanted:
                raise _differs(name)
        stored = read_sheets(self.root / "index.xlsx")["Index"]
        if len(stored) != len(self.rows) + 1:
            raise _differs("index.xlsx")
        for answer in self.dossier.asked():
            for document in answer.evidence:
                if f"evidence/{self.names[document.id]}" not in self._sums:
                    raise _differs(document.title)

    def _answers(self) -> list[list[Cell]]:
        rows: list[list[Cell]] = []
        together: list[str] = []
        for answer in self.dossier.asked():
            words = block(answer, self.names)
            name = f"answers/{self.slugs[answer.criterion.id]}.txt" if words else ""
            if words:
                self.blocks += 1
                self._text(name, words)
                head = f"{answer.criterion.id} {answer.criterion.title}"
                together.append(f"=== {head} ===\n\n{words}\n")
                self._warn_length(answer.criterion.id, words)
            rows.append(self._row(answer, words, name))
            if not words and prompts(answer):
                together.append(f"=== {answer.criterion.id} {answer.criterion.title} ===\n")
            for prompt in prompts(answer):
                rows.append(self._statement(answer, prompt))
                together.append(f"--- {fold(prompt.title)} ---\n\n{prompt.text}\n")
        self._text("all-answers.txt", "\n".join(together))
        self._text("company.txt", company_text(self.dossier))
        return rows

    def _row(self, answer: Answer, words: str, name: str) -> list[Cell]:
        criterion = answer.criterion
        proofs = (self.names[row.id] for row in answer.evidence)
        files = "\n".join((*proofs, *self.contents.of(criterion.id)))
        return [
            criterion.id,
            labels.level(criterion.level),
            criterion.title,
            labels.status(answer.standing),
            len(words),
            name,
            files,
        ]

    def _statement(self, answer: Answer, prompt: Prompt) -> list[Cell]:
        """Write the text of one statement and return its row of the index."""
        criterion = answer.criterion
        name = f"answers/{self.slugs[criterion.id]}_statement-{prompt.number}.txt"
        if prompt.text:
            self._text(name, prompt.text)
            self._warn_length(f"{criterion.id}, {prompt.title},", prompt.text)
        files = [self.names[key] for key in prompt.stated.documents if key in self.names]
        return [
            criterion.id,
            labels.level(criterion.level),
            prompt.title,
            "",
            len(prompt.text),
            name if prompt.text else "",
            "\n".join(files),
        ]

    def _warn_length(self, called: str, words: str) -> None:
        if len(words) > self.limits.soft_limit:
            text = tr("{id} has {n} characters, more than {limit}{ours}; it was not cut.")
            limit = self.limits.soft_limit
            ours = _ours(limit == PortalLimits().soft_limit)
            self.warnings.append(text.format(id=called, n=len(words), limit=limit, ours=ours))

    def _document(self, document: Evidence) -> None:
        name = self.names[document.id]
        path = self.root / "evidence" / name
        with _one_line():
            done = self._copy(document, path)
        self._originals[f"evidence/{name}"] = (document.sha256, done)
        self._note(path)
        self._warn_file(name, path.stat().st_size)

    def _paper(self, paper: Paper) -> None:
        """Write a file that was made for the package."""
        path = self.root / paper.path
        path.parent.mkdir(exist_ok=True)
        with _one_line():
            data = paper.make()
            if self.limits.keeps_metadata:
                path.write_bytes(data)
                done = KEPT
            else:
                done = self._without_metadata(data, path)
        self._originals[paper.path] = (hashlib.sha256(data).hexdigest(), done)
        self._note(path)
        self._warn_file(paper.name, path.stat().st_size)

    def _copy(self, document: Evidence, path: Path) -> str:
        """Write the copy of a document and return what was done to its metadata."""
        if self.limits.keeps_metadata:
            with path.open("wb") as file:
                for piece in self.contents.read(document.id):
                    file.write(piece)
            if _sha256(path) != document.sha256:
                raise _differs(document.title)
            return KEPT
        data = b"".join(self.contents.read(document.id))
        if hashlib.sha256(data).hexdigest() != document.sha256:
            raise _differs(document.title)
        return self._without_metadata(data, path)

    def _without_metadata(self, data: bytes, path: Path) -> str:
        """Write bytes without author, place and the like; return what was done."""
        made = cleaned(data, path.name, drops_comments=self.limits.drops_comments)
        path.write_bytes(made.data)
        if not made.left:
            return "removed"
        told = tr("{name}: author, place or other details may be in it: {why}.")
        self.warnings.append(told.format(name=path.name, why=made.left))
        return f"may be in it: {made.left}"

    def _warn_file(self, name: str, size: int) -> None:
        if size > self.limits.max_file_mb * 1024 * 1024:
            text = tr("{name} is {size}; the portal may refuse files over {limit:g} MB{ours}.")
            limit = self.limits.max_file_mb
            ours = _ours(limit == PortalLimits().max_file_mb)
            self.warnings.append(
                text.format(name=name, size=labels.file_size(size), limit=limit, ours=ours)
            )
        if Path(name).suffix.lstrip(".") not in self.limits.file_types:
            text = tr("{name}: the portal may refuse this kind of file.")
            self.warnings.append(text.format(name=name))

    def _index(self, rows: list[list[Cell]]) -> None:
        path = self.root / "index.xlsx"
        book = Book(path, self.dossier.company.name, self.stamp.made_on)
        book.sheet("Index", [tr(head) for head in HEADERS], rows)
        book.close()
        self._note(path)
        self._text("index.html", page(self.dossier, self.stamp, rows))

    def _manifest(self) -> None:
        manifest: dict[str, Any] = {
            "kind": KIND,
            "account": self.dossier.account.id,
            "company": self.dossier.company.name,
            "entity": self.dossier.account.entity,
            "year": self.dossier.profile.year,
            "app_version": self.stamp.app_version,
            "edition": self.stamp.edition,
            "profile_hash": self.stamp.profile_hash,
            "made_on": self.stamp.made_on.isoformat(),
            "answers": self.blocks,
            "evidence": len(self.names),
            "papers": len(self.contents.papers),
            "files": {
                name: {"sha256": found, "size": size, **self._origin(name)}
                for name, (found, size) in sorted(self._sums.items())
            },
        }
        words = json.dumps(manifest, ensure_ascii=False, indent=1)
        (self.root / MANIFEST).write_text(words + "\n", encoding="utf-8", newline="\n")
        files.sync(self.root / MANIFEST)

    def _origin(self, name: str) -> dict[str, str]:
        if name not in self._originals:
            return {}
        original, done = self._originals[name]
        return {"original_sha256": original, "metadata": done}

    def _text(self, name: str, words: str) -> None:
        path = self.root / name
        data = words.encode()
        path.write_bytes(data)
        self._sums[name] = (hashlib.sha256(data).hexdigest(), len(data))

    def _note(self, path: Path) -> None:
        name = path.relative_to(self.root).as_posix()
        self._sums[name] = (_sha256(path), path.stat().st_size)


@contextmanager
def _one_line() -> Iterator[None]:
    """Say of a document that cannot be read that the package was not written because of it."""
    try:
        yield
    except Problem as problem:
        words = tr("{what} was not written: {reason}.")
        words = words.format(what=tr(WHAT), reason=str(problem).removesuffix("."))
        raise Problem(words, problem.hint) from problem


def _zip(source: Path, target: Path, name: str, parts: list[str]) -> None:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in parts:
            archive.write(source / part, f"{name}/{part}")
    with zipfile.ZipFile(target) as archive:
        if archive.testzip() is not None or len(archive.namelist()) != len(parts):
            raise _differs(target.name)


def _about_place(asked: Path, folder: Path, left_over: Sequence[str]) -> list[str]:
    """Return what a person should know about where the package went."""
    words = []
    if folder != asked:
        told = tr("{name} is taken by something else, which was left alone; this is in {place}.")
        words.append(told.format(name=asked.name, place=folder.name))
    if left_over:
        told = tr("Kept from the package before: {names}.")
        words.append(told.format(names=", ".join(left_over)))
    return words


def _put_in_place(scratch: Path, folder: Path, aside: Path) -> None:
    if folder.exists():
        when_free(lambda: folder.rename(aside))
    when_free(lambda: scratch.rename(folder))


def _take_back(scratch: Path, folder: Path, aside: Path) -> None:
    """Leave folder and zip as they were when only one of them could be put in place.

    Problem says it where even that cannot be done.
    """
    try:
        if folder.exists() and not scratch.exists():
            _remove(folder, scratch, is_only=not aside.exists())
        if aside.exists():
            when_free(lambda: aside.rename(folder))
    except OSError as error:
        raise Problem(
            tr(
                "{name} holds the new package, but the zip beside it was not written: {why}."
            ).format(name=folder.name, why=reason(error)),
            tr("Your answers are safe. Use the folder, or export again to another place."),
        ) from error


def _remove(folder: Path, scratch: Path, *, is_only: bool) -> None:
    """Move the new package away; delete it where it cannot be moved and none was there before."""
    try:
        when_free(lambda: folder.rename(scratch))
    except OSError:
        if not is_only:
            raise
        shutil.rmtree(folder)  # all of it was written a moment ago


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _differs(name: str) -> Problem:
    return Problem(
        tr("The portal package was not written: {name} reads differently.").format(name=name),
        tr("Your answers are safe. Check the disk and export again."),
    )


def _ours(is_default: bool) -> str:
    """Return a mark for a limit that no public source names."""
    return tr(" (our default)") if is_default else ""
