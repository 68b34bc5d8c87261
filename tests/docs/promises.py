"""What the program promises to keep, read from the program itself, for `docs/promises.json`.

`python -m tests.docs.promises` adds what is new to that file; it never takes anything out.
"""

import argparse
import json
import sys
from pathlib import Path

from ctpat_desktop import cli
from ctpat_desktop.workspace import schema

FILE = Path(__file__).parents[2] / "docs" / "promises.json"


def leaves(parser, words=()):
    """Yield every verb with its parser: ("export", "data"), ..."""
    inner = [a for a in parser._actions if isinstance(a, argparse._SubParsersAction)]
    if not inner:
        yield words, parser
    for action in inner:
        for name, below in action.choices.items():
            yield from leaves(below, (*words, name))


def command_line():
    """Return the arguments of every verb: options with their choices, and what stands in order."""
    top = cli.parser()
    options = [o for a in top._actions for o in a.option_strings if o not in ("-h", "--help")]
    verbs = {" ".join(words): sorted(arguments(parser)) for words, parser in leaves(top)}
    return {"": sorted(options), **verbs}


def arguments(parser):
    """Yield how a verb's arguments are called, with their choices; hidden ones promise nothing."""
    shown = [a for a in parser._actions if a.help != argparse.SUPPRESS and a.dest != "help"]
    in_order = [action for action in shown if not action.option_strings]
    for action in shown:
        place = "" if action.option_strings else f"{in_order.index(action) + 1}. "
        for name in action.option_strings or [f"{place}{action.metavar or action.dest}"]:
            yield name
            yield from (f"{name} {choice}" for choice in action.choices or ())


def tables():
    """Return the columns of every table with their types."""
    return {
        name: {column[0]: column[1] for column in columns}
        for name, (columns, _, _) in sorted(schema.declared().items())
    }


def shape(value):
    """Return the keys of a JSON value, at all depths; of a list, those of all its entries."""
    if isinstance(value, dict):
        return {key: shape(inner) for key, inner in value.items()}
    if isinstance(value, list):
        merged = None
        for inner in value:
            merged = merge(merged, shape(inner))
        return [] if merged is None else [merged]
    return ""


def merge(one, two):
    """Return two shapes as one."""
    if one is None or one == "":
        return two if two not in (None, "") else one if one is not None else two
    if isinstance(one, dict) and isinstance(two, dict):
        return {k: merge(one.get(k), two.get(k)) for k in {**one, **two}}
    if isinstance(one, list) and isinstance(two, list):
        return [merge(*(row[0] for row in (one, two)))] if one and two else one or two
    return one


def lost(before, now, where=""):
    """Yield what was promised and is not there any more."""
    if isinstance(before, dict):
        for key, inner in before.items():
            if not isinstance(now, dict) or key not in now:
                yield f"{where}/{key}"
            else:
                yield from lost(inner, now[key], f"{where}/{key}")
    elif isinstance(before, list) and before and isinstance(before[0], str):
        gone = set(before) - set(now if isinstance(now, list) else ())
        yield from (f"{where}: {name}" for name in sorted(gone))
    elif isinstance(before, list):
        if not isinstance(now, list):
            yield where
        elif before and now:
            yield from lost(before[0], now[0], f"{where}[]")
    elif before != now:
        yield f"{where}: {before} is {now}"


def grown(before, now):
    """Return what was promised with what is new beside it."""
    if isinstance(before, dict) and isinstance(now, dict):
        return {
            k: grown(before[k], now[k]) if k in before and k in now else {**now, **before}[k]
            for k in {**before, **now}
        }
    if isinstance(before, list) and isinstance(now, list):
        if all(isinstance(row, str) and row for row in [*before, *now]):
            return sorted({*before, *now})
        return [merge(before[0], now[0])] if before and now else before or now
    return before


def current(outputs):
    """Return all of it; `outputs` are the shapes of JSON by command."""
    return {"command line": command_line(), "json": outputs, "tables": tables()}


def main():
    """Add what is new."""
    from tests.docs.json_outputs import all_shapes

    before = json.loads(FILE.read_text(encoding="utf-8")) if FILE.exists() else {}
    now = current(all_shapes())
    FILE.write_text(
        json.dumps(grown(before, now), indent=1, sort_keys=True) + "\n", encoding="utf-8"
    )
    for row in lost(before, now):
        sys.stderr.write(f"promised and gone: {row}\n")


if __name__ == "__main__":
    main()
