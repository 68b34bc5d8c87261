"""The words of an answer are taken over to other accounts of the file."""

import pytest

from ctpat_desktop.services.accounts import companies, company_files
from ctpat_desktop.services.files import workspaces
from ctpat_desktop.services.history import versions
from ctpat_desktop.services.profile import answers, taking_over
from ctpat_desktop.services.profile.taking_over import Words
from ctpat_desktop.services.registers import records

TEXT = "Alder Imports checks Seals. Zoe Zinc of Yard 9 calls Alder Imports."


class File:
    """Three companies; the first has an answer, the others are to get its words."""

    def __init__(self, workspace):
        self.workspace = workspace
        start = companies.start
        self.alder = start(workspace, "Alder Imports", "importer", 2026)
        self.birch = start(workspace, "Birch", "importer", 2026)
        self.cedar = start(workspace, "Cedar", "highway_carrier", 2026)
        answers.save(workspace, self.alder, "6.1", status="in_place", narrative=TEXT)
        answers.save(workspace, self.cedar, "6.1", status="partly", narrative="Ours.")

    def lines(self, *accounts):
        every = {line.account_id: line for line in companies.overview(self.workspace)}
        return [every[account] for account in accounts]

    def answer(self, account):
        said = companies.dossier(self.workspace, account).answer("6.1").whole
        return said.status, said.narrative


@pytest.fixture
def file(workspace):
    return File(workspace)


def test_every_other_account_that_is_asked_is_offered_with_what_it_says(file):
    found = taking_over.takers(file.workspace, file.alder, "6.1")
    assert [(one.account.company, one.says) for one in found] == [("Birch", ""), ("Cedar", "Ours.")]
    only_importers = taking_over.takers(file.workspace, file.alder, "3.9")
    assert "Cedar" not in [one.account.company for one in only_importers]


def test_each_has_the_words_with_its_own_name_and_its_own_status(file):
    words = Words("6.1", TEXT, "Alder Imports")
    chosen = file.lines(file.birch, file.cedar)
    assert taking_over.take_over(file.workspace, words, chosen) == 2
    assert file.answer(file.birch) == (
        "not_started",
        "Birch checks Seals. Zoe Zinc of Yard 9 calls Birch.",
    )
    assert file.answer(file.cedar)[0] == "partly"
    assert file.answer(file.cedar)[1].startswith("Cedar checks")
    assert file.answer(file.alder) == ("in_place", TEXT)


def test_the_words_that_were_there_come_back_with_an_undo_of_that_company_alone(file):
    chosen = file.lines(file.birch, file.cedar)
    taking_over.take_over(file.workspace, Words("6.1", "Seals."), chosen)
    file.workspace.undo()
    assert file.answer(file.cedar) == ("partly", "Ours.")
    assert file.answer(file.birch)[1] == "Seals."


def test_neither_history_nor_file_of_a_company_names_the_one_the_words_came_from(file, tmp_path):
    chosen = file.lines(file.birch)
    taking_over.take_over(file.workspace, Words("6.1", TEXT, "Alder Imports"), chosen)
    company = chosen[0].company_id
    done = versions.recent(file.workspace, company, file.birch)
    assert [line.what for line in done] == ["Answer 6.1", "Add company"]
    place = company_files.Place(tmp_path / "birch.ctpat")
    company_files.take_out(file.workspace, company, place)
    bytes_of_file = place.path.read_bytes()
    assert b"Alder" not in bytes_of_file
    assert b"Cedar" not in bytes_of_file
    workspaces.open_file(place.path).close()


def test_names_of_the_company_in_the_words_are_said(file):
    company = companies.company(file.workspace, file.alder).id
    records.add(file.workspace, "site", company_id=company, name="Yard 9", city="Seals")
    records.add(file.workspace, "site", company_id=company, name="Yard 91")
    records.add(file.workspace, "person", company_id=company, first_name="Zoe", last_name="Zinc")
    names = taking_over.names_of(file.workspace, company)
    assert taking_over.names_in(TEXT, names) == ("Seals", "Yard 9", "Zoe Zinc")


def test_its_other_name_is_said_and_only_whole_words_are_its_name(file):
    row = companies.company(file.workspace, file.alder)
    records.change(file.workspace, "company", row.id, doing_business_as="Alder")
    names = taking_over.names_of(file.workspace, row.id)
    assert taking_over.names_in("ALDER locks; Alderman looks on.", names) == ("Alder",)
    words = Words("6.1", "ALDER IMPORTS locks. Alder Importsville does not.", "Alder Imports")
    assert words.of("Birch") == "Birch locks. Alder Importsville does not."
