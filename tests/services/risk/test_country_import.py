"""Lists of country ratings as people have them."""

import pytest
import xlsxwriter

from ctpat_desktop.checklist.risk import Level
from ctpat_desktop.services.risk import country_import
from ctpat_desktop.services.risk.country_import import SourceWords
from ctpat_desktop.support.errors import Problem
from tests.services.risk.test_assessments import Firm

SCALE = "Tier 1; Tier 2; Tier 2 Watch List; Tier 3"
WORDS = SourceWords("Report", "2026", "smuggling", SCALE, "Public domain")


@pytest.fixture
def firm(workspace):
    return Firm(workspace)


def listed(tmp_path, text):
    path = tmp_path / "list.csv"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("China", "CN"),
        ("CN", "CN"),
        ("People's Republic of China", "CN"),
        ("México", "MX"),
        ("Mexique", "MX"),
        ("ALEMANIA", "DE"),
        ("Allemagne", "DE"),
        ("Côte d'Ivoire", "CI"),
        ("Ivory Coast", "CI"),
        ("USA", "US"),
        ("中国", "CN"),
    ],
)
def test_a_country_is_known_by_name_code_or_alias(tmp_path, written, code):
    path = listed(tmp_path, f"Country;Tier\n{written};Tier 2\n")
    assert [line.country for line in country_import.read(path).lines] == [code]


@pytest.mark.parametrize("heads", ["País,Nivel", "Pays,Note", "ISO,Score", "x,Economy,y,Rank"])
def test_headings_in_three_languages_are_known(tmp_path, heads):
    cells = [
        "France" if part in ("País", "Pays", "ISO", "Economy") else "7" for part in heads.split(",")
    ]
    found = country_import.read(listed(tmp_path, f"{heads}\n{','.join(cells)}\n"))
    assert [(line.country, line.value) for line in found.lines] == [("FR", "7")]


def test_what_is_no_country_or_comes_twice_is_told(tmp_path):
    path = listed(tmp_path, "Country,Rating\nNarnia,1\nFrance,2\nFR,3\n,4\n")
    found = country_import.read(path)
    assert found.unknown == ("Narnia",)
    assert found.twice == ("FR",)
    assert [line.value for line in found.lines] == ["2"]


@pytest.mark.parametrize(
    ("value", "level"),
    [
        ("Tier 1", Level.LOW),
        ("tier 2", Level.MEDIUM),
        ("Tier 2 Watch List", Level.HIGH),
        ("Tier 3", Level.HIGH),
        ("Special case", None),
        ("", None),
    ],
)
def test_the_scale_gives_a_level_and_nothing_else_does(value, level):
    assert country_import.level_of(value, SCALE) is level
    assert country_import.level_of(value, "") is None
    assert country_import.level_of(value, value) is None


def test_a_workbook_is_read_and_taken_back_in_one_step(tmp_path, firm):
    path = tmp_path / "list.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet()
    for at, row in enumerate([("Country", "Tier"), ("China", "Tier 3"), ("France", "Tier 1")]):
        sheet.write_row(at, 0, row)
    book.close()
    country_import.save(firm.scope, WORDS, country_import.read(path, SCALE))
    assert country_import.readings(firm.scope, "CN") == (
        "Report 2026, Human smuggling: Tier 3 (High)",
    )
    firm.workspace.undo()
    assert country_import.readings(firm.scope, "CN") == ()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a,b\n1,2\n", "No column of countries was found. Its headings are: a, b."),
        ("Country,b\nChina,2\n", "No column of ratings was found. Its headings are: Country, b."),
    ],
)
def test_a_list_without_its_columns_is_refused(tmp_path, text, words):
    with pytest.raises(Problem) as caught:
        country_import.read(listed(tmp_path, text))
    assert caught.value.line() == words


def test_a_rating_without_a_country_is_counted(tmp_path):
    found = country_import.read(listed(tmp_path, "Country,Rating\nFrance,2\n,4\n,\n"))
    assert found.nameless == 1


def test_one_edition_of_a_source_is_imported_once(tmp_path, firm):
    table = country_import.read(listed(tmp_path, "Country,Rating\nFrance,2\n"))
    country_import.save(firm.scope, WORDS, table)
    with pytest.raises(Problem, match="“report 2026” is here already"):
        country_import.save(firm.scope, SourceWords("report", "2026", "smuggling"), table)
    country_import.save(firm.scope, SourceWords("report", "2027", "smuggling"), table)


def test_a_scale_of_one_rating_is_none(tmp_path):
    with pytest.raises(Problem, match="A scale has at least two ratings"):
        country_import.read(listed(tmp_path, "Country,Rating\nFrance,2\n"), "Tier 1")


def test_a_list_without_any_country_is_not_kept(tmp_path, firm):
    table = country_import.read(listed(tmp_path, "Country,Rating\nNarnia,1\n"))
    with pytest.raises(Problem, match="No country was recognized"):
        country_import.save(firm.scope, WORDS, table)
