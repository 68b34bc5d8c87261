"""The open export of a whole workspace: every company, year, change and document, out and back."""

from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import select

from ctpat_desktop import __version__
from ctpat_desktop.exchange.open_data import folder as folders
from ctpat_desktop.exchange.open_data import json_schema, oscal
from ctpat_desktop.exchange.open_data.folder import Manifest, Reader, Writer, pretty
from ctpat_desktop.exchange.results import ExportResult
from ctpat_desktop.reading.dossier import read_dossier
from ctpat_desktop.records import Profile
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import ntr, tr
from ctpat_desktop.support.progress import Progress
from ctpat_desktop.workspace import door, keys, open_rows, schema
from ctpat_desktop.workspace import engine as files
from ctpat_desktop.workspace.failures import reason
from ctpat_desktop.workspace.keys import Key
from ctpat_desktop.workspace.open_rows import NewFile, Tables
from ctpat_desktop.workspace.repair import health
from ctpat_desktop.workspace.repair.health import Damage
from ctpat_desktop.workspace.unit import Workspace

README = """\
An open export of a workspace of CTPAT Desktop
==============================================

NOTHING IN THIS FOLDER IS ENCRYPTED. It holds everything of all companies in the file: people with
their birth and work data, devices, systems, disclosures to CBP, partners, and every document.
Keep it as you would keep those papers, and delete it when it is not needed any more.

manifest.json   what this is, of which schema, and a SHA-256 of every file
tables/         one JSON file for each table, one row to a line; settings and history as well
documents/      the bytes of every document, named by their SHA-256
schema.json     JSON Schema of the manifest and of every table
oscal/          for each account and review year the criteria as an OSCAL catalog and the answers
                as an OSCAL component definition; for reading only

The program makes a workspace of it again, with the same content:

    ctpat-desktop import data THIS-FOLDER NEW-FILE.ctpat --passphrase-file F
"""
NEVER = "1970-01-01T00:00:00Z"
"""When a file was changed last in which nothing was ever changed."""


@dataclass(frozen=True, slots=True)
class Brought:
    """A workspace made of an open export, and what its health check says about it."""

    rows: int
    documents: int
    damages: tuple[Damage, ...] = field(default=())


def write(workspace: Workspace, folder: Path, progress: Progress) -> ExportResult:
    """Write everything in a file into a new or empty folder, whole or not at all, and check it."""
    folders.refuse_taken(folder)
    with open_rows.standing(workspace) as connection, folders.whole_folder(folder) as part:
        tables = open_rows.tables_of(schema.shape(connection))
        made_at = datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
        version = open_rows.version_of(connection)
        writer = Writer(part, Manifest(version, __version__, made_at))
        _write_tables(writer, connection, tables, progress)
        _write_documents(writer, connection, tables, progress)
        writer.text("schema.json", pretty(json_schema.schema(tables, version)))
        writer.text("README.txt", README.encode())
        _write_oscal(writer, workspace, _newest(connection))
        progress.step(1, 1, tr("Checking"))
        writer.finish()
    rows = sum(writer.manifest.tables.values())
    documents = len(writer.manifest.documents())
    words = (
        ntr("{n} row", "{n} rows", rows),
        ntr("{n} document", "{n} documents", documents),
    )
    return ExportResult(folder, None, f"{words[0]}, {words[1]} {tr('read again')}")


def _write_tables(writer: Writer, connection: Any, tables: Tables, progress: Progress) -> None:
    for at, (name, columns) in enumerate(tables.items()):
        progress.step(at, len(tables), name)
        rows = open_rows.rows(connection, name, columns)
        writer.table(name, _seen(rows, partial(progress.step, at, len(tables), name)))


def _seen(rows: Iterable[Any], step: Any) -> Iterator[Any]:
    """Yield rows and say now and then that they go on, so that a long table can be stopped."""
    for number, row in enumerate(rows, 1):
        if number % 1000 == 0:
            step()
        yield row


def _write_documents(writer: Writer, connection: Any, tables: Tables, progress: Progress) -> None:
    stored = open_rows.documents(connection)
    endings = _endings(connection, tables)
    for at, sha256 in enumerate(stored):
        progress.step(at, len(stored), tr("Documents"))
        writer.document(sha256, endings.get(sha256, ""), open_rows.content(connection, sha256))


def _endings(connection: Any, tables: Tables) -> dict[str, str]:
    """Return the ending of each document by its SHA-256, from whatever names a file of it."""
    found: dict[str, str] = {}
    for name, columns in tables.items():
        if {"sha256", "filename"} <= {one.name for one in columns}:
            for sha256, filename in connection.execute(f'SELECT sha256, filename FROM "{name}"'):
                ending = folders.ending_of(filename)
                found[sha256] = min(filter(None, (ending, found.get(sha256, ""))), default="")
    return found


def _newest(connection: Any) -> str:
    """Return when something was changed last, as OSCAL writes times."""
    (at,) = connection.execute("SELECT max(at) FROM revision").fetchone()
    return f"{str(at)[:19].replace(' ', 'T')}Z" if at else NEVER


def _write_oscal(writer: Writer, workspace: Workspace, modified: str) -> None:
    paths = writer.manifest.documents()
    with workspace.read() as session:
        for account_id, year in session.execute(
            select(Profile.account_id, Profile.year).order_by(Profile.account_id, Profile.year)
        ).all():
            dossier = read_dossier(session, account_id, year)
            place = f"oscal/{account_id}/{year}"
            criteria = oscal.catalog(dossier, modified)
            answers = oscal.components(dossier, modified, lambda sha256: paths.get(sha256, ""))
            writer.text(f"{place}/catalog.json", pretty(criteria))
            writer.text(f"{place}/component-definition.json", pretty(answers))


def bring_back(folder: Path, target: Path, passphrase: str, progress: Progress) -> Brought:
    """Make a new workspace of an open export, encrypted unless the passphrase is "".

    Nothing is made where anything in the folder is not as it was exported.
    """
    door.refuse_taken(target)
    reader = Reader(folder)
    folders.refuse_newer(reader, schema.VERSION)
    key = keys.fresh(passphrase) if passphrase else None
    part = files.scratch(target, "new")
    try:
        made = _made(reader, part, key, progress)
        files.sync(part)
        files.put(part, target)
    except (ValueError, files.DriverError) as error:
        raise _refused(folder, str(error)) from error
    except OSError as error:
        raise Problem(
            tr("{name} could not be made: {reason}.").format(
                name=target.name, reason=reason(error)
            ),
            tr("Choose another place."),
        ) from error
    finally:
        files.forget(part)
    return made


def _made(reader: Reader, part: Path, key: Key | None, progress: Progress) -> Brought:
    manifest = reader.manifest
    with closing(NewFile(part, key, manifest.schema)) as made:
        if made.tables.keys() != manifest.tables.keys():
            odd = sorted(made.tables.keys() ^ manifest.tables.keys())[0]
            raise ValueError(f"the table {odd} is missing or not known")
        for at, name in enumerate(made.tables):
            progress.step(at, len(made.tables), name)
            try:
                rows = reader.rows(name)
                made.add(name, _seen(rows, partial(progress.step, at, len(made.tables), name)))
            except (ValueError, files.DriverError) as error:
                raise ValueError(f"{name}: {error}") from error
        documents = manifest.documents()
        for at, (sha256, path) in enumerate(documents.items()):
            progress.step(at, len(documents), tr("Documents"))
            made.store(sha256, reader.pieces(path))
        made.finish()
    damages = health.verify(part, key, progress)
    return Brought(sum(manifest.tables.values()), len(documents), damages)


def _refused(folder: Path, why: str) -> Problem:
    return Problem(
        tr("{folder} cannot be brought back: {why}.").format(
            folder=folder.name, why=why.splitlines()[0] if why else tr("it is damaged")
        ),
        tr("Nothing was made. Export again, or copy the whole folder again."),
    )
