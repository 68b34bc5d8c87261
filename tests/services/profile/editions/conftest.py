"""A company on the shipped edition, one that moved, and one whose edition is not here."""

import pytest
from sqlalchemy import select

from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.records import Profile
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.profile import (
    affirming,
    answers,
    editions,
)
from ctpat_desktop.services.profile.affirming import Look
from tests.services.profile.editions.looking import DAY, FILE, OTHER, SAID


@pytest.fixture
def scope(workspace):
    """An importer with four answers: unchanged, reworded, gone, and with another level."""
    account = companies.start(workspace, "Bolt", "importer", 2026)
    for key, words in SAID.items():
        answers.save(workspace, account, key, status="in_place", narrative=words)
    return Scope.of(workspace, account, DAY)


@pytest.fixture
def moved(scope):
    editions.add(scope.workspace, FILE)
    affirming.affirm(scope, ["1.1", "6.2"], Look("Ann"))
    editions.move(scope, OTHER)
    return scope


@pytest.fixture
def strange(moved):
    """The same profile in a file that does not have its edition."""
    editions.read(moved, ["6.2"])
    answers.save(moved.workspace, moved.account_id, "9.17", status="in_place", narrative="Watched.")
    with moved.workspace.work("Name another edition") as unit:
        profile = unit.session.scalars(select(Profile)).one()
        profile.edition = "2040-01"
    return moved
