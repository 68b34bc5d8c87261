"""The plan of due diligence and the uploads for the portal, read back with three libraries."""

import shutil
import subprocess
from datetime import date
from io import BytesIO

import pypdfium2
import pytest
from pypdf import PdfReader

from ctpat_desktop.exchange.tables.xlsx_book import read_sheets
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.records import Partner, PartnerAnswer, PartnerRequest
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.files import workspaces
from ctpat_desktop.services.questionnaires import files
from ctpat_desktop.services.registers import records
from ctpat_desktop.services.risk import partner_bundle, partner_papers
from ctpat_desktop.support.progress import Silent

TODAY = date(2026, 11, 21)
ACCEPTED = (
    "Compañía Ñandú S.A.",
    "Coopérative Safranière du Quercy",
    "Guangzhou Ruifeng Enamelware",
    "Huilerie des Calanques SAS",
    "Lanas del Cebollatí S.A.",
    "Vainilla del Golfo S.P.R. de R.L.",
    "Zhongshan Yuhe Metalware Co.",
)


@pytest.fixture
def scope(sample):
    workspace = workspaces.open_file(sample)
    yield Scope.of(workspace, companies.choose(workspace), TODAY)
    workspace.close()


def text_of(pdf):
    return " ".join(
        " ".join(page.get_textpage().get_text_bounded().split())
        for page in pypdfium2.PdfDocument(pdf)
    )


def bookmarks(reader):
    """Return title, page and depth of every bookmark."""
    rows = []

    def walk(items, depth):
        for item in items:
            if isinstance(item, list):
                walk(item, depth + 1)
            else:
                rows.append((item.title, reader.get_destination_page_number(item), depth))

    walk(reader.outline, 0)
    return rows


def page_text(pdf, number):
    return " ".join(pypdfium2.PdfDocument(pdf)[number].get_textpage().get_text_bounded().split())


def test_who_is_no_member_is_listed_as_pdf_and_workbook(scope, tmp_path):
    partner_papers.save_no_members(scope, tmp_path / "list.xlsx")
    partner_papers.save_no_members(scope, tmp_path / "list.csv")
    partner_papers.save_no_members(scope, tmp_path / "list.pdf")
    (rows,) = read_sheets(tmp_path / "list.xlsx").values()
    assert rows[0] == ["Name", "Role", "Country", "Status", "Checked on", "Risk", "Last assessment"]
    by_name = {row[0]: row[1:] for row in rows[1:]}
    assert by_name["Zhongshan Yuhe Metalware Co."] == [
        *("Manufacturer", "China", "Not eligible", "Not checked"),
        *("Medium (own; computed high)", "06/11/2026"),
    ]
    assert "Norvane Container Lines" not in by_name
    assert "Maristan Oil Mill S.r.l." not in by_name
    assert "Oldbridge Cartage Co." not in by_name
    words = text_of((tmp_path / "list.pdf").read_bytes())
    assert all(name.split()[0] in words for name in by_name if name.isascii())
    assert (tmp_path / "list.csv").read_text(encoding="utf-8-sig").count("\n") == len(rows)


def test_a_membership_no_recent_check_shows_is_on_the_list(scope):
    with scope.workspace.read() as session:
        key = session.query(Partner).filter_by(name="Norvane Container Lines").one().id
    records.change(scope.workspace, "partner", key, checked_on=date(2025, 3, 4))
    (row,) = (row for row in partner_papers.no_members_sheet(scope).rows if "Norvane" in row[0])
    assert row[3:5] == ("CTPAT member, not verified", "03/04/2025")


def test_the_plan_says_what_is_late_first(scope, tmp_path):
    partner_papers.save_plan(scope, tmp_path / "plan.xlsx")
    (rows,) = read_sheets(tmp_path / "plan.xlsx").values()
    assert rows[0][-1] == "State"
    states = [row[-1] for row in rows[1:]]
    assert states == sorted(states, key=["Late", "Never done", "Due", "Done"].index)
    assert len(rows) == 32
    pdf = partner_papers.plan_pdf(scope)
    assert "Due-diligence plan 2026" in text_of(pdf)


def test_accepted_questionnaires_are_one_pdf_with_a_bookmark_for_each_partner(scope):
    pdf = partner_bundle.questionnaires_pdf(scope, Silent())
    reader = PdfReader(BytesIO(pdf))
    marks = bookmarks(reader)
    assert marks[0] == ("List of partners", 0, 0)
    inside = [row for row in marks if row[0] in ACCEPTED]
    assert [row[0] for row in inside] == list(ACCEPTED)
    for name, page, depth in inside:
        if name != "Compañía Ñandú S.A.":
            assert name.split()[0] in page_text(pdf, page)
        assert depth == 0
    assert [row[1] for row in inside] == sorted({row[1] for row in inside})
    missing = [row for row in marks if row[0].endswith(": none received")]
    assert len(missing) == 30 - len(ACCEPTED)
    page = next(row[1] for row in marks if row[0] == "None received")
    assert "None received" in page_text(pdf, page)
    assert {row[1:] for row in missing} == {(page, 1)}


def test_the_list_says_on_which_page_each_partner_begins(scope):
    pdf = partner_bundle.questionnaires_pdf(scope, Silent())
    marks = dict(row[:2] for row in bookmarks(PdfReader(BytesIO(pdf))))
    cover = page_text(pdf, 0)
    for name in ("Huilerie des Calanques SAS", "Zhongshan Yuhe Metalware Co."):
        after = cover.split(name.split()[0])[1]
        assert str(marks[name] + 1) in after.split("Page")[0].split()


def test_who_sent_none_is_named_with_the_reason(scope):
    words = text_of(partner_bundle.questionnaires_pdf(scope, Silent()))
    assert "None received (verified member)" in words
    assert "None received (not asked)" in words
    assert "Q26-9CYF-3GJM: sent" in words
    assert "Moulins Saint-Elme SARL" in words


def test_answers_of_a_sheet_are_printed_with_their_words(scope):
    pdf = partner_bundle.questionnaires_pdf(scope, Silent())
    marks = dict(row[:2] for row in bookmarks(PdfReader(BytesIO(pdf))))
    start = marks["Vainilla del Golfo S.P.R. de R.L."]
    words = " ".join(page_text(pdf, page) for page in range(start, marks[ACCEPTED[-1]]))
    with scope.workspace.read() as session:
        request = session.query(PartnerRequest).filter_by(reference="Q26-5VNL-9HCE").one()
        keys = [
            row.key for row in session.query(PartnerAnswer).filter_by(partner_request_id=request.id)
        ]
    assert all(key in words for key in keys)
    assert "Rocío Tejeda" in words


def with_file(scope, name, data):
    """Let the return of a partner be this file."""
    with scope.workspace.work("Keep") as unit:
        request = unit.session.query(PartnerRequest).filter_by(reference="Q26-5HLC-6NPG").one()
        owner = files.Owner(scope.company_id, request.partner_id)
        returned = files.Attached(name, data)
        request.evidence_id = files.keep(unit.session, owner, returned, name, "")


def test_a_returned_pdf_is_in_it_as_it_is_with_what_was_filled_in(scope):
    from tests.services.risk.filled import filled_form

    with_file(scope, "huilerie.pdf", filled_form("Camera over the loading ramp"))
    pdf = partner_bundle.questionnaires_pdf(scope, Silent())
    marks = dict(row[:2] for row in bookmarks(PdfReader(BytesIO(pdf))))
    start = marks["Huilerie des Calanques SAS"]
    assert "Camera over the loading ramp" in page_text(pdf, start)
    assert "The PDF returned" in page_text(pdf, 0)


def test_a_returned_pdf_that_is_damaged_gives_way_to_the_answers_and_says_so(scope):
    with_file(scope, "huilerie.pdf", b"%PDF-1.7\nnothing of it is left")
    pdf = partner_bundle.questionnaires_pdf(scope, Silent())
    marks = dict(row[:2] for row in bookmarks(PdfReader(BytesIO(pdf))))
    assert "Huilerie" in page_text(pdf, marks["Huilerie des Calanques SAS"])
    assert "the file returned cannot be added" in text_of(pdf)


@pytest.mark.skipif(shutil.which("pdfinfo") is None, reason="poppler is not here")
def test_other_readers_take_the_bundle(scope, tmp_path):
    path = tmp_path / "all.pdf"
    result = partner_papers.save_questionnaires(scope, path, Silent())
    info = subprocess.run(["pdfinfo", path], capture_output=True, text=True, check=True)
    assert f"Pages:           {result.pages}" in info.stdout
    assert info.stderr == ""
    words = subprocess.run(["pdftotext", path, "-"], capture_output=True, text=True, check=True)
    assert "Lanas del Cebollatí S.A." in words.stdout


def test_the_uploads_take_free_names_and_replace_nothing(scope, tmp_path):
    folder = tmp_path / "new" / "uploads"
    first = partner_papers.save_uploads(scope, folder, Silent())
    assert [row.path.name for row in first.files] == [
        "partners-not-members-2026.pdf",
        "partners-not-members-2026.xlsx",
        "partner-questionnaires-2026.pdf",
        "due-diligence-plan-2026.pdf",
    ]
    second = partner_papers.save_uploads(scope, folder, Silent())
    assert second.files[0].path.name == "partners-not-members-2026-2.pdf"
    assert len(list(folder.iterdir())) == 8


def test_a_company_without_partners_has_papers_that_say_so(workspace):
    account = companies.start(workspace, "Harbor", "importer", 2026)
    scope = Scope.of(workspace, account, TODAY)
    assert "Nobody is on this list." in text_of(partner_papers.plan_pdf(scope))
    pdf = partner_bundle.questionnaires_pdf(scope, Silent())
    assert "0 partners with accepted answers, 0 with none received." in text_of(pdf)
    records.add(workspace, "partner", company_id=scope.company_id, name="Lanas", status="active")
    assert "Lanas" in text_of(partner_bundle.questionnaires_pdf(scope, Silent()))
