"""The company's own data as text to type into the portal, in the portal's order."""

from collections.abc import Iterator

from ctpat_desktop.catalogue.portal_text import fold
from ctpat_desktop.catalogue.values import choice_text
from ctpat_desktop.documents.core import labels
from ctpat_desktop.documents.profile.company_pages import account_facts, company_facts
from ctpat_desktop.reading.dossier import Dossier
from ctpat_desktop.records import Address, Contact, Site
from ctpat_desktop.support.language import tr

Lines = list[tuple[str, str]]


def company_text(dossier: Dossier) -> str:
    """Return company, account, addresses, contacts, identifiers and sites under headings."""
    return "\n".join(_blocks(dossier)) + "\n"


def _blocks(dossier: Dossier) -> Iterator[str]:
    yield _block(tr("Company"), list(company_facts(dossier).rows))
    yield _block(tr("CTPAT account"), list(account_facts(dossier).rows))
    for number, address in enumerate(dossier.addresses, 1):
        yield _block(f"{tr('Address')} {number}", _address(address))
    for number, contact in enumerate(dossier.contacts, 1):
        yield _block(f"{tr('Contact')} {number}", _contact(contact))
    if dossier.identifiers:
        rows = [
            (choice_text("identifier", "kind", row.kind), labels.joined(row.value, row.note))
            for row in dossier.identifiers
        ]
        yield _block(tr("Identifiers"), rows)
    for number, site in enumerate(dossier.sites, 1):
        yield _block(f"{tr('Site')} {number}", _site(site))


def _block(title: str, rows: Lines) -> str:
    said = [
        f"{tr(name)}: {' / '.join(fold(value).split(chr(10)))}" for name, value in rows if value
    ]
    return "\n".join([f"=== {title} ===", "", *said, ""])


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
