"""Calendar files are what RFC 5545 asks for, and replace only their like."""

import re
from datetime import UTC, date, datetime

import pytest

from ctpat_desktop.exchange import calendars
from ctpat_desktop.exchange.calendars import Event
from ctpat_desktop.support.errors import Problem

NOW = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
DAY = date(2026, 12, 24)


def read(content):
    """Return the properties as an independent reader unfolds and unescapes them."""
    text = content.decode().replace("\r\n ", "")
    pairs = [line.partition(":") for line in text.split("\r\n") if line]
    return [(name, plain(value)) for name, _, value in pairs]


def plain(value):
    return re.sub(r"\\(.)", lambda match: {"n": "\n"}.get(match[1], match[1]), value)


def made(*events, now=NOW):
    return calendars.calendar(events, "Deadlines", now)


def test_an_event_is_a_whole_day_with_its_alarm_a_week_before():
    assert read(made(Event("1.due@x", DAY, "Reply", "Harbor", "CBP"))) == [
        ("BEGIN", "VCALENDAR"),
        ("VERSION", "2.0"),
        ("PRODID", "-//CTPAT Desktop//Deadlines//EN"),
        ("CALSCALE", "GREGORIAN"),
        ("METHOD", "PUBLISH"),
        ("X-WR-CALNAME", "Deadlines"),
        ("BEGIN", "VEVENT"),
        ("UID", "1.due@x"),
        ("DTSTAMP", "20261121T093000Z"),
        ("SEQUENCE", "217416600"),
        ("DTSTART;VALUE=DATE", "20261224"),
        ("DTEND;VALUE=DATE", "20261225"),
        ("SUMMARY", "Reply"),
        ("DESCRIPTION", "Harbor"),
        ("CATEGORIES", "CBP"),
        ("TRANSP", "TRANSPARENT"),
        ("BEGIN", "VALARM"),
        ("ACTION", "DISPLAY"),
        ("DESCRIPTION", "Reply"),
        ("TRIGGER", "-P7D"),
        ("END", "VALARM"),
        ("END", "VEVENT"),
        ("END", "VCALENDAR"),
    ]


@pytest.mark.parametrize(
    ("on", "trigger"),
    [
        (date(2026, 11, 20), []),
        (date(2026, 11, 21), []),
        (date(2026, 11, 22), ["PT0S"]),
        (date(2026, 11, 25), ["-P3D"]),
        (date(2026, 11, 29), ["-P7D"]),
        (date.max, ["-P7D"]),
    ],
)
def test_an_alarm_never_lies_in_the_past(on, trigger):
    found = read(made(Event("1", on, "Reply")))
    assert [value for name, value in found if name == "TRIGGER"] == trigger


def test_signs_of_the_format_and_line_ends_come_back_as_they_were():
    words = "A\\n; b, c: “d”\nnext\u2028third\x07"
    found = dict(read(made(Event("1", DAY, words))))
    assert found["SUMMARY"] == "A\\n; b, c: “d”\nnext\nthird"


@pytest.mark.parametrize("words", ["x" * 300, "é" * 200, "深圳" * 90, "🔒" * 80, "a;" * 100, ""])
def test_no_line_is_longer_than_75_octets_and_no_letter_is_cut(words):
    content = made(Event("1", DAY, words))
    lines = content.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert all(line.decode() is not None for line in lines)
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert dict(read(content))["SUMMARY"] == words


def test_a_later_file_counts_more_than_an_earlier_one():
    def number(now):
        return int(dict(read(made(Event("1", DAY, "a"), now=now)))["SEQUENCE"])

    assert number(NOW) < number(NOW.replace(second=1)) < 2**31


def test_a_calendar_of_ours_is_replaced(tmp_path):
    path = tmp_path / "a.ics"
    calendars.save(path, [Event("1", DAY, "Old")], "D", NOW)
    told = calendars.save(path, [Event("1", DAY, "New"), Event("2", DAY, "b")], "D", NOW)
    assert told.checked == "2 deadlines read again"
    assert b"SUMMARY:New" in path.read_bytes()


@pytest.mark.parametrize(
    "content",
    [b"", b"BEGIN:VCALENDAR\r\nPRODID:-//Other//EN\r\n", b"my notes on -//CTPAT Desktop//"],
)
def test_any_other_file_is_left_alone(tmp_path, content):
    path = tmp_path / "a.ics"
    path.write_bytes(content)
    with pytest.raises(Problem, match=r"a\.ics exists already and was left alone"):
        calendars.save(path, [Event("1", DAY, "New")], "D", NOW)
    assert path.read_bytes() == content


def test_a_folder_and_another_ending_are_refused(tmp_path):
    (tmp_path / "b.ics").mkdir()
    with pytest.raises(Problem, match="left alone"):
        calendars.save(tmp_path / "b.ics", [], "D", NOW)
    with pytest.raises(Problem, match="no name of a calendar"):
        calendars.save(tmp_path / "b.pdf", [], "D", NOW)
    assert [one.name for one in tmp_path.iterdir()] == ["b.ics"]
