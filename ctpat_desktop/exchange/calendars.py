"""Writes calendar files (iCalendar, RFC 5545) with all-day events and their alarms.

An event keeps its `uid`, so a calendar that imports a newer file moves it instead of adding one.
"""

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from ctpat_desktop.documents.core.blocks import printable
from ctpat_desktop.exchange.files import whole_file
from ctpat_desktop.exchange.results import ExportResult
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import ntr, tr
from ctpat_desktop.support.names import fitting

ALARM_DAYS = 7
"""Days before an event on which a calendar reminds of it; app default."""
PRODUCT = "-//CTPAT Desktop//Deadlines//EN"
"""What a file of ours says it was made by."""
LONGEST = 75
"""Octets of a line, its end not counted (RFC 5545, 3.1)."""
_EPOCH = datetime(2020, 1, 1, tzinfo=UTC)
_HEAD = 4_000
_LINE_ENDS = re.compile("\r\n|[\r\n\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class Event:
    """One all-day event."""

    uid: str
    on: date
    summary: str
    description: str = ""
    category: str = ""


def calendar(events: Iterable[Event], name: str, now: datetime) -> bytes:
    """Return a calendar file as of a moment; of two files the later one counts."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{PRODUCT}",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_escaped(name)}",
    ]
    for event in events:
        lines += _event(event, now)
    lines.append("END:VCALENDAR")
    return b"".join(_folded(line) for line in lines)


def save(path: Path, events: Iterable[Event], name: str, now: datetime) -> ExportResult:
    """Write a calendar file and read it again.

    A calendar of ours that is there is replaced; Problem where anything else has the name.
    """
    path = fitting(path)
    if path.suffix.lower() != ".ics":
        raise Problem(
            tr("{name} is no name of a calendar file.").format(name=path.name),
            tr("End the name in .ics."),
        )
    if os.path.lexists(path) and not is_ours(path):
        raise Problem(
            tr(
                "{name} exists already and was left alone: it is no calendar of this program."
            ).format(name=path.name),
            tr("Give another name."),
        )
    content = calendar(events, name, now)
    with whole_file(path, tr("The calendar")) as part:
        part.write_bytes(content)
        if part.read_bytes() != content:
            raise Problem(
                tr("The calendar was not written: what is on disk differs from what was made."),
                tr("Check the disk and save it again."),
            )
    count = content.count(b"\r\nBEGIN:VEVENT\r\n")
    return ExportResult(
        path, None, ntr("{n} deadline read again", "{n} deadlines read again", count)
    )


def is_ours(path: Path) -> bool:
    """Return whether a file is a calendar this program has written."""
    if not path.is_file():
        return False
    try:
        with path.open("rb") as file:
            return f"\r\nPRODID:{PRODUCT}\r\n".encode() in file.read(_HEAD)
    except OSError:
        return False


def _event(event: Event, now: datetime) -> Iterator[str]:
    moment = now.astimezone(UTC)
    yield "BEGIN:VEVENT"
    yield f"UID:{_escaped(event.uid)}"
    yield f"DTSTAMP:{moment:%Y%m%dT%H%M%SZ}"
    yield f"SEQUENCE:{max(0, int((moment - _EPOCH).total_seconds()))}"
    yield f"DTSTART;VALUE=DATE:{_day(event.on)}"
    if event.on < date.max:
        yield f"DTEND;VALUE=DATE:{_day(event.on + timedelta(days=1))}"
    yield f"SUMMARY:{_escaped(event.summary)}"
    if event.description:
        yield f"DESCRIPTION:{_escaped(event.description)}"
    if event.category:
        yield f"CATEGORIES:{_escaped(event.category)}"
    yield "TRANSP:TRANSPARENT"
    left = (event.on - now.date()).days
    if left > 0:
        yield from _alarm(event, min(ALARM_DAYS, left - 1))
    yield "END:VEVENT"


def _alarm(event: Event, days: int) -> Iterator[str]:
    yield "BEGIN:VALARM"
    yield "ACTION:DISPLAY"
    yield f"DESCRIPTION:{_escaped(event.summary)}"
    yield f"TRIGGER:-P{days}D" if days else "TRIGGER:PT0S"
    yield "END:VALARM"


def _day(day: date) -> str:
    return f"{day.year:04}{day.month:02}{day.day:02}"


def _escaped(text: str) -> str:
    """Return a text as a value may hold it (RFC 5545, 3.3.11)."""
    plain = printable(_LINE_ENDS.sub("\n", text))
    for sign in ("\\", ";", ","):
        plain = plain.replace(sign, f"\\{sign}")
    return plain.replace("\n", "\\n")


def _folded(line: str) -> bytes:
    """Return a line with its end, folded where it is too long; no letter is cut in two."""
    pieces, room, piece = list[bytes](), LONGEST, bytearray()
    for letter in line:
        octets = letter.encode()
        if len(piece) + len(octets) > room:
            pieces.append(bytes(piece))
            piece, room = bytearray(), LONGEST - 1  # the space before it counts
        piece += octets
    pieces.append(bytes(piece))
    return b"\r\n ".join(pieces) + b"\r\n"
