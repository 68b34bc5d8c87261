"""The recovery sheet: one page, all words in order, and a square that opens the file."""

import subprocess
from datetime import date

import pytest
from pypdf import PdfReader

from ctpat_desktop.documents.core import pdf_style
from ctpat_desktop.services.files import workspaces
from ctpat_desktop.workspace import keys

DAY = date(2026, 11, 21)
LONG = "Harborline Imports profile of all sites for the revalidation of 2026 " * 3


def printed(*command):
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


@pytest.fixture
def sheet(workspace, tmp_path):
    path = tmp_path / "sheet.pdf"
    path.write_bytes(workspaces.recovery_sheet(workspace, DAY))
    return path


def test_one_page_with_words_number_name_and_day(sheet, workspace):
    assert len(PdfReader(sheet).pages) == 1
    text = printed("pdftotext", "-layout", sheet, "-")
    assert "Workspace empty.ctpat" in text
    assert f"File number {keys.short_id(workspace.key.salt)}" in text
    assert "Made on 11/21/2026" in text


def test_the_words_stand_in_order(sheet, workspace):
    """Read row by row, the words and their numbers are those of the key."""
    lines = printed("pdftotext", "-layout", sheet, "-").splitlines()
    start = next(n for n, line in enumerate(lines) if line.split() == ["1", "2", "3", "4", "5"])
    found = []
    for line in lines[start:]:
        if line.split() and len(found) < 50:
            found += line.split()
    rows = [found[at : at + 5] for at in range(0, 50, 5)]
    assert [int(n) for row in rows[::2] for n in row] == list(range(1, 26))
    assert tuple(word for row in rows[1::2] for word in row) == keys.to_words(workspace.key)


def test_the_square_opens_the_file(sheet, workspace, tmp_path):
    printed("pdftoppm", "-r", "150", "-png", sheet, tmp_path / "page")
    (picture,) = tmp_path.glob("page*.png")
    line = printed("zbarimg", "--quiet", "--raw", picture)
    assert line.strip() == keys.to_code(workspace.key)
    path = workspace.path
    workspace.close()
    workspaces.open_with_words(path, line).close()


@pytest.mark.parametrize("name", [LONG[:200], "深圳" * 60, "🚢" * 40, "a\tb\u202e.ctpat", ""])
def test_any_file_name_stays_on_the_page(name, tmp_path):
    from ctpat_desktop.documents.files.recovery_sheet import RecoverySheet, recovery_sheet

    key = keys.Key(bytes(32), bytes(16))
    sheet = RecoverySheet(name, "0000-0000", keys.to_words(key), keys.to_code(key), DAY)
    path = tmp_path / "sheet.pdf"
    path.write_bytes(recovery_sheet(sheet))
    assert len(PdfReader(path).pages) == 1
    for line in printed("pdftotext", "-bbox", path, "-").splitlines():
        if "<word" in line:
            assert float(line.split('xMax="')[1].split('"')[0]) <= pdf_style.PAGE_WIDTH - 20
    if name.startswith("深圳"):
        assert "深圳" in printed("pdftotext", path, "-")


def test_the_same_sheet_is_made_twice(workspace):
    assert workspaces.recovery_sheet(workspace, DAY) == workspaces.recovery_sheet(workspace, DAY)


def test_nothing_secret_in_the_names_of_the_pdf(sheet, workspace):
    told = str(PdfReader(sheet).metadata)
    assert workspace.key.secret.hex() not in told
    assert not any(f" {word} " in told for word in keys.to_words(workspace.key))
