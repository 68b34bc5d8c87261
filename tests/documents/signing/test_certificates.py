"""Opening certificate files: what can be signed with, and one clear line for what cannot."""

import shutil
import subprocess

import pytest
from cryptography.hazmat.primitives.serialization import NoEncryption, pkcs12

from ctpat_desktop.documents.signing.certificates import LARGEST, open_p12
from ctpat_desktop.support.errors import Problem
from tests.documents.signing.certificates import (
    AUTHORITY,
    EARLY,
    EXPIRED,
    FOR_KEYS,
    NOW,
    OFFICER,
    SECOND,
    SECRET,
    SERVER,
    SIMPLE,
    Wanted,
    key,
    made,
    opened,
    p12,
    pem,
    private_pem,
    triple_des,
)


def refusal(data, passphrase=SECRET):
    with pytest.raises(Problem) as caught:
        open_p12(data, passphrase, NOW)
    return caught.value.line()


def test_a_certificate_says_who_it_names_and_until_when():
    found = opened(OFFICER)
    said = found.name, found.organization, found.issuer, found.valid_to.date().isoformat()
    assert said == ("José Peña", "Épices & Co", "José Peña", "2027-02-28")
    assert found.is_self_signed


def test_a_certificate_with_a_chain_names_its_issuer():
    found = opened(SECOND)
    assert (found.name, found.issuer) == ("李小龍", "Invented Intermediate")
    assert not found.is_self_signed


def test_a_certificate_keeps_its_key_out_of_sight():
    assert "signer" not in repr(opened(OFFICER))


@pytest.mark.parametrize("passphrase", ["correct horse", "", "pässwörd", "пароль", "密码"])
def test_any_passphrase_opens_its_file(passphrase):
    assert open_p12(p12(OFFICER, passphrase), passphrase, NOW).name == "José Peña"


def test_accents_typed_in_two_parts_open_the_file_too():
    assert open_p12(p12(OFFICER, "caf\u00e9"), "cafe\u0301", NOW).name == "José Peña"


def test_a_file_protected_as_before_2020_opens():
    assert open_p12(p12(OFFICER, protection=triple_des()), SECRET, NOW).name == "José Peña"


@pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not installed")
def test_a_file_protected_as_in_the_last_century_opens(tmp_path):
    (tmp_path / "key").write_bytes(private_pem(OFFICER))
    (tmp_path / "own").write_bytes(pem(OFFICER))
    options = ["-legacy", "-certpbe", "PBE-SHA1-RC2-40", "-passout", f"pass:{SECRET}"]
    paths = ["-inkey", tmp_path / "key", "-in", tmp_path / "own", "-out", tmp_path / "p12"]
    subprocess.run(["openssl", "pkcs12", "-export", *options, *paths], check=True)
    assert open_p12((tmp_path / "p12").read_bytes(), SECRET, NOW).name == "José Peña"


def test_a_self_signed_certificate_of_the_simplest_kind_can_sign():
    assert opened(SIMPLE).name == "Simple Roe"


def test_a_certificate_without_a_name_is_called_by_its_organization():
    assert opened(Wanted(" ", organization="Épices & Co")).name == "Épices & Co"


@pytest.mark.parametrize("typed", ["wrong", "", "correct horse ", "é"])
def test_a_wrong_passphrase_is_said(typed):
    assert refusal(p12(OFFICER), typed) == (
        "The passphrase does not open this certificate file. Type it again."
    )


@pytest.mark.parametrize(
    ("wanted", "words"),
    [
        (EXPIRED, "This certificate expired on 05/03/2026."),
        (EARLY, "This certificate is valid only from 05/05/2026."),
        (FOR_KEYS, "This certificate is not meant for signing documents."),
        (SERVER, "This certificate is not meant for signing documents."),
        (AUTHORITY, "This is the certificate of an authority, not of a person."),
        (
            Wanted(kind="weak"),
            "The key of this certificate is too weak: RSA with 1024 bits.",
        ),
        (
            Wanted(kind="odd"),
            "The key of this certificate is of a kind that PDF programs do not accept.",
        ),
        (
            Wanted(kind="ed25519"),
            "The key of this certificate is of a kind that PDF programs do not accept.",
        ),
        (
            Wanted(kind="dsa"),
            "The key of this certificate is of a kind that PDF programs do not accept.",
        ),
    ],
    ids=["expired", "early", "usage", "server", "authority", "weak", "curve", "ed25519", "dsa"],
)
def test_what_cannot_be_signed_with_is_said(wanted, words):
    assert refusal(p12(wanted)).startswith(words)


def test_a_file_without_a_private_key_is_said():
    only = pkcs12.serialize_key_and_certificates(b"x", None, None, [made(OFFICER)], NoEncryption())
    assert refusal(only, "").startswith("There is no private key in this certificate file.")


def test_a_file_with_a_key_alone_is_said():
    only = pkcs12.serialize_key_and_certificates(
        b"x", key("rsa", "José Peña"), None, None, NoEncryption()
    )
    assert refusal(only, "").startswith("There is no certificate that fits the private key")


@pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not installed")
def test_a_file_with_two_keys_is_said():
    assert "holds 2 private keys" in refusal(two_keys(p12(OFFICER, ""), p12(SECOND, "")), "")


def two_keys(first, second):
    """Return a file, without its seal, that holds what two files hold."""
    from asn1crypto import pkcs12 as asn1

    one, other = asn1.Pfx.load(first), asn1.Pfx.load(second)
    parts = asn1.AuthenticatedSafe([*one.authenticated_safe, *other.authenticated_safe])
    content = asn1.ContentInfo({"content_type": "data", "content": parts.dump()})
    return asn1.Pfx({"version": "v3", "auth_safe": content}).dump()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "This file is not a certificate file (PKCS#12)."),
        (b"PK\x03\x04 a workbook", "This file is not a certificate file (PKCS#12)."),
        (b"%PDF-1.7", "This file is a PDF, not a certificate file."),
        (pem(OFFICER), "This certificate is in a text file without its protected key."),
        (p12(OFFICER)[:-40], "This file is not a certificate file (PKCS#12)."),
        (bytes(LARGEST + 1), "This file is too large for a certificate file."),
    ],
    ids=["empty", "workbook", "pdf", "pem", "cut", "large"],
)
def test_what_is_no_certificate_file_is_said(data, words):
    assert refusal(data).startswith(words)
