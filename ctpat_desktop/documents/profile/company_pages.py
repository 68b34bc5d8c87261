"""The pages about the company itself, shared by the profile report and the MOU packet."""

from collections.abc import Sequence

from ctpat_desktop.catalogue.values import choice_text
from ctpat_desktop.documents.core import labels
from ctpat_desktop.documents.core.blocks import Block, Facts, Heading, Table
from ctpat_desktop.reading.dossier import Dossier
from ctpat_desktop.records import Address, Contact, Site
from ctpat_desktop.support.dates import paper_text
from ctpat_desktop.support.language import N_, tr

IOR = "ior"


def company_facts(dossier: Dossier) -> Facts:
    """Return the company's own data, without what is empty."""
    company = dossier.company
    return filled_facts(
        (N_("Legal name"), company.name),
        (N_("Doing business as"), company.doing_business_as),
        (N_("Form of ownership"), choice_text("company", "ownership", company.ownership)),
        (N_("In business since"), paper_text(company.started_on)),
        (N_("Employees"), str(company.employees) if company.employees is not None else ""),
        (N_("Telephone"), company.phone),
        (N_("Fax"), company.fax),
        (N_("Website"), company.website),
        (N_("History"), company.history),
    )


def account_facts(dossier: Dossier) -> Facts:
    """Return the data of the CTPAT account and its review year."""
    account, profile = dossier.account, dossier.profile
    return filled_facts(
        (N_("Entity type"), dossier.edition.entity(account.entity).title),
        (N_("Account name"), account.name),
        (N_("Account number"), account.number),
        (N_("Tier"), choice_text("account", "tier", account.tier)),
        (N_("Certified on"), paper_text(account.certified_on)),
        (N_("Anniversary"), paper_text(account.anniversary)),
        (N_("Security specialist"), account.specialist_name),
        (N_("Specialist's contact"), account.specialist_contact),
        (N_("Next validation"), str(account.next_validation_year or "")),
        (N_("Borders crossed"), account.borders_crossed),
        (N_("Review year"), str(profile.year)),
        (N_("Period under review"), labels.period(profile.period_from, profile.period_to)),
        (N_("Criteria edition"), dossier.edition.short_name),
    )


def filled_facts(*rows: tuple[str, str]) -> Facts:
    """Return the pairs that have a value."""
    return Facts(tuple((tr(label), value) for label, value in rows if value.strip()))


def registers(dossier: Dossier) -> list[Block]:
    """Return addresses, contacts, identifiers and sites as tables under headings."""
    blocks: list[Block] = []
    for title, table in (
        (N_("Addresses"), _addresses(dossier.addresses)),
        (N_("Contacts"), contacts(dossier.contacts)),
        (N_("Identifiers"), identifiers(dossier)),
        (N_("Sites"), _sites(dossier.sites)),
    ):
        if table.rows:
            blocks += [Heading(2, tr(title)), table]
    return blocks


def contacts(people: tuple[Contact, ...]) -> Table:
    """Return people with what they may do."""
    rows = [
        (
            labels.joined(person.full_name, person.title, by="\n"),
            labels.joined(person.email, person.phone, by="\n"),
            choice_text("contact", "role", person.role),
            labels.yes(person.is_officer),
            labels.yes(person.is_primary),
        )
        for person in people
    ]
    heads = (
        N_("Name and title"),
        N_("E-mail and telephone"),
        N_("Role"),
        N_("Officer"),
        N_("Primary"),
    )
    return _table(heads, rows, (3, 3.4, 2, 1, 1))


def identifiers(dossier: Dossier, only: str = "") -> Table:
    """Return the identifiers, all or those of one kind."""
    rows = [
        (choice_text("identifier", "kind", row.kind), row.value, row.note)
        for row in dossier.identifiers
        if not only or row.kind == only
    ]
    return _table((N_("Kind"), N_("Number"), N_("Note")), rows, (3, 3, 4))


def _addresses(rows: tuple[Address, ...]) -> Table:
    cells = [
        (
            choice_text("address", "kind", row.kind),
            labels.joined(
                row.line1,
                row.line2,
                labels.joined(row.city, labels.joined(row.state, row.postal_code, by=" ")),
                row.country,
                by="\n",
            ),
            labels.yes(row.is_mailing),
            labels.yes(row.is_primary),
        )
        for row in rows
    ]
    return _table((N_("Kind"), N_("Address"), N_("Mailing"), N_("Primary")), cells, (3, 5, 1, 1))


def _sites(rows: tuple[Site, ...]) -> Table:
    cells = [
        (
            row.name,
            choice_text("site", "kind", row.kind),
            labels.joined(
                row.line1,
                labels.joined(row.city, labels.joined(row.state, row.postal_code, by=" ")),
                row.country,
                by="\n",
            ),
            labels.yes(row.handles_cargo),
            str(row.employees) if row.employees is not None else "",
        )
        for row in rows
    ]
    heads = (N_("Site"), N_("Kind"), N_("Address"), N_("Handles cargo"), N_("Employees"))
    return _table(heads, cells, (3, 2, 3.2, 1.1, 1.2))


def _table(
    heads: tuple[str, ...], rows: Sequence[tuple[str, ...]], widths: tuple[float, ...]
) -> Table:
    return Table(tuple(map(tr, heads)), tuple(rows), widths)
