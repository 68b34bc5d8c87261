"""Where the key of a file comes from: a passphrase, a recovery sheet, or the system's keyring."""

from ctpat_desktop.workspace import key_storage, keys
from ctpat_desktop.workspace.key_storage import Recalled as Recalled
from ctpat_desktop.workspace.keys import Key as Key


def from_passphrase(passphrase: str, salt: bytes) -> Key:
    """Return the key a passphrase gives for the file with this salt; takes a tenth of a second."""
    return keys.derive(passphrase, salt)


def from_sheet(words: str, salt: bytes) -> Key:
    """Return the key the words of a recovery sheet stand for; Problem where they are not such."""
    return keys.from_words(words, salt)


def has_keyring() -> bool:
    """Return whether this computer has a keyring that the program trusts."""
    return key_storage.is_here()


def recall(salt: bytes) -> Recalled:
    """Return what the keyring keeps for the file with this salt; may wait for a person."""
    return key_storage.recall(salt)


def keep(key: Key) -> str:
    """Let this computer open the file without asking; return "" or why it will ask."""
    return key_storage.keep(key)


def forget(key: Key) -> str:
    """Let this computer ask again; return "" or why it still does not."""
    return key_storage.forget(key.salt)
