"""What is exported is read by others: poppler, qpdf, openpyxl, python-docx, LibreOffice."""

import hashlib
import json
import subprocess
import zipfile
from datetime import date

import docx
import openpyxl
import pytest

from ctpat_desktop.catalogue.portal_text import fold
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.packets import issuing
from ctpat_desktop.services.profile import exports
from ctpat_desktop.services.registers import records
from ctpat_desktop.services.samples import sample_file
from ctpat_desktop.support.progress import Silent

DAY = date(2026, 11, 21)
NAMES = ("Société Générale d'Épices", "Compañía Ñandú", "深圳市海运有限公司")


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """One sample importer, exported once in every format."""
    folder = tmp_path_factory.mktemp("exports")
    workspace = sample_file.create(folder / "sample.ctpat", "importer")
    account = companies.choose(workspace)
    company = companies.overview(workspace)[0].company_id
    records.change(workspace, "company", company, doing_business_as=" / ".join(NAMES))
    exports.portal(Scope.of(workspace, account, DAY), folder / "portal", Silent())
    for suffix in ("pdf", "docx", "xlsx"):
        exports.report(Scope.of(workspace, account, DAY), folder / f"report.{suffix}", Silent())
    exports.data(Scope.of(workspace, account, DAY), folder / "data.xlsx", Silent())
    issuing.write(Scope.of(workspace, account, DAY), folder / "mou.pdf", None)
    dossier = companies.dossier(workspace, account)
    workspace.close()
    return folder, dossier


def text_of(path):
    run = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, check=True)
    return run.stdout.decode()


@pytest.mark.parametrize("name", ["report.pdf", "mou.pdf"])
def test_pdf_is_sound_and_names_the_company_in_every_script(written, name):
    folder, _ = written
    subprocess.run(["qpdf", "--check", folder / name], check=True, capture_output=True)
    text = text_of(folder / name)
    for company in NAMES:
        assert company.replace("'", "'") in text.replace("’", "'")


def test_every_page_says_which_of_how_many(written):
    pages = text_of(written[0] / "report.pdf").split("\f")[:-1]
    last = len(pages)
    assert last > 40
    for number, page in enumerate(pages[1:], 2):
        assert f"{number} of {last}" in page, number


def test_docx_has_every_answer_under_real_headings(written):
    folder, dossier = written
    document = docx.Document(folder / "report.docx")
    words = "\n".join(paragraph.text for paragraph in document.paragraphs)
    for answer in dossier.answers:
        if answer.whole and answer.whole.narrative:
            assert answer.whole.narrative.split("\n")[0] in words, answer.criterion.id
    headings = [p.text for p in document.paragraphs if p.style.name.startswith("Heading")]
    assert any("9.13" in heading for heading in headings)


@pytest.mark.parametrize("name", ["report.xlsx", "data.xlsx"])
def test_xlsx_holds_every_narrative_character_for_character(written, name):
    folder, dossier = written
    book = openpyxl.load_workbook(folder / name, read_only=True)
    cells = {cell for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row}
    for answer in dossier.answers:
        if answer.whole and answer.whole.narrative:
            assert answer.whole.narrative in cells, answer.criterion.id


def test_manifest_lists_every_file_with_its_true_hash(written):
    root = written[0] / "portal"
    manifest = json.loads((root / "manifest.json").read_text(encoding="utf-8"))
    there = {p.relative_to(root).as_posix() for p in root.rglob("*") if p.is_file()}
    assert there - {"manifest.json"} == set(manifest["files"])
    for name, entry in manifest["files"].items():
        assert hashlib.sha256((root / name).read_bytes()).hexdigest() == entry["sha256"]


def test_zip_holds_the_same_files(written):
    folder, _ = written
    with zipfile.ZipFile(folder / "portal.zip") as archive:
        names = {name.removeprefix("portal/") for name in archive.namelist()}
    root = folder / "portal"
    assert names == {p.relative_to(root).as_posix() for p in root.rglob("*") if p.is_file()}


def test_text_blocks_are_the_answers_in_simple_punctuation(written):
    folder, dossier = written
    for answer in dossier.answers:
        if answer.whole and answer.whole.narrative:
            head, _, tail = answer.criterion.id.partition(".")
            text = (folder / "portal" / "answers" / f"{int(head):02}.{tail}.txt").read_text("utf-8")
            assert fold(answer.whole.narrative) in text
            assert "\t" not in text


@pytest.mark.full
@pytest.mark.parametrize("name", ["report.docx", "report.xlsx", "portal/index.xlsx"])
def test_libreoffice_opens_it(written, tmp_path, name):
    source = written[0] / name
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless",
         "--convert-to", "pdf", "--outdir", tmp_path, source],
        check=True, capture_output=True, timeout=300,
    )  # fmt: skip
    pdf = tmp_path / f"{source.stem}.pdf"
    assert "9.13" in text_of(pdf)


def test_the_report_as_a_workbook_reads_as_the_screen(written):
    book = openpyxl.load_workbook(written[0] / "report.xlsx")
    assert book.sheetnames == ["Summary", "Criteria", "Evidence", "Findings", "Actions"]
    for sheet in book:
        assert sheet.freeze_panes == "A2"
        assert sheet.print_title_rows == "$1:$1"
    rows = list(book["Criteria"].values)
    assert rows[0][:6] == ("No.", "Level", "Title", "Site", "Status", "What you do")
    statuses = {row[4] for row in rows[1:]}
    assert statuses >= {"In place", "Partly", "Planned", "Not started"}
    assert "Not applicable: reason missing" in statuses
    words = next(row for row in book["Criteria"] if row[5].value and len(row[5].value) > 60)[5]
    assert words.alignment.wrap_text
    assert book["Criteria"].column_dimensions["F"].width > 40
    (action, *_) = list(book["Actions"].values)[1:]
    assert "What is to be done" in next(iter(book["Actions"].values))
    assert action


def test_the_report_names_no_people_and_no_columns_of_the_file(written):
    book = openpyxl.load_workbook(written[0] / "report.xlsx", read_only=True)
    cells = {cell for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row}
    assert not {"company_id", "narrative", "not_applicable", "in_place"} & cells
    assert "person" not in book.sheetnames


def test_the_package_has_the_company_in_the_portals_order(written):
    text = (written[0] / "portal" / "company.txt").read_text(encoding="utf-8")
    order = ["=== Company ===", "=== CTPAT account ===", "=== Address 1 ===", "=== Contact 1 ==="]
    places = [text.index(head) for head in (*order, "=== Identifiers ===", "=== Site 1 ===")]
    assert places == sorted(places)
    assert "E-mail: dolores.reyes@harborline.example" in text
    assert "Postal code: 07102" in text
