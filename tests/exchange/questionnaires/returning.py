"""Plays the partner: fills in, saves again, signs, prints and breaks sent questionnaires."""

import hashlib
import subprocess
from datetime import date
from io import BytesIO

import openpyxl
from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    ByteStringObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

from ctpat_desktop.catalogue.questionnaires import load_model
from ctpat_desktop.catalogue.sendings import Sending
from ctpat_desktop.documents.questionnaires.form import questionnaire_pdf
from ctpat_desktop.exchange.questionnaires.form_xlsx import questionnaire_xlsx

FACTORY = load_model().for_roles(("manufacturer",))

ANSWERS = {
    "PQ-01": "none",
    "PQ-04": "yes",
    "PQ-05": "two_years",
    "PQ-06": "Zoé Lefèvre, responsable sûreté, +33 4 91 00 00 00",
    "PQ-07": "2026-03-31",
    "PQ-11": "visits;contracts",
    "PQ-15": "no",
    "PQ-25": "na",
    "PQ-53": "45",
    "PQ-64": "présence.pdf",
}
SIGNED = {
    "signer name": "Zoé Lefèvre",
    "signer title": "Directrice",
    "signer date": "2026-12-01",
    "signer place": "Marseille",
}


def sending(language="fr", reference="Q26-ABCD-EFGH", receiver="宁波海浪家具有限公司"):
    return Sending(
        FACTORY,
        reference,
        "0badcafe",
        "Tidewater Home Goods, Inc.",
        receiver,
        language,
        2026,
        date(2026, 11, 22),
        date(2026, 12, 20),
    )


def form(language="fr"):
    return questionnaire_pdf(sending(language))


def as_fields(answers):
    """Return field names and values as a PDF reader writes them."""
    kinds = {question.key: question.kind for question in FACTORY.questions}
    fields = {}
    for key, value in answers.items():
        if key not in kinds:
            fields[key] = value
        elif kinds[key] == "multi_choice":
            fields |= {f"{key} {part}": "/Yes" for part in value.split(";")}
        elif kinds[key] in ("yes_no", "choice"):
            fields[key] = f"/{value}"
        else:
            fields[key] = value
    return fields


def saved(writer):
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def filled(data, answers=None, remarks=None, signed=True, incremental=False):
    """Fill in a form with pypdf."""
    answers = ANSWERS if answers is None else answers
    fields = as_fields(answers) | (SIGNED if signed else {})
    fields |= {f"{key} remark": words for key, words in (remarks or {}).items()}
    writer = (
        PdfWriter(BytesIO(data), incremental=True)
        if incremental
        else PdfWriter(clone_from=PdfReader(BytesIO(data)))
    )
    for page in writer.pages:
        writer.update_page_form_field_values(page, fields, auto_regenerate=False)
    return saved(writer)


def attach(data, name, content):
    writer = PdfWriter(clone_from=PdfReader(BytesIO(data)))
    writer.add_attachment(name, content)
    return saved(writer)


def run_tool(tmp_path, data, *command, suffix=".pdf"):
    """Send bytes through a program: IN and OUT in the command are the two files."""
    source, target = tmp_path / "in.pdf", tmp_path / f"out{suffix}"
    source.write_bytes(data)
    words = [{"IN": str(source), "OUT": str(target)}.get(word, word) for word in command]
    subprocess.run(words, check=True, timeout=60, capture_output=True)
    return target.read_bytes()


def flattened(data, keeps_fields=False):
    """Make the answers part of the page, as pypdf flattens; some writers leave loose fields."""
    writer = PdfWriter(clone_from=PdfReader(BytesIO(data)))
    for page in writer.pages:
        writer.update_page_form_field_values(page, as_fields(ANSWERS), flatten=True)
    writer.remove_annotations(subtypes="/Widget")
    if not keeps_fields:
        del writer._root_object["/AcroForm"]
    return saved(writer)


def signed_digitally(data):
    """Add a signature field whose signature names the hash of all other bytes."""
    writer = PdfWriter(clone_from=PdfReader(BytesIO(data)))
    room = 4000
    value = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Sig"),
            NameObject("/Filter"): NameObject("/Adobe.PPKLite"),
            NameObject("/SubFilter"): NameObject("/ETSI.CAdES.detached"),
            NameObject("/ByteRange"): ArrayObject([NumberObject(10**9 + at) for at in range(4)]),
            NameObject("/Contents"): ByteStringObject(b"\xaa" * room),
        }
    )
    field = DictionaryObject(
        {
            NameObject("/FT"): NameObject("/Sig"),
            NameObject("/T"): TextStringObject("Signature1"),
            NameObject("/Type"): NameObject("/Annot"),
            NameObject("/Subtype"): NameObject("/Widget"),
            NameObject("/Rect"): ArrayObject([FloatObject(0)] * 4),
            NameObject("/V"): writer._add_object(value),
        }
    )
    writer._root_object["/AcroForm"]["/Fields"].append(writer._add_object(field))
    raw = bytearray(saved(writer))
    start = raw.index(b"<" + b"aa" * 100)
    end = raw.index(b">", start) + 1
    places = [0, start, end, len(raw) - end]
    for at, place in enumerate(places):
        raw = raw.replace(str(10**9 + at).encode(), f"{place:<10}".encode())
    digest = hashlib.sha256(bytes(raw[:start] + raw[end:])).digest()
    attribute = bytes.fromhex("06092a864886f70d01090431220420") + digest
    raw[start + 1 : start + 1 + 2 * len(attribute)] = attribute.hex().encode()
    return bytes(raw)


def workbook(language="fr"):
    return questionnaire_xlsx(sending(language))


def filled_workbook(data, answers=None, remarks=None, change=None):
    """Fill in a workbook with openpyxl; `answers` are the words of the lists."""
    book = openpyxl.load_workbook(BytesIO(data))
    questions, signature = book.worksheets[1], book.worksheets[2]
    for row in questions.iter_rows(min_row=3):
        key = row[0].value
        if key in (answers or {}):
            row[4].value = answers[key]
        if key in (remarks or {}):
            row[5].value = remarks[key]
    for row in signature.iter_rows(min_row=3):
        if row[2].value in SIGNED:
            row[1].value = SIGNED[row[2].value]
    if change is not None:
        change(book)
    out = BytesIO()
    book.save(out)
    return out.getvalue()
