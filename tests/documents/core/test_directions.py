"""Lines are drawn in their reading direction with letters joined, also in broken paragraphs."""

from datetime import date
from io import BytesIO

import pypdfium2
import pytest
from pypdf import PdfReader
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.platypus import SimpleDocTemplate

from ctpat_desktop.documents.core import directions
from ctpat_desktop.documents.core.blocks import Heading, Paragraph, Table
from ctpat_desktop.documents.core.fonts import REGULAR, split_runs, width
from ctpat_desktop.documents.core.pdf import render
from ctpat_desktop.documents.core.pdf_words import paragraph
from ctpat_desktop.documents.core.stamp import Stamp

ARABIC = "شركة النور للشحن"
HEBREW = "חברת שלום"
STYLE = ParagraphStyle("s", fontName=REGULAR, fontSize=10, leading=14)
STAMP = Stamp("1.0", "2026", "0badcafe", date(2026, 12, 1))


def letters(run):
    return "".join(directions.letters_of(ord(code)) for code in run.text)


def drawn(line):
    """Return the letters of a line from left to right, each glyph with what it stands for."""
    return "".join(letters(run) for run in split_runs(line))


def glyphs(text):
    (run,) = split_runs(text)
    face = pdfmetrics.getFont(run.font).face
    return [face.charToGlyph[ord(code)] for code in run.text]


def test_hebrew_stands_from_right_to_left():
    assert drawn(HEBREW) == HEBREW[::-1]


def test_a_name_from_the_right_stands_inside_an_english_line():
    assert drawn(f"Name: {HEBREW} (Ltd), Haifa") == f"Name: {HEBREW[::-1]} (Ltd), Haifa"


def test_brackets_keep_together_with_what_is_in_them():
    assert drawn(f"Name: {HEBREW} (1998), Haifa") == f"Name: )1998( {HEBREW[::-1]}, Haifa"


def test_brackets_in_a_line_from_the_right_are_mirrored():
    (opening,), (closing,) = glyphs("("), glyphs(")")
    runs = split_runs("(ב)")
    pairs = [(pdfmetrics.getFont(run.font).face, code) for run in runs for code in run.text]
    shown = [face.charToGlyph[ord(code)] for face, code in pairs]
    assert (shown[0], shown[-1]) == (opening, closing)


def test_english_inside_a_line_from_the_right_keeps_its_order():
    assert drawn(f"{HEBREW} Ltd 45") == f"Ltd 45 {HEBREW[::-1]}"


def test_arabic_letters_take_their_joined_shapes():
    alone, joined = glyphs("ن"), glyphs("ننن")
    assert len({*alone, *joined}) == 4


def test_two_letters_that_join_into_one_read_as_both():
    (run,) = split_runs("لا")
    assert (len(run.text), letters(run)) == (1, "لا")


def test_a_vowel_sign_of_hindi_stands_before_its_letter():
    one = glyphs("ह")[0]
    assert glyphs("हि")[1] == one


def test_a_mark_takes_no_room():
    assert width("שָׁלוֹם", 10) == pytest.approx(width("שלום", 10))


def test_plain_texts_are_not_shaped():
    assert [type(run.text) for run in split_runs("Café 宁波")] == [str, str]


def built(flow, high=700):
    out = BytesIO()
    SimpleDocTemplate(out, pagesize=(300, high), rightMargin=40, leftMargin=40).build(flow)
    return out.getvalue()


def edges(pdf, page=0):
    """Return the left and right end of each line, from the top."""
    document = pypdfium2.PdfDocument(pdf)
    text = document[page].get_textpage()
    boxes = [text.get_rect(at) for at in range(text.count_rects())]
    rows: dict[int, list[float]] = {}
    for left, bottom, right, top in boxes:
        rows.setdefault(round((bottom + top) / 28), []).extend((left, right))
    document.close()
    return [(min(row), max(row)) for _, row in sorted(rows.items(), reverse=True)]


def test_a_paragraph_from_the_right_stands_at_the_right():
    lines = edges(built([paragraph(f"{ARABIC} " * 6, STYLE)]))
    assert len(lines) > 2
    assert all(right == pytest.approx(254, abs=3) for _, right in lines)


def test_a_long_paragraph_keeps_its_first_words_on_its_first_line():
    pdf = built([paragraph(f"{HEBREW} " + "מילה אחת " * 30 + "סוף", STYLE)])
    lines = PdfReader(BytesIO(pdf)).pages[0].extract_text().splitlines()
    assert "חברת"[::-1] in lines[0] or "חברת" in lines[0]
    assert "סוף"[::-1] in lines[-1] or "סוף" in lines[-1]


def test_what_goes_on_to_the_next_page_is_shaped_and_at_the_right_too():
    pdf = built([paragraph(f"{ARABIC} " * 30, STYLE)], high=300)
    document = pypdfium2.PdfDocument(pdf)
    words = [page.get_textpage().get_text_bounded() for page in document]
    assert len(words) > 1
    assert all("شركة النور" in " ".join(text.split()) for text in words)
    assert all(right == pytest.approx(254, abs=3) for _, right in edges(pdf, 1))


def test_contents_headings_and_cells_read_in_order():
    tree = (Heading(1, ARABIC), Paragraph(ARABIC), Table(("N",), ((ARABIC,),), (1.0,)))
    document = pypdfium2.PdfDocument(render(tree, STAMP, ARABIC))
    text = " ".join(document[0].get_textpage().get_text_bounded().split())
    assert text.count(ARABIC) == 4
