"""Papers speak the language chosen for them; what CBP reads is in English."""

from datetime import date

import docx
import pypdf
import pytest
from docx.oxml.ns import qn

from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.packets import issuing
from ctpat_desktop.services.profile import exports
from ctpat_desktop.services.registers import printed_forms
from ctpat_desktop.support import dates, home, language, own_language
from ctpat_desktop.support.progress import Silent
from ctpat_desktop.workspace import door

DAY = date(2026, 11, 21)


@pytest.fixture(autouse=True)
def english_again(monkeypatch, tmp_path):
    monkeypatch.setenv("CTPAT_DESKTOP_HOME", str(tmp_path / "home"))
    yield
    language.use("en")
    dates.use(dates.US)


@pytest.fixture(scope="module")
def scope(sample_file):
    workspace = door.open_workspace(sample_file, None, reading_only=True)
    yield Scope.of(workspace, companies.choose(workspace), DAY)
    workspace.close()


def words_of(pdf):
    return " ".join(page.extract_text() for page in pdf.pages)


def read(data, tmp_path):
    path = tmp_path / "made.pdf"
    path.write_bytes(data)
    return pypdf.PdfReader(path)


def test_a_paper_is_in_the_language_of_the_screens(scope, tmp_path):
    language.use("es_MX")
    pdf = read(printed_forms.inspection_blank(scope, "container_7"), tmp_path)
    assert "Contenedor" in words_of(pdf)
    assert pdf.trailer["/Root"]["/Lang"] == "es-MX"


def test_a_paper_is_in_the_language_chosen_for_papers(scope, tmp_path):
    own_language.choose("fr_CA", own_language.PAPERS)
    language.use("es_MX")
    report = read(exports.report_pdf_bytes(scope, "findings"), tmp_path)
    assert report.trailer["/Root"]["/Lang"] == "fr-CA"
    assert "Ce qui manque" in words_of(report)
    assert language.current() == "es_MX"


def test_a_report_in_word_says_its_language(scope, tmp_path):
    home.prefer(own_language.PAPERS, "fr_CA")
    exports.report(scope, tmp_path / "report.docx", Silent())
    written = docx.Document(tmp_path / "report.docx")
    assert written.core_properties.language == "fr-CA"
    assert written.styles.element.find(f".//{qn('w:lang')}").get(qn("w:val")) == "fr-CA"
    texts = {paragraph.text for paragraph in written.paragraphs}
    assert any("Déclaration d'appui" in text for text in texts)


def test_what_cbp_reads_is_in_english_whatever_the_screens_speak(scope, tmp_path):
    in_english = issuing.draft_pdf(scope)
    language.use("fr_CA")
    own_language.choose("es_MX", own_language.PAPERS)
    drafted = issuing.draft_pdf(scope)
    assert words_of(read(drafted, tmp_path)) == words_of(read(in_english, tmp_path))
