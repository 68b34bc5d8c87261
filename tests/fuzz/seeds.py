"""The whole files that fuzzing begins with, made by the programs' own writers."""

import sqlite3
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import NamedTuple

import openpyxl
import pillow_heif
from docx import Document
from PIL import Image, ImageDraw

from ctpat_desktop.support.shipped import shipped


class Seed(NamedTuple):
    """One file with its name."""

    name: str
    data: bytes


PARTNERS = (
    ("Vendor Name", "Roles", "Country", "E-mail", "CTPAT", "Since", "Employees"),
    ("Ningbo Wave", "Factory", "China", "a@b.cn", "Y", date(2019, 3, 1), 120),
    ("Peña Logística", "Trucker; 3PL", "MX", "x@y.mx", "n/a", datetime(2020, 5, 6, 7, 8), 12.5),
    ("Société Générale", "Ocean carrier", "Côte d'Ivoire", "", "TBD", None, None),
    ("Total", "", "", "", "", "", 132.5),
)


def sheets() -> list[Seed]:
    """Return lists of partners as offices have them."""
    lines = "\n".join(",".join(f'"{"" if c is None else c}"' for c in row) for row in PARTNERS)
    semicolons = lines.replace('","', '";"')
    return [
        Seed("partners.xlsx", _book(PARTNERS)),
        Seed("partners.csv", lines.encode()),
        Seed("partners.csv", semicolons.encode("cp1252")),
        Seed("partners.csv", lines.encode("utf-16")),
        Seed("partners.tsv", lines.replace('","', '"\t"').encode("utf-8-sig")),
        Seed("old.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)),
    ]


def profiles() -> list[Seed]:
    """Return profiles with answers by the number of their criterion, as offices have them."""
    from tests.exchange.profile import word_files as word

    rows = (
        ("MSC", "Our response", "Status", "Owner", "Reviewed", "Evidence"),
        (4.1, "We lock every door.\n\nDaily.", "Yes", "Jane", date(2026, 3, 4), "log.pdf"),
        ("4,2", "Tenemos una regla.", "Sí", "", "03/04/2025", ""),
        ("Critère 6.1", "Scellés.", "S.O.", "", "", ""),
    )
    lists = word.numbering(word.levels("%1.", "%1.%2"))
    body = (
        word.p("Profile", "Titre1"),
        word.p("4.1 Doors", "Titre2"),
        word.p("We lock."),
        word.listed("doors", 1, 1),
        word.p("Owner: Jane"),
        word.p("4.2", "Titre2"),
        word.table(["MSC", "Answer"], [word.cell("6.1", merge="restart"), "Sealed."]),
    )
    lines = "\n".join(f'"{row[0]}";"{row[1]}";"{row[2]}"' for row in rows)
    blocks = "=== 4.1 Doors ===\n\nPartly.\n\nWe lock.\n\nEvidence:\n- a.pdf\n"
    return [
        Seed("profile.docx", word.document(*body, lists=lists)),
        Seed("plain.docx", word.document(word.p("4.1 We lock."), word.p("4.2\tDaily."))),
        Seed("profile.xlsx", _book(rows)),
        Seed("profile.csv", lines.encode()),
        Seed("profile.txt", b"Profile\n4.1 We lock.\nDaily.\n\nMSC 4,2: Yes.\nStatus: Yes\n"),
        Seed("all-answers.txt", blocks.encode()),
    ]


def itrac() -> list[Seed]:
    """Return a year of entry lines as a list and as a workbook."""
    path = shipped("resources", "samples", "importer", "itrac-2025.csv")
    lines = path.read_text(encoding="utf-8").splitlines()[:25]
    rows = [tuple(line.split(",")) for line in lines if '"' not in line]
    text = "\n".join(lines)
    return [Seed("itrac.csv", text.encode()), Seed("itrac.xlsx", _book(rows))]


def questionnaires() -> list[Seed]:
    """Return filled questionnaires as PDF and workbook."""
    from tests.exchange.questionnaires import returning

    sending = returning.sending()
    empty_pdf, empty_xlsx = (
        returning.questionnaire_pdf(sending),
        returning.questionnaire_xlsx(sending),
    )
    return [
        Seed("back.pdf", returning.filled(empty_pdf, returning.ANSWERS)),
        Seed("empty.pdf", empty_pdf),
        Seed("back.xlsx", empty_xlsx),
    ]


def scans() -> list[Seed]:
    """Return a printed packet and pages of it as a scanner and a phone give them."""
    from ctpat_desktop.documents.core.pdf import render_with_places
    from ctpat_desktop.documents.packets.page_codes import mark
    from tests.documents.building import STAMP
    from tests.documents.scanning import paper

    rendered = render_with_places(paper.tree_of("MOU packet", 2), STAMP, "MOU")
    page = paper.page(mark(rendered.pdf).pdf, 1, 100)
    return [
        Seed("scan.png", paper.packed(page.convert("L"), "PNG")),
        Seed("scan.jpg", paper.jpeg(page)),
        Seed("scan.pdf", paper.packed(page.convert("L"), "PDF", resolution=100)),
        Seed("scan.tif", paper.packed(page.convert("1"), "TIFF", compression="group4")),
    ]


def certificates() -> list[Seed]:
    """Return certificate files with their usual protections."""
    from tests.documents.signing.certificates import OFFICER, p12, triple_des

    return [
        Seed("own.p12", p12(OFFICER)),
        Seed("old.pfx", p12(OFFICER, protection=triple_des())),
        Seed("open.p12", p12(OFFICER, passphrase="")),
    ]


def signed() -> list[Seed]:
    """Return signed PDFs."""
    from tests.documents.signing import building

    return [Seed("signed.pdf", building.signed_once()), Seed("twice.pdf", building.signed_twice())]


def pictures() -> list[Seed]:
    """Return photos and drawings in the kinds people have."""
    photo = Image.effect_noise((120, 90), 60).convert("RGB")
    exif = Image.Exif()
    exif[0x0112], exif[0x010F], exif[0x8825] = 6, "Maker", {1: "N", 2: (40.0, 42.0, 46.0)}
    drawing = Image.new("RGBA", (120, 60), (0, 0, 0, 0))
    ImageDraw.Draw(drawing).line((5, 5, 110, 50), fill=(0, 0, 60, 255), width=4)
    kinds = (
        ("a.jpg", photo, "JPEG", {"exif": exif}),
        ("b.tif", photo, "TIFF", {"save_all": True, "append_images": [drawing.convert("RGB")]}),
        ("a.png", drawing, "PNG", {}),
        ("a.webp", photo, "WEBP", {}),
        ("a.gif", photo.convert("P"), "GIF", {}),
        ("a.bmp", photo, "BMP", {}),
        ("a.tif", photo, "TIFF", {"compression": "tiff_lzw"}),
        ("b.png", photo.convert("P"), "PNG", {}),
    )
    found = []
    for name, picture, kind, options in kinds:
        out = BytesIO()
        picture.save(out, kind, **options)
        found.append(Seed(name, out.getvalue()))
    phone = BytesIO()
    pillow_heif.from_pillow(photo).save(phone)
    return [*found, Seed("a.heic", phone.getvalue()), Seed("a.pdf", _small_pdf())]


def papers() -> list[Seed]:
    """Return documents whose words are looked for."""
    document = Document()
    document.add_heading("Seal procedure", 1)
    document.add_paragraph("Each seal is viewed, verified, tugged and twisted.")
    document.add_table(2, 2).cell(0, 0).text = "Newark"
    out = BytesIO()
    document.save(out)
    page = "<html><head><style>a{}</style></head><body>Seals &amp; locks</body></html>"
    return [
        Seed("a.docx", out.getvalue()),
        Seed("a.xlsx", _book(PARTNERS)),
        Seed("a.pdf", _small_pdf()),
        Seed("a.html", page.encode()),
        Seed("a.txt", "Société Générale, 山田運輸".encode("utf-16")),
    ]


def workspaces() -> list[Seed]:
    """Return a small workspace without a passphrase."""
    from ctpat_desktop.services.accounts import companies
    from ctpat_desktop.services.registers import records
    from ctpat_desktop.workspace import door

    with TemporaryDirectory() as folder:
        path = Path(folder) / "a.ctpat"
        made = door.create_workspace(path, None)
        account = companies.start(made, "Acme", "importer", 2026)
        company = companies.dossier(made, account).company.id
        records.add(made, "site", company_id=company, name="Yard")
        made.close()
        return [Seed("plain.ctpat", path.read_bytes())]


def encrypted() -> list[Seed]:
    """Return a small workspace under the key `targets.KEY`."""
    from ctpat_desktop.services.accounts import companies
    from ctpat_desktop.workspace import door
    from tests.fuzz.targets import KEY

    with TemporaryDirectory() as folder:
        path = Path(folder) / "a.ctpat"
        made = door.create_workspace(path, KEY)
        companies.start(made, "Acme", "importer", 2026)
        made.close()
        return [Seed("locked.ctpat", path.read_bytes())]


def spoiled_row(random: Random, data: bytes, words: tuple[bytes, ...]) -> bytes:
    """Return a plain workspace with one cell changed by another program."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "a.ctpat"
        path.write_bytes(data)
        try:
            base = sqlite3.connect(path, isolation_level=None)
            tables = [
                row[0] for row in base.execute("select name from sqlite_master where type='table'")
            ]
            table = random.choice(tables)
            columns = [row[1] for row in base.execute(f'pragma table_info("{table}")')]
            value = random.choice(
                (random.choice(words).decode("latin-1"), 2**40, None, b"\xff\x00")
            )
            base.execute(f'update "{table}" set "{random.choice(columns)}" = ?', (value,))
            base.close()
        except sqlite3.Error:
            return data
        return path.read_bytes()


def _book(rows: object) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in rows:  # type: ignore[attr-defined]
        sheet.append(row)
    sheet["C2"].number_format = "000000"
    book.create_sheet("Notes")["B2"] = "=1+1"
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _small_pdf() -> bytes:
    from reportlab.pdfgen.canvas import Canvas

    out = BytesIO()
    sheet = Canvas(out, pageCompression=1)
    for page in range(2):
        sheet.drawString(72, 700, f"Seal log, page {page}")
        sheet.acroForm.textfield(name=f"a{page}", x=72, y=600, width=100)
        sheet.showPage()
    sheet.save()
    return out.getvalue()
