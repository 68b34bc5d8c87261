"""Trade Compliance, import data and issued packets."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables."""
    op.create_table('risk_origin',
    sa.Column('country', sa.String(), nullable=False),
    sa.Column('region', sa.String(), nullable=False),
    sa.Column('goods', sa.String(), nullable=False),
    sa.Column('hts', sa.String(), nullable=False),
    sa.Column('reason', sa.String(), nullable=False),
    sa.Column('as_of', sa.Date(), nullable=True),
    sa.Column('company_id', sa.String(), nullable=False),
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['company_id'], ['company.id'], name=op.f('fk_risk_origin_company_id_company'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_risk_origin'))
    )
    op.create_index(op.f('ix_risk_origin_company_id'), 'risk_origin', ['company_id'], unique=False)
    op.create_table('trade_answer',
    sa.Column('list', sa.String(), nullable=False),
    sa.Column('question', sa.String(), nullable=False),
    sa.Column('year', sa.Integer(), nullable=True),
    sa.Column('answer', sa.String(), nullable=False),
    sa.Column('text', sa.String(), nullable=False),
    sa.Column('improve', sa.String(), nullable=False),
    sa.Column('owner', sa.String(), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=True),
    sa.Column('answered_on', sa.Date(), nullable=True),
    sa.Column('company_id', sa.String(), nullable=False),
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['company_id'], ['company.id'], name=op.f('fk_trade_answer_company_id_company'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_trade_answer'))
    )
    op.create_index(op.f('ix_trade_answer_company_id'), 'trade_answer', ['company_id'], unique=False)
    op.create_table('annual_letter',
    sa.Column('year', sa.Integer(), nullable=True),
    sa.Column('period_from', sa.Date(), nullable=True),
    sa.Column('period_to', sa.Date(), nullable=True),
    sa.Column('due_on', sa.Date(), nullable=True),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('officer_id', sa.String(), nullable=True),
    sa.Column('sent_on', sa.Date(), nullable=True),
    sa.Column('evidence_id', sa.String(), nullable=True),
    sa.Column('notes', sa.String(), nullable=False),
    sa.Column('company_id', sa.String(), nullable=False),
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['company_id'], ['company.id'], name=op.f('fk_annual_letter_company_id_company'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['evidence_id'], ['evidence.id'], name=op.f('fk_annual_letter_evidence_id_evidence'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['officer_id'], ['contact.id'], name=op.f('fk_annual_letter_officer_id_contact'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_annual_letter'))
    )
    op.create_index(op.f('ix_annual_letter_company_id'), 'annual_letter', ['company_id'], unique=False)
    op.create_index(op.f('ix_annual_letter_evidence_id'), 'annual_letter', ['evidence_id'], unique=False)
    op.create_index(op.f('ix_annual_letter_officer_id'), 'annual_letter', ['officer_id'], unique=False)
    op.create_table('best_practice',
    sa.Column('title', sa.String(), nullable=False),
    sa.Column('shared_on', sa.Date(), nullable=True),
    sa.Column('shared_with', sa.String(), nullable=False),
    sa.Column('text', sa.String(), nullable=False),
    sa.Column('evidence_id', sa.String(), nullable=True),
    sa.Column('company_id', sa.String(), nullable=False),
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['company_id'], ['company.id'], name=op.f('fk_best_practice_company_id_company'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['evidence_id'], ['evidence.id'], name=op.f('fk_best_practice_evidence_id_evidence'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_best_practice'))
    )
    op.create_index(op.f('ix_best_practice_company_id'), 'best_practice', ['company_id'], unique=False)
    op.create_index(op.f('ix_best_practice_evidence_id'), 'best_practice', ['evidence_id'], unique=False)
    op.create_table('bond',
    sa.Column('number', sa.String(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('activity', sa.String(), nullable=False),
    sa.Column('surety', sa.String(), nullable=False),
    sa.Column('amount', sa.Integer(), nullable=True),
    sa.Column('valid_from', sa.Date(), nullable=True),
    sa.Column('valid_to', sa.Date(), nullable=True),
    sa.Column('evidence_id', sa.String(), nullable=True),
    sa.Column('notes', sa.String(), nullable=False),
    sa.Column('company_id', sa.String(), nullable=False),
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['company_id'], ['company.id'], name=op.f('fk_bond_company_id_company'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['evidence_id'], ['evidence.id'], name=op.f('fk_bond_evidence_id_evidence'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_bond'))
    )
    op.create_index(op.f('ix_bond_company_id'), 'bond', ['company_id'], unique=False)
    op.create_index(op.f('ix_bond_evidence_id'), 'bond', ['evidence_id'], unique=False)
    op.create_table('code_of_conduct',
    sa.Column('title', sa.String(), nullable=False),
    sa.Column('version', sa.String(), nullable=False),
    sa.Column('evidence_id', sa.String(), nullable=True),
    sa.Column('address', sa.String(), nullable=False),
    sa.Column('published_on', sa.Date(), nullable=True),
    sa.Column('uploaded_on', sa.Date(), nullable=True),
    sa.Column('commits_to_mapping', sa.Boolean(), nullable=False),
    sa.Column('forbids_forced_labor', sa.Boolean(), nullable=False),
    sa.Column('approved_by', sa.String(), nullable=False),
    sa.Column('next_on', sa.Date(), nullable=True),
    sa.Column('notes', sa.String(), nullable=False),
    sa.Column('company_id', sa.String(), nullable=False),
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['company_id'], ['company.id'], name=op.f('fk_code_of_conduct_company_id_company'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['evidence_id'], ['evidence.id'], name=op.f('fk_code_of_conduct_evidence_id_evidence'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_code_of_conduct'))
    )
    op.create_index(op.f('ix_code_of_conduct_company_id'), 'code_of_conduct', ['company_id'], unique=False)
    op.create_index(op.f('ix_code_of_conduct_evidence_id'), 'code_of_conduct', ['evidence_id'], unique=False)
    op.create_table('disclosure',
    sa.Column('title', sa.String(), nullable=False),
    sa.Column('found_on', sa.Date(), nullable=True),
    sa.Column('source', sa.String(), nullable=False),
    sa.Column('notified_on', sa.Date(), nullable=True),
    sa.Column('due_on', sa.Date(), nullable=True),
    sa.Column('route', sa.String(), nullable=False),
    sa.Column('entries', sa.String(), nullable=False),
    sa.Column('cause', sa.String(), nullable=False),
    sa.Column('is_systemic', sa.Boolean(), nullable=False),
    sa.Column('duty_effect', sa.Integer(), nullable=True),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('disclosed_on', sa.Date(), nullable=True),
    sa.Column('reference', sa.String(), nullable=False),
    sa.Column('remedy', sa.String(), nullable=False),
    sa.Column('evidence_id', sa.String(), nullable=True),
    sa.Column('notes', sa.String(), nullable=False),
    sa.Column('company_id', sa.String(), nullable=False),
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['company_id'], ['company.id'], name=op.f('fk_disclosure_company_id_company'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['evidence_id'], ['evidence.id'], name=op.f('fk_disclosure_evidence_id_evidence'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_disclosure'))
    )
    op.create_index(op.f('ix_disclosure_company_id'), 'disclosure', ['company_id'], unique=False)
    op.create_index(op.f('ix_disclosure_evidence_id'), 'disclosure', ['evidence_id'], unique=False)
    op.create_table('internal_control',
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('area', sa.String(), nullable=False),
    sa.Column('how', sa.String(), nullable=False),
    sa.Column('owner', sa.String(), nullable=False),
    sa.Column('frequency', sa.String(), nullable=False),
    sa.Column('is_in_use', sa.Boolean(), nullable=False),
    sa.Column('reviewed_on', sa.Date(), nullable=True),
    sa.Column('next_on', sa.Date(), nullable=True),
    sa.Column('changed_on', sa.Date(), nullable=True),
    sa.Column('evidence_id', sa.String(), nullable=True),
    sa.Column('notes', sa.String(), nullable=False),
    sa.Column('company_id', sa.String(), nullable=False),
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['company_id'], ['company.id'], name=op.f('fk_internal_control_company_id_company'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['evidence_id'], ['evidence.id'], name=op.f('fk_internal_control_evidence_id_evidence'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_internal_control'))
    )
    op.create_index(op.f('ix_internal_control_company_id'), 'internal_control', ['company_id'], unique=False)
    op.create_index(op.f('ix_internal_control_evidence_id'), 'internal_control', ['evidence_id'], unique=False)
    op.create_table('itrac_file',
    sa.Column('title', sa.String(), nullable=False),
    sa.Column('evidence_id', sa.String(), nullable=True),
    sa.Column('imported_on', sa.Date(), nullable=True),
    sa.Column('period_from', sa.Date(), nullable=True),
    sa.Column('period_to', sa.Date(), nullable=True),
    sa.Column('line_count', sa.Integer(), nullable=True),
    sa.Column('mapping', sa.String(), nullable=False),
    sa.Column('notes', sa.String(), nullable=False),
    sa.Column('company_id', sa.String(), nullable=False),
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['company_id'], ['company.id'], name=op.f('fk_itrac_file_company_id_company'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['evidence_id'], ['evidence.id'], name=op.f('fk_itrac_file_evidence_id_evidence'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_itrac_file'))
    )
    op.create_index(op.f('ix_itrac_file_company_id'), 'itrac_file', ['company_id'], unique=False)
    op.create_index(op.f('ix_itrac_file_evidence_id'), 'itrac_file', ['evidence_id'], unique=False)
    op.create_table('officer_authority',
    sa.Column('contact_id', sa.String(), nullable=True),
    sa.Column('source', sa.String(), nullable=False),
    sa.Column('signed_on', sa.Date(), nullable=True),
    sa.Column('valid_to', sa.Date(), nullable=True),
    sa.Column('may_sign_mou', sa.Boolean(), nullable=False),
    sa.Column('evidence_id', sa.String(), nullable=True),
    sa.Column('notes', sa.String(), nullable=False),
    sa.Column('company_id', sa.String(), nullable=False),
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['company_id'], ['company.id'], name=op.f('fk_officer_authority_company_id_company'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['contact_id'], ['contact.id'], name=op.f('fk_officer_authority_contact_id_contact'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['evidence_id'], ['evidence.id'], name=op.f('fk_officer_authority_evidence_id_evidence'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_officer_authority'))
    )
    op.create_index(op.f('ix_officer_authority_company_id'), 'officer_authority', ['company_id'], unique=False)
    op.create_index(op.f('ix_officer_authority_contact_id'), 'officer_authority', ['contact_id'], unique=False)
    op.create_index(op.f('ix_officer_authority_evidence_id'), 'officer_authority', ['evidence_id'], unique=False)
    op.create_table('packet',
    sa.Column('account_id', sa.String(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('title', sa.String(), nullable=False),
    sa.Column('year', sa.Integer(), nullable=True),
    sa.Column('code', sa.String(), nullable=False),
    sa.Column('issued_on', sa.Date(), nullable=True),
    sa.Column('issued_by', sa.String(), nullable=False),
    sa.Column('outline', sa.String(), nullable=False),
    sa.Column('official_id', sa.String(), nullable=True),
    sa.Column('signers', sa.String(), nullable=False),
    sa.Column('page_count', sa.Integer(), nullable=False),
    sa.Column('size', sa.Integer(), nullable=False),
    sa.Column('sha256', sa.String(), nullable=False),
    sa.Column('sources', sa.String(), nullable=False),
    sa.Column('places', sa.String(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('way', sa.String(), nullable=False),
    sa.Column('signed_by', sa.String(), nullable=False),
    sa.Column('signed_on', sa.Date(), nullable=True),
    sa.Column('signed_sha256', sa.String(), nullable=False),
    sa.Column('signed_size', sa.Integer(), nullable=False),
    sa.Column('evidence_id', sa.String(), nullable=True),
    sa.Column('renewal_on', sa.Date(), nullable=True),
    sa.Column('company_id', sa.String(), nullable=False),
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_packet_account_id_account'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['company_id'], ['company.id'], name=op.f('fk_packet_company_id_company'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['evidence_id'], ['evidence.id'], name=op.f('fk_packet_evidence_id_evidence'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['official_id'], ['evidence.id'], name=op.f('fk_packet_official_id_evidence'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_packet'))
    )
    op.create_index(op.f('ix_packet_account_id'), 'packet', ['account_id'], unique=False)
    op.create_index(op.f('ix_packet_code'), 'packet', ['code'], unique=False)
    op.create_index(op.f('ix_packet_company_id'), 'packet', ['company_id'], unique=False)
    op.create_index(op.f('ix_packet_evidence_id'), 'packet', ['evidence_id'], unique=False)
    op.create_index(op.f('ix_packet_official_id'), 'packet', ['official_id'], unique=False)
    op.create_table('ruling_request',
    sa.Column('subject', sa.String(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('asked_on', sa.Date(), nullable=True),
    sa.Column('expected_on', sa.Date(), nullable=True),
    sa.Column('reference', sa.String(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('answered_on', sa.Date(), nullable=True),
    sa.Column('evidence_id', sa.String(), nullable=True),
    sa.Column('notes', sa.String(), nullable=False),
    sa.Column('company_id', sa.String(), nullable=False),
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['company_id'], ['company.id'], name=op.f('fk_ruling_request_company_id_company'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['evidence_id'], ['evidence.id'], name=op.f('fk_ruling_request_evidence_id_evidence'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_ruling_request'))
    )
    op.create_index(op.f('ix_ruling_request_company_id'), 'ruling_request', ['company_id'], unique=False)
    op.create_index(op.f('ix_ruling_request_evidence_id'), 'ruling_request', ['evidence_id'], unique=False)
    op.create_table('self_test',
    sa.Column('title', sa.String(), nullable=False),
    sa.Column('area', sa.String(), nullable=False),
    sa.Column('year', sa.Integer(), nullable=True),
    sa.Column('period_from', sa.Date(), nullable=True),
    sa.Column('period_to', sa.Date(), nullable=True),
    sa.Column('population', sa.Integer(), nullable=True),
    sa.Column('population_value', sa.Integer(), nullable=True),
    sa.Column('method', sa.String(), nullable=False),
    sa.Column('sample_size', sa.Integer(), nullable=True),
    sa.Column('seed', sa.String(), nullable=False),
    sa.Column('tester', sa.String(), nullable=False),
    sa.Column('is_independent', sa.Boolean(), nullable=False),
    sa.Column('planned_on', sa.Date(), nullable=True),
    sa.Column('done_on', sa.Date(), nullable=True),
    sa.Column('keep_until', sa.Date(), nullable=True),
    sa.Column('summary', sa.String(), nullable=False),
    sa.Column('evidence_id', sa.String(), nullable=True),
    sa.Column('company_id', sa.String(), nullable=False),
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['company_id'], ['company.id'], name=op.f('fk_self_test_company_id_company'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['evidence_id'], ['evidence.id'], name=op.f('fk_self_test_evidence_id_evidence'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_self_test'))
    )
    op.create_index(op.f('ix_self_test_company_id'), 'self_test', ['company_id'], unique=False)
    op.create_index(op.f('ix_self_test_evidence_id'), 'self_test', ['evidence_id'], unique=False)
    op.create_table('supply_chain',
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('goods', sa.String(), nullable=False),
    sa.Column('hts', sa.String(), nullable=False),
    sa.Column('region', sa.String(), nullable=False),
    sa.Column('is_high_risk', sa.Boolean(), nullable=False),
    sa.Column('reason', sa.String(), nullable=False),
    sa.Column('mapped_on', sa.Date(), nullable=True),
    sa.Column('mapped_by', sa.String(), nullable=False),
    sa.Column('next_on', sa.Date(), nullable=True),
    sa.Column('evidence_id', sa.String(), nullable=True),
    sa.Column('notes', sa.String(), nullable=False),
    sa.Column('company_id', sa.String(), nullable=False),
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['company_id'], ['company.id'], name=op.f('fk_supply_chain_company_id_company'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['evidence_id'], ['evidence.id'], name=op.f('fk_supply_chain_evidence_id_evidence'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_supply_chain'))
    )
    op.create_index(op.f('ix_supply_chain_company_id'), 'supply_chain', ['company_id'], unique=False)
    op.create_index(op.f('ix_supply_chain_evidence_id'), 'supply_chain', ['evidence_id'], unique=False)
    op.create_table('trade_change',
    sa.Column('what', sa.String(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('happened_on', sa.Date(), nullable=True),
    sa.Column('before', sa.String(), nullable=False),
    sa.Column('after', sa.String(), nullable=False),
    sa.Column('is_major', sa.Boolean(), nullable=False),
    sa.Column('report_by', sa.Date(), nullable=True),
    sa.Column('reported_on', sa.Date(), nullable=True),
    sa.Column('evidence_id', sa.String(), nullable=True),
    sa.Column('notes', sa.String(), nullable=False),
    sa.Column('company_id', sa.String(), nullable=False),
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['company_id'], ['company.id'], name=op.f('fk_trade_change_company_id_company'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['evidence_id'], ['evidence.id'], name=op.f('fk_trade_change_evidence_id_evidence'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_trade_change'))
    )
    op.create_index(op.f('ix_trade_change_company_id'), 'trade_change', ['company_id'], unique=False)
    op.create_index(op.f('ix_trade_change_evidence_id'), 'trade_change', ['evidence_id'], unique=False)
    op.create_table('trade_membership',
    sa.Column('status', sa.String(), nullable=False),
    sa.Column('residency', sa.String(), nullable=False),
    sa.Column('security_standing', sa.String(), nullable=False),
    sa.Column('debts', sa.String(), nullable=False),
    sa.Column('debts_checked_on', sa.Date(), nullable=True),
    sa.Column('complies', sa.String(), nullable=False),
    sa.Column('manual_evidence_id', sa.String(), nullable=True),
    sa.Column('audit_trail', sa.String(), nullable=False),
    sa.Column('applied_on', sa.Date(), nullable=True),
    sa.Column('accepted_on', sa.Date(), nullable=True),
    sa.Column('first_letter_on', sa.Date(), nullable=True),
    sa.Column('keep_years', sa.Integer(), nullable=True),
    sa.Column('manager_name', sa.String(), nullable=False),
    sa.Column('manager_contact', sa.String(), nullable=False),
    sa.Column('notes', sa.String(), nullable=False),
    sa.Column('company_id', sa.String(), nullable=False),
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['company_id'], ['company.id'], name=op.f('fk_trade_membership_company_id_company'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['manual_evidence_id'], ['evidence.id'], name=op.f('fk_trade_membership_manual_evidence_id_evidence'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_trade_membership'))
    )
    op.create_index(op.f('ix_trade_membership_company_id'), 'trade_membership', ['company_id'], unique=False)
    op.create_index(op.f('ix_trade_membership_manual_evidence_id'), 'trade_membership', ['manual_evidence_id'], unique=False)
    op.create_table('trade_risk',
    sa.Column('year', sa.Integer(), nullable=True),
    sa.Column('area', sa.String(), nullable=False),
    sa.Column('likelihood', sa.String(), nullable=False),
    sa.Column('impact', sa.String(), nullable=False),
    sa.Column('reason', sa.String(), nullable=False),
    sa.Column('tolerance', sa.String(), nullable=False),
    sa.Column('controls', sa.String(), nullable=False),
    sa.Column('assessed_on', sa.Date(), nullable=True),
    sa.Column('owner', sa.String(), nullable=False),
    sa.Column('next_on', sa.Date(), nullable=True),
    sa.Column('evidence_id', sa.String(), nullable=True),
    sa.Column('company_id', sa.String(), nullable=False),
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['company_id'], ['company.id'], name=op.f('fk_trade_risk_company_id_company'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['evidence_id'], ['evidence.id'], name=op.f('fk_trade_risk_evidence_id_evidence'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_trade_risk'))
    )
    op.create_index(op.f('ix_trade_risk_company_id'), 'trade_risk', ['company_id'], unique=False)
    op.create_index(op.f('ix_trade_risk_evidence_id'), 'trade_risk', ['evidence_id'], unique=False)
    op.create_table('chain_node',
    sa.Column('supply_chain_id', sa.String(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('role', sa.String(), nullable=False),
    sa.Column('tier', sa.Integer(), nullable=True),
    sa.Column('supplies', sa.String(), nullable=False),
    sa.Column('country', sa.String(), nullable=False),
    sa.Column('region', sa.String(), nullable=False),
    sa.Column('partner_id', sa.String(), nullable=True),
    sa.Column('input', sa.String(), nullable=False),
    sa.Column('output', sa.String(), nullable=False),
    sa.Column('volume_in', sa.String(), nullable=False),
    sa.Column('volume_out', sa.String(), nullable=False),
    sa.Column('checked_on', sa.Date(), nullable=True),
    sa.Column('list_version', sa.String(), nullable=False),
    sa.Column('is_listed', sa.String(), nullable=False),
    sa.Column('evidence_id', sa.String(), nullable=True),
    sa.Column('notes', sa.String(), nullable=False),
    sa.Column('company_id', sa.String(), nullable=False),
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['company_id'], ['company.id'], name=op.f('fk_chain_node_company_id_company'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['evidence_id'], ['evidence.id'], name=op.f('fk_chain_node_evidence_id_evidence'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['partner_id'], ['partner.id'], name=op.f('fk_chain_node_partner_id_partner'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['supply_chain_id'], ['supply_chain.id'], name=op.f('fk_chain_node_supply_chain_id_supply_chain'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_chain_node'))
    )
    op.create_index(op.f('ix_chain_node_company_id'), 'chain_node', ['company_id'], unique=False)
    op.create_index(op.f('ix_chain_node_evidence_id'), 'chain_node', ['evidence_id'], unique=False)
    op.create_index(op.f('ix_chain_node_partner_id'), 'chain_node', ['partner_id'], unique=False)
    op.create_index(op.f('ix_chain_node_supply_chain_id'), 'chain_node', ['supply_chain_id'], unique=False)
    op.create_table('covered_ior',
    sa.Column('identifier_id', sa.String(), nullable=True),
    sa.Column('legal_name', sa.String(), nullable=False),
    sa.Column('unit', sa.String(), nullable=False),
    sa.Column('is_selected', sa.Boolean(), nullable=False),
    sa.Column('is_managed_in_us', sa.Boolean(), nullable=False),
    sa.Column('imports_since', sa.Date(), nullable=True),
    sa.Column('last_import_on', sa.Date(), nullable=True),
    sa.Column('bond_id', sa.String(), nullable=True),
    sa.Column('responsible', sa.String(), nullable=False),
    sa.Column('notes', sa.String(), nullable=False),
    sa.Column('company_id', sa.String(), nullable=False),
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['bond_id'], ['bond.id'], name=op.f('fk_covered_ior_bond_id_bond'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['company_id'], ['company.id'], name=op.f('fk_covered_ior_company_id_company'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['identifier_id'], ['identifier.id'], name=op.f('fk_covered_ior_identifier_id_identifier'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_covered_ior'))
    )
    op.create_index(op.f('ix_covered_ior_bond_id'), 'covered_ior', ['bond_id'], unique=False)
    op.create_index(op.f('ix_covered_ior_company_id'), 'covered_ior', ['company_id'], unique=False)
    op.create_index(op.f('ix_covered_ior_identifier_id'), 'covered_ior', ['identifier_id'], unique=False)
    op.create_table('detention',
    sa.Column('entry_number', sa.String(), nullable=False),
    sa.Column('goods', sa.String(), nullable=False),
    sa.Column('hts', sa.String(), nullable=False),
    sa.Column('port', sa.String(), nullable=False),
    sa.Column('center', sa.String(), nullable=False),
    sa.Column('ground', sa.String(), nullable=False),
    sa.Column('is_preliminary', sa.Boolean(), nullable=False),
    sa.Column('presented_on', sa.Date(), nullable=True),
    sa.Column('notice_on', sa.Date(), nullable=True),
    sa.Column('due_on', sa.Date(), nullable=True),
    sa.Column('extended_to', sa.Date(), nullable=True),
    sa.Column('route', sa.String(), nullable=False),
    sa.Column('supply_chain_id', sa.String(), nullable=True),
    sa.Column('membership_asserted_on', sa.Date(), nullable=True),
    sa.Column('front_of_line_on', sa.Date(), nullable=True),
    sa.Column('package_sent_on', sa.Date(), nullable=True),
    sa.Column('questions', sa.String(), nullable=False),
    sa.Column('result', sa.String(), nullable=False),
    sa.Column('result_on', sa.Date(), nullable=True),
    sa.Column('cost', sa.Integer(), nullable=True),
    sa.Column('evidence_id', sa.String(), nullable=True),
    sa.Column('notes', sa.String(), nullable=False),
    sa.Column('company_id', sa.String(), nullable=False),
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['company_id'], ['company.id'], name=op.f('fk_detention_company_id_company'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['evidence_id'], ['evidence.id'], name=op.f('fk_detention_evidence_id_evidence'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['supply_chain_id'], ['supply_chain.id'], name=op.f('fk_detention_supply_chain_id_supply_chain'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_detention'))
    )
    op.create_index(op.f('ix_detention_company_id'), 'detention', ['company_id'], unique=False)
    op.create_index(op.f('ix_detention_evidence_id'), 'detention', ['evidence_id'], unique=False)
    op.create_index(op.f('ix_detention_supply_chain_id'), 'detention', ['supply_chain_id'], unique=False)
    op.create_table('diligence_letter',
    sa.Column('partner_id', sa.String(), nullable=True),
    sa.Column('firm', sa.String(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('sent_on', sa.Date(), nullable=True),
    sa.Column('due_on', sa.Date(), nullable=True),
    sa.Column('answered_on', sa.Date(), nullable=True),
    sa.Column('outcome', sa.String(), nullable=False),
    sa.Column('evidence_id', sa.String(), nullable=True),
    sa.Column('notes', sa.String(), nullable=False),
    sa.Column('company_id', sa.String(), nullable=False),
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['company_id'], ['company.id'], name=op.f('fk_diligence_letter_company_id_company'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['evidence_id'], ['evidence.id'], name=op.f('fk_diligence_letter_evidence_id_evidence'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['partner_id'], ['partner.id'], name=op.f('fk_diligence_letter_partner_id_partner'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_diligence_letter'))
    )
    op.create_index(op.f('ix_diligence_letter_company_id'), 'diligence_letter', ['company_id'], unique=False)
    op.create_index(op.f('ix_diligence_letter_evidence_id'), 'diligence_letter', ['evidence_id'], unique=False)
    op.create_index(op.f('ix_diligence_letter_partner_id'), 'diligence_letter', ['partner_id'], unique=False)
    op.create_table('itrac_line',
    sa.Column('file_id', sa.String(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('entry_number', sa.String(), nullable=False),
    sa.Column('entry_date', sa.Date(), nullable=True),
    sa.Column('entry_type', sa.String(), nullable=False),
    sa.Column('importer_number', sa.String(), nullable=False),
    sa.Column('origin', sa.String(), nullable=False),
    sa.Column('export_country', sa.String(), nullable=False),
    sa.Column('hts', sa.String(), nullable=False),
    sa.Column('description', sa.String(), nullable=False),
    sa.Column('supplier', sa.String(), nullable=False),
    sa.Column('value', sa.BigInteger(), nullable=False),
    sa.Column('duty', sa.BigInteger(), nullable=False),
    sa.Column('tax', sa.BigInteger(), nullable=False),
    sa.Column('exam', sa.String(), nullable=False),
    sa.Column('discrepancy', sa.String(), nullable=False),
    sa.Column('program', sa.String(), nullable=False),
    sa.Column('is_related', sa.Boolean(), nullable=False),
    sa.Column('transport', sa.String(), nullable=False),
    sa.Column('port', sa.String(), nullable=False),
    sa.Column('filer', sa.String(), nullable=False),
    sa.Column('consignee', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['file_id'], ['itrac_file.id'], name=op.f('fk_itrac_line_file_id_itrac_file'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('file_id', 'number', name=op.f('pk_itrac_line'))
    )
    op.create_index('ix_itrac_line_entry_date', 'itrac_line', ['file_id', 'entry_date'], unique=False)
    op.create_table('letter_part',
    sa.Column('annual_letter_id', sa.String(), nullable=False),
    sa.Column('head', sa.String(), nullable=False),
    sa.Column('text', sa.String(), nullable=False),
    sa.Column('note', sa.String(), nullable=False),
    sa.Column('company_id', sa.String(), nullable=False),
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['annual_letter_id'], ['annual_letter.id'], name=op.f('fk_letter_part_annual_letter_id_annual_letter'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['company_id'], ['company.id'], name=op.f('fk_letter_part_company_id_company'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_letter_part'))
    )
    op.create_index(op.f('ix_letter_part_annual_letter_id'), 'letter_part', ['annual_letter_id'], unique=False)
    op.create_index(op.f('ix_letter_part_company_id'), 'letter_part', ['company_id'], unique=False)
    op.create_table('packet_signature',
    sa.Column('packet_id', sa.String(), nullable=False),
    sa.Column('role', sa.String(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('way', sa.String(), nullable=False),
    sa.Column('at', sa.DateTime(), nullable=True),
    sa.Column('issuer', sa.String(), nullable=False),
    sa.Column('serial', sa.String(), nullable=False),
    sa.Column('company_id', sa.String(), nullable=False),
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['company_id'], ['company.id'], name=op.f('fk_packet_signature_company_id_company'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['packet_id'], ['packet.id'], name=op.f('fk_packet_signature_packet_id_packet'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_packet_signature'))
    )
    op.create_index(op.f('ix_packet_signature_company_id'), 'packet_signature', ['company_id'], unique=False)
    op.create_index(op.f('ix_packet_signature_packet_id'), 'packet_signature', ['packet_id'], unique=False)
    op.create_table('remediation',
    sa.Column('title', sa.String(), nullable=False),
    sa.Column('found_on', sa.Date(), nullable=True),
    sa.Column('partner_id', sa.String(), nullable=True),
    sa.Column('supply_chain_id', sa.String(), nullable=True),
    sa.Column('finding', sa.String(), nullable=False),
    sa.Column('plan', sa.String(), nullable=False),
    sa.Column('owner', sa.String(), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=True),
    sa.Column('disclosed_on', sa.Date(), nullable=True),
    sa.Column('cbp_contact', sa.String(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('closed_on', sa.Date(), nullable=True),
    sa.Column('evidence_id', sa.String(), nullable=True),
    sa.Column('company_id', sa.String(), nullable=False),
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['company_id'], ['company.id'], name=op.f('fk_remediation_company_id_company'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['evidence_id'], ['evidence.id'], name=op.f('fk_remediation_evidence_id_evidence'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['partner_id'], ['partner.id'], name=op.f('fk_remediation_partner_id_partner'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['supply_chain_id'], ['supply_chain.id'], name=op.f('fk_remediation_supply_chain_id_supply_chain'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_remediation'))
    )
    op.create_index(op.f('ix_remediation_company_id'), 'remediation', ['company_id'], unique=False)
    op.create_index(op.f('ix_remediation_evidence_id'), 'remediation', ['evidence_id'], unique=False)
    op.create_index(op.f('ix_remediation_partner_id'), 'remediation', ['partner_id'], unique=False)
    op.create_index(op.f('ix_remediation_supply_chain_id'), 'remediation', ['supply_chain_id'], unique=False)
    op.create_table('tested_line',
    sa.Column('self_test_id', sa.String(), nullable=False),
    sa.Column('entry_number', sa.String(), nullable=False),
    sa.Column('line', sa.String(), nullable=False),
    sa.Column('attribute', sa.String(), nullable=False),
    sa.Column('expected', sa.String(), nullable=False),
    sa.Column('found', sa.String(), nullable=False),
    sa.Column('is_error', sa.Boolean(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('duty_effect', sa.Integer(), nullable=True),
    sa.Column('cause', sa.String(), nullable=False),
    sa.Column('remedy', sa.String(), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=True),
    sa.Column('closed_on', sa.Date(), nullable=True),
    sa.Column('disclosure_id', sa.String(), nullable=True),
    sa.Column('company_id', sa.String(), nullable=False),
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['company_id'], ['company.id'], name=op.f('fk_tested_line_company_id_company'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['disclosure_id'], ['disclosure.id'], name=op.f('fk_tested_line_disclosure_id_disclosure'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['self_test_id'], ['self_test.id'], name=op.f('fk_tested_line_self_test_id_self_test'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_tested_line'))
    )
    op.create_index(op.f('ix_tested_line_company_id'), 'tested_line', ['company_id'], unique=False)
    op.create_index(op.f('ix_tested_line_disclosure_id'), 'tested_line', ['disclosure_id'], unique=False)
    op.create_index(op.f('ix_tested_line_self_test_id'), 'tested_line', ['self_test_id'], unique=False)
    op.create_table('detention_step',
    sa.Column('detention_id', sa.String(), nullable=False),
    sa.Column('what', sa.String(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('owner', sa.String(), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=True),
    sa.Column('done_on', sa.Date(), nullable=True),
    sa.Column('evidence_id', sa.String(), nullable=True),
    sa.Column('company_id', sa.String(), nullable=False),
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['company_id'], ['company.id'], name=op.f('fk_detention_step_company_id_company'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['detention_id'], ['detention.id'], name=op.f('fk_detention_step_detention_id_detention'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['evidence_id'], ['evidence.id'], name=op.f('fk_detention_step_evidence_id_evidence'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_detention_step'))
    )
    op.create_index(op.f('ix_detention_step_company_id'), 'detention_step', ['company_id'], unique=False)
    op.create_index(op.f('ix_detention_step_detention_id'), 'detention_step', ['detention_id'], unique=False)
    op.create_index(op.f('ix_detention_step_evidence_id'), 'detention_step', ['evidence_id'], unique=False)
