"""Each rule on Trade Compliance speaks when something is amiss, and is silent when it is mended."""

import os

import pytest

from ctpat_desktop.checklist.rules_on_trade import TRADE
from ctpat_desktop.services.accounts import settings
from ctpat_desktop.workspace import door
from ctpat_desktop.workspace.keys import Key
from tests.services.registers.firm import Firm, ago
from tests.services.trade.trade_cases import CASES, IOR


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    """One encrypted file for all firms of this module; facts never cross between companies."""
    path = tmp_path_factory.mktemp("firms") / "firms.ctpat"
    opened = door.create_workspace(path, Key(os.urandom(32), os.urandom(16)))
    yield opened
    opened.close()


def member(shared, status="accepted", entity="importer"):
    firm = Firm(shared, entity)
    firm.add("m", "trade_membership", status=status)
    return firm


def broken(shared, case, **values):
    firm = member(shared, **values)
    firm.do(case.breaks)
    return firm


NAMES = [f"{number}-{case.rule}" for number, case in enumerate(CASES)]


@pytest.mark.parametrize("case", CASES, ids=NAMES)
def test_the_rule_speaks_once(shared, case):
    assert len(broken(shared, case).of(case.rule)) == 1


@pytest.mark.parametrize("case", CASES, ids=NAMES)
def test_the_rule_is_silent_when_mended(shared, case):
    firm = broken(shared, case)
    firm.do(case.mends)
    assert firm.of(case.rule) == []


@pytest.mark.parametrize("case", CASES, ids=NAMES)
def test_facts_followed_by_changes_are_those_read_anew(shared, case):
    firm = broken(shared, case)
    firm.do(case.mends)
    assert firm.cache == firm.fresh()


def test_every_rule_has_a_case():
    assert {rule.id for rule in TRADE} == {case.rule for case in CASES}


@pytest.mark.parametrize("status", ["preparing", "applied"])
def test_who_prepares_is_told_as_well(shared, status):
    assert member(shared, status).of("trade.no_bond")


@pytest.mark.parametrize("status", ["withdrawn", "removed", ""])
def test_who_is_out_hears_nothing(shared, status):
    assert member(shared, status).of("trade.no_bond") == []


def test_a_carrier_hears_nothing(shared):
    assert member(shared, entity="highway_carrier").of("trade.no_bond") == []


def test_withdrawing_ends_every_finding(shared):
    firm = member(shared)
    firm.change("m", status="withdrawn")
    assert [row.rule for row in firm.findings() if row.rule.startswith("trade.")] == []


def test_no_trade_finding_blocks(shared):
    assert {rule.severity.value for rule in TRADE} <= {"gap", "weak", "note"}


def test_the_number_is_named_and_the_place_is_its_record(shared):
    firm = member(shared)
    firm.add("n", "identifier", kind="ior", value="47-318265501")
    firm.add("i", "covered_ior", **IOR, identifier_id="@n", imports_since=ago(9))
    (finding,) = firm.of("trade.ior_young")
    assert finding.reason.endswith(f"47-318265501 ({ago(9):%m/%d/%Y}).")
    assert (finding.place.table, finding.place.record_id) == ("covered_ior", firm.ids["i"])


def test_a_renamed_number_is_named_anew(shared):
    firm = member(shared)
    firm.add("n", "identifier", kind="ior", value="47-000000000")
    firm.add("i", "covered_ior", **IOR, identifier_id="@n", imports_since=ago(9))
    firm.change("n", value="47-999999999")
    (finding,) = firm.of("trade.ior_young")
    assert "47-999999999" in finding.reason


def test_two_years_are_a_default_that_can_be_changed(shared):
    firm = member(shared)
    firm.add("i", "covered_ior", **IOR, imports_since=ago(400))
    assert firm.of("trade.ior_young")
    settings.put(shared, "rules.import_history_days", 365)
    try:
        assert firm.of("trade.ior_young") == []
    finally:
        settings.put(shared, "rules.import_history_days", 730)
