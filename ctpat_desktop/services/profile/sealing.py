"""A profile as bytes and back: everything a report prints is in them, and nothing else is needed.

JSON with sorted keys, so that the same profile gives the same bytes. Criteria are sealed with their
words: what was submitted reads the same after the catalogue was revised.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from sqlalchemy import inspect

from ctpat_desktop.catalogue.model import Category, Criterion, Edition, EntityType, Level, Trust
from ctpat_desktop.checklist import Finding, Place, Severity
from ctpat_desktop.documents.core.stamp import Stamp
from ctpat_desktop.documents.profile.snapshot import Snapshot
from ctpat_desktop.reading.dossier import Answer, Dossier
from ctpat_desktop.reading.statements import Stated
from ctpat_desktop.records import RECORDS, Record
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr
from ctpat_desktop.workspace.bulk import typed
from ctpat_desktop.workspace.revision_texts import plain

FORMAT = 3
"""Since 2 there can be criteria of an earlier edition, since 3 statements under an answer; what has
none of these is sealed as it was before."""
ONE = ("company", "account", "profile")
LISTS = ("addresses", "contacts", "identifiers", "sites", "evidence", "overlays")


def sealed(snapshot: Snapshot) -> bytes:
    """Return a snapshot as bytes."""
    dossier = snapshot.dossier
    kind = dossier.edition.entity(dossier.account.entity)
    content = {
        "format": _format(dossier),
        "stamp": {**asdict(snapshot.stamp), "made_on": snapshot.stamp.made_on.isoformat()},
        "edition": {
            "id": dossier.edition.id,
            "title": dossier.edition.title,
            "categories": [asdict(row) for row in dossier.edition.categories],
            "entity": asdict(kind),
            **_marks(dossier.edition),
        },
        **{name: _record(getattr(dossier, name)) for name in ONE},
        **{name: [_record(row) for row in getattr(dossier, name)] for name in LISTS},
        "answers": [_answer(answer) for answer in dossier.answers],
        "findings": [asdict(finding) for finding in snapshot.findings],
    }
    return json.dumps(content, ensure_ascii=False, sort_keys=True, indent=1).encode()


def unsealed(data: bytes) -> Snapshot:
    """Return the snapshot of such bytes; Problem where a newer program wrote them."""
    content = json.loads(data)
    if content["format"] > FORMAT:
        raise Problem(
            tr("This submission was recorded by a newer version of the program."),
            tr("Open the file with that version. Nothing was changed."),
        )
    edition = _edition(content["edition"], content["account"]["entity"])
    heads: dict[str, Any] = {name: _made(name, content[name]) for name in ONE}
    lists: dict[str, Any] = {
        name: tuple(_made(_table(name), row) for row in content[name]) for name in LISTS
    }
    sites = {row.id: row for row in lists["sites"]}
    library = {row.id: row for row in lists["evidence"]}
    dossier = Dossier(
        **heads,
        **lists,
        edition=edition,
        answers=tuple(_answer_from(row, sites, library) for row in content["answers"]),
    )
    stamp = content["stamp"]
    made_on = date.fromisoformat(stamp.pop("made_on"))
    findings = tuple(map(_finding, content["findings"]))
    return Snapshot(dossier, findings, Stamp(**stamp, made_on=made_on))


def _table(name: str) -> str:
    return {"addresses": "address", "overlays": "criterion_overlay", "evidence": "evidence"}.get(
        name, name.removesuffix("s")
    )


def _record(record: Record) -> dict[str, Any]:
    return {
        column.key: plain(getattr(record, column.key)) for column in inspect(type(record)).columns
    }


def _made(table: str, values: Mapping[str, Any]) -> Any:
    return RECORDS[table](**typed(table, values))


def _format(dossier: Dossier) -> int:
    """Return the oldest format that has room for all a dossier says."""
    if any(answer.statements for answer in dossier.answers):
        return FORMAT
    return 2 if any(answer.criterion.earlier for answer in dossier.answers) else 1


def _marks(edition: Edition) -> dict[str, Any]:
    """Return what an edition is marked with: that it was made up, or is not here."""
    found = {"invented": edition.is_invented, "missing": edition.missing}
    return {key: value for key, value in found.items() if value}


def _asked(criterion: Criterion) -> dict[str, Any]:
    values = asdict(criterion)
    return values if criterion.earlier else {k: v for k, v in values.items() if k != "earlier"}


def _answer(answer: Answer) -> dict[str, Any]:
    return {
        "criterion": _asked(answer.criterion),
        "whole": _record(answer.whole) if answer.whole else None,
        "by_site": [
            [site.id, _record(response) if response else None] for site, response in answer.by_site
        ],
        "evidence": [document.id for document in answer.evidence],
        "evidence_ids": {key: list(ids) for key, ids in answer.evidence_ids.items()},
        **_stated(answer),
    }


def _stated(answer: Answer) -> dict[str, Any]:
    if not answer.statements:
        return {}
    rows = {key: [asdict(row) for row in stated] for key, stated in answer.statements.items()}
    return {"statements": rows}


def _answer_from(
    row: Mapping[str, Any], sites: Mapping[str, Any], library: Mapping[str, Any]
) -> Answer:
    return Answer(
        _criterion(row["criterion"]),
        _made("response", row["whole"]) if row["whole"] else None,
        tuple(library[key] for key in row["evidence"]),
        {key: tuple(ids) for key, ids in row["evidence_ids"].items()},
        tuple(
            (sites[key], _made("response", said) if said else None) for key, said in row["by_site"]
        ),
        statements={
            key: tuple(Stated(**{**said, "documents": tuple(said["documents"])}) for said in stated)
            for key, stated in row.get("statements", {}).items()
        },
    )


def _criterion(values: Mapping[str, Any]) -> Criterion:
    kept = {**values, "level": Level(values["level"]), "trust": Trust(values["trust"])}
    return Criterion(**{**kept, "changed": tuple(values["changed"])})


def _finding(values: Mapping[str, Any]) -> Finding:
    return Finding(
        **{
            **values,
            "severity": Severity(values["severity"]),
            "place": Place(**values["place"]),
            "spans": tuple((start, end) for start, end in values["spans"]),
        }
    )


def _edition(values: Mapping[str, Any], entity: str) -> Edition:
    return Edition(
        values["id"],
        values["title"],
        tuple(Category(**row) for row in values["categories"]),
        _kinds([values["entity"]]),
        {entity: ()},
        is_invented=values.get("invented", False),
        missing=values.get("missing", ""),
    )


def _kinds(rows: Iterable[Mapping[str, Any]]) -> tuple[EntityType, ...]:
    return tuple(EntityType(**row) for row in rows)
