"""Criteria as an OSCAL catalog, and answers as an OSCAL component definition.

Written for other programs to read; nothing is read back from it. What maps: categories (groups),
criteria (controls), the company and its sites (components), answers (implemented requirements) and
evidence (resources with their SHA-256). What does not: registers, history, findings, affirmations
and settings, which stand in the tables beside; numbered statements are paragraphs of an answer.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from ctpat_desktop.catalogue import Criterion
from ctpat_desktop.reading.dossier import Answer, Dossier
from ctpat_desktop.reading.statements import Stated
from ctpat_desktop.records import Evidence, Response

OSCAL = "1.1.3"
"""The version of OSCAL that is written."""
NAMESPACE = "urn:ctpat-desktop"
"""Whose names of properties those are that OSCAL itself does not define."""
STATUS = {
    "in_place": "implemented",
    "partly": "partial",
    "planned": "planned",
    "not_applicable": "not-applicable",
}
"""OSCAL's own words for how a control stands; there is none for what was not started."""
_ODD = re.compile(r"[^A-Za-z0-9.\-]")

Value = dict[str, Any]


def catalog(dossier: Dossier, modified: str) -> Value:
    """Return the criteria of an account as it is asked them, its own rows among them."""
    edition = dossier.edition
    groups = [
        _filled(
            id=f"category-{category.number}",
            title=category.title,
            parts=_parts((f"category-{category.number}_about", "overview", category.about)),
            controls=[
                _control(answer.criterion)
                for answer in dossier.answers
                if answer.criterion.category == category.number
            ],
        )
        for category in edition.chapters
    ]
    title = f"CTPAT criteria, {edition.name}, {edition.entity(dossier.account.entity).title}"
    return {
        "catalog": {
            "uuid": _uuid("catalog", dossier.profile.id),
            "metadata": _metadata(title, modified, edition.id),
            "groups": [group for group in groups if "controls" in group],
        }
    }


def components(dossier: Dossier, modified: str, path_of: Callable[[str], str]) -> Value:
    """Return what the company and each site say; `path_of` gives a document's path by its hash."""
    company, year = dossier.company, dossier.profile.year
    title = f"CTPAT security profile of {company.name}, {year}"
    places: list[tuple[str | None, str, str]] = [(None, "service", company.name)]
    places += [(site.id, "physical", site.name) for site in dossier.sites]
    made = [
        _filled(
            uuid=_uuid("component", f"{dossier.profile.id} {site_id or company.id}"),
            type=kind,
            title=name.strip() or "Without a name",
            description="The company as a whole" if site_id is None else "A site of the company",
            **{"control-implementations": _implementations(dossier, site_id)},
        )
        for site_id, kind, name in places
    ]
    return {
        "component-definition": _filled(
            uuid=_uuid("components", dossier.profile.id),
            metadata=_metadata(title, modified, str(year)),
            components=made,
            **{"back-matter": _filled(resources=list(_resources(dossier, path_of)))},
        )
    }


def _metadata(title: str, modified: str, version: str) -> Value:
    return {
        "title": title,
        "last-modified": modified,
        "version": version or "1",
        "oscal-version": OSCAL,
    }


def _control(row: Criterion) -> Value:
    key = token(row.id)
    return _filled(
        id=key,
        title=row.title,
        props=_props(
            ("label", row.id, ""),
            ("level", row.level.value, NAMESPACE),
            ("trust", row.trust.value, NAMESPACE),
            ("fingerprint", row.fingerprint, NAMESPACE),
            ("earlier-edition", row.earlier, NAMESPACE),
        ),
        parts=_parts(
            (f"{key}_stmt", "statement", row.summary),
            (f"{key}_official", "statement", row.official_text),
            (f"{key}_gdn", "guidance", row.guidance),
            (f"{key}_evidence", "assessment-objects", row.evidence_hint),
            (f"{key}_remark", "remark", row.remark),
        ),
    )


def _implementations(dossier: Dossier, site_id: str | None) -> list[Value]:
    found = [
        _requirement(answer, response)
        for answer in dossier.answers
        for response in [_response(answer, site_id)]
        if response is not None
    ]
    if not found:
        return []
    return [
        {
            "uuid": _uuid("implementation", f"{dossier.profile.id} {site_id}"),
            "source": "catalog.json",
            "description": f"Review year {dossier.profile.year}",
            "implemented-requirements": found,
        }
    ]


def _response(answer: Answer, site_id: str | None) -> Response | None:
    if site_id is None:
        return answer.whole
    return next((said for site, said in answer.by_site if site.id == site_id), None)


def _requirement(answer: Answer, response: Response) -> Value:
    documents = answer.evidence_ids.get(response.id, ())
    return _filled(
        uuid=_uuid("requirement", response.id),
        description=_words(response, answer.stated(response)),
        props=_props(
            ("implementation-status", STATUS.get(response.status, ""), NAMESPACE),
            ("status", response.status, NAMESPACE),
            ("reviewed-on", _day(response.reviewed_on), NAMESPACE),
            ("planned-for", _day(response.target_on), NAMESPACE),
            ("owner", response.owner, NAMESPACE),
            ("portal-reference", response.portal_reference, NAMESPACE),
        ),
        links=[{"href": f"#{_uuid('evidence', key)}", "rel": "evidence"} for key in documents],
        **{"control-id": token(answer.criterion.id)},
    )


def _words(response: Response, stated: Iterable[Stated]) -> str:
    words = [response.narrative, response.reason]
    words += [
        f"Statement {number}, {row.name}: {row.text}" if row.name else f"{number}: {row.text}"
        for number, row in enumerate(stated, 1)
    ]
    return "\n\n".join(filter(None, words)) or "Nothing is said."


def _resources(dossier: Dossier, path_of: Callable[[str], str]) -> Iterator[Value]:
    for row in dossier.evidence:
        yield _filled(
            uuid=_uuid("evidence", row.id),
            title=row.title or row.filename,
            props=_props(
                ("kind", row.kind, NAMESPACE),
                ("period-from", _day(row.period_from), NAMESPACE),
                ("period-to", _day(row.period_to), NAMESPACE),
                ("expires-on", _day(row.expires_on), NAMESPACE),
            ),
            rlinks=_links(row, path_of(row.sha256)),
        )


def _links(row: Evidence, path: str) -> list[Value]:
    if not path:
        return []
    hashes = [{"algorithm": "SHA-256", "value": row.sha256}]
    return [_filled(href=f"../../../{path}", hashes=hashes, **{"media-type": row.media_type})]


def _props(*rows: tuple[str, str, str]) -> list[Value]:
    """Return properties; one without a value is left out, and a value has no blanks around it."""
    cleaned = ((name, " ".join((value or "").split()), ns) for name, value, ns in rows)
    return [_filled(name=name, ns=ns, value=value) for name, value, ns in cleaned if value]


def _parts(*rows: tuple[str, str, str]) -> list[Value]:
    return [{"id": key, "name": name, "prose": prose} for key, name, prose in rows if prose]


def _filled(**values: Any) -> Value:
    """Return an object without what is empty: OSCAL allows no empty lists."""
    return {name: value for name, value in values.items() if value}


def token(criterion: str) -> str:
    """Return the id of a criterion as OSCAL writes ids; two criteria never share one."""
    return "c-" + _ODD.sub(lambda match: f"_{ord(match[0]):x}_", criterion)


def _uuid(kind: str, key: str) -> str:
    """Return the same number each time for the same thing."""
    return str(uuid5(NAMESPACE_URL, f"{NAMESPACE}:{kind}:{key}"))


def _day(day: object) -> str:
    return str(day) if day else ""
