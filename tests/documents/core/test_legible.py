"""What a printed page lacks is named before it is called written."""

import re
import unicodedata
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

import ctpat_desktop.documents
from ctpat_desktop.documents.core import legible
from ctpat_desktop.documents.core.blocks import Bullets, Cover, Facts, Heading, Paragraph, Table
from ctpat_desktop.documents.core.fonts import Drawn, covered, split_runs
from ctpat_desktop.documents.core.pdf import render
from ctpat_desktop.documents.core.stamp import Stamp
from ctpat_desktop.documents.files.recovery_sheet import RecoverySheet, recovery_sheet
from ctpat_desktop.documents.pages.pdf_text import pdf_text
from ctpat_desktop.documents.questionnaires.form import questionnaire_pdf
from ctpat_desktop.documents.samples.papers import paper
from ctpat_desktop.support.notices import collected
from tests.exchange.questionnaires.returning import sending

STAMP = Stamp("1.0", "2026", "0badcafe", date(2026, 12, 1))
NO_FONT = "Nile \U00013000 Trading"
MISSING = (
    "Letters are missing on the printed pages: \U00013000 (U+13000) in “Nile \U00013000 Trading”."
)
WORLD = {
    "Thai": "บริษัท ไทย จำกัด",
    "Korean": "한국무역 주식회사",
    "rare kanji": "𠮷野家 𠀋",
    "Chinese": "宁波海浪家具有限公司",
    "Japanese": "パパ商会 ハハ商会",
    "emoji": "Box 📦 Smile 😀 Ship 🚢",
    "Vietnamese": "Công ty Thương mại Đặng",
    "Polish": "Żółć gęślą jaźń",
    "Georgian": "თბილისი",
    "Armenian": "Երևան",
    "signs": "✓ ☒ → ≤ № €",
}
JOINED = {
    "Hindi": "हिन्दी कंपनी",
    "Bengali": "বাংলা কোম্পানি",
    "Tamil": "தமிழ் நிறுவனம்",
    "Arabic": "شركة النور",
    "Hebrew": "חברת שלום",
    "Thai with two marks": "น้ำผึ้ง",
}


def with_notices(make, *args):
    with collected() as notices:
        made = make(*args)
    return made, notices


def report(text):
    tree = (Heading(1, text), Paragraph(text), Table(("Name",), ((text,),), (1.0,)))
    return render(tree, STAMP, "Report")


@pytest.mark.parametrize("name", WORLD.values(), ids=WORLD)
def test_every_letter_of_a_name_stands_on_the_page(name):
    pdf, notices = with_notices(report, name)
    read = pdf_text(pdf, 10_000)
    assert (notices, [letter for letter in name if letter not in read]) == ([], [])


@pytest.mark.parametrize("name", JOINED.values(), ids=JOINED)
def test_letters_that_join_are_read_in_their_order(name):
    pdf, notices = with_notices(report, name)
    lines = [plain(line) for line in pdf_text(pdf, 10_000).splitlines()]
    assert (notices, lines.count(plain(name))) == ([], 3)


def plain(text):
    """Return a text as it is compared: composed letters, without signs that are not seen."""
    return unicodedata.normalize("NFKC", "".join(text.split()).replace("\u200b", ""))


KHMER = "ក្រុមហ៊ុន"


def test_a_word_that_reads_in_another_order_is_to_be_checked():
    assert with_notices(report, KHMER)[1] == [
        f"May be drawn wrongly, check the printed pages: “{KHMER}”."
    ]


PAPERS = {
    "a report": report,
    "its cover": lambda text: render((Cover(text, ""),), STAMP, "Report"),
    "its heading": lambda text: render((Paragraph("x"),), STAMP, text),
    "a list": lambda text: render((Bullets((text,)),), STAMP, "Report"),
    "facts": lambda text: render((Facts((("Name", text),)),), STAMP, "Report"),
    "a questionnaire": lambda text: questionnaire_pdf(sending("en", receiver=text)),
    "a sample paper": lambda text: paper("Firm", text, ["Line"]),
}


@pytest.mark.parametrize("make", PAPERS.values(), ids=PAPERS)
def test_a_letter_no_font_has_is_named_on_every_paper(make):
    assert MISSING in with_notices(make, NO_FONT)[1]


def test_a_letter_no_font_has_is_named_on_a_recovery_sheet():
    sheet = RecoverySheet(f"{NO_FONT}.ctpat", "0001", ("word",) * 25, "code", date(2026, 12, 1))
    (notice,) = with_notices(recovery_sheet, sheet)[1]
    assert "U+13000" in notice


def test_a_page_that_reads_otherwise_is_told():
    pdf = report("Cafe")
    with collected() as notices:
        legible.check(pdf, Drawn({"é": "Café", "C": "Café"}))
    assert notices == ["Letters are missing on the printed pages: é (U+00E9) in “Café”."]


def test_what_only_steers_the_drawing_is_no_letter():
    assert with_notices(report, "Soft\u00adhyphen \ufeff\u200bjoined\ufe0f ✔️")[1] == []


def test_a_file_name_cut_short_asks_for_no_letter_that_is_not_drawn():
    name = "a" * 300 + "\U00013000"
    assert with_notices(lambda: render((Paragraph("x"),), STAMP, name))[1] == []


def test_a_rare_letter_reads_as_itself_in_other_programs():
    text = "".join(page.extract_text() for page in PdfReader(BytesIO(report("𠮷野"))).pages)
    assert "𠮷野" in text


@pytest.mark.parametrize("text", ["ไทย ไทย", "한국 무역", "𠮷 野", "x 📦 y"])
def test_a_space_is_drawn_by_a_font_that_has_one(text):
    runs = split_runs(text)
    assert [
        run for run in runs if any(ord(sign) not in covered(run.font) for sign in run.text)
    ] == []


def test_a_letter_no_font_has_is_a_box_on_the_page():
    assert "".join(run.text for run in split_runs("a\U00013000b")) == "a□b"


ONLY_PICTURES_AND_NUMBERS = {
    *("page_codes.py", "assembling.py", "hand_signed.py", "merge.py"),
    "marking.py",  # the receiver's name across pages others have drawn, read back by its own test
    "evidence_sheets.py",  # its titles stand in the binder's own pages too, which are read back
}
"""They write pictures, numbers, or pages that others have drawn."""


def test_every_writer_of_pages_is_read_back():
    folder = Path(ctpat_desktop.documents.__file__).parent
    writers = {
        path.name: path.read_text(encoding="utf-8")
        for path in folder.rglob("*.py")
        if re.search(r"\bCanvas\(|BaseDocTemplate\)", path.read_text(encoding="utf-8"))
    }
    unread = {name for name, text in writers.items() if "@legible" not in text}
    assert unread == ONLY_PICTURES_AND_NUMBERS
