"""500 files taken into an encrypted workspace, against reading, hashing and encrypting them."""

import hashlib
import os
import time
from pathlib import Path

import sqlcipher3.dbapi2 as sqlcipher

from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.evidence import library
from ctpat_desktop.services.files import workspaces
from ctpat_desktop.workspace import swap
from ctpat_desktop.workspace.keys import Key

COUNT, BYTES = 500, 400_000


def added(folder: Path, key: Key) -> tuple[float, float, float]:
    """Return milliseconds of adding, of reading and hashing, and of the bare encrypted writing."""
    paths = [folder / f"{number}.jpg" for number in range(COUNT)]
    for path in paths:
        path.write_bytes(b"\xff\xd8\xff" + os.urandom(BYTES))
    began = time.perf_counter()
    for path in paths:
        hashlib.sha256(path.read_bytes()).hexdigest()
    hashed = time.perf_counter() - began
    began = time.perf_counter()
    _bare(folder / "bare.db", key, paths)
    bare = time.perf_counter() - began
    plain = workspaces.create(folder / "plain.ctpat")
    plain.close()
    swap.encrypt_plain(plain.path, key)
    workspace = workspaces.open_with(plain.path, key)
    companies.start(workspace, "Acme", "importer", 2026)
    company = companies.overview(workspace)[0].company_id
    began = time.perf_counter()
    library.add_files(workspace, company, paths)
    ours = time.perf_counter() - began
    workspace.close()
    return ours * 1000, hashed * 1000, bare * 1000


def _bare(path: Path, key: Key, paths: list[Path]) -> None:
    """Put the same bytes into a table of an encrypted file, one commit for all."""
    connection = sqlcipher.connect(path, isolation_level=None)
    connection.execute(f"PRAGMA key = {key.pragma()}")
    connection.execute("PRAGMA journal_mode = WAL").fetchall()
    connection.execute("CREATE TABLE t (x BLOB)")
    connection.execute("BEGIN")
    for one in paths:
        connection.execute("INSERT INTO t VALUES (?)", (one.read_bytes(),))
    connection.execute("COMMIT")
    connection.close()
