"""The company's own data as text to type into the portal, in the portal's order."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ctpat_desktop.catalogue.portal_text import fold
from ctpat_desktop.catalogue.values import choice_text
from ctpat_desktop.documents.core import labels
from ctpat_desktop.documents.profile.company_pages import account_facts, company_facts
from ctpat_desktop.reading.dossier import Dossier
from ctpat_desktop.records import Address, Contact, Site
from ctpat_desktop.support.language import tr

Lines = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Field:
    """One value the portal asks for, ready to type in; `key` stays the same over the years."""

    key: str
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Section:
    """What the portal asks on one screen: the company, one address, one contact."""

    title: str
    fields: tuple[Field, ...]


def company_text(dossier: Dossier) -> str:
    """Return company, account, addresses, contacts, identifiers and sites under headings."""
    return "\n".join(map(_block, sections(dossier))) + "\n"


def sections(dossier: Dossier) -> Iterator[Section]:
    """Yield company, account, addresses, contacts, identifiers and sites; empty fields are out."""
    yield _section("company", tr("Company"), company_facts(dossier).rows)
    yield _section("account", tr("CTPAT account"), account_facts(dossier).rows)
    for number, address in enumerate(dossier.addresses, 1):
        yield _section(f"address {address.id}", f"{tr('Address')} {number}", _address(address))
    for number, contact in enumerate(dossier.contacts, 1):
        yield _section(f"contact {contact.id}", f"{tr('Contact')} {number}", _contact(contact))
    if dossier.identifiers:
        yield Section(tr("Identifiers"), tuple(_identifiers(dossier)))
    for number, site in enumerate(dossier.sites, 1):
        yield _section(f"site {site.id}", f"{tr('Site')} {number}", _site(site))


def _identifiers(dossier: Dossier) -> Iterator[Field]:
    for row in dossier.identifiers:
        value = labels.joined(row.value, row.note)
        if value:
            kind = choice_text("identifier", "kind", row.kind)
            yield Field(f"identifier {row.id}", tr(kind), _line(value))


def _section(key: str, title: str, rows: Iterable[tuple[str, str]]) -> Section:
    said = (Field(f"{key} {name}", tr(name), _line(value)) for name, value in rows if value)
    return Section(title, tuple(said))


def _line(value: str) -> str:
    """Return a value as one line, which is all a field of the portal takes."""
    return " / ".join(fold(value).split("\n"))


def _block(section: Section) -> str:
    said = [f"{field.name}: {field.text}" for field in section.fields]
    return "\n".join([f"=== {section.title} ===", "", *said, ""])


def _address(row: Address) -> Lines:
    return [
        ("Type", choice_text("address", "kind", row.kind)),
        ("Street", row.line1),
        ("Street, second line", row.line2),
        *_place(row),
        ("Mailing address", labels.yes(row.is_mailing)),
        ("Primary address", labels.yes(row.is_primary)),
    ]


def _place(row: Address | Site) -> Lines:
    return [
        ("City", row.city),
        ("State or province", row.state),
        ("Postal code", row.postal_code),
        ("Country", row.country),
    ]


def _contact(row: Contact) -> Lines:
    return [
        ("First name", row.first_name),
        ("Last name", row.last_name),
        ("Title", row.title),
        ("E-mail", row.email),
        ("Telephone", row.phone),
        ("Role", choice_text("contact", "role", row.role)),
        ("Company officer", labels.yes(row.is_officer)),
        ("Primary point of contact", labels.yes(row.is_primary)),
    ]


def _site(row: Site) -> Lines:
    return [
        ("Name", row.name),
        ("Kind", choice_text("site", "kind", row.kind)),
        ("Street", row.line1),
        *_place(row),
        ("Handles cargo", labels.yes(row.handles_cargo)),
        ("Employees", str(row.employees) if row.employees is not None else ""),
    ]
