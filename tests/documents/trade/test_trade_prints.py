"""The printed pages of Trade Compliance: what is on them, twice the same, readable by others."""

import subprocess
from datetime import date

import pytest
from pypdf import PdfReader

from ctpat_desktop.documents.core.pdf_diagram import cut, cut_lines
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.records import Detention, SupplyChain
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.files import workspaces
from ctpat_desktop.services.registers import records
from ctpat_desktop.services.trade import cbp_questionnaire, printing, record_pdf
from ctpat_desktop.support.errors import Problem

DAY = date(2026, 11, 21)
ALL = [
    ("eligibility", ""),
    ("questionnaire", ""),
    ("forced-labor", ""),
    ("map", "Cookware"),
    ("map", "Wool blankets"),
    ("hold", "AQ9-2289417-5"),
    ("self-test", "2026-1"),
]


@pytest.fixture
def opened(sample):
    workspace = workspaces.open_file(sample)
    yield Scope.of(workspace, companies.choose(workspace), DAY)
    workspace.close()


def words_of(pdf, tmp_path):
    path = tmp_path / "printed.pdf"
    path.write_bytes(pdf)
    subprocess.run(["/usr/bin/qpdf", "--check", path], check=True, capture_output=True)
    text = subprocess.run(
        ["/usr/bin/pdftotext", "-layout", path, "-"], capture_output=True, text=True, check=True
    ).stdout
    return " ".join(text.split())


@pytest.mark.parametrize(("what", "name"), ALL)
def test_the_same_records_give_the_same_bytes(opened, what, name):
    first, second = (printing.pdf(opened, what, name) for _ in range(2))
    assert first == second


def test_eligibility_says_the_result_and_what_to_improve(opened, tmp_path):
    words = words_of(printing.pdf(opened, "eligibility"), tmp_path)
    assert "Not yet: 16 of 17 answers are Yes, 1 No, 0 not known." in words
    assert "Take 47-318265501 off until March 10, 2027." in words
    assert "CBP's questions were not seen and may differ" in words


def test_the_questionnaire_has_every_question_and_the_list_of_attachments(opened, tmp_path):
    words = words_of(printing.pdf(opened, "questionnaire"), tmp_path)
    rows = cbp_questionnaire.read(opened, 2026).rows()
    assert [row.question.id for row in rows if row.question.id not in words] == []
    assert "MISSING" in words
    assert "portal question 13" in words
    assert "changed since 2025: answer, words, documents" in words


def test_the_forced_labor_file_has_six_requirements_and_the_risky_map(opened, tmp_path):
    words = words_of(printing.pdf(opened, "forced-labor"), tmp_path)
    assert all(f"FL{number}" in words for number in range(1, 7))
    assert "Tangshan Beigang Steel" in words
    assert "Zhongshan Yuhe Metalware Co." in words


def test_the_map_is_drawn_on_a_landscape_page(opened, tmp_path):
    pdf = printing.pdf(opened, "map", "Cookware")
    path = tmp_path / "map.pdf"
    path.write_bytes(pdf)
    wide = [page.mediabox.width > page.mediabox.height for page in PdfReader(path).pages]
    assert wide == [False, True, False]
    drawn = PdfReader(path).pages[1].extract_text()
    assert "Tier 5" in drawn
    assert "High-risk origin" in drawn


def test_the_map_tells_what_is_not_checked(opened, tmp_path):
    words = words_of(printing.pdf(opened, "map", "wool blankets"), tmp_path)
    assert "Firms not checked against the lists: 1." in words


def test_the_hold_has_clocks_steps_and_index(opened, tmp_path):
    words = words_of(printing.pdf(opened, "hold", "AQ9-2289417-5"), tmp_path)
    assert "11/17/2026 passed 5 working days, 19 CFR 151.16(b)" in words
    assert "12/09/2026 18" in words
    assert "Check every firm of the chain" in words
    assert "not linked yet" in words
    assert "Supply chain: Cookware" in words


def test_a_hold_without_a_presentation_says_so(opened, tmp_path):
    workspace = opened.workspace
    with workspace.read() as session:
        hold = session.query(Detention).filter_by(entry_number="AQ9-2289417-5").one()
    records.change(workspace, "detention", hold.id, presented_on=None, supply_chain_id=None)
    words = words_of(record_pdf.hold_pdf(opened, hold.id), tmp_path)
    assert "The clocks start with the day the goods were presented" in words


def test_the_test_sheet_has_figures_errors_and_lines(opened, tmp_path):
    words = words_of(printing.pdf(opened, "self-test", "2026-1"), tmp_path)
    assert "Lines with errors 2 (10.0 %)" in words
    assert "Net duty effect $1,180" in words
    assert "AQ9-2251170-4" in words


def test_a_chain_without_firms_says_so(opened, tmp_path):
    workspace = opened.workspace
    company = opened.company_id
    chain = records.add(workspace, "supply_chain", company_id=company, name="Tiles")
    words = words_of(record_pdf.chain_pdf(opened, chain), tmp_path)
    assert "No firm of this chain is recorded yet." in words


def test_names_in_any_script_are_on_the_map(opened, tmp_path):
    workspace = opened.workspace
    with workspace.read() as session:
        chain = session.query(SupplyChain).filter_by(name="Cookware").one()
    words = words_of(record_pdf.chain_pdf(opened, chain.id), tmp_path)
    assert "深圳市海运有限公司" in words


@pytest.mark.parametrize(
    ("what", "name"), [("map", "Tiles"), ("hold", "X"), ("self-test", "2026"), ("song", "")]
)
def test_what_is_not_there_is_one_calm_line(opened, what, name):
    with pytest.raises(Problem) as told:
        printing.pdf(opened, what, name)
    assert told.value.hint


def test_an_empty_company_prints_every_yearly_paper(workspace, tmp_path):
    scope = Scope.of(workspace, companies.start(workspace, "New", "importer", 2026), DAY)
    for what in printing.YEARLY:
        assert words_of(printing.pdf(scope, what), tmp_path)


def test_a_long_title_is_broken_between_words_and_cut():
    words = "Foshan Liangguo Kitchenware and Houseware Manufacturing Company Limited"
    lines = cut_lines(words, 90, 7.6, 2)
    assert len(lines) == 2
    assert words.startswith(lines[0])
    assert lines[1].endswith("...")


def test_one_long_word_is_cut_somewhere():
    assert len(cut_lines("W" * 80, 90, 7.6, 2)) == 2


def test_what_fits_is_not_cut():
    assert cut("Wool", 200, 8) == "Wool"
