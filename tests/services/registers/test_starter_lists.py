"""The starting lists fill what is missing, once, and in one step that can be undone."""

from datetime import date

import pytest
from sqlalchemy import select

from ctpat_desktop.catalogue.forms import load_form
from ctpat_desktop.catalogue.inspections import KINDS, load_inspection
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.records import InspectionPoint, MraProgram, Topic
from ctpat_desktop.services.registers import records, starter_lists


@pytest.fixture
def scope(workspace, company):
    return Scope.of_company(workspace, company, date(2026, 11, 21))


@pytest.fixture
def company(workspace):
    return records.add(workspace, "company", name="Harborline")


def rows(workspace, kind):
    with workspace.read() as session:
        return session.scalars(select(kind).order_by(kind.position)).all()


def test_eighteen_programs_as_of_april_2023(workspace, scope):
    starter_lists.add_programs(scope)
    programs = rows(workspace, MraProgram)
    assert len(programs) == 18
    assert {row.as_of for row in programs} == {date(2023, 4, 17)}


def test_a_program_with_only_a_month_says_so(workspace, scope):
    starter_lists.add_programs(scope)
    notes = {row.country: row.notes for row in rows(workspace, MraProgram)}
    assert notes["CA"] == starter_lists.MONTH_ONLY
    assert notes["GT"] == ""


def test_a_country_that_is_there_is_left_alone(workspace, company, scope):
    records.add(workspace, "mra_program", company_id=company, country="MX", name="NEEC")
    starter_lists.add_programs(scope)
    assert [row.name for row in rows(workspace, MraProgram) if row.country == "MX"] == ["NEEC"]


def test_the_second_time_nothing_is_added(scope):
    starter_lists.add_topics(scope)
    assert not starter_lists.add_topics(scope)


def test_one_undo_takes_all_topics_back(workspace, scope):
    starter_lists.add_topics(scope)
    workspace.undo()
    assert rows(workspace, Topic) == []


def test_a_topic_given_once_has_no_months(workspace, scope):
    starter_lists.add_topics(scope)
    months = {row.title: row.repeat_months for row in rows(workspace, Topic)}
    assert months["Orientation of new people"] is None


@pytest.mark.parametrize(
    ("kind", "count"),
    [
        ("container_7", 7),
        ("container_8", 8),
        ("tractor_17", 17),
        ("legacy_17", 17),
        ("agricultural", 7),
    ],
)
def test_an_inspection_gets_the_points_of_its_kind(workspace, company, kind, count):
    record = records.add(workspace, "inspection", company_id=company, kind=kind)
    starter_lists.add_points(workspace, record)
    areas = [row.area for row in rows(workspace, InspectionPoint)]
    assert len(areas) == count
    assert areas == [point.area for point in load_inspection(kind).points]


def test_a_point_that_is_there_keeps_its_result(workspace, company):
    record = records.add(workspace, "inspection", company_id=company, kind="container_7")
    records.add(
        workspace,
        "inspection_point",
        company_id=company,
        inspection_id=record,
        area="Floor",
        result="defect",
    )
    starter_lists.add_points(workspace, record)
    found = rows(workspace, InspectionPoint)
    assert len(found) == 7
    assert [row.result for row in found if row.area == "Floor"] == ["defect"]


def test_every_kind_of_the_form_has_a_list():
    choices = load_form("inspection").field("kind").choices
    assert tuple(choice.value for choice in choices) == KINDS
