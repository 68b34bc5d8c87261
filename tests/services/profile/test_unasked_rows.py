"""What was answered on a criterion that is not asked any more stays the account's own row."""

from datetime import date

import pytest

from ctpat_desktop.catalogue import Level, Trust
from ctpat_desktop.documents.core.stamp import Stamp
from ctpat_desktop.documents.profile.report import profile_tree
from ctpat_desktop.documents.profile.snapshot import Snapshot
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.records import CriterionOverlay, Profile, Response
from ctpat_desktop.records.base import new_id
from ctpat_desktop.services.accounts import companies, overlays
from ctpat_desktop.services.evidence import library
from ctpat_desktop.services.history import versions
from ctpat_desktop.services.profile import answers, evidence_links, review
from ctpat_desktop.services.registers import records
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.workspace import door
from tests.services.profile.walking import walked

DAY = date(2026, 11, 28)
OLD, WALK = "10.9", "10.walk"


@pytest.fixture
def account(workspace):
    return companies.start(workspace, "Acme", "importer", 2026)


@pytest.fixture
def site(workspace, account):
    company = companies.dossier(workspace, account).company.id
    return records.add(workspace, "site", company_id=company, name="Yard")


@pytest.fixture
def answered(workspace, account):
    """An account that answered 10.9 while it was still asked."""
    with workspace.work("Answer 10.9") as unit:
        profile = unit.session.query(Profile).filter_by(account_id=account).one()
        unit.session.add(
            Response(
                id=new_id(),
                profile_id=profile.id,
                criterion=OLD,
                status="partly",
                narrative="One cage, watched.",
            )
        )
    return account


def ids(workspace, account):
    return [row.criterion.id for row in companies.dossier(workspace, account).answers]


def test_nobody_is_asked_for_it(workspace, account):
    assert OLD not in ids(workspace, account)
    with pytest.raises(Problem, match=r"There is no criterion 10\.9"):
        answers.save(workspace, account, OLD, status="in_place")


def test_what_was_said_is_an_own_row_in_its_chapter(workspace, answered):
    row = companies.dossier(workspace, answered).answer(OLD)
    told = row.criterion
    assert (row.status, row.whole.narrative) == ("partly", "One cage, watched.")
    assert (told.trust, told.level, told.category) == (Trust.OWN, Level.SHOULD, 10)
    assert told.title == "Monitored delivery area"
    assert ids(workspace, answered).index("10.8") + 1 == ids(workspace, answered).index(OLD)


def test_it_is_the_same_after_opening_the_file_again(tmp_path):
    path = tmp_path / "copy.ctpat"
    made = door.create_workspace(path, None)
    account = companies.start(made, "Acme", "importer", 2026)
    with made.work("Answer") as unit:
        profile = unit.session.query(Profile).one()
        unit.session.add(Response(id=new_id(), profile_id=profile.id, criterion=OLD))
    tip = made.tip
    made.close()
    again = door.open_workspace(path, None)
    assert OLD in ids(again, account)
    assert again.tip == tip
    again.close()


def test_it_is_still_answered_and_proven(workspace, answered, site, tmp_path):
    (tmp_path / "cage.txt").write_text("The cage")
    company = companies.dossier(workspace, answered).company.id
    document = library.add_file(workspace, company, tmp_path / "cage.txt")
    evidence_links.link(workspace, answered, OLD, document, site)
    answers.save(workspace, answered, OLD, status="in_place")
    row = companies.dossier(workspace, answered).answer(OLD)
    assert (row.status, [paper.title for paper in row.evidence]) == ("in_place", ["cage"])


def test_undo_of_what_was_answered_takes_the_row_too(workspace, answered):
    workspace.undo()
    assert OLD not in ids(workspace, answered)
    workspace.redo()
    assert (
        companies.dossier(workspace, answered).answer(OLD).whole.narrative == "One cage, watched."
    )


def test_its_history_can_be_read(workspace, answered):
    record = companies.dossier(workspace, answered).answer(OLD).whole.id
    answers.save(workspace, answered, OLD, narrative="Two cages.")
    found = versions.versions(workspace, "response", record)
    assert [row.after for row in found if row.field == "narrative"] == [
        "Two cages.",
        "One cage, watched.",
    ]


def test_a_text_pasted_into_it_keeps_its_title_and_chapter(workspace, account):
    with workspace.work("Paste") as unit:
        unit.session.add(
            CriterionOverlay(
                id=new_id(), account_id=account, criterion=OLD, official_text="As CBP says"
            )
        )
    told = companies.dossier(workspace, account).answer(OLD).criterion
    assert (told.title, told.category) == ("Monitored delivery area", 10)
    assert told.official_text == "As CBP says"


def test_its_words_can_be_changed_and_set_back(workspace, answered):
    own = {"is_own": True, "title": "The cage", "category": 9, "level": "must", "summary": "x"}
    overlays.save(workspace, answered, OLD, **own)
    told = companies.dossier(workspace, answered).answer(OLD).criterion
    assert (told.title, told.category, told.level) == ("The cage", 9, Level.MUST)
    overlays.reset(workspace, answered, OLD)
    told = companies.dossier(workspace, answered).answer(OLD).criterion
    assert (told.title, told.category) == ("Monitored delivery area", 10)


def test_the_report_prints_it_as_the_accounts_own(workspace, answered):
    dossier = companies.dossier(workspace, answered)
    checked = review.review(Scope.of(workspace, answered, DAY))
    stamp = Stamp("1", dossier.edition.id, "0" * 64, DAY)
    printed = repr(profile_tree(Snapshot(dossier, checked.findings, stamp)))
    assert "Monitored delivery area" in printed
    assert "Your own row" in printed
    assert "One cage, watched." in printed


def test_the_question_of_the_walk_becomes_a_row_when_it_is_answered(workspace, account, site):
    assert WALK not in ids(workspace, account)
    walked(workspace, account, WALK, site, "partly")
    row = companies.dossier(workspace, account).answer(WALK)
    assert (row.criterion.trust, row.criterion.category) == (Trust.OWN, 10)
    assert [found.status for _, found in row.by_site] == ["partly"]
    workspace.undo()
    assert WALK not in ids(workspace, account)


def test_a_level_that_is_not_known_is_neither_a_must_nor_left_out(workspace):
    account = companies.start(workspace, "Air", "air_carrier", 2026)
    found = review.review(Scope.of(workspace, account, DAY))
    (row,) = (row for row in found.findings if row.place.criterion == "6.4")
    assert (row.rule, row.severity.value) == ("answer.missing_unknown", "note")
    assert row.reason == "6.4 is asked at a level that is not known and has no answer."
    dossier = companies.dossier(workspace, account)
    musts = sum(row.criterion.is_must for row in dossier.answers if row.criterion.category == 6)
    assert next(line.must_open for line in found.progress if line.section == "6") == musts
    stamp = Stamp("1", dossier.edition.id, "0" * 64, DAY)
    assert "Level not known" in repr(profile_tree(Snapshot(dossier, found.findings, stamp)))
