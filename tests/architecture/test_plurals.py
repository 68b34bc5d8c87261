"""What is counted is said in one and in many: "1 finding", never "1 findings"."""

import ast
import re
from pathlib import Path

import ctpat_desktop

ROOT = Path(ctpat_desktop.__file__).parent

COUNTED = re.compile(r"\{(n|count|many|rows|number)\}[  -](?!of\b)([a-z]+ ){0,2}[a-z]+s\b")
"""A number and, behind it, a word in the plural."""

NEVER_ONE = {
    "Last checked {day}, more than {n} days ago: a quarter of the credit.",
    "All {n} pages are there.",
    "it has more than {n} pages",
    "This certificate file holds {many} private keys.",
    "it must be a list of 2 to {n} texts",
    "it holds more than {n} questions",
    "{criterion} has {n} statements; there is no number {number}.",
    "The last {n} days; a gap is named where it is longer than the days you allow.",
    "{n} rows are too many to print.",
    "Trainings that people need and do not have, or that fall due within {n} days.",
    "results are kept {n} years only",
    "Scan all {n} pages, also the unsigned ones, and drop the files here.",
    "Copied for {n} seconds: {title}",
    (
        "{day} counts while this is empty, {n} days after “{start}”: our default, not CBP's. "
        "Check the letter."
    ),
    "{id} has {n} characters, more than {limit}{ours}; it was not cut.",
    "{n} characters; about {m} fit.",
    "A comment has at most {n} characters; this one has {count}.",
    "Use one line of at most {n} letters.",
}
"""Looked at by hand: the number is a setting or a limit, or one is said in words of its own."""
NO_PLURAL = {"was", "is", "this", "shows", "looks", "has", "does"}
"""Words that end like a plural and are none."""


def counted(text):
    """Return whether a text says a number of things."""
    found = COUNTED.search(text)
    return bool(found) and not NO_PLURAL & set(found.group().split())


def test_what_is_counted_is_said_in_one_and_in_many():
    loose = []
    for path in ROOT.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(func=ast.Name(id="tr"), args=[ast.Constant(value=str() as text)]):
                    if counted(text) and text not in NEVER_ONE:
                        loose.append(f"{path.relative_to(ROOT)}: {text}")
    assert loose == []
