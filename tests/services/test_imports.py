"""Lists go into registers: every row accounted for, one undo step, nothing emptied."""

import json
from datetime import date

import pytest

from ctpat_desktop.catalogue.forms import load_form
from ctpat_desktop.records import ImportReport, Partner, PartnerContact, Person, Position
from ctpat_desktop.services import companies, fields, imports, safety
from ctpat_desktop.services.imports import Outcome
from ctpat_desktop.support.errors import Problem
from tests.workspace.walking import everything


@pytest.fixture
def company(workspace):
    account = companies.start(workspace, "Acme", "importer", 2026)
    return companies.dossier(workspace, account).company.id


@pytest.fixture
def sheet(tmp_path):
    def write(text, table="partner"):
        path = tmp_path / "list.csv"
        path.write_text(text, encoding="utf-8")
        return imports.load(table, path)

    return write


def shown(workspace, company, sheet, table="partner"):
    columns = imports.proposed(workspace, table, sheet)
    return imports.preview(workspace, company, table, sheet, columns)


def taken(workspace, company, sheet, table="partner"):
    return imports.apply(workspace, shown(workspace, company, sheet, table))


def all_of(workspace, kind):
    with workspace.read() as session:
        return session.query(kind).all()


def outcomes(preview):
    return [(row.number, row.outcome.value) for row in preview.rows]


LIST = """Supplier,Kind,País,Handles cargo,Partner since,Colour
Harbor Textiles,Manufacturer,China,yes,2019-05-01,red
Río Bravo Carriers,Highway carrier; Drayage,México,Sí,01/15/2020,
Bad Date Ltd,Supplier or vendor,Canada,no,31/31/2020,
,Supplier or vendor,Canada,no,,
Nowhere Inc,Trucker,Atlantis,perhaps,,
"""


def test_headings_are_proposed_by_word_synonym_language_and_likeness(workspace, sheet):
    columns = imports.proposed(workspace, "partner", sheet(LIST))
    assert columns.keys == ("name", "roles", "country", "handles_cargo", "since", "")


def test_two_columns_never_go_to_one_field():
    columns = imports.propose(load_form("partner"), ["Name", "Partner name", "Company"])
    assert sorted(columns.keys) == ["", "", "name"]


def test_a_near_heading_is_taken_and_a_far_one_is_not():
    columns = imports.propose(load_form("partner"), ["Contry", "Shoe size"])
    assert (columns.keys, columns.how) == (("country", ""), ("near", ""))


def test_choosing_a_field_takes_it_from_the_other_column():
    columns = imports.propose(load_form("partner"), ["Name", "Alias"]).choose(1, "name")
    assert (columns.keys, columns.how) == (("", "name"), ("", "chosen"))


def test_each_row_is_accepted_or_refused_with_its_number_and_reason(workspace, company, sheet):
    report = taken(workspace, company, sheet(LIST))
    assert (report.rows, report.accepted, report.unchanged) == (5, 2, 0)
    assert {(row.number, row.reason) for row in report.refused} == {
        (4, "Partner since: “31/31/2020” is not a day of the calendar."),
        (5, "Name: is empty."),
        (
            6,
            (
                "Role: “Trucker” is not a choice; use one of: Manufacturer, Supplier or vendor, "
                "Highway carrier, Drayage, Sea carrier, Air carrier, Rail carrier, "
                "Freight forwarder, Consolidator, Customs broker, Warehouse, Terminal, "
                "Security provider, IT provider, Other service provider, Customer, Other. "
                "Country: “Atlantis” is not a country. "
                "Handles our cargo: “perhaps” is neither yes nor no."
            ),
        ),
    }


def test_what_is_accepted_is_stored_as_values(workspace, company, sheet):
    taken(workspace, company, sheet(LIST))
    found = {row.name: row for row in all_of(workspace, Partner)}
    assert sorted(found) == ["Harbor Textiles", "Río Bravo Carriers"]
    carrier = found["Río Bravo Carriers"]
    assert (carrier.roles, carrier.country, carrier.handles_cargo, carrier.since) == (
        "highway_carrier;drayage",
        "MX",
        True,
        date(2020, 1, 15),
    )
    assert (carrier.status, carrier.company_id) == ("active", company)


def test_rows_are_the_sum_of_accepted_unchanged_and_refused(workspace, company, sheet):
    taken(workspace, company, sheet(LIST))
    report = taken(workspace, company, sheet(LIST + "New Ltd,,Canada,,,\n"))
    assert (report.rows, report.accepted, report.unchanged, len(report.refused)) == (6, 1, 2, 3)


def test_the_report_is_kept_in_the_file(workspace, company, sheet):
    report = taken(workspace, company, sheet(LIST))
    (kept,) = all_of(workspace, ImportReport)
    assert (kept.id, kept.table_name, kept.filename) == (report.id, "partner", "list.csv")
    assert (kept.row_count, kept.accepted, kept.unchanged, kept.refused) == (5, 2, 0, 3)
    assert [row["row"] for row in json.loads(kept.details)["refused"]] == [4, 5, 6]


def test_an_import_is_one_step_to_undo_and_redo(workspace, company, sheet):
    before = everything(workspace)
    taken(workspace, company, sheet(LIST))
    after = everything(workspace)
    workspace.undo()
    assert everything(workspace) == before
    workspace.redo()
    assert everything(workspace) == after
    assert safety.check(workspace) == ()


def test_a_preview_writes_nothing(workspace, company, sheet):
    before = everything(workspace)
    shown(workspace, company, sheet(LIST))
    assert everything(workspace) == before


def test_a_known_record_is_changed_only_where_the_sheet_says_more(workspace, company, sheet):
    partner = fields.add(
        workspace, "partner", company_id=company, name="Harbor Textiles", city="Ningbo", risk="low"
    )
    text = "Name,City,Country\nharbor  TEXTILES,,China\n"
    preview = shown(workspace, company, sheet(text))
    assert [(row.outcome, row.fields) for row in preview.rows] == [
        (Outcome.CHANGED, ("name", "country"))
    ]
    imports.apply(workspace, preview)
    row = fields.stored(workspace, "partner", partner)
    assert (row.city, row.risk, row.country) == ("Ningbo", "low", "CN")


def test_the_same_list_again_changes_nothing(workspace, company, sheet):
    taken(workspace, company, sheet(LIST))
    again = shown(workspace, company, sheet(LIST))
    assert outcomes(again)[:2] == [(2, "unchanged"), (3, "unchanged")]


def test_the_second_row_for_one_record_is_refused(workspace, company, sheet):
    text = "Name,City\nA,Laredo\na,Monterrey\n"
    report = taken(workspace, company, sheet(text))
    assert [(row.number, row.reason) for row in report.refused] == [
        (3, "Row 2 is about the same partner already.")
    ]


def test_two_records_of_one_name_are_not_guessed_between(workspace, company, sheet):
    for city in ("Laredo", "Monterrey"):
        fields.add(workspace, "partner", company_id=company, name="Twin", city=city)
    preview = shown(workspace, company, sheet("Name,City\nTwin,Toronto\nTwin,Laredo\n"))
    assert outcomes(preview) == [(2, "refused"), (3, "unchanged")]
    assert "2 records are called so already" in preview.rows[0].reason


def test_a_contact_finds_its_partner_by_name(workspace, company, sheet):
    partner = fields.add(workspace, "partner", company_id=company, name="Río Bravo")
    text = "Partner,First name,Last name,Mail\nrio bravo,Ana,Ruiz,ana@x.example\nNobody,B,C,\n"
    report = taken(workspace, company, sheet(text, "partner_contact"), "partner_contact")
    (contact,) = all_of(workspace, PartnerContact)
    assert (contact.partner_id, contact.last_name) == (partner, "Ruiz")
    assert [row.reason for row in report.refused] == [
        "Partner: there is no “Nobody” yet; add it first."
    ]


def test_contacts_without_mail_are_told_apart_by_name(workspace, company, sheet):
    fields.add(workspace, "partner", company_id=company, name="P")
    text = "Partner,First name,Last name,Mail\nP,Ana,Ruiz,\nP,Bo,Li,\n"
    assert (
        taken(workspace, company, sheet(text, "partner_contact"), "partner_contact").accepted == 2
    )
    again = shown(workspace, company, sheet(text, "partner_contact"), "partner_contact")
    assert outcomes(again) == [(2, "unchanged"), (3, "unchanged")]


def test_a_simple_missing_record_is_added_once_along_the_way(workspace, company, sheet):
    text = "First name,Last name,Position\nAna,Ruiz,Guard\nBo,Li,guard\nCy,Yi,Driver\n"
    preview = shown(workspace, company, sheet(text, "person"), "person")
    assert preview.made == ("Position “Guard”", "Position “Driver”")
    imports.apply(workspace, preview)
    positions = {row.id: row.title for row in all_of(workspace, Position)}
    assert sorted(positions.values()) == ["Driver", "Guard"]
    held = {row.first_name: positions[row.position_id] for row in all_of(workspace, Person)}
    assert held == {"Ana": "Guard", "Bo": "Guard", "Cy": "Driver"}
    workspace.undo()
    assert all_of(workspace, Position) == all_of(workspace, Person) == []


def test_a_staff_code_completes_a_person_who_had_none(workspace, company, sheet):
    fields.add(workspace, "person", company_id=company, first_name="Ana", last_name="Ruiz")
    text = "First name,Last name,Staff code\nAna,Ruiz,17\n"
    preview = shown(workspace, company, sheet(text, "person"), "person")
    assert outcomes(preview) == [(2, "changed")]


def test_chosen_columns_are_remembered_for_the_same_headings(workspace, company, sheet):
    text = "Name,Who,Country\nA,Jo Doe,MX\n"
    columns = imports.proposed(workspace, "partner", sheet(text)).choose(1, "checked_by")
    imports.apply(
        workspace,
        imports.preview(workspace, company, "partner", sheet(text), columns.choose(2, "")),
    )
    again = imports.proposed(workspace, "partner", sheet(text))
    assert again.keys == ("name", "checked_by", "")


def test_the_order_of_day_and_month_can_be_said(workspace, company, sheet):
    text = "Name,Partner since\nA,03/04/2020\n"
    read = sheet(text)
    columns = imports.proposed(workspace, "partner", read)
    assert shown(workspace, company, read).counts[Outcome.REFUSED] == 1
    said = imports.Columns(columns.keys, columns.how, imports.Order.DAY_FIRST)
    imports.apply(workspace, imports.preview(workspace, company, "partner", read, said))
    (partner,) = all_of(workspace, Partner)
    assert partner.since == date(2020, 4, 3)


def test_a_list_of_something_else_is_refused_whole(workspace, company, sheet):
    with pytest.raises(Problem, match="goes to a field"):
        shown(workspace, company, sheet("Shoe,Hat\n1,2\n"))


def test_a_change_after_the_preview_is_looked_at_again(workspace, company, sheet):
    preview = shown(workspace, company, sheet("Name,City\nA,Laredo\n"))
    fields.add(workspace, "partner", company_id=company, name="A", city="Laredo")
    report = imports.apply(workspace, preview)
    assert (report.accepted, report.unchanged) == (0, 1)


def test_records_of_another_company_are_not_touched(workspace, company, sheet):
    other = companies.start(workspace, "Other", "importer", 2026)
    theirs = companies.dossier(workspace, other).company.id
    fields.add(workspace, "partner", company_id=theirs, name="A")
    assert outcomes(shown(workspace, company, sheet("Name,City\nA,Laredo\n"))) == [(2, "new")]


WITH_FORMS = [
    "site",
    "mra_program",
    "partner",
    "action",
    "position",
    "person",
    "topic",
    "training_session",
    "it_asset",
    "account_review",
    "backup_run",
    "vulnerability_test",
    "policy_review",
    "media_disposal",
    "inspection",
    "seal_batch",
    "seal",
    "seal_audit",
    "visitor",
    "pickup",
    "questionnaire",
]


@pytest.mark.parametrize("table", WITH_FORMS)
def test_every_register_knows_its_own_labels(table):
    form = load_form(table)
    columns = imports.propose(form, [field.label for field in form.columns])
    assert columns.keys == tuple(field.key for field in form.columns)


@pytest.mark.parametrize("table", ["site", "seal", "action"])
def test_every_register_takes_a_list(workspace, company, sheet, table):
    form = load_form(table)
    label = form.field(form.names[0]).label
    report = taken(workspace, company, sheet(f"{label},\nX1,\n", table), table)
    assert (report.rows, report.accepted) == (1, 1)


def test_a_sheet_without_names_makes_no_nameless_records(workspace, company, sheet):
    rows = sheet("Country,City\nMexico,Monterrey\nChina,Foshan\n")
    report = taken(workspace, company, rows)
    assert (report.rows, report.accepted) == (2, 0)
    assert [row.reason for row in report.refused] == ["Name: is empty."] * 2
    assert all_of(workspace, Partner) == []
