"""One company with a site that is walked, on a fixed day."""

from datetime import date

import pytest

from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.registers import records, walks

TODAY = date(2026, 11, 28)


@pytest.fixture
def scope(workspace):
    account = companies.start(workspace, "Walk Trading", "importer", 2026)
    return Scope.of(workspace, account, TODAY)


@pytest.fixture
def site(scope):
    return records.add(scope.workspace, "site", company_id=scope.company_id, name="Savannah")


@pytest.fixture
def walk(scope, site):
    return walks.start(scope.workspace, site, TODAY)
