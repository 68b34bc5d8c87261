"""One company and one partner for the tests of questionnaires."""

import pytest

from tests.services.questionnaires import asking


@pytest.fixture
def firm(workspace):
    return asking.company(workspace)


@pytest.fixture
def maker(workspace, firm):
    return asking.partner(workspace, firm)


@pytest.fixture
def sent(workspace, firm, maker, tmp_path):
    return asking.sent_to(workspace, firm, maker, tmp_path / "out")
