"""Distinct words put everywhere a person can put them; none may be readable on the disk."""

import base64
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

WORKS = """
import json, os, signal, sys
from pathlib import Path
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtTest import QTest
from sqlalchemy import String
from ctpat_desktop.checklist import Place
from ctpat_desktop.records import RECORDS
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.evidence import library
from ctpat_desktop.services.samples import sample_file
from ctpat_desktop.services.files import workspaces
from ctpat_desktop.services.profile import evidence_links
from ctpat_desktop.support import log
from ctpat_desktop.ui import app as program
from ctpat_desktop.ui.history.dialog import HistoryDialog, open_dialog
from ctpat_desktop.ui.window import MainWindow
from ctpat_desktop.workspace import keys

path, how, canaries = Path(sys.argv[1]), sys.argv[2], []

def canary(where):
    word = f"zq{len(canaries):03d}{where.replace('_', '')}kestrel"
    canaries.append(word)
    return word

def wait(ms):  # as the program runs; QTest.qWait crashes if a slot fails before a first painting
    loop = QEventLoop()
    QTimer.singleShot(ms, loop.quit)
    loop.exec()

def until(done):
    for _ in range(2000):
        wait(10)
        if done():
            return
    raise SystemExit("waited too long")

def plant(workspace):
    with workspace.work(canary("what")) as unit:
        for table, record in RECORDS.items():
            row = unit.session.query(record).first()
            for column in record.__table__.columns if row is not None else ():
                fixed = column.foreign_keys or column.primary_key or column.name in FIXED
                if isinstance(column.type, String) and not fixed:
                    setattr(row, column.name, canary(table + column.name))

FIXED = {"sha256", "media_type", "criterion", "entity", "edition", "status", "kind", "level",
         "name_key", "key", "value_json"}
log.start_log()
app = program.application()
program.QMessageBox.exec = lambda box: 0
passphrase = canary("passphrase") + " gravel otter"
sample_file.create(path, "importer", passphrase).close()
window = MainWindow()
window.show()
window.open_path(path)
page = window.centralWidget()
page.line.setText(passphrase)
page.try_passphrase()
until(lambda: window.shell is not None)
workspace, desk = window.workspace, window.shell.desk
plant(workspace)
company = desk.dossier.company.id
name, data = canary("file") + ".txt", canary("bytes").encode() * 50
document = library.add_bytes(workspace, company, name, data)
evidence_links.link(workspace, desk.account_id, "9.10", document)
words = " ".join(keys.to_words(workspace.key))
window.shell.go(Place("9", "9.10"))
box = window.shell.wizard.editor.forms[0].narrative
QTest.keyClicks(box, canary("typed") + " ")
window.menus.undo.trigger()
window.menus.redo.trigger()
row = desk.dossier.answer("9.10").whole
open_dialog(HistoryDialog(window, desk, "response", row.id, canary("title"), ""))
wait(50)
window.findChild(HistoryDialog).close()
window.shell.open("evidence")
window.shell.pages["evidence"]._show(document)
window.shell.open("grid")
window.shell.pages["grid"].words.setText(canary("search"))
window.shell.go(Place("9", "9.10"))
bug = canary("bug")
def breaks():
    raise ValueError(bug)
sys.excepthook = program._tell_bug
QTimer.singleShot(0, breaks)
wait(50)
sys.excepthook = sys.__excepthook__
until(lambda: window.keeper.running is None)
window.keeper.back_up(always=True)
until(lambda: window.keeper.running is None)
box = window.shell.wizard.editor.forms[0].narrative
QTest.keyClicks(box, canary("unsaved") + " ")
if how == "lock":
    window.lock()
    until(lambda: not workspace.is_open)
print(json.dumps(canaries + [words, " ".join(words.split()[:6])]), flush=True)
while True:
    if how == "kill":
        QTest.keyClicks(box, "abc ")
    wait(20)
"""


@pytest.fixture
def places(tmp_path):
    """Private folders for everything the program may write."""
    names = ("work", "own", "tmp", "home", "cache", "config", "data")
    for name in names:
        (tmp_path / name).mkdir()
    return tmp_path


def environment(places):
    return os.environ | {
        "PYTHONPATH": str(Path(__file__).parents[2]),
        "PYTHONDONTWRITEBYTECODE": "1",
        "QT_QPA_PLATFORM": "offscreen",
        "CTPAT_DESKTOP_HOME": str(places / "own"),
        "TMPDIR": str(places / "tmp"),
        "HOME": str(places / "home"),
        "XDG_CACHE_HOME": str(places / "cache"),
        "XDG_CONFIG_HOME": str(places / "config"),
        "XDG_DATA_HOME": str(places / "data"),
    }


def spellings(word):
    """Return the bytes a word may be stored as; base64 at each of its three shifts."""
    plain = word.encode()
    found = [plain, word.encode("utf-16-le"), word.encode("utf-16-be")]
    for shift in range(3):
        coded = base64.b64encode(bytes(shift) + plain)
        found.append(coded[4 if shift else 0 : -4])
    return found


MARK = "kestrel"
"""Stands in nearly every word that is typed; where it is not, the word is not."""


def readable(places, words):
    """Return which words are readable in which file."""
    spelt = {word: spellings(word) for word in words}
    marks = spellings(MARK)
    marks += [way for word in words if MARK not in word for way in spelt[word]]
    hits = []
    for path in [p for p in places.rglob("*") if p.is_file()]:
        data = path.read_bytes()
        if not any(mark in data for mark in marks):  # then none of the words is in it
            continue
        hits += [
            (path.name, word) for word, ways in spelt.items() if any(way in data for way in ways)
        ]
    return hits


@pytest.mark.parametrize("how", ["lock", "kill"])
def test_nothing_typed_is_readable_on_the_disk(places, how):
    path = places / "work" / "neutral.ctpat"
    child = subprocess.Popen(
        [sys.executable, "-c", WORKS, str(path), how],
        env=environment(places),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        line = child.stdout.readline()
        assert line, child.stderr.read()
        words = json.loads(line)
        assert len(words) > 40
        assert readable(places, words) == []
        if how == "kill":
            time.sleep(1.5)
            assert (path.parent / "neutral.ctpat-wal").exists()
    finally:
        child.send_signal(signal.SIGKILL)
        child.communicate()
    assert readable(places, words) == []
    assert list((places / "own" / "backups").rglob("*.ctpat"))
    log = (places / "own" / "ctpat-desktop.log").read_text()
    assert "ValueError" in log
    assert [p.name for p in (places / "tmp").rglob("*")] == []


def test_the_search_finds_each_spelling(places):
    for number, way in enumerate(spellings("zq000searchkestrel")):
        (places / "tmp" / f"{number}").write_bytes(b"\0junk" + way)
    assert len(readable(places, ["zq000searchkestrel"])) == 6
