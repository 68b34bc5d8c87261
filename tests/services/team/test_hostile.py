"""What a member sends that no copy of the program writes is refused by name and stops nobody."""

import json
from contextlib import ExitStack, closing
from functools import partial

import pytest

from ctpat_desktop.exchange.team.sync import sync
from ctpat_desktop.services.team import ledger, roles, rounds
from ctpat_desktop.workspace.merge import change_set
from tests.services.team.test_rounds import text, write


def forge(laptop, monkeypatch, edit):
    """Let a laptop hand out its changes with their JSON edited, whatever its role."""
    raw = change_set.ChangeSet.to_bytes

    def edited(content):
        value = json.loads(raw(content))
        return json.dumps(edit(value) or value).encode()

    with monkeypatch.context() as cheat:
        cheat.setattr(roles, "allows", lambda *_: True)
        cheat.setattr(change_set.ChangeSet, "to_bytes", edited)
        assert laptop.sync().brought == 1


def op(value, **new):
    """Change the first action."""
    names = ("batch", "at", "who", "what", "source", "table", "record", "action", "changes")
    for name, content in new.items():
        value["ops"][0][names.index(name)] = content


def field(value, name, content):
    value["rows"][0][2][name] = content


STRANGE = {
    "a list of values": lambda value: field(value, "narrative", [1]),
    "a number for words": lambda value: field(value, "narrative", 5),
    "a number too large": lambda value: field(value, "site_id", 2**70),
    "no number": lambda value: field(value, "criterion", float("nan")),
    "one action twice": lambda value: value["ops"].append(value["ops"][0]),
    "an open value of no table": lambda value: value["open"].append(["x", "y", "z", []]),
    "an open value of no id": lambda value: value["open"].append(["response", 5, "narrative", []]),
    "open values that are none": lambda value: value["open"].append(
        ["response", "x", "narrative", [["2026-12-01", "b", {"a": 1}, "x"]]]
    ),
    "an open value of no field": lambda value: value["open"].append(
        ["response", "x", "nonsense", [["2026-12-01", "b", "y", "x"]]]
    ),
    "changes that are no lists": lambda value: op(value, changes={"narrative": {"a": 1, "b": 2}}),
    "changes that are words": lambda value: op(value, changes={"narrative": "ab"}),
    "a change to a list": lambda value: op(value, changes={"narrative": [None, [1]]}),
    "a record like a merge": lambda value: op(value, record="merge-1"),
    "a setting of one copy": lambda value: op(
        value, table="setting", record="copy.redacted", changes={}
    ),
    "no id": lambda value: value["rows"].append(["response", None, {}]),
    "an empty id": lambda value: op(value, record=""),
    "no text": lambda value: op(value, who=1),
    "no time": lambda value: op(value, at=1),
    "no document": lambda value: value.update(documents={"../../x": 1}),
    "no size": lambda value: value.update(documents={"a" * 64: float("inf")}),
    "a size below nothing": lambda value: value.update(documents={"a" * 64: -1}),
    "nothing": lambda value: [],
}


@pytest.fixture(scope="module")
def body():
    """A set of changes with one new answer."""
    row = {"narrative": "fence", "criterion": "1.1", "profile_id": "p", "site_id": None}
    what = ["b", "2026-12-01T12:00:00", "Ann", "Answer 1.1", "", "response", "r", "added"]
    changes = {"narrative": [None, "fence"]}
    return {
        "format": 1,
        "ops": [[*what, changes]],
        "rows": [["response", "r", row]],
        "open": [],
        "documents": {},
    }


@pytest.mark.parametrize("name", STRANGE)
def test_strange_words_are_no_set_of_changes(body, name):
    value = json.loads(json.dumps(body))
    assert change_set.read(json.dumps(value).encode()).ops
    edited = STRANGE[name](value)
    with pytest.raises(change_set.Unusable):
        change_set.read(json.dumps(value if edited is None else edited).encode())


def test_brackets_without_end_are_no_set_of_changes():
    with pytest.raises(change_set.Unusable):
        change_set.read(b"[" * 200_000)


def twice(value):
    """Say an answer again under another id."""
    for rows, at in ((value["ops"], 6), (value["rows"], 1)):
        rows.append([*rows[0][:at], "f" * 32, *rows[0][at + 1 :]])


def without_criterion(value):
    """Leave out what every answer has."""
    op(value, action="added")
    field(value, "criterion", None)


@pytest.mark.parametrize("edit", [twice, without_criterion])
def test_what_fits_into_no_file_is_named_and_stops_nobody(ann, bob, tmp_path, monkeypatch, edit):
    mallory = ann.invite("Mallory", tmp_path / "m.ctpat", key=ann.workspace.key)
    with closing(mallory.workspace):
        write(mallory, "forged")
        forge(mallory, monkeypatch, edit)
        write(bob, "honest", "4.1")
        for _ in range(2):
            bob.sync()
            notes = ann.sync().notes
            assert notes == [
                "Mallory: These changes cannot be read. Whoever wrote them should be asked."
            ]
        assert (text(ann), text(ann, "4.1")) == (None, "honest")


def test_a_member_that_sends_much_that_does_not_count_keeps_nobody_waiting(
    ann, bob, tmp_path, monkeypatch
):
    honest = ledger.needed(bob.workspace).device
    with ExitStack() as stack:
        device = "~"
        while device > honest:  # it comes first
            path = tmp_path / f"{device}.ctpat"
            mallory = ann.invite("Mallory", path, {"*": "reader"}, key=ann.workspace.key)
            stack.enter_context(closing(mallory.workspace))
            device = ledger.needed(mallory.workspace).device
        with monkeypatch.context() as cheat:
            cheat.setattr(roles, "allows", lambda *_: True)
            write(mallory, "forged")
            mallory.sync()
        for number in range(3):
            write(bob, f"honest {number}", "4.1")
            bob.sync()
    monkeypatch.setattr(rounds, "sync", partial(sync, most=1))
    ann.sync()
    assert text(ann, "4.1") == "honest 2"
