"""Documents from outside as pages: upright photos, every page, words and tables, clear refusals."""

from datetime import date
from io import BytesIO
from zipfile import ZipFile

import docx
import pillow_heif
import pytest
import xlsxwriter
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from PIL import Image

from ctpat_desktop.exchange.office.file_pages import NotHeld, Picture, opened, turned
from ctpat_desktop.exchange.office.word_pages import MOST_PAGES
from ctpat_desktop.support.errors import Problem

RED, BLUE = (254, 0, 0), (0, 0, 254)
ORIENTATION = 0x0112


def look(name, data, number=0):
    return opened("key", name, data, number)


def saved(picture, kind, **more):
    target = BytesIO()
    picture.save(target, kind, **more)
    return target.getvalue()


def held_sideways(kind, turn):
    """A photo of 40 x 20 dots, red on the left, whose note says how the camera was held."""
    photo = Image.new("RGB", (40, 20), "blue")
    photo.paste("red", (0, 0, 20, 20))
    if kind == "TIFF":
        return saved(photo, kind, tiffinfo={ORIENTATION: turn})
    exif = Image.Exif()
    exif[ORIENTATION] = turn
    return saved(photo, kind, exif=exif, quality=95)


def dot(page, x, y):
    start = (y * page.width + x) * 3
    return tuple(page.data[start : start + 3])


def is_near(box, wanted):
    return all(abs(a - b) < 40 for a, b in zip(box, wanted, strict=True))


@pytest.mark.parametrize("kind", ["JPEG", "TIFF"])
@pytest.mark.parametrize(
    ("turn", "size", "red_at"),
    [
        (1, (40, 20), (5, 10)),
        (6, (20, 40), (10, 5)),
        (8, (20, 40), (10, 35)),
        (3, (40, 20), (35, 10)),
    ],
)
def test_a_photo_stands_as_its_camera_was_held(kind, turn, size, red_at):
    page = look(f"photo.{kind}", held_sideways(kind, turn)).page
    assert (page.width, page.height) == size
    assert is_near(dot(page, *red_at), RED)
    assert is_near(dot(page, size[0] - 1 - red_at[0], size[1] - 1 - red_at[1]), BLUE)


def test_every_page_of_a_scan_is_shown():
    pages = [Image.new("L", (30, 40 + number), 60 * number) for number in range(3)]
    scan = saved(pages[0], "TIFF", save_all=True, append_images=pages[1:])
    first = look("scan.tif", scan)
    assert (first.number, first.count, first.page.height) == (0, 3, 40)
    assert [dot(turned("key", at).page, 5, 5)[0] for at in range(3)] == [0, 60, 120]
    assert turned("key", 2).page.height == 42


def test_a_photo_of_a_telephone_is_shown():
    photo = BytesIO()
    pillow_heif.from_pillow(Image.new("RGB", (64, 32), "red")).save(photo)
    page = look("photo.heic", photo.getvalue()).page
    assert (page.width, page.height) == (64, 32)
    assert is_near(dot(page, 30, 15), RED)


def test_a_scan_in_many_shades_is_not_white():
    rows = ((1_000).to_bytes(2, "little") * 10 + (40_000).to_bytes(2, "little") * 10) * 20
    fine = Image.frombytes("I;16", (20, 20), rows)
    page = look("fine.tif", saved(fine, "TIFF")).page
    assert (dot(page, 2, 2), dot(page, 15, 2)) == ((0, 0, 0), (255, 255, 255))


def test_a_wide_photo_is_kept_within_the_limit():
    page = look("wide.png", saved(Image.new("RGB", (6_000, 60)), "PNG")).page
    assert isinstance(page, Picture)
    assert (page.width, page.height) == (2_400, 24)


def word_file(*paragraphs):
    document = docx.Document()
    for words in paragraphs:
        document.add_paragraph(words)
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Seal", "OK"
    inserted = f"<w:p {nsdecls('w')}><w:ins><w:r><w:t>added in review</w:t></w:r></w:ins></w:p>"
    document.element.body.insert(0, parse_xml(inserted))
    target = BytesIO()
    document.save(target)
    return target.getvalue()


def test_a_word_document_is_read_in_its_order():
    found = look("policy.docx", word_file("First\tline", "Second"))
    assert found.page.blocks == ("added in review", "First\tline", "Second", (("Seal", "OK"),))
    assert found.count == 1
    assert found.remark == "Words and tables only; pictures and layout are not shown."


def test_a_long_document_is_many_pages_and_ends_somewhere():
    found = look("long.docx", word_file(*(f"{n} " + "words " * 400 for n in range(300))))
    assert found.count == MOST_PAGES
    assert found.remark.endswith("Only the first part is shown.")


def book(rows, hidden=False):
    target = BytesIO()
    made = xlsxwriter.Workbook(target, {"default_date_format": "yyyy-mm-dd"})
    first, second = made.add_worksheet("Log"), made.add_worksheet("More")
    for at, cells in enumerate(rows):
        first.write_row(at, 0, cells)
    second.write(0, 0, "second sheet")
    second.hide() if hidden else None
    made.close()
    return target.getvalue()


def test_every_visible_sheet_of_a_workbook_is_shown():
    data = book([["Day", "Count"], [date(2026, 3, 9), 12], ["", 2.5]])
    found = look("log.xlsx", data)
    assert (found.page.heading, found.count) == ("Log", 2)
    assert found.page.blocks == ((("Day", "Count"), ("03/09/2026", "12"), ("", "2.5")),)
    assert turned("key", 1).page.heading == "More"
    assert look("log.xlsx", book([["a"]], hidden=True)).count == 1


def test_a_long_list_is_parted():
    found = look("log.xlsx", book([[number] for number in range(90)]))
    assert found.count == 4
    assert turned("key", 2).page.blocks[0][0] == ("80",)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_list_is_read_in_its_letters(encoding):
    data = "Name;City\r\nJosé Núñez;Cádiz\r\n".encode(encoding)
    assert look("names.csv", data).page.blocks == ((("Name", "City"), ("José Núñez", "Cádiz")),)


def test_a_text_is_shown_line_by_line():
    assert look("note.txt", b"One\r\n\r\n<b>Two</b>").page.blocks == ("One", "", "<b>Two</b>")


def test_a_list_with_an_open_quotation_is_shown_as_text():
    assert look("odd.csv", b'a,b\n"c,d\n').page.blocks[:2] == ("a,b", '"c,d')


def spoiled_inside(data):
    """A sound package whose main part is cut off in the middle."""
    target = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(target, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, part[: len(part) // 2] if name == "word/document.xml" else part)
    return target.getvalue()


DAMAGED = "This file cannot be shown: it is damaged."


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("policy.docx", word_file("x")[:4_000], DAMAGED),
        ("policy.docx", spoiled_inside(word_file("x")), DAMAGED),
        ("log.xlsx", book([["a"]])[:2_000], DAMAGED),
        (
            "photo.jpg",
            held_sideways("JPEG", 1)[:300],
            "This picture cannot be shown: it is damaged.",
        ),
        ("plan.pdf", b"%PDF-1.7\n nothing", "This PDF cannot be read: it is damaged or protected"),
        ("plan.dwg", b"AC1032 drawing", "No preview for this kind of file (.dwg)."),
        ("nothing", b"\x00\x01\x02", "No preview for this kind of file."),
        ("note.txt", bytes(range(256)) * 9, "This file cannot be shown: it is not text"),
    ],
)
def test_what_cannot_be_shown_says_why(name, data, why):
    with pytest.raises(Problem, match=f"^{why}".replace("(", r"\(").replace(")", r"\)")):
        look(name, data)
    with pytest.raises(NotHeld):
        turned("key", 0)
