"""The reader in `docs/` reads every answer and document without the program."""

import hashlib
import importlib.util
import io
import json
import shutil
import sys
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlcipher

from ctpat_desktop.records import Evidence, Response
from ctpat_desktop.services.files import workspaces
from ctpat_desktop.workspace import engine

SOURCE = Path(__file__).parents[2] / "docs" / "read_workspace.py"
PASSPHRASE = "tin lantern naïve harbor"


@pytest.fixture(scope="module")
def reader():
    spec = importlib.util.spec_from_file_location("read_workspace", SOURCE)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(params=["", PASSPHRASE], ids=["plain", "encrypted"])
def file(request, sample):
    """The sample, and its passphrase; what the program itself reads in it."""
    workspace = workspaces.open_file(sample)
    if request.param:
        workspaces.change_passphrase(workspace, request.param)
    with workspace.read() as session:
        answers = {(row.criterion, row.narrative) for row in session.query(Response)}
        hashes = sorted(row.sha256 for row in session.query(Evidence))
    workspace.close()
    return Path(sample), request.param, answers, hashes


def test_it_needs_nothing_of_the_program():
    assert "ctpat_desktop" not in SOURCE.read_text(encoding="utf-8")
    assert len(SOURCE.read_text(encoding="utf-8").splitlines()) <= 80


def test_every_answer_and_document_is_read(reader, file, tmp_path, monkeypatch, capsys):
    path, passphrase, answers, hashes = file
    before = path.read_bytes()
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{passphrase}\n"))
    reader.main(path, tmp_path / "out")
    assert capsys.readouterr().out == "history whole\n"
    read = json.loads((tmp_path / "out" / "answers.json").read_text(encoding="utf-8"))
    assert {(row[3], row[6]) for row in read} == answers
    assert len(answers) > 90
    files = [p for p in (tmp_path / "out").iterdir() if p.name != "answers.json"]
    found = sorted(hashlib.sha256(p.read_bytes()).hexdigest() for p in files)
    assert found == hashes
    assert path.read_bytes() == before


def test_a_wrong_passphrase_opens_nothing(reader, sample):
    workspace = workspaces.open_file(sample)
    workspaces.change_passphrase(workspace, PASSPHRASE)
    workspace.close()
    with pytest.raises(sqlcipher.DatabaseError):
        reader.opened(Path(sample), "tin lantern")


def test_a_changed_history_is_seen(reader, sample, tmp_path):
    path = Path(shutil.copy(sample, tmp_path / "changed.ctpat"))
    connection = engine.bare(path, None)
    connection.execute("UPDATE revision SET who = 'Nobody' WHERE number = 2")
    connection.close()
    assert not reader.is_chain_whole(reader.opened(path, ""))
