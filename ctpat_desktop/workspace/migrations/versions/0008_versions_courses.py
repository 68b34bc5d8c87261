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
    op.create_table('course',
    sa.Column('title', sa.String(), nullable=False),
    sa.Column('topic_id', sa.String(), nullable=True),
    sa.Column('language', sa.String(), nullable=False),
    sa.Column('medium', sa.String(), nullable=False),
    sa.Column('edition', sa.String(), nullable=False),
    sa.Column('model', sa.String(), nullable=False),
    sa.Column('evidence_id', sa.String(), nullable=True),
    sa.Column('path', sa.String(), nullable=False),
    sa.Column('sha256', sa.String(), nullable=False),
    sa.Column('size', sa.Integer(), nullable=True),
    sa.Column('minutes', sa.Integer(), nullable=True),
    sa.Column('pass_score', sa.Integer(), nullable=True),
    sa.Column('played_on', sa.Date(), nullable=True),
    sa.Column('retired_on', sa.Date(), nullable=True),
    sa.Column('notes', sa.String(), nullable=False),
    sa.Column('company_id', sa.String(), nullable=False),
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['company_id'], ['company.id'], name=op.f('fk_course_company_id_company'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['evidence_id'], ['evidence.id'], name=op.f('fk_course_evidence_id_evidence'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['topic_id'], ['topic.id'], name=op.f('fk_course_topic_id_topic'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_course'))
    )
    op.create_index(op.f('ix_course_company_id'), 'course', ['company_id'], unique=False)
    op.create_index(op.f('ix_course_evidence_id'), 'course', ['evidence_id'], unique=False)
    op.create_index(op.f('ix_course_topic_id'), 'course', ['topic_id'], unique=False)
    op.create_table('course_question',
    sa.Column('course_id', sa.String(), nullable=False),
    sa.Column('words', sa.String(), nullable=False),
    sa.Column('choices', sa.String(), nullable=False),
    sa.Column('right', sa.String(), nullable=False),
    sa.Column('why', sa.String(), nullable=False),
    sa.Column('company_id', sa.String(), nullable=False),
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['company_id'], ['company.id'], name=op.f('fk_course_question_company_id_company'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['course_id'], ['course.id'], name=op.f('fk_course_question_course_id_course'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_course_question'))
    )
    op.create_index(op.f('ix_course_question_company_id'), 'course_question', ['company_id'], unique=False)
    op.create_index(op.f('ix_course_question_course_id'), 'course_question', ['course_id'], unique=False)
    with op.batch_alter_table('training_session') as table:
        table.add_column(sa.Column('course_id', sa.String(), nullable=True))
        table.add_column(sa.Column('course_edition', sa.String(), nullable=False, server_default=''))
        table.add_column(sa.Column('shown_as', sa.String(), nullable=False, server_default=''))
        table.create_foreign_key(op.f('fk_training_session_course_id_course'), 'course', ['course_id'], ['id'], ondelete='SET NULL')
        table.create_index(op.f('ix_training_session_course_id'), ['course_id'], unique=False)
