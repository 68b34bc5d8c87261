"""A form as a partner sends it back: one text field, filled in."""

from io import BytesIO

from pypdf import PdfReader, PdfWriter
from reportlab.pdfgen.canvas import Canvas


def filled_form(words):
    """Return a PDF with one text field that holds these words."""
    blank = BytesIO()
    canvas = Canvas(blank)
    canvas.drawString(72, 740, "What changed since last year?")
    canvas.acroForm.textfield(name="PQ-40", x=72, y=700, width=300, height=20)
    canvas.showPage()
    canvas.save()
    writer = PdfWriter(clone_from=PdfReader(BytesIO(blank.getvalue())))
    writer.update_page_form_field_values(writer.pages[0], {"PQ-40": words})
    out = BytesIO()
    writer.write(out)
    return out.getvalue()
