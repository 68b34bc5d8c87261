"""Lists leave as people read them and come back unchanged."""

from datetime import date
from io import BytesIO

import openpyxl
import pypdf
import pytest

from ctpat_desktop.catalogue.forms import load_form
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.records import Partner
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.evidence import library
from ctpat_desktop.services.importing import apply
from ctpat_desktop.services.importing.apply import Outcome
from ctpat_desktop.services.registers import list_export, records
from ctpat_desktop.services.registers.list_export import Selection
from ctpat_desktop.support import dates
from ctpat_desktop.support.errors import Problem

TODAY = date(2026, 11, 21)


@pytest.fixture
def scope(workspace, company):
    return Scope.of_company(workspace, company, TODAY)


@pytest.fixture
def account(workspace):
    return companies.start(workspace, "Acme", "importer", 2026)


@pytest.fixture
def company(workspace, account):
    return companies.dossier(workspace, account).company.id


@pytest.fixture
def filled(workspace, company):
    """Partners, people and contacts with every kind of value, also awkward ones."""
    program = records.add(workspace, "mra_program", company_id=company, country="MX", name="OEA")
    first = records.add(
        workspace,
        "partner",
        company_id=company,
        name="=Harbor, “Ñandú” & Söhne; 深圳",
        roles="manufacturer;supplier",
        country="CN",
        phone="+1 555 01",
        notes='first\nsecond, with “quotes” and "more"',
        since=date(2019, 3, 4),
        volume=1200,
        handles_cargo=True,
        program_id=program,
        risk="low",
    )
    records.add(workspace, "partner", company_id=company, name="'=x", website="-a", city="@b")
    records.add(workspace, "partner", company_id=company, name="Twin", city="Laredo")
    records.add(workspace, "partner", company_id=company, name="Twin", city="Laredo")
    for name in ("Ruiz", "Li"):
        records.add(
            workspace, "partner_contact", company_id=company, partner_id=first, last_name=name
        )
    proof = library.add_bytes(workspace, company, "iso.pdf", b"x", "ISO certificate")
    records.add(
        workspace,
        "certificate",
        company_id=company,
        partner_id=first,
        number="17",
        evidence_id=proof,
        expires_on=date(2027, 1, 31),
    )
    post = records.add(workspace, "position", company_id=company, title="Guard")
    records.add(
        workspace,
        "person",
        company_id=company,
        first_name="Ana",
        last_name="Ruiz",
        position_id=post,
        started_on=date(2020, 2, 29),
    )
    return first


@pytest.mark.parametrize("suffix", ["xlsx", "csv"])
@pytest.mark.parametrize("table", ["partner", "partner_contact", "certificate", "person"])
def test_an_exported_list_comes_back_unchanged(
    workspace, company, scope, filled, tmp_path, table, suffix
):
    path = tmp_path / f"list.{suffix}"
    list_export.export(scope, Selection(table), path)
    sheet = apply.load(table, path)
    columns = apply.proposed(workspace, table, sheet)
    assert columns.keys == tuple(field.key for field in load_form(table).columns)
    shown = apply.preview(workspace, company, table, sheet, columns)
    assert [row for row in shown.rows if row.outcome is not Outcome.UNCHANGED] == []
    assert len(shown.rows) > 0


def test_sheets_show_labels_names_and_real_dates(scope, filled, tmp_path):
    path = tmp_path / "list.xlsx"
    keys = ["name", "roles", "country", "program_id", "since", "volume", "handles_cargo"]
    list_export.export(scope, Selection("partner", [filled], keys), path)
    head, row = openpyxl.load_workbook(path).active.iter_rows(values_only=True)
    assert head[:4] == ("Name", "Role", "Country", "AEO program")
    assert row[0] == "=Harbor, “Ñandú” & Söhne; 深圳"
    assert row[1:4] == ("Manufacturer, Supplier or vendor", "China", "Mexico OEA")
    assert (row[4].date(), row[5], row[6]) == (date(2019, 3, 4), 1200, "Yes")


def test_formulas_are_text_in_a_workbook(scope, filled, tmp_path):
    path = tmp_path / "list.xlsx"
    list_export.export(scope, Selection("partner", [filled], ["name"]), path)
    cell = openpyxl.load_workbook(path).active["A2"]
    assert (cell.data_type, cell.value[0]) == ("s", "=")


def test_formulas_are_disarmed_in_text_files(scope, filled, tmp_path):
    path = tmp_path / "list.csv"
    list_export.export(scope, Selection("partner", None, ["name", "phone", "website"]), path)
    text = path.read_bytes()
    assert text.startswith(b"\xef\xbb\xbf")
    cells = [cell for line in text.decode("utf-8-sig").splitlines() for cell in line.split(",")]
    assert not [cell for cell in cells if cell.strip('"').startswith(("=", "+", "-", "@"))]
    assert "''=x" in cells


def test_chosen_records_come_in_the_order_asked_for(workspace, company, scope, tmp_path):
    ids = [records.add(workspace, "partner", company_id=company, name=f"P{n}") for n in range(3)]
    path = tmp_path / "list.csv"
    list_export.export(scope, Selection("partner", [ids[2], ids[0]], ["name"]), path)
    assert path.read_text("utf-8-sig").split() == ["Name", "P2", "P0"]


def test_another_format_is_refused(scope, tmp_path):
    with pytest.raises(Problem, match=r"is no list format"):
        list_export.export(scope, Selection("partner"), tmp_path / "list.odt")
    assert list(tmp_path.glob("list*")) == []


def test_a_text_longer_than_a_cell_is_refused_in_a_workbook_only(
    workspace, company, scope, tmp_path
):
    records.add(workspace, "partner", company_id=company, name="A", notes="x" * 40_000)
    with pytest.raises(Problem, match="longer than a cell holds"):
        list_export.export(scope, Selection("partner"), tmp_path / "list.xlsx")
    list_export.export(scope, Selection("partner"), tmp_path / "list.csv")
    assert sorted(path.name for path in tmp_path.glob("list*")) == ["list.csv"]


def words(pdf, tmp_path):
    path = tmp_path / "x.pdf"
    path.write_bytes(pdf)
    return " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(path).pages).split())


def test_a_printed_list_shows_its_columns(workspace, account, filled, tmp_path):
    found = words(
        list_export.list_pdf(Scope.of(workspace, account, TODAY), Selection("partner")), tmp_path
    )
    assert "Partners" in found
    assert "4 records" in found
    assert "Manufacturer, Supplier" in found
    assert "Twin" in found


def test_a_printed_record_shows_what_belongs_to_it(workspace, account, filled, tmp_path):
    found = words(
        list_export.record_pdf(Scope.of(workspace, account, TODAY), "partner", filled), tmp_path
    )
    for word in ("Harbor", "Mexico OEA", "Contacts of partners", "Ruiz", "ISO certificate"):
        assert word in found


def test_a_list_too_long_to_print_is_refused(workspace, account, company):
    with workspace.work("Fill") as unit:
        rows = [{"id": f"{n:032x}", "company_id": company, "name": f"P{n}"} for n in range(5_001)]
        unit.add_many("partner", rows)
    with pytest.raises(Problem, match="5,001 rows are too many to print"):
        list_export.list_pdf(Scope.of(workspace, account, TODAY), Selection("partner"))


def test_an_empty_list_is_printed_as_such(workspace, account, tmp_path):
    found = words(
        list_export.list_pdf(Scope.of(workspace, account, TODAY), Selection("visitor")), tmp_path
    )
    assert "There is nothing in this list." in found


def test_nothing_of_another_company_is_exported(workspace, scope, tmp_path):
    other = companies.dossier(workspace, companies.start(workspace, "B", "importer", 2026)).company
    records.add(workspace, "partner", company_id=other.id, name="Theirs")
    list_export.export(scope, Selection("partner", None, ["name"]), tmp_path / "list.csv")
    with workspace.read() as session:
        assert session.query(Partner).count() == 1
    assert (tmp_path / "list.csv").read_text("utf-8-sig").split() == ["Name"]


def test_a_printed_record_has_the_days_of_paper_whatever_the_screens_write(
    workspace, account, filled, monkeypatch
):
    monkeypatch.setattr(dates, "_screen", dates.DateStyle("dmy", "."))
    pdf = list_export.record_pdf(Scope.of(workspace, account, TODAY), "partner", filled)
    words = "".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(pdf)).pages)
    assert "03/04/2019" in words
    assert "04.03.2019" not in words
