"""The migrations build exactly the tables the records declare."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from ctpat_desktop.reading import naming
from ctpat_desktop.records import RECORDS, Base, Record, map_all
from ctpat_desktop.services import forms_check
from ctpat_desktop.workspace import engine as files
from ctpat_desktop.workspace import program_note, schema

map_all()


def test_migrations_build_the_declared_tables(workspace):
    engine = files.connect(workspace.path, workspace.key)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []
    engine.dispose()


def test_a_new_file_carries_the_schema_version(workspace):
    with workspace.bare() as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (schema.VERSION,)


def test_there_is_one_migration_per_version():
    versions = schema.Path(schema.__file__).with_name("migrations") / "versions"
    assert len(list(versions.glob("[0-9]*.py"))) == schema.VERSION


def test_every_record_table_takes_part_in_history():
    kinds = [kind.class_ for kind in Base.registry.mappers]
    tables = {kind.__tablename__ for kind in kinds if issubclass(kind, Record)}
    assert set(RECORDS) == tables
    assert all(naming.table_name(table) for table in tables)


def test_parents_stand_before_children():
    order = list(RECORDS)
    for name, kind in RECORDS.items():
        for key in kind.__table__.foreign_keys:
            assert order.index(key.column.table.name) < order.index(name)


def test_every_column_is_asked_in_a_form_or_filled_by_the_program():
    assert forms_check.problems() == []


def test_a_new_file_is_what_the_migrations_make_of_an_empty_one(workspace, tmp_path):
    def everything(engine):
        with engine.connect() as connection:
            rows = connection.exec_driver_sql("SELECT type, name FROM sqlite_master")
            versions = connection.exec_driver_sql("SELECT version_num FROM alembic_version")
            bare = connection.connection.driver_connection
            return sorted(map(tuple, rows)), versions.scalar_one(), schema.shape(bare)

    files.make_private(tmp_path / "migrated.ctpat")
    migrated = files.connect(tmp_path / "migrated.ctpat", None)
    schema.upgrade(migrated)
    program_note.keep(migrated)  # as with every opening
    new = files.connect(workspace.path, workspace.key)
    assert everything(new) == everything(migrated)
    for engine in (migrated, new):
        engine.dispose()
