"""Fills in a form as a browser does: PDFium gets mouse clicks and typed text, and saves."""

import ctypes
from io import BytesIO

import pypdfium2
from pypdf import PdfReader
from pypdfium2 import raw


def places(data):
    """Return page and middle of every box by field name and button value ("" for texts)."""
    found = {}
    for number, page in enumerate(PdfReader(BytesIO(data)).pages):
        for entry in page.get("/Annots", []):
            box = entry.get_object()
            field = box if "/T" in box else box["/Parent"].get_object()
            states = box["/AP"]["/N"] if field["/FT"] == "/Btn" else {}
            value = next((key[1:] for key in states if key != "/Off"), "")
            left, low, right, high = map(float, box["/Rect"])
            found[str(field["/T"]), value] = (number, (left + right) / 2, (low + high) / 2)
    return found


def clicked(data, *acts):
    """Click on boxes; each act is a field name and the button value or the text to type."""
    document = pypdfium2.PdfDocument(data)
    document.init_forms()
    form, where = document.formenv.raw, places(data)
    for name, value in acts:
        is_text = (name, "") in where
        number, x, y = where[name, "" if is_text else value]
        page = document[number]
        raw.FORM_OnMouseMove(form, page.raw, 0, x, y)
        raw.FORM_OnLButtonDown(form, page.raw, 0, x, y)
        raw.FORM_OnLButtonUp(form, page.raw, 0, x, y)
        if is_text:
            typed = ctypes.create_string_buffer(f"{value}\0".encode("utf-16-le"))
            words = ctypes.cast(typed, raw.FPDF_WIDESTRING)
            raw.FORM_ReplaceSelection(form, page.raw, words)
        raw.FORM_ForceToKillFocus(form)
    out = BytesIO()
    document.save(out)
    document.close()
    return out.getvalue()
