"""Writes one form as a file: its number, its name, its content, read back from the disk.

The libraries that write and print are imported at the first use, not when a workspace opens.
"""

import hashlib
import os
import secrets
import unicodedata
from datetime import date
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from ctpat_desktop.catalogue.sendings import FormKind, Sending
from ctpat_desktop.records import PartnerRequest, WalkForm
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr
from ctpat_desktop.support.notices import collected, tell

FORMATS = ("pdf", "xlsx")
_SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Letters and digits that nobody confuses on paper."""
_LONGEST_NAME = 60


def free_reference(
    session: Session, table: type[PartnerRequest | WalkForm], kind: FormKind, today: date
) -> str:
    """Return a number that no form of a table has."""
    while True:
        signs = "".join(secrets.choice(_SIGNS) for _ in range(8))
        reference = f"{kind.letter}{today.year % 100:02}-{signs[:4]}-{signs[4:]}"
        if session.scalars(select(table.id).where(table.reference == reference)).first() is None:
            return reference


def origin(company_id: str) -> str:
    """Return the sign of a company on its forms: 8 hex digits, no secret in them."""
    return hashlib.sha256(company_id.encode()).hexdigest()[:8]


def file_name(receiver: str, reference: str, ending: str) -> str:
    """Return a name for a file that every system takes; the reference makes it unique."""
    fit = (sign if sign in " -&()" or _is_of_a_word(sign) else " " for sign in receiver)
    words = " ".join("".join(fit).split())[:_LONGEST_NAME].strip(" .-")
    while len(words.encode()) > 3 * _LONGEST_NAME:
        words = words[:-1]
    return f"{words} {reference}.{ending}".strip()


def write(sending: Sending, folder: Path, kind: str, what: str) -> tuple[Path, tuple[str, ...]]:
    """Write a form into a folder; return its path and what is to be said about its pages.

    A file that is there is left alone.
    """
    from ctpat_desktop.exchange.files import not_written, whole_file

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise not_written(what, error) from error
    path = folder / file_name(sending.receiver, sending.reference, kind)
    if os.path.lexists(path):
        raise Problem(
            tr("{name} is there already and was left alone.").format(name=path.name),
            tr("Choose another folder."),
        )
    with collected() as notices:
        content = _content(sending, kind)
    for words in notices:
        tell(f"{path.name}: {words}")
    with whole_file(path, what) as part:
        part.write_bytes(content)
        if part.read_bytes() != content:
            raise Problem(
                tr("{what} was not written: what is on disk differs.").format(what=what),
                tr("Check the disk and send it again."),
            )
    return path, tuple(notices)


def _is_of_a_word(sign: str) -> bool:
    """Return whether a sign is a letter, a digit, or a mark without which a word is another."""
    return sign.isalnum() or unicodedata.category(sign)[0] == "M"


def _content(sending: Sending, kind: str) -> bytes:
    if kind == "xlsx":
        from ctpat_desktop.exchange.questionnaires.form_xlsx import questionnaire_xlsx

        return questionnaire_xlsx(sending)
    from ctpat_desktop.documents.questionnaires.form import questionnaire_pdf

    return questionnaire_pdf(sending)
