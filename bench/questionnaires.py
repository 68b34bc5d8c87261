"""Measures taking 200 filled questionnaires in, against reading the fields of the same PDFs alone.

Run it by itself: python -m bench.questionnaires
"""

import os
import tempfile
import time
from datetime import date
from io import BytesIO
from pathlib import Path

os.environ.setdefault("CTPAT_DESKTOP_HOME", tempfile.mkdtemp())

from pypdf import PdfReader, PdfWriter

from ctpat_desktop.catalogue.questionnaires import AnswerKind, load_model
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.questionnaires.receiving import receive
from ctpat_desktop.services.questionnaires.sending import SendingOptions, send
from ctpat_desktop.services.registers import records
from ctpat_desktop.workspace import door
from ctpat_desktop.workspace.keys import Key
from ctpat_desktop.workspace.unit import Workspace

COUNT = int(os.environ.get("BENCH_QUESTIONNAIRES", "200"))
SENT, BACK = date(2026, 11, 22), date(2026, 12, 2)


def returns(folder: Path) -> tuple[Workspace, str, list[Path]]:
    """Return an encrypted workspace, its company, and the filled forms of its partners."""
    key = Key(os.urandom(32), os.urandom(16))
    workspace = door.create_workspace(folder / "bench.ctpat", key)
    companies.start(workspace, "Bench, Inc.", "importer", 2026)
    company = companies.overview(workspace)[0].company_id
    partners = [
        records.add(workspace, "partner", company_id=company, name=f"P{n}", roles="manufacturer")
        for n in range(COUNT)
    ]
    sent = send(
        Scope.of_company(workspace, company, SENT), partners, folder / "out", SendingOptions("fr")
    )
    return workspace, company, [filled(one.path) for one in sent]


def filled(path: Path) -> Path:
    """Fill in a form as a partner would, in place; return its path."""
    values: dict[str, str] = {}
    for question in load_model().for_roles(("manufacturer",)).questions:
        if question.kind is AnswerKind.YES_NO:
            values[question.key] = "/yes"
        elif question.kind is AnswerKind.CHOICE:
            values[question.key] = f"/{question.options[-1].value}"
        elif question.kind is AnswerKind.MULTI_CHOICE:
            values[f"{question.key} {question.options[0].value}"] = "/Yes"
        else:
            values[question.key] = "2026-03-31"
    writer = PdfWriter(clone_from=PdfReader(BytesIO(path.read_bytes())))
    for page in writer.pages:
        writer.update_page_form_field_values(page, values, auto_regenerate=False)
    writer.write(path)
    return path


def read_alone(paths: list[Path]) -> None:
    """Read the fields of every form and do nothing with them."""
    for path in paths:
        PdfReader(BytesIO(path.read_bytes())).get_fields()


def received(folder: Path) -> tuple[float, float]:
    """Return the milliseconds to receive and accept all files, and to read their fields only."""
    workspace, company, paths = returns(folder)
    read_alone(paths[:5])
    began = time.perf_counter()
    read_alone(paths)
    alone = (time.perf_counter() - began) * 1000
    began = time.perf_counter()
    told = receive(Scope.of_company(workspace, company, BACK), paths, accept=True)
    ours = (time.perf_counter() - began) * 1000
    workspace.close()
    if any(one.outcome != "matched" for one in told):
        raise AssertionError(told)
    return ours, alone
