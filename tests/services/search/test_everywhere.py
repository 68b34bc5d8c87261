"""Words that are found in all companies of a file at once."""

from datetime import date

import pytest

from ctpat_desktop.services.accounts import archive, companies
from ctpat_desktop.services.profile import answers
from ctpat_desktop.services.registers import records
from ctpat_desktop.services.search.everywhere import Everywhere


@pytest.fixture
def file(workspace):
    """A file with two companies, the first with two accounts."""
    first = companies.start(workspace, "Alder", "importer", 2026)
    alder = companies.company(workspace, first).id
    second = companies.start(workspace, "", "exporter", 2026, alder)
    birch = companies.start(workspace, "Birch", "importer", 2026)
    answers.save(workspace, first, "1.1", narrative="The dispatcher signs.")
    answers.save(workspace, second, "1.2", narrative="A dispatcher looks.")
    answers.save(workspace, birch, "1.3", narrative="The dispatchr writes.")
    records.add(workspace, "partner", company_id=alder, name="Dispatcher Lines")
    return workspace


def looked(file, words):
    everywhere = Everywhere(file)
    everywhere.build()
    result = everywhere.find(words)
    everywhere.close()
    shares = {
        (share.account.company, share.account.kind): [hit.title for hit in share.hits]
        for share in result.shares
    }
    return shares, result.instead


def test_every_account_has_its_answers_and_a_company_its_registers_once(file):
    shares, instead = looked(file, "dispatcher")
    titles = [title for share in shares.values() for title in share]
    assert {key[0] for key in shares} == {"Alder"}
    assert titles.count("Dispatcher Lines") == 1
    assert sum(title.startswith("1.1 ") for title in titles) == 1
    assert sum(title.startswith("1.2 ") for title in titles) == 1
    assert instead == ()


def test_a_slip_counts_only_where_the_word_stands_nowhere(file):
    shares, instead = looked(file, "dispatchr")
    assert set(shares) == {("Birch", "U.S. Importer")}
    assert instead == ()
    shares, instead = looked(file, "dispatchxr")
    assert {key[0] for key in shares} == {"Alder", "Birch"}
    assert instead[0][0] == "dispatchxr"


def test_an_archived_company_is_left_out(file):
    alder = next(line for line in companies.overview(file) if line.company == "Alder")
    archive.archive(file, alder.company_id, date(2026, 11, 30))
    assert looked(file, "dispatcher")[0].keys() <= {("Birch", "U.S. Importer")}


def test_what_was_changed_since_is_found_and_a_closed_file_forgets(file):
    everywhere = Everywhere(file)
    everywhere.build()
    birch = next(line for line in companies.overview(file) if line.company == "Birch")
    answers.save(file, birch.account_id, "1.4", narrative="A zeppelin lands.")
    assert everywhere.find("zeppelin").count == 1
    assert everywhere.is_open
    file.close()
    assert not everywhere.is_open


def test_what_changes_is_told_to_its_own_account_and_a_new_company_asks_for_another(file):
    everywhere = Everywhere(file)
    everywhere.build()
    birch = next(line for line in companies.overview(file) if line.company == "Birch")
    answers.save(file, birch.account_id, "1.4", narrative="A xylograph hangs there.")
    took = []
    for line, search in everywhere._searches:
        search._take_answers = lambda line=line, real=search._take_answers: (
            took.append(line.account_id),
            real(),
        )
    (share,) = everywhere.find("xylograph").shares
    assert (share.account.company, took) == ("Birch", [birch.account_id])
    assert everywhere.is_complete
    companies.start(file, "Cedar", "importer", 2026)
    assert not everywhere.is_complete
    everywhere.close()
    assert everywhere._heard not in file.on_change
