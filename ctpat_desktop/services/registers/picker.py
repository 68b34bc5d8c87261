"""What can be chosen in a field that points to a record or names a person."""

from sqlalchemy import func, inspect, or_, select

from ctpat_desktop import records as tables
from ctpat_desktop.catalogue.forms import Kind, load_form
from ctpat_desktop.reading.naming import names_for_records, record_name
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.records import RECORDS, Contact
from ctpat_desktop.services.registers import records as register_records
from ctpat_desktop.support.words import natural_key

MANY = 60
"""How many records are offered at once."""
MOST_IN_ORDER = 2_000
"""Records up to which numbers and accents in names are cared for: it takes 6 microseconds each."""


def records(scope: Scope, table: str, words: str = "", limit: int = MANY) -> list[tuple[str, str]]:
    """Return id and name of records whose name holds every word, by name."""
    form, kind = load_form(table), RECORDS[table]
    columns = inspect(kind).columns
    keys = [key for key in form.names if form.field(key).kind is not Kind.RECORD]
    query = select(kind).where(columns["company_id"] == scope.company_id)
    for part in words.split():
        held = (columns[key].icontains(part, autoescape=True) for key in keys)
        query = query.where(or_(*held))
    with scope.workspace.read() as session:
        count = session.scalar(select(func.count()).select_from(query.subquery())) or 0
        key_of = func.natural_key if count <= MOST_IN_ORDER else func.lower
        query = query.order_by(*(key_of(columns[key]) for key in keys), kind.id)
        found = session.scalars(query.limit(limit)).all()
        names = names_for_records(session, form, found)
    return [(row.id, record_name(form, row, names)) for row in found]


def add_named(scope: Scope, table: str, words: str) -> str:
    """Add a record of a name and return its id; the first word of a person's is the first name."""
    keys = [key for key in load_form(table).names if load_form(table).field(key).kind is Kind.TEXT]
    first, _, rest = words.partition(" ")
    values = {keys[0]: words} if len(keys) == 1 else dict(zip(keys, (first, rest), strict=False))
    return register_records.add(scope.workspace, table, company_id=scope.company_id, **values)


def people(scope: Scope) -> list[str]:
    """Return the names of the company's people and contacts, each once, in order."""
    names: set[str] = set()
    with scope.workspace.read() as session:
        for kind in (tables.Person, Contact):
            query = select(kind.first_name, kind.last_name).where(
                kind.company_id == scope.company_id
            )
            names.update(" ".join(row).strip() for row in session.execute(query))
    return sorted(names - {""}, key=natural_key)
