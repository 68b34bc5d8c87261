"""The name beside changes: chosen on this computer, set from outside, or the login name."""

import pytest

from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.history import versions
from ctpat_desktop.support import home, own_name
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.workspace import door


@pytest.fixture
def login(monkeypatch, tmp_path):
    """A computer of its own, with a login name and nothing chosen."""
    monkeypatch.setenv("CTPAT_DESKTOP_HOME", str(tmp_path))
    monkeypatch.delenv("CTPAT_DESKTOP_USER", raising=False)
    monkeypatch.setattr("getpass.getuser", lambda: "amf7")
    return "amf7"


def test_the_login_name_counts_until_one_is_chosen(login, workspace):
    assert (own_name.own_name(), own_name.chosen()) == (login, "")
    assert own_name.choose("  Amina   Farouk ") == "Amina Farouk"
    assert (own_name.own_name(), own_name.login()) == ("Amina Farouk", login)
    assert own_name.choose("") == login
    assert own_name.own_name() == login


def test_it_stands_in_the_history_of_a_file_opened_after(login, workspace):
    own_name.choose("Amina Farouk")
    path, key = workspace.path, workspace.key
    workspace.close()
    opened = door.open_workspace(path, key)
    account = companies.start(opened, "Acme", "importer", 2026)
    assert {row.who for row in versions.versions(opened, "account", account)} == {"Amina Farouk"}
    assert login not in {row.who for row in versions.versions(opened, "account", account)}
    opened.close()


def test_what_is_set_from_outside_counts_first_and_cannot_be_chosen_over(login, monkeypatch):
    own_name.choose("Amina Farouk")
    monkeypatch.setenv("CTPAT_DESKTOP_USER", "script")
    assert own_name.own_name() == "script"
    with pytest.raises(Problem, match="CTPAT_DESKTOP_USER sets your name"):
        own_name.choose("Bob")


@pytest.mark.parametrize("name", ["x" * 81, "a\u0007b"])
def test_a_name_that_is_no_name_is_refused(login, name):
    with pytest.raises(Problem, match="cannot be kept"):
        own_name.choose(name)
    assert own_name.own_name() == login


def test_a_damaged_choice_counts_as_none(login):
    home.prefer(own_name.CHOSEN, 7)
    assert own_name.own_name() == login
