"""The registers, and the questionnaires that go to partners."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

TEXTS = (
    "barrier_kinds",
    "barriers",
    "gates",
    "lighting",
    "parking",
    "alarm",
    "cameras",
    "access_control",
    "keys",
    "guard_company",
    "guards",
)
"""Texts a site gained."""


def upgrade() -> None:
    """Add the tables; a site gains columns in place, since making it anew would empty others."""
    _widen_site()
    _add_tables()
    if op.get_bind().dialect.name == "sqlite":
        _name_history_first()


def _name_history_first() -> None:
    """Let the list of tables begin with the history, from which every other table can be rebuilt.

    SQLite reads that list in order and stops at a damaged page; the order means nothing else.
    """
    op.execute("PRAGMA writable_schema = ON")
    op.execute("UPDATE sqlite_master SET rowid = 0 WHERE type = 'table' AND name = 'revision'")
    op.execute("PRAGMA writable_schema = OFF")


def _widen_site() -> None:
    for name in TEXTS:
        op.add_column("site", sa.Column(name, sa.String(), nullable=False, server_default=""))
    for name in ("gate_count", "camera_count", "footage_days"):
        op.add_column("site", sa.Column(name, sa.Integer(), nullable=True))
    op.add_column("site", sa.Column("alarm_tested_on", sa.Date(), nullable=True))


def _add_tables() -> None:
    op.create_table('evidence_text',
    sa.Column('sha256', sa.String(), nullable=False),
    sa.Column('text', sa.String(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.PrimaryKeyConstraint('sha256', name=op.f('pk_evidence_text'))
    )
    op.create_table('import_report',
    sa.Column('table_name', sa.String(), nullable=False),
    sa.Column('filename', sa.String(), nullable=False),
    sa.Column('at', sa.DateTime(), nullable=True),
    sa.Column('row_count', sa.Integer(), nullable=False),
    sa.Column('accepted', sa.Integer(), nullable=False),
    sa.Column('unchanged', sa.Integer(), nullable=False),
    sa.Column('refused', sa.Integer(), nullable=False),
    sa.Column('details', sa.String(), nullable=False),
    sa.Column('company_id', sa.String(), nullable=False),
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['company_id'], ['company.id'], name=op.f('fk_import_report_company_id_company'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_import_report'))
    )
    op.create_index(op.f('ix_import_report_company_id'), 'import_report', ['company_id'], unique=False)
    op.create_table('mra_program',
    sa.Column('country', sa.String(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('signed_on', sa.Date(), nullable=True),
    sa.Column('as_of', sa.Date(), nullable=True),
    sa.Column('is_counted', sa.Boolean(), nullable=False),
    sa.Column('source', sa.String(), nullable=False),
    sa.Column('notes', sa.String(), nullable=False),
    sa.Column('company_id', sa.String(), nullable=False),
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['company_id'], ['company.id'], name=op.f('fk_mra_program_company_id_company'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_mra_program'))
    )
    op.create_index(op.f('ix_mra_program_company_id'), 'mra_program', ['company_id'], unique=False)
    op.create_table('position',
    sa.Column('title', sa.String(), nullable=False),
    sa.Column('department', sa.String(), nullable=False),
    sa.Column('is_sensitive', sa.Boolean(), nullable=False),
    sa.Column('sensitive_kind', sa.String(), nullable=False),
    sa.Column('checks', sa.String(), nullable=False),
    sa.Column('renew_months', sa.Integer(), nullable=True),
    sa.Column('duties', sa.String(), nullable=False),
    sa.Column('company_id', sa.String(), nullable=False),
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['company_id'], ['company.id'], name=op.f('fk_position_company_id_company'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_position'))
    )
    op.create_index(op.f('ix_position_company_id'), 'position', ['company_id'], unique=False)
    op.create_table('questionnaire',
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('edition', sa.String(), nullable=False),
    sa.Column('role', sa.String(), nullable=False),
    sa.Column('source', sa.String(), nullable=False),
    sa.Column('intro_en', sa.String(), nullable=False),
    sa.Column('intro_fr', sa.String(), nullable=False),
    sa.Column('intro_es', sa.String(), nullable=False),
    sa.Column('notes', sa.String(), nullable=False),
    sa.Column('company_id', sa.String(), nullable=False),
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['company_id'], ['company.id'], name=op.f('fk_questionnaire_company_id_company'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_questionnaire'))
    )
    op.create_index(op.f('ix_questionnaire_company_id'), 'questionnaire', ['company_id'], unique=False)
    op.create_table('topic',
    sa.Column('title', sa.String(), nullable=False),
    sa.Column('criteria', sa.String(), nullable=False),
    sa.Column('audience', sa.String(), nullable=False),
    sa.Column('repeat_months', sa.Integer(), nullable=True),
    sa.Column('has_test', sa.Boolean(), nullable=False),
    sa.Column('pass_score', sa.Integer(), nullable=True),
    sa.Column('summary', sa.String(), nullable=False),
    sa.Column('company_id', sa.String(), nullable=False),
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['company_id'], ['company.id'], name=op.f('fk_topic_company_id_company'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_topic'))
    )
    op.create_index(op.f('ix_topic_company_id'), 'topic', ['company_id'], unique=False)
    op.create_table('account_review',
    sa.Column('system', sa.String(), nullable=False),
    sa.Column('done_on', sa.Date(), nullable=True),
    sa.Column('done_by', sa.String(), nullable=False),
    sa.Column('accounts', sa.Integer(), nullable=True),
    sa.Column('removed', sa.Integer(), nullable=True),
    sa.Column('next_on', sa.Date(), nullable=True),
    sa.Column('evidence_id', sa.String(), nullable=True),
    sa.Column('notes', sa.String(), nullable=False),
    sa.Column('company_id', sa.String(), nullable=False),
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['company_id'], ['company.id'], name=op.f('fk_account_review_company_id_company'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['evidence_id'], ['evidence.id'], name=op.f('fk_account_review_evidence_id_evidence'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_account_review'))
    )
    op.create_index(op.f('ix_account_review_company_id'), 'account_review', ['company_id'], unique=False)
    op.create_index(op.f('ix_account_review_evidence_id'), 'account_review', ['evidence_id'], unique=False)
    op.create_table('attachment',
    sa.Column('evidence_id', sa.String(), nullable=False),
    sa.Column('table_name', sa.String(), nullable=False),
    sa.Column('record_id', sa.String(), nullable=False),
    sa.Column('company_id', sa.String(), nullable=False),
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['company_id'], ['company.id'], name=op.f('fk_attachment_company_id_company'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['evidence_id'], ['evidence.id'], name=op.f('fk_attachment_evidence_id_evidence'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_attachment'))
    )
    op.create_index(op.f('ix_attachment_company_id'), 'attachment', ['company_id'], unique=False)
    op.create_index(op.f('ix_attachment_evidence_id'), 'attachment', ['evidence_id'], unique=False)
    op.create_index('ix_attachment_record', 'attachment', ['table_name', 'record_id'], unique=False)
    op.create_table('backup_run',
    sa.Column('system', sa.String(), nullable=False),
    sa.Column('run_on', sa.Date(), nullable=True),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('outcome', sa.String(), nullable=False),
    sa.Column('is_offsite', sa.Boolean(), nullable=False),
    sa.Column('is_encrypted', sa.Boolean(), nullable=False),
    sa.Column('restore_tested_on', sa.Date(), nullable=True),
    sa.Column('done_by', sa.String(), nullable=False),
    sa.Column('evidence_id', sa.String(), nullable=True),
    sa.Column('notes', sa.String(), nullable=False),
    sa.Column('company_id', sa.String(), nullable=False),
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['company_id'], ['company.id'], name=op.f('fk_backup_run_company_id_company'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['evidence_id'], ['evidence.id'], name=op.f('fk_backup_run_evidence_id_evidence'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_backup_run'))
    )
    op.create_index(op.f('ix_backup_run_company_id'), 'backup_run', ['company_id'], unique=False)
    op.create_index(op.f('ix_backup_run_evidence_id'), 'backup_run', ['evidence_id'], unique=False)
    op.create_table('inspection',
    sa.Column('unit_number', sa.String(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('done_on', sa.Date(), nullable=True),
    sa.Column('done_at', sa.String(), nullable=False),
    sa.Column('site_id', sa.String(), nullable=True),
    sa.Column('place', sa.String(), nullable=False),
    sa.Column('inspector', sa.String(), nullable=False),
    sa.Column('supervisor', sa.String(), nullable=False),
    sa.Column('shipment', sa.String(), nullable=False),
    sa.Column('seal_number', sa.String(), nullable=False),
    sa.Column('outcome', sa.String(), nullable=False),
    sa.Column('signed_by', sa.String(), nullable=False),
    sa.Column('evidence_id', sa.String(), nullable=True),
    sa.Column('notes', sa.String(), nullable=False),
    sa.Column('company_id', sa.String(), nullable=False),
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['company_id'], ['company.id'], name=op.f('fk_inspection_company_id_company'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['evidence_id'], ['evidence.id'], name=op.f('fk_inspection_evidence_id_evidence'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['site_id'], ['site.id'], name=op.f('fk_inspection_site_id_site'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_inspection'))
    )
    op.create_index(op.f('ix_inspection_company_id'), 'inspection', ['company_id'], unique=False)
    op.create_index(op.f('ix_inspection_evidence_id'), 'inspection', ['evidence_id'], unique=False)
    op.create_index(op.f('ix_inspection_site_id'), 'inspection', ['site_id'], unique=False)
    op.create_table('it_asset',
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('inventory_number', sa.String(), nullable=False),
    sa.Column('owner', sa.String(), nullable=False),
    sa.Column('site_id', sa.String(), nullable=True),
    sa.Column('software', sa.String(), nullable=False),
    sa.Column('updates', sa.String(), nullable=False),
    sa.Column('is_protected', sa.Boolean(), nullable=False),
    sa.Column('is_encrypted', sa.Boolean(), nullable=False),
    sa.Column('in_use_since', sa.Date(), nullable=True),
    sa.Column('retired_on', sa.Date(), nullable=True),
    sa.Column('notes', sa.String(), nullable=False),
    sa.Column('company_id', sa.String(), nullable=False),
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['company_id'], ['company.id'], name=op.f('fk_it_asset_company_id_company'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['site_id'], ['site.id'], name=op.f('fk_it_asset_site_id_site'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_it_asset'))
    )
    op.create_index(op.f('ix_it_asset_company_id'), 'it_asset', ['company_id'], unique=False)
    op.create_index(op.f('ix_it_asset_site_id'), 'it_asset', ['site_id'], unique=False)
    op.create_table('partner',
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('roles', sa.String(), nullable=False),
    sa.Column('services', sa.String(), nullable=False),
    sa.Column('status', sa.String(), nullable=False),
    sa.Column('handles_cargo', sa.Boolean(), nullable=False),
    sa.Column('since', sa.Date(), nullable=True),
    sa.Column('volume', sa.Integer(), nullable=True),
    sa.Column('value', sa.Integer(), nullable=True),
    sa.Column('country', sa.String(), nullable=False),
    sa.Column('line1', sa.String(), nullable=False),
    sa.Column('city', sa.String(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('postal_code', sa.String(), nullable=False),
    sa.Column('phone', sa.String(), nullable=False),
    sa.Column('email', sa.String(), nullable=False),
    sa.Column('website', sa.String(), nullable=False),
    sa.Column('ctpat_status', sa.String(), nullable=False),
    sa.Column('monitoring', sa.String(), nullable=False),
    sa.Column('svi_number', sa.String(), nullable=False),
    sa.Column('program_id', sa.String(), nullable=True),
    sa.Column('aeo_number', sa.String(), nullable=False),
    sa.Column('checked_on', sa.Date(), nullable=True),
    sa.Column('checked_by', sa.String(), nullable=False),
    sa.Column('checked_how', sa.String(), nullable=False),
    sa.Column('next_check_on', sa.Date(), nullable=True),
    sa.Column('forced_labor', sa.String(), nullable=False),
    sa.Column('forced_labor_on', sa.Date(), nullable=True),
    sa.Column('money_laundering', sa.String(), nullable=False),
    sa.Column('money_laundering_on', sa.Date(), nullable=True),
    sa.Column('screening_note', sa.String(), nullable=False),
    sa.Column('risk', sa.String(), nullable=False),
    sa.Column('risk_reasons', sa.String(), nullable=False),
    sa.Column('risk_on', sa.Date(), nullable=True),
    sa.Column('next_assessment_on', sa.Date(), nullable=True),
    sa.Column('notes', sa.String(), nullable=False),
    sa.Column('company_id', sa.String(), nullable=False),
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['company_id'], ['company.id'], name=op.f('fk_partner_company_id_company'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['program_id'], ['mra_program.id'], name=op.f('fk_partner_program_id_mra_program'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_partner'))
    )
    op.create_index(op.f('ix_partner_company_id'), 'partner', ['company_id'], unique=False)
    op.create_index(op.f('ix_partner_program_id'), 'partner', ['program_id'], unique=False)
    op.create_table('person',
    sa.Column('first_name', sa.String(), nullable=False),
    sa.Column('last_name', sa.String(), nullable=False),
    sa.Column('staff_code', sa.String(), nullable=False),
    sa.Column('position_id', sa.String(), nullable=True),
    sa.Column('site_id', sa.String(), nullable=True),
    sa.Column('employment', sa.String(), nullable=False),
    sa.Column('email', sa.String(), nullable=False),
    sa.Column('started_on', sa.Date(), nullable=True),
    sa.Column('code_signed_on', sa.Date(), nullable=True),
    sa.Column('left_on', sa.Date(), nullable=True),
    sa.Column('badge_returned_on', sa.Date(), nullable=True),
    sa.Column('keys_returned_on', sa.Date(), nullable=True),
    sa.Column('accounts_closed_on', sa.Date(), nullable=True),
    sa.Column('gate_told_on', sa.Date(), nullable=True),
    sa.Column('notes', sa.String(), nullable=False),
    sa.Column('company_id', sa.String(), nullable=False),
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['company_id'], ['company.id'], name=op.f('fk_person_company_id_company'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['position_id'], ['position.id'], name=op.f('fk_person_position_id_position'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['site_id'], ['site.id'], name=op.f('fk_person_site_id_site'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_person'))
    )
    op.create_index(op.f('ix_person_company_id'), 'person', ['company_id'], unique=False)
    op.create_index(op.f('ix_person_position_id'), 'person', ['position_id'], unique=False)
    op.create_index(op.f('ix_person_site_id'), 'person', ['site_id'], unique=False)
    op.create_table('pickup',
    sa.Column('picked_up_on', sa.Date(), nullable=True),
    sa.Column('driver', sa.String(), nullable=False),
    sa.Column('employer', sa.String(), nullable=False),
    sa.Column('has_shown_id', sa.Boolean(), nullable=False),
    sa.Column('truck', sa.String(), nullable=False),
    sa.Column('trailer', sa.String(), nullable=False),
    sa.Column('arrived_at', sa.String(), nullable=False),
    sa.Column('left_at', sa.String(), nullable=False),
    sa.Column('seal_number', sa.String(), nullable=False),
    sa.Column('shipment', sa.String(), nullable=False),
    sa.Column('released_by', sa.String(), nullable=False),
    sa.Column('site_id', sa.String(), nullable=True),
    sa.Column('notes', sa.String(), nullable=False),
    sa.Column('company_id', sa.String(), nullable=False),
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['company_id'], ['company.id'], name=op.f('fk_pickup_company_id_company'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['site_id'], ['site.id'], name=op.f('fk_pickup_site_id_site'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_pickup'))
    )
    op.create_index(op.f('ix_pickup_company_id'), 'pickup', ['company_id'], unique=False)
    op.create_index(op.f('ix_pickup_site_id'), 'pickup', ['site_id'], unique=False)
    op.create_table('policy_review',
    sa.Column('policy', sa.String(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('version', sa.String(), nullable=False),
    sa.Column('reviewed_on', sa.Date(), nullable=True),
    sa.Column('reviewed_by', sa.String(), nullable=False),
    sa.Column('approved_by', sa.String(), nullable=False),
    sa.Column('next_on', sa.Date(), nullable=True),
    sa.Column('evidence_id', sa.String(), nullable=True),
    sa.Column('notes', sa.String(), nullable=False),
    sa.Column('company_id', sa.String(), nullable=False),
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['company_id'], ['company.id'], name=op.f('fk_policy_review_company_id_company'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['evidence_id'], ['evidence.id'], name=op.f('fk_policy_review_evidence_id_evidence'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_policy_review'))
    )
    op.create_index(op.f('ix_policy_review_company_id'), 'policy_review', ['company_id'], unique=False)
    op.create_index(op.f('ix_policy_review_evidence_id'), 'policy_review', ['evidence_id'], unique=False)
    op.create_table('question',
    sa.Column('questionnaire_id', sa.String(), nullable=False),
    sa.Column('key', sa.String(), nullable=False),
    sa.Column('section', sa.Integer(), nullable=True),
    sa.Column('criterion', sa.String(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('text_en', sa.String(), nullable=False),
    sa.Column('text_fr', sa.String(), nullable=False),
    sa.Column('text_es', sa.String(), nullable=False),
    sa.Column('help_en', sa.String(), nullable=False),
    sa.Column('help_fr', sa.String(), nullable=False),
    sa.Column('help_es', sa.String(), nullable=False),
    sa.Column('options', sa.String(), nullable=False),
    sa.Column('weight', sa.Integer(), nullable=True),
    sa.Column('must', sa.Boolean(), nullable=False),
    sa.Column('allows_na', sa.Boolean(), nullable=False),
    sa.Column('enough', sa.Integer(), nullable=True),
    sa.Column('roles', sa.String(), nullable=False),
    sa.Column('only_if_key', sa.String(), nullable=False),
    sa.Column('only_if_value', sa.String(), nullable=False),
    sa.Column('company_id', sa.String(), nullable=False),
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['company_id'], ['company.id'], name=op.f('fk_question_company_id_company'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['questionnaire_id'], ['questionnaire.id'], name=op.f('fk_question_questionnaire_id_questionnaire'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_question'))
    )
    op.create_index(op.f('ix_question_company_id'), 'question', ['company_id'], unique=False)
    op.create_index(op.f('ix_question_questionnaire_id'), 'question', ['questionnaire_id'], unique=False)
    op.create_table('seal',
    sa.Column('number', sa.String(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('issued_on', sa.Date(), nullable=True),
    sa.Column('issued_to', sa.String(), nullable=False),
    sa.Column('container', sa.String(), nullable=False),
    sa.Column('shipment', sa.String(), nullable=False),
    sa.Column('used_on', sa.Date(), nullable=True),
    sa.Column('used_at', sa.String(), nullable=False),
    sa.Column('applied_by', sa.String(), nullable=False),
    sa.Column('checked_by', sa.String(), nullable=False),
    sa.Column('was_viewed', sa.Boolean(), nullable=False),
    sa.Column('was_verified', sa.Boolean(), nullable=False),
    sa.Column('was_tugged', sa.Boolean(), nullable=False),
    sa.Column('was_twisted', sa.Boolean(), nullable=False),
    sa.Column('arrived_on', sa.Date(), nullable=True),
    sa.Column('matched', sa.String(), nullable=False),
    sa.Column('replaced_by', sa.String(), nullable=False),
    sa.Column('broken_by', sa.String(), nullable=False),
    sa.Column('broken_reason', sa.String(), nullable=False),
    sa.Column('destroyed_on', sa.Date(), nullable=True),
    sa.Column('evidence_id', sa.String(), nullable=True),
    sa.Column('notes', sa.String(), nullable=False),
    sa.Column('company_id', sa.String(), nullable=False),
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['company_id'], ['company.id'], name=op.f('fk_seal_company_id_company'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['evidence_id'], ['evidence.id'], name=op.f('fk_seal_evidence_id_evidence'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_seal'))
    )
    op.create_index(op.f('ix_seal_company_id'), 'seal', ['company_id'], unique=False)
    op.create_index(op.f('ix_seal_evidence_id'), 'seal', ['evidence_id'], unique=False)
    op.create_table('seal_audit',
    sa.Column('done_on', sa.Date(), nullable=True),
    sa.Column('done_by', sa.String(), nullable=False),
    sa.Column('site_id', sa.String(), nullable=True),
    sa.Column('counted', sa.Integer(), nullable=True),
    sa.Column('differences', sa.String(), nullable=False),
    sa.Column('evidence_id', sa.String(), nullable=True),
    sa.Column('company_id', sa.String(), nullable=False),
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['company_id'], ['company.id'], name=op.f('fk_seal_audit_company_id_company'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['evidence_id'], ['evidence.id'], name=op.f('fk_seal_audit_evidence_id_evidence'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['site_id'], ['site.id'], name=op.f('fk_seal_audit_site_id_site'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_seal_audit'))
    )
    op.create_index(op.f('ix_seal_audit_company_id'), 'seal_audit', ['company_id'], unique=False)
    op.create_index(op.f('ix_seal_audit_evidence_id'), 'seal_audit', ['evidence_id'], unique=False)
    op.create_index(op.f('ix_seal_audit_site_id'), 'seal_audit', ['site_id'], unique=False)
    op.create_table('seal_batch',
    sa.Column('first_number', sa.String(), nullable=False),
    sa.Column('last_number', sa.String(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('seal_class', sa.String(), nullable=False),
    sa.Column('maker', sa.String(), nullable=False),
    sa.Column('certificate', sa.String(), nullable=False),
    sa.Column('certificate_expires_on', sa.Date(), nullable=True),
    sa.Column('received_on', sa.Date(), nullable=True),
    sa.Column('received_from', sa.String(), nullable=False),
    sa.Column('keeper', sa.String(), nullable=False),
    sa.Column('site_id', sa.String(), nullable=True),
    sa.Column('evidence_id', sa.String(), nullable=True),
    sa.Column('notes', sa.String(), nullable=False),
    sa.Column('company_id', sa.String(), nullable=False),
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['company_id'], ['company.id'], name=op.f('fk_seal_batch_company_id_company'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['evidence_id'], ['evidence.id'], name=op.f('fk_seal_batch_evidence_id_evidence'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['site_id'], ['site.id'], name=op.f('fk_seal_batch_site_id_site'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_seal_batch'))
    )
    op.create_index(op.f('ix_seal_batch_company_id'), 'seal_batch', ['company_id'], unique=False)
    op.create_index(op.f('ix_seal_batch_evidence_id'), 'seal_batch', ['evidence_id'], unique=False)
    op.create_index(op.f('ix_seal_batch_site_id'), 'seal_batch', ['site_id'], unique=False)
    op.create_table('site_plan',
    sa.Column('site_id', sa.String(), nullable=False),
    sa.Column('title', sa.String(), nullable=False),
    sa.Column('evidence_id', sa.String(), nullable=True),
    sa.Column('drawn_on', sa.Date(), nullable=True),
    sa.Column('company_id', sa.String(), nullable=False),
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['company_id'], ['company.id'], name=op.f('fk_site_plan_company_id_company'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['evidence_id'], ['evidence.id'], name=op.f('fk_site_plan_evidence_id_evidence'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['site_id'], ['site.id'], name=op.f('fk_site_plan_site_id_site'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_site_plan'))
    )
    op.create_index(op.f('ix_site_plan_company_id'), 'site_plan', ['company_id'], unique=False)
    op.create_index(op.f('ix_site_plan_evidence_id'), 'site_plan', ['evidence_id'], unique=False)
    op.create_index(op.f('ix_site_plan_site_id'), 'site_plan', ['site_id'], unique=False)
    op.create_table('training_need',
    sa.Column('position_id', sa.String(), nullable=True),
    sa.Column('topic_id', sa.String(), nullable=True),
    sa.Column('company_id', sa.String(), nullable=False),
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['company_id'], ['company.id'], name=op.f('fk_training_need_company_id_company'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['position_id'], ['position.id'], name=op.f('fk_training_need_position_id_position'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['topic_id'], ['topic.id'], name=op.f('fk_training_need_topic_id_topic'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_training_need'))
    )
    op.create_index(op.f('ix_training_need_company_id'), 'training_need', ['company_id'], unique=False)
    op.create_index(op.f('ix_training_need_position_id'), 'training_need', ['position_id'], unique=False)
    op.create_index(op.f('ix_training_need_topic_id'), 'training_need', ['topic_id'], unique=False)
    op.create_table('training_session',
    sa.Column('title', sa.String(), nullable=False),
    sa.Column('held_on', sa.Date(), nullable=True),
    sa.Column('trainer', sa.String(), nullable=False),
    sa.Column('site_id', sa.String(), nullable=True),
    sa.Column('occasion', sa.String(), nullable=False),
    sa.Column('language', sa.String(), nullable=False),
    sa.Column('minutes', sa.Integer(), nullable=True),
    sa.Column('evidence_id', sa.String(), nullable=True),
    sa.Column('notes', sa.String(), nullable=False),
    sa.Column('company_id', sa.String(), nullable=False),
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['company_id'], ['company.id'], name=op.f('fk_training_session_company_id_company'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['evidence_id'], ['evidence.id'], name=op.f('fk_training_session_evidence_id_evidence'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['site_id'], ['site.id'], name=op.f('fk_training_session_site_id_site'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_training_session'))
    )
    op.create_index(op.f('ix_training_session_company_id'), 'training_session', ['company_id'], unique=False)
    op.create_index(op.f('ix_training_session_evidence_id'), 'training_session', ['evidence_id'], unique=False)
    op.create_index(op.f('ix_training_session_site_id'), 'training_session', ['site_id'], unique=False)
    op.create_table('visitor',
    sa.Column('visited_on', sa.Date(), nullable=True),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('employer', sa.String(), nullable=False),
    sa.Column('has_shown_id', sa.Boolean(), nullable=False),
    sa.Column('host', sa.String(), nullable=False),
    sa.Column('arrived_at', sa.String(), nullable=False),
    sa.Column('left_at', sa.String(), nullable=False),
    sa.Column('badge', sa.String(), nullable=False),
    sa.Column('purpose', sa.String(), nullable=False),
    sa.Column('is_escorted', sa.Boolean(), nullable=False),
    sa.Column('site_id', sa.String(), nullable=True),
    sa.Column('notes', sa.String(), nullable=False),
    sa.Column('company_id', sa.String(), nullable=False),
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['company_id'], ['company.id'], name=op.f('fk_visitor_company_id_company'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['site_id'], ['site.id'], name=op.f('fk_visitor_site_id_site'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_visitor'))
    )
    op.create_index(op.f('ix_visitor_company_id'), 'visitor', ['company_id'], unique=False)
    op.create_index(op.f('ix_visitor_site_id'), 'visitor', ['site_id'], unique=False)
    op.create_table('vulnerability_test',
    sa.Column('scope', sa.String(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('done_on', sa.Date(), nullable=True),
    sa.Column('done_by', sa.String(), nullable=False),
    sa.Column('high', sa.Integer(), nullable=True),
    sa.Column('medium', sa.Integer(), nullable=True),
    sa.Column('low', sa.Integer(), nullable=True),
    sa.Column('mended_on', sa.Date(), nullable=True),
    sa.Column('next_on', sa.Date(), nullable=True),
    sa.Column('evidence_id', sa.String(), nullable=True),
    sa.Column('notes', sa.String(), nullable=False),
    sa.Column('company_id', sa.String(), nullable=False),
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['company_id'], ['company.id'], name=op.f('fk_vulnerability_test_company_id_company'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['evidence_id'], ['evidence.id'], name=op.f('fk_vulnerability_test_evidence_id_evidence'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_vulnerability_test'))
    )
    op.create_index(op.f('ix_vulnerability_test_company_id'), 'vulnerability_test', ['company_id'], unique=False)
    op.create_index(op.f('ix_vulnerability_test_evidence_id'), 'vulnerability_test', ['evidence_id'], unique=False)
    op.create_table('attendance',
    sa.Column('training_session_id', sa.String(), nullable=False),
    sa.Column('person_id', sa.String(), nullable=True),
    sa.Column('was_absent', sa.Boolean(), nullable=False),
    sa.Column('score', sa.Integer(), nullable=True),
    sa.Column('result', sa.String(), nullable=False),
    sa.Column('remark', sa.String(), nullable=False),
    sa.Column('company_id', sa.String(), nullable=False),
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['company_id'], ['company.id'], name=op.f('fk_attendance_company_id_company'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_attendance_person_id_person'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['training_session_id'], ['training_session.id'], name=op.f('fk_attendance_training_session_id_training_session'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_attendance'))
    )
    op.create_index(op.f('ix_attendance_company_id'), 'attendance', ['company_id'], unique=False)
    op.create_index(op.f('ix_attendance_person_id'), 'attendance', ['person_id'], unique=False)
    op.create_index(op.f('ix_attendance_training_session_id'), 'attendance', ['training_session_id'], unique=False)
    op.create_table('certificate',
    sa.Column('partner_id', sa.String(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('number', sa.String(), nullable=False),
    sa.Column('issued_by', sa.String(), nullable=False),
    sa.Column('issued_on', sa.Date(), nullable=True),
    sa.Column('expires_on', sa.Date(), nullable=True),
    sa.Column('evidence_id', sa.String(), nullable=True),
    sa.Column('notes', sa.String(), nullable=False),
    sa.Column('company_id', sa.String(), nullable=False),
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['company_id'], ['company.id'], name=op.f('fk_certificate_company_id_company'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['evidence_id'], ['evidence.id'], name=op.f('fk_certificate_evidence_id_evidence'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['partner_id'], ['partner.id'], name=op.f('fk_certificate_partner_id_partner'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_certificate'))
    )
    op.create_index(op.f('ix_certificate_company_id'), 'certificate', ['company_id'], unique=False)
    op.create_index(op.f('ix_certificate_evidence_id'), 'certificate', ['evidence_id'], unique=False)
    op.create_index(op.f('ix_certificate_partner_id'), 'certificate', ['partner_id'], unique=False)
    op.create_table('contract',
    sa.Column('partner_id', sa.String(), nullable=False),
    sa.Column('title', sa.String(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('signed_on', sa.Date(), nullable=True),
    sa.Column('ends_on', sa.Date(), nullable=True),
    sa.Column('has_security_terms', sa.Boolean(), nullable=False),
    sa.Column('has_labor_terms', sa.Boolean(), nullable=False),
    sa.Column('evidence_id', sa.String(), nullable=True),
    sa.Column('notes', sa.String(), nullable=False),
    sa.Column('company_id', sa.String(), nullable=False),
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['company_id'], ['company.id'], name=op.f('fk_contract_company_id_company'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['evidence_id'], ['evidence.id'], name=op.f('fk_contract_evidence_id_evidence'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['partner_id'], ['partner.id'], name=op.f('fk_contract_partner_id_partner'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_contract'))
    )
    op.create_index(op.f('ix_contract_company_id'), 'contract', ['company_id'], unique=False)
    op.create_index(op.f('ix_contract_evidence_id'), 'contract', ['evidence_id'], unique=False)
    op.create_index(op.f('ix_contract_partner_id'), 'contract', ['partner_id'], unique=False)
    op.create_table('device',
    sa.Column('person_id', sa.String(), nullable=True),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('number', sa.String(), nullable=False),
    sa.Column('issued_on', sa.Date(), nullable=True),
    sa.Column('issued_by', sa.String(), nullable=False),
    sa.Column('returned_on', sa.Date(), nullable=True),
    sa.Column('lost_on', sa.Date(), nullable=True),
    sa.Column('notes', sa.String(), nullable=False),
    sa.Column('company_id', sa.String(), nullable=False),
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['company_id'], ['company.id'], name=op.f('fk_device_company_id_company'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_device_person_id_person'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_device'))
    )
    op.create_index(op.f('ix_device_company_id'), 'device', ['company_id'], unique=False)
    op.create_index(op.f('ix_device_person_id'), 'device', ['person_id'], unique=False)
    op.create_table('inspection_point',
    sa.Column('inspection_id', sa.String(), nullable=False),
    sa.Column('area', sa.String(), nullable=False),
    sa.Column('result', sa.String(), nullable=False),
    sa.Column('remark', sa.String(), nullable=False),
    sa.Column('evidence_id', sa.String(), nullable=True),
    sa.Column('company_id', sa.String(), nullable=False),
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['company_id'], ['company.id'], name=op.f('fk_inspection_point_company_id_company'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['evidence_id'], ['evidence.id'], name=op.f('fk_inspection_point_evidence_id_evidence'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['inspection_id'], ['inspection.id'], name=op.f('fk_inspection_point_inspection_id_inspection'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_inspection_point'))
    )
    op.create_index(op.f('ix_inspection_point_company_id'), 'inspection_point', ['company_id'], unique=False)
    op.create_index(op.f('ix_inspection_point_evidence_id'), 'inspection_point', ['evidence_id'], unique=False)
    op.create_index(op.f('ix_inspection_point_inspection_id'), 'inspection_point', ['inspection_id'], unique=False)
    op.create_table('media_disposal',
    sa.Column('medium', sa.String(), nullable=False),
    sa.Column('asset_id', sa.String(), nullable=True),
    sa.Column('method', sa.String(), nullable=False),
    sa.Column('done_on', sa.Date(), nullable=True),
    sa.Column('done_by', sa.String(), nullable=False),
    sa.Column('witness', sa.String(), nullable=False),
    sa.Column('certificate', sa.String(), nullable=False),
    sa.Column('evidence_id', sa.String(), nullable=True),
    sa.Column('notes', sa.String(), nullable=False),
    sa.Column('company_id', sa.String(), nullable=False),
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['asset_id'], ['it_asset.id'], name=op.f('fk_media_disposal_asset_id_it_asset'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['company_id'], ['company.id'], name=op.f('fk_media_disposal_company_id_company'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['evidence_id'], ['evidence.id'], name=op.f('fk_media_disposal_evidence_id_evidence'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_media_disposal'))
    )
    op.create_index(op.f('ix_media_disposal_asset_id'), 'media_disposal', ['asset_id'], unique=False)
    op.create_index(op.f('ix_media_disposal_company_id'), 'media_disposal', ['company_id'], unique=False)
    op.create_index(op.f('ix_media_disposal_evidence_id'), 'media_disposal', ['evidence_id'], unique=False)
    op.create_table('partner_address',
    sa.Column('partner_id', sa.String(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('line1', sa.String(), nullable=False),
    sa.Column('city', sa.String(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('postal_code', sa.String(), nullable=False),
    sa.Column('country', sa.String(), nullable=False),
    sa.Column('notes', sa.String(), nullable=False),
    sa.Column('company_id', sa.String(), nullable=False),
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['company_id'], ['company.id'], name=op.f('fk_partner_address_company_id_company'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['partner_id'], ['partner.id'], name=op.f('fk_partner_address_partner_id_partner'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_partner_address'))
    )
    op.create_index(op.f('ix_partner_address_company_id'), 'partner_address', ['company_id'], unique=False)
    op.create_index(op.f('ix_partner_address_partner_id'), 'partner_address', ['partner_id'], unique=False)
    op.create_table('partner_contact',
    sa.Column('partner_id', sa.String(), nullable=False),
    sa.Column('first_name', sa.String(), nullable=False),
    sa.Column('last_name', sa.String(), nullable=False),
    sa.Column('title', sa.String(), nullable=False),
    sa.Column('email', sa.String(), nullable=False),
    sa.Column('phone', sa.String(), nullable=False),
    sa.Column('language', sa.String(), nullable=False),
    sa.Column('is_security', sa.Boolean(), nullable=False),
    sa.Column('notes', sa.String(), nullable=False),
    sa.Column('company_id', sa.String(), nullable=False),
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['company_id'], ['company.id'], name=op.f('fk_partner_contact_company_id_company'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['partner_id'], ['partner.id'], name=op.f('fk_partner_contact_partner_id_partner'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_partner_contact'))
    )
    op.create_index(op.f('ix_partner_contact_company_id'), 'partner_contact', ['company_id'], unique=False)
    op.create_index(op.f('ix_partner_contact_partner_id'), 'partner_contact', ['partner_id'], unique=False)
    op.create_table('partner_request',
    sa.Column('partner_id', sa.String(), nullable=False),
    sa.Column('reference', sa.String(), nullable=False),
    sa.Column('questionnaire_id', sa.String(), nullable=True),
    sa.Column('edition', sa.String(), nullable=False),
    sa.Column('definition', sa.String(), nullable=False),
    sa.Column('checksum', sa.String(), nullable=False),
    sa.Column('language', sa.String(), nullable=False),
    sa.Column('format', sa.String(), nullable=False),
    sa.Column('year', sa.Integer(), nullable=True),
    sa.Column('sent_on', sa.Date(), nullable=True),
    sa.Column('due_on', sa.Date(), nullable=True),
    sa.Column('reminded_on', sa.Date(), nullable=True),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('returned_on', sa.Date(), nullable=True),
    sa.Column('evidence_id', sa.String(), nullable=True),
    sa.Column('outcome', sa.String(), nullable=False),
    sa.Column('reason', sa.String(), nullable=False),
    sa.Column('signer', sa.String(), nullable=False),
    sa.Column('signed_on', sa.Date(), nullable=True),
    sa.Column('score', sa.Integer(), nullable=True),
    sa.Column('band', sa.String(), nullable=False),
    sa.Column('notes', sa.String(), nullable=False),
    sa.Column('company_id', sa.String(), nullable=False),
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['company_id'], ['company.id'], name=op.f('fk_partner_request_company_id_company'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['evidence_id'], ['evidence.id'], name=op.f('fk_partner_request_evidence_id_evidence'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['partner_id'], ['partner.id'], name=op.f('fk_partner_request_partner_id_partner'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['questionnaire_id'], ['questionnaire.id'], name=op.f('fk_partner_request_questionnaire_id_questionnaire'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_partner_request'))
    )
    op.create_index(op.f('ix_partner_request_company_id'), 'partner_request', ['company_id'], unique=False)
    op.create_index(op.f('ix_partner_request_evidence_id'), 'partner_request', ['evidence_id'], unique=False)
    op.create_index(op.f('ix_partner_request_partner_id'), 'partner_request', ['partner_id'], unique=False)
    op.create_index(op.f('ix_partner_request_questionnaire_id'), 'partner_request', ['questionnaire_id'], unique=False)
    op.create_table('screening_step',
    sa.Column('person_id', sa.String(), nullable=True),
    sa.Column('check_kind', sa.String(), nullable=False),
    sa.Column('done_on', sa.Date(), nullable=True),
    sa.Column('outcome', sa.String(), nullable=False),
    sa.Column('done_by', sa.String(), nullable=False),
    sa.Column('kept_where', sa.String(), nullable=False),
    sa.Column('renew_on', sa.Date(), nullable=True),
    sa.Column('company_id', sa.String(), nullable=False),
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['company_id'], ['company.id'], name=op.f('fk_screening_step_company_id_company'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_screening_step_person_id_person'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_screening_step'))
    )
    op.create_index(op.f('ix_screening_step_company_id'), 'screening_step', ['company_id'], unique=False)
    op.create_index(op.f('ix_screening_step_person_id'), 'screening_step', ['person_id'], unique=False)
    op.create_table('session_topic',
    sa.Column('training_session_id', sa.String(), nullable=False),
    sa.Column('topic_id', sa.String(), nullable=True),
    sa.Column('company_id', sa.String(), nullable=False),
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['company_id'], ['company.id'], name=op.f('fk_session_topic_company_id_company'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['topic_id'], ['topic.id'], name=op.f('fk_session_topic_topic_id_topic'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['training_session_id'], ['training_session.id'], name=op.f('fk_session_topic_training_session_id_training_session'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_session_topic'))
    )
    op.create_index(op.f('ix_session_topic_company_id'), 'session_topic', ['company_id'], unique=False)
    op.create_index(op.f('ix_session_topic_topic_id'), 'session_topic', ['topic_id'], unique=False)
    op.create_index(op.f('ix_session_topic_training_session_id'), 'session_topic', ['training_session_id'], unique=False)
    op.create_table('site_mark',
    sa.Column('site_plan_id', sa.String(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('label', sa.String(), nullable=False),
    sa.Column('note', sa.String(), nullable=False),
    sa.Column('x', sa.Integer(), nullable=True),
    sa.Column('y', sa.Integer(), nullable=True),
    sa.Column('company_id', sa.String(), nullable=False),
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['company_id'], ['company.id'], name=op.f('fk_site_mark_company_id_company'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['site_plan_id'], ['site_plan.id'], name=op.f('fk_site_mark_site_plan_id_site_plan'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_site_mark'))
    )
    op.create_index(op.f('ix_site_mark_company_id'), 'site_mark', ['company_id'], unique=False)
    op.create_index(op.f('ix_site_mark_site_plan_id'), 'site_mark', ['site_plan_id'], unique=False)
    op.create_table('action',
    sa.Column('partner_id', sa.String(), nullable=True),
    sa.Column('title', sa.String(), nullable=False),
    sa.Column('criterion', sa.String(), nullable=False),
    sa.Column('reason', sa.String(), nullable=False),
    sa.Column('source', sa.String(), nullable=False),
    sa.Column('severity', sa.String(), nullable=False),
    sa.Column('site_id', sa.String(), nullable=True),
    sa.Column('owner', sa.String(), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=True),
    sa.Column('status', sa.String(), nullable=False),
    sa.Column('done_on', sa.Date(), nullable=True),
    sa.Column('verified_by', sa.String(), nullable=False),
    sa.Column('verified_on', sa.Date(), nullable=True),
    sa.Column('evidence_id', sa.String(), nullable=True),
    sa.Column('notes', sa.String(), nullable=False),
    sa.Column('request_id', sa.String(), nullable=True),
    sa.Column('company_id', sa.String(), nullable=False),
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['company_id'], ['company.id'], name=op.f('fk_action_company_id_company'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['evidence_id'], ['evidence.id'], name=op.f('fk_action_evidence_id_evidence'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['partner_id'], ['partner.id'], name=op.f('fk_action_partner_id_partner'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['request_id'], ['partner_request.id'], name=op.f('fk_action_request_id_partner_request'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['site_id'], ['site.id'], name=op.f('fk_action_site_id_site'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_action'))
    )
    op.create_index(op.f('ix_action_company_id'), 'action', ['company_id'], unique=False)
    op.create_index(op.f('ix_action_evidence_id'), 'action', ['evidence_id'], unique=False)
    op.create_index(op.f('ix_action_partner_id'), 'action', ['partner_id'], unique=False)
    op.create_index(op.f('ix_action_request_id'), 'action', ['request_id'], unique=False)
    op.create_index(op.f('ix_action_site_id'), 'action', ['site_id'], unique=False)
    op.create_table('assessment',
    sa.Column('partner_id', sa.String(), nullable=False),
    sa.Column('year', sa.Integer(), nullable=True),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('done_on', sa.Date(), nullable=True),
    sa.Column('done_by', sa.String(), nullable=False),
    sa.Column('score', sa.Integer(), nullable=True),
    sa.Column('band', sa.String(), nullable=False),
    sa.Column('summary', sa.String(), nullable=False),
    sa.Column('evidence_id', sa.String(), nullable=True),
    sa.Column('request_id', sa.String(), nullable=True),
    sa.Column('company_id', sa.String(), nullable=False),
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['company_id'], ['company.id'], name=op.f('fk_assessment_company_id_company'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['evidence_id'], ['evidence.id'], name=op.f('fk_assessment_evidence_id_evidence'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['partner_id'], ['partner.id'], name=op.f('fk_assessment_partner_id_partner'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['request_id'], ['partner_request.id'], name=op.f('fk_assessment_request_id_partner_request'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_assessment'))
    )
    op.create_index(op.f('ix_assessment_company_id'), 'assessment', ['company_id'], unique=False)
    op.create_index(op.f('ix_assessment_evidence_id'), 'assessment', ['evidence_id'], unique=False)
    op.create_index(op.f('ix_assessment_partner_id'), 'assessment', ['partner_id'], unique=False)
    op.create_index(op.f('ix_assessment_request_id'), 'assessment', ['request_id'], unique=False)
    op.create_table('partner_answer',
    sa.Column('partner_request_id', sa.String(), nullable=False),
    sa.Column('key', sa.String(), nullable=False),
    sa.Column('value', sa.String(), nullable=False),
    sa.Column('remark', sa.String(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('company_id', sa.String(), nullable=False),
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['company_id'], ['company.id'], name=op.f('fk_partner_answer_company_id_company'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['partner_request_id'], ['partner_request.id'], name=op.f('fk_partner_answer_partner_request_id_partner_request'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_partner_answer'))
    )
    op.create_index(op.f('ix_partner_answer_company_id'), 'partner_answer', ['company_id'], unique=False)
    op.create_index(op.f('ix_partner_answer_partner_request_id'), 'partner_answer', ['partner_request_id'], unique=False)
