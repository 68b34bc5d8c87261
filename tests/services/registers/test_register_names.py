"""What the registers are called on the command line."""

import pytest

from ctpat_desktop.catalogue.forms import load_form
from ctpat_desktop.services import headless
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.files import workspaces
from ctpat_desktop.services.registers import records, register_names
from ctpat_desktop.support.errors import Problem


@pytest.mark.parametrize(
    ("name", "table"),
    [
        ("partners", "partner"),
        ("partner", "partner"),
        ("People", "person"),
        ("seal-ledger", "seal"),
        ("seals", "seal"),
        ("trainings", "training_session"),
        ("actions", "action"),
        ("training-sessions", "training_session"),
        ("Cargo pick-up log", "pickup"),
        ("it_asset", "it_asset"),
    ],
)
def test_a_register_answers_to_its_table_and_its_plural(name, table):
    assert register_names.called(name) == table


def test_an_unknown_register_is_refused_with_the_known_ones():
    with pytest.raises(Problem, match="no register “ships”") as told:
        register_names.called("ships")
    assert "partners" in told.value.hint


def test_no_two_registers_share_a_name():
    plurals = [load_form(table).plural.lower() for table in set(register_names.names().values())]
    assert len(set(plurals)) == len(plurals)


def test_a_register_is_listed_by_name_with_its_fields(sample):
    workspace = workspaces.open_file(sample)
    company = companies.overview(workspace)[0].company_id
    position = records.add(workspace, "position", company_id=company, title="Zinc master")
    records.add(
        workspace,
        "person",
        company_id=company,
        first_name="Zoe",
        last_name="Zuse",
        position_id=position,
    )
    workspace.close()
    rows = headless.listed(headless.Target(sample), "people")
    last = next(row for row in rows if row["title"] == "Zoe Zuse")
    assert (last["register"], last["position_id"]) == ("people", position)
