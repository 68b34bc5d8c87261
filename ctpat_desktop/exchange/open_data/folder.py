"""The folder of an open export: how it is laid out, written, checked, and read back.

    manifest.json            what it is, of which schema, and a SHA-256 of each file
    tables/NAME.json         the rows of one table, one to a line
    documents/SHA256.ENDING  the bytes of each document
    schema.json              JSON Schema of every table and of the manifest
    oscal/...                criteria and answers as OSCAL, for reading only
    README.txt               what this is, in words

The folder is made under a name of its own beside the wanted one and read again before it counts.
"""

import hashlib
import json
import os
import re
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ctpat_desktop.exchange.files import not_written
from ctpat_desktop.support import foreign
from ctpat_desktop.support.busy import when_free
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr
from ctpat_desktop.workspace.engine import scratch

KIND, FORMAT = "ctpat-desktop open export", 1
"""What the manifest calls itself, and the number of this layout."""
MANIFEST, TABLES, DOCUMENTS = "manifest.json", "tables", "documents"
VARIES = ("made_at", "program")
"""The fields of the manifest that differ between two exports of the same content."""
LARGEST_MANIFEST = 64 * 2**20
LONGEST_LINE = 256 * 2**20
PIECE = 2**20
_DOCUMENT = re.compile(r"documents/([0-9a-f]{64})(\.[a-z0-9]{1,8})?")
_ENDING = re.compile(r"\.[a-z0-9]{1,8}")


@dataclass(slots=True)
class Manifest:
    """What stands in a folder: rows of each table, and the SHA-256 of each file by its path."""

    schema: int
    program: str
    made_at: str
    tables: dict[str, int] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)

    def documents(self) -> dict[str, str]:
        """Return the path of each document by its SHA-256."""
        matches = map(_DOCUMENT.fullmatch, sorted(self.files))
        return {match[1]: match[0] for match in matches if match}

    def text(self) -> bytes:
        """Return it as it is written."""
        values = {
            "kind": KIND,
            "format": FORMAT,
            "schema": self.schema,
            "program": self.program,
            "made_at": self.made_at,
            "tables": self.tables,
            "files": dict(sorted(self.files.items())),
        }
        return pretty(values)


def pretty(value: Any) -> bytes:
    """Return a JSON value as a file a person can read."""
    return f"{json.dumps(value, ensure_ascii=False, indent=1)}\n".encode()


def line_of(row: Any) -> bytes:
    """Return a row as one line; half a letter, which no UTF-8 has, is written as an escape."""
    try:
        return json.dumps(row, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return json.dumps(row).encode()


def ending_of(filename: str) -> str:
    """Return the ending of a file's name where it is a plain one, else ""."""
    ending = Path(filename).suffix.lower()
    return ending if _ENDING.fullmatch(ending) else ""


def refuse_taken(folder: Path) -> None:
    """Raise Problem where a folder is not new and not empty."""
    if os.path.lexists(folder) and (
        folder.is_symlink() or not folder.is_dir() or any(folder.iterdir())
    ):
        raise Problem(
            tr("{name} exists already and was left alone.").format(name=folder.name),
            tr("Choose a new or an empty folder."),
        )


class Writer:
    """A folder that is being written."""

    def __init__(self, part: Path, manifest: Manifest) -> None:
        """Write into `part`, which is there."""
        self.part, self.manifest = part, manifest
        for name in (TABLES, DOCUMENTS):
            (part / name).mkdir()

    def table(self, name: str, rows: Iterable[Any]) -> None:
        """Write the rows of a table, one to a line."""
        count = 0

        def lines() -> Iterator[bytes]:
            nonlocal count
            yield b"["
            for row in rows:
                yield (b",\n" if count else b"\n") + line_of(row)
                count += 1
            yield b"\n]\n"

        self._write(f"{TABLES}/{name}.json", lines())
        self.manifest.tables[name] = count

    def document(self, sha256: str, ending: str, pieces: Iterable[bytes]) -> None:
        """Write the bytes of a document; Problem where they are not those that were added."""
        path = f"{DOCUMENTS}/{sha256}{ending}"
        if self._write(path, pieces) != sha256:
            raise Problem(
                tr("A document is damaged inside the workspace; nothing was exported."),
                tr("Check the file's health under Safety; it names the document."),
            )

    def text(self, path: str, content: bytes) -> None:
        """Write a file beside the tables."""
        self._write(path, [content])

    def _write(self, path: str, pieces: Iterable[bytes]) -> str:
        place, digest = self.part / path, hashlib.sha256()
        place.parent.mkdir(parents=True, exist_ok=True)
        with place.open("xb") as file:
            for piece in pieces:
                digest.update(piece)
                file.write(piece)
        self.manifest.files[path] = digest.hexdigest()
        return self.manifest.files[path]

    def finish(self) -> None:
        """Read every file again, and write the manifest last."""
        for path, sha256 in self.manifest.files.items():
            if hash_of(self.part / path) != sha256:
                raise Problem(
                    tr("The export was not written: what is on disk differs from what was made."),
                    tr("Your answers are safe. Check the disk and export again."),
                )
        (self.part / MANIFEST).write_bytes(self.manifest.text())


@contextmanager
def whole_folder(folder: Path) -> Iterator[Path]:
    """Give a folder beside `folder` to write in, and put it in place if nothing failed."""
    refuse_taken(folder)
    part = scratch(folder, "part")
    try:
        part.mkdir(mode=0o700, parents=True)
        yield part
        if folder.is_dir():
            folder.rmdir()
        when_free(lambda: part.rename(folder))
    except OSError as error:
        raise not_written(tr("The folder"), error) from error
    finally:
        shutil.rmtree(part, ignore_errors=True)


def hash_of(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


class Reader:
    """A folder that is read back; whatever is wrong with it is a Problem of one line."""

    def __init__(self, folder: Path) -> None:
        """Read the manifest."""
        self.folder = folder
        if not folder.is_dir():
            raise Problem(
                tr("{folder} is not a folder.").format(folder=folder.name),
                tr("Name the folder of an open export."),
            )
        self.manifest = _manifest_of(folder)

    def rows(self, name: str) -> Iterator[Any]:
        """Yield the rows of a table as they are; Problem where the file is not as it was made."""
        path = f"{TABLES}/{name}.json"
        digest, rows = hashlib.sha256(), 0
        with self._opened(path) as file:
            while line := file.readline(LONGEST_LINE):
                digest.update(line)
                text = line.strip().removesuffix(b",")
                if text in (b"[", b"]", b""):
                    continue
                rows += 1
                yield self._row(path, text)
        if digest.hexdigest() != self.manifest.files[path] or rows != self.manifest.tables[name]:
            raise self._changed(path)

    def pieces(self, path: str) -> Iterator[bytes]:
        """Yield the bytes of a document; Problem where the file is not as it was made."""
        digest = hashlib.sha256()
        with self._opened(path) as file:
            while piece := file.read(PIECE):
                digest.update(piece)
                yield piece
        if digest.hexdigest() != self.manifest.files[path] or digest.hexdigest() not in path:
            raise self._changed(path)

    def _row(self, path: str, text: bytes) -> Any:
        try:
            row = json.loads(text)
        except (ValueError, RecursionError):
            row = None
        if not isinstance(row, dict):
            raise self._changed(path)
        return row

    @contextmanager
    def _opened(self, path: str) -> Iterator[Any]:
        place = self.folder / path
        foreign.refuse_strange(place)
        try:
            with place.open("rb") as file:
                yield file
        except OSError as error:
            raise Problem(
                tr("{path} of the export cannot be read: {reason}.").format(
                    path=path, reason=(error.strerror or str(error)).lower()
                ),
                tr("Nothing was made. Export again, or copy the whole folder again."),
            ) from error

    def _changed(self, path: str) -> Problem:
        return Problem(
            tr("{path} is not as it was exported.").format(path=path),
            tr("Nothing was made. Export again, or copy the whole folder again."),
        )


def _manifest_of(folder: Path) -> Manifest:
    try:
        values = json.loads(foreign.read(folder / MANIFEST, LARGEST_MANIFEST))
        if values["kind"] == KIND and values["format"] == FORMAT:
            return _checked(values)
        is_newer = values["kind"] == KIND and values["format"] > FORMAT
    except FileNotFoundError:
        is_newer = False
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise Problem(
            tr("{manifest} in {folder} cannot be read as that of an open export.").format(
                manifest=MANIFEST, folder=folder.name
            ),
            tr("Nothing was made. Export again, or copy the whole folder again."),
        ) from error
    if is_newer:
        raise _newer(folder)
    raise Problem(
        tr("{folder} is not an open export of CTPAT Desktop.").format(folder=folder.name),
        tr("Name the folder with {manifest} in it.").format(manifest=MANIFEST),
    )


def _newer(folder: Path) -> Problem:
    return Problem(
        tr("{folder} was exported by a newer version of CTPAT Desktop.").format(folder=folder.name),
        tr("Nothing was made. Install the newer version to bring it back."),
    )


def _checked(values: dict[str, Any]) -> Manifest:
    """Return a manifest of the right kinds; ValueError and the like where one is another."""
    made = Manifest(
        _typed(values["schema"], int),
        _typed(values["program"], str),
        _typed(values["made_at"], str),
        _typed(values["tables"], dict),
        _typed(values["files"], dict),
    )
    if made.schema < 1:
        raise ValueError(made.schema)
    for name, count in made.tables.items():
        _typed(count, int)
        _typed(made.files[f"{TABLES}/{name}.json"], str)
    for sha256 in made.files.values():
        _typed(sha256, str)
    return made


def _typed(value: Any, kind: Callable[..., Any]) -> Any:
    if type(value) is not kind:
        raise TypeError(value)
    return value


def refuse_newer(reader: Reader, newest: int) -> None:
    """Raise Problem where an export is of a schema this program does not know."""
    if reader.manifest.schema > newest:
        raise _newer(reader.folder)
