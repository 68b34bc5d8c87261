"""Where a document is used: criteria of the account, records of registers, other accounts."""

from datetime import date

import pytest

from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.records import Attachment
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.evidence import library, uses
from ctpat_desktop.services.evidence.uses import Uses
from ctpat_desktop.services.profile import evidence_links, statements
from ctpat_desktop.services.registers import attachments, records


@pytest.fixture
def scope(workspace):
    account = companies.start(workspace, "Acme", "importer", 2026)
    return Scope.of(workspace, account, date(2026, 11, 21))


@pytest.fixture
def document(scope):
    return library.add_bytes(scope.workspace, scope.company_id, "a.txt", b"a")


def test_a_document_nobody_has_is_left_out(scope, document):
    assert document not in uses.by_document(scope)
    assert not uses.NOWHERE.is_linked


def test_answers_registers_and_attachments_are_named(scope, document):
    workspace, company = scope.workspace, scope.company_id
    evidence_links.link(workspace, scope.account_id, "4.3", document)
    evidence_links.link(workspace, scope.account_id, "9.1", document)
    statement = statements.add(workspace, scope.account_id, "9.1", None).record.id
    statements.link(workspace, statement, document)
    partner = records.add(workspace, "partner", company_id=company, name="Alder")
    attachments.attach(workspace, "partner", partner, document)
    records.add(workspace, "training_session", company_id=company, evidence_id=document)
    assert uses.by_document(scope) == {
        document: Uses(frozenset({"4.3", "9.1"}), frozenset({"partner", "training_session"}))
    }


def test_an_answer_of_another_account_is_a_use_too(scope, document):
    other = companies.start(scope.workspace, "Acme", "highway_carrier", 2026, scope.company_id)
    evidence_links.link(scope.workspace, other, "1.1", document)
    assert uses.by_document(scope) == {document: Uses(tables=frozenset({uses.ELSEWHERE}))}


def test_a_register_this_program_does_not_know_is_left_out(scope, document):
    with scope.workspace.work("Attach as another program does") as unit:
        own = {"company_id": scope.company_id, "evidence_id": document}
        unit.session.add(Attachment(table_name="spaceship", record_id="1", **own))
    assert document not in uses.by_document(scope)
