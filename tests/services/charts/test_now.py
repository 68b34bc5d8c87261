"""Charts of how things stand: training, partners and documents, held against hand-made files."""

from collections import Counter
from contextlib import closing
from datetime import date

import pytest

from ctpat_desktop.checklist.risk import Level
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.charts import evidence, partners, training
from ctpat_desktop.services.charts.wanted import POSITION, Wanted
from ctpat_desktop.services.files import workspaces
from ctpat_desktop.services.registers import records
from ctpat_desktop.services.risk import partner_ratings
from tests.services.charts.dated import Clock, add, company, say

DAY = date(2026, 1, 10)


@pytest.fixture
def clock(monkeypatch):
    return Clock(monkeypatch)


@pytest.fixture
def scope(workspace, clock):
    return company(workspace, clock)


@pytest.fixture
def trained(scope, clock):
    """Four people of two positions; all need one topic, drivers another one."""
    driver = add(scope, clock, DAY, "position", title="Driver")
    clerk = add(scope, clock, DAY, "position", title="Clerk")
    threats = add(
        scope, clock, DAY, "topic", title="Threats", audience="everyone", repeat_months=12
    )
    seals = add(scope, clock, DAY, "topic", title="Seals", audience="position", position=1)
    add(scope, clock, DAY, "training_need", position_id=driver, topic_id=seals)
    people = [
        add(scope, clock, DAY, "person", last_name=name, position_id=job, started_on=DAY)
        for name, job in (("Ann", driver), ("Bob", driver), ("Cay", clerk), ("Dee", clerk))
    ]
    for held, topic, there in (
        (date(2026, 2, 1), threats, people[:2]),
        (date(2025, 7, 1), threats, people[2:3]),
        (date(2026, 2, 1), seals, people[:1]),
    ):
        session = add(scope, clock, DAY, "training_session", title="T", held_on=held)
        add(scope, clock, DAY, "session_topic", training_session_id=session, topic_id=topic)
        for person in there:
            add(scope, clock, DAY, "attendance", training_session_id=session, person_id=person)
    return scope


def test_training_is_counted_by_topic(trained):
    chart = training.chart(trained, Wanted())
    assert chart.body.rows == (("Threats", (2, 1, 1)), ("Seals", (1, 0, 1)))
    assert chart.table().rows[0] == ("Threats", 4, 2, 1, 1, "50 %")
    assert chart.summary.startswith("6 trainings are needed. In date: 3, due soon: 1, late")


def test_training_is_counted_by_position(trained):
    chart = training.chart(trained, Wanted(by=POSITION))
    assert chart.body.rows == (("Clerk", (0, 1, 1)), ("Driver", (3, 0, 1)))


def test_partners_stand_where_the_page_of_their_risk_has_them(sample):
    with closing(workspaces.open_file(sample, "")) as file:
        scope = Scope.of(file, companies.choose(file), date(2026, 11, 21))
        counts = Counter(
            (row.computed.likelihood.level, row.computed.weakness.level)
            for row in partner_ratings.read(scope).partners
        )
        chart = partners.chart(scope, Wanted())
    drawn = {
        (down, across): field.count
        for down, fields in zip(partners.DOWN, chart.body.fields, strict=True)
        for across, field in zip(partners.ACROSS, fields, strict=True)
    }
    assert {key: count for key, count in drawn.items() if count} == counts
    assert sum(row[3] for row in chart.table().rows) == counts.total()
    assert counts[Level.HIGH, Level.LOW] != counts[Level.LOW, Level.HIGH]


def test_what_is_not_rated_has_a_row_and_a_column_and_is_never_low(scope, clock):
    add(scope, clock, DAY, "partner", name="P", country="")
    chart = partners.chart(scope, Wanted())
    assert (chart.body.rows[-1], chart.body.columns[-1]) == ("Not rated", "Not rated")
    words = {field.words for field in chart.body.fields[-1]} | {
        fields[-1].words for fields in chart.body.fields
    }
    assert words <= {"Not rated", "High"}


def document(scope, clock, day, **values):
    return add(scope, clock, day, "evidence", title="Paper", **values)


def test_documents_begin_and_end_by_their_own_days_else_by_the_day_they_were_added(scope, clock):
    document(scope, clock, DAY, period_from=date(2025, 3, 1), period_to=date(2026, 2, 28))
    document(scope, clock, DAY, expires_on=date(2026, 8, 1), period_to=date(2026, 3, 1))
    document(scope, clock, DAY)
    (lane, bare) = evidence.chart(scope, Wanted()).body.lanes
    assert lane.begun == ((date(2025, 3, 1), 1), (DAY, 2))
    assert lane.ended == ((date(2026, 2, 28), 1), (date(2026, 8, 1), 1))
    assert (lane.open_ended, lane.count, bare.label) == (1, 3, "Linked to no criterion")
    assert evidence.chart(scope, Wanted()).table().rows[0] == ("All documents", 3, 3, 1, 1, 0, 1, 0)


def test_a_document_counts_once_in_each_chapter_it_proves(scope, clock):
    paper = document(scope, clock, DAY)
    for criterion in ("9.1", "9.2", "1.1"):
        row = say(scope, clock, DAY, criterion, status="in_place")
        records.add(scope.workspace, "evidence_link", evidence_id=paper, response_id=row.id)
    lanes = evidence.chart(scope, Wanted()).body.lanes
    assert [(lane.label.split()[0], lane.count) for lane in lanes] == [
        ("All", 1),
        ("1", 1),
        ("9", 1),
    ]


def test_days_without_a_document_are_a_gap(scope, clock):
    for first, last in (
        ((2025, 1, 1), (2025, 6, 30)),
        ((2025, 7, 1), (2025, 8, 1)),
        ((2026, 1, 1), (2026, 3, 1)),
    ):
        document(scope, clock, DAY, period_from=date(*first), period_to=date(*last))
    assert evidence.chart(scope, Wanted()).body.lanes[0].spans == (
        (date(2025, 1, 1), date(2025, 8, 1)),
        (date(2026, 1, 1), date(2026, 3, 1)),
    )


@pytest.mark.parametrize("kind", [evidence, training, partners])
def test_a_new_company_has_no_chart_but_a_sentence(scope, kind):
    chart = kind.chart(scope, Wanted())
    assert chart.body is None
    assert chart.summary
