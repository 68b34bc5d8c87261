"""`packet sign` and `packet verify`: what they write, print and return."""

import json
import logging
import os
import sqlite3

import pytest

from ctpat_desktop import cli
from ctpat_desktop.documents.signing.signatures import sign
from ctpat_desktop.services.packets import signing
from ctpat_desktop.workspace import door
from tests.documents.signing.building import added_to, drawing, packet, without_form
from tests.documents.signing.certificates import DAY, SECRET, Wanted, opened, p12, pem

TODAY = signing.now()
OFFICER = Wanted("José Peña", start=TODAY - DAY, end=TODAY + DAY)
SECOND = Wanted("李小龍", "rsa", start=TODAY - DAY, end=TODAY + DAY)
EXPIRED = Wanted("Old Roe", start=TODAY - 3 * DAY, end=TODAY - DAY)


@pytest.fixture
def place(tmp_path):
    """A folder with a workspace, a packet, a certificate and its passphrase."""
    from tests.services.questionnaires import asking

    workspace = door.create_workspace(tmp_path / "w.ctpat", None)
    asking.company(workspace)
    workspace.close()
    (tmp_path / "mou.pdf").write_bytes(packet())
    (tmp_path / "officer.p12").write_bytes(p12(OFFICER))
    (tmp_path / "second.p12").write_bytes(p12(SECOND))
    (tmp_path / "secret.txt").write_text(f"{SECRET}\n")
    (tmp_path / "ink.png").write_bytes(drawing())
    return tmp_path


def run(capsys, *arguments):
    try:
        code = cli.main([str(argument) for argument in arguments])
    except SystemExit as leaving:
        code = leaving.code
    said = capsys.readouterr()
    return code, said.out, said.err


def signed(capsys, place, **options):
    named = {"pdf": "mou.pdf", "p12": "officer.p12", "to": "signed.pdf"} | options
    secret = named.pop("secret", "secret.txt")
    more = named.pop("more", ())
    words = [word for name, file in named.items() for word in (f"--{name}", place / file)]
    secret = ("--p12-passphrase-file", place / secret)
    return run(capsys, "packet", "sign", place / "w.ctpat", *words, *secret, *more)


def refused(result, words):
    code, out, err = result
    assert (code, out) == (2, "")
    (line,) = err.splitlines()
    assert words in line


def verdict(capsys, path):
    code, out, err = run(capsys, "packet", "verify", path, "--json")
    assert err == ""
    return code, json.loads(out)


def test_sign_writes_the_signed_pdf_and_says_who(capsys, place):
    said = signed(capsys, place)
    assert said == (0, f"José Peña signed in Signer1: wrote {place / 'signed.pdf'}\n", "")
    assert (place / "signed.pdf").read_bytes().startswith(packet())
    assert (place / "mou.pdf").read_bytes() == packet()


def test_verify_prints_what_the_contract_says(capsys, place):
    signed(capsys, place, more=("--reason", "MOU", "--drawing", place / "ink.png"))
    code, found = verdict(capsys, place / "signed.pdf")
    (signer,) = found["signers"]
    assert (code, found["valid"]) == (0, True)
    assert (signer["name"], signer["covers_whole_file"], signer["changed_after"]) == (
        "José Peña",
        True,
        False,
    )
    assert (signer["field"], signer["reason"], signer["trusted"]) == ("Signer1", "MOU", None)
    assert signer["at"][:10] == signing.now().date().isoformat()


def test_a_second_person_signs_the_next_field(capsys, place):
    signed(capsys, place)
    again = signed(capsys, place, pdf="signed.pdf", p12="second.p12", to="both.pdf")
    assert again[0] == 0
    assert (place / "both.pdf").read_bytes().startswith((place / "signed.pdf").read_bytes())
    code, found = verdict(capsys, place / "both.pdf")
    assert (code, [signer["name"] for signer in found["signers"]]) == (0, ["José Peña", "李小龍"])


def test_a_pdf_of_ones_own_can_be_signed(capsys, place):
    (place / "own.pdf").write_bytes(without_form(packet()))
    assert signed(capsys, place, pdf="own.pdf")[0] == 0
    assert verdict(capsys, place / "signed.pdf")[0] == 0


def test_a_changed_file_is_something_to_look_at(capsys, place):
    signed(capsys, place)
    path = place / "signed.pdf"
    path.write_bytes(added_to(path.read_bytes(), lambda writer: writer.add_blank_page()))
    code, found = verdict(capsys, path)
    assert (code, found["valid"]) == (1, False)
    assert found["changes"] == ["Since José Peña signed: Page 4 was added."]
    assert found["signers"][0]["changed_after"]


def test_the_verdict_stands_first_in_plain_words(capsys, place):
    signed(capsys, place)
    code, out, _ = run(capsys, "packet", "verify", place / "signed.pdf")
    assert (code, out.splitlines()[0]) == (0, "In order.")
    assert out.splitlines()[1].startswith("✓ José Peña · ")


def test_a_pdf_without_signature_is_something_to_look_at(capsys, place):
    said = run(capsys, "packet", "verify", place / "mou.pdf")
    assert said == (1, "There is no signature in this PDF.\n", "")


def test_trust_is_told_where_an_authority_is_named(capsys, place):
    signed(capsys, place)
    (place / "root.pem").write_bytes(pem(OFFICER))
    named = ("--root", place / "root.pem", "--json")
    code, out, _ = run(capsys, "packet", "verify", place / "signed.pdf", *named)
    assert (code, json.loads(out)["signers"][0]["trusted"]) == (0, True)


def test_a_missing_file_cannot_be_verified(capsys, place):
    refused(run(capsys, "packet", "verify", place / "gone.pdf"), "gone.pdf cannot be read")


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"pdf": "gone.pdf"}, "gone.pdf cannot be read"),
        ({"p12": "gone.p12"}, "gone.p12 cannot be read"),
        ({"p12": "mou.pdf"}, "This file is a PDF, not a certificate file."),
        ({"pdf": "officer.p12"}, "This PDF cannot be read"),
        ({"secret": "wrong.txt"}, "The passphrase does not open this certificate file."),
        ({"p12": "expired.p12"}, "This certificate expired on"),
        ({"to": "mou.pdf"}, "mou.pdf exists already and was left alone."),
        ({"to": "w.ctpat"}, "w.ctpat is the file that is read, and would be written over."),
        ({"to": "officer.p12"}, "officer.p12 exists already and was left alone."),
        ({"to": "nowhere/signed.pdf"}, "the folder does not exist"),
        ({"to": "folder"}, "folder is a folder."),
        ({"more": ("--field", "Signer9")}, "There is no signature field “Signer9”"),
        ({"drawing": "secret.txt"}, "The drawn signature cannot be used"),
    ],
    ids=lambda options: (
        "-".join(map(str, options.values()))[:30] if isinstance(options, dict) else ""
    ),
)
def test_what_cannot_be_signed_is_one_line_and_leaves_no_file(capsys, place, options, words):
    (place / "wrong.txt").write_text("wrong\n")
    (place / "expired.p12").write_bytes(p12(EXPIRED))
    (place / "folder").mkdir()
    before = {path.name: path.read_bytes() for path in place.iterdir() if path.is_file()}
    refused(signed(capsys, place, **options), words)
    after = {path.name: path.read_bytes() for path in place.iterdir() if path.is_file()}
    assert after.keys() == before.keys()
    assert all(after[name] == before[name] for name in before if name != "w.ctpat")


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may write anywhere")
def test_a_folder_nobody_may_write_to_is_said(capsys, place):
    (place / "shut").mkdir(mode=0o500)
    refused(signed(capsys, place, to="shut/signed.pdf"), "you may not write in this place")


def test_a_changed_pdf_is_not_signed_again(capsys, place):
    broken = added_to(
        sign(packet(), opened(OFFICER, TODAY), at=TODAY), lambda writer: writer.add_blank_page()
    )
    (place / "mou.pdf").write_bytes(broken)
    refused(signed(capsys, place), "carries a signature that is not in order any more")


def test_the_passphrase_is_nowhere_in_the_workspace(capsys, place, caplog):
    caplog.set_level(logging.DEBUG)
    assert signed(capsys, place)[0] == 0
    held = b"".join(path.read_bytes() for path in place.glob("w.ctpat*"))
    with sqlite3.connect(place / "w.ctpat") as known:
        assert known.execute("SELECT count(*) FROM company").fetchone() == (1,)
    assert SECRET.encode() not in held
    assert SECRET not in caplog.text


def test_a_moment_has_a_zone():
    assert signing.now().tzinfo is not None
