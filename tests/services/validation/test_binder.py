"""The binder: what it holds, where evidence stands, and what it says of what it cannot print."""

import io
from datetime import date

import pypdf
import pytest
from PIL import Image

from ctpat_desktop.documents.validation import evidence_sheets
from ctpat_desktop.documents.validation.evidence_sheets import sheets
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.evidence import library
from ctpat_desktop.services.profile import answers, evidence_links
from ctpat_desktop.services.validation import binder
from ctpat_desktop.services.validation.binder import BinderOptions
from ctpat_desktop.support.errors import Problem

TODAY = date(2026, 11, 29)


def pdf(pages, size=(612, 792)):
    writer, out = pypdf.PdfWriter(), io.BytesIO()
    for _ in range(pages):
        writer.add_blank_page(*size)
    writer.write(out)
    return out.getvalue()


def picture(size=(40, 30), kind="PNG", **more):
    out = io.BytesIO()
    Image.new("RGB", size, "red").save(out, kind, **more)
    return out.getvalue()


@pytest.fixture
def scope(workspace):
    account = companies.start(workspace, "Acme", "importer", 2026)
    answers.save(workspace, account, "4.3", narrative="We test.", owner="IT lead")
    return Scope.of(workspace, account, TODAY)


def put(scope, criterion, name, data, **more):
    document = library.add_bytes(scope.workspace, scope.company_id, name, data, **more)
    evidence_links.link(scope.workspace, scope.account_id, criterion, document)
    return document


def outline(content):
    reader = pypdf.PdfReader(io.BytesIO(content))
    found = []

    def walk(items, level):
        for item in items:
            if isinstance(item, list):
                walk(item, level + 1)
            else:
                found.append((level, item.title, reader.get_destination_page_number(item)))

    walk(reader.outline, 0)
    return found, reader


def test_evidence_stands_behind_its_criterion_and_in_the_outline(scope):
    put(scope, "4.3", "scan.pdf", pdf(3), title="Network scan")
    put(scope, "4.3", "screen.png", picture(), title="Screen")
    put(scope, "9.7", "plan.pdf", pdf(1), title="Plan")
    found, reader = outline(binder.made(scope, BinderOptions()))
    titles = [title for _, title, _ in found]
    at = next(n for n, title in enumerate(titles) if title.startswith("4.3 "))
    (one, two, after) = found[at + 1 : at + 4]  # in the order of the library
    page = found[at][2]
    long = {"Network scan": 3, "Screen": 1}
    assert {one[1].split(" ", 1)[1], two[1].split(" ", 1)[1]} == set(long)
    assert (one[0], two[0]) == (2, 2)
    assert (one[2], two[2]) == (page + 1, page + 1 + long[one[1].split(" ", 1)[1]])
    assert after[2] == page + 5
    assert after[1].startswith("4.4 ")
    scan = one if one[1].endswith("scan") else two
    number = scan[1].split()[0]
    labels = reader.page_labels[scan[2] : scan[2] + 3]
    assert labels == [f"{number}-1", f"{number}-2", f"{number}-3"]
    assert number in reader.pages[scan[2] + 1].extract_text()
    assert "page 2 of 3" in reader.pages[scan[2] + 1].extract_text()


def test_own_pages_are_numbered_on_as_they_are_printed(scope):
    put(scope, "1.1", "a.pdf", pdf(2))
    put(scope, "4.3", "b.pdf", pdf(1))
    _, reader = outline(binder.made(scope, BinderOptions()))
    own = [label for label in reader.page_labels if not label.startswith("E")]
    assert own == [str(n) for n in range(1, len(own) + 1)]
    printed = [page for page in reader.pages if "Page " in page.extract_text()]
    assert len(printed) == len(own)


def test_a_document_of_two_criteria_is_printed_once(scope):
    document = put(scope, "4.3", "scan.pdf", pdf(2), title="Network scan")
    evidence_links.link(scope.workspace, scope.account_id, "9.7", document)
    found, reader = outline(binder.made(scope, BinderOptions(criteria=("4.3", "9.7"))))
    assert [title for level, title, _ in found if level == 2] == ["E1 Network scan"]
    second = next(page for _, title, page in found if title.startswith("9.7 "))
    assert "see 4.3" in reader.pages[second].extract_text()


def test_only_the_criteria_asked_for_are_in_it(scope):
    found, _ = outline(binder.made(scope, BinderOptions(criteria=("4.3", "9.7"))))
    parts = [title.split()[0] for level, title, _ in found if level == 1]
    assert parts == ["4.3", "9.7"]


def test_a_criterion_that_is_not_there_is_named(scope):
    with pytest.raises(Problem, match=r"no criterion 4\.99, x"):
        binder.made(scope, BinderOptions(criteria=("4.99", "9.7", "x")))


def test_what_cannot_be_printed_is_named_with_the_reason(scope):
    put(scope, "4.3", "list.csv", b"a;b\n1;2\n", title="Seal list")
    put(scope, "4.3", "broken.pdf", b"%PDF-1.7 and no more", title="Half a file")
    found, reader = outline(binder.made(scope, BinderOptions(criteria=("4.3",))))
    assert [title for level, title, _ in found if level == 2] == []
    words = " ".join(" ".join(page.extract_text().split()) for page in reader.pages)
    assert words.count("not printed: This kind of file is not printed here") == 2  # part and index
    assert "Half a file" in words
    assert words.count("not printed:") == 4


def test_evidence_can_be_left_out_and_is_said_to_be(scope):
    put(scope, "4.3", "scan.pdf", pdf(2), title="Network scan")
    _, reader = outline(binder.made(scope, BinderOptions(criteria=("4.3",), has_evidence=False)))
    words = " ".join(" ".join(page.extract_text().split()) for page in reader.pages)
    assert "not printed: evidence was left out" in words
    assert not any(label.startswith("E") for label in reader.page_labels)


def test_a_criterion_without_evidence_says_so(scope):
    found, reader = outline(binder.made(scope, BinderOptions(criteria=("4.3",))))
    part = next(page for _, title, page in found if title.startswith("4.3 "))
    words = reader.pages[part].extract_text()
    assert "None is linked." in words
    assert "IT lead" in words
    assert "We test." in words


def test_a_page_of_any_size_lies_on_letter_below_its_line():
    made = sheets(pdf(1, size=(1684, 1191)), "E3", "Large plan")
    page = pypdf.PdfReader(io.BytesIO(made.pdf)).pages[0]
    assert [round(float(n)) for n in page.mediabox] == [0, 0, 612, 792]
    assert "E3" in page.extract_text()


def test_a_long_document_says_how_much_of_it_is_there(monkeypatch):
    monkeypatch.setattr(evidence_sheets, "MOST_PAGES", 2)
    made = sheets(pdf(5), "E3", "Log")
    assert (made.count, made.of) == (2, 5)
    assert len(pypdf.PdfReader(io.BytesIO(made.pdf)).pages) == 2


def test_every_page_of_a_scan_is_a_sheet():
    more = [Image.new("RGB", (30, 40), "blue")]
    made = sheets(picture(kind="TIFF", save_all=True, append_images=more), "E3", "Scan")
    assert (made.count, made.of) == (2, 2)


def test_a_title_of_any_length_and_script_fits():
    made = sheets(pdf(1), "E3", "Sceaux à bord 封条 " * 40)
    assert "..." in pypdf.PdfReader(io.BytesIO(made.pdf)).pages[0].extract_text()
