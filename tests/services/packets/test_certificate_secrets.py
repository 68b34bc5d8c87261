"""A certificate's passphrase in the keyring: kept only when asked, found, forgotten."""

import shutil
import sys

import keyring
import pytest
from keyring.backend import KeyringBackend

from ctpat_desktop.services.packets import certificate_secrets as secrets
from tests.workspace.desktop import Session

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="Secret Service is Linux")

FILE = b"the bytes of a certificate file"

ASK = """
import json, sys
from ctpat_desktop.services.packets import certificate_secrets as secrets
file = b"the bytes of a certificate file"
for word in sys.argv[1:]:
    if word == "keep":
        print(json.dumps(secrets.keep(file, "pässwörd 密码", 8)))
    elif word == "forget":
        print(json.dumps(secrets.forget(file, 8)))
    else:
        found = secrets.find(file, 8)
        print(json.dumps([found.passphrase, found.is_kept, found.note]))
"""


def asked(*words):
    return [sys.executable, "-c", ASK, *words]


@pytest.fixture
def session(tmp_path):
    for tool in ("dbus-run-session", "gnome-keyring-daemon"):
        if shutil.which(tool) is None:
            pytest.skip(f"needs {tool}")
    return Session(tmp_path)


@pytest.fixture
def use():
    """Let the keyring library use a backend for one test."""
    before = keyring.get_keyring()
    yield keyring.set_keyring
    keyring.set_keyring(before)


def made(get, put):
    class Keyring(KeyringBackend):
        priority = 1
        get_password = staticmethod(get)
        set_password = staticmethod(put)
        delete_password = staticmethod(put)

    Keyring.__module__ = "keyring.backends.SecretService"
    return Keyring()


def test_a_passphrase_is_kept_found_in_another_process_and_forgotten(session):
    said = session.run(asked("find", "keep"), asked("find", "forget"), asked("find"))
    nothing = ["", False, ""]
    assert said == [nothing, "", ["pässwörd 密码", True, ""], "", nothing]


def test_an_entry_is_named_by_the_hash_of_the_file(use):
    seen = []
    use(made(lambda *_: "x", lambda *args: seen.append(args)))
    assert secrets.keep(FILE, "x") == ""
    *_, service, name, _passphrase = seen[0]
    assert (service, len(name), name.split(" ")[0]) == ("CTPAT Desktop", 76, "certificate")
    assert int(name.split(" ")[1], 16)


def test_a_passphrase_is_not_shown_by_accident(use):
    use(made(lambda *_: "zq kestrel", lambda *_: None))
    assert "kestrel" not in repr(secrets.find(FILE))


def test_a_keyring_that_throws_is_told_calmly(use):
    def throws(*_):
        raise RuntimeError("the keyring is upset")

    use(made(throws, throws))
    assert secrets.find(FILE) == secrets.Remembered("", note=secrets.REFUSED)
    assert secrets.keep(FILE, "x") == secrets.forget(FILE) == secrets.REFUSED


def test_a_keyring_that_forgets_at_once_is_not_believed(use):
    use(made(lambda *_: None, lambda *_: None))
    assert secrets.keep(FILE, "x") == secrets.REFUSED


def test_no_keyring_is_told_calmly(use):
    from keyring.backends import fail

    use(fail.Keyring())
    assert secrets.find(FILE) == secrets.Remembered("", note=secrets.NOT_HERE)
    assert secrets.keep(FILE, "x") == secrets.forget(FILE) == secrets.NOT_HERE
