"""The hash chain of the revisions: each one's hash covers itself and the hash before it."""

import hashlib
import json
from typing import Any

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from ctpat_desktop.records import Revision

START = "0" * 64
"""What stands before the first revision."""

COVERED = ("number", "batch", "at", "who", "what", "table_name", "record_id", "action", "changes")
"""The columns a revision's hash covers, in this order, forever."""


def link(before: str, row: Any) -> str:
    """Return the SHA-256 (hexadecimal) of one revision (a mapping) after the hash before it."""
    told = [before, *(_plain(row[name]) for name in COVERED)]
    text = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def tip(session: Session) -> tuple[int, str]:
    """Return number and hash of the newest revision; (0, START) where there is none."""
    newest = select(Revision.number, Revision.chain).order_by(Revision.number.desc()).limit(1)
    found = session.execute(newest).first()
    return (found[0], found[1]) if found else (0, START)


def newest(engine: Engine) -> str:
    """Return the hash of the newest revision of an open file."""
    with Session(engine) as session:
        return tip(session)[1]


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value
