"""Turns a dossier into the plain facts the checklist reads."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from ctpat_desktop.catalogue.forms import load_form
from ctpat_desktop.catalogue.regions import COUNTRIES
from ctpat_desktop.checklist.facts import (
    AddressFact,
    AtSites,
    ContactFact,
    DocumentFact,
    Facts,
    IdentifierFact,
    RecordFact,
    ResponseFact,
    SiteFact,
    StatementFact,
    WritingFacts,
)
from ctpat_desktop.reading.dossier import Answer, Dossier, Outline, WholeAnswer
from ctpat_desktop.reading.statements import Stated
from ctpat_desktop.records import Response
from ctpat_desktop.services.accounts import countries


def facts_of(read: Dossier, writing: WritingFacts | None = None) -> Facts:
    """Return the facts of one account, each site's answers among them."""
    per_site = (answer for answer in read.asked() if answer.is_per_site)
    facts = outlined(read, {row.criterion.id: _at_sites(row) for row in per_site})
    return replace(facts, writing=writing)


def outlined(read: Outline[WholeAnswer], at_sites: Mapping[str, AtSites]) -> Facts:
    """Return the facts of one account, with what was found out of its sites' answers."""
    company, account, profile = read.company, read.account, read.profile
    return Facts(
        entity=account.entity,
        company_id=company.id,
        company={key: _is_filled(getattr(company, key)) for key in COMPANY_FIELDS},
        history_length=len(company.history),
        account_id=account.id,
        borders_crossed=account.borders_crossed,
        period_from=profile.period_from,
        period_to=profile.period_to,
        addresses=tuple(
            AddressFact(row.id, row.kind, row.line1.strip(), row.city.strip(), row.country.strip())
            for row in read.addresses
        ),
        contacts=tuple(
            ContactFact(
                row.id,
                row.full_name,
                row.email,
                row.title,
                row.phone,
                row.is_officer,
                row.is_primary,
            )
            for row in read.contacts
        ),
        identifiers=tuple(IdentifierFact(row.id, row.kind, row.value) for row in read.identifiers),
        sites={row.id: SiteFact(row.id, row.name, row.handles_cargo) for row in read.sites},
        responses=said_of(read.answers),
        reworded=reworded(read),
        edition=read.edition.title,
        missing_edition=read.edition.missing,
        documents=documents_of(read),
        records=tuple(_records(read)),
        at_sites=at_sites,
        kit_places=read.kit.places() if read.kit else None,
    )


def reworded(read: Outline[WholeAnswer]) -> dict[str, str]:
    """Return the criteria to be read again, each with the edition its answer was written for."""
    return {key: read.rereads[key].edition for key in read.to_read()}


def said_of(answers: Iterable[WholeAnswer]) -> dict[str, ResponseFact]:
    """Return what the company as a whole says, by criterion; what is not asked does not count."""
    return {
        answer.criterion.id: _response(answer.whole, "", answer)
        for answer in answers
        if answer.whole and not answer.criterion.earlier
    }


def documents_of(read: Outline[WholeAnswer]) -> dict[str, DocumentFact]:
    """Return the documents of the library by id."""
    return {
        row.id: DocumentFact(row.id, row.title, row.period_from, row.period_to, row.expires_on)
        for row in read.evidence
    }


def _records(read: Outline[WholeAnswer]) -> Iterator[RecordFact]:
    parts = (read.company,), read.addresses, read.contacts, read.identifiers, read.sites
    for row in (row for rows in parts for row in rows):
        form = load_form(row.__tablename__)
        said = ((field.key, getattr(row, field.key)) for field in form.columns)
        values = tuple((key, value) for key, value in said if isinstance(value, str) and value)
        given = dict(values)
        country = given.get("country", "").strip()
        if country and country.upper() not in COUNTRIES:  # written out, by an earlier program
            given["country"] = countries.country_code(country) or country
        name = " ".join(given.get(key, "") for key in form.names).strip()
        yield RecordFact(form.id, row.id, name, tuple(given.items()))


COMPANY_FIELDS = ("name", "ownership", "started_on", "phone", "employees", "history")


def _is_filled(value: object) -> bool:
    return bool(value.strip() if isinstance(value, str) else value)


def _at_sites(answer: Answer) -> AtSites:
    said = {
        site.id: _response(row, site.id, answer) if row else None for site, row in answer.by_site
    }
    return AtSites(said, sum(row is not None for row in said.values()))


def _response(row: Response, site_id: str, answer: WholeAnswer) -> ResponseFact:
    documents = answer.evidence_ids.get(row.id, ())
    return response_fact(row, site_id, documents, answer.stated(row))


def response_fact(
    row: Response, site_id: str, documents: tuple[str, ...], stated: tuple[Stated, ...]
) -> ResponseFact:
    """Return what the rules look at in one response, its documents and its statements."""
    return ResponseFact(
        id=row.id,
        criterion=row.criterion,
        site_id=site_id,
        status=row.status,
        has_narrative=bool(row.narrative.strip()),
        narrative=row.narrative,
        has_reason=bool(row.reason.strip()),
        target_on=row.target_on,
        per_site=row.per_site,
        documents=documents,
        statements=statement_facts(stated),
    )


def statement_facts(stated: Iterable[Stated]) -> tuple[StatementFact, ...]:
    """Return what the rules look at in statements."""
    return tuple(StatementFact(row.id, row.text, row.documents) for row in stated)
