"""Copies lose place, author and thumbnails; what a person sees stays, and the original stays."""

import io
import json
import re
import zipfile
from base64 import a85decode
from datetime import date

import pytest
from docx import Document
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from PIL import Image, PngImagePlugin
from pypdf import PdfReader, PdfWriter
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from ctpat_desktop.documents.core.pictures import fitted
from ctpat_desktop.exchange.metadata.clean import cleaned
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.services.accounts import companies, settings
from ctpat_desktop.services.evidence import library as evidence
from ctpat_desktop.services.profile import answers, evidence_links, exports
from ctpat_desktop.support.progress import Silent

DAY = date(2026, 11, 21)
A85 = re.compile(rb"stream\r?\n(s4.+?~>)", re.DOTALL)
"""A JPEG as the PDF library packs it: its first bytes are always these."""
SECRET = "Wanda Okafor 27.9506N"
"""Stands in each field that must go."""


def scene():
    picture = Image.new("RGB", (64, 32), "white")
    for x in range(64):
        for y in range(32):
            picture.putpixel((x, y), (x * 4, y * 8, (x * y) % 256))
    return picture


def exif(turned=6):
    made = Image.Exif()
    made[0x0112], made[0x013B], made[0x010F] = turned, SECRET, SECRET
    gps = made.get_ifd(0x8825)
    gps[1], gps[2], gps[29] = "N", (27.0, 57.0, 2.0), SECRET
    made.get_ifd(0x8769)[0x9286] = SECRET.encode()
    return made


def jpeg(turned=6, **more):
    out = io.BytesIO()
    xmp = f"<x:xmpmeta>{SECRET}</x:xmpmeta>".encode()
    scene().save(out, "JPEG", exif=exif(turned), comment=SECRET, xmp=xmp, quality=90, **more)
    data = out.getvalue()
    iptc = b"Photoshop 3.0\x008BIM\x04\x04" + SECRET.encode()
    app13 = b"\xff\xed" + (len(iptc) + 2).to_bytes(2, "big") + iptc
    thumb = b"JFXX\x00\x10" + SECRET.encode()
    app0 = b"\xff\xe0" + (len(thumb) + 2).to_bytes(2, "big") + thumb
    first = 4 + int.from_bytes(data[4:6], "big")
    return data[:first] + app0 + app13 + data[first:] + b"after the end: " + SECRET.encode()


def png():
    text = PngImagePlugin.PngInfo()
    text.add_text("Author", SECRET)
    text.add_text("Comment", SECRET, zip=True)
    text.add_itxt("XML:com.adobe.xmp", SECRET)
    out = io.BytesIO()
    scene().save(out, "PNG", pnginfo=text, exif=exif(), dpi=(300, 300))
    return out.getvalue() + SECRET.encode()


def tiff():
    out = io.BytesIO()
    info = {0x013B: SECRET, 0x010E: SECRET, 0x0112: 6, 700: SECRET.encode(), 0x0131: SECRET}
    gps = {1: "N", 2: (27.0, 57.0, 2.0), 29: SECRET}
    made = Image.Exif()
    made.update(info)
    made.get_ifd(0x8825).update(gps)
    scene().save(out, "TIFF", exif=made)
    return out.getvalue()


def webp():
    out = io.BytesIO()
    scene().save(out, "WEBP", lossless=True, exif=exif(), xmp=SECRET.encode())
    return out.getvalue()


def docx(**more):
    document = Document()
    document.add_paragraph("The guard looks at each seal.")
    document.core_properties.author = SECRET
    document.core_properties.last_modified_by = SECRET
    document.core_properties.comments = SECRET
    document.add_picture(io.BytesIO(jpeg(1)))
    if more.get("comment"):
        document.add_comment(document.paragraphs[0].runs, "Is it so?", author="Wanda", initials="W")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def xlsx(*, comment=False):
    book = Workbook()
    book.active["A1"] = "Seal"
    book.properties.creator = book.properties.lastModifiedBy = SECRET
    if comment:
        book.active["A1"].comment = Comment("Is it so?", "Wanda")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def pptx():
    """A presentation as far as its comments go: two parts, and what points to them."""
    rels = "<Relationships>{}</Relationships>"
    link = '<Relationship Id="r1" Type="t" Target="{}"/>'
    types = "".join(
        f'<Override PartName="/ppt/{part}" ContentType="t"/>'
        for part in ("slides/slide1.xml", "comments/modernComment_1.xml", "authors.xml")
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("[Content_Types].xml", f"<Types>{types}</Types>")
        packed.writestr("ppt/slides/slide1.xml", "<p:sld>Seals</p:sld>")
        target = link.format("../comments/modernComment_1.xml")
        packed.writestr("ppt/slides/_rels/slide1.xml.rels", rels.format(target))
        packed.writestr("ppt/_rels/presentation.xml.rels", rels.format(link.format("authors.xml")))
        packed.writestr("ppt/comments/modernComment_1.xml", "<c>Is it so?</c>")
        packed.writestr("ppt/authors.xml", '<a name="Wanda"/>')
    return out.getvalue()


COMMENT_PARTS = {
    "plan.docx": {"word/comments.xml", "docProps/thumbnail.jpeg"},
    "list.xlsx": {"xl/comments/comment1.xml"},
    "talk.pptx": {"ppt/comments/modernComment_1.xml", "ppt/authors.xml"},
}
"""The parts that go where comments are to go."""


def parts(data):
    """Return every part of a packed file by its name."""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def pdf(**more):
    writer = PdfWriter()
    photo, page = io.BytesIO(jpeg(1)), io.BytesIO()
    canvas = Canvas(page)
    canvas.drawImage(ImageReader(photo), 20, 20)
    canvas.save()
    writer.append(io.BytesIO(page.getvalue()))
    writer.add_metadata({"/Author": SECRET, "/Producer": SECRET, "/Creator": SECRET})
    writer.xmp_metadata = f"<x:xmpmeta>{SECRET}</x:xmpmeta>".encode()
    if more.get("secret"):
        writer.encrypt(user_password="", owner_password="x")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def says_it(data):
    """Tell whether the secret is anywhere in a file, packed parts included."""
    found = [data]
    if data[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            found += [packed.read(name) for name in packed.namelist()]
    if data[:4] == b"%PDF":
        found += [a85decode(part.split(b"~>")[0]) for part in A85.findall(data)]
    words = (SECRET.encode(), SECRET.encode("utf-16-le"), b"Wanda Okafor")
    return any(word in part for part in found for word in words)


def seen(data):
    """Return the pixels as stored, and the picture as a person sees it."""
    from PIL import ImageOps

    picture = Image.open(io.BytesIO(data))
    stored = picture.convert("RGB").tobytes()
    return stored, ImageOps.exif_transpose(picture).convert("RGB").tobytes(), picture.getexif()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("baseline.jpg", jpeg()),
        ("progressive.jpg", jpeg(progressive=True)),
        ("restarts.jpg", jpeg(restart_marker_blocks=1)),
        ("upright.jpg", jpeg(1)),
        ("photo.JPEG", jpeg(8)),
        ("plan.png", png()),
        ("scan.tif", tiff()),
    ],
)
def test_a_picture_keeps_its_pixels_and_its_turn_and_loses_the_rest(name, data):
    made = cleaned(data, name)
    assert says_it(data)
    assert not says_it(made.data)
    assert made.left == ""
    stored, turned, before = seen(data)
    assert seen(made.data)[:2] == (stored, turned)
    after = seen(made.data)[2]
    assert after.get(0x0112, 1) == before.get(0x0112, 1)
    assert not after.get_ifd(0x8825)
    assert not after.get(0x010F)


def test_a_webp_loses_them_too():
    made = cleaned(webp(), "photo.webp")
    assert (made.left, says_it(made.data)) == ("", False)
    assert seen(made.data)[0] == seen(webp())[0]


def test_a_camera_preview_goes_along():
    out = io.BytesIO()
    small = io.BytesIO()
    Image.new("RGB", (16, 8), "red").save(small, "JPEG")
    block = Image.Exif()
    block[0x0112] = 3
    scene().save(out, "JPEG", exif=block)
    data = out.getvalue()
    preview = b"MPF\x00" + small.getvalue()
    data = data[:2] + b"\xff\xe2" + (len(preview) + 2).to_bytes(2, "big") + preview + data[2:]
    made = cleaned(data, "a.jpg").data
    assert b"MPF" not in made
    assert made.count(b"\xff\xd8\xff") == 1


def test_colors_stay():
    from PIL import ImageCms

    out = io.BytesIO()
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    scene().save(out, "JPEG", icc_profile=profile)
    made = Image.open(io.BytesIO(cleaned(out.getvalue(), "a.jpg").data))
    assert made.info["icc_profile"] == profile


@pytest.mark.parametrize(("name", "make"), [("plan.docx", docx), ("list.xlsx", xlsx)])
def test_office_files_lose_their_authors(name, make):
    made = cleaned(make(), name)
    assert says_it(make())
    assert not says_it(made.data)
    assert made.left == ""


def test_an_office_file_still_opens_with_its_words():
    made = cleaned(docx(), "plan.docx").data
    read = Document(io.BytesIO(made))
    assert read.paragraphs[0].text == "The guard looks at each seal."
    assert (read.core_properties.author, len(read.inline_shapes)) == ("", 1)


OFFICE_WITH_COMMENTS = [
    ("plan.docx", docx(comment=True)),
    ("list.xlsx", xlsx(comment=True)),
    ("talk.pptx", pptx()),
]


@pytest.mark.parametrize(("name", "data"), OFFICE_WITH_COMMENTS)
def test_comments_are_named(name, data):
    assert cleaned(data, name).left == "people's comments stay in it"


@pytest.mark.parametrize(("name", "data"), OFFICE_WITH_COMMENTS)
def test_comments_go_where_asked(name, data):
    made = cleaned(data, name, drops_comments=True)
    everything = parts(made.data)
    assert made.left == ""
    assert parts(data).keys() - everything.keys() == COMMENT_PARTS[name]
    assert not [
        part for part, text in everything.items() if b"Is it so?" in text or b"Wanda" in text
    ]
    assert not [
        part
        for part, text in everything.items()
        if re.search(rb"comments?\d?.xml|authors.xml|comment(Ref|Range)", text)
    ]


def test_a_document_without_comments_reads_as_before():
    made = cleaned(docx(comment=True), "plan.docx", drops_comments=True).data
    read = Document(io.BytesIO(made))
    assert read.paragraphs[0].text == "The guard looks at each seal."
    assert list(read.comments) == []


def test_a_workbook_without_comments_reads_as_before():
    made = cleaned(xlsx(comment=True), "list.xlsx", drops_comments=True).data
    cell = load_workbook(io.BytesIO(made)).active["A1"]
    assert (cell.value, cell.comment) == ("Seal", None)
    assert b"Note" not in parts(made)["xl/drawings/commentsDrawing1.vml"]


def test_a_pdf_loses_its_author_and_the_place_of_its_photo():
    made = cleaned(pdf(), "plan.pdf")
    assert (made.left, says_it(made.data)) == ("", False)
    (page,) = PdfReader(io.BytesIO(made.data)).pages
    (before,) = PdfReader(io.BytesIO(pdf())).pages
    assert b"GPS" not in made.data
    assert page.images[0].image.tobytes() == before.images[0].image.tobytes()


SIGNED = pdf().replace(b"%%EOF", b"% /ByteRange [0 1 2 3]\n%%EOF")


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("photo.heic", b"\x00\x00\x00\x18ftypheic", "this kind of file cannot be cleaned"),
        ("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "this kind of file cannot be cleaned"),
        ("clip.mp4", b"\x00\x00\x00\x18ftypmp42", "this kind of file cannot be cleaned"),
        ("signed.pdf", SIGNED, "it is signed"),
        ("closed.pdf", pdf(secret=True), "it is protected"),
        ("cut.jpg", jpeg()[:400], "a segment ends too early"),
        ("fake.jpg", b"\xff\xd8\xff not really", "a segment ends too early"),
        ("cut.png", png()[:60], "a chunk ends too early"),
        ("cut.tif", tiff()[:20], "it points outside"),
        ("cut.docx", docx()[:400], "it is damaged"),
    ],
)
def test_what_cannot_be_cleaned_is_never_called_clean(name, data, why):
    made = cleaned(data, name)
    assert (made.data, made.left) == (data, why)


def test_text_has_nothing_to_clean():
    assert cleaned(b"a,b", "list.csv").left == ""


def test_a_comment_of_a_photo_is_not_printed():
    data, _, _ = fitted(jpeg())
    assert not says_it(data)


@pytest.fixture
def account(workspace):
    account = companies.start(workspace, "Acme", "importer", 2026)
    company = companies.dossier(workspace, account).company.id
    answers.save(workspace, account, "9.1", status="in_place", narrative="We have a fence.")
    for name, data in (("fence.jpg", jpeg()), ("yard.heic", b"\x00\x00\x00\x18ftypheic")):
        document = evidence.add_bytes(workspace, company, name, data)
        evidence_links.link(workspace, account, "9.1", document)
    return account


def package(workspace, account, folder, **more):
    result = exports.portal(
        Scope.of(workspace, account, DAY), folder, Silent(), exports.PackageOptions(**more)
    )
    files = json.loads((result.folder / "manifest.json").read_bytes())["files"]
    photo = next(name for name in files if name.endswith("fence.jpg"))
    return result, files, (result.folder / photo).read_bytes(), files[photo]


def test_the_package_has_clean_copies_and_both_hashes(workspace, account, tmp_path):
    result, files, copy, entry = package(workspace, account, tmp_path / "p")
    assert not says_it(copy)
    library = companies.dossier(workspace, account).evidence
    original = next(row for row in library if row.filename == "fence.jpg")
    assert evidence.content(workspace, original.id) == jpeg()
    assert entry["original_sha256"] == original.sha256 != entry["sha256"]
    assert entry["metadata"] == "removed"
    (told,) = [words for words in result.warnings if "details may be in it" in words]
    assert "yard.heic" in told
    heic = next(entry for name, entry in files.items() if name.endswith(".heic"))
    assert heic["metadata"] == "may be in it: this kind of file cannot be cleaned"


@pytest.mark.parametrize("way", ["verb", "setting"])
def test_one_switch_keeps_them(workspace, account, tmp_path, way):
    if way == "setting":
        settings.put(workspace, "portal.keep_metadata", True)
    more = {"keeps_metadata": True} if way == "verb" else {}
    result, _, copy, entry = package(workspace, account, tmp_path / "p", **more)
    assert (copy, entry["metadata"]) == (jpeg(), "kept, as asked")
    assert not [words for words in result.warnings if "may be in it" in words]


@pytest.mark.parametrize("way", ["verb", "setting"])
def test_comments_go_from_the_package_on_request(workspace, account, tmp_path, way):
    company = companies.dossier(workspace, account).company.id
    plan = evidence.add_bytes(workspace, company, "plan.docx", docx(comment=True))
    evidence_links.link(workspace, account, "9.1", plan)
    named = exports.portal(Scope.of(workspace, account, DAY), tmp_path / "named", Silent())
    assert [words for words in named.warnings if "people's comments stay in it" in words]
    if way == "setting":
        settings.put(workspace, "portal.drop_comments", True)
    more = {"drops_comments": True} if way == "verb" else {}
    result = exports.portal(
        Scope.of(workspace, account, DAY), tmp_path / "p", Silent(), exports.PackageOptions(**more)
    )
    (copy,) = (result.folder / "evidence").glob("*plan.docx")
    assert "word/comments.xml" not in parts(copy.read_bytes())
    assert not [words for words in result.warnings if "comments" in words]
