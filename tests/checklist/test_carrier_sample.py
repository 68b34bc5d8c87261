"""The sample carrier's registers contradict none of its answers."""

from datetime import date

from ctpat_desktop.services import companies, review, samples


def test_the_registers_of_the_carrier_contradict_nothing(tmp_path):
    workspace = samples.create(tmp_path / "carrier.ctpat", "carrier")
    found = review.review(workspace, companies.choose(workspace), date(2026, 11, 21)).findings
    workspace.close()
    ours = [row.rule for row in found if not row.place.section.isdigit()]
    assert ours == []
