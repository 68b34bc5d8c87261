"""Comments, states of answers, what each has seen, other copies, walk forms, the team."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables; what is there stays as it is."""
    _comments()
    _reviews()
    _seen()
    _merges()
    _walk_forms()
    _team()


def _comments() -> None:
    """Add conversations on records."""
    op.create_table('comment',
    sa.Column('table_name', sa.String(), nullable=False),
    sa.Column('record_id', sa.String(), nullable=False),
    sa.Column('criterion', sa.String(), nullable=False),
    sa.Column('site_id', sa.String(), nullable=True),
    sa.Column('statement_id', sa.String(), nullable=True),
    sa.Column('reply_to', sa.String(), nullable=False),
    sa.Column('author', sa.String(), nullable=False),
    sa.Column('written_at', sa.DateTime(), nullable=True),
    sa.Column('text', sa.String(), nullable=False),
    sa.Column('resolved_by', sa.String(), nullable=False),
    sa.Column('resolved_at', sa.DateTime(), nullable=True),
    sa.Column('company_id', sa.String(), nullable=False),
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['company_id'], ['company.id'], name=op.f('fk_comment_company_id_company'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['site_id'], ['site.id'], name=op.f('fk_comment_site_id_site'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['statement_id'], ['statement.id'], name=op.f('fk_comment_statement_id_statement'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_comment'))
    )
    op.create_index(op.f('ix_comment_company_id'), 'comment', ['company_id'], unique=False)
    op.create_index('ix_comment_record', 'comment', ['table_name', 'record_id', 'criterion'], unique=False)
    op.create_index(op.f('ix_comment_site_id'), 'comment', ['site_id'], unique=False)
    op.create_index(op.f('ix_comment_statement_id'), 'comment', ['statement_id'], unique=False)


def _reviews() -> None:
    """Add how far each answer is on its way to be approved."""
    op.create_table('answer_review',
    sa.Column('profile_id', sa.String(), nullable=False),
    sa.Column('criterion', sa.String(), nullable=False),
    sa.Column('site_id', sa.String(), nullable=True),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('set_by', sa.String(), nullable=False),
    sa.Column('set_at', sa.DateTime(), nullable=True),
    sa.Column('reason', sa.String(), nullable=False),
    sa.Column('approved_by', sa.String(), nullable=False),
    sa.Column('approved_at', sa.DateTime(), nullable=True),
    sa.Column('changed_at', sa.DateTime(), nullable=True),
    sa.Column('assigned_to', sa.String(), nullable=False),
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['profile_id'], ['profile.id'], name=op.f('fk_answer_review_profile_id_profile'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['site_id'], ['site.id'], name=op.f('fk_answer_review_site_id_site'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_answer_review'))
    )
    op.create_index('ix_answer_review_assigned', 'answer_review', ['profile_id', 'assigned_to'], unique=False)
    op.create_index(op.f('ix_answer_review_site_id'), 'answer_review', ['site_id'], unique=False)
    op.create_index('ix_answer_review_state', 'answer_review', ['profile_id', 'state'], unique=False)
    op.create_index('uq_answer_review_site', 'answer_review', ['profile_id', 'criterion', 'site_id'], unique=True)
    op.create_index('uq_answer_review_whole', 'answer_review', ['profile_id', 'criterion'], unique=True, sqlite_where=sa.text('site_id IS NULL'))


def _seen() -> None:
    """Add up to where each person has looked."""
    op.create_table('seen_mark',
    sa.Column('person', sa.String(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('seen_at', sa.DateTime(), nullable=True),
    sa.Column('company_id', sa.String(), nullable=False),
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['company_id'], ['company.id'], name=op.f('fk_seen_mark_company_id_company'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_seen_mark')),
    sa.UniqueConstraint('company_id', 'person', name=op.f('uq_seen_mark_company_id'))
    )
    op.create_index(op.f('ix_seen_mark_company_id'), 'seen_mark', ['company_id'], unique=False)


def _merges() -> None:
    """Add what was taken in from other copies of the file."""
    op.create_table('merge_step',
    sa.Column('at', sa.DateTime(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('source', sa.String(), nullable=False),
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_merge_step'))
    )
    op.create_table('foreign_change',
    sa.Column('merge_id', sa.String(), nullable=False),
    sa.Column('batch', sa.String(), nullable=False),
    sa.Column('at', sa.DateTime(), nullable=False),
    sa.Column('who', sa.String(), nullable=False),
    sa.Column('what', sa.String(), nullable=False),
    sa.Column('source', sa.String(), nullable=False),
    sa.Column('table_name', sa.String(), nullable=False),
    sa.Column('record_id', sa.String(), nullable=False),
    sa.Column('action', sa.String(), nullable=False),
    sa.Column('changes', sa.String(), nullable=False),
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['merge_id'], ['merge_step.id'], name=op.f('fk_foreign_change_merge_id_merge_step'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_foreign_change'))
    )
    for column in ('batch', 'merge_id', 'record_id'):
        op.create_index(op.f(f'ix_foreign_change_{column}'), 'foreign_change', [column], unique=False)
    op.create_table('contested_value',
    sa.Column('merge_id', sa.String(), nullable=False),
    sa.Column('table_name', sa.String(), nullable=False),
    sa.Column('record_id', sa.String(), nullable=False),
    sa.Column('field', sa.String(), nullable=False),
    sa.Column('batch', sa.String(), nullable=False),
    sa.Column('value', sa.String(), nullable=False),
    sa.Column('who', sa.String(), nullable=False),
    sa.Column('at', sa.DateTime(), nullable=False),
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_contested_value'))
    )
    op.create_index(op.f('ix_contested_value_record_id'), 'contested_value', ['record_id'], unique=False)
    op.create_table('settlement',
    sa.Column('batch', sa.String(), nullable=False),
    sa.Column('table_name', sa.String(), nullable=False),
    sa.Column('record_id', sa.String(), nullable=False),
    sa.Column('field', sa.String(), nullable=False),
    sa.Column('value', sa.String(), nullable=False),
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_settlement'))
    )
    op.create_index(op.f('ix_settlement_record_id'), 'settlement', ['record_id'], unique=False)


def _walk_forms() -> None:
    """Add site walks sent as forms."""
    op.create_table('walk_form',
    sa.Column('walk_id', sa.String(), nullable=False),
    sa.Column('reference', sa.String(), nullable=False),
    sa.Column('definition', sa.String(), nullable=False),
    sa.Column('checksum', sa.String(), nullable=False),
    sa.Column('sent_values', sa.String(), nullable=False),
    sa.Column('format', sa.String(), nullable=False),
    sa.Column('sent_on', sa.Date(), nullable=True),
    sa.Column('due_on', sa.Date(), nullable=True),
    sa.Column('returned_on', sa.Date(), nullable=True),
    sa.Column('content', sa.String(), nullable=False),
    sa.Column('evidence_id', sa.String(), nullable=True),
    sa.Column('company_id', sa.String(), nullable=False),
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['company_id'], ['company.id'], name=op.f('fk_walk_form_company_id_company'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['evidence_id'], ['evidence.id'], name=op.f('fk_walk_form_evidence_id_evidence'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['walk_id'], ['walk.id'], name=op.f('fk_walk_form_walk_id_walk'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_walk_form'))
    )
    for column in ('company_id', 'evidence_id', 'walk_id'):
        op.create_index(op.f(f'ix_walk_form_{column}'), 'walk_form', [column], unique=False)


def _team() -> None:
    """Add what a laptop remembers of its team."""
    op.create_table('team_value',
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('value', sa.LargeBinary(), nullable=False),
    sa.PrimaryKeyConstraint('name', name=op.f('pk_team_value'))
    )
    op.create_table('team_file',
    sa.Column('device', sa.String(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('hash', sa.String(), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('step', sa.String(), nullable=False),
    sa.Column('batches', sa.String(), nullable=False),
    sa.Column('documents', sa.String(), nullable=False),
    sa.Column('sealed', sa.LargeBinary(), nullable=False),
    sa.PrimaryKeyConstraint('device', 'number', name=op.f('pk_team_file'))
    )
