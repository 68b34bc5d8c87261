"""A sealed change file is read as it was written, or named by what is wrong with it."""

import os
from dataclasses import replace

import pytest

from ctpat_desktop.exchange.team import change_file, deeds, envelope, membership, roster_log
from ctpat_desktop.exchange.team.change_file import Draft
from ctpat_desktop.exchange.team.envelope import CHECK, HEAD, TAIL
from ctpat_desktop.exchange.team.membership import START, Tip
from ctpat_desktop.exchange.team.troubles import Kind, Unreadable
from tests.exchange.team.building import NOON

BODY = "Übergang: camera 4 looks at dock 2.".encode()


def alone(name="Ann's laptop"):
    """Return a device, in a team of its own, and the list of members."""
    first, mine = deeds.establish(membership.fresh(), name, NOON)
    log = roster_log.read([first], mine)
    return log.membership, log.roster


ANN, ROSTER = alone()


def sealed(body=BODY, before=START, mine=ANN):
    return change_file.write(mine, ROSTER, before, Draft(body, {"b" * 32: 7}, NOON))


def opened(data, roster=ROSTER, mine=ANN):
    return change_file.read(data, roster, mine)


def trouble(data, roster=ROSTER, mine=ANN):
    with pytest.raises(Unreadable) as caught:
        opened(data, roster, mine)
    return caught.value.kind


@pytest.mark.parametrize("body", [b"", BODY, os.urandom(300_000), b"word " * 1_000_000])
def test_what_was_sealed_is_read(body):
    first = sealed(body)
    file = opened(first)
    assert (file.body, file.number, file.previous) == (body, 1, envelope.NOTHING)
    assert (file.device, dict(file.seen), file.at) == (ANN.device, {"b" * 32: 7}, NOON)
    assert file.epoch == ROSTER.key_id
    second = opened(sealed(body, file.tip))
    assert (second.number, second.previous) == (2, file.hash)
    assert change_file.tip_of(first) == Tip(1, file.hash)


def test_text_is_compressed_and_nothing_of_it_is_outside():
    data = sealed(b"camera four " * 10_000)
    assert len(data) < 2_000
    assert b"camera" not in data
    assert b"camera" not in sealed(b"camera")


def test_every_flipped_byte_is_named():
    data = sealed()
    for at in range(len(data)):
        for bit in (1, 128):
            wrong = bytearray(data)
            wrong[at] ^= bit
            expected = {Kind.FOREIGN} if at < 8 else {Kind.FLIPPED}
            if HEAD.size - 8 <= at < HEAD.size:
                expected = {Kind.FLIPPED, Kind.CUT}
            assert trouble(bytes(wrong)) in expected, at


def test_every_length_it_is_cut_to_is_named():
    data = sealed()
    assert {trouble(data[:size]) for size in range(len(data))} == {Kind.CUT}
    assert trouble(data + b"\0") is Kind.FLIPPED
    assert trouble(b"PK\3\4" + data) is Kind.FOREIGN


def forged(data, at, value):
    """Change bytes and put the check against accidents right, as an attacker would."""
    wrong = bytearray(data)
    wrong[at : at + len(value)] = value
    digest = envelope.hashlib.sha256(wrong[:-TAIL]).digest()
    wrong[-CHECK:] = envelope._hash(digest, bytes(wrong[-TAIL:-CHECK]))[:CHECK]
    return bytes(wrong)


@pytest.mark.parametrize("at", [9, 42, 49, 60, 90, HEAD.size + 3, -TAIL + 5])
def test_a_forged_byte_has_no_signature(at):
    data = sealed()
    at = at % len(data)
    wrong = forged(data, at, bytes([data[at] ^ 1]))
    assert trouble(wrong) in {Kind.WRONG_SIGNATURE, Kind.FOREIGN}
    if at > 9:
        assert trouble(wrong) is Kind.WRONG_SIGNATURE


def test_a_newer_format_is_named():
    assert trouble(forged(sealed(), 8, b"\2")) is Kind.NEWER


def test_another_team_and_unknown_devices_are_named():
    other, roster = alone()
    theirs = change_file.write(other, roster, START, Draft(BODY, {}, NOON))
    assert trouble(theirs) is Kind.OTHER_TEAM
    stranger = replace(membership.fresh(ANN.team), keys=ANN.keys)
    assert trouble(sealed(mine=stranger)) is Kind.UNKNOWN_DEVICE


def test_somebody_elses_signature_is_named():
    thief = replace(ANN, signing=os.urandom(32))
    head = envelope.Head(1, ANN.team, ANN.device, 1, ROSTER.key_id)
    assert trouble(envelope.seal(head, b"", ANN.keys[0], thief.signer)) is Kind.WRONG_SIGNATURE


def test_what_was_written_after_leaving_is_named():
    first, second = sealed(), sealed(before=Tip(1, "c" * 64))
    member = replace(ROSTER.members[ANN.device], last=1)
    left = replace(ROSTER, members={ANN.device: member})
    assert opened(first, left).number == 1
    assert trouble(second, left) is Kind.LEFT


def test_one_signature_proves_a_row_and_nothing_beside_it():
    row, tip = [], START
    for _ in range(4):
        row.append(sealed(before=tip))
        tip = change_file.tip_of(row[-1])
    signing = ROSTER.members[ANN.device].signing
    hashes = [envelope.look(data).hash for data in row]
    assert change_file.vouched(row, signing) == set(hashes)
    wrong = forged(row[1], 60, b"9")
    assert change_file.vouched([row[0], wrong, *row[2:]], signing) == {hashes[0], *hashes[2:]}
    assert change_file.vouched([wrong], signing) == set()
    assert change_file.vouched([*row, wrong], signing) == set(hashes)
    assert change_file.vouched(row, "00" * 32) == set()


def test_a_missing_or_wrong_team_key_is_named():
    data = sealed()
    assert trouble(data, mine=replace(ANN, keys=())) is Kind.UNKNOWN_EPOCH
    head = envelope.Head(1, ANN.team, ANN.device, 1, ROSTER.key_id)
    wrong = envelope.seal(head, b"x", os.urandom(32), ANN.signer)
    assert trouble(wrong) is Kind.UNREADABLE
    empty = envelope.seal(head, b"no header", ANN.keys[0], ANN.signer)
    assert trouble(empty) is Kind.UNREADABLE


def test_a_body_that_grows_beyond_its_size_is_refused(monkeypatch):
    monkeypatch.setattr(change_file, "LARGEST", 1_000)
    assert trouble(sealed(b"0" * 1_001)) is Kind.UNREADABLE
    assert opened(sealed(b"0" * 1_000)).body


def test_a_membership_comes_back_from_its_bytes():
    again = membership.from_bytes(ANN.to_bytes())
    assert again == ANN
    assert ANN.signing.hex() not in repr(ANN)
    with pytest.raises(membership.Problem, match="cannot be read"):
        membership.from_bytes(ANN.to_bytes()[:-9])
