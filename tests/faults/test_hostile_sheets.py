"""Lists made to harm: each is refused or read in bounded time and memory, in one calm line."""

import os
import resource
import struct
import subprocess
import sys
import zipfile
import zlib

import openpyxl
import pytest

READ = """
import sys
from pathlib import Path
from ctpat_desktop.exchange.tables.sheets import read_sheet
from ctpat_desktop.support.errors import Problem
try:
    sheet = read_sheet(Path(sys.argv[1]))
    print("read", len(sheet.rows), sheet.headers, sheet.rows[:1], *sheet.remarks)
except Problem as problem:
    print(problem.line())
"""
MEMORY = 1_500 * 2**20
SECONDS = 30


def read(path):
    """Read a list in a process that may not use much memory or time; return its one line."""

    def bound():
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))

    command = [sys.executable, "-c", READ, str(path)]
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, timeout=90, preexec_fn=bound
    )
    assert (done.returncode, done.stderr) == (0, "")
    (line,) = done.stdout.splitlines()
    return line


TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/'
    'content-types"><Default Extension="xml" ContentType="application/xml"/></Types>'
)
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
BOOK = (
    f'<?xml version="1.0"?><workbook xmlns="{MAIN}" xmlns:r="{RELATED}"><sheets>'
    '<sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
LINKS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
    f'relationships"><Relationship Id="rId1" Type="{RELATED}/worksheet" '
    'Target="worksheets/sheet1.xml"/></Relationships>'
)

ROOT = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
    f'relationships"><Relationship Id="rId1" Type="{RELATED}/officeDocument" '
    'Target="xl/workbook.xml"/></Relationships>'
)


def begun(archive, links=LINKS):
    """Write what every workbook has besides its sheets."""
    archive.writestr("[Content_Types].xml", TYPES)
    archive.writestr("_rels/.rels", ROOT)
    archive.writestr("xl/workbook.xml", BOOK)
    archive.writestr("xl/_rels/workbook.xml.rels", links)


def rows_of(*rows):
    return f'<?xml version="1.0"?><worksheet xmlns="{MAIN}"><sheetData>{"".join(rows)}</sheetData>'


def text_cell(place, words):
    return f'<c r="{place}" t="inlineStr"><is><t>{words}</t></is></c>'


HEAD = f'<row r="1">{text_cell("A1", "Name")}{text_cell("B1", "City")}</row>'
ROW = f'<row r="2">{text_cell("A2", "A")}{text_cell("B2", "B")}</row>'
PLAIN = rows_of(HEAD, ROW) + "</worksheet>"


def workbook(path, sheet=PLAIN, **parts):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        begun(archive)
        archive.writestr("xl/worksheets/sheet1.xml", sheet)
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/"), content)
    return path


def test_the_plain_workbook_of_these_tests_is_read(tmp_path):
    line = read(workbook(tmp_path / "a.xlsx"))
    assert line == "read 1 ('Name', 'City') [['A', 'B']]"


def test_a_zip_bomb_by_its_own_words(tmp_path):
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", BOOK)
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            for _ in range(1_000):
                part.write(bytes(2**20))
    assert "far larger than a list ever is" in read(path)


def test_a_part_that_becomes_a_thousand_times_larger(tmp_path):
    path = workbook(tmp_path / "steep.xlsx", PLAIN + " " * (100 * 2**20))
    assert "far larger than a list ever is" in read(path)


@pytest.mark.parametrize("count", [4_000_000_000, 200_000_000])
def test_a_giant_count_of_shared_texts(tmp_path, count):
    """A promise the reader makes room for; it once took the whole process down."""
    texts = f'<sst xmlns="{MAIN}" count="{count}" uniqueCount="{count}"><si><t>Name</t></si></sst>'
    path = tmp_path / "giant.xlsx"
    links = LINKS.replace(
        "</Relationships>",
        f'<Relationship Id="rId2" Type="{RELATED}/sharedStrings" '
        'Target="sharedStrings.xml"/></Relationships>',
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        begun(archive, links)
        archive.writestr("xl/worksheets/sheet1.xml", PLAIN)
        archive.writestr("xl/sharedStrings.xml", texts)
    assert "giant.xlsx was not read" in read(path)


def test_many_parts_that_are_too_large_only_together(tmp_path):
    part = (os.urandom(6_000) + bytes(2**20)) * 64
    path = workbook(tmp_path / "sum.xlsx", **{f"xl__media__{n}": part for n in range(5)})
    assert path.stat().st_size * 300 > 5 * len(part)
    assert "far larger than a list ever is" in read(path)


def test_a_zip_bomb_that_lies_about_its_size(tmp_path):
    path = workbook(tmp_path / "liar.xlsx", PLAIN + " " * (600 * 2**20))
    data = bytearray(path.read_bytes())
    size = struct.pack("<I", len(PLAIN) + 600 * 2**20)
    assert data.count(size) == 2
    path.write_bytes(bytes(data).replace(size, struct.pack("<I", 5_000)))
    assert "far larger than a list ever is" in read(path)


def test_very_many_parts(tmp_path):
    path = workbook(tmp_path / "parts.xlsx", **{f"xl__media__{n}": b"" for n in range(5_000)})
    assert "far larger than a list ever is" in read(path)


def test_two_parts_of_one_name(tmp_path):
    path = workbook(tmp_path / "twice.xlsx")
    with (
        pytest.warns(UserWarning, match="Duplicate"),
        zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive,
    ):
        archive.writestr("xl/worksheets/sheet1.xml", PLAIN)
    assert "far larger" in read(path)


LOL = (
    '<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "lol">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    + "]>"
)


def test_an_entity_bomb(tmp_path):
    sheet = PLAIN.replace('<?xml version="1.0"?>', LOL).replace(">A<", ">&j;<")
    assert "declares entities" in read(workbook(tmp_path / "lol.xlsx", sheet))


def test_an_outside_entity(tmp_path):
    words = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    sheet = PLAIN.replace("?>", f"?>{words}", 1).replace(">A<", ">&a;<")
    assert "declares entities" in read(workbook(tmp_path / "xxe.xlsx", sheet))


def test_xml_in_an_encoding_that_hides_things(tmp_path):
    sheet = PLAIN.replace("?>", ' encoding="utf-16"?>', 1).encode("utf-16")
    assert "damaged" in read(workbook(tmp_path / "wide.xlsx", sheet))


def test_macros_do_not_run_and_are_named(tmp_path):
    line = read(workbook(tmp_path / "macro.xlsm", **{"xl__vbaProject.bin": b"Sub AutoOpen()"}))
    assert line.startswith("read 1 ")
    assert "holds macros; they were not run" in line


def test_a_million_rows(tmp_path):
    path = tmp_path / "million.xlsx"
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
    ):
        begun(archive)
        with archive.open("xl/worksheets/sheet1.xml", "w") as part:
            part.write(rows_of(HEAD).removesuffix("</sheetData>").encode())
            for first in range(2, 1_000_001, 10_000):
                rows = (
                    f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>'
                    for n in range(first, min(first + 10_000, 1_000_001))
                )
                part.write("".join(rows).encode())
            part.write(b"</sheetData></worksheet>")
    assert "more than 100,030 rows" in read(path)


def test_a_million_lines_of_text(tmp_path):
    path = tmp_path / "million.csv"
    path.write_bytes(b"Name,City\n" + b"A,B\n" * 1_000_000)
    assert "more than 100,030 rows" in read(path)


def test_a_sheet_that_declares_every_cell(tmp_path):
    sheet = PLAIN.replace("<sheetData>", '<dimension ref="A1:XFD1048576"/><sheetData>')
    assert read(workbook(tmp_path / "wide.xlsx", sheet)).startswith("read 1 ")


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>', "more than 100,030 rows"),
        ('<row r="99000"><c r="XFD99000"><v>1</v></c></row>', "reach too far"),
        ('<row><c r="ZZ99000"><v>1</v></c></row>', "reach too far"),
        ("<row><c r = 'XFD99000'><v>1</v></c></row>", "reach too far"),
        ('<row><c\tr="\nXFD99000"><v>1</v></c></row>', "damaged"),
        ('<row><c r="XFD099000"><v>1</v></c></row>', "reach too far"),
        ('<row><c r="xfd99000"><v>1</v></c></row>', "reach too far"),
        ('<row><c r="ZZZZZZZZZZ9"><v>1</v></c></row>', "reach too far"),
        ('<row r="4294967295"><c r="A4294967295"><v>1</v></c></row>', "more than 100,030 rows"),
    ],
)
def test_a_cell_far_away(tmp_path, cell, words):
    assert words in read(workbook(tmp_path / "far.xlsx", rows_of(HEAD, ROW, cell) + "</worksheet>"))


def test_one_long_text_used_by_very_many_cells(tmp_path):
    strings = f'<sst xmlns="{MAIN}"><si><t>Name</t></si><si><t>{"x" * 2**20}</t></si></sst>'
    cells = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>1</v></c></row>' for n in range(2, 90_000))
    first = '<row r="1"><c r="A1" t="s"><v>0</v></c></row>'
    links = LINKS.replace(
        "</Relationships>",
        f'<Relationship Id="rId2" Type="{RELATED}/sharedStrings" Target="sharedStrings.xml"/>'
        "</Relationships>",
    )
    path = tmp_path / "shared.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        begun(archive, links)
        archive.writestr("xl/sharedStrings.xml", strings)
        archive.writestr("xl/worksheets/sheet1.xml", rows_of(first, cells) + "</worksheet>")
    assert "far larger than a list ever is" in read(path)


@pytest.mark.parametrize("name", ["../../evil.xml", "/etc/evil.xml", "..\\evil.xml", "C:evil.xml"])
def test_a_part_whose_name_points_outside(tmp_path, name):
    path = workbook(tmp_path / "path.xlsx", **{name: b"<x/>"})
    assert "name that points outside" in read(path)


def test_a_truncated_workbook(tmp_path):
    path = workbook(tmp_path / "half.xlsx")
    path.write_bytes(path.read_bytes()[:-100])
    assert "damaged or not a spreadsheet" in read(path)


def test_a_workbook_with_flipped_bytes(tmp_path):
    whole = workbook(tmp_path / "whole.xlsx").read_bytes()
    path = tmp_path / "flipped.xlsx"
    at = whole.index(b"xl/worksheets/sheet1.xml") + 60
    path.write_bytes(whole[:at] + bytes(20) + whole[at + 20 :])
    assert "damaged or not a spreadsheet" in read(path)


def test_deep_nesting(tmp_path):
    deep = "<row>" * 1_000_000
    line = read(workbook(tmp_path / "deep.xlsx", rows_of(HEAD, ROW, deep) + "</worksheet>"))
    assert line.startswith("read 1 ") or "damaged" in line


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("list.csv", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "list.csv is a PDF, not a list."),
        ("list.csv", b"\x89PNG\r\n\x1a\n" + bytes(90), "is a picture, not a list"),
        ("list.xls", b"<html><table><tr><td>x", "is a web page or XML, not a list"),
        ("list.xlsx", b"\x1f\x8b\x08\x00rest", "is a compressed file, not a list"),
        ("list.csv", b"", "list.csv is empty."),
        ("list.csv", b" \r\n\t\n", "list.csv is empty."),
        ("list.csv", "\ufeff".encode(), "holds no list"),
        ("list.csv", b"\xff\xfe", "holds no list"),
        ("list.csv", b",,,\n,,,\n", "holds no list"),
        ("list.xlsx", b"PK\x03\x04nothing more", "damaged or not a spreadsheet"),
        ("list.csv", b'Name,City\n"A,B\nC,D\n', "a quotation mark in it is never closed"),
        ("list.csv", b"Name," + b"x" * 3_000_000, "longer than 1,000,000 characters"),
        ("list.csv", b"Name" + b"," * 200_000 + b"\nA\n", "more than 1,000 columns"),
        (
            "list.xls",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "Workbook".encode("utf-16-le"),
            "old spreadsheet format",
        ),
        (
            "list.xlsx",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
            + bytes(600)
            + "EncryptedPackage".encode("utf-16-le"),
            "protected by a password",
        ),
    ],
)
def test_a_file_that_is_no_list(tmp_path, name, data, words):
    path = tmp_path / name
    path.write_bytes(data)
    assert words in read(path)


def test_binary_junk(tmp_path):
    path = tmp_path / "junk.csv"
    path.write_bytes(zlib.compress(os.urandom(200_000)))
    assert "it is not text that can be read" in read(path)


def test_a_word_document(tmp_path):
    path = tmp_path / "letter.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    assert "a package, but not a spreadsheet" in read(path)


def test_a_file_larger_than_is_read(tmp_path):
    path = tmp_path / "large.csv"
    with path.open("wb") as file:
        file.write(b"Name\n")
        file.truncate(200 * 2**20)
    assert "larger than 100 MB" in read(path)


def test_a_folder_a_missing_file_and_a_name_that_is_none(tmp_path):
    assert read(tmp_path) == f"{tmp_path.name} is a folder. Choose one file in it."
    assert "cannot be read: no such file" in read(tmp_path / "none.csv")


@pytest.mark.parametrize("device", ["/dev/zero", "/dev/null"])
def test_devices(device):
    assert "is not a file" in read(device)


def test_a_pipe_nobody_writes_to(tmp_path):
    os.mkfifo(tmp_path / "pipe.csv")
    assert "is not a file" in read(tmp_path / "pipe.csv")


@pytest.mark.skipif(os.geteuid() == 0, reason="the administrator may read everything")
def test_a_file_that_may_not_be_read(tmp_path):
    path = tmp_path / "shut.csv"
    path.write_bytes(b"Name\nA\n")
    path.chmod(0)
    assert "cannot be read" in read(path)


def test_formulas_give_their_stored_value_and_are_never_calculated(tmp_path):
    cell = '<row r="2"><c r="A2" t="str"><f>1+1</f><v>stored</v></c></row>'
    path = workbook(tmp_path / "formula.xlsx", rows_of(HEAD, cell) + "</worksheet>")
    assert read(path) == "read 1 ('Name', 'City') [['stored', '']]"


def test_formulas_without_a_stored_value_are_said_as_such(tmp_path):
    path = tmp_path / "formula.xlsx"
    book = openpyxl.Workbook()
    book.active.append(["Name", "City"])
    book.active.append(["=1+1", '=HYPERLINK("http://x.example")'])
    book.active.append(["A", "B"])
    book.save(path)
    assert read(path) == (
        "formula.xlsx was not read: results of formulas are not stored in it (A2, B2). "
        "Open it in Excel, save it there, and import it again."
    )


@pytest.mark.parametrize("part", ["content.xml", "xl/workbook.bin"])
def test_other_kinds_of_spreadsheet_are_named_and_refused(tmp_path, part):
    path = tmp_path / "list.ods"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(part, "<x/>")
    assert "a kind of spreadsheet that is not read. Save it as .xlsx." in read(path)
