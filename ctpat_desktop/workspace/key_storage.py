"""Keeps the derived key of a file in the system's keyring, for opening without the passphrase.

Only backends that the system itself protects are used: Secret Service, KWallet, Windows Credential
Locker, macOS Keychain. Others, such as plain files, are refused by name.
"""

from dataclasses import dataclass
from queue import Empty, Queue
from threading import Thread
from typing import TYPE_CHECKING, Any

from ctpat_desktop.support.language import N_, tr
from ctpat_desktop.workspace.keys import Key

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

SERVICE = "CTPAT Desktop"
TRUSTED = ("SecretService", "libsecret", "kwallet", "Windows", "macOS")
"""Modules of `keyring.backends` that keep a secret protected by the person's login."""

PATIENCE = 15.0
"""Seconds to wait for a keyring, which may ask the person to unlock it."""

NONE_HERE = N_("There is no keyring here that the program trusts; the passphrase opens the file.")
LOCKED = N_("The keyring is locked or did not allow it; the passphrase opens the file.")
SILENT = N_("The keyring did not answer; the passphrase opens the file.")
EMPTY = N_("The keyring has no key for this file; the passphrase opens it.")


@dataclass(frozen=True, slots=True)
class Recalled:
    """A key from the keyring, or the reason in words why there is none."""

    key: Key | None
    note: str = ""


def is_here() -> bool:
    """Return whether this computer has a keyring we trust."""
    return _backend() is not None


def recall(salt: bytes, patience: float = PATIENCE) -> Recalled:
    """Return the key kept for the file with this salt; never raises, may take `patience`."""
    found, note = asked(lambda backend: backend.get_password(SERVICE, salt.hex()), patience)
    if note:
        return Recalled(None, tr(note))
    try:
        secret = bytes.fromhex(found or "")
    except ValueError:
        secret = b""
    return Recalled(Key(secret, salt)) if len(secret) == 32 else Recalled(None, tr(EMPTY))


def keep(key: Key, patience: float = PATIENCE) -> str:
    """Keep a key; return "" or the reason in words why it is not kept."""

    def put(backend: "KeyringBackend") -> bool:
        backend.set_password(SERVICE, key.file_id, key.secret.hex())
        return backend.get_password(SERVICE, key.file_id) == key.secret.hex()

    done, note = asked(put, patience)
    return _words(note or ("" if done else LOCKED))


def forget(salt: bytes, patience: float = PATIENCE) -> str:
    """Remove a file's key from this computer; return "" or why it is still there."""

    def remove(backend: "KeyringBackend") -> None:
        if backend.get_password(SERVICE, salt.hex()) is not None:
            backend.delete_password(SERVICE, salt.hex())

    return _words(asked(remove, patience)[1])


def _words(note: str) -> str:
    return tr(note) if note else ""


def asked(question: Any, patience: float) -> tuple[Any, str]:
    """Ask the keyring on a thread of its own, because it may wait for a person."""
    answers: Queue[tuple[Any, str]] = Queue()
    Thread(target=lambda: answers.put(_answer(question)), daemon=True).start()
    try:
        return answers.get(timeout=patience)
    except Empty:
        return None, SILENT


def _answer(question: Any) -> tuple[Any, str]:
    backend = _backend()
    if backend is None:
        return None, NONE_HERE
    try:
        return question(backend), ""
    except Exception:  # noqa: BLE001 - whatever a keyring throws, the passphrase path must work
        return None, LOCKED


def _backend() -> "KeyringBackend | None":
    try:
        import keyring
        import keyring.backends.chainer

        chosen = keyring.get_keyring()
        many = getattr(chosen, "backends", None)
        offered = list(many) if many is not None else [chosen]
    except Exception:  # noqa: BLE001 - a broken keyring set-up counts as none
        return None
    return next((backend for backend in offered if _is_trusted(backend)), None)


def _is_trusted(backend: object) -> bool:
    package, _, name = type(backend).__module__.rpartition(".")
    return (package == "keyring.backends" and name in TRUSTED) or (
        package == "keyring.backends.macOS"
    )
