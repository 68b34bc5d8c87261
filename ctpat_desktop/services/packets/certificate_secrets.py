"""Keeps the passphrase of a certificate file in the system's keyring, if the person wants that.

An entry is named by the SHA-256 of the certificate file. Nothing of it is ever in a workspace.
"""

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ctpat_desktop.support.language import N_, tr
from ctpat_desktop.workspace.key_storage import NONE_HERE, PATIENCE, SERVICE, SILENT, asked, is_here

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

__all__ = ["Remembered", "find", "forget", "is_here", "keep"]

NOT_HERE = N_("There is no keyring here that the program trusts; type the passphrase each time.")
NO_ANSWER = N_("The keyring did not answer; type the passphrase.")
REFUSED = N_("The keyring is locked or did not allow it; type the passphrase.")
_WORDS = {NONE_HERE: NOT_HERE, SILENT: NO_ANSWER}


@dataclass(frozen=True, slots=True)
class Remembered:
    """A passphrase from the keyring ("" is none), or in words why it could not be asked."""

    passphrase: str = field(repr=False)
    is_kept: bool = False
    note: str = ""


def find(certificate_file: bytes, patience: float = PATIENCE) -> Remembered:
    """Return the passphrase kept for a certificate file; never raises, may take `patience`."""
    name = _entry(certificate_file)
    found, note = asked(lambda backend: backend.get_password(SERVICE, name), patience)
    if note or found is None:
        return Remembered("", note=_note_text(note))
    return Remembered(str(found), is_kept=True)


def keep(certificate_file: bytes, passphrase: str, patience: float = PATIENCE) -> str:
    """Keep a passphrase; return "" or the reason in words why it is not kept."""
    name = _entry(certificate_file)

    def put(backend: "KeyringBackend") -> bool:
        backend.set_password(SERVICE, name, passphrase)
        return backend.get_password(SERVICE, name) == passphrase

    done, note = asked(put, patience)
    return _note_text(note) or ("" if done else tr(REFUSED))


def forget(certificate_file: bytes, patience: float = PATIENCE) -> str:
    """Remove a passphrase from this computer; return "" or why it is still there."""
    name = _entry(certificate_file)

    def remove(backend: "KeyringBackend") -> None:
        if backend.get_password(SERVICE, name) is not None:
            backend.delete_password(SERVICE, name)

    return _note_text(asked(remove, patience)[1])


def _entry(certificate_file: bytes) -> str:
    return f"certificate {hashlib.sha256(certificate_file).hexdigest()}"


def _note_text(note: str) -> str:
    return tr(_WORDS.get(note, REFUSED)) if note else ""
