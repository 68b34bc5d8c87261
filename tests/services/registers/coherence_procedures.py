"""Cases of coherence: written procedures."""

from ctpat_desktop.catalogue.outlines import load_outlines
from tests.services.registers.coherence_parts import Case
from tests.services.registers.firm import add, ago, change

OUTLINE = load_outlines()["seals"]


def procedure(**values):
    usual = {"title": "Seals", "criteria": "6.1, 6.2", "owner": "Omar"}
    return add("p", "procedure", **{**usual, **values})


def version(text, **values):
    return add("v", "procedure_version", procedure_id="@p", version="1", text=text, **values)


def words(text):
    return lambda firm: firm.write("6.1", text)


PROCEDURES = [
    Case(
        "procedure.unknown",
        "6.1",
        (procedure(number="P-02"), words("Seals are kept as P-31 and p 2 say.")),
        (words("Seals are kept as P-02 says."),),
    ),
    Case(
        "procedure.unknown",
        "6.1",
        (procedure(number="P-02"), words("Seals are kept as P-31 says.")),
        (change("p", number="P-31"),),
    ),
    Case(
        "procedure.unknown",
        "6.1",
        (procedure(number="SOP 7"), words("See SOP 7 and SOP 8."), change("p", retired_on=None)),
        (change("p", retired_on=ago(1)),),
    ),
    Case(
        "procedure.untouched",
        "6.1",
        (procedure(), version(OUTLINE.text("fr"), outline="seals")),
        (change("v", text="Nos mots."),),
    ),
    Case(
        "procedure.untouched",
        "6.1",
        (procedure(), version(OUTLINE.text("en"), outline="seals", status="approved")),
        (change("p", retired_on=ago(1)),),
    ),
    Case(
        "procedure.blanks",
        "6.1",
        (procedure(), version("Call [[whom]] at once.", status="approved")),
        (change("v", text="Call Omar [at once]."),),
    ),
    Case(
        "procedure.overdue",
        "2.3",
        (procedure(criteria="2.1, 2.3", next_review_on=ago(1)),),
        (change("p", next_review_on=ago(0)),),
    ),
    Case(
        "procedure.overdue",
        "6.1",
        (procedure(reviewed_on=ago(200), next_review_on=ago(1)),),
        (change("p", criteria="10.1"),),
    ),
    Case(
        "procedure.missing",
        "9.15",
        (procedure(),),
        (change("p", criteria="6.1, 9.8"),),
    ),
]
