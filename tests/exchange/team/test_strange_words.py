"""What a member signs and seals may still be nonsense: it is named, and stops nobody."""

import json
import zlib

import pytest

from ctpat_desktop.exchange.team import change_file, deeds, envelope, members
from ctpat_desktop.exchange.team.deeds import Change
from ctpat_desktop.exchange.team.envelope import CHANGE, ROSTER, Head
from ctpat_desktop.exchange.team.folder import Folder
from ctpat_desktop.exchange.team.troubles import Kind, Unreadable
from tests.exchange.team.building import NOON, Laptop, founded, invited, joined

DEEP = "[" * 200_000


@pytest.fixture
def ann(tmp_path):
    return founded(Folder(tmp_path, ""))


def inner(text, body=b""):
    words = text.encode()
    return len(words).to_bytes(4, "big") + words + zlib.compress(body)


@pytest.mark.parametrize(
    "text",
    [
        '{"at":1e999,"seen":{},"size":0}',
        '{"at":1,"seen":{"a":1e999},"size":0}',
        '{"at":1,"seen":{},"size":-1e999}',
        DEEP,
        "[]",
        "null",
    ],
)
def test_a_change_file_with_a_strange_head_is_unreadable(ann, text):
    mine, roster = ann.membership, ann.log.roster
    head = Head(CHANGE, mine.team, mine.device, 1, roster.key_id, envelope.NOTHING)
    data = envelope.seal(head, inner(text), roster.key(mine), mine.signer)
    with pytest.raises(Unreadable) as caught:
        change_file.read(data, roster, mine)
    assert caught.value.kind is Kind.UNREADABLE


@pytest.mark.parametrize(
    "text",
    [
        '{"do":"rename","at":1e999,"device":"DEVICE","name":"x"}',
        '{"do":"role","at":1,"device":"DEVICE","roles":{"*":"owner"},"after":1e999}',
        '{"do":["rename"],"at":1}',
        DEEP,
    ],
)
def test_a_strange_entry_of_a_member_is_named_and_the_list_is_read(ann, text):
    bob = joined(ann, "Bob")
    append(bob, text.replace("DEVICE", bob.device))
    log = ann.log
    assert [trouble.kind for trouble in log.troubles] == [Kind.NOT_ALLOWED]
    assert log.is_usable
    assert set(log.roster.names.values()) == {"Ann's laptop", "Bob"}


def test_an_entry_that_hands_out_keys_as_a_list_stops_nobody(ann):
    bob = joined(ann, "Bob")
    action = {"do": "rename", "at": NOON, "device": bob.device, "name": "Rob", "wraps": [1]}
    append(bob, json.dumps(action))
    assert set(ann.log.roster.names.values()) == {"Ann's laptop", "Rob"}


def append(laptop, text):
    """Lay an entry of these words, well sealed and signed, into the place."""
    mine, roster = laptop.membership, laptop.log.roster
    before = roster.head
    head = Head(ROSTER, mine.team, mine.device, before.number + 1, roster.key_id, before.hash)
    data = envelope.seal(head, text.encode(), roster.key(mine), mine.signer)
    assert members.append(laptop.place, data)


def test_who_joined_with_a_key_that_is_none_keeps_nobody_from_being_removed(ann, monkeypatch):
    bob = joined(ann, "Bob")
    mallory = Laptop(ann.place, invited(ann))
    with monkeypatch.context() as cheat:
        half = deeds.public_half
        cheat.setattr(deeds, "public_half", lambda one: {**half(one), "agreement": "00" * 32})
        mallory.do(deeds.join, "Mallory", NOON)
    ann.do(deeds.remove, Change(bob.device), NOON)
    assert ann.log.roster.members[bob.device].last == 0
    assert ann.log.membership.key(ann.log.roster.key_id)
