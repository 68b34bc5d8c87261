"""What was started in one language is known in another: nothing of a shipped list comes twice."""

from datetime import date

import pytest
from sqlalchemy import select

from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.records import Topic
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.registers import inspections, records, starter_lists
from ctpat_desktop.services.trade import holds
from ctpat_desktop.support import language

DAY = date(2026, 11, 21)


@pytest.fixture(autouse=True)
def english_again():
    yield
    language.use("en")


@pytest.fixture
def scope(workspace):
    return Scope.of(workspace, companies.start(workspace, "Harbor", "importer", 2026), DAY)


def test_topics_added_in_spanish_are_not_added_again_in_english(scope):
    language.use("es_MX")
    starter_lists.add_topics(scope)
    language.use("en")
    starter_lists.add_topics(scope)
    with scope.workspace.read() as session:
        titles = list(session.scalars(select(Topic.title)))
    assert len(titles) == 11
    assert "Orientation of new people" not in titles


def test_points_of_an_inspection_stay_when_the_language_changes(scope):
    language.use("fr_CA")
    inspection = records.add(
        scope.workspace,
        "inspection",
        company_id=scope.company_id,
        kind="container_7",
        done_on=DAY,
        unit_number="MSCU1234567",
    )
    starter_lists.add_points(scope.workspace, inspection)
    before = [point.area for point in inspections.points(scope.workspace, inspection)]
    assert len(before) == 7
    assert all(inspections.look_at("container_7", area) for area in before)
    language.use("en")
    assert all(inspections.look_at("container_7", area) for area in before)
    kept = inspections.refit(scope.workspace, inspection, "container_7")
    assert (kept.stays, kept.new) == (7, 0)
    starter_lists.add_points(scope.workspace, inspection)
    assert [p.area for p in inspections.points(scope.workspace, inspection)] == before


def test_the_steps_of_a_hold_are_not_planned_twice(scope):
    hold = records.add(
        scope.workspace,
        "detention",
        company_id=scope.company_id,
        entry_number="123-4567890-1",
        presented_on=DAY,
        route="exception",
    )
    language.use("es_MX")
    first = holds.plan(scope.workspace, hold)
    language.use("en")
    second = holds.plan(scope.workspace, hold)
    assert first
    assert not second
