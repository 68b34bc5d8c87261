"""The year before of a sample: submitted as it was, and this year's profile made from it."""

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from ctpat_desktop.documents.profile.snapshot import Snapshot
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.profile import (
    affirming,
    answers,
    evidence_links,
    exports,
    submissions,
    years,
)
from ctpat_desktop.support.language import tr
from ctpat_desktop.workspace.unit import Workspace

THEN = ("answer.", "writing.", "proof.missing")
"""What the rules begin with whose findings stood the year before as well."""

AnswerKey = tuple[str, str | None]
"""A criterion, and the site that answers it; None is the company as a whole."""


def read(folder: Path) -> dict[str, Any]:
    """Return what `last_year.toml` says; nothing for a sample in its first year."""
    path = folder / "last_year.toml"
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def words(data: dict[str, Any]) -> dict[str, str]:
    """Return what was said the year before, by criterion, where it was something else."""
    return {row["criterion"]: row["narrative"].strip() for row in data.get("answer", [])}


def _as_it_was(made: Snapshot) -> Snapshot:
    """Leave out what is found because papers and registers of the sample are those of this year."""
    found = (row for row in made.findings if row.rule.startswith(THEN))
    return replace(made, findings=tuple(found))


def fill(
    workspace: Workspace, data: dict[str, Any], now: Mapping[AnswerKey, dict[str, Any]]
) -> None:
    """Record the profile as submitted, roll it over, and say what is said otherwise this year.

    A document that was to be renewed is linked again all the same: the checklist has to find it.
    """
    if not data:
        return
    scope = Scope.of(workspace, companies.choose(workspace), data["on"])
    affirming.affirm(scope, affirming.ready(scope), affirming.Look(data["by"]))
    submissions.seal(scope, _as_it_was(exports.snapshot(scope)), by=data["by"], note=data["note"])
    rolled = years.begin(scope)
    documents = {
        row.title: row.id for row in companies.dossier(workspace, scope.account_id).evidence
    }
    with workspace.work(tr("Answer for {year}").format(year=rolled.year)) as unit:
        for (criterion, site_id), values in now.items():
            response = answers.at(unit.session, scope.account_id, criterion, site_id)
            for key, value in values.items():  # as it stands, with the gaps that are meant
                setattr(response, key, value)
    for old in rolled.renew:
        evidence_links.link(workspace, scope.account_id, old.criterion, documents[old.title])
