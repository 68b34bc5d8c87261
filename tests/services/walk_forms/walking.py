"""Plays the site manager: fills in the form of a site walk with other programs and saves it."""

import openpyxl
from pypdf import PdfReader, PdfWriter

ANSWER, REMARK = 4, 5
"""The columns of the workbook, from 0."""


def filled_walk(path, answers=None, signer=None, name=""):
    """Fill in a form and save it beside; return the path.

    `answers` are result (as the form shows it) and words by the key of the question.
    """
    answers = {"gates": ("Partly", "The lock is broken.")} if answers is None else answers
    back = path.with_name(name or f"back {path.name}")
    fill = _fill_pdf if path.suffix == ".pdf" else _fill_workbook
    fill(path, back, answers, signer or {})
    return back


def _fill_pdf(path, back, answers, signer):
    """Fill in as a PDF reader does: the value of each field, and the state of each button."""
    writer = PdfWriter(clone_from=PdfReader(path))
    fields = {f"signer {key}": words for key, words in signer.items()}
    for key, (result, words) in answers.items():
        if result:
            fields[key] = "/" + result.lower().replace(" ", "_")
        if words:
            fields[f"{key} remark"] = words
    for page in writer.pages:
        writer.update_page_form_field_values(page, fields, auto_regenerate=False)
    writer.write(back)


def _fill_workbook(path, back, answers, signer):
    book = openpyxl.load_workbook(path)
    questions, last = book.worksheets[1], book.worksheets[2]
    for row in questions.iter_rows():
        if row[0].value in answers:
            result, words = answers[row[0].value]
            if result:
                row[ANSWER].value = result
            if words:
                row[REMARK].value = words
    for row in last.iter_rows():
        key = str(row[2].value or "").removeprefix("signer ") if len(row) > 2 else ""
        if key in signer:
            row[1].value = signer[key]
    book.save(back)
