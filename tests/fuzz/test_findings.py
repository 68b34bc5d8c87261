"""What fuzzing found once stays mended: one small file for each finding."""

import sqlite3
import struct
import zipfile
from contextlib import closing
from io import BytesIO

import openpyxl
import pytest
from PIL import Image, ImageOps
from pypdf import PdfWriter

from ctpat_desktop.documents.core.pictures import opened, upright_of
from ctpat_desktop.documents.pages.preview import page_image
from ctpat_desktop.documents.scanning.reading import read_scans
from ctpat_desktop.exchange.metadata.clean import cleaned
from ctpat_desktop.exchange.tables.sheets import read_bytes
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.progress import Silent
from ctpat_desktop.workspace import door


def photo(tag, kind, orientation=6):
    """A photo whose notes say how it was held, and something of a kind that does not fit."""
    notes = b"II*\0" + struct.pack("<IH", 8, 2)
    notes += struct.pack("<HHIHH", 0x0112, 3, 1, orientation, 0)
    notes += struct.pack("<HHI4s", tag, kind, 1, b"\x1a\0\0\0") + bytes(40)
    out = BytesIO()
    drawn = Image.new("RGB", (80, 40), "red")
    drawn.paste("blue", (0, 0, 16, 8))
    drawn.save(out, "JPEG", exif=b"Exif\0\0" + notes)
    return out.getvalue()


@pytest.mark.parametrize(("tag", "kind"), [(0x010F, 5), (0x010F, 11), (0x011A, 1)])
def test_a_photo_with_damaged_notes_is_drawn_as_it_was_held(tag, kind):
    picture = opened(photo(tag, kind))
    assert picture is not None
    assert picture.size == (40, 80)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photo_is_turned_as_the_library_turns_it(orientation):
    data = photo(0x0131, 2, orientation)
    with Image.open(BytesIO(data)) as found:
        wanted = ImageOps.exif_transpose(found)
        found_upright = upright_of(found)
        assert found_upright.size == wanted.size
        assert found_upright.tobytes() == wanted.tobytes()


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
    data = spoil(book())
    found = cleaned(data, "a.xlsx")
    assert (found.left, found.data) == ("it is damaged", data)


def changed_by_others(path, statement, *values):
    with closing(sqlite3.connect(path)) as other, other:
        other.execute(statement, values)


@pytest.mark.parametrize("value", [5, "31/31/2026", "", b"\xff"])
@pytest.mark.parametrize("column", ["certified_on", "anniversary"])
def test_a_date_changed_by_another_program_is_named(tmp_path, column, value):
    path = tmp_path / "a.ctpat"
    made = door.create_workspace(path, None)
    account = companies.start(made, "Acme", "importer", 2026)
    made.close()
    changed_by_others(path, f'update account set "{column}" = ?', value)
    opened = door.open_workspace(path, None)
    with pytest.raises(Problem, match=r"a\.ctpat could not be read: a date in it was changed"):
        companies.dossier(opened, account)
    opened.close()


def test_an_entity_type_changed_by_another_program_is_named(tmp_path):
    path = tmp_path / "a.ctpat"
    made = door.create_workspace(path, None)
    account = companies.start(made, "Acme", "importer", 2026)
    made.close()
    changed_by_others(path, "update account set entity = 'impurter'")
    opened = door.open_workspace(path, None)
    with pytest.raises(Problem, match="“impurter” in this file is not an entity type"):
        companies.dossier(opened, account)
    opened.close()


@pytest.mark.parametrize("table", ["profile", "account", "company"])
def test_a_part_of_an_account_taken_away_by_another_program_is_said(tmp_path, table):
    path = tmp_path / "a.ctpat"
    made = door.create_workspace(path, None)
    account = companies.start(made, "Acme", "importer", 2026)
    made.close()
    changed_by_others(path, f"delete from {table}")
    opened = door.open_workspace(path, None)
    with pytest.raises(Problem, match="A part of this account is missing in the file"):
        companies.dossier(opened, account)
    opened.close()


def test_a_giant_page_is_drawn_smaller():
    writer = PdfWriter()
    writer.add_blank_page(width=1_000_000, height=14_000)
    out = BytesIO()
    writer.write(out)
    width, height, data = page_image(out.getvalue(), 0)
    assert width * height <= 61_000_000
    assert len(data) == width * height * 3


def test_a_file_whose_damage_has_no_letters_is_refused(tmp_path):
    path = tmp_path / "a.ctpat"
    door.create_workspace(path, None).close()
    data = path.read_bytes()
    path.write_bytes(data.replace(b"CREATE TABLE account", b"CREATE \xc5ABLE account"))
    with pytest.raises(Problem, match=r"a\.ctpat is damaged"):
        door.open_workspace(path, None)


@pytest.mark.parametrize("size", [(1, 1), (1, 400), (400, 1)])
def test_a_sliver_of_a_scan_is_a_page_without_a_code(size):
    out = BytesIO()
    Image.new("L", size, 255).save(out, "PNG")
    found = read_scans([("a.png", out.getvalue())], Silent())
    assert [page.code for page in found.pages] == [None]
