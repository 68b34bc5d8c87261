"""A hash chain over the revisions."""

import sqlalchemy as sa
from alembic import op

from ctpat_desktop.workspace import chain

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

REVISION = sa.table(
    "revision",
    sa.column("number", sa.Integer),
    sa.column("batch", sa.String),
    sa.column("at", sa.DateTime),
    sa.column("who", sa.String),
    sa.column("what", sa.String),
    sa.column("table_name", sa.String),
    sa.column("record_id", sa.String),
    sa.column("action", sa.String),
    sa.column("changes", sa.JSON),
    sa.column("chain", sa.String),
)


def upgrade() -> None:
    """Add the column and link the revisions there are."""
    with op.batch_alter_table("revision") as table:
        table.add_column(sa.Column("chain", sa.String(), nullable=False, server_default=""))
    connection = op.get_bind()
    before = chain.START
    for row in connection.execute(sa.select(REVISION).order_by(REVISION.c.number)).mappings().all():
        before = chain.link(before, row)
        connection.execute(
            sa.update(REVISION).where(REVISION.c.number == row["number"]).values(chain=before)
        )
    with op.batch_alter_table("revision") as table:
        table.alter_column("chain", server_default=None)
