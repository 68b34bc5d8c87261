"""Cells become values of a field however people write them; what is unclear is refused."""

from datetime import date, datetime

import pytest

from ctpat_desktop.catalogue.forms import load_form
from ctpat_desktop.services.accounts.countries import country_code
from ctpat_desktop.services.importing.cells import Missing, Several, parse_column
from ctpat_desktop.services.importing.dates import Order, Unfit, order_of, read_date

PARTNER = load_form("partner")


def parsed(key, *cells, **more):
    return list(parse_column(PARTNER.field(key), cells, **more).values)


def refused(key, cell, **more):
    (reason,) = parse_column(PARTNER.field(key), [cell], **more).refused.values()
    return reason


@pytest.mark.parametrize(
    "cell",
    [
        "2026-03-12",
        "2026/3/12",
        "20260312",
        "3/13/2026",
        "13/3/2026",
        "13.3.2026",
        "13. 3. 26",
        "13 March 2026",
        "March 13, 2026",
        "13-Mar-26",
        "Friday, 13 March 2026",
        "13 mars 2026",
        "13 de marzo de 2026",
        "2026年3月13日",
        "2026-03-13T10:00:00Z",
        "3/13/2026 12:00:00 AM",
        datetime(2026, 3, 13, 9),
        date(2026, 3, 13),
        46094.0,
    ],
)
def test_a_date_in_many_forms(cell):
    assert read_date(cell) in (date(2026, 3, 12), date(2026, 3, 13))


@pytest.mark.parametrize(
    ("order", "day"),
    [(Order.MONTH_FIRST, date(2026, 3, 4)), (Order.DAY_FIRST, date(2026, 4, 3))],
)
def test_a_date_that_could_be_two_days_follows_the_chosen_order(order, day):
    assert read_date("03/04/2026", order) == day


def test_a_date_that_could_be_two_days_is_not_guessed():
    with pytest.raises(Unfit, match=r"March 4, 2026 or April 3, 2026"):
        read_date("03/04/2026")


def test_a_column_tells_its_own_order():
    assert parsed("since", "03/04/2026", "25/12/2025") == [date(2026, 4, 3), date(2025, 12, 25)]


def test_a_column_that_contradicts_itself_tells_no_order():
    assert order_of(["03/14/2026", "14/03/2026"]) is Order.UNKNOWN


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("31/31/2026", "not a day of the calendar"),
        ("2026-02-30", "not a day of the calendar"),
        ("soon", "“soon” is not a date"),
        ("1/1/3000", "the year 3000 is not between 1900 and 2200"),
    ],
)
def test_what_is_no_date_is_refused(cell, words):
    assert words in refused("since", cell)


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("1,234", 1234),
        ("1.234", 1234),
        ("1 234", 1234),
        ("1\u202f234", 1234),
        ("1'234'567", 1234567),
        ("1,234.00", 1234),
        ("1.234,00", 1234),
        ("$1,000", 1000),
        ("1000 USD", 1000),
        ("12.0", 12),
        (12.0, 12),
        (0, 0),
    ],
)
def test_a_number_in_many_forms(cell, number):
    assert parsed("volume", cell) == [number]


@pytest.mark.parametrize("cell", ["1,5", 12.5, "abc", "-5", "1,23,4", True, "1e5", "٣٤x"])
def test_what_is_no_whole_number_is_refused(cell):
    assert refused("volume", cell).startswith("Shipments per year: ")


def test_yes_and_no_in_three_languages():
    yes = ("Yes", "y", "Oui", "Sí", "si", "TRUE", "x", "1", 1, True, "✓")
    no = ("No", "n", "Non", "FALSE", "0", 0.0, False, "falso")
    assert parsed("handles_cargo", *yes) == [True] * len(yes)
    assert parsed("handles_cargo", *no) == [False] * len(no)
    assert refused("handles_cargo", "perhaps") == (
        "Handles our cargo: “perhaps” is neither yes nor no."
    )


def test_a_choice_by_label_or_value_in_any_case():
    assert parsed("status", "ACTIVE", "ended", " Prospect ") == ["active", "ended", "prospect"]


def test_a_choice_with_a_slip_names_the_right_one():
    assert refused("status", "Actve").endswith("did you mean “Active”?")


def test_an_unknown_choice_names_all():
    assert refused("status", "Blue").endswith("use one of: Prospect, Active, Ended.")


@pytest.mark.parametrize("mark", ["; ", ", ", "/", " | ", "\n"])
def test_several_choices_at_any_separator(mark):
    assert parsed("roles", f"Supplier or vendor{mark}highway_carrier") == [
        "supplier;highway_carrier"
    ]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("MX", "MX"),
        ("mex", "MX"),
        ("México", "MX"),
        ("Mexique", "MX"),
        ("U.S.A.", "US"),
        ("Estados Unidos", "US"),
        ("Côte d'Ivoire", "CI"),
        ("Corée du Sud", "KR"),
        ("Alemania", "DE"),
        ("United Kingdom", "GB"),
        ("Viet Nam", "VN"),
        ("P.R. China", "CN"),
        ("Atlantis", ""),
        ("", ""),
    ],
)
def test_countries_by_code_and_name_in_three_languages(words, code):
    assert country_code(words) == code


def test_a_record_by_its_name():
    names = {"mexico oea": "id1", "acme": Several(frozenset({"a", "b"}))}
    assert parsed("program_id", "Mexico  OEA", names=names) == ["id1"]
    assert parsed("program_id", "Acme", names=names) == [Several(frozenset({"a", "b"}))]
    assert refused("program_id", "Other", names=names) == (
        "AEO program: there is no “Other” yet; add it first."
    )
    assert parsed("program_id", "Other", names=names, makes_missing=True) == [Missing("Other")]


def test_texts_lose_only_what_cannot_be_seen():
    assert parsed("name", "  Ñandú\u00a0 S.A. ", "a\x00b", "x\ny", 12.0, "") == [
        "Ñandú S.A.",
        "ab",
        "x y",
        "12",
        None,
    ]
    assert parsed("notes", "one\r\ntwo\n") == ["one\ntwo"]


def test_text_that_looks_like_a_formula_stays_text():
    assert parsed("name", "=1+1", "+1", "-x", "@me") == ["=1+1", "+1", "-x", "@me"]
