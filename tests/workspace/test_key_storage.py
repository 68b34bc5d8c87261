"""The keyring: a real Secret Service, and every way in which one may fail."""

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend

from ctpat_desktop.services.files import workspaces
from ctpat_desktop.workspace import key_storage, keys
from tests.workspace.desktop import Session

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="Secret Service is Linux")

KEY = keys.Key(bytes(range(32)), bytes(range(16)))

ASK = """
import json, sys
from ctpat_desktop.workspace import keys, key_storage
key = keys.Key(bytes(range(32)), bytes(range(16)))
for word in sys.argv[1:]:
    if word == "keep":
        print(json.dumps(key_storage.keep(key, 8)))
    elif word == "forget":
        print(json.dumps(key_storage.forget(key.salt, 8)))
    elif word == "here":
        print(json.dumps(key_storage.is_here()))
    else:
        found = key_storage.recall(key.salt, 8)
        print(json.dumps([found.key == key, found.note]))
"""

STORED = """
import json, secretstorage
bus = secretstorage.dbus_init()
items = secretstorage.get_default_collection(bus).get_all_items()
told = [[i.get_attributes(), i.get_secret().decode()] for i in items]
print(json.dumps(told))
"""


def asked(*words):
    return [sys.executable, "-c", ASK, *words]


def verb(*words):
    return [sys.executable, "-m", "ctpat_desktop", *map(str, words)]


@pytest.fixture
def session(tmp_path):
    for tool in ("dbus-run-session", "gnome-keyring-daemon"):
        if shutil.which(tool) is None:
            pytest.skip(f"needs {tool}")
    return Session(tmp_path)


def test_kept_recalled_in_another_process_and_forgotten(session):
    said = session.run(
        asked("here", "recall", "keep"), asked("recall", "forget"), asked("recall", "forget")
    )
    assert said == [
        True,
        [False, key_storage.EMPTY],
        "",
        [True, ""],
        "",
        [False, key_storage.EMPTY],
        "",
    ]


def test_only_the_key_is_stored(session):
    stored = session.run(asked("keep"), [sys.executable, "-c", STORED])[1]
    ((attributes, secret),) = stored
    assert secret == KEY.secret.hex()
    assert attributes["service"] == "CTPAT Desktop"
    assert attributes["username"] == KEY.file_id


def test_quick_unlock_on_the_command_line(session, tmp_path):
    path, secret = tmp_path / "a.ctpat", tmp_path / "p.txt"
    secret.write_text("kettle\n")
    workspaces.create(path, "kettle").close()
    keep = (
        "import sys; from pathlib import Path; from ctpat_desktop.services.files import workspaces;"
        "from ctpat_desktop.workspace import key_storage;"
        "key_storage.keep(workspaces.key_of(Path(sys.argv[1]), 'kettle'))"
    )
    before, after = session.run(
        verb("verify", path), [sys.executable, "-c", keep, str(path)], verb("verify", path)
    )
    assert (before[0], before[2]) == (
        2,
        f"a.ctpat is encrypted. Give its passphrase. {key_storage.EMPTY}\n",
    )
    assert after == [0, "In order.\n", ""]


CHANGE = """
import sys
from pathlib import Path
from ctpat_desktop.services.files import workspaces
from ctpat_desktop.workspace import key_storage
path = Path(sys.argv[1])
opened = workspaces.open_file(path, "kettle")
key_storage.keep(opened.key)
workspaces.change_passphrase(opened, "mango")
print('[%d]' % (key_storage.recall(opened.key.salt).key == opened.key))
opened.close()
"""


def test_the_kept_key_follows_a_change_of_passphrase(session, tmp_path):
    workspaces.create(tmp_path / "a.ctpat", "kettle").close()
    followed, check = session.run(
        [sys.executable, "-c", CHANGE, str(tmp_path / "a.ctpat")],
        verb("verify", tmp_path / "a.ctpat"),
    )
    assert followed == [1]
    assert check == [0, "In order.\n", ""]


def test_a_passphrase_changed_on_another_computer(session, tmp_path):
    """The kept key is an older one: calm words, and the passphrase opens the file."""
    path, other = tmp_path / "a.ctpat", tmp_path / "b.ctpat"
    workspaces.create(path, "kettle").close()
    shutil.copy(path, other)
    opened = workspaces.open_file(other, "kettle")
    workspaces.change_passphrase(opened, "violin")
    opened.close()
    _, answer, verified = session.run(
        [sys.executable, "-c", CHANGE, str(path)],
        verb("list", "sites", other),
        verb("verify", other),
    )
    for code, out, err in (answer, verified):
        assert (code, out) == (2, "")
        assert err.startswith("b.ctpat has another passphrase since its key was kept on this")


def test_a_locked_keyring_is_told_calmly(session):
    begun = time.monotonic()
    (said,) = session.run(
        asked("recall"), daemon="gnome-keyring-daemon --start --components=secrets"
    )
    assert said[0] is False
    assert said[1] in (
        key_storage.LOCKED,
        key_storage.SILENT,
        key_storage.EMPTY,
        key_storage.NONE_HERE,
    )
    assert time.monotonic() - begun < 30


def test_no_keyring_was_started(session):
    """The bus may start one, which nobody unlocks."""
    _, (is_same, note), kept = session.run(asked("here", "recall", "keep"), daemon="")
    assert is_same is False
    assert {note, kept} <= {key_storage.NONE_HERE, key_storage.LOCKED, key_storage.SILENT}


def outside_any_session(folder, **more):
    unneeded = ("DBUS_SESSION_BUS_ADDRESS", "XDG_RUNTIME_DIR", "DISPLAY")
    environment = {k: v for k, v in os.environ.items() if k not in unneeded}
    environment |= {"HOME": str(folder), "PYTHONPATH": str(Path.cwd()), **more}
    done = subprocess.run(
        asked("here", "recall", "keep", "forget"),
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.stderr == ""
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.mark.parametrize(
    "backend",
    ["", "no.such.Keyring", "keyring.backends.null.Keyring", "keyring.backends.fail.Keyring", "x"],
)
def test_no_bus_or_a_backend_that_is_none(tmp_path, backend):
    named = {"PYTHON_KEYRING_BACKEND": backend} if backend else {}
    none = key_storage.NONE_HERE
    assert outside_any_session(tmp_path, **named) == [False, [False, none], none, none]


@pytest.fixture
def use():
    """Let the keyring library use a backend for one test."""
    before = keyring.get_keyring()
    yield keyring.set_keyring
    keyring.set_keyring(before)


def made(module, get=lambda *_: None, put=lambda *_: None):
    """Make a backend as the keyring library would find it in a module of that name."""

    class Keyring(KeyringBackend):
        priority = 1
        get_password = staticmethod(get)
        set_password = staticmethod(put)
        delete_password = staticmethod(put)

    Keyring.__module__ = module
    return Keyring()


def throws(*_):
    raise RuntimeError("the keyring is upset")


def test_a_keyring_that_throws(use):
    use(made("keyring.backends.SecretService", throws, throws))
    assert key_storage.recall(KEY.salt) == key_storage.Recalled(None, key_storage.LOCKED)
    assert key_storage.keep(KEY) == key_storage.LOCKED
    assert key_storage.forget(KEY.salt) == key_storage.LOCKED


def test_a_keyring_that_hangs(use):
    def hangs(*_):
        time.sleep(5)

    use(made("keyring.backends.kwallet", hangs, hangs))
    begun = time.monotonic()
    assert key_storage.recall(KEY.salt, 0.1) == key_storage.Recalled(None, key_storage.SILENT)
    assert key_storage.keep(KEY, 0.1) == key_storage.SILENT
    assert key_storage.forget(KEY.salt, 0.1) == key_storage.SILENT
    assert time.monotonic() - begun < 2


def test_a_keyring_that_forgets_at_once_is_not_believed(use):
    use(made("keyring.backends.libsecret"))
    assert key_storage.keep(KEY) == key_storage.LOCKED


@pytest.mark.parametrize("stored", ["", "zz", "00" * 31, "00" * 33, "word " * 8])
def test_something_else_in_the_keyring_is_no_key(use, stored):
    use(made("keyring.backends.SecretService", lambda *_: stored))
    assert key_storage.recall(KEY.salt) == key_storage.Recalled(None, key_storage.EMPTY)


@pytest.mark.parametrize(
    "module",
    [
        "keyrings.alt.file",
        "keyrings.alt.Windows",
        "keyring.backends.null",
        "keyring.backends.fail",
        "keyrings.cryptfile.cryptfile",
        "SecretService",
        "evil.keyring.backends.SecretService",
    ],
)
def test_an_untrusted_keyring_never_sees_the_key(use, module):
    seen = []
    use(made(module, lambda *args: KEY.secret.hex(), lambda *args: seen.append(args)))
    assert key_storage.is_here() is False
    assert key_storage.keep(KEY) == key_storage.NONE_HERE
    assert key_storage.recall(KEY.salt) == key_storage.Recalled(None, key_storage.NONE_HERE)
    assert seen == []
