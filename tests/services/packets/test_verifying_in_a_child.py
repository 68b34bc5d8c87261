"""Signatures are checked in a process of its own; what was not checked is never in order."""

import pytest

from ctpat_desktop.cli import packet_sign
from ctpat_desktop.services.packets import signing
from tests.documents.signing.building import signed_once


@pytest.mark.parametrize(("name", "value"), [("SECONDS", 0.01), ("MEGABYTES", 10)])
def test_a_check_that_is_given_up_is_not_in_order(monkeypatch, name, value):
    monkeypatch.setattr(signing, name, value)
    found = signing.verify(signed_once())
    assert not found.valid
    assert found.signers == ()
    assert found.problem.startswith("The signatures were not checked. The PDF was not read:")
    assert packet_sign.in_words(found)[0] == found.problem


def test_what_a_child_finds_is_what_is_there(tmp_path):
    (tmp_path / "signed.pdf").write_bytes(signed_once())
    found = packet_sign.verify_file(tmp_path / "signed.pdf")
    assert [signer.name for signer in found.signers] == ["José Peña"]
    assert found.valid
