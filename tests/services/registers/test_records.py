"""Changing, removing and attaching over all registers."""

from datetime import date

import pytest

from ctpat_desktop.catalogue.areas import load_areas
from ctpat_desktop.catalogue.forms import load_form
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.records import RECORDS
from ctpat_desktop.records.companies import CompanyPart
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.evidence import library
from ctpat_desktop.services.registers import attachments, picker, records, saved_views
from ctpat_desktop.services.registers.listing import Condition, View
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.progress import Silent
from tests.workspace.walking import everything


@pytest.fixture
def company(workspace):
    companies.start(workspace, "Harbor", "importer", 2026)
    return companies.overview(workspace)[0].company_id


def test_removing_a_position_leaves_its_people_without_one(workspace, company):
    position = records.add(workspace, "position", company_id=company, title="Guard")
    person = records.add(
        workspace, "person", company_id=company, last_name="Roe", position_id=position
    )
    before = everything(workspace)
    records.remove(workspace, "position", position)
    assert records.stored(workspace, "person", person).position_id is None
    workspace.undo()
    assert everything(workspace) == before


def test_removing_a_partner_takes_its_parts_and_attachments_with_it(workspace, company):
    partner = records.add(workspace, "partner", company_id=company, name="Bolt")
    records.add(workspace, "certificate", company_id=company, partner_id=partner, kind="aeo")
    action = records.add(workspace, "action", company_id=company, partner_id=partner, title="Mend")
    document = library.add_bytes(workspace, company, "a.txt", b"words")
    attachments.attach(workspace, "partner", partner, document)
    before = everything(workspace)
    records.remove(workspace, "partner", partner)
    left = {table for table, _ in everything(workspace)}
    assert not left & {"partner", "certificate", "attachment"}
    assert records.stored(workspace, "action", action).partner_id is None
    workspace.undo()
    assert everything(workspace) == before


def test_many_records_change_in_one_step(workspace, company):
    ids = [
        records.add(workspace, "partner", company_id=company, name=f"P{n}", risk="low")
        for n in range(5)
    ]
    before = everything(workspace)
    records.change_many(workspace, "partner", ids[:3], Silent(), risk="high")
    risks = [records.stored(workspace, "partner", key).risk for key in ids]
    assert risks == ["high", "high", "high", "low", "low"]
    workspace.undo()
    assert everything(workspace) == before


def test_many_records_go_in_one_step(workspace, company):
    ids = [records.add(workspace, "visitor", company_id=company, name=f"V{n}") for n in range(4)]
    before = everything(workspace)
    records.remove_many(workspace, "visitor", ids[1:], Silent())
    assert [key for table, key in everything(workspace) if table == "visitor"] == ids[:1]
    workspace.undo()
    assert everything(workspace) == before


def test_a_document_is_attached_once_and_taken_away(workspace, company):
    partner = records.add(workspace, "partner", company_id=company, name="Bolt")
    document = library.add_bytes(workspace, company, "visit.txt", b"words")
    attachments.attach(workspace, "partner", partner, document)
    attachments.attach(workspace, "partner", partner, document)
    assert attachments.of_record(workspace, "partner", partner) == [(document, "visit")]
    attachments.detach(workspace, "partner", partner, document)
    assert attachments.of_record(workspace, "partner", partner) == []


def test_another_companys_document_is_refused(workspace, company):
    companies.start(workspace, "Other", "importer", 2026)
    other = next(x.company_id for x in companies.overview(workspace) if x.company == "Other")
    partner = records.add(workspace, "partner", company_id=company, name="Bolt")
    document = library.add_bytes(workspace, other, "a.txt", b"words")
    with pytest.raises(Problem, match="another company"):
        attachments.attach(workspace, "partner", partner, document)


def test_candidates_hold_every_word_and_stay_in_the_company(workspace, company):
    companies.start(workspace, "Other", "importer", 2026)
    other = next(x.company_id for x in companies.overview(workspace) if x.company == "Other")
    ada = records.add(workspace, "person", company_id=company, first_name="Ada", last_name="Roe")
    records.add(workspace, "person", company_id=company, first_name="Ada", last_name="Lee")
    records.add(workspace, "person", company_id=other, first_name="Ada", last_name="Roe")
    assert picker.records(
        Scope.of_company(workspace, company, date(2026, 11, 21)), "person", "roe ad"
    ) == [(ada, "Ada Roe")]


def test_a_few_names_are_offered_as_people_sort_them_and_very_many_faster(
    workspace, company, monkeypatch
):
    scope = Scope.of_company(workspace, company, date(2026, 11, 21))
    for name in ("Zulu", "Ávila", "Dock 10", "Dock 9"):
        records.add(workspace, "partner", company_id=company, name=name)
    names = [name for _, name in picker.records(scope, "partner")]
    assert names == ["Ávila", "Dock 9", "Dock 10", "Zulu"]
    monkeypatch.setattr(picker, "MOST_IN_ORDER", 3)
    names = [name for _, name in picker.records(scope, "partner")]
    assert names == ["Dock 10", "Dock 9", "Zulu", "Ávila"]


def test_columns_and_filters_are_kept_in_the_file(workspace):
    view = View((Condition("risk", "is", "high"),), "country", descending=True)
    kept = saved_views.Habits(("name", "risk"), (saved_views.Saved("Risky", "lines", view),))
    saved_views.keep(workspace, "partner", kept)
    assert saved_views.habits(workspace, "partner") == kept
    assert saved_views.habits(workspace, "site") == saved_views.Habits()


def test_every_register_is_reached_from_the_sidebar():
    shown = {tab for area in load_areas() for tab in area.tabs if tab in RECORDS}
    shown |= {part for table in shown for part in load_form(table).parts}
    shown |= {part for table in list(shown) for part in load_form(table).parts}
    shown |= {part for table in list(shown) for part in load_form(table).parts}
    elsewhere = {"company", "address", "contact", "identifier", "account", "evidence"}
    quiet = {"attachment", "import_report", "training_need"}
    quiet |= {"packet", "packet_signature", "trade_answer", "submission"}  # on pages of their own
    quiet |= {"walk", "walk_answer", "walk_form"}
    quiet |= {"comment", "seen_mark"}  # beside what they are about, and on the page Review
    quiet |= {"policy_review"}  # moved to the procedures
    questionnaires = {"questionnaire", "question", "partner_request", "partner_answer"}
    tables = {name for name, kind in RECORDS.items() if issubclass(kind, CompanyPart)}
    assert tables - elsewhere - quiet - questionnaires == shown
