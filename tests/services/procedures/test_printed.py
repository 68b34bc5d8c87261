"""A procedure on paper: text with headings, approval, and the sheet of those who read it."""

from datetime import date

import docx
import pytest

from ctpat_desktop.catalogue.outlines import HEADINGS
from ctpat_desktop.documents.pages.pdf_text import pdf_text
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.evidence import library as evidence
from ctpat_desktop.services.procedures import library, printed
from ctpat_desktop.services.registers import records
from ctpat_desktop.support.errors import Problem

TODAY = date(2026, 11, 21)


@pytest.fixture
def scope(workspace):
    return Scope.of(workspace, companies.start(workspace, "Harbor Line", "importer", 2026), TODAY)


@pytest.fixture
def add(scope):
    def put(table, **values):
        return records.add(scope.workspace, table, company_id=scope.company_id, **values)

    return put


def words(data):
    return " ".join(pdf_text(data, 10**6).split())


def test_a_draft_says_that_it_is_one_and_has_lines_to_sign(scope):
    key = library.begin(scope, "seals", "en")
    text = words(printed.pdf(scope, key))
    for part in (
        "Seals: stock, fitting, checking and replacing",
        "Harbor Line",
        "places in [[brackets]] are still to be written",
        *HEADINGS["en"],
        "[[who keeps the seals]]",
        "Approved by",
        "Read and understood",
        "Name in print",
    ):
        assert part in text, part
    assert "Approved by Ann" not in text


@pytest.mark.parametrize("language", ["es", "fr"])
def test_every_language_prints_its_letters(scope, language):
    text = words(printed.pdf(scope, library.begin(scope, "incident-reporting", language)))
    assert all(head in text for head in HEADINGS[language])


@pytest.fixture
def approved(scope, add):
    procedure = add(
        "procedure",
        number="P-06",
        title="Seal procedure",
        criteria="6.1",
        owner="Amina",
        readers="All guards",
        review_months=12,
    )
    version = add(
        "procedure_version",
        procedure_id=procedure,
        version="11",
        text="PURPOSE\nKeep them.\n\nSTEPS\n1. Look.\n2. Tug.\n- One\n- Two",
    )
    library.approve(scope, version, "Dolores Reyes", date(2026, 2, 2))
    return procedure


def test_who_approved_and_who_signed_stand_on_the_sheet(scope, add, approved):
    here = add("person", first_name="Theo", last_name="Munro")
    gone = add("person", first_name="Uma", last_name="Gone", left_on=date(2026, 1, 1))
    for values in (
        {"version": "11", "person_id": here, "signed_on": date(2026, 2, 9), "role": "Guard"},
        {"version": "10", "name": "Carla Whit", "signed_on": date(2025, 2, 9)},
        {"version": "10", "person_id": gone, "signed_on": date(2025, 2, 9)},
    ):
        add("acknowledgment", procedure_id=approved, **values)
    sheet = printed.sheet_of(scope, approved)
    assert [(row.name, row.signed_on) for row in sheet.readers] == [
        ("Carla Whit", ""),
        ("Theo Munro", "02/09/2026"),
    ]
    text = words(printed.pdf(scope, approved))
    for part in (
        "P-06 Seal procedure",
        "Version 11",
        "Approved by Dolores Reyes on 02/02/2026.",
        "To be signed by All guards",
        "Theo Munro",
        "1. Look. 2. Tug.",
    ):
        assert part in text, part
    assert "Draft" not in text


def test_word_has_real_headings_and_is_read_again(scope, approved, tmp_path):
    path = tmp_path / "seal.docx"
    result = printed.write(scope, approved, path)
    assert "headings read again" in result.checked
    lines = [(p.style.name, p.text) for p in docx.Document(str(path)).paragraphs]
    for line in (
        ("Heading 1", "P-06 Seal procedure"),
        ("Heading 3", "PURPOSE"),
        ("Heading 3", "STEPS"),
        ("Normal", "2. Tug."),
        ("List Bullet", "Two"),
        ("Heading 2", "Read and understood"),
    ):
        assert line in lines
    result = printed.write(scope, approved, tmp_path / "seal.pdf")
    assert result.pages == 2


def test_a_version_that_is_a_file_names_it(scope, add):
    paper = evidence.add_bytes(scope.workspace, scope.company_id, "a.txt", b"x", title="Handbook")
    key = add("procedure", title="Gates")
    add("procedure_version", procedure_id=key, version="1", evidence_id=paper)
    assert printed.sheet_of(scope, key).text == (
        "The text of this version is the document “Handbook”."
    )


def test_what_cannot_be_written_is_refused_in_one_line(scope, add, approved, tmp_path):
    with pytest.raises(Problem, match="neither a PDF nor a Word document"):
        printed.write(scope, approved, tmp_path / "seal.odt")
    with pytest.raises(Problem, match="“Empty” has no version yet"):
        printed.pdf(scope, add("procedure", title="Empty"))
    assert list(tmp_path.glob("seal*")) == []
