"""The figures add up to what the lines say, by every heading, year beside year."""

import random
from collections import defaultdict
from datetime import date, timedelta
from io import BytesIO

import pytest
from pypdf import PdfReader

from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.records import ItracLine
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.trade.import_data import figures, printed
from ctpat_desktop.support.errors import Problem
from tests.services.trade.trading import TODAY, Importer

ATTRIBUTES = {
    "origin": lambda line: line["origin"].upper(),
    "chapter": lambda line: line["hts"][:2],
    "supplier": lambda line: line["supplier"],
    "entry_type": lambda line: line["entry_type"],
    "program": lambda line: line["program"],
    "importer_number": lambda line: line["importer_number"],
    "month": lambda line: str(line["entry_date"].month),
}


@pytest.fixture
def importer(workspace):
    return Importer(workspace)


def put(importer, lines):
    file = importer.add("itrac_file", title="made", line_count=len(lines))
    with importer.workspace.work("Lines") as unit:
        for number, line in enumerate(lines):
            unit.session.add(ItracLine(file_id=file, number=number, **line))


def random_lines(count, seed=7):
    r = random.Random(seed)
    start = date(2025, 1, 1)
    return [
        {
            "entry_number": f"E{r.randrange(count // 2)}",
            "entry_date": start + timedelta(days=r.randrange(700)),
            "origin": r.choice(["CN", "cn", "UY", "MX", ""]),
            "hts": r.choice(["7323930060", "6301200020", "0910", ""]),
            "supplier": r.choice(["M1", "M2", "M3", ""]),
            "entry_type": r.choice(["01", "11", ""]),
            "program": r.choice(["", "S+"]),
            "importer_number": r.choice(["A", "B"]),
            "exam": r.choice(["", "N", "NII", "none", "CET"]),
            "discrepancy": r.choice(["", "0", "Value"]),
            "value": r.randrange(1, 10**7),
            "duty": r.randrange(0, 10**6),
        }
        for _ in range(count)
    ]


@pytest.mark.parametrize("dimension", ATTRIBUTES)
def test_every_heading_adds_up_like_a_plain_count(importer, dimension):
    lines = random_lines(300)
    put(importer, lines)
    wanted = defaultdict(lambda: [0, 0, 0, 0, set(), set(), 0])
    for line in lines:
        sums = wanted[ATTRIBUTES[dimension](line)]
        at = 0 if line["entry_date"].year == 2026 else 1
        sums[at] += line["value"]
        sums[2 + at] += 1
        sums[4 + at].add(line["entry_number"])
        sums[6] += line["duty"] if at == 0 else 0
    got = {
        row.key: [
            *(row.value, row.value_before, row.lines, row.lines_before),
            *(row.entries, row.entries_before, row.duty),
        ]
        for row in figures.by(importer.scope, dimension, 2026)
    }
    assert got == {
        key: [*sums[:4], len(sums[4]), len(sums[5]), sums[6]] for key, sums in wanted.items()
    }


def test_the_totals_of_a_year(importer):
    lines = random_lines(200)
    put(importer, lines)
    now = [line for line in lines if line["entry_date"].year == 2026]
    got = figures.totals(importer.scope, 2026)
    assert (got.lines, got.value) == (len(now), sum(line["value"] for line in now))
    assert got.entries == len({line["entry_number"] for line in now})
    assert got.suppliers == 3
    examined = {line["entry_number"] for line in now if line["exam"] in ("NII", "CET")}
    assert got.examined == len(examined)
    assert got.discrepancies == sum(line["discrepancy"] == "Value" for line in now)


def test_cells_that_say_no_are_no_exam_and_no_discrepancy(importer):
    put(importer, random_lines(100))
    rows = figures.by(importer.scope, "exam", 2026)
    assert {row.key for row in rows} == {"NII", "CET"}


def test_the_largest_value_comes_first(importer):
    put(importer, random_lines(100))
    rows = figures.by(importer.scope, "origin", 2026)
    values = [row.value for row in rows]
    assert values == sorted(values, reverse=True)


def test_years_are_those_of_the_lines(importer):
    put(importer, random_lines(100))
    assert figures.years(importer.scope) == (2026, 2025)


def test_keys_are_told_in_words():
    assert figures.label_of("origin", "UY") == "Uruguay"
    assert figures.label_of("chapter", "73") == "73 Articles of iron or steel"
    assert figures.label_of("entry_type", "1") == "1 Consumption, free and dutiable"
    assert figures.label_of("month", "3") == "March"
    assert figures.label_of("supplier", "") == "Not said"


def risky(importer):
    found = figures.risky(importer.scope, 2026)
    return sorted((row.goods, row.lines) for row in found)


def line(**values):
    return {"entry_number": "E", "entry_date": date(2026, 2, 1), "value": 100, **values}


def test_an_origin_is_watched_by_country_and_by_the_start_of_the_number(importer):
    put(
        importer,
        [
            line(origin="cn", hts="7323930060", supplier="A"),
            line(origin="CN", hts="8215993500", supplier="B"),
            line(origin="MX", hts="7323930060", supplier="C"),
        ],
    )
    importer.add("risk_origin", country="CN", goods="Steel ware", hts="73.23")
    importer.add("risk_origin", country="CN", goods="Everything")
    importer.add("risk_origin", country="VN", goods="Nothing from there")
    assert risky(importer) == [("Everything", 2), ("Steel ware", 1)]


def test_a_region_cannot_be_seen_in_the_data_and_that_is_said(importer):
    put(importer, [line(origin="CN")])
    importer.add("risk_origin", country="CN", region="Hebei")
    assert risky(importer) == [("all goods (from Hebei? The data does not tell)", 1)]


def test_another_companys_lines_do_not_count(importer, workspace):
    put(importer, random_lines(50))
    account = companies.start(workspace, "Other", "importer", 2026)
    other = Scope.of(workspace, account, TODAY)
    assert figures.years(other) == ()
    assert figures.totals(other, 2026).lines == 0


@pytest.mark.parametrize(
    ("now", "before", "words"),
    [(110, 100, "+10 %"), (50, 100, "-50 %"), (5, 0, "new"), (0, 5, "gone"), (0, 0, "-")],
)
def test_the_change_is_told_in_words(now, before, words):
    row = figures.FigureRow("k", "K", now, before, 0, 0, 0, 0, 0)
    assert printed.change_words(row) == words


def test_the_pages_show_totals_watched_origins_and_every_heading(importer):
    put(importer, [line(origin="CN", hts="7323", supplier="MAKER", exam="NII")])
    importer.add("risk_origin", country="CN", goods="Steel ware", reason="Because")
    pdf = printed.pdf(Scope.of(importer.workspace, importer.account_id, TODAY), 2026)
    words = "\n".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)
    for told in (
        "Import data 2026",
        "Steel ware",
        "Because",
        "73 Articles of iron",
        "MAKER",
        "NII",
    ):
        assert told in words
    for title in figures.DIMENSIONS.values():
        if title != "Importer number":
            assert title in words


def test_without_data_there_is_one_line(importer):
    with pytest.raises(Problem, match="There is no import data yet"):
        printed.pdf(Scope.of(importer.workspace, importer.account_id, TODAY), 2026)
