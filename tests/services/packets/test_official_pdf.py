"""CBP's own text is put behind the packet only where its pages are in the file."""

from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
)
from reportlab.pdfgen.canvas import Canvas

from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.files import workspaces
from ctpat_desktop.services.packets import issuing, store
from ctpat_desktop.support.errors import Problem

TODAY = date(2026, 11, 21)
WAIT = "Please wait... If this message is not eventually replaced by the proper contents"


def written(words):
    out = BytesIO()
    canvas = Canvas(out, invariant=1)
    canvas.drawString(90, 700, words)
    canvas.showPage()
    canvas.save()
    return PdfWriter(clone_from=out)


def bytes_of(writer):
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def with_xfa(words, *, needs_rendering=True, fields=()):
    writer, xml = written(words), DecodedStreamObject()
    xml.set_data(b"<xdp:xdp xmlns:xdp='http://ns.adobe.com/xdp/'/>")
    form = {NameObject("/XFA"): writer._add_object(xml), NameObject("/Fields"): ArrayObject(fields)}
    writer._root_object[NameObject("/AcroForm")] = DictionaryObject(form)
    if needs_rendering:
        writer._root_object[NameObject("/NeedsRendering")] = BooleanObject(True)
    return bytes_of(writer)


def portfolio():
    writer = written("For the best experience, open this PDF portfolio in Acrobat")
    writer.add_attachment("mou.pdf", bytes_of(written("Memorandum")))
    kind = {NameObject("/Type"): NameObject("/Collection"), NameObject("/View"): NameObject("/D")}
    writer._root_object[NameObject("/Collection")] = DictionaryObject(kind)
    return bytes_of(writer)


def locked(user_password):
    writer = written("Memorandum text, page one")
    writer.encrypt(user_password, owner_password="owner", algorithm="AES-256", permissions_flag=0)
    return bytes_of(writer)


@pytest.fixture
def place(sample, tmp_path):
    workspace = workspaces.open_file(sample)
    yield workspace, companies.choose(workspace), tmp_path / "official.pdf"
    workspace.close()


def issued(place, content):
    workspace, account, path = place
    path.write_bytes(content)
    issuing.take_official(Scope.of(workspace, account, TODAY), path)
    packet = issuing.issue(Scope.of(workspace, account, TODAY))
    return PdfReader(BytesIO(store.current_pdf(workspace, packet)))


@pytest.mark.parametrize(
    ("content", "words", "way_out"),
    [
        (with_xfa(WAIT), "is a dynamic form (XFA)", "print it to a plain PDF"),
        (with_xfa(WAIT, needs_rendering=False), "is a dynamic form (XFA)", "print it to a plain"),
        (portfolio(), "is a portfolio", "save the document in it"),
        (locked("secret"), "is protected by a password", "print it to a plain PDF"),
    ],
)
def test_a_shell_is_refused_with_the_way_out_and_nothing_is_kept(place, content, words, way_out):
    workspace = place[0]
    before = workspace.tip
    with pytest.raises(Problem) as caught:
        issued(place, content)
    assert words in str(caught.value)
    assert way_out in caught.value.hint
    assert workspace.tip == before


def test_an_owner_locked_pdf_anybody_can_read_is_put_behind_the_packet(place):
    pages = issued(place, locked("")).pages
    assert "Memorandum text, page one" in pages[-1].extract_text()


def test_a_static_form_with_pages_of_its_own_is_taken(place):
    field = DictionaryObject({NameObject("/FT"): NameObject("/Tx")})
    content = with_xfa("Memorandum", needs_rendering=False, fields=[field])
    assert "Memorandum" in issued(place, content).pages[-1].extract_text()
