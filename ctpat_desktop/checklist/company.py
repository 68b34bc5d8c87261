"""Completeness of the company record: what would stop a person in the portal."""

from collections import Counter
from collections.abc import Iterable, Iterator

from ctpat_desktop.catalogue.portal_formats import doubts
from ctpat_desktop.catalogue.values import choice_text
from ctpat_desktop.checklist.facts import Facts
from ctpat_desktop.checklist.findings import Finding, Place, Severity
from ctpat_desktop.support.language import N_, ntr, tr
from ctpat_desktop.support.words import inside

FIELD_NAMES = {
    "name": N_("legal name"),
    "ownership": N_("ownership type"),
    "started_on": N_("business start date"),
    "phone": N_("telephone"),
    "employees": N_("number of employees"),
    "history": N_("brief company history"),
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


def _under(name: str) -> str:
    """Return how a place under "Company" is called."""
    return tr("Company › {name}").format(name=name)


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
                _place(facts, "company", key, _under(tr(name))),
                tr("The {name} is missing; the portal does not go on without it.").format(
                    name=tr(name)
                ),
                tr("Fill in the {name}.").format(name=tr(name)),
            )


def primary_officer(facts: Facts) -> Iterator[Finding]:
    """Yield a blocker unless exactly one contact is primary and an officer."""
    primary = [contact for contact in facts.contacts if contact.is_primary]
    place = _place(facts, "contact", "is_primary", tr("Company › Contacts"))
    if len(primary) != 1:
        reason = ntr(
            "{n} contact is marked as the primary point of contact.",
            "{n} contacts are marked as the primary point of contact.",
            len(primary),
        )
        none = tr("No contact is marked as the primary point of contact.")
        yield _finding(
            "primary_contact",
            Severity.BLOCKER,
            place,
            reason if primary else none,
            tr("Mark exactly one company officer as primary."),
        )
    elif not primary[0].is_officer:
        yield _finding(
            "primary_officer",
            Severity.BLOCKER,
            _place(facts, "contact", "is_officer", tr("Company › Contacts"), primary[0].id),
            tr("The primary contact, {primary}, is not a company officer.").format(
                primary=primary[0].name
            ),
            tr("Make a company officer the primary contact."),
        )


def two_contacts(facts: Facts) -> Iterator[Finding]:
    """Yield a blocker with fewer than two contacts."""
    if len(facts.contacts) < 2:
        yield _finding(
            "two_contacts",
            Severity.BLOCKER,
            _place(facts, "contact", "last_name", tr("Company › Contacts")),
            tr("Two contacts are needed, {n} found.").format(n=len(facts.contacts)),
            tr("Add another contact under Company."),
        )


def emails(facts: Facts) -> Iterator[Finding]:
    """Yield a blocker for each e-mail that is missing or used twice."""
    typed = {row.id: row.email.strip().casefold() for row in facts.contacts}
    used = Counter(email for email in typed.values() if email)
    for contact in facts.contacts:
        place = _place(facts, "contact", "email", _under(contact.name), contact.id)
        if not typed[contact.id]:
            yield _finding(
                "email_missing",
                Severity.BLOCKER,
                place,
                tr("{name} has no e-mail address.").format(name=contact.name)
                if contact.name
                else tr("A contact has no e-mail address."),
                tr("Type the address; it is the portal's login name."),
            )
    for email, count in used.items():
        if count > 1:
            last = [row for row in facts.contacts if typed[row.id] == email][-1]
            yield _finding(
                "email_shared",
                Severity.BLOCKER,
                _place(facts, "contact", "email", _under(last.name), last.id),
                ntr(
                    "{n} contact has the e-mail address {email}.",
                    "{n} contacts share the e-mail address {email}.",
                    count,
                    email=email,
                ),
                tr("Give each contact an address of their own."),
            )


def identifiers(facts: Facts) -> Iterator[Finding]:
    """Yield a blocker for each identifier the entity type needs and nobody typed."""
    have = {row.kind for row in facts.identifiers if row.value.strip()}
    for group in NEEDED.get(facts.entity, ()):
        if not have.intersection(group):
            names = f" {tr('or')} ".join(
                inside(choice_text("identifier", "kind", kind)) for kind in group
            )
            yield _finding(
                "identifier_missing",
                Severity.BLOCKER,
                _place(facts, "identifier", group[0], tr("Company › Identifiers")),
                tr("The {names} is missing.").format(names=names),
                tr("Add it under Identifiers; the portal asks for it."),
            )


def headquarters(facts: Facts) -> Iterator[Finding]:
    """Yield a blocker without a complete headquarters address."""
    found = [row for row in facts.addresses if row.kind == "headquarters"]
    if not any(row.line1 and row.city and row.country for row in found):
        yield _finding(
            "headquarters",
            Severity.BLOCKER,
            _place(
                facts, "address", "line1", tr("Company › Addresses"), found[0].id if found else ""
            ),
            tr("The headquarters address is missing or not complete."),
            tr("Add it with street, city and country."),
        )


def cargo_sites(facts: Facts) -> Iterator[Finding]:
    """Yield a gap when no place where cargo is handled is named."""
    cargo = any(row.kind == "cargo" for row in facts.addresses)
    if not cargo and not any(site.handles_cargo for site in facts.sites.values()):
        yield _finding(
            "cargo_sites",
            Severity.GAP,
            _place(facts, "site", "handles_cargo", tr("Company › Sites")),
            tr("No site or address is marked as handling cargo."),
            tr("Name the cargo handling places, the top three by volume or risk."),
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
                label=tr("Company › CTPAT account"),
            ),
            tr("The account does not say which border the carrier crosses."),
            tr("Choose US/Canada, US/Mexico or both."),
        )


def history_length(facts: Facts) -> Iterator[Finding]:
    """Yield a note when the company history is longer than usual."""
    if facts.history_length > HISTORY_LIMIT:
        yield _finding(
            "history_long",
            Severity.NOTE,
            _place(facts, "company", "history", tr("Company › brief company history")),
            ntr(
                "The company history has {n} character.",
                "The company history has {n} characters.",
                facts.history_length,
            ),
            tr("Shorten it to about {n}: our default, no public source names a limit.").format(
                n=HISTORY_LIMIT
            ),
        )


COMPANY = N_("Company")
PLACES = {
    "address": N_("Addresses"),
    "contact": N_("Contacts"),
    "identifier": N_("Identifiers"),
    "site": N_("Sites"),
}


def formats(facts: Facts) -> Iterator[Finding]:
    """Yield a gap for each value the portal may refuse, at its record and field."""
    for record in facts.records:
        under = tr(PLACES.get(record.table, COMPANY))
        for doubt in doubts(record.table, dict(record.values)):
            whose = f"{record.name}: " if record.name and record.table != "identifier" else ""
            reason = tr("{doubt}; the portal may refuse it.").format(doubt=whose + doubt.words)
            yield _finding(
                "format",
                Severity.GAP,
                _place(facts, record.table, doubt.field, _under(under), record.id),
                reason,
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
