"""What only lies beside documents, or what nobody else can open, is no evidence."""

import io
import zipfile

import pytest
from pypdf import PdfWriter

from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.evidence import library
from ctpat_desktop.support.errors import Problem


@pytest.fixture
def company(workspace):
    account = companies.start(workspace, "Acme", "importer", 2026)
    return companies.dossier(workspace, account).company.id


def pdf(**secrets):
    writer = PdfWriter()
    writer.add_blank_page(72, 72)
    if secrets:
        writer.encrypt(**secrets, algorithm="AES-256")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def package(*, is_secret):
    """A zip; a secret one says in both of its headers that its part is encrypted."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.txt", b"words")
    data = bytearray(out.getvalue())
    if is_secret:
        for sign, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
            data[data.index(sign) + place] |= 1
    return bytes(data)


def ole(inside=b"", *, later=b""):
    """The shell of an old Office file with bytes in its first sector."""
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0")
    return head + inside.ljust(4096, b"\0") + later


WORD = b"\xec\xa5\xc1\x00" + bytes(7)
SHEET = b"\x09\x08\x10\x00" + bytes(16)
PROGRAM = b"MZ".ljust(0x3C, b"\0") + (0x80).to_bytes(4, "little") + bytes(0x40) + b"PE\0\0"

LITTER = {
    "90-~$Seal procedure.docx": b"\x15Amina Farouk" + b" " * 140,
    "Seal procedure.docx": b"\x15Amina Farouk" + b" " * 140,
    "list.xlsx": b"Name,Country\n",
    "~$Seal procedure.docx": b"user",
    "._photo.jpg": b"x",
    ".~lock.plan.odt#": b"x",
    "Thumbs.db": b"x",
    "thumbs.DB": b"x",
    ".DS_Store": b"x",
    "desktop.ini": b"x",
    "~WRL0001.tmp": b"x",
    "log.pdf.part": b"x",
    "Seal log.lnk": b"x",
    "photo.jpg.exe": b"x",
    "x.pdf.exe": b"x",
    "x.pdf .EXE": b"x",
    "setup.exe": b"x",
    "photo\u202egpj.exe": b"x",
    "photo\u202egpj.pdf": b"x",
    "photo.jpg": PROGRAM,
    "tool.pdf": b"\x7fELF....",
    "secret.pdf": pdf(user_password="a", owner_password="b"),
    "secret.zip": package(is_secret=True),
    "secret.docx": ole(later="EncryptedPackage".encode("utf-16-le")),
    "old.doc": ole(WORD + b"\x01"),
    "old.xls": ole(SHEET + b"\x2f\x00\x36\x00"),
    "empty.pdf": b"",
}

DOCUMENTS = {
    "Seal procedure.docx": package(is_secret=False),
    "photo.2026.jpg": b"\xff\xd8\xff",
    "report.v1.pdf": pdf(),
    "owner.pdf": pdf(user_password="", owner_password="b"),
    "old.doc": ole(WORD + b"\x00"),
    "old.xls": ole(SHEET + b"\x42\x00\x02\x00\xb0\x04"),
    "temp readings.csv": b"a,b",
    ".hidden.txt": b"x",
    "MZ.txt": b"MZ is how it begins",
    "how to Encrypt.txt": b"/Encrypt",
}


@pytest.mark.parametrize("name", LITTER)
@pytest.mark.parametrize("way", ["file", "bytes"])
def test_litter_is_refused_with_the_reason(workspace, company, tmp_path, name, way):
    before = workspace.tip
    path = tmp_path / name
    path.write_bytes(LITTER[name])
    add = {
        "file": lambda: library.add_file(workspace, company, path),
        "bytes": lambda: library.add_bytes(workspace, company, name, LITTER[name]),
    }[way]
    with pytest.raises(Problem, match=r"was not added: .+\.") as refused:
        add()
    assert str(refused.value).startswith(name)
    assert workspace.tip == before


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_document_is_taken(workspace, company, tmp_path, name):
    path = tmp_path / name
    path.write_bytes(DOCUMENTS[name])
    assert library.add_file(workspace, company, path)
    assert library.add_bytes(workspace, company, name, DOCUMENTS[name])


def test_all_refusals_of_one_drop_are_one_list(workspace, company, tmp_path):
    paths = [tmp_path / name for name in ("Thumbs.db", "good.txt", "empty.pdf")]
    for path, data in zip(paths, (b"x", b"x", b""), strict=True):
        path.write_bytes(data)
    told = str(library.add_files(workspace, company, paths).refusal())
    assert told.startswith("2 of 3 files were not added.")
    assert "Thumbs.db was not added" in told
    assert "empty.pdf was not added" in told
    with workspace.read() as session:
        assert [row.filename for row in session.query(library.Evidence)] == ["good.txt"]
