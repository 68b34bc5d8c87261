"""Two workspaces on one file, and two companies in one workspace."""

import pytest

from ctpat_desktop.services.accounts import companies, overlays, settings
from ctpat_desktop.services.evidence import library
from ctpat_desktop.services.files import workspaces as files
from ctpat_desktop.services.profile import answers, evidence_links
from ctpat_desktop.services.registers import records
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.workspace import engine
from ctpat_desktop.workspace.lock_file import InUse


@pytest.fixture
def two(workspace):
    first = companies.start(workspace, "Acme", "importer", 2026)
    second = companies.start(workspace, "Bolt", "highway_carrier", 2026)
    return first, second


def test_two_companies_keep_apart(workspace, two):
    first, second = two
    before = companies.dossier(workspace, second).fingerprint()
    company = companies.dossier(workspace, first).company.id
    records.add(workspace, "site", company_id=company, name="Dock")
    document = library.add_bytes(workspace, company, "a.txt", b"one")
    answers.save(workspace, first, "1.1", status="in_place", narrative="We do.")
    evidence_links.link(workspace, first, "1.1", document)
    overlays.save(workspace, first, "1.1", level="must")
    assert companies.dossier(workspace, second).fingerprint() == before
    records.remove(workspace, "company", company)
    assert companies.dossier(workspace, second).fingerprint() == before
    assert [line.company for line in companies.overview(workspace)] == ["Bolt"]


def test_a_document_proves_only_its_own_company(workspace, two):
    first, second = two
    company = companies.dossier(workspace, first).company.id
    document = library.add_bytes(workspace, company, "a.txt", b"one")
    with pytest.raises(Problem, match="another company"):
        evidence_links.link(workspace, second, "1.1", document)


def test_an_answer_names_only_its_own_sites(workspace, two):
    first, second = two
    company = companies.dossier(workspace, first).company.id
    site = records.add(workspace, "site", company_id=company, name="Dock")
    with pytest.raises(Problem, match="site"):
        answers.save(workspace, second, "1.1", site, status="in_place")


def test_unknown_entity_type_is_refused(workspace):
    with pytest.raises(Problem, match="no entity type “pirate”"):
        companies.start(workspace, "Acme", "pirate", 2026)
    assert companies.overview(workspace) == ()


@pytest.mark.parametrize("name", ["acme", "ACME", "Acme · U.S. Importer · 2026"])
def test_an_account_is_chosen_by_name(workspace, two, name):
    assert companies.choose(workspace, name) == two[0]


def test_a_name_that_begins_another_still_names_one(workspace, two):
    companies.start(workspace, "Acme West", "importer", 2026)
    assert companies.choose(workspace, "Acme") == two[0]


def test_several_accounts_need_a_name(workspace, two):
    with pytest.raises(Problem, match="several accounts"):
        companies.choose(workspace)
    with pytest.raises(Problem, match="does not name exactly one"):
        companies.choose(workspace, "Nobody")


def test_a_second_window_may_not_write(workspace, two):
    with pytest.raises(InUse, match=r"empty\.ctpat is open already by tester on"):
        files.open_with(workspace.path, workspace.key)


def test_a_second_window_reads_what_the_first_writes(workspace, two):
    other = files.open_with(workspace.path, workspace.key, reading_only=True)
    answers.save(workspace, two[0], "1.1", narrative="first")
    assert companies.dossier(other, two[0]).answer("1.1").whole.narrative == "first"
    with pytest.raises(Problem, match="open to read only"):
        answers.save(other, two[0], "1.2", narrative="second")
    other.close()
    answers.save(workspace, two[0], "1.1", narrative="third")
    assert companies.dossier(workspace, two[0]).answer("1.1").whole.narrative == "third"


def test_the_file_is_free_again_after_closing(workspace, two):
    key = workspace.key
    workspace.close()
    again = files.open_with(workspace.path, key)
    answers.save(again, two[0], "1.1", narrative="kept")
    again.close()
    assert [path.name for path in workspace.path.parent.iterdir()] == ["empty.ctpat"]


def test_writing_while_another_program_writes_is_told(workspace, two, monkeypatch):
    monkeypatch.setattr(engine, "PATIENCE", 0.1)
    key = workspace.key
    workspace.close()
    mine = files.open_with(workspace.path, key)
    other = engine.bare(workspace.path, key)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(Problem, match="another program is using it"):
        answers.save(mine, two[0], "1.1", narrative="lost?")
    other.execute("ROLLBACK")
    other.close()
    answers.save(mine, two[0], "1.1", narrative="kept")
    assert companies.dossier(mine, two[0]).answer("1.1").whole.narrative == "kept"
    mine.close()


def test_closing_after_reading_in_two_places(workspace, two):
    with workspace.read() as outer:
        outer.get(companies.Account, two[0])
        companies.overview(workspace)


def test_settings_have_defaults_and_are_kept(workspace):
    assert settings.get(workspace, "portal.soft_limit") == 4000
    settings.put(workspace, "portal.soft_limit", 3500)
    assert settings.get(workspace, "portal.soft_limit") == 3500
    workspace.undo()
    assert settings.get(workspace, "portal.soft_limit") == 4000


@pytest.mark.parametrize(
    ("name", "value"), [("portal.soft_limit", "3500"), ("portal.soft_limit", True), ("other", 1)]
)
def test_a_setting_of_the_wrong_kind_is_refused(workspace, name, value):
    with pytest.raises(Problem, match="does not fit the setting"):
        settings.put(workspace, name, value)
