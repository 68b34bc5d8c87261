"""Names of files that every disk and every system takes."""

import pytest

from ctpat_desktop.exchange.portal.text import criterion_slugs
from ctpat_desktop.support.names import plain, usable
from ctpat_desktop.workspace import schema


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("con", "con_"),
        ("CON.txt", "CON_.txt"),
        ("aux.tar.gz", "aux_.tar.gz"),
        ("Nul", "Nul_"),
        ("COM1.pdf", "COM1_.pdf"),
        ("lpt¹", "lpt¹_"),
        ("prn .txt", "prn_ .txt"),
        ("CONIN$", "CONIN$_"),
    ],
)
def test_a_device_of_windows_is_no_name(name, made):
    assert usable(name) == made
    assert plain(name) == made


@pytest.mark.parametrize(
    "name", ["console", "Auxiliary gate", "com10", "x con", "9.con", "Con tainer", ""]
)
def test_other_names_stay(name):
    assert usable(name) == name
    assert plain(name) == name


@pytest.mark.parametrize("name", ["a:b", "a?b", "a\\b", "a/b", 'a"b', "a|b", "a<b>", "a\tb", "a*b"])
def test_signs_windows_does_not_take_go(name):
    assert plain(name) in ("a b", "a b ".strip())


def test_an_ending_of_dots_and_blanks_goes():
    assert plain("Gate log. . ") == "Gate log"


def test_own_criteria_that_read_alike_have_files_of_their_own():
    keys = ["9.5", "N1", "n1", "Ñ1", "CON", "con_", "Gate A", "gate-a"]
    slugs = criterion_slugs(keys)
    assert slugs == {
        "9.5": "09.5",
        "N1": "n1",
        "n1": "n1_2",
        "Ñ1": "n1_3",
        "CON": "con_",
        "con_": "con__2",
        "Gate A": "gate-a",
        "gate-a": "gate-a_2",
    }
    folded = [slug.casefold() for slug in slugs.values()]
    assert len(folded) == len(set(folded))


def test_no_table_of_the_open_export_is_a_device_or_differs_by_case_alone():
    tables = list(schema.declared())
    assert [name for name in tables if usable(name) != name] == []
    assert len({name.casefold() for name in tables}) == len(tables)
