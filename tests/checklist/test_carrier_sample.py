"""The sample carrier's registers contradict none of its answers."""

from datetime import date

from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.profile import review
from ctpat_desktop.services.samples import sample_file


def test_the_registers_of_the_carrier_contradict_nothing(tmp_path):
    workspace = sample_file.create(tmp_path / "carrier.ctpat", "carrier")
    found = review.review(
        Scope.of(workspace, companies.choose(workspace), date(2026, 11, 21))
    ).findings
    workspace.close()
    ours = [row.rule for row in found if not row.place.section.isdigit()]
    assert ours == []
