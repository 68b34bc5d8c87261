"""A firm with people and topics, to play trainings in."""

from datetime import date
from io import BytesIO

from reportlab.lib.pagesizes import landscape, letter
from reportlab.pdfgen.canvas import Canvas

from ctpat_desktop.services.registers import records

DAY = date(2026, 11, 21)


def people(scope, *names):
    return [
        records.add(
            scope.workspace,
            "person",
            company_id=scope.company_id,
            first_name=name,
            last_name="Ruiz",
            started_on=date(2025, 1, 1),
        )
        for name in names
    ]


def topic(scope, title="Seals and the VVTT check", **values):
    about = {"criteria": "6.1, 6.7", "audience": "everyone", "repeat_months": 12, **values}
    return records.add(scope.workspace, "topic", company_id=scope.company_id, title=title, **about)


def pdf(pages=3):
    out = BytesIO()
    canvas = Canvas(out, pagesize=landscape(letter))
    for number in range(pages):
        canvas.setFont("Helvetica", 60)
        canvas.drawString(100, 300, f"Slide {number + 1}")
        canvas.showPage()
    canvas.save()
    return out.getvalue()
