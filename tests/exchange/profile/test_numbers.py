"""The number of a criterion at the start of a text, and what only looks like one."""

import pytest

from ctpat_desktop.exchange.profile.numbers import after_nine, cell_number, numbered
from tests.exchange.profile.known import KNOWN


def begins(text):
    found = numbered(text, KNOWN)
    return (found.number, found.rest) if found is not None and found.may_begin else None


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("4.3", ""),
        ("MSC 4.3", ""),
        ("MSC4.3", ""),
        ("4,3", ""),
        ("Criterion 4.3:", ""),
        ("4.3.", ""),
        ("04.3 Passwords", "Passwords"),
        ("Criterio 4.3", ""),
        ("Critère 4.3 – Mots de passe", "Mots de passe"),
        ("N° 4.3", ""),
        ("N.º 4.3", ""),
        ("Requisito mínimo 4.3: Claves", "Claves"),
        ("Exigence minimale 4.3", ""),
        ("Minimum Security Criteria 4.3", ""),
        ("Must – 4.3 Passwords", "Passwords"),
        ("Q4.3", ""),
        ("Requirement No. 4.3", ""),
        ("C-TPAT MSC #4.3: abc", "abc"),
        ("=== 4.3 Title ===", "Title"),
        ("(4.3) Title", "Title"),
        ("4.3\twe lock", "we lock"),
        ("4.3) we lock", "we lock"),
        ("4.3: 24 guards watch", "24 guards watch"),
        ("4.3 We lock", "We lock"),
        ("4.3 A guard looks", "A guard looks"),
        ("4.3 C-TPAT is known", "C-TPAT is known"),
        ("4.3 MBA is asked", "MBA is asked"),
        ("4.3 ¿Cómo?", "¿Cómo?"),
        ("4.3 我们锁门", "我们锁门"),
    ],
)
def test_a_text_that_begins_an_answer(text, rest):
    assert begins(text) == ("4.3", rest)


@pytest.mark.parametrize(
    "text",
    [
        *("4.3.2024", "4.3.24 audit", "4.3. 2024", "4/3/2024", "04.03.2024"),
        *("4,500 pallets", "$4.30", "4.3 million", "4.3 %", "4.3% of all", "4.3 €", "4,3 km"),
        *(
            "2.4 GHz wireless",
            "1.5 TB",
            "4.3 USD",
            "4.3:15 is late",
            "v4.3",
            "Version 4.3.1",
            "4.3.1 Foo",
            "1.4.3",
        ),
        *("4.3 555 1234", "+1 4.3", "see 4.3", "See MSC 4.3", "4.3-4.5 apply", "4.3, 4.4 apply"),
        *("4.3 we lock", "Criterion 4.3 requires us to lock", "4. 3 trucks", "14.3333", "", "4"),
    ],
)
def test_what_begins_no_answer(text):
    assert begins(text) is None


def test_own_rows_may_be_called_anything():
    assert begins("X-1: Drones") == ("X-1", "Drones")
    assert begins("X-12 Drones") is None


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        (4.3, "4.3"),
        (4, ""),
        (4.333, ""),
        (True, ""),
        (None, ""),
        ("4.3 Passwords are changed", "4.3"),
        ("Criterion 4.3 requires", "4.3"),
        ("4.3.2024", ""),
        ("13.9", "13.9"),
        ("Total", ""),
    ],
)
def test_the_number_in_a_cell(cell, number):
    assert cell_number(cell, KNOWN) == number


def test_a_sheet_that_lost_a_zero():
    assert after_nine("4.1", "4.9", KNOWN) == "4.10"
    assert after_nine("4.1", "3.9", KNOWN) == ""
    assert after_nine("4.2", "4.1", KNOWN) == ""
    assert after_nine("6.1", "6.7", KNOWN) == "", "6.10 is no criterion"
