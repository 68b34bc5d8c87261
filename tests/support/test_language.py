"""Texts with a number."""

import pytest

from ctpat_desktop.support.language import ntr


@pytest.mark.parametrize(
    ("n", "expected"), [(0, "0 rows"), (1, "1 row"), (2, "2 rows"), (1200, "1,200 rows")]
)
def test_a_number_and_its_noun_agree(n, expected):
    assert ntr("{n} row", "{n} rows", n) == expected
