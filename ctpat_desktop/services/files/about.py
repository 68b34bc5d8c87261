"""What this program is: its version and what it is made of, and what an open file says of it."""

import platform
from pathlib import Path

import sqlcipher3.dbapi2 as sqlcipher

from ctpat_desktop.support import foreign
from ctpat_desktop.support.dates import with_days
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr
from ctpat_desktop.workspace import program_note, schema
from ctpat_desktop.workspace.failures import reason
from ctpat_desktop.workspace.open_rows import version_of
from ctpat_desktop.workspace.unit import Workspace

LONGEST_NOTES = 2_000_000
"""Bytes of the largest file with notes that is shown."""


def lines(workspace: Workspace | None, editions: tuple[str, ...]) -> list[tuple[str, str]]:
    """Return what About says, each with its label; `editions` are those at hand by name."""
    here = program_note.HERE
    found = [
        (
            tr("Version"),
            tr("{version} of {day}").format(version=here.version, day=with_days(here.released)),
        ),
        (tr("Editions of the criteria"), ", ".join(editions)),
        (tr("Workspace schema"), str(schema.VERSION)),
        (tr("Python"), platform.python_version()),
        (tr("SQLite"), sqlcipher.sqlite_version),
        (tr("SQLCipher"), _cipher()),
        (tr("System"), f"{platform.system()} {platform.release()}, {platform.machine()}"),
    ]
    if workspace is not None and workspace.is_open:
        found.append((tr("Open file"), _written_by(workspace)))
    return found


def notes(path: Path) -> str:
    """Return the text of a file with the notes of a version; Problem where it is none."""
    try:
        data = foreign.read(path, LONGEST_NOTES)
        text = data.decode("utf-8-sig")
    except OSError as error:
        raise Problem(
            tr("{name} cannot be read: {reason}.").format(name=path.name, reason=reason(error)),
            tr("Try again."),
        ) from error
    except UnicodeDecodeError as error:
        raise _no_text(path) from error
    if "\0" in text:
        raise _no_text(path)
    return text


def _written_by(workspace: Workspace) -> str:
    with workspace.bare() as connection:
        note, version = program_note.read(connection), version_of(connection)
    if not note.version:
        return tr("{name}, schema {n}").format(name=workspace.path.name, n=version)
    words = tr("{name}, schema {n}, written by version {version} of {day}")
    day = with_days(note.released)
    return words.format(name=workspace.path.name, n=version, version=note.version, day=day)


def _no_text(path: Path) -> Problem:
    return Problem(
        tr("{name} is not plain text.").format(name=path.name),
        tr("Choose the notes that came with the newer version, such as CHANGELOG.md."),
    )


def _cipher() -> str:
    connection = sqlcipher.connect(":memory:")
    try:
        row = connection.execute("PRAGMA cipher_version").fetchone()
    finally:
        connection.close()
    return str(row[0]) if row else ""
