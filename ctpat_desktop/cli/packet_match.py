"""The verb that matches a scan with the issued packet."""

import argparse
from pathlib import Path
from typing import Any

from ctpat_desktop.cli.speaking import DONE, LOOK, add_verb, day, say, say_json, target
from ctpat_desktop.support.errors import Problem


def add_match(inner: Any) -> None:
    """Add `packet match`."""
    match = add_verb(inner, "match", "Match a scan with the issued packet.", _run)
    match.add_argument("--scan", type=Path, nargs="+", required=True, metavar="F")
    match.add_argument("--code", default="", metavar="CODE", help="else the newest packet")
    match.add_argument("--record", action="store_true", help="record it as signed if complete")
    match.add_argument("--signed-by", default="", metavar="NAME")
    match.add_argument("--signed-on", type=day, metavar="YYYY-MM-DD")
    match.add_argument("--although-empty", action="store_true", help="if no ink was seen")
    match.add_argument(
        "--ink-seen-by", default="", metavar="NAME", help="who looked at what was not checked"
    )
    match.add_argument("--json", action="store_true")


def _run(given: argparse.Namespace) -> int:
    from ctpat_desktop.services import headless_packets
    from ctpat_desktop.services.headless_packets import Record

    signed_on = given.signed_on or given.today
    if signed_on > given.today:
        raise Problem(f"{signed_on} is still to come.", "Check the day; nothing was recorded.")
    said = Record(given.signed_by, signed_on, given.although_empty, given.ink_seen_by)
    record = said if given.record else None
    found = headless_packets.match(target(given), given.scan, given.code, record)
    if given.json:
        say_json(found.as_json())
    else:
        for line in found.lines():
            say(line)
    return DONE if found.is_clean else LOOK
