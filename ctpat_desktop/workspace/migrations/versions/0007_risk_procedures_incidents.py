"""The five-step risk assessment, country sources, procedures, incidents and audits."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables, and what a corrective action comes from; what is there stays as it is."""
    op.create_table('procedure',
    sa.Column('number', sa.String(), nullable=False),
    sa.Column('title', sa.String(), nullable=False),
    sa.Column('criteria', sa.String(), nullable=False),
    sa.Column('sites', sa.String(), nullable=False),
    sa.Column('owner', sa.String(), nullable=False),
    sa.Column('review_months', sa.Integer(), nullable=True),
    sa.Column('reviewed_on', sa.Date(), nullable=True),
    sa.Column('reviewed_by', sa.String(), nullable=False),
    sa.Column('next_review_on', sa.Date(), nullable=True),
    sa.Column('readers', sa.String(), nullable=False),
    sa.Column('records_kept', sa.String(), nullable=False),
    sa.Column('kept_at', sa.String(), nullable=False),
    sa.Column('retired_on', sa.Date(), nullable=True),
    sa.Column('notes', sa.String(), nullable=False),
    sa.Column('company_id', sa.String(), nullable=False),
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['company_id'], ['company.id'], name=op.f('fk_procedure_company_id_company'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_procedure'))
    )
    op.create_index(op.f('ix_procedure_company_id'), 'procedure', ['company_id'], unique=False)
    op.create_table('country_source',
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('edition', sa.String(), nullable=False),
    sa.Column('issued_on', sa.Date(), nullable=True),
    sa.Column('consulted_on', sa.Date(), nullable=True),
    sa.Column('threat', sa.String(), nullable=False),
    sa.Column('scale', sa.String(), nullable=False),
    sa.Column('license', sa.String(), nullable=False),
    sa.Column('link', sa.String(), nullable=False),
    sa.Column('evidence_id', sa.String(), nullable=True),
    sa.Column('notes', sa.String(), nullable=False),
    sa.Column('company_id', sa.String(), nullable=False),
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['company_id'], ['company.id'], name=op.f('fk_country_source_company_id_company'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['evidence_id'], ['evidence.id'], name=op.f('fk_country_source_evidence_id_evidence'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_country_source'))
    )
    op.create_index(op.f('ix_country_source_company_id'), 'country_source', ['company_id'], unique=False)
    op.create_index(op.f('ix_country_source_evidence_id'), 'country_source', ['evidence_id'], unique=False)
    op.create_table('management_review',
    sa.Column('held_on', sa.Date(), nullable=True),
    sa.Column('people', sa.String(), nullable=False),
    sa.Column('topics', sa.String(), nullable=False),
    sa.Column('decisions', sa.String(), nullable=False),
    sa.Column('next_on', sa.Date(), nullable=True),
    sa.Column('evidence_id', sa.String(), nullable=True),
    sa.Column('notes', sa.String(), nullable=False),
    sa.Column('company_id', sa.String(), nullable=False),
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['company_id'], ['company.id'], name=op.f('fk_management_review_company_id_company'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['evidence_id'], ['evidence.id'], name=op.f('fk_management_review_evidence_id_evidence'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_management_review'))
    )
    op.create_index(op.f('ix_management_review_company_id'), 'management_review', ['company_id'], unique=False)
    op.create_index(op.f('ix_management_review_evidence_id'), 'management_review', ['evidence_id'], unique=False)
    op.create_table('procedure_version',
    sa.Column('procedure_id', sa.String(), nullable=False),
    sa.Column('version', sa.String(), nullable=False),
    sa.Column('language', sa.String(), nullable=False),
    sa.Column('status', sa.String(), nullable=False),
    sa.Column('outline', sa.String(), nullable=False),
    sa.Column('text', sa.String(), nullable=False),
    sa.Column('approved_by', sa.String(), nullable=False),
    sa.Column('approved_on', sa.Date(), nullable=True),
    sa.Column('evidence_id', sa.String(), nullable=True),
    sa.Column('notes', sa.String(), nullable=False),
    sa.Column('company_id', sa.String(), nullable=False),
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['company_id'], ['company.id'], name=op.f('fk_procedure_version_company_id_company'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['evidence_id'], ['evidence.id'], name=op.f('fk_procedure_version_evidence_id_evidence'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['procedure_id'], ['procedure.id'], name=op.f('fk_procedure_version_procedure_id_procedure'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_procedure_version'))
    )
    op.create_index(op.f('ix_procedure_version_company_id'), 'procedure_version', ['company_id'], unique=False)
    op.create_index(op.f('ix_procedure_version_evidence_id'), 'procedure_version', ['evidence_id'], unique=False)
    op.create_index(op.f('ix_procedure_version_procedure_id'), 'procedure_version', ['procedure_id'], unique=False)
    op.create_table('program_audit',
    sa.Column('scope', sa.String(), nullable=False),
    sa.Column('auditor', sa.String(), nullable=False),
    sa.Column('is_independent', sa.Boolean(), nullable=False),
    sa.Column('done_on', sa.Date(), nullable=True),
    sa.Column('site_id', sa.String(), nullable=True),
    sa.Column('findings', sa.String(), nullable=False),
    sa.Column('open_findings', sa.Integer(), nullable=True),
    sa.Column('reported_to', sa.String(), nullable=False),
    sa.Column('next_on', sa.Date(), nullable=True),
    sa.Column('evidence_id', sa.String(), nullable=True),
    sa.Column('notes', sa.String(), nullable=False),
    sa.Column('company_id', sa.String(), nullable=False),
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['company_id'], ['company.id'], name=op.f('fk_program_audit_company_id_company'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['evidence_id'], ['evidence.id'], name=op.f('fk_program_audit_evidence_id_evidence'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['site_id'], ['site.id'], name=op.f('fk_program_audit_site_id_site'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_program_audit'))
    )
    op.create_index(op.f('ix_program_audit_company_id'), 'program_audit', ['company_id'], unique=False)
    op.create_index(op.f('ix_program_audit_evidence_id'), 'program_audit', ['evidence_id'], unique=False)
    op.create_index(op.f('ix_program_audit_site_id'), 'program_audit', ['site_id'], unique=False)
    op.create_table('risk_assessment',
    sa.Column('year', sa.Integer(), nullable=True),
    sa.Column('scope', sa.String(), nullable=False),
    sa.Column('made_by', sa.String(), nullable=False),
    sa.Column('flow_on', sa.Date(), nullable=True),
    sa.Column('threats_on', sa.Date(), nullable=True),
    sa.Column('vulnerabilities_on', sa.Date(), nullable=True),
    sa.Column('actions_on', sa.Date(), nullable=True),
    sa.Column('method_on', sa.Date(), nullable=True),
    sa.Column('method', sa.String(), nullable=False),
    sa.Column('frequency', sa.String(), nullable=False),
    sa.Column('triggers', sa.String(), nullable=False),
    sa.Column('changes', sa.String(), nullable=False),
    sa.Column('approved_by', sa.String(), nullable=False),
    sa.Column('approved_on', sa.Date(), nullable=True),
    sa.Column('next_on', sa.Date(), nullable=True),
    sa.Column('evidence_id', sa.String(), nullable=True),
    sa.Column('notes', sa.String(), nullable=False),
    sa.Column('company_id', sa.String(), nullable=False),
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['company_id'], ['company.id'], name=op.f('fk_risk_assessment_company_id_company'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['evidence_id'], ['evidence.id'], name=op.f('fk_risk_assessment_evidence_id_evidence'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_risk_assessment'))
    )
    op.create_index(op.f('ix_risk_assessment_company_id'), 'risk_assessment', ['company_id'], unique=False)
    op.create_index(op.f('ix_risk_assessment_evidence_id'), 'risk_assessment', ['evidence_id'], unique=False)
    op.create_table('security_check',
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('subject', sa.String(), nullable=False),
    sa.Column('site_id', sa.String(), nullable=True),
    sa.Column('done_on', sa.Date(), nullable=True),
    sa.Column('done_at', sa.String(), nullable=False),
    sa.Column('done_by', sa.String(), nullable=False),
    sa.Column('period', sa.String(), nullable=False),
    sa.Column('outcome', sa.String(), nullable=False),
    sa.Column('finding', sa.String(), nullable=False),
    sa.Column('measures', sa.String(), nullable=False),
    sa.Column('mended_on', sa.Date(), nullable=True),
    sa.Column('next_on', sa.Date(), nullable=True),
    sa.Column('evidence_id', sa.String(), nullable=True),
    sa.Column('notes', sa.String(), nullable=False),
    sa.Column('company_id', sa.String(), nullable=False),
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['company_id'], ['company.id'], name=op.f('fk_security_check_company_id_company'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['evidence_id'], ['evidence.id'], name=op.f('fk_security_check_evidence_id_evidence'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['site_id'], ['site.id'], name=op.f('fk_security_check_site_id_site'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_security_check'))
    )
    op.create_index(op.f('ix_security_check_company_id'), 'security_check', ['company_id'], unique=False)
    op.create_index(op.f('ix_security_check_evidence_id'), 'security_check', ['evidence_id'], unique=False)
    op.create_index(op.f('ix_security_check_site_id'), 'security_check', ['site_id'], unique=False)
    op.create_table('acknowledgment',
    sa.Column('procedure_id', sa.String(), nullable=False),
    sa.Column('version', sa.String(), nullable=False),
    sa.Column('person_id', sa.String(), nullable=True),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('role', sa.String(), nullable=False),
    sa.Column('signed_on', sa.Date(), nullable=True),
    sa.Column('evidence_id', sa.String(), nullable=True),
    sa.Column('company_id', sa.String(), nullable=False),
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['company_id'], ['company.id'], name=op.f('fk_acknowledgment_company_id_company'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['evidence_id'], ['evidence.id'], name=op.f('fk_acknowledgment_evidence_id_evidence'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_acknowledgment_person_id_person'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['procedure_id'], ['procedure.id'], name=op.f('fk_acknowledgment_procedure_id_procedure'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_acknowledgment'))
    )
    op.create_index(op.f('ix_acknowledgment_company_id'), 'acknowledgment', ['company_id'], unique=False)
    op.create_index(op.f('ix_acknowledgment_evidence_id'), 'acknowledgment', ['evidence_id'], unique=False)
    op.create_index(op.f('ix_acknowledgment_person_id'), 'acknowledgment', ['person_id'], unique=False)
    op.create_index(op.f('ix_acknowledgment_procedure_id'), 'acknowledgment', ['procedure_id'], unique=False)
    op.create_table('country_rating',
    sa.Column('country_source_id', sa.String(), nullable=False),
    sa.Column('country', sa.String(), nullable=False),
    sa.Column('value', sa.String(), nullable=False),
    sa.Column('level', sa.String(), nullable=False),
    sa.Column('note', sa.String(), nullable=False),
    sa.Column('company_id', sa.String(), nullable=False),
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['company_id'], ['company.id'], name=op.f('fk_country_rating_company_id_company'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['country_source_id'], ['country_source.id'], name=op.f('fk_country_rating_country_source_id_country_source'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_country_rating'))
    )
    op.create_index(op.f('ix_country_rating_company_id'), 'country_rating', ['company_id'], unique=False)
    op.create_index(op.f('ix_country_rating_country_source_id'), 'country_rating', ['country_source_id'], unique=False)
    op.create_table('discrepancy',
    sa.Column('found_on', sa.Date(), nullable=True),
    sa.Column('found_by', sa.String(), nullable=False),
    sa.Column('shipment', sa.String(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('expected', sa.String(), nullable=False),
    sa.Column('counted', sa.String(), nullable=False),
    sa.Column('site_id', sa.String(), nullable=True),
    sa.Column('partner_id', sa.String(), nullable=True),
    sa.Column('cause', sa.String(), nullable=False),
    sa.Column('informed', sa.String(), nullable=False),
    sa.Column('told_on', sa.Date(), nullable=True),
    sa.Column('owner', sa.String(), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=True),
    sa.Column('settled_on', sa.Date(), nullable=True),
    sa.Column('evidence_id', sa.String(), nullable=True),
    sa.Column('notes', sa.String(), nullable=False),
    sa.Column('company_id', sa.String(), nullable=False),
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['company_id'], ['company.id'], name=op.f('fk_discrepancy_company_id_company'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['evidence_id'], ['evidence.id'], name=op.f('fk_discrepancy_evidence_id_evidence'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['partner_id'], ['partner.id'], name=op.f('fk_discrepancy_partner_id_partner'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['site_id'], ['site.id'], name=op.f('fk_discrepancy_site_id_site'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_discrepancy'))
    )
    op.create_index(op.f('ix_discrepancy_company_id'), 'discrepancy', ['company_id'], unique=False)
    op.create_index(op.f('ix_discrepancy_evidence_id'), 'discrepancy', ['evidence_id'], unique=False)
    op.create_index(op.f('ix_discrepancy_partner_id'), 'discrepancy', ['partner_id'], unique=False)
    op.create_index(op.f('ix_discrepancy_site_id'), 'discrepancy', ['site_id'], unique=False)
    op.create_table('incident',
    sa.Column('number', sa.String(), nullable=False),
    sa.Column('found_on', sa.Date(), nullable=True),
    sa.Column('found_at', sa.String(), nullable=False),
    sa.Column('found_by', sa.String(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('site_id', sa.String(), nullable=True),
    sa.Column('place', sa.String(), nullable=False),
    sa.Column('partner_id', sa.String(), nullable=True),
    sa.Column('unit', sa.String(), nullable=False),
    sa.Column('text', sa.String(), nullable=False),
    sa.Column('before_crossing', sa.String(), nullable=False),
    sa.Column('owner', sa.String(), nullable=False),
    sa.Column('inquiry', sa.String(), nullable=False),
    sa.Column('cause', sa.String(), nullable=False),
    sa.Column('measures', sa.String(), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=True),
    sa.Column('closed_on', sa.Date(), nullable=True),
    sa.Column('evidence_id', sa.String(), nullable=True),
    sa.Column('notes', sa.String(), nullable=False),
    sa.Column('company_id', sa.String(), nullable=False),
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['company_id'], ['company.id'], name=op.f('fk_incident_company_id_company'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['evidence_id'], ['evidence.id'], name=op.f('fk_incident_evidence_id_evidence'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['partner_id'], ['partner.id'], name=op.f('fk_incident_partner_id_partner'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['site_id'], ['site.id'], name=op.f('fk_incident_site_id_site'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_incident'))
    )
    op.create_index(op.f('ix_incident_company_id'), 'incident', ['company_id'], unique=False)
    op.create_index(op.f('ix_incident_evidence_id'), 'incident', ['evidence_id'], unique=False)
    op.create_index(op.f('ix_incident_partner_id'), 'incident', ['partner_id'], unique=False)
    op.create_index(op.f('ix_incident_site_id'), 'incident', ['site_id'], unique=False)
    op.create_table('risk_chain',
    sa.Column('risk_assessment_id', sa.String(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('goods', sa.String(), nullable=False),
    sa.Column('origin', sa.String(), nullable=False),
    sa.Column('mode', sa.String(), nullable=False),
    sa.Column('ports', sa.String(), nullable=False),
    sa.Column('shipments', sa.Integer(), nullable=True),
    sa.Column('value', sa.Integer(), nullable=True),
    sa.Column('supply_chain_id', sa.String(), nullable=True),
    sa.Column('consequence', sa.String(), nullable=False),
    sa.Column('consequence_reason', sa.String(), nullable=False),
    sa.Column('reviewed_on', sa.Date(), nullable=True),
    sa.Column('reviewed_by', sa.String(), nullable=False),
    sa.Column('notes', sa.String(), nullable=False),
    sa.Column('company_id', sa.String(), nullable=False),
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['risk_assessment_id'], ['risk_assessment.id'], name=op.f('fk_risk_chain_risk_assessment_id_risk_assessment'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['company_id'], ['company.id'], name=op.f('fk_risk_chain_company_id_company'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['supply_chain_id'], ['supply_chain.id'], name=op.f('fk_risk_chain_supply_chain_id_supply_chain'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_risk_chain'))
    )
    op.create_index(op.f('ix_risk_chain_risk_assessment_id'), 'risk_chain', ['risk_assessment_id'], unique=False)
    op.create_index(op.f('ix_risk_chain_company_id'), 'risk_chain', ['company_id'], unique=False)
    op.create_index(op.f('ix_risk_chain_supply_chain_id'), 'risk_chain', ['supply_chain_id'], unique=False)
    op.create_table('risk_trigger',
    sa.Column('risk_assessment_id', sa.String(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('what', sa.String(), nullable=False),
    sa.Column('record', sa.String(), nullable=False),
    sa.Column('seen_on', sa.Date(), nullable=True),
    sa.Column('seen_by', sa.String(), nullable=False),
    sa.Column('decision', sa.String(), nullable=False),
    sa.Column('company_id', sa.String(), nullable=False),
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['risk_assessment_id'], ['risk_assessment.id'], name=op.f('fk_risk_trigger_risk_assessment_id_risk_assessment'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['company_id'], ['company.id'], name=op.f('fk_risk_trigger_company_id_company'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_risk_trigger'))
    )
    op.create_index(op.f('ix_risk_trigger_risk_assessment_id'), 'risk_trigger', ['risk_assessment_id'], unique=False)
    op.create_index(op.f('ix_risk_trigger_company_id'), 'risk_trigger', ['company_id'], unique=False)
    op.create_table('incident_notice',
    sa.Column('incident_id', sa.String(), nullable=False),
    sa.Column('informed', sa.String(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('told_on', sa.Date(), nullable=True),
    sa.Column('told_at', sa.String(), nullable=False),
    sa.Column('told_by', sa.String(), nullable=False),
    sa.Column('how', sa.String(), nullable=False),
    sa.Column('company_id', sa.String(), nullable=False),
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['company_id'], ['company.id'], name=op.f('fk_incident_notice_company_id_company'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['incident_id'], ['incident.id'], name=op.f('fk_incident_notice_incident_id_incident'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_incident_notice'))
    )
    op.create_index(op.f('ix_incident_notice_company_id'), 'incident_notice', ['company_id'], unique=False)
    op.create_index(op.f('ix_incident_notice_incident_id'), 'incident_notice', ['incident_id'], unique=False)
    op.create_table('risk_leg',
    sa.Column('risk_chain_id', sa.String(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('partner_id', sa.String(), nullable=True),
    sa.Column('site_id', sa.String(), nullable=True),
    sa.Column('firm', sa.String(), nullable=False),
    sa.Column('place', sa.String(), nullable=False),
    sa.Column('country', sa.String(), nullable=False),
    sa.Column('mode', sa.String(), nullable=False),
    sa.Column('rest_hours', sa.Integer(), nullable=True),
    sa.Column('seal', sa.String(), nullable=False),
    sa.Column('contract', sa.String(), nullable=False),
    sa.Column('documents_by', sa.String(), nullable=False),
    sa.Column('goes_to', sa.String(), nullable=False),
    sa.Column('x', sa.Integer(), nullable=True),
    sa.Column('y', sa.Integer(), nullable=True),
    sa.Column('notes', sa.String(), nullable=False),
    sa.Column('company_id', sa.String(), nullable=False),
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['risk_chain_id'], ['risk_chain.id'], name=op.f('fk_risk_leg_risk_chain_id_risk_chain'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['company_id'], ['company.id'], name=op.f('fk_risk_leg_company_id_company'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['partner_id'], ['partner.id'], name=op.f('fk_risk_leg_partner_id_partner'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['site_id'], ['site.id'], name=op.f('fk_risk_leg_site_id_site'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_risk_leg'))
    )
    op.create_index(op.f('ix_risk_leg_risk_chain_id'), 'risk_leg', ['risk_chain_id'], unique=False)
    op.create_index(op.f('ix_risk_leg_company_id'), 'risk_leg', ['company_id'], unique=False)
    op.create_index(op.f('ix_risk_leg_partner_id'), 'risk_leg', ['partner_id'], unique=False)
    op.create_index(op.f('ix_risk_leg_site_id'), 'risk_leg', ['site_id'], unique=False)
    op.create_table('threat_rating',
    sa.Column('risk_assessment_id', sa.String(), nullable=False),
    sa.Column('country', sa.String(), nullable=False),
    sa.Column('place', sa.String(), nullable=False),
    sa.Column('risk_leg_id', sa.String(), nullable=True),
    sa.Column('threat', sa.String(), nullable=False),
    sa.Column('own_threat', sa.String(), nullable=False),
    sa.Column('level', sa.String(), nullable=False),
    sa.Column('source', sa.String(), nullable=False),
    sa.Column('source_on', sa.Date(), nullable=True),
    sa.Column('reason', sa.String(), nullable=False),
    sa.Column('rated_by', sa.String(), nullable=False),
    sa.Column('rated_on', sa.Date(), nullable=True),
    sa.Column('company_id', sa.String(), nullable=False),
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['risk_assessment_id'], ['risk_assessment.id'], name=op.f('fk_threat_rating_risk_assessment_id_risk_assessment'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['company_id'], ['company.id'], name=op.f('fk_threat_rating_company_id_company'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['risk_leg_id'], ['risk_leg.id'], name=op.f('fk_threat_rating_risk_leg_id_risk_leg'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_threat_rating'))
    )
    op.create_index(op.f('ix_threat_rating_risk_assessment_id'), 'threat_rating', ['risk_assessment_id'], unique=False)
    op.create_index(op.f('ix_threat_rating_company_id'), 'threat_rating', ['company_id'], unique=False)
    op.create_index(op.f('ix_threat_rating_risk_leg_id'), 'threat_rating', ['risk_leg_id'], unique=False)
    op.create_table('vulnerability_rating',
    sa.Column('risk_leg_id', sa.String(), nullable=False),
    sa.Column('criterion', sa.String(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('how', sa.String(), nullable=False),
    sa.Column('reason', sa.String(), nullable=False),
    sa.Column('judged_by', sa.String(), nullable=False),
    sa.Column('judged_on', sa.Date(), nullable=True),
    sa.Column('evidence_id', sa.String(), nullable=True),
    sa.Column('company_id', sa.String(), nullable=False),
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['company_id'], ['company.id'], name=op.f('fk_vulnerability_rating_company_id_company'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['evidence_id'], ['evidence.id'], name=op.f('fk_vulnerability_rating_evidence_id_evidence'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['risk_leg_id'], ['risk_leg.id'], name=op.f('fk_vulnerability_rating_risk_leg_id_risk_leg'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_vulnerability_rating'))
    )
    op.create_index(op.f('ix_vulnerability_rating_company_id'), 'vulnerability_rating', ['company_id'], unique=False)
    op.create_index(op.f('ix_vulnerability_rating_evidence_id'), 'vulnerability_rating', ['evidence_id'], unique=False)
    op.create_index(op.f('ix_vulnerability_rating_risk_leg_id'), 'vulnerability_rating', ['risk_leg_id'], unique=False)
    with op.batch_alter_table('action') as table:
        table.add_column(sa.Column('incident_id', sa.String(), nullable=True))
        table.add_column(sa.Column('program_audit_id', sa.String(), nullable=True))
        table.add_column(sa.Column('risk_leg_id', sa.String(), nullable=True))
        table.create_index(op.f('ix_action_incident_id'), ['incident_id'], unique=False)
        table.create_index(op.f('ix_action_program_audit_id'), ['program_audit_id'], unique=False)
        table.create_index(op.f('ix_action_risk_leg_id'), ['risk_leg_id'], unique=False)
        table.create_foreign_key(op.f('fk_action_risk_leg_id_risk_leg'), 'risk_leg', ['risk_leg_id'], ['id'], ondelete='SET NULL')
        table.create_foreign_key(op.f('fk_action_incident_id_incident'), 'incident', ['incident_id'], ['id'], ondelete='SET NULL')
        table.create_foreign_key(op.f('fk_action_program_audit_id_program_audit'), 'program_audit', ['program_audit_id'], ['id'], ondelete='SET NULL')
