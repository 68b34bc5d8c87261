"""A record has one name, however it is read: as a record, by its id, or from its values."""

import pytest

from ctpat_desktop.catalogue.forms import load_form
from ctpat_desktop.reading import naming
from ctpat_desktop.records import RECORDS
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.files import workspaces
from ctpat_desktop.services.registers import records as fields

NAMED = [table for table in RECORDS if table not in naming.UNASKED and table not in naming.NAMED_BY]


@pytest.fixture(scope="module")
def opened(sample_file):
    workspace = workspaces.open_quickly(sample_file, reading_only=True)
    yield workspace
    workspace.close()


def values_of(record):
    return {column.key: getattr(record, column.key) for column in type(record).__table__.columns}


@pytest.mark.parametrize("table", NAMED)
def test_record_id_and_values_give_one_name(opened, table):
    form, kind = load_form(table), RECORDS[table]
    with opened.read() as session:
        records = session.query(kind).limit(40).all()
        linked = naming.names_for_records(session, form, records)
        by_id = naming.names_of_ids(session, table, [record.id for record in records])

        def known(other, record_id):
            return values_of(session.get(RECORDS[other], record_id))

        for record in records:
            name = naming.record_name(form, record, linked)
            if table != "evidence":  # its title is its name in full, the form's fields may be more
                assert by_id[table, record.id] == name
            assert naming.name_in_values(table, values_of(record), known) == name


def test_many_ids_are_named_with_few_statements_and_those_gone_left_out(workspace):
    account = companies.start(workspace, "Acme", "importer", 2026)
    company = companies.company(workspace, account).id
    rows = [{"company_id": company, "name": f"Firm {n}"} for n in range(1_200)]
    ids = fields.add_many(workspace, "partner", rows)
    asked = []
    with workspace.read() as session:
        from sqlalchemy import event

        event.listen(session.get_bind(), "before_cursor_execute", lambda *args: asked.append(args))
        names = naming.names_of_ids(session, "partner", [*ids, "gone"])
    assert len(names) == 1_200
    assert names["partner", ids[7]] == "Firm 7"
    assert len(asked) <= 4


def test_the_name_of_a_company_is_read_as_one_row(opened):
    account = companies.choose(opened)
    assert (
        companies.company(opened, account).name == companies.dossier(opened, account).company.name
    )
