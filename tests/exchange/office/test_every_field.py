"""No stored field may be missing from the workbook without a stated reason."""

import pytest
from sqlalchemy import inspect

from ctpat_desktop.exchange.office.all_data import LEFT_OUT, exported_columns
from ctpat_desktop.records import RECORDS


@pytest.mark.parametrize("table", sorted(RECORDS))
def test_every_column_is_exported_or_left_out_on_purpose(table):
    stored = {column.key for column in inspect(RECORDS[table]).columns}
    assert set(exported_columns(table)) | set(LEFT_OUT.get(table, {})) == stored
    assert all(LEFT_OUT.get(table, {}).values())


def test_nothing_is_left_out_that_does_not_exist():
    for table, columns in LEFT_OUT.items():
        assert set(columns) <= {column.key for column in inspect(RECORDS[table]).columns}
