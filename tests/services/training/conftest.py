"""An encrypted file with a firm in it."""

import pytest

from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.services.accounts import companies
from tests.services.training.building import DAY


@pytest.fixture
def scope(workspace):
    return Scope.of(workspace, companies.start(workspace, "Harbor", "importer", 2026), DAY)
