"""A company with partners, questionnaires sent to them, and what the partners send back."""

from datetime import date

from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.questionnaires.receiving import receive
from ctpat_desktop.services.questionnaires.sending import SendingOptions, send
from ctpat_desktop.services.registers import records
from tests.exchange.questionnaires.returning import ANSWERS, filled

SENT = date(2026, 11, 22)
BACK = date(2026, 12, 2)

FILLED = {}
"""Forms filled in before, by request and answers: filling one in takes half a second."""


def company(workspace, name="Tidewater Home Goods, Inc."):
    account = companies.start(workspace, name, "importer", 2026)
    return next(x.company_id for x in companies.overview(workspace) if x.account_id == account)


def partner(workspace, company_id, name="Ningbo Wave", roles="manufacturer", **values):
    return records.add(
        workspace, "partner", company_id=company_id, name=name, roles=roles, **values
    )


def sent_to(workspace, company_id, partner_id, folder, today=SENT, **options):
    (one,) = send(
        Scope.of_company(workspace, company_id, today),
        [partner_id],
        folder,
        SendingOptions(**options),
    )
    return one


def sent_back(sent, answers=None, name="", **marks):
    """Fill in a sent form and save it beside; return the path."""
    known = ANSWERS if answers is None else answers
    place = (sent.reference, repr((known, sorted(marks.items()))))
    if place not in FILLED:
        FILLED[place] = filled(sent.path.read_bytes(), known, **marks)
    data = FILLED[place]
    path = sent.path.with_name(name or f"back-{sent.path.name}")
    path.write_bytes(data)
    return path


def received(workspace, company_id, *paths, accept=False, today=BACK):
    return receive(Scope.of_company(workspace, company_id, today), paths, accept)


def stored(workspace, table, record_id):
    return records.stored(workspace, table, record_id)
