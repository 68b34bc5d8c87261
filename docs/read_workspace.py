"""Reads answers and documents of a workspace without the program: Python and sqlcipher3 alone.

Usage: python read_workspace.py FILE FOLDER < passphrase     (an empty line where there is none)
"""

import hashlib
import json
import sys
import unicodedata
from pathlib import Path

import sqlcipher3.dbapi2 as sqlcipher

PLAIN = b"SQLite format 3\x00"
ANSWERS = """
    SELECT company.name, account.entity, profile.year, response.criterion, site.name,
           response.status, response.narrative, response.reason
    FROM response JOIN profile ON profile.id = response.profile_id
    JOIN account ON account.id = profile.account_id
    JOIN company ON company.id = account.company_id LEFT JOIN site ON site.id = response.site_id
    ORDER BY company.name, account.id, profile.year, response.criterion, site.name"""
HISTORY = "SELECT number, batch, at, who, what, table_name, record_id, action, changes, chain "


def opened(path, passphrase):
    """Return a connection that only reads; sqlcipher.DatabaseError where the key is wrong."""
    salt = path.open("rb").read(16)
    connection = sqlcipher.connect(f"file:{path.resolve().as_posix()}?mode=ro", uri=True)
    if salt != PLAIN:
        typed = unicodedata.normalize("NFC", passphrase).encode()
        key = hashlib.pbkdf2_hmac("sha512", typed, salt, 256_000, 32)
        connection.execute(f"PRAGMA key = \"x'{key.hex()}{salt.hex()}'\"")
    connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    return connection


def answers(connection):
    """Yield company, kind of account, year, criterion, site, status, words and reason."""
    yield from connection.execute(ANSWERS)


def documents(connection):
    """Yield title, file name and bytes of each document, checked against its SHA-256."""
    pieces = "SELECT content FROM evidence_chunk WHERE sha256 = ? ORDER BY number"
    for title, name, sha256 in connection.execute("SELECT title, filename, sha256 FROM evidence"):
        data = b"".join(row[0] for row in connection.execute(pieces, (sha256,)))
        if hashlib.sha256(data).hexdigest() != sha256:
            raise ValueError(f"{title}: the bytes are not those that were added")
        yield title, name, data


def is_chain_whole(connection):
    """Return whether every line of the history stands as it was written."""
    before = "0" * 64
    for *row, chain in connection.execute(HISTORY + "FROM revision ORDER BY number"):
        row[2], row[8] = row[2].replace(" ", "T").removesuffix(".000000"), json.loads(row[8])
        options = {"ensure_ascii": False, "sort_keys": True, "separators": (",", ":")}
        text = json.dumps([before, *row], **options)
        before = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
        if before != chain:
            return False
    return True


def main(file, folder):
    """Write answers.json and every document into a folder."""
    connection = opened(Path(file), sys.stdin.readline().rstrip("\n"))
    folder = Path(folder)
    folder.mkdir(parents=True)
    words = json.dumps(list(answers(connection)), ensure_ascii=False, indent=1)
    (folder / "answers.json").write_text(words, encoding="utf-8")
    for number, (_, name, data) in enumerate(documents(connection), 1):
        (folder / f"{number:04} {Path(name).name}").write_bytes(data)
    sys.stdout.write("history whole\n" if is_chain_whole(connection) else "HISTORY CHANGED\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
