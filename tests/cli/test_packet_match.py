"""`packet mou` and `packet match`: what they write, print and return."""

import json
import shutil
import subprocess
from datetime import date

import pytest

from ctpat_desktop import cli
from ctpat_desktop.documents.samples.hand_signed import hand_signed
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.files import workspaces
from ctpat_desktop.services.packets import store

TODAY = date(2026, 11, 21)
DAY = ("--today", "2026-11-21")


def run(capsys, *arguments):
    try:
        code = cli.main([str(argument) for argument in arguments])
    except SystemExit as leaving:
        code = leaving.code
    said = capsys.readouterr()
    return code, said.out, said.err


@pytest.fixture(scope="module")
def issued_file(sample_file, tmp_path_factory):
    """The sample with this year's packet issued, its PDF, and last year's."""
    folder = tmp_path_factory.mktemp("issued")
    file = shutil.copy(sample_file, folder / "sample.ctpat")
    assert cli.main(["packet", "mou", str(file), "--to", str(folder / "mou.pdf"), *DAY]) == 0
    workspace = workspaces.open_file(file)
    account = companies.choose(workspace)
    frozen = store.issued(workspace, store.open_packet(Scope.of(workspace, account, TODAY)).id)
    old = store.current_pdf(workspace, store.last_signed(Scope.of(workspace, account, TODAY)).id)
    workspace.close()
    (folder / "signed.pdf").write_bytes(hand_signed(frozen.pdf, frozen.places[:1]))
    (folder / "old.pdf").write_bytes(old)
    for name in ("signed", "old"):
        subprocess.run(
            ["pdftoppm", "-r", "100", "-jpeg", folder / f"{name}.pdf", folder / name], check=True
        )
    return folder


@pytest.fixture
def place(issued_file, tmp_path):
    return shutil.copytree(issued_file, tmp_path / "issued")


def pages(place, *numbers):
    return [place / f"signed-{number}.jpg" for number in numbers]


def test_issuing_again_writes_the_same_file(capsys, place):
    before = (place / "mou.pdf").read_bytes()
    code, out, _ = run(
        capsys, "packet", "mou", place / "sample.ctpat", "--to", place / "b.pdf", *DAY
    )
    assert code == 0
    assert (place / "b.pdf").read_bytes() == before
    assert "with the code" in out


def test_a_whole_scan_is_complete_and_says_so_in_json(capsys, place):
    scans = pages(place, *range(9, 0, -1))
    code, out, err = run(
        capsys, "packet", "match", place / "sample.ctpat", "--scan", *scans, "--json", *DAY
    )
    told = json.loads(out)
    assert (code, err) == (0, "")
    assert told["pages"] == 9
    assert told["matched"] == list(range(1, 10))
    assert (told["missing"], told["foreign"], told["complete"]) == ([], [], True)
    assert (told["out_of_order"], told["recorded"], told["unsigned"]) == (True, False, [])


def test_missing_and_foreign_pages_are_named_and_the_code_is_one(capsys, place):
    scans = [*pages(place, 1, 2, 3, 4, 6, 7, 8, 9), place / "old-5.jpg"]
    code, out, _ = run(
        capsys, "packet", "match", place / "sample.ctpat", "--scan", *scans, "--json", *DAY
    )
    told = json.loads(out)
    assert (code, told["missing"], told["complete"]) == (1, [5], False)
    assert [(row["file"], row["page"]) for row in told["foreign"]] == [("old-5.jpg", 5)]
    assert told["foreign"][0]["why"].startswith("page 5 of MOU packet 2025")


def test_in_words_the_verdict_comes_line_by_line(capsys, place):
    code, out, _ = run(
        capsys, "packet", "match", place / "sample.ctpat", "--scan", *pages(place, 1), *DAY
    )
    assert code == 1
    assert out.splitlines()[1:] == ["Missing: pages 2-9."]


def test_a_complete_scan_is_recorded_if_that_is_said(capsys, place):
    words = ("--record", "--signed-by", "Dolores Reyes", "--signed-on", "2026-11-21")
    scans = pages(place, *range(1, 10))
    code, out, _ = run(
        capsys, "packet", "match", place / "sample.ctpat", "--scan", *scans, *words, *DAY
    )
    assert code == 0
    assert out.splitlines()[-1] == "Recorded as signed."
    workspace = workspaces.open_file(place / "sample.ctpat")
    newest = store.every(Scope.of(workspace, companies.choose(workspace), TODAY))[0]
    workspace.close()
    assert (newest.state, newest.signed_by, str(newest.signed_on)) == (
        *("signed", "Dolores Reyes", "2026-11-21"),
    )


def test_an_incomplete_scan_is_never_recorded(capsys, place):
    code, out, _ = run(
        *(capsys, "packet", "match", place / "sample.ctpat", "--scan", *pages(place, 1)),
        *("--record", "--json", *DAY),
    )
    assert (code, json.loads(out)["recorded"]) == (1, False)


def test_a_file_that_is_not_there_is_one_of_the_problems(capsys, place):
    scans = [*pages(place, *range(1, 10)), place / "nowhere.jpg"]
    code, out, err = run(
        capsys, "packet", "match", place / "sample.ctpat", "--scan", *scans, "--json", *DAY
    )
    told = json.loads(out)
    assert (code, err, told["complete"]) == (1, "", True)
    assert told["problems"] == ["nowhere.jpg cannot be read: no such file or directory."]


def test_a_packet_can_be_named_by_its_code(capsys, place):
    workspace = workspaces.open_file(place / "sample.ctpat")
    last = store.last_signed(Scope.of(workspace, companies.choose(workspace), TODAY)).code
    workspace.close()
    code, out, _ = run(
        *(capsys, "packet", "match", place / "sample.ctpat", "--scan", place / "old.pdf"),
        *("--code", last.lower(), "--json", *DAY),
    )
    assert (code, json.loads(out)["packet"]) == (0, "MOU packet 2025")


def test_a_code_nobody_issued_is_one_line(capsys, place):
    found = run(
        *(capsys, "packet", "match", place / "sample.ctpat", "--scan", *pages(place, 1)),
        *("--code", "AAAA-AAAA", *DAY),
    )
    assert found[:2] == (2, "")
    assert found[2].startswith("No packet was issued here that the scan could be matched with.")
    assert len(found[2].splitlines()) == 1


def test_a_workspace_without_any_packet_is_one_line(capsys, place, tmp_path):
    file = tmp_path / "plain.ctpat"
    assert cli.main(["new", str(file), "--sample", "carrier", "--no-passphrase"]) == 0
    capsys.readouterr()
    found = run(capsys, "packet", "match", file, "--scan", *pages(place, 1), *DAY)
    assert found[:2] == (2, "")
    assert found[2].startswith("No packet was issued here")


def test_an_unsigned_scan_is_recorded_only_if_that_is_said(capsys, place):
    scans = ("--scan", place / "mou.pdf", "--record", "--json", *DAY)
    code, out, _ = run(capsys, "packet", "match", place / "sample.ctpat", *scans)
    assert (code, json.loads(out)["recorded"]) == (1, False)
    code, out, _ = run(
        capsys, "packet", "match", place / "sample.ctpat", *scans, "--although-empty"
    )
    assert (code, json.loads(out)["recorded"]) == (0, True)


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2026-11-22", "11/22/2026 is still to come."),
        ("2026-13-01", "“2026-13-01” is not a date (YYYY-MM-DD)"),
    ],
)
def test_an_impossible_day_is_one_line(capsys, place, day, words):
    scans = ("--scan", place / "signed.pdf", "--record", "--signed-on", day, *DAY)
    code, out, err = run(capsys, "packet", "match", place / "sample.ctpat", *scans)
    assert (code, out, len(err.splitlines())) == (2, "", 1)
    assert words in err


@pytest.mark.parametrize("verb", [("packet", "mou"), ("export", "report")])
def test_the_workspace_is_never_written_over(capsys, place, verb):
    file = place / "sample.ctpat"
    before = file.read_bytes()
    code, _, err = run(capsys, *verb, file, "--to", file, *DAY)
    assert (code, len(err.splitlines())) == (2, 1)
    assert file.read_bytes() == before
    shutil.copy(file, place / "other.ctpat")
    code, _, err = run(capsys, *verb, file, "--to", place / "other.ctpat", *DAY)
    assert code == 2
    assert (place / "other.ctpat").read_bytes()[:16] == before[:16]
