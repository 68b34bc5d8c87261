"""A complete small company as facts; tests change one thing in it."""

from dataclasses import replace
from datetime import date

from ctpat_desktop.catalogue import Criterion, Level, Trust
from ctpat_desktop.checklist.facts import (
    AddressFact,
    ContactFact,
    DocumentFact,
    Facts,
    IdentifierFact,
    ResponseFact,
    SiteFact,
)

TODAY = date(2026, 11, 21)


def criterion(id_="9.1", level="must", trust="source"):
    return Criterion(
        id=id_,
        category=int(id_.split(".")[0]),
        level=Level(level),
        title="Fences",
        summary="",
        evidence_hint="",
        guidance="",
        trust=Trust(trust),
        remark="",
        fingerprint="",
    )


MUST, SHOULD = criterion("9.1"), criterion("9.2", "should")
NEWARK, LAREDO = SiteFact("s1", "Newark", True), SiteFact("s2", "Laredo", False)
ANA = ContactFact("c1", "Ana Roe", "ana@x.example", "VP", "1", True, True)
BOB = ContactFact("c2", "Bob Lee", "bob@x.example", "Clerk", "2", False, False)
HQ = AddressFact("a1", "headquarters", "1 Road", "Newark", "US")
SURVEY = DocumentFact("d1", "Survey", date(2026, 3, 1), date(2026, 3, 2), date(2027, 1, 1))


def response_fact(criterion_id="9.1", **changes):
    whole = ResponseFact(
        id="r1",
        criterion=criterion_id,
        site_id="",
        status="in_place",
        has_narrative=True,
        narrative="The shift lead walks the fence every week.",
        has_reason=False,
        target_on=None,
        per_site=False,
        documents=("d1",),
    )
    return replace(whole, **changes)


COMPLETE = Facts(
    entity="importer",
    company_id="co",
    company=dict.fromkeys(
        ("name", "ownership", "started_on", "phone", "employees", "history"), True
    ),
    history_length=300,
    account_id="acc",
    borders_crossed="",
    period_from=date(2026, 1, 1),
    period_to=date(2026, 12, 31),
    addresses=(HQ,),
    contacts=(ANA, BOB),
    identifiers=(IdentifierFact("i1", "ior", "12-345"), IdentifierFact("i2", "bond", "9")),
    sites={"s1": NEWARK, "s2": LAREDO},
    responses={"9.1": response_fact()},
    documents={"d1": SURVEY},
)
