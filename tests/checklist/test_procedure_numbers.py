"""Numbers of procedures as answers name them."""

import pytest

from ctpat_desktop.checklist.rules_on_procedures import numbers_like, plain


@pytest.mark.parametrize(
    ("known", "text", "named"),
    [
        (("P-02",), "As P-31, P 7 and P.9 say; not P-A, MP-3 or P-3b", ["P-31", "P 7", "P.9"]),
        (("SOP7", "CT-SEC-01"), "SOP 12 and CT-SEC-4, CT-5", ["SOP 12", "CT-SEC-4"]),
        (("Ñ-1",), "siehe Ñ‑22", ["Ñ‑22"]),
    ],
)
def test_numbers_are_looked_for_as_the_library_writes_them(known, text, named):
    assert numbers_like(known).findall(text) == named


@pytest.mark.parametrize("known", [(), ("12",), ("Seals",), ("12-A",)])
def test_where_no_number_is_letters_and_digits_nothing_is_looked_for(known):
    assert numbers_like(known) is None


@pytest.mark.parametrize("other", ["P2", "P 2", "p-002", "P‑02", "P.2"])
def test_a_number_is_the_same_however_it_is_written(other):
    assert plain(other) == plain("P-02")


def test_other_numbers_differ():
    assert len({plain(name) for name in ("P-2", "P-20", "Q-2", "12", "Seals")}) == 5
