"""Tables are mapped when they are asked for, and all of them before anything is written."""

import inspect
import shutil
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from ctpat_desktop import records
from ctpat_desktop.records import RECORDS, Base, index

WRITES = """
import sys
from pathlib import Path
from ctpat_desktop.records import Base
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.files import workspaces
workspace = workspaces.open_file(Path(sys.argv[1]))
account = companies.choose(workspace)
companies.company(workspace, account)
read = set(Base.metadata.tables)
with workspace.work("Add a partner") as unit:
    from ctpat_desktop.records import Partner
    company = companies.company_of(unit.session, account).id
    unit.session.add(Partner(company_id=company, name="Blue Gate Trucking"))
written = set(Base.metadata.tables)
workspace.undo()
workspace.close()
print(len(read), len(written), "revision" in written)
"""


@pytest.mark.parametrize("area", index.AREAS)
def test_every_class_is_named_beside_its_file(area):
    module = import_module(f"ctpat_desktop.records.{area}")
    mapped = [
        name
        for name, kind in inspect.getmembers(module, inspect.isclass)
        if kind.__module__ == module.__name__ and hasattr(kind, "__table__")
    ]
    assert sorted(mapped) == sorted(index.AREAS[area])
    assert all(getattr(records, name) is getattr(module, name) for name in mapped)


def test_no_file_of_tables_is_left_out():
    files = {module.stem for module in Path(index.__file__).parent.glob("[a-z]*.py")}
    assert files - {"base", "index"} == set(index.AREAS)


@pytest.mark.parametrize("table", RECORDS)
def test_a_table_is_found_under_its_own_name(table):
    assert RECORDS[table].__tablename__ == table
    assert table in RECORDS


def test_what_is_no_table_is_not_found():
    assert "no_table" not in RECORDS
    assert RECORDS.get("no_table") is None
    with pytest.raises(KeyError):
        RECORDS["no_table"]
    with pytest.raises(AttributeError, match="NoTable"):
        _ = records.NoTable
    assert list(reversed(RECORDS)) == list(RECORDS)[::-1]
    assert len(RECORDS) == len(list(RECORDS))


def test_reading_maps_few_tables_and_writing_all(sample_file, tmp_path):
    """A writing session follows the links between tables: none may be unknown then."""
    path = shutil.copy(sample_file, tmp_path / "sample.ctpat")
    command = [sys.executable, "-c", WRITES, str(path)]
    done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=120)
    read, written, has_history = done.stdout.split()
    records.map_all()
    assert int(read) < 20
    assert int(written) == len(Base.metadata.tables)
    assert has_history == "True"
