"""A profile whose edition is not here loses nothing, and says so."""

import json

from ctpat_desktop.records import Account
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.profile import (
    answers,
    editions,
    model,
)
from ctpat_desktop.support.shipped import shipped
from ctpat_desktop.workspace import door
from tests.services.profile.editions.looking import FILE, OTHER, SAID, findings_of, read


def test_a_profile_on_an_edition_that_is_not_here_loses_nothing_and_says_so(strange):
    now = read(strange)
    assert (now.edition.missing, now.profile.edition) == ("2040-01", "2040-01")
    assert {key: now.answer(key).whole.narrative for key in SAID} == SAID
    assert now.answer("9.17").whole.narrative == "Watched."
    (found,) = findings_of(strange, "edition.missing")
    assert (found.severity.value, "2040-01" in found.reason) == ("blocker", True)


def test_a_move_from_an_edition_that_is_not_here_has_every_answer_read_again(strange):
    plan = editions.move(strange, "2020-03")
    assert {step.id for step in plan.to_read} == set(SAID)
    assert list(editions.to_read(strange)) == ["1.1", "6.2", "9.5", "9.8"]
    assert editions.to_read(strange)["1.1"].title == ""
    assert not findings_of(strange, "edition.missing")
    assert read(strange).answer("9.17").criterion.earlier == f"{OTHER} (INVENTED FOR TESTS)"


def test_the_file_opens_the_same_on_another_computer(moved, tmp_path):
    path, key = moved.workspace.path, moved.workspace.key
    before = read(moved)
    told = [(row.criterion, row.whole.narrative if row.whole else "") for row in before.answers]
    moved.workspace.close()
    there = path.rename(tmp_path / "there.ctpat")
    opened = door.open_workspace(there, key)
    now = companies.dossier(opened, moved.account_id)
    assert [(r.criterion, r.whole.narrative if r.whole else "") for r in now.answers] == told
    opened.close()


def test_a_kind_of_member_the_edition_does_not_know_loses_nothing_either(moved, tmp_path):
    content = json.loads(FILE.read_text())
    content["id"] = "importers"
    content["entities"] = [row for row in content["entities"] if row["id"] == "importer"]
    for table in ("criteria", "unasked"):
        for row in content[table]:
            row["levels"] = {k: v for k, v in row["levels"].items() if k == "importer"}
        content[table] = [row for row in content[table] if row["levels"]]
    path = tmp_path / "importers.json"
    path.write_text(json.dumps(content))
    editions.add(moved.workspace, path)
    editions.move(moved, "importers")
    with moved.workspace.work("Another kind") as unit:
        unit.session.get_one(Account, moved.account_id).entity = "highway_carrier"
    now = read(moved)
    assert (now.edition.missing, now.answer("1.1").whole.narrative) == ("importers", "We sign.")
    assert findings_of(moved, "edition.missing")


def test_the_window_hears_that_a_missing_edition_was_added(strange, tmp_path):
    workspace, heard = strange.workspace, []
    content = json.loads(shipped("forms", "catalogue", "2020-03", "criteria.json").read_text())
    path = tmp_path / "same.json"
    path.write_text(json.dumps({**content, "id": "2040-01"}))
    with workspace.work("Nothing beside") as unit:
        row = answers.existing(unit.session, strange.account_id, "9.17")
        unit.session.delete(row)
    kept = model.read(strange)
    assert "edition.missing" in {row.rule for row in kept.review.findings}
    workspace.on_change.append(heard.append)
    editions.add(workspace, path)
    for changes in heard:
        kept = model.after(workspace, kept, changes)
    assert "edition.missing" not in {row.rule for row in kept.review.findings}
    assert kept.book.edition.id == "2040-01"
    workspace.on_change.clear()
