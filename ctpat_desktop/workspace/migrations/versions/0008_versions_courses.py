"""Versions of documents, and trainings that are played."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables; what is there stays as it is."""
    _evidence_versions()
    _courses()


def _evidence_versions() -> None:
    """Add what a document was before it was replaced."""
    op.create_table('evidence_version',
    sa.Column('evidence_id', sa.String(), nullable=False),
    sa.Column('filename', sa.String(), nullable=False),
    sa.Column('media_type', sa.String(), nullable=False),
    sa.Column('size', sa.Integer(), nullable=False),
    sa.Column('sha256', sa.String(), nullable=False),
    sa.Column('period_from', sa.Date(), nullable=True),
    sa.Column('period_to', sa.Date(), nullable=True),
    sa.Column('expires_on', sa.Date(), nullable=True),
    sa.Column('replaced_on', sa.Date(), nullable=True),
    sa.Column('replaced_by', sa.String(), nullable=False),
    sa.Column('reason', sa.String(), nullable=False),
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['evidence_id'], ['evidence.id'], name=op.f('fk_evidence_version_evidence_id_evidence'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_evidence_version'))
    )
    op.create_index(op.f('ix_evidence_version_evidence_id'), 'evidence_version', ['evidence_id'], unique=False)
    op.create_index(op.f('ix_evidence_version_sha256'), 'evidence_version', ['sha256'], unique=False)


def _courses() -> None:
    """Add trainings that are played, with their questions."""
