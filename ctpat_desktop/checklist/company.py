"""Completeness of the company record: what would stop a person in the portal."""

from collections import Counter
from collections.abc import Iterable, Iterator

from ctpat_desktop.catalogue.portal_formats import doubts
from ctpat_desktop.catalogue.values import choice_text
from ctpat_desktop.checklist.facts import Facts
from ctpat_desktop.checklist.findings import Finding, Place, Severity
from ctpat_desktop.support.words import inside

FIELD_NAMES = {
    "name": "legal name",
    "ownership": "ownership type",
    "started_on": "business start date",
    "phone": "telephone",
    "employees": "number of employees",
    "history": "brief company history",
}

NEEDED: dict[str, tuple[tuple[str, ...], ...]] = {
    "importer": (("ior",), ("bond",)),
    "exporter": (("ein", "duns"),),
    "highway_carrier": (("scac",), ("dot",)),
    "mexico_long_haul_carrier": (("sct",),),
    "rail_carrier": (("scac",),),
    "air_carrier": (("iata",),),
    "customs_broker": (("filer",),),
    "consolidator": (("fmc", "iata"),),
    "foreign_manufacturer": (("mid",),),
    "us_marine_port_terminal": (("fmc",),),
}
"""Identifiers per entity type; of each inner group one is enough (program brief, section 2)."""

HISTORY_LIMIT = 300
"""Characters of a company history that fit comfortably; app default."""


def _finding(rule: str, severity: Severity, place: Place, reason: str, remedy: str) -> Finding:
    return Finding(f"company.{rule}", severity, place, reason, remedy)


def _place(facts: Facts, table: str, field: str, label: str, record_id: str = "") -> Place:
    own = facts.company_id if table == "company" else record_id
    return Place("company", table=table, record_id=own, field=field, label=label)


def fields_filled(facts: Facts) -> Iterator[Finding]:
    """Yield a blocker for each required company field left empty."""
    for key, name in FIELD_NAMES.items():
        if not facts.company.get(key, False):
            yield _finding(
                "field_missing",
                Severity.BLOCKER,
                _place(facts, "company", key, f"Company › {name}"),
                f"The {name} is missing; the portal does not go on without it.",
                f"Fill in the {name}.",
            )


def primary_officer(facts: Facts) -> Iterator[Finding]:
    """Yield a blocker unless exactly one contact is primary and an officer."""
    primary = [contact for contact in facts.contacts if contact.is_primary]
    place = _place(facts, "contact", "is_primary", "Company › Contacts")
    if len(primary) != 1:
        count = "No contact is" if not primary else f"{len(primary)} contacts are"
        yield _finding(
            "primary_contact",
            Severity.BLOCKER,
            place,
            f"{count} marked as the primary point of contact.",
            "Mark exactly one company officer as primary.",
        )
    elif not primary[0].is_officer:
        yield _finding(
            "primary_officer",
            Severity.BLOCKER,
            _place(facts, "contact", "is_officer", "Company › Contacts", primary[0].id),
            f"The primary contact, {primary[0].name}, is not a company officer.",
            "Make a company officer the primary contact.",
        )


def two_contacts(facts: Facts) -> Iterator[Finding]:
    """Yield a blocker with fewer than two contacts."""
    if len(facts.contacts) < 2:
        yield _finding(
            "two_contacts",
            Severity.BLOCKER,
            _place(facts, "contact", "last_name", "Company › Contacts"),
            f"Two contacts are needed, {len(facts.contacts)} found.",
            "Add another contact under Company.",
        )


def emails(facts: Facts) -> Iterator[Finding]:
    """Yield a blocker for each e-mail that is missing or used twice."""
    typed = {row.id: row.email.strip().casefold() for row in facts.contacts}
    used = Counter(email for email in typed.values() if email)
    for contact in facts.contacts:
        place = _place(facts, "contact", "email", f"Company › {contact.name}", contact.id)
        if not typed[contact.id]:
            yield _finding(
                "email_missing",
                Severity.BLOCKER,
                place,
                f"{contact.name or 'A contact'} has no e-mail address.",
                "Type the address; it is the portal's login name.",
            )
    for email, count in used.items():
        if count > 1:
            last = [row for row in facts.contacts if typed[row.id] == email][-1]
            yield _finding(
                "email_shared",
                Severity.BLOCKER,
                _place(facts, "contact", "email", f"Company › {last.name}", last.id),
                f"{count} contacts share the e-mail address {email}.",
                "Give each contact an address of their own.",
            )


def identifiers(facts: Facts) -> Iterator[Finding]:
    """Yield a blocker for each identifier the entity type needs and nobody typed."""
    have = {row.kind for row in facts.identifiers if row.value.strip()}
    for group in NEEDED.get(facts.entity, ()):
        if not have.intersection(group):
            names = " or ".join(inside(choice_text("identifier", "kind", kind)) for kind in group)
            yield _finding(
                "identifier_missing",
                Severity.BLOCKER,
                _place(facts, "identifier", group[0], "Company › Identifiers"),
                f"The {names} is missing.",
                "Add it under Identifiers; the portal asks for it.",
            )


def headquarters(facts: Facts) -> Iterator[Finding]:
    """Yield a blocker without a complete headquarters address."""
    found = [row for row in facts.addresses if row.kind == "headquarters"]
    if not any(row.line1 and row.city and row.country for row in found):
        yield _finding(
            "headquarters",
            Severity.BLOCKER,
            _place(facts, "address", "line1", "Company › Addresses", found[0].id if found else ""),
            "The headquarters address is missing or not complete.",
            "Add it with street, city and country.",
        )


def cargo_sites(facts: Facts) -> Iterator[Finding]:
    """Yield a gap when no place where cargo is handled is named."""
    cargo = any(row.kind == "cargo" for row in facts.addresses)
    if not cargo and not any(site.handles_cargo for site in facts.sites.values()):
        yield _finding(
            "cargo_sites",
            Severity.GAP,
            _place(facts, "site", "handles_cargo", "Company › Sites"),
            "No site or address is marked as handling cargo.",
            "Name the cargo handling places, the top three by volume or risk.",
        )


def borders(facts: Facts) -> Iterator[Finding]:
    """Yield a blocker for a highway carrier that does not say which border it crosses."""
    if facts.entity == "highway_carrier" and not facts.borders_crossed:
        yield _finding(
            "borders",
            Severity.BLOCKER,
            Place(
                "company",
                table="account",
                record_id=facts.account_id,
                field="borders_crossed",
                label="Company › CTPAT account",
            ),
            "The account does not say which border the carrier crosses.",
            "Choose US/Canada, US/Mexico or both.",
        )


def history_length(facts: Facts) -> Iterator[Finding]:
    """Yield a note when the company history is longer than usual."""
    if facts.history_length > HISTORY_LIMIT:
        yield _finding(
            "history_long",
            Severity.NOTE,
            _place(facts, "company", "history", "Company › brief company history"),
            f"The company history has {facts.history_length} characters.",
            f"Shorten it to about {HISTORY_LIMIT}: our default, no public source names a limit.",
        )


PLACES = {
    "address": "Addresses",
    "contact": "Contacts",
    "identifier": "Identifiers",
    "site": "Sites",
}


def formats(facts: Facts) -> Iterator[Finding]:
    """Yield a gap for each value the portal may refuse, at its record and field."""
    for record in facts.records:
        under = PLACES.get(record.table, "Company")
        for doubt in doubts(record.table, dict(record.values)):
            whose = f"{record.name}: " if record.name and record.table != "identifier" else ""
            yield _finding(
                "format",
                Severity.GAP,
                _place(facts, record.table, doubt.field, f"Company › {under}", record.id),
                f"{whose}{doubt.words}; the portal may refuse it.",
                doubt.remedy,
            )


def parts(facts: Facts, findings: Iterable[Finding]) -> tuple[int, int]:
    """Return how many parts of the company's data are in order, and how many there are.

    A part is a field of the company or one of its lists; `findings` are those on all of them.
    """
    serious = [row for row in findings if row.severity in (Severity.BLOCKER, Severity.GAP)]
    lists = PLACES if facts.records else {}
    wrong = {row.place.table for row in serious}
    doubted = {row.place.field for row in serious if row.place.table == "company"}
    fields = sum(is_filled and key not in doubted for key, is_filled in facts.company.items())
    return fields + len(lists.keys() - wrong), len(facts.company) + len(lists)
