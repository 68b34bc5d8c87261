"""`questionnaire send` and `questionnaire receive`: what they print, write and return."""

import json
import os
import resource
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    NameObject,
    StreamObject,
    TextStringObject,
)

from ctpat_desktop import cli
from ctpat_desktop.records import Company
from ctpat_desktop.workspace import door
from tests.exchange.questionnaires.returning import ANSWERS, filled
from tests.services.questionnaires import asking


@pytest.fixture
def file(tmp_path):
    """A workspace without passphrase with one company and two partners."""
    path = tmp_path / "w.ctpat"
    workspace = door.create_workspace(path, None)
    firm = asking.company(workspace)
    asking.partner(workspace, firm, "Ningbo Wave")
    asking.partner(workspace, firm, "Route 9 Trucking", "highway_carrier")
    asking.partner(workspace, firm, "Gone Ltd", "supplier", status="ended")
    workspace.close()
    return path


def run(capsys, *arguments):
    try:
        code = cli.main([str(argument) for argument in arguments])
    except SystemExit as leaving:
        code = leaving.code
    said = capsys.readouterr()
    return code, said.out, said.err


def sent(capsys, file, folder, *more):
    code, out, err = run(capsys, "questionnaire", "send", file, "--to", folder, "--json", *more)
    assert (code, err) == (0, "")
    return json.loads(out)


def named(file, name):
    workspace = door.open_workspace(file, None)
    with workspace.read() as session:
        firm = session.query(Company).one().id
    asking.partner(workspace, firm, name)
    workspace.close()


def test_letters_no_font_has_are_told_and_make_it_1(capsys, file, tmp_path):
    named(file, "Nile \U00013000 Trading")
    verb = ("questionnaire", "send", file, "--to", tmp_path / "o", "--all", "--json")
    code, out, err = run(capsys, *verb)
    told = {row["partner"]: row.get("notices") for row in json.loads(out)}
    lost = "\U00013000 (U+13000) in “Nile \U00013000 Trading”"
    words = f"Letters are missing on the printed pages: {lost}."
    assert (code, told["Nile \U00013000 Trading"], told["Ningbo Wave"]) == (1, [words], None)
    assert err.endswith(f".pdf: {words}\n")


def test_send_writes_one_file_per_active_partner(capsys, file, tmp_path):
    rows = sent(capsys, file, tmp_path / "out", "--all")
    assert sorted(row["partner"] for row in rows) == ["Ningbo Wave", "Route 9 Trucking"]
    assert all(Path(row["file"]).is_file() for row in rows)


def test_send_to_one_partner_in_french_as_a_workbook(capsys, file, tmp_path):
    more = ("--partner", "ningbo", "--language", "fr", "--format", "xlsx")
    (row,) = sent(capsys, file, tmp_path / "out", *more)
    assert (row["language"], Path(row["file"]).suffix) == ("fr", ".xlsx")


def test_receive_prints_one_json_list_and_nothing_else(capsys, file, tmp_path):
    (row,) = sent(capsys, file, tmp_path / "out", "--partner", "Ningbo Wave")
    back = tmp_path / "back.pdf"
    back.write_bytes(filled(Path(row["file"]).read_bytes()))
    code, out, err = run(capsys, "questionnaire", "receive", file, back, "--accept", "--json")
    (found,) = json.loads(out)
    assert (code, err) == (0, "")
    assert list(found) == ["file", "partner", "outcome", "answers", "reason", "done"]
    assert (found["file"], found["partner"], found["outcome"], found["answers"]) == (
        "back.pdf",
        "Ningbo Wave",
        "matched",
        len(ANSWERS),
    )


def test_receive_again_is_something_to_look_at(capsys, file, tmp_path):
    (row,) = sent(capsys, file, tmp_path / "out", "--partner", "Ningbo Wave")
    back = tmp_path / "back.pdf"
    back.write_bytes(filled(Path(row["file"]).read_bytes()))
    run(capsys, "questionnaire", "receive", file, back, "--accept")
    code, out, err = run(capsys, "questionnaire", "receive", file, back)
    assert (code, out.split()[0], err) == (1, "duplicate", "")


def test_receive_without_accept_and_then_with(capsys, file, tmp_path):
    (row,) = sent(capsys, file, tmp_path / "out", "--partner", "Ningbo Wave")
    back = tmp_path / "back.pdf"
    back.write_bytes(filled(Path(row["file"]).read_bytes()))
    run(capsys, "questionnaire", "receive", file, back)
    code, out, _ = run(capsys, "questionnaire", "receive", file, back, "--accept")
    assert (code, out.split()[0]) == (0, "matched")


def test_a_file_that_is_no_questionnaire_is_refused(capsys, file, tmp_path):
    other = tmp_path / "other.pdf"
    other.write_bytes(b"%PDF-1.4 not really")
    code, out, err = run(capsys, "questionnaire", "receive", file, other, "--json")
    assert (code, json.loads(out)[0]["outcome"], err) == (1, "refused", "")


@pytest.mark.parametrize(
    "arguments",
    [
        ("send", "FILE", "--all"),
        ("send", "FILE", "--to", "out"),
        ("send", "FILE", "--partner", "Nobody", "--to", "out"),
        ("send", "FILE", "--all", "--to", "out", "--language", "de"),
        ("receive", "FILE"),
    ],
)
def test_a_command_that_says_too_little_is_a_problem_in_one_line(
    capsys, file, tmp_path, monkeypatch, arguments
):
    monkeypatch.chdir(tmp_path)
    words = [str(file) if word == "FILE" else word for word in arguments]
    code, out, err = run(capsys, "questionnaire", *words)
    assert (code, out, len(err.splitlines())) == (2, "", 1)


def few_means():
    """Let the command have one gigabyte and one minute."""
    resource.setrlimit(resource.RLIMIT_AS, (2**30, 2**30))
    resource.setrlimit(resource.RLIMIT_CPU, (60, 60))


def nested(depth):
    return (
        b"%PDF-1.7\n1 0 obj\n" + b"[" * depth + b"]" * depth + b"\nendobj\ntrailer<</Root 1 0 R>>"
    )


HOSTILE = {
    "deep": nested(200_000),
    "huge-xref": b"%PDF-1.7\nxref\n0 999999999\n"
    + b"0000000000 65535 f \n" * 50
    + b"trailer<</Size 999999999/Root 1 0 R>>\nstartxref\n9\n%%EOF",
    "prev-loop": b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\nxref\n0 1\n0000000000 65535 f \n"
    b"trailer<</Size 2/Root 1 0 R/Prev 47>>\nstartxref\n47\n%%EOF",
    "length-lie": b"%PDF-1.7\n1 0 obj<</Length 99999999999>>stream\nx\nendstream endobj\n"
    b"startxref\n0\n%%EOF",
    "junk": bytes(range(256)) * 4000,
    "many-eof": b"%PDF-1.7\n" + b"%%EOF\n" * 100_000,
    "many-objects": b"%PDF-1.7\n" + b"".join(b"%d 0 obj<<>>endobj\n" % n for n in range(60_000)),
}


def blown_up(sent):
    """Return a filled form with six documents inside that unpack to 60 MB of nothing each."""
    writer = PdfWriter(clone_from=PdfReader(BytesIO(filled(Path(sent).read_bytes()))))
    stream = StreamObject()
    stream.set_data(bytes(60 * 2**20))
    packed = writer._add_object(stream.flate_encode())
    names = ArrayObject()
    for number in range(6):
        entry = DictionaryObject({NameObject("/F"): TextStringObject(f"{number}.txt")})
        entry[NameObject("/EF")] = DictionaryObject({NameObject("/F"): packed})
        names.extend([TextStringObject(f"{number}"), writer._add_object(entry)])
    tree = DictionaryObject({NameObject("/Names"): names})
    writer._root_object[NameObject("/Names")] = DictionaryObject(
        {NameObject("/EmbeddedFiles"): tree}
    )
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def test_hostile_files_are_refused_within_bounds(capsys, file, tmp_path):
    (row,) = sent(capsys, file, tmp_path / "out", "--partner", "Ningbo Wave")
    hostile, paths = {**HOSTILE, "blown-up": blown_up(row["file"])}, []
    for name, data in hostile.items():
        paths.append(tmp_path / f"{name}.pdf")
        paths[-1].write_bytes(data)
    command = [sys.executable, "-m", "ctpat_desktop", "questionnaire", "receive", file, "--json"]
    done = subprocess.run(
        [*map(str, command), *map(str, paths)],
        check=False,
        capture_output=True,
        text=True,
        timeout=180,
        preexec_fn=few_means,
        env={**os.environ, "PYTHONPATH": str(Path.cwd())},
    )
    outcomes = {row["file"][:-4]: row["outcome"] for row in json.loads(done.stdout)}
    assert (done.returncode, done.stderr, outcomes) == (1, "", dict.fromkeys(hostile, "refused"))
