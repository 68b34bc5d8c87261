"""The sample importer has exactly the gaps it says it has."""

import tomllib
from datetime import date

from ctpat_desktop.services import companies, review, workspaces
from ctpat_desktop.support.shipped import shipped


def test_the_sample_lists_exactly_its_planted_gaps(sample):
    planted = tomllib.loads(
        shipped("resources", "samples", "importer", "gaps.toml").read_text(encoding="utf-8")
    )["gap"]
    workspace = workspaces.open_file(sample)
    found = review.review(workspace, companies.choose(workspace), date(2026, 11, 21)).findings
    workspace.close()
    assert sorted((row.rule, row.place.criterion, row.severity.value) for row in found) == sorted(
        (row["rule"], row["criterion"], row["severity"]) for row in planted
    )
    assert len(planted) == 24
