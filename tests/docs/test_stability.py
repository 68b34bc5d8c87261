"""What `docs/stability.md` promises is there: nothing in `docs/promises.json` may go.

What is new is added to that file by `python -m tests.docs.promises`.
"""

import argparse
import copy
import json

import pytest

from ctpat_desktop import cli
from ctpat_desktop.workspace import schema
from tests.docs import promises
from tests.docs.json_outputs import COMMANDS, all_shapes

PROMISED = json.loads(promises.FILE.read_text(encoding="utf-8"))


def test_every_promised_verb_and_option_is_there():
    assert list(promises.lost(PROMISED["command line"], promises.command_line())) == []


def test_every_promised_column_is_there_with_its_type():
    assert list(promises.lost(PROMISED["tables"], promises.tables())) == []


def test_every_promised_key_of_json_is_there():
    assert list(promises.lost(PROMISED["json"], all_shapes())) == []


def test_every_verb_is_promised():
    assert promises.command_line().keys() == PROMISED["command line"].keys()


def test_every_table_is_promised():
    assert promises.tables().keys() == PROMISED["tables"].keys()
    assert len(schema.declared()) > 100


def test_every_json_of_a_verb_is_promised():
    verbs = {
        " ".join(words)
        for words, parser in promises.leaves(cli.parser())
        if any("--json" in action.option_strings for action in parser._actions)
    }
    assert verbs == COMMANDS.keys() == PROMISED["json"].keys()


@pytest.mark.parametrize(
    ("path", "words"),
    [
        (("command line", "check", 1), "/command line/check: --json"),
        (("json", "check", "findings", 0, "rule"), "/json/check/findings[]/rule"),
        (("json", "list", 0, "title"), "/json/list[]/title"),
        (("tables", "response", "status"), "/tables/response/status"),
        (("command line", "export data"), "/command line/export data"),
    ],
)
def test_what_goes_is_seen(path, words):
    now = copy.deepcopy(PROMISED)
    *above, last = path
    place = now
    for key in above:
        place = place[key]
    del place[last]
    assert list(promises.lost(PROMISED, now)) == [words]


def test_another_type_is_seen_and_what_is_new_is_allowed():
    now = copy.deepcopy(PROMISED)
    now["tables"]["response"]["status"] = "INTEGER"
    now["tables"]["response"]["more"] = "VARCHAR"
    now["json"]["check"]["more"] = ""
    now["command line"]["check"].append("--more")
    assert list(promises.lost(PROMISED, now)) == ["/tables/response/status: VARCHAR is INTEGER"]
    grown = promises.grown(PROMISED, now)
    assert grown["tables"]["response"]["status"] == "VARCHAR"
    assert grown["json"]["check"]["more"] == ""
    assert "--more" in grown["command line"]["check"]


def test_hidden_options_promise_nothing():
    parser = argparse.ArgumentParser()
    parser.add_argument("file", metavar="FILE")
    parser.add_argument("--seen", choices=("a", "b"))
    parser.add_argument("--hidden", help=argparse.SUPPRESS)
    assert sorted(promises.arguments(parser)) == ["--seen", "--seen a", "--seen b", "1. FILE"]
