"""Every verb of the command line: what it prints, what it writes and its exit code."""

import json
import os
import shutil
import zipfile
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path

import pytest

from ctpat_desktop import cli
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.files import workspaces
from ctpat_desktop.services.profile import evidence_links
from ctpat_desktop.services.registers import records
from ctpat_desktop.services.samples import demo_folder
from tests.closing import (
    close_doors,
    close_incidents,
    close_partners,
    close_procedures,
    close_risk,
    close_seals,
    close_trade,
    close_training,
)

DAY = "2026-11-21"
CLOSINGS = (
    *(close_partners, close_doors, close_seals, close_trade, close_training),
    *(close_incidents, close_procedures, close_risk),
)


def run(capsys, *arguments):
    """Run one command; return exit code, standard output and standard error."""
    try:
        code = cli.main([str(argument) for argument in arguments])
    except SystemExit as leaving:
        code = leaving.code
    said = capsys.readouterr()
    return code, said.out, said.err


def answered(file, criterion):
    workspace = workspaces.open_file(file)
    read = companies.dossier(workspace, companies.choose(workspace))
    workspace.close()
    return read.answer(criterion)


def test_version(capsys):
    code, out, err = run(capsys, "--version")
    assert (code, err) == (0, "")
    assert out.startswith("ctpat-desktop ")


def test_new_makes_an_empty_workspace(capsys, tmp_path):
    code, out, err = run(capsys, "new", tmp_path / "a.ctpat", "--no-passphrase")
    assert (code, err) == (0, "")
    assert "a.ctpat" in out
    assert [path.name for path in tmp_path.iterdir()] == ["a.ctpat"]


@pytest.mark.parametrize(
    ("sample", "name"),
    [("importer", "Harborline Imports, Inc."), ("carrier", "")],
)
def test_new_makes_a_sample(capsys, tmp_path, sample, name):
    code, _, err = run(capsys, "new", tmp_path / "s.ctpat", "--sample", sample, "--no-passphrase")
    assert (code, err) == (0, "")
    _, out, _ = run(capsys, "list", "companies", tmp_path / "s.ctpat")
    assert name in out
    assert out.strip()


def test_check_json_prints_one_object_and_nothing_else(capsys, sample):
    code, out, err = run(capsys, "check", sample, "--json", "--today", DAY)
    found = json.loads(out)
    assert (code, err) == (1, "")
    assert list(found) == ["complete", "findings", "progress"]
    assert found["complete"] is False
    assert len(found["findings"]) == 36
    keys = ["rule", "severity", "section", "criterion", "place", "reason", "remedy"]
    assert all(list(row) == keys for row in found["findings"])
    sections = [row["section"] for row in found["progress"]]
    assert sections == ["company", *map(str, range(1, 13))]


def test_check_in_words_ends_with_the_count(capsys, sample):
    code, out, err = run(capsys, "check", sample, "--today", DAY)
    assert (code, err) == (1, "")
    assert out.splitlines()[-1] == "36 findings."
    assert len(out.splitlines()) == 37


def test_answer_saves_text_and_evidence(capsys, sample, tmp_path):
    text, proof = tmp_path / "t.txt", tmp_path / "seal log.txt"
    words = "The guard checks “every” seal — 深圳, Ñandú.\n\nTwice."
    text.write_text(f"\ufeff{words}\n", encoding="utf-8")
    proof.write_bytes(b"seals")
    arguments = ("answer", sample, "9.15", "--status", "in_place", "--text-file", text)
    code, out, err = run(capsys, *arguments, "--evidence", proof)
    assert (code, out, err) == (0, "Saved 9.15.\n", "")
    row = answered(sample, "9.15")
    assert row.whole.narrative == words
    assert [document.filename for document in row.evidence] == ["seal log.txt"]


def test_answer_says_so_when_nothing_changes(capsys, sample):
    for said in ("Saved 1.1.\n", "1.1: no change.\n"):
        code, out, _ = run(capsys, "answer", sample, "1.1", "--status", "partly")
        assert (code, out) == (0, said)


@pytest.mark.parametrize("reason", [(), ("--reason", ""), ("--reason", "  ")])
def test_not_applicable_without_a_reason_is_refused(capsys, sample, tmp_path, reason):
    before, proof = answered(sample, "4.3"), tmp_path / "log.txt"
    proof.write_bytes(b"x")
    arguments = ("answer", sample, "4.3", "--status", "not_applicable", "--evidence", proof)
    code, out, err = run(capsys, *arguments, *reason)
    assert (code, out) == (2, "")
    assert err.startswith("4.3 was not marked as not applicable: the reason is missing.")
    after = answered(sample, "4.3")
    assert (after.status, after.evidence) == (before.status, before.evidence)


def test_litter_as_evidence_is_refused_and_nothing_changed(capsys, sample, tmp_path):
    good, bad = tmp_path / "log.txt", tmp_path / "~$Seal procedure.docx"
    good.write_bytes(b"x")
    bad.write_bytes(bytes(154))
    before = answered(sample, "3.1")
    arguments = ("answer", sample, "3.1", "--status", "partly", "--evidence", good, bad)
    code, out, err = run(capsys, *arguments)
    assert (code, out) == (2, "")
    assert err.startswith("~$Seal procedure.docx was not added: Office keeps in it who has")
    after = answered(sample, "3.1")
    assert (after.status, len(after.evidence)) == (before.status, len(before.evidence))


def test_answer_at_a_site(capsys, sample):
    site = ("--site", "laredo CROSS-dock")
    code, _, err = run(capsys, "answer", sample, "9.6", "--status", "in_place", *site)
    assert (code, err) == (0, "")
    at_site = {place.name: row for place, row in answered(sample, "9.6").by_site}
    assert at_site["Laredo cross-dock"].status == "in_place"


def test_a_statement_is_set_by_its_number_and_listed(capsys, sample, tmp_path):
    text, proof = tmp_path / "t.txt", tmp_path / "gate log.txt"
    text.write_text("We lock “each” gate.\n", encoding="utf-8")
    proof.write_bytes(b"gates")
    before = answered(sample, "9.6")
    named = ("answer", sample, "9.6", "--statement", "1", "--name", "Gates")
    code, out, err = run(capsys, *named, "--text-file", text, "--evidence", proof)
    assert (code, out, err) == (0, "Saved 9.6, statement 1.\n", "")
    code, out, _ = run(capsys, *named, "--text-file", text)
    assert (code, out) == (0, "9.6, statement 1: no change.\n")
    row = answered(sample, "9.6")
    (one,) = row.stated(row.whole)
    assert (one.name, one.text, len(one.documents)) == ("Gates", "We lock “each” gate.", 1)
    assert (row.status, row.whole.narrative) == (before.status, before.whole.narrative)
    _, out, _ = run(capsys, "list", "responses", sample, "--json")
    (listed,) = [found for found in json.loads(out) if found["statements"]]
    (said,) = listed["statements"]
    assert (listed["criterion"], said["number"], said["name"]) == ("9.6", 1, "Gates")
    assert said["evidence"] == list(one.documents)


def test_a_statement_of_a_site_is_set(capsys, sample):
    arguments = ("answer", sample, "9.6", "--site", "Laredo cross-dock", "--statement", "1")
    assert run(capsys, *arguments, "--name", "Gates")[0] == 0
    row = answered(sample, "9.6")
    names = {site.name: [one.name for one in row.stated(said)] for site, said in row.by_site}
    assert names["Laredo cross-dock"] == ["Gates"]


@pytest.mark.parametrize(
    ("options", "why"),
    [
        ((), "Name a --status, or a --statement."),
        (("--status", "partly", "--name", "Gates"), "A --name belongs to a --statement."),
        (("--statement", "1", "--status", "partly"), "A statement has no status"),
        (("--statement", "3"), "9.6 has 0 statements; there is no number 3."),
        (("--statement", "0"), "9.6 has 0 statements; there is no number 0."),
    ],
)
def test_halves_of_answers_and_statements_are_refused(capsys, sample, options, why):
    code, out, err = run(capsys, "answer", sample, "9.6", *options)
    assert (code, out) == (2, "")
    assert err.startswith(why)


@pytest.mark.parametrize(
    ("register", "count"),
    [("companies", 1), ("accounts", 1), ("addresses", 4), ("contacts", 3), ("sites", 3)],
)
def test_list(capsys, sample, register, count):
    code, out, err = run(capsys, "list", register, sample, "--json")
    rows = json.loads(out)
    assert (code, err, len(rows)) == (0, "", count)
    assert all(row["register"] == register and row["id"] and row["title"] for row in rows)
    _, out, _ = run(capsys, "list", register, sample)
    assert out.splitlines() == [row["title"] for row in rows]


@pytest.mark.parametrize("register", ["identifiers", "evidence", "responses"])
def test_list_of_longer_registers(capsys, sample, register):
    code, out, _ = run(capsys, "list", register, sample, "--json")
    assert code == 0
    assert json.loads(out)


@pytest.mark.parametrize(("language", "title"), [("en", "Statement of support"), ("es", "Decl")])
def test_forms_show(capsys, language, title):
    arguments = ("forms", "show", "--entity", "importer", "--language", language)
    code, out, _ = run(capsys, *arguments, "--json")
    rows = json.loads(out)
    assert (code, len(rows)) == (0, 95)
    keys = ["id", "category", "level", "title", "summary", "trust", "fingerprint"]
    assert list(rows[0]) == keys
    assert rows[0]["title"].startswith(title)
    code, out, _ = run(capsys, *arguments)
    assert (code, len(out.splitlines())) == (0, 95)


def test_forms_check(capsys):
    assert run(capsys, "forms", "check") == (0, "All definitions are in order.\n", "")


def test_export_portal(capsys, sample, tmp_path):
    code, out, err = run(capsys, "export", "portal", sample, "--to", tmp_path / "out")
    assert (code, err) == (0, "")
    assert "answers and" in out
    assert list(tmp_path.rglob("manifest.json"))
    (archive,) = tmp_path.rglob("*.zip")
    assert zipfile.ZipFile(archive).testzip() is None


@pytest.mark.parametrize(
    ("suffix", "start"), [("pdf", b"%PDF-"), ("docx", b"PK"), ("xlsx", b"PK"), ("PDF", b"%PDF-")]
)
def test_export_report(capsys, sample, tmp_path, suffix, start):
    path = tmp_path / f"report.{suffix}"
    code, out, err = run(capsys, "export", "report", sample, "--to", path, "--today", DAY)
    assert (code, err) == (0, "")
    assert str(path) in out
    assert path.read_bytes().startswith(start)


def test_export_data_says_what_is_in_it(capsys, sample, tmp_path):
    for name in ("all.xlsx", "all"):
        code, out, err = run(capsys, "export", "data", sample, "--to", tmp_path / name)
        assert (code, err) == (0, "")
        assert "people" in out
        assert "disclosures" in out
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.txt").write_bytes(b"x")
    code, out, err = run(capsys, "export", "data", sample, "--to", tmp_path / "full")
    assert (code, out) == (2, "")
    assert err == "full exists already and was left alone. Choose a new or an empty folder.\n"


def test_everything_goes_out_and_comes_back(capsys, sample, tmp_path):
    out, new, secret = tmp_path / "out", tmp_path / "new.ctpat", tmp_path / "secret"
    secret.write_text("out and back again")
    assert run(capsys, "export", "data", sample, "--to", out)[0] == 0
    back = ("import", "data", out, new)
    code, words, err = run(capsys, *back)
    assert (code, words) == (2, "")
    assert err == (
        "The new workspace is encrypted. Name a --passphrase-file, or say --no-passphrase (not "
        "both).\n"
    )
    code, words, err = run(capsys, *back, "--passphrase-file", secret)
    assert (code, err) == (0, "")
    assert words.startswith(f"Made {new}, encrypted, of ")
    code, words, err = run(capsys, *back, "--passphrase-file", secret)
    assert (code, words) == (2, "")
    assert err.startswith("new.ctpat exists already.")
    assert run(capsys, "verify", new, "--passphrase-file", secret)[0] == 0
    code, words, err = run(
        capsys, "import", "data", out, tmp_path / "b.ctpat", "--no-passphrase", "--json"
    )
    assert (code, err) == (0, "")
    assert json.loads(words)["problems"] == []


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (("data", "FILE", "new"), "sample.ctpat is not a folder."),
        (("data", "DIR", "new"), " is not an open export of CTPAT Desktop."),
        (("data", "gone", "new"), "gone is not a folder."),
        (("data", "DIR", "new", "--dry-run"), "has no dry run"),
        (("partners", "FILE", "new.csv"), "--no-passphrase belongs to `import data`."),
    ],
)
def test_what_cannot_be_brought_back_is_said_in_one_line(capsys, sample, tmp_path, words, line):
    named = {"FILE": sample, "DIR": tmp_path}
    before = sorted(tmp_path.iterdir())
    places = [
        named.get(
            word, word if word.startswith("--") or word in ("data", "partners") else tmp_path / word
        )
        for word in words
    ]
    code, out, err = run(capsys, "import", *places, "--no-passphrase")
    assert (code, out) == (2, "")
    assert line in err
    assert err.count("\n") == 1
    assert sorted(tmp_path.iterdir()) == before


def test_packet_mou(capsys, sample, tmp_path):
    path = tmp_path / "mou.pdf"
    code, _, err = run(capsys, "packet", "mou", sample, "--to", path, "--today", DAY)
    assert (code, err) == (0, "")
    both = tmp_path / "both.pdf"
    code, _, err = run(capsys, "packet", "mou", sample, "--to", both, "--official", path)
    assert (code, err) == (0, "")
    assert both.stat().st_size > path.stat().st_size


EARLIER = ("mou-packet.pdf", "portal/99.9.txt", "questionnaires/gone.pdf")
OURS = ("notes.txt", "portal/confirmation.pdf")
"""What an earlier demo made in the folder of a demo, and what a person put there."""


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    """Return the folder of a demo that replaced an earlier one, and what it printed."""
    folder = tmp_path_factory.mktemp("demo") / "demo"
    for name in (*EARLIER, *OURS):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(b"earlier" if name in EARLIER else b"mine")
    demo_folder.mark(folder, frozenset(OURS))
    with redirect_stdout(StringIO()) as out, redirect_stderr(StringIO()) as err:
        code = cli.main(["demo", "--to", str(folder), "--no-pictures"])
    assert (code, err.getvalue()) == (0, "")
    return folder, out.getvalue()


def test_demo_does_the_whole_job(demo):
    folder, out = demo
    made = {path.name for path in folder.iterdir()}
    reports = {f"profile-report.{suffix}" for suffix in ("pdf", "docx", "xlsx")}
    assert made >= {"sample-importer.ctpat", "portal", "mou-packet.pdf", *reports}
    assert "Findings          36" in out


def test_a_demo_replaces_an_earlier_demo_and_nothing_else(demo, tmp_path):
    folder, _ = demo
    assert (folder / "mou-packet.pdf").read_bytes() != b"earlier"
    assert not (folder / "portal" / "99.9.txt").exists()
    assert {name: (folder / name).read_bytes() for name in OURS} == dict.fromkeys(OURS, b"mine")
    assert len(list((folder / "questionnaires").iterdir())) == 2
    copy = shutil.copytree(folder, tmp_path / "copy")
    demo_folder.clear(copy)
    assert demo_folder.files(copy) == {*OURS, demo_folder.MARKER}


@pytest.mark.parametrize("name", ["sample-importer.ctpat", "backup.ctpat", "mou-packet.pdf"])
def test_a_demo_leaves_files_alone_that_no_demo_made(capsys, tmp_path, name):
    (tmp_path / name).write_bytes(b"mine")
    code, out, err = run(capsys, "demo", "--to", tmp_path, "--no-pictures")
    assert (code, out) == (2, "")
    assert f"holds {name}, which no demo is known to have made." in err
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [(name, b"mine")]


WRITING = {
    "report.pdf": ("export", "report"),
    "mou.pdf": ("packet", "mou"),
    "pages.pdf": ("trade", "print", "eligibility"),
    "copy.ctpat": ("backup",),
}


@pytest.mark.parametrize("name", WRITING)
def test_a_file_that_is_there_is_replaced_only_with_force(capsys, sample, tmp_path, name):
    path = tmp_path / name
    path.write_bytes(b"mine")
    verb = (*WRITING[name], sample, "--to", path)
    code, out, err = run(capsys, *verb)
    assert (code, out) == (2, "")
    assert "exists already and was left alone." in err
    assert path.read_bytes() == b"mine"
    code, _, err = run(capsys, *verb, "--force")
    assert (code, err) == (0, "")
    assert path.read_bytes() != b"mine"
    left = sorted(found.name for found in tmp_path.iterdir())
    assert left == sorted([name, "sample.ctpat"])


def test_a_refused_packet_is_not_issued(capsys, sample, tmp_path):
    (tmp_path / "mou.pdf").write_bytes(b"mine")
    before = run(capsys, "list", "responses", sample, "--json"), Path(sample).read_bytes()
    assert run(capsys, "packet", "mou", sample, "--to", tmp_path / "mou.pdf")[0] == 2
    assert (run(capsys, "list", "responses", sample, "--json"), Path(sample).read_bytes()) == before


@pytest.mark.parametrize("stem", ["r" * 300, "深圳" * 60])
def test_a_name_no_disk_takes_is_cut_with_its_ending(capsys, sample, tmp_path, stem):
    verb = ("export", "report", sample, "--to", tmp_path / f"{stem}.docx")
    code, out, err = run(capsys, *verb)
    assert (code, err) == (0, "")
    (made,) = tmp_path.glob("*.docx")
    assert str(made) in out
    assert len(os.fsencode(made.name)) <= 255


ANSWERS = (
    ("4.3", "in_place", ()),
    ("7.25", "in_place", ()),
    ("9.15", "in_place", ()),
    ("6.6", "in_place", ()),
    ("5.16", "not_applicable", ("--reason", "No cargo is kept overnight.")),
    ("4.10", "partly", ("--target", "2027-02-01")),
    ("12.6", "planned", ("--target", "2027-02-01")),
    ("6.5", "in_place", ()),
    ("10.10", "in_place", ()),
    ("9.6", "in_place", ("--site", "Laredo cross-dock")),
)


def test_closing_every_gap_of_the_sample(capsys, sample, tmp_path):
    proof, text = tmp_path / "record.txt", tmp_path / "text.txt"
    proof.write_text("Record of this year.")
    text.write_text("The Security Manager tests it each month and signs the log.")
    for criterion, status, more in ANSWERS:
        given = [*more, "--text-file", text, "--evidence", proof]
        if status == "not_applicable":
            given = more
        code, _, err = run(capsys, "answer", sample, criterion, "--status", status, *given)
        assert (code, err) == (0, "")
    workspace = workspaces.open_file(sample)
    account = companies.choose(workspace)
    read = companies.dossier(workspace, account)
    company = read.company.id
    records.add(workspace, "identifier", company_id=company, kind="bond", value="123456789")
    walter = next(row for row in read.contacts if row.last_name == "Lindqvist")
    records.change(workspace, "contact", walter.id, email="walter@harborline.example")
    drop_expired(workspace, account, read)
    for close in CLOSINGS:
        close(workspace)
    workspace.close()
    assert run(capsys, "year", "affirm", sample, "--all", "--today", DAY)[0] == 0
    code, out, err = run(capsys, "check", sample, "--json", "--today", DAY)
    found = json.loads(out)
    assert found["findings"] == []
    assert (code, err, found["complete"]) == (0, "", True)
    assert run(capsys, "check", sample, "--today", DAY)[1] == "Complete.\n"


def drop_expired(workspace, account, read):
    """Take the expired certificate away from the answer it used to prove."""
    for document in read.answer("6.5").evidence:
        if document.expires_on and document.expires_on.isoformat() < DAY:
            evidence_links.unlink(workspace, account, "6.5", document.id)
