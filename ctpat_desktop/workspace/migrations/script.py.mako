"""${message}."""

import sqlalchemy as sa
from alembic import op

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables one version up."""
    ${upgrades if upgrades else "pass"}


def downgrade() -> None:
    """Take the step back; used by tests only."""
    ${downgrades if downgrades else "pass"}
