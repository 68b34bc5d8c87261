"""Runs the migrations on the connection handed in by `schema.upgrade`."""

from alembic import context

from ctpat_desktop.records import Base, map_all

map_all()
context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
