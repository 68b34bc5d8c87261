"""Lists go into registers: every row accounted for, one undo step, nothing emptied."""

import json
from datetime import date

import openpyxl
import pytest

from ctpat_desktop.catalogue.forms import load_form
from ctpat_desktop.records import ImportReport, Partner, PartnerContact, Person, Position
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.files import upkeep
from ctpat_desktop.services.importing import apply
from ctpat_desktop.services.importing.apply import Outcome
from ctpat_desktop.services.registers import records
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
        return apply.load(table, path)

    return write


def shown(workspace, company, sheet, table="partner"):
    columns = apply.proposed(workspace, table, sheet)
    return apply.preview(workspace, company, table, sheet, columns)


def taken(workspace, company, sheet, table="partner"):
    return apply.apply(workspace, shown(workspace, company, sheet, table))


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
    columns = apply.proposed(workspace, "partner", sheet(LIST))
    assert columns.keys == ("name", "roles", "country", "handles_cargo", "since", "")


@pytest.mark.parametrize(
    "headers",
    [["Name", "Partner name", "Company"], ["Vendor Name", "Supplier Name"], ["Name", "Company"]],
)
def test_two_columns_that_may_name_the_record_are_asked_not_guessed(headers):
    columns = apply.propose(load_form("partner"), headers)
    assert set(columns.keys) == {""}
    assert [(row.key, len(row.columns)) for row in columns.asked] == [("name", len(headers))]


@pytest.mark.parametrize(
    ("headers", "keys"),
    [
        (["Vendor #", "Vendor Name", "Country", "City"], ("", "name", "country", "city")),
        (["Vendor", "Vendor Name", "Contact Name"], ("", "name", "")),
        (["Vendor #", "City"], ("", "city")),
        (
            ["Supplier Name", "Ctry", "E-mail addr.", "CTPAT?", "Phone no.", "Zip/Postal"],
            ("name", "country", "email", "ctpat_status", "phone", "postal_code"),
        ),
        (
            ["Supplier", "Country", "Street address", "Zip/Postal", "Phone no.", "Contact e-mail"],
            ("name", "country", "line1", "postal_code", "phone", "email"),
        ),
        (
            ["Nombre del proveedor", "País", "Ciudad", "Teléfono de contacto", "Dirección"],
            ("name", "country", "city", "phone", "line1"),
        ),
        (
            ["Nom du fournisseur", "Pays", "Ville", "Code postal", "Courriel", "Tél."],
            ("name", "country", "city", "postal_code", "email", "phone"),
        ),
        (["Country / País", "Name / Nombre (legal)"], ("country", "name")),
        (["City/State", "Name*"], ("", "name")),
        (["Name", "Country of Origin"], ("name", "")),
    ],
)
def test_headings_as_offices_write_them(headers, keys):
    assert apply.propose(load_form("partner"), headers).keys == keys


def test_a_near_heading_is_taken_and_a_far_one_is_not():
    columns = apply.propose(load_form("partner"), ["Contry", "Shoe size"])
    assert (columns.keys, columns.how) == (("country", ""), ("near", ""))


@pytest.mark.parametrize("table", ["visitor", "pickup"])
def test_a_gates_own_headings_for_its_times_are_known(table):
    columns = apply.propose(load_form(table), ["Arrived", "Left"])
    assert columns.keys == ("arrived_at", "left_at")


def test_choosing_a_field_takes_it_from_the_other_column():
    columns = apply.propose(load_form("partner"), ["Name", "Alias"]).choose(1, "name")
    assert (columns.keys, columns.how) == (("", "name"), ("", "chosen"))


def test_each_row_is_accepted_or_refused_with_its_number_and_reason(workspace, company, sheet):
    report = taken(workspace, company, sheet(LIST))
    assert (report.rows, report.accepted, report.unchanged) == (5, 3, 0)
    assert [(row.number, row.reason) for row in report.refused] == [
        (5, "Name: is empty."),
        (6, "Country: “Atlantis” is not a country."),
    ]


def test_a_doubtful_optional_cell_is_left_empty_with_a_remark(workspace, company, sheet):
    report = taken(workspace, company, sheet(LIST))
    assert [remark.values() for remark in report.remarks] == [
        {"row": 6, "field": "roles", "text": "“Trucker” is taken as “Highway carrier”."},
        {
            "row": 4,
            "field": "since",
            "text": "“31/31/2020” is not a day of the calendar; left empty.",
        },
        {
            "row": 6,
            "field": "handles_cargo",
            "text": "“perhaps” is neither yes nor no; left empty.",
        },
    ]
    (row,) = (row for row in all_of(workspace, Partner) if row.name == "Bad Date Ltd")
    assert (row.since, row.country, row.roles) == (None, "CA", "supplier")


def test_columns_that_go_nowhere_are_named(workspace, company, sheet):
    report = taken(workspace, company, sheet(LIST))
    assert report.ignored == ("Colour",)
    (kept,) = all_of(workspace, ImportReport)
    assert json.loads(kept.details)["ignored"] == ["Colour"]


def test_what_is_accepted_is_stored_as_values(workspace, company, sheet):
    taken(workspace, company, sheet(LIST))
    found = {row.name: row for row in all_of(workspace, Partner)}
    assert sorted(found) == ["Bad Date Ltd", "Harbor Textiles", "Río Bravo Carriers"]
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
    assert (report.rows, report.accepted, report.unchanged, len(report.refused)) == (6, 1, 3, 2)


def test_the_report_is_kept_in_the_file(workspace, company, sheet):
    report = taken(workspace, company, sheet(LIST))
    (kept,) = all_of(workspace, ImportReport)
    assert (kept.id, kept.table_name, kept.filename) == (report.id, "partner", "list.csv")
    assert (kept.row_count, kept.accepted, kept.unchanged, kept.refused) == (5, 3, 0, 2)
    assert [row["row"] for row in json.loads(kept.details)["refused"]] == [5, 6]


def test_an_import_is_one_step_to_undo_and_redo(workspace, company, sheet):
    before = everything(workspace)
    taken(workspace, company, sheet(LIST))
    after = everything(workspace)
    workspace.undo()
    assert everything(workspace) == before
    workspace.redo()
    assert everything(workspace) == after
    assert upkeep.check(workspace) == ()


def test_a_preview_writes_nothing(workspace, company, sheet):
    before = everything(workspace)
    shown(workspace, company, sheet(LIST))
    assert everything(workspace) == before


def test_a_known_record_is_changed_only_where_the_sheet_says_more(workspace, company, sheet):
    partner = records.add(
        workspace, "partner", company_id=company, name="Harbor Textiles", city="Ningbo", risk="low"
    )
    text = "Name,City,Country\nharbor  TEXTILES,,China\n"
    preview = shown(workspace, company, sheet(text))
    assert [(row.outcome, row.fields) for row in preview.rows] == [
        (Outcome.CHANGED, ("name", "country"))
    ]
    apply.apply(workspace, preview)
    row = records.stored(workspace, "partner", partner)
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
        records.add(workspace, "partner", company_id=company, name="Twin", city=city)
    preview = shown(workspace, company, sheet("Name,City\nTwin,Toronto\nTwin,Laredo\n"))
    assert outcomes(preview) == [(2, "refused"), (3, "unchanged")]
    assert "2 records are called so already" in preview.rows[0].reason


def test_a_contact_finds_its_partner_by_name(workspace, company, sheet):
    partner = records.add(workspace, "partner", company_id=company, name="Río Bravo")
    text = "Partner,First name,Last name,Mail\nrio bravo,Ana,Ruiz,ana@x.example\nNobody,B,C,\n"
    report = taken(workspace, company, sheet(text, "partner_contact"), "partner_contact")
    (contact,) = all_of(workspace, PartnerContact)
    assert (contact.partner_id, contact.last_name) == (partner, "Ruiz")
    assert [row.reason for row in report.refused] == [
        "Partner: there is no “Nobody” yet; add it first."
    ]


def test_contacts_without_mail_are_told_apart_by_name(workspace, company, sheet):
    records.add(workspace, "partner", company_id=company, name="P")
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
    apply.apply(workspace, preview)
    positions = {row.id: row.title for row in all_of(workspace, Position)}
    assert sorted(positions.values()) == ["Driver", "Guard"]
    held = {row.first_name: positions[row.position_id] for row in all_of(workspace, Person)}
    assert held == {"Ana": "Guard", "Bo": "Guard", "Cy": "Driver"}
    workspace.undo()
    assert all_of(workspace, Position) == all_of(workspace, Person) == []


def test_a_staff_code_completes_a_person_who_had_none(workspace, company, sheet):
    records.add(workspace, "person", company_id=company, first_name="Ana", last_name="Ruiz")
    text = "First name,Last name,Staff code\nAna,Ruiz,17\n"
    preview = shown(workspace, company, sheet(text, "person"), "person")
    assert outcomes(preview) == [(2, "changed")]


def test_chosen_columns_are_remembered_for_the_same_headings(workspace, company, sheet):
    text = "Name,Who,Country\nA,Jo Doe,MX\n"
    columns = apply.proposed(workspace, "partner", sheet(text)).choose(1, "checked_by")
    apply.apply(
        workspace,
        apply.preview(workspace, company, "partner", sheet(text), columns.choose(2, "")),
    )
    again = apply.proposed(workspace, "partner", sheet(text))
    assert again.keys == ("name", "checked_by", "")


def test_the_order_of_day_and_month_can_be_said(workspace, company, sheet):
    text = "Name,Partner since\nA,03/04/2020\n"
    read = sheet(text)
    columns = apply.proposed(workspace, "partner", read)
    (remark,) = shown(workspace, company, read).remarks
    assert "may be March 4, 2020 or April 3, 2020" in remark.text
    said = apply.Columns(columns.keys, columns.how, apply.Order.DAY_FIRST)
    apply.apply(workspace, apply.preview(workspace, company, "partner", read, said))
    (partner,) = all_of(workspace, Partner)
    assert partner.since == date(2020, 4, 3)


def test_a_list_of_something_else_is_refused_whole(workspace, company, sheet):
    with pytest.raises(Problem, match="goes to a field"):
        shown(workspace, company, sheet("Shoe,Hat\n1,2\n"))


def test_a_change_after_the_preview_is_looked_at_again(workspace, company, sheet):
    preview = shown(workspace, company, sheet("Name,City\nA,Laredo\n"))
    records.add(workspace, "partner", company_id=company, name="A", city="Laredo")
    report = apply.apply(workspace, preview)
    assert (report.accepted, report.unchanged) == (0, 1)


def test_records_of_another_company_are_not_touched(workspace, company, sheet):
    other = companies.start(workspace, "Other", "importer", 2026)
    theirs = companies.dossier(workspace, other).company.id
    records.add(workspace, "partner", company_id=theirs, name="A")
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
    columns = apply.propose(form, [field.label for field in form.columns])
    assert columns.keys == tuple(field.key for field in form.columns)


@pytest.mark.parametrize("table", ["site", "seal", "action"])
def test_every_register_takes_a_list(workspace, company, sheet, table):
    form = load_form(table)
    label = form.field(form.names[0]).label
    report = taken(workspace, company, sheet(f"{label},\nX1,\n", table), table)
    assert (report.rows, report.accepted) == (1, 1)


def test_a_sheet_without_names_is_refused_once_with_the_headings_it_has(workspace, company, sheet):
    rows = sheet("Country,City\nMexico,Monterrey\nChina,Foshan\n")
    with pytest.raises(Problem) as caught:
        taken(workspace, company, rows)
    assert caught.value.line() == (
        "No column of list.csv names the partners. Choose the column for “Name”. "
        "The headings are: “Country”, “City”."
    )
    assert all_of(workspace, Partner) == []


def test_a_part_without_what_it_belongs_to_is_refused_once(workspace, company, sheet):
    rows = sheet("First name,Last name\nAna,Ruiz\n", "partner_contact")
    with pytest.raises(Problem, match="says which partner a row belongs to"):
        taken(workspace, company, rows, "partner_contact")


def test_two_columns_for_the_name_are_asked_before_anything_is_read(workspace, company, sheet):
    read = sheet("Vendor Name,Supplier Name\nA,B\n")
    with pytest.raises(Problem, match="“Name” could be “Vendor Name” or “Supplier Name”"):
        shown(workspace, company, read)
    columns = apply.proposed(workspace, "partner", read).choose(1, "name")
    report = apply.apply(workspace, apply.preview(workspace, company, "partner", read, columns))
    assert (report.accepted, report.ignored) == (1, ("Vendor Name",))


def test_a_word_is_explained_once_and_remembered(workspace, company, sheet):
    read = sheet("Name,Role,Country\nA,Widgeteer,MX\nB,Widgeteer,Atlantis\n")
    columns = apply.proposed(workspace, "partner", read)
    before = apply.preview(workspace, company, "partner", read, columns)
    assert [(row.field.key, row.word, row.count) for row in before.unknown] == [
        ("roles", "Widgeteer", 2),
        ("country", "Atlantis", 1),
    ]
    words = {"roles": {"widgeteer": "warehouse"}, "country": {"atlantis": ""}}
    again = apply.preview(workspace, company, "partner", read, columns, words=words)
    assert (again.unknown, again.accepted) == ((), 2)
    apply.apply(workspace, again)
    later = shown(workspace, company, sheet("Name,Role\nC,widgeteer\n"))
    assert (later.unknown, later.plan.new[0]["roles"]) == ((), "warehouse")


@pytest.mark.parametrize(
    ("field", "cell", "value"),
    [
        ("Role", "Trucker", "highway_carrier"),
        ("Role", "Ocean carrier", "sea_carrier"),
        ("Role", "3PL", "service_provider"),
        ("Role", "Transportista", "highway_carrier"),
        ("Role", "Trucker / Customs broker", "highway_carrier;customs_broker"),
        ("CTPAT?", "Y", "member"),
        ("CTPAT?", "✓", "member"),
        ("CTPAT?", "N", "not_member"),
        ("Handles cargo", "x", True),
        ("Handles cargo", "n/a", None),
        ("Partner since", "mars 2026", None),
        ("Partner since", "05.2026", None),
        ("Partner since", "TBD", None),
        ("City", "n/a", None),
        ("Country", "NA", "NA"),
    ],
)
def test_values_as_offices_write_them(workspace, company, sheet, field, cell, value):
    preview = shown(workspace, company, sheet(f"Name,{field}\nA,{cell}\n"))
    key = preview.columns.keys[1]
    assert preview.plan.new[0].get(key) == value
    assert (value is None) <= bool(preview.remarks)


def test_a_placeholder_is_no_name(workspace, company, sheet):
    report = taken(workspace, company, sheet("Name,City\nTBD,Laredo\nNull Trading,Laredo\n"))
    assert [(row.number, row.reason) for row in report.refused] == [(2, "Name: “TBD” is no name.")]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ハハ商会", "パパ商会"),
        ("कमला", "कमल"),
        ("ร้านดีสยาม", "ร้านดูสยาม"),
        ("Йота", "Иота"),
        ("בַּיִת", "בִּית"),
    ],
)
def test_names_one_mark_apart_are_two_records(workspace, company, sheet, one, other):
    assert taken(workspace, company, sheet(f"Name\n{one}\n{other}\n")).accepted == 2
    again = shown(workspace, company, sheet(f"Name\n{other}\n"))
    assert outcomes(again) == [(2, "unchanged")]


def test_names_that_differ_by_latin_accents_or_width_are_one(workspace, company, sheet):
    taken(workspace, company, sheet("Name\nRío Bravo\nパパ商会\n"))
    again = shown(workspace, company, sheet("Name,City\nRIO  BRAVO,A\nﾊﾟﾊﾟ商会,B\n"))
    assert outcomes(again) == [(2, "changed"), (3, "changed")]


def test_days_counted_from_1904_are_the_days_meant(workspace, company, tmp_path):
    book = openpyxl.Workbook()
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    book.active.append(["Name", "Next check due"])
    book.active.append(["Kestrel Yarn", 44686])
    book.save(tmp_path / "list.xlsx")
    read = apply.load("partner", tmp_path / "list.xlsx")
    assert shown(workspace, company, read).plan.new[0]["next_check_on"] == date(2026, 5, 6)


def test_odd_rows_are_refused_with_their_number_and_make_nothing(workspace, company, sheet):
    text = (
        "First name,Last name,Position\nAna,Ruiz,Guard\n"
        "First name,Last name,Position\nBo,Li,Guard,extra\nTotal,2,\n"
    )
    report = taken(workspace, company, sheet(text, "person"), "person")
    assert (report.rows, report.accepted) == (4, 1)
    assert [row.number for row in report.refused] == [3, 4, 5]
    assert report.made == ("Position “Guard”",)


def test_a_placeholder_empties_nothing_that_is_stored(workspace, company, sheet):
    taken(workspace, company, sheet("Name,City,Risk\nA,Laredo,Low\n"))
    again = shown(workspace, company, sheet("Name,City,Risk\nA,n/a,TBD\n"))
    assert outcomes(again) == [(2, "unchanged")]
    assert len(again.remarks) == 2


PEOPLE = """First name,Last name,Employee ID,Job title
José,Hernández,1041,Dock worker
José,Hernández,2207,Guard
Ana,Lima,0330,Clerk
"""


def named(workspace):
    return sorted((row.staff_code, row.last_name) for row in all_of(workspace, Person))


def test_two_people_of_one_name_stay_two(workspace, company, sheet):
    report = taken(workspace, company, sheet(PEOPLE, "person"), "person")
    both = [("0330", "Lima"), ("1041", "Hernández"), ("2207", "Hernández")]
    assert (report.accepted, named(workspace)) == (3, both)


def test_two_people_of_one_name_are_known_again(workspace, company, sheet):
    taken(workspace, company, sheet(PEOPLE, "person"), "person")
    report = taken(workspace, company, sheet(PEOPLE, "person"), "person")
    assert (report.unchanged, len(named(workspace))) == (3, 3)


def test_a_name_two_people_have_is_refused_where_nothing_else_tells_them_apart(
    workspace, company, sheet
):
    taken(workspace, company, sheet(PEOPLE, "person"), "person")
    alone = "First name,Last name,Job title\nJosé,Hernández,Manager\n"
    report = taken(workspace, company, sheet(alone, "person"), "person")
    why = "2 records are called so already; it is not clear which is meant."
    assert [row.reason for row in report.refused] == [why]
    assert len(named(workspace)) == 3
