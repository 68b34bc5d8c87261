"""What a portal package takes beside the evidence."""

from datetime import date

from ctpat_desktop.documents.pages.pdf_text import pdf_text
from ctpat_desktop.exchange.tables.xlsx_book import read_sheets
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.files import workspaces
from ctpat_desktop.services.portal import papers
from ctpat_desktop.services.profile import exports
from ctpat_desktop.support.progress import Silent

DAY = date(2026, 11, 21)


def test_the_package_of_the_sample_has_procedures_and_partner_uploads(sample, tmp_path):
    workspace = workspaces.open_file(sample)
    scope = Scope.of(workspace, companies.choose(workspace), DAY)
    options = exports.PackageOptions(papers.every(scope, Silent()))
    made = exports.portal(scope, tmp_path / "portal", Silent(), options)
    workspace.close()
    members = made.folder / "uploads" / "partners-not-members-2026.pdf"
    words = " ".join(pdf_text(members.read_bytes(), 10**6).split())
    assert "Foshan Liangguo" in words
    answers = made.folder / "uploads" / "partner-questionnaires-2026.pdf"
    assert answers.read_bytes().startswith(b"%PDF-")
    assert any((made.folder / "procedures").iterdir())
    rows = {row[0]: row[6] or "" for row in read_sheets(made.folder / "index.xlsx")["Index"]}
    assert "uploads/partners-not-members-2026.pdf" in rows["3.4"]
    assert "uploads/partner-questionnaires-2026.pdf" in rows["3.5"]


def test_without_partners_and_procedures_there_is_none(workspace):
    scope = Scope.of(workspace, companies.start(workspace, "Harbor", "importer", 2026), DAY)
    assert papers.every(scope, Silent()) == []
