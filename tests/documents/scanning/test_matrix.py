"""Scans of every kind get the right verdict: what is there, missing, foreign, turned, signed."""

from io import BytesIO

import pypdfium2
import pytest
from PIL import Image, ImageDraw

from ctpat_desktop.documents.core.pdf import render_with_places
from ctpat_desktop.documents.packets.page_codes import mark
from ctpat_desktop.documents.samples.hand_signed import hand_signed
from ctpat_desktop.documents.scanning import assembling, comparing, matching, reading
from ctpat_desktop.documents.scanning.assembling import Ink
from ctpat_desktop.documents.scanning.comparing import Look
from ctpat_desktop.documents.scanning.matching import Fate
from ctpat_desktop.support.progress import Silent
from tests.documents.building import STAMP
from tests.documents.scanning import paper

PAGES = 4
KINDS = {
    "as it is": (paper.as_it_is, 75),
    "turned 90": (paper.turned(90), 75),
    "turned 180": (paper.turned(180), 75),
    "turned 270": (paper.turned(270), 75),
    "skewed 3 right": (paper.turned(3), 75),
    "skewed 3 left": (paper.turned(-3), 75),
    "upside down and skewed": (paper.turned(183), 75),
    "salt and pepper": (paper.salted, 75),
    "grainy": (paper.grainy, 75),
    "poor JPEG": (paper.as_it_is, 12),
    "out of focus": (paper.soft, 75),
    "photo from the side": (paper.photographed, 75),
    "uneven light": (paper.shaded, 75),
    "fax": (paper.faxed, 75),
    "Letter printed on A4": (paper.on_a4, 75),
    "one code stamped over": (paper.stamped("top right"), 75),
    "the other code stamped over": (paper.stamped("bottom left"), 75),
}


@pytest.fixture(scope="module")
def made():
    """This year's packet, last year's, and this year's signed by hand."""
    packets = {}
    for year in (2025, 2026):
        rendered = render_with_places(
            paper.tree_of(f"MOU packet {year}", PAGES), STAMP, f"MOU {year}"
        )
        packets[year] = mark(rendered.pdf), rendered.signature_places
    marked, places = packets[2026]
    return {
        "code": marked.code,
        "pages": marked.pages,
        "pdf": marked.pdf,
        "places": places,
        "signed": hand_signed(marked.pdf, places[:1]),
        "old": packets[2025][0].pdf,
        "old code": packets[2025][0].code,
    }


def judged(made, files, known=None):
    scans = reading.read_scans(files, Silent())
    named = {made["old code"]: "MOU packet 2025"} if known is None else known
    return matching.match(scans.pages, made["code"], made["pages"], named, scans.problems)


def scan(made, dots=150, kind=paper.as_it_is, quality=75, source="signed", only=None):
    numbers = only or range(1, made["pages"] + 1)
    return [
        (f"{n}.jpg", paper.jpeg(kind(paper.page(made[source], n, dots)), quality)) for n in numbers
    ]


def codes_of(pdf):
    """Read page, turn and skew of every page of an assembled PDF."""
    return [
        (row.code.page, row.quarter_turns, abs(row.skew))
        for row in reading.read_scans([("signed.pdf", pdf)], Silent()).pages
    ]


@pytest.mark.parametrize("dots", [150, pytest.param(300, marks=pytest.mark.full)])
@pytest.mark.parametrize("name", KINDS)
def test_a_whole_packet_of_this_kind_is_complete_and_signed(made, name, dots):
    kind, quality = KINDS[name]
    found = judged(made, scan(made, dots, kind, quality))
    assert (found.matched, found.missing) == (tuple(range(1, made["pages"] + 1)), ())
    assert found.is_clean
    page = found.by_number[made["places"][0].page + 1].page
    seen = assembling.ink(page, made["pdf"], made["places"][0])
    assert seen is (Ink.UNKNOWN if page.codes_found < 2 else Ink.SEEN)
    looks = [comparing.look(row.page, made["pdf"], n - 1) for n, row in found.by_number.items()]
    assert looks == [Look.LIKE] * made["pages"]


@pytest.mark.parametrize("dots", [150, pytest.param(300, marks=pytest.mark.full)])
@pytest.mark.parametrize("name", [name for name in KINDS if "code" not in name])
def test_a_signature_line_without_ink_is_pointed_out(made, name, dots):
    kind, quality = KINDS[name]
    at = made["places"][0].page + 1
    found = judged(made, scan(made, dots, kind, quality, source="pdf", only=[at]))
    page = found.by_number[at].page
    seen = assembling.ink(page, made["pdf"], made["places"][0])
    assert seen is (Ink.UNKNOWN if page.codes_found < 2 else Ink.NONE)


@pytest.mark.parametrize("name", ["turned 90", "turned 180", "turned 270", "skewed 3 left"])
def test_turned_pages_are_said_and_stand_upright_in_the_packet(made, name):
    kind, quality = KINDS[name]
    found = judged(made, scan(made, 150, kind, quality))
    assert f"Turned upright: pages 1-{made['pages']}." in found.verdict()
    upright = codes_of(assembling.assemble(found, "MOU"))
    assert [row[:2] for row in upright] == [(n, 0) for n in range(1, made["pages"] + 1)]
    assert max(row[2] for row in upright) < 0.3


def test_pages_out_of_order_are_put_right_and_that_is_said(made):
    found = judged(made, scan(made, 110)[::-1])
    assert "Scanned in another order; put in the right one." in found.verdict()
    pages = codes_of(assembling.assemble(found, "MOU"))
    assert [row[0] for row in pages] == list(range(1, made["pages"] + 1))


def test_a_missing_page_is_named_and_nothing_is_put_together(made):
    files = scan(made, 110)
    found = judged(made, files[:1] + files[2:])
    assert (found.missing, found.complete) == ((2,), False)
    assert found.verdict()[0] == "Missing: page 2."
    with pytest.raises(assembling.Problem, match="pages are missing"):
        assembling.assemble(found, "MOU")


def test_a_page_scanned_twice_is_there_once_and_the_clearer_one_is_used(made):
    twice = [("2 again.jpg", paper.jpeg(paper.page(made["signed"], 2, 200)))]
    found = judged(made, [*scan(made, 110), *twice])
    assert found.complete
    assert [row.page.source for row in found.of(Fate.TWICE)] == ["2.jpg"]
    assert found.by_number[2].page.source == "2 again.jpg"


def test_a_page_of_last_years_packet_is_named_by_its_packet(made):
    old = [("old.jpg", paper.jpeg(paper.page(made["old"], 3, 110)))]
    files = scan(made, 110)
    found = judged(made, files[:2] + old + files[3:])
    assert found.missing == (3,)
    assert [row.why for row in found.of(Fate.FOREIGN)] == [
        f"page 3 of MOU packet 2025 with the code {made['old code']}"
    ]
    assert not found.is_clean


def test_another_companys_packet_is_foreign_though_nobody_knows_it(made):
    found = judged(made, scan(made, 110, source="old"), known={})
    assert found.matched == ()
    assert all("this file does not know" in row.why for row in found.of(Fate.FOREIGN))


def test_two_packets_in_one_scan_are_kept_apart(made):
    files = [
        pair
        for both in zip(scan(made, 110), scan(made, 110, source="old"), strict=False)
        for pair in both
    ]
    found = judged(made, files)
    assert found.complete
    assert len(found.of(Fate.FOREIGN)) == made["pages"]


def test_empty_back_sides_are_left_out_and_counted(made):
    back = paper.jpeg(paper.grainy(Image.new("RGB", (935, 1210), "#f6f4ee")), 60)
    files = [row for n, row in enumerate(scan(made, 110)) for row in (row, (f"back {n}.jpg", back))]
    found = judged(made, files)
    assert found.is_clean
    assert f"{made['pages']} empty pages are left out." in found.verdict()


def test_a_page_with_one_word_is_not_empty(made):
    page = Image.new("RGB", (935, 1210), "#f6f4ee")
    ImageDraw.Draw(page).text((400, 500), "Agreed", fill="#222222", font_size=22)
    assert len(judged(made, [("word.jpg", paper.jpeg(page))]).of(Fate.UNREAD)) == 1


def test_a_page_without_any_code_is_asked_about_and_said_by_hand(made):
    cover = paper.stamped("top right", "bottom left")
    files = scan(made, 110)
    files[1] = ("2.jpg", paper.jpeg(cover(paper.page(made["signed"], 2, 110))))
    found = judged(made, files)
    assert (found.missing, len(found.of(Fate.UNREAD))) == ((2,), 1)
    said = matching.assign(found, 1, 2)
    assert said.is_clean
    assert matching.assign(found, 1, 3) == found  # page 3 is there already
    assert matching.assign(said, 1, 0).missing == (2,)


def test_a_page_with_a_code_cannot_be_said_to_be_another(made):
    found = judged(made, scan(made, 110))
    assert matching.assign(found, 0, 2) == found


def pictures(made, dots=110):
    return [paper.page(made["signed"], n, dots) for n in range(1, made["pages"] + 1)]


def test_one_pdf_from_the_scanner_reads_like_single_pictures(made):
    first, *others = pictures(made)
    out = BytesIO()
    first.save(out, "PDF", save_all=True, append_images=others, resolution=110)
    assert judged(made, [("scan.pdf", out.getvalue())]).is_clean


def test_a_tiff_with_all_pages_reads_like_single_pictures(made):
    first, *others = pictures(made)
    data = paper.packed(first, "TIFF", save_all=True, append_images=others)
    assert judged(made, [("scan.tif", data)]).is_clean


def test_the_camera_says_how_it_was_held_and_is_believed(made):
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned clockwise
    files = [
        (f"{n}.jpg", paper.packed(picture.rotate(90, expand=True), "JPEG", exif=exif))
        for n, picture in enumerate(pictures(made))
    ]
    found = judged(made, files)
    assert found.is_clean
    assert not any(row.is_turned for row in found.judged)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "odd.jpg is empty."),
        (b"\xff\xd8\xff\xe0 cut short", "odd.jpg was not read: it is damaged or none of"),
        (b"%PDF-1.7 broken", "odd.jpg was not read: it is damaged or not a scan"),
        (b"\x00\x00\x00\x18ftypheic\x00\x00", "odd.jpg is a HEIC photo"),
        (b"MZ program", "odd.jpg was not read: it is damaged or none of"),
    ],
)
def test_a_file_that_cannot_be_read_is_one_line_and_the_others_go_on(made, data, words):
    found = judged(made, [("odd.jpg", data), *scan(made, 110)])
    assert found.complete
    assert len(found.problems) == 1
    assert found.problems[0].startswith(words)
    assert not found.is_clean


def test_a_picture_that_would_unpack_to_gigabytes_is_not_unpacked(made):
    bomb = paper.packed(Image.new("1", (40_000, 40_000)), "PNG")
    found = judged(made, [("bomb.png", bomb)])
    assert found.problems == (
        (
            "bomb.png was not read: it has too many pixels. The other files were. "
            "Scan this one again as PDF or JPEG."
        ),
    )


def test_nothing_but_pictures_comes_over_from_a_scan(made):
    found = judged(made, scan(made, 110))
    pdf = assembling.assemble(found, "MOU")
    document = pypdfium2.PdfDocument(pdf)
    assert len(document) == made["pages"]
    assert document.count_attachments() == 0
    assert b"/JavaScript" not in pdf
    assert b"/OpenAction" not in pdf
    document.close()
