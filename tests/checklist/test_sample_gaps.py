"""The sample importer has exactly the gaps it says it has."""

import re
import tomllib
from datetime import date

import pytest

from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.files import workspaces
from ctpat_desktop.services.profile import review
from ctpat_desktop.support.dates import with_days
from ctpat_desktop.support.shipped import shipped


def test_the_sample_lists_exactly_its_planted_gaps(sample):
    planted = tomllib.loads(
        shipped("resources", "samples", "importer", "gaps.toml").read_text(encoding="utf-8")
    )["gap"]
    workspace = workspaces.open_file(sample)
    found = review.review(
        Scope.of(workspace, companies.choose(workspace), date(2026, 11, 21))
    ).findings
    workspace.close()
    assert sorted((row.rule, row.place.criterion, row.severity.value) for row in found) == sorted(
        (row["rule"], row["criterion"], row["severity"]) for row in planted
    )
    assert len(planted) == 36


def test_every_day_in_a_finding_is_written_as_the_screens_write_it(sample):
    workspace = workspaces.open_file(sample)
    found = review.review(
        Scope.of(workspace, companies.choose(workspace), date(2026, 11, 21))
    ).findings
    workspace.close()
    said = [words for row in found for words in (row.reason, row.place.label)]
    assert [words for words in said if re.search(r"\d{4}-\d\d-\d\d", words)] == []
    assert any("K. Dassault (11/17/2026)" in words for words in said)


@pytest.mark.parametrize("words", ["B-2026-11-12", "2026-13-45", "2026-11-123", ""])
def test_what_is_no_stored_day_stays_as_it_is(words):
    assert with_days(words) == words
