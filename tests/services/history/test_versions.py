"""Versions of fields: what differs between two, and putting fields and records back."""

import random
import sys
from datetime import date

import pytest

from ctpat_desktop.records import CriterionOverlay
from ctpat_desktop.records.base import new_id
from ctpat_desktop.services.accounts import companies, overlays
from ctpat_desktop.services.files import workspaces as files
from ctpat_desktop.services.history import versions
from ctpat_desktop.services.profile import answers, evidence_links
from ctpat_desktop.services.registers import records
from ctpat_desktop.support.errors import Problem
from tests.workspace.walking import everything

WORDS = [
    "seal",
    "señal",
    "e\u0301te\u0301",
    "深圳市",
    "don't",
    "a",
    "the",
    "ISO-17712",
    "",
    "<b>&amp;",
]
SPACES = [" ", "  ", "\n", "\n\n", "\r\n", "\t", ", ", ". ", "\u00a0", ""]


@pytest.fixture
def account(workspace):
    return companies.start(workspace, "Acme", "importer", 2026)


@pytest.fixture
def company(workspace, account):
    return companies.dossier(workspace, account).company.id


@pytest.fixture
def opened(sample):
    workspace = files.open_file(sample)
    yield workspace
    workspace.close()


def some_text(chance, length):
    return "".join(chance.choice(WORDS) + chance.choice(SPACES) for _ in range(length))


def edited(chance, text):
    """The text with a few words cut out, put in or moved."""
    for _ in range(chance.randrange(4)):
        at, to = sorted(chance.randrange(len(text) + 1) for _ in range(2))
        text = text[:at] + some_text(chance, chance.randrange(3)) + text[to:]
    return text


def sides(pieces):
    before = "".join(p.text for p in pieces if p.kind in ("same", "removed"))
    after = "".join(p.text for p in pieces if p.kind in ("same", "added"))
    return before, after


@pytest.mark.parametrize("seed", range(300))
def test_the_pieces_joined_are_both_texts_to_the_character(seed):
    chance = random.Random(seed)
    before = some_text(chance, chance.randrange(40))
    after = edited(chance, before) if seed % 3 else some_text(chance, chance.randrange(40))
    pieces = versions.compare(before, after)
    assert sides(pieces) == (before, after)
    assert all(piece.text for piece in pieces)


def test_whole_words_differ_and_the_rest_is_the_same():
    pieces = versions.compare("Kept locked.\nChecked daily.", "Kept closed.\nChecked daily, twice.")
    assert [(piece.kind, piece.text) for piece in pieces] == [
        ("same", "Kept "),
        ("removed", "locked"),
        ("added", "closed"),
        ("same", ".\nChecked daily"),
        ("added", ", twice"),
        ("same", "."),
    ]


def test_words_put_in_for_others_stand_together():
    pieces = versions.compare("once a week", "every second day")
    assert [piece.kind for piece in pieces] == ["removed", "added"]


@pytest.mark.parametrize(
    ("before", "after", "kinds"),
    [("", "", []), ("", "new", ["added"]), ("old", "", ["removed"]), ("a b", "a b", ["same"])],
)
def test_empty_and_equal_texts(before, after, kinds):
    assert [piece.kind for piece in versions.compare(before, after)] == kinds


def test_an_accent_is_a_part_of_its_word():
    pieces = versions.compare("la sen\u0303al", "la senal")
    assert [(p.kind, p.text) for p in pieces][1:] == [
        ("removed", "sen\u0303al"),
        ("added", "senal"),
    ]


def test_long_texts_are_compared_at_once():
    chance = random.Random(7)
    vocabulary = ["the", "a", "of", "seal", "gate", "is", "kept"]
    old, new = (" ".join(chance.choices(vocabulary, k=950))[:4000] for _ in range(2))
    pieces, steps = counted(lambda: versions.compare(old, new))
    assert sides(pieces) == (old, new)
    pairs = len(old.split()) * len(new.split())
    assert steps < 15 * pairs  # it grows with words, not with letters


def counted(work):
    """Return what the work returns, and how many calls it took; the same at each run."""
    steps = 0

    def count(_frame, event, _argument):
        nonlocal steps
        steps += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        return work(), steps
    finally:
        sys.setprofile(None)


def test_versions_carry_number_and_action(workspace, company):
    records.change(workspace, "company", company, phone="1")
    newest, first = versions.versions(workspace, "company", company, "phone")
    assert (newest.action, first.action) == ("changed", "added")
    assert newest.number > first.number > 0


def test_a_restored_field_is_a_change_of_its_own_and_can_be_undone(workspace, company):
    for phone in ("1", "2"):
        records.change(workspace, "company", company, phone=phone, fax=phone)
    earlier = versions.versions(workspace, "company", company, "phone")[1]
    changes = versions.restore_field(workspace, earlier)
    assert [item.fields for item in changes.items] == [{"phone"}]
    row = records.stored(workspace, "company", company)
    assert (row.phone, row.fax) == ("1", "2")
    newest = versions.versions(workspace, "company", company, "phone")[0]
    assert (newest.what, newest.before, newest.after) == ("Restore company", "2", "1")
    workspace.undo()
    assert records.stored(workspace, "company", company).phone == "2"
    assert workspace.can_redo == "Restore company"


def test_the_side_before_a_change_can_be_restored(workspace, company):
    records.change(workspace, "company", company, started_on=date(1998, 4, 6))
    records.change(workspace, "company", company, started_on=None)
    newest = versions.versions(workspace, "company", company, "started_on")[0]
    versions.restore_field(workspace, newest, side="before")
    assert records.stored(workspace, "company", company).started_on == date(1998, 4, 6)


def test_before_it_was_there_a_field_was_empty(workspace, company):
    first = versions.versions(workspace, "company", company, "name")[-1]
    assert (first.action, first.before) == ("added", None)
    versions.restore_field(workspace, first, side="before")
    assert records.stored(workspace, "company", company).name == ""


def test_restoring_what_stands_now_changes_nothing(workspace, company):
    records.change(workspace, "company", company, phone="1")
    newest = versions.versions(workspace, "company", company, "phone")[0]
    assert not versions.restore_field(workspace, newest)
    assert not versions.restore_record(workspace, "company", company, newest.number)
    assert workspace.can_undo == "Change company"


def test_a_field_of_a_removed_record_is_refused(workspace, company):
    site = records.add(workspace, "site", company_id=company, name="Dock")
    version = versions.versions(workspace, "site", site, "name")[0]
    records.remove(workspace, "site", site)
    with pytest.raises(Problem, match="not there any more"):
        versions.restore_field(workspace, version)


def test_a_whole_record_goes_back_to_how_it_was(workspace, company):
    site = records.add(workspace, "site", company_id=company, name="Dock", employees=3)
    records.change(workspace, "site", site, city="Laredo", employees=5)
    then, state = versions.versions(workspace, "site", site)[0].number, everything(workspace)
    records.change(workspace, "site", site, city="", employees=None, handles_cargo=True)
    records.change(workspace, "site", site, name="Gate")
    late = everything(workspace)
    versions.restore_record(workspace, "site", site, then)
    assert everything(workspace) == state
    workspace.undo()
    assert everything(workspace) == late


def test_a_version_from_before_the_record_is_refused(workspace, company):
    with pytest.raises(Problem, match="no such version"):
        versions.restore_record(workspace, "company", company, 0)


def busy_site(workspace):
    """Put answers and linked documents under the first site of the sample."""
    account = companies.choose(workspace)
    dossier = companies.dossier(workspace, account)
    site = dossier.sites[0]
    free = [row for row in dossier.evidence if row.kind != "agreement"][:2]
    for criterion, document in zip(("9.9", "9.10"), free, strict=True):
        answers.save(workspace, account, criterion, site.id, status="partly", narrative="Here.")
        evidence_links.link(workspace, account, criterion, document.id, site.id)
    return account, site, free


def test_a_removed_site_comes_back_with_answers_and_links(opened):
    _, site, _ = busy_site(opened)
    before = everything(opened)
    records.remove(opened, "site", site.id)
    gone = before.keys() - everything(opened).keys()
    plan = {"site_plan", "site_mark"}
    assert {table for table, _ in gone} == {"site", "response", "evidence_link", *plan}
    (entry,) = versions.removed(opened)
    assert (entry.title, entry.who) == (f"Site {site.name}", "tester")
    assert entry.with_it == len(gone) - 1
    versions.restore_record(opened, "site", site.id, entry.number)
    assert everything(opened) == before
    assert entry.record_id not in [row.record_id for row in versions.removed(opened)]
    opened.undo()
    assert ("site", site.id) not in everything(opened)
    opened.redo()
    assert everything(opened) == before


def test_a_removed_company_comes_back_whole(opened):
    before = everything(opened)
    company = next(key for table, key in before if table == "company")
    records.remove(opened, "company", company)
    entry = next(row for row in versions.removed(opened) if row.table == "company")
    versions.restore_record(opened, "company", company, entry.number)
    assert everything(opened) == before


def test_a_removed_record_can_come_back_as_it_was_earlier(workspace, company):
    site = records.add(workspace, "site", company_id=company, name="Dock")
    then, state = versions.versions(workspace, "site", site)[0].number, everything(workspace)
    records.change(workspace, "site", site, name="Gate")
    records.remove(workspace, "site", site)
    versions.restore_record(workspace, "site", site, then)
    assert everything(workspace) == state


def test_a_link_to_a_document_removed_meanwhile_stays_away(opened):
    _, site, (first, second) = busy_site(opened)
    links = {key for key in everything(opened) if key[0] == "evidence_link"}
    records.remove(opened, "site", site.id)
    records.remove(opened, "evidence", first.id)
    versions.restore_record(opened, "site", site.id, 10**9)
    now = everything(opened)
    assert ("site", site.id) in now
    ends = [values for key, values in now.items() if key in links]
    assert any(second.id in values for values in ends)
    assert not any(first.id in values for values in ends)
    versions.restore_record(opened, "evidence", first.id, 10**9)
    lost = [row for row in versions.removed(opened) if row.table == "evidence_link"]
    assert [row.title for row in lost] == [f"Link from 9.9 to “{first.title}”"]
    versions.restore_record(opened, "evidence_link", lost[0].record_id, lost[0].number)
    assert links <= everything(opened).keys()


def test_without_its_parent_nothing_is_restored(opened):
    _, site, _ = busy_site(opened)
    company = companies.dossier(opened, companies.choose(opened)).company.id
    records.remove(opened, "site", site.id)
    records.remove(opened, "company", company)
    before, undo = everything(opened), opened.can_undo
    with pytest.raises(Problem, match="its company is gone") as told:
        versions.restore_record(opened, "site", site.id, 10**9)
    assert "\n" not in told.value.line()
    assert everything(opened) == before
    assert opened.can_undo == undo


def test_a_record_replaced_meanwhile_is_refused_and_not_listed(workspace, account):
    with workspace.work("As earlier versions made it") as unit:
        row = CriterionOverlay(id=new_id(), account_id=account, criterion="1.1")
        row.official_text = "First."
        unit.session.add(row)
    overlays.reset(workspace, account, "1.1")
    (entry,) = versions.removed(workspace)
    assert (entry.table, entry.title) == ("criterion_overlay", "Criterion 1.1")
    overlays.save(workspace, account, "1.1", official_text="Second.")
    assert versions.removed(workspace) == ()
    before = everything(workspace)
    with pytest.raises(Problem, match="another one in its place"):
        versions.restore_record(workspace, entry.table, entry.record_id, entry.number)
    assert everything(workspace) == before


def test_what_is_made_again_under_its_own_id_is_not_missed(workspace, account):
    overlays.save(workspace, account, "1.1", official_text="First.")
    overlays.reset(workspace, account, "1.1")
    overlays.save(workspace, account, "1.1", official_text="Second.")
    assert versions.removed(workspace) == ()


def test_removed_records_stand_newest_first_without_what_is_back(workspace, company):
    sites = [records.add(workspace, "site", company_id=company, name=n) for n in "ABC"]
    for site in sites:
        records.remove(workspace, "site", site)
    workspace.undo()
    assert [row.title for row in versions.removed(workspace)] == ["Site B", "Site A"]


def test_what_hangs_on_a_removed_record_is_listed_once_its_parent_is_back(workspace, account):
    company = companies.dossier(workspace, account).company.id
    site = records.add(workspace, "site", company_id=company, name="Dock")
    answers.save(workspace, account, "9.10", site, narrative="Here.")
    answer = next(key for table, key in everything(workspace) if table == "response")
    records.remove(workspace, "response", answer)
    assert [row.title for row in versions.removed(workspace)] == ["Answer 9.10 at Dock"]
    records.remove(workspace, "site", site)
    titles = [(row.title, row.with_it) for row in versions.removed(workspace)]
    assert titles == [("Site Dock", 0), ("Answer 9.10 at Dock", 0)]
