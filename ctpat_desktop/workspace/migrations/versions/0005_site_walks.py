"""Site walks as records of their own, and the corrective action of an inspected point."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables and the column; what is said on criteria stays as it is."""
    op.create_table('walk',
    sa.Column('site_id', sa.String(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('walked_on', sa.Date(), nullable=True),
    sa.Column('walked_by', sa.String(), nullable=False),
    sa.Column('finished_on', sa.Date(), nullable=True),
    sa.Column('note', sa.String(), nullable=False),
    sa.Column('company_id', sa.String(), nullable=False),
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['company_id'], ['company.id'], name=op.f('fk_walk_company_id_company'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['site_id'], ['site.id'], name=op.f('fk_walk_site_id_site'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_walk'))
    )
    op.create_index(op.f('ix_walk_company_id'), 'walk', ['company_id'], unique=False)
    op.create_index(op.f('ix_walk_site_id'), 'walk', ['site_id'], unique=False)
    op.create_table('walk_answer',
    sa.Column('walk_id', sa.String(), nullable=False),
    sa.Column('key', sa.String(), nullable=False),
    sa.Column('question', sa.String(), nullable=False),
    sa.Column('criterion', sa.String(), nullable=False),
    sa.Column('result', sa.String(), nullable=False),
    sa.Column('words', sa.String(), nullable=False),
    sa.Column('action_id', sa.String(), nullable=True),
    sa.Column('company_id', sa.String(), nullable=False),
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['action_id'], ['action.id'], name=op.f('fk_walk_answer_action_id_action'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['company_id'], ['company.id'], name=op.f('fk_walk_answer_company_id_company'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['walk_id'], ['walk.id'], name=op.f('fk_walk_answer_walk_id_walk'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_walk_answer'))
    )
    op.create_index(op.f('ix_walk_answer_action_id'), 'walk_answer', ['action_id'], unique=False)
    op.create_index(op.f('ix_walk_answer_company_id'), 'walk_answer', ['company_id'], unique=False)
    op.create_index(op.f('ix_walk_answer_walk_id'), 'walk_answer', ['walk_id'], unique=False)
    with op.batch_alter_table('inspection_point') as table:
        table.add_column(sa.Column('action_id', sa.String(), nullable=True))
        table.create_foreign_key(op.f('fk_inspection_point_action_id_action'), 'action', ['action_id'], ['id'], ondelete='SET NULL')
        table.create_index(op.f('ix_inspection_point_action_id'), ['action_id'], unique=False)
