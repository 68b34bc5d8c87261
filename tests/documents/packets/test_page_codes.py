"""Every page of a packet carries its code twice, and no code touches a word."""

from io import BytesIO

import pytest
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    RectangleObject,
    TextStringObject,
)
from reportlab.lib.pagesizes import A4, LEGAL, LETTER, landscape
from reportlab.pdfgen.canvas import Canvas

from ctpat_desktop.documents.core.pdf import render_with_places
from ctpat_desktop.documents.packets import page_codes
from ctpat_desktop.documents.packets.merge import append
from ctpat_desktop.documents.packets.page_codes import mark
from ctpat_desktop.documents.pages.preview import page_image
from ctpat_desktop.documents.scanning import reading
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.progress import Silent
from tests.documents.building import STAMP
from tests.documents.scanning import paper

SIZES = {
    "letter": LETTER,
    "A4": A4,
    "legal": LEGAL,
    "landscape": landscape(LETTER),
    "postcard": (420, 298),
    "poster": (2384, 3370),
}


def drawn(size=LETTER, pages=1, fields=False):
    """Return pages with a red frame at their very edge."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=size, invariant=1)
    for number in range(pages):
        canvas.setStrokeColorRGB(1, 0, 0)
        canvas.setLineWidth(max(size) / 200)
        inset = max(size) / 200
        canvas.rect(inset, inset, size[0] - 2 * inset, size[1] - 2 * inset)
        canvas.drawString(size[0] / 3, size[1] / 2, f"Official page {number + 1}")
        if fields:
            canvas.acroForm.textfield(name=f"f{number}", x=60, y=60, width=90, height=18)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def packet():
    return render_with_places(paper.tree_of("Packet", 3), STAMP, "Packet")


def read(pdf):
    return reading.read_scans([("p", pdf)], Silent()).pages


def page_of(pdf, page):
    width, height, data = page_image(pdf, page, 1.0)
    return Image.frombytes("RGB", (width, height), data)


def pixels(picture):
    data = picture.tobytes()
    return zip(data[::3], data[1::3], data[2::3], strict=True)


def is_red(pixel):
    return pixel[0] > 150 and pixel[1] < 110 and pixel[2] < 110


def red(pdf, page):
    """Return the box of the red frame on a page as shares of the page, or None."""
    picture = page_of(pdf, page)
    marks = Image.new("L", picture.size)
    marks.putdata([255 if is_red(pixel) else 0 for pixel in pixels(picture)])
    return marks.getbbox(), picture.size


def test_both_codes_of_every_page_are_read_at_a_hundred_dots_per_inch():
    marked = mark(packet().pdf)
    for number in range(1, marked.pages + 1):
        found = reading.read_scans(
            [("p", paper.jpeg(paper.page(marked.pdf, number, 100)))], Silent()
        ).pages[0]
        assert (found.code.code, found.code.page, found.code.of) == (marked.code, number, 3)
        assert found.codes_found == 2


def test_the_same_packet_has_the_same_code_and_the_same_bytes():
    pdf = packet().pdf
    assert mark(pdf) == mark(pdf)


def test_one_other_word_has_another_code():
    other = render_with_places(paper.tree_of("Packet!", 3), STAMP, "Packet").pdf
    assert mark(other).code != mark(packet().pdf).code


def test_pages_of_the_program_itself_are_neither_moved_nor_made_smaller():
    made = packet()
    marked = mark(made.pdf)
    for page in range(3):
        before = paper.page(made.pdf, page + 1, 72)
        after = paper.page(marked.pdf, page + 1, 72)
        middle = (70, 60, 540, 720)  # without the corners of the codes
        assert before.crop(middle).tobytes() == after.crop(middle).tobytes()


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
@pytest.mark.parametrize("name", SIZES)
def test_an_official_page_of_any_size_is_whole_and_free_of_the_codes(name, turned):
    writer = PdfWriter()
    writer.append(PdfReader(BytesIO(drawn(SIZES[name]))))
    if turned:
        writer.pages[0].rotate(turned)
    out = BytesIO()
    writer.write(out)
    marked = mark(append(packet().pdf, out.getvalue(), "Official"))
    box, (width, height) = red(marked.pdf, 3)
    assert (width, height) == (612, 792)
    assert box[2] - box[0] > 100
    for corner in page_codes.CORNERS:
        (left, top), _, (right, bottom), _ = page_codes.corners_of(corner)
        area = (left - 3, height - top - 3, right + 3, height - bottom + 3)
        assert not any(map(is_red, pixels(page_of(marked.pdf, 3).crop(area))))
    assert read(marked.pdf)[3].codes_found == 2


def test_filled_fields_of_an_official_form_are_kept_as_print():
    marked = mark(append(packet().pdf, drawn(fields=True), "Official"))
    assert not PdfReader(BytesIO(marked.pdf)).get_fields()
    assert "Official page 1" in PdfReader(BytesIO(marked.pdf)).pages[3].extract_text()


def test_the_outline_is_kept():
    before = PdfReader(BytesIO(packet().pdf)).outline
    after = PdfReader(BytesIO(mark(packet().pdf).pdf)).outline
    assert [row.title for row in after if not isinstance(row, list)] == [
        row.title for row in before if not isinstance(row, list)
    ]


def test_a_long_official_text_is_numbered_through():
    marked = mark(append(packet().pdf, drawn(pages=120), "Official"))
    last = reading.read_scans(
        [("p", paper.jpeg(paper.page(marked.pdf, 123, 100)))], Silent()
    ).pages[0]
    assert (last.code.page, last.code.of) == (123, 123)


def test_what_is_no_pdf_is_one_line():
    with pytest.raises(Problem, match="A page of the PDF that was added cannot be read"):
        mark(b"%PDF-1.7 damaged")


def test_a_page_without_a_size_is_one_line():
    writer = PdfWriter()
    writer.append(PdfReader(BytesIO(drawn())))
    page = writer.pages[0]
    page[NameObject("/Rotate")] = NumberObject(45)
    del page["/MediaBox"]
    out = BytesIO()
    writer.write(out)
    with pytest.raises(Problem, match="A page of the PDF that was added cannot be read"):
        mark(out.getvalue())


def boxed(pdf, **boxes):
    """Return the PDF with these boxes on its page."""

    def change(page):
        page.update({NameObject(f"/{name}"): RectangleObject(box) for name, box in boxes.items()})

    return changed(pdf, change)


def changed(pdf, change):
    """Return the PDF with its first page changed."""
    writer = PdfWriter(clone_from=PdfReader(BytesIO(pdf)))
    change(writer.pages[0])
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


ODD_BOXES = {
    "corners the other way round": {"MediaBox": (612, 792, 0, 0)},
    "no paper": {"MediaBox": (0, 0, 0, 0), "CropBox": (0, 0, 0, 0)},
    "nothing cut out": {"CropBox": (10, 10, 10, 10)},
    "cut out beside the paper": {"CropBox": (700, 800, 900, 900)},
    "cut out wider than the paper": {"CropBox": (-100, -100, 900, 1200)},
}


@pytest.mark.parametrize("name", ODD_BOXES)
def test_a_page_with_an_odd_box_shows_the_whole_paper(name):
    marked = mark(boxed(drawn(), **ODD_BOXES[name]))
    left, top, right, bottom = red(marked.pdf, 0)[0]
    assert (left + right) / 2 == pytest.approx(306, abs=2)
    assert (top + bottom) / 2 == pytest.approx(396, abs=2)
    assert (bottom - top) / (right - left) == pytest.approx(784 / 604, abs=0.02)
    assert bottom - top > 650
    assert read(marked.pdf)[0].codes_found == 2


def linked(**action):
    """Return a page with a link that does this."""

    def change(page):
        link = DictionaryObject(
            {
                NameObject("/Subtype"): NameObject("/Link"),
                NameObject("/Rect"): RectangleObject((100, 200, 300, 220)),
                NameObject("/A"): DictionaryObject(
                    {NameObject(f"/{key}"): value for key, value in action.items()}
                ),
            }
        )
        page[NameObject("/Annots")] = ArrayObject([link])

    return mark(changed(drawn(), change)).pdf


def test_a_link_to_an_address_stays():
    pdf = linked(S=NameObject("/URI"), URI=TextStringObject("https://example.com"))
    assert "/Annots" in PdfReader(BytesIO(pdf)).pages[0]


@pytest.mark.parametrize("kind", ["JavaScript", "Launch", "SubmitForm", "ImportData"])
def test_a_link_that_runs_something_is_left_out(kind):
    pdf = linked(S=NameObject(f"/{kind}"), F=TextStringObject("x"), JS=TextStringObject("x"))
    assert "/Annots" not in PdfReader(BytesIO(pdf)).pages[0]


def test_content_packed_in_an_unknown_way_is_one_line():
    def change(page):
        stream = DecodedStreamObject()
        stream.set_data(b"0 0 m")
        stream[NameObject("/Filter")] = NameObject("/Nobody")
        page[NameObject("/Contents")] = stream

    with pytest.raises(Problem):
        mark(append(packet().pdf, changed(drawn(), change), "Official"))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("CTPAT1 K7Q29XFM 3/9 A", ("K7Q2-9XFM", 3, 9, "A")),
        ("CTPAT1 K7Q29XFM 10/9 A", None),
        ("CTPAT1 K7Q29XFM 0/9 A", None),
        ("CTPAT1 K7Q29XFI 3/9 A", None),
        ("CTPAT2 K7Q29XFM 3/9 A", None),
        ("https://example.com/?CTPAT1 K7Q29XFM 3/9 A", None),
    ],
)
def test_only_our_own_codes_are_understood(text, code):
    found = page_codes.read(text)
    assert (found and (found.code, found.page, found.of, found.corner)) == code
