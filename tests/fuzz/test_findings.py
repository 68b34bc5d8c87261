"""What fuzzing found once stays mended: one small file for each finding."""

import zipfile
from io import BytesIO

import openpyxl
import pytest

from ctpat_desktop.exchange.metadata import cleaned
from ctpat_desktop.exchange.sheets import read_bytes
from ctpat_desktop.support.errors import Problem


def book():
    out = BytesIO()
    made = openpyxl.Workbook()
    made.active.append(["Name", "Country"])
    made.save(out)
    return out.getvalue()


def repacked(data, name, change):
    """Return a package with one part changed."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for part in old.namelist():
            body = old.read(part)
            new.writestr(part, change(body) if part == name else body)
    return out.getvalue()


def without_sheets(body):
    start, end = body.index(b"<sheets"), body.index(b"</sheets>")
    return body[:start] + b"<sheets>" + body[end:]


def test_a_workbook_without_a_sheet_is_refused():
    data = repacked(book(), "xl/workbook.xml", without_sheets)
    with pytest.raises(Problem, match=r"a\.xlsx was not read: it is damaged"):
        read_bytes(data, "a.xlsx")


def broken_stream(data):
    """Spoil the packed bytes of the first part."""
    start = data.index(b"PK\x03\x04") + 30 + int.from_bytes(data[26:28], "little")
    return data[: start + 4] + b"\xff" * 8 + data[start + 12 :]


def directory_far_away(data):
    """Let the directory say that its parts begin before the file does."""
    at = data.rindex(b"PK\x05\x06") + 16
    return (
        data[:at]
        + (int.from_bytes(data[at : at + 4], "little") + 90_000).to_bytes(4, "little")
        + data[at + 4 :]
    )


@pytest.mark.parametrize("spoil", [broken_stream, directory_far_away])
def test_a_damaged_office_file_is_exported_as_it_is_and_named(spoil):
    found = cleaned(spoil(book()), "a.xlsx")
    assert found.left == "it is damaged"
    assert found.data == spoil(book())
