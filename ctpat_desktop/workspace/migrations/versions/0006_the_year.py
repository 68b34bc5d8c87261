"""The yearly review, submissions, and CBP's messages, validations and appeals."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables and the box of a contact; what is there stays as it is."""
    op.create_table('validation',
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('sites', sa.String(), nullable=False),
    sa.Column('notice_on', sa.Date(), nullable=True),
    sa.Column('starts_on', sa.Date(), nullable=True),
    sa.Column('ends_on', sa.Date(), nullable=True),
    sa.Column('specialist', sa.String(), nullable=False),
    sa.Column('team', sa.String(), nullable=False),
    sa.Column('papers_asked', sa.String(), nullable=False),
    sa.Column('papers_sent_on', sa.Date(), nullable=True),
    sa.Column('report_on', sa.Date(), nullable=True),
    sa.Column('due_on', sa.Date(), nullable=True),
    sa.Column('answered_on', sa.Date(), nullable=True),
    sa.Column('accepted_on', sa.Date(), nullable=True),
    sa.Column('next_year', sa.Integer(), nullable=True),
    sa.Column('tier_after', sa.String(), nullable=False),
    sa.Column('notes', sa.String(), nullable=False),
    sa.Column('company_id', sa.String(), nullable=False),
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['company_id'], ['company.id'], name=op.f('fk_validation_company_id_company'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_validation'))
    )
    op.create_index(op.f('ix_validation_company_id'), 'validation', ['company_id'], unique=False)
    op.create_table('appeal_file',
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('letter_on', sa.Date(), nullable=True),
    sa.Column('grounds', sa.String(), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=True),
    sa.Column('owner', sa.String(), nullable=False),
    sa.Column('facts', sa.String(), nullable=False),
    sa.Column('cause', sa.String(), nullable=False),
    sa.Column('measures', sa.String(), nullable=False),
    sa.Column('prevention', sa.String(), nullable=False),
    sa.Column('evidence_id', sa.String(), nullable=True),
    sa.Column('filed_on', sa.Date(), nullable=True),
    sa.Column('decision', sa.String(), nullable=False),
    sa.Column('decided_on', sa.Date(), nullable=True),
    sa.Column('company_id', sa.String(), nullable=False),
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['company_id'], ['company.id'], name=op.f('fk_appeal_file_company_id_company'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['evidence_id'], ['evidence.id'], name=op.f('fk_appeal_file_evidence_id_evidence'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_appeal_file'))
    )
    op.create_index(op.f('ix_appeal_file_company_id'), 'appeal_file', ['company_id'], unique=False)
    op.create_index(op.f('ix_appeal_file_evidence_id'), 'appeal_file', ['evidence_id'], unique=False)
    op.create_table('cbp_message',
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('received_on', sa.Date(), nullable=True),
    sa.Column('sender', sa.String(), nullable=False),
    sa.Column('subject', sa.String(), nullable=False),
    sa.Column('text', sa.String(), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=True),
    sa.Column('owner', sa.String(), nullable=False),
    sa.Column('applies', sa.String(), nullable=False),
    sa.Column('reply', sa.String(), nullable=False),
    sa.Column('informed', sa.String(), nullable=False),
    sa.Column('answered_on', sa.Date(), nullable=True),
    sa.Column('evidence_id', sa.String(), nullable=True),
    sa.Column('company_id', sa.String(), nullable=False),
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['company_id'], ['company.id'], name=op.f('fk_cbp_message_company_id_company'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['evidence_id'], ['evidence.id'], name=op.f('fk_cbp_message_evidence_id_evidence'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_cbp_message'))
    )
    op.create_index(op.f('ix_cbp_message_company_id'), 'cbp_message', ['company_id'], unique=False)
    op.create_index(op.f('ix_cbp_message_evidence_id'), 'cbp_message', ['evidence_id'], unique=False)
    op.create_table('finding_mark',
    sa.Column('account_id', sa.String(), nullable=False),
    sa.Column('key', sa.String(), nullable=False),
    sa.Column('owner', sa.String(), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=True),
    sa.Column('accepted_because', sa.String(), nullable=False),
    sa.Column('accepted_until', sa.Date(), nullable=True),
    sa.Column('fingerprint', sa.String(), nullable=False),
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_finding_mark_account_id_account'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_finding_mark')),
    sa.UniqueConstraint('account_id', 'key', name=op.f('uq_finding_mark_account_id'))
    )
    op.create_table('portal_step',
    sa.Column('account_id', sa.String(), nullable=False),
    sa.Column('step', sa.String(), nullable=False),
    sa.Column('done_on', sa.Date(), nullable=True),
    sa.Column('done_by', sa.String(), nullable=False),
    sa.Column('note', sa.String(), nullable=False),
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_portal_step_account_id_account'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_portal_step')),
    sa.UniqueConstraint('account_id', 'step', name=op.f('uq_portal_step_account_id'))
    )
    op.create_table('submission',
    sa.Column('account_id', sa.String(), nullable=False),
    sa.Column('year', sa.Integer(), nullable=False),
    sa.Column('submitted_on', sa.Date(), nullable=True),
    sa.Column('submitted_by', sa.String(), nullable=False),
    sa.Column('edition', sa.String(), nullable=False),
    sa.Column('findings', sa.Integer(), nullable=False),
    sa.Column('blockers', sa.Integer(), nullable=False),
    sa.Column('note', sa.String(), nullable=False),
    sa.Column('sha256', sa.String(), nullable=False),
    sa.Column('size', sa.Integer(), nullable=False),
    sa.Column('company_id', sa.String(), nullable=False),
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_submission_account_id_account'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['company_id'], ['company.id'], name=op.f('fk_submission_company_id_company'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_submission'))
    )
    op.create_index(op.f('ix_submission_account_id'), 'submission', ['account_id'], unique=False)
    op.create_index(op.f('ix_submission_company_id'), 'submission', ['company_id'], unique=False)
    op.create_index(op.f('ix_submission_sha256'), 'submission', ['sha256'], unique=False)
    op.create_table('validation_item',
    sa.Column('validation_id', sa.String(), nullable=False),
    sa.Column('number', sa.String(), nullable=False),
    sa.Column('criterion', sa.String(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('text', sa.String(), nullable=False),
    sa.Column('site_id', sa.String(), nullable=True),
    sa.Column('owner', sa.String(), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=True),
    sa.Column('cause', sa.String(), nullable=False),
    sa.Column('change', sa.String(), nullable=False),
    sa.Column('evidence_id', sa.String(), nullable=True),
    sa.Column('sent_on', sa.Date(), nullable=True),
    sa.Column('specialist_word', sa.String(), nullable=False),
    sa.Column('closed_on', sa.Date(), nullable=True),
    sa.Column('company_id', sa.String(), nullable=False),
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['company_id'], ['company.id'], name=op.f('fk_validation_item_company_id_company'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['evidence_id'], ['evidence.id'], name=op.f('fk_validation_item_evidence_id_evidence'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['site_id'], ['site.id'], name=op.f('fk_validation_item_site_id_site'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['validation_id'], ['validation.id'], name=op.f('fk_validation_item_validation_id_validation'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_validation_item'))
    )
    op.create_index(op.f('ix_validation_item_company_id'), 'validation_item', ['company_id'], unique=False)
    op.create_index(op.f('ix_validation_item_evidence_id'), 'validation_item', ['evidence_id'], unique=False)
    op.create_index(op.f('ix_validation_item_site_id'), 'validation_item', ['site_id'], unique=False)
    op.create_index(op.f('ix_validation_item_validation_id'), 'validation_item', ['validation_id'], unique=False)
    op.create_table('validation_question',
    sa.Column('validation_id', sa.String(), nullable=False),
    sa.Column('asked_on', sa.Date(), nullable=True),
    sa.Column('asked_at', sa.String(), nullable=False),
    sa.Column('criterion', sa.String(), nullable=False),
    sa.Column('question', sa.String(), nullable=False),
    sa.Column('answer', sa.String(), nullable=False),
    sa.Column('follow_up', sa.String(), nullable=False),
    sa.Column('owner', sa.String(), nullable=False),
    sa.Column('company_id', sa.String(), nullable=False),
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['company_id'], ['company.id'], name=op.f('fk_validation_question_company_id_company'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['validation_id'], ['validation.id'], name=op.f('fk_validation_question_validation_id_validation'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_validation_question'))
    )
    op.create_index(op.f('ix_validation_question_company_id'), 'validation_question', ['company_id'], unique=False)
    op.create_index(op.f('ix_validation_question_validation_id'), 'validation_question', ['validation_id'], unique=False)
    op.create_table('affirmation',
    sa.Column('profile_id', sa.String(), nullable=False),
    sa.Column('criterion', sa.String(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('affirmed_on', sa.Date(), nullable=True),
    sa.Column('affirmed_by', sa.String(), nullable=False),
    sa.Column('fingerprint', sa.String(), nullable=False),
    sa.Column('looked_at', sa.String(), nullable=False),
    sa.Column('seconds', sa.Integer(), nullable=True),
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['profile_id'], ['profile.id'], name=op.f('fk_affirmation_profile_id_profile'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_affirmation')),
    sa.UniqueConstraint('profile_id', 'criterion', name=op.f('uq_affirmation_profile_id'))
    )
    op.create_table('portal_entry',
    sa.Column('profile_id', sa.String(), nullable=False),
    sa.Column('item', sa.String(), nullable=False),
    sa.Column('entered_on', sa.Date(), nullable=True),
    sa.Column('fingerprint', sa.String(), nullable=False),
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['profile_id'], ['profile.id'], name=op.f('fk_portal_entry_profile_id_profile'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_portal_entry')),
    sa.UniqueConstraint('profile_id', 'item', name=op.f('uq_portal_entry_profile_id'))
    )
    op.create_table('statement',
    sa.Column('response_id', sa.String(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('text', sa.String(), nullable=False),
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['response_id'], ['response.id'], name=op.f('fk_statement_response_id_response'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_statement'))
    )
    op.create_index(op.f('ix_statement_response_id'), 'statement', ['response_id'], unique=False)
    op.add_column('contact', sa.Column('is_notified', sa.Boolean(), server_default=sa.false(), nullable=False))
