"""Answers read from plain text and from what was copied out of a sheet or the portal."""

from datetime import date

import pytest

from ctpat_desktop.exchange.profile.found import Source
from ctpat_desktop.exchange.profile.reader import answers_in, read_pasted, text_answers
from ctpat_desktop.support.errors import Problem
from tests.exchange.profile.known import EDITION, KNOWN, read, words

TITLE = next(row.title for row in EDITION.criteria["importer"] if row.id == "4.3")


def pasted(text):
    return text_answers(text, Source("The text", KNOWN))


def test_numbered_lines_keep_their_line_breaks():
    found = pasted("Profile\n\n4.1 We lock.\nDaily.\n\nAlways.\n4.2\nDoors\nand gates\n")
    assert words(found) == {"4.1": "We lock.\nDaily.\n\nAlways.", "4.2": "Doors\nand gates"}
    assert found.answers[1].place == "line 7"


def test_a_line_with_the_title_is_no_words():
    assert words(pasted(f"4.3 {TITLE}\nWe lock.")) == {"4.3": "We lock."}
    assert words(pasted(f"4.3 {TITLE}: We lock.")) == {"4.3": "We lock."}
    found = pasted("4.3 Locking of doors\nWe lock.")
    assert words(found) == {"4.3": "We lock."}
    assert found.remarks[0].text == (
        "“Locking of doors” was read as the title of 4.3, not as words of yours."
    )


def test_the_title_of_a_chapter_ends_an_answer():
    found = pasted("4.1 We lock.\n6. Seal Security\nAbout seals.\n6.1 Sealed.")
    assert words(found) == {"4.1": "We lock.", "6.1": "Sealed."}
    assert found.ignored == ("6. Seal Security",)


def test_headings_as_people_type_them():
    found = pasted("# Profile\n## MSC 4.1 Doors\nWe lock.\n4.2 Gates too.\n## MSC 4.2\n- daily\n")
    assert words(found) == {"4.1": "We lock.\n4.2 Gates too.", "4.2": "- daily"}
    assert "begins with 4.2 and is no heading" in found.remarks[0].text


def test_cells_copied_from_a_sheet():
    found = pasted('MSC\tRespuesta\r\n4.1\t"Uno\r\n\r\ndos"\r\n4,2\tTres\r\n')
    assert (found.kind, words(found)) == ("text", {"4.1": "Uno\n\ndos", "4.2": "Tres"})
    assert words(pasted("4.1\tUno\n4.2\tdos\n")) == {"4.1": "Uno", "4.2": "dos"}


def test_a_text_file_in_old_letters():
    data = "4.1 Règle été.\n".encode("cp1252")
    assert words(read(data, "profile.txt")) == {"4.1": "Règle été."}


def test_blocks_of_the_portal_package():
    found = pasted(
        "=== 4.1 Policies ===\n\nWe lock.\n\n4.2 is another.\n\nEvidence:\n- MSC-04.1_a.pdf\n\n"
        "=== 4.2 Doors ===\n\nPartly. Target date: 05/01/2026.\n\nSoon.\n\nDock:\nNot there.\n\n"
        "=== 4.3 Gates ===\n\nNot applicable.\n\nReason: We have none.\n"
    )
    whole, partly, dock, none = found.answers
    assert (whole.status, whole.narrative) == ("In place", "We lock.\n\n4.2 is another.")
    assert (partly.status, partly.target_on, partly.narrative) == (
        "Partly",
        date(2026, 5, 1),
        "Soon.",
    )
    assert (dock.site, dock.narrative) == ("Dock", "Not there.")
    assert (none.status, none.reason, none.narrative) == ("Not applicable", "We have none.", "")
    assert "evidence files in the text were not read" in found.remarks[0].text


@pytest.mark.parametrize("text", ["", " \n", "We lock.", "See 4.3.", "4.3.2024 was the day."])
def test_a_text_without_answers_is_refused(text):
    with pytest.raises(Problem):
        read_pasted(text, KNOWN)


def test_a_pasted_text_is_read_in_a_process_of_its_own():
    assert words(read_pasted("4.1 We lock.", KNOWN)) == {"4.1": "We lock."}


def test_a_text_too_long_is_refused():
    with pytest.raises(Problem, match="longer than 5,000,000"):
        read_pasted("4.1 We lock.\n" * 500_000, KNOWN)


def test_bytes_that_are_no_text_are_refused():
    with pytest.raises(Problem):
        answers_in(bytes(range(256)) * 9, Source("a.txt", KNOWN))


def test_labels_in_the_bold_letters_of_markdown():
    text = "## 4.3 Doors\n**Status:** In place\n**Owner**: Jane Doe\n**Response:** We lock."
    (found,) = pasted(text).answers
    assert (found.status, found.owner, found.narrative) == ("In place", "Jane Doe", "We lock.")
