"""Words are found wherever they stand, with slips, without accents, and only while open."""

import subprocess
import sys
import zipfile
from io import BytesIO

import docx
import openpyxl
import pytest

from ctpat_desktop.documents.core.blocks import Paragraph
from ctpat_desktop.documents.core.pdf import render
from ctpat_desktop.documents.core.stamp import Stamp
from ctpat_desktop.records import EvidenceText
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.evidence import document_text, library
from ctpat_desktop.services.files import workspaces as files
from ctpat_desktop.services.profile import answers
from ctpat_desktop.services.registers import records
from ctpat_desktop.services.search.search import Search, kind_of
from ctpat_desktop.support.errors import Problem
from tests.services.registers.test_list_export import TODAY


@pytest.fixture
def account(workspace):
    return companies.start(workspace, "Acme", "importer", 2026)


@pytest.fixture
def company(workspace, account):
    return companies.dossier(workspace, account).company.id


@pytest.fixture
def search(workspace, account):
    made = Search(workspace, account)
    yield made
    made.close()


def titles(search, words):
    return [hit.title for hit in search.find(words).hits]


def partner(workspace, company, name="Harbor Textiles", **values):
    return records.add(workspace, "partner", company_id=company, name=name, **values)


def test_a_record_is_found_by_any_of_its_words(workspace, company, search):
    partner(workspace, company, city="Ningbo", country="CN", notes="Makes curtains")
    search.build()
    for words in ("harbor", "TEXTILES harbor", "ningbo", "china", "curtains", "cur", "harb ning"):
        assert "Harbor Textiles" in titles(search, words), words
    assert titles(search, "harbor xylophone") == []


@pytest.mark.parametrize("words", ["gaurd", "guad", "guards", "Gàurd"])
def test_slips_of_the_pen_are_forgiven(workspace, company, search, words):
    partner(workspace, company, "Night guard")
    records.add(workspace, "partner", company_id=company, name="Guardsmen")
    search.build()
    assert "Night guard" in titles(search, words) or "Guardsmen" in titles(search, words)


def test_what_was_looked_for_instead_is_said(workspace, company, search):
    partner(workspace, company, notes="kept seperate xylophones")
    search.build()
    assert search.find("xilophones").instead == (("xilophones", "xylophones"),)


def test_a_word_that_is_there_is_not_replaced(workspace, company, search):
    partner(workspace, company, "Seal A")
    search.build()
    assert search.find("seal").instead == ()


@pytest.mark.parametrize("words", ["nandu", "ÑANDÚ", "Cafe", "café"])
def test_accents_and_case_do_not_matter(workspace, company, search, words):
    partner(workspace, company, "Ñandú Café")
    search.build()
    assert titles(search, words) == ["Ñandú Café"]


@pytest.mark.parametrize("words", ["深圳", "物流", "圳市", "深圳市物流有限公司"])
def test_parts_of_scripts_without_spaces_are_found(workspace, company, search, words):
    partner(workspace, company, "深圳市物流有限公司")
    search.build()
    (hit,) = search.find(words).hits
    assert hit.title == "深圳市物流有限公司"


def test_an_answer_leads_to_its_criterion(workspace, account, company, search):
    answers.save(workspace, account, "9.10", narrative="The xylophone is tested monthly.")
    search.build()
    (hit,) = search.find("xylophone").hits
    assert (hit.register, hit.record_id, hit.place.section) == ("responses", "9.10", "9")
    assert hit.place.criterion == "9.10"
    start, end = hit.marks[0]
    assert hit.snippet[start:end] == "xylophone"


def test_a_record_inside_a_record_leads_to_its_own_table(workspace, company, search):
    parent = partner(workspace, company)
    contact = records.add(
        workspace, "partner_contact", company_id=company, partner_id=parent, last_name="Zyx"
    )
    search.build()
    (hit,) = search.find("zyx").hits
    assert (hit.place.table, hit.place.record_id) == ("partner_contact", contact)
    assert kind_of(hit.register) == "Contacts of partners"
    assert "Harbor Textiles" in hit.snippet


def test_changes_are_found_at_once(workspace, company, search):
    kept = partner(workspace, company, "Harbor")
    search.build()
    records.change(workspace, "partner", kept, name="Quay")
    fresh = partner(workspace, company, "Pier")
    assert (titles(search, "harbor"), titles(search, "quay")) == ([], ["Quay"])
    records.remove(workspace, "partner", fresh)
    assert titles(search, "pier") == []
    workspace.undo()
    assert titles(search, "pier") == ["Pier"]


def test_nothing_of_another_company_is_found(workspace, company, search):
    other = companies.dossier(workspace, companies.start(workspace, "B", "importer", 2026)).company
    partner(workspace, other.id, "Zyxtheirs")
    search.build()
    partner(workspace, other.id, "Zyxtheirs too")
    assert titles(search, "zyxtheirs") == []


def pdf_of(words):
    return render((Paragraph(words),), Stamp("1", "1", "x", TODAY), "t")


def docx_of(words):
    made, out = docx.Document(), BytesIO()
    made.add_paragraph(words)
    made.save(out)
    return out.getvalue()


def xlsx_of(words):
    made, out = openpyxl.Workbook(), BytesIO()
    made.active.append(["x", words])
    made.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.pdf", pdf_of("The xylophone log")),
        ("a.docx", docx_of("The xylophone & log")),
        ("a.xlsx", xlsx_of("The xylophone log")),
        ("a.txt", "The xylophone lög".encode("cp1252")),
        ("a.csv", b"a,b\nxylophone,log\n"),
        ("a.html", b"<p>The <b>xylophone</b></p>"),
    ],
)
def test_words_inside_documents_are_found(workspace, company, search, name, data):
    document = library.add_bytes(workspace, company, name, data, "Proof")
    search.build()
    (hit,) = search.find("xylophone").hits
    assert (hit.register, hit.record_id, hit.title) == ("evidence", document, "Proof")
    assert "xylophone" in hit.snippet


def bomb_of():
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", '<!DOCTYPE x [<!ENTITY a "b">]><w:t>&a;</w:t>')
    return out.getvalue()


HOSTILE = {
    "bomb.docx": b"PK\x03\x04" + b"x" * 50,
    "junk.pdf": b"%PDF-1.7\n" + b"\x00" * 500,
    "picture.png": b"\x89PNG" + b"x" * 50,
    "binary.txt": bytes(range(256)) * 20,
    "entity.docx": bomb_of(),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_document_that_cannot_be_read_is_remembered_and_not_tried_again(
    workspace, company, search, name
):
    library.add_bytes(workspace, company, name, HOSTILE[name], "Zyxproof")
    search.build()
    assert titles(search, "zyxproof") == ["Zyxproof"]
    with workspace.read() as session:
        (row,) = session.query(EvidenceText).all()
    assert row.state not in ("read", "begun")
    assert document_text.unread(workspace, company) == ()


def test_the_words_of_a_document_are_read_once(workspace, company, account, search):
    library.add_bytes(workspace, company, "a.txt", b"xylophone", "One")
    library.add_bytes(workspace, company, "b.txt", b"xylophone", "Two")
    search.build()
    with workspace.read() as session:
        assert session.query(EvidenceText).count() == 1
    again = Search(workspace, account)
    again.build(reads_documents=False)
    assert sorted(titles(again, "xylophone")) == ["One", "Two"]
    again.close()


def test_reading_documents_is_no_step_to_undo(workspace, company, search):
    library.add_bytes(workspace, company, "a.txt", b"xylophone", "One")
    before = workspace.can_undo
    search.build()
    assert workspace.can_undo == before


def test_a_locked_file_leaves_no_words_in_memory(workspace, company, account):
    search = Search(workspace, account)
    search.build()
    workspace.suspend()
    assert (search.is_open, search.words) == (False, {})
    with pytest.raises(Problem, match="locked"):
        search.find("acme")
    assert workspace.on_change == []


def test_signs_of_the_query_language_do_no_harm(workspace, company, search):
    partner(workspace, company)
    search.build()
    for words in ('"', "harbor OR", "NEAR(", "a*b", "title:harbor", "-harbor", "^", "", "  ", "'"):
        search.find(words)
    assert titles(search, '"harbor"*') == ["Harbor Textiles"]


CRASH = """
import os, sys
from pathlib import Path
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.evidence import document_text
from ctpat_desktop.services.files import workspaces
document_text.Child.run = lambda *work, **limits: os._exit(9)
workspace = workspaces.open_file(Path(sys.argv[1]))
document_text.read_all(workspace, companies.overview(workspace)[0].company_id)
"""


def test_a_document_that_takes_the_program_down_is_not_tried_again(tmp_path):
    opened = files.create(tmp_path / "plain.ctpat")
    companies.start(opened, "Acme", "importer", 2026)
    company = companies.overview(opened)[0].company_id
    library.add_bytes(opened, company, "a.txt", b"xylophone", "One")
    opened.close()
    command = [sys.executable, "-c", CRASH, str(opened.path)]
    assert subprocess.run(command, check=False).returncode == 9
    again = files.open_file(opened.path)
    assert document_text.unread(again, company) == ()
    again.close()
