"""What people say to each other stays in the file: nothing printed or sent has a word of it."""

import json
import shutil
import zipfile
from datetime import date

import pytest

from ctpat_desktop import cli
from ctpat_desktop.documents.pages.pdf_text import pdf_text
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.records import Partner
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.files import workspaces
from ctpat_desktop.services.profile import sealing, submissions
from ctpat_desktop.services.reviewing import changes, comments, states, subject
from ctpat_desktop.services.reviewing.subject import Subject

CANARY = "zanzibar"
REPLY, BACK, WHO, SITE, RECORD = (
    f"{CANARY}{n}" for n in ("reply", "back", "who", "site", "record")
)
TODAY = date(2026, 11, 21)


@pytest.fixture(scope="module")
def talked(sample_file, tmp_path_factory):
    """The sample with a word of its own in every place where people talk to each other."""
    path = shutil.copy(sample_file, tmp_path_factory.mktemp("talked") / "sample.ctpat")
    workspace = workspaces.open_file(path)
    workspace.who = WHO
    scope = Scope.of(workspace, companies.choose(workspace), TODAY)
    about = subject.of_answer(scope, "9.10")
    comments.reply(scope, comments.add(scope, about, CANARY), REPLY)
    site = companies.dossier(workspace, scope.account_id).sites[0].id
    comments.add(scope, subject.of_answer(scope, "9.10", site), SITE)
    states.put(scope, [about], "sent_back", BACK)
    states.put(scope, [subject.of_answer(scope, "1.1")], "approved")
    states.assign(scope, ["9.10", "1.1"], WHO)
    with workspace.read() as session:
        partner = session.query(Partner).first().id
    comments.add(scope, Subject("partner", partner), RECORD)
    changes.mark_seen(scope)
    workspace.close()
    return path


def run(*words):
    code = cli.main([str(word) for word in words])
    assert code in (0, 1), words


def contents(folder):
    """Everything that is written in the files of a folder, as one text in small letters."""
    parts = []
    for path in sorted(folder.rglob("*")):
        if not path.is_file():
            continue
        data = path.read_bytes()
        if path.suffix in (".docx", ".xlsx", ".zip"):
            with zipfile.ZipFile(path) as packed:
                data += b"".join(packed.read(name) for name in packed.namelist())
        if path.suffix == ".pdf":
            parts.append(pdf_text(data, 10_000_000))
        parts.append(f"{path.name} {data.decode('utf-8', 'ignore')}")
    assert parts
    return "\n".join(parts).casefold()


@pytest.mark.parametrize(
    "command",
    [
        ("export", "portal", "FILE", "--to", "portal"),
        ("packet", "mou", "FILE", "--to", "mou.pdf"),
        ("questionnaire", "send", "FILE", "--all", "--format", "xlsx", "--to", "asked"),
        pytest.param(("export", "report", "FILE", "--to", "report.docx"), marks=pytest.mark.slow),
        ("export", "report", "FILE", "--to", "report.xlsx"),
        pytest.param(
            ("validation", "binder", "FILE", "--no-evidence", "--to", "binder.pdf"),
            marks=pytest.mark.slow,
        ),
    ],
    ids=lambda command: " ".join(command[:2]) + f" {command[-1]}",
)
def test_nothing_that_leaves_has_a_word_of_it(talked, tmp_path, capsys, command):
    file = shutil.copy(talked, tmp_path / "sample.ctpat")
    out = tmp_path / "out"
    out.mkdir()
    words = [file if word == "FILE" else word for word in command[:-1]]
    run(*words, out / command[-1], "--today", TODAY)
    written = contents(out)
    assert len(written) > 5_000
    assert CANARY not in written
    assert CANARY not in capsys.readouterr().out


def test_a_submission_has_none_of_it_and_the_open_export_all(talked, tmp_path):
    file = shutil.copy(talked, tmp_path / "sample.ctpat")
    workspace = workspaces.open_file(file)
    scope = Scope.of(workspace, companies.choose(workspace), TODAY)
    made = submissions.record(scope, by="Ann", anyway=True)
    assert len(submissions.read(workspace, made.id).findings) > 5
    sealed = sealing.sealed(submissions.read(workspace, made.id))
    workspace.close()
    assert CANARY.encode() not in sealed
    run("export", "data", file, "--to", tmp_path / "data")
    written = contents(tmp_path / "data")
    for word in (CANARY, REPLY, BACK, WHO, SITE, RECORD):
        assert word in written, word
    rows = json.loads((tmp_path / "data" / "tables" / "comment.json").read_text(encoding="utf-8"))
    assert len(rows) == 4
