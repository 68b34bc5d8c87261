"""Each rule speaks when answer and register disagree, and is silent when that is mended."""

import os
import random
from contextlib import suppress
from datetime import date, timedelta

import pytest

from ctpat_desktop.checklist import Severity
from ctpat_desktop.checklist.coherence_rules import EMPTY, LACKS, NEWEST, ROWS
from ctpat_desktop.checklist.rules_on_incidents import ALERTS
from ctpat_desktop.checklist.rules_on_procedures import PROCEDURES
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.records import Partner
from ctpat_desktop.services.accounts import settings
from ctpat_desktop.services.evidence import library
from ctpat_desktop.services.profile import answers, evidence_links
from ctpat_desktop.services.registers import facts
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.workspace import door
from ctpat_desktop.workspace.keys import Key
from tests.services.registers.coherence_cases import CASES, PARTNER
from tests.services.registers.coherence_risk import assessed, newcomer
from tests.services.registers.firm import DAY, Firm, ago


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    """One encrypted file for all firms of this module; facts never cross between companies."""
    path = tmp_path_factory.mktemp("firms") / "firms.ctpat"
    opened = door.create_workspace(path, Key(os.urandom(32), os.urandom(16)))
    yield opened
    opened.close()


@pytest.fixture
def firm(shared):
    return Firm(shared)


def broken(shared, case):
    firm = Firm(shared, case.entity)
    firm.say(case.criterion)
    firm.do(case.breaks)
    return firm


NAMES = [f"{number}-{case.rule}" for number, case in enumerate(CASES)]


@pytest.mark.parametrize("case", CASES, ids=NAMES)
def test_the_rule_speaks_once_and_is_silent_when_mended(shared, case):
    firm = broken(shared, case)
    (finding,) = firm.of(case.rule)
    assert finding.place.criterion in (case.criterion, "")
    firm.do(case.mends)
    assert firm.of(case.rule) == []
    assert firm.cache == firm.fresh()  # facts followed by changes are those read anew


OF_PROCEDURES = {rule.id for rule in PROCEDURES}
OF_RECORDS = (
    "register.incomplete",
    "register.dates",
    "alert.undecided",
    "procedure.missing",
    "procedure.unknown",
    *OF_PROCEDURES,
)
OF_CRITERIA = [case for case in CASES if case.rule not in OF_RECORDS]


@pytest.mark.parametrize("case", OF_CRITERIA, ids=[case.rule for case in OF_CRITERIA])
def test_the_rule_is_silent_where_the_criterion_is_ruled_out(shared, case):
    firm = broken(shared, case)
    for _ in range(4):  # a rule may speak of the next criterion it knows
        for row in [row.place.criterion for row in firm.of(case.rule)]:
            firm.say(row, "not_applicable")
    assert firm.of(case.rule) == []


def test_every_rule_has_a_case():
    rules = {rule.id for table in (ROWS, NEWEST, EMPTY, ALERTS) for rule in table}
    rules |= {rule.id for rule in LACKS.values()} | {
        *OF_RECORDS,
        "inspection.none_in_period",
        "training.no_topic",
    }
    assert rules == {case.rule for case in CASES}


def test_a_criterion_of_another_entity_type_is_not_looked_at(shared):
    firm = Firm(shared, "highway_carrier")
    firm.add("p", "partner", **{**PARTNER, "roles": "manufacturer"})
    assert firm.of("partner.forced_labor") == []


def test_forty_partners_are_one_finding_with_three_names(firm):
    firm.say("3.5")
    with firm.workspace.work("Add many") as unit:
        for number in range(40):
            unit.session.add(
                Partner(company_id=firm.company, **{**PARTNER, "name": f"Maker {number:02}"})
            )
    (finding,) = firm.of("partner.unproven")
    assert finding.reason.endswith("Maker 00; Maker 01; Maker 02 and 37 more.")


def test_the_place_is_the_first_record(firm):
    firm.say("3.5")
    firm.add("p", "partner", **PARTNER)
    (finding,) = firm.of("partner.unproven")
    place = finding.place
    assert (place.section, place.table, place.record_id, place.field) == (
        "partner",
        "partner",
        firm.ids["p"],
        "checked_on",
    )
    assert place.label == "Partners › Norvane"


def test_an_empty_register_with_a_linked_document_is_only_a_note(firm, tmp_path):
    binder = tmp_path / "visitors.txt"
    binder.write_text("See the binder at the front desk.")
    firm.say("10.2")
    document = library.add_file(firm.workspace, firm.company, binder)
    evidence_links.link(firm.workspace, firm.account, "10.2", document, None)
    assert [row.severity for row in firm.of("visitor.none")] == [Severity.NOTE]


def test_an_empty_register_without_a_document_is_a_gap(firm):
    firm.say("10.2")
    assert [row.severity for row in firm.of("visitor.none")] == [Severity.GAP]


def test_sites_nobody_described_yet_are_only_a_note(firm):
    firm.say("9.1")
    firm.add("s", "site", name="Newark", handles_cargo=True)
    assert [row.severity for row in firm.of("site.barriers")] == [Severity.NOTE]


def test_required_fields_are_named_per_record(firm):
    firm.add("p", "partner", name="Norvane", status="active")
    (finding,) = firm.of("register.incomplete")
    assert finding.reason == "Required fields are empty: Norvane (role, country)."


def test_a_limit_can_be_changed(firm):
    firm.say("4.12")
    firm.add("g", "backup_run", run_on=ago(10), outcome="good", restore_tested_on=DAY)
    assert firm.of("backup.old")
    settings.put(firm.workspace, "rules.backup_days", 14)
    try:
        assert firm.of("backup.old") == []
    finally:
        settings.put(firm.workspace, "rules.backup_days", 7)


def test_a_changed_answer_reads_no_register(firm):
    before = firm.cache
    answers.save(firm.workspace, firm.account, "9.1", None, status="planned")
    assert firm.cache is before


def test_a_leg_moved_on_its_map_reads_nothing_of_the_partners_again(firm):
    for step in (assessed(), newcomer()):
        step(firm)
    firm.add("o", "risk_assessment", year=2027)
    firm.add("k", "risk_chain", risk_assessment_id="@o", name="Foshan")
    firm.add("l", "risk_leg", risk_chain_id="@k", name="Port")
    before = firm.cache.problem_rows["risk_partner"]
    firm.change("l", x=40, y=60, notes="Beside the quay.")
    assert firm.cache.problem_rows["risk_partner"] is before
    firm.change("l", partner_id="@p")
    assert firm.cache.problem_rows["risk_partner"] == {}


def test_findings_of_registers_stand_with_their_criterion(firm):
    firm.say("3.5")
    firm.say("9.1")
    firm.add("p", "partner", **PARTNER)
    gaps = [row for row in firm.findings() if row.severity is Severity.GAP]
    places = [row.place.criterion for row in gaps if row.place.criterion in ("3.5", "9.1")]
    assert places == sorted(places)


def test_company_and_other_company_are_apart(shared):
    ours = Firm(shared)
    ours.say("3.5")
    theirs = Firm(shared)
    theirs.add("p", "partner", **PARTNER)
    assert facts.read(Scope.of_company(shared, ours.company, DAY)).facts.filled == frozenset()


@pytest.mark.parametrize("seed", range(12))
def test_a_random_walk_keeps_the_facts_true(shared, seed):
    chance = random.Random(seed)
    firm = Firm(shared)
    firm.add("x0", "person", first_name="A", last_name="B")
    firm.add("p0", "partner", **PARTNER)
    for number in range(1, 40):
        with suppress(Problem):  # what was removed meanwhile cannot be changed
            chance.choice(WALK)(firm, chance, number)
        if chance.random() < 0.2:
            firm.workspace.undo()
    assert firm.cache == firm.fresh()


def some(firm, chance, letters):
    """The nickname of some record; those removed meanwhile are among them."""
    return chance.choice([key for key in firm.ids if key[0] in letters])


def some_day(chance):
    return ago(chance.randint(-50, 900))


def add_partner(firm, _chance, number):
    firm.add(f"p{number}", "partner", **{**PARTNER, "name": f"P{number}"})


def add_certificate(firm, chance, number):
    owner = "@" + some(firm, chance, "p")
    day = some_day(chance)
    firm.add(f"c{number}", "certificate", partner_id=owner, kind="aeo", expires_on=day)


def add_assessment(firm, chance, number):
    owner, band = "@" + some(firm, chance, "p"), chance.choice(("poor", "good"))
    firm.add(f"a{number}", "assessment", partner_id=owner, done_on=some_day(chance), band=band)


def change_partner(firm, chance, _number):
    status = chance.choice(("active", "ended"))
    firm.change(some(firm, chance, "p"), status=status, checked_on=some_day(chance))


def add_person(firm, _chance, number):
    firm.add(f"x{number}", "person", first_name="N", last_name=str(number))


def add_device(firm, chance, number):
    firm.add(f"d{number}", "device", person_id="@" + some(firm, chance, "x"), kind="badge")


def leave(firm, chance, _number):
    firm.change(some(firm, chance, "x"), left_on=some_day(chance))


def move(firm, chance, _number):
    nickname = some(firm, chance, "acd") if any(k[0] in "acd" for k in firm.ids) else ""
    if nickname.startswith("d"):
        firm.change(nickname, person_id="@" + some(firm, chance, "x"))
    elif nickname:
        firm.change(nickname, partner_id="@" + some(firm, chance, "p"))


def drop(firm, chance, _number):
    firm.remove(some(firm, chance, "pxacd"))


WALK = (
    add_partner,
    add_certificate,
    add_certificate,
    add_assessment,
    add_assessment,
    change_partner,
    change_partner,
    add_person,
    add_device,
    leave,
    move,
    move,
    drop,
)


def test_a_draft_with_blanks_is_pointed_out_after_a_month(firm):
    firm.add("p", "procedure", title="Seals", criteria="6.1")
    firm.add("v", "procedure_version", procedure_id="@p", version="1", text="Call [[whom]].")
    assert firm.of("procedure.blanks") == []
    for days, count in ((29, 0), (31, 1)):
        day = date.today() + timedelta(days=days)
        read = facts.read(Scope.of_company(firm.workspace, firm.company, day))
        assert read.facts.rows["procedure_blanks"].count == count


def test_blanks_name_the_version_and_its_language(firm):
    firm.add("p", "procedure", title="Seals", criteria="6.1")
    values = {"version": "8", "language": "es", "status": "approved", "text": "Llame a [[quién]]."}
    firm.add("v", "procedure_version", procedure_id="@p", **values)
    (finding,) = firm.of("procedure.blanks")
    assert "Seals (version 8, Spanish)" in finding.reason


def test_what_lacks_a_procedure_is_one_finding(firm, tmp_path):
    for criterion in ("1.1", "1.3", "2.4", "6.1", "9.15"):
        firm.say(criterion)
    assert firm.of("procedure.missing") == [], "nobody has begun the library"
    firm.add("p", "procedure", title="Seals", criteria="6.2")
    (finding,) = firm.of("procedure.missing")
    assert finding.reason.endswith(
        "names them: 1.1 Statement of support; 1.3 Audit and review of the security program; "
        "2.4 Crisis and continuity and 1 more."
    )
    assert finding.severity is Severity.WEAK
    paper = tmp_path / "paper.txt"
    paper.write_text("The papers.")
    document = library.add_file(firm.workspace, firm.company, paper)
    for criterion in ("1.1", "1.3", "2.4", "9.15"):
        evidence_links.link(firm.workspace, firm.account, criterion, document, None)
    assert [row.severity for row in firm.of("procedure.missing")] == [Severity.NOTE]
