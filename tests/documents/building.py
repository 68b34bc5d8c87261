"""Builds whole dossiers by hand, without a workspace file."""

from dataclasses import replace
from datetime import date

from ctpat_desktop.catalogue.model import Category, Criterion, Edition, EntityType, Level, Trust
from ctpat_desktop.checklist.findings import Finding, Place, Severity
from ctpat_desktop.documents.core.stamp import Stamp
from ctpat_desktop.reading.dossier import Answer, Dossier
from ctpat_desktop.records import (
    Account,
    Address,
    Company,
    Contact,
    CriterionOverlay,
    Evidence,
    Identifier,
    Profile,
    Response,
    Site,
)

NAMES = ("Société Générale d'Épices", "Compañía Ñandú", "深圳市海运有限公司")
STAMP = Stamp("0.1.0", "2020-03", "0123456789abcdef" * 4, date(2026, 5, 4))


def criterion(number: str, level: Level = Level.MUST, trust: Trust = Trust.KNOWN) -> Criterion:
    """Return an invented criterion."""
    return Criterion(
        id=number,
        category=int(number.split(".")[0]),
        level=level,
        title=f"Invented criterion {number}",
        summary=f"What {number} asks for, in short words.",
        evidence_hint="A written procedure.",
        guidance="Say who, what and how often.",
        trust=trust,
        remark="",
        fingerprint="f" * 16,
    )


def edition() -> Edition:
    """Return a small edition with two categories and one entity type."""
    rows = (
        criterion("1.1"),
        criterion("1.2", Level.SHOULD),
        criterion("6.1"),
        criterion("6.2", trust=Trust.UNSURE),
        criterion("6.10"),
    )
    return Edition(
        id="2020-03",
        title="Minimum Security Criteria, March 2020",
        categories=(
            Category(1, "Security Vision and Responsibility", "Vision", "Who carries security."),
            Category(6, "Seal Security", "Seals", "How seals are kept and checked."),
        ),
        entities=(EntityType("importer", "U.S. importer", ""),),
        criteria={"importer": rows},
    )


def document(key: str, title: str, filename: str, content: bytes = b"") -> Evidence:
    """Return a document of the library."""
    from hashlib import sha256

    return Evidence(
        id=key,
        position=0,
        company_id="c1",
        title=title,
        kind="procedure",
        filename=filename,
        media_type="application/pdf",
        size=len(content),
        sha256=sha256(content).hexdigest(),
        period_from=date(2025, 6, 1),
        period_to=date(2026, 5, 31),
        expires_on=None,
        notes="",
    )


def response(key: str, number: str, narrative: str, **values: object) -> Response:
    """Return a response with every column set."""
    columns: dict[str, object] = {
        "id": key,
        "position": 0,
        "profile_id": "p1",
        "criterion": number,
        "site_id": None,
        "status": "in_place",
        "narrative": narrative,
        "reason": "",
        "target_on": None,
        "owner": "María Núñez",
        "reviewed_on": date(2026, 4, 1),
        "per_site": False,
        "portal_reference": "",
    }
    return Response(**{**columns, **values})


CONTENTS = {"e1": b"seal procedure", "e2": b"picture of a seal", "e3": b"not linked"}


def company(name: str) -> Company:
    """Return a company with every column set."""
    return Company(
        id="c1",
        position=0,
        name=name,
        doing_business_as="Épices & <Co>",
        ownership="corporation",
        started_on=date(1887, 5, 1),
        phone="+1 555 0100",
        fax="",
        website="https://example.com",
        employees=120,
        history="Founded by two brothers.\n\nMoved to Laredo in 1994.",
        exemption_token="",
        notes="=1+1",
    )


def sites() -> tuple[Site, ...]:
    """Return two sites."""
    common = {"company_id": "c1", "state": "TX", "country": "US", "handles_cargo": True}
    return (
        Site(id="s1", position=0, name="Laredo dock", kind="warehouse", line1="1 Main St",
             city="Laredo", postal_code="78040", employees=12, notes="", **common),
        Site(id="s2", position=1, name="El Paso", kind="office", line1="2 High St",
             city="El Paso", postal_code="79901", employees=None, notes="", **common),
    )  # fmt: skip


def answers() -> tuple[Answer, ...]:
    """Return answers of different kinds, one of them per site."""
    library = documents()
    first, second = sites()
    rows = edition().criteria_for("importer")
    whole = response("r3", "6.1", "", per_site=True)
    laredo = response("r4", "6.1", "Seals are kept in a safe.", site_id="s1")
    skipped = response(
        "r2", "1.2", "", status="not_applicable", reason="We have no committee: 3 people."
    )
    planned = response(
        "r5", "6.2", "We will buy seals.\tSoon…", status="planned", target_on=date(2026, 9, 1)
    )
    nobody = ((first, None), (second, None))
    return (
        Answer(rows[0], response("r1", "1.1", "“We” sign — every year."), library[:1],
               {"r1": ("e1",)}, nobody),
        Answer(rows[1], skipped, (), {"r2": ()}, nobody),
        Answer(rows[2], whole, library[:2],
               {"r3": ("e1",), "r4": ("e2",)}, ((first, laredo), (second, None))),
        Answer(rows[3], planned, (), {"r5": ()}, nobody),
        Answer(rows[4], None, (), {}, nobody),
    )  # fmt: skip


def documents() -> tuple[Evidence, ...]:
    """Return three documents, the last one linked to nothing."""
    return (
        document("e1", "Seal procedure", "seals.pdf", CONTENTS["e1"]),
        document("e2", "封条照片", "照片.JPG", CONTENTS["e2"]),
        document("e3", "Old plan", "plan.pdf", CONTENTS["e3"]),
    )


def dossier(name: str = NAMES[0], narrative: str = "") -> Dossier:
    """Return a whole dossier; `narrative` replaces the text of 1.1."""
    said = answers()
    if narrative:
        said = (replace(said[0], whole=response("r1", "1.1", narrative)), *said[1:])
    return Dossier(
        company=company(name),
        account=Account(
            id="a1", position=0, company_id="c1", entity="importer", name=name, number="12345",
            tier="", certified_on=date(2020, 2, 29), anniversary=None, specialist_name="",
            specialist_contact="", next_validation_year=2027, borders_crossed="",
        ),
        profile=Profile(
            id="p1", position=0, account_id="a1", year=2026, edition="2020-03",
            period_from=date(2025, 6, 1), period_to=date(2026, 5, 31),
        ),
        edition=edition(),
        addresses=(
            Address(
                id="d1", position=0, company_id="c1", kind="headquarters", line1="1 Main St",
                line2="Floor 2", city="Laredo", state="TX", postal_code="78040", country="US",
                is_mailing=True, is_primary=True,
            ),
        ),
        contacts=(
            Contact(
                id="k1", position=0, company_id="c1", first_name="José", last_name="Peña",
                title="Vice President", email="jose@example.com", phone="+1 555 0101",
                role="officer", is_officer=True, is_primary=True,
            ),
        ),
        identifiers=(
            Identifier(id="i1", position=0, company_id="c1", kind="ior", value="12-345678900",
                       note=""),
        ),
        sites=sites(),
        answers=said,
        evidence=documents(),
        overlays=(
            CriterionOverlay(
                id="o1", position=0, account_id="a1", criterion="6.1", official_text="",
                level="", is_own=False, category=None, title="", summary="",
            ),
        ),
    )  # fmt: skip


FINDINGS = (
    Finding("company.email", Severity.BLOCKER, Place("company", label="Contact: e-mail"),
            "Two contacts share one e-mail.", "Give each contact an address of their own."),
    Finding("answer.missing", Severity.GAP, Place("6", "6.10", label="Answer"),
            "6.10 has no answer.", "Write it."),
    Finding("site.missing", Severity.GAP, Place("6", "6.1", site_id="s2", label="Answer"),
            "El Paso has no answer.", "Write it."),
)  # fmt: skip
