"""Incidents, discrepancies and logs on paper: a blank form is one page, a filled one says all."""

from datetime import date

import pytest

from ctpat_desktop.catalogue.values import choices_of
from ctpat_desktop.documents.core.blocks import Table
from ctpat_desktop.documents.core.pdf_blocks import flowables
from ctpat_desktop.documents.pages.preview import page_count
from ctpat_desktop.documents.registers.incident_forms import Boxes
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.records import Discrepancy, Incident, SecurityCheck
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.files import workspaces
from ctpat_desktop.services.registers import event_actions, incident_forms, records
from tests.documents.registers.test_register_forms import one, words_of

DAY = date(2026, 11, 21)


@pytest.fixture
def opened(sample):
    workspace = workspaces.open_file(sample)
    yield Scope.of(workspace, companies.choose(workspace), DAY)
    workspace.close()


BLANKS = {
    "incident": incident_forms.incident_blank,
    "discrepancy": incident_forms.discrepancy_blank,
    "log": incident_forms.log_blank,
}


@pytest.mark.parametrize("name", BLANKS)
@pytest.mark.parametrize("company", ["Acme", "Harborline Imports and Distribution of Newark, " * 2])
def test_a_blank_form_is_one_page_whatever_the_company_is_called(opened, name, company):
    records.change(opened.workspace, "company", opened.company_id, name=company)
    assert page_count(BLANKS[name](opened)) == 1


def test_a_blank_incident_asks_whom_to_tell_and_every_kind(opened, tmp_path):
    words = words_of(incident_forms.incident_blank(opened), tmp_path)
    kinds, crossing = choices_of("incident", "kind"), choices_of("incident", "before_crossing")
    assert words.count("☐") == len(kinds) + len(crossing)
    assert "☒" not in words
    whom = choices_of("incident_notice", "informed")
    for asked in (*kinds.values(), whom["specialist"], whom["port"], whom["police"], "Told by"):
        assert asked in words


def test_an_incident_shows_who_was_told_in_order(opened, tmp_path):
    record = one(opened.workspace, Incident, number="26-01")
    late = {"informed": "police", "told_on": record.found_on, "told_at": "06:10"}
    own = {"company_id": opened.company_id, "incident_id": record.id}
    records.add(opened.workspace, "incident_notice", **own, **late)
    words = words_of(incident_forms.incident(opened, record.id), tmp_path)
    assert "☒ Seal broken or wrong" in words
    assert "☒ Yes" in words
    times = [words.index(time) for time in ("05:55", "06:05", "06:10", "06:30", "06:40")]
    assert times == sorted(times)
    for asked in ("Laredo cross-dock", "SC 4463", "cut shank", "back fence", "06/30/2026"):
        assert asked in words
    assert "Trailers in Monterrey wait under the gate camera: Proven and closed" in words


def test_an_incident_just_begun_has_room_to_write(opened, tmp_path):
    key = records.add(opened.workspace, "incident", company_id=opened.company_id, number="26-09")
    event_actions.make(opened, event_actions.Event("incident", key))
    words = words_of(incident_forms.incident(opened, key), tmp_path)
    for asked in ("Nobody is named.", "Root cause", "What was changed", "Open, due 12/21/2026"):
        assert asked in words
    assert "Closed on" not in words


def test_a_discrepancy_shows_both_quantities_and_its_cause(opened, tmp_path):
    record = one(opened.workspace, Discrepancy, shipment="LD-26-0447")
    words = words_of(incident_forms.discrepancy(opened, record.id), tmp_path)
    for asked in ("640 cartons", "638 cartons", "☒ Short", "maker's dock", "07/09/2026"):
        assert asked in words


@pytest.mark.parametrize("kind", choices_of("security_check", "kind"))
def test_an_empty_log_has_its_kind_ticked(opened, tmp_path, kind):
    words = words_of(incident_forms.log_blank(opened, kind), tmp_path)
    assert f"☒ {choices_of('security_check', 'kind')[kind]}" in words
    assert words.count("☒") == 1


def test_a_log_has_the_tests_of_one_kind_and_site_of_the_last_year(opened, tmp_path):
    record = one(opened.workspace, SecurityCheck, subject="Camera L12, truck scale")
    own = {"company_id": opened.company_id, "kind": "device", "site_id": record.site_id}
    for subject, day in (("Too old", date(2025, 11, 20)), ("Just in time", date(2025, 11, 21))):
        records.add(opened.workspace, "security_check", subject=subject, done_on=day, **own)
    words = words_of(incident_forms.log(opened, record.id), tmp_path)
    assert words.index("Just in time") < words.index("Camera L12") < words.index("Cameras and")
    assert "Dark from 05:20" in words
    for other in ("Too old", "door 9", "traps"):
        assert other not in words


def test_an_empty_line_is_as_high_as_a_written_one():
    table = Table(("What",), (("",), ("words",)), (1,), is_roomy=True)
    grid = flowables((table,))[0]
    grid.wrap(400, 400)
    _, empty, written = grid._rowHeights
    assert empty == written


def test_a_box_never_stands_alone_at_the_end_of_a_line():
    line = Boxes("Kind", ("Cargo theft", "Other"), 1).words()
    assert line.split(" ")[1:] == [
        "",
        "☐\u00a0Cargo\u00a0theft\u00a0\u00a0\u00a0",
        "☒\u00a0Other",
    ]
