"""Where the documents of the library are used: behind which answers, in which registers."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.records import RECORDS, Attachment, EvidenceLink, Profile, Response

ELSEWHERE = "response"
"""Stands for an answer of another account of the company."""
APART = frozenset({"evidence_link", "evidence_version", "attachment"})
"""Tables that point to a document and are no use of it by themselves."""
POINTING = """
SELECT child.name, link."from" FROM sqlite_master AS child
JOIN pragma_foreign_key_list(child.name) AS link
WHERE child.type = 'table' AND link."table" = 'evidence'
"""


@dataclass(frozen=True, slots=True)
class Uses:
    """The criteria of the account a document proves, and the tables whose records have it."""

    criteria: frozenset[str] = frozenset()
    tables: frozenset[str] = frozenset()

    @property
    def is_linked(self) -> bool:
        """True where anything has the document."""
        return bool(self.criteria or self.tables)


NOWHERE = Uses()


def by_document(scope: Scope) -> Mapping[str, Uses]:
    """Return where documents are used, by id; those that are used nowhere are left out."""
    with scope.workspace.read() as session:
        criteria = _criteria(session, scope.account_id)
        tables = _tables(session)
        _add_elsewhere(session, scope.account_id, tables)
    return {
        key: Uses(frozenset(criteria.get(key, ())), frozenset(tables.get(key, ())))
        for key in criteria.keys() | tables.keys()
    }


def _criteria(session: Session, account_id: str) -> dict[str, set[str]]:
    """Return the criteria of all years of an account, by the documents that prove them."""
    query = (
        select(EvidenceLink.evidence_id, Response.criterion)
        .join(Response, Response.id == EvidenceLink.response_id)
        .join(Profile, Profile.id == Response.profile_id)
        .where(Profile.account_id == account_id)
        .distinct()
    )
    found: dict[str, set[str]] = {}
    for evidence_id, criterion in session.execute(query):
        found.setdefault(evidence_id, set()).add(criterion)
    return found


def _tables(session: Session) -> dict[str, set[str]]:
    """Return the tables of the records that have a document, as their own or attached."""
    connection = session.connection()
    pointing = connection.exec_driver_sql(POINTING).all()
    asked = [
        f'SELECT "{column}", \'{table}\' FROM "{table}" WHERE "{column}" IS NOT NULL'
        for table, column in pointing
        if table in RECORDS and table not in APART
    ]
    found: dict[str, set[str]] = {}
    for evidence_id, table in connection.exec_driver_sql(" UNION ".join(asked)):
        found.setdefault(evidence_id, set()).add(table)
    attached = select(Attachment.evidence_id, Attachment.table_name).distinct()
    for evidence_id, table in session.execute(attached):
        if table in RECORDS and table != "statement":  # that is linked to the answer too
            found.setdefault(evidence_id, set()).add(table)
    return found


def _add_elsewhere(session: Session, account_id: str, tables: dict[str, set[str]]) -> None:
    query = (
        select(EvidenceLink.evidence_id)
        .join(Response, Response.id == EvidenceLink.response_id)
        .join(Profile, Profile.id == Response.profile_id)
        .where(Profile.account_id != account_id)
        .distinct()
    )
    for evidence_id in session.scalars(query):
        tables.setdefault(evidence_id, set()).add(ELSEWHERE)
