"""Documents in a place: whole or named, each once, and nobody outside can tell which."""

import hashlib
import os

import pytest

from ctpat_desktop.exchange.team import deeds, envelope, pieces
from ctpat_desktop.exchange.team.deeds import Change
from ctpat_desktop.exchange.team.folder import Folder
from ctpat_desktop.exchange.team.pieces import Document, Pieces
from ctpat_desktop.exchange.team.troubles import Kind, Unreadable
from tests.exchange.team.building import NOON, founded, joined


@pytest.fixture
def ann(tmp_path):
    return founded(Folder(tmp_path, ""))


@pytest.fixture(autouse=True)
def small(monkeypatch):
    monkeypatch.setattr(pieces, "SIZE", 1_000)


def document(content):
    return Document(hashlib.sha256(content).hexdigest(), len(content))


def shelf(laptop):
    return Pieces(laptop.place, laptop.log)


def stored(laptop):
    return sorted(laptop.place.root.rglob("*.ctpp"))


def put(laptop, content):
    return shelf(laptop).put(document(content), [content[:700], content[700:]])


@pytest.mark.parametrize("size", [0, 1, 999, 1_000, 1_001, 2_000, 20_500])
def test_what_is_put_comes_back(ann, size):
    content = os.urandom(size)
    assert put(ann, content) == document(content).pieces == len(stored(ann))
    assert b"".join(shelf(ann).get(document(content))) == content
    assert shelf(ann).missing([document(content)]) == {}


def test_each_document_is_stored_once_also_by_another_and_under_a_new_key(ann):
    bob, cid = joined(ann, "Bob"), joined(ann, "Cid")
    content = os.urandom(2_500)
    assert put(ann, content) == 3
    before = stored(ann)
    ann.do(deeds.remove, Change(cid.device), NOON)
    assert put(bob, content) == 0
    assert stored(ann) == before
    assert put(bob, b"new") == 1
    assert b"".join(shelf(ann).get(document(b"new"))) == b"new"


def test_its_name_and_bytes_say_nothing(ann):
    content = b"camera plan " * 300
    put(ann, content)
    text = " ".join(str(path) for path in stored(ann))
    assert document(content).sha256[:16] not in text
    assert not any(b"camera" in path.read_bytes() for path in stored(ann))


def test_half_a_document_is_completed(ann):
    content = os.urandom(3_500)
    put(ann, content)
    stored(ann)[1].unlink()
    assert shelf(ann).missing([document(content)]) == {document(content): [2]}
    with pytest.raises(Unreadable) as caught:
        list(shelf(ann).get(document(content)))
    assert caught.value.kind is Kind.GAP
    assert put(ann, content) == 1
    assert b"".join(shelf(ann).get(document(content))) == content


def test_a_damaged_piece_is_named_and_mended(ann):
    content = os.urandom(3_500)
    put(ann, content)
    path = stored(ann)[2]
    data = bytearray(path.read_bytes())
    data[500] ^= 1
    path.write_bytes(data)
    assert shelf(ann).damaged(document(content)) == {3: Kind.FLIPPED}
    assert shelf(ann).put(document(content), [content], damaged=[3]) == 1
    assert b"".join(shelf(ann).get(document(content))) == content
    assert shelf(ann).damaged(document(content)) == {}


def test_pieces_of_another_document_or_swapped_are_named(ann):
    content, other = os.urandom(2_500), os.urandom(2_500)
    put(ann, content)
    one, two, _ = stored(ann)
    data = one.read_bytes()
    one.write_bytes(two.read_bytes())
    two.write_bytes(data)
    assert shelf(ann).damaged(document(content)) == dict.fromkeys((1, 2), Kind.WRONG_PLACE)
    put(ann, other)
    wrong = document(other)._replace(sha256=document(content).sha256)
    with pytest.raises(Unreadable):
        list(shelf(ann).get(wrong))


def test_bytes_that_are_not_the_document_are_noticed(ann):
    """A member stored other bytes under the document's name."""
    wanted = document(b"the real plan")
    shelf(ann).put(wanted, [b"the fake plan"])
    with pytest.raises(Unreadable) as caught:
        list(shelf(ann).get(wanted))
    assert caught.value.kind is Kind.FLIPPED


def test_every_harm_to_a_piece_is_named(ann):
    content = b"x" * 300
    put(ann, content)
    (path,) = stored(ann)
    data = path.read_bytes()
    for at in range(0, len(data), 3):
        path.write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
        wrong = shelf(ann).damaged(document(content))
        is_outside = at >= len(data) - envelope.TAIL  # proves nothing that is used here
        assert wrong if not is_outside else wrong == {}, at
    for size in (1, 50, 200, len(data) - 80):
        path.write_bytes(data[:size])
        assert shelf(ann).damaged(document(content)) == {1: Kind.CUT}
