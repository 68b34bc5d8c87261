"""The first steps in a new file, and which of them the data says are done."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Select, inspect, select

from ctpat_desktop.checklist import Place
from ctpat_desktop.reading.dossier import Book
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.records import RECORDS
from ctpat_desktop.support.language import tr

WATCHED = frozenset(
    ("company", "address", "contact", "account", "site", "partner", "response", "evidence")
)
"""Tables the steps depend on."""


@dataclass(frozen=True, slots=True)
class FirstStep:
    """One step: what to do, whether that is done, and where."""

    key: str
    title: str
    is_done: bool
    place: Place


def steps(scope: Scope, book: Book) -> list[FirstStep]:
    """Return the seven steps of an account in their order."""
    return list(_steps(scope, book, _filled(scope)))


def _steps(scope: Scope, book: Book, filled: set[str]) -> Iterator[FirstStep]:
    """Yield the steps; `filled` are the tables in which the company has a record."""
    first = next((answer.criterion for answer in book.answers), None)
    criterion = Place(str(first.category), first.id) if first else Place("grid")
    is_answered = any(
        answer.whole is not None and answer.whole.status != "not_started" for answer in book.answers
    )
    has_company = bool(book.company.name) and {"address", "contact"} <= filled
    yield FirstStep(
        "company",
        tr("Say who the company is, where, and whom to ask"),
        has_company,
        Place("company"),
    )
    account = Place("company", table="account", field="anniversary")
    has_day = book.account.anniversary is not None
    yield FirstStep(
        "account", tr("Check the kind of account and its anniversary"), has_day, account
    )
    yield FirstStep("sites", tr("Add your sites"), bool(book.sites), Place("sites", table="site"))
    partners = Place("partners", table="partner")
    yield FirstStep("partners", tr("Add your partners"), "partner" in filled, partners)
    yield FirstStep("answer", tr("Answer the first criterion"), is_answered, criterion)
    has_proof = bool(book.evidence)
    yield FirstStep("evidence", tr("Add a first document"), has_proof, Place("evidence"))
    is_safe = scope.workspace.is_encrypted
    yield FirstStep("safety", tr("Protect the file with a passphrase"), is_safe, Place("safety"))


def _filled(scope: Scope) -> set[str]:
    """Return which of these registers have a record of the company."""
    tables = ("address", "contact", "partner")
    with scope.workspace.read() as session:
        every = {table: session.scalar(_first(table, scope.company_id)) for table in tables}
    return {table for table, record_id in every.items() if record_id is not None}


def _first(table: str, company_id: str) -> Select[tuple[str]]:
    columns = inspect(RECORDS[table]).columns
    return select(columns["id"]).where(columns["company_id"] == company_id).limit(1)
