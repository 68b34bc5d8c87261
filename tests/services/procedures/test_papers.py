"""The portal package takes the approved version of each procedure in use."""

import json
import zipfile

import pytest
from sqlalchemy import delete

from ctpat_desktop.documents.pages.pdf_text import pdf_text
from ctpat_desktop.exchange.tables.xlsx_book import read_sheets
from ctpat_desktop.records import Evidence, EvidenceChunk
from ctpat_desktop.services.evidence import library as evidence
from ctpat_desktop.services.procedures import printed
from ctpat_desktop.services.profile import exports
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.progress import Silent
from tests.exchange.metadata.test_metadata import SECRET, docx, parts
from tests.services.procedures.test_printed import add, scope

__all__ = ["add", "scope"]


def procedure(add, title, *versions, **values):
    """Add a procedure with versions, each a text with what else it says."""
    values = {"number": "P-01", "criteria": "6.1, 6.2", "owner": "Omar", **values}
    key = add("procedure", title=title, **values)
    for number, (text, more) in enumerate(versions, 1):
        own = {"status": "approved", "language": "en", **more}
        add("procedure_version", procedure_id=key, version=str(number), text=text, **own)


def test_only_what_is_approved_and_in_use_is_taken(scope, add):
    draft, old = {"status": "draft"}, {"status": "replaced"}
    procedure(add, "Seals", ("Old.", old), ("In force.", {}), ("Next.", draft))
    procedure(add, "Gates", ("Only a draft.", draft), number="P-02")
    procedure(add, "Dogs", ("Was once.", {}), retired_on=scope.today, number="P-03")
    procedure(add, "Seals", ("Sellos.", {"language": "es"}))
    procedure(add, "Seals", ("Sellos dos.", {"language": "es"}))
    found = printed.papers(scope)
    assert [paper.name for paper in found] == [
        "P-01 Seals 2 en.pdf",
        "P-01 Seals 1 es.pdf",
        "P-01 Seals 1 es 2.pdf",
    ]
    text = pdf_text(found[0].make(), 10**6)
    assert "In force." in text
    assert "Next." not in text
    assert found[0].criteria == ("6.1", "6.2")


def test_the_package_holds_names_and_links_them(scope, add, tmp_path):
    file = tmp_path / "signed.txt"
    file.write_text("The signed seal procedure.")
    document = evidence.add_file(scope.workspace, scope.company_id, file)
    procedure(add, "Seals", ("", {"evidence_id": document}))
    procedure(add, "Gates", ("Nobody passes.", {}), criteria="10.1", number="P-02")
    papers = printed.papers(scope)
    made = exports.portal(scope, tmp_path / "portal", Silent(), exports.PackageOptions(papers))
    seals, gates = "procedures/P-01 Seals 1 en.txt", "procedures/P-02 Gates 1 en.pdf"
    assert (made.folder / seals).read_text() == "The signed seal procedure."
    assert "Nobody passes." in pdf_text((made.folder / gates).read_bytes(), 10**6)
    manifest = json.loads((made.folder / "manifest.json").read_text())
    assert manifest["papers"] == 2
    assert {seals, gates} <= set(manifest["files"])
    with zipfile.ZipFile(made.archive) as archive:
        assert archive.testzip() is None
        assert {f"portal/{seals}", f"portal/{gates}"} <= set(archive.namelist())
    index = read_sheets(made.folder / "index.xlsx")["Index"]
    files = {row[0]: row[6] for row in index[1:]}
    assert (files["6.1"], files["6.2"], files["10.1"]) == (seals, seals, gates)
    page = (made.folder / "index.html").read_text(encoding="utf-8")
    assert f'<a href="{seals}">{seals}</a>' in page
    again = exports.portal(scope, tmp_path / "portal", Silent())
    assert not (again.folder / seals).exists()


def signed(scope, add):
    """Add a procedure that is a Word file with an author and a remark."""
    data = docx(comment=True)
    document = evidence.add_bytes(scope.workspace, scope.company_id, "signed.docx", data)
    procedure(add, "Seals", ("", {"evidence_id": document}))
    return document


def test_a_procedure_that_is_a_file_goes_without_its_author(scope, add, tmp_path):
    signed(scope, add)
    options = exports.PackageOptions(printed.papers(scope))
    made = exports.portal(scope, tmp_path / "portal", Silent(), options)
    name = "P-01 Seals 1 en.docx"
    inside = b"".join(parts((made.folder / "procedures" / name).read_bytes()).values())
    assert SECRET.encode() not in inside
    assert any(name in words and "people's comments stay" in words for words in made.warnings)
    manifest = json.loads((made.folder / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["files"][f"procedures/{name}"]["metadata"].startswith("may be in it")


def test_it_keeps_its_author_where_that_is_asked(scope, add, tmp_path):
    signed(scope, add)
    options = exports.PackageOptions(printed.papers(scope), keeps_metadata=True)
    made = exports.portal(scope, tmp_path / "portal", Silent(), options)
    inside = (made.folder / "procedures" / "P-01 Seals 1 en.docx").read_bytes()
    assert SECRET.encode() in b"".join(parts(inside).values())


def test_a_damaged_file_is_one_line_and_leaves_no_package(scope, add, tmp_path):
    document = signed(scope, add)
    with scope.workspace.work("Damage") as unit:
        sha256 = unit.session.get(Evidence, document).sha256
        unit.session.execute(delete(EvidenceChunk).where(EvidenceChunk.sha256 == sha256))
    options = exports.PackageOptions(printed.papers(scope))
    with pytest.raises(Problem, match="The portal package was not written: The document") as told:
        exports.portal(scope, tmp_path / "portal", Silent(), options)
    assert "\n" not in told.value.line()
    assert list(tmp_path.glob("portal*")) == []
